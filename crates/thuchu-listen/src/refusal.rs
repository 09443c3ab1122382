//! What is refused before the site sees it.

use http::StatusCode;

/// Why a request was refused. Each variant is one rule; the site words it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
#[non_exhaustive]
pub enum Refusal {
    /// Not a request by RFC 9112: a folded header, a space before a colon, a bare CR or LF, a NUL, and the like.
    #[error("the head is no HTTP/1 request")]
    Head,
    /// More than 16 KiB, or more than 64 headers.
    #[error("the head is too large")]
    HeadTooLarge,
    /// Another version than HTTP/1.0 and HTTP/1.1.
    #[error("only HTTP/1.0 and HTTP/1.1 are spoken")]
    Version,
    /// CONNECT or TRACE.
    #[error("the method is not served")]
    Method,
    /// A target of more than 8 KiB.
    #[error("the target is too long")]
    TargetTooLong,
    /// A target that is neither a path nor an `http` or `https` address.
    #[error("the target is neither a path nor a web address")]
    Target,
    /// No `Host` with HTTP/1.1, several, or one that is no host.
    #[error("exactly one valid Host is needed")]
    Host,
    /// The target names another host than `Host`.
    #[error("the target names another host than Host")]
    OtherHost,
    /// Several `Content-Length`, or one that is no number.
    #[error("the Content-Length is not one number")]
    Length,
    /// A `Transfer-Encoding` that is not exactly `chunked`, or one with HTTP/1.0.
    #[error("the only Transfer-Encoding is chunked")]
    TransferEncoding,
    /// `Content-Length` and `Transfer-Encoding` at once: two readers would see two requests.
    #[error("Content-Length and Transfer-Encoding exclude each other")]
    TwoLengths,
    /// A `Content-Encoding` other than `identity`: nothing packed is unpacked (TRUST R25).
    #[error("bodies are taken unpacked only")]
    ContentEncoding,
    /// An `Expect` other than `100-continue`.
    #[error("the only expectation met is 100-continue")]
    Expectation,
    /// A body of more than [`Limits::body_bytes`](crate::Limits::body_bytes).
    #[error("the body is too large")]
    BodyTooLarge,
    /// A body that took longer than [`Limits::body`](crate::Limits::body).
    #[error("the body came too slowly")]
    BodyTooSlow,
    /// A body that ended early or whose chunks are malformed.
    #[error("the body is broken")]
    BodyBroken,
    /// The site panicked; the request is lost, nothing else.
    #[error("the request failed inside")]
    Panicked,
}

impl Refusal {
    /// The status the answer has.
    pub fn status(self) -> StatusCode {
        match self {
            Self::Head
            | Self::Target
            | Self::Host
            | Self::OtherHost
            | Self::Length
            | Self::TransferEncoding
            | Self::TwoLengths
            | Self::BodyBroken => StatusCode::BAD_REQUEST,
            Self::HeadTooLarge => StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE,
            Self::Version => StatusCode::HTTP_VERSION_NOT_SUPPORTED,
            Self::Method => StatusCode::METHOD_NOT_ALLOWED,
            Self::TargetTooLong => StatusCode::URI_TOO_LONG,
            Self::ContentEncoding => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::Expectation => StatusCode::EXPECTATION_FAILED,
            Self::BodyTooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::BodyTooSlow => StatusCode::REQUEST_TIMEOUT,
            Self::Panicked => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// A name for programs that stays the same.
    pub fn code(self) -> &'static str {
        match self {
            Self::Head => "bad_head",
            Self::HeadTooLarge => "head_too_large",
            Self::Version => "http_version",
            Self::Method => "method_not_served",
            Self::TargetTooLong => "target_too_long",
            Self::Target => "bad_target",
            Self::Host => "bad_host",
            Self::OtherHost => "other_host",
            Self::Length => "bad_length",
            Self::TransferEncoding => "bad_transfer_encoding",
            Self::TwoLengths => "two_lengths",
            Self::ContentEncoding => "content_encoding",
            Self::Expectation => "expectation",
            Self::BodyTooLarge => "body_too_large",
            Self::BodyTooSlow => "body_too_slow",
            Self::BodyBroken => "body_broken",
            Self::Panicked => "panicked",
        }
    }
}
