//! The container: a plain tar of regular files, `manifest.json` first and its hash, the rows, then the files in order of hash.
//!
//! Nothing in it is compressed: a small file cannot grow into a large one while it is read, and whoever keeps backups
//! compresses and deduplicates them better than we could.

use std::fs::File;
use std::io::{BufReader, Read, Write};
use std::path::Path;

use sha2::{Digest as _, Sha256};
use thuchu_model::{Sha256Hash, Timestamp};

use super::manifest::{self, MANIFEST, MOST, SUM, short};
use super::{BackupError, Manifest, Member, Watch};
use crate::StoreError;

const BUFFER: usize = 256 * 1024;

/// Writes the members one after the other.
pub(super) struct Writer<W: Write> {
    tar: tar::Builder<W>,
    at: Timestamp,
}

impl<W: Write> Writer<W> {
    pub(super) fn new(to: W, at: Timestamp) -> Self {
        Self { tar: tar::Builder::new(to), at }
    }

    /// Adds a member of exactly this many bytes.
    pub(super) fn add(&mut self, name: &str, bytes: u64, from: impl Read) -> std::io::Result<()> {
        let mut header = tar::Header::new_ustar();
        header.set_path(name)?;
        header.set_size(bytes);
        header.set_mode(0o600);
        header.set_mtime(u64::try_from(self.at.micros() / 1_000_000).unwrap_or(0));
        header.set_cksum();
        self.tar.append(&header, from)
    }

    pub(super) fn finish(self) -> std::io::Result<W> {
        self.tar.into_inner()
    }
}

/// Reads a backup from its beginning to its end and hands each member, whose bytes are compared with its hash while they
/// are read, to `take`. `take` reads to the end, or fails; what it made of a member is worth nothing until this returns.
pub(super) fn read(
    path: &Path,
    newest: i64,
    watch: &mut dyn Watch,
    take: &mut dyn FnMut(&Member, &mut dyn Read) -> Result<(), BackupError>,
) -> Result<Manifest, BackupError> {
    // Before it is opened: a pipe would be waited for.
    let found = std::fs::metadata(path).map_err(StoreError::file(path))?;
    if !found.is_file() {
        return Err(BackupError::NotABackup("it is no file".to_owned()));
    }
    let file = File::open(path).map_err(StoreError::file(path))?;
    let mut tar = tar::Archive::new(BufReader::with_capacity(BUFFER, file));
    // Raw: the extensions of long names, links and sizes are members like any other, and refused as such.
    let none = |_| BackupError::NotABackup("it begins with no header of a tar".to_owned());
    let mut entries = tar.entries().map_err(none)?.raw(true);

    let first = entries.next().ok_or_else(|| BackupError::NotABackup("it is empty".to_owned()))?;
    let first = first.map_err(none)?;
    if named(&first) != MANIFEST || !first.header().entry_type().is_file() || first.size() > MOST {
        return Err(BackupError::NotABackup(format!("its first member is {:?}", named(&first))));
    }
    let json = whole(first, MANIFEST)?;
    let expected = manifest::sum(&json);
    let second = entries.next().ok_or_else(|| BackupError::Truncated(SUM.to_owned()))?;
    let second = second.map_err(|error| failed(SUM, error))?;
    if named(&second) != SUM || !second.header().entry_type().is_file() || second.size() != expected.len() as u64 {
        return Err(BackupError::Member { found: named(&second) });
    }
    if whole(second, SUM)? != expected.as_bytes() {
        return Err(BackupError::Damaged(MANIFEST.to_owned()));
    }
    let manifest = Manifest::parse(&json, found.len(), newest)?;

    watch.begin(manifest.bytes());
    for member in &manifest.members {
        let entry = entries.next().ok_or_else(|| BackupError::Truncated(member.name.clone()))?;
        let mut entry = entry.map_err(|error| failed(&member.name, error))?;
        if named(&entry) != member.name || !entry.header().entry_type().is_file() || entry.size() != member.bytes {
            return Err(BackupError::Member { found: named(&entry) });
        }
        let mut hashed = Hashed::new(&mut entry, watch);
        take(member, &mut hashed)?;
        // What `take` left unread counts too.
        std::io::copy(&mut hashed, &mut std::io::sink()).map_err(|error| failed(&member.name, error))?;
        if hashed.bytes != member.bytes {
            return Err(BackupError::Truncated(member.name.clone()));
        }
        if !hashed.is(member) {
            return Err(BackupError::Damaged(member.name.clone()));
        }
    }
    match entries.next() {
        None => Ok(manifest),
        Some(Ok(entry)) => Err(BackupError::Member { found: named(&entry) }),
        Some(Err(error)) => Err(failed("end", error)),
    }
}

/// All bytes of a small member.
fn whole<R: Read>(mut entry: tar::Entry<'_, R>, name: &str) -> Result<Vec<u8>, BackupError> {
    let (size, mut bytes) = (entry.size(), Vec::new());
    entry.read_to_end(&mut bytes).map_err(|error| failed(name, error))?;
    if bytes.len() as u64 == size { Ok(bytes) } else { Err(BackupError::Truncated(name.to_owned())) }
}

fn named<R: Read>(entry: &tar::Entry<'_, R>) -> String {
    short(&String::from_utf8_lossy(&entry.path_bytes()))
}

/// What a failed read of this member means.
fn failed(name: &str, error: std::io::Error) -> BackupError {
    match error.kind() {
        std::io::ErrorKind::UnexpectedEof => BackupError::Truncated(name.to_owned()),
        // The reader of tar gives its own complaints this kind: a header that is none.
        std::io::ErrorKind::Other | std::io::ErrorKind::InvalidData => BackupError::Damaged(name.to_owned()),
        _ => BackupError::Store(StoreError::file(Path::new(name))(error)),
    }
}

/// Counts and hashes what is read through it.
pub(super) struct Hashed<'a> {
    from: &'a mut dyn Read,
    hasher: Sha256,
    bytes: u64,
    watch: &'a mut dyn Watch,
}

impl<'a> Hashed<'a> {
    pub(super) fn new(from: &'a mut dyn Read, watch: &'a mut dyn Watch) -> Self {
        Self { from, hasher: Sha256::new(), bytes: 0, watch }
    }

    /// Whether what was read is this member.
    pub(super) fn is(self, member: &Member) -> bool {
        self.bytes == member.bytes && Sha256Hash::from_bytes(self.hasher.finalize().into()) == member.sha256
    }
}

impl Read for Hashed<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let count = self.from.read(buffer)?;
        self.hasher.update(&buffer[..count]);
        self.bytes += count as u64;
        self.watch.more(count as u64);
        Ok(count)
    }
}
