//! `GET /api/v1/openapi.json`: the API described for programs (OpenAPI 3.1), with words in the reader's language. The
//! reference page is made from the same list, so the two cannot disagree.

use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, Response};
use serde_json::{Map, Value, json};
use thuchu_say::{self as say, Lang, Message};

use super::checks::answer;
use super::claims_search::MOST_PAGE;
use super::match_::{MOST_LINK_CHARACTERS, MOST_LINKS, MOST_MATCHES};
use super::query::{MOST_CHARACTERS, MOST_LIMIT, SITE};
use super::schemas;
use crate::language::Reader;
use crate::pages::ask::MOST_CHARACTERS as MOST_QUESTION;
use crate::site::Site;

/// The pattern of a language tag.
const TAG: &str = "^([A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,2})?$";

/// One operation, as the reference page shows it.
pub(crate) struct Operation {
    method: &'static str,
    pub(crate) path: &'static str,
    pub(crate) id: &'static str,
    pub(crate) title: String,
    pub(crate) about: String,
    pub(crate) parameters: Vec<Parameter>,
    /// How to try it, after the site's address.
    example: String,
    pub(crate) answers: Vec<(u16, String)>,
    body: Option<Value>,
    /// The type of what is answered, and its schema.
    media: &'static str,
    result: &'static str,
}

/// One parameter or field of a body.
pub(crate) struct Parameter {
    pub(crate) name: &'static str,
    place: &'static str,
    pub(crate) required: bool,
    pub(crate) about: String,
    schema: Value,
}

impl Operation {
    /// The method as it is sent.
    pub(crate) fn verb(&self) -> String {
        self.method.to_uppercase()
    }

    /// How to try it on the site of this address.
    pub(crate) fn example_at(&self, base: &str) -> String {
        self.example.replace("{}", base)
    }
}

impl Parameter {
    /// What may stand there, in a few words.
    pub(crate) fn kind(&self) -> String {
        let of = |name: &str| self.schema.get(name).map(ToString::to_string);
        let kind = self.schema["type"].as_str().unwrap_or_default().to_owned();
        match (of("minimum"), of("maximum"), of("maxLength"), of("maxItems")) {
            (Some(least), Some(most), ..) => format!("{kind} {least}–{most}"),
            (_, _, Some(most), _) | (_, _, _, Some(most)) => format!("{kind} ≤ {most}"),
            _ => kind,
        }
    }
}

/// `GET /api/v1/openapi.json`
pub(crate) async fn serve(State(site): State<Site>, reader: Reader, head: HeaderMap) -> Response<Body> {
    let mut response = answer(&document(reader.lang, site.settings.public_url.as_deref()), &head);
    let vary = axum::http::HeaderValue::from_static("accept-encoding, accept-language");
    response.headers_mut().insert(axum::http::header::VARY, vary);
    response
}

/// The whole document. `base`: the address of the site.
#[must_use]
pub fn document(lang: Lang, base: Option<&str>) -> Value {
    let mut paths = Map::new();
    for operation in operations(lang) {
        let path = paths.entry(operation.path).or_insert_with(|| json!({}));
        path[operation.method] = described(&operation);
    }
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": say::web_api_title().in_lang(lang),
            "description": say::web_api_about().in_lang(lang),
            "version": "1.0.0",
            "license": {"name": "MIT OR Apache-2.0", "identifier": "MIT OR Apache-2.0"},
        },
        "servers": [{"url": base.unwrap_or("/")}],
        "paths": paths,
        "components": {"schemas": schemas::all()},
    })
}

fn described(operation: &Operation) -> Value {
    let query: Vec<Value> = operation
        .parameters
        .iter()
        .filter(|parameter| parameter.place != "body")
        .map(|p| json!({"name": p.name, "in": p.place, "required": p.required, "description": p.about, "schema": p.schema}))
        .collect();
    let mut responses = Map::new();
    for (status, about) in &operation.answers {
        let (kind, schema) = match status {
            200 => (operation.media, operation.result),
            _ => ("application/problem+json", "Problem"),
        };
        let schema = json!({"$ref": format!("#/components/schemas/{schema}")});
        let mut response = json!({"description": about});
        if *status != 304 && *status != 301 {
            response["content"] = json!({kind: {"schema": schema}});
        }
        responses.insert(status.to_string(), response);
    }
    let mut value = json!({
        "operationId": operation.id,
        "summary": operation.title,
        "description": operation.about,
        "parameters": query,
        "responses": responses,
    });
    if let Some(body) = &operation.body {
        value["requestBody"] = json!({"required": true, "content": {"application/json": {"schema": body}}});
    }
    value
}

/// All operations, in the order of the reference page.
pub(crate) fn operations(lang: Lang) -> Vec<Operation> {
    let t = |message: Message| message.in_lang(lang);
    let text = |most: usize| json!({"type": "string", "maxLength": most});
    let whole = |least: u64, most: u64| json!({"type": "integer", "minimum": least, "maximum": most});
    let pattern = |pattern: &str| json!({"type": "string", "pattern": pattern});
    let query =
        |name, about: Message, schema| Parameter { name, place: "query", required: false, about: t(about), schema };
    let field =
        |name, required, about: Message, schema| Parameter { name, place: "body", required, about: t(about), schema };
    let answers = |more: &[(u16, Message)]| -> Vec<(u16, String)> {
        let common = [(400, say::web_api_400()), (429, say::web_api_429()), (503, say::web_api_503())];
        let ok = [(200, say::web_api_200())];
        let mut all: Vec<_> =
            ok.into_iter().chain(more.to_vec()).chain(common).map(|(status, about)| (status, t(about))).collect();
        all.sort_by_key(|(status, _)| *status);
        all
    };
    let lists = || {
        vec![
            query("q", say::web_api_q(), text(MOST_CHARACTERS)),
            query("rating", say::web_api_rating(), pattern("^[a-z0-9_]{0,40}$")),
            query("publisher", say::web_api_publisher(), pattern(SITE)),
            query("lang", say::web_api_lang_filter(), pattern(TAG)),
            query("year", say::web_api_year(), whole(1, 9_999)),
            query("topic", say::pages_api_topic(), json!({"type": "string", "enum": topics()})),
            query("month", say::pages_api_month(), pattern("^([0-9]{4}-(0[1-9]|1[0-2]))?$")),
            query("limit", say::web_api_limit(), whole(1, MOST_LIMIT as u64)),
            query("cursor", say::web_api_cursor(), pattern("^([0-9a-f]{40})?$")),
        ]
    };
    let fields = vec![
        field("text", true, say::web_api_text(), text(MOST_QUESTION)),
        field(
            "links",
            false,
            say::web_api_links_field(),
            json!({"type": "array", "maxItems": MOST_LINKS, "items": {"type": "string", "maxLength": MOST_LINK_CHARACTERS}}),
        ),
        field("lang", false, say::web_api_lang(), pattern(TAG)),
        field("limit", false, say::web_api_matches(), whole(1, MOST_MATCHES)),
    ];
    let bodies = [(413, say::web_api_413()), (415, say::web_api_415())];
    vec![
        Operation {
            method: "post",
            path: "/api/v1/match",
            id: "match",
            title: t(say::web_api_match()),
            about: t(say::web_api_match_about()),
            example: "curl -H 'content-type: application/json' -d '{\"text\": \"chich mau 10 dau ngon tay\"}' {}/api/v1/match".into(),
            answers: answers(&bodies),
            body: Some(body(&fields)),
            parameters: fields,
            media: "application/json",
            result: "MatchReply",
        },
        Operation {
            method: "get",
            path: "/api/v1/checks",
            id: "listChecks",
            title: t(say::web_api_list()),
            about: t(say::web_api_list_about()),
            parameters: lists(),
            example: "curl '{}/api/v1/checks?rating=false&limit=5'".into(),
            answers: answers(&[(304, say::web_api_304())]),
            body: None,
            media: "application/json",
            result: "CheckList",
        },
        Operation {
            method: "get",
            path: "/api/v1/checks/{id}",
            id: "readCheck",
            title: t(say::web_api_read()),
            about: t(say::web_api_read_about()),
            parameters: vec![Parameter {
                name: "id",
                place: "path",
                required: true,
                about: t(say::web_api_id()),
                schema: json!({"type": "string", "minLength": 1}),
            }],
            example: "curl {}/api/v1/checks/ID".into(),
            answers: answers(&[
                (301, say::web_api_301()),
                (304, say::web_api_304()),
                (404, say::web_api_404()),
                (410, say::web_api_410()),
            ]),
            body: None,
            media: "application/json",
            result: "Check",
        },
        Operation {
            method: "get",
            path: "/api/v1/audit",
            id: "listAuditHeads",
            title: t(say::web_api_audit()),
            about: t(say::web_api_audit_about()),
            parameters: vec![query("before", say::web_api_before(), pattern("^([0-9]{4}-[0-9]{2}-[0-9]{2})?$"))],
            example: "curl {}/api/v1/audit".into(),
            answers: answers(&[(304, say::web_api_304())]),
            body: None,
            media: "application/json",
            result: "AuditHeads",
        },
        Operation {
            method: "get",
            path: "/v1alpha1/claims:search",
            id: "searchClaims",
            title: t(say::web_api_claims()),
            about: t(say::web_api_claims_about()),
            parameters: vec![
                query("query", say::web_api_q(), text(MOST_CHARACTERS)),
                query("languageCode", say::web_api_lang_filter(), pattern(TAG)),
                query("reviewPublisherSiteFilter", say::web_api_publisher(), pattern(SITE)),
                query("maxAgeDays", say::web_api_max_age(), whole(1, 36_500)),
                query("pageSize", say::web_api_limit(), whole(1, MOST_PAGE)),
                query("pageToken", say::web_api_cursor(), pattern("^[0-9a-f]{0,8}$")),
                query("offset", say::web_api_offset(), whole(0, u64::from(u32::MAX))),
            ],
            example: "curl '{}/v1alpha1/claims:search?query=dot%20quy&languageCode=vi'".into(),
            answers: answers(&[(304, say::web_api_304())]),
            body: None,
            media: "application/json",
            result: "ClaimSearchResponse",
        },
        Operation {
            method: "get",
            path: "/api/v2/feeds",
            id: "listFeeds",
            title: t(say::syndicate_api_feeds()),
            about: t(say::syndicate_api_feeds_about()),
            parameters: vec![
                query("filter[query]", say::web_api_q(), text(MOST_CHARACTERS)),
                query("filter[language]", say::web_api_lang_filter(), pattern(TAG)),
                query("page[after]", say::web_api_cursor(), pattern("^([0-9a-f]{40})?$")),
            ],
            example: "curl {}/api/v2/feeds".into(),
            answers: answers(&[(304, say::web_api_304())]),
            body: None,
            media: "application/vnd.api+json",
            result: "Feeds",
        },
    ]
}

/// The schema of a body made of these fields.
fn body(fields: &[Parameter]) -> Value {
    let properties: Map<String, Value> = fields
        .iter()
        .map(|field| {
            let mut schema = field.schema.clone();
            schema["description"] = json!(field.about);
            if !field.required {
                schema["type"] = json!([schema["type"], "null"]);
            }
            (field.name.to_owned(), schema)
        })
        .collect();
    let required: Vec<&str> = fields.iter().filter(|field| field.required).map(|field| field.name).collect();
    json!({"type": "object", "properties": properties, "required": required, "additionalProperties": false})
}

/// The words of subjects; none given counts as not asked for.
fn topics() -> Vec<&'static str> {
    std::iter::once("").chain(thuchu_model::Topic::ALL.map(thuchu_model::Topic::as_str)).collect()
}
