use std::path::Path;

use rcgen::{CertificateParams, KeyPair, date_time_ymd};

use super::*;

/// PEM of a certificate that ends on 2 March of `year`, and of its key.
fn pair(year: i32) -> (String, String) {
    let mut params = CertificateParams::new(["localhost".to_owned()]).unwrap();
    params.not_after = date_time_ymd(year, 3, 2);
    let key = KeyPair::generate().unwrap();
    (params.self_signed(&key).unwrap().pem(), key.serialize_pem())
}

fn files(folder: &Path, cert: &str, key: &str) -> TlsFiles {
    let files = TlsFiles { cert: folder.join("cert.pem"), key: folder.join("key.pem") };
    std::fs::write(&files.cert, cert).unwrap();
    std::fs::write(&files.key, key).unwrap();
    files
}

#[track_caller]
fn refused(cert: &str, key: &str, code: &str) {
    let folder = tempfile::tempdir().unwrap();
    let error = files(folder.path(), cert, key).load().unwrap_err();
    assert_eq!(error.code(), code, "{error}");
    let named = error.to_string();
    assert!(named.contains("cert.pem") || named.contains("key.pem"), "{named}");
    assert!(!named.contains("PRIVATE KEY-"), "{named}");
}

#[test]
fn what_is_wrong_with_a_pair_is_named() {
    let (cert, key) = pair(2040);
    let (_, other) = pair(2040);
    refused(&cert, &other, "tls_key_does_not_fit");
    refused(&key, &key, "tls_no_certificate");
    refused("", &key, "tls_no_certificate");
    refused(&cert, &cert, "tls_no_key");
    refused(&cert, "", "tls_no_key");
    refused(&cert, &key.replace("PRIVATE", "ENCRYPTED PRIVATE"), "tls_no_key");
    refused(&cert[..cert.len() - 10], &key, "tls_bad_pem");
    refused("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n", &key, "tls_bad_certificate");
    refused(&cert, "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n", "tls_bad_key");
}

#[test]
fn a_missing_file_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let (cert, key) = pair(2040);
    let there = files(folder.path(), &cert, &key);
    let nowhere = || folder.path().join("nowhere.pem");
    let code = |files: TlsFiles| files.load().unwrap_err().code();
    assert_eq!(code(TlsFiles { cert: nowhere(), key: there.key.clone() }), "tls_cert_unreadable");
    assert_eq!(code(TlsFiles { cert: there.cert.clone(), key: nowhere() }), "tls_key_unreadable");
    assert!(there.load().is_ok());
}

#[test]
fn the_end_of_a_certificate_is_told_on_both_sides_of_2050() {
    let folder = tempfile::tempdir().unwrap();
    for year in [1999, 2031, 2049, 2050, 2200] {
        let (cert, key) = pair(year);
        let ends = files(folder.path(), &cert, &key).not_after().unwrap();
        assert_eq!(ends.to_string(), format!("{year}-03-02T00:00:00Z"));
    }
}

#[test]
fn the_end_is_that_of_the_first_certificate_of_the_chain() {
    let folder = tempfile::tempdir().unwrap();
    let ((leaf, key), (root, _)) = (pair(2031), pair(2041));
    let ends = files(folder.path(), &format!("{leaf}{root}"), &key).not_after().unwrap();
    assert_eq!(ends.to_string(), "2031-03-02T00:00:00Z");
}

#[test]
fn a_cut_or_changed_certificate_never_panics() {
    let (cert, _) = pair(2031);
    let der = CertificateDer::from_pem_slice(cert.as_bytes()).unwrap();
    for end in 0..der.len() {
        assert_eq!(validity::not_after(&der[..end]), None, "{end}");
    }
    for at in 0..der.len() {
        for byte in [0, 0x7f, 0x80, 0x83, 0x84, 0xff] {
            let mut changed = der.to_vec();
            changed[at] = byte;
            let _ = validity::not_after(&changed);
        }
    }
}

#[test]
fn a_certificate_is_for_the_hosts_it_names() {
    let folder = tempfile::tempdir().unwrap();
    let names = ["tin.example.vn", "*.bao.vn", "192.0.2.1", "2001:db8::1"].map(str::to_owned);
    let key = KeyPair::generate().unwrap();
    let cert = CertificateParams::new(names).unwrap().self_signed(&key).unwrap().pem();
    let files = files(folder.path(), &cert, &key.serialize_pem());
    for host in ["tin.example.vn", "TIN.example.vn", "a.bao.vn", "192.0.2.1", "[2001:db8::1]"] {
        assert!(files.is_for(host).unwrap(), "{host}");
    }
    for host in ["example.vn", "bao.vn", "a.b.bao.vn", "192.0.2.2", "", "not a host"] {
        assert!(!files.is_for(host).unwrap(), "{host}");
    }
}
