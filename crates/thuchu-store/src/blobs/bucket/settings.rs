//! Which bucket, where, and with which key.

use std::net::IpAddr;

use reqwest::Url;
use thuchu_model::Secret;

use super::BucketError;
use crate::StoreError;

/// Where a region must be named and nobody did. Servers of one's own take any.
const REGION: &str = "us-east-1";
/// Before the host of an endpoint without TLS that is not this machine: written on purpose, never by accident.
const UNENCRYPTED: &str = "http+unencrypted://";

/// A bucket, as an operator names it. Printing it shows no secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BucketSettings {
    pub(super) bucket: String,
    /// Without slashes at its ends; may be empty.
    pub(super) prefix: String,
    /// `None`: Amazon's own of the region.
    pub(super) endpoint: Option<String>,
    pub(super) region: String,
    pub(super) key_id: String,
    pub(super) secret: Secret,
}

/// What is wrong with the settings of a bucket.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BucketSettingsError {
    /// Not `s3://bucket` or `s3://bucket/prefix`.
    #[error("a bucket is written s3://bucket/prefix")]
    Address,
    /// Not `https://host:port`.
    #[error("an endpoint is written https://host:port")]
    Endpoint,
    /// `http` to another machine.
    #[error(
        "an endpoint on another machine needs https, or http+unencrypted:// where everybody in between may read along"
    )]
    Plain,
    /// Not a name of a region.
    #[error("a region is written like ap-southeast-1")]
    Region,
    /// An empty key, or one with spaces in it.
    #[error("a key is an access key id and a secret access key")]
    Key,
}

impl BucketSettings {
    /// Reads and checks them: `s3://bucket/prefix`, `https://host:port` or nothing for Amazon, a region or nothing, the
    /// access key id and the secret access key. `http://` is taken for this machine itself; for others only as
    /// `http+unencrypted://`.
    ///
    /// # Errors
    /// The first that is wrong.
    pub fn read(
        address: &str,
        endpoint: Option<&str>,
        region: Option<&str>,
        key_id: &str,
        secret: Secret,
    ) -> Result<Self, BucketSettingsError> {
        let rest = address.strip_prefix("s3://").ok_or(BucketSettingsError::Address)?;
        let (bucket, prefix) = rest.split_once('/').unwrap_or((rest, ""));
        let prefix = prefix.strip_suffix('/').unwrap_or(prefix);
        let named = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-' || c == '.';
        let part = |part: &str| {
            let letters = part.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.'));
            letters && !part.is_empty() && part.chars().any(|c| c != '.')
        };
        let prefixed = prefix.is_empty() || (prefix.len() <= 512 && prefix.split('/').all(part));
        if !(3..=63).contains(&bucket.len()) || !bucket.chars().all(named) || bucket.contains("..") || !prefixed {
            return Err(BucketSettingsError::Address);
        }
        let region = region.unwrap_or(REGION);
        if region.is_empty() || region.len() > 64 || !region.chars().all(|c| c.is_ascii_alphanumeric() || c == '-') {
            return Err(BucketSettingsError::Region);
        }
        let word = |text: &str| !text.is_empty() && text.chars().all(|c| c.is_ascii_graphic());
        if !word(key_id) || !word(secret.reveal()) {
            return Err(BucketSettingsError::Key);
        }
        Ok(Self {
            bucket: bucket.to_owned(),
            prefix: prefix.to_owned(),
            endpoint: endpoint.map(read_endpoint).transpose()?,
            region: region.to_owned(),
            key_id: key_id.to_owned(),
            secret,
        })
    }

    /// `s3://bucket/prefix`.
    pub fn shown(&self) -> String {
        match self.prefix.as_str() {
            "" => format!("s3://{}", self.bucket),
            prefix => format!("s3://{}/{prefix}", self.bucket),
        }
    }

    /// Whether files travel without TLS.
    pub fn is_plain(&self) -> bool {
        self.endpoint.as_ref().is_some_and(|endpoint| endpoint.starts_with("http://"))
    }

    /// Whether the server is another machine.
    pub fn is_elsewhere(&self) -> bool {
        let url = self.endpoint.as_ref().and_then(|endpoint| Url::parse(endpoint).ok());
        url.is_none_or(|url| !url.host_str().is_some_and(is_this_machine))
    }

    pub(super) fn unusable(&self, reason: String) -> StoreError {
        StoreError::Bucket(BucketError::Refused { bucket: self.shown(), reason })
    }
}

fn is_this_machine(host: &str) -> bool {
    let address = host.trim_start_matches('[').trim_end_matches(']').parse::<IpAddr>();
    host == "localhost" || address.is_ok_and(|address| address.is_loopback())
}

fn read_endpoint(given: &str) -> Result<String, BucketSettingsError> {
    let (text, on_purpose) = match given.strip_prefix(UNENCRYPTED) {
        Some(host) => (format!("http://{host}"), true),
        None => (given.to_owned(), false),
    };
    let url = Url::parse(&text).map_err(|_| BucketSettingsError::Endpoint)?;
    let host = url.host_str().ok_or(BucketSettingsError::Endpoint)?;
    let bare = url.path() == "/" && url.query().is_none() && url.fragment().is_none();
    if !bare || !url.username().is_empty() || url.password().is_some() || !matches!(url.scheme(), "http" | "https") {
        return Err(BucketSettingsError::Endpoint);
    }
    if url.scheme() == "http" && !is_this_machine(host) && !on_purpose {
        return Err(BucketSettingsError::Plain);
    }
    Ok(url.as_str().trim_end_matches('/').to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(address: &str, endpoint: Option<&str>) -> Result<BucketSettings, BucketSettingsError> {
        BucketSettings::read(address, endpoint, None, "id", Secret::new("secret-words".to_owned()))
    }

    #[test]
    fn a_bucket_is_named_with_or_without_a_prefix() {
        for (address, shown) in [
            ("s3://desk", "s3://desk"),
            ("s3://desk/", "s3://desk"),
            ("s3://my.desk-1/evidence/2026/", "s3://my.desk-1/evidence/2026"),
        ] {
            assert_eq!(read(address, None).unwrap().shown(), shown);
        }
        for wrong in
            ["", "desk", "s3:/desk", "s3://", "s3://ab", "s3://De", "s3://desk/a//b", "s3://desk/../x", "s3://desk/a b"]
        {
            assert_eq!(read(wrong, None).unwrap_err(), BucketSettingsError::Address, "{wrong}");
        }
    }

    #[test]
    fn an_endpoint_without_tls_is_this_machine_or_meant() {
        let endpoint = |text| read("s3://desk", Some(text)).map(|settings| settings.endpoint.unwrap());
        assert_eq!(endpoint("https://s3.example.vn/").unwrap(), "https://s3.example.vn");
        for local in ["http://127.0.0.1:9000", "http://[::1]:9000", "http://localhost:9000"] {
            assert_eq!(endpoint(local).unwrap(), local);
        }
        assert_eq!(endpoint("http://10.0.0.5:9000").unwrap_err(), BucketSettingsError::Plain);
        assert_eq!(endpoint("http://localhost.example:9000").unwrap_err(), BucketSettingsError::Plain);
        assert_eq!(endpoint("http+unencrypted://10.0.0.5:9000").unwrap(), "http://10.0.0.5:9000");
        for wrong in ["s3.example.vn", "ftp://a.vn", "https://a:b@a.vn", "https://a.vn/bucket", "https://a.vn/?x"] {
            assert_eq!(endpoint(wrong).unwrap_err(), BucketSettingsError::Endpoint, "{wrong}");
        }
    }

    #[test]
    fn printing_the_settings_shows_no_secret() {
        assert!(!format!("{:?}", read("s3://desk", None).unwrap()).contains("secret-words"));
    }
}
