//! The program `thuchu`: reads the command line and the settings, wires the crates together, runs one command.
//!
//! Rules and steps live in the other crates. Here are the real clock and the real chance, the one place that prints
//! (`out`), one file per command, and the words for everything that can go wrong (`problem`).

mod cli;
mod command;
mod config;
mod desk;
mod input;
mod out;
mod problem;
mod progress;
mod system;

use std::{env, ffi::OsString, process::ExitCode};

use out::Out;
use problem::{Exit, Halt};

fn main() -> ExitCode {
    let typed: Vec<OsString> = env::args_os().collect();
    // A worker is confined before it looks at anything: no settings, no language, no words.
    if let Some(work) = thuchu_tools::worker::asked(&typed) {
        return thuchu_tools::worker::run(work);
    }
    let environment = |name: &str| env::var_os(name).filter(|value| !value.is_empty());
    let (lang, _) = config::ui_language(&typed, &environment);
    let mut out = Out::new(lang, cli::wants_json(&typed));
    let outcome = cli::parse(typed, lang).and_then(|asked| match asked {
        cli::Asked::Help(text) => out.text(&text).map(|()| Exit::Done),
        cli::Asked::Command(cli) => command::run(*cli, &environment, &mut out),
    });
    let outcome = outcome.and_then(|exit| out.flush().map(|()| exit));
    match outcome {
        Ok(exit) => exit.into(),
        // Whoever read us has seen enough (`thuchu export | head`): not an error.
        Err(Halt::ReaderGone) => ExitCode::SUCCESS,
        Err(Halt::Problem(problem)) => {
            out.problem(&problem);
            problem.exit().into()
        }
    }
}
