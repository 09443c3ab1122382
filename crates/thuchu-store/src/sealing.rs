//! Sealing: what must be forgettable is encrypted with the key of its calendar month, and the keys lie in files outside
//! the database and its backups. Destroying a key destroys what it sealed, in every copy.
//!
//! XChaCha20-Poly1305 (draft-irtf-cfrg-xchacha-03) with a random 24-byte nonce; the context (which table, which row)
//! is authenticated, so a sealed value cannot be moved. Also keyed hashes (HMAC-SHA-256, RFC 2104) for dedupe keys.

use std::fs;
use std::io::{ErrorKind, Write as _};
use std::path::{Path, PathBuf};

use chacha20poly1305::aead::{Aead as _, KeyInit as _, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use hmac::{Hmac, Mac as _};
use sha2::Sha256;
use thuchu_model::{Chance, Day, Sha256Hash, Timestamp};

use crate::StoreError;
use crate::db::private_folder;

/// The folder of keys: `THUCHU_KEYS`, by default `DATA/keys`, mode 0700.
#[derive(Debug, Clone)]
pub struct Keys {
    folder: PathBuf,
}

/// What opening a sealed value gives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Opened {
    /// The bytes that were sealed.
    Bytes(Vec<u8>),
    /// The key is gone (destroyed, or a desk restored without its keys): nobody can read it any more.
    Lost,
    /// The value was changed or moved since it was sealed.
    Damaged,
}

/// Sealed with the key of a month.
const FORMAT: u8 = 1;
/// Sealed with the key that is never destroyed.
const LASTING: u8 = 2;
const MONTH: usize = 7;
/// Stands where a month would.
const NO_MONTH: &str = "0000-00";
const NONCE: usize = 24;

impl Keys {
    /// The keys of this folder; made when missing.
    pub fn in_folder(folder: &Path) -> Result<Self, StoreError> {
        private_folder(folder)?;
        Ok(Self { folder: folder.to_owned() })
    }

    /// Seals bytes with the key of the month of `now`, which is made when missing. `context` names the place the value
    /// will stand in.
    pub fn seal(
        &self,
        bytes: &[u8],
        context: &[u8],
        now: Timestamp,
        chance: &dyn Chance,
    ) -> Result<Vec<u8>, StoreError> {
        let month = month_of(now);
        self.seal_with(FORMAT, &month, bytes, context, chance)
    }

    /// Seals what must live as long as its row, such as an editor's second factor: with a key of its own file that no
    /// retention destroys.
    pub fn seal_lasting(&self, bytes: &[u8], context: &[u8], chance: &dyn Chance) -> Result<Vec<u8>, StoreError> {
        self.seal_with(LASTING, NO_MONTH, bytes, context, chance)
    }

    fn seal_with(
        &self,
        format: u8,
        month: &str,
        bytes: &[u8],
        context: &[u8],
        chance: &dyn Chance,
    ) -> Result<Vec<u8>, StoreError> {
        let key = self.key(&self.file_of(format, month), chance)?;
        let mut nonce = [0; NONCE];
        chance.fill(&mut nonce);
        let payload = Payload { msg: bytes, aad: context };
        let sealed = XChaCha20Poly1305::new(&key.into()).encrypt(XNonce::from_slice(&nonce), payload);
        let sealed = sealed.map_err(|_| StoreError::Database("a value is too long to seal".to_owned()))?;
        let mut value = Vec::with_capacity(1 + MONTH + NONCE + sealed.len());
        value.push(format);
        value.extend_from_slice(month.as_bytes());
        value.extend_from_slice(&nonce);
        value.extend_from_slice(&sealed);
        Ok(value)
    }

    /// Opens a sealed value. Never fails on hostile bytes: they are [`Opened::Damaged`].
    pub fn open(&self, value: &[u8], context: &[u8]) -> Result<Opened, StoreError> {
        let Some((head, sealed)) = value.split_at_checked(1 + MONTH + NONCE) else { return Ok(Opened::Damaged) };
        let month = std::str::from_utf8(&head[1..=MONTH]).ok().filter(|month| is_month(month));
        let (format @ (FORMAT | LASTING), Some(month)) = (head[0], month) else { return Ok(Opened::Damaged) };
        let Some(key) = read_key(&self.file_of(format, month))? else { return Ok(Opened::Lost) };
        let payload = Payload { msg: sealed, aad: context };
        let opened = XChaCha20Poly1305::new(&key.into()).decrypt(XNonce::from_slice(&head[1 + MONTH..]), payload);
        Ok(opened.map_or(Opened::Damaged, Opened::Bytes))
    }

    /// Destroys the key of a month (`2026-11`): overwrites, removes, syncs the folder. Whether there was one.
    pub fn destroy(&self, month: &str) -> Result<bool, StoreError> {
        if !is_month(month) {
            return Ok(false);
        }
        self.destroy_file(&self.month_file(month))
    }

    /// A key for one purpose on one day (`2026-11-26`), made when missing; every program with these keys gets the same. It is in
    /// no database and in no backup, and lasts until [`Self::destroy_days`]. `purpose`: a short word in lower case.
    pub fn of_day(&self, purpose: &str, day: Day, chance: &dyn Chance) -> Result<[u8; 32], StoreError> {
        self.key(&self.folder.join(format!("{purpose}-{day}.key")), chance)
    }

    /// Destroys the keys of a purpose of all days before this one. How many there were.
    pub fn destroy_days(&self, purpose: &str, before: Day) -> Result<usize, StoreError> {
        let mut destroyed = 0;
        for entry in fs::read_dir(&self.folder).map_err(StoreError::file(&self.folder))? {
            let path = entry.map_err(StoreError::file(&self.folder))?.path();
            let name = path.file_name().and_then(std::ffi::OsStr::to_str).unwrap_or_default();
            let day = name.strip_suffix(".key").and_then(|name| name.strip_prefix(purpose)?.strip_prefix('-'));
            if day.and_then(Day::parse).is_some_and(|day| day < before) && self.destroy_file(&path)? {
                destroyed += 1;
            }
        }
        Ok(destroyed)
    }

    fn destroy_file(&self, path: &Path) -> Result<bool, StoreError> {
        let overwrite = fs::OpenOptions::new().write(true).open(path).and_then(|mut file| {
            file.write_all(&[0; 32])?;
            file.sync_all()
        });
        match overwrite {
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(false),
            other => other.map_err(StoreError::file(path))?,
        }
        match fs::remove_file(path) {
            // Another program was quicker.
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(false),
            other => other.map_err(StoreError::file(path))?,
        }
        self.sync()?;
        Ok(true)
    }

    /// The months that have a key, in their order.
    pub fn months(&self) -> Result<Vec<String>, StoreError> {
        let mut months = Vec::new();
        for entry in fs::read_dir(&self.folder).map_err(StoreError::file(&self.folder))? {
            let name = entry.map_err(StoreError::file(&self.folder))?.file_name();
            let month = name.to_str().and_then(|name| name.strip_suffix(".key")).filter(|month| is_month(month));
            months.extend(month.map(str::to_owned));
        }
        months.sort_unstable();
        Ok(months)
    }

    /// The keyed hash of a value for one purpose, with a key of its own file. Without the key nobody can try values.
    pub fn keyed_hash(&self, purpose: &str, value: &[u8], chance: &dyn Chance) -> Result<Sha256Hash, StoreError> {
        let key = self.key(&self.folder.join("hash.key"), chance)?;
        let mac = <Hmac<Sha256> as hmac::Mac>::new_from_slice(&key);
        let mut mac = mac.map_err(|_| StoreError::Missing { what: "key" })?;
        mac.update(&(purpose.len() as u64).to_be_bytes());
        mac.update(purpose.as_bytes());
        mac.update(value);
        Ok(Sha256Hash::from_bytes(mac.finalize().into_bytes().into()))
    }

    fn file_of(&self, format: u8, month: &str) -> PathBuf {
        if format == LASTING { self.folder.join("lasting.key") } else { self.month_file(month) }
    }

    fn month_file(&self, month: &str) -> PathBuf {
        self.folder.join(format!("{month}.key"))
    }

    /// The key of a file, made when missing. Of two makers at once one wins and both use its key.
    fn key(&self, path: &Path, chance: &dyn Chance) -> Result<[u8; 32], StoreError> {
        use std::os::unix::fs::OpenOptionsExt as _;
        if let Some(key) = read_key(path)? {
            return Ok(key);
        }
        let (mut key, mut mark) = ([0; 32], [0; 8]);
        chance.fill(&mut key);
        chance.fill(&mut mark);
        let temp = self.folder.join(format!("temp-{:016x}", u64::from_be_bytes(mark)));
        let made = fs::OpenOptions::new().create_new(true).write(true).mode(0o600).open(&temp).and_then(|mut file| {
            file.write_all(&key)?;
            file.sync_all()
        });
        made.map_err(StoreError::file(&temp))?;
        let linked = fs::hard_link(&temp, path);
        fs::remove_file(&temp).map_err(StoreError::file(&temp))?;
        match linked {
            Err(error) if error.kind() != ErrorKind::AlreadyExists => return Err(StoreError::file(path)(error)),
            _ => self.sync()?,
        }
        read_key(path)?.ok_or(StoreError::Missing { what: "key" })
    }

    fn sync(&self) -> Result<(), StoreError> {
        fs::File::open(&self.folder).and_then(|folder| folder.sync_all()).map_err(StoreError::file(&self.folder))
    }
}

fn read_key(path: &Path) -> Result<Option<[u8; 32]>, StoreError> {
    match fs::read(path) {
        Ok(bytes) => {
            let key = bytes.try_into();
            key.map(Some).map_err(|_| StoreError::Corrupt(format!("{} is no key", path.display())))
        }
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(StoreError::file(path)(error)),
    }
}

/// The place a sealed value stands in: its table and its row.
pub fn place(table: &str, row: impl std::fmt::Display) -> Vec<u8> {
    format!("{table} {row}").into_bytes()
}

/// The calendar month in UTC, `2026-11`.
pub fn month_of(now: Timestamp) -> String {
    let (year, month, _) = now.day().map_or((1970, 1, 1), Day::parts);
    format!("{:04}-{month:02}", year.clamp(0, 9999))
}

fn is_month(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.len() == MONTH
        && bytes.iter().enumerate().all(|(at, b)| if at == 4 { *b == b'-' } else { b.is_ascii_digit() })
}
