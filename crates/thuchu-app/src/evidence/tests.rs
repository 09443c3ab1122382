//! Copies of sources from the wish to the proof, on both databases: what is kept, what is refused, what is seen later.

mod copies;
mod faults;
mod files;
mod gate;
mod proving;
mod sites;
mod social;
mod stamps;
mod support;
mod tidying;
mod watching;
mod web;
