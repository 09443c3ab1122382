//! What the outside world sees of anything that goes wrong: a plain sentence for people, a stable code for programs,
//! and nothing internal. A handler returns a [`Fault`]; the outermost layer, which knows the reader, words it.

use std::time::Duration;

use axum::body::Body;
use axum::http::{HeaderValue, Response, StatusCode, header};
use axum::response::IntoResponse;
use thuchu_app::reading::ReadError;
use thuchu_model::WithdrawReason;
use thuchu_say::{self as say, Message};

/// Why a request gets no answer.
#[derive(Debug, Clone)]
pub(crate) enum Fault {
    /// Nothing stands at this address.
    NotFound,
    /// A check stood here and does not any more.
    Withdrawn(WithdrawReason),
    /// The request cannot be used; the code names the rule, the text says what to do.
    Unusable(&'static str, Message),
    /// It cannot be put on paper; the code names the rule, the text says what to do.
    NotPrinted(&'static str, Message),
    /// The body is larger than this many bytes.
    TooLarge(u64),
    /// The body did not arrive in time, or broke off.
    Incomplete,
    /// The body is of another type than the one needed.
    WrongType(&'static str),
    /// The address knows other methods.
    NotAllowed,
    /// It was sent from another site.
    CrossSite,
    /// The role of who asks does not allow it.
    Forbidden,
    /// What must not be read on the way came unencrypted.
    Insecure,
    /// This source asks too much.
    TooMany(Duration),
    /// More questions than can be worked on.
    Busy,
    /// The checks are still being loaded.
    Starting,
    /// The store does not answer.
    Unavailable,
    /// Something is broken here.
    Broken,
}

impl Fault {
    pub(crate) fn status(&self) -> StatusCode {
        match self {
            Self::NotFound | Self::NotPrinted(..) => StatusCode::NOT_FOUND,
            Self::Withdrawn(_) => StatusCode::GONE,
            Self::Unusable(..) => StatusCode::BAD_REQUEST,
            Self::TooLarge(_) => StatusCode::PAYLOAD_TOO_LARGE,
            Self::Incomplete => StatusCode::REQUEST_TIMEOUT,
            Self::WrongType(_) => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::NotAllowed => StatusCode::METHOD_NOT_ALLOWED,
            Self::CrossSite | Self::Forbidden | Self::Insecure => StatusCode::FORBIDDEN,
            Self::TooMany(_) => StatusCode::TOO_MANY_REQUESTS,
            Self::Busy | Self::Starting | Self::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
            Self::Broken => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// The stable code.
    pub(crate) fn code(&self) -> &'static str {
        match self {
            Self::NotFound => "not_found",
            Self::Withdrawn(_) => "check.withdrawn",
            Self::Unusable(code, _) | Self::NotPrinted(code, _) => code,
            Self::TooLarge(_) => "request.too_large",
            Self::Incomplete => "request.incomplete",
            Self::WrongType(_) => "request.wrong_type",
            Self::NotAllowed => "request.method",
            Self::CrossSite => "request.cross_site",
            Self::Forbidden => "desk.forbidden",
            Self::Insecure => "desk.insecure",
            Self::TooMany(_) => "request.too_many",
            Self::Busy => "desk.busy",
            Self::Starting => "desk.starting",
            Self::Unavailable => "desk.store_unavailable",
            Self::Broken => "desk.broken",
        }
    }

    /// What happened, in a few words.
    pub(crate) fn title(&self) -> Message {
        match self {
            Self::NotFound => say::web_fault_not_found(),
            Self::Withdrawn(_) => say::web_fault_withdrawn(),
            Self::Unusable(..) => say::web_fault_unusable(),
            Self::NotPrinted(..) => say::share_fault_not_printed(),
            Self::TooLarge(_) => say::web_fault_too_large(),
            Self::Incomplete => say::web_fault_incomplete(),
            Self::WrongType(_) => say::web_fault_wrong_type(),
            Self::NotAllowed => say::web_fault_not_allowed(),
            Self::CrossSite => say::people_fault_cross_site(),
            Self::Forbidden => say::people_fault_forbidden(),
            Self::Insecure => say::people_fault_insecure(),
            Self::TooMany(_) => say::web_fault_too_many(),
            Self::Busy => say::web_fault_busy(),
            Self::Starting => say::web_fault_starting(),
            Self::Unavailable => say::web_fault_unavailable(),
            Self::Broken => say::web_fault_broken(),
        }
    }

    /// What the reader can do.
    pub(crate) fn advice(&self) -> Message {
        match self {
            Self::NotFound => say::web_fault_not_found_advice(),
            Self::Withdrawn(WithdrawReason::Invalid) => say::web_fault_withdrawn_invalid(),
            Self::Withdrawn(WithdrawReason::GoneAtSource) => say::web_fault_withdrawn_gone(),
            Self::Withdrawn(WithdrawReason::Other) => say::web_fault_withdrawn_other(),
            Self::Unusable(_, advice) | Self::NotPrinted(_, advice) => advice.clone(),
            Self::TooLarge(most) => say::web_fault_too_large_advice(*most),
            Self::Incomplete => say::web_fault_incomplete_advice(),
            Self::WrongType(wanted) => say::web_fault_wrong_type_advice(*wanted),
            Self::NotAllowed => say::web_fault_not_allowed_advice(),
            Self::CrossSite => say::people_fault_cross_site_advice(),
            Self::Forbidden => say::people_fault_forbidden_advice(),
            Self::Insecure => say::people_login_insecure(),
            Self::TooMany(wait) => say::web_fault_too_many_advice(seconds(*wait)),
            Self::Busy | Self::Starting => say::web_fault_busy_advice(),
            Self::Unavailable => say::web_fault_unavailable_advice(),
            Self::Broken => say::web_fault_broken_advice(),
        }
    }

    /// After how many seconds it may be tried again, where that helps.
    pub(crate) fn retry_after(&self) -> Option<u64> {
        match self {
            Self::TooMany(wait) => Some(seconds(*wait)),
            Self::Busy => Some(2),
            Self::Starting => Some(5),
            Self::Unavailable => Some(10),
            _ => None,
        }
    }
}

fn seconds(wait: Duration) -> u64 {
    (wait.as_millis().div_ceil(1_000) as u64).max(1)
}

impl From<ReadError> for Fault {
    fn from(error: ReadError) -> Self {
        match error {
            ReadError::Unavailable(_) => Self::Unavailable,
            ReadError::Failed(_) => {
                tracing::error!(code = error.code(), %error, "a page cannot be made");
                Self::Broken
            }
        }
    }
}

impl IntoResponse for Fault {
    /// Without words yet: the fault rides along until the layer that knows the reader's language finds it.
    fn into_response(self) -> Response<Body> {
        let mut response = Response::new(Body::empty());
        *response.status_mut() = self.status();
        if let Some(seconds) = self.retry_after() {
            response.headers_mut().insert(header::RETRY_AFTER, seconds.into());
        }
        response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        response.extensions_mut().insert(self);
        response
    }
}
