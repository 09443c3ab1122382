//! The news sitemap that Google reads: what was published within two days.

use thuchu_model::Timestamp;

use super::{address, moment};
use crate::xml::element;

/// Days after which a page is no news.
pub const NEWS_DAYS: i64 = 2;
/// Most pages of a news sitemap.
pub const NEWS_MAX_PAGES: usize = 1_000;

/// A page that is news.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewsPage {
    /// Its address, absolute.
    pub address: String,
    /// Its headline.
    pub title: String,
    /// When it was first published. A correction does not make it news again.
    pub published: Timestamp,
    /// The language of the page: two or three letters, or `zh-cn` and `zh-tw`.
    pub lang: String,
}

/// The news sitemap of a publication: of these pages those that are news at `now`, the newest first. What is dated later than
/// `now` waits.
#[must_use]
pub fn news_sitemap(publication: &str, pages: &[NewsPage], now: Timestamp) -> String {
    let oldest = now.plus_days(-NEWS_DAYS);
    let mut news: Vec<_> = pages.iter().filter_map(|page| Some((address(&page.address)?, page))).collect();
    news.retain(|(_, page)| page.published > oldest && page.published <= now);
    news.sort_by_key(|(_, page)| std::cmp::Reverse(page.published));
    let mut xml = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\" \
         xmlns:news=\"http://www.google.com/schemas/sitemap-news/0.9\">\n",
    );
    for (address, page) in news.into_iter().take(NEWS_MAX_PAGES) {
        xml.push_str("<url>\n");
        element(&mut xml, "loc", &address);
        xml.push_str("<news:news>\n<news:publication>\n");
        element(&mut xml, "news:name", publication);
        element(&mut xml, "news:language", &page.lang);
        xml.push_str("</news:publication>\n");
        element(&mut xml, "news:publication_date", &moment(Some(page.published)).unwrap_or_default());
        element(&mut xml, "news:title", &page.title);
        xml.push_str("</news:news>\n</url>\n");
    }
    xml.push_str("</urlset>\n");
    xml
}
