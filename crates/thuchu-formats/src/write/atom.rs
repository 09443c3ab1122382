//! Feeds that readers of news follow: Atom (RFC 4287). Every text is escaped; what XML cannot hold is left out.

use std::fmt::Write as _;

use crate::xml::{element, escaped, link};

/// A feed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AtomFeed {
    /// An address or URN that never changes and that no other feed has.
    pub id: String,
    /// The language of its words, such as `vi`.
    pub lang: String,
    /// What it is called.
    pub title: String,
    /// What it is about.
    pub subtitle: String,
    /// Who is behind it.
    pub author: String,
    /// When it last changed, as RFC 3339.
    pub updated: String,
    /// Its own address, where that is known.
    pub own: Option<String>,
    /// The page for people, where its address is known.
    pub page: Option<String>,
    /// The entries, newest first.
    pub entries: Vec<AtomEntry>,
}

/// One entry.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AtomEntry {
    /// An address or URN that never changes and that no other entry has.
    pub id: String,
    /// Its headline.
    pub title: String,
    /// When it last changed, as RFC 3339.
    pub updated: String,
    /// Its page, where the address is known.
    pub page: Option<String>,
    /// What it says, as plain text.
    pub text: String,
}

impl AtomFeed {
    /// The document.
    #[must_use]
    pub fn to_xml(&self) -> String {
        let mut xml = String::from("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n");
        let _ = writeln!(xml, "<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{}\">", escaped(&self.lang));
        element(&mut xml, "id", &self.id);
        element(&mut xml, "title", &self.title);
        element(&mut xml, "subtitle", &self.subtitle);
        element(&mut xml, "updated", &self.updated);
        let _ = writeln!(xml, "<author><name>{}</name></author>", escaped(&self.author));
        link(&mut xml, "link", "self", "application/atom+xml", self.own.as_deref());
        link(&mut xml, "link", "alternate", "text/html", self.page.as_deref());
        for entry in &self.entries {
            xml.push_str("<entry>\n");
            element(&mut xml, "id", &entry.id);
            element(&mut xml, "title", &entry.title);
            element(&mut xml, "updated", &entry.updated);
            link(&mut xml, "link", "alternate", "text/html", entry.page.as_deref());
            let _ = writeln!(xml, "<content type=\"text\">{}</content>", escaped(&entry.text));
            xml.push_str("</entry>\n");
        }
        xml.push_str("</feed>\n");
        xml
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_feed_has_what_the_standard_asks_for() {
        let entry = AtomEntry {
            id: "urn:a:1".to_owned(),
            title: "Ngày 22".to_owned(),
            updated: "2026-11-23T00:00:00+07:00".to_owned(),
            page: Some("https://tin.example/vi/audit?a=1&b=2".to_owned()),
            text: "1:00ff".to_owned(),
        };
        let feed = AtomFeed {
            id: "urn:a".to_owned(),
            lang: "vi".to_owned(),
            title: "Nhật ký".to_owned(),
            subtitle: "Mỗi ngày".to_owned(),
            author: "Bàn".to_owned(),
            updated: entry.updated.clone(),
            own: Some("https://tin.example/audit.atom".to_owned()),
            page: None,
            entries: vec![entry],
        };
        insta::assert_snapshot!(feed.to_xml());
    }

    #[test]
    fn no_text_gets_out_of_its_place() {
        let hostile = "</title><script>\"'&\0\u{8}\u{ffff}\r";
        let xml =
            AtomFeed { title: hostile.to_owned(), page: Some(hostile.to_owned()), ..AtomFeed::default() }.to_xml();
        assert_eq!(xml.matches("</title>").count(), 1);
        assert!(xml.contains("&lt;/title&gt;&lt;script&gt;&quot;&#39;&amp;&#13;</title>"), "{xml}");
        assert!(!xml.contains("<script") && !xml.contains('\0') && !xml.contains('\u{8}'));
    }
}
