//! `thuchu verify --evidence`: do the copies of sources, their files, manifests and what is published agree? And
//! `thuchu verify --manifest FILE`, for everybody: are the files beside a downloaded manifest the ones that it names?

use std::path::Path;

use thuchu_app::evidence::{EvidenceReport, Manifest, check_files};
use thuchu_model::Sha256Hash;
use thuchu_say as say;

use crate::{
    input,
    out::Out,
    problem::{Exit, Halt, Problem},
};

/// Most bytes of a manifest: some 10,000 files.
const MOST_BYTES: u64 = 4 * 1024 * 1024;

/// What a look at the copies found, for programs.
pub(super) fn as_json(report: &EvidenceReport) -> serde_json::Value {
    let faults: Vec<_> = report.faults.iter().map(ToString::to_string).collect();
    serde_json::json!({
        "clean": faults.is_empty(), "copies": report.copies, "files": report.files, "bytes": report.bytes,
        "versions": report.versions, "before_copies": report.before_copies, "manifests": report.manifests,
        "stamped": report.stamped, "faults": faults,
    })
}

/// The same, for people.
pub(super) fn show(report: &EvidenceReport, out: &mut Out) -> Result<(), Halt> {
    for fault in &report.faults {
        out.say(&say::verify_fault(fault))?;
    }
    out.say(&say::verify_copies(report.copies, report.files, report.bytes))?;
    out.say(&say::verify_proofs(report.versions, report.manifests, report.stamped))?;
    if report.before_copies > 0 {
        out.say(&say::verify_before_copies(report.before_copies))?;
    }
    let faults = report.faults.len() as u64;
    out.say(&if faults == 0 { say::verify_evidence_clean() } else { say::verify_faults(faults) })
}

/// Compares the files beside a manifest with it.
pub(super) fn manifest(path: &Path, out: &mut Out) -> Result<Exit, Halt> {
    let text = input::text_file(path, MOST_BYTES)?;
    let wrong = || Problem::unusable(say::error_verify_manifest(path.display()));
    let manifest: Manifest = serde_json::from_str(&text).map_err(|error| wrong().because(&error))?;
    if manifest.manifest != 1 {
        return Err(wrong().into());
    }
    let folder = path.parent().unwrap_or_else(|| Path::new("."));
    let differ = check_files(&manifest, |name| {
        // A name leads nowhere but into this folder, whatever a manifest says.
        let plain = !name.contains(['/', '\\', '\0']) && !name.starts_with('.');
        plain.then(|| hash_of(&folder.join(name))).flatten()
    });
    let files = manifest.files().count() as u64;
    if out.is_json() {
        let faults: Vec<_> = differ
            .iter()
            .map(|(file, found)| serde_json::json!({"file": file.name, "sha256": file.sha256, "found": found}))
            .collect();
        let (check, version) = (&manifest.check, manifest.version);
        out.json(&serde_json::json!({
            "clean": faults.is_empty(), "check": check, "version": version, "files": files, "faults": faults,
            "manifest": Sha256Hash::of(text.as_bytes()),
        }))?;
    } else {
        for (file, found) in &differ {
            out.say(&match found {
                Some(_) => say::verify_file_differs(&file.name),
                None => say::verify_file_missing(&file.name),
            })?;
        }
        out.say(&say::verify_manifest_of(&manifest.check, u64::from(manifest.version), files))?;
        out.say(&say::verify_manifest_hash(Sha256Hash::of(text.as_bytes())))?;
        let faults = differ.len() as u64;
        out.say(&if faults == 0 { say::verify_manifest_clean() } else { say::verify_faults(faults) })?;
    }
    Ok(if differ.is_empty() { Exit::Done } else { Exit::Failed })
}

fn hash_of(path: &Path) -> Option<(Sha256Hash, u64)> {
    // Files of a check are a few megabytes; what is no plain file is none.
    let about = std::fs::metadata(path).ok().filter(std::fs::Metadata::is_file)?;
    let bytes = std::fs::read(path).ok()?;
    Some((Sha256Hash::of(&bytes), about.len()))
}
