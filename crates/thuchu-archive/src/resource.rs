//! What goes in and out of [`crate::assemble`].

use url::Url;

use crate::About;

/// What kind of thing a page wants.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ResourceKind {
    /// A style sheet.
    Style,
    /// A picture.
    Picture,
    /// A document shown inside the page.
    Frame,
}

/// One thing that a page wants.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wanted {
    /// Where it is: `http`, `https`, or for a picture that is written into the page `data`. Without fragment.
    pub url: Url,
    /// What it is wanted for.
    pub kind: ResourceKind,
}

/// One thing that was found.
#[derive(Debug, Clone)]
pub enum Resource {
    /// A style sheet.
    Style {
        /// Its text.
        text: String,
        /// Where it was found, behind all redirects.
        base: Url,
    },
    /// A picture that was decoded and written anew.
    Picture {
        /// `image/jpeg` or `image/png`; any other is left out.
        media_type: &'static str,
        /// The whole file.
        bytes: Vec<u8>,
    },
    /// A frame, assembled like a page of its own.
    Frame(SelfContained),
}

/// Something that a page wanted and that is not in the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftOut {
    /// Where it would have been.
    pub url: Url,
    /// What it was wanted for.
    pub kind: ResourceKind,
}

/// A page to keep. Made by [`crate::assemble`] alone, so whoever holds one knows that it does nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct SelfContained {
    /// The file: one document that asks nobody for anything.
    pub html: String,
    /// All that a reader sees, frames included. Quotes are looked for in it.
    pub text: String,
    /// The article without what stands around it; the whole text where none was made out.
    pub article: String,
    /// What the page says about itself.
    pub about: About,
    /// What is missing, in the order of the page.
    pub left_out: Vec<LeftOut>,
    /// Was something of the page itself or of its pictures left out, because it was too long?
    pub cut: bool,
}
