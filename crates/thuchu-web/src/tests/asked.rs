//! Who asked changes nothing that anybody can fetch, until ten people on two days did; then only in tens (TRUST R65).

use std::collections::{BTreeMap, BTreeSet};

use axum::body::Body;
use axum::http::{Request, header};
use thuchu_listen::Client;
use thuchu_model::{Chance as _, Clock as _, Timestamp};
use thuchu_testkit::{SeededChance, noon};

use super::{Desk, with_desk};

const STROKE: &str = "chich mau 10 dau ngon tay co cuu duoc nguoi dot quy khong";
const RUMOUR: &str = "Từ tháng sau xe buýt số 99 đổi giờ chạy và thu thêm 20 nghìn đồng";
/// Where a walk through everything public begins: what no page links to must stand here.
const BEGINNINGS: &[&str] = &[
    "/",
    "/vi",
    "/en",
    "/robots.txt",
    "/health",
    "/ready",
    "/api/v1/checks",
    "/api/v1/audit",
    "/api/v1/openapi.json",
    "/v1alpha1/claims:search?query=vaccine",
    "/audit.atom",
    "/vi/send",
    "/vi/receipt",
    "/vi/ask",
];
/// Most addresses of one walk.
const MOST: usize = 400;
/// Minutes and seconds of every question: nothing else here happens at such a time.
const ODD: i64 = 3 * 3_600 + 47 * 60 + 13;

/// Everything that anybody can fetch: each address with its whole answer, but for the time that an answer itself carries.
async fn everything(desk: &Desk) -> BTreeMap<String, String> {
    let mut waiting: Vec<String> = BEGINNINGS.iter().map(|path| (*path).to_owned()).collect();
    let mut met: BTreeSet<String> = waiting.iter().cloned().collect();
    let mut found = BTreeMap::new();
    while let Some(path) = waiting.pop() {
        let got = desk.get(&path).await;
        for link in links(&got.body) {
            if met.len() < MOST && met.insert(link.clone()) {
                waiting.push(link);
            }
        }
        // A page that is kept comes with its length, one that was just made without; the body is compared itself.
        let told = got.headers.iter().filter(|(name, _)| *name != header::CONTENT_LENGTH);
        let head: String = told.map(|(name, value)| format!("{name}: {value:?}\n")).collect();
        found.insert(path, format!("{}\n{head}\n{}", got.status, without_token(&got.body)));
    }
    assert!(found.len() > 60, "only {} addresses", found.len());
    found
}

/// A page without the token that each form carries: another at every look.
fn without_token(body: &str) -> String {
    match body.split_once("name=\"token\" value=\"") {
        Some((before, after)) => format!("{before}{}", after.split_once('"').map_or("", |(_, rest)| rest)),
        None => body.to_owned(),
    }
}

/// Addresses of this site that an answer names.
fn links(body: &str) -> Vec<String> {
    let quoted = ["href=\"", "src=\"", "action=\"", "https://tin.example"].iter();
    let all = quoted.flat_map(|before| body.split(before).skip(1));
    let ends = |c: char| c.is_whitespace() || matches!(c, '"' | '<' | '\'' | ')' | '\\');
    all.filter_map(|rest| rest.split(ends).next())
        .filter(|link| link.starts_with('/') && !link.starts_with("//") && !link.contains("/desk"))
        .map(|link| link.replace("&amp;", "&").replace("&#38;", "&"))
        .filter_map(|link| link.split('#').next().map(str::to_owned))
        .collect()
}

/// Asks from an address of its own, by the page or as a message.
async fn asks(desk: &Desk, from: u8, text: &str) {
    let client = Client { address: [203, 0, 113, from].into(), forwarded: false, https: true };
    let asked = url::form_urlencoded::Serializer::new(String::new()).append_pair("text", text).finish();
    let body = format!("--xX\r\nContent-Disposition: form-data; name=\"text\"\r\n\r\n{text}\r\n--xX--\r\n");
    for (path, kind, body) in [
        ("/vi/ask", "application/x-www-form-urlencoded", asked),
        ("/vi/send", "multipart/form-data; boundary=xX", body),
    ] {
        let request = Request::post(path).header(header::CONTENT_TYPE, kind).header("sec-fetch-site", "same-origin");
        let mut request = request.body(Body::from(body)).unwrap();
        request.extensions_mut().insert(client);
        assert!(desk.send(request).await.status.is_success(), "{path}");
    }
}

fn day(number: i64) -> Timestamp {
    noon().plus_seconds(number * 86_400)
}

/// So many people ask on each of so many days, then the batch makes it visible, and the clock is where it was.
async fn asked_by(desk: &Desk, people: u8, days: i64, first: u8) {
    let now = desk.clock.now();
    for number in 0..days {
        desk.clock.set(day(number).plus_seconds(ODD - 12 * 3_600));
        let on_this_day = (0..people).filter(|one| i64::from(*one) % days == number);
        for one in on_this_day {
            asks(desk, first + one, STROKE).await;
            asks(desk, first + one, RUMOUR).await;
        }
        desk.site.steps.intake.publish_batch().await.unwrap();
    }
    desk.clock.set(now);
}

/// Waits until the site knows what the store has.
async fn settled() {
    tokio::time::sleep(std::time::Duration::from_millis(120)).await;
}

/// Addresses whose answers are not the same.
fn differing(before: &BTreeMap<String, String>, after: &BTreeMap<String, String>) -> Vec<String> {
    let all: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
    all.into_iter().filter(|path| before.get(*path) != after.get(*path)).cloned().collect()
}

#[test]
fn fewer_than_ten_or_on_one_day_change_no_byte_of_any_public_address() {
    let chance = SeededChance::new(65);
    let random = |below: u8| {
        let mut byte = [0];
        chance.fill(&mut byte);
        byte[0] % below
    };
    for round in 0..4 {
        // Few people on many days, or many on one.
        let (people, days) =
            if round % 2 == 0 { (1 + random(9), 2 + i64::from(random(3))) } else { (10 + random(12), 1) };
        with_desk(async |desk| {
            desk.clock.set(day(8));
            settled().await;
            let before = everything(&desk).await;
            asked_by(&desk, people, days, 1).await;
            settled().await;
            let after = everything(&desk).await;
            let other = differing(&before, &after);
            let lines = other.first().map(|path| {
                let (old, new) = (before.get(path), after.get(path));
                (added(old, new), added(new, old), old.is_some(), new.is_some())
            });
            assert!(other.is_empty(), "{people} people on {days} days are seen at {other:?}: {lines:?}");
        });
    }
}

#[test]
fn ten_people_on_two_days_are_told_in_tens_and_no_time_of_a_question_anywhere() {
    with_desk(async |desk| {
        desk.clock.set(day(8));
        settled().await;
        let before = everything(&desk).await;
        asked_by(&desk, 37, 3, 1).await;
        settled().await;
        let after = everything(&desk).await;
        for path in differing(&before, &after) {
            for line in added(before.get(&path), after.get(&path)) {
                let exact = ["37", "13", "12", "25"];
                let words = text_of(line);
                let told: Vec<&str> =
                    words.split(|c: char| !c.is_ascii_digit()).filter(|word| !word.is_empty()).collect();
                assert!(!told.iter().any(|number| exact.contains(number)), "{path}: {line}");
            }
        }
        let times = ["03:47", "3:47", "20:47", "T03:47", "T20:47"];
        for (path, answer) in &after {
            let told = times.iter().find(|time| answer.contains(*time));
            assert!(told.is_none(), "{path} tells {told:?}");
        }
    });
}

/// The lines that an answer did not have before.
fn added<'a>(before: Option<&String>, after: Option<&'a String>) -> Vec<&'a str> {
    let old: BTreeSet<&str> = before.map(|text| text.lines().collect()).unwrap_or_default();
    after.map(|text| text.lines().filter(|line| !old.contains(line)).collect()).unwrap_or_default()
}

/// What a line of HTML says to a reader.
fn text_of(line: &str) -> String {
    line.split('<').map(|piece| piece.split_once('>').map_or(piece, |(_, text)| text)).collect::<Vec<_>>().join(" ")
}
