//! The formats against the programs of others.

mod timestamp;
