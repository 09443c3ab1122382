//! `thuchu-formats`: what is exchanged with other sites, each read by us and written again.

use thuchu_formats::{
    FEED_MAX_ENTRIES, Feed, OEmbed, SITEMAP_MAX_PAGES, SitemapRead, WebhookEvent, WebhookHeaders, WebhookSecret,
    read_feed, read_media_reviews, read_sitemap, sitemap_files,
};
use thuchu_model::Timestamp;

use super::text_of;
use crate::Target;

pub(crate) fn targets() -> Vec<Target> {
    vec![
        Target { name: "formats_feed", run: feed },
        Target { name: "formats_media", run: media },
        Target { name: "formats_oembed", run: oembed },
        Target { name: "formats_sitemap", run: sitemap },
        Target { name: "formats_webhook", run: webhook },
    ]
}

/// A feed that was read can be written in every format, and what is written is a feed with the same entries; from then on
/// nothing changes any more.
fn feed(bytes: &[u8]) {
    let Ok((_, feed)) = read_feed(bytes) else { return };
    assert!(feed.entries.len() <= FEED_MAX_ENTRIES);
    for entry in &feed.entries {
        assert!(entry.link.as_ref().is_none_or(|link| link.starts_with("http")));
        let _ = entry.record(&feed);
    }
    let again = |text: String| {
        let read = read_feed(text.as_bytes());
        assert!(read.is_ok(), "what is written is no feed: {:?}\n{text}", read.err());
        read.map_or_else(|_| feed.clone(), |(_, feed)| feed)
    };
    let writers: [fn(&Feed) -> String; 3] = [Feed::to_atom, Feed::to_rss, |feed| feed.to_json_feed().to_string()];
    for write in writers {
        let once = again(write(&feed));
        assert!(once.entries.len() <= feed.entries.len());
        assert_eq!(again(write(&once)).entries.len(), once.entries.len());
    }
}

fn media(bytes: &[u8]) {
    let Ok(value) = serde_json::from_slice(bytes) else { return };
    for review in read_media_reviews(&value) {
        assert!(review.categories.len() <= 6);
        assert!(review.pictures.iter().all(|seen| seen.url.as_ref().is_none_or(|url| url.starts_with("http"))));
    }
}

fn oembed(bytes: &[u8]) {
    let Some(read) = OEmbed::read(&text_of(bytes)) else { return };
    assert_eq!(OEmbed::read(&read.to_json().to_string()).as_ref(), Some(&read));
    assert!(OEmbed::read(&read.to_xml()).is_some());
}

fn sitemap(bytes: &[u8]) {
    let Ok(SitemapRead::Pages(pages)) = read_sitemap(bytes) else { return };
    assert!(pages.len() <= SITEMAP_MAX_PAGES);
    for file in sitemap_files(pages) {
        assert!(read_sitemap(file.xml.as_bytes()).is_ok(), "{}", file.xml);
    }
}

/// Nobody without the secret is believed, whatever the headers are.
fn webhook(bytes: &[u8]) {
    let text = text_of(bytes);
    let mut lines = text.splitn(4, '\n').map(str::to_owned);
    let mut line = || lines.next().unwrap_or_default();
    let headers = WebhookHeaders { id: line(), timestamp: line(), signature: line() };
    let body = line();
    let _ = (WebhookEvent::read(body.as_bytes()), WebhookSecret::parse(&text));
    if let Some(secret) = WebhookSecret::new(vec![3; 32]) {
        let now = Timestamp::from_seconds(1_790_000_000);
        assert!(secret.verify(&headers, body.as_bytes(), now).is_err());
    }
}
