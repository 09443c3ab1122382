//! Names of things: newtypes over UUIDs, stored as 16 bytes, shown as hyphenated lower-case text.

use uuid::Uuid;

use crate::{Chance, Timestamp};

macro_rules! named {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
        #[serde(transparent)]
        pub struct $name(Uuid);

        impl $name {
            /// Takes an existing UUID.
            pub const fn from_uuid(uuid: Uuid) -> Self {
                Self(uuid)
            }

            /// The UUID itself.
            pub const fn as_uuid(&self) -> &Uuid {
                &self.0
            }

            /// Takes the 16 bytes as the store keeps them.
            pub const fn from_bytes(bytes: [u8; 16]) -> Self {
                Self(Uuid::from_bytes(bytes))
            }

            /// The 16 bytes as the store keeps them.
            pub const fn as_bytes(&self) -> &[u8; 16] {
                self.0.as_bytes()
            }

            /// Reads the textual form, with or without hyphens, in either case; anything else is `None`.
            pub fn parse(text: &str) -> Option<Self> {
                Uuid::try_parse(text).ok().map(Self)
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }
    };
}

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        named!($(#[$doc])* $name);

        impl $name {
            /// A new UUIDv7 (RFC 9562): ids sort by the time of creation, to about a quarter of a microsecond.
            pub fn new(now: Timestamp, chance: &dyn Chance) -> Self {
                Self(v7(now, chance))
            }
        }
    };
}

/// For everything that an asker's act makes: the name says nothing about when.
macro_rules! random_id {
    ($(#[$doc:meta])* $name:ident) => {
        named!($(#[$doc])* $name);

        impl $name {
            /// A new UUIDv4 (RFC 9562): nothing but chance.
            pub fn random(chance: &dyn Chance) -> Self {
                let mut bytes = [0; 16];
                chance.fill(&mut bytes);
                Self(uuid::Builder::from_random_bytes(bytes).into_uuid())
            }
        }
    };
}

id!(/// Names one [`crate::Check`]: UUIDv7 for our own, UUIDv5 for imported ones ([`CheckId::imported`]).
    CheckId);
id!(/// Names one [`crate::Publisher`].
    PublisherId);
id!(/// Names one [`crate::Claim`].
    ClaimId);
id!(/// Names one [`crate::Review`].
    ReviewId);
id!(/// Names one [`crate::Evidence`].
    EvidenceId);
id!(/// Names one [`crate::Capture`].
    CaptureId);
id!(/// Names one request for a copy of a source.
    CopyRequestId);
id!(/// Names one [`crate::Editor`].
    EditorId);
id!(/// Names one [`crate::TrustProposal`].
    ProposalId);
id!(/// Names one [`crate::Job`].
    JobId);
id!(/// Names one row of the [`crate::Outbox`].
    OutboxId);
id!(/// Names one run of an import.
    ImportRunId);
id!(/// Names one receiver of webhooks.
    WebhookId);
id!(/// Names one list of checks of others that is fetched again and again.
    ImportSourceId);
id!(/// Names one [`crate::Withdrawal`].
    WithdrawalId);
id!(/// Names what one editor tells the others about a review.
    ReviewNoteId);
random_id!(/// Names one [`crate::Message`].
    MessageId);
random_id!(/// Names one [`crate::Cluster`].
    ClusterId);
random_id!(/// Names one picture of a message.
    MediaId);
random_id!(/// Names one [`crate::AnswerOwed`].
    AnswerOwedId);
random_id!(/// Names one [`crate::Appeal`].
    AppealId);
random_id!(/// Names one act of an editor on a cluster.
    ActId);
random_id!(/// Names one view of the queue that an editor keeps.
    ViewId);

/// The namespace of imported checks: fixed for ever, for the ids of all desks hang on it.
const IMPORTED: Uuid = Uuid::from_u128(0x0d3c_8a52_7b7e_5c1e_9a4f_6e1b_53c2_97d4);

impl CheckId {
    /// The id of an imported check: UUIDv5 (RFC 9562) of publisher site, url and claimReviewed, each preceded by its
    /// length in bytes so that no two triples share a name. Importing twice gives the same id.
    pub fn imported(site: &str, url: &str, claim_reviewed: &str) -> Self {
        let mut name = Vec::with_capacity(24 + site.len() + url.len() + claim_reviewed.len());
        for part in [site, url, claim_reviewed] {
            name.extend_from_slice(&(part.len() as u64).to_be_bytes());
            name.extend_from_slice(part.as_bytes());
        }
        Self(Uuid::new_v5(&IMPORTED, &name))
    }
}

/// 48 bits of milliseconds, 12 bits of the fraction below (RFC 9562 §6.2 method 3), 62 random bits.
/// Times before 1970 count as 1970: an id is never a reason to fail.
fn v7(now: Timestamp, chance: &dyn Chance) -> Uuid {
    let micros = now.micros().max(0).unsigned_abs();
    let mut bytes = [0; 16];
    chance.fill(&mut bytes[8..]);
    bytes[..6].copy_from_slice(&(micros / 1000).to_be_bytes()[2..]);
    let fraction = (micros % 1000) * 4096 / 1000;
    bytes[6..8].copy_from_slice(&(0x7000 | (fraction as u16)).to_be_bytes());
    bytes[8] = (bytes[8] & 0x3f) | 0x80;
    Uuid::from_bytes(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Sevens;
    impl Chance for Sevens {
        fn fill(&self, bytes: &mut [u8]) {
            bytes.fill(0x77);
        }
    }

    #[test]
    fn an_id_is_a_uuid_of_version_7() {
        let id = ClaimId::new(Timestamp::from_micros(1_800_000_000_123_456), &Sevens);
        assert_eq!(id.as_uuid().get_version_num(), 7);
        assert_eq!(id.as_uuid().get_variant(), uuid::Variant::RFC4122);
        assert_eq!(ClaimId::parse(&id.to_string()), Some(id));
        assert_eq!(ClaimId::from_bytes(*id.as_bytes()), id);
    }

    #[test]
    fn ids_sort_by_time_to_the_microsecond() {
        let at = |micros| ClaimId::new(Timestamp::from_micros(micros), &Sevens);
        assert!(at(1_000) < at(1_001) && at(1_999) < at(2_000) && at(2_000) < at(1_800_000_000_000_000));
        assert_eq!(at(-5), at(0));
    }

    #[test]
    fn an_imported_check_keeps_its_id() {
        let id = |site, url, claim| CheckId::imported(site, url, claim);
        assert_eq!(id("a.vn", "https://a.vn/1", "x"), id("a.vn", "https://a.vn/1", "x"));
        assert_eq!(id("a.vn", "https://a.vn/1", "x").as_uuid().get_version_num(), 5);
        assert_ne!(id("a.vn", "https://a.vn/1", "x"), id("a.vn", "https://a.vn/", "1x"), "parts do not run together");
        assert_eq!(id("a.vn", "https://a.vn/1", "x").to_string(), "67570687-be45-5e17-a24e-5123dd1811f6");
    }
}
