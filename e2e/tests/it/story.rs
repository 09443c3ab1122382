//! From fifty messages to a corrected check, by the pages alone, on both databases: sent, grouped, written, approved by
//! a second editor, answered, corrected, told. Pictures of every step: `target/e2e-story-…/index.html`.

use std::cell::RefCell;
use std::sync::Arc;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use ::http::Method;
use e2e::album::Album;
use e2e::browser::Browser;
use e2e::http;
use e2e::program::{Desk, Program};
use e2e::view::{View, WIDE};
use serde_json::json;
use thuchu_app::intake::{Intake, Ways};
use thuchu_model::Timestamp;
use thuchu_store::sealing::Keys;
use thuchu_store::{Db, OpenOptions, StoreUrl};
use thuchu_testkit::{FakeSmtp, FixedClock, SeededChance, fresh_database};

use crate::desk::{FIRST, SECOND, Visit};

/// Minutes of a batch.
const QUARTER: i64 = 15 * 60;

const RUMOUR: &str = "Uống nước lá đu đủ đực mỗi ngày là khỏi hẳn ung thư phổi, bệnh viện đã xác nhận";
const OTHER: &str = "Từ tháng sau mỗi hộ phải nộp 500 nghìn đồng phí lắp công tơ nước mới";

#[expect(clippy::disallowed_methods, reason = "the program that is looked at reads the real clock")]
fn real_now() -> Timestamp {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).expect("after 1970");
    Timestamp::from_micros(i64::try_from(since.as_micros()).expect("before 290,000"))
}

/// Does what the program does at one moment of every quarter of an hour, for one that is to come.
fn batch(runtime: &tokio::runtime::Runtime, store: &str, program: &Program, quarters: i64) {
    let data = program.desk().file("data");
    runtime.block_on(async {
        let url = StoreUrl::parse(store, Some(&data)).expect("an address");
        let clock = FixedClock::at(real_now().plus_seconds(QUARTER * quarters));
        let db = Db::open(&url, OpenOptions::default(), &clock).await.expect("the store opens");
        let desk = thuchu_app::Desk {
            db: db.clone(),
            blobs: thuchu_store::blobs::Blobs::in_data(&data).expect("the files"),
            keys: Keys::in_folder(&data.join("keys")).expect("the keys"),
            clock: Arc::new(clock),
            chance: Arc::new(SeededChance::new(u64::try_from(quarters).expect("few"))),
            utc_offset_minutes: 420,
        };
        Intake::new(desk, Ways::default()).publish_batch().await.expect("a batch");
        db.close().await;
    });
}

/// Sends a message as a browser without scripts does; gives the receipt's code.
fn send(program: &Program, text: &str, email: &str) -> String {
    let fields = [("text", text), ("email", email), ("tell", if email.is_empty() { "" } else { "yes" })];
    let part = |(name, value): &(&str, &str)| {
        format!("--cut\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
    };
    let body = format!("{}--cut--\r\n", fields.iter().map(part).collect::<String>());
    let kind = ("content-type", "multipart/form-data; boundary=cut");
    let origin = program.address().to_owned();
    let reply = http::request(&Method::POST, &program.url("/vi/send"), &[kind, ("origin", &origin)], body);
    assert_eq!(reply.status, 200, "{text}: {}", reply.body);
    let at = reply.body.find("id=\"code\">").unwrap_or_else(|| panic!("no code: {}", reply.body)) + 10;
    reply.body[at..].split('<').next().unwrap_or_default().trim().to_owned()
}

impl Visit {
    fn fill(&self, selector: &str, text: &str) {
        self.browser.borrow().type_into(selector, text);
    }

    /// Puts a text where there may be one already.
    fn replace(&self, selector: &str, text: &str) {
        drop(self.browser.borrow().ask("document.querySelector(arguments[0]).value = ''", vec![json!(selector)]));
        self.fill(selector, text);
    }

    fn tick(&self, selector: &str) {
        let script = "document.querySelector(arguments[0]).checked = true";
        drop(self.browser.borrow().ask(script, vec![json!(selector)]));
    }

    fn choose(&self, selector: &str, value: &str) {
        let script = "document.querySelector(arguments[0]).value = arguments[1]";
        drop(self.browser.borrow().ask(script, vec![json!(selector), json!(value)]));
    }

    fn log_in(&self, who: (&str, &str), code: &str) {
        self.open("/vi/desk/login");
        self.send(&[("name", who.0), ("password", who.1)]);
        self.send(&[("code", code)]);
    }

    fn receipt(&self, code: &str) {
        self.open("/vi/receipt");
        self.fill("main [name=code]", code);
        self.click("main form button.go");
    }

    fn source(&self, number: usize, title: &str, quote: &str) {
        let field = |name: &str| format!("#source-{name}-{number}");
        self.fill(&field("url"), &format!("https://vi-du.example/nguon/{number}"));
        self.fill(&field("title"), title);
        self.fill(&field("publisher"), "Bộ Y tế");
        self.fill(&field("quote"), quote);
        self.click("button[name=do][value=add]");
    }
}

impl Visit {
    /// Brings a saved page as the copy of a source, and comes back to the review.
    fn bring(&self, number: usize, words: &str) {
        let file = self.program.desk().file("nguon.html");
        let page = format!(
            "<!DOCTYPE html><html lang=vi><meta charset=utf-8><title>Bộ Y tế trả lời</title>\
             <body onload=\"alert(1)\"><h1>Trả lời báo chí</h1><p>Vụ trưởng nói: “{words}”</p>\
             <script>alert(2)</script><p>Người bệnh cần được điều trị theo hướng dẫn.</p></body></html>"
        );
        std::fs::write(&file, page).expect("a file");
        self.click(&format!("li.evidence:nth-of-type({number}) button[name=do][value^='file:']"));
        self.look("source-without-a-copy");
        self.fill("#file", &file.display().to_string());
        self.click("#bring button.go");
        self.look("file-brought");
        self.click("main a.button.go");
        self.look("source-with-a-copy");
        self.click("nav.crumb a");
        self.says(words);
    }
}

fn told(server: &FakeSmtp, address: &str, wanted: usize) -> Vec<String> {
    for _ in 0..300 {
        let all: Vec<String> =
            server.taken().into_iter().filter(|mail| mail.to == address).map(|mail| mail.data).collect();
        if all.len() >= wanted {
            return all;
        }
        std::thread::sleep(Duration::from_millis(100));
    }
    panic!("{address} was not told {wanted} times");
}

#[track_caller]
fn story(engine: &str, store: &str) {
    let runtime =
        tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().expect("a runtime");
    let server = runtime.block_on(FakeSmtp::start());
    let mut desk = Desk::new()
        .setting("THUCHU_MAIL", server.url())
        .setting("THUCHU_MAIL_FROM", "Thực Hư <tin@vi-du.example>")
        .setting("THUCHU_PUBLIC_URL", "https://tin.vi-du.example");
    if engine == "postgres" {
        desk = desk.setting("THUCHU_STORE", store);
    }
    let program = desk.serve(&[]);
    let line = program.next_line();
    let link = line[line.find("http").expect("a link for the set-up")..].to_owned();
    let link = program.url(&link[link.find("/desk/").expect("a path")..]);
    let browser = RefCell::new(Browser::start(View { scripts: false, ..View::wide(WIDE) }));
    let (faults, secrets) = (RefCell::default(), RefCell::default());
    let visit = Visit { browser, program, album: Album::named(&format!("e2e-story-{engine}")), faults, secrets };

    // The desk is set up: an admin, its pages on method and funding, a second editor.
    visit.open(&link);
    visit.send(&[("name", FIRST.0), ("password", FIRST.1)]);
    let first_codes = visit.connect_phone("first");
    for part in ["method", "funding"] {
        visit.open(&format!("/vi/desk/settings/{part}?starter=yes"));
        if visit.text("main form textarea").is_empty() {
            visit.fill("main form textarea", "Chúng tôi tự trả chi phí và kiểm chứng theo năm bước.");
        }
        visit.look(&format!("settings-{part}"));
        visit.click("main form button.go");
    }
    visit.open("/vi/about/method");
    visit.look("method");
    visit.open("/vi/desk/people/invite");
    visit.fill("main [name=name]", SECOND.0);
    visit.choose("main [name=role]", "editor");
    visit.click("main form button.go");
    let invitation = visit.browser.borrow().ask("return document.querySelector('#link').value", vec![]);
    let invitation = invitation.as_str().expect("a link").to_owned();
    let invitation = visit.program.url(&invitation[invitation.find("/desk/").expect("a path")..]);

    // Fifty messages about two rumours; one asker leaves an address, one types in the browser.
    let mut codes = Vec::new();
    for number in 0..49 {
        let (text, opening) = if number % 7 == 6 {
            (OTHER, "Cho hỏi: ")
        } else {
            (RUMOUR, ["", "Tin này đúng không: ", "Bà con xem giúp, "][number % 3])
        };
        let email = if number == 0 { "hoi@vi-du.example" } else { "" };
        codes.push(send(&visit.program, &format!("{opening}{text}"), email));
    }
    visit.open("/vi/send");
    visit.look("send");
    visit.fill("main [name=text]", RUMOUR);
    visit.click("#send button.go");
    visit.look("sent");
    let typed = visit.text("#code").trim().to_owned();
    visit.receipt(&typed);
    visit.look("receipt-waits");
    visit.open("/vi/desk/queue");
    visit.look("queue-before-the-batch");
    assert_eq!(visit.browser.borrow().ask("return document.querySelectorAll('.queue-row').length", vec![]), 0);

    batch(&runtime, store, &visit.program, 1);
    visit.open("/vi/desk/queue");
    visit.look("queue");
    let rows = visit.browser.borrow().ask("return document.querySelectorAll('.queue-row').length", vec![]);
    assert_eq!(rows, 2, "two rumours");
    // Both are asked by one source, so chance orders them.
    let row = "return [...document.querySelectorAll('.queue-row')].find(row => row.textContent.includes('đu đủ')).id";
    let row = visit.browser.borrow().ask(row, vec![]);
    visit.click(&format!("#{} a", row.as_str().expect("a row")));
    visit.says("đu đủ");
    visit.look("cluster");
    visit.click("#item a.button.go");
    visit.look("review-new");
    visit.fill("#claim", "Nước lá đu đủ đực chữa khỏi ung thư phổi");
    visit.click("main form button.go");
    visit.look("review-empty");

    // Written: three sources, a rating, the texts.
    visit.source(1, "Không có bằng chứng lá đu đủ chữa ung thư", "Chưa có nghiên cứu lâm sàng nào.");
    visit.source(2, "Hướng dẫn điều trị ung thư phổi", "Phẫu thuật, hoá trị, xạ trị.");
    visit.source(3, "Trả lời của bệnh viện", "Chúng tôi không xác nhận như vậy.");
    visit.look("review-sources-without-copies");
    visit.bring(1, "Chưa có nghiên cứu lâm sàng nào.");
    visit.look("review-source-with-a-copy");
    visit.tick("input[name=rating][value=false]");
    visit.tick("input[name=seen][value=forwarded]");
    visit.tick("input[name=reply][value=asked]");
    visit.choose("#topic", "health");
    visit.fill("#title", "Lá đu đủ không chữa khỏi ung thư phổi");
    visit.fill("#summary", "Sai. Chưa có nghiên cứu nào cho thấy lá đu đủ chữa được ung thư phổi.");
    visit.fill("#body", "## Vì sao\n\nKhông có thử nghiệm lâm sàng nào.");
    visit.click("button[name=do][value=submit]");
    visit.says("Đã gửi duyệt");
    visit.look("review-submitted");
    let review = visit.browser.borrow().address();
    let review = review[review.find("/vi/").expect("a path")..].split('?').next().expect("a path").to_owned();

    // Nobody approves their own words; the second editor does.
    visit.open(&format!("{review}/approval"));
    visit.look("approval-own");
    visit.log_out();
    visit.open(&invitation);
    visit.send(&[("password", SECOND.1)]);
    let second_codes = visit.connect_phone("second");
    visit.open(&review);
    visit.look("review-to-approve");
    visit.open(&format!("{review}/approval"));
    visit.look("approval");
    visit.click("form[action$='/approval'] button.go");
    visit.look("published");

    // Everybody is answered: the address, the receipts, whoever asks now.
    let mails = told(&server, "hoi@vi-du.example", 1);
    assert!(mails[0].contains("auto-replied"), "{}", mails[0]);
    visit.receipt(&codes[0]);
    visit.says("Sai sự thật");
    visit.look("receipt-answered");
    visit.open("/vi/checks");
    visit.click("main a.claim");
    visit.look("check");
    let address = visit.browser.borrow().address();
    visit.click("main a[href$='/evidence/1']");
    visit.says("Chưa có nghiên cứu lâm sàng nào");
    visit.look("evidence");
    visit.open(&address);
    let ld = visit
        .browser
        .borrow()
        .ask("return document.querySelector('script[type=\"application/ld+json\"]').textContent", vec![]);
    let ld: serde_json::Value = serde_json::from_str(ld.as_str().expect("a text")).expect("JSON-LD");
    assert_eq!(ld["claimReviewed"], "Nước lá đu đủ đực chữa khỏi ung thư phổi");

    // Corrected: by the second editor's hand this time, approved by the first.
    visit.open(&review);
    visit.replace("#summary", "Sai. Bộ Y tế nói rõ: lá đu đủ không chữa được ung thư phổi.");
    visit.tick("input[name=change_kind][value=correction]");
    visit.fill("#change_text", "Nêu rõ nguồn là Bộ Y tế.");
    visit.look("correction");
    visit.click("button[name=do][value=submit]");
    visit.says("Đã gửi duyệt");
    visit.open(&format!("{review}/history"));
    visit.look("history");
    visit.log_out();
    visit.log_in(FIRST, &first_codes[0]);
    visit.open(&format!("{review}/approval"));
    visit.click("form[action$='/approval'] button.go");
    let mails = told(&server, "hoi@vi-du.example", 2);
    assert_eq!(mails.len(), 2);
    visit.receipt(&codes[0]);
    visit.says("Nêu rõ nguồn là Bộ Y tế");
    visit.look("receipt-corrected");
    visit.open(&address);
    visit.says("Nêu rõ nguồn là Bộ Y tế");
    visit.look("check-corrected");
    visit.open("/vi/corrections");
    visit.says("Nêu rõ nguồn là Bộ Y tế");
    visit.look("corrections");
    for page in ["trail", "counts", "reviews", "appeals", "withdrawals", "settings"] {
        visit.open(&format!("/vi/desk/{page}"));
        visit.look(page);
    }
    assert_eq!(second_codes.len(), 10);

    let faults = visit.faults.take();
    assert!(faults.is_empty(), "{} faults\n{}", faults.len(), faults.join("\n"));
    assert!(visit.album.finish() >= 100);
    // Fails the test unless everything fits everything.
    drop(visit.program.desk().run(&["verify"]));
}

#[test]
fn fifty_messages_become_a_corrected_check_that_everybody_was_told_of() {
    story("sqlite", "sqlite:");
}

#[test]
fn fifty_messages_become_a_corrected_check_on_postgres_too() {
    story("postgres", &fresh_database());
}
