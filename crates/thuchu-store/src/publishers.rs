//! Who makes imported checks, and how far the desk trusts them.

use thuchu_model::{Affiliation, Chance, Lang, Publisher, PublisherId, Site, Timestamp, Trust, TrustChange};

use crate::db::Sql;
use crate::{Row, Source, StoreError, Tx, args, settings};

const COLUMNS: &str = "SELECT id, name, site, langs, affiliation, trust, change_number FROM publisher";

fn select(rest: &'static str) -> Sql {
    Sql::Built(format!("{COLUMNS}{rest}"))
}

/// The publisher of this site; made with trust `show` and this name when new. An existing one keeps its name.
pub async fn find_or_create(
    tx: &mut Tx,
    site: &Site,
    name: &str,
    chance: &dyn Chance,
    now: Timestamp,
) -> Result<Publisher, StoreError> {
    if let Some(found) = by_site(tx, site).await? {
        return Ok(found);
    }
    let change = settings::take_changes(tx, 1).await?;
    // Another node may have made it between the look and here.
    tx.execute(
        "INSERT INTO publisher (id, name, site, langs, affiliation, trust, change_number, added_at) \
         VALUES ($1, $2, $3, '[]', $4, $5, $6, $7) ON CONFLICT DO NOTHING",
        args![
            PublisherId::new(now, chance),
            name,
            site.as_str(),
            Affiliation::Unstated.as_str(),
            Trust::Show.as_str(),
            change,
            now
        ],
    )
    .await?;
    by_site(tx, site).await?.ok_or(StoreError::Missing { what: "publisher" })
}

/// The publisher of this id.
pub async fn get(from: &mut impl Source, id: PublisherId) -> Result<Option<Publisher>, StoreError> {
    let row = from.optional(select(" WHERE id = $1"), args![id]).await?;
    row.as_ref().map(read).transpose()
}

/// The publisher of this site.
pub async fn by_site(from: &mut impl Source, site: &Site) -> Result<Option<Publisher>, StoreError> {
    let row = from.optional(select(" WHERE site = $1"), args![site.as_str()]).await?;
    row.as_ref().map(read).transpose()
}

/// Publishers whose name or site is exactly this text.
pub async fn named(from: &mut impl Source, text: &str) -> Result<Vec<Publisher>, StoreError> {
    from.all(select(" WHERE name = $1 OR site = $1 ORDER BY site"), args![text]).await?.iter().map(read).collect()
}

/// All publishers by site.
pub async fn all(from: &mut impl Source) -> Result<Vec<Publisher>, StoreError> {
    from.all(select(" ORDER BY site"), args![]).await?.iter().map(read).collect()
}

/// Publishers that changed after this change number, with theirs: new ones, new trust, new names.
pub async fn changed_since(from: &mut impl Source, after: i64) -> Result<Vec<(i64, Publisher)>, StoreError> {
    let rows = from.all(select(" WHERE change_number > $1 ORDER BY change_number"), args![after]).await?;
    rows.iter().map(|row| Ok((row.get(6)?, read(row)?))).collect()
}

/// Stores a change of trust that [`thuchu_model::change_trust`] allowed. Refused as a conflict when the level is no
/// longer the one the rule was asked about. The caller appends the audit entry in the same unit of work.
pub async fn set_trust(tx: &mut Tx, id: PublisherId, change: &TrustChange) -> Result<(), StoreError> {
    let number = settings::take_changes(tx, 1).await?;
    let sql = "UPDATE publisher SET trust = $1, change_number = $2 WHERE id = $3 AND trust = $4";
    let done = tx.execute(sql, args![change.to.as_str(), number, id, change.from.as_str()]).await?;
    if done == 0 { Err(StoreError::Conflict { what: "publisher" }) } else { Ok(()) }
}

/// Changes what is shown of a publisher: name, languages, ties.
pub async fn describe(
    tx: &mut Tx,
    id: PublisherId,
    name: &str,
    langs: &[Lang],
    affiliation: Affiliation,
) -> Result<(), StoreError> {
    let number = settings::take_changes(tx, 1).await?;
    let langs = serde_json::to_string(langs).unwrap_or_else(|_| "[]".to_owned());
    let sql = "UPDATE publisher SET name = $1, langs = $2, affiliation = $3, change_number = $4 WHERE id = $5";
    let done = tx.execute(sql, args![name, langs, affiliation.as_str(), number, id]).await?;
    if done == 0 { Err(StoreError::Missing { what: "publisher" }) } else { Ok(()) }
}

fn read(row: &Row) -> Result<Publisher, StoreError> {
    Ok(Publisher {
        id: row.get(0)?,
        name: row.get(1)?,
        site: row.word(2, |text| Site::parse(text).ok())?,
        langs: row.json(3)?,
        affiliation: row.word(4, Affiliation::parse)?,
        trust: row.word(5, Trust::parse)?,
    })
}
