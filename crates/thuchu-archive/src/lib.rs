//! A fetched page made into something that can be kept for ten years: text out of bytes, one file that is whole and does
//! nothing, what the page says about itself, quotes found in it, a record that other archives read.
//!
//! Pure: bytes and text in, bytes and text out. Fetching what a [`plan`] names, and decoding and writing anew each
//! picture, is left to the caller; so is knowing what time it is.

mod about;
mod allow;
mod article;
mod assemble;
mod clean;
mod css;
mod danger;
mod decode;
mod difference;
mod dom;
mod finder;
mod highlight;
mod legacy_font;
mod picture;
mod quote;
mod resource;
pub mod robots;
mod visible;
pub mod warc;

pub use about::About;
pub use assemble::{MAX_FILE, MAX_PAGE, MAX_WANTED, assemble, inert, plan, plan_style};
pub use danger::danger;
pub use decode::{Decoded, decode};
pub use difference::{Change, Difference, Line, MAX_BYTES, MAX_LINES, difference};
pub use highlight::{Highlighted, highlight, visible_text};
pub use quote::{LONGEST_QUOTE, QuoteError, WIDEST_GAP, find_parts, find_quote};
pub use resource::{LeftOut, Resource, ResourceKind, SelfContained, Wanted};
pub use url::Url;
