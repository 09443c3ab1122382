//! What is measured on the whole process, so nothing else may run in it.

#![cfg(test)] // lints know helpers of tests by this

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::http::Uri;
use axum::response::Response;
use axum::routing::get;
use thuchu_listen::{Limits, Listen, Refusal, Report, bind, keep_panics_quiet, raise_open_files, serve};
use tokio::sync::{Mutex, oneshot};
use tokio::task::JoinHandle;

const GET: &[u8] = b"GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";
/// One test at a time.
static ALONE: Mutex<()> = Mutex::const_new(());

fn start() -> (SocketAddr, oneshot::Sender<()>, JoinHandle<Report>) {
    let listener = bind(([127, 0, 0, 1], 0).into()).unwrap();
    let address = listener.local_addr().unwrap();
    let (stop, stopped) = oneshot::channel();
    let refuse = |refusal: Refusal| Response::new(Body::from(refusal.code()));
    let site = Router::new().route("/", get(|| async { "here" }));
    let listen = Listen { limits: Limits { head: Duration::from_secs(60), ..Limits::default() }, ..Listen::default() };
    let done = tokio::spawn(serve(listener, listen, site, refuse, async { stopped.await.unwrap_or_default() }));
    (address, stop, done)
}

/// Asks and waits for the answer without keeping the listener from running.
async fn ask(mut socket: TcpStream) -> String {
    let answer = tokio::task::spawn_blocking(move || {
        let mut answer = String::new();
        socket.write_all(GET).and_then(|()| socket.read_to_string(&mut answer)).map(|_| answer)
    });
    answer.await.unwrap().unwrap()
}

/// Resident memory in KiB.
fn resident() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).unwrap();
    line.trim().trim_end_matches(" kB").parse().unwrap()
}

/// TRUST R23: 2,000 sockets that send nothing.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn silent_sockets_cost_little_and_hold_nobody_up() {
    let _alone = ALONE.lock().await;
    let files = raise_open_files().unwrap();
    assert!(files > 4200, "this machine allows {files} open files; the test needs 4,200");
    let (address, stop, done) = start();
    for _ in 0..100 {
        ask(TcpStream::connect(address).unwrap()).await;
    }
    let before = resident();
    let silent: Vec<TcpStream> = (0..2000).map(|_| TcpStream::connect(address).unwrap()).collect();
    for _ in 0..20 {
        assert!(ask(TcpStream::connect(address).unwrap()).await.ends_with("here"));
    }
    let grown = resident().saturating_sub(before);
    println!("2,000 silent sockets: {grown} KiB");
    assert!(grown < 8 * 1024, "{grown} KiB");
    let began = tokio::time::Instant::now();
    stop.send(()).unwrap();
    let report = done.await.unwrap();
    println!("{report:?} {:?}", began.elapsed());
    assert_eq!((report.connections, report.cut), (2120, 0));
    drop(silent);
}

/// The process may hold ten files more, and a hundred clients wait in the backlog.
#[tokio::test(flavor = "current_thread")]
async fn running_out_of_files_delays_clients_and_loses_none() {
    let _alone = ALONE.lock().await;
    let (address, stop, done) = start();
    tokio::time::sleep(Duration::from_millis(50)).await;
    let clients: Vec<TcpStream> = (0..100).map(|_| TcpStream::connect(address).unwrap()).collect();
    let used = std::fs::read_dir("/proc/self/fd").unwrap().count() as u64;
    let old = limit_files(used + 10);
    let answers: Vec<_> = clients.into_iter().map(|socket| tokio::spawn(ask(socket))).collect();
    for answer in answers {
        assert!(answer.await.unwrap().ends_with("here"));
    }
    limit_files(old);
    stop.send(()).unwrap();
    assert_eq!(done.await.unwrap().requests, 100);
}

/// Says in the environment that this process is the child of [`a_panic_is_logged_without_its_words`].
const CHILD: &str = "THUCHU_LISTEN_PANICS";

/// A site that panics with the text it was asked with, and with its place.
#[tokio::test]
async fn a_child_that_panics() {
    let Ok(how) = std::env::var(CHILD) else { return };
    if how == "quiet" {
        keep_panics_quiet();
    }
    let listener = bind(([127, 0, 0, 1], 0).into()).unwrap();
    let address = listener.local_addr().unwrap();
    let refuse = |refusal: Refusal| Response::new(Body::from(refusal.code()));
    let stumble = async |uri: Uri| -> String { panic!("stumbled over {uri}") };
    let site = Router::new().fallback(stumble);
    tokio::spawn(serve(listener, Listen::default(), site, refuse, std::future::pending()));
    let mut socket = TcpStream::connect(address).unwrap();
    socket.write_all(b"GET /kanari HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n").unwrap();
    let mut answer = String::new();
    let answer = tokio::task::spawn_blocking(move || socket.read_to_string(&mut answer).map(|_| answer)).await;
    assert!(answer.unwrap().unwrap().ends_with("panicked"));
}

#[test]
fn a_panic_is_logged_without_its_words() {
    let words = |how: &str| {
        let mut child = std::process::Command::new(std::env::current_exe().unwrap());
        child.args(["--exact", "--nocapture", "a_child_that_panics"]).env(CHILD, how);
        let output = child.output().unwrap();
        assert!(output.status.success(), "{output:?}");
        String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned()
    };
    assert!(words("loud").contains("stumbled over /kanari"), "the child does not panic");
    let quiet = words("quiet");
    assert!(!quiet.contains("kanari") && !quiet.contains("stumbled"), "{quiet}");
}

/// Sets the soft limit of open files and gives the old one.
#[expect(unsafe_code, reason = "the limits of a process are reached through the C library only")]
fn limit_files(files: u64) -> u64 {
    let mut limit = libc::rlimit { rlim_cur: 0, rlim_max: 0 };
    // SAFETY: the pointer is to a whole `rlimit` that outlives both calls.
    unsafe {
        assert_eq!(libc::getrlimit(libc::RLIMIT_NOFILE, &raw mut limit), 0);
        let old = limit.rlim_cur;
        limit.rlim_cur = files;
        assert_eq!(libc::setrlimit(libc::RLIMIT_NOFILE, &raw const limit), 0);
        old
    }
}
