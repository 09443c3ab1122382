//! The shapes of what the API answers, as JSON Schema. A test compares them with real answers.

use serde_json::{Value, json};

/// All schemas by name.
pub(crate) fn all() -> Value {
    let mut check = summary();
    let fields = json!({
        "summary": maybe(json!({"type": "string"})),
        "body": maybe(json!({"type": "string"})),
        "explanation": maybe(json!({"type": "string"})),
        "translations": {"type": "array", "items": translation()},
        "appearances": {"type": "array", "items": {"type": "string"}},
        "forwarded": {"type": "boolean"},
        "evidence": {"type": "array", "items": source()},
        "unquoted": maybe(json!({"type": "string"})),
        "proof": maybe(json!({"type": "string"})),
        "claimant": maybe(json!({"type": "string"})),
        "licence": maybe(json!({"type": "string"})),
        "topic": maybe(json!({"type": "string"})),
        "version": {"type": "integer", "minimum": 1},
        "hash": {"type": "string", "pattern": "^[0-9a-f]{64}$"},
        "corrections": {"type": "array", "items": object(json!({
            "version": {"type": "integer", "minimum": 2},
            "kind": {"enum": ["correction", "update"]},
            "text": {"type": "string"},
            "at": {"type": "string", "format": "date-time"},
        }))},
        "versions": {"type": "array", "items": object(json!({
            "number": {"type": "integer", "minimum": 1}, "at": {"type": "string", "format": "date-time"},
        }))},
    });
    if let (Some(all), Some(more)) = (check["properties"].as_object_mut(), fields.as_object()) {
        all.extend(more.clone());
    }
    let names: Vec<String> =
        check["properties"].as_object().map(|all| all.keys().cloned().collect()).unwrap_or_default();
    check["required"] = json!(names);
    json!({
        "MatchReply": object(json!({
            "decision": {"enum": ["answer", "suggest", "none"]},
            "matches": {"type": "array", "items": reference("Match")},
            "weights": {"type": "string"},
        })),
        "Match": found(),
        "Explanation": explanation(),
        "SlotPair": object(json!({
            "claim": {"type": "string"}, "message": {"type": "string"}, "same": {"type": "boolean"},
        })),
        "CheckList": object(json!({
            "items": {"type": "array", "items": reference("CheckSummary")},
            "next": maybe(json!({"type": "string", "pattern": "^[0-9a-f]{40}$"})),
        })),
        "CheckSummary": summary(),
        "Check": check,
        "AuditHeads": object(json!({
            "items": {"type": "array", "items": object(json!({
                "day": day(),
                "number": {"type": "integer", "minimum": 1},
                "hash": {"type": "string", "pattern": "^[0-9a-f]{64}$"},
            }))},
            "next": maybe(day()),
        })),
        "ClaimSearchResponse": {
            "type": "object",
            "properties": {
                "claims": {"type": "array", "items": claim()},
                "nextPageToken": {"type": "string"},
            },
            "required": ["claims"],
        },
        "Feeds": object(json!({
            "data": {"type": "array", "items": object(json!({
                "id": {"type": "string"},
                "type": {"const": "feeds"},
                "attributes": feed_item(),
            }))},
            "links": {"type": "object", "properties": {
                "self": {"type": "string"}, "next": {"type": "string"},
            }, "required": ["self"]},
            "meta": object(json!({"record-count": {"type": "integer", "minimum": 0}})),
        })),
        "Problem": object(json!({
            "type": {"type": "string"},
            "title": {"type": "string"},
            "status": {"type": "integer", "minimum": 400, "maximum": 599},
            "detail": {"type": "string"},
            "code": {"type": "string", "pattern": "^[a-z_]+(\\.[a-z_]+)?$"},
        })),
    })
}

/// An object that always has all of these properties.
#[expect(clippy::needless_pass_by_value, reason = "schemas are written in place")]
fn object(properties: Value) -> Value {
    let names: Vec<String> = properties.as_object().map(|all| all.keys().cloned().collect()).unwrap_or_default();
    json!({"type": "object", "properties": properties, "required": names})
}

/// The schema, or null.
#[expect(clippy::needless_pass_by_value, reason = "schemas are written in place")]
fn maybe(schema: Value) -> Value {
    json!({"anyOf": [schema, {"type": "null"}]})
}

fn reference(name: &str) -> Value {
    json!({"$ref": format!("#/components/schemas/{name}")})
}

fn day() -> Value {
    json!({"type": "string", "format": "date"})
}

fn found() -> Value {
    object(json!({
        "id": {"type": "string", "format": "uuid"},
        "claim": {"type": "string"},
        "lang": {"type": "string"},
        "rating": object(json!({
            "key": maybe(json!({"type": "string"})), "label": {"type": "string"}, "publisher": {"type": "string"},
        })),
        "url": {"type": "string"},
        "score": {"type": "number", "minimum": 0, "maximum": 1},
        "probability": {"type": "number", "minimum": 0, "maximum": 1},
        "explanation": reference("Explanation"),
    }))
}

fn explanation() -> Value {
    let words = || json!({"type": "array", "items": {"type": "string"}});
    let pairs = || json!({"type": "array", "items": reference("SlotPair")});
    object(json!({
        "matched": words(),
        "missing": words(),
        "extra": words(),
        "numbers": pairs(),
        "negation": {"enum": ["same", "turned", "unclear"]},
        "names": pairs(),
        "dates": pairs(),
        "link": {"type": "boolean"},
        "picture": {"type": "boolean"},
        "window": {"type": "array", "items": {"type": "integer", "minimum": 0}, "minItems": 2, "maxItems": 2},
        "veto": {"enum": ["number", "negation", "name", "date", "stale", "disagree", "trust", null]},
    }))
}

fn summary() -> Value {
    object(json!({
        "id": {"type": "string", "format": "uuid"},
        "public_id": {"type": "string", "pattern": "^[0-9a-hjkmnp-tv-z]{8}$"},
        "page": {"type": "string"},
        "url": maybe(json!({"type": "string"})),
        "origin": {"enum": ["own", "imported"]},
        "state": {"enum": ["published", "under_review"]},
        "claims": {"type": "array", "minItems": 1, "items": object(json!({
            "lang": {"type": "string"}, "text": {"type": "string"},
        }))},
        "lang": {"type": "string"},
        "title": maybe(json!({"type": "string"})),
        "rating": object(json!({
            "key": maybe(json!({"type": "string"})),
            "value": maybe(json!({"type": "integer", "minimum": 1, "maximum": 5})),
            "label": {"type": "string"},
        })),
        "publisher": maybe(object(json!({
            "name": {"type": "string"},
            "site": {"type": "string"},
            "affiliation": {"enum": ["unstated", "independent", "state", "party"]},
        }))),
        "claim_date": maybe(day()),
        "review_date": maybe(day()),
        "holds_until": maybe(json!({"type": "string", "format": "date-time"})),
        "stale": {"type": "boolean"},
    }))
}

fn translation() -> Value {
    json!({
        "type": "object",
        "properties": {
            "lang": {"type": "string"}, "title": {"type": "string"}, "summary": {"type": "string"}, "explanation": {"type": "string"},
            "body": {"type": "string"},
        },
        "required": ["lang"],
    })
}

fn source() -> Value {
    json!({
        "type": "object",
        "properties": {
            "url": {"type": "string"},
            "title": {"type": "string"},
            "publisher": {"type": "string"},
            "date": day(),
            "quote": {"type": "string"},
            "bearing": {"type": "string"},
            "sha256": {"type": "string", "pattern": "^[0-9a-f]{64}$"},
            "capture": {"type": "string", "format": "uuid"},
            "copied": {"type": "string", "format": "date-time"},
            "primary": {"type": "boolean"},
            "page": {"type": "string"},
        },
        "required": ["url"],
    })
}

/// The attributes of a check in the shape of Check's feeds.
fn feed_item() -> Value {
    json!({
        "type": "object",
        "properties": {
            "claim": {"type": "string"},
            "claim-context": {"type": "string"},
            "claim-tags": {"type": "string"},
            "fact-check-title": {"type": "string"},
            "fact-check-summary": {"type": "string"},
            "fact-check-published-on": {"type": "integer"},
            "fact-check-rating": {"type": "string"},
            "published-article-url": {"type": "string"},
            "organization": {"type": "string"},
        },
        "required": ["claim", "claim-tags", "organization"],
    })
}

fn claim() -> Value {
    json!({
        "type": "object",
        "properties": {
            "text": {"type": "string"},
            "claimant": {"type": "string"},
            "claimDate": {"type": "string", "format": "date-time"},
            "claimReview": {"type": "array", "minItems": 1, "maxItems": 1, "items": {
                "type": "object",
                "properties": {
                    "publisher": {"type": "object", "properties": {
                        "name": {"type": "string"}, "site": maybe(json!({"type": "string"})),
                    }, "required": ["name"]},
                    "url": {"type": "string"},
                    "title": {"type": "string"},
                    "reviewDate": {"type": "string", "format": "date-time"},
                    "textualRating": {"type": "string"},
                    "languageCode": {"type": "string"},
                },
                "required": ["publisher", "url", "textualRating", "languageCode"],
            }},
        },
        "required": ["text", "claimReview"],
    })
}
