//! What eyes and fingers need of a page, measured in the browser. Each function lists what is wrong; empty is well.

use serde_json::{Value, json};

use crate::browser::Browser;

/// Our own aim for what is pressed, in CSS pixels (WCAG 2.5.5); WCAG 2.5.8 asks for 24, which axe checks.
pub const TARGET: u32 = 44;

const PARTS: &str = include_str!("js/parts.js");

/// The page scrolls downwards only: no part sticks out to the right (WCAG 1.4.10).
#[must_use]
pub fn no_sideways_scroll(browser: &Browser) -> Vec<String> {
    run(browser, include_str!("js/sideways.js"), vec![])
}

/// No text is cut off by its box, lies outside of the page, or runs out of its box over what comes next.
#[must_use]
pub fn no_cut_text(browser: &Browser) -> Vec<String> {
    run(browser, include_str!("js/cut_text.js"), vec![])
}

/// Buttons and fields are big enough for a thumb; a box to tick counts together with its label.
#[must_use]
pub fn targets_44px(browser: &Browser) -> Vec<String> {
    run(browser, include_str!("js/targets.js"), vec![json!(TARGET)])
}

/// Lengthens every text by this many per cent, as another language would.
pub fn lengthen_texts(browser: &Browser, percent: u32) {
    drop(browser.ask(include_str!("js/lengthen.js"), vec![json!(percent)]));
}

/// The spacing that a reader may set, WCAG 1.4.12: lines 1.5, paragraphs 2, letters 0.12, words 0.16 of the text's size.
pub fn space_texts(browser: &Browser) {
    drop(browser.ask(include_str!("js/space.js"), vec![]));
}

/// Doubles the size of text alone, WCAG 1.4.4, as a reader's own font size does.
pub fn double_texts(browser: &Browser) {
    drop(browser.ask("document.documentElement.style.setProperty('font-size', '200%', 'important')", vec![]));
}

fn run(browser: &Browser, script: &str, arguments: Vec<Value>) -> Vec<String> {
    let found = browser.ask(&format!("{PARTS}\n{script}"), arguments);
    let found = found.as_array().unwrap_or_else(|| panic!("{found}"));
    found.iter().filter_map(Value::as_str).map(str::to_owned).collect()
}
