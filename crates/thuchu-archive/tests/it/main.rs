//! What the archive holds as a whole.

#![cfg(test)] // lints know helpers of tests by this

mod corpus;
mod quotes;
mod warc;
