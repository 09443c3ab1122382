//! The worker of `thuchu`, and nothing else of it. Called by another name (a link), it behaves as that name says: so
//! tests meet workers that hang, lie or babble.

use std::io::{self, Read as _, Write as _};
use std::path::Path;
use std::process::ExitCode;
use std::time::Duration;
use std::{env, fs, thread};

fn main() -> ExitCode {
    let typed: Vec<_> = env::args_os().collect();
    let me = typed.first().map(Path::new).unwrap_or(Path::new(""));
    let name = me.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    match name {
        "hangs" => {
            note(me, "pids", &format!("{}\n", std::process::id()));
            thread::sleep(Duration::from_secs(60));
        }
        "babbles" => while io::stdout().write_all(&[b'{'; 65_536]).is_ok() {},
        "lies" => drop(io::stdout().write_all(b"{\"picture\":{\"kind\":\"png\",\"width\":1,\"height\":1}}\n<html>")),
        "fails" => return ExitCode::FAILURE,
        "aborts" => std::process::abort(),
        "panics" => return ExitCode::from(101),
        "wears-out" => {
            let _ = rustix::process::kill_process(rustix::process::getpid(), rustix::process::Signal::XCPU);
        }
        "tells" => {
            let all: Vec<_> = env::vars_os().collect();
            note(me, "told", &format!("{all:?} {:?} {:?}", env::current_dir().ok(), typed.get(1..)));
        }
        "counts" => {
            note(me, "count", "+");
            let mut sink = Vec::new();
            let _ = io::stdin().lock().read_to_end(&mut sink);
            thread::sleep(Duration::from_millis(20));
            note(me, "count", "-");
            let _ = io::stdout().write_all(b"{\"refused\":\"broken\"}\n");
        }
        _ => return thuchu_tools::worker::asked(&typed).map_or(ExitCode::FAILURE, thuchu_tools::worker::run),
    }
    ExitCode::SUCCESS
}

/// Adds to a file beside the link this was called by.
fn note(me: &Path, file: &str, text: &str) {
    let path = me.with_file_name(file);
    let written =
        fs::File::options().create(true).append(true).open(path).and_then(|mut to| to.write_all(text.as_bytes()));
    drop(written);
}
