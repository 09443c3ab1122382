//! Pictures cleaned by real child processes.

#![cfg(test)] // lints know helpers of tests by this

mod canary;
mod documents;
mod files;
mod honest;
mod hostile;
mod limits;
mod office;
mod screenshots;
mod support;
