//! Whatever is lost of copies is named by the real program, and a disk that is full leaves nothing half done.

use std::path::Path;
use std::process::Command;

use serde_json::Value;
use thuchu_store::blobs::Blobs;
use thuchu_store::{args, captures};
use thuchu_testkit::{FixedClock, block_on, noon};

use super::{LATER, Plan, crawl, web};
use crate::copying::{self, number, open};
use crate::desk::{Desk, watch};
use crate::faults::Disk;
use crate::{Proved, at, ensure};

/// Units of the desk that is damaged.
const UNITS: &str = "6";

/// What `thuchu verify --evidence` says, and whether it ended well.
fn verified(program: &Path, desk: &Desk) -> Proved<(bool, Value)> {
    let ran = Desk { program: program.to_owned(), ..desk.clone() }.run(&["verify", "--evidence", "--json"])?;
    let said: Value = serde_json::from_str(&ran.out).map_err(at(format!("verify said {:?} {:?}", ran.out, ran.err)))?;
    Ok((ran.status.success(), said["evidence"].clone()))
}

/// Fails unless verify finds nothing among the copies, nor elsewhere.
fn clean(program: &Path, desk: &Desk) -> Proved<Value> {
    let (well, said) = verified(program, desk)?;
    ensure(said["clean"] == true, || format!("verify --evidence: {said}"))?;
    ensure(well, || format!("verify: {:?}", faults(program, desk)))?;
    Ok(said)
}

/// The same after a disk was full: a file whose row found no room is swept a day later, and is no fault of what is there.
fn clean_but_for_orphans(program: &Path, desk: &Desk) -> Proved<Value> {
    let (_, said) = verified(program, desk)?;
    ensure(said["clean"] == true, || format!("verify --evidence: {said}"))?;
    let other: Vec<String> =
        faults(program, desk)?.into_iter().filter(|fault| !fault.ends_with("belongs to nothing")).collect();
    ensure(other.is_empty(), || format!("verify: {other:?}"))?;
    Ok(said)
}

/// What verify finds in the whole desk.
fn faults(program: &Path, desk: &Desk) -> Proved<Vec<String>> {
    let ran = Desk { program: program.to_owned(), ..desk.clone() }.run(&["verify", "--json"])?;
    let said: Value = serde_json::from_str(&ran.out).map_err(at(format!("verify said {:?}", ran.out)))?;
    let faults = said["faults"].as_array().ok_or("verify without faults")?;
    Ok(faults.iter().filter_map(Value::as_str).map(str::to_owned).collect())
}

/// One damage: its name, what does it, and words that the report must say of it.
type Damage = (&'static str, fn(&Desk, &Blobs, &Loss) -> Proved, &'static [&'static str]);

/// What is taken away.
struct Loss {
    capture: thuchu_model::Capture,
    manifest: thuchu_model::Sha256Hash,
}

const DAMAGES: &[Damage] = &[
    ("a file deleted", |_, blobs, loss| remove(blobs, &loss.capture.files[0].sha256), &["is missing"]),
    ("a file damaged", |_, blobs, loss| flip(blobs, &loss.capture.files[0].sha256), &["is damaged"]),
    (
        "rows of files deleted",
        |desk, _, _| by_force(desk, "DELETE FROM capture_file"),
        &["has no page and no document", "its manifest names something else"],
    ),
    (
        "rows of copies deleted",
        |desk, _, _| by_force(desk, "DELETE FROM capture"),
        &["does not exist", "no primary source is preserved"],
    ),
    (
        "what versions rest on changed",
        |desk, _, _| {
            by_force(
                desk,
                "UPDATE version_evidence SET capture_id = (SELECT id FROM capture WHERE url LIKE '%chinhphu%')",
            )
        },
        &["do not belong together"],
    ),
    (
        "what versions rest on deleted",
        |desk, _, _| by_force(desk, "DELETE FROM version_evidence"),
        &["no primary source is preserved"],
    ),
    ("a manifest deleted", |_, blobs, loss| remove(blobs, &loss.manifest), &["is missing or damaged"]),
    ("a manifest damaged", |_, blobs, loss| flip(blobs, &loss.manifest), &["is missing or damaged"]),
];

/// Damages copies of a desk, each in one way.
pub(super) fn prove(plan: &Plan, folder: &Path, say: &mut dyn FnMut(&str)) -> Proved {
    let desk = made(plan, &folder.join("whole"))?;
    let said = clean(&plan.program, &desk)?;
    let loss = block_on(loss(&desk.data))?;
    for (name, damage, words) in DAMAGES {
        let desk = desk.copy(&folder.join("damaged"))?;
        let blobs = Blobs::in_data(&desk.data).map_err(at("the files"))?;
        damage(&desk, &blobs, &loss)?;
        let (well, said) = verified(&plan.program, &desk)?;
        ensure(!well && said["clean"] == false, || format!("{name}: verify --evidence finds nothing: {said}"))?;
        let faults = said["faults"].to_string();
        let unsaid = words.iter().find(|word| !faults.contains(**word));
        ensure(unsaid.is_none(), || format!("{name}: {unsaid:?} is not said: {faults}"))?;
    }
    say(&format!(
        "damage: {} copies, {} files and {} manifests, each of {} damages named by verify --evidence",
        said["copies"],
        said["files"],
        said["manifests"],
        DAMAGES.len()
    ));
    Ok(())
}

/// A desk with some published checks and their manifests.
pub(super) fn made(plan: &Plan, data: &Path) -> Proved<Desk> {
    let (desk, web) = (Desk::new(&plan.loader, data, None)?, web::serve()?.to_string());
    desk.run(&["copying", &data.to_string_lossy(), &web, UNITS, "0"])?.well("the load")?;
    Ok(desk)
}

async fn loss(data: &Path) -> Proved<Loss> {
    let db = open(data, &FixedClock::at(noon())).await?;
    let rows =
        db.read().peek("SELECT capture_id FROM version_evidence LIMIT 1", args![]).await.map_err(at("a version"))?;
    let id = rows.first().ok_or("nothing is published")?.get(0).map_err(at("a version"))?;
    let capture = captures::get(&mut db.read(), id).await.map_err(at("a copy"))?.ok_or("a copy is gone")?;
    let rows = db.read().peek("SELECT manifest FROM time_stamp LIMIT 1", args![]).await.map_err(at("a manifest"))?;
    let manifest = rows.first().ok_or("no manifest")?.get(0).map_err(at("a manifest"))?;
    db.close().await;
    Ok(Loss { capture, manifest })
}

fn remove(blobs: &Blobs, hash: &thuchu_model::Sha256Hash) -> Proved {
    std::fs::remove_file(blobs.path(hash).ok_or("a path")?).map_err(at("a file"))
}

fn flip(blobs: &Blobs, hash: &thuchu_model::Sha256Hash) -> Proved {
    let path = blobs.path(hash).ok_or("a path")?;
    let mut bytes = std::fs::read(&path).map_err(at("a file"))?;
    *bytes.get_mut(7).ok_or("a file too short")? ^= 1;
    std::fs::write(&path, bytes).map_err(at("a file"))
}

/// A statement that the schema refuses: through a connection that does not look after what refers to what.
fn by_force(desk: &Desk, sql: &str) -> Proved {
    let script = "import sqlite3, sys\nc = sqlite3.connect(sys.argv[1])\nn = c.execute(sys.argv[2]).rowcount\nc.commit()\n\
         assert n > 0, 'no row'";
    let store = std::fs::read_dir(&desk.data).map_err(at("the data folder"))?.flatten().map(|entry| entry.path());
    let store = store.into_iter().find(|path| path.extension().is_some_and(|end| end == "sqlite")).ok_or("a store")?;
    let mut python = Command::new("python3");
    watch(python.args(["-c", script]).arg(store).arg(sql), None)?.well(sql).map(drop)
}

/// Copies until a small disk is full, then gives it room.
pub(super) fn full(plan: &Plan, folder: &Path, say: &mut dyn FnMut(&str)) -> Proved {
    let disk = match Disk::mount(folder) {
        Ok(disk) => disk,
        Err(reason) => {
            say(&format!("left out, a disk of 8 MB cannot be mounted here: {reason}"));
            return Ok(());
        }
    };
    let data = disk.0.join("data");
    let (desk, web) = (Desk::new(&plan.loader, &data, None)?, web::serve()?);
    let (path, at_web) = (data.to_string_lossy().into_owned(), web.to_string());
    // Begins with room, so that what fills the disk are copies.
    desk.run(&["copying", &path, &at_web, "3", "0"])?.well("the load")?;
    std::fs::write(disk.0.join("ballast"), vec![1; 5 << 20]).map_err(at("ballast"))?;
    let ran = desk.run(&["copying", &path, &at_web, "1000000", &LATER.to_string()])?;
    let said = format!("{}{}", ran.out, ran.err);
    ensure(!ran.status.success() && !said.contains("panicked"), || format!("a full disk: {}\n{said}", ran.status))?;
    let reason = ran.err.trim().to_owned();
    let before = clean_but_for_orphans(&plan.program, &desk)?;
    disk.grow()?;
    block_on(copying::end_all(&data, web, 2 * LATER))?;
    let (ends, units) = block_on(async {
        let db = open(&data, &FixedClock::at(noon())).await?;
        let (ends, units) = (copying::ends(&db).await?, number(&db, "SELECT COUNT(*) FROM review").await?);
        db.close().await;
        Ok::<_, String>((ends, units))
    })?;
    desk.run(&["copying", &path, &at_web, &(units + 5).to_string(), &(20 * LATER).to_string()])?
        .well("the load with room")?;
    clean_but_for_orphans(&plan.program, &desk)?;
    block_on(crawl(&plan.program, &data))?;
    say(&format!(
        "full: a disk of 8 MB stops the load ({reason}) with {} copies whole; {units} wishes end ({ends:?}) and it goes on \
         once there is room",
        before["copies"]
    ));
    Ok(())
}
