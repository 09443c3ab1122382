//! Whether rows, files, audit chain, counters and content hashes agree. Names every difference; repairs nothing.

use std::collections::BTreeMap;

use thuchu_model::{CheckId, Sha256Hash};

use crate::audit::{self, AuditFault, Head};
use crate::blobs::{BlobFault, Blobs};
use crate::damage::{self, Lost};
use crate::db::{Ask as _, Sql};
use crate::{Db, Engine, Row, Source, StoreError, args};

/// One difference.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// The engine's own check of the file.
    #[error("the database file: {0}")]
    Engine(String),
    /// The newest acknowledged units of work are missing.
    #[error(transparent)]
    Lost(#[from] Lost),
    /// The audit chain.
    #[error(transparent)]
    Audit(#[from] AuditFault),
    /// Files and rows.
    #[error(transparent)]
    Blob(#[from] BlobFault),
    /// A version whose content is not what its hash says.
    #[error("version {number} of check {check} does not have the hash it was stored with")]
    Content {
        /// Which check.
        check: CheckId,
        /// Which version.
        number: i64,
    },
    /// A check that lacks its newest version, or names another hash than that version.
    #[error("check {0} and its newest version disagree")]
    Version(CheckId),
    /// A check that was replaced by one that does not exist.
    #[error("check {0} was replaced by a check that does not exist")]
    Redirect(CheckId),
    /// The counter is behind a number that was handed out: indexes would miss changes.
    #[error("the change number stands at {counter}, a check has {found}")]
    Counter {
        /// What the counter says.
        counter: i64,
        /// The highest number in use.
        found: i64,
    },
    /// A published review and its newest version disagree.
    #[error("a review is published in version {0} that does not exist")]
    Review(i64),
    /// A version of a check of ours that no approved version of its review stands behind.
    #[error("version {number} of check {check} has no approved version of its review")]
    Unapproved {
        /// Which check.
        check: CheckId,
        /// Which version.
        number: i64,
    },
    /// A check of ours and its review say different things about what is public.
    #[error("check {0} and its review disagree on the version, or on whether it was withdrawn")]
    Standing(CheckId),
    /// A further version without its correction, or a correction without its version.
    #[error("version {number} of check {check} and its correction do not belong together")]
    Correction {
        /// Which check.
        check: CheckId,
        /// Which version.
        number: i64,
    },
    /// A check that is withdrawn or under review without a wish that says so, or the other way round.
    #[error("check {0} and the wishes to withdraw it disagree")]
    Withdrawal(CheckId),
}

/// What was looked at, and every difference found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// How many check versions were hashed.
    pub versions: u64,
    /// The head of the audit chain: keep it outside.
    pub head: Head,
    /// How many rows each table has.
    pub rows: BTreeMap<String, u64>,
    /// The differences; empty means all agree.
    pub faults: Vec<Fault>,
}

/// Compares everything. `blobs`: where the files are, all of which are read. `outside` are heads of the audit chain kept elsewhere; those that the desk published itself are
/// looked for in any case. Reads only; meant for a quiet store.
pub async fn verify(db: &Db, blobs: &Blobs, outside: &[Head]) -> Result<Report, StoreError> {
    let mut read = db.read();
    let mut faults = Vec::new();
    if db.engine() == Engine::Sqlite {
        for row in read.all("PRAGMA integrity_check(100)", args![]).await? {
            let said: String = row.get(0)?;
            if said != "ok" {
                faults.push(Fault::Engine(said));
            }
        }
    }
    faults.extend(damage::lost(db).await?.map(Fault::Lost));
    let published = audit::daily::all(&mut read).await?;
    let (head, broken) = audit::verify(&mut read, &[outside, &published].concat()).await?;
    faults.extend(broken.map(Fault::Audit));
    let versions = contents(&mut read, &mut faults).await?;
    rows(&mut read, &mut faults).await?;
    faults.extend(blobs.verify(&mut read).await?.into_iter().map(Fault::Blob));
    let rows = row_counts(&mut read, db.engine()).await?;
    Ok(Report { versions, head, rows, faults })
}

/// How many rows each table has.
pub(crate) async fn row_counts(from: &mut impl Source, engine: Engine) -> Result<BTreeMap<String, u64>, StoreError> {
    let named = match engine {
        Engine::Sqlite => {
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
        }
        Engine::Postgres => {
            "SELECT table_name::text FROM information_schema.tables \
             WHERE table_schema = current_schema() AND table_type = 'BASE TABLE'"
        }
    };
    let mut counts = BTreeMap::new();
    for row in from.all(named, args![]).await? {
        let table: String = row.get(0)?;
        let quoted = format!("SELECT COUNT(*) FROM \"{}\"", table.replace('"', "\"\""));
        counts.insert(table, from.one(Sql::Built(quoted), args![]).await?.get(0)?);
    }
    Ok(counts)
}

/// Hashes every version, a page at a time.
async fn contents(read: &mut impl Source, faults: &mut Vec<Fault>) -> Result<u64, StoreError> {
    let sql = "SELECT check_id, number, content, content_hash FROM check_version \
         WHERE check_id > $1 OR (check_id = $1 AND number > $2) ORDER BY check_id, number LIMIT 2000";
    let (mut after, mut number, mut count) = (Vec::new(), 0_i64, 0);
    loop {
        let page = read.all(sql, args![after.clone(), number]).await?;
        let Some(last) = page.last() else { return Ok(count) };
        (after, number) = (last.get(0)?, last.get(1)?);
        count += page.len() as u64;
        for row in &page {
            if Sha256Hash::of(row.str(2)?.as_bytes()) != row.get::<Sha256Hash>(3)? {
                faults.push(Fault::Content { check: row.get(0)?, number: row.get(1)? });
            }
        }
    }
}

async fn rows(read: &mut impl Source, faults: &mut Vec<Fault>) -> Result<(), StoreError> {
    let first = |row: &Row| row.get::<CheckId>(0);
    let sql = "SELECT c.id FROM checks c LEFT JOIN check_version v ON v.check_id = c.id AND v.number = c.version \
         WHERE v.content_hash IS NULL OR v.content_hash <> c.content_hash ORDER BY c.id LIMIT 1000";
    for row in read.all(sql, args![]).await? {
        faults.push(Fault::Version(first(&row)?));
    }
    let sql = "SELECT c.id FROM checks c LEFT JOIN checks n ON n.id = c.replaced_by \
         WHERE c.state = 'replaced' AND n.id IS NULL ORDER BY c.id LIMIT 1000";
    for row in read.all(sql, args![]).await? {
        faults.push(Fault::Redirect(first(&row)?));
    }
    let row = read.one("SELECT COALESCE(MAX(change_number), 0) FROM checks", args![]).await?;
    let (counter, found) = (crate::settings::newest_change(read).await?, row.get(0)?);
    if found > counter {
        faults.push(Fault::Counter { counter, found });
    }
    let sql = "SELECT r.published_version FROM review r LEFT JOIN review_version v \
         ON v.review_id = r.id AND v.number = r.published_version \
         WHERE r.published_version > 0 AND v.number IS NULL LIMIT 1000";
    for row in read.all(sql, args![]).await? {
        faults.push(Fault::Review(row.get(0)?));
    }
    own(read, faults).await
}

/// What checks of ours rest on: approved versions, corrections, withdrawals by two.
async fn own(read: &mut impl Source, faults: &mut Vec<Fault>) -> Result<(), StoreError> {
    let sql = "SELECT v.check_id, v.number FROM check_version v JOIN checks c ON c.id = v.check_id \
         LEFT JOIN review_version r ON r.review_id = c.review_id AND r.number = v.number \
         WHERE c.origin = 'own' AND r.number IS NULL ORDER BY v.check_id, v.number LIMIT 1000";
    for row in read.all(sql, args![]).await? {
        faults.push(Fault::Unapproved { check: row.get(0)?, number: row.get(1)? });
    }
    let sql = "SELECT c.id FROM checks c LEFT JOIN review r ON r.id = c.review_id WHERE c.origin = 'own' \
         AND (r.id IS NULL OR r.published_version <> c.version OR c.review_version <> c.version \
         OR (r.state = 'withdrawn' AND c.state <> 'withdrawn') OR (r.state <> 'withdrawn' AND c.state = 'withdrawn')) \
         ORDER BY c.id LIMIT 1000";
    for row in read.all(sql, args![]).await? {
        faults.push(Fault::Standing(row.get(0)?));
    }
    for sql in [
        "SELECT v.check_id, v.number FROM check_version v JOIN checks c ON c.id = v.check_id \
         LEFT JOIN correction k ON k.check_id = v.check_id AND k.number = v.number \
         WHERE c.origin = 'own' AND v.number > 1 AND k.number IS NULL ORDER BY v.check_id, v.number LIMIT 1000",
        "SELECT k.check_id, k.number FROM correction k LEFT JOIN checks c ON c.id = k.check_id AND c.review_id = k.review_id \
         LEFT JOIN check_version v ON v.check_id = k.check_id AND v.number = k.number \
         WHERE k.number < 2 OR c.id IS NULL OR v.number IS NULL ORDER BY k.check_id, k.number LIMIT 1000",
    ] {
        for row in read.all(sql, args![]).await? {
            faults.push(Fault::Correction { check: row.get(0)?, number: row.get(1)? });
        }
    }
    let sql = "SELECT c.id FROM checks c WHERE c.origin = 'own' AND ( \
         (c.state = 'under_review' AND NOT EXISTS (SELECT 1 FROM withdrawal w WHERE w.check_id = c.id AND w.state = 'open')) \
         OR (c.state <> 'under_review' AND EXISTS (SELECT 1 FROM withdrawal w WHERE w.check_id = c.id AND w.state = 'open')) \
         OR (c.state = 'withdrawn' AND NOT EXISTS (SELECT 1 FROM withdrawal w WHERE w.check_id = c.id AND w.state = 'confirmed')) \
         OR (c.state <> 'withdrawn' AND EXISTS (SELECT 1 FROM withdrawal w WHERE w.check_id = c.id AND w.state = 'confirmed')) \
         ) ORDER BY c.id LIMIT 1000";
    for row in read.all(sql, args![]).await? {
        faults.push(Fault::Withdrawal(row.get(0)?));
    }
    Ok(())
}
