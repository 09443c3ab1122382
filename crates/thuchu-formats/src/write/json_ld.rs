//! A record as ClaimReview JSON-LD. Keys come in alphabetical order, absent fields are left out, nothing is invented:
//! no author for a claim that has none, no number for a label that has none.

use serde_json::{Map, Value, json};

use crate::record::ImportRecord;

/// The context of our own lines: schema.org, and our extension under its own prefix.
pub(super) fn own_context() -> Value {
    json!(["https://schema.org", {"thuchu": "urn:thuchu:export:1#"}])
}

/// One ClaimReview as its publisher stated it, read back by [`crate::Reader`].
#[must_use]
pub fn claim_review(record: &ImportRecord) -> Value {
    let mut node = Map::new();
    node.insert("@context".into(), "https://schema.org".into());
    node.insert("@type".into(), "ClaimReview".into());
    node.insert("author".into(), organisation(record));
    node.insert("claimReviewed".into(), record.claim_reviewed.clone().into());
    put(&mut node, "url", Some(record.url.clone()));
    put(&mut node, "headline", record.title.clone());
    put(&mut node, "inLanguage", record.lang.as_ref().map(ToString::to_string));
    put(&mut node, "datePublished", record.review_date.map(|day| day.to_string()));
    put(&mut node, "reviewBody", record.body.clone());
    put(&mut node, "sdLicense", record.licence.clone());
    let rating = typed("Rating", |rating| {
        put(rating, "alternateName", record.rating.label.clone());
        put(rating, "ratingValue", record.rating.value.clone());
        put(rating, "bestRating", record.rating.best.clone());
        put(rating, "worstRating", record.rating.worst.clone());
        put(rating, "ratingExplanation", record.rating.explanation.clone());
    });
    node.extend(rating.map(|rating| ("reviewRating".to_owned(), rating)));
    let claim = typed("Claim", |claim| {
        put(claim, "datePublished", record.claim_date.map(|day| day.to_string()));
        if let Some(name) = &record.claimant {
            claim.insert("author".into(), json!({"@type": "Thing", "name": name}));
        }
        if !record.appearances.is_empty() {
            let seen = record.appearances.iter().map(|url| json!({"@type": "CreativeWork", "url": url}));
            claim.insert("appearance".into(), seen.collect());
        }
    });
    node.extend(claim.map(|claim| ("itemReviewed".to_owned(), claim)));
    Value::Object(node)
}

/// A line of our own export.
pub(super) fn own_line(record: &ImportRecord) -> Value {
    let mut value = claim_review(record);
    if let (Value::Object(node), Some(own)) = (&mut value, &record.own) {
        node.insert("@context".into(), own_context());
        if let Some(author) = node.get_mut("author").and_then(Value::as_object_mut) {
            author.insert("thuchu:site".into(), record.publisher.site.clone().into());
        }
        node.insert("thuchu:check".into(), json!(own));
    }
    value
}

fn organisation(record: &ImportRecord) -> Value {
    let name = record.publisher.name.clone();
    let mut node = Map::new();
    node.insert("@type".into(), "Organization".into());
    put(&mut node, "name", name);
    put(
        &mut node,
        "url",
        Some(format!("https://{}/", record.publisher.site)).filter(|_| !record.publisher.site.is_empty()),
    );
    Value::Object(node)
}

/// A node of that type, when anything but the type is in it.
pub(crate) fn typed(name: &str, fill: impl FnOnce(&mut Map<String, Value>)) -> Option<Value> {
    let mut node = Map::new();
    fill(&mut node);
    if node.is_empty() {
        return None;
    }
    node.insert("@type".into(), name.into());
    Some(Value::Object(node))
}

pub(crate) fn put(node: &mut Map<String, Value>, key: &str, text: Option<String>) {
    node.extend(text.map(|text| (key.to_owned(), Value::String(text))));
}
