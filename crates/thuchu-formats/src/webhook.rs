//! What is sent to those who subscribe to changes, and how it is signed: after Standard Webhooks 1.0
//! (standardwebhooks.com), so that its libraries check it. HMAC-SHA-256 over `id.timestamp.body`; the time is signed as
//! well, so that an old request cannot be sent again later.
//!
//! An event is about a check that is public. There is none for an answer: that would tell when people ask. Sending, trying
//! again and giving up are left to `thuchu-app`.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, Mac as _};
use serde::{Deserialize, Serialize};
use sha2::Sha256;
use thuchu_model::{CheckId, Timestamp};

/// Seconds by which the clock of who signed may differ from ours; an older request was sent before, or comes too late.
pub const WEBHOOK_TOLERANCE: i64 = 300;
/// What a secret begins with when people see it.
const PREFIX: &str = "whsec_";
/// Fewest and most bytes of a secret.
const SECRET: std::ops::RangeInclusive<usize> = 24..=64;
/// Most signatures of one request that are looked at: two while a secret is changed.
const MOST: usize = 8;

/// What happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum WebhookKind {
    /// A check is public.
    #[serde(rename = "check.published")]
    Published,
    /// It has a later version.
    #[serde(rename = "check.corrected")]
    Corrected,
    /// It no longer stands.
    #[serde(rename = "check.withdrawn")]
    Withdrawn,
    /// Nothing happened: somebody tries whether the receiver listens. The check in it is made up.
    #[serde(rename = "desk.test")]
    Test,
}

impl WebhookKind {
    /// What receivers may be told of.
    pub const EVENTS: [Self; 3] = [Self::Published, Self::Corrected, Self::Withdrawn];

    /// The word in a body.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Published => "check.published",
            Self::Corrected => "check.corrected",
            Self::Withdrawn => "check.withdrawn",
            Self::Test => "desk.test",
        }
    }

    /// Reads that word.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Published, Self::Corrected, Self::Withdrawn, Self::Test].into_iter().find(|kind| kind.as_str() == text)
    }
}

/// The body of a request: the event, and enough of the check to know whether to fetch it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WebhookEvent {
    /// What happened.
    #[serde(rename = "type")]
    pub kind: WebhookKind,
    /// When, RFC 3339.
    pub timestamp: String,
    /// To which check.
    pub data: WebhookCheck,
}

/// A check as an event names it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WebhookCheck {
    /// Its id.
    pub id: CheckId,
    /// The number of the version, from 1.
    pub version: u32,
    /// Its page.
    pub url: String,
    /// Its language.
    pub language: String,
    /// The claim.
    pub claim: String,
    /// The rating's word.
    pub rating: String,
    /// What was changed, or why it was withdrawn.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// The licence of the check.
    pub licence: String,
}

impl WebhookEvent {
    /// The event.
    #[must_use]
    pub fn new(kind: WebhookKind, at: Timestamp, check: WebhookCheck) -> Self {
        Self { kind, timestamp: at.to_string(), data: check }
    }

    /// The bytes that are signed and sent.
    #[must_use]
    pub fn body(&self) -> Vec<u8> {
        serde_json::to_vec(self).unwrap_or_default()
    }

    /// Reads a body; `None` for anything else. Only after [`WebhookSecret::verify`].
    #[must_use]
    pub fn read(body: &[u8]) -> Option<Self> {
        serde_json::from_slice(body).ok()
    }
}

/// Why a request is not believed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum WebhookError {
    /// A header is missing or is none.
    #[error("a header of the signature is missing or cannot be read")]
    Headers,
    /// Signed too long ago, or in the future.
    #[error("the request was signed at another time than it came")]
    Time,
    /// Signed by somebody else, or something else.
    #[error("no signature fits")]
    Signature,
}

/// The three headers of a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WebhookHeaders {
    /// `webhook-id`: names the event, the same each time it is tried.
    pub id: String,
    /// `webhook-timestamp`: when this try was signed, seconds since 1970.
    pub timestamp: String,
    /// `webhook-signature`: one or more, with spaces between.
    pub signature: String,
}

/// What a subscriber and the desk share.
#[derive(Clone)]
pub struct WebhookSecret(Vec<u8>);

impl std::fmt::Debug for WebhookSecret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("WebhookSecret(…)")
    }
}

impl WebhookSecret {
    /// A secret of fresh random bytes, 24 to 64 of them.
    #[must_use]
    pub fn new(bytes: Vec<u8>) -> Option<Self> {
        SECRET.contains(&bytes.len()).then_some(Self(bytes))
    }

    /// Reads `whsec_…`, with or without what it begins with.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        Self::new(STANDARD.decode(text.strip_prefix(PREFIX).unwrap_or(text)).ok()?)
    }

    /// As a subscriber is shown it, once.
    #[must_use]
    pub fn reveal(&self) -> String {
        format!("{PREFIX}{}", STANDARD.encode(&self.0))
    }

    /// Signs a try to send this body. `id` has no dot in it.
    #[must_use]
    pub fn sign(&self, id: &str, at: Timestamp, body: &[u8]) -> WebhookHeaders {
        let timestamp = at.micros().div_euclid(1_000_000).to_string();
        let signature = self.mac(id, &timestamp, body).map(|mac| mac.finalize().into_bytes()).unwrap_or_default();
        WebhookHeaders { id: id.to_owned(), signature: format!("v1,{}", STANDARD.encode(signature)), timestamp }
    }

    /// Whether who knows the secret sent this, now. Whoever takes a request remembers its id for [`WEBHOOK_TOLERANCE`]
    /// seconds, and does nothing twice.
    ///
    /// # Errors
    /// [`WebhookError`].
    pub fn verify(&self, headers: &WebhookHeaders, body: &[u8], now: Timestamp) -> Result<(), WebhookError> {
        if headers.id.is_empty() || headers.id.contains('.') {
            return Err(WebhookError::Headers);
        }
        // Only one way of writing a number: else two of them would be signed alike.
        let seconds: i64 = headers.timestamp.parse().map_err(|_| WebhookError::Headers)?;
        if seconds.to_string() != headers.timestamp {
            return Err(WebhookError::Headers);
        }
        let ours = now.micros().div_euclid(1_000_000);
        if ours.abs_diff(seconds) > WEBHOOK_TOLERANCE.unsigned_abs() {
            return Err(WebhookError::Time);
        }
        let signatures = headers.signature.split(' ').take(MOST).filter_map(|one| one.strip_prefix("v1,"));
        let fits = signatures.filter_map(|one| STANDARD.decode(one).ok()).any(|one| {
            // Compared in constant time by the library.
            self.mac(&headers.id, &headers.timestamp, body).is_some_and(|mac| mac.verify_slice(&one).is_ok())
        });
        if fits { Ok(()) } else { Err(WebhookError::Signature) }
    }

    fn mac(&self, id: &str, timestamp: &str, body: &[u8]) -> Option<Hmac<Sha256>> {
        let mut mac = Hmac::<Sha256>::new_from_slice(&self.0).ok()?;
        for part in [id.as_bytes(), b".", timestamp.as_bytes(), b".", body] {
            mac.update(part);
        }
        Some(mac)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn secret() -> WebhookSecret {
        WebhookSecret::parse("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw").unwrap()
    }

    fn at() -> Timestamp {
        Timestamp::from_seconds(1_790_000_000)
    }

    fn event() -> WebhookEvent {
        let check = WebhookCheck {
            id: CheckId::from_bytes([1; 16]),
            version: 2,
            url: "https://tin.example/vi/c/0123abcd/chanh".to_owned(),
            language: "vi".to_owned(),
            claim: "Uống nước chanh </script>".to_owned(),
            rating: "Sai".to_owned(),
            note: Some("Sửa năm".to_owned()),
            licence: "CC-BY-4.0".to_owned(),
        };
        WebhookEvent::new(WebhookKind::Corrected, at(), check)
    }

    #[test]
    fn an_event_reads_back_and_its_body_is_pinned() {
        assert_eq!(WebhookEvent::read(&event().body()), Some(event()));
        insta::assert_snapshot!(String::from_utf8(event().body()).unwrap());
        assert_eq!(WebhookSecret::parse(&secret().reveal()).unwrap().0, secret().0);
    }

    #[test]
    fn a_request_is_believed_once_signed_now_and_whole() {
        let body = event().body();
        let headers = secret().sign("msg_1", at(), &body);
        assert_eq!(secret().verify(&headers, &body, at()), Ok(()));
        for seconds in [-300, 300] {
            assert_eq!(secret().verify(&headers, &body, at().plus_seconds(seconds)), Ok(()));
        }
        for seconds in [-301, 301, i64::MAX / 2_000_000] {
            assert_eq!(secret().verify(&headers, &body, at().plus_seconds(seconds)), Err(WebhookError::Time));
        }
        let two = WebhookHeaders { signature: format!("v1a,xx v1,AAAA {}", headers.signature), ..headers };
        assert_eq!(secret().verify(&two, &body, at()), Ok(()), "one of several signatures is enough");
    }

    #[test]
    fn nothing_of_a_request_can_be_changed() {
        let body = event().body();
        let headers = secret().sign("msg_1", at(), &body);
        let other = |change: fn(&mut WebhookHeaders)| {
            let mut changed = headers.clone();
            change(&mut changed);
            secret().verify(&changed, &body, at())
        };
        assert_eq!(other(|headers| headers.id = "msg_2".to_owned()), Err(WebhookError::Signature));
        assert_eq!(other(|headers| headers.timestamp = "1790000001".to_owned()), Err(WebhookError::Signature));
        assert_eq!(other(|headers| headers.timestamp = "+1790000000".to_owned()), Err(WebhookError::Headers));
        assert_eq!(other(|headers| headers.id = "msg_1.1790000000".to_owned()), Err(WebhookError::Headers));
        assert_eq!(other(|headers| headers.signature.clear()), Err(WebhookError::Signature));
        assert_eq!(secret().verify(&headers, &body[1..], at()), Err(WebhookError::Signature));
        let stranger = WebhookSecret::new(vec![7; 24]).unwrap();
        assert_eq!(stranger.verify(&headers, &body, at()), Err(WebhookError::Signature));
    }

    #[test]
    fn a_secret_is_long_enough_and_is_not_printed() {
        assert!(WebhookSecret::new(vec![1; 23]).is_none() && WebhookSecret::parse("whsec_xx").is_none());
        assert!(!format!("{:?}", secret()).contains("Mf"));
    }
}
