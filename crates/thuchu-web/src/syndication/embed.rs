//! `GET /embed/{id}`: a check of ours as a card that other sites show in a frame. No script, its own small style sheet,
//! nothing kept of who looks at it: the whole of it is under 15 KB.

use askama::Template;
use axum::body::Body;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Response, StatusCode, header};
use thuchu_app::library::Shown;
use thuchu_app::reading::{Found, Published, TakenBack};
use thuchu_model::{ChangeKind, CheckOrigin, CheckState, PublicId, Wording};
use thuchu_say as say;

use super::not_listed;
use crate::cache::Rendered;
use crate::error::Fault;
use crate::language::Reader;
use crate::licence::named;
use crate::look::{OnDay, Verdict, in_lang, path_of, plain, reads};
use crate::pages::check::key;
use crate::pages::{html, spoken};
use crate::router::moved;
use crate::site::Site;

/// Most letters of a claim, an answer and a label on the card: a frame does not grow.
const CLAIM: usize = 300;
const ANSWER: usize = 400;
const LABEL: usize = 80;

#[derive(Template)]
#[template(path = "embed.html")]
struct CardPage {
    lang: say::Lang,
    style: String,
    name: String,
    title: String,
    /// None of a check that was taken back: its verdict is not said again.
    verdict: Option<Verdict>,
    claim: String,
    claim_lang: String,
    answer: Option<String>,
    answer_lang: String,
    /// What is to be said before anything else.
    notes: Vec<String>,
    why: Option<String>,
    version: Option<String>,
    /// Under what its words may be used.
    licence: Option<String>,
    /// The day of that version, for programs.
    iso: String,
    page: String,
    /// What the link to it says.
    read: String,
}

/// `GET /embed/{id}`
pub(super) async fn card(
    State(site): State<Site>,
    reader: Reader,
    id: Result<Path<String>, PathRejection>,
    head: HeaderMap,
) -> Result<Response<Body>, Fault> {
    let id = id.ok().and_then(|id| PublicId::parse(&id).ok()).ok_or(Fault::NotFound)?;
    let settings = site.own().version();
    let known =
        |shown: &Shown| site.reading.live().with(|matcher| format!("embed {}", key(&site, &reader, matcher, shown)));
    let kept =
        site.reading.live().with(|matcher| matcher.library().by_public_id(id).cloned()).ok_or(Fault::Starting)?;
    if let Some(page) = kept.and_then(|shown| site.cache.get(settings, &known(&shown)?)) {
        return Ok(framed(&site, &reader, page.answer(&head, unchanging())));
    }
    match site.reading.check(id).await?.ok_or(Fault::NotFound)? {
        Found::Check(found) if matches!(found.stored.check.origin, CheckOrigin::Own { .. }) => {
            let shown = Shown::of(&found.stored);
            let key = known(&shown).ok_or(Fault::Starting)?;
            let page = html(&of_check(&site, &reader, &shown, &found))?;
            let page = site.cache.put(settings, &key, page);
            Ok(framed(&site, &reader, page.answer(&head, unchanging())))
        }
        Found::Withdrawn(taken) if matches!(taken.check.origin, CheckOrigin::Own { .. }) => {
            let page = Rendered::new(html(&of_withdrawn(&site, &reader, &taken))?);
            let mut response = page.answer(&head, unchanging());
            if response.status() == StatusCode::OK {
                *response.status_mut() = StatusCode::GONE;
            }
            Ok(framed(&site, &reader, response))
        }
        Found::ReplacedBy(newer) => Ok(moved(StatusCode::FOUND, &in_lang(reader.lang, &format!("/embed/{newer}")))),
        // Nobody else's check goes out as ours.
        Found::Check(_) | Found::Withdrawn(_) => Err(Fault::NotFound),
    }
}

fn unchanging() -> HeaderValue {
    HeaderValue::from_static("public, no-cache")
}

/// The one kind of page that other sites may show in a frame: those that the operator names.
fn framed(site: &Site, reader: &Reader, mut response: Response<Body>) -> Response<Body> {
    let policy = format!(
        "default-src 'none'; style-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors {}",
        site.own().frames()
    );
    let policy = HeaderValue::try_from(policy).unwrap_or(HeaderValue::from_static("default-src 'none'"));
    response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, policy);
    let shared = HeaderName::from_static("cross-origin-resource-policy");
    response.headers_mut().insert(shared, HeaderValue::from_static("cross-origin"));
    not_listed(&mut response);
    spoken(response, reader)
}

fn of_check(site: &Site, reader: &Reader, shown: &Shown, found: &Published) -> CardPage {
    let lang = reader.lang;
    let check = &found.stored.check;
    let text = check.content.text_in(Some(&reads(lang)));
    let mut verdict = Verdict::of(shown, site.own().scales(), lang);
    verdict.label = cut(&verdict.label, LABEL);
    let mut notes = Vec::new();
    if found.changes.iter().any(|change| change.kind == ChangeKind::Correction) {
        notes.push(say::embed_corrected().in_lang(lang));
    }
    if shown.state == CheckState::UnderReview {
        notes.push(say::web_check_under_review().in_lang(lang));
    }
    if shown.is_stale(site.clock.now()) {
        notes.push(say::web_check_stale().in_lang(lang));
    }
    let at = found.versions.iter().find(|(number, _)| *number == check.version).map(|(_, at)| *at);
    let day = at.map(|at| site.on_day(at, lang));
    let version = day.as_ref().map(|day| say::embed_version(check.version, day.text.clone()).in_lang(lang));
    CardPage {
        verdict: Some(verdict),
        answer: text.summary.map(|summary| cut(&plain(summary), ANSWER)),
        answer_lang: text.lang.to_string(),
        notes,
        version,
        licence: check.content.licence.as_deref().map(|licence| cut(&named(licence, lang), LABEL)),
        iso: day.map(|day: OnDay| day.iso).unwrap_or_default(),
        ..blank(site, lang, &shown.wordings, &path_of(shown))
    }
}

/// A check that was taken back: that, and why.
fn of_withdrawn(site: &Site, reader: &Reader, taken: &TakenBack) -> CardPage {
    let lang = reader.lang;
    let day = taken.at.map(|at| site.on_day(at, lang));
    CardPage {
        notes: vec![say::embed_withdrawn().in_lang(lang)],
        why: taken.why.as_deref().map(|why| say::embed_withdrawn_why(cut(&plain(why), ANSWER)).in_lang(lang)),
        version: day.as_ref().map(|day| day.text.clone()),
        iso: day.map(|day| day.iso).unwrap_or_default(),
        ..blank(site, lang, &taken.check.content.claims, &format!("/c/{}", taken.check.public_id))
    }
}

/// What every card has.
fn blank(site: &Site, lang: say::Lang, wordings: &[Wording], path: &str) -> CardPage {
    let wording = Wording::choose(wordings, Some(&reads(lang)));
    let claim = wording.map(|wording| cut(&plain(wording.text.as_str()), CLAIM)).unwrap_or_default();
    let name = site.own().name(lang);
    let base = site.settings.public_url.as_deref().unwrap_or_default();
    CardPage {
        lang,
        style: site.assets.embed_style.clone(),
        title: say::embed_title(claim.clone(), name.clone()).in_lang(lang),
        name,
        verdict: None,
        claim,
        claim_lang: wording.map(|wording| wording.lang.to_string()).unwrap_or_default(),
        answer: None,
        answer_lang: String::new(),
        notes: Vec::new(),
        why: None,
        version: None,
        licence: None,
        iso: String::new(),
        page: format!("{base}{}", in_lang(lang, path)),
        read: say::embed_read().in_lang(lang),
    }
}

/// The text up to so many letters, with a sign where it was cut.
fn cut(text: &str, most: usize) -> String {
    let text = text.trim();
    match text.char_indices().nth(most) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default().trim_end()),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_cut_between_letters() {
        assert_eq!(cut("Đặng Thị", 4), "Đặng…");
        assert_eq!(cut(" ngắn ", 4), "ngắn");
    }
}
