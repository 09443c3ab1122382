//! A form with files, part by part as it streams in (RFC 7578): nothing is held but one piece, so a part may be as large
//! as its taker allows. Names of files are not read.

use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, header};
use bytes::{Buf as _, BytesMut};
use futures_util::{Stream, StreamExt as _};
use thuchu_listen::Refusal;
use thuchu_say as say;

use crate::error::Fault;

/// Bytes of a whole form.
pub(crate) const MOST_BYTES: u64 = 53 * 1024 * 1024;
/// Parts of a form: its fields, five pictures, and some to spare.
const MOST_PARTS: usize = 12;
/// Bytes of the head of a part.
const MOST_HEAD: usize = 4 * 1024;
/// What a form with files calls itself.
const FORM: &str = "multipart/form-data";

/// The parts of a form.
pub(crate) struct Parts<S> {
    stream: S,
    /// Read, not yet given out. Begins with a line end, so that the first delimiter is like all others.
    held: BytesMut,
    delimiter: Vec<u8>,
    at: At,
    received: u64,
    parts: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum At {
    /// Within a part, or before the first.
    Inside,
    /// Right behind a delimiter.
    Between,
    /// Behind the last one.
    End,
}

impl Parts<()> {
    /// Of a request's body.
    pub(crate) fn of(head: &HeaderMap, body: Body) -> Result<Parts<impl Stream<Item = Result<Bytes, Fault>>>, Fault> {
        let boundary = boundary(head).ok_or(Fault::WrongType(FORM))?;
        let stream = body.into_data_stream().map(|piece| {
            piece.map_err(|error| match thuchu_listen::what_stopped(&error) {
                Some(Refusal::BodyTooLarge) => Fault::TooLarge(MOST_BYTES),
                _ => Fault::Incomplete,
            })
        });
        Ok(Parts::new(boundary, stream))
    }
}

impl<S: Stream<Item = Result<Bytes, Fault>> + Unpin> Parts<S> {
    fn new(boundary: &str, stream: S) -> Self {
        let delimiter = format!("\r\n--{boundary}").into_bytes();
        Self { stream, held: BytesMut::from(&b"\r\n"[..]), delimiter, at: At::Inside, received: 0, parts: 0 }
    }

    /// The name of the next part; `None` behind the last. What is left of the one before is dropped.
    pub(crate) async fn next(&mut self) -> Result<Option<String>, Fault> {
        if self.parts == 0 && self.piece().await?.is_some() {
            return Err(broken());
        }
        while self.piece().await?.is_some() {}
        if self.at == At::End {
            return Ok(None);
        }
        while self.held.len() < 2 {
            self.read().await?;
        }
        if self.held.starts_with(b"--") {
            self.at = At::End;
            return Ok(None);
        }
        self.parts += 1;
        if !self.held.starts_with(b"\r\n") || self.parts > MOST_PARTS {
            return Err(broken());
        }
        let end = loop {
            match self.held.windows(4).take(MOST_HEAD).position(|four| four == b"\r\n\r\n") {
                Some(end) => break end,
                None if self.held.len() > MOST_HEAD => return Err(broken()),
                None => self.read().await?,
            }
        };
        let head = self.held.split_to(end);
        // The line end before the body stays: a delimiter may follow at once.
        self.held.advance(2);
        let name = std::str::from_utf8(&head).ok().and_then(name).ok_or_else(broken)?;
        self.at = At::Inside;
        // A body that is empty begins with its delimiter; any other begins behind the line end.
        while self.held.len() < self.delimiter.len() && self.delimiter.starts_with(&self.held) {
            self.read().await?;
        }
        if !self.held.starts_with(&self.delimiter) {
            self.held.advance(2);
        }
        Ok(Some(name))
    }

    /// The next piece of the part; `None` at its end.
    pub(crate) async fn piece(&mut self) -> Result<Option<Bytes>, Fault> {
        while self.at == At::Inside {
            let first = self.delimiter[0];
            let found = self
                .held
                .windows(self.delimiter.len())
                .position(|window| window[0] == first && window == self.delimiter);
            match found {
                Some(0) => {
                    self.held.advance(self.delimiter.len());
                    self.at = At::Between;
                }
                Some(end) => return Ok(Some(self.held.split_to(end).freeze())),
                None if self.held.len() >= self.delimiter.len() => {
                    // The end may be the beginning of a delimiter.
                    let sure = self.held.len() + 1 - self.delimiter.len();
                    return Ok(Some(self.held.split_to(sure).freeze()));
                }
                None => self.read().await?,
            }
        }
        Ok(None)
    }

    /// The whole part as text, of at most so many bytes.
    pub(crate) async fn text(&mut self, most: usize) -> Result<String, Fault> {
        let mut text = Vec::new();
        while let Some(piece) = self.piece().await? {
            if text.len() + piece.len() > most {
                return Err(Fault::TooLarge(most as u64));
            }
            text.extend_from_slice(&piece);
        }
        Ok(String::from_utf8_lossy(&text).into_owned())
    }

    async fn read(&mut self) -> Result<(), Fault> {
        let piece = self.stream.next().await.ok_or(Fault::Incomplete)??;
        self.received += piece.len() as u64;
        if self.received > MOST_BYTES {
            return Err(Fault::TooLarge(MOST_BYTES));
        }
        self.held.extend_from_slice(&piece);
        Ok(())
    }
}

fn broken() -> Fault {
    Fault::Unusable("request.multipart", say::web_fault_unusable_advice())
}

/// The boundary that the head names: 1 to 70 characters (RFC 2046 §5.1.1).
fn boundary(head: &HeaderMap) -> Option<&str> {
    let kind = head.get(header::CONTENT_TYPE)?.to_str().ok()?;
    let (form, rest) = kind.split_once(';')?;
    if !form.trim().eq_ignore_ascii_case(FORM) {
        return None;
    }
    let named = rest.split(';').filter_map(|pair| pair.trim().split_once('='));
    let boundary = named.into_iter().find(|(name, _)| name.eq_ignore_ascii_case("boundary"))?.1.trim_matches('"');
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"'()+_,-./:=?".contains(&byte);
    ((1..=70).contains(&boundary.len()) && boundary.bytes().all(plain)).then_some(boundary)
}

/// The name in the head of a part.
fn name(head: &str) -> Option<String> {
    let line = head.lines().find_map(|line| {
        let (name, value) = line.split_once(':')?;
        name.eq_ignore_ascii_case("content-disposition").then_some(value)
    })?;
    let rest = line.trim().strip_prefix("form-data")?;
    let start = rest.find(" name=\"").or_else(|| rest.find(";name=\""))? + 7;
    rest.get(start..)?.split('"').next().map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use futures_util::stream;

    use super::*;

    const FORM_OF_THREE: &[u8] = b"--xX\r\nContent-Disposition: form-data; name=\"text\"\r\n\r\nM\xe1\xbb\x99t\r\n--x\r\n--\r\n--xX\r\n\
        Content-Disposition: form-data; name=\"pictures\"; filename=\"name=\\\"no.jpg\"\r\nContent-Type: image/jpeg\r\n\r\n\
        \r\n--xx\r\r\n--xX\r\ncontent-disposition: form-data; name=\"empty\"\r\n\r\n\r\n--xX--\r\n";

    async fn all(bytes: &[u8], step: usize) -> Result<Vec<(String, String)>, Fault> {
        let pieces: Vec<_> = bytes.chunks(step).map(|piece| Ok(Bytes::copy_from_slice(piece))).collect();
        let mut parts = Parts::new("xX", stream::iter(pieces));
        let mut found = Vec::new();
        while let Some(name) = parts.next().await? {
            found.push((name, parts.text(10_000).await?));
        }
        Ok(found)
    }

    #[test]
    fn parts_are_the_same_however_the_bytes_come() {
        thuchu_testkit::block_on(async {
            for step in 1..FORM_OF_THREE.len() + 1 {
                let found = all(FORM_OF_THREE, step).await.unwrap();
                let wanted = [("text", "Một\r\n--x\r\n--"), ("pictures", "\r\n--xx\r"), ("empty", "")];
                let found: Vec<_> = found.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
                assert_eq!(found, wanted, "in steps of {step}");
            }
        });
    }

    #[test]
    fn what_is_cut_off_endless_or_no_form_is_refused() {
        thuchu_testkit::block_on(async {
            for end in 0..FORM_OF_THREE.len() - 4 {
                assert!(all(&FORM_OF_THREE[..end], 7).await.is_err(), "cut at {end}");
            }
            let part = "--xX\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n\r\n";
            let many = format!("{}--xX--", part.repeat(13));
            assert!(matches!(all(many.as_bytes(), 100).await, Err(Fault::Unusable(..))));
            assert_eq!(all(format!("{}--xX--", part.repeat(12)).as_bytes(), 100).await.unwrap().len(), 12);
            let head = format!("--xX\r\nA: {}", "a".repeat(100_000));
            assert!(matches!(all(head.as_bytes(), 1_000).await, Err(Fault::Unusable(..))));
            let long = format!("{part}{}\r\n--xX--", "a".repeat(20_000)).replace("\r\n\r\n\r\n", "\r\n\r\n");
            assert!(matches!(all(long.as_bytes(), 1_000).await, Err(Fault::TooLarge(10_000))));
            assert!(all(b"preamble\r\n--xX--", 3).await.is_err());
            assert!(all(b"--xX\r\nX: y\r\n\r\na\r\n--xX--", 3).await.is_err());
            assert_eq!(all(b"--xX--", 3).await.unwrap(), []);
        });
    }

    #[test]
    fn a_boundary_is_read_from_a_form_with_files_only() {
        let read = |kind: &str| {
            let head = HeaderMap::from_iter([(header::CONTENT_TYPE, kind.parse().unwrap())]);
            boundary(&head).map(str::to_owned)
        };
        assert_eq!(read("multipart/form-data; boundary=----Web1").as_deref(), Some("----Web1"));
        assert_eq!(read("Multipart/Form-Data; charset=utf-8; boundary=\"a b\""), None);
        assert_eq!(read("multipart/form-data; boundary=\"a+b\"").as_deref(), Some("a+b"));
        for wrong in ["multipart/form-data", "text/plain; boundary=a", "multipart/form-data; boundary="] {
            assert_eq!(read(wrong), None, "{wrong}");
        }
    }
}
