//! RSS and Atom, element by element: nothing is expanded, nothing is kept but the fields of a feed.
//!
//! Names are told apart by their namespaces, which are looked for on the outer elements alone: so a document with a hundred
//! thousand of them costs no more than one with three.

use std::collections::HashMap;

use quick_xml::encoding::Decoder;
use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

use super::{Draft, FEED_MAX_DEPTH, FEED_MAX_ENTRIES, FEED_MAX_TEXT, FeedError, FeedKind};
use super::{instant, lang, shown, shown_html, web_address};
use crate::feed::{ChangeKind, Feed, FeedChange, FeedSource, NAMESPACE};
use crate::xml::referenced;

/// Most namespaces and attributes that are looked at.
const MOST: usize = 64;

pub(super) fn read(text: &str) -> Result<(FeedKind, Feed), FeedError> {
    let mut reader = Reader::from_str(text);
    reader.config_mut().expand_empty_elements = true;
    let mut state = State::default();
    loop {
        let event = reader.read_event().map_err(|error| FeedError::Broken(error.to_string()))?;
        match event {
            Event::DocType(_) => return Err(FeedError::Doctype),
            Event::Start(start) => state.start(&start, reader.decoder())?,
            Event::End(_) => state.end(),
            Event::Text(text) => state.text(&text.xml10_content().map_err(|_| FeedError::Encoding)?),
            Event::CData(text) => state.text(&text.xml10_content().map_err(|_| FeedError::Encoding)?),
            Event::GeneralRef(reference) => state.reference(&reference),
            Event::Eof => break,
            _ => {}
        }
    }
    if state.depth > 0 {
        return Err(FeedError::Broken("it ends within an element".to_owned()));
    }
    let kind = state.kind.ok_or(FeedError::NotAFeed)?;
    let entries = state.entries.into_iter().filter_map(Draft::entry).collect();
    Ok((kind, Feed { entries, ..state.feed.feed() }))
}

/// Whose name a name is. RSS has none, or that of RDF.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Space {
    Rss,
    Atom,
    Dublin,
    Licence,
    Content,
    Ours,
    Other,
}

impl Space {
    fn of(name: &str) -> Self {
        match name {
            "http://purl.org/rss/1.0/" | "http://my.netscape.com/rdf/simple/0.9/" | "" => Self::Rss,
            "http://www.w3.org/2005/Atom" | "http://purl.org/atom/ns#" => Self::Atom,
            "http://purl.org/dc/elements/1.1/" | "http://purl.org/dc/terms/" => Self::Dublin,
            "http://backend.userland.com/creativeCommonsRssModule"
            | "http://web.resource.org/cc/"
            | "http://creativecommons.org/ns#" => Self::Licence,
            "http://purl.org/rss/1.0/modules/content/" => Self::Content,
            NAMESPACE => Self::Ours,
            _ => Self::Other,
        }
    }

    /// What a prefix that nobody declared usually stands for.
    fn usual(prefix: &str) -> Self {
        match prefix {
            "" => Self::Rss,
            "atom" => Self::Atom,
            "dc" | "dcterms" => Self::Dublin,
            "content" => Self::Content,
            "cc" | "creativeCommons" => Self::Licence,
            _ => Self::Other,
        }
    }
}

/// A text that is being collected.
#[derive(Debug)]
struct Field {
    space: Space,
    name: String,
    depth: usize,
    /// Whether the text is HTML once it is read.
    html: bool,
    text: String,
    kind: Option<ChangeKind>,
}

#[derive(Debug, Default)]
struct State {
    kind: Option<FeedKind>,
    depth: usize,
    spaces: HashMap<String, Space>,
    feed: Draft,
    entry: Option<Draft>,
    entry_depth: usize,
    entries: Vec<Draft>,
    field: Option<Field>,
    /// Depth of an element that is passed over with all it holds.
    passed: Option<usize>,
    /// Depth of an author of Atom.
    author: Option<usize>,
}

impl State {
    fn start(&mut self, start: &BytesStart<'_>, decoder: Decoder) -> Result<(), FeedError> {
        self.depth += 1;
        if self.depth > FEED_MAX_DEPTH {
            return Err(FeedError::TooDeep);
        }
        if self.passed.is_some() {
            return Ok(());
        }
        if let Some(field) = &mut self.field {
            // Markup within a text, as in Atom's xhtml: a new line where a block begins.
            if matches!(start.local_name().as_ref(), b"p" | b"div" | b"br" | b"li") && !field.text.is_empty() {
                field.text.push('\n');
            }
            return Ok(());
        }
        let attributes = attributes(start, decoder);
        self.declare(&attributes);
        let (space, name) = self.name(start);
        let of = |wanted: &str| attributes.iter().find(|(name, _)| name == wanted).map(|(_, value)| value.as_str());
        if self.kind.is_none() {
            self.kind = match (space, name.as_str()) {
                (_, "rss" | "RDF") => Some(FeedKind::Rss),
                (Space::Atom, "feed") => Some(FeedKind::Atom),
                _ => return Err(FeedError::NotAFeed),
            };
            self.feed.lang = of("xml:lang").and_then(lang);
            return Ok(());
        }
        match (space, name.as_str()) {
            (Space::Rss, "item") | (Space::Atom, "entry") if self.entry.is_none() => {
                let draft = Draft { lang: of("xml:lang").and_then(lang), ..Draft::default() };
                self.entry = Some(draft);
                self.entry_depth = self.depth;
            }
            (Space::Atom, "link") => self.link(of("rel").unwrap_or("alternate"), of("type"), of("href")),
            (Space::Atom, "category") => self.topic(of("label").or_else(|| of("term"))),
            (Space::Licence, "license" | "licence") if of("rdf:resource").is_some() => {
                let address = of("rdf:resource").and_then(web_address);
                self.here().licence = address;
            }
            (Space::Atom, "author") => {
                self.author = Some(self.depth);
                self.here().authors.push(FeedSource::default());
            }
            // These hold a title and a link that are not those of the feed or entry.
            (Space::Atom, "source" | "contributor") | (Space::Rss, "image" | "textInput" | "textinput") => {
                self.passed = Some(self.depth);
            }
            (space, name) if is_text(space, name) => {
                let html = match space {
                    Space::Rss => matches!(name, "title" | "description"),
                    Space::Content => true,
                    Space::Atom => of("type").is_some_and(|kind| kind == "html" || kind == "text/html"),
                    _ => false,
                };
                let kind = of("kind").and_then(ChangeKind::parse);
                self.field =
                    Some(Field { space, name: name.to_owned(), depth: self.depth, html, text: String::new(), kind });
            }
            _ => {}
        }
        Ok(())
    }

    fn end(&mut self) {
        let depth = self.depth;
        self.depth = self.depth.saturating_sub(1);
        if self.passed == Some(depth) {
            self.passed = None;
        } else if self.field.as_ref().is_some_and(|field| field.depth == depth) {
            if let Some(field) = self.field.take() {
                self.take(&field);
            }
        } else if self.author == Some(depth) {
            self.author = None;
            self.here().authors.retain(|author| !author.name.is_empty());
        } else if self.entry.is_some() && self.entry_depth == depth && self.passed.is_none() && self.field.is_none() {
            self.entries.extend(self.entry.take().filter(|_| self.entries.len() < FEED_MAX_ENTRIES));
        }
    }

    fn text(&mut self, text: &str) {
        if let Some(field) = &mut self.field
            && field.text.len() <= FEED_MAX_TEXT
        {
            field.text.push_str(text);
        }
    }

    /// A reference that stands for nothing stays as it was written: within HTML it may.
    fn reference(&mut self, reference: &BytesRef<'_>) {
        match referenced(reference) {
            Some(character) => self.text(character.encode_utf8(&mut [0; 4])),
            None => self.text(&format!("&{};", String::from_utf8_lossy(reference))),
        }
    }

    fn declare(&mut self, attributes: &[(String, String)]) {
        for (name, value) in attributes {
            let prefix = match name.strip_prefix("xmlns") {
                Some("") => "",
                Some(prefix) => match prefix.strip_prefix(':') {
                    Some(prefix) => prefix,
                    None => continue,
                },
                None => continue,
            };
            if self.spaces.len() < MOST && !self.spaces.contains_key(prefix) {
                self.spaces.insert(prefix.to_owned(), Space::of(value));
            }
        }
    }

    fn name(&self, start: &BytesStart<'_>) -> (Space, String) {
        let (name, prefix) = (start.name(), start.name().prefix());
        let prefix = prefix.map(|prefix| String::from_utf8_lossy(prefix.as_ref()).into_owned()).unwrap_or_default();
        let space = self.spaces.get(&prefix).copied().unwrap_or_else(|| Space::usual(&prefix));
        (space, String::from_utf8_lossy(name.local_name().as_ref()).into_owned())
    }

    /// The feed or the entry that is being read.
    fn here(&mut self) -> &mut Draft {
        self.entry.as_mut().unwrap_or(&mut self.feed)
    }

    fn link(&mut self, rel: &str, kind: Option<&str>, address: Option<&str>) {
        let Some(address) = address.and_then(web_address) else { return };
        let here = self.here();
        match rel {
            "self" => here.own = Some(address),
            "next" => here.next = Some(address),
            "license" => here.licence = Some(address),
            "alternate" if here.page.is_none() || kind == Some("text/html") => here.page = Some(address),
            _ => {}
        }
    }

    fn topic(&mut self, topic: Option<&str>) {
        let here = self.here();
        if here.topics.len() < MOST {
            here.topics.extend(topic.and_then(shown));
        }
    }

    /// A text that is whole.
    fn take(&mut self, field: &Field) {
        let text = if field.html { shown_html(&field.text) } else { shown(&field.text) };
        let (in_author, entry) = (self.author.is_some(), self.entry.is_some());
        let here = self.here();
        match (field.space, field.name.as_str()) {
            (Space::Atom, "name") if in_author => {
                if let (Some(author), Some(name)) = (here.authors.last_mut(), text) {
                    author.name = name;
                }
            }
            (Space::Atom, "uri" | "url") if in_author => {
                if let Some(author) = here.authors.last_mut() {
                    author.site = text.as_deref().and_then(web_address);
                }
            }
            (Space::Ours, "change") => {
                here.change = field.kind.map(|kind| FeedChange { kind, note: text });
            }
            (_, "name" | "uri" | "url") => {}
            (Space::Atom, "id") => here.id = text,
            (Space::Rss, "guid") if here.id.is_none() => here.id = text,
            (Space::Rss | Space::Atom, "title") => here.title = text,
            (Space::Rss, "link") => here.page = text.as_deref().and_then(web_address),
            (Space::Rss, "description") | (Space::Atom, "summary") if entry => here.summary = text,
            (Space::Rss, "description") | (Space::Atom, "subtitle" | "tagline") => here.subtitle = text,
            (Space::Content, "encoded") | (Space::Atom, "content") => here.content = text,
            (Space::Rss, "pubDate") | (Space::Dublin, "date") | (Space::Atom, "published" | "issued") => {
                here.published = text.as_deref().and_then(instant).or(here.published);
            }
            (Space::Rss, "lastBuildDate") | (Space::Atom, "updated" | "modified") | (Space::Dublin, "modified") => {
                here.updated = text.as_deref().and_then(instant).or(here.updated);
            }
            (Space::Rss | Space::Dublin, "language") => here.lang = text.as_deref().and_then(lang).or(here.lang.take()),
            (Space::Rss, "category") | (Space::Dublin, "subject") => self.topic(text.as_deref()),
            (Space::Dublin, "creator") => {
                here.authors.extend(text.map(|name| FeedSource { name, site: None }));
            }
            (Space::Dublin, "source") => {
                if let Some(author) = here.authors.last_mut() {
                    author.site = text.as_deref().and_then(web_address);
                }
            }
            (Space::Rss, "copyright") | (Space::Dublin | Space::Atom, "rights" | "copyright") => here.rights = text,
            (Space::Licence, "license" | "licence") => here.licence = text.as_deref().and_then(web_address),
            (Space::Ours, "claim") => here.claim = text,
            (Space::Ours, "rating") => here.rating = text,
            _ => {}
        }
    }
}

/// Whether an element's text is a field.
fn is_text(space: Space, name: &str) -> bool {
    let names: &[&str] = match space {
        Space::Rss => {
            &["title", "link", "description", "guid", "pubDate", "lastBuildDate", "language", "category", "copyright"]
        }
        Space::Atom => &[
            "id",
            "title",
            "subtitle",
            "tagline",
            "summary",
            "content",
            "updated",
            "modified",
            "published",
            "issued",
            "rights",
            "copyright",
            "name",
            "uri",
            "url",
        ],
        Space::Dublin => &["date", "modified", "language", "subject", "creator", "source", "rights"],
        Space::Licence => &["license", "licence"],
        Space::Content => &["encoded"],
        Space::Ours => &["claim", "rating", "change"],
        Space::Other => &[],
    };
    names.contains(&name)
}

/// Name and value of the first attributes. Broken ones are passed over.
fn attributes(start: &BytesStart<'_>, decoder: Decoder) -> Vec<(String, String)> {
    // Comparing each with all others would cost the square of their number.
    let mut all = start.attributes();
    let read = all.with_checks(false).flatten().take(MOST);
    read.filter_map(|attribute| {
        let value = attribute.decoded_and_normalized_value(XmlVersion::Implicit1_0, decoder).ok()?;
        Some((String::from_utf8_lossy(attribute.key.as_ref()).into_owned(), value.into_owned()))
    })
    .collect()
}
