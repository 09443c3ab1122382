//! Pictures as intake takes them: cleaned by whatever can, in a running desk by a limited worker (`thuchu-tools`).

use std::pin::Pin;

use thuchu_model::Sha256Hash;
use thuchu_say::Message;
use thuchu_tools::{Kind, PictureError, Pictures};

use crate::pictures::words;

/// What will have become of a picture.
pub type Cleaning<'a> = Pin<Box<dyn Future<Output = Result<CleanPicture, PictureRefused>> + Send + 'a>>;

/// Decodes a stranger's picture in a limited worker and encodes it anew, without anything but what is seen.
pub trait PictureCleaner: Send + Sync {
    /// Cleans these bytes.
    fn clean(&self, received: Vec<u8>) -> Cleaning<'_>;
}

/// A picture encoded anew.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CleanPicture {
    /// The new bytes.
    pub bytes: Vec<u8>,
    /// Whether they are PNG; else JPEG.
    pub png: bool,
}

/// Why a picture is not taken.
#[derive(Debug, Clone)]
pub struct PictureRefused {
    /// The rule.
    pub code: &'static str,
    /// What to do about it.
    pub text: Message,
    /// The same picture may be taken in a moment.
    pub later: bool,
}

/// A picture that was sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SentPicture {
    /// Of the bytes as they came.
    pub received: Sha256Hash,
    /// What is kept of it.
    pub clean: CleanPicture,
}

impl PictureCleaner for Pictures {
    fn clean(&self, received: Vec<u8>) -> Cleaning<'_> {
        Box::pin(async move {
            let picture = Self::clean(self, received.into()).await.map_err(|error| refused(&error))?;
            Ok(CleanPicture { bytes: picture.bytes.into(), png: picture.kind == Kind::Png })
        })
    }
}

/// A worker's refusal in words; what is the operator's to mend is logged.
fn refused(error: &PictureError) -> PictureRefused {
    if let PictureError::NoWorker(why) = error {
        tracing::error!(code = error.code(), why, "pictures cannot be cleaned");
    }
    PictureRefused { code: error.code(), text: words(error), later: matches!(error, PictureError::Busy) }
}
