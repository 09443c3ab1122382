//! What a piece of HTML says, as plain text, in one pass: tags are left out, references become their characters. Never
//! more than text comes out of it, so whatever shows it escapes it like any other.

/// Longest reference that is read, bytes, without `&` and `;`.
const REFERENCE: usize = 10;

/// The text of a piece of HTML, trimmed. Scripts, styles and comments say nothing; where a block begins or ends there is a
/// new line.
#[must_use]
pub fn plain_of_html(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(at) = rest.find(['<', '&']) {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        rest = if rest.starts_with('&') { reference(rest, &mut out) } else { tag(rest, &mut out) };
    }
    out.push_str(rest);
    out.trim().to_owned()
}

/// What follows the reference at the beginning, whose character is written; one that nobody knows is text.
fn reference<'t>(text: &'t str, out: &mut String) -> &'t str {
    let name = text.as_bytes().iter().skip(1).take(REFERENCE + 1).position(|byte| *byte == b';');
    let read = name.and_then(|length| text.get(1..=length)).and_then(|name| known(name).map(|c| (c, name.len())));
    match read {
        Some((character, length)) => {
            out.push(character);
            text.get(length + 2..).unwrap_or_default()
        }
        None => {
            out.push('&');
            &text[1..]
        }
    }
}

fn known(name: &str) -> Option<char> {
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok()?,
            None => number.parse().ok()?,
        };
        return char::from_u32(code).filter(|c| *c != '\0');
    }
    let named = [
        ("amp", '&'),
        ("lt", '<'),
        ("gt", '>'),
        ("quot", '"'),
        ("apos", '\''),
        ("nbsp", ' '),
        ("hellip", '…'),
        ("ndash", '–'),
        ("mdash", '—'),
        ("lsquo", '‘'),
        ("rsquo", '’'),
        ("ldquo", '“'),
        ("rdquo", '”'),
        ("laquo", '«'),
        ("raquo", '»'),
        ("deg", '°'),
    ];
    named.into_iter().find(|(word, _)| *word == name).map(|(_, character)| character)
}

/// What follows the tag at the beginning; a sign that begins none is text (WHATWG HTML §13.2.5.6).
fn tag<'t>(text: &'t str, out: &mut String) -> &'t str {
    if let Some(comment) = text.strip_prefix("<!--") {
        return comment.split_once("-->").map_or("", |(_, after)| after);
    }
    let inside = &text[1..];
    let name = inside.strip_prefix('/').unwrap_or(inside);
    if !name.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '!' | '?')) {
        out.push('<');
        return inside;
    }
    let end = name.bytes().position(|byte| !byte.is_ascii_alphanumeric()).unwrap_or(name.len());
    let name = name[..end].to_ascii_lowercase();
    let after = after_tag(inside);
    if matches!(name.as_str(), "script" | "style" | "template" | "title") && !inside.starts_with('/') {
        return closing(after, &name);
    }
    let block = ["br", "p", "div", "li", "ul", "ol", "tr", "table", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6"];
    if block.contains(&name.as_str()) && !out.is_empty() && !out.ends_with('\n') || name == "br" {
        out.push('\n');
    }
    after
}

/// What stands behind the `>` that is outside quotes; nothing where there is none.
fn after_tag(inside: &str) -> &str {
    let mut quote = None;
    for (at, byte) in inside.bytes().enumerate() {
        match quote {
            Some(open) if byte == open => quote = None,
            Some(_) => {}
            None if matches!(byte, b'"' | b'\'') => quote = Some(byte),
            None if byte == b'>' => return &inside[at + 1..],
            None => {}
        }
    }
    ""
}

/// What stands behind `</name>`.
fn closing<'t>(text: &'t str, name: &str) -> &'t str {
    let mut rest = text;
    while let Some((_, after)) = rest.split_once("</") {
        let found = after.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name));
        if found {
            return after_tag(after);
        }
        rest = after;
    }
    ""
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn says(html: &str, text: &str) {
        assert_eq!(plain_of_html(html), text, "{html}");
    }

    #[test]
    fn html_becomes_what_it_says() {
        says("<p>Nước <b>chanh</b></p><p>không chữa cúm</p>", "Nước chanh\nkhông chữa cúm");
        says("a<br>b<br/>c", "a\nb\nc");
        says("AT&T &amp; x &lt;b&gt; &#272;&#x1ea7;u &unknown; &", "AT&T & x <b> Đầu &unknown; &");
        says("1 < 2 và 3 > 2", "1 < 2 và 3 > 2");
        says("<script>alert('</p>')</script>x<style>p{}</style>y<!-- <b> -->z", "xyz");
        says("<a title='a > b' href=x>liên kết</a>", "liên kết");
    }

    #[test]
    fn what_is_broken_ends_and_never_panics() {
        for html in ["<", "<a", "<a '", "&", "&#", "&#x110000;", "&#0;", "<!--", "<script>", "</", "<é>", "&é;"] {
            let _ = plain_of_html(html);
        }
        assert_eq!(plain_of_html("&#0;"), "&#0;");
    }

    #[test]
    fn a_megabyte_of_openings_is_read_in_one_pass() {
        for one in ["<script>", "<a ", "&", "<!--", "</", "<a '", "&#1"] {
            let _ = plain_of_html(&one.repeat(1 << 17));
        }
    }
}
