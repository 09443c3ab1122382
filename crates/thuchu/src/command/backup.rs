//! `thuchu backup FILE`: the whole desk in one file, while others work on it.

use std::path::{Path, PathBuf};

use indicatif::ProgressBar;
use thuchu_model::Clock as _;
use thuchu_say as say;
use thuchu_store::{
    StoreError,
    backup::{self, BackupError, Manifest, Watch},
};

use super::Context;
use crate::{
    cli::t,
    desk,
    problem::{Exit, Halt, Problem},
    progress,
    system::SystemClock,
};

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[arg(value_name = t(say::value_file()), help = t(say::cmd_backup_file()))]
    file: PathBuf,
    #[arg(long, help = t(say::cmd_backup_force()))]
    force: bool,
}

/// Makes the backup.
pub(crate) async fn run(args: &Args, context: &mut Context<'_>) -> Result<Exit, Halt> {
    usable(&args.file)?;
    let files = desk::blobs_to_read(&context.settings)?;
    let db = desk::open_to_copy(&context.settings).await?;
    let bar = Bar(progress::bytes(context.out, 1));
    let mut watch = bar.clone();
    let made = backup::make(&db, &files, &args.file, args.force, SystemClock.now(), &mut watch).await;
    bar.0.finish_and_clear();
    db.close().await;
    let made = made.map_err(|error| problem(&error, &args.file))?;
    if context.out.is_json() {
        let mut report = as_json(&made.manifest, &args.file);
        report["bytes"] = made.bytes.into();
        context.out.json(&report)?;
    } else {
        let (checks, files) = (checks(&made.manifest), made.manifest.files());
        context.out.say(&say::backup_done(checks, files, made.bytes, args.file.display()))?;
        let keys = context.settings.keys.value.as_path();
        if keys.exists() {
            context.out.note(&say::backup_keys(keys.display()));
        }
    }
    Ok(Exit::Done)
}

/// A backup is read twice and written in place: it needs a file.
pub(super) fn usable(file: &Path) -> Result<(), Problem> {
    if file == Path::new("-") {
        return Err(Problem::unusable(say::error_backup_no_file()));
    }
    if file.is_dir() {
        return Err(Problem::unusable(say::error_input_directory(file.display())));
    }
    Ok(())
}

/// The bar of a copy; its length comes with the work.
#[derive(Clone)]
pub(super) struct Bar(pub(super) ProgressBar);

impl Watch for Bar {
    fn begin(&mut self, bytes: u64) {
        self.0.set_length(bytes);
        self.0.set_position(0);
    }

    fn more(&mut self, bytes: u64) {
        self.0.inc(bytes);
    }
}

/// How many fact-checks a backup holds.
pub(super) fn checks(manifest: &Manifest) -> u64 {
    manifest.rows.get("checks").copied().unwrap_or(0)
}

/// What a backup says of itself; instead of its members, how many files.
pub(super) fn as_json(manifest: &Manifest, file: &Path) -> serde_json::Value {
    let mut report = serde_json::to_value(manifest).unwrap_or_default();
    if let Some(report) = report.as_object_mut() {
        report.remove("members");
        report.insert("file".to_owned(), file.display().to_string().into());
        report.insert("files".to_owned(), manifest.files().into());
    }
    report
}

/// What can go wrong with this backup, in our words.
pub(super) fn problem(error: &BackupError, file: &Path) -> Problem {
    let name = file.display();
    let problem = match error {
        BackupError::Store(StoreError::File { path, .. }) => Problem::failed(say::error_output_file(path.display())),
        BackupError::Store(error) => return desk::problem(error),
        BackupError::Exists(_) => Problem::unusable(say::error_backup_exists(name)),
        BackupError::Underway(path) => Problem::failed(say::error_backup_underway(path.display())),
        BackupError::Blob(_) => Problem::failed(say::error_backup_file()),
        BackupError::NotABackup(_) => Problem::unusable(say::error_backup_not_a_backup(name)),
        BackupError::Format { .. } => Problem::unusable(say::error_backup_newer_format(name)),
        BackupError::Schema { .. } => Problem::unusable(say::error_backup_newer_schema(name)),
        BackupError::Truncated(_) => Problem::unusable(say::error_backup_truncated(name)),
        BackupError::Damaged(_) => Problem::unusable(say::error_backup_damaged(name)),
        BackupError::NotEmpty(place) => Problem::unusable(say::error_backup_not_empty(place)),
        BackupError::Manifest(_) | BackupError::Member { .. } | BackupError::Rows(_) => {
            Problem::unusable(say::error_backup_foreign(name)).with_code(error.code())
        }
    };
    problem.because(error)
}
