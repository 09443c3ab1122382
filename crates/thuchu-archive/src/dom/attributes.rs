//! No tag with more than some hundred attributes reaches the tokeniser, which compares each with all before it.

use std::borrow::Cow;

/// Most attributes of one tag; the rest becomes text.
const MOST: u16 = 300;

/// States of the tokeniser within a tag (WHATWG HTML, 13.2.5.8 and 13.2.5.32 to 13.2.5.39).
const NAME: usize = 0;
const BEFORE_ATTRIBUTE: usize = 1;
const ATTRIBUTE: usize = 2;
const AFTER_ATTRIBUTE: usize = 3;
const BEFORE_VALUE: usize = 4;
const DOUBLE: usize = 5;
const SINGLE: usize = 6;
const UNQUOTED: usize = 7;
const STATES: usize = 8;

/// The page with a `>` put before the attribute that is one too many.
///
/// A tag may begin at any `<`: in a script or a comment it is none, but which of them are scripts the tokeniser alone
/// knows. So all tags that may have begun are followed at once. Those in the same state differ only in how many
/// attributes they have, of which the largest counts; so each byte costs eight steps at most.
pub(super) fn within_bounds(html: &str) -> Cow<'_, str> {
    let bytes = html.as_bytes();
    let mut out = String::new();
    let mut copied = 0;
    let mut counts: [Option<u16>; STATES] = [None; STATES];
    for (at, &byte) in bytes.iter().enumerate() {
        let mut next: [Option<u16>; STATES] = [None; STATES];
        let mut full = false;
        for (state, count) in counts.iter().enumerate() {
            let Some(count) = *count else { continue };
            let Some((state, more)) = step(state, byte) else { continue };
            let count = count + u16::from(more);
            full |= count > MOST;
            next[state] = next[state].max(Some(count));
        }
        if full {
            out.push_str(&html[copied..at]);
            out.push('>');
            copied = at;
            // The `>` ends every tag but those inside a quoted value.
            for state in [NAME, BEFORE_ATTRIBUTE, ATTRIBUTE, AFTER_ATTRIBUTE, BEFORE_VALUE, UNQUOTED] {
                next[state] = None;
            }
            for state in [DOUBLE, SINGLE] {
                next[state] = counts[state].and_then(|count| (step(state, byte)?.0 == state).then_some(count));
            }
        }
        let begins = byte.is_ascii_alphabetic() && (bytes[..at].ends_with(b"<") || bytes[..at].ends_with(b"</"));
        if begins {
            next[NAME] = next[NAME].max(Some(0));
        }
        counts = next;
    }
    if copied == 0 {
        return Cow::Borrowed(html);
    }
    out.push_str(&html[copied..]);
    Cow::Owned(out)
}

/// The state behind a byte, and whether an attribute began with it; `None` when the tag is over.
fn step(state: usize, byte: u8) -> Option<(usize, bool)> {
    let space = matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | 0x0C);
    Some(match (state, byte) {
        (DOUBLE, b'"') | (SINGLE, b'\'') => (BEFORE_ATTRIBUTE, false),
        (DOUBLE | SINGLE, _) => (state, false),
        (_, b'>') => return None,
        (UNQUOTED, _) => (if space { BEFORE_ATTRIBUTE } else { UNQUOTED }, false),
        (BEFORE_VALUE, b'"') => (DOUBLE, false),
        (BEFORE_VALUE, b'\'') => (SINGLE, false),
        (BEFORE_VALUE, _) => (if space { BEFORE_VALUE } else { UNQUOTED }, false),
        (ATTRIBUTE | AFTER_ATTRIBUTE, b'=') => (BEFORE_VALUE, false),
        (_, b'/') => (BEFORE_ATTRIBUTE, false),
        (NAME, _) => (if space { BEFORE_ATTRIBUTE } else { NAME }, false),
        (BEFORE_ATTRIBUTE, _) if space => (BEFORE_ATTRIBUTE, false),
        (ATTRIBUTE | AFTER_ATTRIBUTE, _) if space => (AFTER_ATTRIBUTE, false),
        (ATTRIBUTE, _) => (ATTRIBUTE, false),
        (_, _) => (ATTRIBUTE, true),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn most_attributes(html: &str) -> usize {
        let tree = crate::dom::parse(html);
        (0..tree.len() as u32).map(|id| tree.attrs(id).len()).max().unwrap()
    }

    #[test]
    fn an_ordinary_page_is_left_alone() {
        let page = "<p class=\"a\" id='b' hidden>1 < 2</p><script>for(i<n;i++){a b c d}</script>";
        assert!(matches!(within_bounds(page), Cow::Borrowed(_)));
    }

    #[test]
    fn no_tag_keeps_more_attributes_than_allowed_wherever_it_hides() {
        let many: String = (0..2_000).map(|n| format!(" a{n}=\"x>\" b{n}='<c' d{n}=e")).collect();
        let pages = [
            format!("<p{many}>x"),
            format!("<script>a<b c=\"</script><p{many}>x"),
            format!("<!-- <b c=' --><p{many}>x"),
            format!("<svg><script><p{many}>x"),
            format!("</p{many}><i{many}>x"),
        ];
        for page in pages {
            let most = most_attributes(&page);
            assert!((2..=usize::from(MOST)).contains(&most), "{most}: {}", &page[..40]);
        }
    }
}
