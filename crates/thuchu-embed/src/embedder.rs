//! A model that was opened.

use std::fmt;
use std::fs;
use std::io::{BufReader, ErrorKind, Read};
use std::path::Path;

use sha2::{Digest, Sha256};

use crate::error::EmbedError;
use crate::model::{CONFIG, Encoder, Shape, WEIGHTS};
use crate::tokenizer::{TOKENIZER, Tokenizer};
use crate::vector::{Vector, WIDTH};

/// Named in the identity of a model: vectors of another way of computing must not be mixed with ours.
const METHOD: &str = "thuchu-embed 1: query prefix, int8 layers, mean";
/// What the model was taught to see in front of a text.
const PREFIX: &str = "query: ";
/// `config.json` has half a kilobyte.
pub(crate) const CONFIG_MAX: u64 = 1 << 20;
/// The makers' `tokenizer.json` has 17 MB.
pub(crate) const TOKENIZER_MAX: u64 = 32 << 20;
/// `model.safetensors` has 471 MB in floats of 32 bits.
pub(crate) const WEIGHTS_MAX: u64 = 600 << 20;
/// Pieces that are worked on together: with more the floats between layers no longer fit into a core's cache.
const TOGETHER: usize = 256;

/// Which model made a vector: SHA-256 over its three files and our way of computing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct ModelId([u8; 32]);

impl ModelId {
    /// For a store.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl fmt::Display for ModelId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

/// Turns texts into vectors.
#[derive(Debug)]
pub struct Embedder {
    tokenizer: Tokenizer,
    encoder: Encoder,
    id: ModelId,
}

impl Embedder {
    /// Opens a folder with `config.json`, `tokenizer.json` and `model.safetensors` (floats of 16 or 32 bits).
    ///
    /// # Errors
    /// [`EmbedError::Missing`], [`EmbedError::Io`], or what [`Embedder::read`] refuses.
    pub fn open(folder: &Path) -> Result<Self, EmbedError> {
        let config = read(&folder.join(CONFIG), CONFIG, CONFIG_MAX)?;
        let tokenizer = read(&folder.join(TOKENIZER), TOKENIZER, TOKENIZER_MAX)?;
        let weights = open(&folder.join(WEIGHTS), WEIGHTS, WEIGHTS_MAX)?;
        Self::read(&config, &tokenizer, BufReader::with_capacity(1 << 20, weights))
    }

    /// The same from bytes, whoever holds them.
    ///
    /// # Errors
    /// [`EmbedError::Damaged`] or [`EmbedError::WrongModel`]; [`EmbedError::Io`] if `weights` cannot be read.
    pub fn read(config: &[u8], tokenizer: &[u8], weights: impl Read) -> Result<Self, EmbedError> {
        let shape = Shape::parse(config)?;
        if shape.hidden != WIDTH {
            return Err(EmbedError::wrong(CONFIG, format!("hidden_size is {}", shape.hidden), WIDTH.to_string()));
        }
        let pieces = Tokenizer::parse(tokenizer)?;
        if pieces.len() > shape.words {
            let found = format!("{} pieces for {} rows of the model", pieces.len(), shape.words);
            return Err(EmbedError::wrong(TOKENIZER, found, "a row for each piece"));
        }
        let (encoder, checksum) = Encoder::read(shape, weights)?;
        let mut id = Sha256::new();
        id.update(METHOD);
        id.update(Sha256::digest(config));
        id.update(Sha256::digest(tokenizer));
        id.update(checksum);
        Ok(Self { tokenizer: pieces, encoder, id: ModelId(id.finalize().into()) })
    }

    /// Which model this is.
    #[must_use]
    pub const fn id(&self) -> ModelId {
        self.id
    }

    /// How many pieces its tokenizer has: 250,002 for all languages, 114,172 for those in Latin letters.
    #[must_use]
    pub fn pieces(&self) -> usize {
        self.tokenizer.len()
    }

    /// The instructions it runs on, for people.
    #[must_use]
    pub const fn instructions(&self) -> &'static str {
        self.encoder.isa.name()
    }

    /// The numbers of a text's pieces, as the model gets them: with what stands in front, begin and end, 512 at most.
    #[must_use]
    pub fn tokens(&self, text: &str) -> Vec<u32> {
        let begin = &text[..text.floor_char_boundary(64 * 1024)];
        self.tokenizer.encode(&[PREFIX, begin].concat())
    }

    /// The vector of a text. What is longer than 512 pieces is cut; embed windows of long texts.
    #[must_use]
    pub fn embed(&self, text: &str) -> Vector {
        self.embed_tokens(&self.tokens(text))
    }

    /// The vector of pieces that [`Embedder::tokens`] gave.
    #[must_use]
    pub fn embed_tokens(&self, tokens: &[u32]) -> Vector {
        Vector::mean(&self.encoder.states(&[tokens])).unwrap_or_else(Vector::nowhere)
    }

    /// The vectors of many texts, in their order; short ones are worked on together, which is faster.
    #[must_use]
    pub fn embed_all(&self, texts: &[&str]) -> Vec<Vector> {
        let tokens: Vec<Vec<u32>> = texts.iter().map(|text| self.tokens(text)).collect();
        let mut vectors = Vec::with_capacity(texts.len());
        let mut left = tokens.as_slice();
        while !left.is_empty() {
            let mut sum = 0;
            let fitting = left.iter().take_while(|text| {
                sum += text.len();
                sum <= TOGETHER
            });
            let (now, later) = left.split_at(fitting.count().max(1));
            left = later;
            let now: Vec<&[u32]> = now.iter().map(Vec::as_slice).collect();
            let states = self.encoder.states(&now);
            let mut rest = states.as_slice();
            for text in now {
                let (own, others) = rest.split_at((text.len() * WIDTH).min(rest.len()));
                rest = others;
                vectors.push(Vector::mean(own).unwrap_or_else(Vector::nowhere));
            }
        }
        vectors
    }

    /// The last layer's output for each piece, each brought to length 1: for comparing texts word by word.
    #[must_use]
    pub fn token_vectors(&self, tokens: &[u32]) -> Vec<Vector> {
        let states = self.encoder.states(&[tokens]);
        states.chunks_exact(WIDTH).map(|row| Vector::mean(row).unwrap_or_else(Vector::nowhere)).collect()
    }
}

pub(crate) fn open(path: &Path, name: &'static str, max: u64) -> Result<fs::File, EmbedError> {
    let failed = |source: std::io::Error| match source.kind() {
        ErrorKind::NotFound => EmbedError::Missing { path: path.to_owned() },
        _ => EmbedError::Io { path: path.to_owned(), source },
    };
    let file = fs::File::open(path).map_err(failed)?;
    if file.metadata().map_err(failed)?.len() > max {
        return Err(EmbedError::TooLarge { file: name, max });
    }
    Ok(file)
}

pub(crate) fn read(path: &Path, name: &'static str, max: u64) -> Result<Vec<u8>, EmbedError> {
    let mut bytes = Vec::new();
    let read = open(path, name, max)?.take(max).read_to_end(&mut bytes);
    read.map_err(|source| EmbedError::Io { path: path.to_owned(), source })?;
    Ok(bytes)
}

#[cfg(test)]
mod tests;
