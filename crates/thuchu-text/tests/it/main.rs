//! One binary for all integration tests.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a failed test is a panic")]

mod cases;
mod properties;
