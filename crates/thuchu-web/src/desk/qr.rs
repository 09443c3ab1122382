//! A QR code as one path of an SVG.

use std::fmt::Write as _;

use qrcode::{Color, EcLevel, QrCode};

/// Modules of white around the code (ISO/IEC 18004 §5.3.8).
const QUIET: usize = 4;

/// The side of the picture in modules, and the path of the black ones; `None` for a text that is too long.
pub(super) fn path(text: &str) -> Option<(usize, String)> {
    let code = QrCode::with_error_correction_level(text, EcLevel::M).ok()?;
    let side = code.width();
    let mut path = String::new();
    for (at, _) in code.to_colors().into_iter().enumerate().filter(|(_, color)| *color == Color::Dark) {
        let (x, y) = (at % side + QUIET, at / side + QUIET);
        // Writing into a string cannot fail.
        let _ = write!(path, "M{x} {y}h1v1h-1z");
    }
    Some((side + 2 * QUIET, path))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_has_its_three_corners_and_white_around() {
        let (side, path) = path("otpauth://totp/a?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ").unwrap();
        for (x, y) in [(QUIET, QUIET), (side - QUIET - 1, QUIET), (QUIET, side - QUIET - 1)] {
            assert!(path.contains(&format!("M{x} {y}h1")));
        }
        assert!(!path.contains("M3 ") && !path.contains(" 3h1"));
        assert!(super::path(&"x".repeat(5_000)).is_none());
    }
}
