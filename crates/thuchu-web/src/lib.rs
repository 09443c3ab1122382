//! The desk in a browser and over HTTP: pages, forms, API. No SQL and no rules: handlers take a request apart, ask
//! `thuchu-app`, and put the answer into words.
//!
//! [`router`] gives the service; how bytes reach it (sockets, TLS, limits of time) is `thuchu-listen`'s. Pages work
//! without JavaScript and ask nothing of any other host.

mod api;
mod assets;
mod boxes;
mod cache;
mod counter;
mod desk;
mod error;
mod evidence_words;
mod front;
mod gaps;
mod headers;
mod inert;
mod language;
mod licence;
mod limit;
mod look;
mod markdown;
pub mod metrics;
mod own;
mod pages;
mod print;
mod refuse;
mod router;
mod site;
mod syndication;
#[cfg(test)]
mod tests;

pub use api::openapi::document as openapi;
pub use front::Front;
pub use headers::secure;
pub use refuse::refuse;
pub use router::router;
pub use site::{Settings, Site};

/// Paths that take bodies larger than usual, and how large: forms with pictures, and with files of the desk.
pub const LARGE_PATHS: &[&str] =
    &["/send", "/vi/send", "/en/send", "/desk/evidence/file", "/vi/desk/evidence/file", "/en/desk/evidence/file"];
/// Bytes of such a body.
pub const LARGE_BODY: u64 = pages::send::MOST_BYTES;

/// The path of a link that lets somebody in.
#[must_use]
pub fn link_path(token: &thuchu_model::Token) -> String {
    format!("/desk/link/{}", token.reveal())
}
