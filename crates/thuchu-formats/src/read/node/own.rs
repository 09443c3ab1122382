//! Lines of our own export: ClaimReview with a `thuchu:` extension, publishers and redirects.

use serde::de::DeserializeOwned;
use serde_json::Value;

use super::{Found, Node, fields, get, text};
use crate::problem::{ProblemCode, RecordProblem};
use crate::record::{Entry, ImportRecord, OwnCheck};

/// Whether a node is a line of our own export.
pub(super) fn is_own(node: &Node) -> bool {
    node.contains_key("thuchu:check")
        || node.get("@type").and_then(Value::as_str).is_some_and(|name| name.starts_with("thuchu:"))
}

/// Reads one line.
pub(super) fn read(node: &Node, claim_review: impl FnOnce(&Node) -> Result<ImportRecord, RecordProblem>) -> Vec<Found> {
    match node.get("@type").and_then(Value::as_str) {
        Some("thuchu:Publisher") => vec![extension(node, "thuchu:publisher").map(Entry::Publisher)],
        Some("thuchu:Redirect") => vec![extension(node, "thuchu:redirect").map(Entry::Redirect)],
        Some("ClaimReview") => vec![record(node, claim_review).map(|record| Entry::Record(Box::new(record)))],
        other => {
            let reason = format!("a line of type {} is unknown to this version", other.unwrap_or("none"));
            vec![Err(RecordProblem::new(ProblemCode::OwnExport, reason))]
        }
    }
}

/// The content in the extension is what counts; the ClaimReview around it is for other readers.
fn record(
    node: &Node,
    claim_review: impl FnOnce(&Node) -> Result<ImportRecord, RecordProblem>,
) -> Result<ImportRecord, RecordProblem> {
    let mut record = claim_review(node)?;
    let url = fields::page_url(&record.url)?;
    let in_line = |error: RecordProblem| RecordProblem { urls: vec![url.to_string()], ..error };
    let own: OwnCheck = extension(node, "thuchu:check").map_err(in_line)?;
    let [claim, wordings @ ..] = own.content.claims.as_slice() else {
        return Err(in_line(RecordProblem::new(ProblemCode::OwnExport, "thuchu:check: no claim")));
    };
    let site = get(node, "author").and_then(Value::as_object).and_then(|author| text(author, "thuchu:site"));
    record.publisher.site = fields::site_stated(&url, site.as_deref());
    record.claim_reviewed = claim.text.as_str().to_owned();
    record.lang = Some(claim.lang.clone());
    record.wordings = wordings.to_vec();
    record.own = Some(Box::new(own));
    Ok(record)
}

fn extension<T: DeserializeOwned>(node: &Node, key: &str) -> Result<T, RecordProblem> {
    let value = node.get(key).cloned().unwrap_or_default();
    serde_json::from_value(value).map_err(|error| RecordProblem::new(ProblemCode::OwnExport, format!("{key}: {error}")))
}
