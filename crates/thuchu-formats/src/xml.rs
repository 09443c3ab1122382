//! Writing XML: every text is escaped, and what XML 1.0 has no way to write is left out. And what a reference stands for.

use std::fmt::Write as _;

use quick_xml::events::BytesRef;

/// `<name>text</name>` on a line of its own.
pub(crate) fn element(xml: &mut String, name: &str, text: &str) {
    let _ = writeln!(xml, "<{name}>{}</{name}>", escaped(text));
}

/// The same where there is a text.
pub(crate) fn optional(xml: &mut String, name: &str, text: Option<&str>) {
    if let Some(text) = text {
        element(xml, name, text);
    }
}

/// `<link rel type href/>`, where there is an address. `name` is the element's: `link`, or `atom:link` within RSS.
pub(crate) fn link(xml: &mut String, name: &str, rel: &str, kind: &str, address: Option<&str>) {
    if let Some(address) = address {
        let kind = if kind.is_empty() { String::new() } else { format!(" type=\"{kind}\"") };
        let _ = writeln!(xml, "<{name} rel=\"{rel}\"{kind} href=\"{}\"/>", escaped(address));
    }
}

/// A text between tags or in an attribute, without the characters that XML 1.0 (§2.2) has no way to write and without
/// those that turn the direction of what follows (UAX #9, explicit embeddings, overrides and isolates): a stranger's
/// text must not rearrange the line of a list that it stands in.
pub(crate) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\t' | '\n' => out.push(letter),
            '\r' => out.push_str("&#13;"),
            // Beside what cannot be written, controls of C1: they are allowed, and mean nothing.
            letter if letter.is_control() || matches!(letter, '\u{fffe}' | '\u{ffff}') || turns(letter) => {}
            other => out.push(other),
        }
    }
    out
}

/// Whether the character turns the direction of what follows until another one ends that.
pub(crate) const fn turns(letter: char) -> bool {
    matches!(letter, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// What a reference stands for: a character by its number, or one of the five names of XML 1.0 (§4.6). Any other name is an
/// entity that nobody declared, for a DOCTYPE is refused.
pub(crate) fn referenced(reference: &BytesRef<'_>) -> Option<char> {
    if let Ok(Some(character)) = reference.resolve_char_ref() {
        return Some(character);
    }
    match &**reference {
        b"amp" => Some('&'),
        b"lt" => Some('<'),
        b"gt" => Some('>'),
        b"quot" => Some('"'),
        b"apos" => Some('\''),
        _ => None,
    }
}
