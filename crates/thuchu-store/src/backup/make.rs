//! Making a backup: rows into a file beside the target, then everything into the tar, then its name.

use std::fs::File;
use std::io::BufWriter;
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};
use std::path::Path;

use thuchu_model::{Sha256Hash, Timestamp};

use super::archive::{Hashed, Writer};
use super::manifest::{self, MANIFEST, Member, ROWS, SUM};
use super::rows;
use super::{BackupError, Manifest, Watch, copy};
use crate::blobs::{Blobs, hash_of};
use crate::files::{Temporary, beside, folder_of, sync_folder};
use crate::migrate::{self, Step};
use crate::{Db, Engine, Source, StoreError, args, damage};

/// A backup that was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Made {
    /// What it holds.
    pub manifest: Manifest,
    /// How long its file is.
    pub bytes: u64,
}

/// Writes a backup of the desk to a new file, readable by its owner only. Others may write to the desk meanwhile. Under
/// the name there is nothing, or what was there before, until the whole backup is on the disk. Needs room for the rows
/// twice while it works.
///
/// # Errors
/// [`BackupError::Exists`] without `force`; [`BackupError::Blob`] when the desk itself is not whole. Panics outside a runtime of several
/// threads.
pub async fn make(
    db: &Db,
    files: &Blobs,
    to: &Path,
    force: bool,
    now: Timestamp,
    watch: &mut dyn Watch,
) -> Result<Made, BackupError> {
    make_with(db, files, to, force, now, watch, migrate::STEPS).await
}

/// The same with other steps of the schema, for tests of upgrades. Not for programs.
#[doc(hidden)]
pub async fn make_with(
    db: &Db,
    files: &Blobs,
    to: &Path,
    force: bool,
    now: Timestamp,
    watch: &mut dyn Watch,
    steps: &[Step],
) -> Result<Made, BackupError> {
    migrate::readable(db, steps).await?;
    if let Some(lost) = damage::lost(db).await? {
        return Err(StoreError::Corrupt(lost.to_string()).into());
    }
    let taken = || !force && to.symlink_metadata().is_ok();
    if taken() {
        return Err(BackupError::Exists(to.to_owned()));
    }
    let partial = beside(to, ".partial");
    // Let go of last: whoever gets it next finds neither our half file under this name nor our rows beside it.
    let file = lock(&partial)?;
    let named = Temporary(partial.clone());
    let copied = Temporary::fresh(beside(to, ".partial-rows"))?;
    copy_rows(db, &copied.0, now, steps).await?;
    let manifest = list(&copied.0, files, db.engine(), now).await?;
    let tar = Writer::new(BufWriter::with_capacity(256 * 1024, &file), now);
    // Reading from a bucket waits for the network, which others carry meanwhile.
    tokio::task::block_in_place(|| write(tar, &manifest, &copied.0, files, &partial, watch))?;
    let bytes = file.sync_all().and_then(|()| file.metadata()).map_err(StoreError::file(&partial))?.len();
    if taken() {
        return Err(BackupError::Exists(to.to_owned()));
    }
    std::fs::rename(&partial, to).map_err(StoreError::file(to))?;
    named.keep();
    sync_folder(folder_of(to))?;
    Ok(Made { manifest, bytes })
}

/// The file under the temporary name, empty and ours alone as long as it is open.
fn lock(path: &Path) -> Result<File, BackupError> {
    crate::db::private_file(path)?;
    let file = std::fs::OpenOptions::new().read(true).write(true).open(path).map_err(StoreError::file(path))?;
    match file.try_lock() {
        Err(std::fs::TryLockError::WouldBlock) => return Err(BackupError::Underway(path.to_owned())),
        Err(std::fs::TryLockError::Error(error)) => return Err(StoreError::file(path)(error).into()),
        Ok(()) => {}
    }
    // Whoever held it may have given it its name just now.
    let same =
        |there: std::fs::Metadata, ours: std::fs::Metadata| there.ino() == ours.ino() && there.dev() == ours.dev();
    let ours = file.metadata().map_err(StoreError::file(path))?;
    if !std::fs::metadata(path).is_ok_and(|there| same(there, ours)) {
        return Err(BackupError::Underway(path.to_owned()));
    }
    let private = std::fs::Permissions::from_mode(0o600);
    file.set_permissions(private).and_then(|()| file.set_len(0)).map_err(StoreError::file(path))?;
    Ok(file)
}

/// One state of all rows, in a SQLite file.
async fn copy_rows(db: &Db, to: &Path, now: Timestamp, steps: &[Step]) -> Result<(), BackupError> {
    crate::db::private_file(to)?;
    if db.engine() == Engine::Sqlite {
        return Ok(db.copy_sqlite_to(to).await?);
    }
    let mut from = db.begin_snapshot().await?;
    let schema = migrate::version_in(&mut from, db.engine()).await?;
    let target = migrate::bare(to, schema, steps, now).await?;
    let tables = copy::tables(&mut target.read()).await?;
    let mut tx = target.begin().await?;
    copy::all(&mut from, &mut tx, &tables).await?;
    tx.commit().await?;
    target.close().await;
    Ok(from.rollback().await?)
}

/// What the backup will hold, from the copied rows and from the files they name.
async fn list(copied: &Path, files: &Blobs, engine: Engine, now: Timestamp) -> Result<Manifest, BackupError> {
    let db = rows::open(copied).await?;
    let described = rows::describe(&db).await;
    let blobs = named_blobs(&mut db.read(), files).await;
    db.close().await;
    let (mut manifest, blobs) = (described?, blobs?);
    manifest.made_at = now.to_string();
    manifest.engine = copy::word(engine).to_owned();
    let sha256 = hash_of(copied).map_err(StoreError::file(copied))?;
    let bytes = std::fs::metadata(copied).map_err(StoreError::file(copied))?.len();
    manifest.members.push(Member { name: ROWS.to_owned(), bytes, sha256 });
    manifest.members.extend(blobs);
    Ok(manifest)
}

async fn named_blobs(rows: &mut impl Source, files: &Blobs) -> Result<Vec<Member>, BackupError> {
    let mut blobs = Vec::new();
    for row in rows.all("SELECT sha256 FROM blob ORDER BY sha256", args![]).await? {
        let hash: Sha256Hash = row.get(0)?;
        let length = files.length(&hash).await?.ok_or(BackupError::Blob(hash))?;
        blobs.push(Member::blob(hash, length));
    }
    Ok(blobs)
}

/// Writes the members to the file under this temporary name.
fn write(
    mut tar: Writer<BufWriter<&File>>,
    list: &Manifest,
    copied: &Path,
    files: &Blobs,
    partial: &Path,
    watch: &mut dyn Watch,
) -> Result<(), BackupError> {
    let failed = |error| BackupError::from(StoreError::file(partial)(error));
    let json = serde_json::to_vec(list).map_err(|error| BackupError::Manifest(error.to_string()))?;
    watch.begin(list.bytes());
    tar.add(MANIFEST, json.len() as u64, &json[..]).map_err(failed)?;
    let sum = manifest::sum(&json);
    tar.add(SUM, sum.len() as u64, sum.as_bytes()).map_err(failed)?;
    for member in &list.members {
        let mut source = if member.name == ROWS {
            Box::new(File::open(copied).map_err(StoreError::file(copied))?)
        } else {
            files.open(&member.sha256).map_err(|error| unread(member, error))?
        };
        let mut hashed = Hashed::new(&mut *source, watch);
        tar.add(&member.name, member.bytes, &mut hashed).map_err(|error| match error.downcast::<StoreError>() {
            Ok(error) => BackupError::Store(error),
            Err(error) => failed(error),
        })?;
        if !hashed.is(member) {
            return Err(BackupError::Blob(member.sha256));
        }
    }
    let written = tar.finish().map_err(failed)?;
    written.into_inner().map(drop).map_err(|error| failed(error.into_error()))
}

/// A file that is not there makes the desk one that is not whole; what keeps us from looking does not.
fn unread(member: &Member, error: StoreError) -> BackupError {
    match error {
        StoreError::FileMissing(hash) => BackupError::Blob(hash),
        StoreError::File { .. } => BackupError::Blob(member.sha256),
        error => BackupError::Store(error),
    }
}
