//! The desk: pages for the people who work here. Every address is a line of [`doors`] that names what it needs; there
//! is no way to serve one without.

mod account;
mod appeals;
mod approval;
mod counts;
mod door;
mod enter;
mod events;
mod evidence;
mod frame;
mod gate;
mod nonce;
mod own_pages;
mod passkey;
mod people;
mod plot;
mod publish_words;
mod publishers;
mod qr;
mod queue;
mod review;
mod settings;
mod settings_words;
mod sources;
mod trail;
pub(crate) mod trail_words;
mod webhooks;
mod withdrawal;
mod words;

pub(crate) use appeals::{kind as appeal_kind, state as appeal_state};
pub(crate) use door::{Doors, Needs};
pub(crate) use events::Listening;
pub(crate) use frame::{Fields, Wrong};
pub(crate) use gate::{Cookie, SignedIn, Transport};
pub(crate) use publish_words::refused;

use std::collections::HashSet;
use std::sync::LazyLock;

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
        .get("/passkey", Anybody, passkey::challenge)
        .post("/login/passkey", Anybody, enter::login::with_passkey)
        .post("/logout", LoggedIn, enter::login::log_out)
        .get("/factor", HalfWay, enter::factor::page)
        .post("/factor", HalfWay, enter::factor::show)
        .post("/factor/passkey", HalfWay, enter::factor::passkey)
        .get("/factor/new", LoggedIn, enter::phone::page)
        .post("/factor/new", LoggedIn, enter::phone::confirm)
        .post("/factor/begin", own, enter::phone::begin)
        .get("/again", own, enter::factor::again_page)
        .post("/again", own, enter::factor::again)
        .post("/again/passkey", own, enter::factor::passkey_again)
        .get("/link/{token}", Anybody, enter::link::page)
        .post("/link/{token}", Anybody, enter::link::use_it)
        .get("/account", own, account::page)
        .get("/account/password", own, account::password_page)
        .post("/account/password", own, account::password)
        .post("/account/codes", own, account::codes)
        .post("/account/logins/end", own, account::end)
        .post("/account/passkeys", own, account::add_passkey)
        .post("/account/passkeys/remove", own, account::remove_passkey)
        .post("/account/byline", own, account::byline)
        .get("/settings", May(Act::SeeSettings), settings::page)
        .get("/settings/{section}", May(Act::ChangeSettings), settings::form)
        .post("/settings/{section}", MayByForm(Act::ChangeSettings), settings::save)
        .post("/settings/look/picture", May(Act::ChangeSettings), settings::picture)
        .post("/settings/{section}/undo", May(Act::ChangeSettings), settings::undo)
        .get("/own-pages", May(Act::SeeSettings), own_pages::list)
        .get("/own-pages/{name}", May(Act::ChangeSettings), own_pages::form)
        .post("/own-pages/{name}", MayByForm(Act::ChangeSettings), own_pages::save)
        .post("/own-pages/{name}/remove", May(Act::ChangeSettings), own_pages::remove)
        .get("/webhooks", May(Act::SeeSettings), webhooks::page)
        .post("/webhooks", May(Act::ChangeSettings), webhooks::add)
        .post("/webhooks/{id}/test", May(Act::ChangeSettings), webhooks::test)
        .post("/webhooks/{id}/again", May(Act::ChangeSettings), webhooks::again)
        .post("/webhooks/{id}/active", May(Act::ChangeSettings), webhooks::active)
        .post("/webhooks/{id}/remove", May(Act::ChangeSettings), webhooks::remove)
        .get("/lists", May(Act::SeeSettings), sources::page)
        .post("/lists", May(Act::ChangeSettings), sources::add)
        .post("/lists/{id}/run", May(Act::ChangeSettings), sources::run)
        .post("/lists/{id}/active", May(Act::ChangeSettings), sources::active)
        .post("/lists/{id}/remove", May(Act::ChangeSettings), sources::remove)
        .get("/people", May(Act::SeePeople), people::page)
        .get("/people/invite", May(Act::ManagePeople), people::invite_page)
        .post("/people/invite", May(Act::ManagePeople), people::invite)
        .post("/people/{id}/role", May(Act::ManagePeople), people::role)
        .post("/people/{id}/active", May(Act::ManagePeople), people::active)
        .post("/people/{id}/link", May(Act::ManagePeople), people::link)
        .get("/queue", May(Act::SeeQueue), queue::page)
        .post("/queue/undo", May(Act::Triage), queue::act::undo)
        .post("/queue/bulk", May(Act::Triage), queue::bulk::bulk)
        .post("/queue/views", May(Act::SeeQueue), queue::views::add)
        .post("/queue/views/{id}/delete", May(Act::SeeQueue), queue::views::delete)
        .get("/clusters/{id}", May(Act::ReadMessages), queue::cluster)
        .get("/clusters/{id}/pictures/{picture}", May(Act::ReadMessages), queue::picture)
        .post("/clusters/{id}/take", May(Act::Triage), queue::act::take)
        .post("/clusters/{id}/assign", May(Act::Triage), queue::act::assign)
        .post("/clusters/{id}/due", May(Act::Triage), queue::act::due)
        .post("/clusters/{id}/topic", May(Act::Triage), queue::act::topic)
        .post("/clusters/{id}/wording", May(Act::Triage), queue::act::wording)
        .post("/clusters/{id}/merge", May(Act::Triage), queue::act::merge)
        .post("/clusters/{id}/split", May(Act::Triage), queue::act::split)
        .post("/clusters/{id}/reject", May(Act::Triage), queue::act::reject)
        .post("/clusters/{id}/attach", May(Act::CloseCluster), queue::act::attach)
        .post("/clusters/{id}/close", May(Act::CloseCluster), queue::act::close)
        .post("/clusters/{id}/remove", May(Act::CloseCluster), queue::act::remove)
        .get("/events", May(Act::SeeQueue), events::events)
        .get("/publishers", May(Act::SeePublishers), publishers::page)
        .post("/publishers/{id}/trust", May(Act::DecideTrust), publishers::want)
        .post("/proposals/{id}/confirm", May(Act::DecideTrust), publishers::confirm)
        .post("/proposals/{id}/withdraw", May(Act::DecideTrust), publishers::withdraw)
        .get("/counts", May(Act::SeeCounts), counts::page)
        .get("/counts.csv", May(Act::SeeCounts), counts::csv)
        .get("/trail", May(Act::SeeAudit), trail::page)
        .get("/trail/{kind}/{id}", May(Act::SeeAudit), trail::of_one)
        .get("/reviews", May(Act::SeeReviews), review::list)
        .post("/reviews", May(Act::WriteReviews), review::begin)
        .get("/reviews/new", May(Act::WriteReviews), review::new)
        .get("/reviews/{id}", May(Act::SeeReviews), review::page)
        .post("/reviews/{id}", May(Act::WriteReviews), review::save)
        .post("/reviews/{id}/back", May(Act::WriteReviews), review::back)
        .post("/reviews/{id}/return", May(Act::Approve), review::give_back)
        .post("/reviews/{id}/notes", May(Act::WriteReviews), review::note)
        .post("/reviews/{id}/assign", May(Act::WriteReviews), review::assign)
        .get("/reviews/{id}/preview", May(Act::SeeReviews), review::preview)
        .get("/reviews/{id}/history", May(Act::SeeReviews), review::history)
        .get("/reviews/{id}/beside", May(Act::SeeReviews), evidence::beside::page)
        .post("/reviews/{id}/beside", May(Act::WriteReviews), evidence::beside::ask)
        .get("/reviews/{id}/evidence/{evidence}", May(Act::SeeReviews), evidence::source::page)
        .get("/reviews/{id}/evidence/{evidence}/copy", May(Act::SeeReviews), evidence::copy::fragment)
        .post("/evidence/file", May(Act::WriteReviews), evidence::bring::bring)
        .get("/captures/{id}/page", May(Act::SeeReviews), evidence::files::page)
        .get("/captures/{id}/files/{role}", May(Act::SeeReviews), evidence::files::file)
        .get("/official-pages", May(Act::SeeReviews), evidence::official::page)
        .post("/official-pages", May(Act::Approve), evidence::official::name)
        .post("/official-pages/confirm", May(Act::Approve), evidence::official::confirm)
        .post("/official-pages/remove", May(Act::Approve), evidence::official::remove)
        .get("/reviews/{id}/approval", May(Act::Approve), approval::page)
        .post("/reviews/{id}/approval", May(Act::Approve), approval::approve)
        .post("/reviews/{id}/approval/schedule", May(Act::Approve), approval::schedule)
        .get("/withdrawals", May(Act::Approve), withdrawal::list)
        .get("/checks/{id}/withdrawal", May(Act::Approve), withdrawal::page)
        .post("/checks/{id}/withdrawal", May(Act::Approve), withdrawal::ask)
        .post("/checks/{id}/withdrawal/confirm", May(Act::Approve), withdrawal::confirm)
        .post("/checks/{id}/withdrawal/refuse", May(Act::Approve), withdrawal::refuse)
        .get("/appeals", May(Act::Approve), appeals::list)
        .get("/appeals/{id}", May(Act::Approve), appeals::page)
        .post("/appeals/{id}/decision", May(Act::Approve), appeals::decide)
}

/// The desk below this prefix: a language's, or none.
pub(crate) fn routes(site: &Site, prefix: &str) -> Router<Site> {
    doors().into_router(site, prefix)
}

/// Whether this address, such as `/desk/queue`, is one of the desk's.
fn serves(path: &str) -> bool {
    static PATHS: LazyLock<HashSet<&'static str>> = LazyLock::new(|| doors().paths().collect());
    path.strip_prefix("/desk").is_some_and(|path| PATHS.contains(path))
}

/// `GET /desk`: the part that somebody's role begins with.
async fn home(reader: Reader, SignedIn(person): SignedIn) -> Response<Body> {
    let part = if may(person.editor.role, Act::SeeQueue) {
        "/desk/queue"
    } else if may(person.editor.role, Act::SeePublishers) {
        "/desk/publishers"
    } else {
        "/desk/account"
    };
    see(&reader, part)
}

/// Goes on with a page of the desk, in the reader's language.
fn see(reader: &Reader, path: &str) -> Response<Body> {
    moved(StatusCode::SEE_OTHER, &in_lang(reader.lang, path))
}
