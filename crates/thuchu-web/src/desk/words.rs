//! What the desk's rules say, in words.

use jiff::civil::Date;
use thuchu_app::people::password::{LONGEST, PasswordRefused, SHORTEST};
use thuchu_app::people::{PeopleError, Unsound};
use thuchu_model::{Role, Timestamp, Trust, TrustRefused};
use thuchu_say::{self as say, Message};

use crate::error::Fault;
use crate::site::Site;

/// Why something stays as it is; or the fault, when it is not the sender's doing.
pub(crate) fn refused(error: PeopleError) -> Result<Message, Fault> {
    Ok(match error {
        PeopleError::Name(_) => say::people_no_name(),
        PeopleError::NameTaken => say::people_no_name_taken(),
        PeopleError::Password(refused) => password(refused),
        PeopleError::Missing(_) => say::people_no_missing(),
        PeopleError::NotAllowed | PeopleError::Trust(TrustRefused::Role(_) | TrustRefused::NoEditor) => {
            say::people_no_role()
        }
        PeopleError::Own => say::people_no_own(),
        PeopleError::Trust(TrustRefused::NeedsTwo) => say::people_no_needs_two(),
        PeopleError::Trust(TrustRefused::Inactive(_)) => say::people_no_inactive(),
        PeopleError::Waiting => say::people_no_waiting(),
        PeopleError::Same => say::people_no_same(),
        PeopleError::Meanwhile => say::people_no_meanwhile(),
        PeopleError::KeyLost => say::people_no_key(),
        PeopleError::Link => say::people_link_void(),
        PeopleError::Passkey(Unsound::Taken) => say::passkey_taken(),
        PeopleError::Passkey(_) => say::passkey_not_added(),
        PeopleError::Wrong | PeopleError::NotFresh | PeopleError::Busy | PeopleError::Store(_) => {
            return Err(error.into());
        }
    })
}

fn password(refused: PasswordRefused) -> Message {
    match refused {
        PasswordRefused::Short => say::people_no_password_short(SHORTEST as u64),
        PasswordRefused::Long => say::people_no_password_long(LONGEST as u64),
        PasswordRefused::Common => say::people_no_password_common(),
    }
}

impl From<PeopleError> for Fault {
    fn from(error: PeopleError) -> Self {
        if error.is_transient() {
            return Self::Unavailable;
        }
        tracing::error!(code = error.code(), %error, "an act of the desk failed");
        Self::Broken
    }
}

/// A role.
pub(crate) fn role(role: Role) -> Message {
    match role {
        Role::Contributor => say::role_contributor(),
        Role::Editor => say::role_editor(),
        Role::Admin => say::role_admin(),
        Role::Trainer => say::role_trainer(),
        Role::Auditor => say::role_auditor(),
    }
}

/// What a role is for.
pub(crate) fn role_for(role: Role) -> Message {
    match role {
        Role::Contributor => say::people_role_contributor(),
        Role::Editor => say::people_role_editor(),
        Role::Admin => say::people_role_admin(),
        Role::Trainer => say::people_role_trainer(),
        Role::Auditor => say::people_role_auditor(),
    }
}

/// A level of trust.
pub(crate) fn trust(trust: Trust) -> Message {
    match trust {
        Trust::None => say::people_trust_none(),
        Trust::Show => say::people_trust_show(),
        Trust::Answer => say::people_trust_answer(),
    }
}

/// The day of an instant, where the desk is.
pub(crate) fn day(site: &Site, at: Timestamp) -> Date {
    site.day_of(at)
}
