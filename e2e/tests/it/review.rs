//! A review in a real browser: written by keyboard alone and saved by itself, through a crash of the program, beside
//! somebody who writes at the same time. Pictures of its states: `target/e2e-review/index.html`.

use std::cell::RefCell;

use e2e::album::Album;
use e2e::browser::Browser;
use e2e::program::Desk;
use e2e::view::{View, WIDE};
use serde_json::json;

use crate::desk::{FIRST, Visit};

const TAB: &str = "\u{E004}";
const ENTER: &str = "\u{E007}";
const DOWN: &str = "\u{E015}";
const END: &str = "\u{E010}";
const CONTROL: &str = "\u{E009}";

impl Visit {
    /// Goes on with the tabulator until the focus is on this.
    fn tab_to(&self, selector: &str) {
        let browser = self.browser.borrow();
        let there = format!("return document.activeElement.matches({})", json!(selector));
        for _ in 0..250 {
            if browser.ask(&there, vec![]) == true {
                return;
            }
            browser.press(TAB);
        }
        panic!("no way to {selector} by keyboard at {}", browser.address());
    }

    fn type_at(&self, selector: &str, text: &str) {
        self.tab_to(selector);
        self.browser.borrow().press(text);
    }

    fn becomes(&self, script: &str) {
        let now = || self.text("#saved-at");
        assert!(self.browser.borrow().comes_true(&format!("return {script}")), "{script}: {}", now());
    }

    /// The page told that it saved.
    fn saves(&self) {
        self.becomes("document.getElementById('saved-at').textContent.startsWith('Đã lưu')");
    }

    fn value(&self, id: &str) -> String {
        let value = self.browser.borrow().ask("return document.getElementById(arguments[0]).value", vec![json!(id)]);
        value.as_str().unwrap_or_default().to_owned()
    }

    /// Saves, as another tab does, what stands on the page but for one field. Gives the status.
    fn elsewhere(&self, field: &str, text: &str) -> u64 {
        let script = "const [name, text, done] = arguments; const form = document.getElementById('review'); \
            const fields = new URLSearchParams(new FormData(form)); fields.set(name, text); \
            fetch(form.action, { method: 'POST', body: fields, headers: { 'x-autosave': '1' } }) \
            .then((answer) => done(answer.status))";
        let status = self.browser.borrow().ask_later(script, vec![json!(field), json!(text)]);
        status.as_u64().unwrap_or_default()
    }

    /// Loads the page anew; an address with a place in it would only be scrolled to.
    fn open_again(&self) {
        let address = self.browser.borrow().address();
        self.open(address.split('#').next().unwrap_or_default());
    }

    /// Looks closely, and goes on with scripts.
    fn look_and_go_on(&self, name: &str) {
        self.look(name);
        self.browser.borrow_mut().look(View::wide(WIDE));
    }
}

#[test]
fn a_review_is_written_by_keyboard_alone_and_survives_crashes_and_company() {
    let program = Desk::new().serve(&[]);
    let line = program.next_line();
    let link = line[line.find("http://").expect("a link for the set-up")..].to_owned();
    let browser = RefCell::new(Browser::start(View { scripts: true, ..View::wide(WIDE) }));
    let (faults, secrets) = (RefCell::default(), RefCell::default());
    let mut visit = Visit { browser, program, album: Album::named("e2e-review"), faults, secrets };
    visit.open(&link);
    visit.send(&[("name", FIRST.0), ("password", FIRST.1)]);
    visit.connect_phone("first");

    visit.open("/vi/desk/reviews");
    visit.look_and_go_on("no-reviews");
    visit.tab_to("main a.button.go");
    visit.browser.borrow().leave(|browser| browser.press(ENTER));
    visit.look_and_go_on("new");
    visit.type_at("#claim", "Chanh chữa khỏi cúm");
    visit.tab_to("main form button.go");
    visit.browser.borrow().leave(|browser| browser.press(ENTER));
    visit.look_and_go_on("begun");

    // Everything by keys; nobody presses a button to save.
    visit.type_at("#title", "Chanh không chữa cúm");
    visit.type_at("#summary", "Sai. Chanh không chữa được cúm.");
    visit.becomes("document.querySelector('[data-count=summary]').textContent === '31'");
    visit.type_at("#body", "## Vì sao\n\nKhông có *thử nghiệm* nào.");
    visit.tab_to("input[name=rating]");
    visit.browser.borrow().press(&format!(" {}", DOWN.repeat(7)));
    visit.becomes("document.querySelector('input[name=rating]:checked').value === 'false'");
    visit.type_at("#source-url-1", "https://chinhphu.vn/huong-dan");
    visit.type_at("#source-title-1", "Hướng dẫn điều trị cúm");
    visit.type_at("#source-quote-1", "Chanh không phải là thuốc.");
    visit.tab_to("input[name=seen]");
    visit.browser.borrow().press(" ");
    visit.tab_to("input[name=reply]");
    visit.browser.borrow().press(" ");
    visit.saves();
    visit.becomes("document.querySelector('#body-shown em')?.textContent === 'thử nghiệm'");

    // The source is preserved: its page is brought as a file.
    let file = visit.program.desk().file("huong-dan.html");
    std::fs::write(
        &file,
        "<!DOCTYPE html><html lang=vi><title>Hướng dẫn</title><p>Chanh không phải là thuốc. Hãy nghỉ ngơi.</p></html>",
    )
    .expect("a file");
    visit.tab_to("button[name=do][value=add]");
    visit.browser.borrow().leave(|browser| browser.press(ENTER));
    visit.tab_to("button[name=do][value^='file:']");
    visit.browser.borrow().leave(|browser| browser.press(ENTER));
    visit.tab_to("#file");
    visit.browser.borrow().type_into("#file", &file.display().to_string());
    visit.tab_to("#bring button.go");
    visit.browser.borrow().leave(|browser| browser.press(ENTER));
    visit.look_and_go_on("brought");
    visit.tab_to("main a.button.go");
    visit.browser.borrow().leave(|browser| browser.press(ENTER));
    visit.look_and_go_on("source");
    visit.tab_to("nav.crumb a");
    visit.browser.borrow().leave(|browser| browser.press(ENTER));
    visit.says("Chanh không phải là thuốc");

    // A crash loses nothing of what was said to be saved; what was typed meanwhile is saved once somebody answers.
    visit.program.crash();
    visit.type_at("#explanation", "Không nghiên cứu nào cho thấy vậy.");
    visit.becomes("document.getElementById('saved-at').textContent.startsWith('Chưa lưu được')");
    visit.program.start_again();
    visit.saves();
    visit.open_again();
    assert_eq!(visit.value("source-title-1"), "Hướng dẫn điều trị cúm");
    assert_eq!(visit.value("explanation"), "Không nghiên cứu nào cho thấy vậy.");

    // A browser that dies before anybody answers has its copy.
    drop(visit.browser.borrow().ask("window.fetch = () => new Promise(() => {})", vec![]));
    visit.type_at("#title", &format!("{END}, cũng không phòng"));
    visit.open_again();
    assert_eq!(visit.value("title"), "Chanh không chữa cúm");
    visit.look_and_go_on("copy-offered");
    visit.tab_to("#saved-at button");
    visit.browser.borrow().leave(|browser| browser.press(ENTER));
    assert_eq!(visit.value("title"), "Chanh không chữa cúm, cũng không phòng");
    assert!(visit.text("#saved-at").is_empty(), "the copy is not offered twice: {}", visit.text("#saved-at"));

    // Somebody saves another field: both are kept, also when one goes on writing.
    assert_eq!(visit.elsewhere("holds_until", "2027-01-31"), 200);
    visit.type_at("#summary", &format!("{END} Hãy gặp bác sĩ."));
    visit.saves();
    visit.becomes("document.getElementById('holds_until').value === '2027-01-31'");
    visit.type_at("#summary", &format!("{END} Uống đủ nước."));
    // What the save before this one said must not be taken for the word of this one.
    drop(visit.browser.borrow().ask("document.getElementById('saved-at').textContent = ''", vec![]));
    visit.browser.borrow().press(&format!("{CONTROL}s"));
    visit.saves();
    visit.open_again();
    assert_eq!(visit.value("holds_until"), "2027-01-31");
    assert!(visit.value("summary").ends_with("Hãy gặp bác sĩ. Uống đủ nước."), "{}", visit.value("summary"));

    // The same field: refused, both shown, and a second save decides.
    assert_eq!(visit.elsewhere("title", "Chanh và cúm"), 200);
    visit.type_at("#title", &format!("{END} cúm"));
    visit.becomes("document.querySelector('#saved-at button') !== null");
    visit.tab_to("#saved-at button");
    visit.browser.borrow().leave(|browser| browser.press(ENTER));
    assert_eq!(visit.value("title"), "Chanh không chữa cúm, cũng không phòng cúm");
    assert!(visit.text("#clash").contains("Chanh và cúm"), "{}", visit.text("#clash"));
    visit.look_and_go_on("clash");
    // Still holds the text that was refused.
    visit.tab_to("#title");
    visit.browser.borrow().leave(|browser| browser.press(&format!("{CONTROL}{ENTER}")));
    visit.says("Đã gửi duyệt");
    visit.look_and_go_on("submitted");
    assert_eq!(visit.value("title"), "Chanh không chữa cúm, cũng không phòng cúm");
    let at = visit.browser.borrow().address().split(['?', '#']).next().unwrap_or_default().to_owned();
    for page in ["preview", "history"] {
        visit.open(&format!("{at}/{page}"));
        visit.says("Chanh");
        visit.look_and_go_on(page);
    }
    visit.open("/vi/desk/reviews");
    visit.look("reviews");

    let faults = visit.faults.take();
    assert!(faults.is_empty(), "{} faults\n{}", faults.len(), faults.join("\n"));
    assert!(visit.album.finish() >= 36);
}
