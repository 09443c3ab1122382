//! `thuchu verify`: do rows, files, audit trail and index agree, and does the trail hold what was once published of it.
//! Reads only, and makes nothing.

mod evidence;

use std::path::{Path, PathBuf};

use serde::Deserialize;
use thuchu_app::evidence::look_over;
use thuchu_app::matching::Matcher;
use thuchu_model::Sha256Hash;
use thuchu_say as say;
use thuchu_store::audit::Head;
use thuchu_store::blobs::{self, Figures};
use thuchu_store::verify::{self, Report};

use super::Context;
use crate::{
    cli::t,
    desk, input,
    out::Out,
    problem::{Exit, Halt, Problem},
};

/// Most bytes of a file of heads: one a day for centuries.
const MOST_BYTES: u64 = 16 * 1024 * 1024;

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[arg(long, value_name = t(say::value_head()), help = t(say::verify_help_head()))]
    head: Vec<String>,
    #[arg(long, value_name = t(say::value_file()), help = t(say::verify_help_heads()))]
    heads: Option<PathBuf>,
    #[arg(long, help = t(say::verify_help_evidence()))]
    evidence: bool,
    #[arg(long, value_name = t(say::value_file()), conflicts_with_all = ["head", "heads", "evidence"], help = t(say::verify_help_manifest()))]
    manifest: Option<PathBuf>,
}

/// What was found in a store, and how many fact-checks an index of it holds.
pub(super) struct Verified {
    pub(super) report: Report,
    pub(super) indexed: u64,
    /// How many files there are, and what keeping each once saves.
    pub(super) figures: Figures,
    /// How many heads kept outside the trail was compared with.
    pub(super) outside: u64,
}

/// Checks and lists what is wrong.
pub(crate) async fn run(args: &Args, context: &mut Context<'_>) -> Result<Exit, Halt> {
    if let Some(path) = &args.manifest {
        return evidence::manifest(path, context.out);
    }
    let outside = args.outside()?;
    let files = desk::blobs_to_read(&context.settings)?;
    let db = desk::open_to_read(&context.settings).await?;
    let report = verify::verify(&db, &files, &outside).await.map_err(|e| desk::problem(&e))?;
    let indexed = Matcher::load(&db).await.map_err(|error| desk::problem(&error))?.len() as u64;
    let figures = blobs::figures(&db).await.map_err(|error| desk::problem(&error))?;
    let copies = match args.evidence {
        true => Some(look_over(&db, &files).await.map_err(|error| desk::problem(&error))?),
        false => None,
    };
    db.close().await;
    let verified = Verified { report, indexed, figures, outside: outside.len() as u64 };
    if context.out.is_json() {
        let mut all = verified.as_json();
        if let (Some(copies), Some(all)) = (&copies, all.as_object_mut()) {
            all.insert("evidence".to_owned(), evidence::as_json(copies));
        }
        context.out.json(&all)?;
    } else {
        verified.show(context.out)?;
        if let Some(copies) = &copies {
            evidence::show(copies, context.out)?;
        }
    }
    Ok(match copies {
        Some(copies) if !copies.faults.is_empty() => Exit::Failed,
        _ => verified.exit(),
    })
}

impl Args {
    /// The heads kept outside.
    fn outside(&self) -> Result<Vec<Head>, Problem> {
        let read = |text: &String| text.parse().map_err(|_| Problem::unusable(say::error_verify_head()));
        let mut heads = self.head.iter().map(read).collect::<Result<Vec<Head>, _>>()?;
        if let Some(path) = &self.heads {
            heads.extend(in_file(path)?);
        }
        Ok(heads)
    }
}

/// The heads of a file: one a line, or as the API gives them.
fn in_file(path: &Path) -> Result<Vec<Head>, Problem> {
    #[derive(Deserialize)]
    struct Heads {
        items: Vec<Item>,
    }
    #[derive(Deserialize)]
    struct Item {
        number: i64,
        hash: String,
    }
    let text = input::text_file(path, MOST_BYTES)?;
    let wrong = |line: usize| Problem::unusable(say::error_verify_heads(line as u64));
    if text.trim_start().starts_with('{') {
        let heads: Heads = serde_json::from_str(&text).map_err(|error| wrong(error.line()))?;
        let head = |item: &Item| Some(Head { number: item.number, hash: Sha256Hash::parse(&item.hash)? });
        return heads.items.iter().map(|item| head(item).ok_or_else(|| wrong(1))).collect();
    }
    let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    lines.map(|(at, line)| line.parse().map_err(|_| wrong(at + 1))).collect()
}

impl Verified {
    /// For programs. Two desks that hold the same have the same `rows` and `audit`.
    pub(super) fn as_json(&self) -> serde_json::Value {
        let Report { versions, head, rows, faults } = &self.report;
        let faults: Vec<_> = faults.iter().map(ToString::to_string).collect();
        serde_json::json!({
            "clean": faults.is_empty(), "versions": versions, "indexed": self.indexed, "rows": rows,
            "files": self.figures,
            "audit": { "number": head.number, "hash": head.hash }, "outside": self.outside, "faults": faults,
        })
    }

    /// For people.
    pub(super) fn show(&self, out: &mut Out) -> Result<(), Halt> {
        let faults = self.report.faults.len() as u64;
        for fault in &self.report.faults {
            out.say(&say::verify_fault(fault))?;
        }
        out.say(&say::verify_seen(self.report.versions, self.indexed))?;
        let Figures { files, bytes, named_times, saved_bytes } = self.figures;
        if files > 0 {
            out.say(&say::verify_files(files, bytes, named_times, saved_bytes))?;
        }
        out.say(&say::verify_head(self.report.head))?;
        if self.outside > 0 {
            out.say(&say::verify_outside(self.outside))?;
        }
        out.say(&if faults == 0 { say::verify_clean() } else { say::verify_faults(faults) })
    }

    /// 1 when anything is wrong.
    pub(super) fn exit(&self) -> Exit {
        if self.report.faults.is_empty() { Exit::Done } else { Exit::Failed }
    }
}
