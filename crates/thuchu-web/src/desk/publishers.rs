//! `/desk/publishers`: who made imported checks, how far each is trusted, and what waits for a second editor.

use askama::Template;
use axum::body::Body;
use axum::extract::Query;
use axum::http::{HeaderMap, Response};
use serde::Deserialize;
use thuchu_app::people::{Decided, PeopleError, Person};
use thuchu_model::{Act, ProposalId, Publisher, PublisherId, Trust, may};
use thuchu_say::{self as say, Message};

use super::frame::{Bar, Done, Fields, Named, Undo, Visit, Wrong, frame, page as answer};
use super::see;
use super::words::{day, refused, trust};
use crate::error::Fault;
use crate::language::Reader;
use crate::look::{Frame, name_of};
use crate::site::Site;

#[derive(Template)]
#[template(path = "desk/publishers.html")]
struct PublishersPage {
    c: Frame,
    bar: Option<Bar>,
    done: Option<Done>,
    wrong: Vec<Wrong>,
    decides: bool,
    waiting: Vec<Waiting>,
    publishers: Vec<Line>,
}

/// A proposal.
struct Waiting {
    id: ProposalId,
    publisher: String,
    what: Message,
    by: Message,
    own: bool,
}

/// A publisher.
struct Line {
    id: PublisherId,
    name: String,
    checks: String,
    trust: Message,
    /// The other levels.
    others: Vec<(&'static str, Message)>,
    waits: bool,
}

/// What was just done, to whom, and what it was before.
#[derive(Deserialize, Default)]
pub(crate) struct After {
    #[serde(default)]
    done: String,
    #[serde(default)]
    id: String,
    #[serde(default)]
    was: String,
}

async fn list(
    site: &Site,
    reader: &Reader,
    person: &Person,
    after: &After,
    wrong: Vec<Wrong>,
) -> Result<PublishersPage, Fault> {
    let at_list = Reader { path: "/desk/publishers".to_owned(), ..reader.clone() };
    let c = frame(site, &at_list, say::people_publishers_title());
    let all = site.people.publishers().await?;
    let proposals = site.people.proposals().await?;
    let name = |publisher: &Publisher| name_of(publisher, c.lang);
    let waiting = proposals.iter().filter_map(|(proposal, by)| {
        let of = &all.iter().find(|listed| listed.publisher.id == proposal.publisher)?.publisher;
        Some(Waiting {
            id: proposal.id,
            publisher: name(of),
            what: say::people_proposal(name(of), trust(proposal.from), trust(proposal.to)),
            by: say::people_proposal_by(&by.name, day(site, proposal.at)),
            own: by.id == person.editor.id,
        })
    });
    let done = all.iter().find(|listed| listed.publisher.id.to_string() == after.id);
    let done = done
        .and_then(|listed| done_to(&c, &listed.publisher, after))
        .or_else(|| (after.done == "withdrawn").then(|| Done { text: say::people_done_withdrawn(), undo: None }));
    let publishers = all.iter().map(|listed| Line {
        id: listed.publisher.id,
        name: name(&listed.publisher),
        checks: say::people::count(listed.checks, c.lang),
        trust: trust(listed.publisher.trust),
        others: [Trust::None, Trust::Show, Trust::Answer]
            .into_iter()
            .filter(|other| *other != listed.publisher.trust)
            .map(|other| (other.as_str(), trust(other)))
            .collect(),
        waits: proposals.iter().any(|(proposal, _)| proposal.publisher == listed.publisher.id),
    });
    Ok(PublishersPage {
        bar: Bar::of(&c, person),
        done,
        wrong,
        decides: may(person.editor.role, Act::DecideTrust),
        waiting: waiting.collect(),
        publishers: publishers.collect(),
        c,
    })
}

fn done_to(c: &Frame, publisher: &Publisher, after: &After) -> Option<Done> {
    let name = name_of(publisher, c.lang);
    match after.done.as_str() {
        "trust" => {
            // Going back to `answer` takes two again.
            let was = Trust::parse(&after.was).filter(|was| *was != Trust::Answer && *was != publisher.trust);
            let address = c.to(&format!("/desk/publishers/{}/trust", publisher.id));
            let undo = was.map(|was| Undo { address, field: "to", value: was.as_str().to_owned() });
            Some(Done { text: say::people_done_trust(name, trust(publisher.trust)), undo })
        }
        "proposed" => Some(Done { text: say::people_done_proposed(name), undo: None }),
        _ => None,
    }
}

/// `GET /desk/publishers`
pub(crate) async fn page(
    Visit { site, reader, head, person }: Visit,
    Query(after): Query<After>,
) -> Result<Response<Body>, Fault> {
    answer(&reader, &head, &list(&site, &reader, &person, &after, Vec::new()).await?, false)
}

/// A level.
#[derive(Deserialize)]
pub(crate) struct ToTrust {
    to: Trust,
}

/// `POST /desk/publishers/{id}/trust`
pub(crate) async fn want(
    Visit { site, reader, head, person }: Visit,
    Named(id): Named<PublisherId>,
    Fields(wanted): Fields<ToTrust>,
) -> Result<Response<Body>, Fault> {
    let done = site.people.want_trust(&person, id, wanted.to).await.map(|decided| match decided {
        Decided::Changed(was) => format!("trust&id={}&was={}", was.id, was.trust),
        Decided::Waits(of) => format!("proposed&id={}", of.id),
    });
    after(&site, &reader, &head, &person, done).await
}

/// `POST /desk/proposals/{id}/confirm`
pub(crate) async fn confirm(
    Visit { site, reader, head, person }: Visit,
    Named(id): Named<ProposalId>,
) -> Result<Response<Body>, Fault> {
    let done = site.people.confirm_trust(&person, id).await.map(|now| format!("trust&id={}", now.id));
    after(&site, &reader, &head, &person, done).await
}

/// `POST /desk/proposals/{id}/withdraw`
pub(crate) async fn withdraw(
    Visit { site, reader, head, person }: Visit,
    Named(id): Named<ProposalId>,
) -> Result<Response<Body>, Fault> {
    let done = site.people.withdraw_trust(&person, id).await.map(|()| "withdrawn".to_owned());
    after(&site, &reader, &head, &person, done).await
}

/// The list, with what was done, or with what was refused.
async fn after(
    site: &Site,
    reader: &Reader,
    head: &HeaderMap,
    person: &Person,
    done: Result<String, PeopleError>,
) -> Result<Response<Body>, Fault> {
    match done {
        Ok(done) => Ok(see(reader, &format!("/desk/publishers?done={done}"))),
        Err(error) => {
            let wrong = vec![Wrong { field: "main", text: refused(error)? }];
            answer(reader, head, &list(site, reader, person, &After::default(), wrong).await?, true)
        }
    }
}
