//! Trust of publishers, decided at the desk: raising to `answer` waits for a second editor, all else is done at once.

use thuchu_model::{
    Act, AuditObject, Editor, EditorId, ProposalId, Publisher, PublisherId, Trust, TrustProposal, TrustRefused,
    change_trust, may,
};
use thuchu_store::{Source, StoreError, audit, editors, proposals, publishers};

use super::{People, PeopleError, Person};
use crate::publisher;

/// What became of a wish to change trust.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Decided {
    /// It holds; the publisher as it was before.
    Changed(Publisher),
    /// A second editor has to confirm it.
    Waits(Publisher),
}

impl People {
    /// All publishers by site, with the number of their checks.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn publishers(&self) -> Result<Vec<publisher::Listed>, PeopleError> {
        Ok(publisher::list(&self.db).await?)
    }

    /// The proposals that wait, each with who made it.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn proposals(&self) -> Result<Vec<(TrustProposal, Editor)>, PeopleError> {
        let mut store = self.db.read();
        let mut named = Vec::new();
        for proposal in proposals::open(&mut store).await? {
            if let Some(editor) = editors::get(&mut store, proposal.by).await? {
                named.push((proposal, editor));
            }
        }
        Ok(named)
    }

    /// Changes the trust of a publisher where one editor may, else proposes it.
    ///
    /// # Errors
    /// [`PeopleError::Same`], [`PeopleError::Waiting`], and what [`change_trust`] refuses.
    pub async fn want_trust(&self, by: &Person, id: PublisherId, to: Trust) -> Result<Decided, PeopleError> {
        let now = self.clock.now();
        let mut tx = self.db.begin().await?;
        let publisher = publishers::get(&mut tx, id).await?.ok_or(PeopleError::Missing("publisher"))?;
        let editor = acting(&mut tx, by.editor.id).await?;
        if publisher.trust == to {
            return Err(PeopleError::Same);
        }
        let decided = match change_trust(publisher.trust, to, &[&editor]) {
            Ok(change) => {
                publisher::apply(&mut tx, &publisher, &change, &serde_json::json!({}), now).await?;
                Decided::Changed(publisher)
            }
            Err(TrustRefused::NeedsTwo) => {
                let proposal = TrustProposal {
                    id: ProposalId::new(now, &*self.chance),
                    publisher: id,
                    from: publisher.trust,
                    to,
                    by: editor.id,
                    at: now,
                };
                proposals::add(&mut tx, &proposal).await.map_err(|error| match error {
                    StoreError::Exists { .. } => PeopleError::Waiting,
                    other => other.into(),
                })?;
                let detail = serde_json::json!({"from": proposal.from, "to": to});
                let (act, object) = (crate::act("publisher.trust_proposed")?, AuditObject::Publisher(id));
                audit::append(&mut tx, &[editor.id], act, object, &detail, now).await?;
                Decided::Waits(publisher)
            }
            Err(refused) => return Err(refused.into()),
        };
        tx.commit().await?;
        Ok(decided)
    }

    /// Confirms what another editor proposed. Of many at once, one wins; the others get [`PeopleError::Meanwhile`].
    ///
    /// # Errors
    /// What [`change_trust`] refuses, above all one's own proposal.
    pub async fn confirm_trust(&self, by: &Person, id: ProposalId) -> Result<Publisher, PeopleError> {
        let now = self.clock.now();
        let mut tx = self.db.begin().await?;
        let proposal = proposals::get(&mut tx, id).await?.ok_or(PeopleError::Meanwhile)?;
        let publisher = publishers::get(&mut tx, proposal.publisher).await?;
        let publisher = publisher.ok_or(PeopleError::Missing("publisher"))?;
        let (first, second) = (acting(&mut tx, proposal.by).await?, acting(&mut tx, by.editor.id).await?);
        let change = change_trust(proposal.from, proposal.to, &[&first, &second])?;
        proposals::decide(&mut tx, id, true, second.id, now).await?;
        publisher::apply(&mut tx, &publisher, &change, &serde_json::json!({}), now).await?;
        tx.commit().await?;
        Ok(Publisher { trust: proposal.to, ..publisher })
    }

    /// Takes a proposal back: one's own or another's.
    ///
    /// # Errors
    /// [`PeopleError::Meanwhile`] when it is decided already.
    pub async fn withdraw_trust(&self, by: &Person, id: ProposalId) -> Result<(), PeopleError> {
        let now = self.clock.now();
        let mut tx = self.db.begin().await?;
        let proposal = proposals::get(&mut tx, id).await?.ok_or(PeopleError::Meanwhile)?;
        let editor = acting(&mut tx, by.editor.id).await?;
        if !editor.active || !may(editor.role, Act::DecideTrust) {
            return Err(PeopleError::NotAllowed);
        }
        proposals::decide(&mut tx, id, false, editor.id, now).await?;
        let detail = serde_json::json!({"from": proposal.from, "to": proposal.to});
        let (act, object) = (crate::act("publisher.trust_withdrawn")?, AuditObject::Publisher(proposal.publisher));
        audit::append(&mut tx, &[editor.id], act, object, &detail, now).await?;
        Ok(tx.commit().await?)
    }
}

/// The editor as they are at this moment.
async fn acting(from: &mut impl Source, id: EditorId) -> Result<Editor, PeopleError> {
    editors::get(from, id).await?.ok_or(PeopleError::Missing("editor"))
}
