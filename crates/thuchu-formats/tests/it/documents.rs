//! Every document that the formats can write, about one check whose every text is the same stranger's.

use serde_json::Value;
use thuchu_formats::{
    ChangeKind, CheckFeedItem, ClaimAnswer, DataFeedWriter, Feed, FeedChange, FeedEntry, FeedSource, ImportRecord,
    NdjsonWriter, NewsPage, OEmbed, OwnReview, PublisherRef, RatingText, SitemapPage, WebhookCheck, WebhookEvent,
    WebhookKind, check_feed, claims_answer, entry_title, for_script, news_sitemap, own_claim_review, own_media_reviews,
    sitemap_files, sitemap_index,
};
use thuchu_model::{
    CheckContent, CheckId, ClaimText, Day, Lang, MediaRating, PictureReviewed, RatingShown, RatingValue, SourceShown,
    Timestamp, Wording,
};

/// What a document is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Made {
    Xml,
    Json,
    /// A JSON document on each line.
    Lines,
    /// HTML with JSON-LD in scripts.
    Page,
}

/// A document and its name.
pub(crate) struct Document {
    pub(crate) name: &'static str,
    pub(crate) made: Made,
    pub(crate) text: String,
}

pub(crate) const PAGE: &str = "https://tin.example/vi/c/0123abcd/x?a=1&b=2";

/// The characters of a stranger that do harm where they are not escaped, each alone and all together.
pub(crate) fn hostile() -> Vec<String> {
    let some = [
        "]]>",
        "</script><script>alert(1)</script>",
        "<!-- --> <![CDATA[ <?xml version='1.0'?> <!DOCTYPE a>",
        "&amp; &lt; &#0; &#x1F; &undeclared; &",
        "\u{0}\u{1}\u{8}\u{b}\u{c}\u{1f}\u{7f}\u{80}\u{9f}",
        "\u{fffd}\u{fffe}\u{ffff}\u{1fffe}\u{10ffff}",
        "\u{202e}txt.exe\u{2066}\u{2069}\u{202c}\u{200f}\u{200b}",
        "\u{2028}\u{2029}\u{85}\r\n\r\t",
        "\"'`=\\ {\"@type\":\"x\"} {{7*7}} ${x} %0d%0a",
        "=cmd|' /C calc'!A0",
        "Tiếng Việt: Đặng Thị Ngọc, e\u{323}\u{302} 😀 𓀀",
        "javascript:alert(1)",
    ];
    let mut all: Vec<String> = some.iter().map(|text| format!("a{text}z")).collect();
    all.push(some.concat());
    all.push("<a href='".repeat(1 << 17));
    all
}

/// All documents about a check whose texts are this one.
pub(crate) fn documents(stranger: &str) -> Vec<Document> {
    let (feed, review) = (feed(stranger), content(stranger));
    let record = record(stranger);
    let own = OwnReview {
        content: &review,
        lang: None,
        rating: stranger,
        url: PAGE,
        desk: (stranger, "https://tin.example"),
        modified: Day::parse("2026-11-26"),
        corrections: &[(day(), stranger)],
        archived: &[Some("https://tin.example/vi/c/0123abcd/x/evidence/1".to_owned())],
    };
    let media = Value::Array(own_media_reviews(&own));
    let markup = own_claim_review(&own);
    let page = format!(
        "<!DOCTYPE html><html lang=\"vi\"><head><title>x</title><script type=\"application/ld+json\">{}</script>\
         <script type=\"application/ld+json\">{}</script></head><body></body></html>",
        for_script(&markup),
        for_script(&media)
    );
    let (mut lines, mut dump) = (NdjsonWriter::new(Vec::new()), DataFeedWriter::new(Vec::new()).unwrap());
    for _ in 0..2 {
        lines.check(&record).unwrap();
        dump.check_dated(&record, Some(at()), Some(at())).unwrap();
    }
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    let embed = embed(stranger);
    let made = |name, made, text| Document { name, made, text };
    vec![
        made("feed.atom", Made::Xml, feed.to_atom()),
        made("feed.rss", Made::Xml, feed.to_rss()),
        made("feed.json", Made::Json, feed.to_json_feed().to_string()),
        made("sitemap.xml", Made::Xml, sitemap_files([sitemap_page(stranger)]).remove(0).xml),
        made("sitemap-index.xml", Made::Xml, sitemap_index(&[(format!("https://tin.example/{stranger}"), Some(at()))])),
        made("sitemap-news.xml", Made::Xml, news_sitemap(stranger, &[news(stranger)], at())),
        made("oembed.xml", Made::Xml, embed.to_xml()),
        made("oembed.json", Made::Json, embed.to_json().to_string()),
        made("claims.json", Made::Json, claims_answer(&[ClaimAnswer::from(&record)], Some("a")).to_string()),
        made("check-feed.json", Made::Json, check_feed(&[item(stranger)], PAGE, Some(PAGE), 1).to_string()),
        made("webhook.json", Made::Json, text(event(stranger).body())),
        made("dump.ndjson", Made::Lines, text(lines.finish().unwrap())),
        made("dump.json", Made::Json, text(dump.finish().unwrap())),
        made("page.html", Made::Page, page),
    ]
}

fn at() -> Timestamp {
    Timestamp::from_seconds(1_790_000_000)
}

fn day() -> Day {
    Day::parse("2026-11-26").unwrap()
}

fn owned(text: &str) -> Option<String> {
    Some(text.to_owned())
}

fn feed(stranger: &str) -> Feed {
    let entry = FeedEntry {
        id: "urn:thuchu:check:1".to_owned(),
        title: entry_title(stranger, stranger, Some(stranger)),
        claim: owned(stranger),
        rating: owned(stranger),
        summary: owned(stranger),
        link: owned(PAGE),
        published: Some(at()),
        updated: Some(at()),
        lang: Some(Lang::vi()),
        topics: vec![stranger.to_owned()],
        licence: owned("CC-BY-4.0"),
        source: Some(FeedSource { name: stranger.to_owned(), site: owned("https://tin.example/") }),
        change: Some(FeedChange { kind: ChangeKind::Corrected, note: owned(stranger) }),
    };
    let second = FeedEntry { id: "urn:thuchu:check:2".to_owned(), licence: owned(stranger), ..entry.clone() };
    Feed {
        id: "https://tin.example/vi/feed".to_owned(),
        title: stranger.to_owned(),
        subtitle: owned(stranger),
        lang: Some(Lang::vi()),
        author: owned(stranger),
        updated: Some(at()),
        own: owned("https://tin.example/vi/feed"),
        page: owned(PAGE),
        next: owned("https://tin.example/vi/feed?after=1"),
        licence: owned("CC-BY-4.0"),
        entries: vec![entry, second],
    }
}

fn content(stranger: &str) -> CheckContent {
    // The desk takes no claim with controls in it; everything else about it may have them here.
    let claim: String = stranger.chars().filter(|c| !c.is_control()).take(ClaimText::MAX_CHARS).collect();
    CheckContent {
        claims: vec![Wording { lang: Lang::vi(), text: ClaimText::parse(&claim).unwrap() }],
        lang: Lang::vi(),
        title: owned(stranger),
        summary: owned(stranger),
        body: owned(stranger),
        translations: vec![],
        rating: RatingShown {
            label: stranger.to_owned(),
            key: None,
            value: RatingValue::new(1),
            scale: None,
            original: None,
            explanation: owned(stranger),
        },
        claimant: None,
        claim_date: Some(day()),
        review_date: Some(day()),
        appearances: vec!["https://bao.vn/1".to_owned(), stranger.to_owned()],
        evidence: vec![SourceShown { title: owned(stranger), ..source() }],
        unquoted: None,
        licence: owned("CC-BY-4.0"),
        topic: owned("health"),
        pictures: vec![PictureReviewed {
            url: owned("https://bao.vn/anh.jpg"),
            sha256: None,
            description: stranger.to_owned(),
            rating: MediaRating::Decontextualized,
            context: owned(stranger),
        }],
        forwarded: false,
        reply: None,
        byline: vec![],
    }
}

fn source() -> SourceShown {
    serde_json::from_value(serde_json::json!({"url": "https://nguon.vn/1"})).unwrap()
}

fn record(stranger: &str) -> ImportRecord {
    ImportRecord {
        claim_reviewed: stranger.to_owned(),
        url: PAGE.to_owned(),
        title: owned(stranger),
        lang: Some(Lang::vi()),
        publisher: PublisherRef { name: owned(stranger), site: "tin.example".to_owned() },
        rating: RatingText { label: owned(stranger), explanation: owned(stranger), ..RatingText::default() },
        body: owned(stranger),
        review_date: Some(day()),
        claim_date: Some(day()),
        appearances: vec!["https://bao.vn/1".to_owned()],
        licence: owned("CC-BY-4.0"),
        ..ImportRecord::default()
    }
}

fn sitemap_page(stranger: &str) -> SitemapPage {
    // No address has a space in it, whatever a stranger wrote.
    let address = format!(
        "https://tin.example/vi/{}",
        stranger.chars().filter(|c| !c.is_whitespace()).take(500).collect::<String>()
    );
    let languages = vec![("vi".to_owned(), address.clone()), ("en".to_owned(), PAGE.to_owned())];
    SitemapPage { address, modified: Some(at()), languages }
}

fn news(stranger: &str) -> NewsPage {
    NewsPage { address: PAGE.to_owned(), title: stranger.to_owned(), published: at(), lang: "vi".to_owned() }
}

fn embed(stranger: &str) -> OEmbed {
    OEmbed {
        title: stranger.to_owned(),
        author_name: owned(stranger),
        author_url: owned("https://tin.example/"),
        provider_name: stranger.to_owned(),
        provider_url: "https://tin.example/".to_owned(),
        cache_age: 3_600,
        html: "<iframe src=\"https://tin.example/embed/0123abcd\" title=\"x\"></iframe>".to_owned(),
        width: 600,
        height: 240,
    }
}

fn item(stranger: &str) -> CheckFeedItem {
    CheckFeedItem {
        id: "0123abcd".to_owned(),
        claim: stranger.to_owned(),
        context: owned(stranger),
        tags: vec![stranger.to_owned()],
        title: owned(stranger),
        summary: owned(stranger),
        published: Some(at()),
        rating: owned(stranger),
        url: owned(PAGE),
        organization: stranger.to_owned(),
    }
}

fn event(stranger: &str) -> WebhookEvent {
    let check = WebhookCheck {
        id: CheckId::from_bytes([1; 16]),
        version: 2,
        url: PAGE.to_owned(),
        language: "vi".to_owned(),
        claim: stranger.to_owned(),
        rating: stranger.to_owned(),
        note: owned(stranger),
        licence: "CC-BY-4.0".to_owned(),
    };
    WebhookEvent::new(WebhookKind::Corrected, at(), check)
}
