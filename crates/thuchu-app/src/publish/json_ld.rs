//! The ClaimReview of a check of ours, as its page carries it.

use thuchu_formats::{OwnReview, for_script, own_claim_review};
use thuchu_model::{Check, CheckOrigin, Day, Lang};

/// What the page shows beside the check's content.
#[derive(Debug, Clone)]
pub struct PageShown<'a> {
    /// The page's language.
    pub lang: &'a Lang,
    /// The rating's word.
    pub rating: &'a str,
    /// The full address of the page.
    pub url: &'a str,
    /// The desk's name, and the address of its site.
    pub desk: (&'a str, &'a str),
    /// The day of this version.
    pub version_day: Option<Day>,
    /// What changed up to this version, newest first: the day and the words.
    pub changes: &'a [(Day, &'a str)],
    /// The page of our copy of each source, in the order of the sources.
    pub archived: &'a [Option<String>],
}

/// JSON-LD that may stand inside `<script type="application/ld+json">`. Only a check of ours has one: nobody else's words
/// go out as our review.
#[must_use]
pub fn json_ld(check: &Check, page: &PageShown<'_>) -> Option<String> {
    if !matches!(check.origin, CheckOrigin::Own { .. }) {
        return None;
    }
    let review = OwnReview {
        content: &check.content,
        lang: Some(page.lang),
        rating: page.rating,
        url: page.url,
        desk: page.desk,
        modified: page.version_day.filter(|_| check.version > 1),
        corrections: page.changes,
        archived: page.archived,
    };
    Some(for_script(&own_claim_review(&review)))
}
