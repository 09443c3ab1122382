//! A folder of the usual layout as a source.

use std::fs::File;
use std::io::{BufReader, Read, Write};
use std::path::{Path, PathBuf};

use serde_json::Value;

use super::write::{Content, Rows, put};
use super::{FILES, Pieces, Progress, latin};
use crate::embedder::{CONFIG_MAX, TOKENIZER_MAX, WEIGHTS_MAX, open, read};
use crate::error::EmbedError;
use crate::model::{CONFIG, Tensors, WEIGHTS, base_name};
use crate::tokenizer::TOKENIZER;

/// Bytes copied between two looks at the progress.
const PIECE: usize = 4 << 20;

/// A folder whose files are there.
pub(super) struct Folder {
    path: PathBuf,
    config: Vec<u8>,
    tokenizer: Vec<u8>,
}

impl Folder {
    pub(super) fn open(path: &Path) -> Result<Self, EmbedError> {
        if FILES.iter().all(|name| !path.join(name).exists()) {
            return Err(EmbedError::NotAPackage { what: format!("{} holds no model", path.display()) });
        }
        Ok(Self {
            path: path.to_owned(),
            config: read(&path.join(CONFIG), CONFIG, CONFIG_MAX)?,
            tokenizer: read(&path.join(TOKENIZER), TOKENIZER, TOKENIZER_MAX)?,
        })
    }

    /// Copies it as it is, or without the pieces that are not wanted.
    pub(super) fn copy(self, to: &Path, pieces: Pieces, progress: &mut dyn FnMut(Progress)) -> Result<(), EmbedError> {
        let weights = open(&self.path.join(WEIGHTS), WEIGHTS, WEIGHTS_MAX)?;
        match pieces {
            Pieces::All => {
                put(&to.join(CONFIG), |file| file.write_all(&self.config))?;
                put(&to.join(TOKENIZER), |file| file.write_all(&self.tokenizer))?;
                self.copy_weights(weights, to, progress)
            }
            Pieces::Latin => {
                let json = |bytes: &[u8], file| {
                    serde_json::from_slice(bytes).map_err(|error| EmbedError::damaged(file, error.to_string()))
                };
                let (config, mut tokenizer): (Value, Value) =
                    (json(&self.config, CONFIG)?, json(&self.tokenizer, TOKENIZER)?);
                let vocabulary = tokenizer.pointer_mut("/model/vocab").map(Value::take).unwrap_or_default();
                let all: Vec<(String, f64)> = serde_json::from_value(vocabulary)
                    .map_err(|error| EmbedError::damaged(TOKENIZER, error.to_string()))?;
                let kept = Some(latin::latin(&all));
                let mut weights = Tensors::open(BufReader::with_capacity(1 << 20, weights))?;
                Content { config, tokenizer, pieces: all, kept, weights: &mut weights }.write(to, progress)
            }
        }
    }

    fn copy_weights(&self, mut from: File, to: &Path, progress: &mut dyn FnMut(Progress)) -> Result<(), EmbedError> {
        let path = self.path.join(WEIGHTS);
        let total = from.metadata().map_err(|source| EmbedError::Io { path, source })?.len();
        put(&to.join(WEIGHTS), |file| {
            let (mut done, mut piece) = (0, vec![0; PIECE]);
            loop {
                let read = from.read(&mut piece)?;
                if read == 0 {
                    return Ok(());
                }
                file.write_all(&piece[..read])?;
                done += read as u64;
                progress(Progress { done, total });
            }
        })
    }
}

impl Rows for Tensors<BufReader<File>> {
    fn rows(&mut self, name: &str, shape: &[usize], each: &mut dyn FnMut(&[f32])) -> Result<(), EmbedError> {
        let tensor = self.list.iter().find(|tensor| base_name(&tensor.name) == name && tensor.shape == shape).cloned();
        let tensor =
            tensor.ok_or_else(|| EmbedError::damaged(WEIGHTS, format!("{name} is missing or of another size")))?;
        self.seek(&tensor)?;
        self.each_row(&tensor, shape.last().copied().unwrap_or(1), each)
    }
}
