//! All SQL of the desk: schema, units of work, checks, imports, audit chain, jobs, sealing, files.
//!
//! ```text
//! let db = Db::open(&StoreUrl::parse("sqlite:", Some(data))?, OpenOptions::default(), &clock).await?;
//! let mut tx = db.begin().await?;                       // a unit of work: all of it or nothing
//! let publisher = publishers::find_or_create(&mut tx, &site, "VAFC", &chance, clock.now()).await?;
//! let done = checks::put_batch(&mut tx, run, &batch, &chance, clock.now()).await?;
//! imports::checkpoint(&mut tx, run, &progress, &problems, clock.now()).await?;
//! tx.commit().await?;                                    // durable from here on
//! let page = checks::changed_since(&mut db.read(), 0, 10_000).await?;
//! ```
//!
//! A function that only reads takes `&mut impl Source`: a [`Tx`] or `&mut db.read()`. A function that writes takes
//! `&mut Tx`, never commits, and is audited by its caller in the same unit of work ([`audit::append`]). An error that
//! [`StoreError::is_transient`] may be tried again from the start of the unit of work.
//!
//! Left to others: rules (thuchu-model), steps of the work (thuchu-app), the real clock and chance (the binary).

pub mod access;
mod address;
pub mod answers;
pub mod appeals;
pub mod audit;
pub mod backup;
pub mod batches;
pub mod blobs;
pub mod calibration;
pub mod captures;
pub mod checks;
pub mod claim_vectors;
pub mod clusters;
pub mod corrections;
pub mod counts;
pub mod damage;
mod db;
pub mod desk_settings;
pub mod editors;
mod error;
mod files;
pub mod import_sources;
pub mod imports;
pub mod jobs;
pub mod logins;
pub mod messages;
pub mod migrate;
pub mod official_pages;
pub mod outbox;
pub mod owed;
pub mod passkeys;
pub mod proposals;
pub mod public_changes;
pub mod publishers;
pub mod queue;
pub mod receipts;
pub mod retention;
pub mod reviews;
pub mod schedule;
pub mod sealing;
pub mod settings;
pub mod time_stamps;
pub mod verify;
pub mod visits;
pub mod webhooks;
pub mod withdrawals;
pub mod yearly;

pub use address::{PostgresUrl, StoreUrl, StoreUrlError};
pub use db::{Arg, Db, Engine, FromColumn, OpenOptions, Reader, Row, Source, Tx};
pub use error::StoreError;
