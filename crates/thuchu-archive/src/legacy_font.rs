//! Text that only its font made readable: `<font face=".VnTime">` over letters of TCVN3 that the page gives as Latin
//! ones (`C«ng hßa x∙ héi`), in UTF-8 or as entities. `decode` cannot see these, for the bytes are right.

use std::borrow::Cow;
use std::collections::BTreeMap;

use encoding_rs::WINDOWS_1252;
use thuchu_text::legacy::{self, Legacy};
use thuchu_text::{normalise, syllable};

use crate::dom::{Data, Id, Tree};

/// Which texts of a page are to be read through which font.
pub(crate) struct Fonts {
    texts: BTreeMap<Id, Legacy>,
}

impl Fonts {
    /// Finds them by the names of fonts, or by the letters themselves. They are read so only if that makes more of
    /// their words Vietnamese than there were.
    pub(crate) fn of(tree: &Tree) -> Self {
        let mut texts = BTreeMap::new();
        let sheet = tree.below(Tree::ROOT).filter(|&id| tree.html_name(id) == Some("style"));
        let whole = sheet.filter_map(|id| family(&tree.text(id))).next();
        let mut stack = vec![(Tree::ROOT, whole)];
        while let Some((id, font)) = stack.pop() {
            match tree.data(id) {
                Data::Text(text) => {
                    if let Some(font) = font.filter(|_| !text.is_ascii()) {
                        texts.insert(id, font);
                    }
                }
                Data::Element(..) | Data::Root => {
                    if matches!(tree.html_name(id), Some("script" | "style" | "template")) {
                        continue;
                    }
                    let named = tree.attr(id, "face").or_else(|| tree.attr(id, "style").and_then(after_family));
                    let font = named.map_or(font, |face| legacy::of_font(first_family(face)));
                    stack.extend(tree.children(id).map(|child| (child, font)));
                }
                Data::Other => {}
            }
        }
        if texts.is_empty() {
            texts = by_letters(tree);
        }
        let (mut before, mut after) = (0, 0);
        for (&id, &font) in &texts {
            if let Data::Text(text) = tree.data(id) {
                before += vietnamese_words(text);
                after += vietnamese_words(&read_through(text, font));
            }
        }
        if after <= before {
            texts.clear();
        }
        Self { texts }
    }

    /// The text of a node as readers saw it.
    pub(crate) fn mended<'a>(&self, tree: &Tree, id: Id, text: &'a str) -> Cow<'a, str> {
        debug_assert!(matches!(tree.data(id), Data::Text(_)));
        self.texts.get(&id).map_or(Cow::Borrowed(text), |&font| read_through(text, font).into())
    }
}

/// A page that names no such font: all its text, if its letters are surely those of an old encoding.
fn by_letters(tree: &Tree) -> BTreeMap<Id, Legacy> {
    let mut bytes = Vec::new();
    let mut texts = Vec::new();
    for id in tree.below(Tree::ROOT) {
        let Data::Text(text) = tree.data(id) else { continue };
        let parent = tree.parent(id).and_then(|parent| tree.html_name(parent));
        if text.is_ascii() || matches!(parent, Some("script" | "style")) {
            continue;
        }
        if bytes.len() < 64 * 1024 {
            // One letter outside of Latin-1 says that the page knows Unicode.
            let Some(piece) = text.chars().map(byte).collect::<Option<Vec<u8>>>() else { return BTreeMap::new() };
            bytes.extend(piece);
            bytes.push(b' ');
        }
        texts.push(id);
    }
    match legacy::detect(&bytes) {
        Some(font) if font != Legacy::Windows1258 => texts.into_iter().map(|id| (id, font)).collect(),
        _ => BTreeMap::new(),
    }
}

/// Words with marks that can be Vietnamese.
pub(crate) fn vietnamese_words(text: &str) -> usize {
    let text = normalise(text);
    text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_ascii() && syllable::is_valid(word)).count()
}

fn read_through(text: &str, font: Legacy) -> String {
    let mut out = String::with_capacity(text.len());
    let mut run = Vec::new();
    for c in text.chars() {
        match byte(c) {
            Some(byte) => run.push(byte),
            None => {
                out.push_str(&legacy::decode(&run, font));
                run.clear();
                out.push(c);
            }
        }
    }
    out.push_str(&legacy::decode(&run, font));
    out
}

/// The byte that a browser read as this character, by windows-1252.
fn byte(c: char) -> Option<u8> {
    if let Ok(byte) = u8::try_from(u32::from(c)) {
        return Some(byte);
    }
    let mut buffer = [0; 4];
    let (bytes, _, wrong) = WINDOWS_1252.encode(c.encode_utf8(&mut buffer));
    match *bytes {
        [byte] if !wrong => Some(byte),
        _ => None,
    }
}

fn after_family(style: &str) -> Option<&str> {
    let at = style.to_ascii_lowercase().find("font-family")?;
    style[at..].split_once(':').map(|(_, value)| value)
}

fn first_family(list: &str) -> &str {
    list.split([',', ';', '}', '!']).next().unwrap_or_default().trim().trim_matches(['"', '\'']).trim()
}

/// The first old font that a sheet names.
fn family(sheet: &str) -> Option<Legacy> {
    let lower = sheet.to_ascii_lowercase();
    let mut rest = lower.as_str();
    while let Some((_, after)) = rest.split_once("font-family") {
        rest = after;
        let value = after.trim_start().strip_prefix(':');
        if let Some(font) = value.and_then(|value| legacy::of_font(first_family(value))) {
            return Some(font);
        }
    }
    None
}
