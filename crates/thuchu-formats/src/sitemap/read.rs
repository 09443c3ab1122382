//! Sitemaps, read: which pages a site lists, or which files its index names.

use quick_xml::events::Event;
use quick_xml::{Reader, XmlVersion};
use thuchu_model::Timestamp;

use super::{SITEMAP_MAX_BYTES, SITEMAP_MAX_PAGES, SitemapPage};
use crate::read::fields;
use crate::xml::referenced;

/// What a sitemap is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SitemapRead {
    /// Pages.
    Pages(Vec<SitemapPage>),
    /// Further files.
    Index(Vec<SitemapPage>),
}

/// Why a document is no sitemap that can be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SitemapError {
    /// Beyond the protocol's limits.
    #[error("the sitemap is larger than the protocol allows")]
    TooLarge,
    /// XML with a document type declaration.
    #[error("the sitemap declares a DOCTYPE; refused")]
    Doctype,
    /// Not UTF-8, not well formed, or something else.
    #[error("the document is no sitemap: {0}")]
    Broken(String),
}

/// Reads a sitemap or an index. What has no usable address is left out.
///
/// # Errors
/// [`SitemapError`].
pub fn read_sitemap(bytes: &[u8]) -> Result<SitemapRead, SitemapError> {
    if bytes.len() > SITEMAP_MAX_BYTES {
        return Err(SitemapError::TooLarge);
    }
    let broken = |error: &dyn std::fmt::Display| SitemapError::Broken(error.to_string());
    let text = std::str::from_utf8(bytes).map_err(|error| broken(&error))?;
    let mut reader = Reader::from_str(text.trim_start_matches('\u{feff}'));
    reader.config_mut().expand_empty_elements = true;
    let (mut pages, mut page, mut index, mut root) = (Vec::new(), SitemapPage::default(), false, false);
    let (mut path, mut said): (Vec<Vec<u8>>, String) = (Vec::new(), String::new());
    loop {
        match reader.read_event().map_err(|error| broken(&error))? {
            Event::DocType(_) => return Err(SitemapError::Doctype),
            Event::Start(start) => {
                let name = start.local_name().as_ref().to_vec();
                if path.is_empty() {
                    root = true;
                    index = name == b"sitemapindex";
                    if !index && name != b"urlset" {
                        return Err(SitemapError::Broken("another root".to_owned()));
                    }
                }
                if path.len() > 8 {
                    return Err(SitemapError::Broken("nested too deeply".to_owned()));
                }
                if path.len() == 2 && name == b"link" && page.languages.len() < 64 {
                    let (mut lang, mut href) = (None, None);
                    for attribute in start.attributes().with_checks(false).flatten().take(8) {
                        let value = attribute.decoded_and_normalized_value(XmlVersion::Implicit1_0, reader.decoder());
                        let value = value.ok().map(std::borrow::Cow::into_owned);
                        match attribute.key.as_ref() {
                            b"hreflang" => lang = value,
                            b"href" => href = value,
                            _ => {}
                        }
                    }
                    page.languages.extend(lang.zip(href));
                }
                said.clear();
                path.push(name);
            }
            Event::End(_) => {
                let name = path.pop().unwrap_or_default();
                match (path.len(), name.as_slice()) {
                    (2, b"loc") => page.address = said.trim().to_owned(),
                    (2, b"lastmod") => page.modified = instant(said.trim()),
                    (1, b"url" | b"sitemap") => {
                        let whole = std::mem::take(&mut page);
                        if fields::page_url(&whole.address).is_ok() {
                            if pages.len() == SITEMAP_MAX_PAGES {
                                return Err(SitemapError::TooLarge);
                            }
                            pages.push(whole);
                        }
                    }
                    _ => {}
                }
            }
            Event::Text(text) => said.push_str(&text.xml10_content().map_err(|error| broken(&error))?),
            Event::CData(text) => said.push_str(&text.xml10_content().map_err(|error| broken(&error))?),
            Event::GeneralRef(reference) => said.extend(referenced(&reference)),
            Event::Eof => break,
            _ => {}
        }
    }
    if !root || !path.is_empty() {
        return Err(SitemapError::Broken("it ends too early".to_owned()));
    }
    Ok(if index { SitemapRead::Index(pages) } else { SitemapRead::Pages(pages) })
}

fn instant(text: &str) -> Option<Timestamp> {
    let at = text.parse::<jiff::Timestamp>().ok();
    at.map(|at| Timestamp::from_micros(at.as_microsecond()))
        .or_else(|| fields::date(text).map(thuchu_model::Day::midnight))
}
