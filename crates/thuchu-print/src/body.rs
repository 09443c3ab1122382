//! The text of a check as pieces: headings, paragraphs, lists. Read from Markdown, or from plain text.
//!
//! Raw HTML is text, links lead to http and https only, pictures become their descriptions: the same rules as on the
//! page. How a piece looks is the template's business.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use serde::Serialize;
use url::Url;

/// Deepest nesting of lists and quotes that is kept; what lies deeper is set at this depth.
const DEEPEST: usize = 5;

/// The text of a check.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Body(pub(crate) Vec<Block>);

/// A piece that stands on its own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub(crate) enum Block {
    Heading { words: Vec<Span> },
    Paragraph { words: Vec<Span> },
    List { first: Option<u64>, items: Vec<Vec<Block>> },
    Quote { blocks: Vec<Block> },
    Code { text: String },
    Table { columns: usize, cells: Vec<Vec<Span>> },
}

impl Block {
    /// Whether it is a heading that says nothing.
    pub(crate) fn is_empty_heading(&self) -> bool {
        matches!(self, Self::Heading { words } if words.iter().all(|span| span.text.trim().is_empty()))
    }
}

/// A stretch of words that look alike.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub(crate) struct Span {
    pub(crate) text: String,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub(crate) bold: bool,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub(crate) italic: bool,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub(crate) struck: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) link: Option<String>,
}

impl Body {
    /// Markdown, as our own checks are written.
    #[must_use]
    pub fn from_markdown(text: &str) -> Self {
        let mut reader = Reader { open: vec![Open::Root(Vec::new())], ..Reader::default() };
        for event in Parser::new_ext(text, Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TABLES) {
            reader.read(event);
        }
        Self(reader.end())
    }

    /// Plain text in paragraphs, as other publishers' records hold it.
    #[must_use]
    pub fn from_plain(text: &str) -> Self {
        let paragraphs = text.split("\n\n").map(str::trim).filter(|paragraph| !paragraph.is_empty());
        let span = |text: &str| Span { text: text.to_owned(), ..Span::default() };
        Self(paragraphs.map(|text| Block::Paragraph { words: vec![span(text)] }).collect())
    }

    /// The same text behind a paragraph, which is taken as it is: nothing in it is Markdown.
    #[must_use]
    pub fn led_by(mut self, paragraph: &str) -> Self {
        let span = Span { text: paragraph.trim().to_owned(), ..Span::default() };
        if !span.text.is_empty() {
            self.0.insert(0, Block::Paragraph { words: vec![span] });
        }
        self
    }

    /// Whether there is nothing to print.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Applies a change to every text in it.
    pub(crate) fn map(&self, change: &mut dyn FnMut(&str) -> String) -> Vec<Block> {
        map_blocks(&self.0, change)
    }
}

fn map_blocks(blocks: &[Block], change: &mut dyn FnMut(&str) -> String) -> Vec<Block> {
    blocks.iter().map(|block| map_block(block, change)).collect()
}

fn map_block(block: &Block, change: &mut dyn FnMut(&str) -> String) -> Block {
    let mut spans = |words: &[Span]| -> Vec<Span> {
        words.iter().map(|span| Span { text: change(&span.text), ..span.clone() }).collect()
    };
    match block {
        Block::Heading { words } => Block::Heading { words: spans(words) },
        Block::Paragraph { words } => Block::Paragraph { words: spans(words) },
        Block::Code { text } => Block::Code { text: change(text) },
        Block::Table { columns, cells } => {
            Block::Table { columns: *columns, cells: cells.iter().map(|cell| spans(cell)).collect() }
        }
        Block::Quote { blocks } => Block::Quote { blocks: map_blocks(blocks, change) },
        Block::List { first, items } => {
            Block::List { first: *first, items: items.iter().map(|item| map_blocks(item, change)).collect() }
        }
    }
}

/// A piece that is not closed yet.
enum Open {
    Root(Vec<Block>),
    Quote(Vec<Block>),
    List(Option<u64>, Vec<Vec<Block>>),
    Item(Vec<Block>),
}

#[derive(Default)]
struct Reader {
    open: Vec<Open>,
    words: Vec<Span>,
    look: Span,
    /// Links and emphasis may nest.
    bold: usize,
    italic: usize,
    code: Option<String>,
    table: Option<(usize, Vec<Vec<Span>>)>,
    /// Lists and quotes that were not opened because they lie too deep.
    too_deep: usize,
}

impl Reader {
    fn read(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.close(tag),
            Event::Text(text) | Event::Code(text) | Event::Html(text) | Event::InlineHtml(text) => self.say(&text),
            Event::SoftBreak => self.say(" "),
            Event::HardBreak => self.say("\n"),
            Event::Rule => self.paragraph(),
            _ => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Strong => self.bold += 1,
            Tag::Emphasis => self.italic += 1,
            Tag::Strikethrough => self.look.struck = true,
            Tag::Link { dest_url, .. } => self.look.link = public(&dest_url),
            Tag::CodeBlock(_) => {
                self.paragraph();
                self.code = Some(String::new());
            }
            Tag::Table(columns) => {
                self.paragraph();
                self.table = Some((columns.len(), Vec::new()));
            }
            Tag::BlockQuote(_) => self.deeper(Open::Quote(Vec::new())),
            Tag::List(first) => self.deeper(Open::List(first, Vec::new())),
            Tag::Item => {
                self.paragraph();
                if matches!(self.open.last(), Some(Open::List(..))) {
                    self.open.push(Open::Item(Vec::new()));
                }
            }
            Tag::Paragraph | Tag::Heading { .. } | Tag::HtmlBlock => self.paragraph(),
            _ => {}
        }
    }

    fn close(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Strong => self.bold = self.bold.saturating_sub(1),
            TagEnd::Emphasis => self.italic = self.italic.saturating_sub(1),
            TagEnd::Strikethrough => self.look.struck = false,
            TagEnd::Link => self.look.link = None,
            TagEnd::CodeBlock => {
                if let Some(text) = self.code.take().filter(|text| !text.trim().is_empty()) {
                    self.push(Block::Code { text: text.trim_end().to_owned() });
                }
            }
            TagEnd::TableCell => {
                let words = std::mem::take(&mut self.words);
                if let Some((_, cells)) = &mut self.table {
                    cells.push(words);
                }
            }
            TagEnd::Table => {
                if let Some((columns, cells)) = self.table.take().filter(|(columns, _)| *columns > 0) {
                    self.push(Block::Table { columns, cells });
                }
            }
            TagEnd::Heading(_) => {
                let words = std::mem::take(&mut self.words);
                if words.iter().any(|span| !span.text.trim().is_empty()) {
                    self.push(Block::Heading { words });
                }
            }
            TagEnd::Paragraph | TagEnd::HtmlBlock => self.paragraph(),
            TagEnd::Item | TagEnd::List(_) | TagEnd::BlockQuote(_) => self.shallower(tag),
            _ => {}
        }
    }

    fn say(&mut self, text: &str) {
        if let Some(code) = &mut self.code {
            code.push_str(text);
            return;
        }
        let look = Span { text: String::new(), bold: self.bold > 0, italic: self.italic > 0, ..self.look.clone() };
        match self.words.last_mut() {
            Some(last) if (Span { text: String::new(), ..last.clone() }) == look => last.text.push_str(text),
            _ => self.words.push(Span { text: text.to_owned(), ..look }),
        }
    }

    /// Closes the paragraph that is being read.
    fn paragraph(&mut self) {
        let words = std::mem::take(&mut self.words);
        if words.iter().any(|span| !span.text.trim().is_empty()) {
            self.push(Block::Paragraph { words });
        }
    }

    fn deeper(&mut self, piece: Open) {
        self.paragraph();
        if self.open.len() > 2 * DEEPEST || self.too_deep > 0 {
            self.too_deep += 1;
        } else {
            self.open.push(piece);
        }
    }

    fn shallower(&mut self, tag: TagEnd) {
        self.paragraph();
        if self.too_deep > 0 {
            // Items of what was not opened are no pieces of their own.
            self.too_deep -= usize::from(tag != TagEnd::Item);
            return;
        }
        match self.open.pop() {
            Some(Open::Quote(blocks)) => self.push(Block::Quote { blocks }),
            Some(Open::Item(blocks)) => {
                if let Some(Open::List(_, items)) = self.open.last_mut() {
                    items.push(blocks);
                }
            }
            Some(Open::List(first, items)) => self.push(Block::List { first, items }),
            Some(root @ Open::Root(_)) => self.open.push(root),
            None => {}
        }
    }

    fn push(&mut self, block: Block) {
        match self.open.last_mut() {
            // Below the title of the check there is one level of headings, and none within lists and quotes.
            Some(Open::Root(blocks)) => blocks.push(block),
            Some(Open::Quote(blocks) | Open::Item(blocks)) => blocks.push(match block {
                Block::Heading { words } => Block::Paragraph { words },
                other => other,
            }),
            Some(Open::List(_, items)) => items.push(vec![block]),
            None => {}
        }
    }

    fn end(mut self) -> Vec<Block> {
        self.paragraph();
        self.open
            .into_iter()
            .next()
            .map_or_else(Vec::new, |open| if let Open::Root(blocks) = open { blocks } else { Vec::new() })
    }
}

/// The address in the form of a URL, where it leads to a public page.
pub(crate) fn public(address: &str) -> Option<String> {
    let url = Url::parse(address).ok().filter(|url| matches!(url.scheme(), "http" | "https"))?;
    Some(url.as_str()).filter(|url| url.len() <= 4_000).map(str::to_owned)
}

#[cfg(test)]
mod tests;
