//! Finds published checks in a JSON value, whatever it is wrapped in: ClaimReview nodes anywhere, Google's answers
//! and page markup, Check's webhook, our own export.

mod google;
mod own;

use std::collections::HashMap;

use serde_json::{Map, Value};
use thuchu_model::{ClaimText, Day, Lang};

use super::fields;
use crate::check_feed;
use crate::problem::{ProblemCode, RecordProblem};
use crate::record::{Entry, ImportRecord, PublisherRef, RatingText};
pub(super) use google::claim as google_claim;

type Node = Map<String, Value>;
type Found = Result<Entry, RecordProblem>;

/// Most entries of one element; more are one problem. A page or a line holds a handful.
const MOST: usize = 10_000;

/// Every check that the value holds, in order; one problem when it holds none.
pub(super) fn read(value: &Value) -> Vec<Found> {
    let mut ids = None;
    let mut found = Vec::new();
    walk(value, value, &mut ids, &mut found);
    if found.is_empty() {
        found.push(Err(RecordProblem::new(ProblemCode::NotAClaimReview, "holds no ClaimReview")));
    }
    found
}

/// Nodes of the document by `@id`, made when the first reference is met.
type Ids<'v> = Option<HashMap<&'v str, &'v Node>>;

fn walk<'v>(root: &'v Value, value: &'v Value, ids: &mut Ids<'v>, found: &mut Vec<Found>) {
    if found.len() >= MOST {
        return;
    }
    match value {
        Value::Array(list) => list.iter().for_each(|value| walk(root, value, ids, found)),
        Value::Object(node) => {
            if own::is_own(node) {
                found.extend(own::read(node, |node| claim_review(node, &mut |id| resolve(root, ids, id))));
            } else if let Some(pages) = node.get("claimReviewMarkups").and_then(Value::as_array) {
                found.extend(google::page(node, pages));
            } else if let Some(reviews) = node.get("claimReview").and_then(Value::as_array)
                && !node.contains_key("@type")
            {
                found.extend(google::claim(node, reviews));
            } else if let Some(attributes) = node.get("attributes").and_then(Value::as_object)
                && check_feed::is_item(attributes)
            {
                found.push(check_feed::read_item(attributes).map(|record| Entry::Record(Box::new(record))));
            } else if is_claim_review(node) {
                let record = claim_review(node, &mut |id| resolve(root, ids, id));
                found.push(
                    record.map(|record| Entry::Record(Box::new(record))).map_err(|problem| at_url(problem, node)),
                );
            } else {
                node.values().for_each(|value| walk(root, value, ids, found));
            }
        }
        _ => {}
    }
}

/// The problem with the address of its record, when that can be read.
fn at_url(problem: RecordProblem, node: &Node) -> RecordProblem {
    if !problem.urls.is_empty() {
        return problem;
    }
    let url = text(node, "url").and_then(|url| fields::page_url(&url).ok());
    RecordProblem { urls: url.into_iter().map(String::from).collect(), ..problem }
}

fn resolve<'v>(root: &'v Value, ids: &mut Ids<'v>, id: &str) -> Option<&'v Node> {
    let ids = ids.get_or_insert_with(|| {
        let mut known = HashMap::new();
        let mut left = vec![root];
        while let Some(value) = left.pop() {
            match value {
                Value::Array(list) => left.extend(list),
                Value::Object(node) => {
                    if let Some(id) = node.get("@id").and_then(Value::as_str)
                        && node.len() > 1
                    {
                        known.insert(id, node);
                    }
                    left.extend(node.values());
                }
                _ => {}
            }
        }
        known
    });
    ids.get(id).copied()
}

/// Whether a node is a ClaimReview by type, or has its two required fields and no type.
fn is_claim_review(node: &Node) -> bool {
    match node.get("@type") {
        Some(Value::String(_) | Value::Array(_)) => is_a(node, "ClaimReview"),
        _ => get(node, "claimReviewed").is_some() && get(node, "url").is_some(),
    }
}

/// Whether a node is of this type of schema.org.
pub(crate) fn is_a(node: &Node, kind: &str) -> bool {
    match node.get("@type") {
        Some(Value::String(name)) => bare(name) == kind,
        Some(Value::Array(names)) => names.iter().filter_map(Value::as_str).any(|name| bare(name) == kind),
        _ => false,
    }
}

/// A name of schema.org without its address.
pub(crate) fn bare(name: &str) -> &str {
    ["http://schema.org/", "https://schema.org/", "http://www.schema.org/", "https://www.schema.org/", "schema:"]
        .iter()
        .find_map(|prefix| name.strip_prefix(prefix))
        .unwrap_or(name)
}

/// A property under its bare name or one of the prefixes of schema.org.
fn get<'v>(node: &'v Node, name: &str) -> Option<&'v Value> {
    node.get(name).or_else(|| node.iter().find(|(key, _)| key.len() > name.len() && bare(key) == name).map(|(_, v)| v))
}

/// The first of a list, or the value itself.
fn first(value: &Value) -> Option<&Value> {
    match value {
        Value::Array(list) => list.iter().find_map(first),
        Value::Null => None,
        other => Some(other),
    }
}

/// Text of a property: a string, a number, `{"@value": …}`, or the first of a list of them.
fn text(node: &Node, name: &str) -> Option<String> {
    plain(get(node, name)?)
}

fn plain(value: &Value) -> Option<String> {
    match first(value)? {
        Value::String(text) => fields::text(text),
        Value::Number(number) => Some(number.to_string()),
        Value::Object(node) => {
            ["@value", "name", "@id", "url"].iter().find_map(|key| node.get(*key)?.as_str()).and_then(fields::text)
        }
        _ => None,
    }
}

/// A number as it is written; never computed with.
fn number(node: &Node, name: &str) -> Option<String> {
    text(node, name).filter(|written| written.chars().count() <= 32)
}

fn date(node: &Node, name: &str) -> Option<Day> {
    match first(get(node, name)?)? {
        Value::Number(number) => fields::date_number(number.as_f64()?),
        Value::String(text) => fields::date(text),
        Value::Object(node) => fields::date(node.get("@value")?.as_str()?),
        _ => None,
    }
}

fn lang(node: &Node, name: &str) -> Option<Lang> {
    match first(get(node, name)?)? {
        Value::String(text) => fields::lang(text),
        Value::Object(node) => {
            ["alternateName", "name", "@value"].iter().find_map(|key| fields::lang(node.get(*key)?.as_str()?))
        }
        _ => None,
    }
}

/// Reads one ClaimReview. `resolve` finds a node that is only referred to by `@id`.
fn claim_review<'v>(
    node: &'v Node,
    resolve: &mut dyn FnMut(&str) -> Option<&'v Node>,
) -> Result<ImportRecord, RecordProblem> {
    let mut child = |node: &'v Node, name: &str| -> Option<&'v Node> {
        let found = first(get(node, name)?)?.as_object()?;
        match found.get("@id").and_then(Value::as_str) {
            Some(id) if found.len() == 1 => resolve(id),
            _ => Some(found),
        }
    };
    let rating = child(node, "reviewRating");
    let claim = child(node, "itemReviewed");
    let claimant = claim.and_then(|claim| child(claim, "author")).and_then(|author| text(author, "name"));
    let organisation = ["author", "publisher", "sourceOrganization"]
        .iter()
        .find_map(|name| child(node, name).filter(|org| !is_person(org)));
    let record = Draft {
        claim: text(node, "claimReviewed"),
        url: text(node, "url"),
        site: None,
        publisher: organisation
            .and_then(|org| text(org, "name"))
            .or_else(|| get(node, "author").and_then(first).and_then(Value::as_str).and_then(fields::text)),
    };
    Ok(ImportRecord {
        title: bounded("headline", text(node, "headline").or_else(|| text(node, "name")), 1_000)?,
        lang: lang(node, "inLanguage"),
        rating: RatingText {
            label: bounded(
                "alternateName",
                rating.and_then(|rating| text(rating, "alternateName").or_else(|| text(rating, "textualRating"))),
                1_000,
            )?,
            value: rating.and_then(|rating| number(rating, "ratingValue")),
            best: rating.and_then(|rating| number(rating, "bestRating")),
            worst: rating.and_then(|rating| number(rating, "worstRating")),
            explanation: bounded(
                "ratingExplanation",
                rating.and_then(|rating| text(rating, "ratingExplanation")),
                20_000,
            )?,
        },
        body: bounded(
            "reviewBody",
            ["reviewBody", "text", "description"].iter().find_map(|name| text(node, name)),
            1 << 20,
        )?,
        review_date: date(node, "datePublished").or_else(|| date(node, "dateCreated")),
        claim_date: claim.and_then(|claim| date(claim, "datePublished")),
        claimant: claimant.filter(|name| name.chars().count() <= 500),
        appearances: claim.map(appearances).unwrap_or_default(),
        licence: text(node, "sdLicense").or_else(|| text(node, "license")).filter(|licence| licence.len() <= 500),
        ..record.check()?
    })
}

/// The parts of a record that decide whether it is one.
struct Draft {
    claim: Option<String>,
    url: Option<String>,
    site: Option<String>,
    publisher: Option<String>,
}

impl Draft {
    fn check(self) -> Result<ImportRecord, RecordProblem> {
        let url = self.url.as_deref().map(fields::page_url);
        let urls: Vec<String> = url.iter().flatten().map(|url| url.to_string()).collect();
        let problem = |code, reason: &str| RecordProblem { urls: urls.clone(), ..RecordProblem::new(code, reason) };
        let claim_reviewed = self.claim.ok_or_else(|| problem(ProblemCode::NoClaim, "no claimReviewed"))?;
        if claim_reviewed.chars().count() > ClaimText::MAX_CHARS {
            let reason = format!("claimReviewed is longer than {} characters", ClaimText::MAX_CHARS);
            return Err(problem(ProblemCode::ClaimTooLong, &reason));
        }
        let url = url.ok_or_else(|| problem(ProblemCode::NoUrl, "no url"))??;
        let site = fields::site_stated(&url, self.site.as_deref());
        let name = bounded("publisher", self.publisher, 300).map_err(|error| RecordProblem { urls, ..error })?;
        Ok(ImportRecord {
            claim_reviewed,
            url: url.into(),
            publisher: PublisherRef { name, site },
            ..ImportRecord::default()
        })
    }
}

pub(crate) fn bounded(field: &str, text: Option<String>, limit: usize) -> Result<Option<String>, RecordProblem> {
    match text {
        Some(text) if text.len() > limit && text.chars().count() > limit => {
            Err(RecordProblem::new(ProblemCode::FieldTooLong, format!("{field} is longer than {limit} characters")))
        }
        other => Ok(other),
    }
}

/// A single fact-checker is not a publisher, and no column keeps a person as an author.
fn is_person(node: &Node) -> bool {
    let names = node.get("@type").map(|types| match types {
        Value::Array(names) => names.iter().filter_map(Value::as_str).collect(),
        Value::String(name) => vec![name.as_str()],
        _ => Vec::new(),
    });
    names.is_some_and(|names| names.iter().any(|name| bare(name) == "Person"))
}

fn appearances(claim: &Node) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for name in ["firstAppearance", "appearance", "sameAs"] {
        let listed: &[Value] = match get(claim, name) {
            Some(Value::Array(list)) => list,
            Some(value) => std::slice::from_ref(value),
            None => continue,
        };
        for value in listed {
            let url = match value {
                Value::String(text) => Some(text.clone()),
                Value::Object(node) => text(node, "url").or_else(|| text(node, "@id")),
                _ => None,
            };
            if let Some(url) = url.and_then(|url| fields::page_url(&url).ok()).map(String::from)
                && !found.contains(&url)
                && found.len() < 20
            {
                found.push(url);
            }
        }
    }
    found
}

pub(crate) fn from_parts(
    claim: Option<String>,
    url: Option<String>,
    site: Option<String>,
    publisher: Option<String>,
) -> Result<ImportRecord, RecordProblem> {
    Draft { claim, url, site, publisher }.check()
}
