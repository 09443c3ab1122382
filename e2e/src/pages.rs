//! Every state of the public site that people meet, and how to get there in a browser.

use serde_json::{Value, json};

use crate::browser::Browser;
use crate::program::Program;

/// The languages of the site.
pub const LANGS: [&str; 2] = ["vi", "en"];

/// A message that the demonstration answers, typed without marks.
pub const ANSWERED: &str = "chich mau 10 dau ngon tay co cuu duoc nguoi dot quy khong";
/// The same but for its number: shown as related, never as the answer.
pub const NUMBER_DIFFERS: &str = "chích máu 20 đầu ngón tay có cứu được người đột quỵ không";
/// What nobody has checked.
pub const NONSENSE: &str = "xyzzy plugh qwrtp";

/// A state of the site. `{lang}` in its path is the reader's language.
#[derive(Debug, Clone, Copy)]
pub struct Page {
    /// Short, unique, fit for a file name.
    pub name: &'static str,
    way: Way,
    /// What the server says.
    pub status: u16,
}

#[derive(Debug, Clone, Copy)]
enum Way {
    /// An address.
    At(&'static str),
    /// A message sent by the form of the home page.
    Asked(&'static str),
    /// The first check of a list.
    FirstOf(&'static str),
}

/// All of them.
#[must_use]
pub fn pages() -> Vec<Page> {
    let page = |name, way| Page { name, way, status: 200 };
    vec![
        page("home", Way::At("/{lang}")),
        page("answer", Way::Asked(ANSWERED)),
        page("suggestion", Way::Asked(NUMBER_DIFFERS)),
        page("not-checked-yet", Way::Asked(NONSENSE)),
        page("list", Way::At("/{lang}/checks")),
        page("list-filtered", Way::At("/{lang}/checks?rating=false&lang=vi")),
        page("search-with-marks", Way::At("/{lang}/checks?q=%C4%91%E1%BB%99t+qu%E1%BB%B5")),
        page("search-without-marks", Way::At("/{lang}/checks?q=dot+quy")),
        page("search-empty", Way::At("/{lang}/checks?q=xyzzyplugh")),
        page("topics", Way::At("/{lang}/t")),
        page("topic", Way::At("/{lang}/t/health")),
        page("topic-narrowed", Way::At("/{lang}/t/health?rating=false")),
        page("ratings", Way::At("/{lang}/ratings")),
        page("rating", Way::At("/{lang}/ratings/false")),
        page("languages", Way::At("/{lang}/languages")),
        page("language", Way::At("/{lang}/languages/en")),
        page("archive", Way::At("/{lang}/archive")),
        page("archive-month", Way::At("/{lang}/archive/2026-11")),
        page("archive-empty", Way::At("/{lang}/archive/1999-01")),
        page("contact", Way::At("/{lang}/contact")),
        page("transparency", Way::At("/{lang}/transparency")),
        page("corrections", Way::At("/{lang}/corrections")),
        page("check", Way::FirstOf("/{lang}/checks?q=dot+quy")),
        page("about", Way::At("/{lang}/about")),
        page("privacy", Way::At("/{lang}/privacy")),
        page("audit", Way::At("/{lang}/audit")),
        page("api", Way::At("/{lang}/api")),
        Page { status: 404, ..page("not-found", Way::At("/{lang}/khong-co-trang-nay")) },
        page("styleguide", Way::At("/styleguide")),
    ]
}

impl Page {
    /// Goes there as a reader does.
    pub fn open(&self, browser: &Browser, program: &Program, lang: &str) {
        let url = |path: &str| program.url(&path.replace("{lang}", lang));
        match self.way {
            Way::At(path) => browser.open(&url(path)),
            Way::Asked(text) => {
                browser.open(&url("/{lang}"));
                ask(browser, lang, text);
            }
            Way::FirstOf(path) => {
                browser.open(&url(path));
                let first = browser.ask(
                    "return document.querySelector(`main a[href*='/${arguments[0]}/c/']`)?.href",
                    vec![json!(lang)],
                );
                browser.open(first.as_str().unwrap_or_else(|| panic!("{path} lists no check")));
            }
        }
    }

    /// Its address, where it has one of its own.
    #[must_use]
    pub fn path(&self, lang: &str) -> Option<String> {
        match self.way {
            Way::At(path) => Some(path.replace("{lang}", lang)),
            Way::Asked(_) | Way::FirstOf(_) => None,
        }
    }
}

/// Sends a message by the form that is shown. What cannot be typed (control characters) is put into the field.
pub fn ask(browser: &Browser, lang: &str, text: &str) {
    let form = format!("form[action='/{lang}/ask']");
    let filled = browser.ask(
        "const field = document.querySelector(arguments[0]); if (!field) return null; field.value = arguments[1]; \
         return field.value.length",
        vec![json!(format!("{form} [name=text]")), json!(text)],
    );
    assert_ne!(filled, Value::Null, "no form to ask at {}", browser.address());
    browser.leave(|browser| browser.click(&format!("{form} button:not([type=button])")));
}
