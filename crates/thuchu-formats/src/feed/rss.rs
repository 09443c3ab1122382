//! RSS 2.0 (rssboard.org/rss-specification), with the usual modules: Atom for self, paging and later changes, Dublin Core
//! for language and source, the Creative Commons module for licences.
//!
//! A description is HTML by custom, so text is escaped twice: no reader of news makes markup of a stranger's words.

use std::fmt::Write as _;

use super::atom::own;
use super::{Feed, FeedEntry, NAMESPACE, licence_address, rfc822, rfc3339};
use crate::xml::{element, escaped, link, optional};

impl Feed {
    /// The feed as RSS 2.0: `application/rss+xml`.
    #[must_use]
    pub fn to_rss(&self) -> String {
        let mut xml = String::from("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<rss version=\"2.0\"");
        let _ = writeln!(
            xml,
            " xmlns:atom=\"http://www.w3.org/2005/Atom\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" \
             xmlns:creativeCommons=\"http://backend.userland.com/creativeCommonsRssModule\" xmlns:thuchu=\"{NAMESPACE}\">"
        );
        xml.push_str("<channel>\n");
        element(&mut xml, "title", &without_tags(&self.title));
        // A channel has a link and a description, come what may.
        element(&mut xml, "link", self.page.as_deref().or(self.own.as_deref()).unwrap_or(&self.id));
        element(&mut xml, "description", &html(self.subtitle.as_deref().unwrap_or(&self.title)));
        optional(&mut xml, "language", self.lang.as_ref().map(thuchu_model::Lang::as_str));
        optional(&mut xml, "copyright", self.licence.as_deref());
        optional(&mut xml, "lastBuildDate", rfc822(self.updated).as_deref());
        element(&mut xml, "atom:id", &self.id);
        optional(&mut xml, "dc:creator", self.author.as_deref());
        link(&mut xml, "atom:link", "self", "application/rss+xml", self.own.as_deref());
        link(&mut xml, "atom:link", "next", "application/rss+xml", self.next.as_deref());
        licence(&mut xml, self.licence.as_deref());
        for entry in &self.entries {
            item(&mut xml, entry);
        }
        xml.push_str("</channel>\n</rss>\n");
        xml
    }
}

fn item(xml: &mut String, entry: &FeedEntry) {
    xml.push_str("<item>\n");
    element(xml, "title", &without_tags(&entry.title));
    optional(xml, "link", entry.link.as_deref());
    optional(xml, "description", entry.summary.as_deref().map(html).as_deref());
    // Readers of RSS show an item once: what was changed comes again, under another guid. `atom:id` stays.
    let changed = entry.change.is_some().then(|| entry.updated.map(|at| format!("#{}", at.micros()))).flatten();
    let guid = format!("{}{}", entry.id, changed.unwrap_or_default());
    let _ = writeln!(xml, "<guid isPermaLink=\"false\">{}</guid>", escaped(&guid));
    element(xml, "atom:id", &entry.id);
    optional(xml, "pubDate", rfc822(entry.published.or(entry.updated)).as_deref());
    optional(xml, "atom:updated", rfc3339(entry.updated).as_deref());
    optional(xml, "dc:language", entry.lang.as_ref().map(thuchu_model::Lang::as_str));
    for topic in &entry.topics {
        element(xml, "category", topic);
    }
    if let Some(source) = &entry.source {
        element(xml, "dc:creator", &source.name);
        optional(xml, "dc:source", source.site.as_deref());
    }
    licence(xml, entry.licence.as_deref());
    optional(xml, "dc:rights", entry.licence.as_deref());
    own(xml, entry);
    xml.push_str("</item>\n");
}

fn licence(xml: &mut String, licence: Option<&str>) {
    optional(xml, "creativeCommons:license", licence.and_then(licence_address).as_deref());
}

/// Plain text as HTML.
fn html(text: &str) -> String {
    escaped(text).replace('\n', "<br/>")
}

/// A title, which some readers take for HTML and others for text: what would begin a tag in HTML begins with a wide sign
/// instead (U+FF1C), the rest is as it was.
fn without_tags(title: &str) -> String {
    let mut out = String::with_capacity(title.len());
    let mut letters = title.chars().peekable();
    while let Some(letter) = letters.next() {
        let begins = letters.peek().is_some_and(|next| next.is_ascii_alphabetic() || matches!(next, '/' | '!' | '?'));
        out.push(if letter == '<' && begins { '＜' } else { letter });
    }
    out
}
