//! `/desk/trail`: who did what, newest first, by object, act, editor and day.

use askama::Template;
use axum::body::Body;
use axum::extract::{Path, Query};
use axum::http::Response;
use serde::Deserialize;
use thuchu_app::trail::{Page, Wanted};
use thuchu_model::{Act, AuditAct, AuditEntry, AuditObject, Day, EditorId, may};
use thuchu_say::{self as say, Message};

use super::frame::{Bar, Visit, frame, page as answer};
use super::trail_words::{ACTS, Speaker, act_name, kind_name};
use crate::error::Fault;
use crate::look::Frame;
use crate::site::Site;

#[derive(Template)]
#[template(path = "desk/trail.html")]
struct TrailPage {
    c: Frame,
    bar: Option<Bar>,
    /// The one thing whose trail this is, where it has a page of its own.
    opens: Option<String>,
    /// Of one thing only.
    of_one: bool,
    choices: Vec<Choice>,
    day: String,
    narrowed: bool,
    lines: Vec<Line>,
    older: Option<String>,
    /// Not the first page.
    further: bool,
}

/// One thing to narrow the trail by.
struct Choice {
    name: &'static str,
    label: Message,
    options: Vec<Offer>,
}

/// One value to choose.
struct Offer {
    value: String,
    label: String,
    chosen: bool,
}

/// An entry.
struct Line {
    number: u64,
    at: String,
    at_iso: String,
    sentence: Message,
    /// The trail of the thing, and what it is called.
    of: Option<(String, String)>,
    details: Vec<(String, String)>,
}

/// What was asked for; empty values count as not given, as forms send them.
#[derive(Debug, Clone, Default, Deserialize)]
pub(crate) struct Asked {
    #[serde(default)]
    kind: String,
    #[serde(default)]
    act: String,
    #[serde(default)]
    editor: String,
    #[serde(default)]
    day: String,
    #[serde(default)]
    before: String,
}

impl Asked {
    /// What cannot be meant lets everything pass, as an empty value does.
    fn read(&self, site: &Site) -> Wanted {
        let day = Day::parse(&self.day);
        Wanted {
            kind: AuditObject::KINDS.into_iter().find(|kind| *kind == self.kind),
            object: None,
            act: AuditAct::parse(&self.act),
            editor: EditorId::parse(&self.editor),
            between: day.map(|day| site.steps.trail.bounds(day)),
            before: self.before.parse().ok(),
        }
    }

    /// The same with another beginning, as a query.
    fn query(&self, before: Option<i64>) -> String {
        let before = before.map(|number| number.to_string()).unwrap_or_default();
        let pairs = [("kind", &self.kind), ("act", &self.act), ("editor", &self.editor), ("day", &self.day)];
        let given = pairs.into_iter().chain([("before", &before)]).filter(|(_, value)| !value.is_empty());
        url::form_urlencoded::Serializer::new(String::new()).extend_pairs(given).finish()
    }
}

/// `GET /desk/trail`
pub(crate) async fn page(
    Visit { site, reader, head, person }: Visit,
    Query(asked): Query<Asked>,
) -> Result<Response<Body>, Fault> {
    let mut c = frame(&site, &reader, say::trail_title());
    c.query = Some(asked.query(asked.before.parse().ok())).filter(|query| !query.is_empty());
    let wanted = asked.read(&site);
    let found = site.steps.trail.page(&wanted).await?;
    let filter = (choices(&found, &wanted, c.lang), wanted.between.map(|_| asked.day.clone()).unwrap_or_default());
    answer(&reader, &head, &made(&site, c, &person, &found, &wanted, &asked, Some(filter)), false)
}

/// `GET /desk/trail/{kind}/{id}`
pub(crate) async fn of_one(
    Visit { site, reader, head, person }: Visit,
    Path((kind, id)): Path<(String, String)>,
    Query(asked): Query<Asked>,
) -> Result<Response<Body>, Fault> {
    // Ids of all kinds are written alike.
    let id = EditorId::parse(&id).ok_or(Fault::NotFound)?;
    let object = AuditObject::from_parts(&kind, *id.as_bytes()).ok_or(Fault::NotFound)?;
    let wanted = Wanted { object: Some(object), before: asked.before.parse().ok(), ..Wanted::default() };
    let found = site.steps.trail.page(&wanted).await?;
    if found.entries.is_empty() && wanted.before.is_none() {
        return Err(Fault::NotFound);
    }
    let what = Speaker::new(&site, &found, reader.lang).what(&object);
    let mut c = frame(&site, &reader, say::trail_title_of(&what));
    c.query = wanted.before.map(|number| format!("before={number}"));
    answer(&reader, &head, &made(&site, c, &person, &found, &wanted, &Asked::default(), None), false)
}

fn made(
    site: &Site,
    c: Frame,
    person: &thuchu_app::people::Person,
    found: &Page,
    wanted: &Wanted,
    asked: &Asked,
    filter: Option<(Vec<Choice>, String)>,
) -> TrailPage {
    let speaker = Speaker::new(site, found, c.lang);
    let here = c.to(&c.path);
    let lines = found.entries.iter().map(|entry| line(site, &c, &speaker, entry, wanted.object.is_some())).collect();
    let older = found.next.map(|next| format!("{here}?{}", asked.query(Some(next))));
    let opens = wanted.object.and_then(|object| place(site, person, &object)).map(|path| c.to(&path));
    let of_one = filter.is_none();
    let (choices, day) = filter.unwrap_or_default();
    TrailPage {
        bar: Bar::of(&c, person),
        opens,
        of_one,
        narrowed: !asked.query(None).is_empty(),
        choices,
        day,
        lines,
        older,
        further: wanted.before.is_some(),
        c,
    }
}

fn line(site: &Site, c: &Frame, speaker: &Speaker<'_>, entry: &AuditEntry, of_one: bool) -> Line {
    let what = speaker.what(&entry.object);
    let local = site.local(entry.at);
    let id = uuid_text(&entry.object);
    let of = format!("/desk/trail/{}/{id}", entry.object.kind());
    Line {
        number: entry.number.unsigned_abs(),
        at: say::people::moment(local, c.lang),
        at_iso: entry.at.to_string(),
        sentence: speaker.sentence(entry, &what),
        of: (!of_one && entry.object != AuditObject::Desk).then(|| (c.to(&of), what)),
        details: speaker.fields(&entry.detail),
    }
}

/// The id of a thing as addresses write it.
fn uuid_text(object: &AuditObject) -> String {
    EditorId::from_bytes(object.id()).to_string()
}

/// The page of a thing, where there is one that this person may see.
fn place(site: &Site, person: &thuchu_app::people::Person, object: &AuditObject) -> Option<String> {
    let open = |act: Act, path: String| may(person.editor.role, act).then_some(path);
    match object {
        AuditObject::Check(id) => {
            site.reading.live().with(|matcher| matcher.library().get(*id).map(crate::look::path_of)).flatten()
        }
        AuditObject::Publisher(_) => open(Act::SeePublishers, "/desk/publishers".to_owned()),
        AuditObject::Editor(_) => open(Act::SeePeople, "/desk/people".to_owned()),
        AuditObject::Review(id) => open(Act::SeeReviews, format!("/desk/reviews/{id}")),
        AuditObject::Cluster(id) => open(Act::ReadMessages, format!("/desk/clusters/{id}")),
        AuditObject::Appeal(id) => open(Act::Approve, format!("/desk/appeals/{id}")),
        AuditObject::Desk | AuditObject::ImportRun(_) => None,
    }
}

fn choices(found: &Page, wanted: &Wanted, lang: say::Lang) -> Vec<Choice> {
    let kinds = AuditObject::KINDS.into_iter().map(|kind| Offer {
        value: kind.to_owned(),
        label: kind_name(kind).in_lang(lang),
        chosen: wanted.kind == Some(kind),
    });
    let chosen = wanted.act.as_ref().map(AuditAct::as_str);
    // An act of an older or newer program can be asked for by its code.
    let other = chosen.filter(|act| !ACTS.contains(act));
    let acts = ACTS.into_iter().chain(other).map(|act| Offer {
        value: act.to_owned(),
        label: act_name(act).in_lang(lang),
        chosen: chosen == Some(act),
    });
    let editors = found.editors.values().map(|editor| Offer {
        value: editor.id.to_string(),
        label: editor.name.to_string(),
        chosen: wanted.editor == Some(editor.id),
    });
    vec![
        Choice { name: "kind", label: say::trail_by_kind(), options: kinds.collect() },
        Choice { name: "act", label: say::trail_by_act(), options: acts.collect() },
        Choice { name: "editor", label: say::trail_by_editor(), options: editors.collect() },
    ]
}
