//! Taking a published check back: one editor asks, and from then on it says *under review*; another one confirms.

use thuchu_formats::WebhookKind;
use thuchu_model::{
    AuditObject, Check, CheckId, CheckOrigin, CheckState, EditorId, WithdrawReason, Withdrawal, WithdrawalId,
};
use thuchu_store::withdrawals::{self, StoredWithdrawal};
use thuchu_store::{Tx, audit, checks, reviews};

use super::{Publish, PublishError, acting, name_of};
use crate::{answer, webhooks};

/// Characters of the reason that readers are told.
const MOST_CHARACTERS: usize = 2_000;
/// Open wishes that are shown.
const MOST_SHOWN: u32 = 200;

/// A wish that waits, with what a page needs.
#[derive(Debug, Clone)]
pub struct Wish {
    /// The wish.
    pub wish: StoredWithdrawal,
    /// The check.
    pub check: Check,
    /// The name of who asked.
    pub by: String,
}

impl Publish {
    /// Asks for a withdrawal: the check is under review at once, and no longer an automatic answer.
    ///
    /// # Errors
    /// [`PublishError::UnderReview`] when one waits already, [`PublishError::Text`] without a reason for readers.
    pub async fn ask_withdrawal(
        &self,
        by: EditorId,
        check: CheckId,
        reason: WithdrawReason,
        text: &str,
    ) -> Result<WithdrawalId, PublishError> {
        let (now, text) = (self.desk.now(), text.trim());
        if text.is_empty() || text.chars().count() > MOST_CHARACTERS || reason == WithdrawReason::GoneAtSource {
            return Err(PublishError::Text("reason"));
        }
        let mut tx = self.desk.db.begin().await?;
        let editor = acting(&mut tx, by).await?;
        let found = own(&mut tx, check).await?;
        if found.state != CheckState::Published {
            return Err(PublishError::UnderReview);
        }
        let id = WithdrawalId::new(now, &*self.desk.chance);
        let wish = Withdrawal { id, check, reason, text: text.to_owned(), by: editor.id };
        withdrawals::ask(&mut tx, &wish, now).await?;
        checks::set_under_review(&mut tx, check, true, now).await?;
        let (act, detail) = (crate::act("check.withdrawal_asked")?, serde_json::json!({"reason": reason}));
        audit::append(&mut tx, &[by], act, AuditObject::Check(check), &detail, now).await?;
        tx.commit().await?;
        Ok(id)
    }

    /// Confirms it: the check is withdrawn, its page says why, and whoever got its answer is told once.
    ///
    /// # Errors
    /// [`PublishError::OwnWish`] for who asked, [`PublishError::Meanwhile`] when it is decided already.
    pub async fn confirm_withdrawal(&self, by: EditorId, id: WithdrawalId) -> Result<Check, PublishError> {
        let now = self.desk.now();
        let mut tx = self.desk.db.begin().await?;
        let editor = acting(&mut tx, by).await?;
        let wish = waiting(&mut tx, id).await?;
        if wish.by == editor.id {
            return Err(PublishError::OwnWish);
        }
        let check = own(&mut tx, wish.check).await?;
        withdrawals::decide(&mut tx, id, true, editor.id, now).await?;
        checks::withdraw(&mut tx, check.id, wish.reason, now).await?;
        if let CheckOrigin::Own { review, .. } = check.origin {
            let before = reviews::get(&mut tx, review).await?.ok_or(PublishError::Missing("review"))?;
            reviews::store_step(&mut tx, &before, &before.withdrawn()?, now).await?;
        }
        answer::withdrawn(&mut tx, &self.desk, &check, now).await?;
        webhooks::queue(&mut tx, &self.desk, WebhookKind::Withdrawn, &check, Some(&wish.text), now).await?;
        let detail = serde_json::json!({"reason": wish.reason, "version": check.version});
        let (act, object) = (crate::act("check.withdrawn")?, AuditObject::Check(check.id));
        audit::append(&mut tx, &[wish.by, by], act, object, &detail, now).await?;
        tx.commit().await?;
        Ok(check)
    }

    /// Refuses it, or takes one's own wish back: the check is published again.
    ///
    /// # Errors
    /// [`PublishError::Meanwhile`] when it is decided already.
    pub async fn refuse_withdrawal(&self, by: EditorId, id: WithdrawalId) -> Result<Check, PublishError> {
        let now = self.desk.now();
        let mut tx = self.desk.db.begin().await?;
        let editor = acting(&mut tx, by).await?;
        let wish = waiting(&mut tx, id).await?;
        let check = own(&mut tx, wish.check).await?;
        withdrawals::decide(&mut tx, id, false, editor.id, now).await?;
        checks::set_under_review(&mut tx, check.id, false, now).await?;
        let detail = serde_json::json!({"reason": wish.reason, "own": wish.by == editor.id});
        let (act, object) = (crate::act("check.withdrawal_refused")?, AuditObject::Check(check.id));
        audit::append(&mut tx, &[by], act, object, &detail, now).await?;
        tx.commit().await?;
        Ok(Check { state: CheckState::Published, ..check })
    }

    /// What waits for a second editor, oldest first.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn wishes(&self) -> Result<Vec<Wish>, PublishError> {
        let mut read = self.desk.db.read();
        let open = withdrawals::open(&mut read, MOST_SHOWN).await?;
        let ids: Vec<CheckId> = open.iter().map(|wish| wish.withdrawal.check).collect();
        let found = checks::find(&mut read, &ids).await?;
        let mut wishes = Vec::with_capacity(open.len());
        for wish in open {
            let check = found.iter().find(|stored| stored.check.id == wish.withdrawal.check);
            let Some(check) = check.map(|stored| stored.check.clone()) else { continue };
            let by = name_of(&mut read, wish.withdrawal.by).await?;
            wishes.push(Wish { wish, check, by });
        }
        Ok(wishes)
    }

    /// A check of ours, and the wish to take it back that waits, if one does.
    ///
    /// # Errors
    /// [`PublishError::Missing`] for every other check.
    pub async fn check(&self, id: CheckId) -> Result<(Check, Option<Wish>), PublishError> {
        let mut read = self.desk.db.read();
        let stored = checks::find(&mut read, &[id]).await?.pop().ok_or(PublishError::Missing("check"))?;
        if !matches!(stored.check.origin, CheckOrigin::Own { .. }) {
            return Err(PublishError::Missing("check"));
        }
        let newest = withdrawals::newest_of(&mut read, id).await?.filter(|wish| wish.confirmed.is_none());
        let wish = match newest {
            None => None,
            Some(wish) => {
                let by = name_of(&mut read, wish.withdrawal.by).await?;
                Some(Wish { wish, check: stored.check.clone(), by })
            }
        };
        Ok((stored.check, wish))
    }
}

/// A check of ours.
pub(super) async fn own(tx: &mut Tx, id: CheckId) -> Result<Check, PublishError> {
    let stored = checks::find(tx, &[id]).await?.pop().ok_or(PublishError::Missing("check"))?;
    let is_own = matches!(stored.check.origin, CheckOrigin::Own { .. });
    if is_own { Ok(stored.check) } else { Err(PublishError::Missing("check")) }
}

async fn waiting(tx: &mut Tx, id: WithdrawalId) -> Result<Withdrawal, PublishError> {
    let found = withdrawals::get(tx, id).await?.ok_or(PublishError::Missing("withdrawal"))?;
    if found.confirmed.is_some() { Err(PublishError::Meanwhile) } else { Ok(found.withdrawal) }
}
