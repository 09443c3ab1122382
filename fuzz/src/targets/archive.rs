//! `thuchu-archive`: pages from bytes to what is kept, quotes, records, robots.txt, differences.

use std::collections::HashMap;
use std::sync::OnceLock;

use thuchu_archive::robots::Robots;
use thuchu_archive::{
    Resource, ResourceKind, Url, assemble, danger, decode, difference, find_quote, highlight, inert, plan, plan_style,
    visible_text, warc,
};

use super::text_of;
use crate::Target;

pub(crate) fn targets() -> Vec<Target> {
    vec![
        Target { name: "archive_difference", run: differences },
        Target { name: "archive_page", run: page },
        Target { name: "archive_quote", run: quote },
        Target { name: "archive_robots", run: robots },
        Target { name: "archive_warc", run: records },
    ]
}

#[expect(clippy::expect_used, reason = "a constant address")]
fn base() -> &'static Url {
    static BASE: OnceLock<Url> = OnceLock::new();
    BASE.get_or_init(|| Url::parse("https://bao.example/tin/1.html").expect("an address"))
}

/// Whatever came, what is kept does nothing, is settled, and holds its own words; every other thing that it wanted is
/// given to it.
fn page(bytes: &[u8]) {
    let header = bytes.first().is_some_and(|b| b % 2 == 0).then_some("text/html; charset=windows-1252");
    let page = decode(bytes, header).text;
    assert!(page.len() <= 3 * bytes.len(), "{} bytes out of {}", page.len(), bytes.len());
    let mut found = HashMap::new();
    for (number, wanted) in plan(&page, base()).into_iter().enumerate().filter(|(number, _)| number % 2 == 0) {
        let css = format!("p{{background:url({number}.png)}}");
        found.insert(
            wanted.url.clone(),
            match wanted.kind {
                ResourceKind::Style => Resource::Style { text: css, base: wanted.url },
                ResourceKind::Picture => Resource::Picture { media_type: "image/png", bytes: vec![7; 20] },
                ResourceKind::Frame => Resource::Frame(assemble("<p>khung", &wanted.url, &HashMap::new())),
            },
        );
    }
    let kept = assemble(&page, base(), &found);
    assert_eq!(danger(&kept.html), None, "what is kept does nothing");
    assert_eq!(inert(&kept.html), kept.html, "what is kept stays as it is");
    assert_eq!(visible_text(&kept.html), kept.text, "what is kept holds its own words");
    let words: Vec<&str> = kept.text.split_whitespace().take(6).collect();
    let quote = words.join(" ");
    let marked = highlight(&kept.html, &[&quote, "tin giả"]);
    assert_eq!(danger(&marked.html), None, "marked pages do nothing");
    assert_eq!(visible_text(&marked.html), kept.text, "marking changes no word");
    let _ = plan_style(&page, base());
}

/// The first half is looked for in the whole; what is found cuts no letter.
fn quote(bytes: &[u8]) {
    let text = text_of(bytes);
    let half = text.floor_char_boundary(text.len() / 2);
    for quote in [&text[..half], "tin giả … không đúng", &text] {
        if let Ok(Some(range)) = find_quote(&text, quote) {
            assert!(text.get(range).is_some_and(|found| !found.is_empty()), "a place cuts no letter");
        }
    }
}

fn robots(bytes: &[u8]) {
    let text = text_of(bytes);
    let robots = Robots::parse(bytes);
    assert!(robots.allows("thuchu", "/robots.txt"), "robots.txt itself may be read");
    for path in text.lines().take(4) {
        assert_eq!(robots.allows("thuchu", path), robots.allows("ThucHu/1.0", path));
    }
    assert!(robots.crawl_delay("thuchu").is_none_or(|delay| (0.0..=86_400.0).contains(&delay)));
}

/// What reads as records can be asked; what is written of it reads back.
fn records(bytes: &[u8]) {
    let at = thuchu_model::Timestamp::from_micros(0);
    let read = warc::read(bytes).unwrap_or_default();
    let mut headers = Vec::new();
    for record in &read {
        let _ = (record.uri(), record.at(), record.digests_hold(), record.payload().len());
        headers.extend(record.fields.iter().take(20).cloned());
    }
    headers.truncate(100);
    let text = text_of(bytes);
    let exchange = warc::Exchange {
        url: &text[..text.floor_char_boundary(2_000)],
        at,
        status: 200,
        headers: &headers,
        body: bytes,
    };
    let file = warc::write(&warc::Info { software: "fuzz", at }, &[warc::Part::Exchange(exchange)]);
    let again = warc::read(&file).unwrap_or_default();
    assert_eq!(again.len(), 2, "what is written reads back");
    assert!(again.iter().all(|record| record.digests_hold() == Some(true)), "and its digests hold");
    assert_eq!(again.get(1).map(warc::Record::payload), Some(bytes), "and its body is the same");
}

fn differences(bytes: &[u8]) {
    let text = text_of(bytes);
    let (before, after) = text.split_at(text.floor_char_boundary(text.len() / 2));
    let told = difference(before, after);
    assert!((0.0..=1.0).contains(&told.share_changed) && told.lines.len() <= thuchu_archive::MAX_LINES);
    assert!(difference(&text, &text).same);
}
