//! Anybody re-checks a published check with `curl`, `sha256sum` and a reader of JSON: `docs/recheck.sh`, ten lines.

use std::collections::HashMap;
use std::io::{BufRead as _, BufReader, Write as _};
use std::net::{SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;

use serde_json::Value;

use super::{Plan, damage, wait_for_manifest};
use crate::desk::{Desk, Ran, watch};
use crate::hostile::server::Server;
use crate::hostile::wire;
use crate::{Proved, at, ensure};

/// The script, which knows nothing of the project's code.
const SCRIPT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/recheck.sh");

fn recheck(address: SocketAddr, id: &str, at_folder: &Path) -> Proved<Ran> {
    let mut script = Command::new("sh");
    script.arg(SCRIPT).arg(format!("http://{address}/proof/{id}/1")).env("TMPDIR", at_folder);
    for name in ["http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"] {
        script.env_remove(name);
    }
    watch(&mut script, None)
}

/// The script finds a served check in order, and then one byte that is another.
pub(super) fn prove(plan: &Plan, folder: &Path, say: &mut dyn FnMut(&str)) -> Proved {
    let lines = std::fs::read_to_string(SCRIPT).map_err(at(SCRIPT))?;
    let lines = lines.lines().filter(|line| !line.trim().is_empty() && !line.starts_with('#')).count();
    ensure(lines <= 10, || format!("the script has {lines} lines"))?;
    let desk = damage::made(plan, &folder.join("data"))?;
    let server = Server::start(&Desk { program: plan.program.clone(), ..desk.clone() }, &[], &[])?;
    let id = published(&server)?;
    let manifest = wait_for_manifest(&server, &id, 1)?;
    let temporary = folder.join("tmp");
    std::fs::create_dir_all(&temporary).map_err(at("a folder"))?;
    let found = recheck(server.address, &id, &temporary)?.well("the script")?;
    let files = found.out.lines().filter(|line| line.ends_with(": OK")).count();
    ensure(files >= 4, || format!("only {files} files were compared:\n{}", found.out))?;

    // Somebody else who serves the same: whole, with one other byte in a file, with another hash in the list.
    let whole = mirror(&server, &id, &manifest)?;
    let whole_found = recheck(serve(whole.clone())?, &id, &temporary)?;
    ensure(whole_found.status.success(), || format!("the same files elsewhere: {}", whole_found.err))?;
    let mut changed = Vec::new();
    for name in whole.keys() {
        let mut files = whole.clone();
        let bytes = files.get_mut(name).ok_or("a file")?;
        // Of the manifest a hash: what else it says, its time-stamp witnesses.
        let text = String::from_utf8_lossy(bytes).into_owned();
        let hash = text.find("\"sha256\":\"").map(|at| at + 10).filter(|_| name == "manifest.json");
        *bytes.get_mut(hash.unwrap_or(text.len() / 3)).ok_or("an empty file")? ^= 1;
        let ran = recheck(serve(files)?, &id, &temporary)?;
        ensure(!ran.status.success(), || format!("one bit of {name} was changed, and the script says:\n{}", ran.out))?;
        changed.push(name.clone());
    }
    // A byte on the desk's own disk: the program itself does not hand it out.
    let named: Value = serde_json::from_slice(&manifest).map_err(at("the manifest"))?;
    let hash = named["sources"][0]["files"][0]["sha256"].as_str().ok_or("a hash")?;
    let path: PathBuf = desk.data.join("blobs").join(&hash[..2]).join(&hash[2..]);
    let mut bytes = std::fs::read(&path).map_err(at(path.display()))?;
    *bytes.get_mut(9).ok_or("a short file")? ^= 1;
    std::fs::write(&path, bytes).map_err(at(path.display()))?;
    let ran = recheck(server.address, &id, &temporary)?;
    ensure(!ran.status.success(), || format!("a damaged file was handed out:\n{}", ran.out))?;
    server.stop()?;
    say(&format!(
        "recheck: {lines} lines of sh find {files} files in order; one changed bit in each of {} files, and one on the desk's \
         disk, is found",
        changed.len()
    ));
    Ok(())
}

/// The public id of a check.
fn published(server: &Server) -> Proved<String> {
    let answer = wire::get(server.address, "/api/v1/checks")?;
    let listed: Value = serde_json::from_str(&answer.body()).map_err(at(format!("the API: {}", answer.head)))?;
    let text = listed.to_string();
    let id =
        listed.pointer("/checks/0/public_id").or_else(|| listed.pointer("/items/0/public_id")).and_then(Value::as_str);
    Ok(id.ok_or_else(|| format!("the API lists no check: {text}"))?.to_owned())
}

type Files = HashMap<String, Vec<u8>>;

/// Every file that the proof consists of, by its name.
fn mirror(server: &Server, id: &str, manifest: &[u8]) -> Proved<Files> {
    let named: Value = serde_json::from_slice(manifest).map_err(at("the manifest"))?;
    let mut names = vec!["SHA256SUMS".to_owned(), "check.json".to_owned(), "manifest.json".to_owned()];
    let sources = named["sources"].as_array().ok_or("sources")?.iter();
    let files = sources.filter_map(|source| source["files"].as_array()).flatten();
    names.extend(files.filter_map(|file| file["name"].as_str().map(str::to_owned)));
    let mut all = Files::new();
    for name in names {
        let answer = wire::get(server.address, &format!("/proof/{id}/1/{name}"))?;
        ensure(answer.status == 200, || format!("{name}: {}", answer.head))?;
        all.insert(name, answer.body_bytes().to_vec());
    }
    Ok(all)
}

/// Serves these files for as long as this process lives.
fn serve(files: Files) -> Proved<SocketAddr> {
    let listener = TcpListener::bind("127.0.0.1:0").map_err(at("a port"))?;
    let (address, files) = (listener.local_addr().map_err(at("a port"))?, Arc::new(files));
    std::thread::spawn(move || {
        for socket in listener.incoming().flatten() {
            let one = || -> std::io::Result<()> {
                let mut socket = socket;
                let mut reader = BufReader::new(socket.try_clone()?);
                let (mut first, mut line) = (String::new(), String::new());
                reader.read_line(&mut first)?;
                while reader.read_line(&mut line)? > 2 {
                    line.clear();
                }
                let name = first.split(' ').nth(1).and_then(|path| path.rsplit('/').next()).unwrap_or_default();
                let (status, body) = files.get(name).map_or((404, &[][..]), |body| (200, body));
                write!(socket, "HTTP/1.1 {status} .\r\nContent-Length: {}\r\nConnection: close\r\n\r\n", body.len())?;
                socket.write_all(body)
            };
            // A client that hangs up has what it wants.
            one().unwrap_or_default();
        }
    });
    Ok(address)
}
