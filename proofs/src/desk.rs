//! A desk as a person has it: a data folder and the program, run as a child and watched from outside.

use std::fs;
use std::io::{Read, Write as _};
use std::os::unix::process::ExitStatusExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

use crate::{Proved, at, ensure};

/// How often a child is looked at.
const TICK: Duration = Duration::from_millis(5);

/// A data folder with a program that works on it.
#[derive(Debug, Clone)]
pub struct Desk {
    /// The program `thuchu`.
    pub program: PathBuf,
    /// Its data folder.
    pub data: PathBuf,
    /// Where the store is, when not in the data folder.
    pub store: Option<String>,
}

/// What a child did and took.
#[derive(Debug)]
pub struct Ran {
    /// How it ended.
    pub status: ExitStatus,
    /// What it printed.
    pub out: String,
    /// What it complained of.
    pub err: String,
    /// How long it ran.
    pub wall: Duration,
    /// Its processor time, user and system, to within a few ticks of 1/100 s.
    pub cpu: Duration,
    /// Most memory it held, KiB (`VmHWM`); 0 where the system does not tell.
    pub peak_kib: u64,
}

impl Ran {
    /// Whether it was killed.
    #[must_use]
    pub fn killed(&self) -> bool {
        // strace ends as its child did, by the same signal or with 128 + 9.
        self.status.signal() == Some(9) || self.status.code() == Some(137)
    }

    /// Fails unless it ended well.
    pub fn well(self, what: &str) -> Proved<Self> {
        ensure(self.status.success(), || format!("{what}: {}\n{}{}", self.status, self.out, self.err))?;
        Ok(self)
    }
}

impl Desk {
    /// A desk in this folder, made when missing.
    pub fn new(program: &Path, data: &Path, store: Option<String>) -> Proved<Self> {
        fs::create_dir_all(data).map_err(at(data.display()))?;
        Ok(Self { program: program.to_owned(), data: data.to_owned(), store })
    }

    /// A copy of this desk in another folder. Only for desks whose store lies in the data folder.
    pub fn copy(&self, to: &Path) -> Proved<Self> {
        if to.exists() {
            fs::remove_dir_all(to).map_err(at(to.display()))?;
        }
        copy_folder(&self.data, to).map_err(at(to.display()))?;
        Ok(Self { data: to.to_owned(), ..self.clone() })
    }

    /// Runs to the end.
    pub fn run(&self, words: &[&str]) -> Proved<Ran> {
        watch(&mut self.command(&[], words), None)
    }

    /// Runs under another program (`strace …`), to the end.
    pub fn run_under(&self, under: &[&str], words: &[&str]) -> Proved<Ran> {
        watch(&mut self.command(under, words), None)
    }

    /// Runs and is killed after this time, unless it has ended by then.
    pub fn run_killed(&self, words: &[&str], after: Duration) -> Proved<Ran> {
        watch(&mut self.command(&[], words), Some(after))
    }

    /// Imports a file of lines; the report goes to `report`.
    pub fn import(&self, file: &Path, report: &Path, more: &[&str]) -> Proved<Ran> {
        let words = import_words(file, report, more);
        self.run(&words.iter().map(String::as_str).collect::<Vec<_>>())
    }

    /// The lines of its export, sorted.
    pub fn export(&self, to: &Path) -> Proved<Lines> {
        let path = to.to_string_lossy();
        self.run(&["export", "--output", &path])?.well("export")?;
        Lines::read(to)
    }

    /// Fails unless `thuchu verify` finds nothing wrong. A desk that was stopped before its store was made, or between two
    /// steps of its schema, holds nothing that could be.
    pub fn verify(&self) -> Proved {
        let ran = self.run(&["verify"])?;
        if ["store.absent", "store.older_schema"].iter().any(|code| ran.err.contains(code)) {
            Ok(())
        } else {
            ran.well("verify").map(drop)
        }
    }

    pub(crate) fn command(&self, under: &[&str], words: &[&str]) -> Command {
        let mut command = match under {
            [first, rest @ ..] => {
                let mut command = Command::new(first);
                command.args(rest).arg(&self.program);
                command
            }
            [] => Command::new(&self.program),
        };
        command.args(words).env_clear().env("HOME", &self.data).env("LANG", "C.UTF-8").env("THUCHU_LANG", "en");
        command.env("PATH", std::env::var_os("PATH").unwrap_or_default());
        command.env("THUCHU_DATA", &self.data).envs(self.store.as_ref().map(|store| ("THUCHU_STORE", store)));
        command
    }
}

/// The words of an import.
#[must_use]
pub fn import_words(file: &Path, report: &Path, more: &[&str]) -> Vec<String> {
    let mut words = vec!["import".to_owned(), file.display().to_string(), "--format".into(), "ndjson".into()];
    words.extend(["--report".to_owned(), report.display().to_string()]);
    words.extend(more.iter().map(|word| (*word).to_owned()));
    words
}

fn copy_folder(from: &Path, to: &Path) -> std::io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy_folder(&entry.path(), &target)?
        } else {
            fs::copy(entry.path(), target).map(drop)?
        }
    }
    Ok(())
}

/// Runs a command and watches it.
pub(crate) fn watch(command: &mut Command, kill_after: Option<Duration>) -> Proved<Ran> {
    let begun = now();
    let name = format!("{:?}", command.get_program());
    let child = command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn();
    let mut child = child.map_err(at(&name))?;
    let out = drain(child.stdout.take());
    let err = drain(child.stderr.take());
    let (mut peak_kib, mut cpu) = (0, Duration::ZERO);
    let status = loop {
        peak_kib = peak(&child).unwrap_or(0).max(peak_kib);
        cpu = ticks(child.id()).map_or(cpu, |ticks| Duration::from_millis(ticks * 10)).max(cpu);
        if let Some(status) = child.try_wait().map_err(at(&name))? {
            break status;
        }
        if kill_after.is_some_and(|after| begun.elapsed() >= after) {
            child.kill().map_err(at(&name))?;
        }
        std::thread::sleep(TICK);
    };
    let text = |thread: std::thread::JoinHandle<String>| thread.join().unwrap_or_default();
    Ok(Ran { status, out: text(out), err: text(err), wall: begun.elapsed(), cpu, peak_kib })
}

fn drain(pipe: Option<impl Read + Send + 'static>) -> std::thread::JoinHandle<String> {
    std::thread::spawn(move || {
        let mut bytes = Vec::new();
        if let Some(mut pipe) = pipe {
            // A pipe that breaks has said what it had to say.
            let _ = pipe.read_to_end(&mut bytes);
        }
        String::from_utf8_lossy(&bytes).into_owned()
    })
}

fn peak(child: &Child) -> Option<u64> {
    let status = fs::read_to_string(format!("/proc/{}/status", child.id())).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().strip_suffix("kB")?.trim().parse().ok()
}

/// Processor time of a process so far, in 1/100 s: fields 14 and 15 of `/proc/PID/stat`.
pub(crate) fn ticks(process: u32) -> Option<u64> {
    let stat = fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
    let mut fields = stat.rsplit_once(')')?.1.split_whitespace().skip(11);
    Some(fields.next()?.parse::<u64>().ok()? + fields.next()?.parse::<u64>().ok()?)
}

#[expect(clippy::disallowed_methods, reason = "a measurement reads the real clock")]
pub(crate) fn now() -> Instant {
    Instant::now()
}

/// The lines of a file, sorted.
#[derive(Debug, PartialEq, Eq)]
pub struct Lines(Vec<Vec<u8>>);

impl Lines {
    /// Reads and sorts.
    pub fn read(path: &Path) -> Proved<Self> {
        let bytes = fs::read(path).map_err(at(path.display()))?;
        let mut lines: Vec<Vec<u8>> = bytes.split(|byte| *byte == b'\n').map(<[u8]>::to_vec).collect();
        lines.retain(|line| !line.is_empty());
        lines.sort_unstable();
        Ok(Self(lines))
    }

    /// How many hold these bytes.
    #[must_use]
    pub fn holding(&self, some: &str) -> usize {
        self.0.iter().filter(|line| line.windows(some.len()).any(|part| part == some.as_bytes())).count()
    }

    /// The lines.
    #[must_use]
    pub fn all(&self) -> &[Vec<u8>] {
        &self.0
    }

    /// Fails with the first line that only one of the two has.
    pub fn same_as(&self, expected: &Self, what: &str) -> Proved {
        let differing = self.0.iter().zip(&expected.0).find(|(one, other)| one != other);
        let shown = |line: &[u8]| String::from_utf8_lossy(&line[..line.len().min(600)]).into_owned();
        ensure(self == expected, || {
            let (one, other) = differing.map_or_else(Default::default, |(one, other)| (shown(one), shown(other)));
            format!("{what}: {} lines instead of {}\n{one}\ninstead of\n{other}", self.0.len(), expected.0.len())
        })
    }
}

/// Writes a file with `write` and gives what that gave.
pub(crate) fn file<T>(path: &Path, write: impl FnOnce(&mut dyn WriteAll) -> std::io::Result<T>) -> Proved<T> {
    let mut out = std::io::BufWriter::new(fs::File::create(path).map_err(at(path.display()))?);
    let done = write(&mut out).and_then(|done| out.flush().map(|()| done));
    done.map_err(at(path.display()))
}

/// Whatever can be written to; a name for `dyn Write` that a closure can take.
pub(crate) trait WriteAll: std::io::Write {}
impl<W: std::io::Write> WriteAll for W {}
