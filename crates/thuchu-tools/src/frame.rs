//! How a worker answers: one line of JSON, then the bytes of the picture.
//!
//! ```text
//! {"picture":{"kind":"jpeg","width":2048,"height":1536}}⏎ … bytes to the end …
//! {"refused":"too_many_pixels"}⏎
//! ```

use std::io::{self, Write};

use bytes::Bytes;
use serde::{Deserialize, Serialize};

use crate::{Kind, LONGEST_SIDE, Picture, Refusal};

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
