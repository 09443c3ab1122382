//! The targets, one file for each crate they fire at.

mod archive;
mod embed;
mod exchange;
mod formats;
mod matching;
mod model;
mod repair;
mod site;
mod text;
mod tools;
mod web;

pub(crate) use archive::targets as archive;
pub(crate) use embed::targets as embed;
pub(crate) use exchange::targets as exchange;
pub(crate) use formats::targets as formats;
pub(crate) use matching::targets as matching;
pub(crate) use model::targets as model;
pub(crate) use repair::targets as repair;
pub(crate) use site::targets as site;
pub(crate) use text::targets as text;
pub(crate) use tools::targets as tools;
pub(crate) use web::targets as web;

/// Bytes as the text a caller would have: what is not UTF-8 becomes U+FFFD.
pub(crate) fn text_of(bytes: &[u8]) -> std::borrow::Cow<'_, str> {
    String::from_utf8_lossy(bytes)
}
