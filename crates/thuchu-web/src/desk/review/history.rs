//! What became of a draft, save by save, word by word.

use std::time::Duration;

use askama::Template;
use axum::body::Body;
use axum::extract::Query;
use axum::http::Response;
use serde::Deserialize;
use similar::{ChangeTag, TextDiff};
use thuchu_app::desk::review::Change;
use thuchu_model::{Place, ReviewId};
use thuchu_say::{self as say, Message};

use super::super::frame::{Bar, Named, Visit, frame, page as answer};
use super::standing::standing;
use super::words::{at, place};
use crate::error::Fault;
use crate::language::Reader;
use crate::look::{Frame, OnDay};
use crate::site::Site;

/// How long one text is compared.
const PATIENCE: Duration = Duration::from_millis(50);

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
    day: OnDay,
    revision: Message,
    places: Vec<Changed>,
}

struct Changed {
    name: Message,
    /// Words: 0 kept, 1 taken out, 2 put in.
    words: Vec<(u8, String)>,
}

/// Which page.
#[derive(Deserialize, Default)]
pub(crate) struct Before {
    before: Option<u32>,
}

/// `GET /desk/reviews/{id}/history`
pub(crate) async fn page(
    Visit { site, reader, head, person }: Visit,
    Named(id): Named<ReviewId>,
    Query(asked): Query<Before>,
) -> Result<Response<Body>, Fault> {
    let found = site.steps.reviews.history(id, asked.before).await?;
    let at_page = Reader { path: format!("{}/history", at(id)), ..reader.clone() };
    let c = frame(&site, &at_page, say::review_history());
    let entries = found.changes.iter().map(|change| Entry {
        by: found.editors.get(&change.entry.by).map_or_else(String::new, |editor| editor.name.to_string()),
        day: site.on_day(change.entry.at, reader.lang),
        revision: say::review_revision(f64::from(change.entry.revision)),
        places: change
            .places
            .iter()
            .map(|of| Changed { name: place(of), words: words(&site, reader.lang, change, of) })
            .collect(),
    });
    let page = HistoryPage { bar: Bar::of(&c, &person), id, entries: entries.collect(), before: found.before, c };
    answer(&reader, &head, &page, false)
}

/// Word by word. Texts that have nothing in common would take long to compare finely; past the patience it is coarse.
fn words(site: &Site, lang: say::Lang, change: &Change, of: &Place) -> Vec<(u8, String)> {
    let (old, new) = (standing(site, lang, &change.before, of), standing(site, lang, &change.entry.content, of));
    let diff = TextDiff::configure().timeout(PATIENCE).diff_words(&old, &new);
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
