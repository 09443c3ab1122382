//! `thuchu serve`: the site and the API, until somebody says stop.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use thuchu_app::calibration::WeightsFile;
use thuchu_app::delivery::Delivery;
use thuchu_app::evidence::{Evidence, Tools};
use thuchu_app::intake::{Intake, PictureCleaner, Ways};
use thuchu_app::meaning::Meaning;
use thuchu_app::people::People;
use thuchu_app::publish::Publish;
use thuchu_app::reading::Reading;
use thuchu_app::{Desk, Steps, demo};
use thuchu_fetch::{Fetcher, Reach};
use thuchu_listen::{Limits, Listen, Report, bind, keep_panics_quiet, raise_open_files};
use thuchu_model::{Chance as _, Clock as _, Token};
use thuchu_say as say;
use thuchu_store::sealing::Keys;
use thuchu_store::{Db, damage};
use thuchu_tipline::Email;
use thuchu_tools::{Documents, Ocr, Pictures, Screenshots};
use thuchu_web::metrics::operator_router;
use thuchu_web::{LARGE_BODY, LARGE_PATHS, Site, link_path, refuse, router};
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::watch;

use super::{Context, import, model};
use crate::{
    cli::t,
    config::serving::{Flags, Serving},
    desk,
    problem::{Exit, Halt, Problem},
    system::{SystemChance, SystemClock},
};

/// How often the store is asked for news.
const NEWS_EVERY: Duration = Duration::from_millis(500);
/// How often the outbox is looked at when nothing is due.
const LOOK_EVERY: Duration = Duration::from_secs(1);
/// How often open pages of the desk are told what changed.
const EVENTS_EVERY: Duration = Duration::from_secs(1);
/// How often it is looked whether the desk's own weights changed.
const WEIGHTS_EVERY: Duration = Duration::from_secs(2);
/// How often log-ins are tidied.
const TIDY_EVERY: Duration = Duration::from_secs(60);
/// How often it is looked whether the time of an approved review has come.
const DUE_EVERY: Duration = Duration::from_secs(5);
/// How often it is looked whether a night's work is to be done.
const NIGHTS_EVERY: Duration = Duration::from_secs(60);
/// How often it is looked whether a source is to be looked at again.
const WATCH_EVERY: Duration = Duration::from_secs(60);
/// How often copies that nothing names are removed.
const TIDY_COPIES_EVERY: Duration = Duration::from_secs(6 * 60 * 60);
/// Counts of questions become visible once in each of these, in seconds.
const BATCH: i64 = 15 * 60;
/// How long a store that does not answer is left alone at the start.
const TRY_AGAIN: Duration = Duration::from_secs(5);

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[arg(long, help = t(say::cmd_serve_demo()))]
    demo: bool,
    #[arg(long, value_name = t(say::value_address()), help = t(say::cmd_serve_listen()))]
    listen: Option<String>,
    #[arg(long, value_name = t(say::value_url()), help = t(say::cmd_serve_public_url()))]
    public_url: Option<String>,
    #[arg(long, value_name = t(say::value_file()), help = t(say::cmd_serve_tls_cert()))]
    tls_cert: Option<String>,
    #[arg(long, value_name = t(say::value_file()), help = t(say::cmd_serve_tls_key()))]
    tls_key: Option<String>,
    #[arg(long, value_name = t(say::value_list()), help = t(say::cmd_serve_trusted_proxies()))]
    trusted_proxies: Option<String>,
    #[arg(long, value_name = t(say::value_address()), help = t(say::cmd_serve_metrics()))]
    metrics: Option<String>,
    #[arg(long, value_name = t(say::value_number()), help = t(say::cmd_serve_rate_limit()))]
    rate_limit: Option<String>,
    #[arg(long, help = t(say::cmd_serve_no_model()))]
    no_model: bool,
    #[arg(long, help = t(say::cmd_serve_styleguide()))]
    styleguide: bool,
}

impl Args {
    /// The settings among the flags.
    pub(crate) fn flags(&self) -> Flags {
        Flags {
            listen: self.listen.clone(),
            public_url: self.public_url.clone(),
            tls_cert: self.tls_cert.clone(),
            tls_key: self.tls_key.clone(),
            trusted_proxies: self.trusted_proxies.clone(),
            metrics: self.metrics.clone(),
            rate_limit: self.rate_limit.clone(),
        }
    }
}

/// Threads that carry requests: one for each processor.
pub(crate) fn threads() -> usize {
    std::thread::available_parallelism().map_or(2, std::num::NonZero::get)
}

/// Opens, serves, stops.
pub(crate) async fn run(args: &Args, context: &mut Context<'_>) -> Result<Exit, Halt> {
    let serving = context.settings.serve.read()?;
    let tls = serving.tls.as_ref().map(|files| files.load()).transpose();
    let tls = tls.map_err(|error| Problem::unusable(say::error_serve_tls()).because(&error))?;
    keep_panics_quiet();
    // What the system refuses is only a lower number of connections.
    let _ = raise_open_files();
    let socket = listen(serving.listen)?;
    let figures = serving.metrics.map(listen).transpose()?;
    let db = desk::open(&context.settings).await?;
    if args.demo {
        let filled = demo::fill(&db, &SystemClock, &SystemChance).await;
        filled.map_err(|error| import::problem(&error, "demo"))?;
    }
    let meaning = Arc::new(model::meaning(&context.settings, args.no_model));
    let reading = Arc::new(Reading::new(db.clone()).with_meaning(meaning.clone()));
    let people = Arc::new(people(context, &db)?);
    let ways = ways(&serving, meaning)?;
    let tools = tools(&serving, &ways);
    let steps = Arc::new(Steps::new(steps(context, &db, &serving)?, ways, tools));
    // The desk is called and looks as its settings say from the first page on; a store that does not answer is asked again.
    let _ = steps.settings.refresh().await;
    let own = steps.settings.clone();
    let mail = delivery(&steps.desk, &serving)?.map(|mail| tokio::spawn(mail.run(LOOK_EVERY)));
    let due = tokio::spawn(publish_due(steps.publish.clone()));
    let trail = steps.trail.clone();
    let heads = tokio::spawn(async move { trail.keep_publishing().await });
    let evidence = steps.evidence.clone();
    let copies = tokio::spawn(evidence.clone().keep_copying(LOOK_EVERY));
    let watch = tokio::spawn(evidence.clone().keep_watching(WATCH_EVERY));
    let proofs = tokio::spawn(evidence.clone().keep_proving(DUE_EVERY));
    let unnamed = tokio::spawn(tidy_copies(evidence));
    let visits = steps.visits.clone();
    let counts = tokio::spawn(visits.clone().keep_writing());
    let boxes = tokio::spawn(steps.boxes.clone().keep());
    let webhooks = tokio::spawn(steps.webhooks.clone().run(LOOK_EVERY));
    let lists = tokio::spawn(steps.sources.clone().keep(WATCH_EVERY));
    let site = Site::new(reading.clone(), people.clone(), steps.clone(), settings(&serving, args));
    let nights = steps.nights.clone();
    let settings = tokio::spawn(async move { own.follow(NEWS_EVERY).await });
    let nights = tokio::spawn(async move { nights.keep(NIGHTS_EVERY).await });
    let meant = reading.clone();
    let weights = WeightsFile::in_data(&context.settings.data.value);
    let weighed = reading.clone();
    let weights = tokio::spawn(async move { weights.follow(weighed.live(), WEIGHTS_EVERY).await });
    let follow = tokio::spawn(async move { reading.follow(NEWS_EVERY).await });
    let understood = tokio::spawn(async move { meant.keep_meaning().await });
    let intake = steps.intake.clone();
    let grouped = tokio::spawn(async move { intake.keep_meaning().await });
    let look = tokio::spawn(look_over(db.clone()));
    let batches = tokio::spawn(publish_in_batches(site.clone(), steps.intake.clone()));
    let (desk, events) = (site.steps.desk.clone(), site.steps.events.clone());
    let news = tokio::spawn(async move { events.follow(&desk, EVENTS_EVERY).await });
    let set_up = set_up_link(&people).await;
    let tidy = tokio::spawn(tidy(people));
    let (stop, stopped) = watch::channel(false);
    // Whoever is told the address may ask to stop at once.
    let stopping = stop_asked(stop)?;
    let (events, stopped_first) = (site.steps.events.clone(), until(stopped.clone()));
    let ending = tokio::spawn(async move {
        stopped_first.await;
        events.end();
    });
    tell(context, &serving, &socket, figures.as_ref(), set_up.as_ref())?;
    let metrics = figures.map(|socket| {
        let router = operator_router(site.clone());
        let stopped = until(stopped.clone());
        tokio::spawn(thuchu_listen::serve(socket, Listen::default(), router, |why| refuse(why, false), stopped))
    });
    let https = tls.is_some();
    let limits = Limits { large_paths: LARGE_PATHS, large_body_bytes: LARGE_BODY, ..Limits::default() };
    let listen = Listen { tls, proxies: serving.proxies, limits };
    let report =
        thuchu_listen::serve(socket, listen, router(site), move |why| refuse(why, https), until(stopped)).await;
    for task in [
        follow, settings, nights, look, batches, heads, due, news, ending, tidy, copies, watch, proofs, unnamed,
        stopping, counts, boxes, webhooks, lists, understood, grouped, weights,
    ] {
        task.abort();
    }
    if let Some(metrics) = metrics {
        metrics.abort();
    }
    if let Some(mail) = mail {
        mail.abort();
    }
    // What was counted in the last seconds.
    if let Err(error) = visits.write().await {
        tracing::warn!(code = error.code(), "the last visits are not written");
    }
    db.close().await;
    told(context, report)
}

fn listen(address: SocketAddr) -> Result<TcpListener, Problem> {
    bind(address).map_err(|error| Problem::failed(say::error_serve_port(address)).because(&error))
}

fn settings(serving: &Serving, args: &Args) -> thuchu_web::Settings {
    thuchu_web::Settings {
        public_url: serving.public_url.clone(),
        rate_per_minute: serving.rate_per_minute,
        utc_offset_minutes: serving.utc_offset_minutes,
        styleguide: args.styleguide,
        // Twice as many as processors: while one hands its answer over, another is at work.
        workers: threads() * 2,
    }
}

/// What the steps of this desk work with.
fn steps(context: &Context<'_>, db: &Db, serving: &Serving) -> Result<Desk, Problem> {
    let keys = Keys::in_folder(&context.settings.keys.value).map_err(|error| desk::problem(&error))?;
    let (clock, chance) = (Arc::new(SystemClock), Arc::new(SystemChance));
    let blobs = desk::blobs(&context.settings)?;
    Ok(Desk { db: db.clone(), blobs, keys, clock, chance, utc_offset_minutes: serving.utc_offset_minutes })
}

/// Answers by e-mail, where a mail server is named.
fn delivery(desk: &Desk, serving: &Serving) -> Result<Option<Arc<Delivery<Email>>>, Problem> {
    let Some(settings) = serving.mail.clone() else { return Ok(None) };
    let email = Email::new(settings).map_err(|error| Problem::unusable(say::error_mail_host()).because(&error))?;
    Ok(Some(Arc::new(Delivery::new(desk.clone(), email, serving.public_url.clone()))))
}

/// What is set up for taking messages in.
fn ways(serving: &Serving, meaning: Arc<Meaning>) -> Result<Ways, Problem> {
    let desk = serving.public_url.as_deref().and_then(|url| thuchu_fetch::Url::parse(url).ok());
    let fetcher = match &desk {
        Some(desk) => Fetcher::of_desk(Reach::public(), desk),
        None => Fetcher::new(Reach::public()),
    };
    let fetcher = fetcher.map_err(|error| Problem::failed(say::error_runtime()).because(&error))?;
    // The running program itself, also when a newer one was put in its place.
    let pictures: Arc<dyn PictureCleaner> = Arc::new(Pictures::new("/proc/self/exe", Default::default()));
    Ok(Ways { mail: serving.mail.is_some(), fetcher: Some(fetcher), pictures: Some(pictures), meaning })
}

/// What copies of sources are made with; what the machine lacks is left out.
fn tools(serving: &Serving, ways: &Ways) -> Tools {
    Tools {
        fetcher: ways.fetcher.clone(),
        documents: Some(Arc::new(Documents::new("/proc/self/exe", Default::default()))),
        ocr: Ocr::find().map(Arc::new),
        screenshots: Screenshots::find().map(Arc::new),
        time_stamps: serving.outside.time_stamps.clone(),
        claims_search: serving.outside.claims_search.clone(),
        public_url: serving.public_url.clone(),
    }
}

/// Removes copies that nothing names any more, and files without a row.
async fn tidy_copies(evidence: Arc<Evidence>) {
    loop {
        if let Err(error) = evidence.tidy().await {
            tracing::warn!(code = error.code(), "copies that nothing names are not removed");
        }
        tokio::time::sleep(TIDY_COPIES_EVERY).await;
    }
}

/// The people of this desk.
pub(crate) fn people(context: &Context<'_>, db: &Db) -> Result<People, Problem> {
    let keys = Keys::in_folder(&context.settings.keys.value).map_err(|error| desk::problem(&error))?;
    let made = People::new(db.clone(), keys, Arc::new(SystemClock), Arc::new(SystemChance));
    made.map_err(|error| Problem::failed(say::error_runtime()).because(&error))
}

/// A link for the first set-up while nobody has a password. A store that takes no writes gives none; it still serves.
async fn set_up_link(people: &People) -> Option<Token> {
    people.set_up_link().await.unwrap_or_else(|error| {
        tracing::warn!(code = error.code(), "no link for the first set-up");
        None
    })
}

/// Writes down when log-ins were last used, and removes what has run out.
async fn tidy(people: Arc<People>) {
    loop {
        tokio::time::sleep(TIDY_EVERY).await;
        if let Err(error) = people.tidy().await {
            tracing::warn!(code = error.code(), "log-ins are not tidied");
        }
    }
}

/// Publishes what was approved for a time that has come.
async fn publish_due(publish: Arc<Publish>) {
    loop {
        if let Err(error) = publish.publish_due().await {
            tracing::warn!(code = error.code(), "what is due is not published");
        }
        tokio::time::sleep(DUE_EVERY).await;
    }
}

/// Says where, once connections are taken.
fn tell(
    context: &mut Context<'_>,
    serving: &Serving,
    socket: &TcpListener,
    figures: Option<&TcpListener>,
    set_up: Option<&Token>,
) -> Result<(), Halt> {
    let address = |socket: &TcpListener| socket.local_addr().map_or_else(|_| String::new(), |at| at.to_string());
    let scheme = if serving.tls.is_some() { "https" } else { "http" };
    let open = format!("{scheme}://{}/", address(socket));
    let metrics = figures.map(|socket| format!("http://{}/metrics", address(socket)));
    let base = serving.public_url.as_deref().unwrap_or(open.trim_end_matches('/'));
    let set_up = set_up.map(|token| format!("{base}{}", link_path(token)));
    if context.out.is_json() {
        context.out.json(&serde_json::json!({"listening": open, "metrics": metrics, "set_up": set_up}))?;
    } else {
        context.out.say(&say::serve_open(open))?;
        if let Some(metrics) = metrics {
            context.out.say(&say::serve_metrics(metrics))?;
        }
        if let Some(set_up) = set_up {
            context.out.say(&say::people_serve_set_up(set_up))?;
        }
        if serving.tls.is_none() && serving.proxies.is_empty() && !serving.listen.ip().is_loopback() {
            context.out.note(&say::serve_in_clear(serving.listen));
        }
        context.out.note(&say::serve_stop_hint());
    }
    context.out.flush()
}

/// Waits for Ctrl+C or SIGTERM in a task of its own, and passes it on.
fn stop_asked(stop: watch::Sender<bool>) -> Result<tokio::task::JoinHandle<()>, Problem> {
    let on = |kind| signal(kind).map_err(|error| Problem::failed(say::error_runtime()).because(&error));
    let (mut interrupt, mut terminate) = (on(SignalKind::interrupt())?, on(SignalKind::terminate())?);
    Ok(tokio::spawn(async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
        tracing::info!("stopping");
        stop.send_replace(true);
        // The sender is kept: whoever still listens must not take its end for another sign.
        std::future::pending::<()>().await;
    }))
}

async fn until(mut stopped: watch::Receiver<bool>) {
    // An error means that nobody can ask any more.
    let _ = stopped.wait_for(|stop| *stop).await;
}

/// Looks for damage while readers are served already; what is found refuses every write from here on, and is told.
async fn look_over(db: Db) {
    if let Err(error) = damage::look_over(&db).await {
        tracing::error!(code = error.code(), %error, "the store is damaged; readers are served, nothing is written");
    }
}

/// Loads what was grouped before, then makes what came in visible at one random moment of every quarter of an hour: new
/// messages, groups, demand, and counts of questions, all at once.
async fn publish_in_batches(site: Site, intake: Arc<Intake>) {
    while let Err(error) = intake.catch_up().await {
        tracing::warn!(code = error.code(), "messages cannot be loaded yet");
        tokio::time::sleep(TRY_AGAIN).await;
    }
    loop {
        // What is left of the quarter by the clock, which all programs of the desk share.
        let left = BATCH - seconds_now().rem_euclid(BATCH);
        let mut bytes = [0; 8];
        SystemChance.fill(&mut bytes);
        let moment = i64::from_le_bytes(bytes).rem_euclid(left);
        sleep_seconds(moment).await;
        if let Err(error) = intake.publish_batch().await {
            tracing::warn!(code = error.code(), "a batch waits for the next one");
        }
        site.metrics.publish_questions();
        sleep_seconds(BATCH - seconds_now().rem_euclid(BATCH)).await;
    }
}

fn seconds_now() -> i64 {
    SystemClock.now().micros().div_euclid(1_000_000)
}

async fn sleep_seconds(seconds: i64) {
    tokio::time::sleep(Duration::from_secs(seconds.unsigned_abs())).await;
}

fn told(context: &mut Context<'_>, report: Report) -> Result<Exit, Halt> {
    let message = match report.cut {
        0 => say::serve_stopped(report.requests),
        cut => say::serve_stopped_cut(report.requests, cut),
    };
    context.out.note(&message);
    Ok(Exit::Done)
}
