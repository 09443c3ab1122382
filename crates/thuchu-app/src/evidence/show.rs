//! What the desk and readers see of copies: the copy itself with the quoted words marked, what was found at later looks,
//! files to take away.

use bytes::Bytes;
use thuchu_archive::{find_quote, highlight};
use thuchu_model::{
    Capture, CaptureFile, CaptureId, CheckId, EvidenceId, FileRole, Look, ReviewId, SourceShown as Said,
};
use thuchu_store::captures::{self, CopyRequest};
use thuchu_store::{StoreError, checks, reviews};

use super::Evidence;
use super::copies;

/// Looks that are listed.
const MOST_LOOKS: u32 = 60;
/// Copies of the same address that are listed.
const MOST_OTHERS: u32 = 20;
/// Letters shown around a quote.
const AROUND: usize = 300;

/// A source of a draft, for the desk.
#[derive(Debug, Clone)]
pub struct SourceShown {
    /// What the draft says of it.
    pub source: thuchu_model::Evidence,
    /// Its copy.
    pub capture: Option<Capture>,
    /// Whether all files of the copy are there.
    pub whole: bool,
    /// Where the quoted words are.
    pub words: Words,
    /// The last wish for a copy, and what became of it.
    pub wish: Option<CopyRequest>,
    /// What later looks found, newest first.
    pub looks: Vec<Look>,
    /// Other copies of the same address, newest first.
    pub others: Vec<Capture>,
}

/// Where quoted words are in a copy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Words {
    /// Nothing is quoted, or there is no copy.
    None,
    /// Too few words to tell where they are from.
    TooShort,
    /// They are not in it.
    NotFound,
    /// The words were read from a picture by a machine, and prove nothing.
    ReadByMachine,
    /// Here: what stands before, the words as they stand there, what stands after.
    Found(String, String, String),
}

/// A source of a published version, for readers.
#[derive(Debug, Clone)]
pub struct Kept {
    /// What the version says of it.
    pub source: Said,
    /// Its copy.
    pub capture: Capture,
    /// What later looks found, newest first.
    pub looks: Vec<Look>,
    /// Where the quoted words are.
    pub words: Words,
}

impl Evidence {
    /// A source of a draft with all that is known of it. `None`: there is no such source.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn source(&self, review: ReviewId, id: EvidenceId) -> Result<Option<SourceShown>, StoreError> {
        let mut read = self.desk.db.read();
        let Some(draft) = reviews::draft(&mut read, review).await? else { return Ok(None) };
        let content = draft.draft.content;
        let Some(source) = content.source(id).cloned() else { return Ok(None) };
        let copy = copies::copy_of(&mut read, &self.desk.blobs, &source).await?;
        let whole = copy.is_some_and(|copy| copy.whole);
        let capture = match source.snapshot {
            Some(snapshot) => captures::get(&mut read, snapshot.capture).await?,
            None => None,
        };
        let looks = match &capture {
            Some(capture) => captures::looks(&mut read, capture.id, MOST_LOOKS).await?,
            None => Vec::new(),
        };
        let wishes = captures::of_review(&mut read, review).await?;
        let mut others = captures::of_url(&mut read, &source.url, MOST_OTHERS).await?;
        others.retain(|other| capture.as_ref().is_none_or(|capture| capture.id != other.id));
        let words = match &capture {
            Some(capture) => self.words(capture, source.quote.as_deref()).await?,
            None => Words::None,
        };
        let wish = wishes.into_iter().find(|wish| wish.evidence == id);
        Ok(Some(SourceShown { source, capture, whole, words, wish, looks, others }))
    }

    /// The wishes for copies of a review, for its page.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn wishes(&self, review: ReviewId) -> Result<Vec<CopyRequest>, StoreError> {
        captures::of_review(&mut self.desk.db.read(), review).await
    }

    /// The source at this place (from 1) of a published version. `None`: there is none, or it has no copy.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn kept(&self, check: CheckId, number: u32, place: usize) -> Result<Option<Kept>, StoreError> {
        let mut read = self.desk.db.read();
        let Some(version) = checks::version(&mut read, check, number).await? else { return Ok(None) };
        let source = place.checked_sub(1).and_then(|place| version.content.evidence.get(place).cloned());
        let Some((source, id)) = source.and_then(|source| Some((source.clone(), source.capture?))) else {
            return Ok(None);
        };
        let Some(capture) = captures::get(&mut read, id).await? else { return Ok(None) };
        let looks = captures::looks(&mut read, id, MOST_LOOKS).await?;
        let words = self.words(&capture, source.quote.as_deref()).await?;
        Ok(Some(Kept { source, capture, looks, words }))
    }

    /// The newest look at each of these copies, for the cards of a check's page.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn newest_looks(&self, copies: &[CaptureId]) -> Result<Vec<Look>, StoreError> {
        let mut read = self.desk.db.read();
        let mut newest = Vec::new();
        for copy in copies {
            newest.extend(captures::looks(&mut read, *copy, 1).await?);
        }
        Ok(newest)
    }

    /// The inert page of a copy with these words marked, ready to be shown in a frame without any right. `None`: the copy
    /// has no page, or its file is lost.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn page(&self, id: CaptureId, quote: Option<&str>) -> Result<Option<String>, StoreError> {
        let Some((_, bytes)) = self.file(id, FileRole::Page).await? else { return Ok(None) };
        let html = String::from_utf8_lossy(&bytes).into_owned();
        Ok(Some(match quote {
            Some(quote) => highlight(&html, &[quote]).html,
            None => html,
        }))
    }

    /// A file of a copy. `None`: there is no such file, or it is lost.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn file(&self, id: CaptureId, role: FileRole) -> Result<Option<(CaptureFile, Bytes)>, StoreError> {
        let Some(capture) = captures::get(&mut self.desk.db.read(), id).await? else { return Ok(None) };
        let Some(file) = capture.file(role).cloned() else { return Ok(None) };
        match self.desk.blobs.get(&file.sha256).await {
            Ok(bytes) => Ok(Some((file, bytes))),
            Err(error) if error.is_transient() => Err(error),
            Err(error) => {
                tracing::error!(code = error.code(), file = %file.sha256, "a file of a copy is lost");
                Ok(None)
            }
        }
    }

    /// Whether everybody may have the files of a copy: a published check rests on it.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn is_public(&self, id: CaptureId) -> Result<bool, StoreError> {
        captures::is_cited(&mut self.desk.db.read(), id).await
    }

    /// The copy of this id.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn capture(&self, id: CaptureId) -> Result<Option<Capture>, StoreError> {
        captures::get(&mut self.desk.db.read(), id).await
    }

    /// Copies that hold exactly these bytes, and the checks that rest on them: was this picture seen here before?
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn seen_before(&self, id: CaptureId) -> Result<Vec<(CaptureId, Vec<CheckId>)>, StoreError> {
        let mut read = self.desk.db.read();
        let Some(capture) = captures::get(&mut read, id).await? else { return Ok(Vec::new()) };
        let Some(leading) = capture.file(FileRole::Document) else { return Ok(Vec::new()) };
        let mut found = Vec::new();
        for other in captures::with_file(&mut read, &leading.sha256, MOST_OTHERS).await? {
            if other != id {
                found.push((other, captures::checks_on(&mut read, other).await?));
            }
        }
        Ok(found)
    }

    async fn words(&self, capture: &Capture, quote: Option<&str>) -> Result<Words, StoreError> {
        let Some(quote) = quote.filter(|quote| !quote.trim().is_empty()) else { return Ok(Words::None) };
        if capture.facts.read_by_machine {
            return Ok(Words::ReadByMachine);
        }
        let Some((_, bytes)) = self.file(capture.id, FileRole::Text).await? else { return Ok(Words::NotFound) };
        let text = String::from_utf8_lossy(&bytes);
        Ok(match find_quote(&text, quote) {
            Err(_) => Words::TooShort,
            Ok(None) => Words::NotFound,
            Ok(Some(at)) => around(&text, at),
        })
    }

    /// Whether these words stand in another copy, such as what a source became.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn still_says(&self, id: CaptureId, quote: &str) -> Result<bool, StoreError> {
        match captures::get(&mut self.desk.db.read(), id).await? {
            Some(capture) => copies::stands_in(&self.desk.blobs, &capture, quote).await,
            None => Ok(false),
        }
    }
}

fn around(text: &str, at: std::ops::Range<usize>) -> Words {
    let (before, rest) = text.split_at_checked(at.start).unwrap_or((text, ""));
    let (words, after) = rest.split_at_checked(at.end.saturating_sub(at.start)).unwrap_or((rest, ""));
    let start = before.char_indices().rev().nth(AROUND).map_or(0, |(at, _)| at);
    let after: String = after.chars().take(AROUND).collect();
    Words::Found(before[start..].to_owned(), words.to_owned(), after)
}
