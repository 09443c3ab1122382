//! Bytes of a page to its text. What the header or the page says of its encoding is a claim like others: it is believed
//! where the bytes agree.

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, WINDOWS_1252, WINDOWS_1258};
use thuchu_text::legacy::{self, Legacy};
use thuchu_text::mojibake;

use crate::legacy_font::vietnamese_words;

/// How far into the page a `<meta charset>` is looked for. The standard says 1,024 bytes; old pages put much before it.
const HEAD: usize = 4 << 10;

/// A page's text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decoded {
    /// The text, without byte order mark.
    pub text: String,
    /// How it was read: a name of the WHATWG Encoding Standard (`UTF-8`), `TCVN3`, `VISCII`, `VNI`, `VPS`, or
    /// `UTF-8 read as windows-1252` where the page itself was written so.
    pub encoding: &'static str,
    /// Does that differ from what the header or the page claimed?
    pub mended: bool,
}

/// Reads bytes as text; always gives some. At most three bytes of text for each byte.
#[must_use]
pub fn decode(bytes: &[u8], content_type: Option<&str>) -> Decoded {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        let (text, _) = encoding.decode_without_bom_handling(bytes.get(mark..).unwrap_or_default());
        return Decoded { text: text.into_owned(), encoding: encoding.name(), mended: false };
    }
    let label = content_type.and_then(charset_of_header).or_else(|| charset_of_page(bytes));
    let declared = label.as_deref().and_then(|label| Encoding::for_label(label.as_bytes()));
    // A page whose bytes are ASCII around its own `charset=utf-16` is not in UTF-16 (WHATWG HTML, 13.2.3.2).
    let declared = declared.filter(|encoding| content_type.is_some() || encoding.is_ascii_compatible());
    let done = |text: String, encoding: &'static str| {
        let mended = declared.is_some_and(|declared| declared.name() != encoding);
        Decoded { text, encoding, mended }
    };

    if let Some(declared) = declared.filter(|encoding| !encoding.is_ascii_compatible()) {
        let (text, wrong) = declared.decode_without_bom_handling(bytes);
        if !wrong {
            return done(text.into_owned(), declared.name());
        }
    }
    if let Some(text) = utf8(bytes) {
        return match mojibake::repair(&text) {
            Cow::Owned(repaired) => done(repaired, "UTF-8 read as windows-1252"),
            Cow::Borrowed(_) => done(text, UTF_8.name()),
        };
    }
    if let Some(legacy) = label.as_deref().and_then(legacy_of_label).or_else(|| legacy_of(bytes, declared)) {
        return done(legacy::decode(bytes, legacy), name(legacy));
    }
    if let Some(declared) = declared.filter(|&declared| declared != UTF_8) {
        let (text, wrong) = declared.decode_without_bom_handling(bytes);
        if !wrong {
            return done(text.into_owned(), declared.name());
        }
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let guessed = detector.guess(None, Utf8Detection::Deny);
    done(guessed.decode_without_bom_handling(bytes).0.into_owned(), guessed.name())
}

/// UTF-8, if the bytes are that but for a few: a page that was cut, or one quotation pasted from elsewhere.
fn utf8(bytes: &[u8]) -> Option<String> {
    match std::str::from_utf8(bytes) {
        Ok(text) => Some(text.to_owned()),
        Err(_) => {
            let (mut good, mut bad) = (0_usize, 0_usize);
            for chunk in bytes.utf8_chunks() {
                good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
                bad += usize::from(!chunk.invalid().is_empty());
            }
            (good >= 10 * bad).then(|| String::from_utf8_lossy(bytes).into_owned())
        }
    }
}

/// An old Vietnamese encoding by the fonts the page names, else by its letters. Asked only where the page claims an
/// encoding that such pages claim, or none.
fn legacy_of(bytes: &[u8], declared: Option<&'static Encoding>) -> Option<Legacy> {
    let claims = declared.is_none_or(|declared| {
        [UTF_8, WINDOWS_1252, WINDOWS_1258, encoding_rs::X_USER_DEFINED].contains(&declared)
            || declared.name().starts_with("ISO-8859-")
    });
    if !claims {
        return None;
    }
    let words = without_tags(bytes);
    let by_font = font(bytes).filter(|&font| {
        let (plain, _) = WINDOWS_1252.decode_without_bom_handling(&words);
        vietnamese_words(&legacy::decode(&words, font)) > vietnamese_words(&plain)
    });
    by_font.or_else(|| legacy::detect(&words))
}

/// The first old font in the bytes of a page, wherever it stands.
fn font(bytes: &[u8]) -> Option<Legacy> {
    let lower: Vec<u8> = bytes.iter().take(512 << 10).map(u8::to_ascii_lowercase).collect();
    lower.windows(4).enumerate().find_map(|(at, window)| {
        let before = at.checked_sub(1).and_then(|at| lower.get(at)).copied().unwrap_or(b' ');
        let begins = matches!(window, [b'.', b'v', b'n', b'a'..=b'z'] | b"vni-" | b"vps ");
        let quoted = matches!(before, b'"' | b'\'' | b':' | b'=' | b' ' | b',' | b';');
        (begins && quoted).then(|| std::str::from_utf8(window).ok().and_then(legacy::of_font)).flatten()
    })
}

/// What stands between the tags, scripts and styles left out.
fn without_tags(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len());
    let mut rest = bytes;
    while let Some(at) = rest.iter().position(|&b| b == b'<') {
        out.extend_from_slice(&rest[..at]);
        out.push(b' ');
        rest = &rest[at..];
        let is = |name: &[u8]| rest.get(1..=name.len()).is_some_and(|tag| tag.eq_ignore_ascii_case(name));
        let end: &[u8] = if is(b"script") {
            b"</script"
        } else if is(b"style") {
            b"</style"
        } else {
            b">"
        };
        let found = rest.windows(end.len()).position(|window| window.eq_ignore_ascii_case(end));
        rest = found.and_then(|found| rest.get(found + end.len()..)).unwrap_or_default();
    }
    out.extend_from_slice(rest);
    out
}

fn legacy_of_label(label: &str) -> Option<Legacy> {
    match label.trim().to_ascii_lowercase().as_str() {
        "viscii" | "csviscii" => Some(Legacy::Viscii),
        "tcvn" | "tcvn3" | "tcvn-5712" | "tcvn5712-1" | "tcvn5712" | "x-viet-tcvn" | "x-viet-tcvn5712" => {
            Some(Legacy::Tcvn3)
        }
        "vni" | "x-viet-vni" => Some(Legacy::VniWindows),
        "vps" | "x-viet-vps" => Some(Legacy::Vps),
        "windows-1258" | "cp1258" | "x-cp1258" => Some(Legacy::Windows1258),
        _ => None,
    }
}

fn name(legacy: Legacy) -> &'static str {
    match legacy {
        Legacy::Windows1258 => "windows-1258",
        Legacy::Viscii => "VISCII",
        Legacy::Tcvn3 => "TCVN3",
        Legacy::VniWindows => "VNI",
        Legacy::Vps => "VPS",
    }
}

fn charset_of_header(content_type: &str) -> Option<String> {
    let lower = content_type.to_ascii_lowercase();
    label_after_charset(&lower)
}

/// `<meta charset=…>` or `<meta http-equiv=content-type content="…charset=…">`, or that of an XML declaration.
fn charset_of_page(bytes: &[u8]) -> Option<String> {
    let head = String::from_utf8_lossy(bytes.get(..HEAD).unwrap_or(bytes)).to_ascii_lowercase();
    let mut rest = head.as_str();
    if let Some(declaration) = head.strip_prefix("<?xml").and_then(|rest| rest.split("?>").next())
        && let Some((_, label)) = declaration.split_once("encoding")
    {
        return label_of(label);
    }
    while let Some((_, after)) = rest.split_once("<meta") {
        let tag = after.split('>').next().unwrap_or_default();
        if let Some(label) = label_after_charset(tag) {
            return Some(label);
        }
        rest = after;
    }
    None
}

fn label_after_charset(text: &str) -> Option<String> {
    text.match_indices("charset").find_map(|(at, word)| label_of(&text[at + word.len()..]))
}

fn label_of(text: &str) -> Option<String> {
    let label = text.trim_start().strip_prefix('=')?.trim_start().trim_start_matches(['"', '\'']);
    let end = label.find(|c: char| !(c.is_ascii_alphanumeric() || "-_:.".contains(c))).unwrap_or(label.len());
    (end > 0).then(|| label[..end].to_owned())
}

#[cfg(test)]
mod tests;
