//! The answer of a `claims:search` server (the shape of Google's Fact Check Tools API, which we serve as well), read as
//! a whole: what others have published about a claim.
//!
//! The stream of [`super::Reader`] imports such answers as records; this is for looking at one of them. Asking the server is
//! left to `thuchu-fetch`, and what an editor makes of it to the desk.

use serde_json::Value;
use thuchu_model::{Day, Lang};

use super::fields;
use super::node::google_claim;
use crate::record::Entry;

/// Largest answer that is read, bytes.
pub const CLAIMS_MAX_BYTES: usize = 1024 * 1024;
/// Most checks taken from one answer; the rest is told by [`ClaimsFound::more`].
pub const CLAIMS_MAX_CHECKS: usize = 100;

/// What one answer holds.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ClaimsFound {
    /// The checks, in the server's order, each address once.
    pub checks: Vec<FoundCheck>,
    /// Reviews that could not be read: without an address, say.
    pub left_out: usize,
    /// Whether the server has more, or sent more than [`CLAIMS_MAX_CHECKS`].
    pub more: bool,
}

/// A check that somebody published, as a server tells it. All text is theirs, trimmed and free of control characters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundCheck {
    /// The claim, 1 to 4,000 characters.
    pub claim: String,
    /// Where the check is: absolute, http or https, at most 2,000 bytes.
    pub url: String,
    /// Its headline, up to 1,000 characters.
    pub title: Option<String>,
    /// Name of the organisation, up to 300 characters.
    pub publisher: Option<String>,
    /// Host without `www.`: that of `url` or, where the server states it, a parent of that.
    pub site: String,
    /// The verdict in its publisher's words, up to 1,000 characters.
    pub rating: Option<String>,
    /// The day it was published.
    pub review_date: Option<Day>,
    /// Its language as stated.
    pub lang: Option<Lang>,
}

/// Why an answer holds nothing to read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ClaimsError {
    /// Larger than [`CLAIMS_MAX_BYTES`].
    #[error("the answer is larger than {CLAIMS_MAX_BYTES} bytes")]
    TooLarge,
    /// No JSON, or nested too deeply.
    #[error("the answer is no JSON that can be read")]
    Json,
    /// JSON of another shape.
    #[error("the answer is none of claims:search")]
    Shape,
    /// The server says that it refuses: a missing key, say.
    #[error("the server refuses: {reason}")]
    Refused {
        /// Its words, at most 200 characters.
        reason: String,
    },
}

/// Reads an answer to `claims:search`. An empty object means that nothing was found.
///
/// # Errors
/// [`ClaimsError`]; a single broken review is none, it is counted in [`ClaimsFound::left_out`].
pub fn read_claims_found(answer: &[u8]) -> Result<ClaimsFound, ClaimsError> {
    if answer.len() > CLAIMS_MAX_BYTES {
        return Err(ClaimsError::TooLarge);
    }
    let Value::Object(answer) = serde_json::from_slice(answer).map_err(|_| ClaimsError::Json)? else {
        return Err(ClaimsError::Shape);
    };
    if let Some(error) = answer.get("error") {
        let reason = error.get("message").and_then(Value::as_str).and_then(fields::text).unwrap_or_default();
        return Err(ClaimsError::Refused { reason: reason.chars().take(200).collect() });
    }
    let claims = match answer.get("claims") {
        Some(Value::Array(claims)) => claims.as_slice(),
        None if answer.keys().all(|key| key == "nextPageToken") => &[],
        _ => return Err(ClaimsError::Shape),
    };
    let more = answer.get("nextPageToken").and_then(Value::as_str).is_some_and(|token| !token.is_empty());
    let mut found = ClaimsFound { more, ..ClaimsFound::default() };
    for claim in claims {
        let node = claim.as_object();
        let Some((node, reviews)) = node.and_then(|node| Some((node, node.get("claimReview")?.as_array()?))) else {
            found.left_out += 1;
            continue;
        };
        // One review more than fit is enough to know that there are more.
        let room = CLAIMS_MAX_CHECKS + 1 - found.checks.len();
        for entry in google_claim(node, reviews.get(..room).unwrap_or(reviews)) {
            let Ok(Entry::Record(record)) = entry else {
                found.left_out += 1;
                continue;
            };
            if found.checks.iter().any(|check| check.url == record.url) {
                continue;
            }
            if found.checks.len() == CLAIMS_MAX_CHECKS {
                found.more = true;
                return Ok(found);
            }
            found.checks.push(FoundCheck {
                claim: record.claim_reviewed,
                url: record.url,
                title: record.title,
                publisher: record.publisher.name,
                site: record.publisher.site,
                rating: record.rating.label,
                review_date: record.review_date,
                lang: record.lang,
            });
        }
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn read(answer: &Value) -> Result<ClaimsFound, ClaimsError> {
        read_claims_found(&serde_json::to_vec(answer).unwrap())
    }

    fn review(n: usize) -> Value {
        json!({"publisher": {"name": "Bàn kiểm chứng", "site": "checks.example"},
            "url": format!("https://www.checks.example/{n}"), "title": "Không đúng",
            "reviewDate": "2025-07-01T00:00:00Z", "textualRating": "Sai", "languageCode": "vi"})
    }

    #[test]
    fn each_review_of_each_claim_is_a_check() {
        let found = read(&json!({"claims": [
            {"text": "Nước chanh chữa ung thư", "claimant": "Một người", "claimReview": [review(1), review(2)]},
            {"text": "Muối chữa ung thư", "claimReview": [review(3), review(1)]},
        ], "nextPageToken": "x"}))
        .unwrap();
        let urls: Vec<_> = found.checks.iter().map(|check| check.url.as_str()).collect();
        assert_eq!(urls, [1, 2, 3].map(|n| format!("https://www.checks.example/{n}")), "each address once");
        assert_eq!((found.left_out, found.more), (0, true));
        let expected = FoundCheck {
            claim: "Nước chanh chữa ung thư".into(),
            url: "https://www.checks.example/1".into(),
            title: Some("Không đúng".into()),
            publisher: Some("Bàn kiểm chứng".into()),
            site: "checks.example".into(),
            rating: Some("Sai".into()),
            review_date: Day::new(2025, 7, 1),
            lang: Lang::parse("vi").ok(),
        };
        assert_eq!(found.checks[0], expected);
    }

    #[test]
    fn nothing_found_is_an_answer() {
        for empty in [json!({}), json!({"claims": []}), json!({"claims": [], "nextPageToken": ""})] {
            assert_eq!(read(&empty), Ok(ClaimsFound::default()));
        }
    }

    #[test]
    fn a_broken_review_is_left_out_and_the_others_are_kept() {
        let bad = |url: &str| json!({"url": url, "textualRating": "Sai"});
        let found = read(&json!({"claims": [
            7,
            {"text": "no reviews"},
            {"text": "", "claimReview": [review(1)]},
            {"text": "x".repeat(4_001), "claimReview": [review(2)]},
            {"text": "Đúng", "claimReview": [bad("javascript:alert(1)"), bad("/a"), bad("https://a@b.example/"), {}, 1]},
            {"text": "Muối\u{0}", "claimReview": [{"url": "http://x.example/", "publisher": {"site": "bank.example"}}]},
        ]}))
        .unwrap();
        assert_eq!((found.checks.len(), found.left_out), (1, 9));
        assert_eq!((found.checks[0].claim.as_str(), found.checks[0].site.as_str()), ("Muối", "x.example"));
    }

    #[test]
    fn a_long_answer_is_cut_and_said_to_be() {
        let reviews = |n: usize| (0..n).map(review).collect::<Vec<_>>();
        let some = |n| read(&json!({"claims": [{"text": "a", "claimReview": reviews(n)}]})).unwrap();
        assert_eq!((some(100).checks.len(), some(100).more), (100, false));
        assert_eq!((some(101).checks.len(), some(101).more), (100, true));
        assert_eq!(read_claims_found(&vec![b' '; CLAIMS_MAX_BYTES + 1]), Err(ClaimsError::TooLarge));
        assert_eq!(read_claims_found(&[b'['; 100_000]), Err(ClaimsError::Json));
    }

    #[test]
    fn a_refusal_and_another_shape_are_told_apart() {
        let refused = read(&json!({"error": {"code": 403, "message": "API key\u{7} missing"}}));
        assert_eq!(refused, Err(ClaimsError::Refused { reason: "API key missing".into() }));
        for other in [json!([]), json!(null), json!({"claims": {}}), json!({"items": []})] {
            assert_eq!(read(&other), Err(ClaimsError::Shape), "{other}");
        }
        assert_eq!(read_claims_found(b"<html>"), Err(ClaimsError::Json));
    }
}
