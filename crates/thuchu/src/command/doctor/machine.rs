//! Clock, locale, limits, memory, user.

use std::{fs, time::UNIX_EPOCH};

use jiff::civil::Date;
use thuchu_model::{Clock as _, Timestamp};
use thuchu_say as say;

use super::{Finding, bad, ok, warn};
use crate::{
    config::{Environment, Settings},
    system::SystemClock,
};

/// Connections that `serve` takes at a time, and what it holds besides.
const FILES: u64 = 8192 + 256;
/// Memory for the program, its threads and the rendered pages it keeps.
const BASE: u64 = 192 * 1024 * 1024;
/// Memory for one check in the index, while it is built anew beside the old one.
const EACH: u64 = 2 * 1024;
/// Memory for the vectors of one check, likewise: of claim and headline, with and without marks.
const VECTORS: u64 = 2 * 4 * 400;

/// Examines all of it; the store holds so many checks.
pub(super) fn examine(settings: &Settings, env: Environment<'_>, checks: u64, findings: &mut Vec<Finding>) {
    findings.push(clock(SystemClock.now(), newest_file(settings)));
    findings.push(locale(env));
    findings.extend(thuchu_listen::raise_open_files().ok().map(files));
    let free = fs::read_to_string("/proc/meminfo").ok().and_then(|text| available(&text));
    let meaning = weights(settings).map_or(0, |model| model + checks.saturating_mul(VECTORS));
    findings.extend(free.map(|free| memory(free, checks, meaning)));
    findings.extend(root(fs::metadata("/proc/self").ok().as_ref()));
}

/// `serve` lifts the soft limit to the hard one by itself, so only the latter counts.
fn files(limit: u64) -> Finding {
    if limit < FILES {
        warn(say::doctor_files_few(limit, FILES.next_multiple_of(1024)))
    } else {
        ok(say::doctor_files_ok(limit))
    }
}

/// `MemAvailable` in bytes (proc(5)).
fn available(meminfo: &str) -> Option<u64> {
    let line = meminfo.lines().find_map(|line| line.strip_prefix("MemAvailable:"))?;
    line.trim().strip_suffix("kB")?.trim().parse::<u64>().ok().map(|kib| kib * 1024)
}

/// Memory for the model, where there is one: its weights are kept in half as many bits as in the file.
fn weights(settings: &Settings) -> Option<u64> {
    let file = settings.model.used()?.join("model.safetensors");
    fs::metadata(file).ok().map(|found| found.len() / 2)
}

/// `meaning`: bytes for finding by meaning.
fn memory(free: u64, checks: u64, meaning: u64) -> Finding {
    let need = BASE.saturating_add(checks.saturating_mul(EACH)).saturating_add(meaning);
    if free < need { warn(say::doctor_memory_short(free, need, checks)) } else { ok(say::doctor_memory_ok(free, need)) }
}

#[cfg(unix)]
fn root(own: Option<&fs::Metadata>) -> Option<Finding> {
    use std::os::unix::fs::MetadataExt as _;
    own.filter(|own| own.uid() == 0).map(|_| warn(say::doctor_root()))
}

#[cfg(not(unix))]
const fn root(_: Option<&fs::Metadata>) -> Option<Finding> {
    None
}

/// The program was written in 2026; a clock before that, or after 2100, was never set.
fn clock(now: Timestamp, newest: Option<Timestamp>) -> Finding {
    let Some((date, year)) = now.day().and_then(|day| {
        let (year, month, day) = day.parts();
        Some((Date::new(year, month, day).ok()?, year))
    }) else {
        return bad(say::doctor_clock_wrong(Date::constant(1970, 1, 1)));
    };
    if !(2026..2100).contains(&year) {
        return bad(say::doctor_clock_wrong(date));
    }
    match newest {
        Some(newest) if newest > now.plus_seconds(600) => bad(say::doctor_clock_behind(date)),
        _ => ok(say::doctor_clock_ok(date)),
    }
}

/// The latest change of a file directly in the data folder.
fn newest_file(settings: &Settings) -> Option<Timestamp> {
    let files = fs::read_dir(&settings.data.value).ok()?.flatten();
    let changed = files.filter_map(|file| file.metadata().ok()?.modified().ok()?.duration_since(UNIX_EPOCH).ok());
    changed.max().map(|age| Timestamp::from_seconds(i64::try_from(age.as_secs()).unwrap_or(i64::MAX)))
}

fn locale(env: Environment<'_>) -> Finding {
    let set = ["LC_ALL", "LC_CTYPE", "LANG"].iter().find_map(|name| env(name));
    let name = set.map(|value| value.to_string_lossy().into_owned()).unwrap_or_default();
    let plain = name.to_lowercase().replace('-', "");
    if plain.contains("utf8") || cfg!(windows) || cfg!(target_os = "macos") {
        ok(say::doctor_locale_ok())
    } else {
        warn(say::doctor_locale_not_utf8(if name.is_empty() { "C".to_owned() } else { name }))
    }
}

#[cfg(test)]
mod tests {
    use super::super::State;
    use super::*;

    #[test]
    fn a_clock_that_was_never_set_or_runs_behind_its_own_files_is_noticed() {
        let now = Timestamp::parse("2026-11-22T10:00:00Z").unwrap();
        assert_eq!(clock(now, None).state, State::Ok);
        assert_eq!(clock(now, Some(now.plus_seconds(60))).state, State::Ok);
        assert_eq!(clock(now, Some(now.plus_days(1))).state, State::Bad);
        assert_eq!(clock(Timestamp::from_seconds(0), None).state, State::Bad);
        assert_eq!(clock(Timestamp::from_micros(i64::MAX), None).state, State::Bad);
    }

    #[test]
    fn too_few_open_files_are_noticed() {
        assert_eq!(files(1024).state, State::Warn);
        assert!(files(1024).message.in_lang(say::Lang::En).contains("ulimit -n 9216"));
        assert_eq!(files(524_288).state, State::Ok);
    }

    #[test]
    fn memory_is_set_against_the_number_of_checks() {
        let free = available("MemTotal: 4000000 kB\nMemAvailable:   1048576 kB\n").unwrap();
        assert_eq!(free, 1 << 30);
        assert_eq!(memory(free, 100_000, 0).state, State::Ok);
        assert_eq!(memory(free, 100_000, 900 << 20).state, State::Warn);
        assert_eq!(memory(free, 1_000_000, 0).state, State::Warn);
        assert_eq!(available("MemTotal: 1 kB\n"), None);
    }

    #[cfg(unix)]
    #[test]
    fn root_is_told_to_use_another_user() {
        use std::os::unix::fs::MetadataExt as _;
        let own = fs::metadata(".").unwrap();
        assert_eq!(root(Some(&own)).is_some(), own.uid() == 0);
        assert!(root(None).is_none());
    }
}
