//! The heavy proofs: too long for every change, each one command.

use std::path::PathBuf;
use std::process::Command;

use crate::step::{cargo, measured, root, run as run_step, say, table};

/// One proof. A new one is a line in [`PROOFS`].
struct Proof {
    name: &'static str,
    about: &'static str,
    /// Gets the words after the name.
    run: fn(&[&str]) -> Result<(), String>,
}

const PROOFS: &[Proof] = &[
    Proof {
        name: "fuzz",
        about: "every fuzz target for 10 minutes, two at a time; `fuzz 60` for a minute each",
        run: fuzz,
    },
    Proof {
        name: "hostile",
        about: "slow, endless, malformed and smuggling clients, what askers leave behind, stops under load, 1,000,000 \
                requests; `hostile PART` for one of slow, flood, smuggling, texts, paths, still, canary, drain, soak, tools",
        run: hostile,
    },
    Proof {
        name: "import",
        about: "1,000,000 records, killed 20 times; `--records N`, `--kills N`, `--store postgres`",
        run: import,
    },
    Proof {
        name: "kills",
        about: "200 kills between syncs and writes of each act, then disks that fail; `--points N`",
        run: kills,
    },
    Proof {
        name: "publish",
        about: "200 kills of saving, publishing and correcting: one version everywhere, nobody told twice; `--points N`",
        run: publish,
    },
    Proof {
        name: "evidence",
        about: "200 kills of copying, publishing and proving; damage, full disks, a re-check from outside; `--points N`",
        run: evidence,
    },
    Proof {
        name: "embed",
        about: "vectors beside onnxruntime int8, same weights, texts and run: pieces equal, time, cosines; `--texts N`, \
                `--rounds N`, `--most RATIO`",
        run: embed,
    },
    Proof {
        name: "match",
        about: "the engine beside tantivy, FTS5 and the bare model with 10,000 to 1,000,000 claims; `--model DIR` (a folder \
                as `thuchu model install` makes it), `--set DIR`, `--sizes N,N`, `--questions N`",
        run: beside,
    },
    Proof {
        name: "ssrf",
        about: "hostile addresses, redirects, pages and names in a network of their own: no hit inside; `--per-page N`",
        run: ssrf,
    },
    Proof {
        name: "backup",
        about: "20 backups under load, one every 10 s, each restored and verified, then kills; `--backups N`, `--store postgres`",
        run: backup,
    },
    Proof {
        name: "upgrade",
        about: "a later schema killed 60 times and on disks that fail; `--points N`",
        run: upgrade,
    },
    Proof {
        name: "packaging",
        about: "the shipped nginx, Caddy and systemd files in front of the program, as far as those are installed",
        run: packaging,
    },
    Proof {
        name: "web",
        about: "a page beside nginx, questions beside the engine alone; `--records N`, `--rounds N`, `--seconds N`",
        run: web,
    },
    Proof {
        name: "grouping",
        about: "100,000 made messages grouped in at most 60 s; `--messages N`, `--claims N`, `--set DIR`",
        run: grouping,
    },
    Proof {
        name: "told",
        about: "500 askers told of an answer and its correction by e-mail, killed 20 times; `--askers N`, `--kills N`",
        run: told,
    },
    Proof {
        name: "desk",
        about: "a page of the queue with 100,000 clusters beside one with 1,000, on both databases; `--clusters N`",
        run: desk,
    },
    Proof {
        name: "visits",
        about: "1,000,000 hits on two programs and both databases: counts, writes, no address on disk; then by HTTP; `--hits N`, `--served N`",
        run: visits,
    },
    Proof {
        name: "print",
        about: "1,000 PDFs and 1,000 cards in at most 60 s each on two threads, every code read back; `--pdfs N`, `--cards N`",
        run: print,
    },
];

/// The names, one a line, with what they prove.
pub(crate) fn list() -> String {
    PROOFS.iter().map(|proof| format!("{:<10} {}", proof.name, proof.about)).collect::<Vec<_>>().join("\n")
}

/// Runs one proof by its name.
pub(crate) fn run(name: &str, arguments: &[&str]) -> Result<(), String> {
    let proof = PROOFS.iter().find(|proof| proof.name == name);
    let proof = proof.ok_or_else(|| format!("no proof is called {name}:\n{}", list()))?;
    let done = measured(proof.name, || (proof.run)(arguments));
    say(&table(std::slice::from_ref(&done)));
    done.result
}

fn packaging(_: &[&str]) -> Result<(), String> {
    let mut check = Command::new("sh");
    check.arg(root().join("packaging/check.sh")).env("THUCHU_BINARY", program()?);
    run_step("packaging", &mut check, |_| {}).result
}

fn fuzz(arguments: &[&str]) -> Result<(), String> {
    let seconds = arguments.first().copied().unwrap_or("600");
    let words = ["run", "--locked", "--package", "fuzz", "--", "all", seconds];
    run_step("fuzz", &mut cargo(&words), |_| {}).result
}

fn hostile(arguments: &[&str]) -> Result<(), String> {
    let program = program()?;
    proofs(&[&["hostile", program.as_str()], arguments].concat())
}

fn import(arguments: &[&str]) -> Result<(), String> {
    let [records, kills, store] =
        options(arguments, [("--records", "1000000"), ("--kills", "20"), ("--store", "sqlite")])?;
    let program = program()?;
    proofs(&["import", &program, records, kills, store])
}

fn kills(arguments: &[&str]) -> Result<(), String> {
    let [points, records] = options(arguments, [("--points", "200"), ("--records", "3000")])?;
    let program = program()?;
    proofs(&["kills", &program, records, points])?;
    proofs(&["faults", &program, records])
}

fn publish(arguments: &[&str]) -> Result<(), String> {
    let [points] = options(arguments, [("--points", "200")])?;
    let program = program()?;
    proofs(&["publish", &program, points])
}

fn evidence(arguments: &[&str]) -> Result<(), String> {
    let [points] = options(arguments, [("--points", "200")])?;
    let program = program()?;
    proofs(&["evidence", &program, points])
}

fn ssrf(arguments: &[&str]) -> Result<(), String> {
    let [per_page] = options(arguments, [("--per-page", "4")])?;
    let program = program()?;
    proofs(&["ssrf", &program, per_page])
}

fn backup(arguments: &[&str]) -> Result<(), String> {
    let known = [("--records", "100000"), ("--backups", "20"), ("--seconds", "10"), ("--store", "sqlite")];
    let [records, backups, seconds, store] = options(arguments, known)?;
    let program = program()?;
    proofs(&["backup", &program, records, backups, seconds, store])?;
    proofs(&["restore", &program, "3000", backups, store])
}

fn upgrade(arguments: &[&str]) -> Result<(), String> {
    let [points, records] = options(arguments, [("--points", "60"), ("--records", "3000")])?;
    let program = program()?;
    proofs(&["upgrade", &program, records, points])
}

fn web(arguments: &[&str]) -> Result<(), String> {
    let [records, rounds, seconds] =
        options(arguments, [("--records", "100000"), ("--rounds", "3"), ("--seconds", "8")])?;
    let (program, kept) = (program()?, target().join("proofs").to_string_lossy().into_owned());
    // The engine alone runs within the proof, so that is optimised as the program is.
    let words = ["run", "--locked", "--release", "--package", "proofs", "--"];
    let proof = ["web", &program, records, rounds, seconds, &kept];
    run_step("proofs", &mut cargo(&[words.as_slice(), &proof].concat()), |_| {}).result
}

fn grouping(arguments: &[&str]) -> Result<(), String> {
    let known = [("--set", "datasets/claims-100"), ("--claims", "20000"), ("--messages", "100000")];
    let [set, claims, messages] = options(arguments, known)?;
    let words = ["run", "--locked", "--release", "--package", "proofs", "--", "grouping", set, claims, messages];
    run_step("proofs", &mut cargo(&words), |_| {}).result
}

fn told(arguments: &[&str]) -> Result<(), String> {
    let [askers, kills] = options(arguments, [("--askers", "500"), ("--kills", "20")])?;
    proofs(&["told", &program()?, askers, kills])
}

fn desk(arguments: &[&str]) -> Result<(), String> {
    let [clusters] = options(arguments, [("--clusters", "100000")])?;
    let words = ["run", "--locked", "--release", "--package", "proofs", "--", "desk", clusters];
    run_step("proofs", &mut cargo(&words), |_| {}).result
}

fn embed(arguments: &[&str]) -> Result<(), String> {
    let words = ["run", "--locked", "--release", "--package", "thuchu-embed", "--example", "beside", "--"];
    run_step("embed", &mut cargo(&[words.as_slice(), arguments].concat()), |_| {}).result
}

fn beside(arguments: &[&str]) -> Result<(), String> {
    let words = ["run", "--locked", "--release", "--package", "bench", "--", "--check"];
    run_step("match", &mut cargo(&[words.as_slice(), arguments].concat()), |_| {}).result
}

fn visits(arguments: &[&str]) -> Result<(), String> {
    let [hits, served] = options(arguments, [("--hits", "1000000"), ("--served", "50000")])?;
    let words = ["run", "--locked", "--release", "--package", "proofs", "--", "visits", hits];
    run_step("proofs", &mut cargo(&words), |_| {}).result?;
    proofs(&["visits-served", &program()?, served])
}

fn print(arguments: &[&str]) -> Result<(), String> {
    let [pdfs, cards] = options(arguments, [("--pdfs", "1000"), ("--cards", "1000")])?;
    // The crate alone, with the profile that README builds first: nothing of the desk is needed.
    let words = ["run", "--locked", "--profile", "quick", "--package", "thuchu-print", "--example", "many", "--"];
    run_step("print", &mut cargo(&[words.as_slice(), &[pdfs, cards, "60"]].concat()), |_| {}).result
}

/// The program as it is shipped, built; its path.
fn program() -> Result<String, String> {
    run_step("the program", &mut cargo(&["build", "--locked", "--release", "--package", "thuchu"]), |_| {}).result?;
    Ok(target().join("release/thuchu").to_string_lossy().into_owned())
}

fn target() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), |set| root().join(set))
}

fn proofs(words: &[&str]) -> Result<(), String> {
    let run = [&["run", "--locked", "--package", "proofs", "--"], words].concat();
    run_step("proofs", &mut cargo(&run), |_| {}).result
}

/// The values of named options, each with what it is when nobody gives it.
fn options<'a, const N: usize>(
    arguments: &[&'a str],
    known: [(&'static str, &'static str); N],
) -> Result<[&'a str; N], String> {
    let mut values = known.map(|(_, value)| value);
    for pair in arguments.chunks(2) {
        let at = known.iter().position(|(name, _)| *name == pair[0]);
        match (at, pair.get(1)) {
            (Some(at), Some(value)) => values[at] = value,
            _ => return Err(format!("known are: {}", known.map(|(name, value)| format!("{name} {value}")).join(", "))),
        }
    }
    Ok(values)
}
