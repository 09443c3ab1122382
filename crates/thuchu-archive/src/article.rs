//! The text of the article on a page, without menus and what else stands around it, by the rules that browsers' reading
//! views use (Readability, in the port of `dom_smoothie`).

use dom_smoothie::{Config, Readability};

use crate::dom::{self, Tree};
use crate::visible;

/// Most nodes of a page that the rules are asked about: they go over it several times.
const MAX_NODES: usize = 40_000;
/// Deepest page: the rules may go down by recursion.
const DEEPEST: usize = 300;
/// Longest page, in bytes without its pictures.
const MAX_BYTES: usize = 3 << 20;
/// Shortest text that can be an article, in letters.
const SHORTEST: usize = 140;

/// The article, or `None` where there is none: a list of links, a page too large, a text too short.
pub(crate) fn of(tree: &Tree, html: &str, title: Option<&str>) -> Option<String> {
    if tree.len() > MAX_NODES || html.len() > MAX_BYTES || tree.deepest() > DEEPEST {
        return None;
    }
    let config = Config { disable_json_ld: true, ..Config::default() };
    let article = Readability::new(stood_in(html), None, Some(config)).ok()?.parse().ok()?;
    let content = dom::parse(&article.content);
    let text: String = visible::of_tree(&content).text.chars().map(itself).collect();
    if text.chars().filter(|c| c.is_alphanumeric()).count() < SHORTEST {
        return None;
    }
    // The rules take the headline for part of the frame, and it is what changes most.
    Some(match title {
        Some(title) if !text.starts_with(title) => format!("{title}\n\n{text}"),
        _ => text,
    })
}

/// What stands in for a letter: the same number in a plane that no text uses.
const STAND_IN: u32 = 0xF_0000;

/// The page with stand-ins for `&` and for the letters from U+0080 to U+00BF in its text. The rules write HTML in
/// between, with a serialiser that looks through the whole rest of a text for each of these: a text of a megabyte full of
/// them would keep it busy for minutes.
fn stood_in(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    while let Some((text, after)) = rest.split_once('<') {
        letters(text, &mut out);
        // Our own writer puts no `>` into a value.
        let (tag, after) = after.split_once('>').unwrap_or((after, ""));
        out.push('<');
        out.push_str(tag);
        out.push('>');
        rest = after;
    }
    letters(rest, &mut out);
    out
}

fn letters(text: &str, out: &mut String) {
    let text = text.replace("&nbsp;", "\u{A0}").replace("&amp;", "\u{F0026}");
    out.extend(text.chars().map(|c| match c {
        '\u{80}'..='\u{BF}' => char::from_u32(STAND_IN + c as u32).unwrap_or(c),
        c => c,
    }));
}

fn itself(c: char) -> char {
    match c {
        '\u{F0026}' | '\u{F0080}'..='\u{F00BF}' => char::from_u32(c as u32 - STAND_IN).unwrap_or(c),
        c => c,
    }
}
