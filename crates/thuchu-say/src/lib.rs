//! Every text that people read, in Vietnamese and English.
