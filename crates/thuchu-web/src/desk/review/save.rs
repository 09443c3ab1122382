//! Saving a review: by its button, by a script, on the way to something else that a button asks for.

use axum::body::Body;
use axum::http::{HeaderName, Response, StatusCode};
use axum::response::IntoResponse;
use thuchu_app::desk::review::{Clash, ReviewError};
use thuchu_model::{DraftContent, EvidenceId, ReviewId, TextField};
use thuchu_say as say;

use super::super::evidence;
use super::super::frame::{Named, Visit, Wrong, page as answer};
use super::super::see;
use super::edit::{Shown, as_shown, made};
use super::form::{NoDates, Pairs, other_lang};
use super::standing::standing;
use super::words::{at, place, refused};
use crate::error::Fault;
use crate::language::Reader;
use crate::look::plain;
use crate::site::Site;

/// What a script asks for: words of a few fields, not a page.
const QUIET: HeaderName = HeaderName::from_static("x-autosave");

/// `POST /desk/reviews/{id}`: saves; with `do=submit` hands it on. A script gets a few words instead of a page.
pub(crate) async fn save(
    Visit { site, reader, head, person }: Visit,
    Named(id): Named<ReviewId>,
    pairs: Pairs,
) -> Result<Response<Body>, Fault> {
    let base = pairs.revision().ok_or(Fault::Unusable("request.fields", say::web_fault_unusable_advice()))?;
    let before = site.steps.reviews.open(id).await?.draft.draft.content;
    let desk = &site.steps.desk;
    let typed = pairs.draft(&before, &*desk.chance, desk.now());
    let quiet = head.contains_key(QUIET);
    let none = pairs.no_dates();
    if !none.is_empty() {
        let wrong = no_dates(&none);
        if quiet {
            let said = wrong.first().map_or_else(String::new, |line| line.text.in_lang(reader.lang));
            return Ok(unprocessable(&said));
        }
        let shown = Shown { wrong, typed: Some((typed, base)), no_dates: none, ..Shown::plain() };
        return answer(&reader, &head, &made(&site, &reader, &person, id, shown).await?, true);
    }
    match site.steps.reviews.save(person.editor.id, id, base, &typed).await {
        Ok(saved) if quiet => Ok(axum::Json(serde_json::json!({
            "revision": saved.revision,
            // Another person's words are in it too: the script fetches them.
            "merged": saved.merged,
            "shown": {
                "body-shown": as_shown(&saved.content.text.body)?,
                "other_body-shown": as_shown(saved.content.words(&other_lang(&saved.content.lang), TextField::Body))?,
            },
            "said": say::review_saved_at(clock(&site, saved.at)).in_lang(reader.lang),
        }))
        .into_response()),
        Ok(_) if pairs.one("do") == "submit" => match site.steps.reviews.submit(person.editor.id, id).await {
            Ok(()) => Ok(see(&reader, &format!("{}?done=submitted", at(id)))),
            Err(error) => {
                let shown = Shown::refused(refused(error)?);
                answer(&reader, &head, &made(&site, &reader, &person, id, shown).await?, true)
            }
        },
        Ok(_) => match wanted(pairs.one("do")) {
            Some(("copy", source)) => match site.steps.evidence.ask(person.editor.id, id, source).await {
                Ok(()) => Ok(see(&reader, &format!("{}?done=saved#source-{source}", at(id)))),
                Err(error) => {
                    let text = evidence::refused(&error)?;
                    let shown = Shown::refused(vec![Wrong { field: "sources", text }]);
                    answer(&reader, &head, &made(&site, &reader, &person, id, shown).await?, true)
                }
            },
            Some((_, source)) => Ok(see(&reader, &format!("{}?done=saved#bring", evidence::at(id, source)))),
            None => Ok(see(&reader, &format!("{}?done=saved", at(id)))),
        },
        Err(error) if quiet => told(&reader, error),
        Err(error) => {
            let shown = unsaved(&site, &reader, typed, base, error)?;
            answer(&reader, &head, &made(&site, &reader, &person, id, shown).await?, true)
        }
    }
}

/// What a button wants of a source once the review is saved: `copy` or `file`.
fn wanted(button: &str) -> Option<(&str, EvidenceId)> {
    let (way, id) = button.split_once(':')?;
    Some((way, EvidenceId::parse(id)?)).filter(|(way, _)| matches!(*way, "copy" | "file"))
}

fn no_dates(none: &NoDates) -> Vec<Wrong> {
    let line = |field, name, typed: &String| Wrong { field, text: say::evidence_no_date(name, plain(typed)) };
    let one = [
        none.claim_date.as_ref().map(|typed| line("claim_date", say::review_claim_date(), typed)),
        none.holds_until.as_ref().map(|typed| line("holds_until", say::review_holds_until(), typed)),
        none.month.as_ref().map(|typed| line("seen", say::review_seen_month(), typed)),
    ];
    let sources = none.sources.iter().map(|(_, typed)| line("sources", say::review_source_date(), typed));
    one.into_iter().flatten().chain(sources).collect()
}

fn clock(site: &Site, at: thuchu_model::Timestamp) -> String {
    let local = at.plus_seconds(i64::from(site.settings.utc_offset_minutes) * 60).micros().div_euclid(1_000_000);
    let minutes = local.rem_euclid(86_400) / 60;
    format!("{:02}:{:02}", minutes / 60, minutes % 60)
}

/// What a script is told when nothing was saved.
fn told(reader: &Reader, error: ReviewError) -> Result<Response<Body>, Fault> {
    let status =
        if matches!(error, ReviewError::Clash(_)) { StatusCode::CONFLICT } else { StatusCode::UNPROCESSABLE_ENTITY };
    let said = match &error {
        ReviewError::Clash(clash) => say::review_clash(who(clash)).in_lang(reader.lang),
        _ => {
            let lines = refused(error)?;
            lines.first().map_or_else(String::new, |line| line.text.in_lang(reader.lang))
        }
    };
    Ok((status, axum::Json(serde_json::json!({"said": said}))).into_response())
}

fn unprocessable(said: &str) -> Response<Body> {
    (StatusCode::UNPROCESSABLE_ENTITY, axum::Json(serde_json::json!({"said": said}))).into_response()
}

fn who(clash: &Clash) -> String {
    clash.by.as_ref().map_or_else(|| "–".to_owned(), |editor| editor.name.to_string())
}

/// The page with what was typed still in it. After a clash it holds what both wrote, one's own where both did, and shows
/// the other's words beside: saving it once more keeps it so.
fn unsaved(site: &Site, reader: &Reader, typed: DraftContent, base: u32, error: ReviewError) -> Result<Shown, Fault> {
    if let ReviewError::Clash(clash) = error {
        let places =
            clash.places.iter().map(|at| (place(at), standing(site, reader.lang, &clash.theirs, at))).collect();
        let wrong = vec![Wrong { field: "clash", text: say::review_clash(who(&clash)) }];
        let typed = Some((clash.with_mine, clash.revision));
        return Ok(Shown { wrong, typed, clash: places, ..Shown::plain() });
    }
    Ok(Shown { wrong: refused(error)?, typed: Some((typed, base)), ..Shown::plain() })
}
