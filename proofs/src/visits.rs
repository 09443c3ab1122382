//! Counting without watching: hits by the million on two programs, on both databases. Views are exact, visitors are within
//! three in a hundred, each program writes at most once in ten seconds, and no address of anybody is on any disk.

pub mod served;

use std::fs;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::path::Path;
use std::sync::Arc;

use thuchu_app::steps::Desk;
use thuchu_app::visits::{Counting, Few, Seen, Visits};
use thuchu_model::{CheckId, Day};
use thuchu_store::blobs::Blobs;
use thuchu_store::sealing::Keys;
use thuchu_store::{Db, OpenOptions, args};
use thuchu_testkit::{FixedClock, SeededChance, TestStore, noon};

use crate::dice::Dice;
use crate::{Proved, at, ensure};

/// Checks that are looked at.
const CHECKS: u64 = 500;
/// Seconds for which people come.
const SECONDS: u64 = 1_800;
/// Seconds between two writings.
const EVERY: u64 = 10;
/// Whose address is looked for afterwards.
const CANARY: &str = "2001:db8:cafe:f00d:1234:5678:9abc:def0";
const CANARY_4: &str = "198.51.100.217";
const CANARY_BROWSER: &str = "Mozilla/5.0 (CanaryPhone 7531; vi-VN) Gecko/20100101 Firefox/128.0";

/// Proves it on both databases with so many hits.
pub async fn prove(hits: u64, say: &mut dyn FnMut(&str)) -> Proved {
    for name in ["sqlite", "postgres"] {
        let store = if name == "sqlite" { TestStore::sqlite().await } else { TestStore::postgres().await };
        one(&store, name, hits, say).await?;
    }
    Ok(())
}

#[expect(clippy::cast_precision_loss, reason = "counts for people")]
async fn one(store: &TestStore, name: &str, hits: u64, say: &mut dyn FnMut(&str)) -> Proved {
    let clock = Arc::new(FixedClock::at(noon()));
    let second =
        Db::open(&store.url, OpenOptions::default(), clock.as_ref()).await.map_err(at("the second program"))?;
    let nodes = [program(store, store.db.clone(), &clock)?, program(store, second, &clock)?];
    let people = (hits / 5).max(10);
    let (mut dice, mut viewed) = (Dice::new(7), vec![0_u64; CHECKS as usize]);
    let mut below = |bound: u64| dice.below(bound as usize) as u64;
    let (mut came, mut counted) = (vec![false; people as usize], 0_u64);
    let began = crate::desk::now();
    let mut spent = std::time::Duration::ZERO;
    for tick in 0..SECONDS / EVERY {
        let until = hits * (tick + 1) / (SECONDS / EVERY);
        let round = crate::desk::now();
        while counted < until {
            let person = below(people);
            // Some checks are looked at by everybody, most by few.
            let check = below(CHECKS).min(below(CHECKS));
            let node = &nodes[usize::from(below(2) == 1)];
            node.seen(&seen(check), address(person), Some(browser(person)));
            viewed[check as usize] += 1;
            came[person as usize] = true;
            counted += 1;
        }
        spent += round.elapsed();
        for node in &nodes {
            for canary in [CANARY, CANARY_4] {
                let address = canary.parse().map_err(at(canary))?;
                node.seen(&Seen::Page("home"), address, Some(CANARY_BROWSER));
            }
        }
        clock.set(noon().plus_seconds(((tick + 1) * EVERY) as i64));
        for node in &nodes {
            node.write().await.map_err(at("writing"))?;
        }
    }
    nodes[0].write().await.map_err(at("the last look"))?;
    let wall = began.elapsed();
    let canaries = 2 * 2 * (SECONDS / EVERY);
    let today = Day::parse("2026-11-22").unwrap_or(Day::EPOCH);
    exact(store, &viewed, canaries).await?;
    let shown = nodes[0].shown();
    ensure(shown.today.views == Few::Number(counted + canaries), || format!("{name}: {shown:?}"))?;
    let people = came.iter().filter(|came| **came).count() as u64 + 2;
    let Some(Few::Number(visitors)) = shown.today.visitors else { return Err(format!("{name}: {shown:?}")) };
    let off = 100.0 * (visitors as f64 - people as f64) / people as f64;
    ensure(off.abs() <= 3.0, || format!("{name}: {visitors} visitors instead of {people}: {off:+.2} %"))?;
    for node in &nodes {
        let most = SECONDS / EVERY + 1;
        ensure(node.written() <= most, || format!("{name}: {} units of work in {SECONDS} s", node.written()))?;
    }
    nowhere(store.data.path())?;
    // What must be found shows that the place is the right one: the counts themselves.
    let server = server_folder(store).await?;
    let folder = server.as_deref().map_or(store.data.path(), Path::new);
    nowhere(folder)?;
    let first = CheckId::from_bytes([0; 16]).to_string();
    ensure(!holding(folder, &[first.into_bytes()])?.is_empty(), || format!("{} has no counts", folder.display()))?;
    let looked = nodes[0].views_of(&seen(0), today).await.map_err(at("a page's views"))?;
    let (written, micros) = (nodes.each_ref().map(Visits::written), spent.as_secs_f64() * 1e6 / counted as f64);
    say(&format!(
        "{name}: {counted} hits on two programs in {:.1} s ({micros:.1} µs each): views exact on {CHECKS} checks, \
         {visitors} visitors of {people} ({off:+.2} %), {written:?} units of work in {SECONDS} s, \
         the first check {looked:?}, no canary on disk",
        wall.as_secs_f64()
    ));
    Ok(())
}

fn program(store: &TestStore, db: Db, clock: &Arc<FixedClock>) -> Proved<Visits> {
    let desk = Desk {
        db,
        blobs: Blobs::in_data(store.data.path()).map_err(at("files"))?,
        keys: Keys::in_folder(&store.data.path().join("keys")).map_err(at("keys"))?,
        clock: clock.clone(),
        chance: Arc::new(SeededChance::another()),
        utc_offset_minutes: 420,
    };
    Ok(Visits::new(desk, Counting::Visitors))
}

fn seen(check: u64) -> Seen {
    let mut id = [0; 16];
    id[..8].copy_from_slice(&check.to_be_bytes());
    Seen::Check(CheckId::from_bytes(id))
}

/// Half of the people come by IPv4, half from a household's network of their own.
fn address(person: u64) -> IpAddr {
    let low = u32::try_from(person).unwrap_or(u32::MAX);
    if person.is_multiple_of(2) {
        IpAddr::V4(Ipv4Addr::from(0x0b00_0000_u32.wrapping_add(low)))
    } else {
        IpAddr::V6(Ipv6Addr::from((0x2400_0000_0000_0000_u128 + u128::from(person)) << 64 | 0x1))
    }
}

fn browser(person: u64) -> &'static str {
    match person % 3 {
        0 => "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/126.0 Safari/537.36",
        1 => "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/126.0 Mobile Safari/537.36",
        _ => "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148",
    }
}

/// Views of every check, and of the page that the canaries looked at.
async fn exact(store: &TestStore, viewed: &[u64], canaries: u64) -> Proved {
    let rows = store.db.read().peek("SELECT kind, object, views FROM view_count", args![]).await;
    let rows = rows.map_err(at("the counts"))?;
    let mut sum = 0;
    for row in &rows {
        let (kind, object): (String, String) = (row.get(0).map_err(at("kind"))?, row.get(1).map_err(at("object"))?);
        let views: u64 = row.get(2).map_err(at("views"))?;
        sum += views;
        let expected = match CheckId::parse(&object).filter(|_| kind == "check") {
            Some(id) => {
                let place = id.as_bytes().iter().take(8).fold(0_u64, |number, byte| number << 8 | u64::from(*byte));
                viewed.get(place as usize).copied().unwrap_or(0)
            }
            None => canaries,
        };
        ensure(views == expected, || format!("{kind} {object}: {views} views instead of {expected}"))?;
    }
    let all = viewed.iter().sum::<u64>() + canaries;
    ensure(sum == all, || format!("{sum} views instead of {all}"))
}

/// Where the server of a PostgreSQL store keeps its files, when that is on this machine.
async fn server_folder(store: &TestStore) -> Proved<Option<String>> {
    if store.db.engine() == thuchu_store::Engine::Sqlite {
        return Ok(None);
    }
    let mut read = store.db.read();
    // What is only in the server's memory shall be on its disk before anybody looks.
    read.peek("SELECT pg_switch_wal()::text", args![]).await.map_err(at("the log"))?;
    let rows = read.peek("SELECT setting FROM pg_settings WHERE name = 'data_directory'", args![]).await;
    let rows = rows.map_err(at("the server's folder"))?;
    rows.first().map(|row| row.get(0).map_err(at("the server's folder"))).transpose()
}

/// Fails when a file holds an address or the browser of a canary, as text or as bytes.
fn nowhere(folder: &Path) -> Proved {
    let found = holding(folder, &canaries()?)?;
    ensure(found.is_empty(), || format!("a canary is in {}", found.join(", ")))
}

fn canaries() -> Proved<Vec<Vec<u8>>> {
    let six: Ipv6Addr = CANARY.parse().map_err(at(CANARY))?;
    Ok(vec![
        CANARY.into(),
        CANARY_4.into(),
        b"CanaryPhone".to_vec(),
        six.octets().to_vec(),
        six.octets()[..8].to_vec(),
        six.octets().iter().map(|byte| format!("{byte:02x}")).collect::<String>().into_bytes(),
    ])
}

/// The files below a folder that hold one of these.
fn holding(folder: &Path, needles: &[Vec<u8>]) -> Proved<Vec<String>> {
    let (mut left, mut found, mut files) = (vec![folder.to_owned()], Vec::new(), 0);
    while let Some(path) = left.pop() {
        let Ok(entries) = fs::read_dir(&path) else { continue };
        for entry in entries.flatten() {
            let path = entry.path();
            if path.is_dir() {
                left.push(path);
                continue;
            }
            // Sockets and files that a server has just removed cannot be read, and hold nothing.
            let Ok(bytes) = fs::read(&path) else { continue };
            files += 1;
            if needles.iter().any(|needle| holds(&bytes, needle)) {
                found.push(path.display().to_string());
            }
        }
    }
    ensure(files > 0, || format!("{} has no files", folder.display()))?;
    Ok(found)
}

fn holds(bytes: &[u8], needle: &[u8]) -> bool {
    let Some(first) = needle.first() else { return false };
    let mut at = 0;
    while let Some(found) = bytes.get(at..).and_then(|rest| rest.iter().position(|byte| byte == first)) {
        at += found;
        if bytes[at..].starts_with(needle) {
            return true;
        }
        at += 1;
    }
    false
}
