//! Work on what strangers send, done by child processes with limits.
//!
//! A decoder of pictures reads bytes that somebody may have made in order to break it. So it does not run in the desk:
//! [`Pictures::clean`] starts the desk's own program again as a [`worker`], which takes away from itself whatever it does
//! not need, decodes, and writes the picture anew. What a stranger put beside the picture (place and time in EXIF, XMP,
//! comments, a page or an archive behind the end) stays behind, because only pixels go on (TRUST R24, R26, R27):
//!
//! - what a file is, its content alone says; JPEG, PNG, WebP and GIF are taken, nothing else;
//! - how large it claims to be is judged before a pixel is decoded ([`MAX_BYTES`], [`MAX_PIXELS`], [`MAX_SIDE`]);
//! - a worker has 128 MB, five seconds, no files, no network, no environment;
//! - the desk believes a worker no more than the stranger: its answer is bounded and looked at.
//!
//! Nothing is written to a disk. What people read about a refusal is left to the steps.

mod clean;
mod confine;
mod document;
mod documents;
mod error;
mod facts;
mod frame;
mod jpeg;
mod kind;
mod ocr;
mod office;
mod pdf;
mod picture;
mod pictures;
mod run;
mod screenshot;
pub mod worker;

pub use clean::{LONGEST_SIDE, MAX_BYTES, MAX_PIXELS, MAX_SIDE};
pub use document::{Document, DocumentError, DocumentRefusal, MAX_DOCUMENT, MAX_PAGES, MAX_TEXT};
pub use documents::Documents;
pub use error::{PictureError, Refusal};
pub use facts::{Fact, FactName};
pub use kind::{FileKind, kind_of};
pub use ocr::{Ocr, OcrError};
pub use picture::{Kind, Picture};
pub use pictures::{Limits, Pictures};
pub use screenshot::{ScreenshotError, Screenshots, Taken};

/// Judges what a file claims to be, as the worker does before it decodes a pixel: width and height. For fuzzing.
///
/// # Errors
/// Why the picture is not taken.
#[doc(hidden)]
pub fn judge_picture(bytes: &[u8]) -> Result<(u32, u32), Refusal> {
    clean::open(bytes.to_vec()).map(|decoder| image::ImageDecoder::dimensions(&decoder))
}
