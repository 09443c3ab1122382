//! What copies are made with. Each part may be missing: then the desk says so, and goes on without.

use std::sync::Arc;

use bytes::Bytes;
use thuchu_fetch::{Fetcher, Url};
use thuchu_model::{FileRole, Sha256Hash, SourceFacts};
use thuchu_tools::{Document, Documents, Fact, FileKind, Ocr, Screenshots};

use super::CaptureError;
use super::capture::{TEXT, Taken};

/// What the operator has set up.
#[derive(Clone, Default)]
pub struct Tools {
    /// The way out to the web.
    pub fetcher: Option<Fetcher>,
    /// Workers that read and clean files.
    pub documents: Option<Arc<Documents>>,
    /// Words in pictures.
    pub ocr: Option<Arc<Ocr>>,
    /// Pictures of pages.
    pub screenshots: Option<Arc<Screenshots>>,
    /// Where time-stamps are asked for (RFC 3161).
    pub time_stamps: Option<Url>,
    /// Servers that answer `claims:search`.
    pub claims_search: Vec<Url>,
    /// Where readers find the desk, for the addresses in a manifest.
    pub public_url: Option<String>,
}

/// A file that was read, cleaned, and what was in it beside its content.
pub(super) struct Read {
    pub(super) taken: Taken,
    pub(super) kind: FileKind,
    pub(super) facts: Vec<Fact>,
}

impl Tools {
    /// Reads and cleans a document or a picture in a worker; where it is a picture, its words are read too.
    pub(super) async fn read(&self, file: Bytes) -> Result<Read, CaptureError> {
        let documents = self.documents.as_ref().ok_or(CaptureError::NoWayOut)?;
        let raw = Sha256Hash::of(&file);
        let document = documents.read(file).await?;
        let mut facts = SourceFacts { pages: document.pages, ..SourceFacts::default() };
        let text = match &document.text {
            Some(text) if !text.trim().is_empty() => Some(text.clone()),
            _ if is_picture(document.kind) => self.words(&document).await,
            _ => None,
        };
        facts.read_by_machine = text.is_some() && document.text.is_none();
        let mut files = vec![(FileRole::Document, document.media_type, document.bytes)];
        if let Some(text) = text {
            files.push((FileRole::Text, TEXT, Bytes::from(text)));
        }
        let taken = Taken { final_url: String::new(), status: None, facts, content: raw, files };
        Ok(Read { taken, kind: document.kind, facts: document.facts })
    }

    /// A picture of a page, cleaned: its media type and bytes.
    pub(super) async fn picture(&self, file: Bytes) -> Option<(&'static str, Bytes)> {
        if !kind_is_picture(&file) {
            return None;
        }
        let document = self.documents.as_ref()?.read(file).await.ok()?;
        Some((document.media_type, document.bytes))
    }

    /// How the page looks. Missing chromium, or a page it cannot draw, costs the picture and nothing else.
    pub(super) async fn screenshot(&self, html: Bytes) -> Option<(&'static str, Bytes)> {
        match self.screenshots.as_ref()?.take(html).await {
            Ok(taken) => Some(("image/png", taken.picture)),
            Err(error) => {
                tracing::warn!(%error, "no picture of a page");
                None
            }
        }
    }

    async fn words(&self, document: &Document) -> Option<String> {
        let words = self.ocr.as_ref()?.read(document.bytes.clone()).await.ok()?;
        Some(words).filter(|words| !words.trim().is_empty())
    }
}

const fn is_picture(kind: FileKind) -> bool {
    matches!(kind, FileKind::Jpeg | FileKind::Png | FileKind::WebP | FileKind::Gif)
}

fn kind_is_picture(file: &[u8]) -> bool {
    thuchu_tools::kind_of(file).is_ok_and(is_picture)
}
