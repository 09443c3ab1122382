//! A cleaned picture.

use bytes::Bytes;
use image::ImageFormat;
use serde::{Deserialize, Serialize};

/// A picture that we wrote ourselves: pixels, and nothing that came with them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// The whole file, at most 8 MiB.
    pub bytes: Bytes,
    /// What `bytes` is.
    pub kind: Kind,
    /// Pixels from left to right as it is looked at, 1 to [`LONGEST_SIDE`](crate::LONGEST_SIDE).
    pub width: u32,
    /// Pixels from top to bottom as it is looked at, 1 to [`LONGEST_SIDE`](crate::LONGEST_SIDE).
    pub height: u32,
}

/// What a cleaned picture is written as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Photographs, and whatever else PNG would make larger.
    Jpeg,
    /// Pictures one can see through, and those with few colours.
    Png,
}

impl Kind {
    /// The type for `Content-Type`.
    #[must_use]
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
        }
    }

    pub(crate) const fn format(self) -> ImageFormat {
        match self {
            Self::Jpeg => ImageFormat::Jpeg,
            Self::Png => ImageFormat::Png,
        }
    }
}
