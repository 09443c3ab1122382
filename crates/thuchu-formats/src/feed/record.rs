//! An entry of somebody's feed as a record of the import, with whose it is and under which licence.

use super::{ChangeKind, Feed, FeedEntry, FeedError, read_feed};
use crate::problem::{ReadError, RecordProblem};
use crate::read::{bounded, from_parts};
use crate::record::{Entry, ImportRecord, RatingText};

impl FeedEntry {
    /// The record. Where the feed does not tell claim and headline apart, the headline stands for the claim, and nothing is
    /// made up for what it does not say: no rating, no date of the claim, nobody who said it. Licence and publisher are
    /// the entry's, else the feed's; the site is the page's own.
    ///
    /// # Errors
    /// When there is no page, or a text is beyond its bound.
    pub fn record(&self, feed: &Feed) -> Result<ImportRecord, RecordProblem> {
        let source = self.source.as_ref().map(|source| source.name.clone());
        let name = source.or_else(|| feed.author.clone()).or_else(|| Some(feed.title.clone()));
        let site = self.source.as_ref().and_then(|source| source.site.as_deref()).and_then(host);
        let claim = self.claim.clone().or_else(|| Some(self.title.clone()));
        let record = from_parts(claim, self.link.clone(), site, name.filter(|name| !name.is_empty()))?;
        let licence = self.licence.clone().or_else(|| feed.licence.clone());
        Ok(ImportRecord {
            title: bounded("title", self.claim.is_none().then(|| self.title.clone()), 1_000)?,
            lang: self.lang.clone().or_else(|| feed.lang.clone()),
            rating: RatingText { label: bounded("rating", self.rating.clone(), 1_000)?, ..RatingText::default() },
            body: bounded("summary", self.summary.clone(), 1 << 20)?,
            review_date: self.published.or(self.updated).and_then(thuchu_model::Timestamp::day),
            licence: licence.filter(|licence| licence.len() <= 500),
            ..record
        })
    }
}

/// An entry as a record or as a problem, and as text.
pub(crate) type ReadEntry = (Result<Entry, RecordProblem>, String);

/// The records of a feed, and each entry as text for the report. What was withdrawn is no record: a complete import then
/// withdraws it here too.
pub(crate) fn entries(bytes: &[u8]) -> Result<Vec<ReadEntry>, ReadError> {
    let (_, feed) = read_feed(bytes).map_err(|error| match error {
        FeedError::Doctype => ReadError::Doctype,
        other => ReadError::Feed(other.to_string()),
    })?;
    let stands = |entry: &&FeedEntry| entry.change.as_ref().is_none_or(|change| change.kind != ChangeKind::Withdrawn);
    let read = feed.entries.iter().filter(stands).map(|entry| {
        let record = entry.record(&feed).map(|record| Entry::Record(Box::new(record)));
        (record, format!("{}\n{}", entry.title, entry.link.as_deref().unwrap_or_default()))
    });
    Ok(read.collect())
}

fn host(site: &str) -> Option<String> {
    url::Url::parse(site).ok()?.host_str().map(str::to_owned)
}
