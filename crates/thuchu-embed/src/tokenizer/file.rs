//! `tokenizer.json`, checked.
//!
//! Two files of this model are about: the one of its makers, whose normaliser is a compiled table, and the one that our
//! installer writes, which says the same in words. Anything else belongs to another model.

use serde::Deserialize;
use serde_json::{Value, json};

use crate::error::EmbedError;

/// The file's name.
pub(crate) const TOKENIZER: &str = "tokenizer.json";
/// Bytes of the longest piece we take.
const PIECE_MAX: usize = 256;
/// Bytes of all pieces together.
const PIECES_MAX: usize = 8 << 20;
/// Pieces at most.
const COUNT_MAX: usize = 300_000;

/// What a tokenizer is made of.
pub(super) struct File {
    pub(super) pieces: Vec<String>,
    pub(super) scores: Vec<f64>,
    pub(super) unknown: u32,
    pub(super) begin: u32,
    pub(super) end: u32,
    /// Pieces that no text holds.
    pub(super) controls: Vec<u32>,
    pub(super) keeps_last_space: bool,
    pub(super) most: usize,
}

#[derive(Deserialize)]
struct Json {
    #[serde(default)]
    truncation: Option<Truncation>,
    normalizer: Value,
    pre_tokenizer: Value,
    model: Model,
}

#[derive(Deserialize)]
struct Truncation {
    max_length: usize,
}

#[derive(Deserialize)]
struct Model {
    #[serde(rename = "type")]
    kind: String,
    unk_id: Option<u32>,
    vocab: Vec<(String, f64)>,
    #[serde(default)]
    byte_fallback: bool,
}

impl File {
    pub(super) fn parse(json: &[u8]) -> Result<Self, EmbedError> {
        let file: Json =
            serde_json::from_slice(json).map_err(|error| EmbedError::damaged(TOKENIZER, error.to_string()))?;
        let wrong = |found: &str, expected: &str| EmbedError::wrong(TOKENIZER, found, expected);
        let Model { kind, unk_id, vocab, byte_fallback } = file.model;
        if kind != "Unigram" || byte_fallback {
            return Err(wrong("its model is of another kind", "Unigram without bytes"));
        }
        if file.normalizer["type"] != "Precompiled" && file.normalizer != normaliser() {
            return Err(wrong("its normaliser is another", "nmt_nfkc"));
        }
        let keeps_last_space = match pre_tokenizer(&file.pre_tokenizer) {
            Some(keeps) => keeps,
            None => return Err(wrong("it cuts words in another way", "Metaspace")),
        };
        if vocab.len() > COUNT_MAX || vocab.iter().map(|(piece, _)| piece.len()).sum::<usize>() > PIECES_MAX {
            return Err(wrong("it has too many pieces", "some 250,000"));
        }
        let damaged = |what: String| EmbedError::damaged(TOKENIZER, what);
        if let Some(number) =
            vocab.iter().position(|(piece, score)| piece.len() > PIECE_MAX || !(-1e6..=1e6).contains(score))
        {
            return Err(damaged(format!("piece {number} is too long, or its score is none")));
        }
        let find = |name: &str| {
            let place = vocab.iter().position(|(piece, _)| piece == name);
            place.and_then(|place| u32::try_from(place).ok()).ok_or_else(|| damaged(format!("it has no piece {name}")))
        };
        let (begin, end, unknown) = (find("<s>")?, find("</s>")?, find("<unk>")?);
        if unk_id.is_some_and(|id| id != unknown) {
            return Err(damaged("its unknown piece is another".to_owned()));
        }
        let controls = [Some(begin), Some(end), Some(unknown), find("<pad>").ok(), find("<mask>").ok()];
        let (pieces, scores) = vocab.into_iter().unzip();
        Ok(Self {
            pieces,
            scores,
            unknown,
            begin,
            end,
            controls: controls.into_iter().flatten().collect(),
            keeps_last_space,
            most: file.truncation.map_or(512, |truncation| truncation.max_length).clamp(8, 512),
        })
    }
}

/// Whether a space at the end of a text is a piece, by the two ways in which words are cut.
fn pre_tokenizer(value: &Value) -> Option<bool> {
    let metaspace = |value: &Value| value["type"] == "Metaspace" && value["replacement"] == "\u{2581}";
    if metaspace(value) {
        return Some(true);
    }
    match value["pretokenizers"].as_array()?.as_slice() {
        [first, second] if first["type"] == "WhitespaceSplit" && metaspace(second) => Some(false),
        _ => None,
    }
}

/// `nmt_nfkc` in words: what our installer writes.
pub(crate) fn normaliser() -> Value {
    let replace =
        |pattern: &str, content: &str| json!({"type": "Replace", "pattern": {"Regex": pattern}, "content": content});
    json!({"type": "Sequence", "normalizers": [
        replace("[\\t\\n\\x0C\\r\u{1680}\u{200b}-\u{200f}\u{2028}\u{2029}\u{2581}\u{feff}\u{fffd}]", " "),
        replace("[\\x01-\\x08\\x0B\\x0E-\\x1F\\x7F\\x8F\\x9F]", ""),
        {"type": "NFKC"},
        replace(" {2,}", " "),
    ]})
}
