//! A throw-away PostgreSQL cluster for one test process, stopped and removed at its end; or the server that
//! `THUCHU_TEST_POSTGRES` names (an address whose user may make databases).

use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};

const MISSING: &str = "no PostgreSQL server found: install the package `postgresql` (Debian), put `initdb` and \
    `pg_ctl` on PATH, or set THUCHU_TEST_POSTGRES=postgres://USER@HOST/DATABASE";

static SERVER: OnceLock<Server> = OnceLock::new();
static DATABASES: AtomicU32 = AtomicU32::new(1);

struct Server {
    /// The server's programs.
    bin: PathBuf,
    /// `None` for a server that somebody else runs.
    cluster: Option<Cluster>,
    /// Address without the database.
    base: String,
    rest: String,
}

/// Makes a new empty database and gives its address.
pub fn fresh_database() -> String {
    SERVER.get_or_init(shared).fresh_database()
}

/// A server of its own for a test that stops it. Removed when dropped.
pub struct OwnServer(Server);

impl OwnServer {
    /// Starts one, with its data in a temporary folder.
    pub fn start() -> Self {
        Self(Server::of(Cluster::start()))
    }

    /// Makes a new empty database and gives its address.
    pub fn fresh_database(&self) -> String {
        self.0.fresh_database()
    }

    /// Stops it as a machine that fails does: every connection is cut.
    pub fn stop(&self) {
        if let Some(cluster) = &self.0.cluster {
            finished("pg_ctl", cluster.stop());
        }
    }

    /// Starts it again, on the same data and address.
    pub fn start_again(&self) {
        if let Some(cluster) = &self.0.cluster {
            cluster.run();
        }
    }
}

impl Drop for OwnServer {
    fn drop(&mut self) {
        if let Some(cluster) = &self.0.cluster {
            cluster.remove();
        }
    }
}

impl Server {
    fn of(cluster: Cluster) -> Self {
        let rest = format!("?host={}", cluster.folder.to_string_lossy().replace('/', "%2F"));
        let (bin, base) = (cluster.bin.clone(), "postgres://thuchu@localhost".to_owned());
        Self { bin, cluster: Some(cluster), base, rest }
    }

    fn fresh_database(&self) -> String {
        let name = format!("thuchu_{}_{}", std::process::id(), DATABASES.fetch_add(1, Ordering::SeqCst));
        let address = |database: &str| format!("{}/{database}{}", self.base, self.rest);
        let made = Command::new(self.bin.join("psql"))
            .args(["-X", "-q", "-v", "ON_ERROR_STOP=1", "-c", &format!("CREATE DATABASE {name} TEMPLATE template0")])
            .arg(address("postgres"))
            .stdin(Stdio::null())
            .output();
        finished("psql", made);
        address(&name)
    }
}

fn shared() -> Server {
    if let Ok(url) = std::env::var("THUCHU_TEST_POSTGRES") {
        let bin = binaries().unwrap_or_else(|| panic!("{MISSING}"));
        let (before, query) = url.split_once('?').map_or((url.as_str(), String::new()), |(a, b)| (a, format!("?{b}")));
        let (base, _) = before.rsplit_once('/').expect("THUCHU_TEST_POSTGRES ends with /DATABASE");
        return Server { bin, cluster: None, base: base.to_owned(), rest: query };
    }
    let cluster = Cluster::start();
    // SAFETY: `stop` is a plain function without arguments that lives as long as the program.
    #[expect(unsafe_code, reason = "the only way to stop the server when the test process ends")]
    unsafe {
        libc::atexit(stop);
    }
    Server::of(cluster)
}

extern "C" fn stop() {
    if let Some(cluster) = SERVER.get().and_then(|server| server.cluster.as_ref()) {
        cluster.remove();
    }
}

struct Cluster {
    bin: PathBuf,
    /// The folder of data and socket.
    folder: PathBuf,
    owner: Option<String>,
}

impl Cluster {
    fn start() -> Self {
        let bin = binaries().unwrap_or_else(|| panic!("{MISSING}"));
        let folder = tempfile::Builder::new().prefix("thuchu-pg-").tempdir().expect("a temporary folder").keep();
        let owner = unprivileged();
        if let Some(owner) = &owner {
            finished("chown", Command::new("chown").arg(owner).arg(&folder).output());
        }
        let cluster = Self { bin, folder, owner };
        let data = cluster.path("data");
        let words = ["-D", &data, "-U", "thuchu", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"];
        finished("initdb", cluster.command("initdb", &words).output());
        cluster.run();
        cluster
    }

    fn run(&self) {
        // Durability is not what these tests ask of the server.
        let socket = self.folder.to_string_lossy();
        let options = format!("-k {socket} -c listen_addresses='' -c fsync=off -c max_connections=200");
        let words = ["-D", &self.path("data"), "-w", "-t", "60", "-l", &self.path("log"), "-o", &options, "start"];
        finished("pg_ctl", self.command("pg_ctl", &words).output());
    }

    fn stop(&self) -> std::io::Result<Output> {
        self.command("pg_ctl", &["-D", &self.path("data"), "-m", "immediate", "-w", "stop"]).output()
    }

    fn remove(&self) {
        if self.stop().is_ok_and(|output| output.status.success()) {
            std::fs::remove_dir_all(&self.folder).unwrap_or_default();
        }
    }

    fn path(&self, name: &str) -> String {
        self.folder.join(name).to_string_lossy().into_owned()
    }

    fn command(&self, program: &str, words: &[&str]) -> Command {
        let mut command = match &self.owner {
            Some(owner) => {
                let mut command = Command::new("setpriv");
                command.args(["--reuid", owner, "--regid", owner, "--clear-groups", "--"]).arg(self.bin.join(program));
                command
            }
            None => Command::new(self.bin.join(program)),
        };
        command.args(words).current_dir(&self.folder).stdin(Stdio::null()).env("LC_ALL", "C.UTF-8");
        command
    }
}

/// The server refuses to run as root: then as `postgres`, which the package makes.
fn unprivileged() -> Option<String> {
    // SAFETY: geteuid has no preconditions and cannot fail.
    #[expect(unsafe_code, reason = "the standard library does not tell the user")]
    let root = unsafe { libc::geteuid() } == 0;
    root.then(|| "postgres".to_owned())
}

fn binaries() -> Option<PathBuf> {
    let mut versions: Vec<(u32, PathBuf)> = std::fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .flatten()
        .filter_map(|entry| Some((entry.file_name().to_str()?.parse().ok()?, entry.path().join("bin"))))
        .collect();
    versions.sort();
    let installed = versions.into_iter().rev().map(|(_, bin)| bin);
    let path = std::env::var_os("PATH").unwrap_or_default();
    let mut folders = installed.chain(std::env::split_paths(&path));
    let has = |folder: &Path, name: &str| folder.join(name).is_file();
    folders.find(|folder| has(folder, "initdb") && has(folder, "pg_ctl") && has(folder, "psql"))
}

fn finished(program: &str, output: std::io::Result<Output>) {
    let output = output.unwrap_or_else(|error| panic!("{program} cannot be started: {error}. {MISSING}"));
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{program} failed: {said}");
}
