//! What a file is, by its content alone: neither its name nor a declared type is believed.

use image::ImageFormat;
use serde::{Deserialize, Serialize};

use crate::DocumentError;

/// How far into a file its beginning is looked for: PDF readers take a header within the first kilobyte.
const WINDOW: usize = 1_024;

/// What a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FileKind {
    /// A picture.
    Jpeg,
    /// A picture.
    Png,
    /// A picture.
    WebP,
    /// A picture; of one that moves, the first is taken.
    Gif,
    /// A document in pages.
    Pdf,
    /// A document of Word (Office Open XML).
    Docx,
    /// A document of LibreOffice (OpenDocument text).
    Odt,
    /// A page of the web. Making it inert is left to the caller.
    Html,
    /// Plain text, UTF-8.
    Text,
}

impl FileKind {
    /// Whether it is a picture.
    #[must_use]
    pub const fn is_picture(self) -> bool {
        matches!(self, Self::Jpeg | Self::Png | Self::WebP | Self::Gif)
    }
}

/// Says what a file is. A file that is several things at once is what it begins as; written anew, it is nothing else.
///
/// # Errors
/// [`DocumentError::Empty`], [`DocumentError::NotTaken`] for everything that is not on the list: programs, archives, SVG,
/// spreadsheets, recordings.
pub fn kind_of(file: &[u8]) -> Result<FileKind, DocumentError> {
    if file.is_empty() {
        return Err(DocumentError::Empty);
    }
    match image::guess_format(file) {
        Ok(ImageFormat::Jpeg) => return Ok(FileKind::Jpeg),
        Ok(ImageFormat::Png) => return Ok(FileKind::Png),
        Ok(ImageFormat::WebP) => return Ok(FileKind::WebP),
        Ok(ImageFormat::Gif) => return Ok(FileKind::Gif),
        _ => {}
    }
    let window = &file[..file.len().min(WINDOW)];
    if file.starts_with(b"PK\x03\x04") {
        return office(file).ok_or(DocumentError::NotTaken);
    }
    if window.windows(5).any(|five| five == b"%PDF-") {
        return Ok(FileKind::Pdf);
    }
    if looks_like_html(window) {
        return Ok(FileKind::Html);
    }
    let text = std::str::from_utf8(file).map_err(|_| DocumentError::NotTaken)?;
    let plain = |letter: char| !letter.is_control() || matches!(letter, '\n' | '\r' | '\t' | '\u{c}');
    if text.starts_with("<?xml") || text.contains("<svg") || !text.chars().all(plain) {
        return Err(DocumentError::NotTaken);
    }
    Ok(FileKind::Text)
}

/// The two formats put their main part, or their type, among the first names of the archive; which it really is, the worker
/// finds out.
fn office(file: &[u8]) -> Option<FileKind> {
    let holds = |name: &[u8]| file.windows(name.len()).any(|part| part == name);
    let odt = b"mimetypeapplication/vnd.oasis.opendocument.text";
    if file.get(30..).is_some_and(|rest| rest.starts_with(odt)) {
        return Some(FileKind::Odt);
    }
    holds(b"word/document.xml").then_some(FileKind::Docx)
}

/// As browsers sniff it (WHATWG MIME Sniffing §7.1): a tag that only HTML begins with, after blanks and comments; UTF-16 with
/// its mark is looked at as well.
fn looks_like_html(window: &[u8]) -> bool {
    let narrow: Vec<u8>;
    let bytes = match window {
        [0xff, 0xfe, rest @ ..] => {
            narrow = rest.iter().step_by(2).copied().collect();
            &narrow
        }
        [0xfe, 0xff, rest @ ..] => {
            narrow = rest.iter().skip(1).step_by(2).copied().collect();
            &narrow
        }
        [0xef, 0xbb, 0xbf, rest @ ..] => rest,
        other => other,
    };
    let text = String::from_utf8_lossy(bytes).to_ascii_lowercase();
    let mut text = text.trim_start();
    loop {
        let comment = text.strip_prefix("<!--").and_then(|rest| rest.split_once("-->"));
        let declared = text.strip_prefix("<?xml").and_then(|rest| rest.split_once("?>"));
        match comment.or(declared) {
            Some((_, rest)) => text = rest.trim_start(),
            None => break,
        }
    }
    let tags = [
        "<!doctype html",
        "<html",
        "<head",
        "<body",
        "<script",
        "<iframe",
        "<h1",
        "<div",
        "<font",
        "<table",
        "<a ",
        "<style",
        "<title",
        "<b>",
        "<br",
        "<p",
        "<meta",
        "<link",
        "<center",
        "<frameset",
    ];
    tags.iter().any(|tag| text.starts_with(tag))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_what_it_begins_as() {
        let kind = |file: &[u8]| kind_of(file).ok();
        assert_eq!(kind(b"\xff\xd8\xff\xe0 <html><script>"), Some(FileKind::Jpeg));
        assert_eq!(kind(b"GIF89a/*"), Some(FileKind::Gif));
        assert_eq!(kind(b"rest of something\n%PDF-1.7\n"), Some(FileKind::Pdf));
        assert_eq!(kind("\u{feff} <!-- x --> <HTML lang=vi>".as_bytes()), Some(FileKind::Html));
        assert_eq!(kind(b"<?xml version=\"1.0\"?><html xmlns=\"x\">"), Some(FileKind::Html));
        assert_eq!(kind(b"\xff\xfe<\0h\0t\0m\0l\0>\0"), Some(FileKind::Html));
        assert_eq!(kind("Thông báo số 12\nngày 3/3".as_bytes()), Some(FileKind::Text));
    }

    #[test]
    fn what_is_not_on_the_list_is_not_taken() {
        for file in [
            &b"<svg xmlns=\"http://www.w3.org/2000/svg\"><script/></svg>"[..],
            b"<?xml version=\"1.0\"?><svg/>",
            b"\x7fELF\x02\x01",
            b"PK\x03\x04 an archive of anything",
            b"#!/bin/sh\0",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 an old document",
            b"RIFF\x24\0\0\0AVI LIST",
        ] {
            assert!(matches!(kind_of(file), Err(DocumentError::NotTaken)), "{file:?}");
        }
        assert!(matches!(kind_of(b""), Err(DocumentError::Empty)));
    }
}
