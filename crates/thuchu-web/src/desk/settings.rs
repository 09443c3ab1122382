//! `/desk/settings`: what the desk decides about itself, a form for each part.

use std::collections::BTreeMap;

use askama::Template;
use axum::body::Body;
use axum::extract::{FromRequest as _, Multipart, Path, Query, Request};
use axum::http::Response;
use serde::Deserialize;
use thuchu_app::boxes::Standing;
use thuchu_app::meaning::{State, Status, why as why_not};
use thuchu_app::people::{PeopleError, Person};
use thuchu_app::reading::ReadError;
use thuchu_app::settings::logo::{MOST_BYTES as PICTURE_MOST, hex};
use thuchu_app::settings::{Current, Section as Part, SettingsError, Typed};
use thuchu_model::{Act, Counting, Secret, may};
use thuchu_say::{self as say, Message};

use super::frame::{Bar, Done, Fields, Visit, Wrong, frame, page as answer};
use super::settings_words::{hint, part, why};
use super::words::refused;
use super::{Cookie, Transport, see};
use crate::boxes::hour;
use crate::error::Fault;
use crate::language::Reader;
use crate::look::Frame;
use crate::markdown::{Section, sections};
use crate::pages::form::Whole;
use crate::site::Site;

#[derive(Template)]
#[template(path = "desk/settings.html")]
struct SettingsPage {
    c: Frame,
    bar: Option<Bar>,
    done: Option<Done>,
    changes: bool,
    parts: Vec<Line>,
    night: Message,
    /// How each box stands.
    boxes: Vec<Message>,
    /// How the model stands.
    meaning: Vec<Message>,
}

/// A part as it is listed.
struct Line {
    word: &'static str,
    name: Message,
    lead: Message,
    values: Vec<(Message, String)>,
    undoable: bool,
}

/// What was just done.
#[derive(Deserialize, Default)]
pub(crate) struct After {
    #[serde(default)]
    done: String,
    #[serde(default)]
    undone: String,
}

/// `GET /desk/settings`
pub(crate) async fn page(
    Visit { site, reader, head, person }: Visit,
    Query(after): Query<After>,
) -> Result<Response<Body>, Fault> {
    site.steps.settings.refresh().await.map_err(ReadError::from)?;
    let now = site.steps.settings.current();
    let night = site.steps.nights.look().await.map_err(ReadError::from)?;
    let c = frame(&site, &reader, say::settings_title());
    let told = |word: &str, text: &dyn Fn(Message) -> Message| {
        Part::parse(word).map(|section| Done { text: text(part(section)), undo: None })
    };
    let done = told(&after.done, &say::settings_done)
        .or_else(|| told(&after.undone, &say::settings_undone))
        .or_else(|| (after.done == "same").then(|| Done { text: say::settings_same(), undo: None }));
    let rows = night.rows;
    let other = rows.appeal + rows.cluster_act + rows.seen_by_reader + rows.draft_history + rows.webhook_try;
    let keys = night.keys.len() as u64;
    let settings = SettingsPage {
        bar: Bar::of(&c, &person),
        done,
        changes: may(person.editor.role, Act::ChangeSettings),
        parts: Part::ALL.into_iter().map(|section| line(&c, section, &now)).collect(),
        boxes: site.steps.boxes.standing().iter().map(|one| box_line(&site, one)).collect(),
        meaning: meaning_lines(&site.reading.meaning()),
        night: say::settings_night(rows.message, rows.media, rows.answer_owed, rows.receipt, other, keys),
        c,
    };
    answer(&reader, &head, &settings, false)
}

/// How the model stands, and the vectors of the checks.
fn meaning_lines(status: &Status) -> Vec<Message> {
    let state = match &status.state {
        State::Off => say::meaning_off(),
        State::Opening => say::meaning_opening(),
        State::Absent => say::meaning_absent(),
        State::Ready => say::meaning_ready(),
        State::Refused(error) => say::meaning_refused(why_not(error)),
    };
    let mut lines = vec![state];
    if matches!(status.state, State::Ready) {
        lines.push(say::meaning_vectors(status.done as u64, status.all as u64));
        lines.extend((status.computed > 0).then(|| say::meaning_speed(status.computed, status.per_second)));
    }
    lines
}

fn box_line(site: &Site, one: &Standing) -> Message {
    match (one.problem, one.at) {
        (Some(problem), _) => say::boxes_failed(one.name.as_str(), problem, u64::from(one.failures)),
        (None, Some(at)) => say::boxes_shown(one.name.as_str(), hour(site, at)),
        (None, None) => say::boxes_waiting(one.name.as_str()),
    }
}

fn line(c: &Frame, section: Part, now: &Current) -> Line {
    let mut shown = section.shown(now);
    let values = section.fields().iter().filter(|field| **field != "scale_text").map(|field| {
        let value = shown.remove(*field).unwrap_or_default();
        let value = match *field {
            "languages" => c.t(say::settings_choice(&value)),
            "counting" => c.t(say::settings_counting(&value)),
            "light" | "dark" if value.is_empty() => c.t(say::settings_own_default()),
            _ if value.is_empty() => c.t(say::settings_not_set()),
            "text_vi" | "text_en" | "boxes" => value.chars().take(120).collect::<String>() + "…",
            "answer" | "suggest" => say::people::number(value.parse().unwrap_or(f64::NAN), c.lang),
            _ if section == Part::Retention => c.t(say::settings_days(value.parse().unwrap_or(0))),
            _ => value,
        };
        (say::settings_field(*field), value)
    });
    Line {
        word: section.as_str(),
        name: part(section),
        lead: say::settings_section_lead(section.as_str()),
        values: values.collect(),
        undoable: now.is_undoable(section),
    }
}

#[derive(Template)]
#[template(path = "desk/setting.html")]
struct FormPage {
    c: Frame,
    bar: Option<Bar>,
    word: &'static str,
    lead: Message,
    fields: Vec<Field>,
    seen: i64,
    /// The second factor is asked for in the form.
    asks_code: bool,
    /// The form has one beside it for the picture.
    has_picture: bool,
    /// Bytes of it, at most.
    picture_most: u64,
    /// A page of the desk's own words: it has a preview and a starter text.
    is_page: bool,
    started: bool,
    preview: Vec<(&'static str, Vec<Section>)>,
    wrong: Vec<Wrong>,
}

/// A field of the form.
struct Field {
    id: &'static str,
    label: Message,
    hint: Option<Message>,
    value: String,
    /// How many lines; 1 for a single one.
    lines: u8,
    /// Where one of them is chosen: what is sent, and what it says.
    choices: Vec<(String, String)>,
}

/// What a form is filled with.
struct Filled {
    typed: Typed,
    seen: i64,
    wrong: Vec<Wrong>,
    asks_code: bool,
    preview: bool,
    started: bool,
}

fn form_page(site: &Site, reader: &Reader, person: &Person, section: Part, filled: Filled) -> FormPage {
    let now = site.steps.settings.current();
    let at_form = Reader { path: format!("/desk/settings/{}", section.as_str()), ..reader.clone() };
    let c = frame(site, &at_form, part(section));
    let is_page = matches!(section, Part::Method | Part::Funding);
    let mut typed = filled.typed;
    let text = |typed: &Typed, field: &str| sections(typed.get(field).map_or("", String::as_str));
    let preview = match filled.preview {
        true => vec![("vi", text(&typed, "text_vi")), ("en", text(&typed, "text_en"))],
        false => Vec::new(),
    };
    let fields = section.fields().iter().map(|field| {
        let choices: Vec<(String, String)> = match *field {
            "languages" => ["both", "vi", "en"].map(|word| (word.to_owned(), c.t(say::settings_choice(word)))).into(),
            "counting" => Counting::ALL
                .map(|choice| (choice.as_str().to_owned(), c.t(say::settings_counting(choice.as_str()))))
                .into(),
            "scale" => now
                .scales
                .iter()
                .map(|scale| format!("{} {}", scale.name.id, scale.name.version))
                .map(|word| (word.clone(), word))
                .collect(),
            _ => Vec::new(),
        };
        let lines = match *field {
            "text_vi" | "text_en" | "boxes" => 16,
            "scale_text" => 8,
            _ => 1,
        };
        let value = typed.remove(*field).unwrap_or_default();
        Field { id: field, label: say::settings_field(*field), hint: hint(field), value, lines, choices }
    });
    FormPage {
        bar: Bar::of(&c, person),
        fields: fields.collect(),
        word: section.as_str(),
        lead: say::settings_section_lead(section.as_str()),
        seen: filled.seen,
        asks_code: filled.asks_code,
        has_picture: section == Part::Look,
        picture_most: PICTURE_MOST as u64,
        is_page,
        started: filled.started,
        preview,
        wrong: filled.wrong,
        c,
    }
}

/// How a form begins.
#[derive(Deserialize, Default)]
pub(crate) struct Begin {
    #[serde(default)]
    starter: String,
}

/// `GET /desk/settings/{section}`
pub(crate) async fn form(
    Visit { site, reader, head, person }: Visit,
    Path(word): Path<String>,
    Query(begin): Query<Begin>,
) -> Result<Response<Body>, Fault> {
    let section = Part::parse(&word).ok_or(Fault::NotFound)?;
    site.steps.settings.refresh().await.map_err(ReadError::from)?;
    let now = site.steps.settings.current();
    let mut typed = section.shown(&now);
    let started = begin.starter == "yes" && matches!(section, Part::Method | Part::Funding);
    if started {
        let texts = match section {
            Part::Funding => {
                [include_str!("../../starters/funding.vi.md"), include_str!("../../starters/funding.en.md")]
            }
            _ => [include_str!("../../starters/method.vi.md"), include_str!("../../starters/method.en.md")],
        };
        typed =
            BTreeMap::from([("text_vi".to_owned(), texts[0].to_owned()), ("text_en".to_owned(), texts[1].to_owned())]);
    }
    let filled =
        Filled { typed, seen: now.seen(section), wrong: Vec::new(), asks_code: false, preview: false, started };
    answer(&reader, &head, &form_page(&site, &reader, &person, section, filled), false)
}

/// `POST /desk/settings/{section}`: saves, or shows how a page would look.
pub(crate) async fn save(
    Visit { site, reader, head, person }: Visit,
    transport: Transport,
    Path(word): Path<String>,
    Fields(mut typed): Fields<Typed>,
) -> Result<Response<Body>, Fault> {
    let section = Part::parse(&word).ok_or(Fault::NotFound)?;
    let (code, act) = (Secret::new(typed.remove("code").unwrap_or_default()), typed.remove("act").unwrap_or_default());
    let seen = typed.remove("seen").and_then(|seen| seen.parse().ok()).unwrap_or(-1);
    let filled = |typed: Typed, seen: i64| Filled {
        typed,
        seen,
        wrong: Vec::new(),
        asks_code: false,
        preview: false,
        started: false,
    };
    if act == "preview" {
        let filled = Filled { preview: true, ..filled(typed, seen) };
        return answer(&reader, &head, &form_page(&site, &reader, &person, section, filled), false);
    }
    let (person, token) = match shown_again(&site, &person, &code).await? {
        Ok(shown) => shown,
        Err(text) => {
            let wrong = vec![Wrong { field: "code", text }];
            let filled = Filled { wrong, asks_code: true, ..filled(typed, seen) };
            return answer(&reader, &head, &form_page(&site, &reader, &person, section, filled), true);
        }
    };
    let with_cookie = |response: Response<Body>| match &token {
        Some(token) => Cookie::hold(transport, token).on(response),
        None => response,
    };
    let (wrong, seen) = match site.steps.settings.change(&person, section, &typed, seen).await {
        Ok(()) => return Ok(with_cookie(see(&reader, &format!("/desk/settings?done={}", section.as_str())))),
        Err(SettingsError::Same) => return Ok(with_cookie(see(&reader, "/desk/settings?done=same"))),
        Err(SettingsError::Refused(fields)) => {
            (fields.iter().map(|one| Wrong { field: one.field, text: why(one) }).collect(), seen)
        }
        Err(SettingsError::Meanwhile) => {
            site.steps.settings.refresh().await.map_err(ReadError::from)?;
            let text = say::settings_meanwhile();
            (vec![Wrong { field: "main", text }], site.steps.settings.current().seen(section))
        }
        Err(error) => return Err(error.into()),
    };
    let form = form_page(&site, &reader, &person, section, Filled { wrong, ..filled(typed, seen) });
    Ok(with_cookie(answer(&reader, &head, &form, true)?))
}

/// Somebody whose second factor is fresh, after the code that came with the form if it was not; or what the form has to
/// say about that code.
pub(super) async fn shown_again(
    site: &Site,
    person: &Person,
    code: &Secret,
) -> Result<Result<(Person, Option<thuchu_model::Token>), Message>, Fault> {
    if person.is_fresh(site.people.now()) {
        return Ok(Ok((person.clone(), None)));
    }
    if code.reveal().trim().is_empty() {
        return Ok(Err(say::settings_code_needed()));
    }
    match site.people.show_factor(person, code).await {
        Ok(token) => {
            let person = site.people.person(&token.reveal()).await?.ok_or(Fault::Forbidden)?;
            Ok(Ok((person, Some(token))))
        }
        Err(PeopleError::Wrong) => Ok(Err(say::people_factor_wrong())),
        Err(error) => Ok(Err(refused(error)?)),
    }
}

/// `POST /desk/settings/{section}/undo`
pub(crate) async fn undo(
    Visit { site, reader, person, .. }: Visit,
    Path(word): Path<String>,
) -> Result<Response<Body>, Fault> {
    let section = Part::parse(&word).ok_or(Fault::NotFound)?;
    match site.steps.settings.undo(&person, section).await {
        Ok(()) => Ok(see(&reader, &format!("/desk/settings?undone={}", section.as_str()))),
        Err(SettingsError::Same) => Ok(see(&reader, "/desk/settings?done=same")),
        Err(error) => Err(error.into()),
    }
}

/// `POST /desk/settings/look/picture`: the desk's picture, or none.
pub(crate) async fn picture(
    Visit { site, reader, head, person }: Visit,
    request: Request,
) -> Result<Response<Body>, Fault> {
    let section = Part::Look;
    site.steps.settings.refresh().await.map_err(ReadError::from)?;
    let now = site.steps.settings.current();
    let mut typed = section.shown(&now);
    let file = sent(request).await?;
    // What is longer than a picture may be is no picture.
    let digits = if file.is_empty() { "none".to_owned() } else { hex(file.get(..=PICTURE_MOST).unwrap_or(&file)) };
    typed.insert("logo".to_owned(), digits);
    let seen = now.seen(section);
    let text = match site.steps.settings.change(&person, section, &typed, seen).await {
        Ok(()) => return Ok(see(&reader, "/desk/settings?done=look")),
        Err(SettingsError::Same) => return Ok(see(&reader, "/desk/settings?done=same")),
        Err(SettingsError::Refused(_)) => say::settings_no_picture(),
        Err(SettingsError::Meanwhile) => say::settings_meanwhile(),
        Err(error) => return Err(error.into()),
    };
    let filled = Filled {
        typed,
        seen,
        wrong: vec![Wrong { field: "picture", text }],
        asks_code: false,
        preview: false,
        started: false,
    };
    answer(&reader, &head, &form_page(&site, &reader, &person, section, filled), true)
}

/// The file of a posted form; empty when none was chosen.
async fn sent(request: Request) -> Result<Vec<u8>, Fault> {
    let unusable = || Fault::Unusable("request.fields", say::settings_no_picture());
    let (parts, body) = request.into_parts();
    let Whole(bytes) = Whole::from_request(Request::from_parts(parts.clone(), body), &()).await?;
    let whole = Request::from_parts(parts, Body::from(bytes));
    let mut form = Multipart::from_request(whole, &()).await.map_err(|_| Fault::WrongType("multipart/form-data"))?;
    while let Some(field) = form.next_field().await.map_err(|_| unusable())? {
        if field.name() == Some("picture") {
            return Ok(field.bytes().await.map_err(|_| unusable())?.to_vec());
        }
    }
    Ok(Vec::new())
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use thuchu_app::meaning::{Folder, Source as _};
    use thuchu_say::Lang;

    use super::*;

    fn told(status: &Status, lang: Lang) -> String {
        meaning_lines(status).iter().map(|line| line.in_lang(lang)).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn the_desk_is_told_how_the_model_stands_and_how_far_its_work_is() {
        let at_work = Status { state: State::Ready, done: 1_200, all: 30_000, computed: 2_400, per_second: 150 };
        assert_eq!(
            told(&at_work, Lang::Vi),
            "Mô hình đang được dùng. Đã tính xong nghĩa của 1.200 trên 30.000 bài kiểm chứng. Từ khi khởi động đã tính \
             2.400 câu, 150 câu mỗi giây."
        );
        assert_eq!(
            told(&at_work, Lang::En),
            "The model is in use. 1,200 of 30,000 fact-checks have their meaning computed. 2,400 texts computed since \
             the start, 150 a second."
        );
        for state in [State::Off, State::Opening, State::Absent] {
            let status = Status { state, done: 0, all: 9, ..Status::default() };
            assert!(told(&status, Lang::Vi).contains("tìm theo từ ngữ"), "{status:?}");
            assert!(told(&status, Lang::En).contains("found by their words"), "{status:?}");
        }
    }

    #[test]
    fn a_damaged_model_is_told_with_what_to_do() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("config.json"), "{").unwrap();
        let error = Folder::new(folder.path()).open().err().unwrap();
        let status = Status { state: State::Refused(Arc::new(error)), ..Status::default() };
        for (lang, words) in [(Lang::Vi, "tìm theo từ ngữ"), (Lang::En, "found by their words")] {
            let told = told(&status, lang);
            assert!(told.contains(words) && told.contains("thuchu model install"), "{told}");
        }
    }
}
