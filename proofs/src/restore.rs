//! A backup and a restore, killed at any call and on disks that fail: a name holds a whole backup or none, a folder a
//! whole desk or none, and the same command begins anew.

use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::desk::{self, Desk, Lines};
use crate::kills::Plan;
use crate::sweep::{Point, SYNCS, count, kill_at, needs_strace};
use crate::{Proved, at, ensure, records};

/// What gives names to what was written.
const RENAMES: &str = "rename,renameat,renameat2";
/// What carries bytes to a file, and rows to a server.
const BYTES: &str = "write,pwrite64,copy_file_range,sendfile,sendto";

/// Kills each of the two `points` times at each kind of call; on PostgreSQL or SQLite.
pub fn prove(plan: &Plan, postgres: bool, say: &mut dyn FnMut(&str)) -> Proved {
    needs_strace()?;
    let folder = tempfile::Builder::new().prefix("thuchu-restore-").tempdir().map_err(at("a temporary folder"))?;
    let path = |name: &str| folder.path().join(name);
    let live = Desk::new(&plan.program, &path("live"), postgres.then(thuchu_testkit::fresh_database))?;
    desk::file(&path("records.ndjson"), |mut out| records::write(plan.records, 59, &mut out))?;
    live.import(&path("records.ndjson"), &path("report"), &[])?.well("the import")?;
    let (data, store) = (live.data.to_string_lossy(), live.store.as_deref().unwrap_or("sqlite:"));
    let writer = Desk { program: plan.loader.clone(), ..live.clone() };
    writer.run_killed(&["write", &data, store], Duration::from_millis(500))?;
    let case = Case {
        points: plan.points,
        file: path("desk.tar"),
        back: path("back"),
        trace: path("trace"),
        export: path("back.export"),
        expected: live.export(&path("live.export"))?,
        live,
    };
    say(&case.backups()?);
    say(&case.restores()?);
    if !postgres {
        say(&case.faults()?);
    }
    Ok(())
}

struct Case {
    live: Desk,
    points: u32,
    file: PathBuf,
    back: PathBuf,
    trace: PathBuf,
    export: PathBuf,
    expected: Lines,
}

impl Case {
    fn backups(&self) -> Proved<String> {
        let file = self.file.to_string_lossy();
        let words = ["backup", &file];
        let fresh = || remove(&self.file).map(|()| self.live.clone());
        let whole = || self.live.run(&["restore", &file, "--check"])?.well("restore --check").map(drop);
        let mut kills = 0;
        for point in self.sweep(&words, &fresh)? {
            kills += u32::from(kill_at(&fresh()?, point, &words)?.0);
            let check = || {
                if self.file.exists() {
                    whole()?;
                }
                self.live.run(&["backup", &file, "--force"])?.well("the backup again")?;
                whole()
            };
            check().map_err(|problem| format!("backup, {point}: {problem}"))?;
        }
        Ok(format!("backup: {kills} kills: under its name there is a whole backup or none, and the next one works"))
    }

    fn restores(&self) -> Proved<String> {
        let file = self.file.to_string_lossy();
        let words = ["restore", &file];
        let fresh = || self.empty();
        let (mut kills, mut none) = (0, 0);
        for point in self.sweep(&words, &fresh)? {
            let desk = fresh()?;
            kills += u32::from(kill_at(&desk, point, &words)?.0);
            let check = || {
                let found = desk.run(&["verify"])?;
                let absent = found.err.contains("store.absent");
                if absent {
                    desk.run(&words)?.well("the restore again")?;
                } else {
                    found.well("what a kill left")?;
                }
                desk.verify()?;
                desk.export(&self.export)?.same_as(&self.expected, "the export")?;
                Ok(absent)
            };
            none += u32::from(check().map_err(|problem: String| format!("restore, {point}: {problem}"))?);
        }
        ensure(none > 0, || "no kill came before the desk was there".to_owned())?;
        Ok(format!("restore: {kills} kills, {none} before there was a desk: whole or none, and the next try works"))
    }

    /// An empty place to restore to.
    fn empty(&self) -> Proved<Desk> {
        if self.back.exists() {
            std::fs::remove_dir_all(&self.back).map_err(at(self.back.display()))?;
        }
        let store = self.live.store.as_ref().map(|_| thuchu_testkit::fresh_database());
        Desk::new(&self.live.program, &self.back, store)
    }

    /// Without room, and with syncs that fail: said with a code, and nothing is left under the name.
    fn faults(&self) -> Proved<String> {
        let file = self.file.to_string_lossy();
        let (tar, rows) = (format!("{file}.partial"), format!("{file}.partial-rows"));
        let restoring = self.back.join("thuchu.sqlite.restoring").to_string_lossy().into_owned();
        let (full, failing) = ("error=ENOSPC:when=3+", "error=EIO");
        for (on, calls, fault, code) in [
            (&tar, BYTES, full, "store.full"),
            (&rows, BYTES, full, "store.full"),
            (&tar, SYNCS, failing, "output.file"),
        ] {
            remove(&self.file)?;
            refused(&self.live, on, (calls, fault), &["backup", &file], code)?;
            let folder = self.file.parent().unwrap_or(&self.file);
            for entry in std::fs::read_dir(folder).map_err(at(folder.display()))? {
                let name = entry.map_err(at(folder.display()))?.file_name().to_string_lossy().into_owned();
                ensure(!name.starts_with("desk.tar"), || format!("{calls} {fault}: {name} is left"))?;
            }
        }
        self.live.run(&["backup", &file])?.well("the backup once the disk is well")?;
        for (calls, fault, code) in [(BYTES, full, "store.full"), (SYNCS, failing, "output.file")] {
            let desk = self.empty()?;
            refused(&desk, &restoring, (calls, fault), &["restore", &file], code)?;
            ensure(desk.run(&["verify"])?.err.contains("store.absent"), || "half a desk is left".to_owned())?;
            desk.run(&["restore", &file])?.well("the restore once the disk is well")?;
            desk.export(&self.export)?.same_as(&self.expected, "the export once the disk is well")?;
        }
        Ok("a disk without room, or with syncs that fail: said, nothing left, works once it is well".to_owned())
    }

    /// Points at each kind of call, spread over one whole run.
    fn sweep(&self, words: &[&str], fresh: &dyn Fn() -> Proved<Desk>) -> Proved<Vec<Point>> {
        let mut points = Vec::new();
        for calls in [SYNCS, RENAMES, BYTES] {
            let of = count(&fresh()?, calls, &self.trace, words)?;
            let some = self.points.min(of);
            points.extend((0..some).map(|n| Point { calls, nth: n * of / some.max(1) + 1 }));
        }
        Ok(points)
    }
}

/// Fails unless the program, with a fault in its calls on this file, says so with this code.
fn refused(desk: &Desk, on: &str, (calls, fault): (&str, &str), words: &[&str], code: &str) -> Proved {
    let (trace, inject) = (format!("trace={calls}"), format!("inject={calls}:{fault}"));
    let under = ["strace", "-f", "-qqq", "-o", "/dev/null", "-P", on, "-e", &trace, "-e", &inject];
    let ran = desk.run_under(&under, words)?;
    let said = !ran.status.success() && ran.err.contains(code) && !ran.err.contains("panicked");
    ensure(said, || format!("{words:?}, {calls} {fault} on {on}: {} {}{}", ran.status, ran.out, ran.err))
}

fn remove(path: &Path) -> Proved {
    match std::fs::remove_file(path) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(at(path.display())(error)),
        _ => Ok(()),
    }
}
