//! The files of a folder, written.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::Path;

use serde_json::{Map, Value, json};

use super::Progress;
use crate::error::EmbedError;
use crate::model::{CONFIG, Shape, WEIGHTS, f32_to_f16, needed};
use crate::tokenizer::TOKENIZER;

/// Where weights come from: tensor by tensor, by the usual name and shape, row by row.
pub(super) trait Rows {
    /// Hands out all rows of one tensor.
    fn rows(&mut self, name: &str, shape: &[usize], each: &mut dyn FnMut(&[f32])) -> Result<(), EmbedError>;
}

/// What becomes of a model on its way into a folder.
pub(super) struct Content<'a> {
    pub(super) config: Value,
    /// Without its pieces.
    pub(super) tokenizer: Value,
    pub(super) pieces: Vec<(String, f64)>,
    /// Which pieces stay, by their number; all where there is none.
    pub(super) kept: Option<Vec<usize>>,
    pub(super) weights: &'a mut dyn Rows,
}

impl Content<'_> {
    /// Writes the three files into an empty folder. Weights are rounded to 16 bits.
    pub(super) fn write(mut self, folder: &Path, progress: &mut dyn FnMut(Progress)) -> Result<(), EmbedError> {
        let config = self.config.to_string();
        let from = Shape::parse(config.as_bytes())?;
        let mut to = from.clone();
        if let Some(kept) = &self.kept {
            to.words = kept.len();
            self.config["vocab_size"] = json!(kept.len());
            self.pieces = kept.iter().filter_map(|number| self.pieces.get(*number).cloned()).collect();
        }
        for token in self.tokenizer["added_tokens"].as_array_mut().into_iter().flatten() {
            let place = self.pieces.iter().position(|(piece, _)| token["content"] == piece.as_str());
            token["id"] = place.into();
        }
        let vocabulary: Vec<Value> = self.pieces.iter().map(|(piece, score)| json!([piece, score])).collect();
        self.tokenizer["model"]["vocab"] = Value::Array(vocabulary);
        put(&folder.join(TOKENIZER), |file| file.write_all(self.tokenizer.to_string().as_bytes()))?;
        put(&folder.join(CONFIG), |file| file.write_all(self.config.to_string().as_bytes()))?;

        let (before, after) = (needed(&from), needed(&to));
        let bytes = |shape: &[usize]| 2 * shape.iter().product::<usize>() as u64;
        let total: u64 = after.iter().map(|(_, shape)| bytes(shape)).sum();
        let mut header = Map::from_iter([("__metadata__".to_owned(), json!({"format": "pt"}))]);
        let mut at = 0;
        for (name, shape) in &after {
            let end = at + bytes(shape);
            header.insert(name.clone(), json!({"dtype": "F16", "shape": shape, "data_offsets": [at, end]}));
            at = end;
        }
        let mut header = Value::Object(header).to_string();
        header.push_str(&" ".repeat(header.len().next_multiple_of(8) - header.len()));
        let mut refused = None;
        put(&folder.join(WEIGHTS), |file| {
            file.write_all(&(header.len() as u64).to_le_bytes())?;
            file.write_all(header.as_bytes())?;
            let mut done = 0;
            for ((name, shape), (_, after)) in before.iter().zip(&after) {
                // Only the table of pieces loses rows.
                let kept = if shape == after { None } else { self.kept.as_deref() };
                let (mut number, mut written) = (0, Ok(()));
                let mut raw = Vec::new();
                let read = self.weights.rows(name, shape, &mut |row| {
                    let wanted = kept.is_none_or(|kept| kept.binary_search(&number).is_ok());
                    number += 1;
                    if wanted && written.is_ok() {
                        raw.clear();
                        raw.extend(row.iter().flat_map(|value| f32_to_f16(*value).to_le_bytes()));
                        written = file.write_all(&raw);
                    }
                });
                written?;
                if let Err(error) = read {
                    refused = Some(error);
                    return Ok(());
                }
                done += bytes(after);
                progress(Progress { done, total });
            }
            Ok(())
        })?;
        refused.map_or(Ok(()), Err)
    }
}

/// Writes a file, all the way to the disk.
pub(super) fn put(path: &Path, write: impl FnOnce(&mut BufWriter<File>) -> io::Result<()>) -> Result<(), EmbedError> {
    let done = || {
        let mut file = BufWriter::with_capacity(1 << 20, File::create(path)?);
        write(&mut file)?;
        file.into_inner().map_err(io::IntoInnerError::into_error)?.sync_all()
    };
    done().map_err(|source| EmbedError::Io { path: path.to_owned(), source })
}
