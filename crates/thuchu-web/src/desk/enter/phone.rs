//! `/desk/factor/new`: connecting a phone, and the recovery codes that come with it.

use askama::Template;
use axum::body::Body;
use axum::http::Response;
use serde::Deserialize;
use thuchu_app::people::totp::TotpSecret;
use thuchu_app::people::{PeopleError, Person};
use thuchu_model::Secret;
use thuchu_say as say;

use crate::desk::frame::{Bar, Fields, Visit, Wrong, frame, page as answer};
use crate::desk::words::refused;
use crate::desk::{Cookie, Transport, qr, see};
use crate::error::Fault;
use crate::language::Reader;
use crate::look::Frame;
use crate::site::Site;

#[derive(Template)]
#[template(path = "desk/phone.html")]
struct PhonePage {
    c: Frame,
    bar: Option<Bar>,
    qr: Option<(usize, String)>,
    /// In groups of four letters.
    letters: String,
    uri: String,
    wrong: Vec<Wrong>,
}

/// Recovery codes, shown once.
#[derive(Template)]
#[template(path = "desk/codes.html")]
pub(crate) struct CodesPage {
    pub(crate) c: Frame,
    pub(crate) bar: Option<Bar>,
    pub(crate) codes: Vec<String>,
}

/// The first code.
#[derive(Deserialize)]
pub(crate) struct First {
    code: Secret,
}

fn form(site: &Site, reader: &Reader, person: &Person, secret: &TotpSecret) -> PhonePage {
    let c = frame(site, reader, say::people_enrol_title());
    let text = secret.reveal();
    let uri = uri(&c.name, person.editor.name.as_str(), &text);
    let letters = text.as_bytes().chunks(4).map(|group| String::from_utf8_lossy(group).into_owned());
    let letters = letters.collect::<Vec<_>>().join(" ");
    PhonePage { bar: Bar::of(&c, person), c, qr: qr::path(&uri), letters, uri, wrong: Vec::new() }
}

/// The address that authenticator apps read (Key URI Format).
fn uri(desk: &str, name: &str, secret: &str) -> String {
    let encode =
        |text: &str| url::form_urlencoded::byte_serialize(text.as_bytes()).collect::<String>().replace('+', "%20");
    let (desk, name) = (encode(desk), encode(name));
    format!("otpauth://totp/{desk}:{name}?secret={secret}&issuer={desk}&algorithm=SHA1&digits=6&period=30")
}

/// `GET /desk/factor/new`
pub(crate) async fn page(Visit { site, reader, head, person }: Visit) -> Result<Response<Body>, Fault> {
    match site.people.pending(&person) {
        Ok(Some(secret)) => answer(&reader, &head, &form(&site, &reader, &person, &secret), false),
        Ok(None) => Ok(see(&reader, if person.half_way() { "/desk/factor" } else { "/desk/account" })),
        Err(error) => Err(Fault::Unusable("access.key_lost", refused(error)?)),
    }
}

/// `POST /desk/factor/new`: the first code. The answer holds the recovery codes.
pub(crate) async fn confirm(
    Visit { site, reader, head, person }: Visit,
    transport: Transport,
    Fields(typed): Fields<First>,
) -> Result<Response<Body>, Fault> {
    match site.people.confirm_factor(&person, &typed.code).await {
        Ok((token, codes)) => {
            let c = frame(&site, &reader, say::people_codes_title());
            let shown = answer(&reader, &head, &CodesPage { c, bar: None, codes }, false)?;
            Ok(Cookie::hold(transport, &token).on(shown))
        }
        Err(PeopleError::Wrong) => {
            let Some(secret) = site.people.pending(&person)? else { return Ok(see(&reader, "/desk/account")) };
            let wrong = vec![Wrong { field: "code", text: say::people_enrol_wrong() }];
            answer(&reader, &head, &PhonePage { wrong, ..form(&site, &reader, &person, &secret) }, true)
        }
        Err(PeopleError::NotFresh) => Ok(see(&reader, "/desk/again?to=/desk/factor/new")),
        Err(PeopleError::Missing(_)) => Err(Fault::Unusable("access.no_pending", say::people_enrol_none())),
        Err(error) => Err(error.into()),
    }
}

/// `POST /desk/factor/begin`: another phone.
pub(crate) async fn begin(Visit { site, reader, person, .. }: Visit) -> Result<Response<Body>, Fault> {
    match site.people.begin_factor(&person).await {
        Ok(()) => Ok(see(&reader, "/desk/factor/new")),
        Err(PeopleError::NotFresh) => Ok(see(&reader, "/desk/again?to=/desk/account")),
        Err(error) => Err(error.into()),
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_address_for_apps_names_desk_and_editor() {
        let uri = super::uri("Thực Hư", "Nguyễn An", "ABCD");
        assert!(uri.starts_with("otpauth://totp/Th%E1%BB%B1c%20H%C6%B0:Nguy%E1%BB%85n%20An?secret=ABCD&issuer=Th"));
    }
}
