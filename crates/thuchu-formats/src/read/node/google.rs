//! Google's two shapes: an element of a `claims:search` answer, and a page of ClaimReview markup.

use serde_json::Value;

use super::{Found, Node, bounded, date, fields, from_parts, lang, number, text};
use crate::problem::{ProblemCode, RecordProblem};
use crate::record::{Entry, ImportRecord, RatingText};

/// `{text, claimant, claimDate, claimReview: [{publisher: {name, site}, url, title, reviewDate, textualRating,
/// languageCode}]}`: one record per review.
pub(in crate::read) fn claim(node: &Node, reviews: &[Value]) -> Vec<Found> {
    let records = reviews.iter().map(|review| {
        let review = review
            .as_object()
            .ok_or_else(|| RecordProblem::new(ProblemCode::NotAClaimReview, "claimReview is no object"))?;
        let publisher = review.get("publisher").and_then(Value::as_object);
        let record = from_parts(
            text(node, "text"),
            text(review, "url"),
            publisher.and_then(|publisher| text(publisher, "site")),
            publisher.and_then(|publisher| text(publisher, "name")),
        )?;
        Ok(Entry::Record(Box::new(ImportRecord {
            title: bounded("title", text(review, "title"), 1_000)?,
            lang: lang(review, "languageCode"),
            rating: RatingText {
                label: bounded("textualRating", text(review, "textualRating"), 1_000)?,
                ..RatingText::default()
            },
            review_date: date(review, "reviewDate"),
            claim_date: date(node, "claimDate"),
            claimant: text(node, "claimant").filter(|name| name.chars().count() <= 500),
            ..record
        })))
    });
    records.collect()
}

/// `{pageUrl, publishDate, claimReviewAuthor, claimReviewMarkups: [{url, claimReviewed, …, rating}]}`: one record per
/// markup, at its own url or else at the page's.
pub(super) fn page(node: &Node, markups: &[Value]) -> Vec<Found> {
    let author = node.get("claimReviewAuthor").and_then(Value::as_object).and_then(|author| text(author, "name"));
    let records = markups.iter().map(|markup| {
        let markup = markup
            .as_object()
            .ok_or_else(|| RecordProblem::new(ProblemCode::NotAClaimReview, "markup is no object"))?;
        let rating = markup.get("rating").and_then(Value::as_object);
        let url = text(markup, "url").or_else(|| text(node, "pageUrl"));
        let record = from_parts(text(markup, "claimReviewed"), url, None, author.clone())?;
        let mut appearances: Vec<String> = Vec::new();
        let listed = markup.get("claimAppearances").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
        for value in markup.get("claimFirstAppearance").into_iter().chain(listed).take(20) {
            if let Some(url) = value.as_str().and_then(|url| fields::page_url(url).ok()) {
                appearances.push(url.into());
            }
        }
        appearances.dedup();
        Ok(Entry::Record(Box::new(ImportRecord {
            rating: RatingText {
                label: bounded("textualRating", rating.and_then(|rating| text(rating, "textualRating")), 1_000)?,
                value: rating.and_then(|rating| number(rating, "ratingValue")),
                best: rating.and_then(|rating| number(rating, "bestRating")),
                worst: rating.and_then(|rating| number(rating, "worstRating")),
                explanation: bounded(
                    "ratingExplanation",
                    rating.and_then(|rating| text(rating, "ratingExplanation")),
                    20_000,
                )?,
            },
            review_date: date(node, "publishDate"),
            claim_date: date(markup, "claimDate"),
            claimant: markup.get("claimAuthor").and_then(Value::as_object).and_then(|author| text(author, "name")),
            appearances,
            ..record
        })))
    });
    records.collect()
}
