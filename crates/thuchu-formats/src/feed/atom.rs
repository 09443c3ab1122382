//! Atom 1.0 (RFC 4287), with paging (RFC 5005) and licences (RFC 4946).

use std::fmt::Write as _;

use super::{Feed, FeedEntry, NAMESPACE, licence_address, rfc3339};
use crate::xml::{element, escaped, link, optional};

/// What Atom asks for and nobody knows.
const EPOCH: &str = "1970-01-01T00:00:00Z";

impl Feed {
    /// The feed as Atom 1.0: `application/atom+xml`.
    #[must_use]
    pub fn to_atom(&self) -> String {
        let mut xml = String::from("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed");
        let _ = write!(xml, " xmlns=\"http://www.w3.org/2005/Atom\" xmlns:thuchu=\"{NAMESPACE}\"");
        if let Some(lang) = &self.lang {
            let _ = write!(xml, " xml:lang=\"{lang}\"");
        }
        xml.push_str(">\n");
        element(&mut xml, "id", &self.id);
        element(&mut xml, "title", &self.title);
        optional(&mut xml, "subtitle", self.subtitle.as_deref());
        element(&mut xml, "updated", &rfc3339(self.updated).unwrap_or_else(|| EPOCH.to_owned()));
        // Without an author of its own every entry would need one (RFC 4287 §4.1.1).
        let author = self.author.as_deref().unwrap_or(&self.title);
        let _ = writeln!(xml, "<author><name>{}</name></author>", escaped(author));
        link(&mut xml, "link", "self", "application/atom+xml", self.own.as_deref());
        link(&mut xml, "link", "alternate", "text/html", self.page.as_deref());
        link(&mut xml, "link", "next", "application/atom+xml", self.next.as_deref());
        licence(&mut xml, self.licence.as_deref());
        for one in &self.entries {
            entry(&mut xml, one);
        }
        xml.push_str("</feed>\n");
        xml
    }
}

fn entry(xml: &mut String, entry: &FeedEntry) {
    match &entry.lang {
        Some(lang) => {
            let _ = writeln!(xml, "<entry xml:lang=\"{lang}\">");
        }
        None => xml.push_str("<entry>\n"),
    }
    element(xml, "id", &entry.id);
    element(xml, "title", &entry.title);
    let updated = rfc3339(entry.updated.or(entry.published)).unwrap_or_else(|| EPOCH.to_owned());
    element(xml, "updated", &updated);
    optional(xml, "published", rfc3339(entry.published).as_deref());
    if let Some(source) = &entry.source {
        let site = source.site.as_deref().map(|site| format!("<uri>{}</uri>", escaped(site))).unwrap_or_default();
        let _ = writeln!(xml, "<author><name>{}</name>{site}</author>", escaped(&source.name));
    }
    link(xml, "link", "alternate", "text/html", entry.link.as_deref());
    licence(xml, entry.licence.as_deref());
    for topic in &entry.topics {
        let _ = writeln!(xml, "<category term=\"{}\"/>", escaped(topic));
    }
    if let Some(summary) = &entry.summary {
        let _ = writeln!(xml, "<content type=\"text\">{}</content>", escaped(summary));
    } else if entry.link.is_none() {
        // An entry without a page has content (RFC 4287 §4.1.1.1).
        let _ = writeln!(xml, "<content type=\"text\">{}</content>", escaped(&entry.title));
    }
    own(xml, entry);
    xml.push_str("</entry>\n");
}

/// The licence as a link where it has an address, and in words.
fn licence(xml: &mut String, licence: Option<&str>) {
    if let Some(licence) = licence {
        link(xml, "link", "license", "", licence_address(licence).as_deref());
        element(xml, "rights", licence);
    }
}

/// What stands in our own namespace.
pub(super) fn own(xml: &mut String, entry: &FeedEntry) {
    optional(xml, "thuchu:claim", entry.claim.as_deref());
    optional(xml, "thuchu:rating", entry.rating.as_deref());
    if let Some(change) = &entry.change {
        let note = escaped(change.note.as_deref().unwrap_or_default());
        let _ = writeln!(xml, "<thuchu:change kind=\"{}\">{note}</thuchu:change>", change.kind.as_str());
    }
}
