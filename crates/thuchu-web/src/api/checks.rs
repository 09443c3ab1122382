//! `GET /api/v1/checks` and `GET /api/v1/checks/{id}`: what is published, as JSON.

use axum::Extension;
use axum::body::Body;
use axum::extract::rejection::{PathRejection, QueryRejection};
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, HeaderValue, Response};
use serde::Serialize;
use serde_json::{Value, json};
use thuchu_app::library::{Library, Shown};
use thuchu_app::matching::Matcher;
use thuchu_app::reading::{Found, Published};
use thuchu_listen::Client;
use thuchu_model::{CheckId, CheckOrigin, CheckState, PublicId, SourceShown};

use super::json_type;
use super::query::{self, Wanted};
use crate::cache::Rendered;
use crate::error::Fault;
use crate::look::path_of;
use crate::pages::check::own::evidence_address;
use crate::pages::checks::MOST_FOUND;
use crate::site::Site;

/// `GET /api/v1/checks`
pub(crate) async fn list(
    State(site): State<Site>,
    client: Option<Extension<Client>>,
    head: HeaderMap,
    wanted: Result<Query<Wanted>, QueryRejection>,
) -> Result<Response<Body>, Fault> {
    let chosen = wanted.map_err(|_| query::unreadable())?.0.read_strictly()?;
    let worker = site.clone();
    let make = move |matcher: &Matcher, scratch: &mut thuchu_match::Scratch| {
        let library = matcher.library();
        let Some(filter) = chosen.filter(library) else { return page(&worker, library, Vec::new(), None) };
        let Some(words) = &chosen.words else {
            let page = library.list(&filter, chosen.after, chosen.limit);
            return self::page(&worker, library, page.checks, page.next.map(|next| next.to_string()).as_deref());
        };
        let found = matcher.find(words, MOST_FOUND, |shown| filter.passes(shown), scratch);
        // A search has no order of its own to go on from, so its cursor is the check after which to go on.
        let begin = chosen.after.map_or(0, |after| found.iter().position(|s| s.id == after.id).map_or(0, |at| at + 1));
        let end = (begin + chosen.limit).min(found.len());
        let some = found.get(begin..end).unwrap_or_default().to_vec();
        let next = if end < found.len() { some.last().map(|last| last.place().to_string()) } else { None };
        page(&worker, library, some, next.as_deref())
    };
    site.limiter.take(client.map(|found| found.0)).map_err(Fault::TooMany)?;
    let worker = site.clone();
    let body = site.in_turn(move || worker.reading.live().asking(make)).await?.ok_or(Fault::Starting)?;
    Ok(answer(&body, &head))
}

fn page(site: &Site, library: &Library, checks: Vec<&Shown>, next: Option<&str>) -> Value {
    let items: Vec<_> = checks.into_iter().map(|shown| Summary::of(site, library, shown)).collect();
    json!({"items": items, "next": next})
}

/// `GET /api/v1/checks/{id}`: by the short id of its address, or by its full id.
pub(crate) async fn read(
    State(site): State<Site>,
    id: Result<Path<String>, PathRejection>,
    head: HeaderMap,
) -> Result<Response<Body>, Fault> {
    let id = id.map_err(|_| Fault::NotFound)?.0;
    let public_id = match (PublicId::parse(&id), CheckId::parse(&id)) {
        (Ok(id), _) => id,
        (_, Some(id)) => {
            let known = site.reading.live().with(|matcher| matcher.library().get(id).map(|shown| shown.public_id));
            known.ok_or(Fault::Starting)?.ok_or(Fault::NotFound)?
        }
        _ => return Err(Fault::NotFound),
    };
    match site.reading.check(public_id).await?.ok_or(Fault::NotFound)? {
        Found::Check(found) => {
            let body = site.reading.live().with(|matcher| {
                let library = matcher.library();
                // What the store has, so that all of it is of one version; of publishers that are not shown, nothing.
                let shown = Shown::of(&found.stored);
                let known = shown.publisher.is_none() || library.by_public_id(public_id).is_some();
                known.then(|| whole(&site, &Summary::of(&site, library, &shown), &found))
            });
            Ok(answer(&body.ok_or(Fault::Starting)?.ok_or(Fault::NotFound)?, &head))
        }
        Found::Withdrawn(taken) => Err(Fault::Withdrawn(taken.reason)),
        Found::ReplacedBy(newer) => {
            Ok(crate::router::moved(axum::http::StatusCode::MOVED_PERMANENTLY, &format!("/api/v1/checks/{newer}")))
        }
    }
}

/// A check in a list.
#[derive(Serialize)]
struct Summary {
    id: CheckId,
    public_id: PublicId,
    /// Its page here; a path where the operator did not say under which address the site is reached.
    page: String,
    /// Where an imported check is published.
    url: Option<String>,
    origin: &'static str,
    state: &'static str,
    claims: Vec<thuchu_model::Wording>,
    lang: String,
    title: Option<String>,
    rating: Rating,
    publisher: Option<Publisher>,
    claim_date: Option<thuchu_model::Day>,
    review_date: Option<thuchu_model::Day>,
    holds_until: Option<String>,
    stale: bool,
}

#[derive(Serialize)]
struct Rating {
    key: Option<String>,
    value: Option<u8>,
    label: String,
}

#[derive(Serialize)]
struct Publisher {
    name: String,
    site: String,
    affiliation: &'static str,
}

impl Summary {
    fn of(site: &Site, library: &Library, shown: &Shown) -> Self {
        let rating = shown.rating.as_ref();
        Self {
            id: shown.id,
            public_id: shown.public_id,
            page: site.settings.public_url.clone().unwrap_or_default() + &path_of(shown),
            url: shown.url.clone(),
            origin: if shown.publisher.is_some() { "imported" } else { "own" },
            state: if shown.state == CheckState::UnderReview { "under_review" } else { "published" },
            claims: shown.wordings.clone(),
            lang: shown.lang.to_string(),
            title: shown.title.clone(),
            rating: Rating {
                key: rating.map(|(key, _)| key.to_string()),
                value: rating.and_then(|(_, value)| *value).map(|value| value.get()),
                label: shown.label.clone(),
            },
            publisher: library.publisher_of(shown).map(|publisher| Publisher {
                name: publisher.name.clone(),
                site: publisher.site.to_string(),
                affiliation: publisher.affiliation.as_str(),
            }),
            claim_date: shown.claim_date,
            review_date: shown.review_date,
            holds_until: shown.holds_until.map(|until| until.to_string()),
            stale: shown.is_stale(site.clock.now()),
        }
    }
}

/// A check with its texts, sources, versions and corrections. Of social hosts only what two editors stand for is named,
/// as on the page.
fn whole(site: &Site, summary: &Summary, found: &Published) -> Value {
    let check = &found.stored.check;
    let content = &check.content;
    let own = matches!(check.origin, CheckOrigin::Own { .. });
    let public = |seen: &&String| own || thuchu_text::canonical(seen).is_ok_and(|link| !link.is_social());
    let appearances: Vec<&String> = content.appearances.iter().filter(public).collect();
    let versions: Vec<_> =
        found.versions.iter().map(|(number, at)| json!({"number": number, "at": at.to_string()})).collect();
    let corrections: Vec<_> = found
        .changes
        .iter()
        .map(|change| {
            json!({"version": change.number, "kind": change.kind, "text": change.text, "at": change.at.to_string()})
        })
        .collect();
    let mut value = json!(summary);
    if let Some(fields) = value.as_object_mut() {
        fields.insert("summary".into(), json!(content.summary));
        fields.insert("body".into(), json!(content.body));
        fields.insert("explanation".into(), json!(content.rating.explanation));
        fields.insert("translations".into(), json!(content.translations));
        let base = site.settings.public_url.clone().unwrap_or_default();
        let path = path_of(&Shown::of(&found.stored));
        let evidence: Vec<_> = (1..)
            .zip(&content.evidence)
            .map(|(place, source)| {
                let page = source.capture.map(|_| base.clone() + &evidence_address(&path, found, place));
                self::source(source, page)
            })
            .collect();
        let proof = own.then(|| format!("{base}/proof/{}/{}/manifest.json", check.public_id, check.version));
        fields.insert("evidence".into(), json!(evidence));
        fields.insert("unquoted".into(), json!(content.unquoted));
        fields.insert("proof".into(), json!(proof));
        fields.insert("appearances".into(), json!(appearances));
        fields.insert("forwarded".into(), json!(own && content.forwarded));
        fields.insert("claimant".into(), json!(content.claimant));
        fields.insert("licence".into(), json!(content.licence));
        fields.insert("topic".into(), json!(content.topic));
        fields.insert("version".into(), json!(check.version));
        fields.insert("hash".into(), json!(found.stored.content_hash));
        fields.insert("versions".into(), json!(versions));
        fields.insert("corrections".into(), json!(corrections));
    }
    value
}

/// A source. `page`: where our copy of it can be seen.
fn source(source: &SourceShown, page: Option<String>) -> Value {
    let mut value = json!(source);
    if let Some(fields) = value.as_object_mut() {
        // An instant as all others of the API are written, not as it is hashed.
        if let Some(at) = source.copied {
            fields.insert("copied".into(), json!(at.to_string()));
        }
        if let Some(page) = page {
            fields.insert("page".into(), json!(page));
        }
    }
    value
}

/// JSON that may be kept as long as it stays the same.
pub(super) fn answer(body: &Value, request: &HeaderMap) -> Response<Body> {
    let rendered = Rendered::of_type(body.to_string().into(), json_type());
    rendered.answer(request, HeaderValue::from_static("public, no-cache"))
}
