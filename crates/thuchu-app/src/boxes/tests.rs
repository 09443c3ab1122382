//! Boxes from sources that are well, ill and hostile.

use std::sync::atomic::{AtomicUsize, Ordering};

use thuchu_fetch::Reach;
use thuchu_testkit::{FixedClock, noon};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpListener;

use super::*;

const SETTINGS: &str = r#"
[[box]]
name = "rates"
title = { vi = "Tỷ giá", en = "Exchange rates" }
url = "http://127.0.0.1:PORT/rates.json?a=1"
source = { name = "Ngân hàng A", page = "https://ngan-hang.example/ty-gia" }
at = "/updated"
line = [
  { label = "USD", value = "/rates/USD", unit = "đ", digits = 0 },
  { label = "EUR", value = "/rates/EUR", unit = "đ" },
  { label = "XAU", value = "/rates/XAU" },
]

[[box]]
name = "weather"
title = { vi = "Thời tiết", en = "Weather" }
url = "http://127.0.0.1:PORT/weather.json"
source = { name = "Đài A" }
every_minutes = 10
each = { list = "/days", label = "/date", value = "/max", unit = "°C", digits = 1, link = "/page", most = 2 }

[[box]]
name = "notices"
title = { vi = "Thông báo", en = "Notices" }
url = "http://127.0.0.1:PORT/rss"
source = { name = "UBND xã A" }
stale_after_hours = 24
feed = { most = 2 }
"#;

const RATES: &str = r#"{"updated":"2026-11-22T11:30:00Z","rates":{"USD":25400.51,"EUR":"27.900","XAU":null}}"#;
const WEATHER: &str = r#"{"days":[{"date":"<b>23/11</b>\u0000","max":31,"page":"https://thoi-tiet.example/23"},{"max":1},{"date":"24/11","max":"30.25","page":"javascript:alert(1)"},{"date":"25/11","max":29}]}"#;
const RSS: &str = "<rss><channel><title>x</title><item><title>Cúp điện &lt;script&gt;alert(1)&lt;/script&gt;</title><link>https://xa.example/1</link><pubDate>Sat, 21 Nov 2026 08:00:00 +0700</pubDate></item><item><title>Tiêm chủng</title><link>javascript:a</link></item><item><title>Ba</title></item></channel></rss>";

/// A server that gives what is asked for, until it is told to give something else.
struct Server {
    address: std::net::SocketAddr,
    asked: Arc<Mutex<Vec<String>>>,
    ill: Arc<AtomicUsize>,
}

impl Server {
    async fn start(answer: impl Fn(&str, usize) -> (u16, Vec<u8>) + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let server = Self { address: listener.local_addr().unwrap(), asked: Arc::default(), ill: Arc::default() };
        let (asked, ill) = (server.asked.clone(), server.ill.clone());
        tokio::spawn(async move {
            while let Ok((mut socket, _)) = listener.accept().await {
                let (mut head, mut piece) = (Vec::new(), [0; 1_024]);
                while !head.windows(4).any(|part| part == b"\r\n\r\n") {
                    let Ok(read @ 1..) = socket.read(&mut piece).await else { break };
                    head.extend_from_slice(&piece[..read]);
                }
                let path = String::from_utf8_lossy(&head).split(' ').nth(1).unwrap_or_default().to_owned();
                let (status, body) = answer(&path, ill.load(Ordering::SeqCst));
                asked.lock().unwrap().push(path);
                let head =
                    format!("HTTP/1.1 {status} x\r\ncontent-length: {}\r\nconnection: close\r\n\r\n", body.len());
                let _ = socket.write_all(&[head.into_bytes(), body].concat()).await;
            }
        });
        server
    }

    fn boxes(&self, settings: &str, clock: Arc<FixedClock>) -> Boxes {
        let specs = at_port(settings, self.address.port());
        Boxes::new(specs, Some(Fetcher::new(Reach::only(self.address)).unwrap()), clock)
    }

    fn asked(&self) -> Vec<String> {
        std::mem::take(&mut self.asked.lock().unwrap())
    }
}

/// The settings with addresses on loopback, which [`parse`] refuses: checked as if they were elsewhere.
fn at_port(settings: &str, port: u16) -> Vec<BoxSpec> {
    let mut specs = parse(&settings.replace("127.0.0.1:PORT", "nguon.example")).unwrap();
    for spec in &mut specs {
        spec.url.set_host(Some("127.0.0.1")).unwrap();
        spec.url.set_port(Some(port)).unwrap();
    }
    specs
}

fn well(path: &str, _: usize) -> (u16, Vec<u8>) {
    match path {
        "/rates.json?a=1" => (200, RATES.into()),
        "/weather.json" => (200, WEATHER.into()),
        "/rss" => (200, RSS.into()),
        _ => (404, Vec::new()),
    }
}

fn told(shown: &Shown) -> Vec<String> {
    let line = |line: &Line| {
        let value = line.value.as_ref().map(|(value, unit)| format!(" {value}{unit}")).unwrap_or_default();
        let link = line.link.as_ref().map(|link| format!(" {link}")).unwrap_or_default();
        format!("{}{value}{link}", line.label)
    };
    shown.lines.iter().map(line).collect()
}

#[tokio::test]
async fn boxes_come_from_json_and_feeds_as_plain_text_with_source_and_hour() {
    let server = Server::start(well).await;
    let boxes = server.boxes(SETTINGS, Arc::new(FixedClock::at(noon())));
    assert!(boxes.shown().is_empty());
    assert_eq!(boxes.refresh().await, 3);
    let shown = boxes.shown();
    assert_eq!(told(&shown[0]), ["USD 25401đ", "EUR 27.900đ"], "what is not there makes no line");
    assert_eq!((shown[0].source.as_str(), shown[0].at.to_string().as_str()), ("Ngân hàng A", "2026-11-22T11:30:00Z"));
    assert_eq!(told(&shown[1]), ["23/11 31.0°C https://thoi-tiet.example/23", "24/11 30.2°C"]);
    assert_eq!(told(&shown[2]), ["Cúp điện https://xa.example/1", "Tiêm chủng"]);
    assert_eq!((shown[2].lines[0].day.unwrap().to_string().as_str(), shown[2].at), ("2026-11-21", noon()));
    assert_eq!(server.asked(), ["/robots.txt", "/rates.json?a=1", "/weather.json", "/rss"], "robots.txt is asked once");
}

#[tokio::test]
async fn a_box_is_fetched_at_its_times_and_gone_when_its_data_is_old() {
    let server = Server::start(|path, ill| if ill > 0 { (500, Vec::new()) } else { well(path, 0) }).await;
    let clock = Arc::new(FixedClock::at(noon()));
    let boxes = server.boxes(SETTINGS, clock.clone());
    boxes.refresh().await;
    server.asked();
    clock.set(noon().plus_seconds(599));
    assert_eq!(boxes.refresh().await, 0);
    clock.set(noon().plus_seconds(600));
    assert_eq!(boxes.refresh().await, 1);
    assert_eq!(server.asked(), ["/weather.json"]);
    server.ill.store(1, Ordering::SeqCst);
    for minutes in 11..600 {
        clock.set(noon().plus_seconds(60 * minutes));
        assert_eq!(boxes.refresh().await, 0);
    }
    let tries = server.asked().iter().filter(|path| *path == "/weather.json").count();
    assert!((4..=7).contains(&tries), "{tries} tries of a source that is ill");
    let names: Vec<String> = boxes.shown().iter().map(|shown| shown.name.clone()).collect();
    assert_eq!(names, ["notices"], "the data of the others is older than six hours");
    server.ill.store(0, Ordering::SeqCst);
    clock.set(noon().plus_seconds(60 * 1_200));
    assert!(boxes.refresh().await >= 1);
    assert!(boxes.shown().iter().any(|shown| shown.name == "weather"));
}

#[tokio::test]
async fn a_source_that_wants_no_programs_is_left_alone() {
    let word = |path: &str, ill: usize| match (path, ill) {
        ("/robots.txt", 0) => (200, b"User-agent: *\nDisallow: /rates".to_vec()),
        ("/robots.txt", _) => (503, Vec::new()),
        _ => well(path, 0),
    };
    let server = Server::start(word).await;
    let clock = Arc::new(FixedClock::at(noon()));
    assert_eq!(server.boxes(SETTINGS, clock.clone()).refresh().await, 2);
    assert!(!server.asked().contains(&"/rates.json?a=1".to_owned()));
    server.ill.store(1, Ordering::SeqCst);
    assert_eq!(server.boxes(SETTINGS, clock).refresh().await, 0, "a site that does not answer is left alone");
}

#[tokio::test]
async fn a_hostile_source_makes_no_box_and_no_harm() {
    let bodies: Vec<Vec<u8>> = vec![
        vec![b' '; 6 << 20],
        b"[".repeat(1 << 20),
        b"{\"rates\":{\"USD\":1e400}}".to_vec(),
        b"<html><script>alert(1)</script>".to_vec(),
        b"<?xml version='1.0'?><!DOCTYPE a [<!ENTITY a 'b'>]><rss><channel><item><title>&a;</title></item></channel></rss>".to_vec(),
        b"<rss>".repeat(1 << 16),
        vec![0xff; 100],
        Vec::new(),
        b"{\"rates\":{\"USD\":{\"a\":1},\"EUR\":[1],\"XAU\":false},\"days\":7}".to_vec(),
    ];
    for body in bodies {
        let begins = String::from_utf8_lossy(&body[..body.len().min(40)]).into_owned();
        let server =
            Server::start(move |path, _| if path == "/robots.txt" { (404, Vec::new()) } else { (200, body.clone()) })
                .await;
        let boxes = server.boxes(SETTINGS, Arc::new(FixedClock::at(noon())));
        assert_eq!(boxes.refresh().await, 0, "{begins}");
        assert!(boxes.shown().is_empty());
    }
    let long = format!(
        "{{\"rates\":{{\"USD\":\"{}\",\"EUR\":\"a\\u202eb \\n <i>c\",\"XAU\":1e300}},\"updated\":99999999999}}",
        "x".repeat(1 << 20)
    );
    let server = Server::start(move |_, _| (200, long.clone().into_bytes())).await;
    let boxes = server.boxes(SETTINGS, Arc::new(FixedClock::at(noon())));
    boxes.refresh().await;
    let shown = boxes.shown();
    assert_eq!(shown[0].lines[0].value.as_ref().unwrap().0.chars().count(), 160);
    assert_eq!(shown[0].lines[1].value.as_ref().unwrap().0, "ab c");
    assert_eq!(shown[0].at, noon(), "a source whose clock is ahead does not stay fresh by that");
}

#[test]
fn settings_that_cannot_be_meant_are_refused_with_the_name_of_the_box() {
    let one = |change: (&str, &str)| {
        let text = SETTINGS.replace("127.0.0.1:PORT", "nguon.example").replacen(change.0, change.1, 1);
        parse(&text).map(|specs| specs.len()).map_err(|error| error.to_string())
    };
    assert_eq!(one(("", "")), Ok(3));
    assert_eq!(parse("").unwrap().len(), 0, "boxes are off unless somebody writes one");
    for (from, to, says) in [
        ("name = \"rates\"", "name = \"weather\"", "of one box alone"),
        ("name = \"rates\"", "name = \"Tỷ giá\"", "lower case"),
        ("http://nguon.example/rates.json", "http://127.0.0.1/rates.json", "\"rates\""),
        ("http://nguon.example/rates.json", "ftp://nguon.example/rates.json", "\"rates\""),
        ("every_minutes = 10", "every_minutes = 1", "\"weather\""),
        ("\"/rates/USD\"", "\"rates.USD\"", "begins with /"),
        ("digits = 0", "digits = 9", "digits"),
        ("feed = { most = 2 }", "feed = { most = 99 }", "1 to 20 lines"),
        ("feed = { most = 2 }", "", "either line"),
        ("feed = { most = 2 }", "script = true", "script"),
        ("vi = \"Tỷ giá\"", "vi = \"\"", "1 to 80"),
    ] {
        let said = one((from, to)).unwrap_err();
        assert!(said.contains(says), "{to}: {said}");
    }
}
