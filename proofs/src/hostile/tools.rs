//! What other people's tools find: `slowhttptest`, where it is installed.

use std::process::Command;

use super::{Plan, Stage};
use crate::{Proved, at, ensure};

/// Its four attacks, each for 30 s.
const ATTACKS: &[(&str, &[&str])] = &[
    ("slow headers", &["-H", "-i", "5", "-x", "24"]),
    ("slow body", &["-B", "-i", "5", "-s", "8192", "-x", "10", "-t", "POST"]),
    ("slow read", &["-X", "-k", "10", "-n", "3", "-w", "10", "-y", "20", "-z", "5"]),
    ("ranges", &["-R", "-a", "10", "-b", "3000"]),
];

/// See the module. Nothing where the tool is missing, which is said.
pub(super) fn prove(plan: &Plan, say: &mut dyn FnMut(&str)) -> Proved {
    if Command::new("slowhttptest").arg("-h").output().is_err() {
        say("left out: slowhttptest is not installed (package `slowhttptest`)");
        return Ok(());
    }
    let mut stage = Stage::new(&plan.program, &["--rate-limit", "0"], &[])?;
    let clients = (plan.slow * 10).to_string();
    for (name, words) in ATTACKS {
        let page = if *name == "slow body" { "/vi/ask" } else { "/vi/checks" };
        let address = format!("http://{}{page}", stage.server.address);
        let mut command = Command::new("slowhttptest");
        command.args(["-c", &clients, "-r", "500", "-l", "30", "-p", "3", "-v", "1", "-u", &address]).args(*words);
        let output = command.output().map_err(at("slowhttptest"))?;
        // It colours its words: `ESC [ … m` around each.
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        let text: String =
            format!("m{text}").split("\u{1b}[").filter_map(|part| Some(part.split_once('m')?.1)).collect();
        let lines: Vec<&str> = text.lines().map(str::trim).collect();
        let last =
            |start: &str| lines.iter().rev().find(|line| line.contains(start)).copied().unwrap_or_default().to_owned();
        say(&format!("{name}, {clients} clients: {} {}", last("service available"), last("Exit status")));
        // Its probe connects beside the attack and says whether anybody answered it in 3 s.
        let told: Vec<&&str> = lines.iter().filter(|line| line.contains("service available")).collect();
        ensure(!told.is_empty() && told.iter().all(|line| line.ends_with("YES")), || {
            format!("{name}: the site was away\n{text}")
        })?;
    }
    stage.server.is_well()
}
