//! The model that an evaluation uses, and the file that keeps its vectors for the next time.

use std::collections::HashMap;
use std::fs;
use std::io::{self, BufWriter, Write as _};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use sha2::{Digest as _, Sha256};
use thuchu_embed::{Embedder, QUANTISED_BYTES, Quantised};
use thuchu_say as say;

use crate::command::model::problem;
use crate::out::Out;
use crate::problem::Problem;

/// SHA-256 of a text.
type Key = [u8; 32];
/// Bytes of one line of the file: key and vector. Before them stands the model's id.
const LINE: usize = size_of::<Key>() + QUANTISED_BYTES;

/// A model, and what it said so far.
pub(super) struct Model {
    embedder: Embedder,
    known: Mutex<HashMap<Key, Quantised>>,
    file: Option<PathBuf>,
}

impl Model {
    /// Opens the model in `folder`, with the vectors that `file` keeps of it. A file of another model is left unread,
    /// and replaced in the end.
    pub(super) fn open(folder: &Path, file: Option<&Path>, out: &mut Out) -> Result<Self, Problem> {
        let embedder = Embedder::open(folder).map_err(|error| problem(&error, &folder.display().to_string()))?;
        let mut known = HashMap::new();
        if let Some(file) = file {
            match fs::read(file) {
                Ok(bytes) => match read(&bytes, embedder.id().as_bytes()) {
                    Some(kept) => known = kept,
                    None => out.note(&say::evaluate_cache_other(file.display())),
                },
                Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                Err(error) => return Err(Problem::failed(say::error_input_file(file.display())).because(&error)),
            }
        }
        Ok(Self { embedder, known: Mutex::new(known), file: file.map(Path::to_owned) })
    }

    pub(super) fn name(&self) -> String {
        format!("multilingual-e5-small {}", self.embedder.id())
    }

    /// A vector for each text: kept ones, and new ones of those that are not.
    pub(super) fn embed(&self, texts: &[&str]) -> Vec<Quantised> {
        texts.iter().map(|text| self.one(text)).collect()
    }

    fn one(&self, text: &str) -> Quantised {
        let known = || self.known.lock().unwrap_or_else(PoisonError::into_inner);
        let key: Key = Sha256::digest(text).into();
        if let Some(vector) = known().get(&key) {
            return vector.clone();
        }
        let vector = self.embedder.embed(text).quantise();
        known().insert(key, vector.clone());
        vector
    }

    /// Writes the file.
    pub(super) fn keep(&self) -> Result<(), Problem> {
        let Some(file) = &self.file else { return Ok(()) };
        self.write(file).map_err(|error| Problem::failed(say::error_output_file(file.display())).because(&error))
    }

    fn write(&self, file: &Path) -> io::Result<()> {
        let known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        let mut lines: Vec<_> = known.iter().collect();
        lines.sort_unstable_by_key(|(key, _)| **key);
        let mut out = BufWriter::new(fs::File::create(file)?);
        out.write_all(self.embedder.id().as_bytes())?;
        for (key, vector) in lines {
            out.write_all(key)?;
            out.write_all(&vector.to_bytes())?;
        }
        out.flush()
    }
}

/// The vectors of a file, if it is one of this model.
fn read(bytes: &[u8], model: &[u8; 32]) -> Option<HashMap<Key, Quantised>> {
    let lines = bytes.strip_prefix(model)?.chunks_exact(LINE);
    if !lines.remainder().is_empty() {
        return None;
    }
    lines
        .map(|line| {
            let (key, vector) = line.split_first_chunk()?;
            Some((*key, Quantised::from_bytes(vector)?))
        })
        .collect()
}
