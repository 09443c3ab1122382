//! Views of the queue that an editor keeps.

use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, Response};
use thuchu_model::ViewId;

use super::super::frame::Fields;
use super::super::{SignedIn, see};
use super::act::{Form, done_at};
use super::{After, show, words};
use crate::error::Fault;
use crate::language::Reader;
use crate::site::Site;

/// `POST /desk/queue/views`: keeps the filter of the page, never what was searched.
pub(crate) async fn add(
    State(site): State<Site>,
    reader: Reader,
    head: HeaderMap,
    SignedIn(person): SignedIn,
    Fields(pairs): Fields<Vec<(String, String)>>,
) -> Result<Response<Body>, Fault> {
    let form = Form::of(pairs);
    let look = form.look();
    match site.steps.queue.add_view(person.editor.id, form.get("name"), look.filter.clone()).await {
        Ok(_) => Ok(see(&reader, &done_at("/desk/queue", &look.query(), "done=view"))),
        Err(error) => {
            let after = After::refused(words::refused(error)?);
            show(&site, (&reader, &head), &person, look, None, after).await
        }
    }
}

/// `POST /desk/queue/views/{id}/delete`: one's own.
pub(crate) async fn delete(
    State(site): State<Site>,
    reader: Reader,
    SignedIn(person): SignedIn,
    Path(id): Path<String>,
) -> Result<Response<Body>, Fault> {
    let id = ViewId::parse(&id).ok_or(Fault::NotFound)?;
    site.steps.queue.delete_view(person.editor.id, id).await?;
    Ok(see(&reader, "/desk/queue?done=view_deleted"))
}
