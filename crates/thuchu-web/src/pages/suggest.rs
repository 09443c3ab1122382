//! `POST /search`: a few checks for the words typed so far, for the box that suggests while one types. Nothing of the words is
//! stored, logged, counted or put in an address.

use axum::Extension;
use axum::Json;
use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderValue, Response, header};
use axum::response::IntoResponse as _;
use serde::Serialize;
use thuchu_listen::Client;
use thuchu_say as say;

use super::form::Text;
use super::spoken;
use crate::api::query::{self, MOST_CHARACTERS};
use crate::error::Fault;
use crate::language::Reader;
use crate::look::Card;
use crate::site::Site;

/// Checks that are suggested.
const MOST: usize = 6;

/// What was found.
#[derive(Serialize)]
struct Suggested {
    /// How many, in words, for who does not see the list.
    said: String,
    found: Vec<Found>,
}

/// A check: its rating stands before its claim, as everywhere.
#[derive(Serialize)]
struct Found {
    address: String,
    rating: String,
    claim: String,
}

/// `POST /search`
pub(crate) async fn suggest(
    State(site): State<Site>,
    client: Option<Extension<Client>>,
    reader: Reader,
    Text(words): Text,
) -> Result<Response<Body>, Fault> {
    if words.chars().count() > MOST_CHARACTERS {
        return Err(query::too_long());
    }
    site.typing.take(client.map(|found| found.0)).map_err(Fault::TooMany)?;
    let (worker, lang) = (site.clone(), reader.lang);
    let found = site.in_turn(move || {
        worker.reading.live().asking(|matcher, scratch| {
            let found = matcher.find(&words, MOST, |_| true, scratch);
            let one = |card: Card| Found { address: card.address, rating: card.verdict.label, claim: card.claim };
            found.into_iter().map(|shown| one(Card::of(&worker, matcher.library(), shown, lang))).collect::<Vec<_>>()
        })
    });
    let found = found.await?.ok_or(Fault::Starting)?;
    let said = say::web_checks_found(found.len() as u64).in_lang(lang);
    let mut response = Json(Suggested { said, found }).into_response();
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Ok(spoken(response, &reader))
}
