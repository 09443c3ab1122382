//! Sitemaps for search engines (sitemaps.org protocol 0.9), with the other languages of a page, and Google's news sitemap.
//! Written within the protocol's limits, and read back.
//!
//! Which pages are listed, and at which addresses the files stand, is left to the caller.

mod news;
mod read;
#[cfg(test)]
mod tests;

use std::fmt::Write as _;

use thuchu_model::Timestamp;

pub use news::{NEWS_DAYS, NEWS_MAX_PAGES, NewsPage, news_sitemap};
pub use read::{SitemapError, SitemapRead, read_sitemap};

use crate::xml::{element, escaped, optional};

/// Most pages of one file.
pub const SITEMAP_MAX_PAGES: usize = 50_000;
/// Largest file, bytes, before it is compressed.
pub const SITEMAP_MAX_BYTES: usize = 50 * 1024 * 1024;

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
    <urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\" xmlns:xhtml=\"http://www.w3.org/1999/xhtml\">\n";
const FOOT: &str = "</urlset>\n";

/// A page that search engines may list.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SitemapPage {
    /// Its address, absolute. One that is longer than 2,048 bytes is left out, as the protocol wants.
    pub address: String,
    /// When it last changed.
    pub modified: Option<Timestamp>,
    /// The same page in each of its languages, itself among them: the language's tag (`x-default` for the one without) and
    /// the address.
    pub languages: Vec<(String, String)>,
}

/// One file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SitemapFile {
    /// The document.
    pub xml: String,
    /// How many pages it lists.
    pub pages: usize,
    /// When the last changed of them changed.
    pub modified: Option<Timestamp>,
}

/// The files for these pages, in their order: as few as the limits allow, at least one. One file stands alone; for more,
/// [`sitemap_index`] lists them.
#[must_use]
pub fn sitemap_files(pages: impl IntoIterator<Item = SitemapPage>) -> Vec<SitemapFile> {
    files_within(pages, SITEMAP_MAX_PAGES, SITEMAP_MAX_BYTES)
}

fn files_within(pages: impl IntoIterator<Item = SitemapPage>, most: usize, bytes: usize) -> Vec<SitemapFile> {
    let fresh = || SitemapFile { xml: HEAD.to_owned(), pages: 0, modified: None };
    let (mut files, mut file, mut one) = (Vec::new(), fresh(), String::new());
    for page in pages {
        let Some(address) = address(&page.address) else { continue };
        one.clear();
        write(&mut one, &address, &page);
        if HEAD.len() + one.len() + FOOT.len() > bytes {
            continue;
        }
        if file.pages == most || file.xml.len() + one.len() + FOOT.len() > bytes {
            files.push(std::mem::replace(&mut file, fresh()));
        }
        file.xml.push_str(&one);
        file.pages += 1;
        file.modified = file.modified.max(page.modified);
    }
    files.push(file);
    for file in &mut files {
        file.xml.push_str(FOOT);
    }
    files
}

/// The index of files: address, and when the file last changed. At most 50,000; the protocol knows no index of indexes.
#[must_use]
pub fn sitemap_index(files: &[(String, Option<Timestamp>)]) -> String {
    let mut xml = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<sitemapindex xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n",
    );
    let files = files.iter().filter_map(|(file, modified)| Some((address(file)?, modified)));
    for (file, modified) in files.take(SITEMAP_MAX_PAGES) {
        xml.push_str("<sitemap>");
        element(&mut xml, "loc", &file);
        optional(&mut xml, "lastmod", moment(*modified).as_deref());
        xml.push_str("</sitemap>\n");
    }
    xml.push_str("</sitemapindex>\n");
    xml
}

fn write(xml: &mut String, address: &str, page: &SitemapPage) {
    xml.push_str("<url>\n");
    element(xml, "loc", address);
    optional(xml, "lastmod", moment(page.modified).as_deref());
    for (lang, other) in &page.languages {
        let Some(other) = self::address(other) else { continue };
        let (lang, address) = (escaped(lang), escaped(&other));
        let _ = writeln!(xml, "<xhtml:link rel=\"alternate\" hreflang=\"{lang}\" href=\"{address}\"/>");
    }
    xml.push_str("</url>\n");
}

/// An address as it stands in a sitemap: absolute, no longer than the protocol allows, and written as RFC 3986 wants it,
/// which allows fewer characters in a path than browsers do.
fn address(text: &str) -> Option<String> {
    let mut url = url::Url::parse(text).ok().filter(|url| matches!(url.scheme(), "http" | "https"))?;
    // A place within a page is no page.
    url.set_fragment(None);
    let mut written = url[..url::Position::BeforePath].to_owned();
    let rest = &url[url::Position::BeforePath..];
    for (at, letter) in rest.char_indices() {
        let hex = |offset: usize| rest.as_bytes().get(at + offset).is_some_and(u8::is_ascii_hexdigit);
        let allowed = match letter {
            '%' => hex(1) && hex(2),
            letter => letter.is_ascii_alphanumeric() || "-._~!$&'()*+,;=:@/?".contains(letter),
        };
        if allowed {
            written.push(letter);
        } else {
            letter.encode_utf8(&mut [0; 4]).bytes().for_each(|byte| written.push_str(&format!("%{byte:02X}")));
        }
    }
    (written.len() <= 2_048).then_some(written)
}

/// An instant as W3C date and time, to the second.
fn moment(at: Option<Timestamp>) -> Option<String> {
    let at = jiff::Timestamp::from_microsecond(at?.micros()).ok()?;
    Some(jiff::Timestamp::from_second(at.as_second()).ok()?.to_string())
}
