//! The walls of the house: what `ARCHITECTURE.md` says is true, and stays so.

mod arrows;
mod licences;
mod map;
mod sources;
mod workspace;
