//! Reads what a person hands over as text: a file or standard input, with a limit, and a plain word for everything
//! that is no text. Every way a file can disappoint has its own code.

use std::{
    fs::File,
    io::{self, Read},
    path::Path,
};

use thuchu_say as say;

use crate::problem::Problem;

/// Most bytes of one question.
pub(crate) const QUESTION_LIMIT: u64 = 4 * 1024 * 1024;

/// A text file of at most `limit` bytes, UTF-8 with or without a byte order mark.
pub(crate) fn text_file(path: &Path, limit: u64) -> Result<String, Problem> {
    let name = path.display().to_string();
    let file = open(path)?;
    text(file, &name, limit)
}

/// Opens a file for reading; a directory is no file.
pub(crate) fn open(path: &Path) -> Result<File, Problem> {
    let name = path.display();
    match std::fs::metadata(path) {
        Ok(metadata) if metadata.is_dir() => return Err(Problem::unusable(say::error_input_directory(name))),
        Err(error) => return Err(unreadable(path, &error)),
        Ok(_) => {}
    }
    File::open(path).map_err(|error| unreadable(path, &error))
}

/// All of standard input as text, at most `limit` bytes.
pub(crate) fn standard_input(limit: u64, lang: say::Lang) -> Result<String, Problem> {
    text(io::stdin().lock(), &say::input_stdin().in_lang(lang), limit)
}

/// Text of at most `limit` bytes from any reader; `name` is what people call it.
pub(crate) fn text(reader: impl Read, name: &str, limit: u64) -> Result<String, Problem> {
    let mut bytes = Vec::new();
    let read = reader.take(limit.saturating_add(1)).read_to_end(&mut bytes);
    read.map_err(|error| Problem::unusable(say::error_input_unreadable(name)).because(&error))?;
    if bytes.len() as u64 > limit {
        return Err(Problem::unusable(say::error_input_too_big(name, limit)));
    }
    decode(bytes, name)
}

/// The bytes as UTF-8, or the plain reason why not.
fn decode(mut bytes: Vec<u8>, name: &str) -> Result<String, Problem> {
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) || looks_like_utf16(&bytes) {
        return Err(Problem::unusable(say::error_input_utf16(name)));
    }
    if bytes.starts_with(&[0xef, 0xbb, 0xbf]) {
        bytes.drain(..3);
    }
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(Problem::unusable(say::error_input_empty(name)));
    }
    if bytes.contains(&0) {
        return Err(Problem::unusable(say::error_input_nul(name)));
    }
    String::from_utf8(bytes).map_err(|error| {
        let offset = error.utf8_error().valid_up_to() as u64;
        Problem::unusable(say::error_input_not_utf8(name, offset))
    })
}

/// UTF-16 without its mark: nearly every second byte of Latin text is zero.
fn looks_like_utf16(bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(512)];
    let zeros = |first: usize| head.iter().skip(first).step_by(2).filter(|&&b| b == 0).count();
    let half = head.len() / 2;
    half >= 4 && bytes.len().is_multiple_of(2) && (zeros(0) * 3 > half * 2 || zeros(1) * 3 > half * 2)
}

fn unreadable(path: &Path, error: &io::Error) -> Problem {
    let name = path.display();
    if error.kind() == io::ErrorKind::NotFound {
        Problem::unusable(say::error_input_not_found(name))
    } else {
        Problem::unusable(say::error_input_unreadable(name)).because(error)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn refused(bytes: &[u8], code: &str) {
        assert_eq!(text(bytes, "x", 64).unwrap_err().code(), code);
    }

    #[test]
    fn what_is_no_text_is_named() {
        refused(b"", "input.empty");
        refused(b" \r\n\t", "input.empty");
        refused(b"abc\0def", "input.nul");
        refused(b"\xff\xfea\0b\0", "input.utf16");
        refused(b"h\0e\0l\0l\0o\0", "input.utf16");
        refused(b"\0h\0e\0l\0l\0o", "input.utf16");
        refused(b"abc\xed\xa0\x80", "input.not_utf8");
        refused(&[b'a'; 65], "input.too_big");
    }

    #[test]
    fn text_with_a_byte_order_mark_is_text() {
        assert_eq!(text(&b"\xef\xbb\xbfxin ch\xc3\xa0o"[..], "x", 64).unwrap(), "xin chào");
        assert_eq!(text(&[b'a'; 64][..], "x", 64).unwrap().len(), 64);
    }
}
