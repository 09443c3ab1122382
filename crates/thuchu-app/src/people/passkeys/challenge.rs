//! Challenges: made without a trace, answered once. A challenge says itself until when it holds, under a keyed hash that
//! binds it to the log-in of the browser that asked; the store keeps those that were answered until they run out. Every
//! node with the same keys takes them.

use thuchu_model::{Sha256Hash, Timestamp};
use thuchu_store::{StoreError, Tx, passkeys};

use super::unsound::Unsound;
use crate::people::{People, Person};

/// Seconds that a challenge may be answered.
const LASTS: i64 = 5 * 60;
/// Random bytes, then the microsecond at which it runs out, then the keyed hash of both.
const NONCE: usize = 16;
const HEAD: usize = NONCE + 8;

/// A challenge that was answered and is not used up yet.
pub(super) struct Answered {
    hash: Sha256Hash,
    until: Timestamp,
}

impl Answered {
    /// Uses it up: of two answers at once, one is too late.
    pub(super) async fn spend(&self, tx: &mut Tx) -> Result<(), Unsound> {
        if passkeys::spend(tx, self.hash, self.until).await? { Ok(()) } else { Err(Unsound::Challenge) }
    }
}

/// A new one.
pub(super) fn make(people: &People, holder: Option<&Person>) -> Result<Vec<u8>, StoreError> {
    let mut bytes = vec![0; NONCE];
    people.chance.fill(&mut bytes);
    bytes.extend(people.clock.now().plus_seconds(LASTS).micros().to_be_bytes());
    let hash = bound(people, holder, &bytes)?;
    bytes.extend(hash.as_bytes());
    Ok(bytes)
}

/// The challenge behind these bytes, if it is one of ours, for this holder, and has not run out.
pub(super) fn answered(people: &People, holder: Option<&Person>, bytes: &[u8]) -> Result<Answered, Unsound> {
    let (head, hash) = bytes.split_at_checked(HEAD).ok_or(Unsound::Challenge)?;
    let until = head.get(NONCE..).and_then(|until| until.try_into().ok()).map(i64::from_be_bytes);
    let until = Timestamp::from_micros(until.ok_or(Unsound::Challenge)?);
    // Two hashes are compared, so that the time it takes tells nothing of the right one.
    let right = Sha256Hash::of(bound(people, holder, head)?.as_bytes()) == Sha256Hash::of(hash);
    if right && people.clock.now() < until {
        Ok(Answered { hash: Sha256Hash::of(bytes), until })
    } else {
        Err(Unsound::Challenge)
    }
}

fn bound(people: &People, holder: Option<&Person>, head: &[u8]) -> Result<Sha256Hash, StoreError> {
    let holder = holder.map_or([0; 32], |person| *person.login.id.as_bytes());
    people.keys.keyed_hash("passkey challenge", &[head, &holder].concat(), &*people.chance)
}
