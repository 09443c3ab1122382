//! Disks that fail: a sync that reports an error, a disk without room. Nothing is acknowledged that is not durable,
//! the message says what to do, and once the disk is well the same command goes on to the same end.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::desk::{self, Desk, Lines, Ran, import_words, watch};
use crate::sweep::{SYNCS, WRITES, injected, needs_strace};
use crate::{Proved, at, ensure, records};

/// Proves it with a file of this many records; `say` gets a line for each fault.
pub fn prove(program: &Path, count: u64, say: &mut dyn FnMut(&str)) -> Proved {
    needs_strace()?;
    let folder = tempfile::Builder::new().prefix("thuchu-faults-").tempdir().map_err(at("a temporary folder"))?;
    let path = |name: &str| folder.path().join(name);
    let file = path("records.ndjson");
    desk::file(&file, |mut out| records::write(count, 43, &mut out))?;
    let clean = Desk::new(program, &path("clean"), None)?;
    clean.import(&file, &path("clean.report"), &[])?.well("the import")?;
    let case =
        Case { file, report: path("report"), expected: clean.export(&path("clean.export"))?, export: path("export") };
    let desk = |name: &str| Desk::new(program, &path(name), None);

    let sick = desk("sync")?;
    let ran = injected(&sick, SYNCS, "error=EIO:when=3+", &case.words().each())?;
    case.refused_then_recovers(&sick, &ran, &["store.read_only"])?;
    say("syncs that fail from the third on: refused as read-only, goes on to the same end once they work");

    let sick = desk("room")?;
    let ran = injected(&sick, WRITES, "error=ENOSPC:when=60+", &case.words().each())?;
    case.refused_then_recovers(&sick, &ran, &["store.full"])?;
    say("writes without room: refused as full, goes on to the same end once there is");

    let sick = desk("limit")?;
    // The default act of the signal is to end the process; the limit is met as an error where it is ignored.
    let limited = "trap '' XFSZ; exec prlimit --fsize=1500000 \"$0\" \"$@\"";
    let ran = sick.run_under(&["sh", "-c", limited], &case.words().each())?;
    case.refused_then_recovers(&sick, &ran, &["store.full", "store.read_only"])?;
    say("files that may not grow: refused, goes on to the same end once they may");

    match Disk::mount(&path("disk")) {
        Err(reason) => say(&format!("left out, a disk of 8 MB cannot be mounted here: {reason}")),
        Ok(disk) => {
            let sick = Desk::new(program, &disk.0.join("data"), None)?;
            let ran = fill(&sick, &case, &disk)?;
            case.refused_then_recovers(&sick, &ran, &["store.full"])?;
            say("a disk of 8 MB: refused as full, goes on to the same end once there is room");
        }
    }
    Ok(())
}

struct Case {
    file: PathBuf,
    report: PathBuf,
    expected: Lines,
    export: PathBuf,
}

struct Words(Vec<String>);

impl Words {
    fn each(&self) -> Vec<&str> {
        self.0.iter().map(String::as_str).collect()
    }
}

impl Case {
    fn words(&self) -> Words {
        Words(import_words(&self.file, &self.report, &["--json"]))
    }

    fn refused_then_recovers(&self, desk: &Desk, ran: &Ran, codes: &[&str]) -> Proved {
        let said = format!("{}{}", ran.out, ran.err);
        ensure(ran.status.code().is_some_and(|code| code != 0), || format!("not refused: {}\n{said}", ran.status))?;
        ensure(codes.iter().any(|code| said.contains(code)), || format!("none of {codes:?} is said:\n{said}"))?;
        ensure(!said.contains("panicked"), || said.clone())?;
        desk.verify()?;
        desk.import(&self.file, &self.report, &["--json"])?.well("the import once the disk is well")?;
        desk.export(&self.export)?.same_as(&self.expected, "once the disk is well")?;
        desk.verify()
    }
}

/// A small disk in memory, gone when dropped.
pub(crate) struct Disk(pub(crate) PathBuf);

impl Disk {
    pub(crate) fn mount(at_path: &Path) -> Proved<Self> {
        std::fs::create_dir_all(at_path).map_err(at(at_path.display()))?;
        let path = at_path.to_string_lossy();
        watch(Command::new("mount").args(["-t", "tmpfs", "-o", "size=8m", "tmpfs", &path]), None)?.well("mount")?;
        Ok(Self(at_path.to_owned()))
    }

    pub(crate) fn grow(&self) -> Proved {
        let path = self.0.to_string_lossy();
        watch(Command::new("mount").args(["-o", "remount,size=500m", &path]), None)?.well("mount").map(drop)
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        // Left mounted it would only be a folder too many.
        let _ = watch(Command::new("umount").arg(&self.0), None);
    }
}

/// Imports until the disk is full, and gives it room afterwards. A ballast leaves 1 MB, however small the file is.
fn fill(desk: &Desk, case: &Case, disk: &Disk) -> Proved<Ran> {
    let ballast = disk.0.join("ballast");
    std::fs::write(&ballast, vec![1; 7 << 20]).map_err(at(ballast.display()))?;
    let ran = desk.run(&case.words().each())?;
    disk.grow()?;
    Ok(ran)
}
