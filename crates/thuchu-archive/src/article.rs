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
    let article = Readability::new(html, None, Some(config)).ok()?.parse().ok()?;
    let content = dom::parse(&article.content);
    let text = visible::of_tree(&content).text;
    if text.chars().filter(|c| c.is_alphanumeric()).count() < SHORTEST {
        return None;
    }
    // The rules take the headline for part of the frame, and it is what changes most.
    Some(match title {
        Some(title) if !text.starts_with(title) => format!("{title}\n\n{text}"),
        _ => text,
    })
}
