//! People who read with a screen reader, by keyboard, in the dark, or large.

use std::collections::BTreeSet;

use e2e::axe::axe;
use e2e::browser::Browser;
use e2e::pages::{ANSWERED, LANGS, pages};
use e2e::program::Program;
use e2e::view::{PHONE, Theme, View, WIDE};
use fantoccini::key::Key;
use serde_json::json;

use crate::every_page;

fn no_violation(lang: &'static str) {
    every_page(&mut Browser::start(View::wide(WIDE)), lang, |browser, _| {
        let mut found = Vec::new();
        for theme in Theme::ALL {
            for width in [WIDE, PHONE] {
                browser.look(View { width, theme, ..browser.view() });
                found.extend(axe(browser).iter().map(|fault| format!("{} {width}: {fault}", theme.name())));
            }
        }
        found
    });
}

#[test]
fn no_vietnamese_page_breaks_a_rule_of_accessibility() {
    no_violation("vi");
}

#[test]
fn no_english_page_breaks_a_rule_of_accessibility() {
    no_violation("en");
}

#[test]
fn every_page_says_its_language_its_title_and_one_headline() {
    let script = "return [document.documentElement.lang, document.title.trim(), document.querySelectorAll('h1').length, \
        document.querySelectorAll('main').length, document.querySelector('h1')?.innerText.trim() ?? '']";
    let mut browser = Browser::start(View::wide(PHONE));
    for lang in LANGS {
        let mut titles = BTreeSet::new();
        every_page(&mut browser, lang, |browser, page| {
            let told = browser.ask(script, vec![]);
            let mut faults = Vec::new();
            if told[0] != lang && page.path(lang).is_none_or(|path| path.contains(lang)) {
                faults.push(format!("lang={}", told[0]));
            }
            if told[2] != 1 || told[3] != 1 || told[4] == "" {
                faults.push(format!("{} h1, {} main, {}", told[2], told[3], told[4]));
            }
            if told[1].as_str().is_none_or(|title| title.len() < 8) {
                faults.push(format!("title {}", told[1]));
            }
            titles.insert(told[1].to_string());
            faults
        });
        // The lists and searches may share one.
        assert!(titles.len() > pages().len() / 2, "{titles:#?}");
    }
}

/// What has the focus: its element, whether a ring is drawn around it, whether it is within the window, which it is.
const FOCUSED: &str = "const at = document.activeElement, style = getComputedStyle(at), box = at.getBoundingClientRect(); \
    const ring = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2 || style.boxShadow !== 'none'; \
    return [at === document.body ? 'body' : at.outerHTML.slice(0, 90), ring, \
        box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth, \
    [...document.querySelectorAll('*')].indexOf(at)]";

#[test]
fn the_focus_is_seen_wherever_it_goes() {
    let program = Program::demo();
    let browser = Browser::start(View::wide(PHONE));
    for page in pages() {
        page.open(&browser, &program, "vi");
        let reachable = "return [...document.querySelectorAll('a[href], button, input:not([type=hidden]), textarea, \
            select, summary')].filter((e) => e.checkVisibility() && !e.disabled && e.tabIndex >= 0).length";
        let count = browser.ask(reachable, vec![]).as_u64().unwrap();
        let mut seen = BTreeSet::new();
        // Long lists repeat themselves: the first sixty stops show every kind.
        for _ in 0..count.min(60) {
            browser.press(&Key::Tab.to_string());
            let focus = browser.ask(FOCUSED, vec![]);
            assert_ne!(focus[0], "body", "{}: the focus is lost after {} stops of {count}", page.name, seen.len());
            assert_eq!((&focus[1], &focus[2]), (&json!(true), &json!(true)), "{}: {}", page.name, focus[0]);
            seen.insert(focus[3].to_string());
        }
        assert_eq!(seen.len() as u64, count.min(60), "{}: the focus runs in a circle", page.name);
    }
}

#[test]
fn a_message_is_asked_by_keyboard_alone() {
    let program = Program::demo();
    let browser = Browser::start(View::wide(WIDE));
    browser.open(&program.url("/vi"));
    browser.press(&Key::Tab.to_string());
    let first = browser.ask("return document.activeElement.getAttribute('href')", vec![]);
    assert!(
        first.as_str().is_some_and(|target| target.starts_with('#')),
        "the first stop skips to the content: {first}"
    );
    let tag =
        |browser: &Browser| browser.ask("return document.activeElement.name || document.activeElement.type", vec![]);
    let stops = (0..40).find(|_| {
        browser.press(&Key::Tab.to_string());
        tag(&browser) == "text"
    });
    assert!(stops.is_some(), "the field is reached");
    browser.press(ANSWERED);
    let stops = (0..10).find(|_| {
        browser.press(&Key::Tab.to_string());
        tag(&browser) == "submit"
    });
    assert!(stops.is_some(), "the button is reached");
    browser.leave(|browser| browser.press(&Key::Enter.to_string()));
    assert!(browser.address().ends_with("/vi/ask"), "{}", browser.address());
    assert!(
        browser
            .ask("return document.querySelector('main').innerText", vec![])
            .to_string()
            .contains("mười đầu ngón tay")
    );
}
