//! `thuchu serve` as a child, and what its process takes, seen from outside.

use std::fs::{self, File};
use std::io::{BufRead as _, BufReader};
use std::net::{SocketAddr, TcpStream};
use std::path::PathBuf;
use std::process::{Child, ExitStatus, Stdio};
use std::time::Duration;

use crate::desk::{Desk, now};
use crate::{Proved, at, ensure};

/// A debug build that migrates, fills the demonstration and builds its index on a busy machine.
const READY: Duration = Duration::from_secs(90);
/// The program drains for 10 s; then it must be gone.
const DRAINED: Duration = Duration::from_secs(12);

/// A running server. Killed when dropped.
#[derive(Debug)]
pub(crate) struct Server {
    child: Child,
    pub(crate) address: SocketAddr,
    /// Where `/metrics` is.
    pub(crate) figures: SocketAddr,
    log: PathBuf,
}

impl Server {
    /// Serves a desk with these words and this environment beside what every proof needs; waits until it answers.
    pub(crate) fn start(desk: &Desk, words: &[&str], environment: &[(&str, &str)]) -> Proved<Self> {
        let log = desk.data.with_extension("log");
        let all = ["serve", "--json", "--listen", "127.0.0.1:0", "--metrics", "127.0.0.1:0"];
        let mut command = desk.command(&[], &[&all, words].concat());
        command.envs(environment.iter().copied()).stdin(Stdio::null()).stdout(Stdio::piped());
        command.stderr(File::create(&log).map_err(at(log.display()))?);
        let mut child = command.spawn().map_err(at("thuchu serve"))?;
        let mut line = String::new();
        let said = child.stdout.take().ok_or("no standard output")?;
        BufReader::new(said).read_line(&mut line).map_err(at("thuchu serve"))?;
        let read = |name: &str| {
            let said: serde_json::Value = serde_json::from_str(&line).ok()?;
            let text = said.get(name)?.as_str()?.split("://").nth(1)?.split('/').next()?.to_owned();
            text.parse().ok()
        };
        let (Some(address), Some(figures)) = (read("listening"), read("metrics")) else {
            let _ = child.kill();
            let _ = child.wait();
            return Err(format!("thuchu serve said {line:?}\n{}", fs::read_to_string(&log).unwrap_or_default()));
        };
        let server = Self { child, address, figures, log };
        let begun = now();
        while !server.is_ready() {
            ensure(begun.elapsed() < READY, || format!("not ready in {READY:?}\n{}", server.log()))?;
            std::thread::sleep(Duration::from_millis(50));
        }
        Ok(server)
    }

    fn is_ready(&self) -> bool {
        super::wire::get(self.address, "/ready").is_ok_and(|answer| answer.status == 200)
    }

    pub(crate) fn connect(&self) -> Proved<TcpStream> {
        let socket = TcpStream::connect(self.address).map_err(at("a connection"))?;
        socket.set_nodelay(true).map_err(at("a connection"))?;
        socket.set_read_timeout(Some(Duration::from_secs(30))).map_err(at("a connection"))?;
        socket.set_write_timeout(Some(Duration::from_secs(30))).map_err(at("a connection"))?;
        Ok(socket)
    }

    pub(crate) fn pid(&self) -> u32 {
        self.child.id()
    }

    /// What it wrote to standard error so far.
    pub(crate) fn log(&self) -> String {
        String::from_utf8_lossy(&fs::read(&self.log).unwrap_or_default()).into_owned()
    }

    /// The file of [`Server::log`].
    pub(crate) fn log_file(&self) -> &std::path::Path {
        &self.log
    }

    /// Resident memory, KiB.
    pub(crate) fn resident_kib(&self) -> Proved<u64> {
        self.memory("VmRSS:")
    }

    /// Most resident memory since the last [`Server::forget_peak`], KiB.
    pub(crate) fn peak_kib(&self) -> Proved<u64> {
        self.memory("VmHWM:")
    }

    /// Begins a new peak: proc(5), `clear_refs`.
    pub(crate) fn forget_peak(&self) -> Proved {
        fs::write(format!("/proc/{}/clear_refs", self.pid()), "5").map_err(at("clear_refs"))
    }

    fn memory(&self, line: &str) -> Proved<u64> {
        let status = fs::read_to_string(format!("/proc/{}/status", self.pid())).map_err(at("the program's status"))?;
        let value = status
            .lines()
            .find_map(|found| found.strip_prefix(line))
            .and_then(|rest| rest.trim().strip_suffix("kB")?.trim().parse().ok());
        value.ok_or_else(|| format!("no {line} in {status}"))
    }

    /// Open files and sockets.
    pub(crate) fn files(&self) -> Proved<usize> {
        fs::read_dir(format!("/proc/{}/fd", self.pid())).map(Iterator::count).map_err(at("the program's files"))
    }

    /// Waits until no more files are open than this. `false` when that did not come in time.
    pub(crate) fn files_fall_to(&self, most: usize, by: Duration) -> Proved<bool> {
        let begun = now();
        while self.files()? > most {
            if begun.elapsed() > by {
                return Ok(false);
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        Ok(true)
    }

    /// Fails unless it still runs, answers, and never panicked.
    pub(crate) fn is_well(&mut self) -> Proved {
        if let Some(status) = self.child.try_wait().map_err(at("thuchu serve"))? {
            return Err(format!("the program ended: {status}\n{}", self.log()));
        }
        ensure(self.is_ready(), || format!("it answers no more\n{}", self.log()))?;
        let log = self.log();
        ensure(!log.contains("panicked"), || format!("it panicked\n{log}"))
    }

    /// Asks it to end and gives how it did, at most 12 s later.
    pub(crate) fn stop(mut self) -> Proved<ExitStatus> {
        self.ask_to_end()?;
        self.ended()
    }

    /// SIGTERM.
    pub(crate) fn ask_to_end(&self) -> Proved {
        let pid = i32::try_from(self.pid()).map_err(at("a process id"))?;
        // SAFETY: kill touches no memory of ours; the child has not been waited for, so the number is still its own.
        #[expect(unsafe_code, reason = "the standard library knows SIGKILL only")]
        let sent = unsafe { libc::kill(pid, libc::SIGTERM) };
        ensure(sent == 0, || "SIGTERM could not be sent".to_owned())
    }

    /// How it ended after [`Server::ask_to_end`].
    pub(crate) fn ended(&mut self) -> Proved<ExitStatus> {
        let begun = now();
        loop {
            if let Some(status) = self.child.try_wait().map_err(at("thuchu serve"))? {
                return Ok(status);
            }
            ensure(begun.elapsed() < DRAINED, || format!("it did not end in {DRAINED:?}\n{}", self.log()))?;
            std::thread::sleep(Duration::from_millis(5));
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
