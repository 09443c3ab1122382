//! What is wrong with a certificate.

use std::path::PathBuf;

/// Why a certificate cannot be used. Texts name files, never what is in a key.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum TlsError {
    /// The file of the certificate cannot be read.
    #[error("the certificate {} cannot be read: {source}", path.display())]
    CertUnreadable {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: std::io::Error,
    },
    /// The file of the key cannot be read.
    #[error("the key {} cannot be read: {source}", path.display())]
    KeyUnreadable {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: std::io::Error,
    },
    /// A file is damaged PEM.
    #[error("{} is damaged: {reason}", path.display())]
    BadPem {
        /// The file.
        path: PathBuf,
        /// What is damaged.
        reason: String,
    },
    /// There is no `BEGIN CERTIFICATE` in the file.
    #[error("{} holds no certificate", path.display())]
    NoCertificate {
        /// The file.
        path: PathBuf,
    },
    /// There is no key in the file, or only an encrypted one.
    #[error("{} holds no private key that can be used without a password", path.display())]
    NoKey {
        /// The file.
        path: PathBuf,
    },
    /// The first certificate is malformed.
    #[error("the certificate {} cannot be used: {reason}", path.display())]
    BadCertificate {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        reason: String,
    },
    /// The key is malformed or of a kind that is not used for TLS.
    #[error("the key {} cannot be used: {reason}", path.display())]
    BadKey {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        reason: String,
    },
    /// The key belongs to another certificate.
    #[error("the key {} does not belong to the first certificate of {}", key.display(), cert.display())]
    KeyDoesNotFit {
        /// The file of the certificate.
        cert: PathBuf,
        /// The file of the key.
        key: PathBuf,
    },
    /// TLS itself cannot be set up.
    #[error("TLS cannot be set up: {reason}")]
    Setup {
        /// What the library says.
        reason: String,
    },
}

impl TlsError {
    /// A name for programs that stays the same.
    pub fn code(&self) -> &'static str {
        match self {
            Self::CertUnreadable { .. } => "tls_cert_unreadable",
            Self::KeyUnreadable { .. } => "tls_key_unreadable",
            Self::BadPem { .. } => "tls_bad_pem",
            Self::NoCertificate { .. } => "tls_no_certificate",
            Self::NoKey { .. } => "tls_no_key",
            Self::BadCertificate { .. } => "tls_bad_certificate",
            Self::BadKey { .. } => "tls_bad_key",
            Self::KeyDoesNotFit { .. } => "tls_key_does_not_fit",
            Self::Setup { .. } => "tls_setup",
        }
    }
}
