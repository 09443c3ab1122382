//! Figures for the operator, on a listener of their own that only this machine reaches.
//!
//! Counts of questions become visible in batches only (DESIGN §8): who watches a live counter beside somebody's back
//! would know when they asked.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::State;
use axum::http::{Response, header};
use axum::middleware::map_response;
use axum::response::IntoResponse;
use axum::routing::get;
use prometheus_client::encoding::text::encode;
use prometheus_client::encoding::{EncodeLabelSet, LabelSetEncoder};
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::{Histogram, exponential_buckets};
use prometheus_client::registry::{Registry, Unit};
use serde_json::{Value, json};

use crate::headers::secure;
use crate::site::Site;

/// Routes whose counts wait for the batch.
const ASKING: [&str; 6] = ["/ask", "/api/v1/match", "/send", "/receipt", "/c/{id}/reply", "/appeal"];
/// Questions that wait for the batch at most; more are counted at once rather than lost.
const WAITING: usize = 100_000;

/// Which requests are counted together.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct Labels {
    /// The route's pattern, never an address.
    route: Arc<str>,
    status: u16,
}

impl EncodeLabelSet for Labels {
    fn encode(&self, encoder: &mut LabelSetEncoder<'_>) -> Result<(), std::fmt::Error> {
        [("route", self.route.to_string()), ("status", self.status.to_string())].encode(encoder)
    }
}

/// Which requests are timed together.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct Route(Arc<str>);

impl EncodeLabelSet for Route {
    fn encode(&self, encoder: &mut LabelSetEncoder<'_>) -> Result<(), std::fmt::Error> {
        [("route", self.0.to_string())].encode(encoder)
    }
}

/// Whether a route takes questions: then nothing of a request may be seen at once, in the log neither.
pub(crate) fn asks(route: &str) -> bool {
    let without_lang = route.strip_prefix("/vi").or_else(|| route.strip_prefix("/en")).unwrap_or(route);
    ASKING.contains(&without_lang)
}

/// One finished request.
#[derive(Debug)]
struct Done {
    labels: Labels,
    seconds: f64,
}

/// The counters of a site.
#[derive(Debug)]
pub struct Metrics {
    requests: Family<Labels, Counter>,
    seconds: Family<Route, Histogram, fn() -> Histogram>,
    waiting: Mutex<Vec<Done>>,
}

fn histogram() -> Histogram {
    // 0.1 ms to 3.3 s.
    Histogram::new(exponential_buckets(0.000_1, 2.0, 16))
}

impl Default for Metrics {
    fn default() -> Self {
        let seconds = Family::new_with_constructor(histogram as fn() -> Histogram);
        Self { requests: Family::default(), seconds, waiting: Mutex::default() }
    }
}

impl Metrics {
    /// Counts a request to this route.
    pub(crate) fn count(&self, route: &str, status: u16, took: Duration) {
        let done = Done { labels: Labels { route: route.into(), status }, seconds: took.as_secs_f64() };
        if asks(route) {
            let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
            if waiting.len() < WAITING {
                waiting.push(done);
                return;
            }
        }
        self.add(&done);
    }

    fn add(&self, done: &Done) {
        self.seconds.get_or_create(&Route(done.labels.route.clone())).observe(done.seconds);
        self.requests.get_or_create(&done.labels).inc();
    }

    /// Makes the questions counted since the last time visible. Called at a random moment of every quarter of an hour.
    pub fn publish_questions(&self) {
        let waiting = std::mem::take(&mut *self.waiting.lock().unwrap_or_else(PoisonError::into_inner));
        waiting.iter().for_each(|done| self.add(done));
    }
}

/// `GET /metrics` (OpenMetrics text) and `GET /debug` (JSON): what an operator wants to know of the running program.
/// Serve it on loopback only.
pub fn operator_router(site: Site) -> Router {
    let safe = map_response(async |mut answer: Response<Body>| {
        secure(answer.headers_mut(), false);
        answer
    });
    Router::new().route("/metrics", get(metrics)).route("/debug", get(debug)).layer(safe).with_state(site)
}

async fn metrics(State(site): State<Site>) -> impl IntoResponse {
    let mut registry = Registry::with_prefix("thuchu");
    registry.register("http_requests", "Requests by route and status", site.metrics.requests.clone());
    let seconds = site.metrics.seconds.clone();
    registry.register_with_unit("http_request", "Time to answer", Unit::Seconds, seconds);
    let gauge = |registry: &mut Registry, name: &str, help: &str, value: u64| {
        let gauge = Gauge::<i64>::default();
        gauge.set(i64::try_from(value).unwrap_or(i64::MAX));
        registry.register(name, help, gauge);
    };
    let now = now(&site);
    gauge(&mut registry, "checks", "Checks that can be found", now.checks);
    gauge(&mut registry, "index_bytes", "Memory of the index, estimated", now.index_bytes);
    gauge(&mut registry, "store_in_touch", "1 while the store answers", u64::from(site.reading.live().is_in_touch()));
    let meaning = site.reading.meaning();
    gauge(&mut registry, "model_ready", "1 while a model is used", u64::from(meaning.state.code() == "ready"));
    gauge(&mut registry, "checks_with_vectors", "Checks that can be found by meaning", meaning.done as u64);
    gauge(&mut registry, "vectors_computed", "Texts whose vectors were computed since the start", meaning.computed);
    gauge(&mut registry, "cached_pages", "Rendered pages kept", now.pages);
    gauge(&mut registry, "cached_bytes", "Bytes of rendered pages kept", now.page_bytes);
    gauge(&mut registry, "process_resident_bytes", "Memory of the process", now.resident_bytes);
    gauge(&mut registry, "process_open_files", "Open files and sockets", now.open_files);
    let mut text = String::new();
    // Writing into a string cannot fail.
    let _ = encode(&mut text, &registry);
    ([(header::CONTENT_TYPE, "application/openmetrics-text; version=1.0.0; charset=utf-8")], text)
}

async fn debug(State(site): State<Site>) -> axum::Json<Value> {
    let now = now(&site);
    let runtime = tokio::runtime::Handle::current().metrics();
    let threads: Vec<Value> = threads();
    let meaning = site.reading.meaning();
    axum::Json(json!({
        "checks": now.checks,
        "index_bytes": now.index_bytes,
        "cache": {"pages": now.pages, "bytes": now.page_bytes},
        "store_in_touch": site.reading.live().is_in_touch(),
        "meaning": {
            "model": meaning.state.code(), "checks_with_vectors": meaning.done, "checks": meaning.all,
            "vectors_computed": meaning.computed, "vectors_per_second": meaning.per_second,
        },
        "process": {"resident_bytes": now.resident_bytes, "open_files": now.open_files},
        "runtime": {
            "workers": runtime.num_workers(),
            "tasks": runtime.num_alive_tasks(),
            "waiting_tasks": runtime.global_queue_depth(),
        },
        "threads": threads,
    }))
}

struct Now {
    checks: u64,
    index_bytes: u64,
    pages: u64,
    page_bytes: u64,
    resident_bytes: u64,
    open_files: u64,
}

fn now(site: &Site) -> Now {
    let (checks, index_bytes) = site.reading.live().with(|m| (m.len(), m.bytes())).unwrap_or_default();
    let (pages, page_bytes) = site.cache.size();
    Now {
        checks: checks as u64,
        index_bytes: index_bytes as u64,
        pages: pages as u64,
        page_bytes: page_bytes as u64,
        resident_bytes: resident().unwrap_or(0),
        open_files: std::fs::read_dir("/proc/self/fd").map_or(0, |files| files.count() as u64),
    }
}

/// Resident memory in bytes (proc(5)); `None` where there is no such file.
fn resident() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    line.trim().strip_suffix("kB")?.trim().parse::<u64>().ok().map(|kib| kib * 1024)
}

/// Each thread with its name and the ticks of 1/100 s it ran (proc(5), fields 2, 14 and 15 of stat).
fn threads() -> Vec<Value> {
    let tasks = std::fs::read_dir("/proc/self/task").into_iter().flatten().flatten();
    tasks
        .filter_map(|task| {
            let stat = std::fs::read_to_string(task.path().join("stat")).ok()?;
            let (before, after) = stat.rsplit_once(')')?;
            let name = before.split_once('(')?.1.to_owned();
            let mut fields = after.split_whitespace().skip(11);
            let (user, system): (u64, u64) = (fields.next()?.parse().ok()?, fields.next()?.parse().ok()?);
            Some(json!({"name": name, "user_ticks": user, "system_ticks": system}))
        })
        .collect()
}
