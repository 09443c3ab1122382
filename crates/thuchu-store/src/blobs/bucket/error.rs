//! What a bucket answers, in our words. Nothing secret is in them: the body of a refusal, which repeats the key and what
//! was signed, never leaves `wire`; its code does.

use object_store::Error;

use crate::StoreError;

/// Why a bucket could not do what was asked.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BucketError {
    /// Nobody answers, or the answer breaks off.
    #[error("{bucket} cannot be reached ({reason}): check `blobs_endpoint` and the network")]
    Unreachable {
        /// `s3://bucket/prefix`.
        bucket: String,
        /// What the network said.
        reason: String,
    },
    /// It answers that it cannot at the moment.
    #[error("{bucket} answers {status}: it is out of order or busy; try again later")]
    Busy {
        /// `s3://bucket/prefix`.
        bucket: String,
        /// The status of its answer.
        status: u16,
    },
    /// It does not accept the key, or the key may not do this.
    #[error("{bucket} answers {status} {code}: check the key in `blobs_key_file` and what its policy allows")]
    Denied {
        /// `s3://bucket/prefix`.
        bucket: String,
        /// The status of its answer.
        status: u16,
        /// Its own code, such as `SignatureDoesNotMatch`.
        code: String,
    },
    /// There is no such bucket.
    #[error("{bucket} does not exist: make the bucket, or correct `blobs`")]
    NoBucket {
        /// `s3://bucket/prefix`.
        bucket: String,
    },
    /// Anything else it refuses.
    #[error("{bucket} refuses: {reason}")]
    Refused {
        /// `s3://bucket/prefix`.
        bucket: String,
        /// Its status and code.
        reason: String,
    },
}

impl BucketError {
    /// The stable code, for programs and for looking up.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Unreachable { .. } => "bucket.unreachable",
            Self::Busy { .. } => "bucket.busy",
            Self::Denied { .. } => "bucket.denied",
            Self::NoBucket { .. } => "bucket.missing",
            Self::Refused { .. } => "bucket.refused",
        }
    }

    /// Whether the same may succeed later.
    pub const fn is_transient(&self) -> bool {
        matches!(self, Self::Unreachable { .. } | Self::Busy { .. })
    }
}

/// Whether something lies under the name that must not be written over.
pub(super) const fn is_there(error: &Error) -> bool {
    matches!(error, Error::AlreadyExists { .. })
}

/// Whether nothing lies under the name, in a bucket that is there.
pub(super) fn is_missing(error: &Error) -> bool {
    matches!(error, Error::NotFound { .. }) && code(&innermost(error)) != Some("NoSuchBucket")
}

/// What an error of the library means.
pub(super) fn failed(bucket: &str, error: &Error) -> StoreError {
    let (bucket, said) = (bucket.to_owned(), innermost(error));
    let code = code(&said).unwrap_or_default().to_owned();
    StoreError::Bucket(match status(&said) {
        Some(404) if matches!(code.as_str(), "NoSuchBucket" | "") => BucketError::NoBucket { bucket },
        Some(status @ (401 | 403)) => BucketError::Denied { bucket, status, code },
        Some(status @ (408 | 429 | 500..)) => BucketError::Busy { bucket, status },
        Some(status) => BucketError::Refused { bucket, reason: format!("{status} {code}").trim_end().to_owned() },
        None if said.contains("LOCATION") => BucketError::Refused { bucket, reason: "wrong `blobs_region`".to_owned() },
        None => BucketError::Unreachable { bucket, reason: said },
    })
}

/// What the last of the causes says: it is about the answer, the others repeat it.
fn innermost(error: &Error) -> String {
    let mut said: &dyn std::error::Error = error;
    while let Some(cause) = said.source() {
        said = cause;
    }
    said.to_string()
}

/// The status in the words of `object_store`: `… status code: 403 Forbidden: …`.
fn status(said: &str) -> Option<u16> {
    let (_, rest) = said.split_once("status code: ")?;
    rest.get(..3)?.parse().ok()
}

/// The code that `wire` left of a refusal.
fn code(said: &str) -> Option<&str> {
    let (_, rest) = said.split_once("<Code>")?;
    Some(rest.split_once("</Code>")?.0)
}
