//! Small helps beside a review: what a text says in one way, said in another, so that an editor can compare.
//!
//! Facts only, in no language: dates of the lunar calendar, whether a weekday fits its date, the same amount in other
//! units. Nothing here judges a claim; the words around the facts belong to `thuchu-say`, the page to `thuchu-web`.

pub mod days;
pub mod lunar;
pub mod units;
pub mod weekdays;
