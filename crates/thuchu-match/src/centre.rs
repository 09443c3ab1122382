//! Vectors without what all texts of a language have in common.
//!
//! The model's vectors lie in a narrow cone: two texts about nothing in common have a cosine of .8, and how high it is
//! depends on the text more than on the other one. Seen from the middle of their language (J. Mu and P. Viswanath,
//! "All-but-the-Top", 2018) unrelated texts are near 0, and a message in one language finds the claim in another.

use std::sync::LazyLock;

use serde::Deserialize;
use thuchu_embed::{Quantised, WIDTH};
use thuchu_text::lang::{self, Lang};

/// The middles that come with the program, of texts written for it: `data/centres.json`. Messages are worded otherwise
/// than claims, so each language has two.
#[derive(Deserialize)]
struct Centres {
    claims: Languages,
    messages: Languages,
}

#[derive(Deserialize)]
struct Languages {
    /// Vietnamese with its marks.
    vi: Vec<f32>,
    /// Vietnamese, lower-case and without marks.
    folded: Vec<f32>,
    /// English, which stands for every other language.
    en: Vec<f32>,
}

static BUILT_IN: LazyLock<Centres> = LazyLock::new(|| {
    #[expect(clippy::expect_used, reason = "the file is part of the program; a test reads it")]
    serde_json::from_str(include_str!("../data/centres.json")).expect("the built-in centres are valid")
});

/// What kind of text a vector is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Side {
    Claim,
    Message,
}

/// Which middle a text is seen from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Centre {
    Vietnamese,
    Folded,
    Other,
}

impl Centre {
    /// That of a text that is not folded.
    pub(crate) fn of(text: &str) -> Self {
        match lang::detect(text) {
            Some(Lang::Vi) => Self::Vietnamese,
            _ => Self::Other,
        }
    }

    fn middle(self, side: Side) -> &'static [f32] {
        let languages = match side {
            Side::Claim => &BUILT_IN.claims,
            Side::Message => &BUILT_IN.messages,
        };
        match self {
            Self::Vietnamese => &languages.vi,
            Self::Folded => &languages.folded,
            Self::Other => &languages.en,
        }
    }

    /// The vector as seen from here, of length 1.
    pub(crate) fn seen(self, side: Side, vector: &Quantised) -> Quantised {
        let middle = self.middle(side);
        let mut values = [0.0_f32; WIDTH];
        for ((value, &raw), &middle) in values.iter_mut().zip(&vector.values).zip(middle) {
            *value = f32::from(raw) * vector.scale - middle;
        }
        let length = values.iter().map(|value| value * value).sum::<f32>().sqrt();
        let largest = values.iter().fold(0.0_f32, |largest, value| largest.max(value.abs()));
        if length <= 0.0 || largest <= 0.0 {
            return Quantised { values: [0; WIDTH], scale: 0.0 };
        }
        let steps = 127.0 / largest;
        #[expect(clippy::cast_possible_truncation, reason = "within ±127 by the choice of the scale")]
        let bytes = values.map(|value| (value * steps).round_ties_even() as i8);
        Quantised { values: bytes, scale: largest / 127.0 / length }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: [(Centre, Side); 6] = [
        (Centre::Vietnamese, Side::Claim),
        (Centre::Folded, Side::Claim),
        (Centre::Other, Side::Claim),
        (Centre::Vietnamese, Side::Message),
        (Centre::Folded, Side::Message),
        (Centre::Other, Side::Message),
    ];

    #[test]
    fn the_centres_that_come_with_the_program_fit_the_models_vectors() {
        for (centre, side) in ALL {
            let middle = centre.middle(side);
            assert_eq!(middle.len(), WIDTH);
            let length = middle.iter().map(|value| value * value).sum::<f32>().sqrt();
            assert!((0.7..1.0).contains(&length), "{centre:?} {side:?}: {length}");
        }
    }

    #[test]
    fn what_is_seen_from_a_middle_has_length_one() {
        let other = Quantised { values: std::array::from_fn(|i| if i % 2 == 0 { 90 } else { -20 }), scale: 0.001 };
        for (centre, side) in ALL {
            let seen = centre.seen(side, &other);
            assert!((seen.dot(&seen) - 1.0).abs() < 0.01, "{}", seen.dot(&seen));
        }
    }
}
