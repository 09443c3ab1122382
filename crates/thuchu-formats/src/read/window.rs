//! A sliding window over the input that counts bytes and lines, so that every record can say where it stands and
//! reading can go on exactly after it.

use std::io::{self, BufRead, Read};

/// Bytes asked for at once.
const CHUNK: usize = 256 * 1024;

pub(super) struct Window {
    input: Box<dyn BufRead + Send>,
    buffer: Vec<u8>,
    /// First byte of `buffer` that is not consumed.
    start: usize,
    /// Offset of that byte in the (decoded) input.
    offset: u64,
    /// Its line, from 1.
    line: u64,
    ended: bool,
    open_line: bool,
}

impl Window {
    pub(super) fn new(input: Box<dyn BufRead + Send>) -> Self {
        Self { input, buffer: Vec::new(), start: 0, offset: 0, line: 1, ended: false, open_line: false }
    }

    pub(super) fn offset(&self) -> u64 {
        self.offset
    }

    pub(super) fn line(&self) -> u64 {
        self.line
    }

    /// Whether the last line read had no line end.
    pub(super) fn line_is_open(&self) -> bool {
        self.open_line
    }

    /// What is read and not consumed.
    pub(super) fn bytes(&self) -> &[u8] {
        &self.buffer[self.start..]
    }

    /// Reads one chunk more; `false` at the end of the input.
    pub(super) fn fill(&mut self) -> io::Result<bool> {
        if self.ended {
            return Ok(false);
        }
        if self.start > 0 {
            self.buffer.drain(..self.start);
            self.start = 0;
        }
        let read = (&mut self.input).take(CHUNK as u64).read_to_end(&mut self.buffer)?;
        self.ended = read == 0;
        Ok(read > 0)
    }

    /// The byte at `at` after the first unconsumed one, reading more where needed.
    pub(super) fn byte(&mut self, at: usize) -> io::Result<Option<u8>> {
        while self.bytes().len() <= at {
            if !self.fill()? {
                return Ok(None);
            }
        }
        Ok(Some(self.bytes()[at]))
    }

    /// Lets go of `count` bytes, which must be in the window.
    pub(super) fn consume(&mut self, count: usize) {
        let count = count.min(self.buffer.len() - self.start);
        let gone = &self.buffer[self.start..self.start + count];
        self.line += gone.iter().filter(|byte| **byte == b'\n').count() as u64;
        self.offset += count as u64;
        self.start += count;
    }

    /// Drops bytes up to `offset`; `false` when the input ends before. Lines are counted on the way.
    pub(super) fn skip_to(&mut self, offset: u64) -> io::Result<bool> {
        while self.offset < offset {
            if self.bytes().is_empty() && !self.fill()? {
                return Ok(false);
            }
            let left = usize::try_from(offset - self.offset).unwrap_or(usize::MAX);
            self.consume(left.min(self.bytes().len()));
        }
        Ok(true)
    }

    /// Drops white space, and commas where `commas` says so; the next byte that is neither.
    pub(super) fn skip_space(&mut self, commas: bool) -> io::Result<Option<u8>> {
        loop {
            let blank = |byte: &u8| byte.is_ascii_whitespace() || (commas && *byte == b',');
            match self.bytes().iter().position(|byte| !blank(byte)) {
                Some(at) => {
                    self.consume(at);
                    return self.byte(0);
                }
                None => {
                    self.consume(self.bytes().len());
                    if !self.fill()? {
                        return Ok(None);
                    }
                }
            }
        }
    }

    /// The next line without its end, at most `limit` bytes of it, and whether it was longer; `None` at the end.
    /// The line is consumed whole.
    pub(super) fn next_line(&mut self, limit: usize) -> io::Result<Option<(Vec<u8>, bool)>> {
        if self.bytes().is_empty() && !self.fill()? {
            return Ok(None);
        }
        let mut line = Vec::new();
        let mut long = false;
        loop {
            let end = self.bytes().iter().position(|byte| *byte == b'\n');
            let have = end.unwrap_or(self.bytes().len());
            let room = limit.saturating_sub(line.len()).min(have);
            line.extend_from_slice(&self.bytes()[..room]);
            long |= room < have;
            self.consume(end.map_or(have, |at| at + 1));
            self.open_line = end.is_none();
            if end.is_some() || !self.fill()? {
                break;
            }
        }
        if line.last() == Some(&b'\r') {
            line.pop();
        }
        Ok(Some((line, long)))
    }
}
