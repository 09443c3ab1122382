//! What people say against, or beside, a published check; and how a check is taken back.

use std::collections::BTreeSet;

use crate::{AppealId, CheckId, Day, EditorId, WithdrawReason, WithdrawalId};

/// What is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AppealKind {
    /// A statement by those concerned, to stand beside the check.
    Reply,
    /// A request to look again.
    Appeal,
}

impl AppealKind {
    /// The word used in forms and the store.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Reply => "reply",
            Self::Appeal => "appeal",
        }
    }

    /// Reads that word.
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Reply, Self::Appeal].into_iter().find(|kind| kind.as_str() == text)
    }
}

/// What became of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AppealState {
    /// Nobody decided yet.
    Open,
    /// A reply is published, or the check is changed.
    Accepted,
    /// It stays as it is, for a stated reason.
    Refused,
}

impl AppealState {
    /// The word used in the store.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Accepted => "accepted",
            Self::Refused => "refused",
        }
    }

    /// Reads that word.
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Open, Self::Accepted, Self::Refused].into_iter().find(|state| state.as_str() == text)
    }
}

/// A right of reply or an appeal, as the desk works on it. Its words are kept sealed until a reply is published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Appeal {
    /// Its name; random.
    pub id: AppealId,
    /// Against, or beside, which check.
    pub check: CheckId,
    /// What is asked for.
    pub kind: AppealKind,
    /// How far it is.
    pub state: AppealState,
    /// The day it came in.
    pub received: Day,
    /// Who decided.
    pub decided_by: Option<EditorId>,
    /// What was decided and why, for readers.
    pub outcome: Option<String>,
}

/// Working days within which an appeal is decided (EFCSN's time for complaints).
pub const APPEAL_WORKING_DAYS: u32 = 7;

impl Appeal {
    /// The last day on which it is decided in time.
    #[must_use]
    pub fn due(received: Day) -> Day {
        received.plus_working_days(APPEAL_WORKING_DAYS)
    }
}

/// What somebody wrote, as it is sealed.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AppealText {
    /// The request or the statement.
    pub text: String,
    /// In whose name, as they signed; a reply must be.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub signed: String,
    /// How the desk can make sure of that, if they said.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub contact: String,
}

impl AppealText {
    /// Characters of a text.
    pub const MOST_CHARACTERS: usize = 5_000;
    /// Characters of a name, and of a contact.
    pub const MOST_NAME: usize = 200;
}

/// Why an editor may not decide an appeal.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("editor {editor} had a hand in the check that appeal {appeal} is about; another editor decides")]
pub struct OwnWork {
    /// Which appeal.
    pub appeal: AppealId,
    /// Who wanted to decide.
    pub editor: EditorId,
}

/// Whoever wrote or approved a check does not decide what is said against it.
///
/// # Errors
/// [`OwnWork`] when the editor is among `hands`: all who changed or approved any version of the check.
pub fn may_decide(appeal: AppealId, editor: EditorId, hands: &BTreeSet<EditorId>) -> Result<(), OwnWork> {
    if hands.contains(&editor) { Err(OwnWork { appeal, editor }) } else { Ok(()) }
}

/// A wish to take a published check back; another editor confirms it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Withdrawal {
    /// Its name.
    pub id: WithdrawalId,
    /// Which check.
    pub check: CheckId,
    /// Why: `Invalid` is *void*, the check was wrong from the start.
    pub reason: WithdrawReason,
    /// Why, for readers.
    pub text: String,
    /// Who asked.
    pub by: EditorId,
}
