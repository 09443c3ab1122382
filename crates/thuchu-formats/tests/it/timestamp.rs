//! A throw-away time-stamp server made of the `openssl` command. Without the command these tests say so and end.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use tempfile::TempDir;
use thuchu_formats::{TimestampError, TimestampRead, read_timestamp, timestamp_request};
use thuchu_model::{Sha256Hash, Timestamp};

const EVIDENCE: &[u8] = "bản chụp của một trang".as_bytes();
const NONCE: u64 = 0xfedc_ba98_7654_3210;

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
signer_digest = DIGEST
default_policy = 1.3.6.1.4.1.99999.7
digests = DIGESTS
accuracy = secs:1
ordering = yes
tsa_name = yes
ess_cert_id_chain = no
";

/// A server of its own folder.
struct Tsa(TempDir);

impl Tsa {
    /// `None` without the command. Signs by `digest`, takes hashes by `taken`.
    fn new(digest: &str, taken: &str) -> Option<Self> {
        if Command::new("openssl").arg("version").output().is_err() {
            println!("skipped: no openssl command");
            return None;
        }
        let tsa = Self(tempfile::tempdir().unwrap());
        let settings = SETTINGS.replace("DIGESTS", taken).replace("DIGEST", digest);
        fs::write(tsa.path().join("tsa.cnf"), settings).unwrap();
        fs::write(tsa.path().join("tsa.serial"), "0A1B\n").unwrap();
        let made = "req -new -x509 -newkey rsa:2048 -nodes -keyout tsa.key -out tsa.pem -days 2 -config tsa.cnf";
        assert!(tsa.run(&format!("{made} -set_serial 0x00c0ffee")).status.success());
        Some(tsa)
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    fn run(&self, arguments: &str) -> Output {
        Command::new("openssl").args(arguments.split(' ')).current_dir(self.path()).output().unwrap()
    }

    fn answer(&self, request: &[u8]) -> Vec<u8> {
        fs::write(self.path().join("ask.tsq"), request).unwrap();
        let done = self.run("ts -reply -queryfile ask.tsq -out answer.tsr -config tsa.cnf");
        fs::read(self.path().join("answer.tsr")).unwrap_or_else(|_| panic!("{}", String::from_utf8_lossy(&done.stderr)))
    }
}

fn hash() -> Sha256Hash {
    Sha256Hash::of(EVIDENCE)
}

fn read(answer: &[u8]) -> Result<TimestampRead, TimestampError> {
    read_timestamp(answer, &hash(), NONCE)
}

#[test]
fn openssl_understands_our_request_and_we_its_answer() {
    for digest in ["sha256", "sha384", "sha512"] {
        let Some(tsa) = Tsa::new(digest, "sha256") else { return };
        let answer = tsa.answer(&timestamp_request(&hash(), NONCE));
        let text = String::from_utf8(tsa.run("ts -query -in ask.tsq -text").stdout).unwrap();
        assert!(text.contains("Nonce: 0xFEDCBA9876543210") && text.contains("Certificate required: yes"), "{text}");

        let stamp = read(&answer).unwrap();
        assert_eq!((stamp.policy.as_str(), stamp.serial.as_str()), ("1.3.6.1.4.1.99999.7", "0a1c"));
        assert_eq!(stamp.signer.as_deref(), Some("c0ffee"));
        let shown = String::from_utf8(tsa.run("ts -reply -in answer.tsr -text").stdout).unwrap();
        let line = shown.lines().find_map(|line| line.strip_prefix("Time stamp: ")).unwrap();
        let day = jiff::civil::DateTime::strptime("%b %d %H:%M:%S %Y GMT", line).unwrap();
        let seconds = day.to_zoned(jiff::tz::TimeZone::UTC).unwrap().timestamp().as_second();
        assert_eq!(stamp.at, Timestamp::from_seconds(seconds));

        // What the documents tell people to run.
        fs::write(tsa.path().join("evidence"), EVIDENCE).unwrap();
        let verified = tsa.run("ts -verify -data evidence -in answer.tsr -CAfile tsa.pem");
        assert!(verified.status.success(), "{}", String::from_utf8_lossy(&verified.stderr));
    }
}

#[test]
fn small_and_large_nonces_come_back() {
    let Some(tsa) = Tsa::new("sha256", "sha256") else { return };
    for nonce in [0, 1, 0x7f, 0x80, 0xff, 0x8000, u64::MAX >> 1, u64::MAX] {
        let answer = tsa.answer(&timestamp_request(&hash(), nonce));
        assert!(read_timestamp(&answer, &hash(), nonce).is_ok(), "{nonce:x}");
        assert_eq!(read_timestamp(&answer, &hash(), nonce ^ 1), Err(TimestampError::OtherNonce));
    }
}

#[test]
fn an_answer_about_something_else_is_refused() {
    let Some(tsa) = Tsa::new("sha256", "sha256") else { return };
    let answer = tsa.answer(&timestamp_request(&hash(), NONCE));
    assert_eq!(read_timestamp(&answer, &Sha256Hash::of(b"another"), NONCE), Err(TimestampError::OtherHash));
    assert_eq!(read_timestamp(&answer, &hash(), 7), Err(TimestampError::OtherNonce));
}

#[test]
fn a_changed_answer_is_refused_or_says_the_same() {
    let Some(tsa) = Tsa::new("sha256", "sha256") else { return };
    let answer = tsa.answer(&timestamp_request(&hash(), NONCE));
    let honest = read(&answer).unwrap();
    // The time-stamp itself lies between the policy and the nonce: there each change is found, by the signer's hash.
    let nonce = answer.windows(8).position(|bytes| bytes == NONCE.to_be_bytes()).unwrap();
    let imprint = answer.windows(32).position(|bytes| bytes == hash().as_bytes()).unwrap();
    let (mut refused, mut same) = (0, 0);
    for at in 0..answer.len() {
        for bit in 0..8 {
            let mut changed = answer.clone();
            changed[at] ^= 1 << bit;
            match read(&changed) {
                Err(_) => refused += 1,
                Ok(stamp) => {
                    // The signer's serial is no part of what is hashed; only its signature covers who it is.
                    assert_eq!(TimestampRead { signer: honest.signer.clone(), ..stamp }, honest, "byte {at}");
                    assert!(!(imprint - 40..nonce + 8).contains(&at), "byte {at} of the time-stamp");
                    same += 1;
                }
            }
        }
    }
    println!("{refused} changes refused, {same} outside the time-stamp left for openssl ts -verify");
    assert!(refused > 1_000);
    for length in 0..answer.len() {
        assert!(read(&answer[..length]).is_err(), "cut at {length}");
    }
    assert!(read(&[&answer[..], &[0]].concat()).is_err());
}

#[test]
fn a_refusal_of_openssl_is_read_with_its_reason() {
    let Some(tsa) = Tsa::new("sha256", "sha512") else { return };
    let answer = tsa.answer(&timestamp_request(&hash(), NONCE));
    let Err(TimestampError::Refused { status: 2, reason }) = read(&answer) else { panic!("{:?}", read(&answer)) };
    assert!(reason.starts_with("badAlg, "), "{reason}");
}

#[test]
fn a_signature_over_a_weak_hash_is_refused() {
    let Some(tsa) = Tsa::new("sha1", "sha256") else { return };
    let answer = tsa.answer(&timestamp_request(&hash(), NONCE));
    assert_eq!(read(&answer), Err(TimestampError::Digest));
}
