//! What people do at the desk, one part of the work each.

pub mod events;
pub mod help;
pub mod queue;
pub mod review;
