//! Making model folders.
