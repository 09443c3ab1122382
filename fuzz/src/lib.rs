//! Hostile input for every public parser, on stable.
//!
//! A [`Target`] hands arbitrary bytes to one parser and holds what must be true of any answer. The [`runner`] mutates
//! a kept corpus (`corpus/TARGET/`, own text) by a seeded generator, so every input can be made again from its number;
//! it looks at no coverage. Where a nightly is installed, a coverage-guided fuzzer can call [`Target::run`] as it is.
//!
//! What must hold for each input of up to 64 KiB: no panic, no abort, at most a second, at most 4 GiB of addresses.

pub mod mutate;
pub mod runner;
mod targets;

/// One parser under fire.
#[derive(Debug, Clone, Copy)]
pub struct Target {
    /// Name on the command line, and of the corpus folder.
    pub name: &'static str,
    /// Parses the bytes; panics if something that must hold does not.
    pub run: fn(&[u8]),
}

/// All targets, sorted by name.
#[must_use]
pub fn targets() -> Vec<Target> {
    let mut all = [
        targets::archive(),
        targets::embed(),
        targets::text(),
        targets::repair(),
        targets::formats(),
        targets::exchange(),
        targets::model(),
        targets::matching(),
        targets::web(),
        targets::site(),
        targets::tools(),
    ]
    .concat();
    all.sort_by_key(|target| target.name);
    all
}
