//! Before and after, for people.

use thuchu_match::calibrate::Figures;
use thuchu_say::{self as say, Lang, people};

use super::Found;
use crate::{out::Out, problem::Halt};

/// How a figure is shown.
type Shown = fn(&Figures, Lang) -> String;

/// In the order they are told.
const ROWS: [(&str, Shown); 11] = [
    ("right", |figures, lang| people::count(figures.right as u64, lang)),
    ("wrong", |figures, lang| people::count(figures.wrong as u64, lang)),
    ("suggested", |figures, lang| people::count(figures.suggested as u64, lang)),
    ("silent", |figures, lang| people::count(figures.silent as u64, lang)),
    ("precision", |figures, lang| share(figures.precision, lang)),
    ("recall", |figures, lang| share(figures.recall, lang)),
    ("recall_at_p95", |figures, lang| share(figures.recall_at_p95, lang)),
    ("brier", |figures, lang| thousandths(figures.brier, lang)),
    ("log_loss", |figures, lang| thousandths(figures.log_loss, lang)),
    ("answer", |figures, lang| thousandths(figures.answer.into(), lang)),
    ("suggest", |figures, lang| thousandths(figures.suggest.into(), lang)),
];

/// What was learnt from, the figures side by side, and what was wanted and not reached.
pub(super) fn table(found: &Found, out: &mut Out) -> Result<(), Halt> {
    let (done, lang) = (&found.done, out.lang());
    let judged = done.judged;
    out.say(&say::calibrate_judged(judged.right as u64, judged.wrong as u64, judged.left_out as u64))?;
    if judged.not_found > 0 {
        out.say(&say::calibrate_not_found(judged.not_found as u64))?;
    }
    if found.gone > 0 {
        out.say(&say::calibrate_gone(found.gone as u64))?;
    }
    out.say(&if found.with_model { say::calibrate_with_model() } else { say::calibrate_words_alone() })?;
    let (before, built_in, after) = (&done.before, &done.built_in, &done.after);
    let columns = if before.version == built_in.version {
        out.say(&say::calibrate_table(&before.version, &after.version))?;
        vec![before, after]
    } else {
        out.say(&say::calibrate_table_three(&before.version, &built_in.version, &after.version))?;
        vec![before, built_in, after]
    };
    for (kind, shown) in ROWS {
        let figures: Vec<String> = columns.iter().map(|figures| shown(figures, lang)).collect();
        out.say(&say::calibrate_row(say::calibrate_figure(kind), figures.join(" → ")))?;
    }
    if !done.answer.reached {
        out.say(&say::calibrate_answer_kept())?;
    }
    if !done.suggest.reached {
        out.say(&say::calibrate_suggest_kept())?;
    }
    if found.overridden {
        out.say(&say::calibrate_settings_override())?;
    }
    Ok(())
}

fn share(value: Option<f64>, lang: Lang) -> String {
    value.map_or_else(|| "–".to_owned(), |value| people::percent(value, lang))
}

fn thousandths(value: f64, lang: Lang) -> String {
    people::number((value * 1_000.0).round() / 1_000.0, lang)
}
