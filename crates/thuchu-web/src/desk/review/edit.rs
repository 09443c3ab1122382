//! The page a review is written on, as it stands or as somebody just typed it.

use askama::Template;
use axum::body::Body;
use axum::extract::Query;
use axum::http::Response;
use serde::Deserialize;
use thuchu_app::desk::review::Opened;
use thuchu_app::people::Person;
use thuchu_model::{
    Act, Appearance, DraftContent, DraftText, EditorId, EvidenceId, MediaRating, MethodStep, RatingScale, Reply,
    ReviewId, ReviewState, Seen, Topic, may,
};
use thuchu_say::{self as say, Message};

use super::super::evidence;
use super::super::frame::{Bar, Done, Named, Visit, Wrong, frame, page as answer};
use super::super::publish_words::{open_rule, state};
use super::chats::{Sent, sent};
use super::fields::{LicenceField, PictureField, SourceField};
use super::form::{NoDates, other_lang};
use super::words::{at, media, step, topic};
use crate::error::Fault;
use crate::language::Reader;
use crate::look::{Frame, OnDay, plain};
use crate::markdown::{Section, sections};
use crate::pages::html;
use crate::site::Site;

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
    licences: LicenceField,
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
    pub(super) done: Option<Message>,
    pub(super) wrong: Vec<Wrong>,
    /// What was typed, where it is not what is stored.
    pub(super) typed: Option<(DraftContent, u32)>,
    pub(super) clash: Vec<(Message, String)>,
    /// Dates that are none, as they were typed.
    pub(super) no_dates: NoDates,
}

impl Shown {
    pub(super) fn plain() -> Self {
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
        licences: LicenceField::of(site, content.licence.as_deref(), c.lang),
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

pub(super) fn as_shown(body: &str) -> Result<String, Fault> {
    html(&BodyShown { sections: sections(&plain(body)) })
}
