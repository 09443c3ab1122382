//! Finding addresses in running text: with a scheme, with `www.`, or bare (`vnexpress.net/abc`).

use std::ops::Range;

use super::{CanonicalUrl, canonical};

/// The web addresses in a text, in order, with the bytes they take.
///
/// Bare domains count only with ASCII labels and a well-known ending; endings that are also Vietnamese syllables
/// (`.me`, `.to`) need a path, because people forget the space after a full stop. E-mail addresses are no links.
/// Closing punctuation is left outside. One pass over the text; words without a dot cost a byte scan only.
#[must_use]
pub fn find_links(text: &str) -> Vec<(Range<usize>, CanonicalUrl)> {
    let mut found = Vec::new();
    // An address needs `://`, or a dot between two letters or digits; most texts have neither.
    let inner_dot = |w: &[u8]| w[1] == b'.' && w[0].is_ascii_alphanumeric() && w[2].is_ascii_alphabetic();
    if !text.as_bytes().windows(3).any(|w| inner_dot(w) || w == b"://") {
        return found;
    }
    let mut start = None;
    for (at, c) in text.char_indices() {
        if is_border(c) {
            if let Some(from) = start.take() {
                in_word(text, from..at, &mut found);
            }
        } else if start.is_none() {
            start = Some(at);
        }
    }
    if let Some(from) = start {
        in_word(text, from..text.len(), &mut found);
    }
    found
}

/// What an address never holds.
#[inline]
fn is_border(c: char) -> bool {
    matches!(c, '\0'..=' ' | '<' | '>' | '"' | '{' | '}' | '|' | '\\' | '^' | '`' | '\u{7F}'..='\u{A0}' | '«' | '»' | '“' | '”'
        | '„' | '‘' | '’' | '…' | '\u{2000}'..='\u{200A}' | '\u{2028}' | '\u{2029}' | '\u{3000}'..='\u{3002}' | '，' | '（' | '）')
        || crate::forms::is_emoji(c)
}

fn in_word(text: &str, word: Range<usize>, found: &mut Vec<(Range<usize>, CanonicalUrl)>) {
    if !text.as_bytes()[word.clone()].contains(&b'.') && !text[word.clone()].contains("://") {
        return;
    }
    let mut from = word.start;
    while from < word.end {
        let rest = &text[from..word.end];
        let (start, scheme) = match scheme_at(rest) {
            Some((at, length)) => (at, length),
            None => {
                bare(text, from..word.end, found);
                return;
            }
        };
        // Two addresses glued together: the next one begins at the next scheme; one inside a query or path stays.
        let next = glued(&rest[start + scheme..]).map_or(rest.len(), |(at, _)| start + scheme + at);
        let range = trimmed(text, from + start..from + next);
        if range.len() > scheme
            && let Ok(url) = canonical(&text[range.clone()])
        {
            found.push((range, url));
        }
        from += next;
    }
}

/// Where `http://` or `https://` stands, and its length.
fn scheme_at(text: &str) -> Option<(usize, usize)> {
    let mut from = 0;
    while let Some(at) = text[from..].find("://").map(|at| from + at) {
        for length in [5, 4] {
            let scheme = &text.as_bytes()[at.saturating_sub(length)..at];
            if scheme.eq_ignore_ascii_case(&b"https"[..length]) {
                return Some((at - length, length + 3));
            }
        }
        from = at + 3;
    }
    None
}

/// A scheme that follows a letter, digit or comma directly, and not `=`, `/` or `%`, begins another address.
fn glued(text: &str) -> Option<(usize, usize)> {
    let (at, length) = scheme_at(text)?;
    let wraps = text[..at].contains('?') || text[..at].ends_with('/');
    (!wraps && at > 0).then_some((at, length))
}

fn bare(text: &str, word: Range<usize>, found: &mut Vec<(Range<usize>, CanonicalUrl)>) {
    // `Nguồn:vnexpress.net`, `(tuoitre.vn` and `a,b.vn` begin after the sign.
    for piece in pieces(text, word) {
        let range = trimmed(text, piece);
        let candidate = &text[range.clone()];
        if looks_like_domain(candidate)
            && let Ok(url) = canonical(candidate)
        {
            found.push((range, url));
        }
    }
}

fn pieces(text: &str, word: Range<usize>) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut start = word.start;
    let mut in_path = false;
    for (offset, c) in text[word.clone()].char_indices() {
        let at = word.start + offset;
        in_path |= matches!(c, '/' | '?');
        let port = c == ':' && text[at + 1..word.end].starts_with(|c: char| c.is_ascii_digit());
        if !in_path && !port && matches!(c, ',' | ';' | ':' | '(' | ')' | '[' | ']' | '!' | '*' | '\'' | '=') {
            out.push(start..at);
            start = at + c.len_utf8();
        }
    }
    out.push(start..word.end);
    out
}

fn looks_like_domain(text: &str) -> bool {
    let host_end = text.find(['/', '?', ':', '#']).unwrap_or(text.len());
    let (host, path) = text.split_at(host_end);
    if host.contains('@') || host.len() > 253 {
        return false;
    }
    let mut labels = host.split('.');
    let good = |label: &str| {
        !label.is_empty()
            && label.len() <= 63
            && label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    if !labels.all(good) || !host.contains('.') {
        return false;
    }
    let ending = host.rsplit('.').next().unwrap_or_default().to_ascii_lowercase();
    let first = host.split('.').next().unwrap_or_default();
    if !first.bytes().any(|b| b.is_ascii_alphabetic()) && host.split('.').count() < 3 && path.is_empty() {
        return false;
    }
    is_common_ending(&ending) || (path.len() > 1 && path.starts_with('/') && is_syllable_ending(&ending))
}

fn is_common_ending(ending: &str) -> bool {
    matches!(
        ending,
        "vn" | "com"
            | "net"
            | "org"
            | "edu"
            | "gov"
            | "info"
            | "app"
            | "xyz"
            | "shop"
            | "site"
            | "online"
            | "club"
            | "vip"
            | "pro"
            | "page"
            | "dev"
            | "cc"
            | "us"
            | "uk"
            | "au"
            | "fr"
            | "de"
            | "jp"
            | "cn"
            | "kr"
            | "ru"
            | "sg"
            | "eu"
            | "asia"
            | "biz"
            | "mobi"
            | "news"
            | "int"
            | "win"
            | "fun"
            | "icu"
            | "cloud"
            | "media"
            | "website"
            | "space"
            | "ly"
            | "gl"
            | "tw"
            | "hk"
            | "io"
            | "tv"
            | "ai"
            | "gg"
            | "tk"
            | "ga"
            | "cf"
            | "gd"
            | "tokyo"
            | "world"
            | "life"
            | "blog"
            | "store"
            | "health"
    )
}

fn is_syllable_ending(ending: &str) -> bool {
    matches!(
        ending,
        "me" | "co"
            | "be"
            | "la"
            | "my"
            | "th"
            | "kh"
            | "id"
            | "ph"
            | "in"
            | "to"
            | "it"
            | "is"
            | "link"
            | "top"
            | "so"
            | "at"
            | "live"
            | "bet"
            | "ee"
            | "li"
            | "st"
            | "am"
            | "su"
            | "re"
            | "vc"
            | "sh"
            | "ws"
            | "tech"
            | "bio"
            | "watch"
            | "ca"
            | "es"
            | "google"
            | "gy"
            | "al"
            | "wiki"
    )
}

/// Leaves closing punctuation outside, but keeps a closing bracket that was opened inside.
fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let mut candidate = &text[range.clone()];
    while let Some(last) = candidate.chars().next_back() {
        let closes = match last {
            '.' | ',' | ';' | ':' | '!' | '?' | '\'' | '*' | '~' | '_' => true,
            ')' => candidate.matches('(').count() < candidate.matches(')').count(),
            ']' => candidate.matches('[').count() < candidate.matches(']').count(),
            _ => false,
        };
        if !closes {
            break;
        }
        candidate = &candidate[..candidate.len() - last.len_utf8()];
    }
    range.start..range.start + candidate.len()
}
