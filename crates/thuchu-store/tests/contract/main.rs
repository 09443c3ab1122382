//! What the store promises, the same on SQLite and on PostgreSQL: every test runs on both.

#![expect(clippy::unwrap_used, clippy::print_stdout, reason = "a failed test is a panic; a measurement prints")]

mod audit;
mod backup;
mod backup_hostile;
mod blobs;
mod buckets;
mod captures;
mod checks;
mod claim_vectors;
mod counts;
mod damage;
mod failing_disk;
mod imports;
mod ledger;
mod opening;
mod outage;
mod people;
mod places;
mod privacy;
mod public_changes;
mod reviews;
mod safety;
mod speed;
mod together;
mod upgrade;
mod work;
