//! Clients that take their time (TRUST R23): silent ones, ones that drip a head or a body, ones that do not read what
//! they asked for, or read a byte a second. All at once: each is cut in time, they cost little memory, and a client
//! beside them hardly notices.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use super::flood::{CUT, MOST_KIB};
use super::server::Server;
use super::wire::read_one;
use super::{Plan, Stage};
use crate::desk::now;
use crate::{Proved, at, ensure};

/// Rounds of the client beside, alone and beside hostile ones.
const ROUNDS: usize = 5;
/// Its requests in a round.
const REQUESTS: usize = 200;
/// Below this a latency is the scheduler's, not ours.
const NOISE: Duration = Duration::from_millis(2);
/// A byte in each of these from who drips: often enough that a byte which costs kilobytes shows.
const DRIP: Duration = Duration::from_millis(100);

/// How a client is slow.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mode {
    Silent,
    Head,
    Body,
    Chunks,
    /// Asks again and again and reads nothing.
    Deaf,
    /// The same, and reads a byte at a time.
    Sips,
}

const MODES: [Mode; 6] = [Mode::Silent, Mode::Head, Mode::Body, Mode::Chunks, Mode::Deaf, Mode::Sips];

impl Mode {
    /// What it begins with. `large` is the path of a file that costs the server nothing to make.
    fn opening(self, large: &str) -> Vec<u8> {
        let post = "POST /vi/ask HTTP/1.1\r\nHost: a\r\nContent-Type: application/x-www-form-urlencoded\r\n";
        let asks = format!("GET {large} HTTP/1.1\r\nHost: a\r\n\r\n");
        match self {
            Self::Silent => Vec::new(),
            Self::Head => b"GET /vi HTTP/1.1\r\nHost: a\r\nX-Slow: ".to_vec(),
            Self::Body => format!("{post}Content-Length: 200000\r\n\r\ntext=").into_bytes(),
            Self::Chunks => format!("{post}Transfer-Encoding: chunked\r\n\r\nFFFF\r\ntext=").into_bytes(),
            // Far more than the buffers of both kernels hold.
            Self::Deaf | Self::Sips => asks.repeat(1_000).into_bytes(),
        }
    }
}

/// See the module.
pub(super) fn prove(plan: &Plan, say: &mut dyn FnMut(&str)) -> Proved {
    // As many sockets here as there.
    let most = thuchu_listen::raise_open_files().map_err(at("open files"))?;
    let clients = plan.slow * (20 + MODES.len() - 1);
    ensure(most > clients as u64 + 200, || {
        format!("this machine allows {most} open files; {clients} clients need more")
    })?;
    let mut stage = Stage::new(&plan.program, &["--rate-limit", "0"], &[])?;
    let server = &stage.server;
    let path = linked(server, "/vi/checks", "/vi/c/", "")?;
    let _ = rounds(server, &path)?;
    let alone = rounds(server, &path)?;
    let (files, memory) = (server.files()?, server.resident_kib()?);
    server.forget_peak()?;
    let begun = now();
    let crowd = Crowd::gather(server, plan.slow)?;
    let sockets = crowd.sockets.len();
    // They are all there, or what follows would show nothing.
    let mut there = 0;
    while there < sockets * 9 / 10 && begun.elapsed() < Duration::from_secs(5) {
        std::thread::sleep(Duration::from_millis(20));
        there = server.files()?.saturating_sub(files);
    }
    ensure(there >= sockets * 9 / 10, || format!("only {there} of {sockets} clients are connected"))?;
    let quit = AtomicBool::new(false);
    let beside = std::thread::scope(|scope| {
        scope.spawn(|| crowd.drip(&quit));
        let beside = rounds(server, &path);
        let left = CUT.saturating_sub(begun.elapsed().as_secs());
        let fell = server.files_fall_to(files + 2, Duration::from_secs(left));
        quit.store(true, Ordering::Relaxed);
        let open = server.files()?.saturating_sub(files);
        ensure(fell?, || format!("after {CUT} s {open} of {sockets} slow clients are still connected"))?;
        beside
    })?;
    let took = begun.elapsed();
    let grown = server.peak_kib()?.saturating_sub(memory);
    say(&format!(
        "{sockets} slow clients were all cut after {:.1} s; memory grew by {grown} KiB; p99 of a client beside: {beside:?}, \
         alone: {alone:?}",
        took.as_secs_f64()
    ));
    ensure(took > Duration::from_secs(8), || "they were cut by something else than the limits".to_owned())?;
    ensure(grown <= MOST_KIB, || format!("memory grew by {grown} KiB"))?;
    let most = alone.max(NOISE) * u32::try_from(plan.slower).unwrap_or(u32::MAX) / 100;
    ensure(beside <= most, || format!("a client beside waited {beside:?}; alone {alone:?}"))?;
    stage.server.is_well()
}

/// The slow ones.
struct Crowd {
    sockets: Vec<(Mode, TcpStream)>,
}

impl Crowd {
    /// Connects so many of each mode, and twenty times as many silent ones.
    fn gather(server: &Server, each: usize) -> Proved<Self> {
        let large = linked(server, "/vi", "/assets/", ".woff2")?;
        let mut sockets = Vec::new();
        for mode in MODES {
            let count = if mode == Mode::Silent { each * 20 } else { each };
            for _ in 0..count {
                let mut socket = TcpStream::connect(server.address).map_err(at("a slow client"))?;
                socket.set_nonblocking(true).map_err(at("a slow client"))?;
                // What the kernel does not take is as good as not sent.
                let _ = socket.write(&mode.opening(&large));
                sockets.push((mode, socket));
            }
        }
        Ok(Self { sockets })
    }

    /// Sends or reads a byte of each, again and again, until told to quit.
    fn drip(&self, quit: &AtomicBool) {
        while !quit.load(Ordering::Relaxed) {
            for (mode, socket) in &self.sockets {
                let mut socket = socket;
                // Whoever is cut gets an error, and stays as it is.
                let _ = match mode {
                    Mode::Head | Mode::Body | Mode::Chunks => socket.write(b"x"),
                    Mode::Sips => socket.read(&mut [0]),
                    Mode::Silent | Mode::Deaf => Ok(0),
                };
            }
            std::thread::sleep(DRIP);
        }
    }
}

/// The 99th percentile of a client in good order, the median of some rounds.
fn rounds(server: &Server, path: &str) -> Proved<Duration> {
    let mut found = Vec::new();
    for _ in 0..ROUNDS {
        found.push(round(server, path)?);
    }
    found.sort_unstable();
    Ok(found[ROUNDS / 2])
}

fn round(server: &Server, path: &str) -> Proved<Duration> {
    let mut socket = server.connect()?;
    let asked = format!("GET {path} HTTP/1.1\r\nHost: a\r\n\r\n");
    let mut took = Vec::with_capacity(REQUESTS);
    for _ in 0..REQUESTS {
        let begun = now();
        socket.write_all(asked.as_bytes()).map_err(at("a client beside"))?;
        let answer = read_one(&mut socket);
        ensure(answer.status == 200 && answer.is_whole(), || format!("a client beside got {}", answer.text()))?;
        took.push(begun.elapsed());
    }
    took.sort_unstable();
    Ok(took[REQUESTS * 99 / 100])
}

/// The first link of a page that begins and ends like this.
fn linked(server: &Server, page: &str, begin: &str, end: &str) -> Proved<String> {
    let text = super::wire::get(server.address, page)?.text();
    let mut links = text.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next());
    let found = links.find(|link| link.starts_with(begin) && link.ends_with(end));
    found.map(str::to_owned).ok_or_else(|| format!("{page} links to no {begin}…{end}"))
}
