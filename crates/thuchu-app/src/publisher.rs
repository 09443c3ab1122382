//! Publishers of imported checks: who they are and how far the desk trusts them.

use thuchu_model::{
    AuditObject, Clock, Editor, EditorName, Publisher, Site, Timestamp, Trust, TrustChange, TrustRefused, change_trust,
};
use thuchu_store::{Db, Source, StoreError, Tx, audit, checks, editors, proposals, publishers};

/// A publisher and how many of its checks stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// Who.
    pub publisher: Publisher,
    /// How many live checks.
    pub checks: u64,
}

/// Why the trust of a publisher stays as it is.
#[derive(Debug, thiserror::Error)]
pub enum PublisherError {
    /// Nobody of that name or site.
    #[error("no publisher has the name or site {0:?}")]
    Unknown(String),
    /// Several of that name.
    #[error("several publishers have the name {name:?}: {}; give the site", sites.join(", "))]
    Ambiguous {
        /// The name given.
        name: String,
        /// Their sites.
        sites: Vec<String>,
    },
    /// Nobody of that name may sign.
    #[error("no editor is called {0:?}")]
    UnknownEditor(String),
    /// The rule says no.
    #[error(transparent)]
    Refused(#[from] TrustRefused),
    /// The store refused.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl PublisherError {
    /// The stable code, for programs.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Unknown(_) => "publisher.unknown",
            Self::Ambiguous { .. } => "publisher.ambiguous",
            Self::UnknownEditor(_) => "editor.unknown",
            Self::Refused(TrustRefused::NoEditor) => "trust.no_editor",
            Self::Refused(TrustRefused::NeedsTwo) => "trust.needs_two",
            Self::Refused(TrustRefused::Inactive(_)) => "trust.inactive_editor",
            Self::Refused(TrustRefused::Role(_)) => "trust.role",
            Self::Store(error) => error.code(),
        }
    }
}

/// All publishers by site.
///
/// # Errors
/// When the store refuses.
pub async fn list(db: &Db) -> Result<Vec<Listed>, StoreError> {
    let mut listed = Vec::new();
    for publisher in publishers::all(&mut db.read()).await? {
        let checks = checks::count_live(&mut db.read(), Some(publisher.id)).await?;
        listed.push(Listed { publisher, checks });
    }
    Ok(listed)
}

/// Sets how far a publisher, found by its site or exact name, is trusted, in the names of these editors.
///
/// # Errors
/// Raising to `answer` needs two different active editors, any other change one; see [`change_trust`].
pub async fn set_trust(
    db: &Db,
    name: &str,
    to: Trust,
    by: &[&str],
    clock: &dyn Clock,
) -> Result<Publisher, PublisherError> {
    let mut tx = db.begin().await?;
    let publisher = find(&mut tx, name).await?;
    let mut signing: Vec<Editor> = Vec::new();
    for name in by {
        let parsed = EditorName::parse(name).map_err(|_| PublisherError::UnknownEditor((*name).to_owned()))?;
        let editor = editors::by_name(&mut tx, &parsed).await?;
        signing.push(editor.ok_or_else(|| PublisherError::UnknownEditor((*name).to_owned()))?);
    }
    let change = change_trust(publisher.trust, to, &signing.iter().collect::<Vec<_>>())?;
    // The operator writes in their names, and the log says so.
    apply(&mut tx, &publisher, &change, &serde_json::json!({"by_operator": true}), clock.now()).await?;
    tx.commit().await?;
    Ok(Publisher { trust: to, ..publisher })
}

/// Stores and audits a change that the rule allowed. What was proposed for the publisher is void: it was about another
/// level.
pub(crate) async fn apply(
    tx: &mut Tx,
    publisher: &Publisher,
    change: &TrustChange,
    more: &serde_json::Value,
    now: Timestamp,
) -> Result<(), StoreError> {
    publishers::set_trust(tx, publisher.id, change).await?;
    proposals::void(tx, publisher.id, now).await?;
    let mut detail = serde_json::json!({"from": change.from, "to": change.to});
    if let (Some(detail), Some(more)) = (detail.as_object_mut(), more.as_object()) {
        detail.extend(more.clone());
    }
    let object = AuditObject::Publisher(publisher.id);
    audit::append(tx, &change.by, crate::act("publisher.trust")?, object, &detail, now).await.map(drop)
}

async fn find(from: &mut impl Source, name: &str) -> Result<Publisher, PublisherError> {
    // A site names one publisher; only a name can be shared.
    if let Ok(site) = Site::parse(name)
        && let Some(found) = publishers::by_site(from, &site).await?
    {
        return Ok(found);
    }
    let mut found = publishers::named(from, name.trim()).await?;
    match found.len() {
        0 => Err(PublisherError::Unknown(name.to_owned())),
        1 => Ok(found.remove(0)),
        _ => {
            let sites = found.iter().map(|publisher| publisher.site.to_string()).collect();
            Err(PublisherError::Ambiguous { name: name.to_owned(), sites })
        }
    }
}

#[cfg(test)]
mod tests {
    use thuchu_testkit::{TestStore, block_on, editor};

    use super::*;

    async fn desk() -> TestStore {
        let store = TestStore::sqlite().await;
        store.publisher("kiemtin.vn").await;
        let mut tx = store.db.begin().await.unwrap();
        for number in [1, 2] {
            editors::add(&mut tx, &editor(number)).await.unwrap();
        }
        tx.commit().await.unwrap();
        store
    }

    #[test]
    fn answer_needs_two_different_editors_and_is_audited_in_their_names() {
        block_on(async {
            let store = desk().await;
            let (one, two) = (editor(1), editor(2));
            let set = async |to, by: &[&str]| set_trust(&store.db, "kiemtin.vn", to, by, &store.clock).await;
            let alone = set(Trust::Answer, &[one.name.as_str(), one.name.as_str()]).await.unwrap_err();
            assert_eq!(alone.code(), "trust.needs_two");
            assert_eq!(
                set(Trust::Answer, &["Không ai", one.name.as_str()]).await.unwrap_err().code(),
                "editor.unknown"
            );
            set(Trust::Answer, &[one.name.as_str(), two.name.as_str()]).await.unwrap();
            assert_eq!(list(&store.db).await.unwrap()[0].publisher.trust, Trust::Answer);
            let (entry, _) = audit::entries(&mut store.db.read(), 0, 10).await.unwrap().pop().unwrap();
            assert_eq!((entry.act.as_str(), entry.by), ("publisher.trust", vec![one.id, two.id]));
            set(Trust::None, &[two.name.as_str()]).await.unwrap();
            assert_eq!(
                set_trust(&store.db, "x.vn", Trust::Show, &[], &store.clock).await.unwrap_err().code(),
                "publisher.unknown"
            );
        });
    }
}
