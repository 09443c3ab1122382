//! What the answers are made of: pages, pictures, encodings.

use std::io::{Cursor, Write as _};
use std::sync::LazyLock;

use flate2::Compression;
use flate2::write::GzEncoder;
use image::{ImageFormat, Rgb, RgbImage};
use thuchu_text::legacy::{self, Legacy};

use super::Act;

/// Words that every encoding has.
pub(super) const WORDS: &str = "Tin giả về nước chanh";

pub(super) fn page(body: &str) -> String {
    // A frameset stands in the place of a body; within one, no reader would see it.
    let (open, close) = if body.starts_with("<frameset") { ("", "") } else { ("<body>", "</body>") };
    format!("<!doctype html><html lang=\"vi\"><head><title>Trang thử</title></head>{open}{body}{close}</html>")
}

/// A whole answer with its length.
pub(super) fn whole(status: u16, headers: &[&str], body: &[u8]) -> Vec<Act> {
    let length = format!("content-length: {}", body.len());
    vec![head(status, &[headers, &[&length]].concat()), Act::Send(body.to_vec())]
}

pub(super) fn head(status: u16, headers: &[&str]) -> Act {
    let lines: String = headers.iter().map(|header| format!("{header}\r\n")).collect();
    Act::Send(format!("HTTP/1.1 {status} X\r\nconnection: close\r\n{lines}\r\n").into_bytes())
}

pub(super) fn html(body: &str) -> Vec<Act> {
    whole(200, &["content-type: text/html; charset=utf-8"], page(body).as_bytes())
}

pub(super) fn to(status: u16, location: &str) -> Vec<Act> {
    whole(status, &[&format!("location: {location}")], b"")
}

/// In chunks of a few bytes, which cut letters in the middle.
pub(super) fn chunked(headers: &[&str], body: &[u8]) -> Vec<Act> {
    let mut bytes = Vec::new();
    for chunk in body.chunks(7) {
        bytes.extend(format!("{:x}\r\n", chunk.len()).into_bytes());
        bytes.extend_from_slice(chunk);
        bytes.extend_from_slice(b"\r\n");
    }
    bytes.extend_from_slice(b"0\r\n\r\n");
    vec![head(200, &[headers, &["transfer-encoding: chunked"]].concat()), Act::Send(bytes)]
}

pub(super) fn gzip(body: &[u8]) -> Vec<u8> {
    let mut packed = GzEncoder::new(Vec::new(), Compression::fast());
    packed.write_all(body).expect("memory takes all");
    packed.finish().expect("memory takes all")
}

/// Letters of a one-byte encoding, found by decoding every byte. Text must be of letters that it has.
pub(super) fn encode(text: &str, encoding: Legacy) -> Vec<u8> {
    let letters: Vec<String> = (0..=255).map(|byte| legacy::decode(&[byte], encoding)).collect();
    let byte = |c: char| {
        // ASCII is itself everywhere.
        let found =
            if c.is_ascii() { Some(c as usize) } else { letters.iter().position(|letter| letter.chars().eq([c])) };
        u8::try_from(found.unwrap_or_else(|| panic!("{encoding:?} has no {c:?}"))).expect("a byte")
    };
    text.chars().map(byte).collect()
}

fn picture(format: ImageFormat) -> Vec<u8> {
    let drawn = RgbImage::from_fn(64, 48, |x, y| Rgb([(x * 4) as u8, (y * 5) as u8, 128]));
    let mut out = Cursor::new(Vec::new());
    drawn.write_to(&mut out, format).expect("a picture");
    out.into_inner()
}

pub(super) static PNG: LazyLock<Vec<u8>> = LazyLock::new(|| picture(ImageFormat::Png));
pub(super) static JPEG: LazyLock<Vec<u8>> = LazyLock::new(|| picture(ImageFormat::Jpeg));

/// Eight megabytes of blanks, packed to a thousandth.
pub(super) static BOMB: LazyLock<Vec<u8>> = LazyLock::new(|| gzip(&vec![b' '; 8 << 20]));

/// The smallest document that readers of PDF open: one empty page.
pub(super) const PDF: &[u8] = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n\
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>endobj\n\
xref\n0 4\n0000000000 65535 f \n\
0000000009 00000 n \n\
0000000052 00000 n \n\
0000000101 00000 n \n\
trailer<</Size 4/Root 1 0 R>>\nstartxref\n164\n%%EOF\n";
