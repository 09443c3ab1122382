//! TLS serves, and takes a new certificate up.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use rcgen::{CertifiedKey, generate_simple_self_signed};
use rustls::pki_types::{CertificateDer, ServerName};
use rustls::{ClientConfig, RootCertStore};
use thuchu_listen::{Limits, Listen, TlsFiles};
use tokio::io::AsyncWriteExt;
use tokio::time::sleep;
use tokio_rustls::TlsConnector;

use crate::support::{PATIENCE, Running, SHORT, patient, rest, start, status};

const WHO: &[u8] = b"GET /who HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";

/// Writes a new pair and gives its certificate.
fn renew(files: &TlsFiles) -> CertificateDer<'static> {
    let CertifiedKey { cert, signing_key } = generate_simple_self_signed(["localhost".to_owned()]).unwrap();
    std::fs::write(&files.cert, cert.pem()).unwrap();
    std::fs::write(&files.key, signing_key.serialize_pem()).unwrap();
    cert.der().clone()
}

fn files(folder: &Path) -> TlsFiles {
    TlsFiles { cert: folder.join("cert.pem"), key: folder.join("key.pem") }
}

async fn desk(files: &TlsFiles, limits: Limits) -> Running {
    let tls = files.load().unwrap().check_every(Duration::from_millis(20));
    start(Listen { tls: Some(tls), limits, ..Listen::default() }).await
}

/// Asks, trusting `root` alone.
async fn ask(desk: &Running, root: &CertificateDer<'static>, request: &[u8]) -> std::io::Result<String> {
    let mut roots = RootCertStore::empty();
    roots.add(root.clone()).unwrap();
    let config = ClientConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(roots)
        .with_no_client_auth();
    let name = ServerName::try_from("localhost").unwrap();
    let mut line = TlsConnector::from(Arc::new(config)).connect(name, desk.connect().await).await?;
    line.write_all(request).await?;
    Ok(rest(&mut line).await)
}

#[tokio::test]
async fn tls_serves_and_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let files = files(folder.path());
    let root = renew(&files);
    let desk = desk(&files, patient()).await;
    let all = ask(&desk, &root, WHO).await.unwrap();
    assert!(all.ends_with("127.0.0.1 forwarded=false https=true claims=0"), "{all}");
    let refused = ask(&desk, &root, b"GET / HTTP/1.1\r\n\r\n").await.unwrap();
    assert!(status(&refused) == 400 && refused.ends_with("bad_host"), "{refused}");
}

#[tokio::test]
async fn a_new_certificate_is_taken_up_and_a_broken_one_is_not() {
    let folder = tempfile::tempdir().unwrap();
    let files = files(folder.path());
    let first = renew(&files);
    let desk = desk(&files, patient()).await;
    assert!(ask(&desk, &first, WHO).await.is_ok());

    std::fs::write(&files.key, "no key").unwrap();
    sleep(Duration::from_millis(200)).await;
    assert!(ask(&desk, &first, WHO).await.is_ok(), "a broken pair replaced a good one");

    let second = renew(&files);
    for _ in 0..200 {
        if ask(&desk, &second, WHO).await.is_ok() {
            assert!(ask(&desk, &first, WHO).await.is_err());
            return;
        }
        sleep(Duration::from_millis(20)).await;
    }
    panic!("the new certificate was never used");
}

#[tokio::test]
async fn who_shakes_hands_slowly_is_cut() {
    let folder = tempfile::tempdir().unwrap();
    let files = files(folder.path());
    renew(&files);
    let desk = desk(&files, Limits { head: SHORT, ..patient() }).await;
    let mut socket = desk.connect().await;
    socket.write_all(&[22, 3, 1]).await.unwrap();
    let began = tokio::time::Instant::now();
    assert_eq!(rest(&mut socket).await, "");
    assert!(began.elapsed() < PATIENCE / 2);
}

#[tokio::test]
async fn plain_http_on_the_tls_port_is_not_served() {
    let folder = tempfile::tempdir().unwrap();
    let files = files(folder.path());
    renew(&files);
    let all = desk(&files, patient()).await.ask(WHO).await;
    assert!(!all.contains("HTTP/1.1"), "{all}");
}
