//! Why there is no cleaned picture.

use serde::{Deserialize, Serialize};

/// Why there is no cleaned picture: it is [refused](Refusal), or the work on it did not come to an end.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PictureError {
    /// The picture is not taken.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The worker was stopped at its limit of time.
    #[error("the picture took longer than a worker has")]
    TookTooLong,
    /// Others were before it for longer than one may wait.
    #[error("other pictures are being cleaned")]
    Busy,
    /// No worker could be started, or it did not answer as one of ours does. For the operator: why.
    #[error("no worker for pictures: {0}")]
    NoWorker(String),
}

/// Which rule a file breaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum Refusal {
    /// More than [`MAX_BYTES`](crate::MAX_BYTES).
    #[error("the file is larger than 10 MiB")]
    TooLarge,
    /// More than [`MAX_PIXELS`](crate::MAX_PIXELS), a side over [`MAX_SIDE`](crate::MAX_SIDE), or more than fits in the
    /// memory of a worker.
    #[error("the picture has too many pixels")]
    TooManyPixels,
    /// Not JPEG, PNG, WebP or GIF by its content.
    #[error("not a picture we take: JPEG, PNG, WebP or GIF")]
    NotAPicture,
    /// It begins as a picture and cannot be decoded as one.
    #[error("the picture is damaged, or of a form that is not read")]
    Broken,
}

impl PictureError {
    /// The stable code, for programs.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Refused(refusal) => refusal.code(),
            Self::TookTooLong => "picture.took_too_long",
            Self::Busy => "picture.busy",
            Self::NoWorker(_) => "picture.no_worker",
        }
    }
}

impl Refusal {
    /// The stable code, for programs.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::TooLarge => "picture.too_large",
            Self::TooManyPixels => "picture.too_many_pixels",
            Self::NotAPicture => "picture.not_a_picture",
            Self::Broken => "picture.broken",
        }
    }
}
