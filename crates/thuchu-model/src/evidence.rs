//! What a source says, our copy of it, what was seen when we looked again, and where a claim was publicly seen.

use crate::{CaptureId, Day, EditorId, Sha256Hash, Timestamp};

/// A fixed list of words: each variant has one, used in files, forms and the store.
macro_rules! words {
    ($name:ident { $($variant:ident => $word:literal),+ $(,)? }) => {
        impl $name {
            /// All of them.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The word used in files, forms and the store.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }

            /// Reads that word.
            pub fn parse(text: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|one| one.as_str() == text)
            }
        }
    };
}

/// What a source says about the claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Bearing {
    /// It bears the claim out.
    Supports,
    /// It speaks against the claim.
    Refutes,
    /// It helps to understand, neither for nor against.
    Context,
}

words!(Bearing { Supports => "supports", Refutes => "refutes", Context => "context" });

/// Our own copy of a source, as a draft names it: the whole of it is a [`Capture`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Snapshot {
    /// Which capture.
    pub capture: CaptureId,
    /// The hash of its leading file: the inert page, or the cleaned document.
    pub sha256: Sha256Hash,
    /// How many bytes that file has.
    pub bytes: u64,
    /// When the copy was taken.
    pub at: Timestamp,
}

/// How a copy came to us.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CaptureWay {
    /// Fetched by the desk from its address.
    Fetched,
    /// Brought by an editor as a file, where a site cannot be fetched.
    Uploaded,
}

words!(CaptureWay { Fetched => "fetched", Uploaded => "uploaded" });

/// What a file of a capture is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FileRole {
    /// The page, self-contained and inert.
    Page,
    /// A document or picture, cleaned.
    Document,
    /// The visible words, UTF-8.
    Text,
    /// What was sent over the wire: WARC 1.1.
    Warc,
    /// How the page looks: a picture of our own copy.
    Screenshot,
}

words!(FileRole {
    Page => "page", Document => "document", Text => "text", Warc => "warc", Screenshot => "screenshot",
});

/// One file of a capture. Its bytes lie in the blob store under their hash.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct CaptureFile {
    /// What it is.
    pub role: FileRole,
    /// Its media type, such as `text/html; charset=utf-8`.
    pub media_type: String,
    /// The hash of its bytes.
    pub sha256: Sha256Hash,
    /// How many bytes.
    pub bytes: u64,
}

/// What a source says about itself. Texts of strangers, bounded, never judged.
#[derive(Debug, Clone, PartialEq, Eq, Default, serde::Serialize, serde::Deserialize)]
#[serde(default)]
pub struct SourceFacts {
    /// Its title.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Who published it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub publisher: Option<String>,
    /// The line that says who wrote it: attribution text, no list or count is made of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub byline: Option<String>,
    /// When it says that it was published.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub published: Option<Day>,
    /// Pages of a document.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pages: Option<u32>,
    /// Parts of the page (pictures, styles, frames) that could not be had.
    #[serde(skip_serializing_if = "is_zero")]
    pub parts_missing: u32,
    /// The words were read from a picture by a machine: for search, not for quoting.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub read_by_machine: bool,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for this form")]
const fn is_zero(number: &u32) -> bool {
    *number == 0
}

/// Our copy of a source. Nothing in it ever changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Capture {
    /// Its name.
    pub id: CaptureId,
    /// How it came to us.
    pub way: CaptureWay,
    /// The address that was asked for, or that an editor says a file is from.
    pub url: String,
    /// Where redirects led; the same as `url` when none did, and of files.
    pub final_url: String,
    /// HTTP status of the answer; `None` of files.
    pub status: Option<u16>,
    /// What it says about itself.
    pub facts: SourceFacts,
    /// Names what was sent: two captures of one address with the same content are one.
    pub content: Sha256Hash,
    /// When it was taken.
    pub at: Timestamp,
    /// Who asked for it; `None` when the watch did.
    pub by: Option<EditorId>,
    /// Its files, each role once; the leading one ([`FileRole::Page`] or [`FileRole::Document`]) is among them.
    pub files: Vec<CaptureFile>,
}

impl Capture {
    /// The file in this role.
    #[must_use]
    pub fn file(&self, role: FileRole) -> Option<&CaptureFile> {
        self.files.iter().find(|file| file.role == role)
    }

    /// The inert page, or the cleaned document.
    #[must_use]
    pub fn leading(&self) -> Option<&CaptureFile> {
        self.file(FileRole::Page).or_else(|| self.file(FileRole::Document))
    }

    /// How a draft names it. `None` only of a capture without a leading file.
    #[must_use]
    pub fn snapshot(&self) -> Option<Snapshot> {
        let leading = self.leading()?;
        Some(Snapshot { capture: self.id, sha256: leading.sha256, bytes: leading.bytes, at: self.at })
    }
}

/// What was found when a source was looked at again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Finding {
    /// The same words.
    Same,
    /// Other words.
    Changed,
    /// The same words or others, at another address.
    Moved,
    /// The site says that there is no such page (any more).
    Gone,
    /// The site did not answer, or not with a page.
    Unreachable,
    /// The site's `robots.txt` asks programs to stay away.
    KeptOut,
}

words!(Finding {
    Same => "same", Changed => "changed", Moved => "moved", Gone => "gone", Unreachable => "unreachable",
    KeptOut => "kept_out",
});

/// One look at a source that was captured before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Look {
    /// The capture it is compared with.
    pub capture: CaptureId,
    /// When.
    pub at: Timestamp,
    /// What was found.
    pub found: Finding,
    /// HTTP status, where there was one.
    pub status: Option<u16>,
    /// Where it was found, when it moved.
    pub url: Option<String>,
    /// The copy of what was found, when it had changed.
    pub copy: Option<CaptureId>,
}

/// Where a claim was publicly seen. Never a private person's page.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Appearance {
    /// An address on a news site, a document, or an organisation's official page confirmed by two editors.
    Page(String),
    /// On a social host only its name and the month.
    Social {
        /// `facebook`, `tiktok`, …
        platform: String,
        /// The first day of that month.
        month: Day,
    },
}
