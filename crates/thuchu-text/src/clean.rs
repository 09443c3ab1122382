//! Cleaning at the door: what a message loses before the first durable write.
//!
//! A message may name who sent it or whom it is about. Invisible characters (which can carry marks), tracking values
//! in links, and the numbers and names by which people are reached are taken out here. Amounts, dates and public short
//! numbers stay: they are what a claim is about. Resolving short links needs the network and is left to the caller.

use std::ops::Range;

use hmac::{Hmac, Mac};
use sha2::Sha256;

use crate::links::{CanonicalUrl, find_links};
use crate::{dates, normalise, token};

mod mask;

/// A cleaned text.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Cleaned {
    /// What may be stored.
    pub text: String,
    /// The links left in it, canonical, in order, each once.
    pub links: Vec<CanonicalUrl>,
    /// Short links, each replaced in the text by its keyed hash. Held in memory only, for the guarded fetch to resolve; never stored.
    pub short_links: Vec<ShortLink>,
    /// How many marks were masked.
    pub masked: usize,
}

/// A link that redirects, and what stands for it in the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShortLink {
    /// The link itself. It may name who shared it.
    pub url: CanonicalUrl,
    /// `[link:` and 32 hexadecimal digits and `]`: the first half of HMAC-SHA-256 of the link.
    pub stand_in: String,
}

/// Cleans a message; `key` keys the hashes of short links.
///
/// Normalises; drops every other format character; puts links into canonical form, which loses the query names known
/// to say who shared or from where, and on Facebook, YouTube, X, Instagram, TikTok and Threads every name not known to
/// say which page (other hosts keep names nobody knows, for they may be the page); masks phone numbers, e-mail addresses, bank, card and identity numbers, handles and personal pages.
/// Idempotent: a stand-in and a mask are no marks. Masks are `[phone]`, `[email]`, `[number]`, `[person]`.
#[must_use]
pub fn clean_at_the_door(text: &str, key: &[u8]) -> Cleaned {
    let mut out = Cleaned::default();
    let mut current = clean_once(text, key, &mut out);
    // A mask may uncover a mark that stood against it (`a@b.vna@b.vn`): clean until nothing changes. Real text
    // needs one round more to see that; the bound is for text built to need many.
    for _ in 0..32 {
        let mut again = Cleaned::default();
        let next = clean_once(&current, key, &mut again);
        if next == current {
            out.links = again.links;
            out.text = current;
            return out;
        }
        out.masked += again.masked;
        for link in again.short_links {
            if !out.short_links.contains(&link) {
                out.short_links.push(link);
            }
        }
        current = next;
    }
    out.links = find_links(&current).into_iter().map(|(_, url)| url).collect();
    out.text = current;
    out
}

/// The links of a text, and those that begin inside what is no link (`tin?ihttps://…` behind a broken host): a reader
/// never sees them as links, but they carry their marks all the same.
fn links_even_inside_words(text: &str) -> Vec<(Range<usize>, CanonicalUrl)> {
    let mut found = find_links(text);
    let known: Vec<Range<usize>> = found.iter().map(|(range, _)| range.clone()).collect();
    let starts = ["http://", "https://"].into_iter().flat_map(|scheme| text.match_indices(scheme));
    for (start, _) in starts {
        let before = known.partition_point(|range| range.start <= start);
        if before > 0 && known[before - 1].end > start {
            continue;
        }
        let first = find_links(head(&text[start..])).into_iter().next();
        if let Some((range, url)) = first.filter(|(range, _)| range.start == 0) {
            found.push((start..start + range.end, url));
        }
    }
    found.sort_by_key(|(range, _)| range.start);
    found
}

/// Links looked at inside one link.
const MOST_INSIDE: usize = 16;

/// Up to where the next link begins, or the word ends.
fn head(text: &str) -> &str {
    let next = text.match_indices("http").map(|(at, _)| at).find(|&at| at > 0).unwrap_or(text.len());
    let end = text[..next].find(char::is_whitespace).unwrap_or(next);
    &text[..end]
}

/// Whether another link stands inside this one, as redirectors write it, that may name a person: a short link or a
/// personal page, plain or percent-encoded.
fn carries_a_mark(url: &CanonicalUrl) -> bool {
    let rest = url.path_and_query();
    if !rest.contains("://") && !rest.contains('%') {
        return false;
    }
    let inside = |text: &str| {
        let links = text.match_indices("http").take(MOST_INSIDE).map(|(at, _)| find_links(head(&text[at..])));
        links.flatten().any(|(_, link)| link.is_short_link() || link.is_personal_profile())
    };
    let query = rest.split_once('?').map_or("", |(_, query)| query);
    inside(rest) || url::form_urlencoded::parse(query.as_bytes()).any(|(name, value)| inside(&name) || inside(&value))
}

fn clean_once(text: &str, key: &[u8], out: &mut Cleaned) -> String {
    let visible: String = normalise(text).chars().filter(|&c| !hides(c)).collect();
    let text = normalise(&visible);
    let mut put_together = String::with_capacity(text.len());
    let mut edits: Vec<(Range<usize>, String)> = Vec::new();
    for (range, url) in links_even_inside_words(&text) {
        let put = if url.is_short_link() {
            let stand_in = stand_in(&url, key);
            if !out.short_links.iter().any(|link| link.url == url) {
                out.short_links.push(ShortLink { url, stand_in: stand_in.clone() });
            }
            stand_in
        } else if url.is_personal_profile() || mask::reveals(url.path_and_query()) || carries_a_mark(&url) {
            out.masked += 1;
            mask::PERSON.to_owned()
        } else {
            let put = url.as_str().to_owned();
            if !out.links.contains(&url) {
                out.links.push(url);
            }
            put
        };
        edits.push((range, put));
    }
    let links: Vec<Range<usize>> = edits.iter().map(|(range, _)| range.clone()).collect();
    for (range, put) in mask::marks(&text, &links) {
        out.masked += 1;
        edits.push((range, put.to_owned()));
    }
    edits.sort_by_key(|(range, _)| range.start);
    let mut from = 0;
    for (range, put) in edits {
        if range.start < from {
            continue;
        }
        put_together.push_str(&text[from..range.start]);
        put_together.push_str(&put);
        from = range.end;
    }
    put_together.push_str(&text[from..]);
    put_together
}

/// Format and private-use characters, tags and fillers beyond those that [`normalise`] drops: room for hidden marks.
fn hides(c: char) -> bool {
    use unicode_properties::{GeneralCategory, UnicodeGeneralCategory};
    (c.general_category() == GeneralCategory::Format && c != '\u{200D}')
        || matches!(c.general_category(), GeneralCategory::PrivateUse | GeneralCategory::Unassigned)
        || (c.is_control() && c != '\n')
        || matches!(c, '\u{34F}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}' | '\u{180B}'..='\u{180F}' | '\u{2065}' | '\u{3164}'
            | '\u{FE00}'..='\u{FE0E}' | '\u{FFA0}' | '\u{2800}' | '\u{E0000}'..='\u{E0FFF}')
}

fn stand_in(url: &CanonicalUrl, key: &[u8]) -> String {
    // HMAC takes keys of any length; an error cannot occur, and if it did the link would stay unnamed.
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(key) else { return "[link]".to_owned() };
    mac.update(url.as_str().as_bytes());
    let digest = mac.finalize().into_bytes();
    let mut out = String::from("[link:");
    for byte in &digest[..16] {
        for nibble in [byte >> 4, byte & 15] {
            out.push(char::from(b"0123456789abcdef"[usize::from(nibble)]));
        }
    }
    out.push(']');
    out
}

/// The bytes of dates and times, which are never masked.
fn dated(text: &str) -> Vec<Range<usize>> {
    let tokens = token::tokens(text);
    dates::token_spans(&tokens)
        .into_iter()
        .map(|span| tokens[span.start].range.start..tokens[span.end - 1].range.end)
        .collect()
}

#[cfg(test)]
mod tests;
