//! A page as a tree, in one vector: nothing here recurses, so no depth of nesting can overflow a stack.
//!
//! [`parse`] reads HTML the way browsers do (html5ever), within bounds; [`write`] writes it. What may stay in a page
//! is decided elsewhere.

use html5ever::{Attribute, QualName, local_name, ns};

mod attributes;
mod parse;
mod write;

pub(crate) use parse::parse;
pub(crate) use write::{Marks, is_void, mark, write};

/// Names a node of one [`Tree`].
pub(crate) type Id = u32;
const NONE: Id = Id::MAX;

/// What a node is.
#[derive(Debug, Clone)]
pub(crate) enum Data {
    /// The document, or what a template holds.
    Root,
    Element(QualName, Vec<Attribute>),
    Text(String),
    /// Comments and the like: kept in place while parsing, never written.
    Other,
}

#[derive(Debug, Clone)]
pub(crate) struct Node {
    parent: Id,
    before: Id,
    after: Id,
    first: Id,
    last: Id,
    /// Distance from the root when it was put in its place.
    depth: u32,
    pub(crate) data: Data,
}

/// A document. Node 0 is its root.
#[derive(Debug)]
pub(crate) struct Tree {
    nodes: Vec<Node>,
    /// Is it drawn by the rules of old browsers (no DOCTYPE)?
    pub(crate) quirks: bool,
    /// Was something left out while it was parsed, because there was too much of it?
    pub(crate) cut: bool,
}

impl Tree {
    pub(crate) const ROOT: Id = 0;

    pub(crate) fn new() -> Self {
        let mut tree = Self { nodes: Vec::new(), quirks: false, cut: false };
        tree.create(Data::Root);
        tree
    }

    pub(crate) fn create(&mut self, data: Data) -> Id {
        let id = self.nodes.len() as Id;
        let node = Node { parent: NONE, before: NONE, after: NONE, first: NONE, last: NONE, depth: 0, data };
        self.nodes.push(node);
        id
    }

    pub(crate) fn len(&self) -> usize {
        self.nodes.len()
    }

    pub(crate) fn data(&self, id: Id) -> &Data {
        &self.node(id).data
    }

    pub(crate) fn node(&self, id: Id) -> &Node {
        &self.nodes[id as usize]
    }

    pub(crate) fn node_mut(&mut self, id: Id) -> &mut Node {
        &mut self.nodes[id as usize]
    }

    pub(crate) fn parent(&self, id: Id) -> Option<Id> {
        some(self.node(id).parent)
    }

    pub(crate) fn first(&self, id: Id) -> Option<Id> {
        some(self.node(id).first)
    }

    pub(crate) fn last(&self, id: Id) -> Option<Id> {
        some(self.node(id).last)
    }

    pub(crate) fn after(&self, id: Id) -> Option<Id> {
        some(self.node(id).after)
    }

    pub(crate) fn before(&self, id: Id) -> Option<Id> {
        some(self.node(id).before)
    }

    pub(crate) fn children(&self, id: Id) -> impl Iterator<Item = Id> + '_ {
        std::iter::successors(self.first(id), |&child| self.after(child))
    }

    /// The children from the last to the first: what a stack of work wants.
    pub(crate) fn children_reversed(&self, id: Id) -> impl Iterator<Item = Id> + '_ {
        std::iter::successors(self.last(id), |&child| self.before(child))
    }

    /// The nodes below `top` in document order.
    pub(crate) fn below(&self, top: Id) -> impl Iterator<Item = Id> + '_ {
        let mut stack: Vec<Id> = self.children_reversed(top).collect();
        std::iter::from_fn(move || {
            let id = stack.pop()?;
            stack.extend(self.children_reversed(id));
            Some(id)
        })
    }

    pub(crate) fn append(&mut self, parent: Id, child: Id) {
        self.detach(child);
        let last = self.node(parent).last;
        let depth = self.node(parent).depth + 1;
        let node = self.node_mut(child);
        (node.parent, node.before, node.depth) = (parent, last, depth);
        match some(last) {
            Some(last) => self.node_mut(last).after = child,
            None => self.node_mut(parent).first = child,
        }
        self.node_mut(parent).last = child;
    }

    pub(crate) fn insert_before(&mut self, sibling: Id, child: Id) {
        let Some(parent) = self.parent(sibling) else { return };
        if sibling == child {
            return;
        }
        self.detach(child);
        let before = self.node(sibling).before;
        let depth = self.node(sibling).depth;
        let node = self.node_mut(child);
        (node.parent, node.before, node.after, node.depth) = (parent, before, sibling, depth);
        match some(before) {
            Some(before) => self.node_mut(before).after = child,
            None => self.node_mut(parent).first = child,
        }
        self.node_mut(sibling).before = child;
    }

    pub(crate) fn detach(&mut self, id: Id) {
        let Node { parent, before, after, .. } = *self.node(id);
        let Some(parent) = some(parent) else { return };
        match some(before) {
            Some(before) => self.node_mut(before).after = after,
            None => self.node_mut(parent).first = after,
        }
        match some(after) {
            Some(after) => self.node_mut(after).before = before,
            None => self.node_mut(parent).last = before,
        }
        let node = self.node_mut(id);
        (node.parent, node.before, node.after) = (NONE, NONE, NONE);
    }

    /// Adds text behind what the parent holds; joins a text that is already there.
    pub(crate) fn append_text(&mut self, parent: Id, text: &str) {
        if let Some(last) = self.last(parent)
            && let Data::Text(before) = &mut self.node_mut(last).data
        {
            before.push_str(text);
            return;
        }
        let node = self.create(Data::Text(text.to_owned()));
        self.append(parent, node);
    }

    pub(crate) fn append_element(&mut self, parent: Id, name: QualName, attrs: Vec<Attribute>) -> Id {
        let node = self.create(Data::Element(name, attrs));
        self.append(parent, node);
        node
    }

    /// The name of an element of HTML; `None` for text and for elements of SVG and MathML.
    pub(crate) fn html_name(&self, id: Id) -> Option<&str> {
        match self.data(id) {
            Data::Element(name, _) if name.ns == ns!(html) => Some(&name.local),
            _ => None,
        }
    }

    pub(crate) fn attrs(&self, id: Id) -> &[Attribute] {
        match self.data(id) {
            Data::Element(_, attrs) => attrs,
            _ => &[],
        }
    }

    /// The value of an attribute without a namespace.
    pub(crate) fn attr(&self, id: Id, name: &str) -> Option<&str> {
        self.attrs(id).iter().find(|attr| &*attr.name.local == name && attr.name.ns == ns!()).map(|attr| &*attr.value)
    }

    /// All text below a node, as it is.
    pub(crate) fn text(&self, id: Id) -> String {
        self.below(id).fold(String::new(), |mut text, id| {
            if let Data::Text(piece) = self.data(id) {
                text.push_str(piece);
            }
            text
        })
    }

    /// The first element of that name below a node.
    pub(crate) fn find(&self, top: Id, name: &str) -> Option<Id> {
        self.below(top).find(|&id| self.html_name(id) == Some(name))
    }

    /// The longest way from the root to a node.
    pub(crate) fn deepest(&self) -> usize {
        let mut stack = vec![(Self::ROOT, 0)];
        let mut deepest = 0;
        while let Some((id, depth)) = stack.pop() {
            deepest = deepest.max(depth);
            stack.extend(self.children(id).map(|child| (child, depth + 1)));
        }
        deepest
    }

    /// Copies what is below `from` in another tree to below `to` here.
    pub(crate) fn graft(&mut self, to: Id, other: &Self, from: Id) {
        let mut stack: Vec<(Id, Id)> = other.children_reversed(from).map(|child| (child, to)).collect();
        while let Some((source, parent)) = stack.pop() {
            let copy = self.create(other.data(source).clone());
            self.append(parent, copy);
            stack.extend(other.children_reversed(source).map(|child| (child, copy)));
        }
    }
}

/// An element name of HTML.
pub(crate) fn html(name: &str) -> QualName {
    QualName::new(None, ns!(html), name.into())
}

/// An attribute without a namespace.
pub(crate) fn attribute(name: &str, value: &str) -> Attribute {
    Attribute { name: QualName::new(None, ns!(), name.into()), value: value.into() }
}

/// Is this the name `template` of HTML?
fn is_template(name: &QualName) -> bool {
    name.ns == ns!(html) && name.local == local_name!("template")
}

fn some(id: Id) -> Option<Id> {
    (id != NONE).then_some(id)
}
