//! A later schema, killed at every sync and write, and on a disk that fails: the desk is usable, with the old program or
//! with the new one, and the copy made before is the way back.

use std::path::Path;

use thuchu_store::migrate::{self, Step};
use thuchu_store::{Db, OpenOptions, StoreUrl};
use thuchu_testkit::{FixedClock, block_on, noon};

use crate::desk::{self, Desk, Lines};
use crate::kills::Plan;
use crate::sweep::{SYNCS, WRITES, count, injected, kill_at, needs_strace, points};
use crate::{Proved, at, ensure, records};

/// What a later release might do to every check.
const LATER: Step = (
    migrate::NEWEST + 1,
    "later",
    "CREATE TABLE later (id {BYTES} PRIMARY KEY, url TEXT);
     INSERT INTO later (id, url) SELECT id, url FROM checks;
     ALTER TABLE setting ADD COLUMN note TEXT;
     CREATE INDEX later_url ON later (url);",
);

/// Opens the store of a data folder as the later release does.
pub async fn raise(data: &Path) -> Proved {
    let url = StoreUrl::parse("sqlite:", Some(data)).map_err(at("the store's address"))?;
    let steps = [migrate::STEPS, &[LATER]].concat();
    let clock = FixedClock::at(noon());
    let db = Db::open_with(
        &url,
        Some((data, &thuchu_store::blobs::Blobs::in_data_to_read(data))),
        OpenOptions::default(),
        &clock,
        &steps,
    )
    .await
    .map_err(at("the store"))?;
    db.close().await;
    Ok(())
}

/// Proves it; `say` gets a line for the kills and one for the faults.
pub fn prove(plan: &Plan, say: &mut dyn FnMut(&str)) -> Proved {
    needs_strace()?;
    let folder = tempfile::Builder::new().prefix("thuchu-upgrade-").tempdir().map_err(at("a temporary folder"))?;
    let path = |name: &str| folder.path().join(name);
    let base = Desk::new(&plan.program, &path("base"), None)?;
    desk::file(&path("records.ndjson"), |mut out| records::write(plan.records, 53, &mut out))?;
    base.import(&path("records.ndjson"), &path("report"), &[])?.well("the import")?;
    let case = Case { plan, folder: folder.path(), expected: base.export(&path("base.export"))? };

    let (_, desk, words) = case.fresh(&base)?;
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let syncs = count(&desk, SYNCS, &path("trace"), &words)?;
    let (_, desk, _) = case.fresh(&base)?;
    let writes = count(&desk, WRITES, &path("trace"), &words)?;
    let (mut kills, mut old) = (0, 0);
    for point in points(plan.points, syncs, writes) {
        let (data, raiser, _) = case.fresh(&base)?;
        kills += u32::from(kill_at(&raiser, point, &words)?.0);
        old += u32::from(case.usable(&data, &raiser, &words).map_err(|problem| format!("{point}: {problem}"))?);
    }
    say(&format!(
        "{kills} kills (of {syncs} syncs, {writes} writes), {old} left the old schema: usable, raised by the next start, \
         the copy leads back"
    ));
    for (calls, fault) in
        [(SYNCS, "error=EIO:when=2+"), (WRITES, "error=ENOSPC:when=20+"), (WRITES, "error=EIO:when=40+")]
    {
        let (data, raiser, _) = case.fresh(&base)?;
        let ran = injected(&raiser, calls, fault, &words)?;
        ensure(!ran.status.success(), || format!("{calls} {fault}: it said that all went well"))?;
        case.usable(&data, &raiser, &words).map_err(|problem| format!("{calls} {fault}: {problem}"))?;
    }
    say(
        "a disk that fails at syncs or writes, or is full: refused, usable, raised once it is well, the copy leads back",
    );
    Ok(())
}

struct Case<'a> {
    plan: &'a Plan,
    folder: &'a Path,
    expected: Lines,
}

impl Case<'_> {
    /// A copy of the desk, the program that raises it, and that program's words.
    fn fresh(&self, base: &Desk) -> Proved<(Desk, Desk, Vec<String>)> {
        let data = base.copy(&self.folder.join("raised"))?;
        let words = vec!["raise".to_owned(), data.data.to_string_lossy().into_owned()];
        let raiser = Desk { program: self.plan.loader.clone(), ..data.clone() };
        Ok((data, raiser, words))
    }

    /// Whether the old program still works on it; if not, the new one does. In the end the schema is raised and the copy
    /// is what was there before.
    fn usable(&self, desk: &Desk, raiser: &Desk, words: &[&str]) -> Proved<bool> {
        let is_old = self.schema(desk)? == migrate::NEWEST;
        if is_old {
            self.holds(desk)?;
        }
        raiser.run(words)?.well("raising it again")?;
        ensure(self.schema(desk)? == LATER.0, || "the schema is not raised".to_owned())?;
        let refused = desk.run(&["export"])?;
        ensure(refused.err.contains("store.newer_schema"), || format!("not refused: {}", refused.err))?;
        let back = Desk::new(&desk.program, &self.folder.join("back"), None)?;
        let copy = desk.data.join(format!("thuchu.sqlite.before-schema-{}", LATER.0));
        std::fs::copy(&copy, back.data.join("thuchu.sqlite")).map_err(at(copy.display()))?;
        self.holds(&back)?;
        std::fs::remove_dir_all(&back.data).map_err(at(back.data.display()))?;
        Ok(is_old)
    }

    /// The old program finds everything.
    fn holds(&self, desk: &Desk) -> Proved {
        desk.verify()?;
        desk.export(&self.folder.join("export"))?.same_as(&self.expected, "the export")
    }

    fn schema(&self, desk: &Desk) -> Proved<i64> {
        block_on(async {
            let url = StoreUrl::parse("sqlite:", Some(&desk.data)).map_err(at("the store's address"))?;
            let db = Db::connect(&url, OpenOptions::default()).await.map_err(at("the store"))?;
            let version = migrate::version(&db).await.map_err(at("the schema"));
            db.close().await;
            version
        })
    }
}
