//! `thuchu restore FILE`: a desk from its backup, into an empty place, verified at the end.

use std::path::PathBuf;

use thuchu_app::matching::Matcher;
use thuchu_model::Timestamp;
use thuchu_say as say;
use thuchu_store::backup::{self, Manifest};
use thuchu_store::blobs;

use super::{
    Context,
    backup::{Bar, as_json, checks, problem, usable},
    verify::Verified,
};
use crate::{
    cli::t,
    desk,
    problem::{Exit, Halt, Problem},
    progress,
    system::{SystemChance, SystemClock},
};

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[arg(value_name = t(say::value_file()), help = t(say::cmd_restore_file()))]
    file: PathBuf,
    #[arg(long, help = t(say::cmd_restore_check()))]
    check: bool,
}

/// Restores, or only reads the backup through.
pub(crate) async fn run(args: &Args, context: &mut Context<'_>) -> Result<Exit, Halt> {
    usable(&args.file)?;
    if !args.file.exists() {
        return Err(Problem::unusable(say::error_input_not_found(args.file.display())).into());
    }
    let mut bar = Bar(progress::bytes(context.out, 1));
    if args.check {
        let checked = backup::check(&args.file, &mut bar);
        bar.0.finish_and_clear();
        let manifest = checked.map_err(|error| problem(&error, &args.file))?;
        return tell(args, context, &manifest, None);
    }
    let (settings, url) = (&context.settings, desk::address(&context.settings)?);
    let data = settings.data.value.as_path();
    let files = desk::blobs_to_read(settings)?;
    let restored = backup::restore(&args.file, &url, data, &files, &SystemClock, &SystemChance, &mut bar).await;
    bar.0.finish_and_clear();
    let restored = restored.map_err(|error| problem(&error, &args.file))?;
    let indexed = Matcher::load(&restored.db).await.map_err(|error| desk::problem(&error))?.len() as u64;
    let figures = blobs::figures(&restored.db).await.map_err(|error| desk::problem(&error))?;
    restored.db.close().await;
    tell(args, context, &restored.manifest, Some(&Verified { report: restored.report, indexed, figures, outside: 0 }))
}

fn tell(
    args: &Args,
    context: &mut Context<'_>,
    manifest: &Manifest,
    verified: Option<&Verified>,
) -> Result<Exit, Halt> {
    let (checks, files, made_at) = (checks(manifest), manifest.files(), minute(&manifest.made_at));
    if context.out.is_json() {
        let mut report = as_json(manifest, &args.file);
        report["verified"] = verified.map_or(serde_json::Value::Null, Verified::as_json);
        context.out.json(&report)?;
    } else {
        context.out.say(&say::restore_checked(args.file.display(), made_at))?;
        match verified {
            None => context.out.say(&say::restore_holds(checks, files))?,
            Some(verified) => {
                context.out.say(&say::restore_done(checks, files, context.settings.data.value.display()))?;
                verified.show(context.out)?;
                context.out.note(&say::restore_keys(context.settings.keys.value.display()));
            }
        }
    }
    Ok(verified.map_or(Exit::Done, Verified::exit))
}

/// An instant for people: `2026-11-25 19:47 UTC`. What is no instant is shown as it is.
fn minute(instant: &str) -> String {
    let minute = instant.get(..16).filter(|_| instant.ends_with('Z') && Timestamp::parse(instant).is_some());
    minute.map_or_else(|| instant.to_owned(), |minute| format!("{} UTC", minute.replace('T', " ")))
}

#[cfg(test)]
mod tests {
    use super::minute;

    #[test]
    fn an_instant_is_shown_to_the_minute() {
        assert_eq!(minute("2026-11-25T19:47:14.719953Z"), "2026-11-25 19:47 UTC");
        assert_eq!(minute("hôm qua, lúc nào đó Z"), "hôm qua, lúc nào đó Z");
    }
}
