//! The report of broken records, written from the stored problems: whole or not at all.

use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use thuchu_model::ImportRunId;
use thuchu_store::{Db, imports};

use super::ImportError;

/// Writes one line of JSON per problem (`line`, `code`, `reason`, `text`), in the order of the input. `None`, and no
/// file, when there was none.
pub(super) async fn write(db: &Db, run: ImportRunId, path: &Path) -> Result<Option<PathBuf>, ImportError> {
    let failed = |source| ImportError::Report { path: path.to_owned(), source };
    let mut after = 0;
    let mut out: Option<(BufWriter<File>, PathBuf)> = None;
    loop {
        let page = imports::problems(&mut db.read(), run, after, 1_000).await?;
        let Some((last, _)) = page.last() else { break };
        after = *last;
        if out.is_none() {
            out = Some(open(path).map_err(failed)?);
        }
        if let Some((out, _)) = &mut out {
            for (_, problem) in &page {
                let line = serde_json::json!({
                    "line": problem.line, "code": problem.code, "reason": problem.reason, "text": problem.excerpt,
                });
                writeln!(out, "{line}").map_err(failed)?;
            }
        }
    }
    let Some((out, beside)) = out else { return Ok(None) };
    close(out, &beside, path).map_err(failed)?;
    Ok(Some(path.to_owned()))
}

fn open(path: &Path) -> std::io::Result<(BufWriter<File>, PathBuf)> {
    let mut name = path.file_name().ok_or(std::io::ErrorKind::InvalidFilename)?.to_owned();
    name.push(".part");
    let beside = path.with_file_name(name);
    if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        fs::create_dir_all(folder)?;
    }
    Ok((BufWriter::new(File::create(&beside)?), beside))
}

fn close(out: BufWriter<File>, beside: &Path, path: &Path) -> std::io::Result<()> {
    out.into_inner().map_err(std::io::IntoInnerError::into_error)?.sync_all()?;
    fs::rename(beside, path)?;
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    File::open(folder)?.sync_all()
}
