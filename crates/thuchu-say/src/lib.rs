//! Every text that people read, in Vietnamese and English: one typed function per text.
//!
//! The texts live in `locales/{vi,en}/*.ftl` and are compiled in: a text, an argument or an attribute that
//! one language lacks stops the build. `say::import_done(3, 1).in_lang(Lang::Vi)` gives the sentence; an
//! attribute is its own function (`import-done.hint` → `import_done_hint`). Numbers and dates are written the
//! way readers of the language write them. No invisible isolation marks are put around arguments.
//!
//! Which language a reader gets is decided by who calls; choosing words for machines (codes, JSON keys) too.

#![allow(
    rustdoc::bare_urls,
    reason = "the generated functions show their texts as people read them, addresses included"
)]

mod lang;
mod message;
pub mod people;

pub use lang::{Lang, UnknownLang};
pub use message::Message;
use message::Value;

include!(concat!(env!("OUT_DIR"), "/messages.rs"));
