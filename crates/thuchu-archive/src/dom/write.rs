//! A [`Tree`] to HTML. Written by the standard's own rules (WHATWG HTML, 13.3), so that parsing gives the tree back.

use html5ever::ns;

use super::{Data, Id, Tree};

/// What stands for the picture that is number N: `data:,N` while the page is being worked on.
pub(crate) trait Marks {
    /// The address written for `data:,N`, or `None` when it no longer fits.
    fn address(&mut self, mark: usize) -> Option<String>;
    /// Text of a style sheet or of a `style=` with its marks replaced.
    fn style(&mut self, css: &str) -> String;
}

/// The number of a mark.
pub(crate) fn mark(address: &str) -> Option<usize> {
    let digits = address.strip_prefix("data:,")?;
    let plain = !digits.is_empty() && digits.len() < 9 && digits.bytes().all(|b| b.is_ascii_digit());
    plain.then(|| digits.parse().ok()).flatten()
}

/// Elements that have no content and no end tag.
pub(crate) fn is_void(name: &str) -> bool {
    matches!(
        name,
        "area"
            | "base"
            | "basefont"
            | "bgsound"
            | "br"
            | "col"
            | "embed"
            | "frame"
            | "hr"
            | "img"
            | "input"
            | "keygen"
            | "link"
            | "meta"
            | "param"
            | "source"
            | "track"
            | "wbr"
    )
}

enum Step {
    Open(Id),
    Close(Id),
}

/// Writes the document. Beyond `limit` bytes nothing more is opened, and the second value says so.
pub(crate) fn write(tree: &Tree, limit: usize, mut marks: Option<&mut dyn Marks>) -> (String, bool) {
    let mut out = String::new();
    let mut cut = false;
    if !tree.quirks {
        out.push_str("<!DOCTYPE html>");
    }
    let mut stack: Vec<Step> = tree.children_reversed(Tree::ROOT).map(Step::Open).collect();
    while let Some(step) = stack.pop() {
        let id = match step {
            Step::Open(id) => id,
            Step::Close(id) => {
                if let Data::Element(name, _) = tree.data(id) {
                    out.push_str("</");
                    out.push_str(&name.local);
                    out.push('>');
                }
                continue;
            }
        };
        if out.len() > limit {
            cut = true;
            continue;
        }
        match tree.data(id) {
            Data::Text(text) => {
                let parent = tree.parent(id).and_then(|parent| tree.html_name(parent));
                if parent == Some("style") {
                    match &mut marks {
                        Some(marks) => out.push_str(&marks.style(text)),
                        None => out.push_str(text),
                    }
                } else {
                    cut |= escape(text, false, limit, &mut out);
                }
            }
            Data::Element(name, _) => {
                open(tree, id, &mut out, &mut marks);
                if name.ns == ns!(html) && is_void(&name.local) {
                    continue;
                }
                // The parser drops a line feed right behind these tags.
                let first = tree.first(id).map(|first| tree.data(first));
                if matches!(tree.html_name(id), Some("pre" | "textarea" | "listing"))
                    && matches!(first, Some(Data::Text(text)) if text.starts_with('\n'))
                {
                    out.push('\n');
                }
                stack.push(Step::Close(id));
                stack.extend(tree.children_reversed(id).map(Step::Open));
            }
            Data::Root | Data::Other => {}
        }
    }
    (out, cut)
}

fn open(tree: &Tree, id: Id, out: &mut String, marks: &mut Option<&mut dyn Marks>) {
    let Data::Element(name, attrs) = tree.data(id) else { return };
    out.push('<');
    out.push_str(&name.local);
    for attr in attrs {
        let local = &*attr.name.local;
        let mut value = std::borrow::Cow::Borrowed(&*attr.value);
        if let Some(marks) = marks {
            if let ("src", Some(number)) = (local, mark(&value)) {
                match marks.address(number) {
                    Some(address) => value = address.into(),
                    None => continue,
                }
            } else if value.contains("data:,") && local != "alt" && local != "title" {
                value = marks.style(&value).into();
            }
        }
        out.push(' ');
        out.push_str(local);
        out.push_str("=\"");
        escape(&value, true, usize::MAX, out);
        out.push('"');
    }
    out.push('>');
}

/// Writes text; says whether it had to stop at the limit.
fn escape(text: &str, attribute: bool, limit: usize, out: &mut String) -> bool {
    let mut copied = 0;
    for (at, c) in text.char_indices() {
        let with = match c {
            '&' => "&amp;",
            '<' => "&lt;",
            '>' => "&gt;",
            '\u{A0}' => "&nbsp;",
            '"' if attribute => "&quot;",
            _ => continue,
        };
        out.push_str(&text[copied..at]);
        if out.len() > limit {
            return true;
        }
        out.push_str(with);
        copied = at + c.len_utf8();
    }
    out.push_str(&text[copied..]);
    false
}
