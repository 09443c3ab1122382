//! What readers will see of a review, as it stands now.

use askama::Template;
use axum::body::Body;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, Response};
use serde::Deserialize;
use thuchu_model::{Bearing, ChangeKind, DraftText, ReviewId};
use thuchu_say::{self as say, Message};

use super::super::SignedIn;
use super::super::frame::{Bar, frame, page as answer};
use super::words::at;
use crate::error::Fault;
use crate::language::Reader;
use crate::look::Frame;
use crate::markdown::{Section, sections};
use crate::site::Site;

#[derive(Template)]
#[template(path = "desk/preview.html")]
struct PreviewPage {
    c: Frame,
    bar: Option<Bar>,
    id: ReviewId,
    lang: String,
    text: DraftText,
    label: Option<String>,
    sections: Vec<Section>,
    evidence: Vec<Cited>,
    change: Option<(Message, String)>,
}

/// A source as readers see it.
struct Cited {
    title: String,
    url: String,
    quote: String,
    bears: Message,
}

/// In which language.
#[derive(Deserialize, Default)]
pub(crate) struct InLang {
    #[serde(default)]
    lang: String,
}

/// `GET /desk/reviews/{id}/preview`: what readers will see, as it stands now.
pub(crate) async fn preview(
    State(site): State<Site>,
    reader: Reader,
    head: HeaderMap,
    SignedIn(person): SignedIn,
    Path(id): Path<String>,
    Query(asked): Query<InLang>,
) -> Result<Response<Body>, Fault> {
    let id = ReviewId::parse(&id).ok_or(Fault::NotFound)?;
    let content = site.steps.reviews.open(id).await?.draft.draft.content;
    let at_page = Reader { path: format!("{}/preview", at(id)), ..reader.clone() };
    let c = frame(&site, &at_page, say::review_preview());
    let other = content.translations.iter().find(|(lang, _)| lang.primary() == asked.lang);
    let (lang, text) =
        other.map_or((content.lang.clone(), content.text.clone()), |(lang, text)| (lang.clone(), text.clone()));
    let label =
        content.rating.as_ref().and_then(|key| site.own().rating(key).map(|rating| rating.label(&lang).to_owned()));
    let bears = |bearing| match bearing {
        Bearing::Supports => say::web_bears_supports(),
        Bearing::Refutes => say::web_bears_refutes(),
        Bearing::Context => say::web_bears_context(),
    };
    let page = PreviewPage {
        bar: Bar::of(&c, &person),
        id,
        lang: lang.to_string(),
        sections: sections(&text.body),
        label,
        evidence: content
            .evidence
            .iter()
            .map(|one| Cited {
                title: one.title.clone(),
                url: one.url.clone(),
                quote: one.quote.clone().unwrap_or_default(),
                bears: bears(one.bearing),
            })
            .collect(),
        change: content.change.map(|change| {
            let kind = match change.kind {
                ChangeKind::Correction => say::review_change_correction(),
                ChangeKind::Update => say::review_change_update(),
            };
            (kind, change.text)
        }),
        text,
        c,
    };
    answer(&reader, &head, &page, false)
}
