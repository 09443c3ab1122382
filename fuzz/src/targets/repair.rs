//! `thuchu-text`: what cleans and repairs: the door, old encodings, left-overs of typing, language.

use thuchu_text::clean::clean_at_the_door;
use thuchu_text::legacy::{self, Legacy};
use thuchu_text::typing::{self, Method};
use thuchu_text::{decode, lang, mojibake};

use super::text_of;
use crate::Target;

pub(crate) fn targets() -> Vec<Target> {
    vec![
        Target { name: "text_clean", run: clean },
        Target { name: "text_decode", run: decoding },
        Target { name: "text_legacy", run: encodings },
        Target { name: "text_mojibake", run: repairs },
        Target { name: "text_typing", run: keys },
    ]
}

/// What was cleaned is clean, and holds no invisible character.
fn clean(bytes: &[u8]) {
    let cleaned = clean_at_the_door(&text_of(bytes), b"a key of the test");
    assert_eq!(clean_at_the_door(&cleaned.text, b"a key of the test").text, cleaned.text, "the door is idempotent");
    let marks = ['\u{200b}', '\u{202e}', '\u{2066}', '\u{feff}', '\u{ad}', '\0'];
    assert!(!cleaned.text.contains(marks), "{:?}", cleaned.text);
    for link in &cleaned.short_links {
        assert!(!cleaned.text.contains(link.url.as_str()), "a short link may name who shared it");
    }
}

/// What decodes is text, and no encoding grows more than threefold.
fn decoding(bytes: &[u8]) {
    if let Ok((text, _)) = decode::to_text(bytes) {
        assert!(text.len() <= 3 * bytes.len(), "{} bytes out of {}", text.len(), bytes.len());
    }
}

/// Every byte means something in these encodings, at most three bytes of text.
fn encodings(bytes: &[u8]) {
    for encoding in [Legacy::Windows1258, Legacy::Viscii, Legacy::Tcvn3, Legacy::VniWindows, Legacy::Vps] {
        assert!(legacy::decode(bytes, encoding).len() <= 3 * bytes.len(), "{encoding:?}");
    }
    let _ = (legacy::detect(bytes), legacy::of_font(&text_of(bytes)), lang::detect(&text_of(bytes)));
}

fn repairs(bytes: &[u8]) {
    let repaired = mojibake::repair(&text_of(bytes)).into_owned();
    let _ = mojibake::repair(&repaired);
}

fn keys(bytes: &[u8]) {
    let text = text_of(bytes);
    for method in [Method::Telex, Method::Vni, Method::Viqr] {
        let _ = typing::convert(&text, method);
    }
    let _ = typing::repair(&text);
}
