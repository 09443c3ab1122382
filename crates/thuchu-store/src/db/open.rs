//! Opening a store: folders, options, migrations.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use sqlx::ConnectOptions as _;
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use thuchu_model::Clock;

use super::{Db, Mark, Pools};
use crate::blobs::Blobs;
use crate::migrate::{self, Step};
use crate::{StoreError, StoreUrl, damage};

/// The longest wait for a connection to PostgreSQL, and for reading what another one has locked: while the server is
/// gone, whoever asks is told so soon, and nobody piles up.
const SHORT: Duration = Duration::from_secs(2);

/// How a store is opened.
#[derive(Debug, Clone, Copy)]
pub struct OpenOptions {
    /// How many connections read at once (SQLite), or exist at all (PostgreSQL). 1 or more.
    pub connections: u32,
    /// How long a writer waits for another one before it is refused. A connection to PostgreSQL, and a lock that only
    /// reads, are waited for no longer than 2 s.
    pub patience: Duration,
    /// Whether a missing SQLite file is made.
    pub create: bool,
    /// Whether every statement that would write is refused. Nothing is made then, whatever [`Self::create`] says.
    pub read_only: bool,
}

impl Default for OpenOptions {
    fn default() -> Self {
        Self { connections: 4, patience: Duration::from_secs(10), create: true, read_only: false }
    }
}

impl Db {
    /// Opens the store and brings its schema up to date. An existing SQLite file of an older schema is copied beside
    /// itself first; on PostgreSQL see [`Self::open_desk`]. A schema newer than this program is refused.
    ///
    /// Several processes may open one store: on SQLite they take turns at writing.
    pub async fn open(url: &StoreUrl, options: OpenOptions, clock: &dyn Clock) -> Result<Self, StoreError> {
        Self::open_with(url, None, options, clock, migrate::STEPS).await
    }

    /// The same for a desk with its data folder and its files: an older schema on PostgreSQL is backed up into the folder
    /// first, the files with it.
    pub async fn open_desk(
        url: &StoreUrl,
        data: &Path,
        files: &Blobs,
        options: OpenOptions,
        clock: &dyn Clock,
    ) -> Result<Self, StoreError> {
        Self::open_with(url, Some((data, files)), options, clock, migrate::STEPS).await
    }

    /// The same with other steps of the schema, for tests of upgrades. Not for programs.
    #[doc(hidden)]
    pub async fn open_with(
        url: &StoreUrl,
        desk: Option<(&Path, &Blobs)>,
        options: OpenOptions,
        clock: &dyn Clock,
        steps: &[Step],
    ) -> Result<Self, StoreError> {
        let db = Self::connect(url, options).await?;
        migrate::run(&db, url, desk, clock.now(), steps).await?;
        match damage::lost(&db).await {
            // What is whole can be read; a unit of work is refused.
            Ok(_) | Err(StoreError::Corrupt(_)) => Ok(db),
            Err(error) => Err(error),
        }
    }

    /// Opens a store that is there to read it: nothing is made, migrated or written.
    ///
    /// # Errors
    /// [`StoreError::Absent`] where no store was made yet, [`StoreError::OlderSchema`] and [`StoreError::NewerSchema`]
    /// for a schema that is not this program's.
    pub async fn open_to_read(url: &StoreUrl, options: OpenOptions) -> Result<Self, StoreError> {
        let db = Self::open_to_copy(url, options).await?;
        let found = migrate::version(&db).await?;
        if found < migrate::NEWEST {
            db.close().await;
            return Err(StoreError::OlderSchema { found, known: migrate::NEWEST });
        }
        Ok(db)
    }

    /// The same for a store of an older schema too, which can be copied as it is.
    pub async fn open_to_copy(url: &StoreUrl, options: OpenOptions) -> Result<Self, StoreError> {
        if let StoreUrl::Sqlite(path) = url
            && !path.exists()
        {
            return Err(StoreError::Absent);
        }
        let db = Self::connect(url, OpenOptions { create: false, read_only: true, ..options }).await?;
        let checked = migrate::readable(&db, migrate::STEPS).await;
        if checked.is_err() {
            db.close().await;
        }
        checked.map(|_| db)
    }

    /// Opens the store as it is, without touching its schema.
    pub async fn connect(url: &StoreUrl, options: OpenOptions) -> Result<Self, StoreError> {
        let pools = match url {
            StoreUrl::Sqlite(path) => sqlite(path, options).await?,
            StoreUrl::Postgres(url) => {
                let mut connect: PgConnectOptions = url.secret().parse()?;
                if options.read_only {
                    connect = connect.options([("default_transaction_read_only", "on")]);
                }
                // The pool would try again in silence; one connection says at once what is wrong.
                let first = tokio::time::timeout(options.patience, connect.connect()).await;
                let first = first.map_err(|_| StoreError::Unreachable("no answer in time".to_owned()))??;
                sqlx::Connection::close(first).await?;
                let pool = PgPoolOptions::new()
                    .max_connections(options.connections.max(2))
                    .acquire_timeout(options.patience.min(SHORT))
                    .after_connect(|connection, _| {
                        Box::pin(async move {
                            // An acknowledged write is on the disk, whatever the server's default.
                            let settings = format!(
                                "SET synchronous_commit = on; SET lock_timeout = '{}ms'; SET timezone = 'UTC'",
                                SHORT.as_millis()
                            );
                            sqlx::raw_sql(sqlx::AssertSqlSafe(settings)).execute(&mut *connection).await?;
                            // A plan made while a table was empty would scan it when it is full. A service that does
                            // not know the setting plans as it likes.
                            let _ = sqlx::raw_sql("SET plan_cache_mode = force_custom_plan").execute(connection).await;
                            Ok(())
                        })
                    })
                    .connect_with(connect)
                    .await?;
                Pools::Postgres { pool, patience: options.patience }
            }
        };
        let mark = match url {
            StoreUrl::Sqlite(path) => Some(Arc::new(Mark::of(path))),
            StoreUrl::Postgres(_) => None,
        };
        Ok(Self { pools, health: Arc::default(), mark })
    }
}

async fn sqlite(path: &Path, options: OpenOptions) -> Result<Pools, StoreError> {
    let create = options.create && !options.read_only;
    if let Some(folder) = path.parent().filter(|folder| create && !folder.as_os_str().is_empty()) {
        private_folder(folder)?;
    }
    if create && !path.exists() {
        private_file(path)?;
    }
    let mut connect = SqliteConnectOptions::new()
        .filename(path)
        .create_if_missing(create)
        // Acknowledged means on the disk (TRUST R01): FULL syncs the log at every commit.
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        .busy_timeout(options.patience)
        // What is deleted is overwritten (TRUST R54).
        .pragma("secure_delete", "ON")
        .pragma("temp_store", "MEMORY")
        // An import touches pages all over its key trees in each unit of work; folding 128 MiB of them back at once
        // writes each page once instead of many times. The log shrinks again when it is folded.
        .pragma("wal_autocheckpoint", "32768")
        .pragma("journal_size_limit", "16777216");
    // Turning the log on is a write to a file that may not even be ours.
    connect = if options.read_only {
        connect.pragma("query_only", "ON")
    } else {
        connect.journal_mode(SqliteJournalMode::Wal)
    };
    let write = SqlitePoolOptions::new()
        .max_connections(1)
        .acquire_timeout(options.patience)
        .idle_timeout(None)
        .max_lifetime(None)
        // 192 MiB of pages, so that a long import keeps its key trees in memory.
        .connect_with(connect.clone().pragma("cache_size", "-196608"))
        .await?;
    let read = SqlitePoolOptions::new()
        .max_connections(options.connections.max(1))
        .acquire_timeout(options.patience)
        .idle_timeout(None)
        .max_lifetime(None)
        .connect_with(connect.pragma("query_only", "ON").pragma("cache_size", "-16384"))
        .await?;
    Ok(Pools::Sqlite { write, read })
}

/// Makes a folder that only its owner enters (mode 0700). An existing one stays as it is.
pub(crate) fn private_folder(folder: &Path) -> Result<(), StoreError> {
    use std::os::unix::fs::DirBuilderExt as _;
    if folder.is_dir() {
        return Ok(());
    }
    std::fs::DirBuilder::new().recursive(true).mode(0o700).create(folder).map_err(StoreError::file(folder))
}

/// Makes an empty file that only its owner reads; the log beside it inherits the mode.
pub(crate) fn private_file(path: &Path) -> Result<(), StoreError> {
    use std::os::unix::fs::OpenOptionsExt as _;
    let made = std::fs::OpenOptions::new().create_new(true).write(true).mode(0o600).open(path);
    match made {
        Ok(_) => Ok(()),
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => Ok(()),
        Err(error) => Err(StoreError::file(path)(error)),
    }
}

impl Db {
    /// Writes a consistent copy of a SQLite store to a new file. Does nothing on PostgreSQL.
    pub(crate) async fn copy_sqlite_to(&self, path: &Path) -> Result<(), StoreError> {
        if let Pools::Sqlite { write, .. } = &self.pools {
            let path = path.to_string_lossy().into_owned();
            let mut connection = write.acquire().await?;
            // The copy is written through the same connection, which may be one that only reads, and which keeps far
            // more pages than a copy needs.
            let mut before = [0_i64; 2];
            for (value, pragma) in before.iter_mut().zip(["PRAGMA query_only", "PRAGMA cache_size"]) {
                *value = sqlx::query_scalar(pragma).fetch_one(&mut *connection).await?;
            }
            sqlx::raw_sql("PRAGMA query_only = OFF; PRAGMA cache_size = -16384").execute(&mut *connection).await?;
            let copied = sqlx::query("VACUUM INTO $1").bind(path).execute(&mut *connection).await;
            let [only_reads, cache] = before;
            let again = format!("PRAGMA cache_size = {cache}; PRAGMA query_only = {only_reads}");
            sqlx::raw_sql(sqlx::AssertSqlSafe(again)).execute(&mut *connection).await?;
            copied?;
        }
        Ok(())
    }
}
