//! Views of the queue that an editor keeps.

use axum::body::Body;
use axum::http::Response;
use thuchu_model::ViewId;

use super::super::frame::{Named, Visit};
use super::super::see;
use super::act::{Form, done_at};
use super::{After, show, words};
use crate::error::Fault;

/// `POST /desk/queue/views`: keeps the filter of the page, never what was searched.
pub(crate) async fn add(Visit { site, reader, head, person }: Visit, form: Form) -> Result<Response<Body>, Fault> {
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
    Visit { site, reader, person, .. }: Visit,
    Named(id): Named<ViewId>,
) -> Result<Response<Body>, Fault> {
    site.steps.queue.delete_view(person.editor.id, id).await?;
    Ok(see(&reader, "/desk/queue?done=view_deleted"))
}
