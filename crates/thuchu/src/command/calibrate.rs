//! `thuchu calibrate`: the matching fitted to a desk's judged matches, shown before and after, kept or dropped.

mod show;

use std::path::PathBuf;

use serde_json::json;
use thuchu_app::calibration::{self, History, WeightsFile};
use thuchu_app::live::Live;
use thuchu_app::matching::{Matcher, test_set};
use thuchu_app::meaning::{Meaning, State, why};
use thuchu_match::Weights;
use thuchu_match::calibrate::{Asked, Calibration, LEAST_JUDGED, SetAsked, Wanted, calibrate};
use thuchu_match::evaluate::{Embedding, TestSet};
use thuchu_model::Clock as _;
use thuchu_say as say;
use thuchu_store::sealing::Keys;
use thuchu_store::{Db, OpenOptions, StoreError, desk_settings};

use super::{Context, evaluate, model};
use crate::{
    cli::t,
    desk,
    out::Out,
    problem::{Exit, Halt, Problem},
    progress,
    system::SystemClock,
};

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[arg(long, value_name = t(say::value_folder()), help = t(say::cmd_calibrate_from()))]
    from: Vec<PathBuf>,
    #[arg(long, value_name = t(say::value_name()), requires = "from", help = t(say::cmd_calibrate_split()))]
    split: Option<String>,
    #[arg(long, value_name = t(say::value_share()), default_value = "0.95", hide_default_value = true,
        value_parser = share, help = t(say::cmd_calibrate_precision()))]
    precision: f64,
    #[arg(long, value_name = t(say::value_share()), default_value = "0.98", hide_default_value = true,
        value_parser = share, help = t(say::cmd_calibrate_recall()))]
    recall: f64,
    #[arg(long, help = t(say::cmd_calibrate_dry_run()))]
    dry_run: bool,
    #[arg(long, value_name = t(say::value_file()), conflicts_with = "dry_run", help = t(say::cmd_calibrate_out()))]
    out: Option<PathBuf>,
    #[arg(long, help = t(say::cmd_calibrate_force()))]
    force: bool,
    #[arg(long, conflicts_with_all = ["from", "precision", "recall", "dry_run", "out", "force", "no_model"],
        help = t(say::cmd_calibrate_reset()))]
    reset: bool,
    #[arg(long, help = t(say::cmd_calibrate_no_model()))]
    no_model: bool,
}

/// A share that can be asked for.
fn share(text: &str) -> Result<f64, String> {
    let share: f64 = text.parse().map_err(|_| "no number".to_owned())?;
    if (0.5..=1.0).contains(&share) { Ok(share) } else { Err("0.5-1".to_owned()) }
}

/// Fits, measures, tells, keeps.
pub(crate) async fn run(args: &Args, context: &mut Context<'_>) -> Result<Exit, Halt> {
    let file = WeightsFile::in_data(&context.settings.data.value);
    if args.reset {
        return reset(&file, context).await;
    }
    let sets = args.from.iter().map(|folder| test_set::load(folder, args.split.as_deref()));
    let sets = sets.collect::<Result<Vec<_>, _>>().map_err(|error| evaluate::unusable(&error))?;
    let now = in_use(&file, context.out);
    let found = learn(args, &sets, &now, context).await?;
    let (done, told) = (&found.done, context.out.is_json());
    let worth = done.is_no_worse() || args.force;
    let written = worth && !args.dry_run;
    if written {
        let file = args.out.as_deref().map_or_else(|| file.clone(), WeightsFile::at);
        let failed =
            |error: &std::io::Error| Problem::failed(say::error_output_file(file.path().display())).because(error);
        if args.out.is_none() {
            // First the log: weights that decide without a word in it must not be.
            keep_note(Some(&done.weights.version), context).await?;
        }
        file.write(&done.weights).map_err(|error| failed(&error))?;
    }
    if told {
        context.out.json(&json!({
            "calibration": done, "gone": found.gone, "with_model": found.with_model,
            "settings_override": found.overridden, "no_worse": done.is_no_worse(), "written": written,
        }))?;
    } else {
        show::table(&found, context.out)?;
        let path = args.out.as_deref().unwrap_or(file.path()).display();
        context.out.say(&match (written, args.dry_run, args.out.is_some()) {
            (true, _, false) => say::calibrate_written(path),
            (true, _, true) => say::calibrate_written_out(path),
            (false, true, _) => say::calibrate_dry(),
            (false, false, _) => say::calibrate_worse(),
        })?;
    }
    Ok(if worth || args.dry_run { Exit::Done } else { Exit::Failed })
}

/// What was found, and what is told beside it.
struct Found {
    done: Calibration,
    /// Judged matches of checks that are no longer shown.
    gone: usize,
    with_model: bool,
    /// The settings name thresholds of their own.
    overridden: bool,
}

/// The weights in use; what cannot be used is told.
pub(crate) fn in_use(file: &WeightsFile, out: &mut Out) -> Weights {
    match file.read() {
        Ok(own) => own.unwrap_or_else(Weights::built_in),
        Err(error) => {
            out.note(&say::calibrate_file_ignored(file.path().display()));
            tracing::warn!(%error, "the desk's own weights cannot be used; the built-in ones decide");
            Weights::built_in()
        }
    }
}

async fn learn(args: &Args, sets: &[TestSet], now: &Weights, context: &mut Context<'_>) -> Result<Found, Halt> {
    let db = open(&context.settings, !sets.is_empty()).await?;
    let meaning = model::meaning(&context.settings, args.no_model);
    let state = meaning.open();
    if let State::Refused(error) = &state {
        context.out.note(&say::meaning_refused(why(error)));
    }
    let found = match &db {
        Some(db) => from_desk(args, sets, now, db, &meaning, context).await,
        None => fitted(args, sets, now, None, &meaning, context).map(|done| (done, 0, false)),
    };
    if let Some(db) = db {
        db.close().await;
    }
    let (done, gone, overridden) = found?;
    Ok(Found { done, gone, with_model: matches!(state, State::Ready), overridden })
}

/// The store to read; with labelled sets at hand there may be none yet.
async fn open(settings: &crate::config::Settings, may_lack: bool) -> Result<Option<Db>, Problem> {
    if may_lack {
        let url = desk::address(settings)?;
        if let Err(StoreError::Absent) = Db::open_to_read(&url, OpenOptions::default()).await.map(drop) {
            return Ok(None);
        }
    }
    desk::open_to_read(settings).await.map(Some)
}

/// From the desk's history and the sets: what came of it, how many matches are gone, whether the settings decide.
async fn from_desk(
    args: &Args,
    sets: &[TestSet],
    now: &Weights,
    db: &Db,
    meaning: &Meaning,
    context: &mut Context<'_>,
) -> Result<(Calibration, usize, bool), Halt> {
    let stored = |error: StoreError| desk::problem(&error);
    let keys = Keys::in_folder(&context.settings.keys.value).map_err(stored)?;
    let (settings, _) = desk_settings::load(&mut db.read()).await.map_err(stored)?;
    let mut matcher = Matcher::load(db).await.map_err(stored)?;
    matcher.weigh_by(now.clone());
    let live = Live::holding(matcher);
    meaning.fill(&live, db, u64::MAX).await.map_err(stored)?;
    let judged = calibration::judged(db, &keys).await.map_err(stored)?;
    let bar = progress::bar(context.out, judged.len() as u64);
    let (done, gone) = live
        .with(|matcher| {
            let sense = |text: &str| meaning.sense(text);
            let asked =
                History::of(matcher, judged, &sense, SystemClock.now(), &|done, _| bar.set_position(done as u64));
            bar.finish_and_clear();
            (fitted(args, sets, now, Some(&asked), meaning, context), asked.gone())
        })
        .ok_or_else(|| Problem::failed(say::error_runtime()))?;
    Ok((done?, gone, settings.thresholds.is_some()))
}

fn fitted(
    args: &Args,
    sets: &[TestSet],
    now: &Weights,
    history: Option<&History<'_>>,
    meaning: &Meaning,
    context: &Context<'_>,
) -> Result<Calibration, Halt> {
    let embed = |texts: &[&str]| meaning.embed(texts).unwrap_or_default();
    let embedding =
        matches!(meaning.state(), State::Ready).then(|| Embedding { model: "model".to_owned(), embed: &embed });
    let sets: Vec<SetAsked<'_>> = sets.iter().map(|set| SetAsked::of(set, now, embedding.as_ref())).collect();
    let mut sources: Vec<&dyn Asked> = sets.iter().map(|set| set as &dyn Asked).collect();
    sources.extend(history.map(|history| history as &dyn Asked));
    let built_in = Weights::built_in();
    let offset = i64::from(context.settings.serve.read()?.utc_offset_minutes) * 60;
    let today =
        SystemClock.now().plus_seconds(offset).day().map_or_else(|| "1970-01-01".to_owned(), |day| day.to_string());
    let wanted = Wanted { precision: args.precision, recall: args.recall, ..Wanted::default() };
    let version = built_in.version_of_desk(&today);
    calibrate(&sources, now, &built_in, wanted, &version).map_err(|error| {
        let (right, wrong) = (error.found.right as u64, error.found.wrong as u64);
        Problem::failed(say::error_calibrate_too_few(right, wrong, LEAST_JUDGED as u64)).into()
    })
}

async fn reset(file: &WeightsFile, context: &mut Context<'_>) -> Result<Exit, Halt> {
    let failed = |error: std::io::Error| Problem::failed(say::error_output_file(file.path().display())).because(&error);
    let removed = file.remove().map_err(failed)?;
    if removed {
        keep_note(None, context).await?;
    }
    if context.out.is_json() {
        context.out.json(&json!({ "removed": removed, "version": Weights::built_in().version }))?;
    } else if removed {
        context.out.say(&say::calibrate_reset(file.path().display()))?;
    } else {
        context.out.say(&say::calibrate_reset_nothing())?;
    }
    Ok(Exit::Done)
}

/// Puts it into the audit log.
async fn keep_note(version: Option<&str>, context: &Context<'_>) -> Result<(), Problem> {
    let db = desk::open(&context.settings).await?;
    let noted = calibration::note(&db, version, &SystemClock).await;
    db.close().await;
    noted.map_err(|error| desk::problem(&error))
}
