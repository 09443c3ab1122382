//! MediaReview JSON-LD (schema.org 29): what was done to a picture that a claim is about. Written beside the ClaimReview of the
//! same page, and read from the pages of others.

use serde_json::{Map, Value, json};
use thuchu_model::{Day, Lang, MediaRating, Sha256Hash};

use crate::read::{fields, node};
use crate::write::{OwnReview, put, typed};

/// Most reviews and pictures taken from one document.
const MOST: usize = 100;

/// Somebody's review of pictures.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct MediaReviewed {
    /// The page.
    pub url: Option<String>,
    /// Who reviewed them.
    pub publisher: Option<String>,
    /// The day it was published.
    pub published: Option<Day>,
    /// Its language.
    pub lang: Option<Lang>,
    /// What was done to them; more than one where they do not contradict each other.
    pub categories: Vec<MediaRating>,
    /// What they originally were or showed.
    pub context: Option<String>,
    /// Where the original is.
    pub original: Option<String>,
    /// The pictures.
    pub pictures: Vec<MediaSeen>,
    /// The licence of the markup.
    pub licence: Option<String>,
}

/// Where a reviewed picture was seen.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct MediaSeen {
    /// The address of the file.
    pub url: Option<String>,
    /// The hash of its bytes.
    pub sha256: Option<Sha256Hash>,
    /// What can be seen.
    pub description: Option<String>,
}

/// A MediaReview for each picture of this version, as its page shows it; none where the claim is not about pictures. No hash is
/// told: the one the desk has is of its own cleaned copy, not of the file that others have.
#[must_use]
pub fn own_media_reviews(review: &OwnReview<'_>) -> Vec<Value> {
    let content = review.content;
    let claim = content.claim_in(review.lang).map(|claim| claim.text.to_string());
    let (name, site) = review.desk;
    let one = |picture: &thuchu_model::PictureReviewed| {
        let mut node = Map::new();
        node.insert("@context".into(), "https://schema.org".into());
        node.insert("@type".into(), "MediaReview".into());
        node.insert("author".into(), json!({"@type": "Organization", "name": name, "url": site}));
        put(&mut node, "url", Some(review.url.to_owned()));
        put(&mut node, "inLanguage", Some(content.text_in(review.lang).lang.to_string()));
        put(&mut node, "datePublished", content.review_date.map(|day| day.to_string()));
        put(&mut node, "dateModified", review.modified.map(|day| day.to_string()));
        put(&mut node, "license", content.licence.clone());
        node.insert("mediaAuthenticityCategory".into(), picture.rating.schema_org().into());
        put(&mut node, "originalMediaContextDescription", picture.context.clone());
        let seen = typed("ImageObject", |item| {
            put(item, "description", Some(picture.description.clone()));
            put(item, "contentUrl", picture.url.clone());
        });
        let mut item = Map::new();
        item.insert("@type".into(), "MediaReviewItem".into());
        item.insert("mediaItemAppearance".into(), seen.into_iter().collect());
        if let Some(claim) = &claim {
            item.insert("interpretedAsClaim".into(), json!({"@type": "Claim", "text": claim}));
        }
        node.insert("itemReviewed".into(), item.into());
        Value::Object(node)
    };
    content.pictures.iter().map(one).collect()
}

/// The MediaReviews of a JSON-LD document, wherever they stand in it.
#[must_use]
pub fn read_media_reviews(document: &Value) -> Vec<MediaReviewed> {
    let (mut found, mut left) = (Vec::new(), vec![document]);
    while let Some(value) = left.pop() {
        match value {
            Value::Array(list) => left.extend(list.iter().rev()),
            Value::Object(node) if node::is_a(node, "MediaReview") && found.len() < MOST => found.push(read(node)),
            Value::Object(node) => left.extend(node.values()),
            _ => {}
        }
    }
    found
}

fn read(node: &Map<String, Value>) -> MediaReviewed {
    let author = node.get("author").and_then(first).and_then(Value::as_object);
    let categories = node.get("mediaAuthenticityCategory").map(many).unwrap_or_default();
    let categories = categories.iter().filter_map(|name| category(name.as_str()?));
    let item = node.get("itemReviewed").and_then(first).and_then(Value::as_object);
    let seen = item.and_then(|item| item.get("mediaItemAppearance")).map(many).unwrap_or_default();
    MediaReviewed {
        url: address(node, "url"),
        publisher: author.and_then(|author| text(author, "name", 300)),
        published: text(node, "datePublished", 64).as_deref().and_then(fields::date),
        lang: text(node, "inLanguage", 64).as_deref().and_then(fields::lang),
        categories: categories.take(MediaRating::ALL.len()).collect(),
        context: text(node, "originalMediaContextDescription", 20_000),
        original: address(node, "originalMediaLink"),
        pictures: seen.iter().filter_map(Value::as_object).take(MOST).map(picture).collect(),
        licence: text(node, "sdLicense", 500).or_else(|| text(node, "license", 500)),
    }
}

fn picture(node: &Map<String, Value>) -> MediaSeen {
    let hash = text(node, "sha256", 64).or_else(|| text(node, "sha256sum", 64));
    MediaSeen {
        url: address(node, "contentUrl"),
        sha256: hash.and_then(|hash| Sha256Hash::parse(&hash.to_ascii_lowercase())),
        description: text(node, "description", 20_000).or_else(|| text(node, "name", 20_000)),
    }
}

fn category(name: &str) -> Option<MediaRating> {
    let name = node::bare(name);
    MediaRating::ALL.into_iter().find(|rating| rating.schema_org() == name)
}

fn first(value: &Value) -> Option<&Value> {
    many(value).first()
}

fn many(value: &Value) -> &[Value] {
    match value {
        Value::Array(list) => list,
        one => std::slice::from_ref(one),
    }
}

/// A text up to its bound in characters; a longer one is left out.
fn text(node: &Map<String, Value>, name: &str, most: usize) -> Option<String> {
    let text = node.get(name).and_then(first)?.as_str().and_then(fields::text)?;
    (text.chars().count() <= most).then_some(text)
}

fn address(node: &Map<String, Value>, name: &str) -> Option<String> {
    fields::page_url(node.get(name).and_then(first)?.as_str()?).ok().map(String::from)
}
