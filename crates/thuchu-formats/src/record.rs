//! What a reader yields and a writer takes: one published check as plain data, without the desk's rules.

use serde::{Deserialize, Serialize};
use thuchu_model::{CheckContent, CheckId, Day, Lang, PublicId, RatingKey, Timestamp, WithdrawReason, Wording};

/// One thing read from an input.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Entry {
    /// A published check.
    Record(Box<ImportRecord>),
    /// A publisher, from our own export only.
    Publisher(OwnPublisher),
    /// An id that now leads to another, from our own export only.
    Redirect(OwnRedirect),
}

/// A published check as its publisher stated it. Text is trimmed and free of control characters, else verbatim.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ImportRecord {
    /// The claim in the publisher's words, 1 to 4,000 characters.
    pub claim_reviewed: String,
    /// Where the check is published: absolute, http or https, at most 2,000 bytes.
    pub url: String,
    /// Headline of the page, up to 1,000 characters.
    pub title: Option<String>,
    /// Language as stated; never guessed here.
    pub lang: Option<Lang>,
    /// Who published it.
    pub publisher: PublisherRef,
    /// The verdict, verbatim.
    pub rating: RatingText,
    /// The text of the check, up to 1 Mi characters.
    pub body: Option<String>,
    /// The day the check was published, in the zone its publisher wrote.
    pub review_date: Option<Day>,
    /// When the claim was made.
    pub claim_date: Option<Day>,
    /// Who made the claim: attribution text, never searched, counted or listed by.
    pub claimant: Option<String>,
    /// Public addresses where the claim was seen, http or https, at most 20.
    pub appearances: Vec<String>,
    /// Licence of the markup (`sdLicense`).
    pub licence: Option<String>,
    /// The claim in other languages; from our own export only.
    pub wordings: Vec<Wording>,
    /// The whole check; from our own export only.
    pub own: Option<Box<OwnCheck>>,
}

/// Who published a check.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct PublisherRef {
    /// Name of the organisation as stated; never a person's.
    pub name: Option<String>,
    /// Host without `www.`, lower case. It is the host of the check's own address, or a stated parent of it, so
    /// that no record borrows another publisher's trust.
    pub site: String,
}

/// A verdict as its publisher stated it. Numbers are theirs and often meaningless (−1/−1/−1):
/// kept as written, at most 32 characters each, never computed with.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RatingText {
    /// `alternateName` or `textualRating`, verbatim, up to 1,000 characters.
    pub label: Option<String>,
    /// `ratingValue`.
    pub value: Option<String>,
    /// `bestRating`.
    pub best: Option<String>,
    /// `worstRating`.
    pub worst: Option<String>,
    /// `ratingExplanation`.
    pub explanation: Option<String>,
}

/// A check of our own export: the version's content as the desk keeps it, and its standing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OwnCheck {
    /// Id of the check.
    pub id: CheckId,
    /// The eight characters of its public address on the desk that wrote it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub public_id: Option<PublicId>,
    /// Number of this version, from 1.
    pub version: u32,
    /// `published`, `under_review`, `withdrawn` or `replaced`; `superseded` for older versions.
    pub state: String,
    /// Why it was withdrawn.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<WithdrawReason>,
    /// What replaced it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub replaced_by: Option<CheckId>,
    /// The rating key that the operator's map gives its label.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub key: Option<RatingKey>,
    /// After it the check is never answered automatically (µs since 1970).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub holds_until: Option<Timestamp>,
    /// When this version came in (µs since 1970).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fetched_at: Option<Timestamp>,
    /// What the version says, whole.
    pub content: CheckContent,
}

/// A publisher line of our own export. Trust is told for the reader; importing it never raises trust.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct OwnPublisher {
    /// Host without `www.`.
    pub site: String,
    /// Name.
    pub name: String,
    /// Languages it publishes in.
    pub languages: Vec<String>,
    /// `unstated`, `independent`, `state` or `party`.
    pub affiliation: String,
    /// `none`, `show` or `answer`.
    pub trust: String,
}

/// A redirect line of our own export: an old id that leads to the check which replaced it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OwnRedirect {
    /// The old id.
    pub from: CheckId,
    /// The id it leads to.
    pub to: CheckId,
}
