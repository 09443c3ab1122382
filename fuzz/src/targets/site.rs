//! `thuchu-listen` and `thuchu-web`: heads of requests as they come over the wire, and whole requests to the site.

#![expect(clippy::expect_used, reason = "a desk that cannot be made fails the target, with the reason in words")]

use std::sync::{Arc, Mutex, OnceLock};
use std::time::Duration;

use axum::body::Body;
use axum::http::{Method, Request, StatusCode, header};
use thuchu_app::{Steps, demo, people::People, reading::Reading};
use thuchu_store::sealing::Keys;
use thuchu_testkit::{FixedClock, SeededChance, TestStore, noon};
use thuchu_web::{Front, Settings, Site, router};
use tower_service::Service as _;

use super::text_of;
use crate::Target;

pub(crate) fn targets() -> Vec<Target> {
    vec![Target { name: "listen_head", run: head }, Target { name: "web_request", run: request }]
}

/// A head that passes names one host and at most one length, and ends where the parser of the server says it ends.
fn head(bytes: &[u8]) {
    if thuchu_listen::judge_head(bytes).is_err() {
        return;
    }
    let text = String::from_utf8_lossy(bytes);
    let head = text.split("\r\n\r\n").next().unwrap_or_default().to_ascii_lowercase();
    let count = |name: &str| head.lines().skip(1).filter(|line| line.split(':').next() == Some(name)).count();
    assert!(count("host") <= 1 && count("content-length") <= 1, "{head}");
    assert!(count("content-length") + count("transfer-encoding") <= 1, "{head}");
    assert!(!head.contains('\0'), "{head}");
}

/// A desk that is asked again and again.
struct Desk {
    runtime: tokio::runtime::Runtime,
    router: Front,
    /// Removed with the process.
    _store: TestStore,
}

fn desk() -> &'static Mutex<Desk> {
    static DESK: OnceLock<Mutex<Desk>> = OnceLock::new();
    DESK.get_or_init(|| {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build();
        let runtime = runtime.expect("a runtime");
        let (router, store) = runtime.block_on(async {
            let store = TestStore::sqlite().await;
            demo::fill(&store.db, &store.clock, &store.chance).await.expect("a demonstration");
            let reading = Arc::new(Reading::new(store.db.clone()));
            let clock = Arc::new(FixedClock::at(noon()));
            let settings = Settings { rate_per_minute: 0, styleguide: true, ..Settings::default() };
            let keys = Keys::in_folder(&store.data.path().join("keys")).expect("a folder of keys");
            let chance = Arc::new(SeededChance::another());
            let people = People::new(store.db.clone(), keys.clone(), clock.clone(), chance.clone());
            let people = Arc::new(people.expect("passwords can be hashed"));
            let desk = thuchu_app::Desk {
                db: store.db.clone(),
                blobs: store.blobs(),
                keys,
                clock,
                chance,
                utc_offset_minutes: 420,
            };
            let site = Site::new(
                reading.clone(),
                people,
                Arc::new(Steps::new(desk, thuchu_app::intake::Ways::default(), thuchu_app::evidence::Tools::default())),
                settings,
            );
            let follow = reading.clone();
            tokio::spawn(async move { follow.follow(Duration::from_secs(3_600)).await });
            while !reading.live().is_loaded() {
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
            (router(site), store)
        });
        Mutex::new(Desk { runtime, router, _store: store })
    })
}

/// First line: method and address; then headers to the first empty line; the rest is the body. Whatever it is, the site
/// answers with words, never breaks, and keeps its headers.
fn request(bytes: &[u8]) {
    let text = text_of(bytes);
    let (head, body) = text.split_once("\n\n").unwrap_or((&text, ""));
    let mut lines = head.lines();
    let first = lines.next().unwrap_or_default();
    let (method, address) = first.split_once(' ').unwrap_or(("GET", first));
    let mut request =
        Request::builder().method(Method::from_bytes(method.as_bytes()).unwrap_or(Method::GET)).uri(address);
    for (name, value) in lines.filter_map(|line| line.split_once(':')) {
        request = request.header(name.trim(), value.trim());
    }
    let Ok(request) = request.body(Body::from(body.to_owned())) else { return };
    let desk = desk().lock().expect("no other request broke");
    let answer = desk.runtime.block_on(desk.router.clone().call(request));
    let Ok(answer) = answer;
    assert_ne!(answer.status(), StatusCode::INTERNAL_SERVER_ERROR, "{head}");
    assert!(answer.headers().contains_key(header::CONTENT_SECURITY_POLICY), "{head}");
    let location = answer.headers().get(header::LOCATION).map(|to| to.as_bytes()).unwrap_or_default();
    assert!(!location.starts_with(b"//") && !location.contains(&b'\\'), "leads away: {head}");
}
