//! A reader is alone with the desk: nobody else learns of the visit, nothing is left behind, nothing need be run.

use e2e::browser::Browser;
use e2e::pages::{ANSWERED, LANGS, NONSENSE, NUMBER_DIFFERS, ask, pages};
use e2e::program::Program;
use e2e::view::{PHONE, View};
use serde_json::json;

use crate::every_page;

/// Bytes of a first view over the wire: page, style sheet, fonts.
const FIRST_VIEW: u64 = 60_000;

const LEFT_BEHIND: &str = "const done = arguments[0]; (async () => [localStorage.length, sessionStorage.length, \
    (await indexedDB.databases()).length, document.cookie.length, \
    (await navigator.serviceWorker?.getRegistrations() ?? []).length])().then(done, (error) => done(String(error)))";

#[test]
fn no_page_asks_another_host_sets_a_cookie_or_keeps_anything() {
    let program = Program::demo();
    let mut browser = Browser::start(View::wide(PHONE));
    for lang in LANGS {
        every_page(&mut browser, lang, |browser, _| {
            let kept = browser.ask_later(LEFT_BEHIND, vec![]);
            if kept == json!([0, 0, 0, 0, 0]) { vec![] } else { vec![format!("kept: {kept}")] }
        });
    }
    let traffic = browser.traffic();
    assert!(traffic.replies.len() > pages().len() * LANGS.len(), "{} replies", traffic.replies.len());
    traffic.stays_at(program.address());
    traffic.sets_no_cookie();
}

#[test]
fn everything_on_a_page_is_there_and_nothing_is_refused_by_its_own_policy() {
    let program = Program::demo();
    let mut browser = Browser::start(View::wide(PHONE));
    for lang in LANGS {
        every_page(&mut browser, lang, |browser, page| {
            let replies = browser.traffic().replies;
            let broken = replies.iter().filter(|reply| reply.status >= 400);
            let mut faults: Vec<String> = broken.map(|reply| format!("{} {}", reply.status, reply.url)).collect();
            if let Some(path) = page.path(lang).filter(|_| page.status != 200) {
                faults.retain(|fault| *fault != format!("{} {}", page.status, program.url(&path)));
            }
            faults.extend(browser.complaints());
            faults
        });
    }
}

#[test]
fn every_page_works_with_scripts_switched_off() {
    let program = Program::demo();
    let mut browser = Browser::start(View::wide(PHONE).without_scripts());
    let main = "return document.querySelector('main').innerText.trim().length";
    for lang in LANGS {
        every_page(&mut browser, lang, |browser, _| {
            let length = browser.ask(main, vec![]).as_u64().unwrap_or_default();
            if length > 40 { vec![] } else { vec![format!("{length} characters")] }
        });
    }
    // A search by its form, and the next page of a list by its link.
    browser.open(&program.url("/vi/checks"));
    browser.leave(|browser| browser.type_into("main [name=q]", "dot quy\n"));
    assert!(browser.address().contains("q=dot+quy"), "{}", browser.address());
    let found = browser.ask("return document.querySelectorAll(\"main a[href*='/vi/c/']\").length", vec![]);
    assert!(found.as_u64().is_some_and(|found| found > 0), "{found}");
}

#[test]
fn a_first_view_is_small() {
    let program = Program::demo();
    let browser = Browser::start(View::wide(PHONE));
    // As for somebody who was never here.
    browser.devtools("Network.setCacheDisabled", &json!({"cacheDisabled": true}));
    for page in pages() {
        page.open(&browser, &program, "vi");
        let weight = browser.weight();
        // The style guide shows everything at once, for those who build the site.
        let most = if page.name == "styleguide" { 2 * FIRST_VIEW } else { FIRST_VIEW };
        assert!((1_000..most).contains(&weight), "{}: {weight} bytes", page.name);
    }
}

#[test]
fn what_was_asked_stands_in_no_address_and_no_log() {
    let program = Program::demo();
    let browser = Browser::start(View::wide(PHONE));
    for text in [ANSWERED, NUMBER_DIFFERS, NONSENSE] {
        browser.open(&program.url("/vi"));
        ask(&browser, "vi", text);
        let address = browser.address();
        assert!(address.ends_with("/vi/ask"), "{address}");
        // Words of the question, whatever form they were written in.
        let words: Vec<&str> = text.split(' ').filter(|word| word.len() > 4).collect();
        let log = program.log();
        assert!(!words.is_empty() && words.iter().all(|word| !log.contains(word)), "{log}");
        let traffic = browser.traffic();
        assert!(
            traffic.requests.iter().all(|url| words.iter().all(|word| !url.contains(word))),
            "{:?}",
            traffic.requests
        );
    }
}
