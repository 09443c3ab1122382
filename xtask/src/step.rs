//! Running a command as a step with its time and its share of the processor.

use std::ffi::OsString;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// A line for the person at the terminal.
pub(crate) fn say(text: &str) {
    // A closed terminal is no reason to stop testing.
    let _ = writeln!(std::io::stdout(), "{text}");
}

/// `cargo`, as the one that runs us, in the workspace's folder.
pub(crate) fn cargo(arguments: &[&str]) -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| OsString::from("cargo")));
    command.args(arguments).current_dir(root());
    // `cargo run` told us about our own package. Build scripts that watch these would run again for nothing.
    for (name, _) in std::env::vars_os() {
        let text = name.to_string_lossy();
        if ["CARGO_PKG_", "CARGO_MANIFEST_", "CARGO_BIN_"].iter().any(|prefix| text.starts_with(prefix)) {
            command.env_remove(&name);
        }
    }
    command
}

/// The workspace's folder.
pub(crate) fn root() -> PathBuf {
    let own = Path::new(env!("CARGO_MANIFEST_DIR"));
    own.parent().unwrap_or(own).to_path_buf()
}

/// What a step did and what it took.
pub(crate) struct Done {
    pub(crate) name: &'static str,
    pub(crate) result: Result<(), String>,
    pub(crate) wall: Duration,
    /// User and system time of the step's processes, in seconds.
    pub(crate) cpu: f64,
}

/// Runs a command to its end; its output is seen as it comes, and each line of its standard output is also given to
/// `watch`.
pub(crate) fn run(name: &'static str, command: &mut Command, mut watch: impl FnMut(&str)) -> Done {
    say(&format!("\n── {name}: {command:?}"));
    measured(name, || {
        let mut child =
            command.stdout(Stdio::piped()).spawn().map_err(|error| format!("cannot be started: {error}"))?;
        if let Some(output) = child.stdout.take() {
            for line in BufReader::new(output).split(b'\n') {
                let line = line.map_err(|error| error.to_string())?;
                let line = String::from_utf8_lossy(&line);
                say(&line);
                watch(&line);
            }
        }
        let status = child.wait().map_err(|error| error.to_string())?;
        if status.success() { Ok(()) } else { Err(format!("ended with {status}")) }
    })
}

/// Runs anything as a step.
#[expect(clippy::disallowed_methods, reason = "a step's time is what is printed")]
pub(crate) fn measured(name: &'static str, work: impl FnOnce() -> Result<(), String>) -> Done {
    let (begun, cpu) = (Instant::now(), cpu_of_children());
    let result = work();
    Done { name, result, wall: begun.elapsed(), cpu: cpu_of_children() - cpu }
}

/// Seconds of processor time of all ended children and theirs: fields 16 and 17 of `/proc/self/stat`, in ticks of
/// 1/100 s on every Linux; 0 where there is no such file.
fn cpu_of_children() -> f64 {
    let ticks = || {
        let stat = std::fs::read_to_string("/proc/self/stat").ok()?;
        let (_, fields) = stat.rsplit_once(')')?;
        let mut fields = fields.split_whitespace().skip(13);
        let (user, system): (u32, u32) = (fields.next()?.parse().ok()?, fields.next()?.parse().ok()?);
        Some(f64::from(user) + f64::from(system))
    };
    ticks().unwrap_or(0.0) / 100.0
}

/// The steps as a table.
pub(crate) fn table(steps: &[Done]) -> String {
    let line = |step: &Done| {
        let (name, wall, cpu) = (step.name, step.wall.as_secs_f64(), step.cpu);
        let result = match &step.result {
            Ok(()) => "ok".to_owned(),
            Err(reason) => format!("FAILED: {reason}"),
        };
        format!("{name:<22} {wall:>8.1} {cpu:>8.1}  {result}\n")
    };
    format!("\n{:<22} {:>8} {:>8}\n", "step", "wall s", "CPU s") + &steps.iter().map(line).collect::<String>()
}
