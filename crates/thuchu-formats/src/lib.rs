//! The formats others read and write, read and written side by side.
