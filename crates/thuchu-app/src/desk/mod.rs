//! The desk's own work.

pub mod review;
