//! The text that a reader of a kept page sees, with a way back to the nodes it came from.

use std::ops::Range;

use html5ever::ns;

use crate::dom::{Data, Id, Tree};

/// The text of a page as it is read: white space as it is drawn, a line for each block.
#[derive(Debug)]
pub(crate) struct Visible {
    pub(crate) text: String,
    /// Stretches that stand in a text node as they stand here, in order.
    pub(crate) pieces: Vec<Piece>,
}

/// `text[at..at + length]` is `node[from..from + length]`.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Piece {
    pub(crate) at: usize,
    pub(crate) length: usize,
    pub(crate) node: Id,
    pub(crate) from: usize,
}

impl Visible {
    /// The stretches of nodes that a stretch of the text is made of.
    pub(crate) fn nodes(&self, range: &Range<usize>) -> impl Iterator<Item = (Id, Range<usize>)> {
        let first = self.pieces.partition_point(|piece| piece.at + piece.length <= range.start);
        let range = range.clone();
        self.pieces[first..].iter().take_while(move |piece| piece.at < range.end).map({
            let range = range.clone();
            move |piece| {
                let start = piece.from + range.start.saturating_sub(piece.at);
                let end = piece.from + (range.end - piece.at).min(piece.length);
                (piece.node, start..end)
            }
        })
    }
}

/// White space still to be written before the next word.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Gap {
    None,
    Space,
    Line,
    Paragraph,
}

struct Writer {
    out: Visible,
    gap: Gap,
}

impl Writer {
    fn gap(&mut self, gap: Gap) {
        self.gap = self.gap.max(gap);
    }

    fn settle(&mut self) {
        if !self.out.text.is_empty() {
            self.out.text.push_str(match self.gap {
                Gap::None => "",
                Gap::Space => " ",
                Gap::Line => "\n",
                Gap::Paragraph => "\n\n",
            });
        }
        self.gap = Gap::None;
    }

    fn words(&mut self, node: Id, text: &str, preformatted: bool) {
        let mut rest = text;
        while !rest.is_empty() {
            let word = rest.find(is_space).unwrap_or(rest.len());
            if word > 0 {
                self.settle();
                let (at, from) = (self.out.text.len(), text.len() - rest.len());
                self.out.text.push_str(&rest[..word]);
                match self.out.pieces.last_mut() {
                    // A single space joins words of the same node into one stretch.
                    Some(last)
                        if last.node == node
                            && at - (last.at + last.length) == from - (last.from + last.length)
                            && text[last.from + last.length..from].bytes().all(|b| b == b' ') =>
                    {
                        last.length = at + word - last.at;
                    }
                    _ => self.out.pieces.push(Piece { at, length: word, node, from }),
                }
                rest = &rest[word..];
            }
            let space = rest.find(|c| !is_space(c)).unwrap_or(rest.len());
            if space > 0 {
                let line = preformatted && rest[..space].contains('\n');
                self.gap(if line { Gap::Line } else { Gap::Space });
                rest = &rest[space..];
            }
        }
    }
}

/// White space that collapses (CSS Text 3, 4.1.1). No-break and thin spaces are letters here.
fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\r' | '\u{C}')
}

enum Step {
    Open(Id, bool),
    Close(Gap),
}

/// The visible text of a clean page.
pub(crate) fn of_tree(tree: &Tree) -> Visible {
    let mut writer = Writer { out: Visible { text: String::new(), pieces: Vec::new() }, gap: Gap::None };
    let top = tree.find(Tree::ROOT, "body").unwrap_or(Tree::ROOT);
    let mut stack: Vec<Step> = tree.children_reversed(top).map(|id| Step::Open(id, false)).collect();
    while let Some(step) = stack.pop() {
        let (id, preformatted) = match step {
            Step::Open(id, preformatted) => (id, preformatted),
            Step::Close(gap) => {
                writer.gap(gap);
                continue;
            }
        };
        match tree.data(id) {
            Data::Text(text) => writer.words(id, text, preformatted),
            Data::Element(name, _) if name.ns == ns!(html) && !is_hidden(tree, id, &name.local) => {
                let gap = gap_of(&name.local);
                writer.gap(gap);
                if gap != Gap::None {
                    stack.push(Step::Close(gap));
                }
                let preformatted = preformatted || &*name.local == "pre";
                stack.extend(tree.children_reversed(id).map(|child| Step::Open(child, preformatted)));
            }
            _ => {}
        }
    }
    writer.out
}

/// What is not drawn, or is drawn as part of a control. Letters in drawings are left out with the drawings.
fn is_hidden(tree: &Tree, id: Id, name: &str) -> bool {
    if matches!(name, "head" | "style" | "title" | "script" | "template" | "select" | "textarea" | "rp") {
        return true;
    }
    let style = tree.attr(id, "style").unwrap_or_default();
    let hidden = style.contains("none") && {
        let plain: String = style.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_ascii_lowercase();
        plain.split(';').any(|declaration| declaration.starts_with("display:none"))
    };
    hidden || tree.attr(id, "hidden").is_some()
}

/// The white space that an element makes around itself.
fn gap_of(name: &str) -> Gap {
    match name {
        "p" | "blockquote" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "ul" | "ol" | "dl" | "table" | "pre"
        | "figure" | "article" | "section" | "hr" => Gap::Paragraph,
        "address" | "aside" | "br" | "caption" | "center" | "dd" | "details" | "dialog" | "dir" | "div" | "dt"
        | "fieldset" | "figcaption" | "footer" | "header" | "hgroup" | "legend" | "li" | "main" | "menu" | "nav"
        | "optgroup" | "search" | "summary" | "tbody" | "tfoot" | "thead" | "tr" => Gap::Line,
        "td" | "th" | "button" | "img" | "input" => Gap::Space,
        _ => Gap::None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(html: &str) -> String {
        let tree = crate::dom::parse(html);
        let visible = of_tree(&tree);
        for piece in &visible.pieces {
            let Data::Text(node) = tree.data(piece.node) else { panic!("a piece of what is no text") };
            let range = piece.from..piece.from + piece.length;
            assert_eq!(node[range], visible.text[piece.at..piece.at + piece.length], "pieces stand in their nodes");
        }
        visible.text
    }

    #[test]
    fn text_is_read_as_it_is_drawn() {
        assert_eq!(
            text("<h1> Tin \n\t giả </h1><p>a<b>b</b>c <i> d</i></p><div>e<br>f</div>"),
            "Tin giả\n\nabc d\n\ne\nf"
        );
        assert_eq!(text("<table><tr><td>1<td>2<tr><td>3</table>"), "1 2\n3");
        assert_eq!(text("<pre>a\n  b</pre>x"), "a\nb\n\nx");
        assert_eq!(text("5&nbsp;% a&shy;b"), "5\u{A0}% a\u{AD}b");
    }

    #[test]
    fn what_is_not_drawn_is_not_read() {
        assert_eq!(
            text(
                "a<p hidden>b</p><style>c</style><p style='color:red; DISPLAY : none'>d</p><select><option>e</select>f"
            ),
            "af"
        );
    }
}
