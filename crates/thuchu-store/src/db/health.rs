//! Whether a store may be written to. Doubt is never cleared while the program runs.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use sqlx::postgres::PgDatabaseError;

use crate::StoreError;

/// What is known of the store's state.
#[derive(Debug, Default)]
pub(super) struct Health {
    /// A write failed below us.
    failed: AtomicBool,
    /// The first damage that was met.
    damage: OnceLock<String>,
    /// Statements that ran.
    statements: AtomicU64,
}

impl Health {
    /// One more statement runs.
    pub(super) fn count(&self) {
        self.statements.fetch_add(1, Ordering::Relaxed);
    }

    /// How many ran so far.
    pub(super) fn statements(&self) -> u64 {
        self.statements.load(Ordering::Relaxed)
    }

    /// Notes what an error of a write tells: whether the disk holds what was written is in doubt from then on. A server
    /// that takes no writes for a while has its own doubts, and says when they are over.
    pub(super) fn written(&self, error: sqlx::Error) -> StoreError {
        let of_a_server =
            error.as_database_error().is_some_and(|error| error.try_downcast_ref::<PgDatabaseError>().is_some());
        let error = self.read(error);
        if matches!(error, StoreError::ReadOnly) && !of_a_server {
            self.failed.store(true, Ordering::SeqCst);
        }
        error
    }

    /// Notes what an error of a read tells: beside a damaged page nothing is written.
    pub(super) fn read(&self, error: sqlx::Error) -> StoreError {
        let error = StoreError::from(error);
        if let StoreError::Corrupt(what) = &error {
            self.damaged(what);
        }
        error
    }

    pub(super) fn damaged(&self, what: &str) {
        self.damage.get_or_init(|| what.to_owned());
    }

    /// Fails when nothing may be written any more.
    pub(super) fn writable(&self) -> Result<(), StoreError> {
        match self.damage.get() {
            Some(what) => Err(StoreError::Corrupt(what.clone())),
            None if self.failed.load(Ordering::SeqCst) => Err(StoreError::ReadOnly),
            None => Ok(()),
        }
    }
}
