//! The checks that may be shown, in memory: what lists, pages and answers need of each without asking the store.
//!
//! Kept in step with the store by whoever owns it ([`crate::matching::Matcher`]). Texts of any length (summary, body,
//! sources) stay in the store.

mod filter;
mod month;
#[cfg(test)]
mod tests;

use std::collections::HashMap;
use std::sync::Arc;

use thuchu_model::{
    CheckId, CheckOrigin, CheckState, Day, Lang, PublicId, Publisher, PublisherId, RatingKey, RatingValue, Site,
    Timestamp, Topic, Trust, Wording,
};
use thuchu_store::checks::{IndexRow, StoredCheck};

use filter::Facets;
pub use filter::{Count, Filter, Page, Place};
pub use month::{Month, NoMonth};

/// A check as lists and answers show it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    /// Its id.
    pub id: CheckId,
    /// For its address.
    pub public_id: PublicId,
    /// Its newest change number: two equal numbers mean the same content.
    pub change: i64,
    /// `Published` or `UnderReview`.
    pub state: CheckState,
    /// The claim in its languages, at least one.
    pub wordings: Vec<Wording>,
    /// The language of its text.
    pub lang: Lang,
    /// Its headline.
    pub title: Option<String>,
    /// The rating of our scale, or from the operator's map; none when unmapped.
    pub rating: Option<(RatingKey, Option<RatingValue>)>,
    /// The label, verbatim.
    pub label: String,
    /// Who made it; `None` is the desk itself.
    pub publisher: Option<PublisherId>,
    /// Where an imported check is published.
    pub url: Option<String>,
    /// After this instant it is never answered automatically.
    pub holds_until: Option<Timestamp>,
    /// When the claim was made.
    pub claim_date: Option<Day>,
    /// When the check was published.
    pub review_date: Option<Day>,
    /// What it is about.
    pub topic: Option<Topic>,
}

impl Shown {
    /// A check as the store has it at this moment, which may be newer than what the library knows.
    #[must_use]
    pub fn of(stored: &StoredCheck) -> Self {
        let (check, content) = (&stored.check, &stored.check.content);
        let (publisher, url) = match &check.origin {
            CheckOrigin::Own { .. } => (None, None),
            CheckOrigin::Imported { publisher, url, .. } => (Some(*publisher), Some(url.clone())),
        };
        Self {
            id: check.id,
            public_id: check.public_id,
            change: stored.change,
            state: check.state,
            wordings: content.claims.clone(),
            lang: content.lang.clone(),
            title: content.title.clone(),
            rating: stored.rating.clone(),
            label: content.rating.label.clone(),
            publisher,
            url,
            holds_until: check.holds_until,
            claim_date: content.claim_date,
            review_date: content.review_date,
            topic: content.topic.as_deref().and_then(Topic::parse),
        }
    }

    /// The claim as worded in `lang`, else in the language it was checked in.
    #[must_use]
    pub fn claim_in(&self, lang: Option<&Lang>) -> Option<&Wording> {
        Wording::choose(&self.wordings, lang)
    }

    /// Whether it is past its date.
    #[must_use]
    pub fn is_stale(&self, now: Timestamp) -> bool {
        self.holds_until.is_some_and(|until| until < now)
    }

    /// Where it stands in the lists.
    #[must_use]
    pub fn place(&self) -> Place {
        Place { day: self.review_date, id: self.id }
    }
}

/// All checks that may be shown, newest first, and their publishers.
#[derive(Debug, Default)]
pub struct Library {
    checks: HashMap<CheckId, Shown>,
    by_public_id: HashMap<PublicId, CheckId>,
    publishers: HashMap<PublisherId, Arc<Publisher>>,
    facets: Facets,
}

impl Library {
    /// Takes a row of the store in: added, replaced, or taken out when it is no longer live or its publisher is hidden.
    pub(crate) fn put(&mut self, row: IndexRow) {
        self.remove(row.id);
        let hidden = row.publisher.as_ref().is_some_and(|publisher| publisher.trust == Trust::None);
        if let Some(publisher) = &row.publisher {
            self.publishers.entry(publisher.id).or_insert_with(|| publisher.clone());
        }
        if !row.state.is_live() || hidden {
            return;
        }
        let shown = Shown {
            id: row.id,
            public_id: row.public_id,
            change: row.change,
            state: row.state,
            wordings: row.wordings,
            lang: row.lang,
            title: row.title,
            rating: row.rating,
            label: row.rating_label,
            publisher: row.publisher.map(|publisher| publisher.id),
            url: row.url,
            holds_until: row.holds_until,
            claim_date: row.claim_date,
            review_date: row.review_date,
            topic: row.topic,
        };
        self.facets.put(&shown);
        self.by_public_id.insert(shown.public_id, shown.id);
        self.checks.insert(shown.id, shown);
    }

    /// Takes a publisher's new name, ties or trust in.
    pub(crate) fn put_publisher(&mut self, publisher: Publisher) {
        self.publishers.insert(publisher.id, Arc::new(publisher));
    }

    fn remove(&mut self, id: CheckId) {
        let Some(shown) = self.checks.remove(&id) else { return };
        self.by_public_id.remove(&shown.public_id);
        self.facets.remove(&shown);
    }

    /// The check of this id.
    #[must_use]
    pub fn get(&self, id: CheckId) -> Option<&Shown> {
        self.checks.get(&id)
    }

    /// The check of this public id.
    #[must_use]
    pub fn by_public_id(&self, id: PublicId) -> Option<&Shown> {
        self.get(*self.by_public_id.get(&id)?)
    }

    /// Who made a check; `None` is the desk itself.
    #[must_use]
    pub fn publisher_of(&self, shown: &Shown) -> Option<&Arc<Publisher>> {
        self.publishers.get(shown.publisher.as_ref()?)
    }

    /// The publisher as known here.
    #[must_use]
    pub fn publisher(&self, id: PublisherId) -> Option<&Arc<Publisher>> {
        self.publishers.get(&id)
    }

    /// The publisher of this site.
    #[must_use]
    pub fn publisher_at(&self, site: &Site) -> Option<PublisherId> {
        self.publishers.values().find(|publisher| publisher.site == *site).map(|publisher| publisher.id)
    }

    /// Number of checks.
    #[must_use]
    pub fn len(&self) -> usize {
        self.checks.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.checks.is_empty()
    }
}
