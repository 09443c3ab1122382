//! A check of ours as it is shared and printed: the part of its page, the code on it, the page on paper.

use std::process::Command;

use e2e::axe::axe;
use e2e::browser::Browser;
use e2e::look;
use e2e::program::Desk;
use e2e::view::{SMALLEST, Theme, View, WIDE};
use serde_json::json;
use thuchu_testkit::{TestStore, draft_content};

const CLAIM: &str = "Chích máu mười đầu ngón tay cứu được người đang bị đột quỵ";

#[test]
fn the_part_to_share_fits_the_smallest_phone_in_both_themes_and_its_code_is_read() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    let (store, check) = runtime.block_on(async {
        let store = TestStore::sqlite().await;
        let review = store.submitted(CLAIM, draft_content()).await;
        let check = store.approved(review.id, 1).await;
        store.db.close().await;
        (store, check)
    });
    let desk = Desk::new()
        .setting("THUCHU_DATA", store.data.path().to_string_lossy())
        .setting("THUCHU_PUBLIC_URL", "https://tin.example");
    let program = desk.serve(&[]);
    let canonical = format!("https://tin.example/c/{}", check.public_id);
    let mut browser = Browser::start(View::wide(WIDE));
    let mut faults = Vec::new();
    for lang in ["vi", "en"] {
        browser.open(&program.url(&format!("/{lang}/c/{}", check.public_id)));
        for theme in Theme::ALL {
            for width in [SMALLEST, WIDE] {
                browser.look(View { width, theme, ..browser.view() });
                let seen =
                    [look::no_sideways_scroll(&browser), look::no_cut_text(&browser), look::targets_44px(&browser)];
                let named = |fault| format!("{lang} {} {width}: {fault}", theme.name());
                faults.extend(seen.concat().into_iter().map(named));
                faults.extend(axe(&browser).iter().map(|fault| named(fault.to_string())));
                let there = "document.querySelector('.plate').scrollIntoView({block: 'center'}); return true";
                assert_eq!(browser.ask(there, vec![]), true);
                assert_eq!(codes(store.data.path(), &browser.picture()), [canonical.as_str()], "{}", theme.name());
            }
        }
        let offered = browser.ask("return document.querySelectorAll('#share a[href*=\"/v/1/\"]').length", vec![]);
        assert_eq!(offered, 7, "{lang}");
    }
    assert!(faults.is_empty(), "{} faults\n{}", faults.len(), faults.join("\n"));

    // On paper: where it is, which version, when; no menus, no links to files.
    browser.open(&program.url(&format!("/vi/c/{}", check.public_id)));
    browser.devtools("Emulation.setEmulatedMedia", &json!({"media": "print"}));
    let shown = |selector: &str| {
        let script = "return [...document.querySelectorAll(arguments[0])].filter(one => one.checkVisibility()).length";
        browser.ask(script, vec![json!(selector)])
    };
    for hidden in ["nav", "footer", "#share", "a.button", "form"] {
        assert_eq!(shown(hidden), 0, "{hidden} is printed");
    }
    assert_eq!((shown(".print-only"), shown(".plate"), shown("h1")), (json!(1), json!(1), json!(1)));
    let paper = browser.ask("return document.querySelector('main').innerText", vec![]).to_string();
    for said in [&format!("tin.example/s/{}", check.public_id), "bản 1", "In ngày", "Tìm đính chính"] {
        assert!(paper.contains(said), "{said:?} is not printed: {paper}");
    }
}

/// The codes in a picture.
fn codes(folder: &std::path::Path, png: &[u8]) -> Vec<String> {
    let path = folder.join("seen.png");
    std::fs::write(&path, png).expect("a file");
    let read = Command::new("zbarimg").args(["--quiet", "--raw", "-Sdisable", "-Sqrcode.enable"]).arg(&path).output();
    let read = read.expect("zbarimg is needed for this test");
    String::from_utf8_lossy(&read.stdout).lines().map(str::to_owned).collect()
}
