//! Where a photograph was taken, and who wrote a document, is nowhere once a file was brought (TRUST R26, R27): words and numbers
//! that stand nowhere else lie in a JPEG, and in the same within a PDF, a DOCX and an ODT. An editor brings them through the
//! real program's form, is shown them once, and then no byte of any place that outlives the answer holds one.

mod files;

use std::path::Path;
use std::sync::Arc;

use thuchu_model::{EvidenceId, FileRole, Token};
use thuchu_store::logins::{self, Login};
use thuchu_store::{Db, captures, reviews};
use thuchu_testkit::{SeededChance, block_on, editor};

use super::Plan;
use crate::copying::{self, RealClock};
use crate::desk::Desk;
use crate::hostile::server::Server;
use crate::hostile::sweep::{hits, of_folder, of_process};
use crate::hostile::wire;
use crate::{Proved, at, ensure};

/// A word of every document that is to be kept.
const KEPT: &str = "Tai lieu thu nghiem";

/// Brings all files and sweeps.
pub(super) fn prove(plan: &Plan, folder: &Path, say: &mut dyn FnMut(&str)) -> Proved {
    let (data, temporary) = (folder.join("data"), folder.join("tmp"));
    std::fs::create_dir_all(&temporary).map_err(at("a folder"))?;
    let desk = Desk::new(&plan.program, &data, None)?;
    let place = temporary.to_string_lossy().into_owned();
    let environment = [("THUCHU_LOG", "debug"), ("TMPDIR", &*place)];
    let mut server = Server::start(&desk, &[], &environment)?;
    let canary = files::Canary::new();
    let all = files::all(&canary, KEPT)?;
    for (name, file) in &all {
        let inside = hits(&[((*name).to_owned(), file.clone())], &canary.plain());
        // A deflated part of an archive does not show its words; they are stored in ours, so that this control can see them.
        ensure(!inside.is_empty(), || format!("the {name} does not hold what is looked for"))?;
    }
    let shown = block_on(brought(&server, &data, &all, &canary))?;
    let mut places = of_process(&server)?;
    places.extend(of_folder(folder)?);
    server.is_well()?;
    // The control: what is to be kept is found.
    let kept = hits(&places, &[KEPT.as_bytes().to_vec()]);
    ensure(kept.len() >= 3, || format!("the words of the documents are kept in {} places", kept.len()))?;
    none(&hits(&places, &canary.all()))?;
    let log = server.log();
    ensure(log.contains("answered"), || format!("the log tells of no requests\n{log}"))?;
    server.stop()?;
    places.extend(of_folder(folder)?);
    none(&hits(&places, &canary.all()))?;
    let bytes: usize = places.iter().map(|(_, bytes)| bytes.len()).sum();
    say(&format!(
        "canary: {} files brought, {shown} of them with a place or a name that the editor was shown; none of it in {bytes} bytes \
         of {} places",
        all.len(),
        places.len()
    ));
    Ok(())
}

fn none(hits: &[String]) -> Proved {
    ensure(hits.is_empty(), || {
        format!("{} places hold what was brought beside a file:\n{}", hits.len(), hits.join("\n"))
    })
}

/// Brings each file as the copy of a source of its own. Gives how often the editor was shown what lay in it.
async fn brought(
    server: &Server,
    data: &Path,
    all: &[(&'static str, Vec<u8>)],
    canary: &files::Canary,
) -> Proved<usize> {
    let db = copying::open(data, &RealClock).await?;
    thuchu_testkit::staff(&db, data).await;
    let cookie = log_in(&db).await?;
    let id = |number: usize| EvidenceId::from_bytes([number as u8 + 1; 16]);
    let content = copying::sources((0..all.len()).map(|number| (id(number), format!("https://bao.example/{number}"))));
    let review = copying::draft(&db, "Tệp được mang đến", content).await?;
    let mut shown = 0;
    for (number, (name, file)) in all.iter().enumerate() {
        let request = form(&cookie, &review.to_string(), &id(number).to_string(), canary, file);
        let answer = wire::ask(server.address, &request)?;
        ensure(answer.status == 200, || format!("{name}: {}\n{}", answer.head, answer.body()))?;
        let page = answer.body();
        shown += usize::from(canary.is_shown(&page));
        let draft = reviews::draft(&mut db.read(), review).await.map_err(at("a draft"))?.ok_or("a draft is gone")?;
        let source = draft.draft.content.source(id(number)).ok_or("a source is gone")?;
        let snapshot = source.snapshot.ok_or_else(|| format!("{name} was not taken:\n{page}"))?;
        let capture = captures::get(&mut db.read(), snapshot.capture).await.map_err(at("a copy"))?.ok_or("a copy")?;
        ensure(capture.file(FileRole::Document).is_some(), || format!("{name}: no document in {capture:?}"))?;
    }
    db.close().await;
    ensure(shown >= 1, || "the editor was shown nothing of what lay in the files".to_owned())?;
    Ok(shown)
}

/// A log-in of editor 1, with a second factor just shown.
async fn log_in(db: &Db) -> Proved<String> {
    use thuchu_model::Clock as _;
    let token = Token::new(&*Arc::new(SeededChance::another()));
    let now = RealClock.now();
    let login =
        Login { id: token.hash(), editor: editor(1).id, since: now, seen: now, factor: Some(now), pending: None };
    let mut tx = db.begin().await.map_err(at("a unit of work"))?;
    logins::add(&mut tx, &login).await.map_err(at("a log-in"))?;
    tx.commit().await.map_err(at("a log-in"))?;
    Ok(format!("desk={}", token.reveal()))
}

/// The form as a browser sends it; the name of the file is a canary too.
fn form(cookie: &str, review: &str, evidence: &str, canary: &files::Canary, file: &[u8]) -> Vec<u8> {
    let mut body = Vec::new();
    for (name, value) in [("review", review), ("evidence", evidence)] {
        body.extend(
            format!("--zzz\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n").into_bytes(),
        );
    }
    let name = canary.word("filename");
    body.extend(
        format!("--zzz\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\r\n").into_bytes(),
    );
    body.extend(file);
    body.extend(b"\r\n--zzz--\r\n");
    let headers =
        [("Cookie", cookie), ("Content-Type", "multipart/form-data; boundary=zzz"), ("Sec-Fetch-Site", "same-origin")];
    wire::request("POST", "/vi/desk/evidence/file", &headers, &body)
}
