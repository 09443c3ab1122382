//! A document that was read and written anew, and why one is not. Both sides of the pipe.

use bytes::Bytes;
use serde::{Deserialize, Serialize};

use crate::{Fact, FileKind, PictureError};

/// The most bytes of a file that an editor brings: 20 MiB.
pub const MAX_DOCUMENT: u64 = 20 * 1024 * 1024;
/// The most bytes of text that are read out of one: 2 MiB.
pub const MAX_TEXT: usize = 2 * 1024 * 1024;
/// The most pages of a PDF.
pub const MAX_PAGES: usize = 2_000;

/// A file of ours: its content, and nothing that came with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// What the file was that came in.
    pub kind: FileKind,
    /// The file, written anew.
    pub bytes: Bytes,
    /// What `bytes` is.
    pub media_type: &'static str,
    /// Its words, pages apart by form feeds; at most [`MAX_TEXT`] bytes. `None` of pictures.
    pub text: Option<String>,
    /// How many pages; `None` where that is not known.
    pub pages: Option<u32>,
    /// What lay in it beside its content, and is gone.
    pub facts: Vec<Fact>,
}

/// Why there is no document.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DocumentError {
    /// No bytes.
    #[error("the file is empty")]
    Empty,
    /// None of the kinds that are taken.
    #[error("not a file we take: picture, PDF, DOCX, ODT, HTML or plain text")]
    NotTaken,
    /// More than [`MAX_DOCUMENT`].
    #[error("the file is larger than 20 MiB")]
    TooLarge,
    /// It is refused.
    #[error(transparent)]
    Refused(#[from] DocumentRefusal),
    /// The picture is refused.
    #[error(transparent)]
    Picture(PictureError),
    /// The worker was stopped at its limit of time.
    #[error("the file took longer than a worker has")]
    TookTooLong,
    /// Others were before it for longer than one may wait.
    #[error("other files are being read")]
    Busy,
    /// No worker could be started, or it did not answer as one of ours does. For the operator: why.
    #[error("no worker for documents: {0}")]
    NoWorker(String),
}

/// Which rule a document breaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum DocumentRefusal {
    /// It begins as a document and cannot be read as one.
    #[error("the file is damaged")]
    Broken,
    /// It opens with a password only.
    #[error("the document is locked with a password")]
    Locked,
    /// Unpacked it is larger, or has more parts or pages, than a worker has room for.
    #[error("the document unpacks to more than we take")]
    TooMuchInside,
    /// A part of an archive that would lie outside of it, or is a link.
    #[error("the document has a part that leads out of it")]
    LeadsOut,
    /// A document type of XML, which no office program writes.
    #[error("the document declares a document type")]
    DocumentType,
}

impl DocumentError {
    /// A stable name; never changes between versions.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Empty => "document.empty",
            Self::NotTaken => "document.not_taken",
            Self::TooLarge => "document.too_large",
            Self::Refused(DocumentRefusal::Broken) => "document.broken",
            Self::Refused(DocumentRefusal::Locked) => "document.locked",
            Self::Refused(DocumentRefusal::TooMuchInside) => "document.too_much_inside",
            Self::Refused(DocumentRefusal::LeadsOut) => "document.leads_out",
            Self::Refused(DocumentRefusal::DocumentType) => "document.document_type",
            Self::Picture(error) => error.code(),
            Self::TookTooLong => "document.took_too_long",
            Self::Busy => "document.busy",
            Self::NoWorker(_) => "document.no_worker",
        }
    }
}

/// What the worker makes of a file.
#[derive(Debug, Default)]
pub(crate) struct Made {
    pub(crate) bytes: Vec<u8>,
    pub(crate) png: bool,
    pub(crate) text: Option<String>,
    pub(crate) pages: Option<u32>,
    pub(crate) facts: Vec<Fact>,
}

/// A text that ends at the most that is kept, between two letters.
pub(crate) fn bounded(mut text: String) -> String {
    if text.len() > MAX_TEXT {
        let end = (0..=MAX_TEXT).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
        text.truncate(end);
    }
    text
}
