//! Bytes to text: Unicode with or without a byte order mark, or an error that names the place.
//!
//! Legacy Vietnamese encodings are never guessed here: the caller names them.

/// How the bytes were encoded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8, with or without its mark.
    Utf8,
    /// UTF-16, low byte first.
    Utf16Le,
    /// UTF-16, high byte first.
    Utf16Be,
}

/// Why bytes are no text.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DecodeError {
    /// Not UTF-8; often a legacy encoding.
    #[error("byte {offset} is not UTF-8; if the file is in an older encoding, name it")]
    NotUtf8 {
        /// Offset of the first wrong byte, the byte order mark included.
        offset: usize,
    },
    /// A lone surrogate, or an odd number of bytes.
    #[error("byte {offset} is not UTF-16")]
    NotUtf16 {
        /// Offset of the first wrong code unit, the byte order mark included.
        offset: usize,
    },
}

/// Decodes text: by its byte order mark, else UTF-8. UTF-16 without a mark is known by the NUL beside an ASCII start.
///
/// # Errors
/// With the offset of the first byte that does not fit.
pub fn to_text(bytes: &[u8]) -> Result<(String, Encoding), DecodeError> {
    match bytes {
        [0xEF, 0xBB, 0xBF, rest @ ..] => utf8(rest, 3),
        [0xFF, 0xFE, rest @ ..] => utf16(rest, 2, Encoding::Utf16Le, u16::from_le_bytes),
        [0xFE, 0xFF, rest @ ..] => utf16(rest, 2, Encoding::Utf16Be, u16::from_be_bytes),
        [1..=0x7F, 0, 1..=0x7F, 0, ..] => utf16(bytes, 0, Encoding::Utf16Le, u16::from_le_bytes),
        [0, 1..=0x7F, 0, 1..=0x7F, ..] => utf16(bytes, 0, Encoding::Utf16Be, u16::from_be_bytes),
        _ => utf8(bytes, 0),
    }
}

fn utf8(bytes: &[u8], skipped: usize) -> Result<(String, Encoding), DecodeError> {
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok((text.to_owned(), Encoding::Utf8)),
        Err(error) => Err(DecodeError::NotUtf8 { offset: skipped + error.valid_up_to() }),
    }
}

fn utf16(
    bytes: &[u8],
    skipped: usize,
    encoding: Encoding,
    unit: fn([u8; 2]) -> u16,
) -> Result<(String, Encoding), DecodeError> {
    let (pairs, rest) = bytes.as_chunks::<2>();
    let mut out = String::with_capacity(bytes.len());
    let mut offset = skipped;
    for c in char::decode_utf16(pairs.iter().map(|&pair| unit(pair))) {
        let c = c.map_err(|_| DecodeError::NotUtf16 { offset })?;
        out.push(c);
        offset += c.len_utf16() * 2;
    }
    if rest.is_empty() { Ok((out, encoding)) } else { Err(DecodeError::NotUtf16 { offset }) }
}
