//! What became of a draft, save by save, word by word.

use askama::Template;
use axum::body::Body;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, Response};
use serde::Deserialize;
use similar::{ChangeTag, TextDiff};
use thuchu_app::desk::review::Change;
use thuchu_model::{Place, ReviewId};
use thuchu_say::{self as say, Message};

use super::super::SignedIn;
use super::super::frame::{Bar, frame, page as answer};
use super::words::{at, place};
use crate::error::Fault;
use crate::language::Reader;
use crate::look::Frame;
use crate::site::Site;

#[derive(Template)]
#[template(path = "desk/history.html")]
struct HistoryPage {
    c: Frame,
    bar: Option<Bar>,
    id: ReviewId,
    entries: Vec<Entry>,
    before: Option<u32>,
}

struct Entry {
    by: String,
    day: String,
    revision: Message,
    places: Vec<Changed>,
}

struct Changed {
    name: Message,
    /// Words: 0 kept, 1 taken out, 2 put in. Empty where no text changed.
    words: Vec<(u8, String)>,
}

/// Which page.
#[derive(Deserialize, Default)]
pub(crate) struct Before {
    before: Option<u32>,
}

/// `GET /desk/reviews/{id}/history`
pub(crate) async fn page(
    State(site): State<Site>,
    reader: Reader,
    head: HeaderMap,
    SignedIn(person): SignedIn,
    Path(id): Path<String>,
    Query(asked): Query<Before>,
) -> Result<Response<Body>, Fault> {
    let id = ReviewId::parse(&id).ok_or(Fault::NotFound)?;
    let found = site.steps.reviews.history(id, asked.before).await?;
    let at_page = Reader { path: format!("{}/history", at(id)), ..reader.clone() };
    let c = frame(&site, &at_page, say::review_history());
    let entries = found.changes.iter().map(|change| Entry {
        by: found.editors.get(&change.entry.by).map_or_else(String::new, |editor| editor.name.to_string()),
        day: site.day_of(change.entry.at).to_string(),
        revision: say::review_revision(f64::from(change.entry.revision)),
        places: change.places.iter().map(|of| Changed { name: place(of), words: words(change, of) }).collect(),
    });
    let page = HistoryPage { bar: Bar::of(&c, &person), id, entries: entries.collect(), before: found.before, c };
    answer(&reader, &head, &page, false)
}

fn words(change: &Change, of: &Place) -> Vec<(u8, String)> {
    let (Place::Text(lang, field), Some(before)) = (of, &change.before) else { return Vec::new() };
    let (old, new) = (before.words(lang, *field), change.entry.content.words(lang, *field));
    let diff = TextDiff::from_words(old, new);
    diff.iter_all_changes()
        .map(|part| {
            let kind = match part.tag() {
                ChangeTag::Equal => 0,
                ChangeTag::Delete => 1,
                ChangeTag::Insert => 2,
            };
            (kind, part.value().to_owned())
        })
        .collect()
}
