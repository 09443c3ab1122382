//! The little of DER (ITU-T X.690) that time-stamps need: tags of one byte, definite lengths in their shortest form,
//! slices of the input instead of copies, no recursion.

/// Tags, with the bit of constructed values where it belongs to them.
pub(super) mod tag {
    pub(crate) const BOOLEAN: u8 = 0x01;
    pub(crate) const INTEGER: u8 = 0x02;
    pub(crate) const BITS: u8 = 0x03;
    pub(crate) const OCTETS: u8 = 0x04;
    pub(crate) const NULL: u8 = 0x05;
    pub(crate) const OID: u8 = 0x06;
    pub(crate) const UTF8: u8 = 0x0c;
    pub(crate) const TIME: u8 = 0x18;
    pub(crate) const SEQUENCE: u8 = 0x30;
    pub(crate) const SET: u8 = 0x31;

    /// `[n]` around other values.
    pub(crate) const fn context(n: u8) -> u8 {
        0xa0 | n
    }

    /// `[n]` in place of a plain value's own tag.
    pub(crate) const fn context_plain(n: u8) -> u8 {
        0x80 | n
    }
}

/// What could not be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Malformed(pub(super) &'static str);

/// Values one after the other.
#[derive(Debug, Clone, Copy)]
pub(super) struct Der<'a> {
    left: &'a [u8],
}

impl<'a> Der<'a> {
    pub(super) const fn new(bytes: &'a [u8]) -> Self {
        Self { left: bytes }
    }

    pub(super) const fn is_empty(&self) -> bool {
        self.left.is_empty()
    }

    /// What is left, whatever it is.
    pub(super) const fn rest(&mut self) -> &'a [u8] {
        let rest = self.left;
        self.left = &[];
        rest
    }

    /// The content of the next value, which must have this tag.
    pub(super) fn take(&mut self, tag: u8, what: &'static str) -> Result<&'a [u8], Malformed> {
        let (&found, rest) = self.left.split_first().ok_or(Malformed(what))?;
        let (length, rest) = length(rest).ok_or(Malformed(what))?;
        if found != tag || length > rest.len() {
            return Err(Malformed(what));
        }
        let (content, left) = rest.split_at(length);
        if tag == tag::INTEGER && !is_shortest(content) {
            return Err(Malformed(what));
        }
        self.left = left;
        Ok(content)
    }

    /// The values within the next value.
    pub(super) fn enter(&mut self, tag: u8, what: &'static str) -> Result<Self, Malformed> {
        Ok(Self::new(self.take(tag, what)?))
    }

    /// The same for a value that may be left out.
    pub(super) fn enter_if(&mut self, tag: u8) -> Result<Option<Self>, Malformed> {
        if self.left.first() == Some(&tag) { self.enter(tag, "optional value").map(Some) } else { Ok(None) }
    }

    pub(super) fn skip_if(&mut self, tag: u8) -> Result<(), Malformed> {
        self.enter_if(tag).map(|_| ())
    }

    pub(super) const fn end(&self, what: &'static str) -> Result<(), Malformed> {
        if self.left.is_empty() { Ok(()) } else { Err(Malformed(what)) }
    }
}

/// A length of up to 16 MB, and what follows it.
fn length(bytes: &[u8]) -> Option<(usize, &[u8])> {
    let (&first, rest) = bytes.split_first()?;
    if first < 0x80 {
        return Some((usize::from(first), rest));
    }
    let count = usize::from(first & 0x7f);
    let (digits, rest) = rest.split_at_checked(count).filter(|_| (1..=3).contains(&count))?;
    let length = digits.iter().fold(0, |sum, byte| sum << 8 | usize::from(*byte));
    // The shortest form: no leading zero, and no long form for what fits the short one.
    (digits[0] != 0 && length >= 0x80).then_some((length, rest))
}

fn is_shortest(integer: &[u8]) -> bool {
    match integer {
        [] => false,
        [first, second, ..] => !matches!((first, second & 0x80), (0, 0) | (0xff, 0x80)),
        _ => true,
    }
}

/// A value of the given parts.
pub(super) fn write(tag: u8, parts: &[&[u8]]) -> Vec<u8> {
    let length: usize = parts.iter().map(|part| part.len()).sum();
    let mut out = vec![tag];
    if length >= 0x80 {
        let bytes = length.to_be_bytes();
        let zeros = bytes.iter().take_while(|byte| **byte == 0).count();
        #[expect(clippy::cast_possible_truncation, reason = "a usize has at most eight bytes")]
        out.push(0x80 | (bytes.len() - zeros) as u8);
        out.extend_from_slice(&bytes[zeros..]);
    } else {
        #[expect(clippy::cast_possible_truncation, reason = "below 0x80")]
        out.push(length as u8);
    }
    parts.iter().for_each(|part| out.extend_from_slice(part));
    out
}

/// An object identifier in dotted numbers; `None` when it is cut short or longer than anything in use.
pub(super) fn dotted(oid: &[u8]) -> Option<String> {
    if oid.is_empty() || oid.len() > 64 {
        return None;
    }
    let mut numbers: Vec<u64> = Vec::new();
    let mut number: u64 = 0;
    let mut open = false;
    for byte in oid {
        if !open && *byte == 0x80 {
            return None;
        }
        number = number.checked_mul(128)?.checked_add(u64::from(byte & 0x7f))?;
        open = byte & 0x80 != 0;
        if !open {
            if numbers.is_empty() {
                let first = (number / 40).min(2);
                numbers.push(first);
                number -= first * 40;
            }
            numbers.push(number);
            number = 0;
        }
    }
    let written: Vec<String> = numbers.iter().map(u64::to_string).collect();
    (!open).then(|| written.join("."))
}
