//! Running the program under `strace`, which kills it at its N-th sync or write, or makes those fail.

use std::path::Path;
use std::process::Command;

use crate::desk::{Desk, Ran};
use crate::{Proved, at, ensure};

/// What makes written bytes durable.
pub(crate) const SYNCS: &str = "fdatasync,fsync";
/// What writes them.
pub(crate) const WRITES: &str = "pwrite64";

/// One kill: at which call, and which of them, from 1. The call itself is not carried out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Point {
    pub(crate) calls: &'static str,
    pub(crate) nth: u32,
}

impl std::fmt::Display for Point {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "killed at {} number {}", self.calls, self.nth)
    }
}

/// Runs with something injected into these calls, in strace's own words (`signal=KILL:when=3`).
pub(crate) fn injected(desk: &Desk, calls: &str, what: &str, words: &[&str]) -> Proved<Ran> {
    let trace = format!("trace={calls}");
    let inject = format!("inject={calls}:{what}");
    desk.run_under(&["strace", "-f", "-qqq", "-o", "/dev/null", "-e", &trace, "-e", &inject], words)
}

/// Runs and is killed at a point. `false` when it came to its end before.
pub(crate) fn kill_at(desk: &Desk, point: Point, words: &[&str]) -> Proved<(bool, Ran)> {
    let ran = injected(desk, point.calls, &format!("signal=KILL:when={}", point.nth), words)?;
    if ran.killed() {
        return Ok((true, ran));
    }
    ran.well(&format!("a run that was to be {point}")).map(|ran| (false, ran))
}

/// Runs to the end and counts the calls that the busiest thread made: `strace` counts for each thread.
pub(crate) fn count(desk: &Desk, calls: &str, log: &Path, words: &[&str]) -> Proved<u32> {
    let trace = format!("trace={calls}");
    let path = log.to_string_lossy();
    let under = ["strace", "-ff", "--seccomp-bpf", "-qqq", "-o", &path, "-e", &trace];
    desk.run_under(&under, words)?.well("the run whose calls are counted")?;
    let folder = log.parent().unwrap_or(log);
    let name = log.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let mut most = 0;
    for entry in std::fs::read_dir(folder).map_err(at(folder.display()))? {
        let path = entry.map_err(at(folder.display()))?.path();
        let is_log = path.file_name().is_some_and(|found| found.to_string_lossy().starts_with(&name));
        if is_log {
            let text = std::fs::read(&path).map_err(at(path.display()))?;
            let lines = text.iter().filter(|byte| **byte == b'\n').count();
            most = most.max(u32::try_from(lines).unwrap_or(u32::MAX));
            std::fs::remove_file(&path).map_err(at(path.display()))?;
        }
    }
    Ok(most)
}

/// `wanted` points spread over all syncs and writes of a run: half on syncs (or all of them, when fewer), the rest on
/// writes.
pub(crate) fn points(wanted: u32, syncs: u32, writes: u32) -> Vec<Point> {
    let on_syncs = syncs.min(wanted.div_ceil(2));
    let spread = |calls, count: u32, of: u32| {
        (0..count).map(move |n| {
            let nth = u64::from(n) * u64::from(of) / u64::from(count.max(1)) + 1;
            Point { calls, nth: u32::try_from(nth).unwrap_or(u32::MAX) }
        })
    };
    let on_writes = writes.min(wanted - on_syncs);
    spread(SYNCS, on_syncs, syncs).chain(spread(WRITES, on_writes, writes)).collect()
}

/// Fails, naming the package, where `strace` is missing or may not trace.
pub(crate) fn needs_strace() -> Proved {
    let tried = Command::new("strace").args(["-qqq", "-o", "/dev/null", "true"]).output();
    let works = tried.map_err(at("strace (package `strace`)"))?;
    ensure(works.status.success(), || format!("strace may not trace here: {}", String::from_utf8_lossy(&works.stderr)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_reach_from_the_first_sync_to_the_last_writes() {
        let found = points(8, 4, 100);
        let syncs: Vec<u32> = found.iter().filter(|point| point.calls == SYNCS).map(|point| point.nth).collect();
        let writes: Vec<u32> = found.iter().filter(|point| point.calls == WRITES).map(|point| point.nth).collect();
        assert_eq!((syncs, writes), (vec![1, 2, 3, 4], vec![1, 26, 51, 76]));
        assert_eq!(points(200, 10, 20).len(), 30);
    }
}
