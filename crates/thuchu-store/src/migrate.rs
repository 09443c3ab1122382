//! The schema and its steps. One folder, one text for both engines; see `migrations/README.md`.

use std::path::Path;

use thuchu_model::{Sha256Hash, Timestamp};

use crate::db::Ask as _;
use crate::{Db, Engine, StoreError, args};

/// All steps in their order. A released step never changes.
const STEPS: &[(i64, &str, &str)] = &[(1, "core", include_str!("../migrations/0001_core.sql"))];

/// The newest schema this program knows.
pub const NEWEST: i64 = 1;

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

/// Brings the schema up to date, each step in its own unit of work, so a kill between two leaves a whole schema.
pub(crate) async fn run(db: &Db, file: Option<&Path>, now: Timestamp) -> Result<(), StoreError> {
    let found = version(db).await?;
    if found > NEWEST {
        return Err(StoreError::NewerSchema { found, known: NEWEST });
    }
    if found == NEWEST {
        return same_steps(db).await;
    }
    if let (Some(file), true) = (file, found > 0) {
        copy_before(db, file, found).await?;
    }
    for (number, name, text) in STEPS {
        step(db, *number, name, text, now).await?;
    }
    Ok(())
}

async fn step(db: &Db, number: i64, name: &str, text: &str, now: Timestamp) -> Result<(), StoreError> {
    let mut tx = db.begin().await?;
    if db.engine() == Engine::Postgres {
        // Two nodes starting at once take turns; the number is our own and means nothing.
        tx.execute("SELECT pg_advisory_xact_lock(7203985)", args![]).await?;
    }
    tx.script(text_for(
        db.engine(),
        "CREATE TABLE IF NOT EXISTS schema_step (number BIGINT PRIMARY KEY, name TEXT NOT NULL, \
         text_hash {BYTES} NOT NULL, at BIGINT NOT NULL)",
    ))
    .await?;
    let done = tx.optional("SELECT number FROM schema_step WHERE number = $1", args![number]).await?;
    if done.is_none() {
        tx.script(text_for(db.engine(), text)).await?;
        let hash = Sha256Hash::of(text.as_bytes());
        let values = args![number, name, hash, now];
        tx.execute("INSERT INTO schema_step (number, name, text_hash, at) VALUES ($1, $2, $3, $4)", values).await?;
    }
    tx.commit().await
}

/// The schema of the store, 0 when it is empty.
pub async fn version(db: &Db) -> Result<i64, StoreError> {
    let mut read = db.read();
    let exists = match db.engine() {
        Engine::Sqlite => "SELECT COUNT(*) FROM sqlite_master WHERE type = 'table' AND name = 'schema_step'",
        Engine::Postgres => {
            "SELECT COUNT(*) FROM information_schema.tables \
             WHERE table_schema = current_schema() AND table_name = 'schema_step'"
        }
    };
    if read.one(exists, args![]).await?.get::<i64>(0)? == 0 {
        return Ok(0);
    }
    read.one("SELECT COALESCE(MAX(number), 0) FROM schema_step", args![]).await?.get(0)
}

/// Whether the store has exactly the schema of this program; writes nothing.
pub(crate) async fn check(db: &Db) -> Result<(), StoreError> {
    match version(db).await? {
        0 => Err(StoreError::Absent),
        found if found < NEWEST => Err(StoreError::OlderSchema { found, known: NEWEST }),
        found if found > NEWEST => Err(StoreError::NewerSchema { found, known: NEWEST }),
        _ => same_steps(db).await,
    }
}

async fn same_steps(db: &Db) -> Result<(), StoreError> {
    for row in db.read().all("SELECT number, text_hash FROM schema_step", args![]).await? {
        let (number, hash): (i64, Sha256Hash) = (row.get(0)?, row.get(1)?);
        let known = STEPS.iter().find(|(of, _, _)| *of == number);
        if known.is_none_or(|(_, _, text)| Sha256Hash::of(text.as_bytes()) != hash) {
            return Err(StoreError::OtherSchema { number });
        }
    }
    Ok(())
}

/// Copies the file beside itself (`NAME.before-schema-N`), consistent even while others read. Made under a temporary
/// name and renamed when whole, so a copy under that name is always a complete one.
async fn copy_before(db: &Db, file: &Path, found: i64) -> Result<(), StoreError> {
    let name = |ending: &str| {
        let mut name = file.file_name().unwrap_or_default().to_owned();
        name.push(format!(".before-schema-{}{ending}", found + 1));
        file.with_file_name(name)
    };
    let (copy, partial) = (name(""), name(".partial"));
    if copy.exists() {
        return Ok(());
    }
    match std::fs::remove_file(&partial) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(StoreError::file(&partial)(error)),
        _ => {}
    }
    // Made beforehand, so that the copy is for its owner only, as the store is.
    crate::db::private_file(&partial)?;
    db.copy_sqlite_to(&partial).await?;
    let sync = std::fs::File::open(&partial).and_then(|made| made.sync_all());
    sync.map_err(StoreError::file(&partial))?;
    std::fs::rename(&partial, &copy).map_err(StoreError::file(&copy))
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt as _;

    use super::*;
    use crate::{OpenOptions, StoreUrl};

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
        copy_before(&db, &file, 1).await.unwrap();
        let copy = folder.path().join("desk.sqlite.before-schema-2");
        assert_eq!(std::fs::metadata(&copy).unwrap().permissions().mode() & 0o777, 0o600);
        let opened = Db::connect(&StoreUrl::Sqlite(copy), OpenOptions::default()).await.unwrap();
        assert_eq!(version(&opened).await.unwrap(), NEWEST);
    }
}
