//! What is written is read back the same in each format, and feeds of others are read as they are meant.

use std::io::Cursor;

use proptest::prelude::*;

use super::*;
use crate::{Entry, Format, Options, ReadError, Reader};

fn at(text: &str) -> Timestamp {
    Timestamp::parse(text).unwrap()
}

fn feed() -> Feed {
    let right = FeedEntry {
        id: "urn:thuchu:check:1".to_owned(),
        title: entry_title("Uống nước chanh nóng chữa được cúm", "Sai sự thật", None),
        claim: Some("Uống nước chanh nóng chữa được cúm".to_owned()),
        rating: Some("Sai sự thật".to_owned()),
        summary: Some("Không có nghiên cứu nào.\nHỏi bác sĩ.".to_owned()),
        link: Some("https://tin.example/vi/c/0123abcd/chanh?a=1&b=2".to_owned()),
        published: Some(at("2026-11-20T01:02:03Z")),
        updated: Some(at("2026-11-20T01:02:03Z")),
        lang: Some(Lang::vi()),
        topics: vec!["health".to_owned(), "food".to_owned()],
        licence: None,
        source: None,
        change: None,
    };
    let corrected = FeedEntry {
        id: "urn:thuchu:check:2".to_owned(),
        title: entry_title("Lemon water cures the flu", "False", Some("Corrected")),
        claim: Some("Lemon water cures the flu".to_owned()),
        lang: Some(Lang::en()),
        updated: Some(at("2026-11-25T00:00:00Z")),
        licence: Some("CC-BY-SA-4.0".to_owned()),
        source: Some(FeedSource { name: "Kiểm Tin".to_owned(), site: Some("https://kiemtin.vn/".to_owned()) }),
        change: Some(FeedChange { kind: ChangeKind::Corrected, note: Some("The year was wrong.".to_owned()) }),
        link: Some("https://kiemtin.vn/2".to_owned()),
        ..right.clone()
    };
    let withdrawn = FeedEntry {
        id: "urn:thuchu:check:3".to_owned(),
        change: Some(FeedChange { kind: ChangeKind::Withdrawn, note: None }),
        ..right.clone()
    };
    Feed {
        id: "https://tin.example/vi/feed".to_owned(),
        title: "Thực Hư".to_owned(),
        subtitle: Some("Mọi bài kiểm chứng".to_owned()),
        lang: Some(Lang::vi()),
        author: Some("Bàn kiểm chứng".to_owned()),
        updated: Some(at("2026-11-25T00:00:00Z")),
        own: Some("https://tin.example/vi/feed.atom?topic=health&x=1".to_owned()),
        page: Some("https://tin.example/vi/checks".to_owned()),
        next: Some("https://tin.example/vi/feed.atom?after=2".to_owned()),
        licence: Some("CC-BY-4.0".to_owned()),
        entries: vec![right, corrected, withdrawn],
    }
}

fn written(feed: &Feed) -> [(FeedKind, String); 3] {
    [
        (FeedKind::Atom, feed.to_atom()),
        (FeedKind::Rss, feed.to_rss()),
        (FeedKind::Json, feed.to_json_feed().to_string()),
    ]
}

#[test]
fn each_format_reads_back_what_it_wrote() {
    for (kind, text) in written(&feed()) {
        assert_eq!(read_feed(text.as_bytes()), Ok((kind, feed())), "{text}");
    }
}

#[test]
fn what_readers_of_news_get_is_pinned() {
    let [(_, atom), (_, rss), (_, json)] = written(&feed());
    insta::assert_snapshot!("atom", atom);
    insta::assert_snapshot!("rss", rss);
    insta::assert_json_snapshot!("json", serde_json::from_str::<serde_json::Value>(&json).unwrap());
}

#[test]
fn a_corrected_check_keeps_its_id_and_comes_again() {
    let rss = feed().to_rss();
    assert!(rss.contains("<guid isPermaLink=\"false\">urn:thuchu:check:1</guid>"));
    assert!(rss.contains("<guid isPermaLink=\"false\">urn:thuchu:check:2#1795564800000000</guid>"), "{rss}");
    assert!(feed().to_atom().contains("<updated>2026-11-25T00:00:00Z</updated>"));
}

#[test]
fn an_import_takes_whole_checks_with_their_publisher_and_licence_and_none_that_was_withdrawn() {
    for (_, text) in written(&feed()) {
        let reader = Reader::new(Cursor::new(text.into_bytes()), &Options::default()).unwrap();
        assert_eq!(reader.format(), Format::Feed);
        let records: Vec<_> = reader
            .map(|item| match item.unwrap().entry.unwrap() {
                Entry::Record(record) => *record,
                other => panic!("{other:?}"),
            })
            .collect();
        let told: Vec<_> = records
            .iter()
            .map(|record| {
                let rating = record.rating.label.as_deref().unwrap();
                let (name, site) = (record.publisher.name.as_deref().unwrap(), record.publisher.site.as_str());
                (record.claim_reviewed.as_str(), rating, name, site, record.licence.as_deref().unwrap())
            })
            .collect();
        let lemon = "Uống nước chanh nóng chữa được cúm";
        assert_eq!(told[0], (lemon, "Sai sự thật", "Bàn kiểm chứng", "tin.example", "CC-BY-4.0"));
        assert_eq!(told[1], ("Lemon water cures the flu", "Sai sự thật", "Kiểm Tin", "kiemtin.vn", "CC-BY-SA-4.0"));
        assert_eq!(told.len(), 2);
    }
}

const OLD: &str = r#"<?xml version="1.0" encoding="windows-1258"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:x="http://purl.org/dc/elements/1.1/">
<channel><title>Tin &amp; tin</title><link>https://bao.vn/</link><description>Mô tả</description><image><title>Ảnh</title><link>https://bao.vn/x</link></image>
<item><title><![CDATA[Tin <b>đậm</b>]]></title><link> https://bao.vn/1 </link><guid>https://bao.vn/1</guid>
<description>&lt;p&gt;M&amp;ocirc;&lt;/p&gt;&lt;p&gt;hai&lt;/p&gt;</description><content:encoded><![CDATA[<p>Dài</p>]]></content:encoded>
<pubDate>Sun, 22 Nov 2026 10:00:00 +0700</pubDate><x:creator>Người viết</x:creator><category>Y tế</category></item>
<item><title>Không có trang</title></item>
<item><link>https://bao.vn/3</link></item>
</channel></rss>"#;

#[test]
fn feeds_of_others_are_read_as_they_are_meant() {
    let (bytes, _, _) = encoding_rs::WINDOWS_1258.encode(OLD);
    let (kind, feed) = read_feed(&bytes).unwrap();
    assert_eq!(
        (kind, feed.title.as_str(), feed.page.as_deref()),
        (FeedKind::Rss, "Tin & tin", Some("https://bao.vn/"))
    );
    assert_eq!(feed.entries.len(), 2, "an entry that says nothing is left out");
    let first = &feed.entries[0];
    assert_eq!(first.title, "Tin đậm");
    assert_eq!(first.summary.as_deref(), Some("M&ocirc;\nhai"));
    assert_eq!(first.published, Some(at("2026-11-22T03:00:00Z")));
    assert_eq!(first.source.as_ref().unwrap().name, "Người viết");
    assert_eq!(first.record(&feed).unwrap().claim_reviewed, "Tin đậm");
    assert_eq!(feed.entries[1].record(&feed).unwrap_err().code, crate::ProblemCode::NoUrl);
    let atom = "<feed xmlns='http://www.w3.org/2005/Atom'><title type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'>A <b>b</b></div></title><entry><title type='html'>&lt;i>c&lt;/i></title><id>tag:x,2026:1</id><source><title>khác</title></source><link rel='enclosure' href='https://x.vn/a.mp3'/><link href='https://x.vn/1'/><updated>2026-11-22</updated></entry></feed>";
    let (_, feed) = read_feed(atom.as_bytes()).unwrap();
    let first = &feed.entries[0];
    assert_eq!(
        (feed.title.as_str(), first.title.as_str(), first.link.as_deref()),
        ("A b", "c", Some("https://x.vn/1"))
    );
    let json = r#"{"version":"https://jsonfeed.org/version/1","title":"J","author":{"name":"N"},"items":[{"id":7,"content_html":"<p>x</p>","url":"https://x.vn/7"}]}"#;
    let (_, feed) = read_feed(json.as_bytes()).unwrap();
    assert_eq!(
        (feed.author.as_deref(), feed.entries[0].id.as_str(), feed.entries[0].title.as_str()),
        (Some("N"), "7", "x")
    );
}

#[test]
fn what_carries_bombs_is_refused_and_costs_little() {
    let bomb = "<?xml version='1.0'?><!DOCTYPE rss [<!ENTITY a 'aa'><!ENTITY b SYSTEM 'file:///etc/passwd'>]><rss><channel><title>&a;&b;</title></channel></rss>";
    assert_eq!(read_feed(bomb.as_bytes()), Err(FeedError::Doctype));
    let opened = Reader::new(Cursor::new(bomb.as_bytes().to_vec()), &Options::default());
    assert!(matches!(opened.map(|_| ()), Err(ReadError::Doctype)));
    let deep = format!("<rss><channel>{}", "<a>".repeat(1_000_000));
    assert_eq!(read_feed(deep.as_bytes()), Err(FeedError::TooDeep));
    let deep = format!("{{\"version\":\"https://jsonfeed.org/version/1\",\"items\":{}", "[".repeat(1_000_000));
    assert_eq!(read_feed(deep.as_bytes()), Err(FeedError::TooDeep));
    let wide = format!(
        "<rss {}><channel><title>x</title></channel></rss>",
        (0..200_000).map(|n| format!("xmlns:a{n}='b' ")).collect::<String>()
    );
    assert!(read_feed(wide.as_bytes()).is_ok());
    for broken in [
        "<rss><channel>",
        "<rss></channel></rss>",
        "<html/>",
        "{}",
        "[]",
        "x",
        "<rss>&undeclared;</rss>",
        "{\"version\":1e400}",
    ] {
        let _ = read_feed(broken.as_bytes());
    }
    assert_eq!(read_feed(b"<html/>"), Err(FeedError::NotAFeed));
    assert_eq!(read_feed(b"<rss>\xff</rss>"), Err(FeedError::Encoding));
}

/// Text as checks hold it: trimmed, no controls, nothing that turns a line's direction.
fn text() -> impl Strategy<Value = String> {
    "[^\\p{Cc}\\p{Z}\\p{Cf}\u{fffe}\u{ffff}]([^\\p{Cc}\\p{Z}\\p{Cf}\u{fffe}\u{ffff}]| |\n|<|&|]]>){0,20}[^\\p{Cc}\\p{Z}\\p{Cf}\u{fffe}\u{ffff}]"
}

proptest! {
    #[test]
    fn writing_and_reading_is_identity(claim in text(), rating in text(), summary in text(), note in text(), topic in text(), name in text()) {
        let mut feed = feed();
        let entry = &mut feed.entries[1];
        entry.claim = Some(claim);
        entry.rating = Some(rating);
        entry.summary = Some(summary);
        entry.change = Some(FeedChange { kind: ChangeKind::Corrected, note: Some(note) });
        entry.topics = vec![topic.replace('\n', " ")];
        entry.source = Some(FeedSource { name, site: None });
        for (kind, text) in written(&feed) {
            prop_assert_eq!(read_feed(text.as_bytes()), Ok((kind, feed.clone())));
        }
    }
}
