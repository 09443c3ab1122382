//! JSON Feed 1.0 and 1.1.

use serde_json::{Map, Value};

use super::{Draft, FEED_MAX_ENTRIES, FeedError, instant, is_json_feed, lang, shown, shown_html, web_address};
use crate::feed::{ChangeKind, Feed, FeedChange, FeedSource};

pub(super) fn read(text: &str) -> Result<Feed, FeedError> {
    let value: Value = serde_json::from_str(text).map_err(|error| match error.to_string() {
        said if said.starts_with("recursion limit") => FeedError::TooDeep,
        said => FeedError::Broken(said),
    })?;
    let feed = value.as_object().ok_or(FeedError::NotAFeed)?;
    if !feed.get("version").and_then(Value::as_str).is_some_and(is_json_feed) {
        return Err(FeedError::NotAFeed);
    }
    let own = feed.get("_thuchu").and_then(Value::as_object);
    let ours = |name: &str| own.and_then(|own| text_of(own, name));
    let draft = Draft {
        id: ours("id"),
        title: text_of(feed, "title"),
        subtitle: text_of(feed, "description"),
        lang: text_of(feed, "language").as_deref().and_then(lang),
        authors: authors(feed),
        updated: ours("updated").as_deref().and_then(instant),
        own: address_of(feed, "feed_url"),
        page: address_of(feed, "home_page_url"),
        next: address_of(feed, "next_url"),
        rights: ours("licence"),
        ..Draft::default()
    };
    let items = feed.get("items").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    let items = items.iter().filter_map(Value::as_object).take(FEED_MAX_ENTRIES);
    Ok(Feed { entries: items.filter_map(|one| item(one).entry()).collect(), ..draft.feed() })
}

fn item(item: &Map<String, Value>) -> Draft {
    let own = item.get("_thuchu").and_then(Value::as_object);
    let ours = |name: &str| own.and_then(|own| text_of(own, name));
    let html = item.get("content_html").and_then(Value::as_str).and_then(shown_html);
    let topics = item.get("tags").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    let kind = ours("change").and_then(|word| ChangeKind::parse(&word));
    // An id is a text; old feeds have numbers.
    let id = text_of(item, "id").or_else(|| item.get("id").filter(|id| id.is_number()).map(ToString::to_string));
    Draft {
        id,
        title: text_of(item, "title"),
        lang: text_of(item, "language").as_deref().and_then(lang),
        authors: authors(item),
        published: text_of(item, "date_published").as_deref().and_then(instant),
        updated: text_of(item, "date_modified").as_deref().and_then(instant),
        page: address_of(item, "url").or_else(|| address_of(item, "external_url")),
        rights: ours("licence"),
        topics: topics.iter().take(64).filter_map(Value::as_str).filter_map(shown).collect(),
        summary: text_of(item, "summary"),
        content: text_of(item, "content_text").or(html),
        claim: ours("claim"),
        rating: ours("rating"),
        change: kind.map(|kind| FeedChange { kind, note: ours("note") }),
        ..Draft::default()
    }
}

/// Authors, of 1.1 or of 1.0.
fn authors(node: &Map<String, Value>) -> Vec<FeedSource> {
    let listed = node.get("authors").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    let authors = listed.iter().chain(node.get("author")).filter_map(Value::as_object).take(8);
    authors
        .filter_map(|author| Some(FeedSource { name: text_of(author, "name")?, site: address_of(author, "url") }))
        .collect()
}

fn text_of(node: &Map<String, Value>, name: &str) -> Option<String> {
    node.get(name).and_then(Value::as_str).and_then(shown)
}

fn address_of(node: &Map<String, Value>, name: &str) -> Option<String> {
    node.get(name).and_then(Value::as_str).and_then(web_address)
}
