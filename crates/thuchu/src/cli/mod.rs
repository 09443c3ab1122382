//! The command line: what may be typed, in the reader's language.
//!
//! What each word does is in `command`; where a setting comes from when no flag gives it, in `config`.

mod localise;
mod mistake;

use std::{cell::Cell, ffi::OsString, path::PathBuf};

use clap::{Args, CommandFactory as _, FromArgMatches as _, Parser, Subcommand, error::ErrorKind};
use thuchu_say::{self as say, Lang, Message};

use crate::{
    command::{
        ask, backup, calibrate, completions, demo, editor, evaluate, export, import, model, publisher, restore, serve,
        verify,
    },
    problem::Halt,
};

/// What the person wants.
pub(crate) enum Asked {
    /// Text to print: help or version.
    Help(String),
    /// A command to run.
    Command(Box<Cli>),
}

#[derive(Debug, Parser)]
#[command(name = "thuchu", version, about = t(say::help_about()), long_about = t(say::help_about_long()))]
#[command(after_help = t(say::help_about_examples()))]
pub(crate) struct Cli {
    #[command(flatten)]
    pub(crate) common: Common,
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// What every command takes.
#[derive(Debug, Args)]
#[command(next_help_heading = t(say::help_heading_common()))]
pub(crate) struct Common {
    #[arg(long, global = true, value_name = t(say::value_folder()), help = t(say::help_data()))]
    pub(crate) data: Option<PathBuf>,
    #[arg(long, global = true, value_name = t(say::value_url()), help = t(say::help_store()))]
    pub(crate) store: Option<String>,
    #[arg(long, global = true, value_name = t(say::value_file()), help = t(say::help_config()))]
    pub(crate) config: Option<PathBuf>,
    #[arg(long, global = true, value_name = "vi|en", value_parser = ["vi", "en"], hide_possible_values = true, help = t(say::help_ui()))]
    pub(crate) ui: Option<String>,
    #[arg(long, global = true, help = t(say::help_json()))]
    pub(crate) json: bool,
    #[arg(long, short, global = true, help = t(say::help_quiet()))]
    pub(crate) quiet: bool,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    #[command(about = t(say::cmd_serve()), long_about = t(say::cmd_serve_long()), after_help = t(say::cmd_serve_examples()))]
    Serve(serve::Args),
    #[command(name = "match", about = t(say::cmd_match()), long_about = t(say::cmd_match_long()), after_help = t(say::cmd_match_examples()))]
    Match(ask::Args),
    #[command(about = t(say::cmd_import()), long_about = t(say::cmd_import_long()), after_help = t(say::cmd_import_examples()))]
    Import(import::Args),
    #[command(about = t(say::cmd_export()), long_about = t(say::cmd_export_long()), after_help = t(say::cmd_export_examples()))]
    Export(export::Args),
    #[command(about = t(say::cmd_evaluate()), long_about = t(say::cmd_evaluate_long()), after_help = t(say::cmd_evaluate_examples()))]
    Evaluate(evaluate::Args),
    #[command(about = t(say::cmd_calibrate()), long_about = t(say::cmd_calibrate_long()), after_help = t(say::cmd_calibrate_examples()))]
    Calibrate(calibrate::Args),
    #[command(subcommand, about = t(say::cmd_publisher()), long_about = t(say::cmd_publisher_long()), after_help = t(say::cmd_publisher_examples()))]
    Publisher(publisher::Act),
    #[command(subcommand, about = t(say::cmd_editor()), after_help = t(say::cmd_editor_examples()))]
    Editor(editor::Act),
    #[command(subcommand, about = t(say::cmd_model()), after_help = t(say::cmd_model_examples()))]
    Model(model::Act),
    #[command(about = t(say::cmd_backup()), long_about = t(say::cmd_backup_long()), after_help = t(say::cmd_backup_examples()))]
    Backup(backup::Args),
    #[command(about = t(say::cmd_restore()), long_about = t(say::cmd_restore_long()), after_help = t(say::cmd_restore_examples()))]
    Restore(restore::Args),
    #[command(about = t(say::cmd_verify()), long_about = t(say::cmd_verify_long()), after_help = t(say::cmd_verify_examples()))]
    Verify(verify::Args),
    #[command(about = t(say::cmd_retention()), long_about = t(say::cmd_retention_long()), after_help = t(say::cmd_retention_examples()))]
    Retention,
    #[command(about = t(say::cmd_doctor()), long_about = t(say::cmd_doctor_long()), after_help = t(say::cmd_doctor_examples()))]
    Doctor,
    #[command(about = t(say::cmd_demo()), long_about = t(say::cmd_demo_long()), after_help = t(say::cmd_demo_examples()))]
    Demo(demo::Args),
    #[command(about = t(say::cmd_completions()), after_help = t(say::cmd_completions_examples()))]
    Completions(completions::Args),
}

thread_local! {
    /// The language in which [`t`] speaks while [`command`] builds the tree: clap's derive takes expressions, but no
    /// arguments of ours. Nothing else reads it.
    static LANG: Cell<Lang> = const { Cell::new(Lang::Vi) };
}

/// A text for clap, in the language of the tree that is being built.
#[expect(clippy::needless_pass_by_value, reason = "reads as `t(say::help_data())` in the attributes above")]
pub(crate) fn t(message: Message) -> String {
    message.in_lang(LANG.get())
}

/// The whole tree of commands in a language.
pub(crate) fn command(lang: Lang) -> clap::Command {
    LANG.set(lang);
    localise::whole(Cli::command(), lang)
}

/// Reads what was typed (the program's own name first).
pub(crate) fn parse(typed: Vec<OsString>, lang: Lang) -> Result<Asked, Halt> {
    let mut tree = command(lang);
    let parsed = tree.try_get_matches_from_mut(help_first(typed)).and_then(|matches| Cli::from_arg_matches(&matches));
    match parsed {
        Ok(cli) => Ok(Asked::Command(Box::new(cli))),
        Err(error) => match error.kind() {
            ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => Ok(Asked::Help(error.render().to_string())),
            _ => Err(mistake::explain(&error, &tree, lang).into()),
        },
    }
}

/// `thuchu help import` means `thuchu import --help`.
fn help_first(mut typed: Vec<OsString>) -> Vec<OsString> {
    if typed.get(1).is_some_and(|word| word == "help") {
        typed.remove(1);
        typed.push("--help".into());
    }
    typed
}

/// Whether `--json` was typed: known before parsing, so that mistakes in the command line itself are JSON too.
pub(crate) fn wants_json(typed: &[OsString]) -> bool {
    typed.iter().skip(1).take_while(|word| *word != "--").any(|word| word == "--json")
}

#[cfg(test)]
mod tests;
