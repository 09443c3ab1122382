//! Intake: what people send to the desk is cleaned, grouped, sealed and kept; they get a receipt (DESIGN §8).
//!
//! ```text
//! let intake = Intake::new(desk, Ways { mail: true, fetcher: Some(fetcher), pictures: Some(pictures), meaning });
//! intake.catch_up().await?;                             // once at the start: what was grouped before
//! let received = intake.receive(Sent { text, .. }).await?;
//! show(received.code.reveal());                         // shown once; only its keyed hash is kept
//! intake.asked(source, &lang, Outcome::Answered, Some(check));  // a question that was answered at once
//! intake.keep_meaning().await;                          // in a task: with a model, what was loaded gets its sense
//! intake.publish_batch().await?;                        // at one random moment of every quarter of an hour
//! ```
//!
//! Nothing of a message is in any log, and nothing of it is visible before the next batch. Left to others: what editors
//! do to clusters (`desk::queue`), what answers them (`publish`), how long things live (`retention`).

mod address;
mod batch;
mod follow;
mod groups;
mod meant;
mod pictures;
mod receipts;
mod receive;
mod tally;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use thuchu_fetch::Fetcher;
use thuchu_match::grouping::{Grouping, Rules};
use thuchu_model::{ClusterId, Lang, MessageId, ReceiptCode, Sha256Hash};
use thuchu_store::StoreError;

use crate::Desk;
use crate::meaning::{Meaning, Meant};

pub use address::is_address;
pub use pictures::{CleanPicture, Cleaning, PictureCleaner, PictureRefused, SentPicture};
pub use receipts::{Looked, Standing};
pub use tally::{Outcome, Source};
pub use thuchu_store::corrections::Correction;

use groups::Groups;
use meant::Turns;
use tally::Tally;

/// Takes in what people send. One for a process.
pub struct Intake {
    desk: Desk,
    ways: Ways,
    groups: Arc<Groups>,
    turns: Turns,
    tally: Tally,
}

/// What the operator has set up for it.
#[derive(Default, Clone)]
pub struct Ways {
    /// Answers can go out by e-mail.
    pub mail: bool,
    /// Asks shorteners where their links lead; without it they stay hidden behind a keyed hash.
    pub fetcher: Option<Fetcher>,
    /// Decodes and encodes pictures anew; without it none are taken.
    pub pictures: Option<Arc<dyn PictureCleaner>>,
    /// What messages mean; without a model they are grouped by their words.
    pub meaning: Arc<Meaning>,
}

/// What somebody sends.
#[derive(Clone)]
pub struct Sent {
    /// Their words, as they came.
    pub text: String,
    /// A link beside them; may be empty.
    pub link: String,
    /// Pictures, cleaned already.
    pub pictures: Vec<SentPicture>,
    /// The language to answer in.
    pub lang: Lang,
    /// Where to send the answer, if they want that.
    pub email: Option<String>,
    /// Whether they want to hear of corrections too.
    pub tell_changes: bool,
    /// Where it comes from, so that one person counts once a day.
    pub source: Source,
    /// What their words mean, where they were asked about a moment ago.
    pub meant: Option<Meant>,
}

/// What they get.
#[derive(Debug, Clone)]
pub struct Received {
    /// Shown once.
    pub code: ReceiptCode,
    /// The group of questions is answered already: the receipt shows it at once.
    pub answered: bool,
}

/// Why something is not taken.
#[derive(Debug, thiserror::Error)]
pub enum IntakeError {
    /// No words, no link, no picture.
    #[error("there is nothing to check")]
    Nothing,
    /// More characters than [`thuchu_model::Message::MOST_CHARACTERS`].
    #[error("the message is too long")]
    TooLong,
    /// More pictures than [`thuchu_model::Message::MOST_PICTURES`].
    #[error("there are too many pictures")]
    TooManyPictures,
    /// The same was removed as illegal or dangerous.
    #[error("this was removed before and is not taken again")]
    Blocked,
    /// No e-mail address, or mail is not set up.
    #[error("no answer can go to this address")]
    Email,
    /// What was grouped before is still being loaded.
    #[error("messages are still being loaded")]
    Starting,
    /// The store refused.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl IntakeError {
    /// The stable code, for programs and the log.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Nothing => "send.nothing",
            Self::TooLong => "send.too_long",
            Self::TooManyPictures => "send.too_many_pictures",
            Self::Blocked => "send.blocked",
            Self::Email => "send.email",
            Self::Starting => "desk.starting",
            Self::Store(error) => error.code(),
        }
    }
}

impl Intake {
    /// Of this desk. Takes nothing in before [`Intake::catch_up`].
    #[must_use]
    pub fn new(desk: Desk, ways: Ways) -> Self {
        let tally = Tally::new(&*desk.chance);
        Self { desk, ways, groups: Arc::default(), turns: Turns::default(), tally }
    }

    /// What the operator has set up.
    #[must_use]
    pub const fn ways(&self) -> &Ways {
        &self.ways
    }

    /// Counts a question that was asked and not sent; visible with the next batch. `check`: the one that answered it.
    pub fn asked(&self, source: Source, lang: &Lang, outcome: Outcome, check: Option<thuchu_model::CheckId>) {
        self.tally.asked(self.desk.today(), source, lang, outcome, check);
    }

    /// Works with the groups in memory: for what an editor did to clusters, after the store has it.
    pub fn regroup<T>(&self, work: impl FnOnce(&mut Grouping, &Rules) -> T) -> T {
        self.groups.with(work)
    }

    /// Forgets messages that are gone from the store: afterwards nothing of their texts is in memory.
    pub fn forget(&self, messages: &[MessageId]) {
        messages.iter().for_each(|message| self.groups.remove(*message));
    }

    /// Forgets all messages of a cluster.
    pub fn forget_cluster(&self, cluster: ClusterId) {
        let messages = self.groups.with(|grouping, _| grouping.messages(cluster).to_vec());
        self.forget(&messages);
    }

    /// The keyed hash by which the same picture is known again; of the SHA-256 of the bytes as they came.
    ///
    /// # Errors
    /// When the key cannot be read.
    pub fn picture_hash(&self, received: Sha256Hash) -> Result<Sha256Hash, StoreError> {
        self.desk.keys.keyed_hash("media.received", received.as_bytes(), &*self.desk.chance)
    }

    /// A key for forms that every program of this desk shares and nobody else has.
    ///
    /// # Errors
    /// When the key cannot be read.
    pub fn form_key(&self) -> Result<Sha256Hash, StoreError> {
        self.desk.keys.keyed_hash("form.token", b"", &*self.desk.chance)
    }
}
