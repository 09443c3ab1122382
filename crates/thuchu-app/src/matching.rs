//! Asking: the checks of the store in the engine's index, and the engine's answer in people's words.
//!
//! Asking is a look-up. Nothing of a question is stored or logged.

mod reply;
pub mod test_set;
#[cfg(test)]
mod tests;

use std::collections::HashMap;

use thuchu_match::{Ask, Doc, Index, Scratch, Weights};
use thuchu_model::{CheckId, CheckState, Lang, Timestamp, Trust};
use thuchu_store::checks::{self, IndexRow};
use thuchu_store::{Db, StoreError, publishers};
use thuchu_text::links::CanonicalUrl;

pub use reply::{MatchReply, ReplyMatch, ReplyRating};

/// Rows read at a time while the index is filled.
const PAGE: u32 = 10_000;

/// The matching engine of one desk, kept in step with its store.
pub struct Matcher {
    index: Index,
    weights: Weights,
    /// The newest change that the index has seen.
    seen: i64,
    /// The newest change of a publisher that the index has seen.
    seen_publisher: i64,
}

/// A question.
#[derive(Debug, Clone, Copy)]
pub struct Question<'a> {
    /// The message as it came.
    pub text: &'a str,
    /// Links sent beside it.
    pub links: &'a [CanonicalUrl],
    /// In which language to show a check that has several; never a filter.
    pub lang: Option<&'a Lang>,
    /// Most matches wanted, 1 to 100.
    pub limit: usize,
    /// The time against which checks are stale.
    pub now: Timestamp,
}

impl Matcher {
    /// Fills an index with every check that may be shown.
    ///
    /// # Errors
    /// Whatever the store says.
    pub async fn load(db: &Db) -> Result<Self, StoreError> {
        let mut matcher = Self { index: Index::default(), weights: Weights::built_in(), seen: 0, seen_publisher: 0 };
        matcher.refresh(db).await?;
        Ok(matcher)
    }

    /// Takes in what changed since: new checks, new versions, withdrawals, replacements, trust. Returns how many checks
    /// were read.
    ///
    /// # Errors
    /// Whatever the store says; the index then stands where it stood at the last whole page.
    pub async fn refresh(&mut self, db: &Db) -> Result<usize, StoreError> {
        let changed = publishers::changed_since(&mut db.read(), self.seen_publisher).await?;
        if let Some(newest) = changed.iter().map(|(change, _)| *change).max() {
            // A publisher's trust decides about all its checks: they are read again from the first one on.
            if self.seen > 0 {
                self.index = Index::default();
                self.seen = 0;
            }
            self.seen_publisher = newest;
        }
        let mut read = 0;
        loop {
            let page = checks::changed_since(&mut db.read(), self.seen, PAGE).await?;
            let Some(last) = page.last() else { return Ok(read) };
            let newest = last.change;
            read += page.len();
            for gone in page.iter().filter(|row| !row.state.is_live()) {
                self.index.remove(gone.id);
            }
            self.index.extend(page.into_iter().filter(|row| row.state.is_live()).map(as_doc));
            self.seen = newest;
        }
    }

    /// Number of checks that can be found.
    pub fn len(&self) -> usize {
        self.index.len()
    }

    /// True if no check can be found.
    pub fn is_empty(&self) -> bool {
        self.index.is_empty()
    }

    /// Answers a question.
    ///
    /// # Errors
    /// Whatever the store says when the matched checks are read.
    pub async fn ask(&self, db: &Db, question: Question<'_>, scratch: &mut Scratch) -> Result<MatchReply, StoreError> {
        let ask = Ask { text: question.text, links: question.links, limit: question.limit, now: question.now };
        let answer = self.index.ask(ask, &self.weights, scratch);
        let ids: Vec<CheckId> = answer.matches.iter().map(|found| found.id).collect();
        let stored = checks::find(&mut db.read(), &ids).await?;
        let stored: HashMap<CheckId, _> = stored.into_iter().map(|check| (check.check.id, check)).collect();
        let mut publishers_seen = HashMap::new();
        for check in stored.values() {
            if let thuchu_model::CheckOrigin::Imported { publisher, .. } = check.check.origin
                && let std::collections::hash_map::Entry::Vacant(place) = publishers_seen.entry(publisher)
                && let Some(found) = publishers::get(&mut db.read(), publisher).await?
            {
                place.insert(found);
            }
        }
        Ok(reply::reply(answer, &stored, &publishers_seen, question.lang))
    }
}

/// A row of the store as the engine's document.
fn as_doc(row: IndexRow) -> Doc {
    let trust = match (&row.publisher, &row.state) {
        // From the asking for a withdrawal on, a check is at most suggested.
        (None, CheckState::Published) => Trust::Answer,
        (None, _) => Trust::Show,
        (Some(publisher), CheckState::Published) => publisher.trust,
        (Some(publisher), _) => publisher.trust.min(Trust::Show),
    };
    let links = row.url.iter().chain(&row.links).filter_map(|link| thuchu_text::canonical(link).ok()).collect();
    Doc {
        id: row.id,
        wordings: row.wordings.into_iter().map(|w| w.text.as_str().to_owned()).collect(),
        title: row.title,
        links,
        value: row.rating.and_then(|(_, value)| value).map(|value| value.get()),
        trust,
        holds_until: row.holds_until,
    }
}
