//! Passkeys on pages: where they can be, what the script needs to know, and the challenge that it fetches. Forms carry
//! them, so that an answer is a page like any other.

use axum::extract::{FromRequestParts, State};
use axum::http::header;
use axum::http::request::Parts;
use axum::response::IntoResponse;
use serde::Deserialize;
use thuchu_app::people::{Party, PasskeyShown, Person, Signed};
use thuchu_say::{self as say, Message};

use super::Transport;
use crate::error::Fault;
use crate::site::Site;

/// Where a passkey is shown.
pub(crate) struct Here {
    /// The site as passkeys know it: by its public address, or else by the one that was asked. `None` where browsers
    /// have no passkeys.
    pub(crate) party: Option<Party>,
    /// Who holds the browser's log-in by now.
    pub(crate) holder: Option<Person>,
}

impl FromRequestParts<Site> for Here {
    type Rejection = Fault;

    async fn from_request_parts(parts: &mut Parts, site: &Site) -> Result<Self, Fault> {
        let holder = parts.extensions.get::<Person>().cloned();
        let scheme = match Transport::from_request_parts(parts, site).await? {
            Transport::Encrypted => "https",
            Transport::Loopback => "http",
            Transport::Open => return Ok(Self { party: None, holder }),
        };
        let address = match &site.settings.public_url {
            Some(url) => url.clone(),
            None => {
                let host = parts.headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
                format!("{scheme}://{host}")
            }
        };
        // Who comes another way than the public address says has other passkeys, or none.
        let same_way = address.split_once("://").is_some_and(|(public, _)| public == scheme);
        Ok(Self { party: Party::at(&address).filter(|_| same_way), holder })
    }
}

/// A form that shows a passkey.
pub(crate) struct Offer {
    /// Path of the script.
    pub(crate) script: String,
    /// The site that passkeys are bound to.
    pub(crate) site: String,
    /// What the button says.
    pub(crate) label: Message,
    /// Where the form goes.
    pub(crate) to: &'static str,
    /// Where it leads back to.
    pub(crate) back: Option<String>,
    /// Those that will do, with spaces between; empty for any of this site.
    pub(crate) ids: String,
}

impl Offer {
    /// At the log-in: any passkey of this site.
    pub(crate) fn to_anybody(site: &Site, here: Option<&Party>) -> Option<Self> {
        let (script, party) = (site.assets.passkey.clone(), here?);
        let (label, to) = (say::passkey_log_in(), "/desk/login/passkey");
        Some(Self { script, site: party.id().to_owned(), label, to, back: None, ids: String::new() })
    }

    /// To somebody who has passkeys.
    pub(crate) async fn to_person(
        site: &Site,
        here: Option<&Party>,
        person: &Person,
        to: &'static str,
        back: Option<String>,
    ) -> Result<Option<Self>, Fault> {
        let ids = ids(&site.people.passkeys(person).await?);
        let offer = Self::to_anybody(site, here).filter(|_| !ids.is_empty());
        Ok(offer.map(|offer| Self { label: say::passkey_use(), to, back, ids, ..offer }))
    }
}

/// As the script reads them.
pub(crate) fn ids(all: &[PasskeyShown]) -> String {
    all.iter().map(|key| key.id.as_str()).collect::<Vec<_>>().join(" ")
}

/// What a form brings: the passkey's answer, and where to go on.
#[derive(Deserialize)]
pub(crate) struct Shown {
    #[serde(flatten)]
    pub(crate) signed: Signed,
    #[serde(default)]
    pub(crate) to: String,
}

/// `GET /desk/passkey`: a challenge for the script, good for the log-in that asks.
pub(crate) async fn challenge(State(site): State<Site>, here: Here) -> Result<impl IntoResponse, Fault> {
    let challenge = site.people.challenge(here.holder.as_ref())?;
    Ok(([(header::CONTENT_TYPE, "text/plain; charset=utf-8")], challenge))
}
