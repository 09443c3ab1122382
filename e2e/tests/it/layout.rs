//! Small screens, large text, long words; and a picture of everything.

use e2e::album::Album;
use e2e::browser::Browser;
use e2e::look;
use e2e::pages::{LANGS, pages};
use e2e::program::Program;
use e2e::view::{PHONE, SMALLEST, Theme, View, WIDE};

use crate::every_page;

/// The widths of phones, of 1280 px at 200 % and 400 %, and of a laptop.
const WIDTHS: [u32; 4] = [SMALLEST, PHONE, 1280 / 2, WIDE];

fn misplaced(browser: &Browser) -> Vec<String> {
    [look::no_sideways_scroll(browser), look::no_cut_text(browser)].concat()
}

/// Looks at every page in each language and width, after `change` was done to it.
fn stays_whole(widths: &[u32], change: fn(&Browser)) {
    let mut browser = Browser::start(View::wide(SMALLEST));
    for lang in LANGS {
        every_page(&mut browser, lang, |browser, _| {
            change(browser);
            let mut faults = Vec::new();
            for width in widths {
                browser.look(View { width: *width, ..browser.view() });
                faults.extend(misplaced(browser).into_iter().map(|fault| format!("{width} px: {fault}")));
            }
            faults
        });
    }
}

#[test]
fn no_page_scrolls_sideways_or_cuts_text_at_any_width_or_zoom() {
    assert!(WIDTHS.contains(&View::zoomed(200).width) && WIDTHS.contains(&View::zoomed(400).width));
    stays_whole(&WIDTHS, |_| {});
}

#[test]
fn every_page_holds_texts_that_are_40_percent_longer() {
    stays_whole(&WIDTHS, |browser| look::lengthen_texts(browser, 40));
}

#[test]
fn every_page_holds_the_spacing_that_a_reader_sets() {
    stays_whole(&WIDTHS, look::space_texts);
}

#[test]
fn every_page_holds_text_of_twice_the_size() {
    stays_whole(&[1280], look::double_texts);
}

#[test]
fn what_is_pressed_is_big_enough_for_a_thumb() {
    let mut browser = Browser::start(View::wide(PHONE));
    for lang in LANGS {
        every_page(&mut browser, lang, |browser, _| look::targets_44px(browser));
    }
}

#[test]
fn every_page_is_pictured() {
    let album = Album::new();
    // Held to the end: the two languages ask the same server.
    let program = Program::demo();
    std::thread::scope(|scope| {
        for lang in LANGS {
            let album = &album;
            scope.spawn(move || {
                every_page(&mut Browser::start(View::wide(WIDE)), lang, |browser, page| {
                    for theme in Theme::ALL {
                        for width in [SMALLEST, PHONE, WIDE] {
                            browser.look(View { width, theme, ..browser.view() });
                            album.add(page.name, browser);
                        }
                    }
                    Vec::new()
                });
            });
        }
    });
    assert_eq!(album.finish(), pages().len() * LANGS.len() * Theme::ALL.len() * 3);
    drop(program);
}
