//! A checked catalogue: every text in both languages, with the same arguments, each of a declared kind.
//!
//! The Fluent we accept is the part that a compiler can check whole: text, `{ $argument }`, `{ -term }`,
//! `{ message }`, and a choice on a count (`[0]`, `[one]`, `*[other]`) or on a text (`[word]`).
//! Kinds are declared in the comment above the Vietnamese message: `# $added (count): new checks`.

use std::collections::{BTreeMap, BTreeSet};

use fluent_syntax::{
    ast::{Entry as Ast, Expression, InlineExpression, Pattern, PatternElement, VariantKey},
    parser,
};

/// What an argument is, which decides its Rust type and how it is written for people.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Text,
    Count,
    Number,
    Percent,
    Bytes,
    Date,
    Message,
}

impl Kind {
    fn parse(word: &str) -> Option<Self> {
        Some(match word {
            "text" => Self::Text,
            "count" => Self::Count,
            "number" => Self::Number,
            "percent" => Self::Percent,
            "bytes" => Self::Bytes,
            "date" => Self::Date,
            "message" => Self::Message,
            _ => return None,
        })
    }
}

/// A piece of a text: words, an argument (by its place), or a choice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Piece {
    Words(String),
    Argument(usize),
    Choice { argument: usize, arms: Vec<(Key, Vec<Piece>)>, otherwise: Vec<Piece> },
}

/// What selects an arm of a choice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Key {
    Number(u64),
    Word(String),
}

/// One text: the value of a message, or one of its attributes (`message.attribute`).
#[derive(Debug)]
pub(crate) struct Text {
    pub(crate) id: String,
    pub(crate) arguments: Vec<(String, Kind)>,
    pub(crate) vi: Vec<Piece>,
    pub(crate) en: Vec<Piece>,
}

/// All texts, sorted by id.
#[derive(Debug)]
pub(crate) struct Catalogue {
    pub(crate) texts: Vec<Text>,
}

impl Catalogue {
    /// Reads both languages (file name, content) and checks them against each other.
    /// Returns all complaints at once, so that one build shows everything to mend.
    pub(crate) fn new(vi: &[(String, String)], en: &[(String, String)]) -> Result<Self, Vec<String>> {
        let mut complaints = Vec::new();
        let vi = Language::read("vi", vi, &mut complaints);
        let en = Language::read("en", en, &mut complaints);
        for (id, pattern) in &vi.patterns {
            if !en.patterns.contains_key(id) {
                complaints.push(format!("\"{id}\" is in vi/{} but missing in en", pattern.file));
            }
        }
        for (id, pattern) in &en.patterns {
            if !vi.patterns.contains_key(id) {
                complaints.push(format!("\"{id}\" is in en/{} but missing in vi", pattern.file));
            }
        }
        let mut texts = Vec::new();
        let mut used = BTreeSet::new();
        for (id, pattern) in &vi.patterns {
            let Some(other) = en.patterns.get(id) else { continue };
            let message = id.split('.').next().unwrap_or(id);
            let declared = vi.declared.get(message).map_or(&[][..], Vec::as_slice);
            let (in_vi, in_en) = (vi.arguments(&pattern.content), en.arguments(&other.content));
            for name in in_vi.symmetric_difference(&in_en) {
                let lacking = if in_vi.contains(name) { "en" } else { "vi" };
                complaints.push(format!("\"{id}\" does not use ${name} in {lacking}, but in the other language"));
            }
            let arguments: Vec<_> = declared.iter().filter(|(name, _)| in_vi.contains(name)).cloned().collect();
            for name in in_vi.union(&in_en) {
                if !declared.iter().any(|(n, _)| n == name) {
                    complaints.push(format!(
                        "\"{id}\" uses ${name}: declare it above the message in vi/{} as `# ${name} (text)`",
                        pattern.file
                    ));
                }
                used.insert((message.to_owned(), name.clone()));
            }
            let vi_pieces = vi.compile(id, &pattern.content, &arguments, &mut complaints);
            let en_pieces = en.compile(id, &other.content, &arguments, &mut complaints);
            texts.push(Text { id: id.clone(), arguments, vi: vi_pieces, en: en_pieces });
        }
        for (message, arguments) in &vi.declared {
            for (name, _) in arguments {
                if !used.contains(&(message.clone(), name.clone())) {
                    complaints.push(format!("\"{message}\" declares ${name} but never uses it"));
                }
            }
        }
        if complaints.is_empty() { Ok(Self { texts }) } else { Err(complaints) }
    }
}

struct Found {
    file: String,
    content: Pattern<String>,
}

struct Language {
    name: &'static str,
    patterns: BTreeMap<String, Found>,
    terms: BTreeMap<String, Pattern<String>>,
    declared: BTreeMap<String, Vec<(String, Kind)>>,
}

impl Language {
    fn read(name: &'static str, files: &[(String, String)], complaints: &mut Vec<String>) -> Self {
        let mut language = Self { name, patterns: BTreeMap::new(), terms: BTreeMap::new(), declared: BTreeMap::new() };
        for (file, content) in files {
            let resource = match parser::parse(content.clone()) {
                Ok(resource) => resource,
                Err((resource, errors)) => {
                    for error in errors {
                        let line = content.as_bytes().iter().take(error.pos.start).filter(|&&b| b == b'\n').count() + 1;
                        complaints.push(format!("{name}/{file} line {line}: {error}"));
                    }
                    resource
                }
            };
            for entry in resource.body {
                match entry {
                    Ast::Message(message) => {
                        let id = message.id.name;
                        for line in message.comment.iter().flat_map(|c| &c.content) {
                            language.declare(file, &id, line, complaints);
                        }
                        if let Some(value) = message.value {
                            language.insert(file, &id, value, complaints);
                        }
                        for attribute in message.attributes {
                            language.insert(file, &format!("{id}.{}", attribute.id.name), attribute.value, complaints);
                        }
                    }
                    Ast::Term(term) => {
                        language.terms.insert(term.id.name, term.value);
                    }
                    _ => {}
                }
            }
        }
        language
    }

    fn insert(&mut self, file: &str, id: &str, content: Pattern<String>, complaints: &mut Vec<String>) {
        if let Some(earlier) = self.patterns.insert(id.to_owned(), Found { file: file.to_owned(), content }) {
            complaints.push(format!("\"{id}\" is in {}/{} and again in {file}", self.name, earlier.file));
        }
    }

    /// Reads `$name (kind): why` in a comment; other comment lines are prose.
    fn declare(&mut self, file: &str, id: &str, line: &str, complaints: &mut Vec<String>) {
        let Some(rest) = line.trim().strip_prefix('$') else { return };
        let parsed = rest
            .split_once('(')
            .and_then(|(name, rest)| Some((name.trim(), Kind::parse(rest.split_once(')')?.0.trim())?)));
        match parsed {
            Some((name, kind)) => self.declared.entry(id.to_owned()).or_default().push((name.to_owned(), kind)),
            None => complaints.push(format!(
                "{}/{file}: \"{id}\": write `# $name (kind)`, kind one of text, count, number, percent, bytes, date, message; found `{line}`",
                self.name
            )),
        }
    }

    fn arguments(&self, pattern: &Pattern<String>) -> BTreeSet<String> {
        let mut names = BTreeSet::new();
        self.collect(pattern, &mut names, 0);
        names
    }

    fn collect(&self, pattern: &Pattern<String>, names: &mut BTreeSet<String>, depth: usize) {
        for element in &pattern.elements {
            let PatternElement::Placeable { expression } = element else { continue };
            let inline = match expression {
                Expression::Select { selector, variants } => {
                    variants.iter().for_each(|v| self.collect(&v.value, names, depth));
                    selector
                }
                Expression::Inline(inline) => inline,
            };
            match inline {
                InlineExpression::VariableReference { id } => {
                    names.insert(id.name.clone());
                }
                other => {
                    if let Some(inner) = self.referred(other).filter(|_| depth < 4) {
                        self.collect(inner, names, depth + 1);
                    }
                }
            }
        }
    }

    /// The pattern behind `{ -term }`, `{ message }` or `{ message.attribute }`.
    fn referred(&self, inline: &InlineExpression<String>) -> Option<&Pattern<String>> {
        match inline {
            InlineExpression::TermReference { id, attribute: None, arguments: None } => self.terms.get(&id.name),
            InlineExpression::MessageReference { id, attribute } => {
                let id = attribute.as_ref().map_or_else(|| id.name.clone(), |a| format!("{}.{}", id.name, a.name));
                self.patterns.get(&id).map(|found| &found.content)
            }
            _ => None,
        }
    }

    fn compile(
        &self,
        id: &str,
        pattern: &Pattern<String>,
        arguments: &[(String, Kind)],
        complaints: &mut Vec<String>,
    ) -> Vec<Piece> {
        let mut pieces = Vec::new();
        let at = Place { id, arguments, depth: 0 };
        self.compile_into(&at, pattern, &mut pieces, complaints);
        pieces
    }

    fn compile_into(
        &self,
        at: &Place<'_>,
        pattern: &Pattern<String>,
        pieces: &mut Vec<Piece>,
        complaints: &mut Vec<String>,
    ) {
        for element in &pattern.elements {
            match element {
                PatternElement::TextElement { value } => push_words(pieces, value),
                PatternElement::Placeable { expression: Expression::Inline(inline) } => match inline {
                    InlineExpression::VariableReference { id } => {
                        if let Some(place) = at.argument(&id.name) {
                            pieces.push(Piece::Argument(place));
                        }
                    }
                    InlineExpression::StringLiteral { value } => push_words(pieces, value),
                    other => match self.referred(other) {
                        Some(inner) if at.depth < 4 => {
                            let inside = Place { depth: at.depth + 1, ..*at };
                            self.compile_into(&inside, inner, pieces, complaints);
                        }
                        _ => complaints.push(format!(
                            "\"{}\" ({}) refers to what is not there, or uses a function",
                            at.id, self.name
                        )),
                    },
                },
                PatternElement::Placeable { expression: Expression::Select { selector, variants } } => {
                    let InlineExpression::VariableReference { id } = selector else {
                        complaints.push(format!(
                            "\"{}\" ({}) chooses on something that is not an argument",
                            at.id, self.name
                        ));
                        continue;
                    };
                    let Some(argument) = at.argument(&id.name) else { continue };
                    let kind = at.arguments[argument].1;
                    let (mut arms, mut otherwise) = (Vec::new(), Vec::new());
                    for variant in variants {
                        let mut inner = Vec::new();
                        self.compile_into(at, &variant.value, &mut inner, complaints);
                        if variant.default {
                            otherwise = inner;
                            continue;
                        }
                        match self.key(kind, &variant.key) {
                            Some(key) => arms.push((key, inner)),
                            None => complaints.push(format!(
                                "\"{}\" ({}): a choice on ${} has an arm that this language and kind do not know",
                                at.id, self.name, id.name
                            )),
                        }
                    }
                    pieces.push(Piece::Choice { argument, arms, otherwise });
                }
            }
        }
    }

    /// English has `one` (exactly 1), Vietnamese has no plural forms; exact numbers are for both.
    fn key(&self, kind: Kind, key: &VariantKey<String>) -> Option<Key> {
        match (kind, key) {
            (Kind::Count, VariantKey::NumberLiteral { value }) => value.parse().ok().map(Key::Number),
            (Kind::Count, VariantKey::Identifier { name }) if name == "one" && self.name == "en" => {
                Some(Key::Number(1))
            }
            (Kind::Text, VariantKey::Identifier { name }) => Some(Key::Word(name.clone())),
            _ => None,
        }
    }
}

#[derive(Clone, Copy)]
struct Place<'a> {
    id: &'a str,
    arguments: &'a [(String, Kind)],
    depth: usize,
}

impl Place<'_> {
    fn argument(&self, name: &str) -> Option<usize> {
        self.arguments.iter().position(|(n, _)| n == name)
    }
}

fn push_words(pieces: &mut Vec<Piece>, words: &str) {
    if let Some(Piece::Words(last)) = pieces.last_mut() {
        last.push_str(words);
    } else {
        pieces.push(Piece::Words(words.to_owned()));
    }
}
