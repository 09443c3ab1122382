//! Requests that the listening side refuses before the site sees them, in words. Nothing is known of the reader then,
//! so both languages are told.

use axum::body::Body;
use axum::http::{HeaderValue, Response, header};
use thuchu_listen::Refusal;
use thuchu_say::{self as say, Lang, Message};

use crate::headers::secure;

/// The answer to a refused request. `https`: it came over TLS of our own.
#[must_use]
pub fn refuse(refusal: Refusal, https: bool) -> Response<Body> {
    let (title, advice) = words(refusal);
    let both = Lang::ALL.map(|lang| format!("{}. {}\n", title.in_lang(lang), advice.in_lang(lang)));
    let mut response = Response::new(Body::from(both.concat()));
    *response.status_mut() = refusal.status();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/plain; charset=utf-8"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    if refusal == Refusal::Method {
        headers.insert(header::ALLOW, HeaderValue::from_static("GET, HEAD, POST, OPTIONS"));
    }
    secure(headers, https);
    response
}

fn words(refusal: Refusal) -> (Message, Message) {
    match refusal {
        Refusal::Method => (say::web_fault_not_allowed(), say::web_fault_not_allowed_advice()),
        Refusal::BodyTooLarge | Refusal::HeadTooLarge | Refusal::TargetTooLong => {
            (say::web_fault_too_large(), say::web_fault_too_large_advice(crate::pages::form::MOST_BYTES))
        }
        Refusal::BodyTooSlow | Refusal::BodyBroken => (say::web_fault_incomplete(), say::web_fault_incomplete_advice()),
        Refusal::ContentEncoding => (say::web_fault_wrong_type(), say::web_fault_wrong_type_advice("identity")),
        Refusal::Panicked => (say::web_fault_broken(), say::web_fault_broken_advice()),
        _ => (say::web_fault_unusable(), say::web_fault_unusable_advice()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refusal_has_its_status_and_the_headers_of_every_answer() {
        for refusal in [Refusal::Head, Refusal::Method, Refusal::TwoLengths, Refusal::BodyTooLarge, Refusal::Panicked] {
            let response = refuse(refusal, true);
            assert_eq!(response.status(), refusal.status());
            assert!(response.headers().contains_key(header::CONTENT_SECURITY_POLICY));
            assert!(response.headers().contains_key(header::STRICT_TRANSPORT_SECURITY));
        }
    }
}
