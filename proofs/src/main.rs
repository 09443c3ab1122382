//! `proofs import PROGRAM RECORDS KILLS sqlite|postgres`, `proofs kills PROGRAM RECORDS POINTS`,
//! `proofs faults PROGRAM RECORDS`, `proofs backup PROGRAM RECORDS BACKUPS SECONDS sqlite|postgres`,
//! `proofs upgrade PROGRAM RECORDS POINTS`, `proofs restore PROGRAM RECORDS POINTS sqlite|postgres`,
//! `proofs hostile PROGRAM [PART]`, `proofs web PROGRAM RECORDS ROUNDS SECONDS FOLDER`,
//! `proofs grouping SET CLAIMS MESSAGES`, `proofs told PROGRAM ASKERS KILLS`, `proofs publish PROGRAM POINTS`,
//! `proofs desk CLUSTERS`, `proofs evidence PROGRAM POINTS`, `proofs ssrf PROGRAM PER_PAGE`, `proofs visits HITS`; `load`,
//! `write`, `raise`, `publishing`, `copying` and `ssrf-inside` are what these run and kill.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;

use proofs::{
    Proved, backup, copying, evidence, faults, grouping, hostile, import, kills, load, publish, queue, restore, ssrf,
    told, upgrade, visits, web,
};
use thuchu_testkit::block_on;

const USAGE: &str = "proofs import PROGRAM RECORDS KILLS sqlite|postgres\nproofs kills PROGRAM RECORDS POINTS\n\
    proofs faults PROGRAM RECORDS\nproofs backup PROGRAM RECORDS BACKUPS SECONDS sqlite|postgres\n\
    proofs upgrade PROGRAM RECORDS POINTS\nproofs restore PROGRAM RECORDS POINTS sqlite|postgres\nproofs hostile PROGRAM [PART]\n\
    proofs web PROGRAM RECORDS ROUNDS SECONDS FOLDER\n\
    proofs grouping SET CLAIMS MESSAGES\nproofs desk CLUSTERS\nproofs visits HITS\nproofs visits-served PROGRAM HITS\nproofs told PROGRAM ASKERS KILLS\nproofs publish PROGRAM POINTS\n\
    proofs evidence PROGRAM POINTS\nproofs ssrf PROGRAM PER_PAGE\nproofs ssrf-inside PROGRAM PER_PAGE\n\
    proofs copying DATA WEB UNITS MINUTES\nproofs publishing DATA UNITS\nproofs load DATA UNITS\nproofs write DATA STORE\nproofs raise DATA";

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

fn this_program() -> Proved<PathBuf> {
    std::env::current_exe().map_err(|error| error.to_string())
}

fn run(words: &[&str]) -> Proved {
    let number = |word: &str| word.parse::<u64>().map_err(|error| format!("{word}: {error}"));
    let few = |word: &str| word.parse::<u32>().map_err(|error| format!("{word}: {error}"));
    let killing = |program: &str, records: &str, points: &str| {
        Ok::<_, String>(kills::Plan {
            program: PathBuf::from(program),
            loader: this_program()?,
            records: number(records)?,
            points: few(points)?,
        })
    };
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
        ["desk", clusters] => {
            let clusters = few(clusters)?;
            block_on(queue::prove(clusters, &mut say))
        }
        ["kills", program, records, points] => kills::prove(&killing(program, records, points)?, &mut say),
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
        ["backup", program, records, backups, seconds, engine @ ("sqlite" | "postgres")] => {
            let plan = backup::Plan {
                program: PathBuf::from(program),
                loader: this_program()?,
                records: number(records)?,
                backups: few(backups)?,
                every: Duration::from_secs(number(seconds)?),
                postgres: *engine == "postgres",
            };
            backup::prove(&plan, &mut say)
        }
        ["visits", hits] => {
            let hits = number(hits)?;
            block_on(visits::prove(hits, &mut say))
        }
        ["visits-served", program, hits] => {
            let hits = number(hits)?;
            block_on(visits::served::prove(Path::new(program), hits, &mut say))
        }
        ["upgrade", program, records, points] => upgrade::prove(&killing(program, records, points)?, &mut say),
        ["restore", program, records, points, engine @ ("sqlite" | "postgres")] => {
            restore::prove(&killing(program, records, points)?, *engine == "postgres", &mut say)
        }
        ["grouping", set, claims, messages] => {
            let plan = grouping::Plan {
                set: PathBuf::from(set),
                claims: number(claims)?,
                messages: number(messages)?,
                seed: 1,
            };
            grouping::prove(&plan, &mut say)
        }
        ["told", program, askers, kills] => {
            let askers = number(askers)? as usize;
            let plan = told::Plan { program: PathBuf::from(program), askers, kills: few(kills)? };
            block_on(told::prove(&plan, &mut say))
        }
        ["publish", program, points] => {
            let plan = publish::Plan { program: PathBuf::from(program), loader: this_program()?, points: few(points)? };
            publish::prove(&plan, &mut say)
        }
        ["evidence", program, points] => {
            let (program, loader) = (PathBuf::from(program), this_program()?);
            evidence::prove(&evidence::Plan { program, loader, points: few(points)? }, &mut say)
        }
        ["ssrf", program, per_page] => {
            let (program, loader) = (PathBuf::from(program), this_program()?);
            ssrf::prove(&ssrf::Plan { program, loader, per_page: few(per_page)? }, &mut say)
        }
        ["ssrf-inside", program, per_page] => ssrf::inside(Path::new(program), few(per_page)?, &mut say),
        ["copying", data, web, units, minutes] => {
            let minutes = few(minutes)?.into();
            block_on(copying::run(Path::new(data), web, number(units)?, minutes))
        }
        ["publishing", data, units] => block_on(publish::run(Path::new(data), number(units)?)),
        ["load", data, units] => block_on(load::run(Path::new(data), "sqlite:", number(units)?, false)),
        ["write", data, store] => block_on(load::run(Path::new(data), store, u64::MAX, true)),
        ["raise", data] => block_on(upgrade::raise(Path::new(data))),
        ["hostile", program] => hostile::prove(&hostile::Plan::full(PathBuf::from(program)), None, &mut say),
        ["hostile", program, part] => {
            hostile::prove(&hostile::Plan::full(PathBuf::from(program)), Some(part), &mut say)
        }
        _ => Err(USAGE.to_owned()),
    }
}
