//! `model.safetensors`, read from front to back.
//!
//! The format: eight bytes with the length of a JSON header, the header (name → type, shape, place), then the values.
//! Source: the description of safetensors by Hugging Face. Values are handed out row by row in the order of the file,
//! so that no more of it is in memory than is worked on, and every byte goes through a checksum on its way.

use std::collections::BTreeMap;
use std::io::{ErrorKind, Read, Seek, SeekFrom};

use serde::Deserialize;
use sha2::{Digest, Sha256};

use super::shape::short;
use super::{WEIGHTS, f16_to_f32};
use crate::error::EmbedError;

/// A header of this model takes 25 KB.
const HEADER_MAX: u64 = 1 << 20;
/// Bytes read at once.
const PIECE: usize = 1 << 16;

/// One tensor's place.
#[derive(Debug, Clone)]
pub(crate) struct Tensor {
    pub(crate) name: String,
    pub(crate) shape: Vec<usize>,
    kind: String,
    from: u64,
    to: u64,
}

#[derive(Deserialize)]
struct Entry {
    dtype: String,
    shape: Vec<usize>,
    data_offsets: (u64, u64),
}

/// A file of tensors, opened.
pub(crate) struct Tensors<R> {
    from: Source<R>,
    /// In the order of the file.
    pub(crate) list: Vec<Tensor>,
    /// Bytes in front of the values.
    begin: u64,
    /// Bytes of values read so far.
    at: u64,
}

struct Source<R> {
    reader: R,
    checksum: Sha256,
}

impl<R: Read> Source<R> {
    fn fill(&mut self, bytes: &mut [u8]) -> Result<(), EmbedError> {
        self.reader.read_exact(bytes).map_err(|error| match error.kind() {
            ErrorKind::UnexpectedEof => EmbedError::damaged(WEIGHTS, "it is cut short"),
            _ => EmbedError::Io { path: WEIGHTS.into(), source: error },
        })?;
        self.checksum.update(&*bytes);
        Ok(())
    }
}

impl<R: Read> Tensors<R> {
    /// Reads the header. What it says is checked: every tensor lies behind the one before, without a gap.
    pub(crate) fn open(reader: R) -> Result<Self, EmbedError> {
        let damaged = |what: &str| EmbedError::damaged(WEIGHTS, what);
        let mut from = Source { reader, checksum: Sha256::new() };
        let mut length = [0; 8];
        from.fill(&mut length)?;
        let length = u64::from_le_bytes(length);
        let length = usize::try_from(length).ok().filter(|length| *length as u64 <= HEADER_MAX);
        let length = length.ok_or_else(|| damaged("its header is too long"))?;
        let mut header = vec![0; length];
        from.fill(&mut header)?;
        let entries: BTreeMap<String, serde_json::Value> =
            serde_json::from_slice(&header).map_err(|error| damaged(&format!("its header: {error}")))?;
        let mut list = Vec::with_capacity(entries.len());
        for (name, entry) in entries {
            if name == "__metadata__" {
                continue;
            }
            let entry: Entry =
                serde_json::from_value(entry).map_err(|error| damaged(&format!("{}: {error}", short(&name))))?;
            let (from, to) = entry.data_offsets;
            list.push(Tensor { name, shape: entry.shape, kind: entry.dtype, from, to });
        }
        list.sort_by_key(|tensor| (tensor.from, tensor.to));
        let mut at = 0;
        for tensor in &list {
            if tensor.from != at || tensor.to < tensor.from {
                return Err(damaged(&format!("the place of {} overlaps or leaves a gap", short(&tensor.name))));
            }
            at = tensor.to;
        }
        Ok(Self { from, list, begin: 8 + length as u64, at: 0 })
    }

    /// Hands out a tensor's values in rows of `width`. Tensors are asked for in the order of the list.
    pub(crate) fn each_row(
        &mut self,
        tensor: &Tensor,
        width: usize,
        mut each: impl FnMut(&[f32]),
    ) -> Result<(), EmbedError> {
        self.skip_to(tensor.from)?;
        let size = match tensor.kind.as_str() {
            "F16" => 2,
            "F32" => 4,
            other => {
                let found = format!("{} is kept as {}", short(&tensor.name), short(other));
                return Err(EmbedError::wrong(WEIGHTS, found, "F16 or F32"));
            }
        };
        let count = tensor.shape.iter().try_fold(1_u64, |count, side| count.checked_mul(*side as u64));
        let bytes = count.and_then(|count| count.checked_mul(size as u64));
        if bytes != Some(tensor.to - tensor.from) || width == 0 {
            return Err(EmbedError::damaged(WEIGHTS, format!("{} has not the size it says", short(&tensor.name))));
        }
        let mut raw = vec![0; width * size];
        let mut values = vec![0.0; width];
        for _ in 0..count.unwrap_or(0) / width as u64 {
            self.from.fill(&mut raw)?;
            self.at += raw.len() as u64;
            if size == 2 {
                for (value, bytes) in values.iter_mut().zip(raw.as_chunks::<2>().0) {
                    *value = f16_to_f32(u16::from_le_bytes(*bytes));
                }
            } else {
                for (value, bytes) in values.iter_mut().zip(raw.as_chunks::<4>().0) {
                    *value = f32::from_le_bytes(*bytes);
                }
            }
            if !values.iter().fold(true, |finite, value| finite & value.is_finite()) {
                let what = format!("{} holds what is no number", short(&tensor.name));
                return Err(EmbedError::damaged(WEIGHTS, what));
            }
            each(&values);
        }
        Ok(())
    }

    /// Goes to a tensor that need not be the next one; the checksum is then of no use.
    pub(crate) fn seek(&mut self, tensor: &Tensor) -> Result<(), EmbedError>
    where
        R: Seek,
    {
        let to = SeekFrom::Start(self.begin.saturating_add(tensor.from));
        self.from.reader.seek(to).map_err(|source| EmbedError::Io { path: WEIGHTS.into(), source })?;
        self.at = tensor.from;
        Ok(())
    }

    /// Reads over the rest; the file must end where its header says. Gives SHA-256 of the whole file.
    pub(crate) fn finish(mut self) -> Result<[u8; 32], EmbedError> {
        let end = self.list.last().map_or(0, |tensor| tensor.to);
        self.skip_to(end)?;
        match self.from.reader.read(&mut [0; 1]) {
            Ok(0) => Ok(self.from.checksum.finalize().into()),
            Ok(_) => Err(EmbedError::damaged(WEIGHTS, "it is longer than its header says")),
            Err(source) => Err(EmbedError::Io { path: WEIGHTS.into(), source }),
        }
    }

    fn skip_to(&mut self, place: u64) -> Result<(), EmbedError> {
        let mut piece = vec![0; PIECE];
        while self.at < place {
            #[expect(clippy::cast_possible_truncation, reason = "at most `PIECE`")]
            let next = (place - self.at).min(PIECE as u64) as usize;
            self.from.fill(&mut piece[..next])?;
            self.at += next as u64;
        }
        if self.at == place { Ok(()) } else { Err(EmbedError::damaged(WEIGHTS, "tensors in another order")) }
    }
}
