//! Builders, a fixed clock, both databases, fake web: for tests only.
