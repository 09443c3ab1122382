//! Heavy proofs on the real program: what only shows with a million records, at a kill between two syncs, on a disk
//! that fails, under load. `cargo xtask prove` runs them in full, the tests of this crate run the same code small.
//!
//! Linked by nothing. A proof prints what it measures and fails with the first thing that is not as promised.

#![expect(clippy::missing_errors_doc, reason = "every proof fails with one sentence on what was not as promised")]

pub mod backup;
pub mod copying;
pub mod desk;
pub mod dice;
pub mod evidence;
pub mod faults;
pub mod grouping;
pub mod hostile;
pub mod import;
pub mod kills;
pub mod load;
pub mod publish;
pub mod queue;
pub mod records;
pub mod restore;
pub mod ssrf;
mod sweep;
pub mod told;
pub mod upgrade;
pub mod web;

/// What a proof failed on, in one sentence.
pub type Proved<T = ()> = Result<T, String>;

/// Fails with this sentence unless it is so.
fn ensure(is_so: bool, otherwise: impl FnOnce() -> String) -> Proved {
    if is_so { Ok(()) } else { Err(otherwise()) }
}

/// Puts what was being done before an error.
fn at<E: std::fmt::Display>(what: impl std::fmt::Display) -> impl FnOnce(E) -> String {
    move |error| format!("{what}: {error}")
}
