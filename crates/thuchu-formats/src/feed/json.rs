//! JSON Feed 1.1 (jsonfeed.org/version/1.1), written. What it has no field for stands in `_thuchu`, as the format wants
//! extensions to.

use serde_json::{Map, Value, json};

use super::{Feed, FeedEntry, rfc3339};
use crate::write::put;
use crate::xml::turns;

/// The version that is written, and how any of them is known.
pub(super) const VERSION: &str = "https://jsonfeed.org/version/1.1";

impl Feed {
    /// The feed as JSON Feed 1.1: `application/feed+json`.
    #[must_use]
    pub fn to_json_feed(&self) -> Value {
        let mut feed = Map::new();
        feed.insert("version".into(), VERSION.into());
        feed.insert("title".into(), shown(&self.title).into());
        put(&mut feed, "description", self.subtitle.as_deref().map(shown));
        put(&mut feed, "home_page_url", self.page.clone());
        put(&mut feed, "feed_url", self.own.clone());
        put(&mut feed, "next_url", self.next.clone());
        put(&mut feed, "language", self.lang.as_ref().map(ToString::to_string));
        if let Some(author) = &self.author {
            feed.insert("authors".into(), json!([{"name": shown(author)}]));
        }
        let mut own = Map::new();
        put(&mut own, "id", Some(self.id.clone()));
        put(&mut own, "updated", rfc3339(self.updated));
        put(&mut own, "licence", self.licence.as_deref().map(shown));
        own.insert("about".into(), super::NAMESPACE.into());
        feed.insert("_thuchu".into(), own.into());
        feed.insert("items".into(), self.entries.iter().map(item).collect());
        feed.into()
    }
}

fn item(entry: &FeedEntry) -> Value {
    let mut item = Map::new();
    item.insert("id".into(), entry.id.clone().into());
    item.insert("title".into(), shown(&entry.title).into());
    put(&mut item, "url", entry.link.clone());
    // An item has a content, even an empty one.
    item.insert("content_text".into(), shown(entry.summary.as_deref().unwrap_or_default()).into());
    put(&mut item, "date_published", rfc3339(entry.published));
    put(&mut item, "date_modified", rfc3339(entry.updated));
    put(&mut item, "language", entry.lang.as_ref().map(ToString::to_string));
    if !entry.topics.is_empty() {
        item.insert("tags".into(), entry.topics.iter().map(|topic| shown(topic)).collect());
    }
    if let Some(source) = &entry.source {
        let mut author = Map::new();
        put(&mut author, "name", Some(shown(&source.name)));
        put(&mut author, "url", source.site.clone());
        item.insert("authors".into(), json!([author]));
    }
    let mut own = Map::new();
    put(&mut own, "claim", entry.claim.as_deref().map(shown));
    put(&mut own, "rating", entry.rating.as_deref().map(shown));
    put(&mut own, "licence", entry.licence.as_deref().map(shown));
    if let Some(change) = &entry.change {
        put(&mut own, "change", Some(change.kind.as_str().to_owned()));
        put(&mut own, "note", change.note.as_deref().map(shown));
    }
    if !own.is_empty() {
        item.insert("_thuchu".into(), own.into());
    }
    item.into()
}

/// Text for a list: without controls, and without what turns the direction of the line it stands in.
fn shown(text: &str) -> String {
    text.chars().filter(|c| !turns(*c) && (!c.is_control() || matches!(c, '\n' | '\t'))).collect()
}
