//! Bytes of text to a [`Tree`], as browsers do it, in time that grows with the length of the page and no faster.
//!
//! html5ever follows the standard, and the standard has no bounds: a thousand open elements are looked through at each
//! tag, and unclosed `<font>`s are opened again in each paragraph. So tags that nest too deep are passed over, and what
//! comes after too many nodes is left out.

use std::borrow::Cow;
use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;

use html5ever::interface::{ElementFlags, ExpandedName, NodeOrText, QuirksMode, TokenizerResult, Tracer, TreeSink};
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts};
use html5ever::tree_builder::{TreeBuilder, TreeBuilderOpts};
use html5ever::{Attribute, LocalName, QualName};

use super::{Data, Id, Tree, attributes, is_template, is_void};

/// Elements open at once. Chromium stops at 512; pages that people write stay below a hundred.
const MAX_DEPTH: u32 = 200;
/// Nodes of one page. A page of 5 MB that people wrote has some hundred thousand.
const MAX_NODES: usize = 400_000;

/// Parses a document; never fails.
pub(crate) fn parse(html: &str) -> Tree {
    let options = TreeBuilderOpts { scripting_enabled: false, ..TreeBuilderOpts::default() };
    let builder = TreeBuilder::new(Sink::new(), options);
    let guard = Guard { builder, skipped: RefCell::default(), full: Cell::new(false), deep: Cell::new(false) };
    let tokenizer = Tokenizer::new(guard, TokenizerOpts::default());
    let input = BufferQueue::default();
    input.push_back(StrTendril::from_slice(&attributes::within_bounds(html)));
    // A script ends each feeding; the rest of the page follows.
    while !matches!(tokenizer.feed(&input), TokenizerResult::Done) {}
    tokenizer.end();
    let full = tokenizer.sink.full.get();
    let mut tree = tokenizer.sink.builder.sink.finish();
    tree.cut = full;
    tree
}

/// Stands between tokeniser and tree builder, and holds the bounds.
struct Guard {
    builder: TreeBuilder<Handle, Sink>,
    /// Start tags that were passed over and whose end tags are to come.
    skipped: RefCell<BTreeMap<LocalName, u32>>,
    full: Cell<bool>,
    /// Nothing was closed since it was seen that the page nests too deep.
    deep: Cell<bool>,
}

/// Whose open elements are counted, and those that formatting opens again.
struct Open(RefCell<Vec<Id>>);

impl Tracer for Open {
    type Handle = Handle;

    fn trace_handle(&self, node: &Handle) {
        self.0.borrow_mut().push(node.id);
    }
}

impl Guard {
    /// Elements that are open, told exactly only where the tree lets suspect too many.
    fn depth(&self) -> u32 {
        let sink = &self.builder.sink;
        if sink.depth.get() >= MAX_DEPTH && !self.deep.get() {
            let open = Open(RefCell::default());
            self.builder.trace_handles(&open);
            let mut open = open.0.into_inner();
            open.sort_unstable();
            open.dedup();
            sink.depth.set(open.len() as u32);
        }
        let depth = sink.depth.get();
        self.deep.set(depth >= MAX_DEPTH);
        depth
    }

    fn passes(&self, tag: &Tag) -> bool {
        if tag.kind == TagKind::StartTag {
            // What holds no elements cannot nest, and changes how the text behind it is read.
            let flat = is_void(&tag.name)
                || matches!(&*tag.name, "script" | "style" | "title" | "textarea" | "iframe" | "noembed" | "noframes");
            if flat || self.depth() < MAX_DEPTH {
                return true;
            }
            if !tag.self_closing {
                *self.skipped.borrow_mut().entry(tag.name.clone()).or_default() += 1;
            }
            return false;
        }
        match self.skipped.borrow_mut().get_mut(&tag.name) {
            Some(count) if *count > 0 => {
                *count -= 1;
                false
            }
            _ => true,
        }
    }
}

impl TokenSink for Guard {
    type Handle = Handle;

    fn process_token(&self, token: Token, line: u64) -> TokenSinkResult<Handle> {
        if self.builder.sink.tree.borrow().len() > MAX_NODES && token != Token::EOFToken {
            self.full.set(true);
            return TokenSinkResult::Continue;
        }
        match &token {
            Token::TagToken(tag) if !self.passes(tag) => TokenSinkResult::Continue,
            Token::CommentToken(_) | Token::ParseError(_) => TokenSinkResult::Continue,
            Token::TagToken(_) => {
                self.deep.set(false);
                self.builder.process_token(token, line)
            }
            _ => self.builder.process_token(token, line),
        }
    }

    fn end(&self) {
        self.builder.end();
    }

    fn adjusted_current_node_present_but_not_in_html_namespace(&self) -> bool {
        self.builder.adjusted_current_node_present_but_not_in_html_namespace()
    }
}

/// A node as the tree builder holds it: with its name, so that asking for it borrows nothing.
#[derive(Clone)]
struct Handle {
    id: Id,
    name: Option<Rc<QualName>>,
}

struct Sink {
    tree: RefCell<Tree>,
    /// Contents of templates, by template.
    templates: RefCell<BTreeMap<Id, Id>>,
    /// How deep the last element came to stand, or how many are open where that was counted since.
    depth: Cell<u32>,
    nothing: QualName,
    /// `annotation-xml` elements that hold HTML.
    integration: RefCell<Vec<Id>>,
}

impl Sink {
    fn new() -> Self {
        Self {
            tree: RefCell::new(Tree::new()),
            templates: RefCell::default(),
            depth: Cell::new(0),
            nothing: super::html(""),
            integration: RefCell::default(),
        }
    }

    fn other(&self) -> Handle {
        Handle { id: self.tree.borrow_mut().create(Data::Other), name: None }
    }
}

impl TreeSink for Sink {
    type Handle = Handle;
    type Output = Tree;
    type ElemName<'a> = ExpandedName<'a>;

    fn finish(self) -> Tree {
        self.tree.into_inner()
    }

    fn parse_error(&self, _message: Cow<'static, str>) {}

    fn get_document(&self) -> Handle {
        Handle { id: Tree::ROOT, name: None }
    }

    fn elem_name<'a>(&'a self, target: &'a Handle) -> ExpandedName<'a> {
        target.name.as_deref().unwrap_or(&self.nothing).expanded()
    }

    fn create_element(&self, name: QualName, attrs: Vec<Attribute>, flags: ElementFlags) -> Handle {
        let template = is_template(&name);
        let mut tree = self.tree.borrow_mut();
        let id = tree.create(Data::Element(name.clone(), attrs));
        if template {
            let contents = tree.create(Data::Root);
            self.templates.borrow_mut().insert(id, contents);
        }
        if flags.mathml_annotation_xml_integration_point {
            self.integration.borrow_mut().push(id);
        }
        Handle { id, name: Some(Rc::new(name)) }
    }

    fn create_comment(&self, _text: StrTendril) -> Handle {
        self.other()
    }

    fn create_pi(&self, _target: StrTendril, _data: StrTendril) -> Handle {
        self.other()
    }

    fn append(&self, parent: &Handle, child: NodeOrText<Handle>) {
        let mut tree = self.tree.borrow_mut();
        match child {
            NodeOrText::AppendNode(node) => {
                tree.append(parent.id, node.id);
                self.depth.set(tree.node(node.id).depth);
            }
            NodeOrText::AppendText(text) => tree.append_text(parent.id, &text),
        }
    }

    fn append_based_on_parent_node(&self, element: &Handle, before: &Handle, child: NodeOrText<Handle>) {
        let has_parent = self.tree.borrow().parent(element.id).is_some();
        if has_parent {
            self.append_before_sibling(element, child);
        } else {
            self.append(before, child);
        }
    }

    fn append_doctype_to_document(&self, _name: StrTendril, _public: StrTendril, _system: StrTendril) {}

    fn get_template_contents(&self, target: &Handle) -> Handle {
        let contents = self.templates.borrow().get(&target.id).copied();
        Handle { id: contents.unwrap_or(target.id), name: None }
    }

    fn same_node(&self, x: &Handle, y: &Handle) -> bool {
        x.id == y.id
    }

    fn set_quirks_mode(&self, mode: QuirksMode) {
        self.tree.borrow_mut().quirks = mode == QuirksMode::Quirks;
    }

    fn append_before_sibling(&self, sibling: &Handle, child: NodeOrText<Handle>) {
        let mut tree = self.tree.borrow_mut();
        match child {
            NodeOrText::AppendNode(node) => {
                tree.insert_before(sibling.id, node.id);
                self.depth.set(tree.node(node.id).depth);
            }
            NodeOrText::AppendText(text) => {
                if let Some(before) = tree.before(sibling.id)
                    && let Data::Text(there) = &mut tree.node_mut(before).data
                {
                    there.push_str(&text);
                    return;
                }
                let node = tree.create(Data::Text(text.to_string()));
                tree.insert_before(sibling.id, node);
            }
        }
    }

    fn add_attrs_if_missing(&self, target: &Handle, attrs: Vec<Attribute>) {
        let mut tree = self.tree.borrow_mut();
        let Data::Element(_, there) = &mut tree.node_mut(target.id).data else { return };
        for attr in attrs {
            // A page that repeats `<html …>` a thousand times is not to be compared with itself each time.
            if there.len() < 64 && !there.iter().any(|known| known.name == attr.name) {
                there.push(attr);
            }
        }
    }

    fn remove_from_parent(&self, target: &Handle) {
        self.tree.borrow_mut().detach(target.id);
    }

    fn reparent_children(&self, node: &Handle, new_parent: &Handle) {
        let mut tree = self.tree.borrow_mut();
        while let Some(child) = tree.first(node.id) {
            tree.append(new_parent.id, child);
        }
    }

    fn is_mathml_annotation_xml_integration_point(&self, handle: &Handle) -> bool {
        self.integration.borrow().contains(&handle.id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_million_open_elements_are_read_and_end_flat() {
        let page = format!("{}text{}", "<div>".repeat(1_000_000), "</div>".repeat(1_000_000));
        let tree = parse(&page);
        assert!(tree.deepest() <= MAX_DEPTH as usize + 4, "{}", tree.deepest());
        assert!(tree.text(Tree::ROOT).contains("text"));
    }

    #[test]
    fn unclosed_formatting_is_not_opened_again_without_end() {
        let fonts: String = (0..5_000).map(|n| format!("<font color=c{n}>")).collect();
        let tree = parse(&format!("{fonts}{}", "<p>x".repeat(200_000)));
        assert!(tree.len() <= MAX_NODES + 1_000);
        let steps: String = (0..5_000).map(|n| format!("<p><font color=c{n}></p>")).collect();
        assert!(parse(&format!("{steps}{}", "<p>x".repeat(200_000))).len() <= MAX_NODES + 1_000);
    }

    #[test]
    fn what_nests_too_deep_ends_where_it_should() {
        let page = format!("{}<p>in</p>{}<i>out</i>", "<div>".repeat(500), "</div>".repeat(500));
        let tree = parse(&page);
        let out = tree.find(Tree::ROOT, "i").unwrap();
        assert_eq!(tree.parent(out).and_then(|parent| tree.html_name(parent)), Some("body"));
    }

    #[test]
    fn text_in_noscript_is_parsed_as_a_reader_without_scripts_sees_it() {
        let tree = parse("<p>a<noscript><img src=x></noscript>");
        assert!(tree.find(Tree::ROOT, "img").is_some());
    }
}
