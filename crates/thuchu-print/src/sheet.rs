//! What one version of a check says, ready to be set: the texts as people wrote them, dates, addresses.
//!
//! Which texts are chosen, in which language, and who may be named is decided by whoever fills this in. Every text is
//! data: whatever it holds, it is printed, never obeyed.

use jiff::civil::Date;
use thuchu_model::{Bearing, ChangeKind, RatingKey, RatingValue, Topic};
use thuchu_say::Lang;

use crate::{Body, CanonicalUrl};

/// One version of a check, for paper and pictures.
#[derive(Debug, Clone)]
pub struct Sheet {
    /// The language of everything around the texts.
    pub lang: Lang,
    /// The claim, whole; at most [`MOST_CLAIM`] characters.
    pub claim: String,
    /// The rating.
    pub rating: RatingPrinted,
    /// The answer in one line: what stands largest on posters and cards. Longer than 280 characters it is cut there.
    pub answer: String,
    /// The answer in a few sentences. Where it begins with `answer`, that is not said twice.
    pub summary: Option<String>,
    /// The subject.
    pub topic: Option<Topic>,
    /// The whole text.
    pub body: Body,
    /// The evidence, in its order.
    pub sources: Vec<SourcePrinted>,
    /// Whether those concerned were asked, and what they said, in whole sentences.
    pub reply: Option<String>,
    /// What changed since it was first published, newest first.
    pub changes: Vec<ChangePrinted>,
    /// Who made and approved it, as they chose to be named.
    pub by_line: Option<String>,
    /// When it was first published.
    pub published: Date,
    /// When this version was published, where it is not the first.
    pub changed: Option<Date>,
    /// The version, from 1.
    pub version: u32,
    /// Whether it is the version that stands.
    pub standing: Standing,
    /// The desk's name.
    pub desk: String,
    /// The check's page, which the code leads to.
    pub address: CanonicalUrl,
    /// The short way to it, which people type.
    pub short: CanonicalUrl,
    /// The licence, as people call it: `CC BY 4.0`; empty where none is stated.
    pub licence: String,
}

/// A rating: always its words, and a shape that tells it without colour.
#[derive(Debug, Clone)]
pub struct RatingPrinted {
    /// The words, in the language of the sheet where the scale has them.
    pub label: String,
    /// Its key in the built-in scale, which gives shape and tone. Unknown keys fall back to the value.
    pub key: Option<RatingKey>,
    /// 1 to 5, where it has a number.
    pub value: Option<RatingValue>,
}

/// A source.
#[derive(Debug, Clone, Default)]
pub struct SourcePrinted {
    /// Its title.
    pub title: Option<String>,
    /// Who published it.
    pub publisher: Option<String>,
    /// When.
    pub date: Option<Date>,
    /// Where. Only http and https become links; anything else is printed as text.
    pub url: String,
    /// The words that matter.
    pub quote: Option<String>,
    /// What it says about the claim.
    pub bearing: Option<Bearing>,
    /// When our copy was taken.
    pub copied: Option<Date>,
}

/// A change.
#[derive(Debug, Clone)]
pub struct ChangePrinted {
    /// The version it led to.
    pub version: u32,
    /// When.
    pub date: Date,
    /// A correction or an addition; `None` where nobody said.
    pub kind: Option<ChangeKind>,
    /// What and why.
    pub text: String,
}

/// Whether a version stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// It is the newest.
    Current,
    /// A newer one stands.
    Superseded {
        /// Its number.
        by: u32,
    },
    /// It is the newest, and somebody has asked to take it back.
    UnderReview,
    /// It is the newest, but what it says was true for a time that is over.
    Outdated,
    /// The check was withdrawn.
    Withdrawn,
}

/// What is not part of the check.
#[derive(Debug, Clone, Copy)]
pub struct Options {
    /// The day it is printed, in the desk's time.
    pub printed: Date,
}

/// Most characters of a claim.
pub const MOST_CLAIM: usize = 1_000;
/// Most characters of all texts together: some hundred pages.
pub const MOST_CHARS: usize = 300_000;
/// Most sources and changes, each.
pub const MOST_ENTRIES: usize = 200;

/// Why something cannot be printed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PrintError {
    /// A claim is never cut, so a longer one is refused.
    #[error("a claim of more than {MOST_CLAIM} characters is not printed")]
    LongClaim,
    /// More text than a printer should be sent.
    #[error("a check of more than {MOST_CHARS} characters, or {MOST_ENTRIES} sources or changes, is not printed")]
    TooMuch,
    /// The address does not fit a QR code.
    #[error("the address does not fit a QR code")]
    Qr,
    /// A font that is none.
    #[error("font {0} of those given cannot be read")]
    Font(usize),
    /// The typesetter refused: a fault of a template, not of a text.
    #[error("the typesetter refused: {0}")]
    Typeset(String),
    /// A picture could not be written.
    #[error("the picture could not be written: {0}")]
    Picture(String),
}
