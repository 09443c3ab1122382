//! The code on a receipt: shown once, typed back to look an answer up.

use std::fmt;

use crate::{Chance, Secret};

/// Douglas Crockford's Base 32 (crockford.com/base32.html): no letter that is taken for another.
const LETTERS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// Letters of a code, five random bits each: 140 bits, for 128 are not a multiple of a group.
const LETTERS_OF_A_CODE: usize = 28;
/// Letters that stand together.
const GROUP: usize = 4;

/// 140 random bits that show the answer to one message. The store keeps a keyed hash of them; it prints as dots.
#[derive(Clone, PartialEq, Eq)]
pub struct ReceiptCode([u8; LETTERS_OF_A_CODE]);

impl ReceiptCode {
    /// A new one.
    pub fn new(chance: &dyn Chance) -> Self {
        let mut bytes = [0; LETTERS_OF_A_CODE];
        chance.fill(&mut bytes);
        Self(bytes.map(|byte| byte & 31))
    }

    /// As it is shown: `7QK2-…`, seven groups of four.
    pub fn reveal(&self) -> String {
        let letter = |value: &u8| char::from(LETTERS[usize::from(value & 31)]);
        let groups: Vec<String> = self.0.chunks(GROUP).map(|group| group.iter().map(letter).collect()).collect();
        groups.join("-")
    }

    /// Reads what somebody typed: in either case, with any spaces and dashes, `O` as 0, `I` and `L` as 1. Anything else
    /// is `None`.
    pub fn parse(typed: &Secret) -> Option<Self> {
        let mut code = [0; LETTERS_OF_A_CODE];
        let mut count = 0;
        for character in typed.reveal().chars().filter(|c| !c.is_whitespace() && !is_dash(*c)) {
            let letter = match character.to_ascii_uppercase() {
                'O' => b'0',
                'I' | 'L' => b'1',
                other => u8::try_from(other).ok()?,
            };
            let value = LETTERS.iter().position(|known| *known == letter)?;
            *code.get_mut(count)? = u8::try_from(value).ok()?;
            count += 1;
        }
        (count == LETTERS_OF_A_CODE).then_some(Self(code))
    }

    /// What the keyed hash is made of.
    pub const fn bytes(&self) -> &[u8] {
        &self.0
    }
}

/// A keyboard or a word processor makes several dashes of one.
const fn is_dash(c: char) -> bool {
    matches!(c, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}')
}

impl fmt::Debug for ReceiptCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ReceiptCode(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Counting;
    impl Chance for Counting {
        fn fill(&self, bytes: &mut [u8]) {
            bytes.iter_mut().zip(120..).for_each(|(byte, number)| *byte = number);
        }
    }

    fn parse(text: &str) -> Option<ReceiptCode> {
        ReceiptCode::parse(&Secret::new(text.to_owned()))
    }

    #[test]
    fn a_code_reads_back_however_it_was_typed() {
        let code = ReceiptCode::new(&Counting);
        let shown = code.reveal();
        assert_eq!(shown, "RSTV-WXYZ-0123-4567-89AB-CDEF-GHJK");
        let others = [shown.to_lowercase(), shown.replace('-', " "), shown.replace('-', ""), shown.replace('-', "–")];
        for typed in others.iter().chain([&shown, &format!(" {shown}\n"), &shown.replace('0', "o").replace('1', "l")]) {
            assert_eq!(parse(typed), Some(code.clone()), "{typed}");
        }
        for wrong in ["", "-", &shown[1..], &format!("{shown}0"), &shown.replace('R', "U"), &shown.replace('R', "é")] {
            assert_eq!(parse(wrong), None, "{wrong}");
        }
        assert_eq!(format!("{code:?}"), "ReceiptCode(…)");
    }
}
