//! QR codes: error correction M, four modules of white around, nothing but a [`CanonicalUrl`] inside.
//!
//! The picture alone is for whoever prints the address beside it; [`Qr::svg`] carries the address below the code. The
//! PNG is made by the engine, which has the fonts.

use std::fmt::Write as _;

use qrcode::{Color, EcLevel, QrCode};

use crate::{CanonicalUrl, PrintError};

/// Modules of white around the code (ISO/IEC 18004 §5.3.8).
const QUIET: usize = 4;

/// A code that leads to one of our pages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Qr {
    address: String,
    side: usize,
    path: String,
}

/// The code of an address.
///
/// # Errors
/// [`PrintError::Qr`] for an address longer than a code holds, which no [`CanonicalUrl`] is.
pub fn qr(url: &CanonicalUrl) -> Result<Qr, PrintError> {
    let code = QrCode::with_error_correction_level(url.as_str(), EcLevel::M).map_err(|_| PrintError::Qr)?;
    let width = code.width();
    let mut path = String::new();
    for (y, row) in code.to_colors().chunks(width).enumerate() {
        let mut x = 0;
        // Stretches of a row, so that no hairline can show between two modules.
        for stretch in row.chunk_by(|one, next| one == next) {
            if stretch.first() == Some(&Color::Dark) {
                let long = stretch.len();
                // Writing into a string cannot fail.
                let _ = write!(path, "M{} {}h{long}v1h-{long}z", x + QUIET, y + QUIET);
            }
            x += stretch.len();
        }
    }
    Ok(Qr { address: url.as_str().to_owned(), side: width + 2 * QUIET, path })
}

impl Qr {
    /// The address inside.
    #[must_use]
    pub fn address(&self) -> &str {
        &self.address
    }

    /// Modules of a side, the white around included.
    #[must_use]
    pub const fn side(&self) -> usize {
        self.side
    }

    /// The share of a side that is white before the code begins.
    pub(crate) fn white(&self) -> f64 {
        QUIET as f64 / self.side as f64
    }

    /// An SVG of the code alone, for a page that prints the address itself.
    #[must_use]
    pub fn bare_svg(&self) -> String {
        let (side, path) = (self.side, &self.path);
        format!(
            r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}" shape-rendering="crispEdges"><path fill="#fff" d="M0 0h{side}v{side}H0z"/><path fill="#000" d="{path}"/></svg>"##
        )
    }

    /// An SVG of the code with its address below.
    #[must_use]
    pub fn svg(&self) -> String {
        let (side, path, address) = (self.side, &self.path, &self.address);
        // About so wide are letters of a sans-serif; a long address is written smaller, down to what a printer shows.
        let size = (side as f64 / (0.62 * address.len() as f64)).clamp(0.6, 2.4);
        let wide = (0.62 * size * address.len() as f64).min(side as f64 - 2.0);
        let (height, middle, line) = (side + 3, side as f64 / 2.0, side as f64 + 0.8);
        format!(
            r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {height}" role="img" aria-label="{address}"><path fill="#fff" d="M0 0h{side}v{height}H0z"/><path fill="#000" shape-rendering="crispEdges" d="{path}"/><text x="{middle}" y="{line}" font-family="sans-serif" font-size="{size:.2}" text-anchor="middle" textLength="{wide:.2}" lengthAdjust="spacingAndGlyphs">{address}</text></svg>"##,
            address = escaped(address)
        )
    }
}

/// A site's own address may have `&` or quotes in its path; nothing of it may become markup.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use thuchu_model::Topic;

    use super::*;
    use crate::Base;

    #[test]
    fn a_code_has_its_corners_and_four_white_modules_around() {
        let base = Base::parse("https://thuchu.example").unwrap();
        let code = qr(&CanonicalUrl::topic(&base, Topic::Scam)).unwrap();
        let far = code.side() - QUIET - 7;
        for corner in [format!("M{QUIET} {QUIET}h7"), format!("M{far} {QUIET}h7"), format!("M{QUIET} {far}h7")] {
            assert!(code.path.contains(&corner), "{corner}");
        }
        for white in ["M0 ", "M1 ", "M2 ", "M3 ", " 0h", " 1h", " 2h", " 3h"] {
            assert!(!code.path.contains(white), "{white}");
        }
    }

    #[test]
    fn the_address_stands_below_as_text_and_never_as_markup() {
        let base = Base::parse("https://thuchu.example/a&b").unwrap();
        let code = qr(&CanonicalUrl::topic(&base, Topic::Scam)).unwrap();
        assert!(code.svg().contains(">https://thuchu.example/a&amp;b/t/scam</text>"));
        assert_eq!(code.address(), "https://thuchu.example/a&b/t/scam");
    }
}
