//! The desk's colour, and whether everybody can read it: contrast as WCAG 2.2 defines it.

use std::fmt;

/// A colour of a screen, written `#2b3f9e`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Colour([u8; 3]);

/// What text stands on in the light look: paper, panel, sunk.
pub const LIGHT_PAPERS: [Colour; 3] =
    [Colour([0xfb, 0xfb, 0xf8]), Colour([0xf0, 0xf1, 0xec]), Colour([0xe4, 0xe7, 0xe0])];
/// The same in the dark look.
pub const DARK_PAPERS: [Colour; 3] =
    [Colour([0x11, 0x18, 0x1a]), Colour([0x1a, 0x23, 0x26]), Colour([0x23, 0x2e, 0x31])];
/// The least contrast of text (WCAG 2.2, 1.4.3).
pub const LEAST_CONTRAST: f64 = 4.5;

const BLACK: Colour = Colour([0; 3]);
const WHITE: Colour = Colour([255; 3]);

impl Colour {
    /// Reads `#2b3f9e`, in either case, with or without `#`; anything else is `None`.
    pub fn parse(text: &str) -> Option<Self> {
        let digits = text.trim();
        let digits = digits.strip_prefix('#').unwrap_or(digits);
        if digits.len() != 6 || !digits.bytes().all(|b| b.is_ascii_hexdigit()) {
            return None;
        }
        let [_, red, green, blue] = u32::from_str_radix(digits, 16).ok()?.to_be_bytes();
        Some(Self([red, green, blue]))
    }

    /// Relative luminance, 0.0 (black) to 1.0 (white).
    fn luminance(self) -> f64 {
        let linear = self.0.map(|part| {
            let part = f64::from(part) / 255.0;
            if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
        });
        0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    }

    /// Contrast of two colours, 1.0 (the same) to 21.0 (black on white).
    pub fn contrast(self, other: Self) -> f64 {
        let (one, other) = (self.luminance(), other.luminance());
        (one.max(other) + 0.05) / (one.min(other) + 0.05)
    }

    /// This colour with so many hundredths of another.
    #[must_use]
    fn mixed(self, other: Self, hundredths: u16) -> Self {
        let share = hundredths.min(100);
        let mix = |at: usize| (u16::from(self.0[at]) * (100 - share) + u16::from(other.0[at]) * share) / 100;
        Self([mix(0) as u8, mix(1) as u8, mix(2) as u8])
    }
}

impl fmt::Display for Colour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [red, green, blue] = self.0;
        write!(f, "#{red:02x}{green:02x}{blue:02x}")
    }
}

impl TryFrom<String> for Colour {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, &'static str> {
        Self::parse(&text).ok_or("a colour is written #2b3f9e")
    }
}

impl From<Colour> for String {
    fn from(colour: Colour) -> Self {
        colour.to_string()
    }
}

/// The colour of links and of the main button, for each look. Made only by [`Accent::new`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Accent {
    /// On light paper.
    pub light: Colour,
    /// On dark paper.
    pub dark: Colour,
}

/// A colour that cannot be read well on one of the papers.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
#[error("{colour} on {paper} has a contrast of {ratio:.2}, less than 4.5")]
pub struct TooFaint {
    /// The colour.
    pub colour: Colour,
    /// The paper on which it is faintest.
    pub paper: Colour,
    /// Their contrast.
    pub ratio: f64,
    /// Whether it is a paper of the dark look.
    pub dark: bool,
}

impl Accent {
    /// Two colours that can be read on every paper of their look. Without one for the dark look, the light one is made
    /// lighter until it can be.
    ///
    /// # Errors
    /// Names the paper with the least contrast.
    pub fn new(light: Colour, dark: Option<Colour>) -> Result<Self, TooFaint> {
        let lighter = (0..=20).map(|step| light.mixed(WHITE, step * 5));
        let dark = match dark {
            Some(dark) => dark,
            None => lighter.into_iter().find(|c| faintest(*c, DARK_PAPERS).1 >= LEAST_CONTRAST).unwrap_or(WHITE),
        };
        for (colour, papers, is_dark) in [(light, LIGHT_PAPERS, false), (dark, DARK_PAPERS, true)] {
            let (paper, ratio) = faintest(colour, papers);
            if ratio < LEAST_CONTRAST {
                return Err(TooFaint { colour, paper, ratio, dark: is_dark });
            }
        }
        Ok(Self { light, dark })
    }

    /// The stronger colours while something is pointed at: light, dark.
    pub fn pointed_at(self) -> (Colour, Colour) {
        (self.light.mixed(BLACK, 35), self.dark.mixed(WHITE, 45))
    }
}

fn faintest(colour: Colour, papers: [Colour; 3]) -> (Colour, f64) {
    let of = |paper: Colour| (paper, colour.contrast(paper));
    papers.map(of).into_iter().fold(of(papers[0]), |least, next| if next.1 < least.1 { next } else { least })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn colour(text: &str) -> Colour {
        Colour::parse(text).unwrap()
    }

    #[test]
    fn contrast_is_that_of_wcag() {
        assert!((BLACK.contrast(WHITE) - 21.0).abs() < 1e-9);
        assert!((colour("#777777").contrast(WHITE) - 4.478).abs() < 1e-3);
        assert!((colour("#767676").contrast(WHITE) - 4.542).abs() < 1e-3);
        assert_eq!(WHITE.contrast(colour("#777777")), colour("#777777").contrast(WHITE));
    }

    #[test]
    fn a_colour_that_is_faint_on_any_paper_is_refused_with_its_contrast() {
        assert!(Accent::new(colour("#2b3f9e"), Some(colour("#b1beff"))).is_ok());
        let faint = Accent::new(colour("#ffcf24"), None).unwrap_err();
        assert!(!faint.dark && faint.ratio < 1.5 && faint.paper == LIGHT_PAPERS[2]);
        let faint = Accent::new(colour("#2b3f9e"), Some(colour("#2b3f9e"))).unwrap_err();
        assert!(faint.dark && faint.ratio < 4.5);
        // Enough on paper, too faint on what is sunk.
        let only_on_paper = colour("#66726e");
        assert!(only_on_paper.contrast(LIGHT_PAPERS[0]) > 4.5);
        assert!(Accent::new(only_on_paper, None).is_err());
    }

    #[test]
    fn every_readable_colour_has_a_readable_dark_one_and_readable_stronger_ones() {
        for red in (0..=255).step_by(51) {
            for green in (0..=255).step_by(51) {
                for blue in (0..=255).step_by(51) {
                    let Ok(accent) = Accent::new(Colour([red, green, blue]), None) else { continue };
                    let (light, dark) = accent.pointed_at();
                    assert!(Accent::new(light, Some(dark)).is_ok(), "{accent:?}");
                }
            }
        }
    }

    #[test]
    fn colours_read_back() {
        for wrong in ["", "#12", "#12345g", "red", "#1234567", "##12345"] {
            assert_eq!(Colour::parse(wrong), None, "{wrong}");
        }
        assert_eq!(colour(" 2B3F9E ").to_string(), "#2b3f9e");
    }
}
