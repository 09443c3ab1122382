//! A passkey in a real browser: added, logging in, replacing the code, removed. Pictures: `target/e2e-passkey/index.html`.

use std::cell::RefCell;

use e2e::album::Album;
use e2e::browser::Browser;
use e2e::program::Desk;
use e2e::view::{View, WIDE};
use serde_json::json;

use crate::desk::{FIRST, Visit};

/// The one button of the form that shows a passkey.
const SHOW: &str = "form[data-passkey=show] button";
const ADD: &str = "form[data-passkey=add] button";

impl Visit {
    /// Clicks, and waits for the page itself to say that it did not work.
    fn fails(&self, button: &str) {
        self.browser.borrow().click(button);
        let told = "return [...document.querySelectorAll('[data-passkey] [role=alert]')].some(told => !told.hidden)";
        assert!(self.browser.borrow().comes_true(told), "nothing is told on {}", self.at());
    }

    fn at(&self) -> String {
        self.browser.borrow().address()
    }

    pub(super) fn log_out(&self) {
        self.click("form[action$='/logout'] button");
        assert!(self.at().ends_with("/vi/desk/login"));
    }
}

#[test]
fn a_passkey_is_added_and_opens_without_password_and_code() {
    let program = Desk::new().serve(&["--demo"]);
    let line = program.next_line();
    // Browsers know no passkeys at bare numbers.
    let local = |url: &str| url.replace("127.0.0.1", "localhost");
    let link = local(&line[line.find("http://").expect("a link for the set-up")..]);
    let desk = local(&program.url("/vi/desk"));
    let browser = RefCell::new(Browser::start(View::wide(WIDE)));
    browser.borrow().plug_in_device();
    let (faults, secrets) = (RefCell::default(), RefCell::default());
    let visit = Visit { browser, program, album: Album::named("e2e-passkey"), faults, secrets };

    visit.open(&link);
    visit.send(&[("name", FIRST.0), ("password", FIRST.1)]);
    visit.connect_phone("first");
    visit.open(&format!("{desk}/account"));
    visit.look("account-before");
    visit.send(&[("name", "Máy ở toà soạn")]);
    visit.says("Đã thêm khoá truy cập");
    visit.says("Máy ở toà soạn, thêm ngày");
    visit.look("account");
    visit.browser.borrow().type_into("main [name=name]", "Một lần nữa");
    visit.fails(ADD);
    visit.says("Thiết bị này đã có khoá truy cập");
    visit.look("account-there-already");

    visit.log_out();
    visit.look("login");
    visit.click(SHOW);
    visit.says("Nơi công bố");
    visit.open(&format!("{desk}/again?to=/desk/people/invite"));
    visit.look("again");
    visit.click(SHOW);
    assert!(visit.at().ends_with("/vi/desk/people/invite"), "{}", visit.at());

    visit.log_out();
    visit.send(&[("name", FIRST.0), ("password", FIRST.1)]);
    visit.look("factor");
    visit.click(SHOW);
    visit.says("Nơi công bố");

    visit.open(&format!("{desk}/account"));
    visit.click("form[action$='/passkeys/remove'] button");
    visit.says("Đã gỡ khoá truy cập");
    visit.log_out();
    // The device has it still; the desk does not.
    visit.click(SHOW);
    visit.says("Khoá truy cập này không mở được");
    visit.look("login-refused");

    // Without the script, and at a bare number, codes are all there is.
    let shown = "return document.querySelector(arguments[0])?.checkVisibility() ?? false";
    let offered = || visit.browser.borrow().ask(shown, vec![json!(SHOW)]) == true;
    visit.open(&format!("{desk}/login"));
    assert!(offered());
    visit.open("/vi/desk/login");
    assert!(!offered(), "at {}", visit.at());
    let plain = View { scripts: false, ..visit.browser.borrow().view() };
    visit.browser.borrow_mut().look(plain);
    visit.open(&format!("{desk}/login"));
    assert!(!offered(), "without scripts");

    let faults = visit.faults.take();
    assert!(faults.is_empty(), "{} faults\n{}", faults.len(), faults.join("\n"));
    assert!(visit.album.finish() >= 36);
}
