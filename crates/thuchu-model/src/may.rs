//! Who may do what at the desk, as one table.

use crate::{Role, Timestamp};

/// What somebody may want to do at the desk.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Act {
    /// One's own password, second factors and log-ins.
    KeepOwnAccess,
    /// Who makes imported checks, and how far each is trusted.
    SeePublishers,
    /// Change that.
    DecideTrust,
    /// Who works here.
    SeePeople,
    /// Invite, change roles, disable.
    ManagePeople,
    /// The queue: clusters with their wording. Message text is read by this and [`Act::ReadMessages`] alone (R64).
    SeeQueue,
    /// One cluster with its messages.
    ReadMessages,
    /// Take, put off, merge, split, judge suggestions, word a cluster.
    Triage,
    /// End a cluster: attach a check, *not checkable*, remove at once.
    CloseCluster,
    /// Reviews and drafts, to read.
    SeeReviews,
    /// Reviews and drafts, to write; submit, take back.
    WriteReviews,
    /// Approve and publish, return, ask for and confirm a withdrawal, decide replies and appeals.
    Approve,
    /// The trail of who did what.
    SeeAudit,
    /// Counts: the dashboard.
    SeeCounts,
    /// The desk's settings, to read.
    SeeSettings,
    /// The desk's settings, to change.
    ChangeSettings,
}

impl Act {
    /// All acts.
    pub const ALL: [Self; 16] = [
        Self::KeepOwnAccess,
        Self::SeePublishers,
        Self::DecideTrust,
        Self::SeePeople,
        Self::ManagePeople,
        Self::SeeQueue,
        Self::ReadMessages,
        Self::Triage,
        Self::CloseCluster,
        Self::SeeReviews,
        Self::WriteReviews,
        Self::Approve,
        Self::SeeAudit,
        Self::SeeCounts,
        Self::SeeSettings,
        Self::ChangeSettings,
    ];

    /// Whether the second factor must have been shown within [`FRESH_SECONDS`].
    pub const fn needs_fresh_factor(self) -> bool {
        matches!(self, Self::ManagePeople | Self::ChangeSettings)
    }
}

/// How long a second factor counts as just shown: 10 minutes.
pub const FRESH_SECONDS: i64 = 10 * 60;

/// Whether somebody in this role may do this.
pub const fn may(role: Role, act: Act) -> bool {
    use Role::{Admin, Auditor, Contributor, Editor};
    match act {
        Act::KeepOwnAccess => true,
        Act::SeePublishers | Act::SeeReviews | Act::SeeCounts => matches!(role, Contributor | Editor | Admin | Auditor),
        Act::SeeQueue | Act::ReadMessages | Act::Triage | Act::WriteReviews => {
            matches!(role, Contributor | Editor | Admin)
        }
        Act::DecideTrust | Act::CloseCluster | Act::Approve => matches!(role, Editor | Admin),
        Act::SeeAudit => matches!(role, Editor | Admin | Auditor),
        Act::SeePeople | Act::SeeSettings => matches!(role, Admin | Auditor),
        Act::ManagePeople | Act::ChangeSettings => matches!(role, Admin),
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
        let writes = "SeePublishers SeeQueue ReadMessages Triage SeeReviews WriteReviews SeeCounts";
        let decides = "DecideTrust CloseCluster Approve SeeAudit";
        let table = [
            (Role::Contributor, writes.to_owned()),
            (Role::Editor, format!("{writes} {decides}")),
            (Role::Admin, format!("{writes} {decides} SeePeople ManagePeople SeeSettings ChangeSettings")),
            (Role::Trainer, String::new()),
            (Role::Auditor, "SeePublishers SeePeople SeeReviews SeeAudit SeeCounts SeeSettings".to_owned()),
        ];
        assert_eq!(table.each_ref().map(|(role, _)| *role), Role::ALL);
        for (role, acts) in table {
            for act in Act::ALL {
                let listed = act == Act::KeepOwnAccess || acts.split(' ').any(|name| name == format!("{act:?}"));
                assert_eq!(may(role, act), listed, "{role:?} {act:?}");
            }
        }
    }

    #[test]
    fn a_second_factor_is_fresh_for_ten_minutes() {
        let shown = Timestamp::from_seconds(1_000);
        assert!(is_fresh(shown, shown) && is_fresh(shown, shown.plus_seconds(600)));
        assert!(!is_fresh(shown, shown.plus_seconds(601)) && !is_fresh(shown, shown.plus_seconds(-1)));
    }
}
