//! Why something was not fetched.

use std::net::IpAddr;

/// Why an address was refused or a fetch was cut. Each variant is one rule of the guarded client.
///
/// Texts name the host but never the whole address: a path or query may carry somebody's secret.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FetchError {
    /// Neither `http` nor `https`.
    #[error("only http and https addresses are fetched, not {scheme}:")]
    Scheme {
        /// The scheme that was asked for.
        scheme: String,
    },
    /// `user@host` or `user:password@host`.
    #[error("an address with a user name is not fetched")]
    Credentials,
    /// Another port than 80 and 443.
    #[error("{host}: only the ports 80 and 443 are fetched, not {port}")]
    Port {
        /// Host of the address.
        host: String,
        /// The port that was asked for.
        port: u16,
    },
    /// No host, a single label, a trailing dot, or a name of a local network.
    #[error("{host:?} is not a name of the public web")]
    Host {
        /// Host of the address.
        host: String,
    },
    /// The address, or one of the addresses its name resolves to, is not globally reachable.
    #[error("{host} points to {ip} ({range}), which is not on the public web")]
    Address {
        /// Host of the address.
        host: String,
        /// What it points to.
        ip: IpAddr,
        /// Which range that is.
        range: &'static str,
    },
    /// A social host: people's accounts are not fetched (TRUST R67).
    #[error("{host} is a social network; pages of accounts are not fetched")]
    SocialHost {
        /// Host of the address.
        host: String,
    },
    /// The name has no address.
    #[error("{host} cannot be resolved: {reason}")]
    Unresolved {
        /// Host of the address.
        host: String,
        /// What the resolver said.
        reason: String,
    },
    /// More redirects than [`crate::MAX_HOPS`].
    #[error("{host} redirects more than {max} times")]
    TooManyHops {
        /// Host of the last hop.
        host: String,
        /// How many are followed.
        max: usize,
    },
    /// A redirect without a usable `Location`.
    #[error("{host} redirects to something that is not an address")]
    BadRedirect {
        /// Host that redirected.
        host: String,
    },
    /// A redirect from `https` to `http`.
    #[error("{host} redirects from https to http")]
    Downgrade {
        /// Host that redirected.
        host: String,
    },
    /// No connection, or no TLS that can be trusted.
    #[error("cannot connect to {host}: {reason}")]
    Connect {
        /// Host of the address.
        host: String,
        /// What went wrong.
        reason: String,
    },
    /// The page's time is over.
    #[error("{host} took longer than {seconds} s")]
    TooSlow {
        /// Host of the last hop.
        host: String,
        /// The budget.
        seconds: u64,
    },
    /// The file fell silent.
    #[error("{host} sent nothing for {seconds} s")]
    Silent {
        /// Host of the file.
        host: String,
        /// The budget.
        seconds: u64,
    },
    /// More bytes than the budget, announced or, after decompression, received.
    #[error("{host} sends more than {max} bytes")]
    TooLarge {
        /// Host of the address.
        host: String,
        /// The budget, in bytes.
        max: u64,
    },
    /// A content encoding we did not ask for.
    #[error("{host} sends the encoding {encoding:?}, which was not asked for")]
    Encoding {
        /// Host of the address.
        host: String,
        /// The `Content-Encoding`.
        encoding: String,
    },
    /// A file answered with something else than success.
    #[error("{host} answers with status {status}")]
    Status {
        /// Host of the file.
        host: String,
        /// HTTP status code.
        status: u16,
    },
    /// The answer ended early or is not HTTP.
    #[error("the answer of {host} is broken: {reason}")]
    Broken {
        /// Host of the address.
        host: String,
        /// What went wrong.
        reason: String,
    },
    /// A file changed, or cannot be continued, after a broken connection.
    #[error("the file at {host} cannot be continued after {received} bytes: {reason}")]
    NotResumable {
        /// Host of the file.
        host: String,
        /// Bytes received before the connection broke.
        received: u64,
        /// Why it cannot be continued.
        reason: String,
    },
    /// The TLS or HTTP machinery could not be set up.
    #[error("the web client cannot be set up: {reason}")]
    Setup {
        /// What went wrong.
        reason: String,
    },
}

impl FetchError {
    /// A stable name for programs; never changes between versions.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Scheme { .. } => "fetch.scheme",
            Self::Credentials => "fetch.credentials",
            Self::Port { .. } => "fetch.port",
            Self::Host { .. } => "fetch.host",
            Self::Address { .. } => "fetch.address",
            Self::SocialHost { .. } => "fetch.social_host",
            Self::Unresolved { .. } => "fetch.unresolved",
            Self::TooManyHops { .. } => "fetch.too_many_hops",
            Self::BadRedirect { .. } => "fetch.bad_redirect",
            Self::Downgrade { .. } => "fetch.downgrade",
            Self::Connect { .. } => "fetch.connect",
            Self::TooSlow { .. } => "fetch.too_slow",
            Self::Silent { .. } => "fetch.silent",
            Self::TooLarge { .. } => "fetch.too_large",
            Self::Encoding { .. } => "fetch.encoding",
            Self::Status { .. } => "fetch.status",
            Self::Broken { .. } => "fetch.broken",
            Self::NotResumable { .. } => "fetch.not_resumable",
            Self::Setup { .. } => "fetch.setup",
        }
    }
}
