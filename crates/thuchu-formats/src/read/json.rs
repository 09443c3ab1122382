//! Cuts JSON input into elements: one per line (NDJSON), or one per element of a list however large, without loading
//! it. A broken element is one problem, and reading goes on at the next one.
//!
//! Duplicate keys: the last one wins, as in most readers.

use std::io;

use serde_json::Value;

use super::scan::{Scanned, ValueScan};
use super::window::Window;
use super::{Limits, Piece, Place};
use crate::problem::{ProblemCode, RecordProblem};

/// Keys of a document whose list is read element by element.
const STREAMED: [&str; 7] =
    ["dataFeedElement", "claims", "itemListElement", "pages", "claimReviewMarkupPages", "results", "@graph"];

/// A cut element: its bytes, or why there are none.
pub(super) struct Element {
    pub(super) line: u64,
    /// The input ends here without a line end: what is broken may have been cut off.
    pub(super) open: bool,
    pub(super) content: Result<Vec<u8>, (RecordProblem, Vec<u8>)>,
}

/// Where a JSON document stands.
pub(super) struct Document {
    place: Place,
    /// Members of the document object that are not streamed, as text of an object; behind a streamed list, those since
    /// its closing bracket.
    head: Vec<u8>,
    /// Where that text begins.
    head_line: u64,
    streamed: bool,
    /// The first key of the first element, quoted: how the next element is found after a broken one.
    first_key: Option<Vec<u8>>,
}

impl Document {
    pub(super) fn new(place: Place, begins: Option<String>) -> Self {
        let streamed = place == Place::ListInObject;
        Self { place, head: Vec::new(), head_line: 1, streamed, first_key: begins.map(String::into_bytes) }
    }

    /// The first key of its elements, quoted, once one was met.
    pub(super) fn begins(&self) -> Option<String> {
        self.first_key.clone().and_then(|key| String::from_utf8(key).ok())
    }

    pub(super) fn place(&self) -> Place {
        self.place
    }

    /// The next element; `None` at the end of the input.
    pub(super) fn next(&mut self, window: &mut Window, limits: &Limits) -> io::Result<Option<Element>> {
        loop {
            let found = match self.place {
                Place::Top => self.at_top(window, limits)?,
                Place::List | Place::ListInObject => self.in_list(window, limits)?,
                Place::Object => self.in_object(window, limits)?,
            };
            match found {
                Found::Element(element) => return Ok(Some(element)),
                Found::Moved => {}
                Found::End => return Ok(None),
            }
        }
    }

    fn at_top(&mut self, window: &mut Window, limits: &Limits) -> io::Result<Found> {
        match window.skip_space(true)? {
            None => Ok(Found::End),
            Some(b'[') => {
                window.consume(1);
                self.place = Place::List;
                Ok(Found::Moved)
            }
            Some(b'{') => {
                self.head_line = window.line();
                window.consume(1);
                self.head = b"{".to_vec();
                self.streamed = false;
                self.place = Place::Object;
                Ok(Found::Moved)
            }
            Some(_) => {
                let line = window.line();
                let (text, _) = window.next_line(limits.record_bytes)?.unwrap_or_default();
                Ok(Found::broken(line, ProblemCode::Json, "neither an object nor a list", text))
            }
        }
    }

    fn in_list(&mut self, window: &mut Window, limits: &Limits) -> io::Result<Found> {
        match window.skip_space(true)? {
            None => {
                let line = window.line();
                self.place = Place::Top;
                Ok(Found::broken(line, ProblemCode::Truncated, "the input ends inside a list", Vec::new()))
            }
            Some(b']') => {
                if self.place == Place::ListInObject {
                    // A reader that took up inside the list does not know what went before it, so whatever is wrong
                    // behind it is told from here on.
                    self.place = Place::Object;
                    self.head = b"]".to_vec();
                    self.head_line = window.line();
                } else {
                    self.place = Place::Top;
                }
                window.consume(1);
                Ok(Found::Moved)
            }
            Some(_) => Ok(Found::Element(self.value(window, limits, 0)?)),
        }
    }

    /// One step through the members of the document object.
    fn in_object(&mut self, window: &mut Window, limits: &Limits) -> io::Result<Found> {
        match window.skip_space(true)? {
            Some(b'}') => {
                window.consume(1);
                self.place = Place::Top;
                if self.streamed {
                    return Ok(Found::Moved);
                }
                self.head.push(b'}');
                let content = Ok(std::mem::take(&mut self.head));
                Ok(Found::Element(Element { line: self.head_line, open: false, content }))
            }
            Some(b'"') => self.member(window, limits),
            None => {
                self.place = Place::Top;
                let text = std::mem::take(&mut self.head);
                Ok(Found::broken(self.head_line, ProblemCode::Truncated, "the input ends inside an object", text))
            }
            Some(_) => self.give_up_object(window, limits),
        }
    }

    fn member(&mut self, window: &mut Window, limits: &Limits) -> io::Result<Found> {
        let key = self.value(window, limits, 0)?;
        let Ok(key) = key.content else { return self.give_up_object(window, limits) };
        if window.skip_space(false)? != Some(b':') {
            return self.give_up_object(window, limits);
        }
        window.consume(1);
        let opens = window.skip_space(false)?;
        let name = serde_json::from_slice::<String>(&key).unwrap_or_default();
        // A graph is kept whole while it fits, because its nodes refer to each other.
        let streams = STREAMED.contains(&name.as_str()) && opens == Some(b'[');
        if streams && (name != "@graph" || measure(window, limits)?.is_none()) {
            window.consume(1);
            self.streamed = true;
            self.place = Place::ListInObject;
            return Ok(Found::Moved);
        }
        let value = self.value(window, limits, self.head.len() + key.len())?;
        match value.content {
            Ok(value) => {
                if self.head != b"{" {
                    self.head.push(b',');
                }
                self.head.extend_from_slice(&key);
                self.head.push(b':');
                self.head.extend_from_slice(&value);
                Ok(Found::Moved)
            }
            Err((problem, rest)) => {
                self.place = Place::Top;
                let mut text = std::mem::take(&mut self.head);
                text.extend_from_slice(&key);
                text.push(b':');
                text.extend_from_slice(&rest);
                Ok(Found::Element(Element { line: self.head_line, open: false, content: Err((problem, text)) }))
            }
        }
    }

    /// The document object is no JSON from here on: what was read is one problem, and the next line is a new start.
    fn give_up_object(&mut self, window: &mut Window, limits: &Limits) -> io::Result<Found> {
        self.place = Place::Top;
        let mut text = std::mem::take(&mut self.head);
        let (rest, _) = window.next_line(limits.record_bytes)?.unwrap_or_default();
        text.extend_from_slice(&rest);
        Ok(Found::broken(self.head_line, ProblemCode::Json, "a member of the object cannot be read", text))
    }

    /// Cuts the value that begins here, or what lies between here and the next element.
    fn value(&mut self, window: &mut Window, limits: &Limits, used: usize) -> io::Result<Element> {
        let line = window.line();
        let room = limits.record_bytes.saturating_sub(used);
        let mut scan = ValueScan::new();
        let mut long: Option<Vec<u8>> = None;
        let broken = loop {
            let from = if long.is_some() { 0 } else { scan.seen() };
            let fresh = window.bytes().len() - from;
            let before = scan.seen();
            match scan.run(&window.bytes()[from..]) {
                Scanned::Whole(length) => {
                    let taken = if long.is_some() { length - before } else { length };
                    return Ok(self.whole(window, taken, long.as_deref(), line, scan.deepest(), limits));
                }
                Scanned::Broken(at) => break if long.is_some() { at - before } else { at },
                Scanned::More => {}
            }
            if long.is_none() && scan.seen() > room {
                long = Some(window.bytes()[..limits.excerpt_bytes().min(window.bytes().len())].to_vec());
                window.consume(scan.seen());
            } else if long.is_some() {
                window.consume(fresh);
            }
            if !window.fill()? {
                if let Some(length) = scan.end().filter(|_| long.is_none()) {
                    return Ok(self.whole(window, length, None, line, scan.deepest(), limits));
                }
                let rest = window.bytes().len();
                let text = long.unwrap_or_else(|| window.bytes().to_vec());
                // The element may have swallowed good ones: look for the next start inside it.
                let keys: Vec<Vec<u8>> = first_key(window.bytes()).into_iter().chain(self.first_key.clone()).collect();
                if let Some(next) = next_start(&keys, window.bytes(), 1) {
                    return Ok(self.cut(window, next, line, &text, "the element does not end"));
                }
                window.consume(rest);
                let problem = RecordProblem::new(ProblemCode::Truncated, "the input ends inside an element");
                return Ok(Element { line, open: false, content: Err((problem, text)) });
            }
        };
        self.skip_broken(window, line, broken, long, limits)
    }

    fn whole(
        &mut self,
        window: &mut Window,
        taken: usize,
        long: Option<&[u8]>,
        line: u64,
        deepest: usize,
        limits: &Limits,
    ) -> Element {
        let bytes = long.map_or_else(|| window.bytes()[..taken].to_vec(), <[u8]>::to_vec);
        window.consume(taken);
        let content = if long.is_some() || bytes.len() > limits.record_bytes {
            let reason = format!("the element is longer than {} bytes", limits.record_bytes);
            Err((RecordProblem::new(ProblemCode::TooLong, reason), bytes))
        } else if deepest > limits.depth {
            Err((
                RecordProblem::new(ProblemCode::TooDeep, format!("nested {deepest} deep, more than {}", limits.depth)),
                bytes,
            ))
        } else {
            if self.first_key.is_none() {
                self.first_key = first_key(&bytes);
            }
            Ok(bytes)
        };
        Element { line, open: false, content }
    }

    /// Drops a broken element up to the next start of one, which is searched from the element's second byte on, for
    /// the break may have been noticed late.
    fn skip_broken(
        &mut self,
        window: &mut Window,
        line: u64,
        broken: usize,
        long: Option<Vec<u8>>,
        limits: &Limits,
    ) -> io::Result<Element> {
        let own_key = if long.is_none() { first_key(window.bytes()) } else { None };
        let keys: Vec<Vec<u8>> = own_key.into_iter().chain(self.first_key.clone()).collect();
        let keep = limits.excerpt_bytes();
        let mut text = long;
        let reason = format!("not JSON at byte {broken} of the element");
        let mut from = usize::from(text.is_none());
        loop {
            if let Some(next) = next_start(&keys, window.bytes(), from) {
                let text = text.unwrap_or_else(|| window.bytes()[..next].to_vec());
                return Ok(self.cut(window, next, line, &text, &reason));
            }
            // Only the last bytes can be the beginning of a start; the rest is let go, so memory stays bounded.
            if window.bytes().len() > keep.max(limits.record_bytes) {
                text.get_or_insert_with(|| window.bytes()[..keep].to_vec());
                window.consume(window.bytes().len() - 1_024);
            }
            from = window.bytes().len().saturating_sub(1_024).max(usize::from(text.is_none()));
            if !window.fill()? {
                let text = text.unwrap_or_else(|| window.bytes().to_vec());
                // The closing bracket of the list is in there; the document ends with its last, broken element.
                let closed = text
                    .iter()
                    .rev()
                    .find(|byte| !byte.is_ascii_whitespace())
                    .is_some_and(|b| matches!(b, b']' | b'}'));
                window.consume(window.bytes().len());
                if closed {
                    self.place = Place::Top;
                }
                return Ok(Element {
                    line,
                    open: false,
                    content: Err((RecordProblem::new(ProblemCode::Json, reason), text)),
                });
            }
        }
    }

    fn cut(&self, window: &mut Window, next: usize, line: u64, text: &[u8], reason: &str) -> Element {
        window.consume(next);
        Element { line, open: false, content: Err((RecordProblem::new(ProblemCode::Json, reason), text.to_vec())) }
    }
}

enum Found {
    Element(Element),
    Moved,
    End,
}

impl Found {
    fn broken(line: u64, code: ProblemCode, reason: &str, text: Vec<u8>) -> Self {
        Self::Element(Element { line, open: false, content: Err((RecordProblem::new(code, reason), text)) })
    }
}

/// Length of the value that begins here, when it fits the bound and is whole.
fn measure(window: &mut Window, limits: &Limits) -> io::Result<Option<usize>> {
    let mut scan = ValueScan::new();
    loop {
        let from = scan.seen();
        match scan.run(&window.bytes()[from..]) {
            Scanned::Whole(length) => return Ok((length <= limits.record_bytes).then_some(length)),
            Scanned::Broken(_) => return Ok(None),
            Scanned::More if scan.seen() > limits.record_bytes => return Ok(None),
            Scanned::More => {}
        }
        if !window.fill()? {
            return Ok(None);
        }
    }
}

/// Place of the next `{` that begins with one of these keys and stands where an element may begin.
fn next_start(keys: &[Vec<u8>], bytes: &[u8], from: usize) -> Option<usize> {
    if keys.is_empty() {
        return None;
    }
    let mut at = from;
    while let Some(found) = bytes.get(at..).and_then(|rest| rest.iter().position(|byte| *byte == b'{')) {
        let start = at + found;
        let inside = bytes[start + 1..].iter().take(512).position(|b| !b.is_ascii_whitespace());
        let begins = inside.is_some_and(|space| keys.iter().any(|key| bytes[start + 1 + space..].starts_with(key)));
        let before = bytes[..start].iter().rev();
        let mut newline = false;
        let may = before.take(1_024).find(|byte| {
            newline |= **byte == b'\n';
            !byte.is_ascii_whitespace()
        });
        if begins && (newline || matches!(may, Some(b',' | b'}' | b'['))) {
            return Some(start);
        }
        at = start + 1;
    }
    None
}

/// `"key"` of the first member of an object.
fn first_key(bytes: &[u8]) -> Option<Vec<u8>> {
    let rest = bytes.strip_prefix(b"{")?;
    let start = rest.iter().position(|byte| !byte.is_ascii_whitespace())?;
    let rest = rest[start..].strip_prefix(b"\"")?;
    let end = rest.iter().take(128).position(|byte| *byte == b'"')?;
    let key = rest.get(..end)?;
    key.iter().all(u8::is_ascii_graphic).then(|| [b"\"", key, b"\""].concat())
}

/// Cuts the next line that is not blank.
pub(super) fn next_line(window: &mut Window, limits: &Limits) -> io::Result<Option<Element>> {
    loop {
        let line = window.line();
        let Some((bytes, long)) = window.next_line(limits.record_bytes)? else { return Ok(None) };
        if bytes.iter().all(u8::is_ascii_whitespace) && !long {
            continue;
        }
        let content = if long {
            let reason = format!("the line is longer than {} bytes", limits.record_bytes);
            Err((RecordProblem::new(ProblemCode::TooLong, reason), bytes))
        } else {
            Ok(bytes)
        };
        return Ok(Some(Element { line, open: window.line_is_open(), content }));
    }
}

/// Parses one element. Numbers that no float holds, lone surrogates, raw control characters and depth each have
/// their own code.
pub(super) fn parse(bytes: &[u8], limits: &Limits) -> Result<Value, RecordProblem> {
    let text = std::str::from_utf8(bytes).map_err(|error| {
        RecordProblem::new(ProblemCode::InvalidUtf8, format!("not UTF-8 at byte {}", error.valid_up_to()))
    })?;
    let mut scan = ValueScan::new();
    if matches!(scan.run(text.trim_start().as_bytes()), Scanned::Whole(_)) && scan.deepest() > limits.depth {
        let reason = format!("nested {} deep, more than {}", scan.deepest(), limits.depth);
        return Err(RecordProblem::new(ProblemCode::TooDeep, reason));
    }
    serde_json::from_str(text).map_err(|error| {
        let reason = error.to_string();
        let code = if reason.contains("out of range") {
            ProblemCode::NumberOutOfRange
        } else if reason.contains("surrogate") || reason.contains("unicode code point") || reason.contains("hex escape")
        {
            ProblemCode::LoneSurrogate
        } else if reason.contains("control character") {
            ProblemCode::ControlCharacter
        } else if reason.contains("recursion limit") {
            ProblemCode::TooDeep
        } else {
            ProblemCode::Json
        };
        RecordProblem::new(code, reason)
    })
}

/// Turns a cut element into what it holds.
pub(super) fn read_element(element: Element, limits: &Limits) -> Piece {
    let (result, bytes) = match element.content {
        Ok(bytes) => (parse(&bytes, limits), bytes),
        Err((problem, bytes)) => (Err(problem), bytes),
    };
    match result {
        Ok(value) => Piece { line: element.line, entries: super::node::read(&value), text: bytes },
        Err(mut problem) => {
            if element.open && problem.reason.starts_with("EOF") {
                problem.code = ProblemCode::Truncated;
            }
            // Of what is cut off nobody knows what else was to come, so no address stands for it.
            if problem.code != ProblemCode::Truncated {
                problem.urls = addresses(&bytes);
            }
            Piece { line: element.line, entries: vec![Err(problem)], text: bytes }
        }
    }
}

/// Addresses that a broken element gives as its own `url`: those at the depth of its `claimReviewed`, or at its top.
/// A bare host is not the address of a check.
fn addresses(bytes: &[u8]) -> Vec<String> {
    if bytes.len() > 256 * 1024 {
        return Vec::new();
    }
    let text = String::from_utf8_lossy(bytes);
    let (mut depth, mut level, mut claims) = (0_i32, None, 0);
    let mut found: Vec<(i32, String)> = Vec::new();
    let mut rest = text.char_indices();
    while let Some((at, c)) = rest.next() {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            '"' => {
                let from = at + 1;
                let mut end = text.len();
                while let Some((at, c)) = rest.next() {
                    if c == '\\' {
                        rest.next();
                    } else if matches!(c, '"' | '\n') {
                        end = at;
                        break;
                    }
                }
                let key = &text[from..end];
                let value = text[end..].strip_prefix('"').map(str::trim_start).and_then(|rest| rest.strip_prefix(':'));
                let value = value.map(str::trim_start).and_then(|value| value.strip_prefix('"'));
                if key.ends_with("claimReviewed") {
                    level = Some(depth);
                    claims += 1;
                } else if let Some(value) = value.filter(|_| matches!(key, "url" | "schema:url" | "pageUrl" | "link")) {
                    let value = value.split(['"', '\n']).next().unwrap_or_default().replace("\\/", "/");
                    if let Ok(url) = super::fields::page_url(&value)
                        && url.path() != "/"
                        && found.len() < 16
                    {
                        found.push((depth, url.into()));
                    }
                }
            }
            _ => {}
        }
    }
    // Several records in one broken piece: their depths are not to be trusted, so each needs an address of its own.
    if claims > 1 {
        return if found.len() >= claims { found.into_iter().map(|(_, url)| url).collect() } else { Vec::new() };
    }
    let level = level.unwrap_or(1);
    found.into_iter().filter(|(depth, _)| *depth == level).map(|(_, url)| url).collect()
}
