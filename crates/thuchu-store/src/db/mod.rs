//! One database, two engines: `Db` opens it, [`Tx`] is a unit of work, [`Source`] is whatever can be asked.
//!
//! Every statement is one text for both engines: `$N` placeholders, BIGINT, TEXT and bytes only. Below are the native
//! drivers of both engines in an enum, not their common `Any` layer: that one hides the options a durable SQLite
//! needs, and copies every value twice. Nothing above this module knows which engine runs.

mod args;
mod health;
mod mark;
mod open;
mod row;

use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use sqlx::postgres::{PgArguments, PgPool};
use sqlx::query::Query;
use sqlx::sqlite::{SqliteArguments, SqlitePool};
use sqlx::{AssertSqlSafe, Postgres, SqlSafeStr, SqlStr, Sqlite};

use crate::StoreError;

use health::Health;
use mark::{Mark, Moved};

pub use args::Arg;
pub(crate) use args::{list_of, rows_of};
pub(crate) use mark::Reached;
pub use open::OpenOptions;
pub(crate) use open::{private_file, private_folder};
pub use row::{FromColumn, Row};

/// The engine below, for the few things that only one has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    /// SQLite, in a file.
    Sqlite,
    /// PostgreSQL, over a connection.
    Postgres,
}

/// An open store. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Db {
    pools: Pools,
    health: Arc<Health>,
    /// Of a SQLite file.
    mark: Option<Arc<Mark>>,
}

#[derive(Debug, Clone)]
enum Pools {
    Sqlite { write: SqlitePool, read: SqlitePool },
    Postgres { pool: PgPool, patience: Duration },
}

/// A unit of work: everything in it appears together or not at all. Dropped without [`Tx::commit`], it is undone.
#[derive(Debug)]
pub struct Tx {
    inner: Inner,
    health: Arc<Health>,
    mark: Option<Arc<Mark>>,
    pub(crate) moved: Moved,
}

#[derive(Debug)]
enum Inner {
    Sqlite(sqlx::Transaction<'static, Sqlite>),
    Postgres(sqlx::Transaction<'static, Postgres>),
}

/// Reads outside a unit of work; each statement sees what is committed when it starts.
#[derive(Debug, Clone)]
pub struct Reader(Db);

/// SQL from this crate: a constant, or built from constants and placeholders.
pub(crate) enum Sql {
    Fixed(&'static str),
    Built(String),
}

impl From<&'static str> for Sql {
    fn from(text: &'static str) -> Self {
        Self::Fixed(text)
    }
}

impl Sql {
    fn safe(self) -> SqlStr {
        match self {
            Self::Fixed(text) => text.into_sql_str(),
            // Built only by this crate, of constants and of the placeholders of `rows_of` and `list_of`.
            Self::Built(text) => AssertSqlSafe(text).into_sql_str(),
        }
    }

    /// The same for SQLite, which looks a numbered placeholder up in a list: a thousand of them cost a million steps.
    /// Where they stand in their order, nameless ones mean the same.
    fn safe_for_sqlite(self) -> SqlStr {
        match self {
            Self::Built(text) => Self::Built(args::nameless(&text).unwrap_or(text)).safe(),
            Self::Fixed(_) => self.safe(),
        }
    }
}

/// Whatever can be asked: a [`Tx`], or a [`Reader`].
#[expect(private_bounds, reason = "asking takes SQL, and SQL is written in this crate only")]
pub trait Source: Ask {}
impl Source for Tx {}
impl Source for Reader {}

/// What the database will say. Boxed, so that its type does not name the statement's: a future that names a borrowed
/// type cannot be sent to another thread as one of a handler.
pub(crate) type Said<'a, T> = Pin<Box<dyn Future<Output = Result<T, StoreError>> + Send + 'a>>;

pub(crate) trait Ask: Send {
    fn all(&mut self, sql: impl Into<Sql>, args: Vec<Arg>) -> Said<'_, Vec<Row>>;
    fn optional(&mut self, sql: impl Into<Sql>, args: Vec<Arg>) -> Said<'_, Option<Row>>;
    fn one(&mut self, sql: impl Into<Sql>, args: Vec<Arg>) -> Said<'_, Row> {
        let row = self.optional(sql, args);
        Box::pin(async { row.await?.ok_or(StoreError::Missing { what: "row" }) })
    }
}

fn sqlite_query(sql: Sql, args: Vec<Arg>) -> Query<'static, Sqlite, SqliteArguments> {
    args.into_iter().fold(sqlx::query(sql.safe_for_sqlite()), |query, arg| match arg {
        Arg::Int(value) => query.bind(value),
        Arg::Text(value) => query.bind(value),
        Arg::Bytes(value) => query.bind(value),
    })
}

fn postgres_query(sql: Sql, args: Vec<Arg>) -> Query<'static, Postgres, PgArguments> {
    args.into_iter().fold(sqlx::query(sql.safe()), |query, arg| match arg {
        Arg::Int(value) => query.bind(value),
        Arg::Text(value) => query.bind(value),
        Arg::Bytes(value) => query.bind(value),
    })
}

impl Db {
    /// Which engine runs below.
    pub const fn engine(&self) -> Engine {
        match self.pools {
            Pools::Sqlite { .. } => Engine::Sqlite,
            Pools::Postgres { .. } => Engine::Postgres,
        }
    }

    /// Begins a unit of work. On SQLite there is one writer at a time: others wait, 10 s at most, then get
    /// [`StoreError::Busy`].
    ///
    /// # Errors
    /// [`StoreError::ReadOnly`] since a write failed, [`StoreError::Corrupt`] since damage was met, until the next start.
    pub async fn begin(&self) -> Result<Tx, StoreError> {
        self.health.writable()?;
        let inner = match &self.pools {
            Pools::Sqlite { write, .. } => begin_sqlite(write).await.map(Inner::Sqlite),
            Pools::Postgres { pool, patience } => begin_postgres(pool, *patience).await.map(Inner::Postgres),
        };
        Ok(self.tx(inner.map_err(|error| self.health.written(error))?))
    }

    fn tx(&self, inner: Inner) -> Tx {
        Tx { inner, health: self.health.clone(), mark: self.mark.clone(), moved: Moved::default() }
    }

    /// Begins to read one state of the store, however long it takes and whatever others commit meanwhile.
    pub(crate) async fn begin_snapshot(&self) -> Result<Tx, StoreError> {
        let inner = match &self.pools {
            Pools::Sqlite { read, .. } => Inner::Sqlite(read.begin().await?),
            Pools::Postgres { pool, .. } => {
                Inner::Postgres(pool.begin_with("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY").await?)
            }
        };
        Ok(self.tx(inner))
    }

    /// Folds SQLite's log back in and cuts it, so that what was deleted is in no file. Whether somebody prevented it.
    pub async fn checkpoint(&self) -> Result<bool, StoreError> {
        let Pools::Sqlite { write, .. } = &self.pools else { return Ok(false) };
        let row = sqlx::query("PRAGMA wal_checkpoint(TRUNCATE)").fetch_one(write).await;
        let row = row.map(Row::Sqlite).map_err(|error| self.health.written(error))?;
        Ok(row.get::<i64>(0)? != 0)
    }

    /// How many statements ran so far, for tests that count them.
    #[doc(hidden)]
    pub fn statements(&self) -> u64 {
        self.health.statements()
    }

    /// For reading outside a unit of work.
    pub fn read(&self) -> Reader {
        Reader(self.clone())
    }

    /// Whether a failed write or damage made the store read-only until the next start.
    pub fn is_broken(&self) -> bool {
        self.health.writable().is_err()
    }

    /// How far the store was when a unit of work was last acknowledged, where that is kept.
    pub(crate) fn marked(&self) -> Option<Reached> {
        self.mark.as_ref().and_then(|mark| mark.read())
    }

    /// Refuses every write from here on.
    pub(crate) fn distrust(&self, why: &str) {
        self.health.damaged(why);
    }

    /// Closes all connections and waits for them; on SQLite this also folds the write-ahead log back in.
    pub async fn close(&self) {
        match &self.pools {
            Pools::Sqlite { write, read } => {
                read.close().await;
                write.close().await;
            }
            Pools::Postgres { pool, .. } => pool.close().await,
        }
    }
}

/// Begins with the write lock taken.
///
/// When the disk is full SQLite undoes the work by itself; the driver does not notice and believes for ever that it is
/// in the midst of it. Such a connection is thrown away.
async fn begin_sqlite(write: &SqlitePool) -> Result<sqlx::Transaction<'static, Sqlite>, sqlx::Error> {
    match write.begin_with("BEGIN IMMEDIATE").await {
        Err(sqlx::Error::InvalidSavePointStatement) => {
            write.acquire().await?.close().await?;
            write.begin_with("BEGIN IMMEDIATE").await
        }
        begun => begun,
    }
}

/// A writer waits for another one as long as it takes to write a batch; a reader does not.
async fn begin_postgres(
    pool: &PgPool,
    patience: Duration,
) -> Result<sqlx::Transaction<'static, Postgres>, sqlx::Error> {
    let begin = format!("BEGIN; SET LOCAL lock_timeout = '{}ms'", patience.as_millis());
    pool.begin_with(AssertSqlSafe(begin)).await
}

impl Tx {
    /// Makes the work durable: when this returns `Ok`, it survives a crash of the process; on any error, nothing of it
    /// is acknowledged.
    pub async fn commit(self) -> Result<(), StoreError> {
        let done = match self.inner {
            Inner::Sqlite(tx) => tx.commit().await,
            Inner::Postgres(tx) => tx.commit().await,
        };
        done.map_err(|error| self.health.written(error))?;
        if let Some(mark) = self.mark {
            mark.move_on(&self.moved);
        }
        Ok(())
    }

    /// Undoes the work now instead of when dropped.
    pub async fn rollback(self) -> Result<(), StoreError> {
        match self.inner {
            Inner::Sqlite(tx) => Ok(tx.rollback().await?),
            Inner::Postgres(tx) => Ok(tx.rollback().await?),
        }
    }

    /// Runs a statement and says how many rows it touched.
    pub(crate) async fn execute(&mut self, sql: impl Into<Sql>, args: Vec<Arg>) -> Result<u64, StoreError> {
        self.health.count();
        let done = match &mut self.inner {
            Inner::Sqlite(tx) => {
                sqlite_query(sql.into(), args).execute(&mut **tx).await.map(|done| done.rows_affected())
            }
            Inner::Postgres(tx) => {
                postgres_query(sql.into(), args).execute(&mut **tx).await.map(|done| done.rows_affected())
            }
        };
        done.map_err(|error| self.health.written(error))
    }

    /// Runs several statements without values.
    pub(crate) async fn script(&mut self, sql: String) -> Result<(), StoreError> {
        let done = match &mut self.inner {
            Inner::Sqlite(tx) => sqlx::raw_sql(AssertSqlSafe(sql)).execute(&mut **tx).await.map(drop),
            Inner::Postgres(tx) => sqlx::raw_sql(AssertSqlSafe(sql)).execute(&mut **tx).await.map(drop),
        };
        done.map_err(|error| self.health.written(error))
    }

    /// Runs a test's own statement, for damaging a store on purpose. Not for programs.
    #[doc(hidden)]
    pub async fn tamper(&mut self, sql: &'static str, args: Vec<Arg>) -> Result<u64, StoreError> {
        self.execute(sql, args).await
    }
}

impl Reader {
    /// Runs a test's own question. Not for programs.
    #[doc(hidden)]
    pub async fn peek(&mut self, sql: &'static str, args: Vec<Arg>) -> Result<Vec<Row>, StoreError> {
        self.all(sql, args).await
    }
}

impl Ask for Tx {
    fn all(&mut self, sql: impl Into<Sql>, args: Vec<Arg>) -> Said<'_, Vec<Row>> {
        let sql = sql.into();
        self.health.count();
        Box::pin(async move {
            let rows = match &mut self.inner {
                Inner::Sqlite(tx) => sqlite_query(sql, args).fetch_all(&mut **tx).await.map(sqlite_rows),
                Inner::Postgres(tx) => postgres_query(sql, args).fetch_all(&mut **tx).await.map(postgres_rows),
            };
            rows.map_err(|error| self.health.written(error))
        })
    }

    fn optional(&mut self, sql: impl Into<Sql>, args: Vec<Arg>) -> Said<'_, Option<Row>> {
        let sql = sql.into();
        self.health.count();
        Box::pin(async move {
            let row = match &mut self.inner {
                Inner::Sqlite(tx) => {
                    sqlite_query(sql, args).fetch_optional(&mut **tx).await.map(|row| row.map(Row::Sqlite))
                }
                Inner::Postgres(tx) => {
                    postgres_query(sql, args).fetch_optional(&mut **tx).await.map(|row| row.map(Row::Postgres))
                }
            };
            row.map_err(|error| self.health.written(error))
        })
    }
}

impl Ask for Reader {
    fn all(&mut self, sql: impl Into<Sql>, args: Vec<Arg>) -> Said<'_, Vec<Row>> {
        let sql = sql.into();
        self.0.health.count();
        Box::pin(async move {
            let rows = match &self.0.pools {
                Pools::Sqlite { read, .. } => sqlite_query(sql, args).fetch_all(read).await.map(sqlite_rows),
                Pools::Postgres { pool, .. } => postgres_query(sql, args).fetch_all(pool).await.map(postgres_rows),
            };
            rows.map_err(|error| self.0.health.read(error))
        })
    }

    fn optional(&mut self, sql: impl Into<Sql>, args: Vec<Arg>) -> Said<'_, Option<Row>> {
        let sql = sql.into();
        self.0.health.count();
        Box::pin(async move {
            let row = match &self.0.pools {
                Pools::Sqlite { read, .. } => {
                    sqlite_query(sql, args).fetch_optional(read).await.map(|row| row.map(Row::Sqlite))
                }
                Pools::Postgres { pool, .. } => {
                    postgres_query(sql, args).fetch_optional(pool).await.map(|row| row.map(Row::Postgres))
                }
            };
            row.map_err(|error| self.0.health.read(error))
        })
    }
}

fn sqlite_rows(rows: Vec<sqlx::sqlite::SqliteRow>) -> Vec<Row> {
    rows.into_iter().map(Row::Sqlite).collect()
}

fn postgres_rows(rows: Vec<sqlx::postgres::PgRow>) -> Vec<Row> {
    rows.into_iter().map(Row::Postgres).collect()
}
