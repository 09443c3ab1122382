//! The desk's side of reading documents: one worker for each file, few at a time.

use std::path::PathBuf;

use bytes::Bytes;
use tokio::sync::Semaphore;
use tokio::time::timeout;

use crate::document::{Document, DocumentError, DocumentRefusal, MAX_DOCUMENT};
use crate::run::{Broken, Ended, run};
use crate::{FileKind, Limits, PictureError, Refusal, frame, kind_of, worker};

/// Reads files that an editor brings, or that a site has: pictures, PDF, DOCX, ODT, plain text.
#[derive(Debug)]
pub struct Documents {
    program: PathBuf,
    limits: Limits,
    turns: Semaphore,
}

impl Documents {
    /// Workers are this program, called `PROGRAM --worker photo` or `… document`, which must hand over to [`worker::run`].
    #[must_use]
    pub fn new(program: impl Into<PathBuf>, limits: Limits) -> Self {
        Self { program: program.into(), limits, turns: Semaphore::new(limits.at_once) }
    }

    /// The file read, and written anew without what lay beside its content. Who drops the future ends the worker.
    ///
    /// # Errors
    /// The file is refused, took too long, had to wait too long, or no worker answered. A page of the web is not read here:
    /// [`DocumentError::NotTaken`].
    pub async fn read(&self, file: Bytes) -> Result<Document, DocumentError> {
        if file.len() as u64 > MAX_DOCUMENT {
            return Err(DocumentError::TooLarge);
        }
        let kind = kind_of(&file)?;
        let (work, seconds) = match kind {
            FileKind::Html => return Err(DocumentError::NotTaken),
            FileKind::Text => return Ok(plain(&file)),
            FileKind::Pdf | FileKind::Docx | FileKind::Odt => (worker::DOCUMENT, worker::DOCUMENT_SECONDS),
            _ => (worker::PHOTO, worker::PHOTO_SECONDS),
        };
        let turn = timeout(self.limits.wait, self.turns.acquire()).await;
        let Ok(Ok(_turn)) = turn else { return Err(DocumentError::Busy) };
        // The limit of processor time is the worker's own; the clock goes on while others work.
        let time = std::time::Duration::from_secs(seconds * 3);
        match run(&self.program, work, file, frame::MAX_DOCUMENT_ANSWER, time).await {
            Ok(answer) => frame::read_document(&answer, kind)
                .ok_or_else(|| DocumentError::NoWorker("its answer is not one of ours".to_owned()))?,
            Err(Broken::Ended(Ended::Panicked)) => Err(DocumentRefusal::Broken.into()),
            Err(Broken::Ended(Ended::NoMemory)) => Err(match kind.is_picture() {
                true => DocumentError::Picture(PictureError::Refused(Refusal::TooManyPixels)),
                false => DocumentRefusal::TooMuchInside.into(),
            }),
            Err(Broken::Ended(Ended::NoTime) | Broken::TookTooLong) => Err(DocumentError::TookTooLong),
            Err(Broken::Ended(Ended::Otherwise(why)) | Broken::NoWorker(why)) => Err(DocumentError::NoWorker(why)),
        }
    }
}

/// Plain text needs no worker: it is what it is.
fn plain(file: &Bytes) -> Document {
    let text = String::from_utf8_lossy(file).trim_start_matches('\u{feff}').replace("\r\n", "\n");
    Document {
        kind: FileKind::Text,
        bytes: Bytes::from(text.clone()),
        media_type: "text/plain; charset=utf-8",
        text: Some(crate::document::bounded(text)),
        pages: None,
        facts: Vec::new(),
    }
}
