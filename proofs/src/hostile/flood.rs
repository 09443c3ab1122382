//! Bodies without end and bodies that unpack to more: they stop at a bound, and memory stays where it was.

use std::io::Write as _;

use super::judge::Judge;
use super::wire::{exchange, get, request};
use super::{Plan, Stage};
use crate::desk::now;
use crate::{Proved, at, ensure};

/// Memory that hostile clients may cost (TRUST R23, R24), KiB.
pub(super) const MOST_KIB: u64 = 32 * 1024;
/// By when every slow or endless client is cut, seconds.
pub(super) const CUT: u64 = 15;
/// Clients with a body without end at a time.
const AT_ONCE: usize = 16;

/// See the module.
pub(super) fn prove(plan: &Plan, say: &mut dyn FnMut(&str)) -> Proved {
    let mut stage = Stage::new(&plan.program, &["--rate-limit", "0"], &[])?;
    let server = &stage.server;
    for path in ["/vi", "/vi/checks", "/api/v1/openapi.json"] {
        get(server.address, path)?;
    }
    let before = server.resident_kib()?;
    server.forget_peak()?;
    let mut judge = Judge::default();
    let mut most = 0;
    for path in ["/vi/ask", "/api/v1/match", "/vi/checks", "/nowhere"] {
        let begun = now();
        let answers: Vec<Proved<_>> = std::thread::scope(|scope| {
            let clients: Vec<_> =
                (0..AT_ONCE).map(|_| scope.spawn(|| endless(server.address, path, plan.endless))).collect();
            clients
                .into_iter()
                .map(|client| client.join().map_err(|_| "a client panicked".to_owned()).flatten())
                .collect()
        });
        for answer in answers {
            let answer = answer?;
            // Where nobody reads a body, there is nothing to refuse.
            judge.judge(
                path,
                &answer,
                if path.contains("check") || path.contains("now") { &[404, 405] } else { &[413] },
            )?;
            ensure(answer.sent < plan.endless, || format!("{path}: all {} bytes were taken", plan.endless))?;
            most = most.max(answer.sent);
        }
        let took = begun.elapsed().as_secs();
        ensure(took < CUT, || format!("{path}: a body without end was listened to for {took} s"))?;
    }
    bombs(&stage, &mut judge)?;
    let grown = server.peak_kib()?.saturating_sub(before);
    say(&format!("{}; of {} bytes at most {most} were taken; memory grew by {grown} KiB", judge.told(), plan.endless));
    ensure(grown <= MOST_KIB, || format!("memory grew by {grown} KiB"))?;
    stage.server.is_well()
}

/// Sends chunks of 64 KiB until nobody takes them any more.
fn endless(address: std::net::SocketAddr, path: &str, most: u64) -> Proved<super::wire::Answer> {
    let kind = if path.contains("api") { "application/json" } else { "application/x-www-form-urlencoded" };
    let head = format!("POST {path} HTTP/1.1\r\nHost: a\r\nContent-Type: {kind}\r\nTransfer-Encoding: chunked\r\n\r\n");
    let chunk = format!("10000\r\n{}\r\n", "x".repeat(0x10000));
    exchange(address, |socket| {
        let mut sent = 0;
        if socket.write_all(head.as_bytes()).is_ok() {
            while sent < most && socket.write_all(chunk.as_bytes()).is_ok() {
                sent += 0x10000;
            }
        }
        sent
    })
}

/// What is packed stays packed: 10 MB of zeros in 10 KB, and the same said to be something else.
fn bombs(stage: &Stage, judge: &mut Judge) -> Proved {
    let bomb = bomb()?;
    let form = ("Content-Type", "application/x-www-form-urlencoded");
    let json = ("Content-Type", "application/json");
    for coding in ["gzip", "x-gzip", "deflate", "br", "zstd", "identity, gzip", "gzip, gzip"] {
        for (path, kind) in [("/vi/ask", form), ("/api/v1/match", json), ("/vi", form)] {
            let bytes = request("POST", path, &[kind, ("Content-Encoding", coding)], &bomb);
            judge.ask(&stage.server, coding, &bytes, &[415])?;
        }
    }
    judge.ask(&stage.server, "a bomb as a form", &request("POST", "/vi/ask", &[form], &bomb), &[200, 400])?;
    judge.ask(&stage.server, "a bomb as JSON", &request("POST", "/api/v1/match", &[json], &bomb), &[400])?;
    Ok(())
}

/// Zeros, packed a thousand times smaller.
fn bomb() -> Proved<Vec<u8>> {
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    packer.write_all(&vec![0; 10_000_000]).and_then(|()| packer.finish()).map_err(at("a bomb"))
}
