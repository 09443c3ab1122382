//! The same of the program as it is served: readers behind a trusted proxy, by HTTP, and everything that it wrote looked through
//! afterwards, its log among it.

use std::collections::BTreeMap;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::path::Path;

use thuchu_store::{Db, OpenOptions, StoreUrl, args};
use thuchu_testkit::{FixedClock, noon};

use super::{CANARY, CANARY_4, CANARY_BROWSER, address, browser, nowhere};
use crate::desk::{Desk, now};
use crate::dice::Dice;
use crate::hostile::server::Server;
use crate::{Proved, at, ensure};

/// Pages that are asked for, as the counts name them.
const PAGES: [(&str, &str); 4] =
    [("/vi", "home"), ("/en/checks", "checks"), ("/vi/about", "about"), ("/en/privacy", "privacy")];
/// Requests on one connection: fewer than the server takes.
const ON_ONE: u64 = 50;

/// Serves a desk on SQLite, sends so many hits, stops it and looks what it wrote.
pub async fn prove(program: &Path, hits: u64, say: &mut dyn FnMut(&str)) -> Proved {
    let folder = tempfile::Builder::new().prefix("thuchu-visits-").tempdir().map_err(at("a folder"))?;
    let desk = Desk::new(program, &folder.path().join("data"), None)?;
    let words = ["--demo", "--rate-limit", "0", "--trusted-proxies", "127.0.0.1"];
    let server = Server::start(&desk, &words, &[("THUCHU_LOG", "debug")])?;
    let (people, mut dice) = ((hits / 5).max(20), Dice::new(11));
    let (mut viewed, mut came) = (BTreeMap::new(), vec![false; people as usize]);
    let began = now();
    let mut socket: Option<(TcpStream, u64)> = None;
    for number in 0..hits {
        let person = dice.below(people as usize) as u64;
        let (path, name) = PAGES[dice.below(PAGES.len())];
        // Four of a hundred are canaries, by both kinds of address.
        let (from, agent) = match number % 50 {
            0 => (CANARY.to_owned(), CANARY_BROWSER),
            1 => (CANARY_4.to_owned(), CANARY_BROWSER),
            _ => {
                came[person as usize] = true;
                (address(person).to_string(), browser(person))
            }
        };
        *viewed.entry(name).or_insert(0_u64) += 1;
        let (mut stream, sent) = match socket.take() {
            Some((stream, sent)) if sent < ON_ONE => (stream, sent),
            _ => (server.connect()?, 0),
        };
        let request = format!(
            "GET {path} HTTP/1.1\r\nHost: tin.example\r\nUser-Agent: {agent}\r\nX-Forwarded-For: {from}\r\n\r\n"
        );
        stream.write_all(request.as_bytes()).map_err(at("a request"))?;
        let status = answered(&mut stream)?;
        ensure(status == 200, || format!("{path} answers {status}"))?;
        socket = Some((stream, sent + 1));
    }
    let (wall, log) = (began.elapsed(), server.log_file().to_owned());
    drop(socket);
    let ended = server.stop()?;
    ensure(ended.success(), || format!("the program ended with {ended}"))?;
    // Stopping writes what was counted last: the counts are exact.
    let url = StoreUrl::parse("sqlite:", Some(&desk.data)).map_err(at("the store's address"))?;
    let db = Db::open(&url, OpenOptions::default(), &FixedClock::at(noon())).await.map_err(at("the store"))?;
    let mut read = db.read();
    let rows = read.peek("SELECT object, CAST(SUM(views) AS BIGINT) FROM view_count GROUP BY object", args![]).await;
    let mut counted = BTreeMap::new();
    for row in rows.map_err(at("the counts"))? {
        counted.insert(row.get::<String>(0).map_err(at("object"))?, row.get::<u64>(1).map_err(at("views"))?);
    }
    let expected: BTreeMap<String, u64> = viewed.iter().map(|(name, views)| ((*name).to_owned(), *views)).collect();
    ensure(counted == expected, || format!("views {counted:?} instead of {expected:?}"))?;
    let rows = read.peek("SELECT CAST(SUM(visitors) AS BIGINT), MAX(views) FROM visit_day", args![]).await;
    let rows = rows.map_err(at("the visitors"))?;
    let visitors: u64 = rows.first().ok_or("no day")?.get(0).map_err(at("the visitors"))?;
    let batches =
        read.peek("SELECT CAST(MAX(batches) AS BIGINT) FROM visit_node", args![]).await.map_err(at("batches"))?;
    let batches: u64 = batches.first().ok_or("no program")?.get(0).map_err(at("batches"))?;
    drop(read);
    db.close().await;
    let people = came.iter().filter(|came| **came).count() as u64 + 2;
    #[expect(clippy::cast_precision_loss, reason = "counts for people")]
    let off = 100.0 * (visitors as f64 - people as f64) / people as f64;
    ensure(off.abs() <= 3.0, || format!("{visitors} visitors instead of {people}: {off:+.2} %"))?;
    // One at the start, one every ten seconds, one at the end.
    let most = wall.as_secs() / super::EVERY + 3;
    ensure(batches <= most, || format!("{batches} units of work in {wall:?}"))?;
    nowhere(&desk.data)?;
    nowhere(folder.path())?;
    let log = std::fs::read(&log).map_err(at("the log"))?;
    ensure(!log.is_empty(), || "the log is empty: nothing was looked through".to_owned())?;
    say(&format!(
        "served: {hits} hits by HTTP in {:.1} s: views exact on {} pages, {visitors} visitors of {people} ({off:+.2} %), \
         {batches} units of work, no canary in {} bytes of log nor in the data folder",
        wall.as_secs_f64(),
        PAGES.len(),
        log.len()
    ));
    Ok(())
}

/// Reads one answer to its end; its status.
fn answered(stream: &mut TcpStream) -> Proved<u16> {
    let mut reader = BufReader::new(stream);
    let (mut status, mut length, mut line) = (0, 0_u64, String::new());
    loop {
        line.clear();
        reader.read_line(&mut line).map_err(at("an answer"))?;
        if let Some(rest) = line.strip_prefix("HTTP/1.1 ") {
            status = rest.get(..3).and_then(|code| code.parse().ok()).unwrap_or(0);
        } else if let Some((name, value)) = line.split_once(':') {
            if name.eq_ignore_ascii_case("content-length") {
                length = value.trim().parse().map_err(at("a length"))?;
            }
        } else if line.trim().is_empty() {
            break;
        }
    }
    std::io::copy(&mut reader.take(length), &mut std::io::sink()).map_err(at("a body"))?;
    Ok(status)
}
