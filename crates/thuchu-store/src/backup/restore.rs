//! Putting a backup into an empty place: files first, then all rows at once. Until the last step there is no desk.

use std::collections::HashSet;
use std::fs::{self, File};
use std::path::{Path, PathBuf};

use thuchu_model::{Chance, Clock, Sha256Hash};

use super::manifest::{Member, ROWS};
use super::rows;
use super::{BackupError, Manifest, Watch, archive, copy};
use crate::blobs::Blobs;
use crate::db::private_folder;
use crate::files::{Temporary, beside, files_of, folder_of, sync_folder};
use crate::migrate::{self, Step};
use crate::verify::{self, Report};
use crate::{Db, OpenOptions, StoreError, StoreUrl};

/// A desk that was restored.
#[derive(Debug)]
pub struct Restored {
    /// What the backup held.
    pub manifest: Manifest,
    /// What `verify` found in the restored desk.
    pub report: Report,
    /// The restored store.
    pub db: Db,
}

/// Restores a backup to this store, this data folder and this place of files, which hold no desk yet, and verifies what came of it. Before
/// anything is made the backup is read to its end and every hash compared. Stopped at any time, it leaves no desk, and
/// the next try begins anew. A backup of an older schema is brought up to date.
///
/// # Errors
/// [`BackupError::NotEmpty`] where there is a desk, and whatever is wrong with the backup.
pub async fn restore(
    from: &Path,
    url: &StoreUrl,
    data: &Path,
    files: &Blobs,
    clock: &dyn Clock,
    chance: &dyn Chance,
    watch: &mut dyn Watch,
) -> Result<Restored, BackupError> {
    restore_with(from, url, data, files, clock, chance, watch, migrate::STEPS).await
}

/// The same with other steps of the schema, for tests of upgrades. Not for programs.
#[doc(hidden)]
#[expect(clippy::too_many_arguments, reason = "those of `restore`, and the steps that only tests change")]
pub async fn restore_with(
    from: &Path,
    url: &StoreUrl,
    data: &Path,
    files: &Blobs,
    clock: &dyn Clock,
    chance: &dyn Chance,
    watch: &mut dyn Watch,
    steps: &[Step],
) -> Result<Restored, BackupError> {
    let newest = migrate::newest(steps);
    let manifest = archive::read(from, newest, watch, &mut |_, _| Ok(()))?;
    refuse_a_desk(url, files, &manifest).await?;
    private_folder(data)?;
    let _alone = lock(data)?;
    // Somebody may have restored here a moment ago.
    refuse_a_desk(url, files, &manifest).await?;

    let target = match url {
        StoreUrl::Sqlite(path) => path.clone(),
        StoreUrl::Postgres(_) => data.join(ROWS),
    };
    private_folder(folder_of(&target))?;
    let copied = Temporary::fresh(beside(&target, ".restoring"))?;
    // Writing to a bucket waits for the network, which others carry meanwhile.
    let again = tokio::task::block_in_place(|| {
        archive::read(from, newest, watch, &mut |member, bytes| take(member, bytes, files, &copied.0, chance))
    })?;
    if again != manifest {
        return Err(BackupError::Manifest("it changed while it was read".to_owned()));
    }
    files.sync()?;
    rows::check(&copied.0, &manifest, steps).await?;
    match url {
        StoreUrl::Sqlite(path) => into_sqlite(&copied, path)?,
        StoreUrl::Postgres(_) => into_postgres(url, &copied, manifest.schema, steps).await?,
    }
    files.sweep_temporary().await?;
    let db = Db::open_with(url, None, OpenOptions::default(), clock, steps).await?;
    let report = verify::verify(&db, files, &[]).await?;
    Ok(Restored { manifest, report, db })
}

/// Keeps a second restore out of this folder as long as it is held.
fn lock(data: &Path) -> Result<File, BackupError> {
    let folder = File::open(data).map_err(StoreError::file(data))?;
    match folder.try_lock() {
        Ok(()) => Ok(folder),
        Err(fs::TryLockError::WouldBlock) => Err(BackupError::Underway(data.to_owned())),
        Err(fs::TryLockError::Error(error)) => Err(StoreError::file(data)(error).into()),
    }
}

fn take(
    member: &Member,
    bytes: &mut dyn std::io::Read,
    files: &Blobs,
    rows: &Path,
    chance: &dyn Chance,
) -> Result<(), BackupError> {
    if member.name != ROWS {
        return Ok(files.receive(member.sha256, bytes, chance)?);
    }
    crate::db::private_file(rows)?;
    let written = fs::OpenOptions::new().write(true).open(rows).and_then(|mut file| {
        std::io::copy(bytes, &mut file)?;
        file.sync_all()
    });
    Ok(written.map_err(StoreError::file(rows))?)
}

/// Fails where there is a desk, or the rest of one.
async fn refuse_a_desk(url: &StoreUrl, files: &Blobs, manifest: &Manifest) -> Result<(), BackupError> {
    let shown = |path: &PathBuf| BackupError::NotEmpty(path.display().to_string());
    match url {
        StoreUrl::Sqlite(path) => {
            // A log without its store would be read into the one that takes its name.
            let left = |path: &PathBuf| fs::metadata(path).is_ok_and(|found| found.len() > 0 || !found.is_file());
            if let Some(path) = files_of(path).iter().find(|path| left(path)) {
                return Err(shown(path));
            }
        }
        StoreUrl::Postgres(_) => {
            let db = Db::connect(url, OpenOptions { connections: 1, ..OpenOptions::default() }).await?;
            let found = migrate::version(&db).await;
            db.close().await;
            if found? > 0 {
                return Err(BackupError::NotEmpty(url.to_string()));
            }
        }
    }
    // Files of this backup are what an interrupted try left; others belong to somebody.
    let ours: HashSet<Sha256Hash> = manifest.members.iter().map(|member| member.sha256).collect();
    let found = files.files().await?;
    let other = found.iter().find(|file| match &file.hash {
        Some(hash) => !ours.contains(hash),
        None => !file.temporary,
    });
    other.map_or(Ok(()), |file| Err(shown(&file.place)))
}

fn into_sqlite(copied: &Temporary, path: &Path) -> Result<(), BackupError> {
    File::open(&copied.0).and_then(|file| file.sync_all()).map_err(StoreError::file(&copied.0))?;
    // Empty ones only: anything else was refused.
    for old in files_of(path) {
        match fs::remove_file(&old) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                return Err(StoreError::file(&old)(error).into());
            }
            _ => {}
        }
    }
    fs::rename(&copied.0, path).map_err(StoreError::file(path))?;
    Ok(sync_folder(folder_of(path))?)
}

/// Schema and rows in one transaction.
async fn into_postgres(url: &StoreUrl, copied: &Temporary, schema: i64, steps: &[Step]) -> Result<(), BackupError> {
    let from = rows::open(&copied.0).await?;
    let tables = copy::tables(&mut from.read()).await?;
    let to = Db::connect(url, OpenOptions { connections: 1, ..OpenOptions::default() }).await?;
    let mut tx = to.begin().await?;
    if migrate::version_in(&mut tx, to.engine()).await? > 0 {
        return Err(BackupError::NotEmpty(url.to_string()));
    }
    migrate::steps_in(&mut tx, to.engine(), schema, steps, thuchu_model::Timestamp::from_micros(0)).await?;
    copy::all(&mut from.read(), &mut tx, &tables).await?;
    tx.commit().await?;
    to.close().await;
    from.close().await;
    Ok(())
}
