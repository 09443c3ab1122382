//! A stop under load loses no request that had arrived (TRUST R12).

use std::io::Write as _;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use super::wire::{form, json as posted, read_one, request};
use super::{Plan, Stage};
use crate::desk::now;
use crate::dice::Dice;
use crate::{Proved, at, ensure};

/// Clients at a time.
const CLIENTS: u64 = 12;

/// One request.
struct Sent {
    at: Instant,
    /// The connection served another one before.
    again: bool,
    bytes: usize,
    whole: bool,
}

/// See the module.
pub(super) fn prove(plan: &Plan, say: &mut dyn FnMut(&str)) -> Proved {
    let (mut requests, mut slowest, mut late) = (0, Duration::ZERO, 0);
    for turn in 0..plan.stops {
        let Stage { mut server, folder: _folder, .. } = Stage::new(&plan.program, &["--rate-limit", "0"], &[])?;
        let quit = AtomicBool::new(false);
        let (stopped, status, sent) = std::thread::scope(|scope| {
            let client = |seed| clients(&server, seed, &quit);
            let clients: Vec<_> =
                (0..CLIENTS).map(|n| scope.spawn(move || client(u64::from(turn) * CLIENTS + n))).collect();
            std::thread::sleep(Duration::from_millis(700 + u64::from(turn % 7) * 40));
            let stopped = now();
            let asked = server.ask_to_end();
            std::thread::sleep(Duration::from_millis(600));
            quit.store(true, Ordering::Relaxed);
            let sent: Vec<Sent> = clients.into_iter().flat_map(|client| client.join().unwrap_or_default()).collect();
            (stopped, asked, sent)
        });
        status?;
        let ended = server.ended()?;
        slowest = slowest.max(stopped.elapsed());
        ensure(ended.success(), || format!("a stop under load ended with {ended}\n{}", server.log()))?;
        let before: Vec<&Sent> = sent.iter().filter(|one| one.at < stopped).collect();
        ensure(before.len() > 50, || format!("only {} requests were on their way", before.len()))?;
        for (what, lost) in [
            ("lost", before.iter().filter(|one| !one.whole).count()),
            ("answered in part", sent.iter().filter(|one| !one.whole && one.bytes > 0).count()),
        ] {
            ensure(lost == 0, || format!("turn {turn}: {lost} of {} requests were {what}", sent.len()))?;
        }
        requests += before.len();
        late += sent.iter().filter(|one| one.at >= stopped && one.whole).count();
        ensure(sent.iter().any(|one| one.again), || "no connection was used twice".to_owned())?;
        server.is_quiet()?;
    }
    say(&format!(
        "{} stops under load: of {requests} requests that had been sent none was lost, {late} more were answered while it \
         stopped; the slowest stop took {:.1} s",
        plan.stops,
        slowest.as_secs_f64()
    ));
    Ok(())
}

/// Asks without a pause, on connections that are kept for a while, until told to quit or nobody answers.
fn clients(server: &super::server::Server, seed: u64, quit: &AtomicBool) -> Vec<Sent> {
    let mut dice = Dice::new(seed);
    let mut sent = Vec::new();
    let kept = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).replace("Connection: close\r\n", "");
    let kinds = [
        kept(request("GET", "/vi/checks", &[], b"")),
        kept(request("GET", "/vi/checks?q=dot+quy", &[], b"")),
        kept(form("/vi/ask", b"text=chich+mau+10+dau+ngon+tay+co+cuu+duoc+nguoi+dot+quy+khong")),
        kept(posted(b"{\"text\":\"uong nuoc chanh\"}")),
    ];
    while !quit.load(Ordering::Relaxed) {
        let Ok(mut socket) = server.connect() else { return sent };
        for nth in 0..=dice.below(20) {
            if socket.write_all(dice.of(&kinds).as_bytes()).is_err() {
                break;
            }
            let at = now();
            let answer = read_one(&mut socket);
            let whole = answer.status == 200 && answer.is_whole();
            sent.push(Sent { at, again: nth > 0, bytes: answer.bytes.len(), whole });
            if !whole || answer.header("connection").is_some_and(|value| value == "close") {
                break;
            }
        }
    }
    sent
}

impl super::server::Server {
    /// Fails when it complained of anything.
    fn is_quiet(&self) -> Proved {
        let log = std::fs::read_to_string(self.log_file()).map_err(at("the log"))?;
        ensure(!log.contains("ERROR") && !log.contains("panicked"), || log)
    }
}
