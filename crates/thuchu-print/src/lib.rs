//! What is printed and shared of a check: a PDF, posters, a handout, cards as pictures, QR codes. All from data.
//!
//! [`Engine`] holds typesetter and fonts; a [`Sheet`] is what one version of a check says; [`Options`] is the day of
//! print. Same input, same bytes. Which texts go on a sheet, who may have one, and keeping what was made is left to
//! others.

mod address;
mod body;
mod engine;
mod make;
mod picture;
mod qr;
mod shape;
mod sheet;
mod view;
mod words;

pub use address::{AddressError, Base, CanonicalUrl, MOST_BASE, MOST_PATH, PagePath};
pub use body::Body;
pub use engine::Engine;
pub use make::{Format, Size};
pub use qr::{Qr, qr};
pub use sheet::{
    ChangePrinted, MOST_CHARS, MOST_CLAIM, MOST_ENTRIES, Options, PrintError, RatingPrinted, Sheet, SourcePrinted,
    Standing,
};
