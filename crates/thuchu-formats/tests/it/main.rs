//! The formats against the programs of others.

#![cfg(test)] // lints know helpers of tests by this

mod timestamp;
