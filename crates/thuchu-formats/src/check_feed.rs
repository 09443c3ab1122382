//! The shape of Check's `feeds` (JSON:API 1.1), written for its clients and read from its servers. Names of the fields as in
//! formats of Meedan's Check API v2: `claim`, `claim-context`, `claim-tags`, `fact-check-title`, `-summary`,
//! `-published-on` (seconds since 1970), `-rating`, `published-article-url`, `organization`.

use serde_json::{Map, Value, json};
use thuchu_model::Timestamp;

use crate::problem::RecordProblem;
use crate::read::{bounded, fields, from_parts};
use crate::record::{ImportRecord, RatingText};
use crate::write::put;

/// A check as `feeds` tells it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CheckFeedItem {
    /// Names it.
    pub id: String,
    /// The claim.
    pub claim: String,
    /// What there is to know about where the claim comes from.
    pub context: Option<String>,
    /// Its subjects.
    pub tags: Vec<String>,
    /// The headline.
    pub title: Option<String>,
    /// The answer in a few sentences.
    pub summary: Option<String>,
    /// When it was published.
    pub published: Option<Timestamp>,
    /// The verdict in words.
    pub rating: Option<String>,
    /// The page.
    pub url: Option<String>,
    /// Who published it.
    pub organization: String,
}

/// The document: `own` is its address, `next` that of the page after it, `total` how many there are in all.
#[must_use]
pub fn check_feed(items: &[CheckFeedItem], own: &str, next: Option<&str>, total: u64) -> Value {
    let mut links = Map::new();
    put(&mut links, "self", Some(own.to_owned()));
    put(&mut links, "next", next.map(str::to_owned));
    let data: Vec<Value> = items.iter().map(CheckFeedItem::resource).collect();
    json!({"data": data, "links": links, "meta": {"record-count": total}})
}

impl CheckFeedItem {
    fn resource(&self) -> Value {
        let mut node = Map::new();
        put(&mut node, "claim", Some(self.claim.clone()));
        put(&mut node, "claim-context", self.context.clone());
        put(&mut node, "claim-tags", Some(self.tags.join(", ")));
        put(&mut node, "fact-check-title", self.title.clone());
        put(&mut node, "fact-check-summary", self.summary.clone());
        if let Some(at) = self.published {
            node.insert("fact-check-published-on".into(), at.micros().div_euclid(1_000_000).into());
        }
        put(&mut node, "fact-check-rating", self.rating.clone());
        put(&mut node, "published-article-url", self.url.clone());
        put(&mut node, "organization", Some(self.organization.clone()));
        json!({"id": self.id, "type": "feeds", "attributes": node})
    }
}

/// Whether these are the attributes of an item of `feeds`.
pub(crate) fn is_item(attributes: &Map<String, Value>) -> bool {
    attributes.contains_key("fact-check-title") && attributes.contains_key("claim")
}

/// An item of somebody's `feeds` as a record.
pub(crate) fn read_item(attributes: &Map<String, Value>) -> Result<ImportRecord, RecordProblem> {
    let text = |name: &str| attributes.get(name).and_then(Value::as_str).and_then(fields::text);
    let seconds = attributes.get("fact-check-published-on").and_then(|value| match value {
        Value::String(text) => text.trim().parse::<f64>().ok(),
        other => other.as_f64(),
    });
    // Nobody published before 1970: a zero is an item without a date.
    let review_date = seconds.filter(|seconds| *seconds > 0.0).and_then(fields::date_number);
    let claim = text("claim").or_else(|| text("fact-check-title"));
    let record = from_parts(claim, text("published-article-url"), None, text("organization"))?;
    Ok(ImportRecord {
        title: bounded("fact-check-title", text("fact-check-title"), 1_000)?,
        rating: RatingText {
            label: bounded("fact-check-rating", text("fact-check-rating"), 1_000)?,
            ..RatingText::default()
        },
        body: bounded("fact-check-summary", text("fact-check-summary"), 1 << 20)?,
        review_date,
        ..record
    })
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::*;
    use crate::{Entry, Options, Reader};

    #[test]
    fn what_clients_of_check_get_is_pinned_and_reads_back() {
        let item = CheckFeedItem {
            id: "0123abcd".to_owned(),
            claim: "Uống nước chanh chữa được cúm".to_owned(),
            context: Some("Bài lan truyền".to_owned()),
            tags: vec!["health".to_owned(), "food".to_owned()],
            title: Some("Chanh không chữa cúm".to_owned()),
            summary: Some("Không có nghiên cứu nào.".to_owned()),
            published: Some(Timestamp::from_seconds(1_790_000_000)),
            rating: Some("Sai".to_owned()),
            url: Some("https://tin.example/vi/c/0123abcd".to_owned()),
            organization: "Thực Hư".to_owned(),
        };
        let own = "https://tin.example/api/v2/feeds?page=1";
        let written = check_feed(std::slice::from_ref(&item), own, Some("https://tin.example/api/v2/feeds?after=x"), 1);
        insta::assert_json_snapshot!(written);
        let mut reader = Reader::new(Cursor::new(written.to_string().into_bytes()), &Options::default()).unwrap();
        let Entry::Record(record) = reader.next().unwrap().unwrap().entry.unwrap() else { panic!("no record") };
        assert_eq!((&record.claim_reviewed, Some(&record.url)), (&item.claim, item.url.as_ref()));
        assert_eq!((&record.title, &record.rating.label, &record.body), (&item.title, &item.rating, &item.summary));
        assert_eq!(record.publisher.name.as_deref(), Some("Thực Hư"));
        assert_eq!(record.review_date, item.published.unwrap().day());
        assert!(reader.next().is_none());
    }
}
