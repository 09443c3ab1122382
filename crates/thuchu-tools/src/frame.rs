//! How a worker answers: one line of JSON, then the bytes of the picture.
//!
//! ```text
//! {"picture":{"kind":"jpeg","width":2048,"height":1536}}⏎ … bytes to the end …
//! {"refused":"too_many_pixels"}⏎
//! ```

use std::io::{self, Write};

use bytes::Bytes;
use serde::{Deserialize, Serialize};

use crate::document::{Document, DocumentError, DocumentRefusal, MAX_TEXT, Made};
use crate::facts::{MOST as MOST_FACTS, MOST_CHARS as MOST_FACT};
use crate::{Fact, FileKind, Kind, LONGEST_SIDE, Picture, PictureError, Refusal};

/// The most bytes of an answer that are read: 8 MiB. The noisiest picture of 2,048 × 2,048 pixels stays below.
pub(crate) const MAX_ANSWER: u64 = 8 * 1024 * 1024;

#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Head {
    Picture { kind: Kind, width: u32, height: u32 },
    Refused(Refusal),
}

/// Writes an answer.
pub(crate) fn write(answer: &Result<Picture, Refusal>, mut to: impl Write) -> io::Result<()> {
    let (head, body) = match answer {
        Ok(Picture { bytes, kind, width, height }) => {
            (Head::Picture { kind: *kind, width: *width, height: *height }, bytes.as_ref())
        }
        Err(refusal) => (Head::Refused(*refusal), [].as_slice()),
    };
    serde_json::to_writer(&mut to, &head)?;
    to.write_all(b"\n")?;
    to.write_all(body)?;
    to.flush()
}

/// Reads an answer; `None` if it is none. A worker that was taken over says whatever it likes: so a picture must begin
/// as its kind does and be as small as ours are.
pub(crate) fn read(answer: &Bytes) -> Option<Result<Picture, Refusal>> {
    let end = answer.iter().position(|byte| *byte == b'\n')?;
    match serde_json::from_slice(answer.get(..end)?).ok()? {
        Head::Refused(refusal) => Some(Err(refusal)),
        Head::Picture { kind, width, height } => {
            let bytes = answer.slice(end + 1..);
            let sides = 1..=LONGEST_SIDE;
            let ours = sides.contains(&width)
                && sides.contains(&height)
                && image::guess_format(&bytes).is_ok_and(|format| format == kind.format());
            ours.then_some(Ok(Picture { bytes, kind, width, height }))
        }
    }
}

/// The most bytes of an answer about a document: what came in, its words, and room for what packs worse than before.
pub(crate) const MAX_DOCUMENT_ANSWER: u64 = 48 * 1024 * 1024;

/// Which rule a file breaks.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Why {
    /// One for pictures.
    Picture(Refusal),
    /// One for documents.
    Document(DocumentRefusal),
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum DocumentHead {
    Made { png: bool, pages: Option<u32>, text: Option<u64>, facts: Vec<Fact> },
    Refused(Why),
}

/// Writes an answer about a document: one line of JSON, its words, the file.
pub(crate) fn write_document(made: Result<Made, Why>, mut to: impl Write) -> io::Result<()> {
    let (head, text, file) = match made {
        Ok(made) => {
            let text = made.text.unwrap_or_default();
            let said = (!text.is_empty()).then_some(text.len() as u64);
            let head = DocumentHead::Made { png: made.png, pages: made.pages, text: said, facts: made.facts };
            (head, text, made.bytes)
        }
        Err(why) => (DocumentHead::Refused(why), String::new(), Vec::new()),
    };
    serde_json::to_writer(&mut to, &head)?;
    to.write_all(b"\n")?;
    to.write_all(text.as_bytes())?;
    to.write_all(&file)?;
    to.flush()
}

/// Reads an answer about a file of this kind; `None` if it is none. As a worker that was taken over says whatever it likes, the
/// file must begin as ours do, words must be words, and facts few and short.
pub(crate) fn read_document(answer: &Bytes, kind: FileKind) -> Option<Result<Document, DocumentError>> {
    let end = answer.iter().position(|byte| *byte == b'\n')?;
    let (png, pages, text, facts) = match serde_json::from_slice(answer.get(..end)?).ok()? {
        DocumentHead::Refused(Why::Picture(refusal)) => {
            return Some(Err(DocumentError::Picture(PictureError::Refused(refusal))));
        }
        DocumentHead::Refused(Why::Document(refusal)) => return Some(Err(refusal.into())),
        DocumentHead::Made { png, pages, text, facts } => (png, pages, text, facts),
    };
    let words = usize::try_from(text.unwrap_or_default()).ok().filter(|words| *words <= MAX_TEXT)?;
    let begin = end + 1;
    let text = match text {
        Some(_) => Some(std::str::from_utf8(answer.get(begin..begin.checked_add(words)?)?).ok()?.to_owned()),
        None => None,
    };
    let bytes = answer.slice(begin + words..);
    let (media_type, start): (&'static str, &[u8]) = match kind {
        FileKind::Pdf => ("application/pdf", b"%PDF-"),
        FileKind::Docx => ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", b"PK\x03\x04"),
        FileKind::Odt => ("application/vnd.oasis.opendocument.text", b"PK\x03\x04"),
        _ if png => ("image/png", b"\x89PNG"),
        _ => ("image/jpeg", b"\xff\xd8\xff"),
    };
    let few = facts.len() <= MOST_FACTS && facts.iter().all(|fact| fact.value.chars().count() <= MOST_FACT);
    let ours = bytes.starts_with(start) && few;
    ours.then_some(Ok(Document { kind, bytes, media_type, text, pages, facts }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_text(answer: &'static str) -> Option<Result<Picture, Refusal>> {
        read(&Bytes::from_static(answer.as_bytes()))
    }

    #[test]
    fn an_answer_is_read_as_it_was_written() {
        let bytes = Bytes::from_static(b"\x89PNG\r\n\x1a\nand\nmore");
        for answer in [Ok(Picture { bytes, kind: Kind::Png, width: 3, height: 2_048 }), Err(Refusal::Broken)] {
            let mut pipe = Vec::new();
            write(&answer, &mut pipe).unwrap();
            assert_eq!(read(&pipe.into()), Some(answer));
        }
    }

    #[test]
    fn what_no_worker_of_ours_says_is_no_answer() {
        for answer in [
            "",
            "\n",
            "hello\n",
            "{\"refused\":\"too_many_pixels\"}",
            "{\"refused\":\"no_such_rule\"}\n",
            "{\"picture\":{\"kind\":\"gif\",\"width\":1,\"height\":1}}\nGIF89a",
            "{\"picture\":{\"kind\":\"png\",\"width\":1,\"height\":1}}\n<html>",
            "{\"picture\":{\"kind\":\"png\",\"width\":0,\"height\":1}}\n\u{89}PNG\r\n\u{1a}\n",
        ] {
            assert_eq!(read_text(answer), None, "{answer}");
        }
        let mut large = b"{\"picture\":{\"kind\":\"jpeg\",\"width\":1,\"height\":2049}}\n\xff\xd8\xff".to_vec();
        assert_eq!(read(&large.clone().into()), None);
        let at = large.iter().position(|byte| *byte == b'9').unwrap();
        large[at] = b'8';
        assert!(read(&large.into()).unwrap().is_ok());
    }
}
