//! The gate before every address of the desk: where a request comes from, who sends it, whether they may.

use axum::body::Body;
use axum::extract::{FromRequestParts, OriginalUri, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Response, Uri, header};
use axum::middleware::Next;
use axum::response::IntoResponse;
use thuchu_app::people::Person;
use thuchu_listen::Client;
use thuchu_model::{Token, may};

use super::nonce::Nonce;
use super::{Needs, see};
use crate::error::Fault;
use crate::headers::{ShowsFrame, allow_scripts};
use crate::inert::Inert;
use crate::language::Reader;
use crate::site::Site;

const SEC_FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");

/// What the gate before one address knows.
#[derive(Clone)]
pub(super) struct Gated {
    pub(super) site: Site,
    pub(super) needs: Needs,
    /// The address changes something.
    pub(super) writes: bool,
}

/// Around every answer of the desk.
pub(super) async fn gate(State(gated): State<Gated>, mut request: Request, next: Next) -> Response<Body> {
    let uri = request.extensions().get::<OriginalUri>().map_or_else(|| request.uri().clone(), |uri| uri.0.clone());
    let head = request.headers().clone();
    let nonce = Nonce::new(&*gated.site.steps.desk.chance);
    let mut response = match admit(&gated, &uri, &mut request).await {
        Ok(()) => nonce.clone().around(next.run(request)).await,
        Err(Away::Fault(fault)) => fault.into_response(),
        Err(Away::To(path)) => see(&Reader::of(&uri, &head), &path),
    };
    let (inert, frame) =
        (response.extensions().get::<Inert>().is_some(), response.extensions().get::<ShowsFrame>().is_some());
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    // What others made has a stricter policy than any page of ours, and names no referrer.
    if inert {
        return response;
    }
    // `no-referrer` would make browsers hide the origin of our own forms.
    headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("same-origin"));
    allow_scripts(headers, nonce.as_str(), frame);
    response
}

/// Why a request does not come through.
enum Away {
    Fault(Fault),
    /// Another page of the desk comes first.
    To(String),
}

impl From<Fault> for Away {
    fn from(fault: Fault) -> Self {
        Self::Fault(fault)
    }
}

async fn admit(gated: &Gated, uri: &Uri, request: &mut Request) -> Result<(), Away> {
    let Gated { site, needs, writes } = gated;
    let transport = Transport::of(request.extensions().get::<Client>());
    request.extensions_mut().insert(transport);
    if *writes {
        if !is_own(request.headers(), uri, site.settings.public_url.as_deref()) {
            return Err(Fault::CrossSite.into());
        }
        if transport == Transport::Open {
            return Err(Fault::Insecure.into());
        }
    }
    let person = match transport.held(request.headers()) {
        Some(token) => site.people.person(&token).await.map_err(Fault::from)?,
        None => None,
    };
    let to = |path: &str| Err(Away::To(path.to_owned()));
    match (needs, &person) {
        (Needs::Anybody, _) | (Needs::LoggedIn, Some(_)) => {}
        (_, None) => return to("/desk/login"),
        (Needs::HalfWay, Some(person)) if person.half_way() => {}
        (Needs::HalfWay, Some(_)) => return to("/desk"),
        (Needs::May(_) | Needs::MayByForm(_), Some(person)) if person.half_way() => return to("/desk/factor"),
        (Needs::May(act) | Needs::MayByForm(act), Some(person)) => {
            if !may(person.editor.role, *act) {
                return Err(Fault::Forbidden.into());
            }
            let by_form = matches!(needs, Needs::MayByForm(_));
            if act.needs_fresh_factor() && !by_form && !person.is_fresh(site.people.now()) {
                // What only takes posts has no page to come back to; its list has.
                let path = Reader::of(uri, request.headers()).path;
                let back = if *writes { parent(&path) } else { &path };
                return to(&format!("/desk/again?to={back}"));
            }
        }
    }
    if let Some(person) = person {
        request.extensions_mut().insert(person);
    }
    Ok(())
}

/// `/desk/people/…` → `/desk/people`.
fn parent(path: &str) -> &str {
    let end = path.match_indices('/').nth(2).map_or(path.len(), |(at, _)| at);
    path.get(..end).unwrap_or(path)
}

/// Whether a request that writes comes from a page of ours (TRUST R32): the browser says so by `Sec-Fetch-Site`, or by
/// an `Origin` of our own host. One of them must be there, and neither may say otherwise.
fn is_own(headers: &HeaderMap, uri: &Uri, public_url: Option<&str>) -> bool {
    let text = |name: HeaderName| {
        let mut all = headers.get_all(name).iter();
        let first = all.next();
        // Two of a kind are nobody's word.
        if all.next().is_some() { Some("") } else { first.map(|value| value.to_str().unwrap_or("")) }
    };
    let fetch = text(SEC_FETCH_SITE);
    let origin = text(header::ORIGIN);
    let own_host = text(header::HOST).or(uri.authority().map(|host| host.as_str()));
    let origin_fits = |origin: &str| {
        let host = origin.strip_prefix("https://").or(origin.strip_prefix("http://"));
        host.is_some_and(|host| !host.is_empty() && Some(host) == own_host) || Some(origin) == public_url
    };
    (fetch.is_some() || origin.is_some())
        && fetch.is_none_or(|site| site == "same-origin")
        && origin.is_none_or(origin_fits)
}

/// How far a cookie travels safely.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Transport {
    /// Encrypted.
    Encrypted,
    /// Plain, but within this machine.
    Loopback,
    /// Plain, over a network: nobody logs in.
    Open,
}

impl Transport {
    fn of(client: Option<&Client>) -> Self {
        match client {
            Some(client) if client.https => Self::Encrypted,
            Some(client) if client.address.is_loopback() && !client.forwarded => Self::Loopback,
            _ => Self::Open,
        }
    }

    /// Browsers take a name with `__Host-` only with `Secure`, which they take only over an encrypted connection.
    const fn cookie(self) -> &'static str {
        match self {
            Self::Encrypted => "__Host-desk",
            Self::Loopback | Self::Open => "desk",
        }
    }

    /// What the browser holds.
    pub(super) fn held(self, headers: &HeaderMap) -> Option<String> {
        if self == Self::Open {
            return None;
        }
        let lines = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
        let mut pairs = lines.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
        pairs.find(|(name, _)| *name == self.cookie()).map(|(_, value)| value.to_owned())
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Transport {
    type Rejection = Fault;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Fault> {
        parts.extensions.get::<Self>().copied().ok_or(Fault::Broken)
    }
}

/// The one cookie of the site: who is logged in at the desk. It ends with the browser.
pub(crate) struct Cookie(HeaderValue);

impl Cookie {
    /// Lets the browser hold this.
    pub(crate) fn hold(transport: Transport, token: &Token) -> Self {
        Self::of(transport, &token.reveal(), "")
    }

    /// Takes it away.
    pub(crate) fn drop(transport: Transport) -> Self {
        Self::of(transport, "", "; Max-Age=0")
    }

    fn of(transport: Transport, value: &str, more: &str) -> Self {
        let secure = if transport == Transport::Encrypted { "; Secure" } else { "" };
        let name = transport.cookie();
        let line = format!("{name}={value}; Path=/; HttpOnly; SameSite=Strict{secure}{more}");
        let mut line = HeaderValue::try_from(line).unwrap_or(HeaderValue::from_static("desk=; Max-Age=0"));
        line.set_sensitive(true);
        Self(line)
    }

    /// On this answer.
    pub(crate) fn on(self, mut response: Response<Body>) -> Response<Body> {
        response.headers_mut().insert(header::SET_COOKIE, self.0);
        response
    }
}

/// Who asks, where the address needs somebody.
pub(crate) struct SignedIn(pub(crate) Person);

impl<S: Send + Sync> FromRequestParts<S> for SignedIn {
    type Rejection = Fault;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Fault> {
        parts.extensions.get::<Person>().cloned().map(Self).ok_or(Fault::Broken)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn own(lines: &[(&'static str, &'static str)]) -> bool {
        let headers =
            lines.iter().map(|(name, value)| (HeaderName::from_static(name), HeaderValue::from_static(value)));
        let mut map = HeaderMap::from_iter([(header::HOST, HeaderValue::from_static("tin.vn:8443"))]);
        headers.for_each(|(name, value)| {
            map.append(name, value);
        });
        is_own(&map, &Uri::from_static("/desk/login"), Some("https://tin.example"))
    }

    #[test]
    fn only_what_our_own_pages_send_is_taken() {
        for lines in [
            &[("sec-fetch-site", "same-origin")][..],
            &[("origin", "https://tin.vn:8443")],
            &[("origin", "https://tin.example")],
            &[("origin", "https://tin.vn:8443"), ("sec-fetch-site", "same-origin")],
        ] {
            assert!(own(lines), "{lines:?}");
        }
        for lines in [
            &[][..],
            &[("sec-fetch-site", "cross-site")],
            &[("sec-fetch-site", "same-site")],
            &[("sec-fetch-site", "none")],
            &[("origin", "null")],
            &[("origin", "https://tin.vn")],
            &[("origin", "https://tin.vn:8443.evil.example")],
            &[("origin", "https://evil.example"), ("sec-fetch-site", "same-origin")],
            &[("origin", "https://tin.vn:8443"), ("sec-fetch-site", "cross-site")],
            &[("origin", "https://tin.vn:8443"), ("origin", "https://evil.example")],
            &[("origin", "")],
            &[("referer", "https://tin.vn:8443/desk")],
        ] {
            assert!(!own(lines), "{lines:?}");
        }
    }

    #[test]
    fn a_cookie_is_marked_as_safe_as_the_way_it_travels() {
        let line = |transport| Cookie::drop(transport).0.to_str().unwrap().to_owned();
        let strict = "Path=/; HttpOnly; SameSite=Strict";
        assert_eq!(line(Transport::Encrypted), format!("__Host-desk=; {strict}; Secure; Max-Age=0"));
        assert_eq!(line(Transport::Loopback), format!("desk=; {strict}; Max-Age=0"));
        let held = HeaderMap::from_iter([(header::COOKIE, HeaderValue::from_static("a=b; desk=x; __Host-desk=y"))]);
        assert_eq!(Transport::Encrypted.held(&held).as_deref(), Some("y"));
        assert_eq!(Transport::Loopback.held(&held).as_deref(), Some("x"));
        assert_eq!(Transport::Open.held(&held), None);
    }

    #[test]
    fn a_list_is_where_an_act_on_it_comes_back_to() {
        assert_eq!(parent("/desk/people/12/role"), "/desk/people");
        assert_eq!(parent("/desk/people"), "/desk/people");
    }
}
