//! Acts on many clusters at once. Each is its own unit of work: what somebody else changed meanwhile is left alone, and
//! the page says how many that were.

use axum::body::Body;
use axum::http::Response;
use thuchu_app::desk::queue::{At, Queue, QueueError};

use thuchu_model::{ActId, ClosingReason, ClusterId, EditorId, Topic};
use thuchu_say as say;

use super::super::frame::Visit;
use super::super::see;
use super::act::{Form, check, done_at, pick};
use super::{After, show, words};
use crate::error::Fault;

/// Clusters of one act: a page of the list.
const MOST: usize = 50;

/// `POST /desk/queue/bulk`
pub(crate) async fn bulk(Visit { site, reader, head, person }: Visit, form: Form) -> Result<Response<Body>, Fault> {
    let picked: Vec<At> = form.all("pick").filter_map(pick).take(MOST).collect();
    let mut open = pick(form.get("into"));
    let (look, shown) = (form.look(), open.map(|at| at.0));
    if picked.is_empty() {
        let after = After::refused(say::queue_bulk_none());
        return show(&site, (&reader, &head), &person, look, shown, after).await;
    }
    let (mut done, mut refused) = (Vec::<ActId>::new(), None);
    let mut not = 0_u64;
    for at in picked {
        match one(&site.steps.queue, person.editor.id, &form, at, open).await {
            Ok(act) => {
                done.push(act);
                if form.get("do") == "merge" {
                    // Each merge is a change of the one that stays.
                    open = open.map(|(id, revision)| (id, revision + 1));
                }
            }
            Err(QueueError::Store(error)) => return Err(QueueError::Store(error).into()),
            Err(error) => {
                not += 1;
                refused = Some(error);
            }
        }
    }
    if let (true, Some(error)) = (done.is_empty(), refused) {
        let after = After::refused(words::refused(error)?);
        return show(&site, (&reader, &head), &person, look, shown, after).await;
    }
    let closes = matches!(form.get("do"), "close");
    let acts: Vec<_> = done.iter().rev().map(ActId::to_string).collect();
    let undo = if closes { String::new() } else { format!("&undo={}", acts.join(",")) };
    let shown = shown.filter(|id| !closes || !form.all("pick").filter_map(pick).any(|(picked, _)| picked == *id));
    let path = shown.map_or_else(|| "/desk/queue".to_owned(), |id: ClusterId| format!("/desk/clusters/{id}"));
    let worked = format!("done=bulk&worked={}&not={not}{undo}", done.len());
    Ok(see(&reader, &done_at(&path, &look.query(), &worked)))
}

async fn one(queue: &Queue, by: EditorId, form: &Form, at: At, into: Option<At>) -> Result<ActId, QueueError> {
    match form.get("do") {
        "take" => queue.take(by, at).await,
        "topic" => queue.set_topic(by, at, Topic::parse(form.get("topic"))).await,
        "close" => {
            let reason = ClosingReason::parse(form.get("reason")).filter(|reason| *reason != ClosingReason::Illegal);
            queue.close(by, at, reason.ok_or(QueueError::Text)?).await
        }
        "attach" => queue.attach(by, at, check(form.get("check")).ok_or(QueueError::Missing("check"))?).await,
        "merge" => queue.merge(by, at, into.ok_or(QueueError::Missing("cluster"))?).await,
        _ => Err(QueueError::Missing("act")),
    }
}
