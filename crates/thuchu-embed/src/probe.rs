//! Single parts of the loader, for hostile input: a fuzzer reaches further with small models than [`crate::Embedder`],
//! which takes only those of full width, would let it.

use crate::error::EmbedError;
use crate::model::{Encoder, Shape};
use crate::tokenizer::Tokenizer;

/// The pieces of a text by a `tokenizer.json`, and how many pieces there are.
///
/// # Errors
/// What the file is refused for.
pub fn tokenizer(json: &[u8], text: &str) -> Result<(Vec<u32>, usize), EmbedError> {
    let tokenizer = Tokenizer::parse(json)?;
    Ok((tokenizer.encode(text), tokenizer.len()))
}

/// The states of a few pieces by a `config.json` and a `model.safetensors` of any width.
///
/// # Errors
/// What the files are refused for.
pub fn encoder(config: &[u8], weights: &[u8]) -> Result<Vec<f32>, EmbedError> {
    let (encoder, _) = Encoder::read(Shape::parse(config)?, weights)?;
    Ok(encoder.states(&[&[0, 3, u32::MAX, 1], &[], &[2]]))
}

/// How many values the package's weights have, its checksum aside.
///
/// # Errors
/// What the package is refused for.
pub fn package(bytes: &[u8]) -> Result<usize, EmbedError> {
    crate::install::probe(bytes)
}
