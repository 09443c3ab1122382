//! The way in. A check's page that is kept is handed out before anything else is looked at: it is what most readers
//! come for, and taking its address apart, walking through the layers of the router and adding headers one by one cost
//! more than the page itself. Everything else goes to the router.

use std::convert::Infallible;
use std::future::{Ready, ready};
use std::task::{Context, Poll};
use std::time::Duration;

use axum::Router;
use axum::body::{Body, Bytes, HttpBody};
use axum::http::{Method, Request, Response};
use axum::routing::future::RouteFuture;
use futures_util::future::Either;
use thuchu_listen::Client;
use thuchu_say as say;
use tower_service::Service;

use crate::counter::Look;
use crate::language::Reader;
use crate::pages;
use crate::site::Site;

/// A site as a server takes it. Cheap to clone.
#[derive(Clone)]
pub struct Front {
    site: Site,
    router: Router,
}

impl Front {
    pub(crate) fn new(site: Site, router: Router) -> Self {
        Self { site, router }
    }

    /// The kept page, where the request is for one.
    fn kept<B>(&self, request: &Request<B>) -> Option<Response<Body>> {
        if request.method() != Method::GET || request.uri().query().is_some() {
            return None;
        }
        let begun = self.site.clock.now();
        let route = pages::check::route_of(request.uri().path())?;
        let reader = Reader::of(request.uri(), request.headers());
        let client = request.extensions().get::<Client>().copied();
        let https = client.is_some_and(|client| client.https);
        // Somebody who gets another language than they ask for goes through the router.
        if !say::Lang::ALL.into_iter().all(|lang| self.site.own().speaks(lang)) {
            return None;
        }
        let page = pages::check::at_hand(&self.site, &reader, request.headers(), https)?;
        let micros = self.site.clock.now().micros().saturating_sub(begun.micros()).max(0).unsigned_abs();
        self.site.metrics.count(route, page.status().as_u16(), Duration::from_micros(micros));
        let (method, path, head) = (request.method(), request.uri().path(), request.headers());
        self.site.count_view(&Look { method, route, path, client, head }, page.status());
        Some(page)
    }
}

impl<B> Service<Request<B>> for Front
where
    B: HttpBody<Data = Bytes> + Send + 'static,
    B::Error: Into<axum::BoxError>,
{
    type Response = Response<Body>;
    type Error = Infallible;
    type Future = Either<Ready<Result<Response<Body>, Infallible>>, RouteFuture<Infallible>>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Service::<Request<B>>::poll_ready(&mut self.router, context)
    }

    fn call(&mut self, request: Request<B>) -> Self::Future {
        match self.kept(&request) {
            Some(page) => Either::Left(ready(Ok(page))),
            None => Either::Right(self.router.call(request)),
        }
    }
}
