//! Rules of writing together, on both databases.
