//! The matching engine: is this message about a claim that was already checked, and may we say so by ourselves?
//!
//! Exact keys → candidates → score → slots → decision → explanation, all in memory, without input or output. An
//! [`Index`] holds checks; [`Index::ask`] answers with a [`Decision`] and, for each match, an [`Explanation`].
//! [`evaluate`] measures the engine on labelled questions. Texts come from `thuchu-text`; the store, the clock and the
//! shown labels are others' work.

mod align;
mod analyse;
mod answer;
mod around;
pub mod calibrate;
mod centre;
mod concepts;
mod dense;
mod english;
pub mod evaluate;
mod features;
mod fit;
mod grams;
pub mod grouping;
mod index;
mod retrieve;
mod score;
mod search;
mod sense;
mod slots;
mod terms;
mod vectors;
mod weights;

pub use answer::{Answer, Decision, Explanation, Match, Veto};
pub use fit::{Example, fit, refit};
pub use index::{Doc, Index, TakenApart};
pub use retrieve::{Scratch, Work};
pub use search::Ask;
pub use sense::Sense;
pub use slots::SlotPair;
pub use slots::negation::Negation;
pub use vectors::Lacking;
pub use weights::{Weights, WeightsError};
