//! Text of other people stays text, wherever it is shown (R30, R31).
//!
//! The page's policy is switched off in these browsers: what is tested is that nothing was left for it to forbid.

use std::sync::{Arc, Mutex, PoisonError, Weak};

use e2e::browser::Browser;
use e2e::hostile::{self, PAYLOADS};
use e2e::http::{form, request};
use e2e::pages::{LANGS, ask};
use e2e::program::{Desk, Program};
use e2e::view::{PHONE, View};
use http::Method;
use serde_json::Value;

/// A desk that holds nothing but the hostile import, every publisher of it trusted to answer; shared while in use.
fn hostile_desk() -> Arc<Program> {
    static SHARED: Mutex<Weak<Program>> = Mutex::new(Weak::new());
    let mut shared = SHARED.lock().unwrap_or_else(PoisonError::into_inner);
    shared.upgrade().unwrap_or_else(|| {
        let program = Arc::new(imported().serve(&[]));
        *shared = Arc::downgrade(&program);
        program
    })
}

fn imported() -> Desk {
    let desk = Desk::new();
    let file = desk.file("hostile.ndjson");
    std::fs::write(&file, hostile::import()).unwrap();
    let report: Value = serde_json::from_str(&desk.run(&["import", "--json", &file.to_string_lossy()])).unwrap();
    assert_eq!(report["counts"]["added"], PAYLOADS.len() * 2, "every line is a check: {report}");
    for name in ["An", "Bình"] {
        drop(desk.run(&["editor", "add", name]));
    }
    for number in 0..PAYLOADS.len() {
        let site = hostile::site(number);
        drop(desk.run(&["publisher", "trust", &site, "answer", "--by", "An", "--and", "Bình"]));
    }
    desk
}

fn trapped() -> Browser {
    let browser = Browser::start(View::wide(PHONE));
    browser.set_trap(false);
    browser
}

/// Fails if anything ran on what is shown, or became markup.
#[track_caller]
fn nothing_ran(browser: &Browser, what: &str) {
    let caught = browser.caught();
    assert!(caught.is_empty(), "{what}: {caught:#?}");
}

/// The addresses of all checks that the lists lead to, in one language.
fn checks(browser: &Browser, program: &Program, lang: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let mut next = Some(program.url(&format!("/{lang}/checks")));
    for _ in 0..50 {
        let Some(list) = next.take() else { break };
        browser.open(&list);
        nothing_ran(browser, &list);
        let links = browser.ask("return [[...document.querySelectorAll('main a[href]')].map((a) => a.href)]", vec![]);
        let links: Vec<String> =
            links[0].as_array().unwrap().iter().filter_map(Value::as_str).map(str::to_owned).collect();
        found.extend(links.iter().filter(|link| link.contains(&format!("/{lang}/c/"))).cloned());
        next = links.into_iter().find(|link| link.contains("after=") && *link != list);
    }
    found.sort();
    found.dedup();
    found
}

fn no_check_page_runs_anything(lang: &str) {
    let (program, browser) = (hostile_desk(), trapped());
    let all = checks(&browser, &program, lang);
    assert!(all.len() >= PAYLOADS.len() * 2, "{} checks are listed", all.len());
    for address in &all {
        browser.open(address);
        nothing_ran(&browser, address);
    }
    browser.traffic().stays_at(program.address());
}

#[test]
fn no_list_and_no_check_runs_what_its_texts_bring_along() {
    no_check_page_runs_anything("vi");
}

#[test]
fn no_list_and_no_check_runs_what_its_texts_bring_along_in_english() {
    no_check_page_runs_anything("en");
}

#[test]
fn no_answer_runs_what_was_asked_or_what_was_found() {
    let (program, browser) = (hostile_desk(), trapped());
    let mut found = 0;
    for number in 0..PAYLOADS.len() {
        let lang = LANGS[number % 2];
        for text in [hostile::claim(number), hostile::payload(number)] {
            browser.open(&program.url(&format!("/{lang}")));
            ask(&browser, lang, &text);
            nothing_ran(&browser, &text);
            let links = browser.ask("return document.querySelectorAll(`main a[href*='/c/']`).length", vec![]);
            found += u32::from(links.as_u64().is_some_and(|links| links > 0));
        }
    }
    assert!(found as usize >= PAYLOADS.len() / 2, "{found} answers showed a check");
}

#[test]
fn no_page_runs_what_stands_in_its_address() {
    let (program, browser) = (hostile_desk(), trapped());
    for number in 0..PAYLOADS.len() {
        let text = form(&[("q", &hostile::payload(number))]);
        let value = text.trim_start_matches("q=");
        let field = ["q", "rating", "publisher", "lang", "year", "after"];
        let all: Vec<String> = field.iter().map(|name| format!("{name}={value}")).collect();
        let others = [
            format!("/en/checks?{}", all[number / 4 % field.len()]),
            format!("/vi/c/{value}/{value}"),
            format!("/api/v1/{value}?{}", all.join("&")),
            format!("/v1alpha1/claims:search?query={value}&pageToken={value}"),
        ];
        let lists = format!("/vi/checks?{}", all.join("&"));
        for path in [&lists, &format!("/vi/{value}"), &others[number % others.len()]] {
            browser.open(&program.url(path));
            nothing_ran(&browser, path);
        }
    }
}

#[test]
fn data_is_never_taken_for_a_page() {
    let (program, browser) = (hostile_desk(), trapped());
    let document = program.get("/api/v1/openapi.json").json();
    let calls = document["paths"].as_object().unwrap().iter();
    // Those that can be opened as they stand.
    let mut paths: Vec<&str> =
        calls.filter(|(_, call)| call["get"].is_object()).map(|(path, _)| path.as_str()).collect();
    paths.retain(|path| !path.contains('{'));
    paths.extend(["/api/v1/openapi.json", "/v1alpha1/claims:search?query=b%E1%BB%87nh&pageSize=50"]);
    for path in &paths {
        let reply = program.get(path);
        let kind = reply.header("content-type");
        assert!(["application/", "text/csv", "text/plain"].iter().any(|data| kind.starts_with(data)), "{path}: {kind}");
        assert_eq!(reply.header("x-content-type-options"), "nosniff", "{path}");
        if reply.header("content-disposition").is_empty() {
            browser.open(&program.url(path));
            assert_eq!(browser.caught(), Vec::<String>::new(), "{path}");
        }
    }
    assert!(paths.len() > 3, "{paths:?}");
}

#[test]
fn no_cell_of_a_table_is_a_formula() {
    let desk = imported();
    let table = desk.run(&["export", "--format", "csv"]);
    let script = "
import csv, io, sys
rows = list(csv.reader(io.StringIO(open(sys.argv[1], encoding='utf-8', newline='').read())))
bad = [cell for row in rows for cell in row if cell[:1] in ('=', '+', '-', '@', '\\t', '\\r', '\\n', '＝', '＋', '－', '＠')]
assert not bad, bad
assert len({len(row) for row in rows}) == 1, 'every row has as many cells'
print(len(rows))";
    let file = desk.file("table.csv");
    std::fs::write(&file, table).unwrap();
    let rows = e2e::python::python(script, &[&file.to_string_lossy()]);
    assert_eq!(rows.trim().parse::<usize>().unwrap(), PAYLOADS.len() * 2 + 1);
}

#[test]
fn no_text_breaks_out_of_a_line_of_the_log() {
    let program = hostile_desk();
    let marks: Vec<String> =
        (0..3).map(|number| format!("x\r\n2026-01-01T00:00:00Z ERROR forged{number}\u{1b}[31m")).collect();
    for mark in &marks {
        let sent = form(&[("text", mark)]);
        let reply = request(
            &Method::POST,
            &program.url("/vi/ask"),
            &[("content-type", "application/x-www-form-urlencoded")],
            sent,
        );
        assert_eq!(reply.status, 200);
        drop(program.get(&format!("/vi/checks?{}", form(&[("q", mark)]))));
        drop(request(
            &Method::GET,
            &program.url("/vi"),
            &[("user-agent", "forged agent"), ("referer", "http://forged.invalid/")],
            "",
        ));
    }
    let log = program.log();
    assert!(!log.contains("forged"), "{log}");
    assert!(!log.contains('\u{1b}'), "no control sequence reaches the terminal: {log}");
}
