//! A delivery as it is sent: opened, and worded by what stands at that moment.

use thuchu_model::{AnswerOwed, CheckState, ReplyTo};
use thuchu_store::sealing::{Opened, place};
use thuchu_store::{StoreError, Tx, answers, checks, withdrawals};

use super::{Deliver, Kind, Said, Text, words};
use crate::Desk;

/// What is to be done with a delivery.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Loaded {
    /// Send this.
    Send(Box<Answer>),
    /// Nothing: the address was erased or its time is over, a newer delivery says it, or it was said.
    Nothing,
    /// Nothing: the key of the address is gone.
    Lost,
}

/// An answer with its address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// To whom it is owed.
    pub owed: AnswerOwed,
    /// What it says.
    pub text: Text,
    /// The version it tells of: give it to [`told`].
    pub version: u32,
}

/// Opens a delivery. What was caused by a version that is no longer the newest says what stands now; the delivery of the
/// newer version then has nothing left to say.
///
/// # Errors
/// When the store or a key cannot be read.
pub async fn load(desk: &Desk, delivery: &Deliver, public_url: Option<&str>) -> Result<Loaded, StoreError> {
    let mut read = desk.db.read();
    let Some(owed) = answers::owed(&mut read, delivery.owed).await? else { return Ok(Loaded::Nothing) };
    let to: ReplyTo = match desk.keys.open(&owed.sealed, &place("answer_owed", owed.id))? {
        Opened::Lost => return Ok(Loaded::Lost),
        Opened::Damaged => return Err(StoreError::Corrupt(format!("the address of answer {} is damaged", owed.id))),
        Opened::Bytes(bytes) => {
            serde_json::from_slice(&bytes).map_err(|error| StoreError::Corrupt(error.to_string()))?
        }
    };
    let lang = to.lang.clone();
    let (cluster, tell_changes, told) = (owed.cluster, owed.tell_changes, owed.told);
    let to = AnswerOwed { id: owed.id, cluster, to, tell_changes, told };
    let send = |text: Text, version: u32| Ok(Loaded::Send(Box::new(Answer { owed: to, text, version })));
    let Some(check) = delivery.check else {
        let text = words(&Said::NotCheckable(delivery.reason), &lang, public_url);
        return send(text, 0);
    };
    let stored = checks::find(&mut read, &[check]).await?.pop().ok_or(StoreError::Missing { what: "check" })?;
    let (check, withdrawn) = (stored.check, delivery.kind == Kind::Withdrawn);
    if matches!(check.state, CheckState::Withdrawn { .. }) {
        // One delivery tells that; the others have nothing to say any more.
        if !withdrawn {
            return Ok(Loaded::Nothing);
        }
        let why = withdrawals::newest_of(&mut read, check.id).await?.map(|wish| wish.withdrawal.text);
        return send(words(&Said::Withdrawn(&check, why.as_deref()), &lang, public_url), check.version);
    }
    if withdrawn || owed.told >= check.version {
        return Ok(Loaded::Nothing);
    }
    // Who never got the first answer is not told that it was wrong: they get the right one.
    let kind = if owed.told == 0 { Kind::Answer } else { delivery.kind };
    let change = thuchu_store::corrections::of_check(&mut read, check.id).await?;
    let change = change.iter().find(|change| change.number == check.version).map(|change| change.text.as_str());
    let said = match kind {
        Kind::Correction => Said::Corrected(&check, change),
        Kind::Update => Said::Updated(&check, change),
        _ => Said::Answer(&check),
    };
    send(words(&said, &lang, public_url), check.version)
}

/// Notes what was told, in the unit of work that ends the delivery.
///
/// # Errors
/// When the store refuses.
pub async fn told(tx: &mut Tx, delivery: &Deliver, version: u32) -> Result<(), StoreError> {
    answers::set_told(tx, delivery.owed, version).await
}
