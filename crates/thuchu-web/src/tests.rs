//! The site as a client sees it, without sockets: what each address answers, in words, codes and headers.

mod api;
mod asked;
mod counter;
mod desk;
mod evidence;
mod licence;
mod lists;
mod pages;
mod print;
mod published;
mod related;
mod send;
mod syndication;

use std::sync::Arc;
use std::time::Duration;

use axum::body::{Body, Bytes, to_bytes};
use axum::http::{HeaderMap, Method, Request, StatusCode, header};
use thuchu_app::intake::Ways;
use thuchu_app::people::People;
use thuchu_app::reading::Reading;
use thuchu_app::{Steps, demo};
use thuchu_store::sealing::Keys;
use thuchu_testkit::{FixedClock, SeededChance, TestStore, noon};
use tower_service::Service as _;

use crate::{Front, Settings, Site, router};

/// A site with the thirty demonstration checks.
pub(crate) struct Desk {
    pub(crate) store: TestStore,
    pub(crate) site: Site,
    pub(crate) people: Arc<People>,
    pub(crate) clock: Arc<FixedClock>,
    router: Front,
}

/// What a client got.
pub(crate) struct Got {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: String,
    /// The body as it came.
    pub(crate) bytes: Bytes,
}

impl Desk {
    pub(crate) async fn new() -> Self {
        let settings = Settings { public_url: Some("https://tin.example".to_owned()), ..Settings::default() };
        Self::with(settings).await
    }

    pub(crate) async fn with(settings: Settings) -> Self {
        Self::with_ways(settings, Ways::default()).await
    }

    pub(crate) async fn with_ways(settings: Settings, ways: Ways) -> Self {
        let store = TestStore::sqlite().await;
        demo::fill(&store.db, &store.clock, &store.chance).await.unwrap();
        let reading = Arc::new(Reading::new(store.db.clone()).with_meaning(ways.meaning.clone()));
        let clock = Arc::new(FixedClock::at(noon()));
        let keys = Keys::in_folder(&store.data.path().join("keys")).unwrap();
        let chance = Arc::new(SeededChance::another());
        let people = People::new(store.db.clone(), keys.clone(), clock.clone(), chance.clone());
        let people = Arc::new(people.unwrap());
        let desk = thuchu_app::Desk {
            db: store.db.clone(),
            blobs: store.blobs(),
            keys,
            clock: clock.clone(),
            chance,
            utc_offset_minutes: 420,
        };
        let tools = thuchu_app::evidence::Tools { public_url: settings.public_url.clone(), ..Default::default() };
        let steps = Arc::new(Steps::new(desk, ways, tools));
        steps.intake.catch_up().await.unwrap();
        let site = Site::new(reading.clone(), people.clone(), steps, settings);
        let follow = reading.clone();
        tokio::spawn(async move { follow.follow(Duration::from_millis(20)).await });
        while !reading.live().is_loaded() {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        Self { store, router: router(site.clone()), site, people, clock }
    }

    pub(crate) async fn send(&self, request: Request<Body>) -> Got {
        let response = self.router.clone().call(request).await.unwrap();
        let (head, body) = response.into_parts();
        // News of the desk never end by themselves.
        let endless = head.headers.get(header::CONTENT_TYPE).is_some_and(|kind| kind == "text/event-stream");
        let body = if endless { Bytes::new() } else { to_bytes(body, usize::MAX).await.unwrap() };
        let text = String::from_utf8_lossy(&body).into_owned();
        Got { status: head.status, headers: head.headers, body: text, bytes: body }
    }

    pub(crate) async fn get(&self, address: &str) -> Got {
        self.send(Request::get(address).body(Body::empty()).unwrap()).await
    }

    pub(crate) async fn method(&self, method: Method, address: &str) -> Got {
        self.send(Request::builder().method(method).uri(address).body(Body::empty()).unwrap()).await
    }

    pub(crate) async fn post(&self, address: &str, kind: &str, body: impl Into<Body>) -> Got {
        self.send(Request::post(address).header(header::CONTENT_TYPE, kind).body(body.into()).unwrap()).await
    }

    pub(crate) async fn ask(&self, lang: &str, text: &str) -> Got {
        let form = url::form_urlencoded::Serializer::new(String::new()).append_pair("text", text).finish();
        self.post(&format!("/{lang}/ask"), "application/x-www-form-urlencoded", form).await
    }

    /// The path of the first check that a search finds.
    pub(crate) async fn path_of(&self, words: &str) -> String {
        let query = url::form_urlencoded::Serializer::new(String::new()).append_pair("q", words).finish();
        let found = self.get(&format!("/api/v1/checks?limit=1&{query}")).await.json();
        found["items"][0]["page"].as_str().unwrap().trim_start_matches("https://tin.example").to_owned()
    }
}

impl Got {
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    pub(crate) fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.body).unwrap_or_else(|error| panic!("{error}: {}", self.body))
    }
}

/// Runs a test's future with a desk.
pub(crate) fn with_desk<F: Future<Output = ()>>(rule: impl FnOnce(Desk) -> F) {
    thuchu_testkit::block_on(async { rule(Desk::new().await).await });
}
