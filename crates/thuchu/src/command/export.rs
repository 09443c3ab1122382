//! `thuchu export`: every fact-check of the store, for another desk or another program.

use std::{
    fs::{self, File},
    io::{self, BufWriter, Write},
    path::{Path, PathBuf},
};

use thuchu_app::export::{self, ExportCounts, ExportError, ExportFormat};
use thuchu_formats::WriteError;
use thuchu_say as say;
use thuchu_store::Db;

use super::Context;
use crate::{
    cli::t,
    desk, out,
    problem::{Exit, Halt, Problem},
    progress,
};

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[arg(long, short, value_name = t(say::value_file()), help = t(say::cmd_export_output()))]
    output: Option<PathBuf>,
    #[arg(long, value_name = t(say::value_format()), default_value = "own", hide_default_value = true,
        value_parser = ["own", "own-full", "ndjson", "datafeed", "csv"], hide_possible_values = true,
        help = t(say::cmd_export_format()))]
    format: String,
}

/// Exports.
pub(crate) async fn run(args: &Args, context: &mut Context<'_>) -> Result<Exit, Halt> {
    let format = ExportFormat::from_name(&args.format).unwrap_or(ExportFormat::Own { desk_facts: false });
    if let Some(path) = args.output.as_deref().filter(|path| path.is_dir()) {
        return Err(Problem::unusable(say::error_input_directory(path.display())).into());
    }
    let db = desk::open(&context.settings).await?;
    let bar = progress::bar(context.out, 0);
    let done = match &args.output {
        Some(path) => to_file(&db, format, path, |n| bar.set_position(n)).await,
        None => {
            context.out.flush()?;
            to_stdout(&db, format, |n| bar.set_position(n)).await
        }
    };
    bar.finish_and_clear();
    db.close().await;
    let counts = done?;
    if let Some(path) = &args.output {
        if context.out.is_json() {
            context.out.json(&counts)?;
        } else {
            context.out.say(&say::export_done(counts.checks, path.display()))?;
        }
    }
    Ok(Exit::Done)
}

async fn to_stdout(db: &Db, format: ExportFormat, progress: impl FnMut(u64) + Send) -> Result<ExportCounts, Halt> {
    let stdout = BufWriter::new(io::stdout());
    let (counts, mut stdout) = export::run(db, format, stdout, progress).await.map_err(|error| match &error {
        ExportError::Write(write) => match write_cause(write) {
            Some(cause) => out::halt(cause),
            None => Problem::failed(say::error_output()).because(&error).into(),
        },
        ExportError::Store(store) => desk::problem(store).into(),
    })?;
    stdout.flush().map_err(|error| out::halt(&error))?;
    Ok(counts)
}

/// Writes beside the file, then renames: under the name there is always a whole export.
async fn to_file(
    db: &Db,
    format: ExportFormat,
    path: &Path,
    progress: impl FnMut(u64) + Send,
) -> Result<ExportCounts, Halt> {
    let failed = |error: io::Error| Problem::failed(say::error_output_file(path.display())).because(&error);
    let mut partial = path.as_os_str().to_owned();
    partial.push(".partial");
    let file = BufWriter::new(File::create(&partial).map_err(failed)?);
    let written = export::run(db, format, file, progress).await.map_err(|error| match &error {
        ExportError::Write(_) => Problem::failed(say::error_output_file(path.display())).because(&error),
        ExportError::Store(store) => desk::problem(store),
    });
    let finished = written.and_then(|(counts, file)| {
        let file = file.into_inner().map_err(|error| failed(error.into_error()))?;
        file.sync_all().map_err(failed)?;
        fs::rename(&partial, path).map_err(failed)?;
        Ok(counts)
    });
    if finished.is_err() {
        // Half an export helps nobody; if it cannot be removed, the error at hand says enough.
        let _ = fs::remove_file(&partial);
    }
    Ok(finished?)
}

/// The system's error under a failed write, if it is one.
fn write_cause(error: &WriteError) -> Option<&io::Error> {
    let mut next: Option<&(dyn std::error::Error + 'static)> = Some(error);
    while let Some(cause) = next {
        if let Some(cause) = cause.downcast_ref::<io::Error>() {
            return Some(cause);
        }
        next = cause.source();
    }
    None
}
