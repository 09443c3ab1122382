//! The queue in a real browser: by keyboard alone with scripts, by clicks alone without. Pictures of its states:
//! `target/e2e-queue/index.html`.

use std::cell::RefCell;
use std::time::Duration;

use e2e::album::Album;
use e2e::browser::Browser;
use e2e::program::{Desk, Program};
use e2e::view::{View, WIDE};
use serde_json::json;
use thuchu_store::sealing::Keys;
use thuchu_store::{Db, OpenOptions, StoreUrl};
use thuchu_testkit::{ClusterSeed, FixedClock, SeededChance, block_on, cluster, noon};

use crate::desk::{FIRST, Visit};

/// What askers wrote; the last tries to tell scripts what to do.
const ASKED: [&[&str]; 4] = [
    &[
        "Cuối tuần này có bão cấp 16 đổ bộ vào miền Trung, mọi người trữ đồ ăn gấp",
        "cuoi tuan co bao cap 16 vao mien trung",
    ],
    &[
        "Người tai biến lấy kim châm dái tai cho ra hai giọt máu là tỉnh",
        "bi tai bien cham kim trai tai 2 giot mau co dung ko",
        "Một cây kim cứu mạng người tai biến!!!",
    ],
    &["Uống nước chanh nóng mỗi sáng tiêu diệt tế bào ung thư"],
    &[
        "<b hx-get=\"/desk/account\" hx-trigger=\"load\" hx-target=\"body\">Quét mã QR nhận tiền</b><img src=x onerror=alert(1)>",
    ],
];

/// Puts groups of questions into the store of a program that runs, as a batch leaves them.
fn seed(program: &Program) {
    block_on(async {
        let data = program.desk().file("data");
        let clock = FixedClock::at(noon());
        let url = StoreUrl::parse("sqlite:", Some(&data)).expect("an address");
        let db = Db::open(&url, OpenOptions::default(), &clock).await.expect("the store opens");
        let keys = Keys::in_folder(&data.join("keys")).expect("keys");
        let chance = SeededChance::new(7);
        for (texts, askers) in ASKED.iter().zip([96, 63, 17, 5]) {
            let seed = ClusterSeed { texts, askers, waiting: true, ..ClusterSeed::default() };
            cluster(&db, &keys, &chance, noon(), &seed).await;
        }
        db.close().await;
    });
}

fn visit(scripts: bool, album: &'static str) -> Visit {
    let program = Desk::new().serve(&["--demo"]);
    let line = program.next_line();
    let link = line[line.find("http://").expect("a link for the set-up")..].to_owned();
    seed(&program);
    let browser = RefCell::new(Browser::start(View { scripts, ..View::wide(WIDE) }));
    let (faults, secrets) = (RefCell::default(), RefCell::default());
    let visit = Visit { browser, program, album: Album::named(album), faults, secrets };
    visit.open(&link);
    visit.send(&[("name", FIRST.0), ("password", FIRST.1)]);
    visit.connect_phone("first");
    visit
}

impl Visit {
    /// Presses keys and waits for this text.
    fn key(&self, keys: &str, then: &str) {
        self.browser.borrow().press(keys);
        self.shows(then);
    }

    fn shows(&self, text: &str) {
        let script = format!("return document.body.innerText.includes({})", json!(text));
        assert!(self.browser.borrow().comes_true(&script), "{text:?} does not come:\n{}", self.text("body"));
    }

    fn focus(&self) -> String {
        let script = "const at = document.activeElement; return at.id || at.name || at.innerText || at.tagName";
        self.browser.borrow().ask(script, vec![]).as_str().unwrap_or_default().to_owned()
    }

    fn here(&self) -> String {
        self.browser.borrow().address()
    }
}

#[test]
fn the_queue_is_worked_through_by_keyboard_alone() {
    let visit = visit(true, "e2e-queue");
    visit.look("queue");
    visit.browser.borrow_mut().look(View::wide(WIDE));
    let begun = visit.browser.borrow().ask("return window.begun = Math.random()", vec![]);
    visit.browser.borrow().press("jj");
    assert!(visit.focus().starts_with("Người tai biến"), "{}", visit.focus());
    visit.key("o", "không ai thấy được người gửi");
    assert!(visit.here().contains("/desk/clusters/"), "{}", visit.here());
    visit.key("m", "Đã nhận.");
    visit.key("z", "Đã hoàn tác.");
    visit.browser.borrow().press("a");
    assert_eq!(visit.focus(), "check");
    visit.browser.borrow().press("j k o");
    assert!(visit.here().contains("/desk/clusters/"), "letters in a field are letters");
    visit.browser.borrow().press("\u{E00C}");
    assert!(visit.focus().starts_with("Gắn bài"), "{}", visit.focus());
    visit.browser.borrow().press("r");
    assert_eq!(visit.focus(), "reason");
    visit.browser.borrow().press("\u{E00C}");
    visit.browser.borrow().press("s");
    assert_eq!(visit.focus(), "wording_hash");
    visit.key(" ", "Tách thành nhóm riêng");
    visit.browser.borrow().press("\u{E00C}");
    visit.browser.borrow().press("/");
    assert_eq!(visit.focus(), "search");
    visit.browser.borrow().press("\u{E00C}");
    assert!(visit.focus().starts_with("Người tai biến"), "back in the list: {}", visit.focus());
    visit.browser.borrow().press("jx");
    let picked = "return document.querySelectorAll('#rows input:checked').length === 1";
    assert!(visit.browser.borrow().comes_true(picked));
    assert_eq!(visit.browser.borrow().ask("return window.begun", vec![]), begun, "all of that without loading a page");
    visit.look("cluster");
    visit.browser.borrow_mut().look(View::wide(WIDE));

    visit.browser.borrow().press("?");
    let switch = "return document.activeElement.id === 'keys-switch'";
    assert!(visit.browser.borrow().comes_true(switch), "{}", visit.focus());
    visit.key("\u{E007}", "Bật phím một chữ");
    let before = visit.here();
    visit.browser.borrow().press("m");
    std::thread::sleep(Duration::from_millis(400));
    assert_eq!(visit.here(), before, "switched off");

    let hostile = "return document.querySelectorAll('b[hx-get], img[onerror]').length === 0 && document.body.innerText.includes('hx-get')";
    assert!(visit.browser.borrow().comes_true(hostile), "what askers write is text");
    let injected = "const b = document.createElement('b'); b.setAttribute('hx-get', '/vi/desk/account'); \
        b.setAttribute('hx-trigger', 'load'); b.id = 'bad'; document.querySelector('#item').append(b); htmx.process(b); \
        return b.hasAttribute('hx-get')";
    assert_eq!(visit.browser.borrow().ask(injected, vec![]), json!(false), "without the nonce it means nothing");
    let faults = visit.faults.take();
    assert!(faults.is_empty(), "{} faults\n{}", faults.len(), faults.join("\n"));
    assert!(visit.album.finish() >= 16);
}

#[test]
fn others_acts_appear_on_an_open_page() {
    let visit = visit(true, "e2e-queue-news");
    visit.says("chưa ai nhận");
    let address = visit.text("#rows a");
    assert!(!address.is_empty());
    // As another window of the same person.
    let take = "const [done] = arguments; const a = document.querySelector('#rows a').href; \
        fetch(a).then((r) => r.text()).then((t) => { const page = new DOMParser().parseFromString(t, 'text/html'); \
        const form = page.querySelector('form[action$=\"/take\"]'); \
        return fetch(form.action, { method: 'POST', body: new URLSearchParams(new FormData(form)) }); }).then((r) => done(r.ok))";
    assert_eq!(visit.browser.borrow().ask_later(take, vec![]), json!(true));
    visit.shows("Nguyễn Thị An nhận");
    assert!(visit.album.finish() >= 8);
}

#[test]
fn every_act_works_without_scripts() {
    let visit = visit(false, "e2e-queue-plain");
    visit.says("Cuối tuần này có bão cấp 16");
    visit.click("#rows li:nth-child(2) a");
    visit.click("form[action$='/take'] button");
    visit.says("Đã nhận.");
    visit.click(".toast button");
    visit.says("Đã hoàn tác.");
    visit.browser.borrow().type_into("#wording", "Châm kim vào dái tai cứu được người tai biến?");
    visit.click("form[action$='/wording'] button");
    visit.says("Đã lưu câu.");
    visit.look("cluster-plain");
    visit.browser.borrow_mut().look(View { scripts: false, ..View::wide(WIDE) });
    visit.open("/vi/desk/queue?q=cham+kim");
    visit.says("Châm kim vào dái tai");
    visit.click("#rows a");
    visit.browser.borrow().click(".tools details:last-of-type summary");
    visit.click("form[action$='/close'] button");
    visit.says("Đã đóng. Tin nhắn và ảnh đã xoá.");
    visit.open("/vi/desk/queue?shelf=not_checkable");
    visit.says("Nội dung đã xoá");
    visit.look("not-checkable");
    let faults = visit.faults.take();
    assert!(faults.is_empty(), "{} faults\n{}", faults.len(), faults.join("\n"));
    assert!(visit.album.finish() >= 16);
}
