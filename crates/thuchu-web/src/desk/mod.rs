//! The desk: pages for the people who work here. Every address is a line of [`doors`] that names what it needs; there
//! is no way to serve one without.

mod account;
mod door;
mod enter;
mod frame;
mod gate;
mod people;
mod publishers;
mod qr;
mod settings;
mod settings_words;
mod words;

pub(crate) use door::{Doors, Needs};
pub(crate) use gate::{Cookie, SignedIn, Transport};

use axum::Router;
use axum::body::Body;
use axum::http::{Response, StatusCode};
use thuchu_model::{Act, may};

use crate::language::Reader;
use crate::look::in_lang;
use crate::router::moved;
use crate::site::Site;

/// Every address of the desk, what it needs and who answers. Paths are below `/desk`.
pub(crate) fn doors() -> Doors {
    use Needs::{Anybody, HalfWay, LoggedIn, May, MayByForm};
    let own = May(Act::KeepOwnAccess);
    Doors::default()
        .get("/", own, home)
        .get("/login", Anybody, enter::login::page)
        .post("/login", Anybody, enter::login::log_in)
        .post("/logout", LoggedIn, enter::login::log_out)
        .get("/factor", HalfWay, enter::factor::page)
        .post("/factor", HalfWay, enter::factor::show)
        .get("/factor/new", LoggedIn, enter::phone::page)
        .post("/factor/new", LoggedIn, enter::phone::confirm)
        .post("/factor/begin", own, enter::phone::begin)
        .get("/again", own, enter::factor::again_page)
        .post("/again", own, enter::factor::again)
        .get("/link/{token}", Anybody, enter::link::page)
        .post("/link/{token}", Anybody, enter::link::use_it)
        .get("/account", own, account::page)
        .get("/account/password", own, account::password_page)
        .post("/account/password", own, account::password)
        .post("/account/codes", own, account::codes)
        .post("/account/logins/end", own, account::end)
        .post("/account/byline", own, account::byline)
        .get("/settings", May(Act::SeeSettings), settings::page)
        .get("/settings/{section}", May(Act::ChangeSettings), settings::form)
        .post("/settings/{section}", MayByForm(Act::ChangeSettings), settings::save)
        .post("/settings/look/picture", May(Act::ChangeSettings), settings::picture)
        .post("/settings/{section}/undo", May(Act::ChangeSettings), settings::undo)
        .get("/people", May(Act::SeePeople), people::page)
        .get("/people/invite", May(Act::ManagePeople), people::invite_page)
        .post("/people/invite", May(Act::ManagePeople), people::invite)
        .post("/people/{id}/role", May(Act::ManagePeople), people::role)
        .post("/people/{id}/active", May(Act::ManagePeople), people::active)
        .post("/people/{id}/link", May(Act::ManagePeople), people::link)
        .get("/publishers", May(Act::SeePublishers), publishers::page)
        .post("/publishers/{id}/trust", May(Act::DecideTrust), publishers::want)
        .post("/proposals/{id}/confirm", May(Act::DecideTrust), publishers::confirm)
        .post("/proposals/{id}/withdraw", May(Act::DecideTrust), publishers::withdraw)
}

/// The desk below this prefix: a language's, or none.
pub(crate) fn routes(site: &Site, prefix: &str) -> Router<Site> {
    doors().into_router(site, prefix)
}

/// `GET /desk`: the part that somebody's role begins with.
async fn home(reader: Reader, SignedIn(person): SignedIn) -> Response<Body> {
    let part = if may(person.editor.role, Act::SeePublishers) { "/desk/publishers" } else { "/desk/account" };
    see(&reader, part)
}

/// Goes on with a page of the desk, in the reader's language.
fn see(reader: &Reader, path: &str) -> Response<Body> {
    moved(StatusCode::SEE_OTHER, &in_lang(reader.lang, path))
}
