//! `manifest.json`: the first member of a backup, which says what the others are.

use std::collections::{BTreeMap, HashSet};

use serde::{Deserialize, Serialize};
use thuchu_model::Sha256Hash;

use super::BackupError;
use crate::audit::Head;

/// The newest format this program writes and reads.
pub const FORMAT: u64 = 1;
/// The member with the list of members.
pub(super) const MANIFEST: &str = "manifest.json";
/// The member with the hash of the list, as `sha256sum` writes and checks it.
pub(super) const SUM: &str = "manifest.json.sha256";
/// The member with the rows.
pub(super) const ROWS: &str = "thuchu.sqlite";
/// Most bytes of the list: a million files.
pub(super) const MOST: u64 = 256 * 1024 * 1024;

/// What a backup is and holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// The format of the backup.
    pub format: u64,
    /// The version of the program that made it.
    pub program: String,
    /// The schema of its rows.
    pub schema: i64,
    /// When it was begun, RFC 3339 in UTC.
    pub made_at: String,
    /// `sqlite` or `postgres`: where the rows came from. They can go to either.
    pub engine: String,
    /// The newest change number.
    pub change: i64,
    /// The head of the audit chain.
    pub audit: AuditHead,
    /// How many rows each table has.
    pub rows: BTreeMap<String, u64>,
    /// The members that follow, in their order.
    pub members: Vec<Member>,
}

/// The newest link of the audit chain.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuditHead {
    /// Its number, 0 for an empty chain.
    pub number: i64,
    /// Its hash.
    pub hash: Sha256Hash,
}

impl From<Head> for AuditHead {
    fn from(head: Head) -> Self {
        Self { number: head.number, hash: head.hash }
    }
}

/// One member of a backup.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Member {
    /// `thuchu.sqlite`, or `blobs/ab/cdef…`.
    pub name: String,
    /// How long it is.
    pub bytes: u64,
    /// The hash of its bytes.
    pub sha256: Sha256Hash,
}

impl Member {
    /// A file of the desk.
    pub(super) fn blob(sha256: Sha256Hash, bytes: u64) -> Self {
        let name = sha256.to_string();
        let (folder, rest) = name.split_at(2);
        Self { name: format!("blobs/{folder}/{rest}"), bytes, sha256 }
    }
}

impl Manifest {
    /// Reads a list and refuses what this program did not write. `length` is that of the whole backup: when the
    /// members are longer in all, its end is missing. `newest` is the newest schema this program knows.
    pub(super) fn parse(json: &[u8], length: u64, newest: i64) -> Result<Self, BackupError> {
        /// What every format has: a later one may change all the rest.
        #[derive(Deserialize)]
        struct Any {
            format: u64,
        }
        let wrong = |error: serde_json::Error| BackupError::Manifest(error.to_string());
        let found = serde_json::from_slice::<Any>(json).map_err(wrong)?.format;
        if found != FORMAT {
            return Err(BackupError::Format { found, known: FORMAT });
        }
        let manifest: Self = serde_json::from_slice(json).map_err(wrong)?;
        if manifest.schema > newest {
            return Err(BackupError::Schema { found: manifest.schema, known: newest });
        }
        manifest.check().map_err(BackupError::Manifest)?;
        match manifest.members.last() {
            Some(last) if manifest.bytes() > length => Err(BackupError::Truncated(last.name.clone())),
            _ => Ok(manifest),
        }
    }

    fn check(&self) -> Result<(), String> {
        if self.schema < 1 {
            return Err(format!("there is no schema {}", self.schema));
        }
        let mut names = HashSet::new();
        for (place, member) in self.members.iter().enumerate() {
            // A name is never taken from outside: it is the one name of the rows, or follows from the hash.
            let expected = if place == 0 { ROWS } else { &Member::blob(member.sha256, member.bytes).name };
            if member.name != expected {
                return Err(format!("a member is called {:?}", short(&member.name)));
            }
            if !names.insert(&member.name) {
                return Err(format!("{} is there twice", member.name));
            }
        }
        if self.members.is_empty() {
            return Err("the rows are missing".to_owned());
        }
        Ok(())
    }

    /// The sum of all members, bytes.
    pub fn bytes(&self) -> u64 {
        self.members.iter().fold(0, |sum, member| sum.saturating_add(member.bytes))
    }

    /// How many files of the desk it holds.
    pub fn files(&self) -> u64 {
        (self.members.len() as u64).saturating_sub(1)
    }
}

/// What [`SUM`] holds for a list of these bytes.
pub(super) fn sum(json: &[u8]) -> String {
    format!("{}  {MANIFEST}\n", Sha256Hash::of(json))
}

/// A text from outside, short enough for a message.
pub(super) fn short(text: &str) -> String {
    text.chars().take(100).collect()
}
