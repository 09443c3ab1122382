//! The schema and its steps. One folder, one text for both engines; see `migrations/README.md`.

use std::path::Path;

use thuchu_model::{Sha256Hash, Timestamp};

use crate::backup::{self, BackupError};
use crate::blobs::Blobs;
use crate::db::{Ask as _, private_file};
use crate::files::{Temporary, beside, folder_of, sync_folder};
use crate::{Db, Engine, OpenOptions, Source, StoreError, StoreUrl, Tx, args};

/// One step: its number from 1, its name, its text. A released step never changes.
pub type Step = (i64, &'static str, &'static str);

/// All steps in their order.
#[doc(hidden)]
pub const STEPS: &[Step] = &[
    (1, "core", include_str!("../migrations/0001_core.sql")),
    (2, "people", include_str!("../migrations/0002_people.sql")),
    (3, "passkeys", include_str!("../migrations/0003_passkeys.sql")),
    (4, "desk", include_str!("../migrations/0004_desk.sql")),
    (5, "ledger", include_str!("../migrations/0005_ledger.sql")),
    (6, "queue", include_str!("../migrations/0006_queue.sql")),
    (7, "evidence", include_str!("../migrations/0007_evidence.sql")),
    (8, "visits", include_str!("../migrations/0008_visits.sql")),
    (9, "webhooks", include_str!("../migrations/0009_webhooks.sql")),
    (10, "pages", include_str!("../migrations/0010_pages.sql")),
    (11, "vectors", include_str!("../migrations/0011_vectors.sql")),
];

/// The newest schema this program knows.
pub const NEWEST: i64 = newest(STEPS);

pub(crate) const fn newest(steps: &[Step]) -> i64 {
    match steps.last() {
        Some((number, _, _)) => *number,
        None => 0,
    }
}

/// The text of a step for one engine: the word `{BYTES}` stands for the engine's type of raw bytes.
pub(crate) fn text_for(engine: Engine, text: &str) -> String {
    text.replace(
        "{BYTES}",
        match engine {
            Engine::Sqlite => "BLOB",
            Engine::Postgres => "BYTEA",
        },
    )
}

/// Brings the schema up to date, each step in its own unit of work, so a kill between two leaves a whole schema. What is
/// there is copied first: see [`copy_before`].
pub(crate) async fn run(
    db: &Db,
    url: &StoreUrl,
    desk: Option<(&Path, &Blobs)>,
    now: Timestamp,
    steps: &[Step],
) -> Result<(), StoreError> {
    let (found, known) = (version(db).await?, newest(steps));
    if found > known {
        return Err(StoreError::NewerSchema { found, known });
    }
    same_steps(db, steps).await?;
    if found == known {
        return Ok(());
    }
    if found > 0 {
        copy_before(db, url, desk, found, now, steps).await?;
    }
    for (number, _, _) in steps {
        let mut tx = db.begin().await?;
        steps_in(&mut tx, db.engine(), *number, steps, now).await?;
        tx.commit().await?;
    }
    Ok(())
}

/// Applies what is missing of the steps up to this number, in one unit of work.
pub(crate) async fn steps_in(
    tx: &mut Tx,
    engine: Engine,
    up_to: i64,
    steps: &[Step],
    now: Timestamp,
) -> Result<(), StoreError> {
    if engine == Engine::Postgres {
        // Two nodes starting at once take turns; the number is our own and means nothing.
        tx.execute("SELECT pg_advisory_xact_lock(7203985)", args![]).await?;
    }
    tx.script(text_for(
        engine,
        "CREATE TABLE IF NOT EXISTS schema_step (number BIGINT PRIMARY KEY, name TEXT NOT NULL, \
         text_hash {BYTES} NOT NULL, at BIGINT NOT NULL)",
    ))
    .await?;
    for (number, name, text) in steps.iter().filter(|(number, _, _)| *number <= up_to) {
        let done = tx.optional("SELECT number FROM schema_step WHERE number = $1", args![*number]).await?;
        if done.is_none() {
            tx.script(text_for(engine, text)).await?;
            let hash = Sha256Hash::of(text.as_bytes());
            let values = args![*number, *name, hash, now];
            tx.execute("INSERT INTO schema_step (number, name, text_hash, at) VALUES ($1, $2, $3, $4)", values).await?;
        }
    }
    Ok(())
}

/// A fresh SQLite file with the schema of this number, for rows that come from elsewhere.
pub(crate) async fn bare(path: &Path, schema: i64, steps: &[Step], now: Timestamp) -> Result<Db, StoreError> {
    let db = Db::connect(&StoreUrl::Sqlite(path.to_owned()), OpenOptions::default()).await?;
    let mut tx = db.begin().await?;
    steps_in(&mut tx, Engine::Sqlite, schema, steps, now).await?;
    tx.commit().await?;
    Ok(db)
}

/// The schema of the store, 0 when it is empty.
pub async fn version(db: &Db) -> Result<i64, StoreError> {
    version_in(&mut db.read(), db.engine()).await
}

/// The same as one unit of work sees it.
pub(crate) async fn version_in(from: &mut impl Source, engine: Engine) -> Result<i64, StoreError> {
    let exists = match engine {
        Engine::Sqlite => "SELECT COUNT(*) FROM sqlite_master WHERE type = 'table' AND name = 'schema_step'",
        Engine::Postgres => {
            "SELECT COUNT(*) FROM information_schema.tables \
             WHERE table_schema = current_schema() AND table_name = 'schema_step'"
        }
    };
    if from.one(exists, args![]).await?.get::<i64>(0)? == 0 {
        return Ok(0);
    }
    from.one("SELECT COALESCE(MAX(number), 0) FROM schema_step", args![]).await?.get(0)
}

/// The schema of a store that this program knows, an older one too.
pub(crate) async fn readable(db: &Db, steps: &[Step]) -> Result<i64, StoreError> {
    match version(db).await? {
        0 => Err(StoreError::Absent),
        found if found > newest(steps) => Err(StoreError::NewerSchema { found, known: newest(steps) }),
        found => same_steps(db, steps).await.map(|()| found),
    }
}

/// Whether the steps that were applied are those of the program.
pub(crate) async fn same_steps(db: &Db, steps: &[Step]) -> Result<(), StoreError> {
    if version(db).await? == 0 {
        return Ok(());
    }
    for row in db.read().all("SELECT number, text_hash FROM schema_step", args![]).await? {
        let (number, hash): (i64, Sha256Hash) = (row.get(0)?, row.get(1)?);
        let known = steps.iter().find(|(of, _, _)| *of == number);
        if known.is_none_or(|(_, _, text)| Sha256Hash::of(text.as_bytes()) != hash) {
            return Err(StoreError::OtherSchema { number });
        }
    }
    Ok(())
}

/// Keeps what is there before the first step. SQLite: a copy of the file beside itself (`NAME.before-schema-N`),
/// consistent even while others read. PostgreSQL: a backup in the data folder (`thuchu.before-schema-N.tar`). Both are
/// made under a temporary name and renamed when whole, so what has the name is always complete. One that is there already
/// is replaced: whoever went back with it and worked on must not lose that work the next time.
async fn copy_before(
    db: &Db,
    url: &StoreUrl,
    desk: Option<(&Path, &Blobs)>,
    found: i64,
    now: Timestamp,
    steps: &[Step],
) -> Result<(), StoreError> {
    let next = found + 1;
    let file = match (url, desk) {
        (StoreUrl::Sqlite(file), _) => file,
        (StoreUrl::Postgres(_), None) => return Ok(()),
        (StoreUrl::Postgres(_), Some((data, files))) => {
            let copy = data.join(format!("thuchu.before-schema-{next}.tar"));
            let made = Box::pin(backup::make_with(db, files, &copy, true, now, &mut (), steps)).await;
            return match made {
                Ok(_) => Ok(()),
                Err(BackupError::Store(error)) => Err(error),
                Err(error) => Err(StoreError::Database(format!("no backup before the new schema: {error}"))),
            };
        }
    };
    let copy = beside(file, &format!(".before-schema-{next}"));
    let partial = Temporary::fresh(beside(&copy, ".partial"))?;
    // Made beforehand, so that the copy is for its owner only, as the store is.
    private_file(&partial.0)?;
    db.copy_sqlite_to(&partial.0).await?;
    let sync = std::fs::File::open(&partial.0).and_then(|made| made.sync_all());
    sync.map_err(StoreError::file(&partial.0))?;
    std::fs::rename(&partial.0, &copy).map_err(StoreError::file(&copy))?;
    sync_folder(folder_of(&copy))
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt as _;

    use thuchu_model::Clock as _;

    use super::*;

    struct Noon;

    impl thuchu_model::Clock for Noon {
        fn now(&self) -> Timestamp {
            Timestamp::from_micros(0)
        }
    }

    #[tokio::test]
    async fn the_copy_before_a_new_schema_is_whole_and_for_its_owner_only() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("desk.sqlite");
        let url = StoreUrl::Sqlite(file.clone());
        let db = Db::open(&url, OpenOptions::default(), &Noon).await.unwrap();
        // What a kill left behind is no copy.
        std::fs::write(folder.path().join("desk.sqlite.before-schema-2.partial"), "half").unwrap();
        copy_before(&db, &url, None, 1, Noon.now(), STEPS).await.unwrap();
        let copy = folder.path().join("desk.sqlite.before-schema-2");
        assert_eq!(std::fs::metadata(&copy).unwrap().permissions().mode() & 0o777, 0o600);
        let opened = Db::connect(&StoreUrl::Sqlite(copy), OpenOptions::default()).await.unwrap();
        assert_eq!(version(&opened).await.unwrap(), NEWEST);
    }
}
