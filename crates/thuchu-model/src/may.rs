//! Who may do what at the desk, as one table.

use crate::{Role, Timestamp};

/// Something that a person does at the desk. Each address below `/desk` names one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Act {
    /// See and change one's own password, second factor and log-ins.
    KeepOwnAccess,
    /// See who publishes and how far each is trusted.
    SeePublishers,
    /// Propose, confirm and take back a change of trust.
    DecideTrust,
    /// See who works here, and in which role.
    SeePeople,
    /// Invite, change roles, disable, give a new link to somebody who lost access.
    ManagePeople,
}

impl Act {
    /// All acts.
    pub const ALL: [Self; 5] =
        [Self::KeepOwnAccess, Self::SeePublishers, Self::DecideTrust, Self::SeePeople, Self::ManagePeople];

    /// Whether the second factor must have been shown within [`FRESH_SECONDS`].
    pub const fn needs_fresh_factor(self) -> bool {
        matches!(self, Self::ManagePeople)
    }
}

/// How long a second factor counts as just shown: 10 minutes.
pub const FRESH_SECONDS: i64 = 10 * 60;

/// Whether somebody in this role may do this.
pub const fn may(role: Role, act: Act) -> bool {
    use Role::{Admin, Auditor, Contributor, Editor};
    match act {
        Act::KeepOwnAccess => true,
        Act::SeePublishers => matches!(role, Contributor | Editor | Admin | Auditor),
        Act::DecideTrust => matches!(role, Editor | Admin),
        Act::SeePeople => matches!(role, Admin | Auditor),
        Act::ManagePeople => matches!(role, Admin),
    }
}

/// Whether a second factor shown at `shown` is fresh at `now`. One from the future is not.
pub fn is_fresh(shown: Timestamp, now: Timestamp) -> bool {
    shown <= now && now <= shown.plus_seconds(FRESH_SECONDS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_role_has_its_acts_and_no_other() {
        let table = [
            (Role::Contributor, "KeepOwnAccess SeePublishers"),
            (Role::Editor, "KeepOwnAccess SeePublishers DecideTrust"),
            (Role::Admin, "KeepOwnAccess SeePublishers DecideTrust SeePeople ManagePeople"),
            (Role::Trainer, "KeepOwnAccess"),
            (Role::Auditor, "KeepOwnAccess SeePublishers SeePeople"),
        ];
        assert_eq!(table.map(|(role, _)| role), Role::ALL);
        for (role, acts) in table {
            let allowed = Act::ALL.into_iter().filter(|act| may(role, *act)).map(|act| format!("{act:?}"));
            assert_eq!(allowed.collect::<Vec<_>>().join(" "), acts, "{role:?}");
        }
    }

    #[test]
    fn a_second_factor_is_fresh_for_ten_minutes() {
        let shown = Timestamp::from_seconds(1_000);
        assert!(is_fresh(shown, shown) && is_fresh(shown, shown.plus_seconds(600)));
        assert!(!is_fresh(shown, shown.plus_seconds(601)) && !is_fresh(shown, shown.plus_seconds(-1)));
    }
}
