//! What asking gives back: a decision, the matches, and for each the reasons.

use std::ops::Range;

use serde::{Deserialize, Serialize};
use thuchu_model::CheckId;

use crate::align::Alignment;
use crate::analyse::Analysed;
use crate::slots::negation::Negation;
use crate::slots::{SlotPair, Slots};

/// What may be done with the best match.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Decision {
    /// It is the same claim: answer at once.
    Answer,
    /// It may be related: show it as such, to the asker and to editors.
    Suggest,
    /// Not checked yet.
    None,
}

/// Why a match that is likely enough is nevertheless only suggested. In order: the first that applies is named.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Veto {
    /// Another number stands in the place of one of the claim's.
    Number,
    /// One denies what the other says.
    Negation,
    /// Another name stands in the place of one of the claim's.
    Name,
    /// Another date.
    Date,
    /// The check may no longer hold.
    Stale,
    /// Two checks that match about equally well come to opposite conclusions.
    Disagree,
    /// The publisher is not trusted with automatic answers.
    Trust,
}

/// Why a match is a match. Quotes nothing but the claim and the message at hand.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Explanation {
    /// The claim's words that the message has, in the claim's order.
    pub matched: Vec<String>,
    /// The claim's words that the message lacks.
    pub missing: Vec<String>,
    /// The message's words, within the window, that the claim lacks.
    pub extra: Vec<String>,
    /// Numbers side by side.
    pub numbers: Vec<SlotPair>,
    /// Whether both deny the same.
    pub negation: Negation,
    /// Names side by side.
    pub names: Vec<SlotPair>,
    /// Dates side by side.
    pub dates: Vec<SlotPair>,
    /// The message has a link of this check.
    pub link: bool,
    /// The message has a picture of this check.
    pub picture: bool,
    /// The compared syllables of the message: first, and one past the last.
    pub window: [usize; 2],
    /// What kept this match from being answered.
    pub veto: Option<Veto>,
}

impl Explanation {
    /// What was compared in the `window` of the message, in words; the veto is that of the slots.
    pub(crate) fn of(
        claim: &Analysed,
        message: &Analysed,
        alignment: &Alignment,
        window: &Range<usize>,
        slots: Slots,
    ) -> Self {
        let words = |text: &Analysed, keep: &dyn Fn(usize) -> bool, range: Range<usize>| -> Vec<String> {
            range.filter(|&i| keep(i)).map(|i| text.accented(i).to_owned()).collect()
        };
        Self {
            matched: words(claim, &|i| alignment.partner[i].is_some(), 0..claim.len()),
            missing: words(claim, &|i| alignment.partner[i].is_none(), 0..claim.len()),
            extra: words(message, &|j| alignment.of_message[j].is_none(), window.clone()),
            veto: slots.veto(),
            numbers: slots.numbers,
            negation: slots.negation,
            names: slots.names,
            dates: slots.dates,
            link: false,
            picture: false,
            window: [window.start, window.end],
        }
    }
}

/// One match.
#[derive(Debug, Clone, PartialEq)]
pub struct Match {
    /// The check.
    pub id: CheckId,
    /// Which of [`crate::Doc::wordings`] matched best; one past the last for the title.
    pub wording: u16,
    /// Likeness, 0.0 to 1.0: what ranks.
    pub score: f32,
    /// Probability that this is the check asked for, 0.0 to 1.0.
    pub probability: f32,
    /// The reasons.
    pub explanation: Explanation,
    /// The probability as if no number, name, date or negation differed: what decides whether it is suggested, for a
    /// veto downgrades and never drops.
    pub related: f32,
    /// What the probability was calculated from, in the order of [`crate::Weights::logistic`]; each 0.0 to 1.0.
    pub features: Vec<f32>,
}

/// What an [`crate::Index`] says to a message.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    /// The decision, of the first match alone.
    pub decision: Decision,
    /// Best first; ties by id.
    pub matches: Vec<Match>,
}
