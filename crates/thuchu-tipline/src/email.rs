//! Answers by e-mail, over one SMTP server that the operator names. Plain text, one recipient, nothing that tells
//! whether it was opened.

use std::time::Duration;

use lettre::message::header::{ContentType, HeaderName, HeaderValue};
use lettre::message::{Mailbox, MessageBuilder};
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Tls, TlsParameters};
use lettre::{Address, AsyncSmtpTransport, AsyncTransport, Tokio1Executor};
use thuchu_model::{Secret, Way};
use url::{Host, Url};

use crate::{Deliverable, Tipline, Undelivered};

/// How long one answer may take, from connecting to the server's last word.
const PATIENCE: Duration = Duration::from_secs(30);

/// An address that mail can be sent to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EmailAddress(String);

impl EmailAddress {
    /// Reads an address as somebody types it; anything that is none is `None`. At most 254 bytes (RFC 5321).
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let address: Address = (text.len() <= 254).then(|| text.parse().ok()).flatten()?;
        // A name without a dot, or a bare number, is no server that mail reaches from here.
        address.domain().contains('.').then(|| Self(address.to_string()))
    }

    /// The address.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The operator's mail server.
#[derive(Debug, Clone)]
pub struct EmailSettings {
    host: String,
    port: u16,
    security: Security,
    user: Option<(String, Secret)>,
    from: Mailbox,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Security {
    /// TLS from the first byte.
    Tls,
    /// STARTTLS, and nothing said without it.
    StartTls,
    /// None: only within this machine.
    Plain,
}

/// Why a mail setting cannot be used. Neither variant holds the password.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum EmailSettingsError {
    /// Not `smtps://USER@HOST:PORT` or `smtp://USER@HOST:PORT`.
    #[error("the mail server is written smtps://USER@HOST:PORT or smtp://USER@HOST:PORT")]
    Server,
    /// A password stands in the address, where it is seen.
    #[error("the password of the mail server does not belong into its address")]
    PasswordInAddress,
    /// A user without password, or the other way round.
    #[error("a user of the mail server needs a password, and a password a user")]
    HalfLogin,
    /// Not an address to send from.
    #[error("answers are sent from an address such as \"Thực Hư <tin@example.vn>\"")]
    From,
}

impl EmailSettings {
    /// Reads the server's address, the password and the sender.
    ///
    /// `smtps` is TLS from the first byte (port 465), `smtp` is STARTTLS (port 587), which the server must offer; only a
    /// server on this machine is spoken to in clear.
    ///
    /// # Errors
    /// [`EmailSettingsError`] names what is wrong.
    pub fn read(server: &str, password: Option<Secret>, from: &str) -> Result<Self, EmailSettingsError> {
        let url = Url::parse(server.trim()).map_err(|_| EmailSettingsError::Server)?;
        // Schemes that the URL standard does not know have opaque hosts; they are read once more as what they are.
        let text = url.host_str().ok_or(EmailSettingsError::Server)?;
        let host = Host::parse(text).map_err(|_| EmailSettingsError::Server)?;
        let on_this_machine = match &host {
            Host::Domain(name) => name == "localhost",
            Host::Ipv4(address) => address.is_loopback(),
            Host::Ipv6(address) => address.is_loopback(),
        };
        let (security, port) = match url.scheme() {
            "smtps" => (Security::Tls, 465),
            "smtp" if on_this_machine => (Security::Plain, 25),
            "smtp" => (Security::StartTls, 587),
            _ => return Err(EmailSettingsError::Server),
        };
        if !matches!(url.path(), "" | "/") || url.query().is_some() || url.fragment().is_some() {
            return Err(EmailSettingsError::Server);
        }
        if url.password().is_some() {
            return Err(EmailSettingsError::PasswordInAddress);
        }
        let user = (!url.username().is_empty()).then(|| decoded(url.username())).transpose()?;
        let user = match (user, password) {
            (Some(user), Some(password)) => Some((user, password)),
            (None, None) => None,
            _ => return Err(EmailSettingsError::HalfLogin),
        };
        let from = from.trim().parse().map_err(|_| EmailSettingsError::From)?;
        Ok(Self { host: text.to_owned(), port: url.port().unwrap_or(port), security, user, from })
    }
}

/// `%40` in a user's name is `@`.
fn decoded(text: &str) -> Result<String, EmailSettingsError> {
    let text = format!("u={}", text.replace('+', "%2B"));
    let found = url::form_urlencoded::parse(text.as_bytes()).next().map(|(_, value)| value.into_owned());
    found.filter(|user| !user.chars().any(char::is_control)).ok_or(EmailSettingsError::Server)
}

/// Answers by e-mail.
pub struct Email {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    from: Mailbox,
}

impl Email {
    /// By this server. Nothing is connected yet.
    ///
    /// # Errors
    /// When the name of the server is none that TLS knows.
    pub fn new(settings: EmailSettings) -> Result<Self, EmailSettingsError> {
        let EmailSettings { host, port, security, user, from } = settings;
        let tls = || TlsParameters::new_rustls(host.clone()).map_err(|_| EmailSettingsError::Server);
        let tls = match security {
            Security::Tls => Tls::Wrapper(tls()?),
            Security::StartTls => Tls::Required(tls()?),
            Security::Plain => Tls::None,
        };
        let mut builder = AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(host);
        builder = builder.port(port).tls(tls).timeout(Some(PATIENCE));
        if let Some((user, password)) = user {
            builder = builder.credentials(Credentials::new(user, password.reveal().to_owned()));
        }
        Ok(Self { transport: builder.build(), from })
    }

    fn message(&self, what: &Deliverable) -> Result<lettre::Message, Undelivered> {
        if what.to.by != Way::Email {
            return Err(Undelivered::Unusable("not an e-mail address"));
        }
        let to: Address = what.to.address.parse().map_err(|_| Undelivered::Unusable("not an e-mail address"))?;
        let domain = self.from.email.domain();
        // RFC 3834: nobody's machine answers a machine.
        let auto = HeaderValue::new(HeaderName::new_from_ascii_str("Auto-Submitted"), "auto-replied".to_owned());
        let lang = what.to.lang.as_str().to_owned();
        let lang = HeaderValue::new(HeaderName::new_from_ascii_str("Content-Language"), lang);
        let message = MessageBuilder::new()
            .from(self.from.clone())
            .to(Mailbox::new(None, to))
            .subject(what.words.subject.replace(['\r', '\n'], " "))
            .message_id(Some(format!("<{}@{domain}>", what.name)))
            .date_now()
            .raw_header(auto)
            .raw_header(lang)
            .header(ContentType::TEXT_PLAIN);
        message.body(what.words.text.clone()).map_err(|_| Undelivered::Unusable("no mail can be made of it"))
    }
}

impl Tipline for Email {
    async fn deliver(&self, what: &Deliverable) -> Result<(), Undelivered> {
        let message = self.message(what)?;
        let sent = tokio::time::timeout(PATIENCE, self.transport.send(message)).await;
        let error = match sent {
            Ok(Ok(_)) => return Ok(()),
            Ok(Err(error)) => error,
            Err(_) => return Err(Undelivered::Later("no answer in time".to_owned())),
        };
        // The server's own words may hold the address; its number is enough.
        let said = error.status().map_or_else(|| "no reply".to_owned(), |code| code.to_string());
        if error.is_permanent() { Err(Undelivered::Refused(said)) } else { Err(Undelivered::Later(said)) }
    }
}
