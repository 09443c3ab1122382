//! The certificate, and how a new one is taken up.

use std::fmt;
use std::path::PathBuf;
use std::sync::{Arc, PoisonError, RwLock};
use std::time::{Duration, SystemTime};

use jiff::Timestamp;
use rustls::client::verify_server_name;
use rustls::crypto::{CryptoProvider, ring};
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer, ServerName, pem};
use rustls::server::{ClientHello, ParsedCertificate, ResolvesServerCert};
use rustls::sign::CertifiedKey;
use rustls::{InconsistentKeys, ServerConfig};
use tokio_rustls::TlsAcceptor;

mod error;
mod validity;

pub use error::TlsError;

/// How often the files are looked at.
const EVERY: Duration = Duration::from_secs(5);

/// Where the certificate and its key are, both PEM.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TlsFiles {
    /// The certificate of this host first, then those between it and a root.
    pub cert: PathBuf,
    /// The private key of the first certificate, not encrypted.
    pub key: PathBuf,
}

impl TlsFiles {
    /// Reads both files and makes sure that they fit.
    ///
    /// # Errors
    /// Names the file and what is wrong with it.
    pub fn load(&self) -> Result<Tls, TlsError> {
        let stamp = self.stamp();
        let provider = Arc::new(ring::default_provider());
        let current = Arc::new(Current(RwLock::new(Arc::new(self.read(&provider)?))));
        let mut config = ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .map_err(|error| TlsError::Setup { reason: error.to_string() })?
            .with_no_client_auth()
            .with_cert_resolver(Arc::clone(&current) as Arc<dyn ResolvesServerCert>);
        config.alpn_protocols = vec![b"http/1.1".to_vec()];
        Ok(Tls { files: self.clone(), stamp, current, config: Arc::new(config), every: EVERY })
    }

    /// When the first certificate ends, whether it fits its key or not.
    ///
    /// # Errors
    /// Names the file and what is wrong with it.
    pub fn not_after(&self) -> Result<Timestamp, TlsError> {
        let chain = self.chain()?;
        let unreadable = || TlsError::BadCertificate { path: self.cert.clone(), reason: "no validity".into() };
        chain.first().and_then(|leaf| validity::not_after(leaf)).ok_or_else(unreadable)
    }

    /// Whether the first certificate is for this host, a name or an address, as a browser judges it.
    ///
    /// # Errors
    /// Names the file and what is wrong with it.
    pub fn is_for(&self, host: &str) -> Result<bool, TlsError> {
        let unreadable = |reason: String| TlsError::BadCertificate { path: self.cert.clone(), reason };
        let chain = self.chain()?;
        let leaf = chain.first().ok_or_else(|| TlsError::NoCertificate { path: self.cert.clone() })?;
        let leaf = ParsedCertificate::try_from(leaf).map_err(|error| unreadable(error.to_string()))?;
        let bare = host.trim_start_matches('[').trim_end_matches(']');
        Ok(ServerName::try_from(bare).is_ok_and(|name| verify_server_name(&leaf, &name).is_ok()))
    }

    fn chain(&self) -> Result<Vec<CertificateDer<'static>>, TlsError> {
        let path = || self.cert.clone();
        let text = std::fs::read(&self.cert).map_err(|source| TlsError::CertUnreadable { path: path(), source })?;
        let chain: Vec<_> = CertificateDer::pem_slice_iter(&text)
            .collect::<Result<_, _>>()
            .map_err(|error| TlsError::BadPem { path: path(), reason: error.to_string() })?;
        if chain.is_empty() { Err(TlsError::NoCertificate { path: path() }) } else { Ok(chain) }
    }

    fn read(&self, provider: &CryptoProvider) -> Result<CertifiedKey, TlsError> {
        let chain = self.chain()?;
        let path = || self.key.clone();
        let text = std::fs::read(&self.key).map_err(|source| TlsError::KeyUnreadable { path: path(), source })?;
        let key = PrivateKeyDer::from_pem_slice(&text).map_err(|error| match error {
            pem::Error::NoItemsFound => TlsError::NoKey { path: path() },
            error => TlsError::BadPem { path: path(), reason: error.to_string() },
        })?;
        let bad_key = |error: rustls::Error| TlsError::BadKey { path: path(), reason: error.to_string() };
        let pair = CertifiedKey::new(chain, provider.key_provider.load_private_key(key).map_err(bad_key)?);
        match pair.keys_match() {
            Ok(()) | Err(rustls::Error::InconsistentKeys(InconsistentKeys::Unknown)) => Ok(pair),
            Err(rustls::Error::InconsistentKeys(_)) => {
                Err(TlsError::KeyDoesNotFit { cert: self.cert.clone(), key: path() })
            }
            Err(error) => Err(TlsError::BadCertificate { path: self.cert.clone(), reason: error.to_string() }),
        }
    }

    fn stamp(&self) -> Stamp {
        [&self.cert, &self.key].map(|path| {
            let meta = std::fs::metadata(path).ok()?;
            Some((meta.modified().ok()?, meta.len()))
        })
    }
}

/// Time of change and length of both files, as far as they are there.
type Stamp = [Option<(SystemTime, u64)>; 2];

/// A certificate that was read, and is read again when its files change.
pub struct Tls {
    files: TlsFiles,
    stamp: Stamp,
    current: Arc<Current>,
    config: Arc<ServerConfig>,
    every: Duration,
}

impl Tls {
    /// Looks at the files so often. Default: every 5 s.
    pub fn check_every(self, every: Duration) -> Self {
        Self { every, ..self }
    }

    pub(crate) fn acceptor(&self) -> TlsAcceptor {
        TlsAcceptor::from(Arc::clone(&self.config))
    }

    /// Takes a new pair up when the files change. A pair that does not work is told to the log, once, and the old one
    /// stays. Never resolves.
    pub(crate) async fn watch(&self) {
        let mut known = self.stamp;
        loop {
            tokio::time::sleep(self.every).await;
            let files = self.files.clone();
            let looked = tokio::task::spawn_blocking(move || {
                let stamp = files.stamp();
                (stamp != known).then(|| (stamp, files.read(&ring::default_provider())))
            });
            // Nothing new, or the runtime is going down.
            let Ok(Some((stamp, read))) = looked.await else { continue };
            known = stamp;
            match read {
                Ok(pair) => {
                    self.current.replace(pair);
                    tracing::info!("the new certificate is in use");
                }
                Err(error) => tracing::error!(code = error.code(), %error, "the new certificate is not used"),
            }
        }
    }
}

impl fmt::Debug for Tls {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Tls").field("files", &self.files).finish_non_exhaustive()
    }
}

/// The pair in use.
#[derive(Debug)]
struct Current(RwLock<Arc<CertifiedKey>>);

impl Current {
    fn replace(&self, pair: CertifiedKey) {
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(pair);
    }
}

impl ResolvesServerCert for Current {
    fn resolve(&self, _: ClientHello<'_>) -> Option<Arc<CertifiedKey>> {
        Some(Arc::clone(&self.0.read().unwrap_or_else(PoisonError::into_inner)))
    }
}

#[cfg(test)]
mod tests;
