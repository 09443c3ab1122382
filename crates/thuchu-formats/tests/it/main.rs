//! The formats against the texts of strangers and the programs of others.

#![cfg(test)] // lints know helpers of tests by this

mod documents;
mod hostile;
mod timestamp;
