//! What readers will see of a review, as it stands now: the public page itself, made of the draft.

use askama::Template;
use axum::body::Body;
use axum::extract::Query;
use axum::http::Response;
use serde::Deserialize;
use thuchu_app::publish::PublishError;
use thuchu_model::ReviewId;
use thuchu_say as say;

use super::super::frame::{Bar, Named, Visit, frame, page as answer};
use super::words::at;
use crate::error::Fault;
use crate::language::Reader;
use crate::look::Frame;
use crate::pages::{check, fresh};

/// Instead of a preview, while there is nothing to show.
#[derive(Template)]
#[template(path = "desk/preview.html")]
struct NotYetPage {
    c: Frame,
    bar: Option<Bar>,
    id: ReviewId,
}

/// In which language; without one, the reader's.
#[derive(Deserialize, Default)]
pub(crate) struct InLang {
    lang: Option<String>,
}

/// `GET /desk/reviews/{id}/preview`
pub(crate) async fn preview(
    Visit { site, reader, head, person }: Visit,
    Named(id): Named<ReviewId>,
    Query(asked): Query<InLang>,
) -> Result<Response<Body>, Fault> {
    let path = format!("{}/preview", at(id));
    match site.steps.publish.preview(id).await {
        Ok(found) => {
            let reader =
                Reader { lang: asked.lang.and_then(|lang| lang.parse().ok()).unwrap_or(reader.lang), ..reader };
            Ok(fresh(&reader, &head, check::preview(&site, &reader, &found, &path)?))
        }
        Err(PublishError::Content(_)) => {
            let c = frame(&site, &Reader { path, ..reader.clone() }, say::review_preview());
            answer(&reader, &head, &NotYetPage { bar: Bar::of(&c, &person), id, c }, false)
        }
        Err(error) => Err(error.into()),
    }
}
