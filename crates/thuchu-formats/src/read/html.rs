//! The JSON-LD scripts of an HTML page, found by one linear scan: no tree is built, nothing else is read.

/// One `<script type="application/ld+json">`: its line and its content.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Script<'p> {
    pub(super) line: u64,
    pub(super) content: &'p [u8],
}

/// Finds the scripts in the order of the page. Comments are passed over; a script without an end goes to the end.
pub(super) fn scripts(page: &[u8]) -> Vec<Script<'_>> {
    let mut found = Vec::new();
    let (mut at, mut line, mut counted) = (0, 1_u64, 0);
    while let Some(open) = find(page, at, b"<") {
        if page[open..].starts_with(b"<!--") {
            at = find(page, open + 4, b"-->").map_or(page.len(), |end| end + 3);
            continue;
        }
        if !starts(page, open, b"<script")
            || !page.get(open + 7).is_some_and(|b| b.is_ascii_whitespace() || matches!(b, b'>' | b'/'))
        {
            at = open + 1;
            continue;
        }
        let Some(close) = tag_end(page, open + 7) else { break };
        let end = script_end(page, close + 1);
        if is_json_ld(&page[open + 7..close]) {
            line += page[counted..=close].iter().filter(|byte| **byte == b'\n').count() as u64;
            counted = close + 1;
            found.push(Script { line, content: unwrap(&page[close + 1..end]) });
        }
        at = end;
    }
    found
}

/// The `>` that ends a tag, outside quotes.
fn tag_end(page: &[u8], from: usize) -> Option<usize> {
    let mut quote = None;
    page[from..]
        .iter()
        .position(|byte| match quote {
            Some(open) => {
                if *byte == open {
                    quote = None;
                }
                false
            }
            None if matches!(byte, b'"' | b'\'') => {
                quote = Some(*byte);
                false
            }
            None => *byte == b'>',
        })
        .map(|at| from + at)
}

fn script_end(page: &[u8], from: usize) -> usize {
    let mut at = from;
    while let Some(found) = find(page, at, b"</") {
        if starts(page, found, b"</script") {
            return found;
        }
        at = found + 2;
    }
    page.len()
}

/// Whether the attributes of a script tag say `application/ld+json`.
fn is_json_ld(attributes: &[u8]) -> bool {
    let text = String::from_utf8_lossy(attributes).to_ascii_lowercase();
    text.match_indices("type").any(|(at, _)| {
        let begins = text[..at].ends_with(|c: char| c.is_ascii_whitespace() || matches!(c, '"' | '\'' | '/'));
        let value = text[at + 4..]
            .trim_start()
            .strip_prefix('=')
            .map(|v| v.trim_start().trim_start_matches(['"', '\'']).trim_start());
        begins && value.is_some_and(|value| value.starts_with("application/ld+json"))
    })
}

/// The content without the comment or CDATA marks that some pages put around it.
fn unwrap(content: &[u8]) -> &[u8] {
    let mut content = content.trim_ascii();
    for mark in [&b"<!--"[..], b"//<![CDATA[", b"<![CDATA["] {
        content = content.strip_prefix(mark).unwrap_or(content).trim_ascii_start();
    }
    for mark in [&b"-->"[..], b"//]]>", b"]]>"] {
        content = content.strip_suffix(mark).unwrap_or(content).trim_ascii_end();
    }
    content
}

fn starts(page: &[u8], at: usize, with: &[u8]) -> bool {
    page.get(at..at + with.len()).is_some_and(|bytes| bytes.eq_ignore_ascii_case(with))
}

fn find(page: &[u8], from: usize, what: &[u8]) -> Option<usize> {
    let mut at = from;
    while let Some(found) = page.get(at..)?.iter().position(|byte| *byte == what[0]) {
        if page[at + found..].starts_with(what) {
            return Some(at + found);
        }
        at += found + 1;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn finds(page: &str, expected: &[&str]) {
        let found: Vec<_> =
            scripts(page.as_bytes()).iter().map(|s| String::from_utf8_lossy(s.content).into_owned()).collect();
        assert_eq!(found, expected, "{page}");
    }

    #[test]
    fn only_json_ld_scripts_are_read() {
        finds(
            "<html><script>var a='<b>';</script><SCRIPT data-x='>' TYPE = 'application/ld+json; charset=utf-8'>{}</Script>",
            &["{}"],
        );
        finds(
            "<script type=application/ld+json><![CDATA[ [1] ]]></script><script type=\"application/ld+json\">2",
            &["[1]", "2"],
        );
        finds(
            "<!-- <script type=\"application/ld+json\">1</script> --><scripts type=\"application/ld+json\">3</scripts>",
            &[],
        );
        finds("<script data-type=\"application/ld+json\">1</script>", &[]);
    }

    #[test]
    fn a_script_knows_its_line() {
        let page = b"<html>\n\n<script type='application/ld+json'>\n{}\n</script>\n<script\ntype='application/ld+json'>1</script>";
        assert_eq!(scripts(page).iter().map(|script| script.line).collect::<Vec<_>>(), [3, 7]);
    }
}
