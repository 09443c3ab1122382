//! The list of reviews, and how one begins.

use askama::Template;
use axum::body::Body;
use axum::extract::Query;
use axum::http::Response;
use serde::Deserialize;
use thuchu_app::desk::review::{ReviewError, ShelfOf, ShelfPlace as Place};
use thuchu_app::people::Person;
use thuchu_model::{Act, ClusterId, Lang, ReviewId, ReviewState, Timestamp, may};
use thuchu_say::{self as say, Message};

use super::super::frame::{Bar, Visit, Wrong, frame, page as answer};
use super::super::publish_words::state;
use super::super::see;
use super::form::Pairs;
use super::words::{at, refused};
use crate::error::Fault;
use crate::language::Reader;
use crate::look::{Frame, OnDay};
use crate::site::Site;

#[derive(Template)]
#[template(path = "desk/reviews.html")]
struct ReviewsPage {
    c: Frame,
    bar: Option<Bar>,
    writes: bool,
    shelves: Vec<ShelfLink>,
    rows: Vec<Row>,
    next: Option<String>,
}

struct ShelfLink {
    address: String,
    name: Message,
    count: Option<String>,
    current: bool,
}

struct Row {
    address: String,
    claim: String,
    state: Message,
    by: String,
    day: OnDay,
    due: Option<String>,
    demand: Option<Message>,
}

/// Which shelf, and where on it.
#[derive(Deserialize, Default)]
pub(crate) struct Which {
    #[serde(default)]
    of: String,
    #[serde(default)]
    after: String,
}

const SHELVES: [&str; 7] = ["mine", "to_approve", "draft", "in_review", "approved", "published", "withdrawn"];

/// `GET /desk/reviews`
pub(crate) async fn page(
    Visit { site, reader, head, person }: Visit,
    Query(which): Query<Which>,
) -> Result<Response<Body>, Fault> {
    let of = if SHELVES.contains(&which.of.as_str()) { which.of.as_str() } else { "mine" };
    let shelf = match of {
        "mine" => ShelfOf::Of(person.editor.id),
        "to_approve" => ShelfOf::WaitingFor(person.editor.id),
        word => ShelfOf::In(ReviewState::parse(word).unwrap_or(ReviewState::Draft)),
    };
    let found = site.steps.reviews.shelf(shelf, place(&which.after)).await?;
    let at_list = Reader { path: "/desk/reviews".to_owned(), ..reader.clone() };
    let c = frame(&site, &at_list, say::review_list_title());
    let name = |editor| found.editors.get(&editor).map_or_else(String::new, |editor| editor.name.to_string());
    let rows = found.listed.iter().map(|listed| Row {
        address: c.to(&at(listed.review.id)),
        claim: listed.claim.clone(),
        state: state(listed.review.state),
        by: name(listed.assignee.unwrap_or(listed.updated_by)),
        day: site.on_day(listed.updated, c.lang),
        due: listed.due.map(|due| OnDay::of(due, c.lang).text),
        demand: (listed.demand > 0).then(|| say::review_asked(listed.demand)),
    });
    let shelves = SHELVES.into_iter().filter(|word| *word != "to_approve" || may(person.editor.role, Act::Approve));
    let shelves = shelves.map(|word| ShelfLink {
        address: c.to(&format!("/desk/reviews?of={word}")),
        name: match word {
            "mine" => say::review_shelf_mine(),
            "to_approve" => say::review_shelf_to_approve(),
            word => state(ReviewState::parse(word).unwrap_or(ReviewState::Draft)),
        },
        count: found.states.iter().find(|(of, _)| of.as_str() == word).map(|(_, count)| count.to_string()),
        current: word == of,
    });
    let next =
        found.next.map(|next| c.to(&format!("/desk/reviews?of={of}&after={}.{}", next.updated.micros(), next.id)));
    let page = ReviewsPage {
        bar: Bar::of(&c, &person),
        writes: may(person.editor.role, Act::WriteReviews),
        shelves: shelves.collect(),
        rows: rows.collect(),
        next,
        c,
    };
    answer(&reader, &head, &page, false)
}

fn place(text: &str) -> Option<Place> {
    let (updated, id) = text.split_once('.')?;
    Some(Place { updated: Timestamp::from_micros(updated.parse().ok()?), id: ReviewId::parse(id)? })
}

#[derive(Template)]
#[template(path = "desk/review_new.html")]
struct NewPage {
    c: Frame,
    bar: Option<Bar>,
    wrong: Vec<Wrong>,
    claim: String,
    lang: String,
    clusters: Vec<(String, String, Message)>,
}

/// For which clusters.
#[derive(Deserialize, Default)]
pub(crate) struct For {
    #[serde(default)]
    cluster: String,
}

async fn new_page(
    site: &Site,
    reader: &Reader,
    person: &Person,
    wrong: Vec<Wrong>,
    (claim, lang): (&str, &str),
    clusters: &[ClusterId],
) -> Result<NewPage, Fault> {
    let at_new = Reader { path: "/desk/reviews/new".to_owned(), ..reader.clone() };
    let c = frame(site, &at_new, say::review_new_title());
    let waiting = site.steps.reviews.waiting(clusters).await?;
    let own = waiting.iter().find_map(|asking| asking.wording.clone());
    Ok(NewPage {
        bar: Bar::of(&c, person),
        wrong,
        claim: if claim.is_empty() { own.unwrap_or_default() } else { claim.to_owned() },
        lang: if lang.is_empty() {
            waiting.first().map_or("vi", |asking| asking.lang.primary()).to_owned()
        } else {
            lang.to_owned()
        },
        clusters: waiting
            .iter()
            .map(|asking| {
                (asking.id.to_string(), asking.wording.clone().unwrap_or_default(), say::review_asked(asking.demand))
            })
            .collect(),
        c,
    })
}

/// `GET /desk/reviews/new`
pub(crate) async fn new(
    Visit { site, reader, head, person }: Visit,
    Query(asked): Query<For>,
) -> Result<Response<Body>, Fault> {
    let clusters: Vec<ClusterId> = asked.cluster.split(',').filter_map(ClusterId::parse).collect();
    answer(&reader, &head, &new_page(&site, &reader, &person, Vec::new(), ("", ""), &clusters).await?, false)
}

/// `POST /desk/reviews`
pub(crate) async fn begin(Visit { site, reader, head, person }: Visit, pairs: Pairs) -> Result<Response<Body>, Fault> {
    let clusters: Vec<ClusterId> = pairs.all("cluster").iter().filter_map(|id| ClusterId::parse(id)).collect();
    let (claim, lang) = (pairs.one("claim"), pairs.one("lang"));
    let language = Lang::parse(lang).unwrap_or_else(|_| Lang::vi());
    match site.steps.reviews.begin(person.editor.id, claim, &language, &clusters).await {
        Ok(id) => Ok(see(&reader, &at(id))),
        Err(error @ (ReviewError::Missing(_) | ReviewError::Store(_))) => Err(error.into()),
        Err(error) => {
            let wrong = refused(error)?;
            answer(&reader, &head, &new_page(&site, &reader, &person, wrong, (claim, lang), &clusters).await?, true)
        }
    }
}
