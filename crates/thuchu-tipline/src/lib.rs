//! The ways people write to the desk, one file each, and the only way an answer leaves it.
//!
//! Nothing goes out but a [`Deliverable`], and one is made only from an [`AnswerOwed`](thuchu_model::AnswerOwed): the
//! answer itself, or a correction of it. There is no other call that sends anything (TRUST R63):
//!
//! ```compile_fail
//! use thuchu_tipline::Deliverable;
//! // No list of addresses, no text of one's own choice to anybody: the fields cannot be named from outside.
//! let _ = Deliverable { to: todo!(), words: todo!(), effect: String::new() };
//! ```

mod deliverable;
mod email;
#[cfg(test)]
mod tests;

pub use deliverable::{Deliverable, Undelivered, Words};
pub use email::{Email, EmailAddress, EmailSettings, EmailSettingsError};

/// A way by which answers go out.
pub trait Tipline: Send + Sync {
    /// Delivers it once. An answer that was taken over just before the connection broke may come a second time, under
    /// the same name, which lets the receiving side put the two together.
    ///
    /// # Errors
    /// [`Undelivered`] says whether, and when, it is worth another try.
    fn deliver(&self, what: &Deliverable) -> impl Future<Output = Result<(), Undelivered>> + Send;
}
