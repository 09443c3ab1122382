//! Nouns, ids and rules of the desk, as pure functions: no input or output, no clock, no chance.
