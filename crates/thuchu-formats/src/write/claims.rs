//! Answers in the shape of Google's Fact Check Tools API, v1alpha1: `claims:search` and `claims:imageSearch`, so that its
//! clients read us unchanged. They are read back by [`crate::read_claims_found`] and [`crate::Reader`].

use serde_json::{Map, Value, json};
use thuchu_model::Day;

use super::json_ld::put;
use crate::record::ImportRecord;

/// A check as an answer tells it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ClaimAnswer<'a> {
    /// The claim.
    pub text: &'a str,
    /// Who made it, where its publisher says so. Attribution and nothing more.
    pub claimant: Option<&'a str>,
    /// When it was made.
    pub claim_date: Option<Day>,
    /// Name of the organisation that checked it.
    pub publisher: Option<&'a str>,
    /// Its site: a host. `www.` and a scheme are taken off.
    pub site: &'a str,
    /// The page of the check.
    pub url: &'a str,
    /// Its headline.
    pub title: Option<&'a str>,
    /// When it was published.
    pub review_date: Option<Day>,
    /// The verdict in words.
    pub rating: Option<&'a str>,
    /// The language of the page.
    pub lang: Option<&'a str>,
}

impl<'a> From<&'a ImportRecord> for ClaimAnswer<'a> {
    fn from(record: &'a ImportRecord) -> Self {
        Self {
            text: &record.claim_reviewed,
            claimant: record.claimant.as_deref(),
            claim_date: record.claim_date,
            publisher: record.publisher.name.as_deref(),
            site: &record.publisher.site,
            url: &record.url,
            title: record.title.as_deref(),
            review_date: record.review_date,
            rating: record.rating.label.as_deref(),
            lang: record.lang.as_ref().map(thuchu_model::Lang::as_str),
        }
    }
}

/// The answer to `claims:search`. `next`: the token of the page after this one; without it the list ends here.
#[must_use]
pub fn claims_answer(claims: &[ClaimAnswer<'_>], next: Option<&str>) -> Value {
    paged("claims", claims.iter().map(claim).collect(), next)
}

/// The answer to `claims:imageSearch`. The score, 0 to 1, is a field of ours, which Google's clients pass over.
#[must_use]
pub fn claim_images_answer(claims: &[(ClaimAnswer<'_>, Option<f64>)], next: Option<&str>) -> Value {
    let result = |(answer, score): &(ClaimAnswer<'_>, Option<f64>)| match score.filter(|score| score.is_finite()) {
        Some(score) => json!({"claim": claim(answer), "score": score}),
        None => json!({"claim": claim(answer)}),
    };
    paged("results", claims.iter().map(result).collect(), next)
}

fn paged(name: &str, list: Vec<Value>, next: Option<&str>) -> Value {
    let mut answer = Map::new();
    answer.insert(name.to_owned(), list.into());
    put(&mut answer, "nextPageToken", next.filter(|token| !token.is_empty()).map(str::to_owned));
    answer.into()
}

fn claim(answer: &ClaimAnswer<'_>) -> Value {
    let owned = |text: Option<&str>| text.map(str::to_owned);
    let day = |day: Option<Day>| day.map(|day| day.midnight().to_string());
    let mut publisher = Map::new();
    put(&mut publisher, "name", owned(answer.publisher));
    put(&mut publisher, "site", Some(bare_site(answer.site)));
    let mut review = Map::new();
    review.insert("publisher".into(), publisher.into());
    put(&mut review, "url", Some(answer.url.to_owned()));
    put(&mut review, "title", owned(answer.title));
    put(&mut review, "reviewDate", day(answer.review_date));
    put(&mut review, "textualRating", owned(answer.rating));
    put(&mut review, "languageCode", owned(answer.lang));
    let mut node = Map::new();
    put(&mut node, "text", Some(answer.text.to_owned()));
    put(&mut node, "claimant", owned(answer.claimant));
    put(&mut node, "claimDate", day(answer.claim_date));
    node.insert("claimReview".into(), vec![Value::Object(review)].into());
    node.into()
}

/// The host as the API names a publisher.
fn bare_site(site: &str) -> String {
    let host = site.split_once("://").map_or(site, |(_, rest)| rest);
    let host = host.split(['/', '?', '#']).next().unwrap_or_default().to_lowercase();
    host.strip_prefix("www.").unwrap_or(&host).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read_claims_found;

    #[test]
    fn an_answer_reads_back_and_is_pinned() {
        let answer = ClaimAnswer {
            text: "Uống nước chanh chữa được cúm",
            claimant: Some("Bài lan truyền"),
            claim_date: Day::parse("2026-11-01"),
            publisher: Some("Kiểm Tin"),
            site: "https://WWW.kiemtin.vn/a",
            url: "https://kiemtin.vn/chanh",
            title: Some("Chanh </script> không chữa cúm"),
            review_date: Day::parse("2026-11-05"),
            rating: Some("Sai"),
            lang: Some("vi"),
        };
        let written = claims_answer(&[answer, answer], Some("1e"));
        insta::assert_json_snapshot!("claims_answer", written);
        let read = read_claims_found(written.to_string().as_bytes()).unwrap();
        assert!(read.more);
        let check = &read.checks[0];
        assert_eq!(
            (check.claim.as_str(), check.site.as_str(), check.url.as_str()),
            (answer.text, "kiemtin.vn", answer.url)
        );
        assert_eq!((check.rating.as_deref(), check.review_date), (answer.rating, answer.review_date));
        assert!(claims_answer(&[], Some("")).get("nextPageToken").is_none());
        let images = claim_images_answer(&[(answer, Some(0.5)), (answer, Some(f64::NAN))], None);
        assert_eq!(images["results"][0]["score"], 0.5);
        assert_eq!(images["results"][1]["claim"], written["claims"][0]);
    }
}
