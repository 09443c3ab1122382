//! The first broken records, on the screen: line, reason in the reader's language, stable code.

use std::io::{BufRead, BufReader};
use std::path::Path;

use serde::Deserialize;
use thuchu_say::{self as say, Message};

/// How many are shown; the report has all.
const SHOWN: usize = 3;

#[derive(Deserialize)]
struct Line {
    line: u64,
    code: String,
}

/// The first broken records of a report. A report that cannot be read shows none: its path was told already.
pub(super) fn first(report: &Path) -> Vec<Message> {
    let Ok(file) = std::fs::File::open(report) else { return Vec::new() };
    let lines = BufReader::new(file).lines().map_while(Result::ok).take(SHOWN);
    let broken = lines.filter_map(|line| serde_json::from_str::<Line>(&line).ok());
    broken.map(|broken| say::import_broken_line(broken.line, reason(&broken.code), &broken.code)).collect()
}

/// What a stable code means. A code of a later version reads "cannot be used".
fn reason(code: &str) -> Message {
    match code {
        "json" => say::broken_json(),
        "number_out_of_range" => say::broken_number_out_of_range(),
        "lone_surrogate" => say::broken_lone_surrogate(),
        "invalid_utf8" => say::broken_invalid_utf8(),
        "control_character" => say::broken_control_character(),
        "too_long" => say::broken_too_long(),
        "too_deep" => say::broken_too_deep(),
        "truncated" => say::broken_truncated(),
        "not_a_claim_review" => say::broken_not_a_claim_review(),
        "no_claim" => say::broken_no_claim(),
        "claim_too_long" => say::broken_claim_too_long(),
        "field_too_long" => say::broken_field_too_long(),
        "no_url" => say::broken_no_url(),
        "relative_url" => say::broken_relative_url(),
        "url_scheme" => say::broken_url_scheme(),
        "bad_url" => say::broken_bad_url(),
        "bad_row" => say::broken_bad_row(),
        "own_export" => say::broken_own_export(),
        "repeated" => say::broken_repeated(),
        _ => say::broken_other(),
    }
}
