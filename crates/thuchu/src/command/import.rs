//! `thuchu import FILE|URL|-`: published fact-checks into the store, resumable at every batch.

mod broken;
mod source;
mod wrong;

use std::{
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

use indicatif::ProgressBar;
use thuchu_app::{
    import::{self, Complete, Counts, Outcome, Request, Watch, Withdrawal},
    labels::Labels,
};
use thuchu_formats::{ColumnMap, Format, Options};
use thuchu_say as say;
use thuchu_store::damage;

pub(crate) use wrong::{fetch as fetch_problem, problem};

use super::Context;
use crate::{
    cli::t,
    desk, input,
    out::Out,
    problem::{Exit, Halt, Problem},
    progress,
    system::{SystemChance, SystemClock},
};

/// Most bytes of a mapping of columns or labels.
const MAPPING_LIMIT: u64 = 4 * 1024 * 1024;

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[arg(value_name = t(say::value_source()), help = t(say::cmd_import_source()))]
    source: String,
    #[arg(long, value_name = t(say::value_format()), default_value = "auto", hide_default_value = true,
        value_parser = ["auto", "json", "ndjson", "html", "csv", "tsv", "xlsx", "own"], hide_possible_values = true,
        help = t(say::cmd_import_format()))]
    format: String,
    #[arg(long, value_name = t(say::value_columns()), help = t(say::cmd_import_columns()))]
    columns: Option<String>,
    #[arg(long, value_name = t(say::value_file()), help = t(say::cmd_import_labels()))]
    labels: Option<PathBuf>,
    #[arg(long, help = t(say::cmd_import_complete()))]
    complete: bool,
    #[arg(long, requires = "complete", help = t(say::cmd_import_despite_broken()))]
    despite_broken: bool,
    #[arg(long, value_name = t(say::value_file()), help = t(say::cmd_import_report()))]
    report: Option<PathBuf>,
}

/// Imports to the end, or to Ctrl-C; what was stored stays, and the same command goes on.
pub(crate) async fn run(args: &Args, context: &mut Context<'_>) -> Result<Exit, Halt> {
    let columns = match &args.columns {
        None => ColumnMap::default(),
        Some(list) if list.contains('=') => ColumnMap::from_list(list).map_err(|e| wrong::columns(&e))?,
        Some(file) => ColumnMap::from_toml(&input::text_file(Path::new(file), MAPPING_LIMIT)?)
            .map_err(|error| wrong::columns(&error))?,
    };
    let labels = match &args.labels {
        None => None,
        Some(file) => {
            let text = input::text_file(file, MAPPING_LIMIT)?;
            Some(
                Labels::parse(&text)
                    .map_err(|error| Problem::unusable(say::error_import_labels(file.display())).because(&error))?,
            )
        }
    };
    let source = source::open(&args.source).await?;
    let db = desk::open(&context.settings).await?;
    // What is written most is looked at first: beside a damaged page an import would do more damage.
    damage::look_over(&db).await.map_err(|error| desk::problem(&error))?;
    let bar = progress::bytes(context.out, source.length);
    let complete = match (args.complete, args.despite_broken) {
        (false, _) => Complete::No,
        (true, false) => Complete::Yes,
        (true, true) => Complete::DespiteBroken,
    };
    let request = Request {
        name: source.name,
        input: source.bytes,
        version: source.version,
        read: Options { format: Format::from_name(&args.format), columns, ..Options::default() },
        labels,
        complete,
        report: report_file(args, context)?,
    };
    let watch = Terminal { bar, stop: stop_on_ctrl_c() };
    let done = import::run(&db, request, &SystemClock, &SystemChance, &watch).await;
    watch.bar.finish_and_clear();
    db.close().await;
    let outcome = done.map_err(|error| problem(&error, &args.source))?;
    if context.out.is_json() {
        context.out.json(&outcome)?
    } else {
        show(&outcome, context.out)?
    }
    if let Some(report) = &outcome.report
        && outcome.counts.problems == outcome.counts.read
    {
        return Err(Problem::unusable(say::error_import_nothing_usable(&args.source, report.display())).into());
    }
    Ok(if matches!(outcome.withdrawal, Withdrawal::Refused(_)) { Exit::Failed } else { Exit::Done })
}

/// Without `--report`: a file named after the source in the data folder, so that running again replaces it.
fn report_file(args: &Args, context: &Context<'_>) -> Result<PathBuf, Problem> {
    if let Some(file) = &args.report {
        return Ok(file.clone());
    }
    let folder = context.settings.data.value.join("reports");
    std::fs::create_dir_all(&folder)
        .map_err(|error| Problem::failed(say::error_data_folder(folder.display())).because(&error))?;
    let name = args.source.rsplit(['/', '\\']).next().unwrap_or_default();
    let plain: String =
        name.chars().filter(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_')).take(80).collect();
    let plain = plain.trim_matches(['.', '-']);
    Ok(folder.join(format!("{}.broken.ndjson", if plain.is_empty() { "import" } else { plain })))
}

/// The first Ctrl-C asks the import to stop after the batch at hand.
fn stop_on_ctrl_c() -> Arc<AtomicBool> {
    let stop = Arc::new(AtomicBool::new(false));
    let asked = Arc::clone(&stop);
    tokio::spawn(async move {
        if tokio::signal::ctrl_c().await.is_ok() {
            asked.store(true, Ordering::Relaxed);
        }
    });
    stop
}

struct Terminal {
    bar: ProgressBar,
    stop: Arc<AtomicBool>,
}

impl Watch for Terminal {
    fn progress(&self, bytes: u64, counts: &Counts) {
        self.bar.set_position(bytes);
        self.bar.set_message(counts.read.to_string());
    }

    fn cancelled(&self) -> bool {
        self.stop.load(Ordering::Relaxed)
    }
}

fn show(outcome: &Outcome, out: &mut Out) -> Result<(), Halt> {
    let counts = &outcome.counts;
    if outcome.resumed {
        out.say(&say::import_resumed())?;
    }
    out.say(&say::import_done(counts.read, counts.added, counts.changed, counts.unchanged))?;
    if counts.replaced > 0 {
        out.say(&say::import_replaced(counts.replaced))?;
    }
    if counts.withdrawn > 0 {
        out.say(&say::import_withdrawn(counts.withdrawn))?;
    }
    if counts.protected > 0 {
        out.say(&say::import_protected(counts.protected))?;
    }
    if let Some(report) = &outcome.report {
        out.say(&say::import_broken(counts.problems, report.display()))?;
        for line in broken::first(report) {
            out.say(&line)?;
        }
    }
    if let Withdrawal::Refused(broken) = outcome.withdrawal {
        out.say(&say::import_complete_refused(broken))?;
    }
    Ok(())
}
