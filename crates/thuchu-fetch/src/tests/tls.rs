//! What is asked for privately stays private.

use std::io::Read;
use std::net::TcpListener;
use std::sync::Arc;

use reqwest::header::HeaderValue;
use rustls::crypto::ring;
use rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};
use rustls::{ServerConfig, ServerConnection, StreamOwned};
use url::Url;

use super::server::small;
use crate::fetcher::target;
use crate::{FetchError, Fetcher, Reach};

/// Made for this test alone and trusted by nobody.
const CERTIFICATE: &[u8] = include_bytes!("certificate/self-signed.der");
const KEY: &[u8] = include_bytes!("certificate/key.der");

#[tokio::test]
async fn a_certificate_nobody_vouches_for_is_refused_before_anything_is_asked() {
    let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![CERTIFICATE.into()], PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(KEY)))
        .unwrap();
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let server = std::thread::spawn(move || {
        let (socket, _) = listener.accept().unwrap();
        let connection = ServerConnection::new(Arc::new(config)).unwrap();
        StreamOwned::new(connection, socket).read(&mut [0; 16])
    });
    let fetcher = Fetcher::for_tests(Reach::only(address), None, small()).unwrap();
    let error = fetcher.fetch_page(&Url::parse("https://checks.example/").unwrap()).await.unwrap_err();
    assert!(matches!(&error, FetchError::Connect { reason, .. } if reason.contains("certificate")), "{error}");
    assert!(server.join().unwrap().is_err(), "no request arrived");
}

#[tokio::test]
async fn a_server_that_speaks_no_tls_is_no_connection() {
    let server = super::server::Server::start(|_| vec![]).await;
    let error = server.fetcher().fetch_page(&Url::parse("https://checks.example/").unwrap()).await.unwrap_err();
    assert!(matches!(error.code(), "fetch.connect" | "fetch.too_slow"), "{error}");
}

#[test]
fn a_redirect_may_go_to_https_but_never_back() {
    let url = |text: &str| Url::parse(text).unwrap();
    let lead = |from: &str, to: &'static str| target(&url(from), Some(&HeaderValue::from_static(to)));
    assert_eq!(lead("http://a.example/", "https://b.example/#x"), Ok(url("https://b.example/")));
    assert_eq!(lead("https://a.example/b", "../c"), Ok(url("https://a.example/c")));
    assert_eq!(lead("https://a.example/", "//b.example/"), Ok(url("https://b.example/")));
    let downgrade = Err(FetchError::Downgrade { host: "a.example".to_owned() });
    assert_eq!(lead("https://a.example/", "http://a.example/"), downgrade);
    let bad = Err(FetchError::BadRedirect { host: "a.example".to_owned() });
    assert_eq!(target(&url("https://a.example/"), None), bad);
}
