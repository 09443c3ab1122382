//! Finds where one JSON value ends, without building it, over input that arrives in pieces.
//!
//! Strict about structure (what may follow a comma, which bracket closes which), so that a broken element is noticed
//! near its break and not at the end of the file. Scalars and escapes are left to serde_json.

/// What a run over the bytes found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Scanned {
    /// The value goes on behind the bytes given.
    More,
    /// The value is this many bytes long, counted from its first.
    Whole(usize),
    /// No JSON can go on with the byte at this place.
    Broken(usize),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Value,
    ValueOrEnd,
    Key,
    KeyOrEnd,
    Colon,
    CommaOrEnd,
    Text { key: bool },
    Escape { key: bool },
    Scalar,
}

pub(super) struct ValueScan {
    /// `true` for an object, `false` for a list.
    open: Vec<bool>,
    state: State,
    /// Bytes seen.
    at: usize,
    deepest: usize,
}

impl ValueScan {
    pub(super) fn new() -> Self {
        Self { open: Vec::new(), state: State::Value, at: 0, deepest: 0 }
    }

    /// Deepest nesting met, 1 for a flat object.
    pub(super) fn deepest(&self) -> usize {
        self.deepest
    }

    pub(super) fn seen(&self) -> usize {
        self.at
    }

    /// Goes over the next bytes; at the end of the input a scalar is whole too, see [`ValueScan::end`].
    pub(super) fn run(&mut self, bytes: &[u8]) -> Scanned {
        for &byte in bytes {
            if self.state == State::Scalar && !is_scalar(byte) {
                self.state = State::CommaOrEnd;
                if self.open.is_empty() {
                    return Scanned::Whole(self.at);
                }
            }
            match self.step(byte) {
                None => return Scanned::Broken(self.at),
                Some(done) => {
                    self.at += 1;
                    if done {
                        return Scanned::Whole(self.at);
                    }
                }
            }
        }
        Scanned::More
    }

    /// The length of the value if the input ends here.
    pub(super) fn end(&self) -> Option<usize> {
        (self.state == State::Scalar && self.open.is_empty()).then_some(self.at)
    }

    /// `None` when the byte fits nowhere, else whether it ends the value.
    fn step(&mut self, byte: u8) -> Option<bool> {
        use State::{Colon, CommaOrEnd, Escape, Key, KeyOrEnd, Scalar, Text, Value, ValueOrEnd};
        self.state = match self.state {
            Text { key } => match byte {
                b'"' if key => Colon,
                b'"' => return Some(self.after_value()),
                b'\\' => Escape { key },
                b'\n' | b'\r' => return None,
                _ => return Some(false),
            },
            Escape { key } => Text { key },
            Scalar => return Some(false),
            _ if byte.is_ascii_whitespace() => return Some(false),
            Value | ValueOrEnd => match byte {
                b'{' => self.opened(true),
                b'[' => self.opened(false),
                b'"' => Text { key: false },
                b']' if self.state == ValueOrEnd => return self.closed(false),
                _ if is_scalar(byte) => Scalar,
                _ => return None,
            },
            Key | KeyOrEnd => match byte {
                b'"' => Text { key: true },
                b'}' if self.state == KeyOrEnd => return self.closed(true),
                _ => return None,
            },
            Colon if byte == b':' => Value,
            Colon => return None,
            CommaOrEnd => match (byte, self.open.last()) {
                (b',', Some(true)) => Key,
                (b',', Some(false)) => Value,
                (b'}', _) => return self.closed(true),
                (b']', _) => return self.closed(false),
                _ => return None,
            },
        };
        Some(false)
    }

    fn opened(&mut self, object: bool) -> State {
        self.open.push(object);
        self.deepest = self.deepest.max(self.open.len());
        if object { State::KeyOrEnd } else { State::ValueOrEnd }
    }

    fn closed(&mut self, object: bool) -> Option<bool> {
        (self.open.pop() == Some(object)).then(|| self.after_value())
    }

    fn after_value(&mut self) -> bool {
        self.state = State::CommaOrEnd;
        self.open.is_empty()
    }
}

fn is_scalar(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn scans_to(text: &str, expected: Scanned) {
        assert_eq!(ValueScan::new().run(text.as_bytes()), expected, "{text}");
        let mut scan = ValueScan::new();
        let mut last = Scanned::More;
        for byte in text.as_bytes() {
            last = scan.run(&[*byte]);
            if last != Scanned::More {
                break;
            }
        }
        assert_eq!(last, expected, "byte by byte: {text}");
    }

    #[test]
    fn a_value_ends_where_its_bracket_closes() {
        scans_to(r#"{"a":[1,{"b":"}]"}],"c":"\""} , 2"#, Scanned::Whole(29));
        scans_to("[] ", Scanned::Whole(2));
        scans_to("12.5e3,", Scanned::Whole(6));
        scans_to(r#"{"a":1"#, Scanned::More);
    }

    #[test]
    fn a_break_is_noticed_where_it_is() {
        scans_to(r#"{"a":{"b":1},{"a":1}"#, Scanned::Broken(13));
        scans_to("{\"a\":\"x\n", Scanned::Broken(7));
        scans_to(r#"{"a":1]"#, Scanned::Broken(6));
        scans_to(r#"{"a":1,}"#, Scanned::Broken(7));
        scans_to(r#"{a:1}"#, Scanned::Broken(1));
    }
}
