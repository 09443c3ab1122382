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
    bin: PathBuf,
    /// The folder of data and socket; `None` for a server that somebody else runs.
    folder: Option<PathBuf>,
    /// Address without the database.
    base: String,
    rest: String,
}

/// Makes a new empty database and gives its address.
pub fn fresh_database() -> String {
    let server = SERVER.get_or_init(start);
    let name = format!("thuchu_{}_{}", std::process::id(), DATABASES.fetch_add(1, Ordering::SeqCst));
    let address = |database: &str| format!("{}/{database}{}", server.base, server.rest);
    let made = Command::new(server.bin.join("psql"))
        .args(["-X", "-q", "-v", "ON_ERROR_STOP=1", "-c", &format!("CREATE DATABASE {name} TEMPLATE template0")])
        .arg(address("postgres"))
        .stdin(Stdio::null())
        .output();
    finished("psql", made);
    address(&name)
}

fn start() -> Server {
    let bin = binaries().unwrap_or_else(|| panic!("{MISSING}"));
    if let Ok(url) = std::env::var("THUCHU_TEST_POSTGRES") {
        let (before, query) = url.split_once('?').map_or((url.as_str(), String::new()), |(a, b)| (a, format!("?{b}")));
        let (base, _) = before.rsplit_once('/').expect("THUCHU_TEST_POSTGRES ends with /DATABASE");
        return Server { bin, folder: None, base: base.to_owned(), rest: query };
    }
    let folder = tempfile::Builder::new().prefix("thuchu-pg-").tempdir().expect("a temporary folder").keep();
    let owner = unprivileged();
    if let Some(owner) = &owner {
        finished("chown", Command::new("chown").arg(owner).arg(&folder).output());
    }
    let data = folder.join("data");
    let run = |program: &str, args: &[&str]| {
        let mut command = match &owner {
            Some(owner) => {
                let mut command = Command::new("setpriv");
                command.args(["--reuid", owner, "--regid", owner, "--clear-groups", "--"]).arg(bin.join(program));
                command
            }
            None => Command::new(bin.join(program)),
        };
        command.args(args).current_dir(&folder).stdin(Stdio::null()).env("LC_ALL", "C.UTF-8");
        finished(program, command.output());
    };
    let path = data.to_string_lossy().into_owned();
    run("initdb", &["-D", &path, "-U", "thuchu", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"]);
    let socket = folder.to_string_lossy().into_owned();
    // Durability is not what these tests ask of the server.
    let options = format!("-k {socket} -c listen_addresses='' -c fsync=off -c max_connections=200");
    let log = folder.join("log").to_string_lossy().into_owned();
    run("pg_ctl", &["-D", &path, "-w", "-t", "60", "-l", &log, "-o", &options, "start"]);
    // SAFETY: `stop` is a plain function without arguments that lives as long as the program.
    #[expect(unsafe_code, reason = "the only way to stop the server when the test process ends")]
    unsafe {
        libc::atexit(stop);
    }
    let rest = format!("?host={}", socket.replace('/', "%2F"));
    Server { bin, folder: Some(folder), base: "postgres://thuchu@localhost".to_owned(), rest }
}

extern "C" fn stop() {
    let Some((bin, folder)) = SERVER.get().and_then(|server| Some((&server.bin, server.folder.as_ref()?))) else {
        return;
    };
    let mut command = match unprivileged() {
        Some(owner) => {
            let mut command = Command::new("setpriv");
            command.args(["--reuid", &owner, "--regid", &owner, "--clear-groups", "--"]).arg(bin.join("pg_ctl"));
            command
        }
        None => Command::new(bin.join("pg_ctl")),
    };
    let stopped = command.arg("-D").arg(folder.join("data")).args(["-m", "immediate", "-w", "stop"]).output();
    if stopped.is_ok_and(|output| output.status.success()) {
        std::fs::remove_dir_all(folder).unwrap_or_default();
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
