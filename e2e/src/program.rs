//! The program as an operator has it: a data folder, commands, a server that is started and stopped.

use std::fs::File;
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::sync::{Arc, Mutex, PoisonError, Weak, mpsc};
use std::time::Duration;

use tempfile::TempDir;

use crate::http::{self, Reply};
use crate::wait;

/// A debug build that migrates, fills the demonstration and builds its index on a busy machine.
const READY: Duration = Duration::from_secs(60);
/// The program drains for 10 s; then it must be gone.
const DRAINED: Duration = Duration::from_secs(12);

/// A data folder of its own, in which commands run.
#[derive(Debug)]
pub struct Desk {
    folder: TempDir,
    /// What is logged; `None` for the program's own choice.
    log: Option<&'static str>,
    /// Settings, as variables of the environment.
    set: Vec<(&'static str, String)>,
}

impl Desk {
    /// An empty one.
    #[must_use]
    #[expect(clippy::new_without_default, reason = "it makes a folder")]
    pub fn new() -> Self {
        Self {
            folder: tempfile::Builder::new().prefix("thuchu-e2e-").tempdir().expect("a temporary folder"),
            log: None,
            set: Vec::new(),
        }
    }

    /// The same, logging as much as this.
    #[must_use]
    pub fn logging(self, log: &'static str) -> Self {
        Self { log: Some(log), ..self }
    }

    /// The same, with this variable set.
    #[must_use]
    pub fn setting(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.set.push((name, value.into()));
        self
    }

    /// A file in its temporary folder, beside the data.
    #[must_use]
    pub fn file(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Runs a command to its end; fails the test unless it ends well. Its standard output.
    #[must_use]
    pub fn run(&self, words: &[&str]) -> String {
        let Output { status, stdout, stderr } = self.command(words).output().expect("the program starts");
        let (out, err) = (String::from_utf8_lossy(&stdout), String::from_utf8_lossy(&stderr));
        assert!(status.success(), "thuchu {words:?}: {status}\n{out}{err}");
        out.into_owned()
    }

    /// Serves it, with the demonstration when `words` say so, until the result is dropped.
    #[must_use]
    pub fn serve(self, words: &[&str]) -> Program {
        let log = self.file("serve.log");
        let (child, said) = self.start("127.0.0.1:0", words);
        let mut program = Program { child, address: String::new(), log, said: Mutex::default(), desk: self };
        let address = wait::until(READY, || {
            let ended = program.child.try_wait().ok().flatten();
            assert!(ended.is_none(), "thuchu serve ended: {ended:?}\n{}", program.log());
            said.try_iter().find_map(|line| address(&line))
        });
        program.said = Mutex::new(Some(said));
        program.address = address.unwrap_or_else(|| panic!("thuchu serve named no address\n{}", program.log()));
        // While the checks are loaded it says so with a 503.
        let answers = || http::try_get(&format!("{}/vi", program.address)).ok().filter(|reply| reply.status == 200);
        assert!(wait::until(READY, answers).is_some(), "{} does not answer\n{}", program.address, program.log());
        program
    }

    /// Starts it at this address; what it says on standard output.
    fn start(&self, listen: &str, words: &[&str]) -> (Child, mpsc::Receiver<String>) {
        let errors = File::options().create(true).append(true).open(self.file("serve.log")).expect("a log file");
        let mut child = self
            .command(&[&["serve", "--listen", listen], words].concat())
            .stdout(Stdio::piped())
            .stderr(errors)
            .spawn()
            .expect("the program starts");
        let lines = BufReader::new(child.stdout.take().expect("a pipe"));
        let (send, said) = mpsc::channel();
        // Reads to the end, also when nobody waits any more: a full pipe would stop the program.
        std::thread::spawn(move || {
            for line in lines.lines().map_while(Result::ok) {
                send.send(line).unwrap_or_default();
            }
        });
        (child, said)
    }

    /// Every setting comes from here: nothing of the caller's environment but the search path.
    fn command(&self, words: &[&str]) -> Command {
        let mut command = Command::new(binary());
        command.args(words).env_clear().current_dir(self.folder.path()).stdin(Stdio::null());
        command.env("PATH", std::env::var_os("PATH").unwrap_or_default()).env("HOME", self.folder.path());
        command.env("LANG", "C.UTF-8").env("THUCHU_LANG", "en").env("THUCHU_DATA", self.file("data"));
        if let Some(log) = self.log {
            command.env("THUCHU_LOG", log);
        }
        command.envs(self.set.iter().map(|(name, value)| (*name, value)));
        command
    }
}

/// A desk that is being served. Stopped as an operator stops it when dropped.
#[derive(Debug)]
pub struct Program {
    child: Child,
    address: String,
    log: PathBuf,
    /// What it said on standard output since it named its address.
    said: Mutex<Option<mpsc::Receiver<String>>>,
    /// Dropped last: the folder stays as long as the program works in it.
    desk: Desk,
}

impl Program {
    /// The demonstration, with the style guide; one for all tests that run at the same time. They only read.
    #[must_use]
    pub fn demo() -> Arc<Self> {
        static SHARED: Mutex<Weak<Program>> = Mutex::new(Weak::new());
        let mut shared = SHARED.lock().unwrap_or_else(PoisonError::into_inner);
        shared.upgrade().unwrap_or_else(|| {
            let program = Arc::new(Desk::new().serve(&["--demo", "--styleguide"]));
            *shared = Arc::downgrade(&program);
            program
        })
    }

    /// Ends it as a power cut does (SIGKILL).
    pub fn crash(&mut self) {
        self.child.kill().expect("it runs");
        self.child.wait().expect("it ended");
    }

    /// Starts it again after a crash, at the same address.
    pub fn start_again(&mut self) {
        let (child, said) = self.desk.start(self.address.trim_start_matches("http://"), &[]);
        (self.child, self.said) = (child, Mutex::new(Some(said)));
        let answers = || http::try_get(&self.url("/vi")).ok().filter(|reply| reply.status == 200);
        assert!(wait::until(READY, answers).is_some(), "{} does not answer\n{}", self.address, self.log());
    }

    /// `http://127.0.0.1:PORT`, without a slash at the end.
    #[must_use]
    pub fn address(&self) -> &str {
        &self.address
    }

    /// The desk behind it, for commands beside the server.
    #[must_use]
    pub fn desk(&self) -> &Desk {
        &self.desk
    }

    /// The address of a path.
    #[must_use]
    pub fn url(&self, path: &str) -> String {
        format!("{}{path}", self.address)
    }

    /// Fetches a path, outside any browser.
    #[must_use]
    pub fn get(&self, path: &str) -> Reply {
        http::get(&self.url(path))
    }

    /// What it says next on standard output; fails the test when nothing comes.
    #[must_use]
    pub fn next_line(&self) -> String {
        let said = self.said.lock().unwrap_or_else(PoisonError::into_inner);
        let line = said.as_ref().and_then(|said| said.recv_timeout(READY).ok());
        line.unwrap_or_else(|| panic!("thuchu serve says no more\n{}", self.log()))
    }

    /// What it wrote to standard error so far.
    #[must_use]
    pub fn log(&self) -> String {
        std::fs::read_to_string(&self.log).unwrap_or_default()
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let in_time = wait::stop(&mut self.child, DRAINED);
        assert!(in_time || std::thread::panicking(), "thuchu serve did not end in {DRAINED:?}\n{}", self.log());
    }
}

/// The program, which a build of the workspace puts one folder above the tests; or the one that `THUCHU_PROGRAM` names.
fn binary() -> PathBuf {
    let own = std::env::current_exe().expect("the path of the test binary");
    let beside = own.parent().and_then(Path::parent).expect("a test binary lies in deps/").join("thuchu");
    let program = std::env::var_os("THUCHU_PROGRAM").map_or(beside, PathBuf::from);
    assert!(program.is_file(), "{} is missing: cargo build --package thuchu", program.display());
    program
}

/// The first address of a line: `Open http://127.0.0.1:8080/vi in a browser.` → `http://127.0.0.1:8080`.
fn address(line: &str) -> Option<String> {
    let rest = &line[line.find("http://")?..];
    let host = rest["http://".len()..].split(|c: char| !(c.is_ascii_alphanumeric() || ".:[]".contains(c))).next()?;
    Some(format!("http://{}", host.trim_end_matches(['.', ':'])))
}
