//! `thuchu doctor`: every effective setting with its origin, and everything an operator gets wrong.
//!
//! Looks only; creates no store, changes no mode. One finding per line, `mend` where the desk would not work.

mod calibration;
mod files;
mod folder;
mod machine;
mod model;
mod serving;
mod store;
mod volume;

use serde::Serialize;
use thuchu_model::Clock as _;
use thuchu_say::{self as say, Lang, Message};

use super::Context;
use crate::{
    config::{Origin, Setting, Settings, without_password},
    problem::{Exit, Halt},
    system::SystemClock,
};

/// How bad a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum State {
    /// As it should be.
    Ok,
    /// Worth a look.
    Warn,
    /// The desk will not work, or not safely.
    Bad,
}

/// One thing looked at. Its code is the id of its text without `doctor-`.
#[derive(Debug)]
pub(super) struct Finding {
    pub(super) state: State,
    pub(super) message: Message,
}

pub(super) const fn ok(message: Message) -> Finding {
    Finding { state: State::Ok, message }
}

pub(super) const fn warn(message: Message) -> Finding {
    Finding { state: State::Warn, message }
}

pub(super) const fn bad(message: Message) -> Finding {
    Finding { state: State::Bad, message }
}

/// A setting as it is shown.
struct Line {
    key: &'static str,
    name: Message,
    value: String,
    origin: Origin,
}

/// Examines and tells. Fails when something must be mended.
pub(crate) async fn run(context: &mut Context<'_>) -> Result<Exit, Halt> {
    let settings = &context.settings;
    let mut findings = Vec::new();
    folder::examine(settings, &mut findings);
    let checks = store::examine(settings, &mut findings).await;
    files::examine(settings, &mut findings).await;
    model::examine(settings, &mut findings).await;
    calibration::examine(settings, &mut findings);
    machine::examine(settings, context.env, checks, &mut findings);
    serving::examine(settings, SystemClock.now(), &mut findings);
    let to_mend = findings.iter().filter(|finding| finding.state == State::Bad).count() as u64;
    let lines = effective(settings, context.out.lang());
    if context.out.is_json() {
        let report = as_json(&lines, &findings, context.out.lang());
        context.out.json(&report)?;
    } else {
        context.out.say(&say::doctor_settings())?;
        for line in lines {
            context.out.say(&say::doctor_setting(line.name, line.value, line.origin.say()))?;
        }
        context.out.text("\n")?;
        context.out.say(&say::doctor_checks())?;
        for finding in &findings {
            let state = match finding.state {
                State::Ok => say::doctor_ok(),
                State::Warn => say::doctor_warn(),
                State::Bad => say::doctor_bad(),
            };
            context.out.say(&say::doctor_finding(state, finding.message.clone()))?;
        }
        context.out.text("\n")?;
        let end = if to_mend == 0 { say::doctor_all_well() } else { say::doctor_to_mend(to_mend) };
        context.out.say(&end)?;
    }
    Ok(if to_mend == 0 { Exit::Done } else { Exit::Failed })
}

fn effective(settings: &Settings, lang: Lang) -> Vec<Line> {
    fn line<T>(key: &'static str, name: Message, setting: &Setting<T>, value: String) -> Line {
        Line { key, name, value, origin: setting.origin.clone() }
    }
    let shown = |path: &std::path::Path| path.display().to_string();
    let s = settings;
    let file = s.file.as_ref().map_or_else(
        || Line {
            key: "config",
            name: say::setting_config(),
            value: say::config_no_file().in_lang(lang),
            origin: Origin::Default,
        },
        |file| line("config", say::setting_config(), file, shown(&file.value)),
    );
    let mut lines = vec![
        line("data", say::setting_data(), &s.data, shown(&s.data.value)),
        line("store", say::setting_store(), &s.store, without_password(&s.store.value)),
        line("keys", say::setting_keys(), &s.keys, shown(&s.keys.value)),
        line("model", say::setting_model(), &s.model.place, s.model.place.value.clone()),
        file,
        line("log", say::setting_log(), &s.log, s.log.value.clone()),
        line("ui", say::setting_ui(), &s.ui, s.ui.value.code().to_owned()),
    ];
    lines.extend(s.blobs.shown().into_iter().chain(s.serve.shown()).map(|(key, name, setting)| match setting {
        Some(setting) => line(key, name, setting, setting.value.clone()),
        None => Line { key, name, value: say::config_not_set().in_lang(lang), origin: Origin::Default },
    }));
    lines
}

fn as_json(lines: &[Line], findings: &[Finding], lang: Lang) -> serde_json::Value {
    let settings: serde_json::Map<_, _> = lines
        .iter()
        .map(|line| {
            let origin = serde_json::json!({ "value": line.value, "origin": line.origin.code(), "from": line.origin.say().in_lang(lang) });
            (line.key.to_owned(), origin)
        })
        .collect();
    let checks: Vec<_> = findings
        .iter()
        .map(|finding| {
            let id = finding.message.id();
            let code = id.strip_prefix("doctor-").unwrap_or(id).replacen('-', ".", 1).replace('-', "_");
            serde_json::json!({ "code": code, "state": finding.state, "message": finding.message.in_lang(lang) })
        })
        .collect();
    serde_json::json!({ "settings": settings, "checks": checks })
}
