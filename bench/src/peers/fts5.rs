//! SQLite FTS5 in memory: the folded words, any of them, `bm25`.

use anyhow::Result;
use rusqlite::Connection;

use super::{Corpus, Message, Peer, folded_text, folded_words};

pub(crate) struct Fts5 {
    connection: Connection,
}

impl Peer for Fts5 {
    const NAME: &'static str = "SQLite FTS5";
    type Prepared<'a> = String;

    fn build(corpus: &Corpus<'_>) -> Result<Self> {
        let mut connection = Connection::open_in_memory()?;
        connection.execute_batch(
            "CREATE VIRTUAL TABLE claim USING fts5(text, content='', tokenize=\"unicode61 remove_diacritics 0\");",
        )?;
        let batch = connection.transaction()?;
        {
            let mut insert = batch.prepare("INSERT INTO claim(rowid, text) VALUES (?1, ?2)")?;
            for (at, claim) in corpus.claims.iter().enumerate() {
                insert.execute((at as i64 + 1, folded_text(&claim.text)))?;
            }
        }
        batch.commit()?;
        connection.execute_batch("INSERT INTO claim(claim) VALUES ('optimize');")?;
        Ok(Self { connection })
    }

    fn prepare(message: &Message<'_>) -> String {
        folded_words(message.text)
            .iter()
            .map(|word| format!("\"{}\"", word.replace('"', "")))
            .collect::<Vec<_>>()
            .join(" OR ")
    }

    fn ask(&mut self, query: &String) -> Result<Vec<usize>> {
        if query.is_empty() {
            return Ok(Vec::new());
        }
        let mut select =
            self.connection.prepare_cached("SELECT rowid FROM claim WHERE claim MATCH ?1 ORDER BY rank LIMIT 5")?;
        let rows = select.query_map([query], |row| row.get::<_, i64>(0))?;
        Ok(rows.collect::<Result<Vec<_>, _>>()?.into_iter().map(|rowid| (rowid - 1) as usize).collect())
    }

    fn bytes(&self) -> Result<u64> {
        let pages: i64 = self.connection.query_row("PRAGMA page_count", [], |row| row.get(0))?;
        let size: i64 = self.connection.query_row("PRAGMA page_size", [], |row| row.get(0))?;
        Ok((pages * size) as u64)
    }
}
