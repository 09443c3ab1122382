//! One binary for all integration tests.

mod cases;
mod properties;
