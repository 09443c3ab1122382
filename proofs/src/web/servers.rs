//! The two servers, each a child of the proof, gone with their value.

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use super::http::{self, Answer};
use crate::desk::{Desk, now};
use crate::{Proved, at, ensure};

/// Where nginx has the page.
pub(super) const PAGE: &str = "/page.html";
/// How long a server gets to be ready.
const PATIENCE: Duration = Duration::from_secs(60);

/// Fails with the packages of all programs that are missing.
pub(super) fn needs(programs: &[(&str, &str)]) -> Proved {
    let there = |program: &str| Command::new(program).arg("-v").output().is_ok();
    let missing: Vec<&str> =
        programs.iter().filter(|(program, _)| !there(program)).map(|(_, package)| *package).collect();
    let names = missing.join(" ");
    ensure(missing.is_empty(), || {
        format!("this proof needs the Debian packages: {names}\n  sudo apt-get install {names}")
    })
}

/// `thuchu serve`.
pub(super) struct Ours {
    child: Child,
    pub(super) address: String,
}

impl Ours {
    pub(super) fn start(desk: &Desk) -> Proved<Self> {
        let mut command = desk.command(&[], &["serve", "--json", "--listen", "127.0.0.1:0"]);
        let mut child = command.stdin(Stdio::null()).stdout(Stdio::piped()).spawn().map_err(at("thuchu serve"))?;
        let mut line = String::new();
        if let Some(out) = child.stdout.take() {
            BufReader::new(out).read_line(&mut line).map_err(at("what thuchu serve says"))?;
        }
        let said: serde_json::Value = serde_json::from_str(&line).unwrap_or_default();
        let address = said["listening"].as_str().unwrap_or_default();
        let address = address.trim_start_matches("http://").trim_end_matches('/').to_owned();
        let ours = Self { child, address };
        wait(|| ours.get("/ready", &[]).is_ok_and(|answer| answer.status == 200), "thuchu serve")?;
        Ok(ours)
    }

    /// Its process.
    pub(super) fn processes(&self) -> Vec<u32> {
        vec![self.child.id()]
    }

    pub(super) fn get(&self, path: &str, headers: &[(&str, &str)]) -> Proved<Answer> {
        http::get(&self.address, path, headers)
    }
}

impl Drop for Ours {
    fn drop(&mut self) {
        // It only reads; and a child that has ended by itself cannot be ended.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// nginx with a page as a file, compressed beforehand too, as an operator would set it up for speed.
pub(super) struct Nginx {
    child: Child,
    settings: PathBuf,
    pub(super) address: String,
}

impl Nginx {
    pub(super) fn start(folder: &Path, page: &[u8], packed: &[u8]) -> Proved<Self> {
        let free = TcpListener::bind("127.0.0.1:0").and_then(|socket| socket.local_addr());
        let address = free.map_err(at("a free port"))?.to_string();
        let write = |name: &str, bytes: &[u8]| {
            let path = folder.join(name);
            fs::write(&path, bytes).map_err(at(path.display())).map(|()| path)
        };
        write("page.html", page)?;
        write("page.html.gz", packed)?;
        let settings = write("nginx.conf", settings(&folder.to_string_lossy(), &address).as_bytes())?;
        let child = command(&settings).stdin(Stdio::null()).spawn().map_err(at("nginx"))?;
        let nginx = Self { child, settings, address };
        wait(|| http::get(&nginx.address, PAGE, &[]).is_ok_and(|answer| answer.body == page), "nginx")?;
        ensure(http::get(&nginx.address, PAGE, &[http::GZIP])?.body == packed, || "nginx packs anew".to_owned())?;
        Ok(nginx)
    }

    /// Its workers.
    pub(super) fn processes(&self) -> Vec<u32> {
        let main = self.child.id();
        let workers = fs::read_to_string(format!("/proc/{main}/task/{main}/children")).unwrap_or_default();
        workers.split_whitespace().filter_map(|worker| worker.parse().ok()).collect()
    }
}

impl Drop for Nginx {
    fn drop(&mut self) {
        // Killed, it would leave its workers behind.
        let _ = command(&self.settings).args(["-s", "stop"]).status();
        let _ = self.child.wait();
    }
}

fn command(settings: &Path) -> Command {
    let mut command = Command::new("nginx");
    command.arg("-c").arg(settings).arg("-e").arg(settings.with_file_name("error.log"));
    command
}

fn settings(folder: &str, address: &str) -> String {
    let kinds = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"];
    let temporary: String = kinds.iter().map(|kind| format!("{kind}_temp_path {folder}/{kind};\n")).collect();
    format!(
        "daemon off;\nworker_processes auto;\npid {folder}/nginx.pid;\nevents {{ worker_connections 1024; }}\n\
         http {{\n{temporary}default_type \"text/html; charset=utf-8\";\naccess_log off;\nsendfile on;\n\
         tcp_nopush on;\ngzip_static on;\nkeepalive_timeout 75s;\nkeepalive_requests 1000000000;\n\
         server {{ listen {address}; root {folder}; }}\n}}\n"
    )
}

fn wait(ready: impl Fn() -> bool, what: &str) -> Proved {
    let begun = now();
    while !ready() {
        ensure(begun.elapsed() < PATIENCE, || format!("{what} does not answer"))?;
        std::thread::sleep(Duration::from_millis(50));
    }
    Ok(())
}
