//! The state of a source's copy: a part of the page a review is written on, and, while the copy is being made, a fragment
//! that is asked for again and again.

use askama::Template;
use axum::body::Body;
use axum::extract::Query;
use axum::http::Response;
use thuchu_app::evidence::SourceShown;
use thuchu_model::{CaptureWay, EvidenceId, ReviewId};
use thuchu_say::{self as say, Lang, Message};

use super::super::frame::{Named, Visit, page as answer};
use super::super::nonce::Nonce;
use super::{Address, at};
use crate::error::Fault;
use crate::evidence_words::{Around, around, problem};
use crate::language::Reader;
use crate::look::in_lang;
use crate::pages::html;
use crate::site::Site;

/// How a source's copy is.
#[derive(Template)]
#[template(path = "desk/copy.html")]
pub(crate) struct CopyPart {
    lang: Lang,
    nonce: String,
    /// The source's page, and the review's.
    address: String,
    review: String,
    id: EvidenceId,
    /// There is a link to copy.
    linked: bool,
    /// Buttons belong to the form of the review that may be changed.
    editable: bool,
    /// What is being done, while it is.
    step: Option<Message>,
    /// The copy there is: when and how large.
    copy: Option<Message>,
    whole: bool,
    /// Why the last wish came to nothing.
    problem: Option<Message>,
    /// Pages of social networks have a list.
    social: Option<String>,
    found: Option<Around>,
    not_found: Option<Message>,
}

impl CopyPart {
    pub(crate) fn of(site: &Site, lang: Lang, review: ReviewId, shown: &SourceShown, editable: bool) -> Self {
        let wish = shown.wish.as_ref();
        let open = wish.filter(|wish| !wish.step.is_over());
        // An older refusal is nobody's business once there is a newer copy.
        let refused = wish.and_then(|wish| {
            let newer = shown.capture.as_ref().is_some_and(|capture| capture.at > wish.at);
            wish.problem.clone().filter(|_| !newer && wish.url == shown.source.url)
        });
        let copy = shown.capture.as_ref().zip(shown.source.snapshot).map(|(capture, snapshot)| {
            let day = site.on_day(capture.at, lang).text;
            match capture.way {
                CaptureWay::Fetched => say::evidence_copy_of(day, snapshot.bytes),
                CaptureWay::Uploaded => say::evidence_copy_of_file(day, snapshot.bytes),
            }
        });
        let social = refused
            .as_deref()
            .filter(|code| ["copy.social", "fetch.social_host"].iter().any(|at| code.starts_with(at)));
        let (found, not_found) = around(&shown.words);
        Self {
            lang,
            nonce: Nonce::present(),
            address: in_lang(lang, &at(review, shown.source.id)),
            review: in_lang(lang, &format!("/desk/reviews/{review}")),
            id: shown.source.id,
            linked: !shown.source.url.trim().is_empty(),
            editable,
            step: open.map(|wish| say::evidence_step(wish.step.as_str())),
            copy,
            whole: shown.whole,
            social: social.map(|_| in_lang(lang, "/desk/official-pages")),
            problem: refused.as_deref().map(problem),
            found,
            not_found,
        }
    }

    fn t(&self, message: impl std::borrow::Borrow<Message>) -> String {
        message.borrow().in_lang(self.lang)
    }
}

/// The copy of a source as a part of the review's page; nothing for one that was not saved yet.
pub(crate) async fn part(
    site: &Site,
    reader: &Reader,
    review: ReviewId,
    evidence: EvidenceId,
    editable: bool,
) -> Result<String, Fault> {
    match site.steps.evidence.source(review, evidence).await.map_err(thuchu_app::reading::ReadError::from)? {
        Some(shown) => html(&CopyPart::of(site, reader.lang, review, &shown, editable)),
        None => Ok(String::new()),
    }
}

/// Whether the page that asks has buttons.
#[derive(serde::Deserialize, Default)]
pub(crate) struct For {
    #[serde(default)]
    edit: String,
}

/// `GET /desk/reviews/{id}/evidence/{evidence}/copy`: how far it is.
pub(crate) async fn fragment(
    Visit { site, reader, head, .. }: Visit,
    Named(address): Named<Address>,
    Query(asked): Query<For>,
) -> Result<Response<Body>, Fault> {
    let shown = found(&site, &address).await?;
    answer(&reader, &head, &CopyPart::of(&site, reader.lang, address.id, &shown, asked.edit == "yes"), false)
}

/// The source at this address.
pub(super) async fn found(site: &Site, address: &Address) -> Result<SourceShown, Fault> {
    let found = site.steps.evidence.source(address.id, address.evidence).await;
    found.map_err(thuchu_app::reading::ReadError::from)?.ok_or(Fault::NotFound)
}
