//! `/desk/own-pages`: pages and links that the desk adds to its site, and where menus lead to them.

use askama::Template;
use axum::body::Body;
use axum::extract::Query;
use axum::http::Response;
use serde::Deserialize;
use thuchu_app::people::Person;
use thuchu_app::reading::ReadError;
use thuchu_app::settings::{SettingsError, Typed};
use thuchu_model::{Act, OwnPage, Secret, ShownIn, may};
use thuchu_say::{self as say, Message};

use super::frame::{Bar, Done, Fields, Named, Visit, Wrong, frame, page as answer};
use super::settings::shown_again;
use super::settings_words::why;
use super::{Cookie, Transport, see};
use crate::error::Fault;
use crate::language::Reader;
use crate::look::Frame;
use crate::markdown::{Section, sections};
use crate::site::Site;

#[derive(Template)]
#[template(path = "desk/own_pages.html")]
struct ListPage {
    c: Frame,
    bar: Option<Bar>,
    done: Option<Done>,
    changes: bool,
    pages: Vec<Line>,
}

/// A page as it is listed.
struct Line {
    name: String,
    title: String,
    leads: String,
    shown: Message,
}

/// What was just done.
#[derive(Deserialize, Default)]
pub(crate) struct After {
    #[serde(default)]
    done: String,
}

/// `GET /desk/own-pages`
pub(crate) async fn list(
    Visit { site, reader, head, person }: Visit,
    Query(after): Query<After>,
) -> Result<Response<Body>, Fault> {
    site.steps.settings.refresh().await.map_err(ReadError::from)?;
    let now = site.steps.settings.current();
    let c = frame(&site, &reader, say::pages_own());
    let line = |page: &OwnPage| Line {
        name: page.name.clone(),
        title: page.title.in_lang(c.lang.code()).unwrap_or_default().to_owned(),
        leads: if page.link.is_empty() { format!("/p/{}", page.name) } else { page.link.clone() },
        shown: say::pages_shown(page.shown.as_str()),
    };
    let text = match after.done.as_str() {
        "saved" => Some(say::pages_saved()),
        "removed" => Some(say::pages_removed()),
        "same" => Some(say::settings_same()),
        _ => None,
    };
    let page = ListPage {
        bar: Bar::of(&c, &person),
        done: text.map(|text| Done { text, undo: None }),
        changes: may(person.editor.role, Act::ChangeSettings),
        pages: now.settings.pages.iter().map(line).collect(),
        c,
    };
    answer(&reader, &head, &page, false)
}

#[derive(Template)]
#[template(path = "desk/own_page.html")]
struct FormPage {
    c: Frame,
    bar: Option<Bar>,
    /// The word in the address of the form: a page's name, or `new`.
    word: String,
    is_new: bool,
    typed: Typed,
    seen: i64,
    asks_code: bool,
    shown: Vec<(&'static str, Message)>,
    preview: Vec<(&'static str, Vec<Section>)>,
    wrong: Vec<Wrong>,
}

impl FormPage {
    fn of(&self, field: &str) -> &str {
        self.typed.get(field).map_or("", String::as_str)
    }

    fn is_shown(&self, value: &str) -> bool {
        self.of("shown") == value
    }
}

fn form_page(site: &Site, reader: &Reader, person: &Person, word: &str, (typed, seen): (Typed, i64)) -> FormPage {
    let is_new = word == "new";
    let title = if is_new { say::pages_new() } else { say::pages_change(word) };
    let at_form = Reader { path: format!("/desk/own-pages/{word}"), ..reader.clone() };
    let c = frame(site, &at_form, title);
    FormPage {
        bar: Bar::of(&c, person),
        word: word.to_owned(),
        is_new,
        typed,
        seen,
        asks_code: false,
        shown: ShownIn::ALL.map(|shown| (shown.as_str(), say::pages_shown(shown.as_str()))).into(),
        preview: Vec::new(),
        wrong: Vec::new(),
        c,
    }
}

/// `GET /desk/own-pages/{name}`, `/desk/own-pages/new`
pub(crate) async fn form(
    Visit { site, reader, head, person }: Visit,
    Named(word): Named<String>,
) -> Result<Response<Body>, Fault> {
    site.steps.settings.refresh().await.map_err(ReadError::from)?;
    let now = site.steps.settings.current();
    let typed = match now.settings.pages.iter().find(|page| page.name == word) {
        Some(page) => typed(page),
        None if word == "new" => Typed::from([("shown".to_owned(), ShownIn::Menu.as_str().to_owned())]),
        None => return Err(Fault::NotFound),
    };
    let seen = now.seen_page(&word);
    answer(&reader, &head, &form_page(&site, &reader, &person, &word, (typed, seen)), false)
}

/// What the form shows of a page.
fn typed(page: &OwnPage) -> Typed {
    let fields = [
        ("name", &page.name),
        ("title_vi", &page.title.vi),
        ("title_en", &page.title.en),
        ("text_vi", &page.text.vi),
        ("text_en", &page.text.en),
        ("link", &page.link),
    ];
    let mut typed: Typed = fields.into_iter().map(|(field, value)| (field.to_owned(), value.clone())).collect();
    typed.insert("shown".to_owned(), page.shown.as_str().to_owned());
    typed.insert("order".to_owned(), page.order.to_string());
    typed
}

/// `POST /desk/own-pages/{name}`: saves, or shows how the page would look.
pub(crate) async fn save(
    Visit { site, reader, head, person }: Visit,
    transport: Transport,
    Named(word): Named<String>,
    Fields(mut typed): Fields<Typed>,
) -> Result<Response<Body>, Fault> {
    let (code, act) = (Secret::new(typed.remove("code").unwrap_or_default()), typed.remove("act").unwrap_or_default());
    let seen = typed.remove("seen").and_then(|seen| seen.parse().ok()).unwrap_or(-1);
    if act == "preview" {
        let text = |field: &str| sections(typed.get(field).map_or("", String::as_str));
        let preview = vec![("vi", text("text_vi")), ("en", text("text_en"))];
        let page = FormPage { preview, ..form_page(&site, &reader, &person, &word, (typed, seen)) };
        return answer(&reader, &head, &page, false);
    }
    let (person, token) = match shown_again(&site, &person, &code).await? {
        Ok(shown) => shown,
        Err(text) => {
            let wrong = vec![Wrong { field: "code", text }];
            let page = form_page(&site, &reader, &person, &word, (typed, seen));
            return answer(&reader, &head, &FormPage { wrong, asks_code: true, ..page }, true);
        }
    };
    let with_cookie = |response: Response<Body>| match &token {
        Some(token) => Cookie::hold(transport, token).on(response),
        None => response,
    };
    let before = Some(word.as_str()).filter(|word| *word != "new");
    if before.is_some_and(|name| !site.steps.settings.current().settings.pages.iter().any(|page| page.name == name)) {
        return Err(Fault::NotFound);
    }
    let (wrong, seen) = match site.steps.settings.put_page(&person, before, &typed, seen).await {
        Ok(_) => return Ok(with_cookie(see(&reader, "/desk/own-pages?done=saved"))),
        Err(SettingsError::Same) => return Ok(with_cookie(see(&reader, "/desk/own-pages?done=same"))),
        Err(SettingsError::Refused(fields)) => {
            (fields.iter().map(|one| Wrong { field: one.field, text: why(one) }).collect(), seen)
        }
        Err(SettingsError::Meanwhile) => {
            site.steps.settings.refresh().await.map_err(ReadError::from)?;
            let wrong = vec![Wrong { field: "main", text: say::settings_meanwhile() }];
            (wrong, site.steps.settings.current().seen_page(&word))
        }
        Err(error) => return Err(error.into()),
    };
    let page = form_page(&site, &reader, &person, &word, (typed, seen));
    Ok(with_cookie(answer(&reader, &head, &FormPage { wrong, ..page }, true)?))
}

/// `POST /desk/own-pages/{name}/remove`
pub(crate) async fn remove(
    Visit { site, reader, person, .. }: Visit,
    Named(name): Named<String>,
) -> Result<Response<Body>, Fault> {
    match site.steps.settings.remove_page(&person, &name).await {
        Ok(()) => Ok(see(&reader, "/desk/own-pages?done=removed")),
        Err(SettingsError::Same) => Ok(see(&reader, "/desk/own-pages?done=same")),
        Err(error) => Err(error.into()),
    }
}
