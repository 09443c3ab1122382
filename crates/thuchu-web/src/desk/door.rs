//! What an address needs, written down where it is served.

use axum::Router;
use axum::handler::Handler;
use axum::http::Method;
use axum::middleware::from_fn_with_state;
use axum::routing::{MethodRouter, get, post};
use thuchu_model::Act;

use super::gate::{Gated, gate};
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
    /// The same, where the form that is sent asks for the second factor by itself when that is too old: nothing that
    /// somebody typed is lost on the way to another page.
    MayByForm(Act),
}

/// One address.
pub(crate) struct Line {
    pub(crate) method: Method,
    /// Below `/desk`.
    pub(crate) path: &'static str,
    needs: Needs,
    handler: MethodRouter<Site>,
}

/// The addresses of the desk.
#[derive(Default)]
pub(crate) struct Doors(Vec<Line>);

impl Doors {
    pub(super) fn get<H, T>(self, path: &'static str, needs: Needs, handler: H) -> Self
    where
        H: Handler<T, Site>,
        T: 'static,
    {
        self.door(Line { method: Method::GET, path, needs, handler: get(handler) })
    }

    pub(super) fn post<H, T>(self, path: &'static str, needs: Needs, handler: H) -> Self
    where
        H: Handler<T, Site>,
        T: 'static,
    {
        self.door(Line { method: Method::POST, path, needs, handler: post(handler) })
    }

    fn door(mut self, line: Line) -> Self {
        self.0.push(line);
        self
    }

    /// Serves them below `prefix/desk`, each behind its gate.
    pub(super) fn into_router(self, site: &Site, prefix: &str) -> Router<Site> {
        self.0.into_iter().fold(Router::new(), |router, line| {
            let gated = Gated { site: site.clone(), needs: line.needs, writes: line.method != Method::GET };
            let address = format!("{prefix}/desk{}", line.path.trim_end_matches('/'));
            router.route(&address, line.handler.layer(from_fn_with_state(gated, gate)))
        })
    }

    /// The paths that are served, below `/desk`.
    pub(crate) fn paths(self) -> impl Iterator<Item = &'static str> {
        self.0.into_iter().map(|line| line.path)
    }

    /// What is served, for the matrix of the tests.
    #[cfg(test)]
    pub(crate) fn lines(&self) -> &[Line] {
        &self.0
    }
}
