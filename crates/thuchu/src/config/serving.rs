//! The settings of `thuchu serve`: as they were given, and read.

use std::net::SocketAddr;
use std::path::PathBuf;

use thuchu_listen::{Proxies, TlsFiles};
use thuchu_say::{self as say, Message};
use thuchu_tipline::EmailSettings;

use super::file::SettingsFile;
use super::{Environment, Setting, mail, outside, text};
use crate::problem::Problem;

/// The flags of `serve`, where they were typed.
#[derive(Debug, Clone, Default)]
pub(crate) struct Flags {
    pub(crate) listen: Option<String>,
    pub(crate) public_url: Option<String>,
    pub(crate) tls_cert: Option<String>,
    pub(crate) tls_key: Option<String>,
    pub(crate) trusted_proxies: Option<String>,
    pub(crate) metrics: Option<String>,
    pub(crate) rate_limit: Option<String>,
}

/// The settings as they were given, each with where it came from; `None` where there is no value at all.
#[derive(Debug, Clone)]
pub(crate) struct Given {
    pub(crate) listen: Setting<String>,
    pub(crate) public_url: Option<Setting<String>>,
    pub(crate) tls_cert: Option<Setting<String>>,
    pub(crate) tls_key: Option<Setting<String>>,
    pub(crate) trusted_proxies: Option<Setting<String>>,
    pub(crate) metrics: Setting<String>,
    pub(crate) rate_limit: Setting<String>,
    pub(crate) utc_offset: Setting<String>,
    pub(crate) log_format: Setting<String>,
    pub(crate) mail: mail::Given,
    pub(crate) outside: outside::Given,
}

/// The settings, read.
#[derive(Debug, Clone)]
pub(crate) struct Serving {
    pub(crate) listen: SocketAddr,
    /// Without a slash at its end.
    pub(crate) public_url: Option<String>,
    pub(crate) tls: Option<TlsFiles>,
    pub(crate) proxies: Proxies,
    /// `None` when switched off.
    pub(crate) metrics: Option<SocketAddr>,
    pub(crate) rate_per_minute: u32,
    pub(crate) utc_offset_minutes: i32,
    /// `None` when no mail server is named.
    pub(crate) mail: Option<EmailSettings>,
    pub(crate) outside: outside::Outside,
}

impl Given {
    /// Finds every value: flag, environment, file, default.
    pub(super) fn load(flags: &Flags, env: Environment<'_>, file: &SettingsFile) -> Result<Self, Problem> {
        let find = |flag: Option<(&'static str, &Option<String>)>, variable: &'static str, key: &str| {
            let typed = flag.and_then(|(name, value)| {
                value.clone().map(|value| Setting { value, origin: super::Origin::Flag(name) })
            });
            match typed {
                Some(typed) => Ok(Some(typed)),
                None => Ok(text(env, variable)?.or_else(|| file.get(key))),
            }
        };
        let or = |found: Option<Setting<String>>, default: &str| {
            found.unwrap_or_else(|| Setting { value: default.to_owned(), origin: super::Origin::Default })
        };
        let listen = find(Some(("--listen", &flags.listen)), "THUCHU_LISTEN", "listen")?;
        let metrics = find(Some(("--metrics", &flags.metrics)), "THUCHU_METRICS", "metrics")?;
        let rate = find(Some(("--rate-limit", &flags.rate_limit)), "THUCHU_RATE_LIMIT", "rate_limit")?;
        Ok(Self {
            listen: or(listen, "127.0.0.1:8080"),
            public_url: find(Some(("--public-url", &flags.public_url)), "THUCHU_PUBLIC_URL", "public_url")?,
            tls_cert: find(Some(("--tls-cert", &flags.tls_cert)), "THUCHU_TLS_CERT", "tls_cert")?,
            tls_key: find(Some(("--tls-key", &flags.tls_key)), "THUCHU_TLS_KEY", "tls_key")?,
            trusted_proxies: find(
                Some(("--trusted-proxies", &flags.trusted_proxies)),
                "THUCHU_TRUSTED_PROXIES",
                "trusted_proxies",
            )?,
            metrics: or(metrics, "off"),
            rate_limit: or(rate, "60"),
            utc_offset: or(find(None, "THUCHU_UTC_OFFSET", "utc_offset")?, "+07:00"),
            log_format: or(find(None, "THUCHU_LOG_FORMAT", "log_format")?, "text"),
            mail: mail::Given {
                server: find(None, "THUCHU_MAIL", "mail")?,
                from: find(None, "THUCHU_MAIL_FROM", "mail_from")?,
                password_file: find(None, "THUCHU_MAIL_PASSWORD_FILE", "mail_password_file")?,
            },
            outside: outside::Given {
                time_stamps: find(None, "THUCHU_TIME_STAMPS", "time_stamps")?,
                claims_search: find(None, "THUCHU_CLAIMS_SEARCH", "claims_search")?,
            },
        })
    }

    /// Reads and checks every value.
    pub(crate) fn read(&self) -> Result<Serving, Problem> {
        Ok(Serving {
            tls: self.tls()?,
            proxies: self.proxies()?,
            metrics: self.metrics()?,
            listen: self.listen()?,
            public_url: self.public_url()?,
            rate_per_minute: self.rate_per_minute()?,
            utc_offset_minutes: self.utc_offset_minutes()?,
            mail: self.mail.read()?,
            outside: self.outside.read()?,
        })
    }

    pub(crate) fn listen(&self) -> Result<SocketAddr, Problem> {
        address("listen", &self.listen)
    }

    pub(crate) fn public_url(&self) -> Result<Option<String>, Problem> {
        self.public_url.as_ref().map(public_url).transpose()
    }

    pub(crate) fn tls(&self) -> Result<Option<TlsFiles>, Problem> {
        match (&self.tls_cert, &self.tls_key) {
            (Some(cert), Some(key)) => {
                Ok(Some(TlsFiles { cert: PathBuf::from(&cert.value), key: PathBuf::from(&key.value) }))
            }
            (None, None) => Ok(None),
            _ => Err(Problem::unusable(say::error_serve_tls_half())),
        }
    }

    pub(crate) fn proxies(&self) -> Result<Proxies, Problem> {
        self.trusted_proxies.as_ref().map_or_else(
            || Ok(Proxies::default()),
            |given| {
                given.value.parse().map_err(|error| {
                    bad("trusted_proxies", given, say::expected_proxies()).because(&error as &dyn std::error::Error)
                })
            },
        )
    }

    pub(crate) fn metrics(&self) -> Result<Option<SocketAddr>, Problem> {
        if self.metrics.value == "off" {
            return Ok(None);
        }
        let address = address("metrics", &self.metrics)?;
        if !address.ip().is_loopback() {
            return Err(Problem::unusable(say::error_serve_metrics_public(&self.metrics.value)));
        }
        Ok(Some(address))
    }

    pub(crate) fn rate_per_minute(&self) -> Result<u32, Problem> {
        self.rate_limit.value.parse().map_err(|_| bad("rate_limit", &self.rate_limit, say::expected_number()))
    }

    pub(crate) fn utc_offset_minutes(&self) -> Result<i32, Problem> {
        offset(&self.utc_offset.value).ok_or_else(|| bad("utc_offset", &self.utc_offset, say::expected_offset()))
    }

    /// Every value with its key in the settings file and its name for people.
    pub(crate) fn shown(&self) -> [(&'static str, Message, Option<&Setting<String>>); 14] {
        [
            ("listen", say::setting_listen(), Some(&self.listen)),
            ("public_url", say::setting_public_url(), self.public_url.as_ref()),
            ("tls_cert", say::setting_tls_cert(), self.tls_cert.as_ref()),
            ("tls_key", say::setting_tls_key(), self.tls_key.as_ref()),
            ("trusted_proxies", say::setting_trusted_proxies(), self.trusted_proxies.as_ref()),
            ("metrics", say::setting_metrics(), Some(&self.metrics)),
            ("rate_limit", say::setting_rate_limit(), Some(&self.rate_limit)),
            ("utc_offset", say::setting_utc_offset(), Some(&self.utc_offset)),
            ("log_format", say::setting_log_format(), Some(&self.log_format)),
            ("mail", say::setting_mail(), self.mail.server.as_ref()),
            ("mail_from", say::setting_mail_from(), self.mail.from.as_ref()),
            ("mail_password_file", say::setting_mail_password_file(), self.mail.password_file.as_ref()),
            ("time_stamps", say::setting_time_stamps(), self.outside.time_stamps.as_ref()),
            ("claims_search", say::setting_claims_search(), self.outside.claims_search.as_ref()),
        ]
    }

    /// Whether the log is to be JSON.
    pub(crate) fn log_is_json(&self) -> Result<bool, Problem> {
        match self.log_format.value.as_str() {
            "text" => Ok(false),
            "json" => Ok(true),
            _ => Err(bad("log_format", &self.log_format, say::expected_log_format())),
        }
    }
}

fn bad(name: &str, given: &Setting<String>, expected: Message) -> Problem {
    Problem::unusable(say::error_setting_bad_value(name, given.origin.say(), expected))
}

/// `127.0.0.1:8080`, `[::]:443`, `:8080` for every address, `localhost:0`.
fn address(name: &'static str, given: &Setting<String>) -> Result<SocketAddr, Problem> {
    let text = given.value.replace("localhost", "127.0.0.1");
    let text = if text.starts_with(':') { format!("[::]{text}") } else { text };
    text.parse().map_err(|_| bad(name, given, say::expected_address()))
}

/// `https://host`, without path, query or user; the slash at the end is dropped.
fn public_url(given: &Setting<String>) -> Result<String, Problem> {
    let wrong = || bad("public_url", given, say::expected_public_url());
    let url = thuchu_fetch::Url::parse(&given.value).map_err(|_| wrong())?;
    let plain = matches!(url.scheme(), "http" | "https")
        && url.path() == "/"
        && url.query().is_none()
        && url.fragment().is_none()
        && url.username().is_empty()
        && url.password().is_none()
        && url.host_str().is_some();
    if plain { Ok(url.as_str().trim_end_matches('/').to_owned()) } else { Err(wrong()) }
}

/// `+07:00`, `-03:30`, `Z`, in minutes.
fn offset(text: &str) -> Option<i32> {
    if text == "Z" {
        return Some(0);
    }
    let (sign, rest) = match text.split_at_checked(1)? {
        ("+", rest) => (1, rest),
        ("-", rest) => (-1, rest),
        _ => return None,
    };
    let (hours, minutes) = rest.split_once(':')?;
    let two = |part: &str| (part.len() == 2).then(|| part.parse::<i32>().ok()).flatten();
    let (hours, minutes) = (two(hours)?, two(minutes)?);
    ((0..=14).contains(&hours) && (0..60).contains(&minutes)).then_some(sign * (hours * 60 + minutes))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Origin;

    fn given(value: &str) -> Setting<String> {
        Setting { value: value.to_owned(), origin: Origin::Default }
    }

    #[test]
    fn an_address_to_listen_on_may_be_short() {
        for (text, read) in [
            ("127.0.0.1:80", "127.0.0.1:80"),
            (":8080", "[::]:8080"),
            ("localhost:0", "127.0.0.1:0"),
            ("[::1]:1", "[::1]:1"),
        ] {
            assert_eq!(address("listen", &given(text)).unwrap(), read.parse().unwrap());
        }
        for wrong in ["", "8080", "host:80", "127.0.0.1", "127.0.0.1:99999"] {
            assert_eq!(address("listen", &given(wrong)).unwrap_err().code(), "setting.bad_value", "{wrong}");
        }
    }

    #[test]
    fn a_public_address_is_a_host_and_nothing_else() {
        assert_eq!(public_url(&given("https://Tin.Vn/")).unwrap(), "https://tin.vn");
        assert_eq!(public_url(&given("http://127.0.0.1:8080")).unwrap(), "http://127.0.0.1:8080");
        for wrong in ["tin.vn", "ftp://tin.vn", "https://tin.vn/desk", "https://a@tin.vn", "https://tin.vn/?x", ""] {
            assert!(public_url(&given(wrong)).is_err(), "{wrong}");
        }
    }

    #[test]
    fn an_offset_has_a_sign_hours_and_minutes() {
        assert_eq!(["+07:00", "-03:30", "Z", "+00:00"].map(offset), [Some(420), Some(-210), Some(0), Some(0)]);
        assert_eq!(["7", "+7:00", "+15:00", "+07:60", "07:00", ""].map(offset), [None; 6]);
    }
}
