//! The steps of the work, one module each.
