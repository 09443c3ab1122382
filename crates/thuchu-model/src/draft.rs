//! What the next version of a check says while it is being written. Everything may still be missing; the publish gate
//! ([`crate::publish_gate`]) names what must be there.

mod limits;
mod merge;
mod place;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use crate::{Appearance, Bearing, Day, EvidenceId, Lang, RatingKey, Sha256Hash, Snapshot, Timestamp, Topic};

pub use limits::{
    CLAIM_GUIDE, MOST_ADDRESS, MOST_APPEARANCES, MOST_CHARS, MOST_PICTURES, MOST_SOURCES, TooMuch, check_at_save,
};
pub use merge::{Clashed, merge};
pub use place::{Place, TextField, changes};

/// The content of a draft. Texts are as typed; none is checked before it goes out.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DraftContent {
    /// The language of the check.
    pub lang: Lang,
    /// Its words in that language.
    pub text: DraftText,
    /// The same in other languages, each once.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub translations: Vec<(Lang, DraftText)>,
    /// The rating, a key of the desk's scale.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rating: Option<RatingKey>,
    /// The subject.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub topic: Option<Topic>,
    /// When the claim was made, where that is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub claim_date: Option<Day>,
    /// The licence of this check, as [`crate::Licence::as_str`] writes it; none: that of the desk.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub licence: Option<String>,
    /// The sources, in the order they are shown.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<Evidence>,
    /// Why no words of a preserved source are quoted, for readers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unquoted: Option<String>,
    /// Where the claim was seen.
    #[serde(default)]
    pub seen: Seen,
    /// Whether those concerned were asked.
    #[serde(default)]
    pub reply: Reply,
    /// The pictures that the claim is about.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub pictures: Vec<PictureReviewed>,
    /// After this day the check is never answered automatically.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub holds_until: Option<Day>,
    /// The steps of the method that were done, by their key (`method_steps`).
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub method: BTreeSet<MethodStep>,
    /// From the second version on: what changed and why, for readers, in the language of the check.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub change: Option<ChangeNote>,
}

/// The words of a draft in one language.
#[derive(Debug, Clone, PartialEq, Eq, Default, serde::Serialize, serde::Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct DraftText {
    /// The claim as it will be shown.
    pub claim: String,
    /// The headline.
    pub title: String,
    /// The answer in a few sentences, also sent in chats.
    pub summary: String,
    /// A sentence that explains the rating.
    pub explanation: String,
    /// The whole text, Markdown.
    pub body: String,
}

/// A source of a draft.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Evidence {
    /// Its name, kept over all versions.
    pub id: EvidenceId,
    /// Where it is published.
    pub url: String,
    /// Its title.
    pub title: String,
    /// Who published it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub publisher: Option<String>,
    /// When.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<Day>,
    /// The words that matter.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quote: Option<String>,
    /// The desk's own note on it; stays inside the desk.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// What it says about the claim.
    pub bearing: Bearing,
    /// Whether it is the source itself and not a retelling.
    pub primary: bool,
    /// Our copy, once it was made.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub snapshot: Option<Snapshot>,
}

/// Where the claim was seen, as the publish gate asks.
#[derive(Debug, Clone, PartialEq, Eq, Default, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Seen {
    /// Nobody has said.
    #[default]
    NotStated,
    /// Publicly, at these places.
    Publicly(Vec<Appearance>),
    /// In a forwarded message, origin unknown.
    ForwardedOriginUnknown,
}

/// Whether those concerned were asked.
#[derive(Debug, Clone, PartialEq, Eq, Default, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reply {
    /// Nobody has said.
    #[default]
    NotStated,
    /// Asked, no answer yet.
    Asked {
        /// When.
        at: Timestamp,
    },
    /// Asked and answered.
    Received {
        /// When the answer came.
        at: Timestamp,
    },
    /// Not asked, for this reason.
    NotAsked {
        /// The reason, for readers.
        why: String,
    },
}

/// What was done to a picture or recording, in the words of schema.org's `MediaManipulationRatingCodeSet`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MediaRating {
    /// `OriginalMediaContent`: nothing was done to it.
    Original,
    /// `DecontextualizedContent`: genuine, shown with a wrong time, place or story.
    Decontextualized,
    /// `EditedOrCroppedContent`: edited or cropped so that it misleads.
    EditedOrCropped,
    /// `StagedContent`: acted for the camera.
    Staged,
    /// `TransformedContent`: parts were changed, added or made by a machine.
    Transformed,
    /// `SatireOrParodyContent`.
    SatireOrParody,
}

impl MediaRating {
    /// All of them, in the order of the standard.
    pub const ALL: [Self; 6] = [
        Self::Decontextualized,
        Self::EditedOrCropped,
        Self::Original,
        Self::SatireOrParody,
        Self::Staged,
        Self::Transformed,
    ];

    /// The word used in the store.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Original => "original",
            Self::Decontextualized => "decontextualized",
            Self::EditedOrCropped => "edited_or_cropped",
            Self::Staged => "staged",
            Self::Transformed => "transformed",
            Self::SatireOrParody => "satire_or_parody",
        }
    }

    /// Reads that word.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|rating| rating.as_str() == text)
    }

    /// The name at schema.org.
    pub const fn schema_org(self) -> &'static str {
        match self {
            Self::Original => "OriginalMediaContent",
            Self::Decontextualized => "DecontextualizedContent",
            Self::EditedOrCropped => "EditedOrCroppedContent",
            Self::Staged => "StagedContent",
            Self::Transformed => "TransformedContent",
            Self::SatireOrParody => "SatireOrParodyContent",
        }
    }
}

/// A picture that the claim is about, and what was done to it.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PictureReviewed {
    /// Where it was published, if it was; a picture from a message has no address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// The hash of the desk's own cleaned copy, if the desk holds one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sha256: Option<Sha256Hash>,
    /// What can be seen, for who cannot see it.
    pub description: String,
    /// What was done to it.
    pub rating: MediaRating,
    /// What it originally was or showed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub context: Option<String>,
}

/// One step of the desk's method, ticked by the writer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MethodStep {
    /// The claim is a statement of fact, not an opinion.
    Factual,
    /// The first place where it was seen was looked for.
    OriginTraced,
    /// The primary source was read itself.
    PrimaryRead,
    /// What speaks for the claim was looked for too.
    OtherSide,
    /// Numbers, names and dates were checked against the source.
    FiguresChecked,
    /// No private person is named.
    NoPrivatePerson,
}

impl MethodStep {
    /// All steps, in the order of the work.
    pub const ALL: [Self; 6] = [
        Self::Factual,
        Self::OriginTraced,
        Self::PrimaryRead,
        Self::OtherSide,
        Self::FiguresChecked,
        Self::NoPrivatePerson,
    ];

    /// The word used in forms and the store.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Factual => "factual",
            Self::OriginTraced => "origin_traced",
            Self::PrimaryRead => "primary_read",
            Self::OtherSide => "other_side",
            Self::FiguresChecked => "figures_checked",
            Self::NoPrivatePerson => "no_private_person",
        }
    }

    /// Reads that word.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|step| step.as_str() == text)
    }
}

/// Whether a new version corrects a mistake or only adds to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ChangeKind {
    /// The published version was wrong: everybody who got its answer is told.
    Correction,
    /// Something was added; what was said stands.
    Update,
}

impl ChangeKind {
    /// The word used in the store.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Correction => "correction",
            Self::Update => "update",
        }
    }

    /// Reads that word.
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Correction, Self::Update].into_iter().find(|kind| kind.as_str() == text)
    }
}

/// What a further version changes, for readers.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChangeNote {
    /// A correction or an addition.
    pub kind: ChangeKind,
    /// What changed and why.
    pub text: String,
}

impl DraftContent {
    /// An empty draft about this claim.
    #[must_use]
    pub fn of(claim: &str, lang: Lang) -> Self {
        Self {
            lang,
            text: DraftText { claim: claim.to_owned(), ..DraftText::default() },
            translations: Vec::new(),
            rating: None,
            topic: None,
            claim_date: None,
            licence: None,
            evidence: Vec::new(),
            unquoted: None,
            seen: Seen::NotStated,
            reply: Reply::NotStated,
            pictures: Vec::new(),
            holds_until: None,
            method: BTreeSet::new(),
            change: None,
        }
    }

    /// The canonical JSON: equal contents give equal text.
    #[must_use]
    pub fn canonical(&self) -> String {
        // Serialising this type cannot fail: every key is a string, no number a float.
        crate::canonical_json(&serde_json::to_value(self).unwrap_or(serde_json::Value::Null))
    }
}
