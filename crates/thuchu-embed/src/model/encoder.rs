//! A BERT encoder with mean pooling, put together from its tensors and run.
//!
//! Devlin and others, "BERT", 2019, with the names of Hugging Face's `BertModel`. Several texts are worked on as one
//! long row of tokens, each attending to its own; nothing is padded.

use std::collections::HashMap;
use std::io::Read;

use super::{Shape, Tensors, WEIGHTS};
use crate::error::EmbedError;
use crate::kernel::{Dense, Head, Isa, Norm, Room, Rows, to_bytes};

/// A model in memory. 21 MB of layers and, for all languages, 97 MB of pieces.
#[derive(Debug)]
pub(crate) struct Encoder {
    pub(crate) shape: Shape,
    pub(crate) isa: Isa,
    words: Table,
    /// Position and type together; all our texts are of the first type.
    positions: Vec<f32>,
    norm: Norm,
    layers: Vec<Layer>,
}

#[derive(Debug)]
struct Layer {
    /// Queries, keys and values side by side.
    fused: Dense,
    attended: Dense,
    norm: Norm,
    widen: Dense,
    narrow: Dense,
    last_norm: Norm,
}

/// Rows of bytes, each with its scale.
#[derive(Debug, Default)]
struct Table {
    bytes: Vec<i8>,
    scales: Vec<f32>,
}

impl Table {
    fn push(&mut self, row: &[f32]) {
        let scale = to_bytes(row, &mut self.bytes);
        self.scales.push(scale);
    }

    /// Adds a row; a number without a row adds nothing.
    fn add_to(&self, number: usize, out: &mut [f32]) {
        let rows = self.bytes.chunks_exact(out.len());
        if let (Some(row), Some(scale)) = (rows.clone().nth(number), self.scales.get(number)) {
            for (out, byte) in out.iter_mut().zip(row) {
                *out += f32::from(*byte) * scale;
            }
        }
    }
}

const PIECES: &str = "embeddings.word_embeddings.weight";
const POSITIONS: &str = "embeddings.position_embeddings.weight";
const TYPES: &str = "embeddings.token_type_embeddings.weight";

impl Encoder {
    /// Reads the weights. Tensors that this encoder has no use for (a pooler) are read over. Gives SHA-256 of all.
    pub(crate) fn read(shape: Shape, weights: impl Read) -> Result<(Self, [u8; 32]), EmbedError> {
        let mut file = Tensors::open(weights)?;
        let wanted: HashMap<String, Vec<usize>> = needed(&shape).into_iter().collect();
        let mut words = Table::default();
        let mut found: HashMap<String, Vec<f32>> = HashMap::with_capacity(wanted.len());
        for tensor in file.list.clone() {
            let name = base_name(&tensor.name);
            let Some(expected) = wanted.get(name) else { continue };
            if &tensor.shape != expected {
                let found = format!("{name} is {:?}", tensor.shape);
                return Err(EmbedError::wrong(WEIGHTS, found, format!("{expected:?}")));
            }
            let width = expected.last().copied().unwrap_or(1);
            if name == PIECES {
                file.each_row(&tensor, width, |row| words.push(row))?;
            } else {
                let mut values = Vec::new();
                file.each_row(&tensor, width, |row| values.extend_from_slice(row))?;
                found.insert(name.to_owned(), values);
            }
        }
        let checksum = file.finish()?;
        if words.scales.len() != shape.words {
            return Err(EmbedError::damaged(WEIGHTS, format!("{PIECES} is missing")));
        }
        let mut parts = Parts { found, epsilon: shape.epsilon };
        let mut positions = parts.take(POSITIONS)?;
        let types = parts.take(TYPES)?;
        for row in positions.chunks_exact_mut(shape.hidden) {
            for (value, kind) in row.iter_mut().zip(&types) {
                *value += kind;
            }
        }
        let norm = parts.norm("embeddings.LayerNorm")?;
        let layers = (0..shape.layers).map(|number| parts.layer(number)).collect::<Result<_, _>>()?;
        Ok((Self { shape, isa: Isa::best(), words, positions, norm, layers }, checksum))
    }

    /// The last layer's output for all tokens of all texts, one row each.
    ///
    /// A text longer than the model has positions is cut; a piece that it does not have is one of zeros.
    pub(crate) fn states(&self, texts: &[&[u32]]) -> Vec<f32> {
        let Shape { hidden, heads, inner, positions, .. } = self.shape;
        let isa = self.isa;
        let lengths: Vec<usize> = texts.iter().map(|text| text.len().min(positions)).collect();
        let tokens: usize = lengths.iter().sum();
        let mut kept = vec![0.0; tokens * hidden];
        let pieces = texts.iter().flat_map(|text| text.iter().take(positions).enumerate());
        for (row, (position, piece)) in kept.chunks_exact_mut(hidden).zip(pieces) {
            row.copy_from_slice(&self.positions[position * hidden..(position + 1) * hidden]);
            self.words.add_to(*piece as usize, row);
        }
        let mut added = vec![0.0; tokens * hidden];
        let (mut narrow, mut wide) = (Rows::default(), Rows::default());
        narrow.resize(tokens, hidden);
        wide.resize(tokens, inner);
        isa.normalise(&mut kept, &added, &self.norm, &mut narrow);
        let mut fused = vec![0.0; tokens * 3 * hidden];
        let mut mixed = vec![0.0; tokens * hidden];
        let mut widened = vec![0.0; tokens * inner];
        let mut room = Room::default();
        for layer in &self.layers {
            isa.multiply(&layer.fused, &narrow, &mut fused);
            let mut from = 0;
            for length in lengths.iter().copied().filter(|length| *length > 0) {
                let rows = from..from + length;
                from = rows.end;
                let text = &fused[rows.start * 3 * hidden..rows.end * 3 * hidden];
                let out = &mut mixed[rows.start * hidden..rows.end * hidden];
                for number in 0..heads {
                    isa.attend(Head { number, hidden, width: hidden / heads }, text, out, &mut room);
                }
            }
            isa.quantise(&mixed, &mut narrow);
            isa.multiply(&layer.attended, &narrow, &mut added);
            isa.normalise(&mut kept, &added, &layer.norm, &mut narrow);
            isa.multiply(&layer.widen, &narrow, &mut widened);
            isa.activate(&mut widened, &mut wide);
            isa.multiply(&layer.narrow, &wide, &mut added);
            isa.normalise(&mut kept, &added, &layer.last_norm, &mut narrow);
        }
        kept
    }
}

/// A tensor's name without that of the model, below which some files name everything.
pub(crate) fn base_name(name: &str) -> &str {
    name.strip_prefix("bert.").unwrap_or(name)
}

/// Every tensor that is needed, with its shape.
pub(crate) fn needed(shape: &Shape) -> Vec<(String, Vec<usize>)> {
    let Shape { hidden, inner, .. } = *shape;
    let mut list = vec![
        (PIECES.to_owned(), vec![shape.words, hidden]),
        (POSITIONS.to_owned(), vec![shape.positions, hidden]),
        (TYPES.to_owned(), vec![shape.types, hidden]),
    ];
    let mut add = |name: &str, outputs: usize, inputs: Option<usize>| {
        list.push((format!("{name}.weight"), std::iter::once(outputs).chain(inputs).collect()));
        list.push((format!("{name}.bias"), vec![outputs]));
    };
    add("embeddings.LayerNorm", hidden, None);
    for layer in 0..shape.layers {
        for (part, outputs, inputs) in [
            ("attention.self.query", hidden, Some(hidden)),
            ("attention.self.key", hidden, Some(hidden)),
            ("attention.self.value", hidden, Some(hidden)),
            ("attention.output.dense", hidden, Some(hidden)),
            ("attention.output.LayerNorm", hidden, None),
            ("intermediate.dense", inner, Some(hidden)),
            ("output.dense", hidden, Some(inner)),
            ("output.LayerNorm", hidden, None),
        ] {
            add(&format!("encoder.layer.{layer}.{part}"), outputs, inputs);
        }
    }
    list
}

/// What was read, taken out part by part.
struct Parts {
    found: HashMap<String, Vec<f32>>,
    epsilon: f32,
}

impl Parts {
    fn take(&mut self, name: &str) -> Result<Vec<f32>, EmbedError> {
        self.found.remove(name).ok_or_else(|| EmbedError::damaged(WEIGHTS, format!("{name} is missing")))
    }

    fn norm(&mut self, name: &str) -> Result<Norm, EmbedError> {
        let weight = self.take(&format!("{name}.weight"))?;
        Ok(Norm { weight, bias: self.take(&format!("{name}.bias"))?, epsilon: self.epsilon })
    }

    fn dense(&mut self, name: &str) -> Result<Dense, EmbedError> {
        let weights = self.take(&format!("{name}.weight"))?;
        Ok(Dense::new(&weights, self.take(&format!("{name}.bias"))?))
    }

    fn layer(&mut self, number: usize) -> Result<Layer, EmbedError> {
        let name = |part: &str| format!("encoder.layer.{number}.{part}");
        let mut weights = self.take(&name("attention.self.query.weight"))?;
        let mut bias = self.take(&name("attention.self.query.bias"))?;
        // Products are divided by the root of a head's width, 32; done here once for all texts.
        for value in weights.iter_mut().chain(&mut bias) {
            *value *= 1.0 / 32.0_f32.sqrt();
        }
        for part in ["key", "value"] {
            weights.extend(self.take(&name(&format!("attention.self.{part}.weight")))?);
            bias.extend(self.take(&name(&format!("attention.self.{part}.bias")))?);
        }
        Ok(Layer {
            fused: Dense::new(&weights, bias),
            attended: self.dense(&name("attention.output.dense"))?,
            norm: self.norm(&name("attention.output.LayerNorm"))?,
            widen: self.dense(&name("intermediate.dense"))?,
            narrow: self.dense(&name("output.dense"))?,
            last_norm: self.norm(&name("output.LayerNorm"))?,
        })
    }
}
