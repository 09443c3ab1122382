//! `proofs import PROGRAM RECORDS KILLS sqlite|postgres`, `proofs kills PROGRAM RECORDS POINTS`,
//! `proofs faults PROGRAM RECORDS`, `proofs web PROGRAM RECORDS ROUNDS SECONDS FOLDER`; `proofs load DATA UNITS` is what
//! `kills` kills.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;

use proofs::{Proved, faults, import, kills, load, web};

const USAGE: &str = "proofs import PROGRAM RECORDS KILLS sqlite|postgres\nproofs kills PROGRAM RECORDS POINTS\n\
    proofs faults PROGRAM RECORDS\nproofs web PROGRAM RECORDS ROUNDS SECONDS FOLDER\nproofs load DATA UNITS";

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match run(&words) {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            let _ = writeln!(std::io::stderr(), "{problem}");
            ExitCode::FAILURE
        }
    }
}

fn run(words: &[&str]) -> Proved {
    let number = |word: &str| word.parse::<u64>().map_err(|error| format!("{word}: {error}"));
    let few = |word: &str| word.parse::<u32>().map_err(|error| format!("{word}: {error}"));
    let mut say = |line: &str| {
        // Whoever closed the output has seen enough.
        let _ = writeln!(std::io::stdout(), "{line}");
    };
    match words {
        ["import", program, records, kills, engine @ ("sqlite" | "postgres")] => {
            let plan = import::Plan {
                program: PathBuf::from(program),
                records: number(records)?,
                kills: few(kills)?,
                postgres: *engine == "postgres",
                seed: 1,
            };
            import::prove(&plan, &mut say)
        }
        ["kills", program, records, points] => {
            let loader = std::env::current_exe().map_err(|error| error.to_string())?;
            let plan = kills::Plan {
                program: PathBuf::from(program),
                loader,
                records: number(records)?,
                points: few(points)?,
            };
            kills::prove(&plan, &mut say)
        }
        ["faults", program, records] => faults::prove(Path::new(program), number(records)?, &mut say),
        ["web", program, records, rounds, seconds, kept] => {
            let plan = web::Plan {
                program: PathBuf::from(program),
                records: number(records)?,
                rounds: few(rounds)?.max(1),
                turn: Duration::from_secs(number(seconds)?),
                kept: PathBuf::from(kept),
            };
            web::prove(&plan, &mut say)
        }
        ["load", data, units] => thuchu_testkit::block_on(load::run(Path::new(data), number(units)?)),
        _ => Err(USAGE.to_owned()),
    }
}
