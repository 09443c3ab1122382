//! A row as the store's own code reads it: by position, into the few types the schema has.

use sqlx::Row as _;
use thuchu_model::{Day, Lang, PublicId, Sha256Hash, Timestamp};

use crate::StoreError;

/// One row of an answer.
#[derive(Debug)]
pub enum Row {
    /// From SQLite.
    Sqlite(sqlx::sqlite::SqliteRow),
    /// From PostgreSQL.
    Postgres(sqlx::postgres::PgRow),
}

/// What a column can be read as.
pub trait FromColumn: Sized {
    /// Reads the column at this position, from 0.
    fn from_column(row: &Row, index: usize) -> Result<Self, StoreError>;
}

impl Row {
    /// Reads the column at this position, from 0. A value of another type means a damaged store.
    pub fn get<T: FromColumn>(&self, index: usize) -> Result<T, StoreError> {
        T::from_column(self, index)
    }
}

macro_rules! native {
    ($($type:ty),*) => {$(
        impl FromColumn for $type {
            fn from_column(row: &Row, index: usize) -> Result<Self, StoreError> {
                match row {
                    Row::Sqlite(row) => Ok(row.try_get(index)?),
                    Row::Postgres(row) => Ok(row.try_get(index)?),
                }
            }
        }
    )*};
}

native!(i64, String, Vec<u8>, Option<i64>, Option<String>, Option<Vec<u8>>);

impl Row {
    /// Borrowed text, for columns that are parsed at once.
    pub(crate) fn str(&self, index: usize) -> Result<&str, StoreError> {
        match self {
            Self::Sqlite(row) => Ok(row.try_get(index)?),
            Self::Postgres(row) => Ok(row.try_get(index)?),
        }
    }

    fn bytes(&self, index: usize) -> Result<&[u8], StoreError> {
        match self {
            Self::Sqlite(row) => Ok(row.try_get(index)?),
            Self::Postgres(row) => Ok(row.try_get(index)?),
        }
    }

    /// Reads a column that may be absent.
    pub fn maybe<T: FromColumn>(&self, index: usize) -> Result<Option<T>, StoreError> {
        use sqlx::ValueRef as _;
        let absent = match self {
            Self::Sqlite(row) => row.try_get_raw(index)?.is_null(),
            Self::Postgres(row) => row.try_get_raw(index)?.is_null(),
        };
        if absent { Ok(None) } else { T::from_column(self, index).map(Some) }
    }

    /// Reads a text with one of our own parsers; what it refuses means a damaged store.
    pub(crate) fn word<T>(&self, index: usize, parse: impl FnOnce(&str) -> Option<T>) -> Result<T, StoreError> {
        let text = self.str(index)?;
        parse(text).ok_or_else(|| StoreError::Corrupt(format!("column {index} holds {:?}", short(text))))
    }

    /// Reads JSON; what does not fit means a damaged store.
    pub(crate) fn json<T: serde::de::DeserializeOwned>(&self, index: usize) -> Result<T, StoreError> {
        serde_json::from_str(self.str(index)?)
            .map_err(|error| StoreError::Corrupt(format!("column {index} holds other JSON: {error}")))
    }
}

fn short(text: &str) -> String {
    text.chars().take(40).collect()
}

impl FromColumn for u32 {
    fn from_column(row: &Row, index: usize) -> Result<Self, StoreError> {
        let number: i64 = row.get(index)?;
        Self::try_from(number).map_err(|_| StoreError::Corrupt(format!("column {index} holds {number}")))
    }
}

impl FromColumn for u64 {
    fn from_column(row: &Row, index: usize) -> Result<Self, StoreError> {
        let number: i64 = row.get(index)?;
        Self::try_from(number).map_err(|_| StoreError::Corrupt(format!("column {index} holds {number}")))
    }
}

impl FromColumn for bool {
    fn from_column(row: &Row, index: usize) -> Result<Self, StoreError> {
        Ok(row.get::<i64>(index)? != 0)
    }
}

impl FromColumn for Timestamp {
    fn from_column(row: &Row, index: usize) -> Result<Self, StoreError> {
        Ok(Self::from_micros(row.get(index)?))
    }
}

impl FromColumn for [u8; 16] {
    fn from_column(row: &Row, index: usize) -> Result<Self, StoreError> {
        row.bytes(index)?.try_into().map_err(|_| StoreError::Corrupt(format!("column {index} is no id")))
    }
}

impl FromColumn for Sha256Hash {
    fn from_column(row: &Row, index: usize) -> Result<Self, StoreError> {
        let bytes = row.bytes(index)?.try_into();
        bytes.map(Self::from_bytes).map_err(|_| StoreError::Corrupt(format!("column {index} is no hash")))
    }
}

impl FromColumn for Day {
    fn from_column(row: &Row, index: usize) -> Result<Self, StoreError> {
        row.word(index, Self::parse)
    }
}

impl FromColumn for Lang {
    fn from_column(row: &Row, index: usize) -> Result<Self, StoreError> {
        row.word(index, |text| Self::parse(text).ok())
    }
}

impl FromColumn for PublicId {
    fn from_column(row: &Row, index: usize) -> Result<Self, StoreError> {
        row.word(index, |text| Self::parse(text).ok())
    }
}
