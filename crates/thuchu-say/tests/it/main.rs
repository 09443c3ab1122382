//! The catalogue as readers meet it, and the build step that guards it.

mod build;
mod texts;
