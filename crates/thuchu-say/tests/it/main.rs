//! The catalogue as readers meet it, and the build step that guards it.

#![allow(clippy::expect_used, reason = "a helper of a test may fail the test")]

mod build;
mod texts;
