//! The people of a desk, from the link that the first start prints to a change of trust by two, without JavaScript.
//! Pictures of every page: `target/e2e-desk/index.html`.

use std::cell::RefCell;
use std::path::Path;
use std::time::{SystemTime, UNIX_EPOCH};

use e2e::album::Album;
use e2e::axe::axe;
use e2e::browser::Browser;
use e2e::look;
use e2e::program::{Desk, Program};
use e2e::view::{PHONE, SMALLEST, Theme, View, WIDE};
use hmac::{Hmac, Mac as _};
use serde_json::{Value, json};
use sha1::Sha1;
use thuchu_model::secret::from_base32;

pub(super) const FIRST: (&str, &str) = ("Nguyễn Thị An", "thuyền xanh qua cầu chữ A");
pub(super) const SECOND: (&str, &str) = ("Trần Bình", "bảy con sếu ăn mía ngọt");

/// A browser that goes through the desk, looks closely at every page, and remembers what must be found nowhere.
pub(super) struct Visit {
    pub(super) browser: RefCell<Browser>,
    pub(super) program: Program,
    pub(super) album: Album,
    pub(super) faults: RefCell<Vec<String>>,
    pub(super) secrets: RefCell<Vec<String>>,
}

impl Visit {
    /// Accessible and whole in both themes, on a laptop and on the smallest phone; big enough for a thumb.
    pub(super) fn look(&self, name: &str) {
        let mut browser = self.browser.borrow_mut();
        let scripts = browser.view().scripts;
        let mut found = Vec::new();
        for (width, theme) in
            [(WIDE, Theme::Light), (WIDE, Theme::Dark), (SMALLEST, Theme::Light), (SMALLEST, Theme::Dark)]
        {
            // axe answers later, which takes scripts.
            let view = View { width, theme, scripts: true, ..browser.view() };
            browser.look(view);
            found.extend(axe(&browser).iter().map(|fault| format!("{width} {}: {fault}", theme.name())));
            found.extend(look::no_sideways_scroll(&browser));
            found.extend(look::no_cut_text(&browser));
            self.album.add(name, &browser);
        }
        let view = View { width: PHONE, theme: Theme::Light, scripts, ..browser.view() };
        browser.look(view);
        found.extend(look::targets_44px(&browser));
        self.faults.borrow_mut().extend(found.into_iter().map(|fault| format!("{name}: {fault}")));
    }

    pub(super) fn open(&self, path: &str) {
        let url = if path.starts_with("http") { path.to_owned() } else { self.program.url(path) };
        self.browser.borrow().open(&url);
    }

    /// Fills fields and sends the form that the first of them is in.
    pub(super) fn send(&self, fields: &[(&str, &str)]) {
        let browser = self.browser.borrow();
        for (name, text) in fields {
            browser.type_into(&format!("main [name={name}]"), text);
        }
        browser.leave(|browser| browser.press("\u{E007}"));
    }

    pub(super) fn click(&self, selector: &str) {
        self.browser.borrow().leave(|browser| browser.click(selector));
    }

    pub(super) fn text(&self, selector: &str) -> String {
        let script = "return document.querySelector(arguments[0])?.innerText ?? ''";
        self.browser.borrow().ask(script, vec![json!(selector)]).as_str().unwrap_or_default().to_owned()
    }

    pub(super) fn says(&self, text: &str) {
        let page = self.text("body");
        assert!(page.contains(text), "{:?} is not on {}:\n{page}", text, self.browser.borrow().address());
    }

    /// Connects a phone, with the letters on the page; gives the recovery codes.
    pub(super) fn connect_phone(&self, name: &str) -> Vec<String> {
        let letters = self.text("#secret").replace(' ', "");
        self.secrets.borrow_mut().push(letters.clone());
        self.look(&format!("{name}-phone"));
        self.send(&[("code", &code(&letters))]);
        self.look(&format!("{name}-codes"));
        let codes: Vec<String> = self.text("#codes").lines().map(|line| line.trim().to_owned()).collect();
        assert_eq!(codes.len(), 10, "{codes:?}");
        self.secrets.borrow_mut().extend(codes.clone());
        self.remember_cookie();
        self.click("main a.button.go");
        codes
    }

    /// The cookie is the browser's alone; its value is remembered.
    fn remember_cookie(&self) {
        let all = self.browser.borrow().devtools("Storage.getCookies", &json!({}));
        let cookies = all["cookies"].as_array().cloned().unwrap_or_default();
        let cookie = cookies.iter().find(|cookie| cookie["name"] == "desk").expect("a cookie");
        assert_eq!((&cookie["httpOnly"], &cookie["sameSite"]), (&Value::Bool(true), &json!("Strict")));
        assert_eq!(cookies.len(), 1, "{cookies:?}");
        self.secrets.borrow_mut().push(cookie["value"].as_str().expect("a text").to_owned());
    }
}

/// What an authenticator app shows now (RFC 6238), written anew here.
#[expect(clippy::disallowed_methods, reason = "a phone has a clock of its own")]
fn code(letters: &str) -> String {
    let seconds = SystemTime::now().duration_since(UNIX_EPOCH).expect("after 1970").as_secs();
    let mut mac = Hmac::<Sha1>::new_from_slice(&from_base32(letters).expect("base 32")).expect("any length");
    mac.update(&(seconds / 30).to_be_bytes());
    let hash = mac.finalize().into_bytes();
    let at = usize::from(hash[19] & 15);
    let number = hash[at..at + 4].iter().fold(0_u32, |number, byte| (number << 8) | u32::from(*byte));
    format!("{:06}", (number & 0x7fff_ffff) % 1_000_000)
}

fn token_of(link: &str) -> String {
    link.rsplit('/').next().expect("a token").to_owned()
}

#[test]
fn two_editors_come_in_and_decide_about_trust_without_scripts() {
    let program = Desk::new().logging("debug").serve(&["--demo"]);
    let line = program.next_line();
    let link = line[line.find("http://").expect("a link for the set-up")..].to_owned();
    let browser = RefCell::new(Browser::start(View { scripts: false, ..View::wide(WIDE) }));
    let (faults, secrets) = (RefCell::default(), RefCell::new(vec![FIRST.1.to_owned(), SECOND.1.to_owned()]));
    let visit = Visit { browser, program, album: Album::named("e2e-desk"), faults, secrets };
    visit.secrets.borrow_mut().push(token_of(&link));

    visit.open("/vi/desk");
    visit.look("login");
    visit.open(&link);
    visit.look("set-up");
    visit.send(&[("name", FIRST.0), ("password", "matkhau123456")]);
    visit.says("Mật khẩu này nhiều người dùng");
    visit.look("set-up-refused");
    visit.send(&[("password", FIRST.1)]);
    let codes = visit.connect_phone("first");

    visit.says("Hàng đợi");
    visit.open("/vi/desk/publishers");
    visit.look("publishers");
    visit.click("form[action$='/trust'] button");
    visit.says("Đã ghi vào nhật ký");
    visit.click("form[action$='/trust'] button");
    visit.look("publishers-done");
    visit.click(".flag form button");
    choose_answer(&visit);
    visit.says("Chờ người thứ hai");
    visit.says("Bạn đề nghị");
    visit.look("publishers-own-proposal");

    visit.open("/vi/desk/people");
    visit.look("people-alone");
    visit.click("main a.button.go");
    visit.look("invite");
    visit.send(&[("name", SECOND.0)]);
    visit.look("invited");
    let invitation = visit.browser.borrow().ask("return document.querySelector('#link').value", vec![]);
    let invitation = invitation.as_str().expect("a link").to_owned();
    visit.secrets.borrow_mut().push(token_of(&invitation));
    visit.open("/vi/desk/people");
    visit.look("people");
    visit.open("/vi/desk/account");
    visit.look("account");
    visit.open("/vi/desk/account/password");
    visit.look("password");

    visit.click("form[action$='/logout'] button");
    visit.send(&[("name", SECOND.0), ("password", "sai mật khẩu rồi")]);
    visit.says("Tên hoặc mật khẩu không đúng");
    visit.look("login-refused");
    visit.open(&invitation);
    visit.look("invitation");
    visit.send(&[("password", SECOND.1)]);
    visit.connect_phone("second");
    visit.open("/vi/desk/publishers");
    visit.says("Nguyễn Thị An đề nghị");
    visit.look("publishers-to-confirm");
    visit.click("form[action$='/confirm'] button");
    visit.says("dùng để trả lời. Đã ghi vào nhật ký");
    visit.look("publishers-confirmed");
    visit.open("/vi/desk/people");
    visit.says("Vai trò của bạn không mở được trang này");
    visit.open(&link);
    visit.look("link-used");

    visit.open("/vi/desk/account");
    visit.click("form[action$='/logout'] button");
    visit.send(&[("name", FIRST.0), ("password", FIRST.1)]);
    visit.look("factor");
    visit.send(&[("code", "000000")]);
    visit.says("Mã không đúng");
    visit.send(&[("code", &codes[0])]);
    visit.remember_cookie();
    visit.open("/vi/desk/account");
    visit.says("Còn 9 mã khôi phục");
    visit.open("/vi/desk/again?to=/desk/people");
    visit.look("again");
    visit.open("/vi/desk/people");
    visit.click("form[action$='/active'] button.stop");
    visit.says("Trần Bình đã nghỉ");
    visit.look("people-disabled");
    visit.click(".flag form button");
    visit.says("Trần Bình làm việc lại");

    let english = View { lang: "en", ..visit.browser.borrow().view() };
    visit.browser.borrow_mut().look(english);
    for (name, path) in [
        ("account", "account"),
        ("people", "people"),
        ("publishers", "publishers"),
        ("invite", "people/invite"),
        ("again", "again"),
        ("trail", "trail"),
        ("counts", "counts"),
    ] {
        visit.open(&format!("/en/desk/{path}"));
        visit.look(name);
    }
    let faults = visit.faults.take();
    assert!(faults.is_empty(), "{} faults\n{}", faults.len(), faults.join("\n"));
    assert!(visit.album.finish() >= 80);
    left_nowhere(&visit.program, &visit.secrets.borrow());
}

/// Chooses "used to answer" for the first publisher, by the keyboard.
fn choose_answer(visit: &Visit) {
    let browser = visit.browser.borrow();
    browser.click("form[action$='/trust'] select");
    // To the end of the list, then the button next to it.
    browser.press("\u{E010}\u{E007}");
    browser.leave(|browser| browser.press("\u{E004}\u{E00D}"));
}

/// What opens the desk is neither in the log, however much is logged, nor in any file as it is.
fn left_nowhere(program: &Program, secrets: &[String]) {
    let log = program.log();
    assert!(log.len() > 1_000, "the log is there: {log}");
    let files = files(&program.desk().file("data"));
    assert!(files.iter().any(|(name, _)| name.ends_with(".sqlite")), "the store is there");
    assert!(secrets.len() >= 28, "{}", secrets.len());
    for secret in secrets {
        assert!(!log.contains(secret.as_str()), "{secret} is in the log");
        let mut forms = vec![secret.clone().into_bytes()];
        forms.extend(from_base32(&secret.replace('-', "")).filter(|bytes| bytes.len() >= 10));
        for (name, bytes) in &files {
            let holds = forms.iter().any(|form| bytes.windows(form.len()).any(|part| part == form.as_slice()));
            assert!(!holds, "{secret} is in {name}");
        }
    }
}

fn files(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut all = Vec::new();
    for entry in std::fs::read_dir(folder).expect("a folder").flatten() {
        let path = entry.path();
        if path.is_dir() {
            all.extend(files(&path));
        } else {
            all.push((path.display().to_string(), std::fs::read(&path).expect("a file")));
        }
    }
    all
}
