//! Many requests: memory and open files stay where they were (TRUST R12).

use std::io::Write as _;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use super::server::Server;
use super::wire::{form, json as posted, read_one, request};
use super::{Plan, Stage};
use crate::desk::now;
use crate::dice::Dice;
use crate::{Proved, ensure};

/// Clients at a time.
const CLIENTS: u64 = 8;
/// Growth that is none, in percent.
const FLAT: u64 = 5;

/// See the module.
pub(super) fn prove(plan: &Plan, say: &mut dyn FnMut(&str)) -> Proved {
    let mut stage = Stage::new(&plan.program, &["--rate-limit", "0"], &[])?;
    let begun = now();
    // The first half, until every page was made, every thread has its room and the allocator its spare pieces.
    let (mut memory, mut files) = (0, 0);
    for quarter in 0..2 {
        ask(&stage.server, plan.soak / 4, quarter)?;
        let (held, open) = at_rest(&stage.server)?;
        (memory, files) = (held.max(memory), open.max(files));
    }
    let kept = kept_pages(&stage.server)?;
    ask(&stage.server, plan.soak / 2, 2)?;
    let (after, files_after) = at_rest(&stage.server)?;
    let seconds = begun.elapsed().as_secs_f64();
    say(&format!(
        "{} requests in {seconds:.0} s: memory {memory} → {after} KiB, files {files} → {files_after}",
        plan.soak
    ));
    ensure(after <= memory + memory * FLAT / 100, || format!("memory grew from {memory} to {after} KiB"))?;
    ensure(files_after <= files + 1, || format!("open files grew from {files} to {files_after}"))?;
    let kept_after = kept_pages(&stage.server)?;
    ensure(kept > 0 && kept_after <= kept, || format!("pages kept grew from {kept} to {kept_after}"))?;
    stage.server.is_well()?;
    let Stage { server, folder: _folder, .. } = stage;
    let ended = server.stop()?;
    ensure(ended.success(), || format!("it ended with {ended}"))
}

/// Memory and files while nothing is asked.
fn at_rest(server: &Server) -> Proved<(u64, usize)> {
    std::thread::sleep(Duration::from_millis(500));
    Ok((server.resident_kib()?, server.files()?))
}

/// Rendered pages that the server keeps.
fn kept_pages(server: &Server) -> Proved<u64> {
    let figures = super::wire::get(server.figures, "/metrics")?.text();
    let line = figures.lines().find_map(|line| line.strip_prefix("thuchu_cached_pages "));
    line.and_then(|count| count.parse().ok()).ok_or(figures)
}

/// So many requests of every kind, from some clients at a time.
fn ask(server: &Server, requests: u64, seed: u64) -> Proved {
    let left = AtomicU64::new(requests);
    let results: Vec<Proved> = std::thread::scope(|scope| {
        let work = |n| client(server, &left, Dice::new(seed << 32 | n));
        let clients: Vec<_> = (0..CLIENTS).map(|n| scope.spawn(move || work(n))).collect();
        clients.into_iter().map(|one| one.join().map_err(|_| "a client panicked".to_owned()).flatten()).collect()
    });
    results.into_iter().collect()
}

fn client(server: &Server, left: &AtomicU64, mut dice: Dice) -> Proved {
    let take = || left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| left.checked_sub(1)).is_ok();
    let mut taken = take();
    while taken {
        let mut socket = server.connect()?;
        for _ in 0..=dice.below(100) {
            if !taken {
                return Ok(());
            }
            let (asked, allowed) = one(&mut dice);
            let asked = String::from_utf8_lossy(&asked).replace("Connection: close\r\n", "");
            socket.write_all(asked.as_bytes()).map_err(|error| format!("{error} at {asked}"))?;
            let answer = read_one(&mut socket);
            ensure(answer.status == allowed && answer.is_whole(), || format!("{asked}\n{}", answer.text()))?;
            answer.is_safe(&asked)?;
            taken = take();
            if answer.header("connection").is_some_and(|value| value == "close") {
                break;
            }
        }
    }
    Ok(())
}

/// A request, and how it is answered. Most are pages; some are questions and searches never asked before; some fail.
fn one(dice: &mut Dice) -> (Vec<u8>, u16) {
    let new = dice.roll();
    let page = |path: &str| request("GET", path, &[], b"");
    match dice.below(12) {
        0 => (page("/vi"), 200),
        1 => (page("/en/about"), 200),
        2 => (page("/vi/checks"), 200),
        3 => (page(&format!("/vi/checks?q=dot+quy+{new}")), 200),
        // Values that nobody has must not pile up anywhere.
        4 => (page(&format!("/vi/checks?publisher=p{new}.invalid")), 200),
        5 => (page(&format!("/en/checks?after=00005000{new:016x}{new:016x}&year={}", 1_900 + new % 200)), 200),
        6 => (page(&format!("/vi/{new}")), 404),
        7 => (page("/api/v1/checks?limit=5"), 200),
        8 => (form("/vi/ask", format!("text=chich+mau+dau+ngon+tay+{new}").as_bytes()), 200),
        9 => (posted(format!("{{\"text\":\"uong nuoc chanh {new}\"}}").as_bytes()), 200),
        10 => (posted(b"{\"text\":"), 400),
        _ => (request("GET", "/vi/checks", &[("Accept-Encoding", "gzip")], b""), 200),
    }
}
