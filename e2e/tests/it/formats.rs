//! What the formats write, read by other people's programs: feedparser, lxml with the rules of the sitemap protocol, extruct and
//! pyshacl with shapes of our own, jsonschema, standardwebhooks. With plain texts and with those of hostile strangers.

use std::fs;
use std::path::Path;
use std::time::{SystemTime, UNIX_EPOCH};

use e2e::python;
use serde_json::json;
use thuchu_formats::WebhookSecret;
use thuchu_model::Timestamp;

#[path = "../../../crates/thuchu-formats/tests/it/documents.rs"]
pub(crate) mod documents;

const CHECK: &str = include_str!("formats.py");

#[test]
fn other_peoples_programs_take_every_document_whatever_a_stranger_wrote() {
    let folder = tempfile::tempdir().unwrap();
    // What no claim may be is left to the tests of the crate: here are texts that the desk takes.
    let texts = [vec!["Uống nước chanh nóng chữa được cúm".to_owned()], documents::hostile()].concat();
    for (number, text) in texts.iter().enumerate() {
        write(&folder.path().join(format!("{number:02}")), &text.chars().take(20_000).collect::<String>());
    }
    let shapes = Path::new(env!("CARGO_MANIFEST_DIR")).join("../crates/thuchu-formats/tests/shapes");
    let said = python::python(CHECK, &[&folder.path().to_string_lossy(), &shapes.to_string_lossy()]);
    println!("{said}");
    for what in ["lxml", "sitemap protocol", "feedparser", "pyshacl", "jsonschema", "standardwebhooks"] {
        assert!(said.contains(what), "{what} was not asked: {said}");
    }
}

#[expect(clippy::disallowed_methods, reason = "a signature is looked at by a program with the real clock")]
fn write(folder: &Path, text: &str) {
    fs::create_dir_all(folder).unwrap();
    for document in documents::documents(text) {
        let xml = document.made == documents::Made::Xml;
        assert!(xml || matches!(document.name.rsplit_once('.'), Some((_, "json" | "ndjson" | "html"))));
        fs::write(folder.join(document.name), &document.text).unwrap();
    }
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs();
    let secret = WebhookSecret::new(vec![7; 32]).unwrap();
    let body = fs::read(folder.join("webhook.json")).unwrap();
    let headers = secret.sign("msg_1", Timestamp::from_seconds(i64::try_from(now).unwrap()), &body);
    let headers = json!({
        "secret": secret.reveal(),
        "webhook-id": headers.id,
        "webhook-timestamp": headers.timestamp,
        "webhook-signature": headers.signature,
    });
    fs::write(folder.join("webhook-headers.json"), headers.to_string()).unwrap();
}
