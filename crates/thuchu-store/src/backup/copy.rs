//! Rows from one engine to the other, table by table, a page at a time.

use super::BackupError;
use crate::db::{Sql, list_of, rows_of};
use crate::{Arg, Engine, Row, Source, StoreError, Tx, args};

/// Rows of a page. A version of a check is a few KB, at the most a few hundred.
const PAGE: usize = 500;
/// Rows of a page of pictures: each may have megabytes, and a page is in memory as a whole.
const PAGE_OF_PICTURES: usize = 4;

/// A table of the schema.
pub(super) struct Table {
    pub(super) name: String,
    columns: Vec<Column>,
    /// The columns of its key, in the key's order.
    key: Vec<usize>,
}

struct Column {
    name: String,
    kind: Kind,
}

#[derive(Clone, Copy)]
enum Kind {
    Int,
    Text,
    Bytes,
}

impl Column {
    fn read(&self, row: &Row, index: usize) -> Result<Arg, StoreError> {
        Ok(match self.kind {
            Kind::Int => Arg::Int(row.get(index)?),
            Kind::Text => Arg::Text(row.get(index)?),
            Kind::Bytes => Arg::Bytes(row.get(index)?),
        })
    }
}

/// The tables of a SQLite store in the order they were made, so that each comes after those it refers to.
pub(super) async fn tables(sqlite: &mut impl Source) -> Result<Vec<Table>, StoreError> {
    let sql =
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY rowid";
    let mut tables = Vec::new();
    for row in sqlite.all(sql, args![]).await? {
        let name: String = row.get(0)?;
        let mut columns = Vec::new();
        let mut key = Vec::new();
        let sql = "SELECT name, type, pk FROM pragma_table_info($1) ORDER BY cid";
        for (index, row) in sqlite.all(sql, args![&name]).await?.iter().enumerate() {
            let kind = row.word(1, |word| match word {
                "BIGINT" => Some(Kind::Int),
                "TEXT" => Some(Kind::Text),
                "BLOB" => Some(Kind::Bytes),
                _ => None,
            })?;
            columns.push(Column { name: row.get(0)?, kind });
            let place: i64 = row.get(2)?;
            if place > 0 {
                key.push((place, index));
            }
        }
        key.sort_unstable();
        tables.push(Table { name, columns, key: key.into_iter().map(|(_, index)| index).collect() });
    }
    Ok(tables)
}

/// Replaces what the tables of `to` hold by what those of `from` hold.
pub(super) async fn all(from: &mut impl Source, to: &mut Tx, tables: &[Table]) -> Result<(), BackupError> {
    // A fresh schema has rows of its own: its steps, its counters.
    for table in tables.iter().rev() {
        to.execute(Sql::Built(format!("DELETE FROM {}", table.name)), args![]).await?;
    }
    for table in tables {
        one(from, to, table).await?;
    }
    Ok(())
}

async fn one(from: &mut impl Source, to: &mut Tx, table: &Table) -> Result<(), BackupError> {
    let names: Vec<&str> = table.columns.iter().map(|column| column.name.as_str()).collect();
    let key: Vec<&str> = table.key.iter().map(|index| names[*index]).collect();
    let (columns, order) = (names.join(", "), key.join(", "));
    if key.is_empty() {
        return Err(BackupError::Rows(format!("table {} has no key to page by", table.name)));
    }
    let page = if table.name == "media" { PAGE_OF_PICTURES } else { PAGE };
    let first = format!("SELECT {columns} FROM {} ORDER BY {order} LIMIT {page}", table.name);
    let after = format!(
        "SELECT {columns} FROM {} WHERE ({order}) > ({}) ORDER BY {order} LIMIT {page}",
        table.name,
        list_of(0, key.len())
    );
    let mut page = from.all(Sql::Built(first), args![]).await?;
    while let Some(last) = page.last() {
        let next = table.key.iter().map(|index| table.columns[*index].read(last, *index));
        let next = next.collect::<Result<Vec<Arg>, _>>()?;
        let mut values = Vec::with_capacity(page.len() * names.len());
        for row in &page {
            for (index, column) in table.columns.iter().enumerate() {
                values.push(column.read(row, index)?);
            }
        }
        let rows = rows_of(names.len(), page.len());
        let sql = format!("INSERT INTO {} ({columns}) VALUES {rows}", table.name);
        to.execute(Sql::Built(sql), values).await?;
        page = from.all(Sql::Built(after.clone()), next).await?;
    }
    Ok(())
}

/// The word for an engine in a list of members.
pub(super) const fn word(engine: Engine) -> &'static str {
    match engine {
        Engine::Sqlite => "sqlite",
        Engine::Postgres => "postgres",
    }
}
