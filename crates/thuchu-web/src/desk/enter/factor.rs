//! `/desk/factor` and `/desk/again`: the second factor, at the log-in and before an admin's act.

use askama::Template;
use axum::body::Body;
use axum::extract::{FromRequestParts, Query};
use axum::http::request::Parts;
use axum::http::{HeaderMap, Response};
use serde::Deserialize;
use thuchu_app::people::{PeopleError, Person, Signed};
use thuchu_model::{Secret, Token};
use thuchu_say::{self as say, Message};

use crate::desk::enter::link::no_factor;
use crate::desk::frame::{Bar, Fields, Wrong, frame, page as answer};
use crate::desk::passkey::{Here, Offer, Shown};
use crate::desk::words::refused;
use crate::desk::{Cookie, SignedIn, Transport, see};
use crate::error::Fault;
use crate::language::Reader;
use crate::look::Frame;
use crate::site::Site;

#[derive(Template)]
#[template(path = "desk/factor.html")]
struct FactorPage {
    c: Frame,
    bar: Option<Bar>,
    lead: Message,
    /// Where the form goes.
    to: &'static str,
    /// Where it leads back to.
    back: Option<String>,
    passkey: Option<Offer>,
    wrong: Vec<Wrong>,
}

/// The code.
#[derive(Deserialize)]
pub(crate) struct Code {
    code: Secret,
    #[serde(default)]
    to: String,
}

/// Where to go on.
#[derive(Deserialize)]
pub(crate) struct Back {
    #[serde(default)]
    to: String,
}

/// Who is asked for a second factor, and where.
pub(crate) struct Asked {
    site: Site,
    reader: Reader,
    head: HeaderMap,
    transport: Transport,
    here: Here,
    person: Person,
}

impl FromRequestParts<Site> for Asked {
    type Rejection = Fault;

    async fn from_request_parts(parts: &mut Parts, site: &Site) -> Result<Self, Fault> {
        let Ok(reader) = Reader::from_request_parts(parts, site).await;
        let transport = Transport::from_request_parts(parts, site).await?;
        let here = Here::from_request_parts(parts, site).await?;
        let SignedIn(person) = SignedIn::from_request_parts(parts, site).await?;
        Ok(Self { site: site.clone(), reader, head: parts.headers.clone(), transport, here, person })
    }
}

impl Asked {
    /// The form. `back`: where to go on; `None` at the log-in.
    async fn form(&self, back: Option<String>) -> Result<FactorPage, Fault> {
        let Self { site, reader, person, here, .. } = self;
        let (title, lead, to, passkey_to) = match back {
            None => (say::people_factor_title(), say::people_factor_lead(), "/desk/factor", "/desk/factor/passkey"),
            Some(_) => (say::people_again_title(), say::people_again_lead(), "/desk/again", "/desk/again/passkey"),
        };
        let passkey = Offer::to_person(site, here.party.as_ref(), person, passkey_to, back.clone()).await?;
        // The page in the other language stands where the form of codes goes.
        let c = frame(site, &Reader { path: to.to_owned(), ..reader.clone() }, title);
        Ok(FactorPage { bar: Bar::of(&c, person), c, lead, to, back, passkey, wrong: Vec::new() })
    }

    async fn page(&self, back: Option<String>) -> Result<Response<Body>, Fault> {
        answer(&self.reader, &self.head, &self.form(back).await?, false)
    }

    async fn by_code(&self, code: &Secret, back: Option<String>) -> Result<Response<Body>, Fault> {
        let done = self.site.people.show_factor(&self.person, code).await;
        self.shown(done, Wrong { field: "code", text: say::people_factor_wrong() }, back).await
    }

    async fn by_passkey(&self, signed: &Signed, back: Option<String>) -> Result<Response<Body>, Fault> {
        let done = match &self.here.party {
            Some(party) => self.site.people.show_passkey(party, &self.person, signed).await,
            None => Err(PeopleError::Wrong),
        };
        self.shown(done, Wrong { field: "main", text: say::passkey_wrong() }, back).await
    }

    /// Goes on, or asks again with what is wrong.
    async fn shown(
        &self,
        done: Result<Token, PeopleError>,
        mut wrong: Wrong,
        back: Option<String>,
    ) -> Result<Response<Body>, Fault> {
        match done {
            Ok(token) => {
                let on = see(&self.reader, back.as_deref().unwrap_or("/desk"));
                return Ok(Cookie::hold(self.transport, &token).on(on));
            }
            Err(PeopleError::Wrong) => {}
            Err(error) => wrong.text = refused(error)?,
        }
        let form = self.form(back).await?;
        answer(&self.reader, &self.head, &FactorPage { wrong: vec![wrong], ..form }, true)
    }
}

/// `GET /desk/factor`: who has no phone yet connects one, if a link let them in; a password alone may be a guess.
pub(crate) async fn page(asked: Asked) -> Result<Response<Body>, Fault> {
    if asked.person.sets_up_factor() {
        return Ok(see(&asked.reader, "/desk/factor/new"));
    }
    if !asked.site.people.has_factor(&asked.person).await? {
        return no_factor(&asked.site, &asked.reader, &asked.head);
    }
    asked.page(None).await
}

/// `GET /desk/again?to=…`
pub(crate) async fn again_page(asked: Asked, Query(back): Query<Back>) -> Result<Response<Body>, Fault> {
    asked.page(Some(within(&back.to))).await
}

/// `POST /desk/factor`
pub(crate) async fn show(asked: Asked, Fields(typed): Fields<Code>) -> Result<Response<Body>, Fault> {
    asked.by_code(&typed.code, None).await
}

/// `POST /desk/factor/passkey`
pub(crate) async fn passkey(asked: Asked, Fields(sent): Fields<Shown>) -> Result<Response<Body>, Fault> {
    asked.by_passkey(&sent.signed, None).await
}

/// `POST /desk/again`
pub(crate) async fn again(asked: Asked, Fields(typed): Fields<Code>) -> Result<Response<Body>, Fault> {
    asked.by_code(&typed.code, Some(within(&typed.to))).await
}

/// `POST /desk/again/passkey`
pub(crate) async fn passkey_again(asked: Asked, Fields(sent): Fields<Shown>) -> Result<Response<Body>, Fault> {
    asked.by_passkey(&sent.signed, Some(within(&sent.to))).await
}

/// An address of the desk, without language; anything else leads to its beginning.
fn within(to: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '/' | '-');
    let ours = to == "/desk" || to.starts_with("/desk/");
    if ours && !to.contains("//") && to.chars().all(plain) { to.to_owned() } else { "/desk".to_owned() }
}

#[cfg(test)]
mod tests {
    use super::within;

    #[test]
    fn going_on_stays_within_the_desk() {
        assert_eq!(within("/desk/people/invite"), "/desk/people/invite");
        for elsewhere in
            ["", "/", "//evil.example", "https://evil.example", "/desk//evil", "/deskx", "/desk/\\e", "/desk/../"]
        {
            assert_eq!(within(elsewhere), "/desk", "{elsewhere}");
        }
    }
}
