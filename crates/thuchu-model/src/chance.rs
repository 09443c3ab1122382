//! Chance as an argument, so that rules and tests are repeatable.

/// A source of random bytes. The binary passes the operating system's; tests pass a seeded one.
pub trait Chance: Send + Sync {
    /// Fills the whole slice with fresh random bytes. A source that cannot must stop the process rather than
    /// hand out predictable bytes.
    fn fill(&self, bytes: &mut [u8]);
}
