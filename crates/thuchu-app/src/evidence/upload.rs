//! Files that an editor brings where a site cannot be fetched. What lay in them beside their content (place, device, names)
//! is shown to the editor once, and is in no file of ours.

use bytes::Bytes;
use std::collections::HashMap;

use thuchu_archive::{assemble, decode};
use thuchu_model::{
    Capture, CaptureWay, CopyRequestId, EditorId, EvidenceId, FileRole, ReviewId, Sha256Hash, SourceFacts,
};
use thuchu_store::captures::{CopyRequest, Step};
use thuchu_tools::{Fact, FileKind, kind_of};

use super::capture::{HTML, TEXT, Taken};
use super::wishes::web_address;
use super::{CaptureError, Evidence};

/// What became of a file.
#[derive(Debug)]
pub struct Brought {
    /// The copy that was made of it.
    pub capture: Capture,
    /// What the file was.
    pub kind: FileKind,
    /// What lay in it beside its content, and is gone.
    pub facts: Vec<Fact>,
}

impl Evidence {
    /// Makes a copy of a source out of a file: a saved page, a PDF, a document, a picture.
    ///
    /// # Errors
    /// Why it is not taken. Of a social host only pages that two editors confirmed as an organisation's own are.
    pub async fn bring(
        &self,
        by: EditorId,
        review: ReviewId,
        evidence: EvidenceId,
        file: Bytes,
    ) -> Result<Brought, CaptureError> {
        let now = self.desk.now();
        let mut tx = self.desk.db.begin().await?;
        let url = self.source_of(&mut tx, by, review, evidence).await?;
        // A source without an address is a paper, a book, a letter: its file stands for itself.
        if !url.trim().is_empty() {
            let parsed = web_address(&url)?;
            if parsed.host_str().is_some_and(thuchu_fetch::is_social_host)
                && !super::official::is_official(&mut tx, &parsed).await?
            {
                return Err(CaptureError::NotOfficial);
            }
        }
        drop(tx);
        let raw = Sha256Hash::of(&file);
        let (mut taken, kind, facts) = match kind_of(&file).map_err(CaptureError::from)? {
            FileKind::Html => (Self::page_of_file(&url, &file)?, FileKind::Html, Vec::new()),
            _ => {
                let read = self.tools.read(file).await?;
                (read.taken, read.kind, read.facts)
            }
        };
        taken.content = Sha256Hash::of_parts(&[b"file\n", url.as_bytes(), b"\n", raw.as_bytes()]);
        let capture = self.store_files(taken, CaptureWay::Uploaded, &url, Some(by), now).await?;
        let id = CopyRequestId::new(now, &*self.desk.chance);
        let wish =
            CopyRequest { id, review, evidence, url, step: Step::Storing, problem: None, capture: None, by, at: now };
        let capture = self.put(&wish, capture, None).await?;
        Ok(Brought { capture, kind, facts })
    }

    /// A page that somebody saved: made inert; what it would fetch is left out.
    fn page_of_file(url: &str, file: &[u8]) -> Result<Taken, CaptureError> {
        // A page that says of no address where it is from leads nowhere (RFC 2606).
        let base = web_address(url).or_else(|_| web_address("http://page.invalid/"))?;
        let whole = assemble(&decode(file, None).text, &base, &HashMap::new());
        let facts = SourceFacts {
            title: whole.about.title,
            publisher: whole.about.publisher,
            byline: whole.about.byline,
            published: whole.about.published,
            ..SourceFacts::default()
        };
        let files =
            vec![(FileRole::Page, HTML, Bytes::from(whole.html)), (FileRole::Text, TEXT, Bytes::from(whole.text))];
        Ok(Taken { final_url: url.to_owned(), status: None, facts, content: Sha256Hash::of(file), files })
    }
}
