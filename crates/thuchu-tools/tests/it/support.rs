//! Workers, and what must hold of whatever they give.

use std::path::Path;
use std::time::Duration;

use bytes::Bytes;
use thuchu_tools::{Kind, LONGEST_SIDE, Limits, Picture, PictureError, Pictures, Refusal};

pub(crate) const WORKER: &str = env!("CARGO_BIN_EXE_thuchu-tools-worker");

/// Enough for a machine that does much else.
pub(crate) fn patient() -> Limits {
    Limits { wait: Duration::from_secs(120), time: Duration::from_secs(60), ..Limits::default() }
}

pub(crate) fn pictures() -> Pictures {
    Pictures::new(WORKER, patient())
}

pub(crate) async fn clean(file: impl Into<Bytes>) -> Result<Picture, PictureError> {
    let cleaned = pictures().clean(file.into()).await;
    if let Ok(picture) = &cleaned {
        holds_only_pixels(picture);
    }
    cleaned
}

#[track_caller]
pub(crate) fn refused(cleaned: Result<Picture, PictureError>, refusal: Refusal) {
    assert_eq!(cleaned.map(|picture| picture.kind), Err(PictureError::Refused(refusal)));
}

/// The pixels of a cleaned picture.
pub(crate) fn pixels(picture: &Picture) -> image::DynamicImage {
    image::load_from_memory(&picture.bytes).unwrap()
}

pub(crate) fn holds(bytes: &[u8], word: &[u8]) -> bool {
    bytes.windows(word.len()).any(|window| window == word)
}

/// The parts of the file are those that pixels need, and nothing stands behind its end.
#[track_caller]
pub(crate) fn holds_only_pixels(picture: &Picture) {
    assert!((1..=LONGEST_SIDE).contains(&picture.width) && (1..=LONGEST_SIDE).contains(&picture.height));
    let file = &picture.bytes[..];
    match picture.kind {
        Kind::Png => {
            assert_eq!(&file[..8], b"\x89PNG\r\n\x1a\n");
            let mut at = 8;
            while at < file.len() {
                let length = u32::from_be_bytes(file[at..at + 4].try_into().unwrap()) as usize;
                let kind = &file[at + 4..at + 8];
                assert!([b"IHDR", b"IDAT", b"IEND"].iter().any(|known| *known == kind), "{kind:?}");
                at += 12 + length;
                assert_eq!(kind == b"IEND", at == file.len());
            }
        }
        Kind::Jpeg => {
            assert_eq!(&file[..2], b"\xff\xd8");
            let mut at = 2;
            loop {
                let (marker, length) = (file[at + 1], usize::from(u16::from_be_bytes([file[at + 2], file[at + 3]])));
                assert_eq!(file[at], 0xff);
                // JFIF, quantisation, Huffman tables, frame, scan.
                assert!([0xe0, 0xdb, 0xc4, 0xc0, 0xda].contains(&marker), "{marker:x}");
                assert!(marker != 0xe0 || length == 16, "a JFIF header with more in it");
                at += 2 + length;
                if marker == 0xda {
                    break;
                }
            }
            // Within the scan, 0xff is followed by 0; the next marker is the end of the picture and of the file.
            let end = file[at..].windows(2).position(|pair| pair[0] == 0xff && pair[1] != 0).unwrap();
            assert_eq!(&file[at + end..], b"\xff\xd9");
        }
    }
}

/// Workers that behave as `name` says (`tests/worker.rs`), in a folder of their own.
pub(crate) fn behaving(name: &str, folder: &Path, limits: Limits) -> Pictures {
    let link = folder.join(name);
    std::os::unix::fs::symlink(WORKER, &link).unwrap();
    Pictures::new(link, limits)
}
