//! What the store promises, the same on SQLite and on PostgreSQL: every test runs on both.

mod audit;
mod checks;
mod imports;
mod opening;
mod people;
mod privacy;
mod reviews;
mod safety;
mod work;
