//! Every document read back by other people's programs: poppler, qpdf, zbar (`poppler-utils`, `qpdf`, `zbar-tools`).

#![cfg(test)] // lints know helpers of tests by this

mod codes;
mod faces;
mod hostile;
mod many;
mod paper;
mod samples;
mod tools;
