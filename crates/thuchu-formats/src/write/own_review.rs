//! One version of a check of ours as ClaimReview JSON-LD, for the page that shows it. It says what the page says in the
//! page's language, and nothing more (TRUST R58).
//!
//! Vocabulary: schema.org 29 `ClaimReview`, `MediaReview`, `CorrectionComment`.

use serde_json::{Map, Value, json};
use thuchu_model::{CheckContent, Day, Lang, PictureReviewed};

use super::json_ld::{put, typed};
use crate::feed::licence_address;

/// A version, and what its page shows beside it.
#[derive(Debug, Clone)]
pub struct OwnReview<'a> {
    /// What the version says.
    pub content: &'a CheckContent,
    /// The page's language; texts that the check does not have in it are those of the page.
    pub lang: Option<&'a Lang>,
    /// The rating's word as the page shows it.
    pub rating: &'a str,
    /// The address of the page.
    pub url: &'a str,
    /// The desk: its name, and the address of its site.
    pub desk: (&'a str, &'a str),
    /// The day of this version, where it is not the first.
    pub modified: Option<Day>,
    /// Corrections and additions up to this version, newest first: the day and the text.
    pub corrections: &'a [(Day, &'a str)],
    /// The page of our copy of each source, in the order of the sources; none where there are no copies.
    pub archived: &'a [Option<String>],
}

/// The ClaimReview of this version.
#[must_use]
pub fn own_claim_review(review: &OwnReview<'_>) -> Value {
    let content = review.content;
    let text = content.text_in(review.lang);
    let claim = content.claim_in(review.lang).map(|claim| claim.text.to_string());
    let owned = |text: Option<&str>| text.map(str::to_owned);
    let day = |day: Option<Day>| day.map(|day| day.to_string());
    let (name, site) = review.desk;
    let mut node = Map::new();
    node.insert("@context".into(), "https://schema.org".into());
    node.insert("@type".into(), "ClaimReview".into());
    node.insert("author".into(), json!({"@type": "Organization", "name": name, "url": site}));
    put(&mut node, "url", Some(review.url.to_owned()));
    put(&mut node, "claimReviewed", claim);
    put(&mut node, "headline", owned(text.title));
    put(&mut node, "description", owned(text.summary));
    put(&mut node, "inLanguage", Some(text.lang.to_string()));
    put(&mut node, "datePublished", day(content.review_date));
    put(&mut node, "dateModified", day(review.modified));
    // schema.org wants an address here; a licence that has none is said in its own words.
    let licence =
        content.licence.as_deref().map(|licence| licence_address(licence).unwrap_or_else(|| licence.to_owned()));
    put(&mut node, "license", licence.clone());
    // The markup goes out under the same licence as the words that it repeats.
    put(&mut node, "sdLicense", licence);
    let rating = typed("Rating", |rating| {
        put(rating, "alternateName", Some(review.rating.to_owned()));
        if let Some(value) = content.rating.value {
            rating.insert("ratingValue".into(), value.get().into());
            rating.insert("bestRating".into(), 5.into());
            rating.insert("worstRating".into(), 1.into());
        }
        put(rating, "ratingExplanation", owned(text.explanation));
    });
    node.extend(rating.map(|rating| ("reviewRating".to_owned(), rating)));
    let item = typed("Claim", |claim| {
        put(claim, "datePublished", day(content.claim_date));
        let pages =
            content.appearances.iter().filter(|seen| seen.starts_with("https://") || seen.starts_with("http://"));
        let pages: Vec<Value> = pages.map(|url| json!({"@type": "CreativeWork", "url": url})).collect();
        if !pages.is_empty() {
            claim.insert("appearance".into(), pages.into());
        }
    });
    node.extend(item.map(|item| ("itemReviewed".to_owned(), item)));
    let sources: Vec<Value> = content
        .evidence
        .iter()
        .enumerate()
        .map(|(place, source)| {
            let title = source.title.as_ref().unwrap_or(&source.url);
            let mut work = Map::new();
            work.insert("@type".into(), "CreativeWork".into());
            work.insert("name".into(), title.clone().into());
            work.insert("url".into(), source.url.clone().into());
            put(&mut work, "archivedAt", review.archived.get(place).cloned().flatten());
            Value::Object(work)
        })
        .collect();
    if !sources.is_empty() {
        node.insert("citation".into(), sources.into());
    }
    if !content.pictures.is_empty() {
        node.insert("associatedMediaReview".into(), content.pictures.iter().map(media_review).collect());
    }
    if !review.corrections.is_empty() {
        let comment =
            |(day, text): &(Day, &str)| json!({"@type": "CorrectionComment", "datePublished": day, "text": text});
        node.insert("correction".into(), review.corrections.iter().map(comment).collect());
    }
    Value::Object(node)
}

fn media_review(picture: &PictureReviewed) -> Value {
    let mut node = Map::new();
    node.insert("@type".into(), "MediaReview".into());
    node.insert("mediaAuthenticityCategory".into(), picture.rating.schema_org().into());
    put(&mut node, "originalMediaContextDescription", picture.context.clone());
    let item = typed("ImageObject", |item| {
        put(item, "description", Some(picture.description.clone()));
        put(item, "contentUrl", picture.url.clone());
    });
    let item = json!({"@type": "MediaReviewItem", "mediaItemAppearance": item.into_iter().collect::<Vec<_>>()});
    node.insert("itemReviewed".into(), item);
    Value::Object(node)
}

/// JSON that may stand inside `<script>`: nothing in it can end the element or begin a comment (WHATWG HTML §4.12.1.3).
#[must_use]
pub fn for_script(value: &Value) -> String {
    let mut text = String::new();
    for letter in value.to_string().chars() {
        match letter {
            '<' => text.push_str("\\u003c"),
            '>' => text.push_str("\\u003e"),
            '&' => text.push_str("\\u0026"),
            '\u{2028}' => text.push_str("\\u2028"),
            '\u{2029}' => text.push_str("\\u2029"),
            other => text.push(other),
        }
    }
    text
}
