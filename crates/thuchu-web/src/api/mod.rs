//! The API for programs: REST with OpenAPI 3.1, problem details, cursors, ETags, CORS for everybody.

pub(crate) mod audit;
pub(crate) mod checks;
pub(crate) mod claims_search;
pub(crate) mod cors;
pub(crate) mod match_;
pub(crate) mod openapi;
pub(crate) mod problem;
pub(crate) mod query;
mod schemas;

use axum::Router;
use axum::http::HeaderValue;
use axum::routing::{get, post};

use crate::site::Site;

/// The routes below `/api/v1`.
pub(crate) fn routes() -> Router<Site> {
    Router::new()
        .route("/match", post(match_::ask))
        .route("/checks", get(checks::list))
        .route("/checks/{id}", get(checks::read))
        .route("/audit", get(audit::heads))
        .route("/openapi.json", get(openapi::serve))
}

/// Whether an address belongs to the API: faults there are told to programs.
pub(crate) fn serves(path: &str) -> bool {
    let alone = ["/api/v1", "/oembed"].contains(&path) || path.starts_with("/data/");
    alone || path.starts_with("/api/v1/") || path.starts_with("/api/v2/") || path.starts_with("/v1alpha1/")
}

/// The type of every JSON answer.
pub(crate) fn json_type() -> HeaderValue {
    HeaderValue::from_static("application/json")
}
