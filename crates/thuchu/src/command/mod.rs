//! The commands, one file each, and what they share: settings, output, the way into the asynchronous world.

pub(crate) mod ask;
pub(crate) mod backup;
pub(crate) mod calibrate;
pub(crate) mod completions;
pub(crate) mod demo;
pub(crate) mod doctor;
pub(crate) mod editor;
pub(crate) mod evaluate;
pub(crate) mod export;
pub(crate) mod import;
pub(crate) mod model;
pub(crate) mod publisher;
pub(crate) mod restore;
pub(crate) mod retention;
pub(crate) mod serve;
pub(crate) mod verify;

use thuchu_say as say;

use crate::{
    cli::{Cli, Command},
    config::{Environment, Settings, serving},
    out::Out,
    problem::{Exit, Halt, Problem},
};

/// What every command needs.
pub(crate) struct Context<'a> {
    /// The settings of this run.
    pub(crate) settings: Settings,
    /// The environment, for the one command that examines it.
    pub(crate) env: Environment<'a>,
    /// Where results go.
    pub(crate) out: &'a mut Out,
}

/// Finds the settings, starts the log, runs the command.
pub(crate) fn run(cli: Cli, env: Environment<'_>, out: &mut Out) -> Result<Exit, Halt> {
    if cli.common.quiet {
        out.be_quiet();
    }
    let serving = match &cli.command {
        Command::Serve(args) => args.flags(),
        _ => serving::Flags::default(),
    };
    let settings = Settings::load(&cli.common, &serving, env)?;
    start_log(&settings)?;
    let mut context = Context { settings, env, out };
    match cli.command {
        Command::Completions(args) => completions::run(&args, context.out),
        Command::Doctor => wait(doctor::run(&mut context)),
        Command::Evaluate(args) => evaluate::run(&args, &mut context),
        Command::Calibrate(args) => wait(calibrate::run(&args, &mut context)),
        Command::Match(args) => wait(ask::run(&args, &mut context)),
        Command::Import(args) => wait(import::run(&args, &mut context)),
        Command::Export(args) => wait(export::run(&args, &mut context)),
        Command::Publisher(act) => wait(publisher::run(&act, &mut context)),
        Command::Model(act) => wait(model::run(&act, &mut context)),
        Command::Editor(act) => wait(editor::run(&act, &mut context)),
        Command::Backup(args) => wait(backup::run(&args, &mut context)),
        Command::Restore(args) => wait(restore::run(&args, &mut context)),
        Command::Verify(args) => wait(verify::run(&args, &mut context)),
        Command::Retention => wait(retention::run(&mut context)),
        Command::Demo(args) => wait(demo::run(&args, &mut context)),
        Command::Serve(args) => wait_on(serve::threads(), serve::run(&args, &mut context)),
    }
}

/// Runs one command to its end. Its work is awaited here, so a panic in it ends the program; the second thread carries
/// the network while this one waits for bytes.
fn wait(work: impl Future<Output = Result<Exit, Halt>>) -> Result<Exit, Halt> {
    wait_on(1, work)
}

/// The same with so many threads beside this one.
fn wait_on(threads: usize, work: impl Future<Output = Result<Exit, Halt>>) -> Result<Exit, Halt> {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(threads).enable_all().build();
    let runtime = runtime.map_err(|error| Problem::failed(say::error_runtime()).because(&error))?;
    runtime.block_on(Box::pin(work))
}

/// The log goes to standard error. What people ask is never in it: no crate of ours logs a text. Nor is what the store
/// is asked, at any level: an answer reads the summary of its check, and a line about that would tell when.
fn start_log(settings: &Settings) -> Result<(), Problem> {
    let filter = tracing_subscriber::EnvFilter::try_new(format!("{},sqlx=off", settings.log.value))
        .map_err(|error| Problem::unusable(say::error_log_filter(settings.log.origin.say())).because(&error))?;
    let log = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).with_ansi(false);
    // A second start (in tests) keeps the first.
    let _ = if settings.serve.log_is_json()? { log.json().try_init() } else { log.try_init() };
    Ok(())
}
