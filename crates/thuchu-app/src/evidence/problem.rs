//! Why there is no copy of a source. Each has a stable code, under which the catalogue has words for it.

use thuchu_fetch::FetchError;
use thuchu_store::StoreError;
use thuchu_tools::DocumentError;

/// Why there is no copy.
#[derive(Debug, thiserror::Error)]
pub enum CaptureError {
    /// The address is none of the web.
    #[error("not an address of the web")]
    Address,
    /// A social host: a person's page is not fetched, an organisation's is brought by hand (TRUST R67).
    #[error("pages of social networks are not fetched")]
    Social,
    /// A file from a social host, of a page that two editors did not confirm as an organisation's.
    #[error("two editors confirm first that this is an organisation's own page")]
    NotOfficial,
    /// The fetcher was refused, or refused.
    #[error(transparent)]
    Fetch(#[from] FetchError),
    /// The site answered with an error.
    #[error("the site answers with status {0}")]
    Status(u16),
    /// Nothing came.
    #[error("the answer is empty")]
    Empty,
    /// There are no words and no pictures without the page's scripts.
    #[error("the page shows nothing without its scripts")]
    NoWords,
    /// A server that was asked did not answer as such servers do.
    #[error("the server's answer cannot be read")]
    NoAnswer,
    /// The file is not taken.
    #[error(transparent)]
    Document(#[from] DocumentError),
    /// This desk does not go out to the web.
    #[error("this desk fetches nothing")]
    NoWayOut,
    /// Somebody asked for the same copy a moment ago.
    #[error("a copy of this source is being made")]
    UnderWay,
    /// Too many at once.
    #[error("wait for the copies that are being made")]
    TooMany,
    /// The review is not being written.
    #[error("the review is not a draft")]
    NotADraft,
    /// There is no such review or source, or its address changed meanwhile.
    #[error("no such source")]
    NoSource,
    /// The editor may not.
    #[error("not allowed")]
    NotAllowed,
    /// The work broke off again and again.
    #[error("the work broke off")]
    BrokeOff,
    /// The store.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl CaptureError {
    /// A stable name; never changes between versions.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Address => "copy.address",
            Self::Social => "copy.social",
            Self::NotOfficial => "copy.not_official",
            Self::Fetch(error) => error.code(),
            Self::Status(_) => "copy.status",
            Self::Empty => "copy.empty",
            Self::NoWords => "copy.no_words",
            Self::NoAnswer => "copy.no_answer",
            Self::Document(error) => error.code(),
            Self::NoWayOut => "copy.no_way_out",
            Self::UnderWay => "copy.under_way",
            Self::TooMany => "copy.too_many",
            Self::NotADraft => "copy.not_a_draft",
            Self::NoSource => "copy.no_source",
            Self::NotAllowed => "copy.not_allowed",
            Self::BrokeOff => "copy.broke_off",
            Self::Store(_) => "copy.store",
        }
    }

    /// What is kept with a wish: the code and, after a blank, the status or host that it is about.
    #[must_use]
    pub(super) fn kept(&self, host: &str) -> String {
        match self {
            Self::Status(status) => format!("{} {status}", self.code()),
            _ => format!("{} {host}", self.code()),
        }
    }

    /// Whether the same may work a moment later, so the wish is not given up.
    pub(super) fn passes(&self) -> bool {
        matches!(self, Self::Store(error) if error.is_transient())
    }
}
