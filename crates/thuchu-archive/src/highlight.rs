//! Quotes marked in a kept page.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::assemble::{inside, write};
use crate::dom::{Data, Id, Tree, attribute, html};
use crate::quote::Text;
use crate::visible;

/// A page with its quotes marked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Highlighted {
    /// The page. The first place of quote N (from one) is `<mark id="qN">`, all its places have the class `thuchu-quote`.
    pub html: String,
    /// For each quote: was it found? One that is too short to be looked for was not.
    pub found: Vec<bool>,
}

/// Marks quotes in a page that [`crate::assemble`] made, and changes nothing else. A quote goes on through whatever
/// elements it stands in; of a quote shortened by an ellipsis its parts are marked. As inert as the page was: any other
/// page is made inert first.
#[must_use]
pub fn highlight(page: &str, quotes: &[&str]) -> Highlighted {
    let (mut tree, pictures) = inside(page);
    let visible = visible::of_tree(&tree);
    let text = Text::new(&visible.text);
    let mut found = Vec::with_capacity(quotes.len());
    let mut stretches: BTreeMap<Id, Vec<(Range<usize>, usize)>> = BTreeMap::new();
    // Where each quote begins, which is where its name goes.
    let mut begins: BTreeMap<usize, (Id, usize)> = BTreeMap::new();
    for (number, quote) in quotes.iter().enumerate() {
        let parts = text.find(quote).ok().flatten();
        found.push(parts.is_some());
        for (node, range) in parts.iter().flatten().flat_map(|part| visible.nodes(part)) {
            begins.entry(number).or_insert((node, range.start));
            stretches.entry(node).or_default().push((range, number));
        }
    }
    for (node, stretches) in stretches {
        mark(&mut tree, node, &stretches, &begins);
    }
    Highlighted { html: write(&tree, pictures, &mut Vec::new()).0, found }
}

/// The text that a reader of a page sees. Quotes are found in it where [`highlight`] marks them.
#[must_use]
pub fn visible_text(page: &str) -> String {
    visible::of_tree(&inside(page).0).text
}

/// Replaces one text by its pieces, marked and not.
fn mark(tree: &mut Tree, node: Id, stretches: &[(Range<usize>, usize)], begins: &BTreeMap<usize, (Id, usize)>) {
    let Data::Text(text) = tree.data(node) else { return };
    let text = text.clone();
    let mut cuts: Vec<usize> = stretches.iter().flat_map(|(range, _)| [range.start, range.end]).collect();
    cuts.extend([0, text.len()]);
    cuts.sort_unstable();
    cuts.dedup();
    for pair in cuts.windows(2) {
        let &[start, end] = pair else { continue };
        let Some(piece) = text.get(start..end) else { continue };
        let over = stretches.iter().filter(|(range, _)| range.start <= start && end <= range.end);
        let mut numbers: Vec<usize> = over.map(|(_, number)| *number).collect();
        numbers.sort_unstable();
        numbers.dedup();
        let words = tree.create(Data::Text(piece.to_owned()));
        let mut top = words;
        for number in numbers.into_iter().rev() {
            let mut attrs = Vec::new();
            if begins.get(&number) == Some(&(node, start)) {
                attrs.push(attribute("id", &format!("q{}", number + 1)));
            }
            attrs.push(attribute("class", "thuchu-quote"));
            // Whatever the page's own sheets say of marks.
            attrs.push(attribute("style", "background:#ffe066;color:#000"));
            let marked = tree.create(Data::Element(html("mark"), attrs));
            tree.append(marked, top);
            top = marked;
        }
        tree.insert_before(node, top);
    }
    tree.detach(node);
}

#[cfg(test)]
mod tests;
