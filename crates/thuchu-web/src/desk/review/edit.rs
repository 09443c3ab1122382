//! The page a review is written on: saved by a button, by a key, and by itself; handed on, taken back, noted on.

use askama::Template;
use axum::body::Body;
use axum::extract::Query;
use axum::http::{HeaderName, Response, StatusCode};
use axum::response::IntoResponse;
use serde::Deserialize;
use thuchu_app::desk::review::{Clash, Opened, ReviewError};
use thuchu_app::people::Person;
use thuchu_model::{
    Act, Appearance, DraftContent, DraftText, EditorId, EvidenceId, MediaRating, MethodStep, RatingScale, Reply,
    ReviewId, ReviewState, Seen, TextField, Topic, may,
};
use thuchu_say::{self as say, Message};

use super::super::evidence;
use super::super::frame::{Bar, Done, Named, Visit, Wrong, frame, page as answer};
use super::super::publish_words::{open_rule, state};
use super::super::see;
use super::chats::{Sent, sent};
use super::fields::{PictureField, SourceField};
use super::form::{NoDates, Pairs, other_lang};
use super::standing::standing;
use super::words::{at, media, place, refused, step, topic};
use crate::error::Fault;
use crate::language::Reader;
use crate::look::{Frame, OnDay, plain};
use crate::markdown::{Section, sections};
use crate::pages::html;
use crate::site::Site;

/// What a script asks for: words of a few fields, not a page.
const QUIET: HeaderName = HeaderName::from_static("x-autosave");

#[derive(Template)]
#[template(path = "desk/review.html")]
pub(super) struct ReviewPage {
    c: Frame,
    bar: Option<Bar>,
    done: Option<Done>,
    wrong: Vec<Wrong>,
    id: ReviewId,
    state: Message,
    writes: bool,
    /// What was handed on is to read: whoever looks at it to approve it must not change it by a slip.
    editable: bool,
    approves: bool,
    own_hand: bool,
    waits: bool,
    /// What may be taken back to the draft.
    handed_on: bool,
    revision: u32,
    number: u32,
    content: DraftContent,
    other: DraftText,
    langs: (Message, Message, String, String),
    topics: Vec<(&'static str, Message, bool)>,
    ratings: Vec<Choice>,
    steps: Vec<(&'static str, Message, bool)>,
    seen_pages: String,
    seen_social: Vec<(String, String)>,
    media: Vec<(&'static str, Message)>,
    sources: Vec<SourceField>,
    unquoted: String,
    pictures: Vec<PictureField>,
    claim_date: String,
    holds_until: String,
    hold_hint: Message,
    reply: &'static str,
    reply_why: String,
    seen_word: &'static str,
    change_kind: &'static str,
    change_text: String,
    sent: Vec<Sent>,
    /// The whole text in both languages, as readers will see it.
    bodies: (String, String),
    open: Vec<Message>,
    writers: String,
    asking: Option<Message>,
    notes: Vec<(String, String, String)>,
    people: Vec<(EditorId, String, bool)>,
    due: String,
    public: Option<String>,
    clash: Vec<(Message, String)>,
    scripts: String,
}

/// A rating to choose.
struct Choice {
    key: String,
    label: String,
    shape: String,
    meaning: Option<Message>,
    chosen: bool,
}

pub(super) struct Shown {
    done: Option<Message>,
    wrong: Vec<Wrong>,
    /// What was typed, where it is not what is stored.
    typed: Option<(DraftContent, u32)>,
    clash: Vec<(Message, String)>,
    /// Dates that are none, as they were typed.
    no_dates: NoDates,
}

impl Shown {
    fn plain() -> Self {
        Self { done: None, wrong: Vec::new(), typed: None, clash: Vec::new(), no_dates: NoDates::default() }
    }

    /// The page as it is stored, with why something was not done.
    pub(super) fn refused(wrong: Vec<Wrong>) -> Self {
        Self { wrong, ..Self::plain() }
    }
}

pub(super) async fn made(
    site: &Site,
    reader: &Reader,
    person: &Person,
    id: ReviewId,
    shown: Shown,
) -> Result<ReviewPage, Fault> {
    let found = site.steps.reviews.open(id).await?;
    let at_page = Reader { path: at(id), ..reader.clone() };
    let c = frame(site, &at_page, say::review_title());
    let Opened { review, draft, about, notes, asking, open, proposed_hold, editors, .. } = found;
    let name = |editor: EditorId| editors.get(&editor).map_or_else(String::new, |editor| editor.name.to_string());
    let writers: Vec<String> = draft.draft.changed_by.iter().map(|editor| name(*editor)).collect();
    let own_hand = draft.draft.changed_by.contains(&person.editor.id);
    let (content, revision) = shown.typed.unwrap_or((draft.draft.content, draft.draft.revision));
    let other = other_lang(&content.lang);
    let translated = content.translations.iter().find(|(lang, _)| *lang == other).map(|(_, text)| text.clone());
    let own = site.own();
    let scale = own.scale();
    let lang = thuchu_model::Lang::parse(c.lang.code()).unwrap_or_else(|_| thuchu_model::Lang::vi());
    let built_in = RatingScale::built_in();
    let ratings = scale.ratings().iter().map(|rating| Choice {
        key: rating.key.to_string(),
        label: rating.label(&lang).to_owned(),
        shape: crate::look::shape(Some(&rating.key), rating.value.map(thuchu_model::RatingValue::get)).to_owned(),
        // Of a scale of the desk's own only the desk knows what is meant.
        meaning: built_in.get(&rating.key).map(|own| say::web_rating_meaning(own.key.as_str())),
        chosen: content.rating.as_ref() == Some(&rating.key),
    });
    let (seen_pages, seen_social) = seen(&content.seen);
    let waits = review.state == ReviewState::InReview;
    let handed_on = matches!(review.state, ReviewState::InReview | ReviewState::Approved);
    let writes = may(person.editor.role, Act::WriteReviews) && review.state != ReviewState::Withdrawn;
    let sent = sent(site, id, &other).await?;
    let bodies = (as_shown(&content.text.body)?, as_shown(translated.as_ref().map_or("", |text| text.body.as_str()))?);
    let spare = EvidenceId::new(site.steps.desk.now(), &*site.steps.desk.chance);
    let editable = writes && !handed_on;
    let none = shown.no_dates;
    let mut sources = SourceField::all(&content, spare);
    for field in &mut sources {
        if let Some((_, typed)) = none.sources.iter().find(|(id, _)| *id == field.id) {
            field.date.clone_from(typed);
        }
        if field.known {
            field.copy = evidence::copy::part(site, reader, id, field.id, editable).await?;
        }
    }
    let date = |typed: Option<String>, stands: Option<thuchu_model::Day>| {
        typed.or_else(|| stands.map(|day| day.to_string())).unwrap_or_default()
    };
    Ok(ReviewPage {
        bar: Bar::of(&c, person),
        done: shown.done.map(|text| Done { text, undo: None }),
        wrong: shown.wrong,
        id,
        state: state(review.state),
        writes,
        editable,
        approves: may(person.editor.role, Act::Approve),
        own_hand,
        waits,
        handed_on,
        revision,
        number: draft.number,
        other: translated.unwrap_or_default(),
        langs: (tongue(&content.lang), tongue(&other), content.lang.primary().to_owned(), other.primary().to_owned()),
        topics: Topic::ALL.map(|one| (one.as_str(), topic(one), content.topic == Some(one))).into(),
        ratings: ratings.collect(),
        steps: MethodStep::ALL.map(|one| (one.as_str(), step(one), content.method.contains(&one))).into(),
        seen_pages,
        seen_social,
        media: MediaRating::ALL.map(|one| (one.as_str(), media(one))).into(),
        sent,
        bodies,
        sources,
        unquoted: content.unquoted.clone().unwrap_or_default(),
        pictures: PictureField::all(&content),
        claim_date: date(none.claim_date, content.claim_date),
        holds_until: date(none.holds_until, content.holds_until),
        hold_hint: proposed_hold
            .map_or_else(say::review_holds_hint, |day| say::review_holds_proposed(OnDay::of(day, c.lang).text)),
        reply: match content.reply {
            Reply::NotStated => "",
            Reply::Asked { .. } => "asked",
            Reply::Received { .. } => "received",
            Reply::NotAsked { .. } => "not_asked",
        },
        reply_why: match &content.reply {
            Reply::NotAsked { why } => why.clone(),
            _ => String::new(),
        },
        seen_word: match content.seen {
            Seen::NotStated => "",
            Seen::Publicly(_) => "publicly",
            Seen::ForwardedOriginUnknown => "forwarded",
        },
        change_kind: content.change.as_ref().map_or("", |change| change.kind.as_str()),
        change_text: content.change.as_ref().map(|change| change.text.clone()).unwrap_or_default(),
        open: open.iter().map(open_rule).collect(),
        writers: writers.join(", "),
        asking: Some(asking.iter().map(|asking| asking.demand).sum::<u64>())
            .filter(|all| *all > 0)
            .map(say::review_asked),
        notes: notes.iter().map(|note| (name(note.by), site.on_day(note.at, c.lang).text, note.text.clone())).collect(),
        people: editors
            .values()
            .filter(|editor| editor.active && may(editor.role, Act::WriteReviews))
            .map(|editor| (editor.id, editor.name.to_string(), about.assignee == Some(editor.id)))
            .collect(),
        due: about.due.map(|due| due.to_string()).unwrap_or_default(),
        public: about.check.map(|check| c.to(&format!("/c/{check}"))),
        clash: shown.clash,
        scripts: site.assets.review.clone(),
        content,
        c,
    })
}

fn tongue(lang: &thuchu_model::Lang) -> Message {
    if lang.primary() == "en" { say::review_in_english() } else { say::review_in_vietnamese() }
}

fn seen(seen: &Seen) -> (String, Vec<(String, String)>) {
    let Seen::Publicly(places) = seen else { return (String::new(), Vec::new()) };
    let pages: Vec<&str> = places
        .iter()
        .filter_map(|place| match place {
            Appearance::Page(url) => Some(url.as_str()),
            Appearance::Social { .. } => None,
        })
        .collect();
    let social = places.iter().filter_map(|place| match place {
        Appearance::Social { platform, month } => Some((platform.clone(), month.to_string().chars().take(7).collect())),
        Appearance::Page(_) => None,
    });
    (pages.join("\n"), social.collect())
}

/// What was just done.
#[derive(Deserialize, Default)]
pub(crate) struct After {
    #[serde(default)]
    done: String,
}

/// `GET /desk/reviews/{id}`
pub(crate) async fn page(
    Visit { site, reader, head, person }: Visit,
    Named(id): Named<ReviewId>,
    Query(after): Query<After>,
) -> Result<Response<Body>, Fault> {
    let done = match after.done.as_str() {
        "saved" => Some(say::review_saved()),
        "submitted" => Some(say::review_submitted()),
        "back" => Some(say::review_taken_back()),
        "returned" => Some(say::review_returned()),
        "noted" => Some(say::review_noted()),
        "assigned" => Some(say::review_assigned()),
        _ => None,
    };
    answer(&reader, &head, &made(&site, &reader, &person, id, Shown { done, ..Shown::plain() }).await?, false)
}

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

/// A text as its page shows it.
#[derive(Template)]
#[template(
    source = "{% for section in sections %}{% if let Some(heading) = section.heading %}<h3>{{ heading }}</h3>{% endif %}\
              {{ section.html|safe }}{% endfor %}",
    ext = "html"
)]
struct BodyShown {
    sections: Vec<Section>,
}

fn as_shown(body: &str) -> Result<String, Fault> {
    html(&BodyShown { sections: sections(&plain(body)) })
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
