//! What the desk's settings say to a version that is published.

use std::collections::BTreeSet;

use thuchu_model::{DeskPages, EditorId};
use thuchu_store::{Source, StoreError, editors, settings};

/// The licence of texts when nobody chose another (SPDX).
const LICENCE: &str = "CC-BY-4.0";

/// Which pages of the desk exist, as the publish gate asks. The page of corrections is a list that always exists.
///
/// # Errors
/// When the store does not answer.
pub async fn desk_pages(from: &mut impl Source) -> Result<DeskPages, StoreError> {
    Ok(DeskPages { method: page(from, "method").await?, corrections: true, funding: page(from, "funding").await? })
}

/// Whether a page of the desk has words in any language.
async fn page(from: &mut impl Source, name: &str) -> Result<bool, StoreError> {
    for lang in ["vi", "en"] {
        let text = word(from, &format!("page.{name}.{lang}")).await?;
        if text.is_some_and(|text| !text.trim().is_empty()) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// The licence of the desk's texts.
pub(super) async fn licence(from: &mut impl Source) -> Result<Option<String>, StoreError> {
    let chosen = word(from, "licence").await?.unwrap_or_else(|| LICENCE.to_owned());
    Ok(Some(chosen).filter(|licence| !licence.trim().is_empty()))
}

/// The names of those who sign a version: who wrote it, then who approved it, as each of them chose. None where all of
/// them sign as the desk.
pub(super) async fn byline(
    from: &mut impl Source,
    writers: &BTreeSet<EditorId>,
    approver: Option<EditorId>,
) -> Result<Vec<String>, StoreError> {
    let ids: Vec<EditorId> = writers.iter().copied().chain(approver).collect();
    let signing = editors::bylines(from, &ids).await?;
    Ok(signing.into_iter().filter_map(|(name, byline)| byline.of(&name)).collect())
}

/// A setting that is a text: as JSON, or as it is.
async fn word(from: &mut impl Source, name: &str) -> Result<Option<String>, StoreError> {
    let stored = settings::get(from, name).await?;
    Ok(stored.map(|stored| serde_json::from_str(&stored).unwrap_or(stored)))
}
