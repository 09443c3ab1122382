//! What a page says of itself in JSON-LD (schema.org): the first node that has a headline and a day or an author.

use serde_json::Value;
use thuchu_model::Day;

use super::{day, tidy};
use crate::dom::Tree;

/// Scripts that are read, each at most so many bytes.
const SCRIPTS: usize = 20;
const LONGEST: usize = 256 << 10;
/// Nodes that are looked at.
const NODES: usize = 500;

#[derive(Default)]
pub(super) struct Said {
    pub(super) title: Option<String>,
    pub(super) publisher: Option<String>,
    pub(super) byline: Option<String>,
    pub(super) published: Option<Day>,
}

pub(super) fn of(tree: &Tree) -> Said {
    let mut said = Said::default();
    let scripts = tree.below(Tree::ROOT).filter(|&id| {
        tree.html_name(id) == Some("script")
            && tree.attr(id, "type").is_some_and(|kind| kind.trim().eq_ignore_ascii_case("application/ld+json"))
    });
    for id in scripts.take(SCRIPTS) {
        let text = tree.text(id);
        if text.len() > LONGEST {
            continue;
        }
        // serde_json goes 128 levels deep and no further.
        if let Ok(value) = serde_json::from_str::<Value>(text.trim()) {
            read(&value, &mut said);
        }
    }
    said
}

fn read(value: &Value, said: &mut Said) {
    let mut nodes = vec![value];
    let mut seen = 0;
    while let Some(node) = nodes.pop() {
        seen += 1;
        if seen > NODES {
            return;
        }
        match node {
            Value::Array(list) => nodes.extend(list.iter().rev()),
            Value::Object(fields) => {
                if is_article(node) {
                    let text = |name: &str| fields.get(name).and_then(Value::as_str).and_then(tidy);
                    said.title = said.title.take().or_else(|| text("headline"));
                    said.published =
                        said.published.or_else(|| fields.get("datePublished").and_then(Value::as_str).and_then(day));
                    said.byline = said.byline.take().or_else(|| fields.get("author").and_then(names));
                    said.publisher = said.publisher.take().or_else(|| fields.get("publisher").and_then(names));
                }
                nodes.extend(fields.get("@graph"));
                nodes.extend(fields.get("mainEntity"));
            }
            _ => {}
        }
    }
}

fn is_article(node: &Value) -> bool {
    let known = |kind: &Value| {
        kind.as_str().is_some_and(|kind| {
            kind.ends_with("Article") || matches!(kind, "BlogPosting" | "Report" | "WebPage" | "LiveBlogPosting")
        })
    };
    match node.get("@type") {
        Some(Value::Array(kinds)) => kinds.iter().any(known),
        Some(kind) => known(kind),
        None => false,
    }
}

/// The names of persons or organisations, as one line.
fn names(value: &Value) -> Option<String> {
    let list = match value {
        Value::Array(list) => list.as_slice(),
        one => std::slice::from_ref(one),
    };
    let name = |one: &Value| one.as_str().or_else(|| one.get("name").and_then(Value::as_str)).and_then(tidy);
    let names: Vec<String> = list.iter().take(10).filter_map(name).filter(|name| !name.contains("://")).collect();
    (!names.is_empty()).then(|| names.join(", "))
}
