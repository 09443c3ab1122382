//! UTF-16 input as UTF-8: spreadsheet programs still write "Unicode text" so. Half a surrogate pair becomes a byte
//! that UTF-8 does not know, so the record that holds it is a problem and not silently changed.

use std::io::{self, BufRead, Read};

pub(super) struct Utf16<R> {
    inner: R,
    big_endian: bool,
    out: Vec<u8>,
    at: usize,
    high: Option<u16>,
    odd: Option<u8>,
}

impl<R: Read> Utf16<R> {
    pub(super) fn new(inner: R, big_endian: bool) -> Self {
        Self { inner, big_endian, out: Vec::new(), at: 0, high: None, odd: None }
    }

    fn unit(&mut self, unit: u16) {
        let units = [self.high.take().unwrap_or(unit), unit];
        let whole = if (0xDC00..0xE000).contains(&unit) && units[0] != unit { &units[..] } else { &units[1..] };
        if whole.len() == 1 && units[0] != unit {
            self.out.push(0xFF);
        }
        if (0xD800..0xDC00).contains(&unit) {
            self.high = Some(unit);
            return;
        }
        for read in char::decode_utf16(whole.iter().copied()) {
            match read {
                Ok(c) => self.out.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes()),
                Err(_) => self.out.push(0xFF),
            }
        }
    }
}

impl<R: Read> BufRead for Utf16<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        while self.at == self.out.len() {
            self.out.clear();
            self.at = 0;
            let mut raw = [0; 16 * 1024];
            let read = self.inner.read(&mut raw)?;
            if read == 0 {
                let rest = self.high.take().is_some() || self.odd.take().is_some();
                if rest {
                    self.out.push(0xFF);
                }
                break;
            }
            for byte in &raw[..read] {
                match self.odd.take() {
                    None => self.odd = Some(*byte),
                    Some(first) if self.big_endian => self.unit(u16::from_be_bytes([first, *byte])),
                    Some(first) => self.unit(u16::from_le_bytes([first, *byte])),
                }
            }
        }
        Ok(&self.out[self.at..])
    }

    fn consume(&mut self, amount: usize) {
        self.at = (self.at + amount).min(self.out.len());
    }
}

impl<R: Read> Read for Utf16<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let mut have = self.fill_buf()?;
        let count = have.read(into)?;
        self.consume(count);
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decode(units: &[u16]) -> Vec<u8> {
        let bytes: Vec<u8> = units.iter().flat_map(|unit| unit.to_be_bytes()).collect();
        let mut out = Vec::new();
        Utf16::new(&bytes[..], true).read_to_end(&mut out).unwrap();
        out
    }

    #[test]
    fn text_is_kept_and_half_pairs_are_marked() {
        let units: Vec<u16> = "Tin giả 🦟".encode_utf16().collect();
        assert_eq!(decode(&units), "Tin giả 🦟".as_bytes());
        assert_eq!(decode(&[0xD800, 0x61]), [0xFF, b'a']);
        assert_eq!(decode(&[0xD800, 0xD801, 0xDC00]), [&[0xFF][..], "\u{10400}".as_bytes()].concat());
        assert_eq!(decode(&[0xDC00, 0x61, 0xD800]), [0xFF, b'a', 0xFF]);
    }
}
