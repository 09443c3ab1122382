//! Running one target for a time, and keeping what broke it.

use std::fs::{self, File};
use std::os::unix::fs::FileExt;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use crate::Target;
use crate::mutate::{LARGEST, input};

/// Longest time on the processor for one input.
pub const SLOWEST: Duration = Duration::from_secs(1);

/// What a run found.
#[derive(Debug)]
pub struct Report {
    /// Inputs tried.
    pub inputs: u64,
    /// The slowest of them, in wall time.
    pub slowest: Duration,
    /// The first input that broke a rule, with the rule.
    pub failure: Option<(String, PathBuf)>,
}

/// The corpus of a target, sorted by file name. Empty if there is none.
#[must_use]
pub fn corpus(target: &Target) -> Vec<Vec<u8>> {
    let folder = here().join("corpus").join(target.name);
    let mut files: Vec<PathBuf> =
        fs::read_dir(folder).into_iter().flatten().flatten().map(|file| file.path()).collect();
    files.sort();
    files
        .iter()
        .filter_map(|file| fs::read(file).ok())
        .map(|mut bytes| {
            bytes.truncate(LARGEST);
            bytes
        })
        .collect()
}

/// Feeds a target until the time is over or something breaks. Panics are caught; aborts end the process, and
/// [`after_abort`] finds out which input it was.
#[must_use]
pub fn run(target: &Target, seed: u64, time: Duration) -> Report {
    let (corpus, begun) = (corpus(target), now());
    let mark = File::create(mark_of(target)).ok();
    let mut report = Report { inputs: 0, slowest: Duration::ZERO, failure: None };
    while begun.elapsed() < time && report.failure.is_none() {
        let number = report.inputs;
        if let Some(mark) = &mark {
            // Eight bytes in the page cache: they outlive the process, which is all they have to.
            let _ = mark.write_all_at(&[seed.to_le_bytes(), number.to_le_bytes()].concat(), 0);
        }
        let bytes = input(&corpus, seed, number);
        let (wall, broken) = try_one(target, &bytes);
        report.inputs += 1;
        report.slowest = report.slowest.max(wall);
        report.failure = broken.map(|rule| (rule, keep(target, &bytes)));
    }
    let _ = fs::remove_file(mark_of(target));
    report
}

/// Tries one input; the rule it broke, if any.
pub fn try_one(target: &Target, bytes: &[u8]) -> (Duration, Option<String>) {
    let (begun, cpu) = (now(), cpu_of_thread());
    let result = catch_unwind(AssertUnwindSafe(|| (target.run)(bytes)));
    let (wall, cpu) = (begun.elapsed(), cpu_of_thread().saturating_sub(cpu));
    let broken = match result {
        Err(panic) => Some(format!("panicked: {}", message(&*panic))),
        // A busy machine stretches wall time; the processor's own count is what the input cost.
        Ok(()) if cpu.min(wall) > SLOWEST => Some(format!("took {:.1} s", cpu.as_secs_f64())),
        Ok(()) => None,
    };
    (wall, broken)
}

/// The input that was being tried when the process of `target` died, kept as a failure.
#[must_use]
pub fn after_abort(target: &Target) -> Option<PathBuf> {
    let mark = fs::read(mark_of(target)).ok()?;
    let number = |at: usize| Some(u64::from_le_bytes(mark.get(at..at + 8)?.try_into().ok()?));
    let bytes = input(&corpus(target), number(0)?, number(8)?);
    let _ = fs::remove_file(mark_of(target));
    Some(keep(target, &bytes))
}

fn keep(target: &Target, bytes: &[u8]) -> PathBuf {
    // FNV-1a: the same input gets the same name.
    let hash = bytes
        .iter()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3));
    let file = failures().join(format!("{}-{hash:016x}", target.name));
    let _ = fs::write(&file, bytes);
    file
}

fn mark_of(target: &Target) -> PathBuf {
    failures().join(format!("{}.now", target.name))
}

fn failures() -> PathBuf {
    let folder = here().join("failures");
    let _ = fs::create_dir_all(&folder);
    folder
}

fn here() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

#[expect(clippy::disallowed_methods, reason = "a fuzz run is measured in time")]
fn now() -> Instant {
    Instant::now()
}

/// Time this thread spent on a processor: the first number of `schedstat`, in ns; zero where there is none, which
/// switches the time rule off rather than failing on a busy machine.
fn cpu_of_thread() -> Duration {
    let stat = fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    Duration::from_nanos(stat.split(' ').next().and_then(|ns| ns.parse().ok()).unwrap_or(0))
}

fn message(panic: &(dyn std::any::Any + Send)) -> String {
    let text = panic.downcast_ref::<&str>().map(ToString::to_string);
    text.or_else(|| panic.downcast_ref::<String>().cloned()).unwrap_or_else(|| "without a text".to_owned())
}
