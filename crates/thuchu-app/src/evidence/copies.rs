//! What the store has of the copies that a draft names: the publish gate believes this, never the draft.

use thuchu_archive::find_quote;
use thuchu_model::{Capture, Copied, Copies, DraftContent, Evidence, FileRole};
use thuchu_store::blobs::Blobs;
use thuchu_store::captures::{self, RestsOn};
use thuchu_store::{Source, StoreError};

/// Source by source: is the copy whole, and do the quoted words stand in it?
///
/// # Errors
/// When the store does not answer; a file that is gone or damaged is no error, its copy is not whole.
pub async fn copies_of(from: &mut impl Source, blobs: &Blobs, content: &DraftContent) -> Result<Copies, StoreError> {
    let mut copies = Copies::new();
    for source in &content.evidence {
        if let Some(copy) = copy_of(from, blobs, source).await? {
            copies.insert(source.id, copy);
        }
    }
    Ok(copies)
}

/// The same for one source. `None`: it names no copy of its own.
pub(super) async fn copy_of(
    from: &mut impl Source,
    blobs: &Blobs,
    source: &Evidence,
) -> Result<Option<Copied>, StoreError> {
    match named(from, source).await? {
        Some(capture) => copied(blobs, source, &capture).await.map(Some),
        None => Ok(None),
    }
}

/// The copies that a version made of this draft rests on: those that are whole.
pub(crate) async fn rests_on(
    from: &mut impl Source,
    blobs: &Blobs,
    content: &DraftContent,
) -> Result<Vec<RestsOn>, StoreError> {
    let copies = copies_of(from, blobs, content).await?;
    let whole = content.evidence.iter().filter(|source| copies.get(&source.id).is_some_and(|copy| copy.whole));
    Ok(whole
        .filter_map(|source| {
            let capture = source.snapshot?.capture;
            Some(RestsOn { evidence: source.id, capture, primary: source.primary })
        })
        .collect())
}

/// The capture that a source names, if it is one of that source.
async fn named(from: &mut impl Source, source: &Evidence) -> Result<Option<Capture>, StoreError> {
    let Some(snapshot) = source.snapshot else { return Ok(None) };
    let capture = captures::get(from, snapshot.capture).await?;
    Ok(capture.filter(|capture| capture.url == source.url && capture.snapshot() == Some(snapshot)))
}

async fn copied(blobs: &Blobs, source: &Evidence, capture: &Capture) -> Result<Copied, StoreError> {
    let mut whole = capture.leading().is_some();
    for file in &capture.files {
        whole = whole && blobs.has(&file.sha256).await?;
    }
    let quoted = match &source.quote {
        Some(quote) if whole => stands_in(blobs, capture, quote).await?,
        _ => false,
    };
    Ok(Copied { whole, quoted })
}

/// Whether these words stand in the copy. Words that a machine read from a picture are for search, not for quoting.
pub(super) async fn stands_in(blobs: &Blobs, capture: &Capture, quote: &str) -> Result<bool, StoreError> {
    let Some(file) = capture.file(FileRole::Text).filter(|_| !capture.facts.read_by_machine) else { return Ok(false) };
    match blobs.get(&file.sha256).await {
        Ok(bytes) => Ok(matches!(find_quote(&String::from_utf8_lossy(&bytes), quote), Ok(Some(_)))),
        Err(error) if error.is_transient() => Err(error),
        Err(_) => Ok(false),
    }
}
