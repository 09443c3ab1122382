//! `POST /api/v1/match`: the body of `thuchu match --json`. A look-up: nothing of the question is stored or logged;
//! that something was asked is counted, in batches.

use axum::Extension;
use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, Response, StatusCode, header};
use axum::response::IntoResponse;
use serde::Deserialize;
use serde_json::Number;
use thuchu_app::matching::Question;
use thuchu_listen::Client;
use thuchu_match::Decision;
use thuchu_model::Lang;
use thuchu_say as say;
use thuchu_text::links::CanonicalUrl;

use super::json_type;
use crate::error::Fault;
use crate::pages::ask::{MOST_CHARACTERS, outcome};
use crate::pages::form::Whole;
use crate::site::Site;

/// Most links beside a text.
pub(crate) const MOST_LINKS: usize = 20;
/// Most characters of a link.
pub(crate) const MOST_LINK_CHARACTERS: usize = 2_048;
/// Most matches wanted.
pub(crate) const MOST_MATCHES: u64 = 100;

/// What is asked.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Asked {
    text: String,
    links: Option<Vec<String>>,
    lang: Option<String>,
    limit: Option<Number>,
}

/// `POST /api/v1/match`
pub(crate) async fn ask(
    State(site): State<Site>,
    client: Option<Extension<Client>>,
    head: HeaderMap,
    Whole(body): Whole,
) -> Result<Response<Body>, Fault> {
    const JSON: &str = "application/json";
    let kind = head.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    if !kind.split(';').next().unwrap_or_default().trim().eq_ignore_ascii_case(JSON) {
        return Err(Fault::WrongType(JSON));
    }
    let asked: Asked = serde_json::from_slice(&body).map_err(|error| {
        Fault::Unusable("match.json", say::web_api_json(error.line() as u64, error.column() as u64, error))
    })?;
    let lang = asked.checked()?;
    let client = client.map(|found| found.0);
    site.limiter.take(client).map_err(Fault::TooMany)?;
    let worker = site.clone();
    let reply = site.in_turn(move || {
        let (text, links) = asked.with_links();
        let limit = asked.limit().unwrap_or(5);
        let now = worker.clock.now();
        let sense = worker.reading.sense(&text);
        let sense = sense.as_ref();
        let question = Question { text: &text, links: &links, lang: lang.as_ref(), limit, now, sense };
        let reply = worker.reading.live().asking(|matcher, scratch| matcher.ask(question, scratch))?;
        // A program asks for many people; it counts as one source all the same.
        let check = reply.matches.first().filter(|_| reply.decision == Decision::Answer).map(|found| found.id);
        let lang = lang.unwrap_or(Lang::unknown());
        worker.steps.intake.asked(worker.source_of(client), &lang, outcome(reply.decision), check);
        serde_json::to_vec(&reply).ok()
    });
    let reply = reply.await?.ok_or(Fault::Starting)?;
    Ok(answer(reply))
}

/// JSON that nobody keeps.
fn answer(body: Vec<u8>) -> Response<Body> {
    let headers = [(header::CONTENT_TYPE, json_type()), (header::CACHE_CONTROL, HeaderValue::from_static("no-store"))];
    (StatusCode::OK, headers, body).into_response()
}

impl Asked {
    /// The language asked for, once everything is within its bounds.
    fn checked(&self) -> Result<Option<Lang>, Fault> {
        if self.text.chars().count() > MOST_CHARACTERS {
            return Err(Fault::Unusable("match.text", say::web_ask_too_long(MOST_CHARACTERS as u64)));
        }
        let long = |link: &String| link.chars().count() > MOST_LINK_CHARACTERS;
        if self.links().len() > MOST_LINKS || self.links().iter().any(long) {
            let advice = say::web_api_links(MOST_LINKS as u64, MOST_LINK_CHARACTERS as u64);
            return Err(Fault::Unusable("match.links", advice));
        }
        if self.limit.is_some() && self.limit().is_none() {
            return Err(Fault::Unusable("match.limit", say::web_query_limit(1, MOST_MATCHES)));
        }
        let lang = self.lang.as_deref().filter(|tag| !tag.is_empty()).map(Lang::parse).transpose();
        lang.map_err(|_| Fault::Unusable("match.lang", say::web_query_lang()))
    }

    /// How many matches; `None` when that is not a whole number within its bounds. JSON knows one kind of number, so 5.0
    /// is 5.
    fn limit(&self) -> Option<usize> {
        let number = self.limit.as_ref()?.as_f64().filter(|number| number.fract() == 0.0)?;
        (1.0..=MOST_MATCHES as f64).contains(&number).then_some(number as usize)
    }

    fn links(&self) -> &[String] {
        self.links.as_deref().unwrap_or_default()
    }

    /// The text and the links beside it; what is no address counts as words.
    fn with_links(&self) -> (String, Vec<CanonicalUrl>) {
        let mut text = self.text.clone();
        let mut links = Vec::new();
        for link in self.links() {
            match thuchu_text::canonical(link) {
                Ok(link) => links.push(link),
                Err(_) => text.extend(["\n", link]),
            }
        }
        (text, links)
    }
}
