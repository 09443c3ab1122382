//! The rules that hold for the whole product, from outside. Each module is one kind of rule.

#![cfg(test)] // lints know helpers of tests by this

mod access;
mod api;
mod desk;
mod formats;
mod headers;
mod injection;
mod layout;
mod passkey;
mod privacy;
mod queue;
mod reading;
mod review;
mod share;
mod story;
mod syndication;
mod tools;

use e2e::browser::Browser;
use e2e::pages::{Page, pages};
use e2e::program::Program;

/// Goes through all pages in one language; what `faults` lists fails the test at its end, each with its page.
#[track_caller]
fn every_page(browser: &mut Browser, lang: &'static str, mut faults: impl FnMut(&mut Browser, &Page) -> Vec<String>) {
    let program = Program::demo();
    browser.look(browser.view().lang(lang));
    let mut all = Vec::new();
    for page in pages() {
        page.open(browser, &program, lang);
        all.extend(faults(browser, &page).into_iter().map(|fault| format!("{} ({lang}): {fault}", page.name)));
    }
    assert!(all.is_empty(), "{} faults\n{}", all.len(), all.join("\n"));
}
