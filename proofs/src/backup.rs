//! Backups while others write: each comes back as a desk that is whole and is what its list says.

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use serde_json::Value;

use crate::desk::{self, Desk, Ran};
use crate::{Proved, at, ensure, records};

/// Folders of files that the writer has filled before the first backup.
const FIRST_FILES: usize = 5;

/// What is proved.
#[derive(Debug, Clone)]
pub struct Plan {
    /// The program `thuchu`.
    pub program: PathBuf,
    /// The program of this crate, whose word `write` writes without end.
    pub loader: PathBuf,
    /// Records that are imported before.
    pub records: u64,
    /// How many backups are made.
    pub backups: u32,
    /// How long to wait before each.
    pub every: Duration,
    /// On PostgreSQL instead of SQLite.
    pub postgres: bool,
}

/// Proves it; `say` gets a line for each backup.
pub fn prove(plan: &Plan, say: &mut dyn FnMut(&str)) -> Proved {
    let folder = tempfile::Builder::new().prefix("thuchu-backup-").tempdir().map_err(at("a temporary folder"))?;
    let path = |name: &str| folder.path().join(name);
    let store = || plan.postgres.then(thuchu_testkit::fresh_database);
    let live = Desk::new(&plan.program, &path("live"), store())?;
    desk::file(&path("records.ndjson"), |mut out| records::write(plan.records, 47, &mut out))?;
    live.import(&path("records.ndjson"), &path("report"), &[])?.well("the import")?;
    let mut writer = Writer::start(plan, &live)?;
    writer.has_begun(&live)?;

    let mut before: Option<u64> = None;
    for number in 1..=plan.backups {
        std::thread::sleep(plan.every);
        let file = path(&format!("{number}.tar"));
        let made = json(live.run(&["backup", &file.to_string_lossy(), "--json"])?.well("backup")?)?;
        writer.goes_on()?;
        let checks = made["rows"]["checks"].as_u64().unwrap_or(0);
        ensure(before.is_none_or(|before| checks > before), || format!("nobody wrote: {checks} checks again"))?;
        before = Some(checks);
        let data = path("restored");
        let restored = Desk::new(&plan.program, &data, store())?;
        let told = restored_as(&restored, &file, &made).map_err(|problem| format!("backup {number}: {problem}"))?;
        say(&format!("backup {number}: {checks} checks, {}, {told}", made["files"]));
        std::fs::remove_dir_all(&data).map_err(at(data.display()))?;
        std::fs::remove_file(&file).map_err(at(file.display()))?;
    }
    Ok(())
}

/// Restores and compares with what the backup said of itself.
fn restored_as(desk: &Desk, file: &Path, made: &Value) -> Proved<String> {
    let file = file.to_string_lossy();
    let checked = json(desk.run(&["restore", &file, "--check", "--json"])?.well("restore --check")?)?;
    let restored = json(desk.run(&["restore", &file, "--json"])?.well("restore")?)?;
    let verified = json(desk.run(&["verify", "--json"])?.well("verify")?)?;
    ensure(verified["clean"] == true, || format!("verify: {verified}"))?;
    ensure(made["files"].as_u64().is_some_and(|files| files > 0), || "it holds no file".to_owned())?;
    for (what, one, other) in [
        ("rows", &verified["rows"], &made["rows"]),
        ("audit head", &verified["audit"], &made["audit"]),
        ("list read", &checked["rows"], &made["rows"]),
        ("report of the restore", &restored["verified"], &verified),
    ] {
        ensure(one == other && !one.is_null(), || format!("{what}: {one} instead of {other}"))?;
    }
    Ok(format!("{} versions, audit entry {}: the same", verified["versions"], verified["audit"]["number"]))
}

fn json(ran: Ran) -> Proved<Value> {
    serde_json::from_str(&ran.out).map_err(at(ran.out))
}

/// The process that writes all the while; killed when dropped.
struct Writer(Child);

impl Writer {
    fn start(plan: &Plan, desk: &Desk) -> Proved<Self> {
        let mut command = Command::new(&plan.loader);
        command.arg("write").arg(&desk.data).arg(desk.store.as_deref().unwrap_or("sqlite:"));
        command.stdin(Stdio::null()).stdout(Stdio::null());
        command.spawn().map(Self).map_err(at(plan.loader.display()))
    }

    /// Waits until it has written a few files: a slow machine needs a moment to start it.
    fn has_begun(&mut self, desk: &Desk) -> Proved {
        for _ in 0..600 {
            self.goes_on()?;
            let folders = std::fs::read_dir(desk.data.join("blobs")).into_iter().flatten().flatten();
            if folders.filter(|entry| entry.path().is_dir()).count() >= FIRST_FILES {
                return Ok(());
            }
            std::thread::sleep(Duration::from_millis(100));
        }
        Err("the writer wrote no files within a minute".to_owned())
    }

    fn goes_on(&mut self) -> Proved {
        let ended = self.0.try_wait().map_err(at("the writer"))?;
        ensure(ended.is_none(), || format!("the writer ended: {ended:?}"))
    }
}

impl Drop for Writer {
    fn drop(&mut self) {
        // One that has ended cannot be killed, and need not be.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}
