//! Looking an answer up by the code of a receipt, and erasing what belongs to it.

use thuchu_model::{CheckId, Cluster, ClusterId, ClusterState, Day, ReceiptCode, Secret, Sha256Hash};
use thuchu_store::corrections::{self, Correction};
use thuchu_store::receipts::Receipt;
use thuchu_store::{StoreError, clusters, messages, owed, receipts};

use super::{Intake, IntakeError};

/// Changes that a receipt shows; the page of the check has them all.
pub(super) const MOST_CHANGES: usize = 20;

/// What a receipt shows. Never the message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Looked {
    /// The day it was given.
    pub since: Day,
    /// How far the answer is.
    pub standing: Standing,
}

/// How far an answer is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Standing {
    /// Nobody has answered yet.
    Waiting,
    /// This check answers, and was changed so since it was published, newest first, 20 at most.
    Answered(CheckId, Vec<Correction>),
    /// It cannot be checked; the message is gone.
    NotCheckable,
    /// It was removed as illegal or dangerous.
    Removed,
}

impl Intake {
    /// What the receipt of this code shows; `None` when there is none, which takes the same work as finding one.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn look_up(&self, typed: &Secret) -> Result<Option<Looked>, IntakeError> {
        let found = self.find(typed).await?;
        let mut read = self.desk.db.read();
        // Whether it is there or not, the same is asked for.
        let id = found.as_ref().map_or_else(|| ClusterId::random(&*self.desk.chance), |(_, receipt)| receipt.cluster);
        let cluster = clusters::forwarded(&mut read, id).await?;
        let check = cluster.as_ref().and_then(|cluster| cluster.check).unwrap_or(CheckId::from_bytes([0; 16]));
        let mut changes = corrections::of_check(&mut read, check).await?;
        changes.truncate(MOST_CHANGES);
        Ok(found
            .zip(cluster)
            .map(|((_, receipt), cluster)| Looked { since: receipt.since, standing: standing(&cluster, changes) }))
    }

    /// Erases the message of a receipt, its pictures, its address and the receipt, at once (TRUST R53). Whether there was
    /// one; doing it twice is no error.
    ///
    /// # Errors
    /// When the store refuses; then nothing is erased.
    pub async fn erase(&self, typed: &Secret) -> Result<bool, IntakeError> {
        let Some((hash, receipt)) = self.find(typed).await? else { return Ok(false) };
        let mut tx = self.desk.db.begin().await?;
        if !receipts::delete(&mut tx, hash).await? {
            return Ok(false);
        }
        if let Some(erases) = receipt.erases {
            // An editor may have moved it to another cluster since.
            let cluster = messages::cluster_of(&mut tx, erases.message).await?.unwrap_or(receipt.cluster);
            if let Some(owed) = erases.owed {
                owed::delete(&mut tx, owed).await?;
            }
            messages::delete(&mut tx, erases.message).await?;
            clusters::without(&mut tx, cluster, erases.message).await?;
        }
        tx.commit().await?;
        if let Some(erases) = receipt.erases {
            self.groups.remove(erases.message);
        }
        Ok(true)
    }

    async fn find(&self, typed: &Secret) -> Result<Option<(Sha256Hash, Receipt)>, IntakeError> {
        let code = ReceiptCode::parse(typed);
        let hash = match &code {
            Some(code) => self.code_hash(code)?,
            None => self.desk.keys.keyed_hash("receipt.code", b"", &*self.desk.chance)?,
        };
        let receipt = receipts::get(&mut self.desk.db.read(), &self.desk.keys, hash).await?;
        Ok(receipt.filter(|_| code.is_some()).map(|receipt| (hash, receipt)))
    }

    /// What is kept of a code.
    pub(super) fn code_hash(&self, code: &ReceiptCode) -> Result<Sha256Hash, StoreError> {
        self.desk.keys.keyed_hash("receipt.code", code.bytes(), &*self.desk.chance)
    }
}

fn standing(cluster: &Cluster, changes: Vec<Correction>) -> Standing {
    match (cluster.state, cluster.check) {
        (ClusterState::Answered, Some(check)) => Standing::Answered(check, changes),
        (ClusterState::NotCheckable, _) => Standing::NotCheckable,
        (ClusterState::Removed, _) => Standing::Removed,
        (ClusterState::Open | ClusterState::Answered | ClusterState::Merged, _) => Standing::Waiting,
    }
}
