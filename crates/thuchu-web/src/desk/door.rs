//! What an address needs, written down where it is served.

use axum::Router;
use axum::handler::Handler;
use axum::http::Method;
use axum::middleware::from_fn_with_state;
use axum::routing::{MethodRouter, get, post};
use thuchu_model::Act;

use super::gate::gate;
use crate::site::Site;

/// Who may come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Needs {
    /// Whoever knows the address.
    Anybody,
    /// Who gave a password and has yet to show the second factor.
    HalfWay,
    /// Who is logged in, all the way or half.
    LoggedIn,
    /// Who is all the way in, in a role that may do this.
    May(Act),
}

/// One address.
#[derive(Debug, Clone)]
pub(crate) struct Line {
    pub(crate) method: Method,
    /// Below `/desk`.
    pub(crate) path: &'static str,
    #[cfg_attr(not(test), expect(dead_code, reason = "the matrix of the tests reads it; the gate holds a copy"))]
    pub(crate) needs: Needs,
}

/// The addresses of the desk, each behind its gate.
pub(crate) struct Doors {
    site: Site,
    router: Router<Site>,
    lines: Vec<Line>,
}

impl Doors {
    pub(super) fn new(site: &Site) -> Self {
        Self { site: site.clone(), router: Router::new(), lines: Vec::new() }
    }

    pub(super) fn get<H, T>(self, path: &'static str, needs: Needs, handler: H) -> Self
    where
        H: Handler<T, Site>,
        T: 'static,
    {
        self.door(Method::GET, path, needs, get(handler))
    }

    pub(super) fn post<H, T>(self, path: &'static str, needs: Needs, handler: H) -> Self
    where
        H: Handler<T, Site>,
        T: 'static,
    {
        self.door(Method::POST, path, needs, post(handler))
    }

    fn door(mut self, method: Method, path: &'static str, needs: Needs, handler: MethodRouter<Site>) -> Self {
        let guarded = handler.layer(from_fn_with_state((self.site.clone(), needs), gate));
        self.router = self.router.route(path, guarded);
        self.lines.push(Line { method, path, needs });
        self
    }

    pub(super) fn into_router(self) -> Router<Site> {
        debug_assert!(self.lines.iter().all(|line| line.path.starts_with('/') && line.method != Method::PUT));
        self.router
    }

    /// What is served, for the matrix of the tests.
    #[cfg(test)]
    pub(crate) fn lines(&self) -> &[Line] {
        &self.lines
    }
}
