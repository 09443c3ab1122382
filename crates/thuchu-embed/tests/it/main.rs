//! The model with its real weights, from the package on the Python registry.

#![cfg(test)] // lints know helpers of tests by this

mod installing;
mod real;
