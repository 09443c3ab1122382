//! For tests only: a fixed clock, seeded chance, builders of nouns, a fresh store on either engine, a mail server and a
//! small web on loopback.
//!
//! ```text
//! both_databases!(a_publisher_starts_with_trust_show, |store| { let mut tx = store.db.begin().await.unwrap(); … });
//! ```
//! makes one test per engine. A missing PostgreSQL fails the test and names the package: nothing is skipped silently.

#![expect(clippy::expect_used, clippy::panic, reason = "a test kit fails by panicking, with the reason in words")]

mod asked;
mod build;
mod clusters;
mod fixed;
mod postgres;
mod review;
mod s3;
mod sites;
mod smtp;
mod soft_key;
mod store;

pub use asked::asked;
pub use build::{
    COPY, content, copy_of_it, draft, draft_content, editor, evidence, incoming, noon, publisher, wording,
};
pub use clusters::{ClusterSeed, cluster, wording_hash};
pub use fixed::{FixedClock, SeededChance};
pub use postgres::{OwnServer, fresh_database};
pub use review::{change, desk, staff, submit};
pub use s3::{S3, S3Bucket};
pub use sites::{Expect, FakeSites, SITES, Site};
pub use smtp::{FakeSmtp, Mail};
pub use soft_key::SoftKey;
pub use store::{TestStore, block_on};

/// One test on SQLite and one on PostgreSQL, each with a fresh store: `both_databases!(name, |store| { … })`.
#[macro_export]
macro_rules! both_databases {
    ($(#[$meta:meta])* $name:ident, |$store:ident| $body:block) => {
        mod $name {
            #[allow(unused_imports, reason = "most bodies use what stands around them")]
            use super::*;

            async fn rule($store: &$crate::TestStore) $body

            $(#[$meta])*
            #[test]
            fn sqlite() {
                $crate::block_on(async { rule(&$crate::TestStore::sqlite().await).await });
            }

            $(#[$meta])*
            #[test]
            fn postgres() {
                $crate::block_on(async { rule(&$crate::TestStore::postgres().await).await });
            }
        }
    };
}
