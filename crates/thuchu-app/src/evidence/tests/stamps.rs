//! Time-stamps by the real `openssl ts` behind a server on loopback (RFC 3161).

use std::path::Path;
use std::process::{Command, Output};
use std::sync::Arc;

use thuchu_store::time_stamps;
use thuchu_testkit::both_databases;

use super::super::{EvidenceFault, Tools, look_over};
use super::support::{Place, command, url};
use super::web::{Answer, Web};

const SETTINGS: &str = "
[req]
distinguished_name = name
prompt = no
x509_extensions = tsa_ext
[name]
CN = Throw-away TSA
[tsa_ext]
basicConstraints = critical,CA:FALSE
keyUsage = critical,digitalSignature
extendedKeyUsage = critical,timeStamping
[tsa]
default_tsa = here
[here]
serial = tsa.serial
crypto_device = builtin
signer_cert = tsa.pem
certs = tsa.pem
signer_key = tsa.key
signer_digest = sha256
default_policy = 1.3.6.1.4.1.99999.7
digests = sha256
accuracy = secs:1
ordering = yes
tsa_name = yes
ess_cert_id_chain = no
";

fn openssl(folder: &Path, words: &str) -> Output {
    Command::new("openssl").args(words.split(' ')).current_dir(folder).output().unwrap()
}

/// A folder with a key of a time-stamp server.
fn server() -> Option<tempfile::TempDir> {
    if !command("openssl", &["version"]) {
        return None;
    }
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("tsa.cnf"), SETTINGS).unwrap();
    std::fs::write(folder.path().join("tsa.serial"), "0A1B\n").unwrap();
    let made = "req -new -x509 -newkey rsa:2048 -nodes -keyout tsa.key -out tsa.pem -days 2 -config tsa.cnf";
    let made = openssl(folder.path(), made);
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    Some(folder)
}

/// What it says to a query.
fn reply(folder: &Path, query: &[u8]) -> Answer {
    std::fs::write(folder.join("ask.tsq"), query).unwrap();
    openssl(folder, "ts -reply -queryfile ask.tsq -out answer.tsr -config tsa.cnf");
    Answer::file("application/timestamp-reply", std::fs::read(folder.join("answer.tsr")).unwrap())
}

fn tools() -> Tools {
    Tools { time_stamps: Some(url("http://tsa.example/tsr")), ..Tools::default() }
}

both_databases!(the_answer_of_a_real_server_is_kept_and_openssl_verifies_it, |store| {
    let Some(folder) = server() else { return };
    let at = folder.path().to_owned();
    let place = Place::of(store, Web::with(Arc::new(move |query| reply(&at, query)))).await;
    let (_, _, check) = place.published("Đóng dấu").await;
    let evidence = place.with(tools());
    assert_eq!(evidence.ask_for_stamps().await.unwrap(), 0, "no manifest, nothing to witness");
    evidence.make_manifests().await.unwrap();
    assert_eq!(evidence.ask_for_stamps().await.unwrap(), 1);
    assert_eq!(evidence.ask_for_stamps().await.unwrap(), 0, "once");
    assert_eq!(place.web.times("tsa.example/tsr"), 1);
    let proof = evidence.proof(check.id, 1).await.unwrap().unwrap();
    let (token, stamped) = proof.token.unwrap();
    // The time is the server's, not that of the desk, whose clock stands still in this test.
    let real = std::time::SystemTime::UNIX_EPOCH.elapsed().unwrap().as_micros() as i64;
    assert!((stamped.micros() - real).abs() < 120_000_000, "{stamped}");
    let bytes = store.blobs().get(&token).await.unwrap();
    std::fs::write(folder.path().join("manifest.tsr"), &bytes).unwrap();
    std::fs::write(folder.path().join("manifest.json"), &proof.bytes).unwrap();
    let verify = || openssl(folder.path(), "ts -verify -in manifest.tsr -data manifest.json -CAfile tsa.pem");
    let ran = verify();
    assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
    let mut other = proof.bytes.to_vec();
    other[20] ^= 1;
    std::fs::write(folder.path().join("manifest.json"), other).unwrap();
    assert!(!verify().status.success(), "another manifest was not witnessed");
    let report = look_over(&store.db, &store.blobs()).await.unwrap();
    assert_eq!((report.stamped, report.faults), (1, vec![]));
    std::fs::remove_file(store.blobs().path(&token).unwrap()).unwrap();
    let lost = EvidenceFault::TokenLost { check: check.public_id.to_string(), number: 1 };
    assert_eq!(look_over(&store.db, &store.blobs()).await.unwrap().faults, [lost]);
});

both_databases!(an_answer_to_something_else_is_not_kept, |store| {
    let Some(folder) = server() else { return };
    let (at, first) = (folder.path().to_owned(), std::sync::Mutex::new(None::<Vec<u8>>));
    // Always answers the first question it got.
    let web = Web::with(Arc::new(move |query| {
        let mut first = first.lock().unwrap();
        reply(&at, first.get_or_insert_with(|| query.to_vec()))
    }));
    let place = Place::of(store, web).await;
    let evidence = place.with(tools());
    place.published("Một").await;
    evidence.make_manifests().await.unwrap();
    assert_eq!(evidence.ask_for_stamps().await.unwrap(), 1);
    let (_, _, second) = place.published("Hai").await;
    evidence.make_manifests().await.unwrap();
    assert!(evidence.ask_for_stamps().await.is_err());
    let kept = time_stamps::get(&mut store.db.read(), second.id, 1).await.unwrap().unwrap();
    assert_eq!(kept.token, None);
    assert_eq!(look_over(&store.db, &store.blobs()).await.unwrap().faults, []);
});

both_databases!(a_server_that_refuses_costs_nothing_but_the_stamp, |store| {
    let place = Place::of(store, Web::with(Arc::new(|_| Answer::status(503)))).await;
    let evidence = place.with(tools());
    let (_, _, check) = place.published("Từ chối").await;
    evidence.make_manifests().await.unwrap();
    assert!(evidence.ask_for_stamps().await.is_err());
    assert_eq!(evidence.proof(check.id, 1).await.unwrap().unwrap().token, None);
    assert_eq!(place.count("SELECT COUNT(*) FROM time_stamp").await, 1);
});
