//! Clock and locale.

use std::{fs, time::UNIX_EPOCH};

use jiff::civil::Date;
use thuchu_model::{Clock as _, Timestamp};
use thuchu_say as say;

use super::{Finding, bad, ok, warn};
use crate::{
    config::{Environment, Settings},
    system::SystemClock,
};

/// Examines both.
pub(super) fn examine(settings: &Settings, env: Environment<'_>, findings: &mut Vec<Finding>) {
    findings.push(clock(SystemClock.now(), newest_file(settings)));
    findings.push(locale(env));
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
}
