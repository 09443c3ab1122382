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
    /// Its address, absolute. One that is longer than 2,048 characters is left out, as the protocol wants.
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
    for page in pages.into_iter().filter(|page| fits(&page.address)) {
        one.clear();
        write(&mut one, &page);
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
    for (address, modified) in files.iter().filter(|(address, _)| fits(address)).take(SITEMAP_MAX_PAGES) {
        xml.push_str("<sitemap>");
        element(&mut xml, "loc", address);
        optional(&mut xml, "lastmod", moment(*modified).as_deref());
        xml.push_str("</sitemap>\n");
    }
    xml.push_str("</sitemapindex>\n");
    xml
}

fn write(xml: &mut String, page: &SitemapPage) {
    xml.push_str("<url>\n");
    element(xml, "loc", &page.address);
    optional(xml, "lastmod", moment(page.modified).as_deref());
    for (lang, address) in &page.languages {
        let (lang, address) = (escaped(lang), escaped(address));
        let _ = writeln!(xml, "<xhtml:link rel=\"alternate\" hreflang=\"{lang}\" href=\"{address}\"/>");
    }
    xml.push_str("</url>\n");
}

/// Whether an address may stand in a sitemap: absolute, and no longer than the protocol allows.
fn fits(address: &str) -> bool {
    (address.starts_with("https://") || address.starts_with("http://")) && address.chars().count() <= 2_048
}

/// An instant as W3C date and time, to the second.
fn moment(at: Option<Timestamp>) -> Option<String> {
    let at = jiff::Timestamp::from_microsecond(at?.micros()).ok()?;
    Some(jiff::Timestamp::from_second(at.as_second()).ok()?.to_string())
}
