//! End to end: the real program, started as an operator starts it, seen through a real browser and through other
//! people's clients.
//!
//! Linked by nothing. Everything here fails by panicking with a sentence, because all of it runs inside tests: the
//! rules are the names in `tests/it/`. The programs it needs (`chromium`, `chromedriver`, `python3`) are installed by
//! `cargo xtask test`.

#![expect(
    clippy::expect_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "helpers of tests fail by panicking, and wait by the real clock"
)]

pub mod album;
pub mod axe;
pub mod browser;
mod driver;
pub mod hostile;
pub mod http;
pub mod look;
pub mod pages;
pub mod program;
pub mod python;
pub mod stage;
pub mod traffic;
pub mod trap;
pub mod view;
mod wait;

use std::path::PathBuf;

/// The folder that cargo builds into: the test binary lies in `TARGET/PROFILE/deps/`.
#[must_use]
pub fn target() -> PathBuf {
    let own = std::env::current_exe().expect("the path of the test binary");
    own.ancestors().nth(3).expect("a test binary lies three folders deep").to_path_buf()
}
