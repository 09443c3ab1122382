//! How readers come by pages and read them: over a slow line, searching as they type, with larger text and more contrast.

use e2e::axe::axe;
use e2e::browser::Browser;
use e2e::look;
use e2e::pages::{LANGS, pages};
use e2e::program::Program;
use e2e::view::{PHONE, SMALLEST, Theme, View, WIDE};
use fantoccini::key::Key;
use serde_json::json;

/// What a reader sees first and can use, over 400 kbit/s with 400 ms to the server and back, at most.
const USABLE_MS: f64 = 3_000.0;
/// Bytes over the wire, with everything.
const MOST_BYTES: u64 = 60_000;

/// When something was painted first, when the page could be used, when everything was there: ms from the asking.
const TIMES: &str = "const page = performance.getEntriesByType('navigation')[0]; \
    const paint = performance.getEntriesByName('first-contentful-paint')[0]; \
    return [paint?.startTime ?? -1, page.domInteractive, page.loadEventEnd]";

#[test]
fn over_a_slow_line_a_first_view_is_usable_within_three_seconds_and_small() {
    let program = Program::demo();
    let browser = Browser::start(View::wide(PHONE));
    let mut told = Vec::new();
    for name in ["home", "check", "list", "topic", "archive-month"] {
        let page = pages().into_iter().find(|page| page.name == name).expect("a page of this name");
        // Where the check is, is found out on a fast line.
        page.open(&browser, &program, "vi");
        let address = browser.address();
        browser.open("about:blank");
        browser.devtools("Network.enable", &json!({}));
        browser.devtools("Network.clearBrowserCache", &json!({}));
        let bytes = 400_000 / 8;
        let slow = json!({"offline": false, "latency": 400, "downloadThroughput": bytes, "uploadThroughput": bytes});
        browser.devtools("Network.emulateNetworkConditions", &slow);
        browser.open(&address);
        assert!(browser.comes_true("return performance.getEntriesByType('navigation')[0].loadEventEnd > 0"), "{name}");
        let times = browser.ask(TIMES, vec![]);
        let [paint, usable, whole] = [0, 1, 2].map(|n| times[n].as_f64().unwrap_or(-1.0));
        let weight = browser.weight();
        told.push(format!("{name}: painted {paint:.0} ms, usable {usable:.0} ms, whole {whole:.0} ms, {weight} bytes"));
        assert!(paint > 400.0, "{told:?}: the line is not slow");
        assert!(paint <= USABLE_MS && usable <= USABLE_MS, "{told:?}");
        assert!((5_000..=MOST_BYTES).contains(&weight), "{told:?}");
        let field = "const field = document.querySelector('main [name=text], main [name=q]'); \
            return !field || (field.checkVisibility() && !field.disabled)";
        assert_eq!(browser.ask(field, vec![]), json!(true), "{name}: what one types into is there");
        let fast = json!({"offline": false, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1});
        browser.devtools("Network.emulateNetworkConditions", &fast);
    }
    println!("{}", told.join("\n"));
}

#[test]
fn what_is_typed_brings_suggestions_that_the_keyboard_reaches_and_no_address_tells() {
    let program = Program::demo();
    let browser = Browser::start(View::wide(WIDE));
    browser.open(&program.url("/vi/checks"));
    browser.type_into("main [name=q]", "dot quy");
    let open = "return document.querySelector('[role=listbox]:not([hidden]) [role=option]') !== null";
    assert!(browser.comes_true(open), "suggestions come");
    let state = "const input = document.querySelector('main [name=q]'); return [input.getAttribute('role'), \
        input.getAttribute('aria-expanded'), !!document.getElementById(input.getAttribute('aria-activedescendant')), \
        document.querySelectorAll('[aria-selected=true]').length]";
    assert_eq!(browser.ask(state, vec![]), json!(["combobox", "true", false, 0]));
    assert!(axe(&browser).is_empty(), "{:?}", axe(&browser));
    browser.press(&Key::Down.to_string());
    assert_eq!(browser.ask(state, vec![]), json!(["combobox", "true", true, 1]));
    assert!(axe(&browser).is_empty(), "{:?}", axe(&browser));
    browser.press(&Key::Escape.to_string());
    assert_eq!(browser.ask(state, vec![])[1], "false");
    assert_eq!(browser.ask("return document.querySelector('main [name=q]').value", vec![]), "dot quy");
    browser.press(" o");
    assert!(browser.comes_true(open), "and come again");
    browser.press(&Key::Down.to_string());
    browser.leave(|browser| browser.press(&Key::Enter.to_string()));
    assert!(browser.address().contains("/vi/c/"), "{}", browser.address());
    let traffic = browser.traffic();
    assert!(traffic.requests.iter().any(|url| url.ends_with("/vi/search")));
    let told = |url: &String| ["dot+quy", "dot%20quy", "q=", "text="].iter().any(|words| url.contains(words));
    assert!(!traffic.requests.iter().any(told), "{:?}", traffic.requests);
    assert!(!program.log().contains("dot quy"));
}

#[test]
fn text_grows_and_contrast_rises_without_a_cookie_and_nothing_is_left_when_it_is_as_before() {
    let program = Program::demo();
    let mut browser = Browser::start(View::wide(WIDE));
    let size = "return getComputedStyle(document.documentElement).fontSize";
    for lang in LANGS {
        browser.open(&program.url(&format!("/{lang}")));
        browser.click(".reading > summary");
        browser.click(".reading [data-size='150']");
        browser.click(".reading [data-contrast]");
        assert_eq!(browser.ask(size, vec![]), "24px");
        browser.open(&program.url(&format!("/{lang}/checks")));
        assert_eq!(browser.ask(size, vec![]), "24px", "on the next page too");
        for theme in Theme::ALL {
            for width in [WIDE, SMALLEST] {
                browser.look(View { width, theme, ..browser.view() });
                let faults =
                    [axe(&browser).iter().map(ToString::to_string).collect(), look::no_sideways_scroll(&browser)];
                assert!(faults.iter().all(Vec::is_empty), "{lang} {} {width}: {faults:?}", theme.name());
            }
        }
        browser.look(View { width: WIDE, ..browser.view() });
        browser.click(".reading > summary");
        browser.click(".reading [data-size='100']");
        browser.click(".reading [data-contrast]");
        assert_eq!(browser.ask(size, vec![]), "16px");
        let kept = browser.ask("return [sessionStorage.length, localStorage.length, document.cookie]", vec![]);
        assert_eq!(kept, json!([0, 0, ""]));
    }
    // No voice here, so nobody is offered to be read to.
    let aloud = "return !document.querySelector('.reading [data-aloud]').hidden === \
        speechSynthesis.getVoices().some((voice) => voice.lang.startsWith(document.documentElement.lang))";
    assert_eq!(browser.ask(aloud, vec![]), json!(true));
    browser.traffic().sets_no_cookie();
}
