//! The walls of the house: what `ARCHITECTURE.md` says is true, and stays so.

#![cfg(test)] // lints know helpers of tests by this

mod arrows;
mod guide;
mod licences;
mod map;
mod sources;
mod workspace;
