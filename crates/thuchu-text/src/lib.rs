//! Vietnamese and other text: forms for showing and matching, numbers, dates, links, cleaning at the door.
//!
//! Text has one *shown* form, [`normalise`], and derived forms that are compared and never shown: [`match_form`] keeps
//! the marks, [`fold`] drops them, [`index_form`] is what the matching engine indexes. Both sides of every comparison
//! go through the same function, because an index and a query folded by different code miss each other silently.
//!
//! Everything here is pure: no I/O, no clock, no chance. Searching, scoring and storing belong to other crates; so
//! does resolving short links, which needs the network.

pub mod beside;
pub mod boilerplate;
pub mod clean;
pub mod collate;
pub mod confusable;
pub mod dates;
pub mod decimal;
pub mod decode;
mod forms;
pub mod hashtag;
mod index;
pub mod lang;
pub mod legacy;
pub mod letter;
pub mod links;
pub mod mojibake;
pub mod numbers;
mod slug;
pub mod syllable;
pub mod teencode;
mod token;
pub mod tone;
pub mod typing;
pub mod units;

pub use forms::{fold, match_form, normalise};
pub use index::{IndexForm, calm, index_form, without_links};
pub use links::{CanonicalUrl, UrlError, canonical, find_links};
pub use slug::{MAX_SLUG, slug};
pub use syllable::syllables;
