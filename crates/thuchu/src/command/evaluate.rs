//! `thuchu evaluate DIR`: the engine measured on labelled questions. Reads the clock and writes the figures; they are
//! the engine's.

mod model;

use std::{
    fs,
    io::{BufWriter, Write as _},
    path::{Path, PathBuf},
};

use thuchu_app::calibration::WeightsFile;
use thuchu_app::matching::test_set::{self, TestSetError};
use thuchu_match::{
    evaluate::{
        Embedding, GroupingFigures, GroupingRun, Options, PerQuery, Report, Scores, TestSet, run as measure,
        run_grouping,
    },
    grouping::Rules,
};
use thuchu_say::{self as say, Lang, people};

use self::model::Model;
use super::{Context, calibrate::in_use};
use crate::{
    cli::t,
    out::Out,
    problem::{Exit, Halt, Problem},
    progress,
    system::StopWatch,
};

/// What the random orders of `--grouping` are made from.
const ORDERS: [u64; 3] = [1, 2, 3];

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[arg(value_name = t(say::value_folder()), help = t(say::cmd_evaluate_dir()))]
    dir: PathBuf,
    #[arg(long, value_name = t(say::value_name()), help = t(say::cmd_evaluate_split()))]
    split: Option<String>,
    #[arg(long, value_name = t(say::value_folder()), help = t(say::cmd_evaluate_model()))]
    model: Option<PathBuf>,
    #[arg(long, help = t(say::cmd_evaluate_leave_one_out()))]
    leave_one_out: bool,
    #[arg(long, value_name = t(say::value_number()), default_value_t = 1, hide_default_value = true,
        value_parser = clap::value_parser!(u16).range(1..=256), help = t(say::cmd_evaluate_threads()))]
    threads: u16,
    #[arg(long, value_name = t(say::value_file()), help = t(say::cmd_evaluate_cache()))]
    cache: Option<PathBuf>,
    #[arg(long, value_name = t(say::value_file()), help = t(say::cmd_evaluate_per_query()))]
    per_query: Option<PathBuf>,
    #[arg(long, conflicts_with_all = ["leave_one_out", "per_query", "threads"], help = t(say::cmd_evaluate_grouping()))]
    grouping: bool,
}

/// Reads, measures, prints.
pub(crate) fn run(args: &Args, context: &mut Context<'_>) -> Result<Exit, Halt> {
    let weights = WeightsFile::in_data(&context.settings.data.value);
    let out = &mut *context.out;
    let set = test_set::load(&args.dir, args.split.as_deref()).map_err(|error| unusable(&error))?;
    let model = args.model.as_deref().filter(|model| model.as_os_str() != "none");
    let model = model.map(|folder| Model::open(folder, args.cache.as_deref(), out)).transpose()?;
    let embed = |texts: &[&str]| model.as_ref().map_or_else(Vec::new, |model| model.embed(texts));
    let embedding = model.as_ref().map(|model| Embedding { model: model.name(), embed: &embed });
    if args.grouping {
        let done = group(&set, embedding.as_ref(), out);
        if let Some(model) = &model {
            model.keep()?;
        }
        return done;
    }
    let watch = StopWatch::start();
    let bar = progress::bar(out, set.questions.len() as u64);
    let options = Options { leave_one_out: args.leave_one_out, threads: usize::from(args.threads) };
    let weights = in_use(&weights, out);
    let (report, lines) = measure(
        &set,
        &weights,
        options,
        &|| watch.elapsed(),
        &|done, of| {
            bar.set_length(of as u64);
            bar.set_position(done as u64);
        },
        embedding.as_ref(),
    );
    bar.finish_and_clear();
    if let Some(model) = &model {
        model.keep()?;
    }
    if let Some(path) = &args.per_query {
        write_lines(path, &lines)
            .map_err(|error| Problem::failed(say::error_output_file(path.display())).because(&error))?;
    }
    if out.is_json() {
        out.json(&report)?
    } else {
        show(&report, out)?
    }
    Ok(Exit::Done)
}

/// Measures grouping in its three orders.
fn group(set: &TestSet, embedding: Option<&Embedding<'_>>, out: &mut Out) -> Result<Exit, Halt> {
    let bar = progress::bar(out, (set.questions.len() * ORDERS.len()) as u64);
    let report = run_grouping(set, &Rules::built_in(), &ORDERS, &|done| bar.set_position(done as u64), embedding);
    bar.finish_and_clear();
    if out.is_json() {
        out.json(&report)?;
        return Ok(Exit::Done);
    }
    let lang = out.lang();
    let share = |value: f64| people::percent(value, lang);
    out.say(&say::grouping_counts(report.messages as u64, report.groups as u64))?;
    for GroupingRun { seed, clusters, figures: GroupingFigures { pairwise, b_cubed }, .. } in &report.runs {
        let [precision, recall, f1] = [pairwise.precision, pairwise.recall, pairwise.f1].map(share);
        out.say(&say::grouping_run(seed, *clusters as u64, precision, recall, f1, share(b_cubed.f1)))?;
    }
    let Scores { precision, recall, f1 } = report.mean.pairwise;
    out.say(&say::grouping_mean_pairs(share(precision), share(recall), share(f1)))?;
    let Scores { precision, recall, f1 } = report.mean.b_cubed;
    out.say(&say::grouping_mean_b_cubed(share(precision), share(recall), share(f1)))?;
    Ok(Exit::Done)
}

/// Why the folder cannot be measured, in our words.
pub(crate) fn unusable(error: &TestSetError) -> Problem {
    let problem = match error {
        TestSetError::Unreadable { path, .. } => say::error_evaluate_unreadable(path.display()),
        TestSetError::BadLine { path, line, .. } => say::error_evaluate_bad_line(path.display(), *line as u64),
        TestSetError::Twice { path, id } => say::error_evaluate_id_twice(path.display(), id),
        TestSetError::WhichSplit { names } => say::error_evaluate_which_split(names.join(", ")),
        TestSetError::Empty { path } => say::error_evaluate_empty(path.display()),
    };
    Problem::unusable(problem).because(error)
}

/// One line of JSON per question.
fn write_lines(path: &Path, lines: &[PerQuery]) -> std::io::Result<()> {
    let mut file = BufWriter::new(fs::File::create(path)?);
    for line in lines {
        serde_json::to_writer(&mut file, line)?;
        file.write_all(b"\n")?;
    }
    file.into_inner().map_err(|error| error.into_error())?.sync_all()
}

fn show(report: &Report, out: &mut Out) -> Result<(), Halt> {
    let lang = out.lang();
    let share = |value: Option<f64>| value.map_or_else(|| "–".to_owned(), |value| people::percent(value, lang));
    let figures = &report.figures;
    out.say(&say::evaluate_weights(&report.engine.version))?;
    out.say(&say::evaluate_counts(figures.queries as u64, figures.answerable as u64))?;
    out.say(&say::evaluate_found(share(figures.recall_1), share(figures.recall_5), share(figures.recall_10)))?;
    let decision = &figures.decision;
    out.say(&say::evaluate_decided(
        decision.answered as u64,
        decision.right as u64,
        share(decision.precision),
        share(decision.recall),
    ))?;
    if report.by_variant.len() > 1 {
        out.say(&say::evaluate_variants())?;
        for (name, figures) in &report.by_variant {
            let (count, answered) = (figures.queries as u64, figures.decision.answered as u64);
            out.say(&say::evaluate_variant(name, count, share(figures.recall_1), answered))?;
        }
    }
    out.say(&say::evaluate_speed(
        ms(report.ms_per_query.p50, lang),
        ms(report.ms_per_query.p95, lang),
        report.bytes_per_claim,
    ))
}

fn ms(value: Option<f64>, lang: Lang) -> String {
    value.map_or_else(|| "–".to_owned(), |value| people::number(value, lang))
}
