//! Files as streams that block, for backups: memory stays bounded however large a file is.

use std::io::{Error, Read};

use bytes::{Buf as _, Bytes};
use futures_util::StreamExt as _;
use futures_util::stream::BoxStream;
use object_store::ObjectStoreExt as _;
use thuchu_model::Sha256Hash;
use tokio::runtime::Handle;

use super::Bucket;
use super::error::failed;
use crate::StoreError;

/// Bytes of one part of a large object. S3 takes no less than 5 MiB but for the last part, and 10,000 parts at most.
const PART: usize = 8 * 1024 * 1024;

/// An object that is read piece by piece.
struct Pieces<'a> {
    bucket: &'a Bucket,
    stream: BoxStream<'static, object_store::Result<Bytes>>,
    piece: Bytes,
    runtime: Handle,
}

impl Read for Pieces<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        while self.piece.is_empty() {
            match self.runtime.block_on(self.stream.next()) {
                None => return Ok(0),
                Some(Ok(piece)) => self.piece = piece,
                Some(Err(error)) => return Err(Error::other(failed(&self.bucket.shown, &error))),
            }
        }
        let count = self.piece.len().min(buffer.len());
        buffer[..count].copy_from_slice(&self.piece[..count]);
        self.piece.advance(count);
        Ok(count)
    }
}

impl Bucket {
    /// The bytes of an object as they lie there. Blocks, outside of what carries the runtime.
    pub(in crate::blobs) fn open(&self, hash: Sha256Hash) -> Result<impl Read + '_, StoreError> {
        let runtime = Handle::current();
        let got = runtime.block_on(self.store.get(&self.key(&hash))).map_err(|error| self.failed_at(hash, &error))?;
        Ok(Pieces { bucket: self, stream: got.into_stream(), piece: Bytes::new(), runtime })
    }

    /// Writes what is read to its end over whatever lies under this name. Blocks like [`Self::open`].
    pub(in crate::blobs) fn receive(&self, hash: Sha256Hash, from: &mut dyn Read) -> Result<(), StoreError> {
        let (runtime, key) = (Handle::current(), self.key(&hash));
        let wrong = |error: &object_store::Error| failed(&self.shown, error);
        let mut part = next(from)?;
        if part.len() < PART {
            return runtime.block_on(self.write_over(hash, part));
        }
        let mut upload = runtime.block_on(self.store.put_multipart(&key)).map_err(|error| wrong(&error))?;
        let sent = loop {
            if let Err(error) = runtime.block_on(upload.put_part(part.into())) {
                break Err(wrong(&error));
            }
            match next(from) {
                Ok(more) if more.is_empty() => break Ok(()),
                Ok(more) => part = more,
                Err(error) => break Err(error),
            }
        };
        let done = match sent {
            Ok(()) => runtime.block_on(upload.complete()).map(drop).map_err(|error| wrong(&error)),
            Err(error) => Err(error),
        };
        if done.is_err() {
            // Parts that cannot be removed now are for the bucket's own life cycle; no object came of them.
            let _ = runtime.block_on(upload.abort());
        }
        done
    }
}

/// The next part; shorter than [`PART`] only at the end.
fn next(from: &mut dyn Read) -> Result<Bytes, StoreError> {
    let mut part = Vec::new();
    let read = from.take(PART as u64).read_to_end(&mut part);
    read.map_err(StoreError::file(std::path::Path::new("backup")))?;
    Ok(part.into())
}
