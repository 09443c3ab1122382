//! What nobody but its owner may read: it shows in no log and no error, because it cannot be printed.

use std::fmt;

use crate::{Chance, Sha256Hash};

/// A password or code as somebody typed it. Printing it gives dots.
#[derive(Clone, Default, PartialEq, Eq, serde::Deserialize)]
#[serde(transparent)]
pub struct Secret(String);

impl Secret {
    /// Takes what was typed.
    pub const fn new(text: String) -> Self {
        Self(text)
    }

    /// The text itself: for checking, never for showing.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("…")
    }
}

/// 128 random bits that open something: a link, a log-in. The store keeps only [`Token::hash`].
#[derive(Clone, PartialEq, Eq)]
pub struct Token([u8; 16]);

impl Token {
    /// A new one.
    pub fn new(chance: &dyn Chance) -> Self {
        let mut bytes = [0; 16];
        chance.fill(&mut bytes);
        Self(bytes)
    }

    /// The 26 letters and digits that stand in a link or a cookie.
    pub fn reveal(&self) -> String {
        base32(&self.0)
    }

    /// Reads them back; anything else is `None`.
    pub fn parse(text: &str) -> Option<Self> {
        let bytes: [u8; 16] = from_base32(text)?.try_into().ok()?;
        let token = Self(bytes);
        (token.reveal() == text).then_some(token)
    }

    /// What the store keeps. A plain hash is enough for 128 random bits: there is nothing to guess.
    pub fn hash(&self) -> Sha256Hash {
        Sha256Hash::of(&self.0)
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token(…)")
    }
}

/// Letters and digits that are not taken for one another (RFC 4648 §6), in lower case.
const ALPHABET: &[u8; 32] = b"abcdefghijklmnopqrstuvwxyz234567";

/// Bytes in base 32 (RFC 4648 §6), lower case, without padding.
pub fn base32(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len() * 8 / 5 + 1);
    let (mut held, mut bits) = (0_u32, 0);
    for byte in bytes {
        held = (held << 8) | u32::from(*byte);
        bits += 8;
        while bits >= 5 {
            bits -= 5;
            text.push(char::from(ALPHABET[(held >> bits) as usize & 31]));
        }
        held &= (1 << bits) - 1;
    }
    if bits > 0 {
        text.push(char::from(ALPHABET[(held << (5 - bits)) as usize & 31]));
    }
    text
}

/// Reads base 32 in either case, without padding; what is left below a whole byte is dropped. Anything else is `None`.
pub fn from_base32(text: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(text.len() * 5 / 8);
    let (mut held, mut bits) = (0_u32, 0);
    for letter in text.bytes() {
        let value = ALPHABET.iter().position(|known| *known == letter.to_ascii_lowercase())?;
        held = (held << 5) | u32::try_from(value).ok()?;
        bits += 5;
        if bits >= 8 {
            bits -= 8;
            bytes.push((held >> bits) as u8);
            held &= (1 << bits) - 1;
        }
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Counting;
    impl Chance for Counting {
        fn fill(&self, bytes: &mut [u8]) {
            bytes.iter_mut().zip(200..).for_each(|(byte, number)| *byte = number);
        }
    }

    #[test]
    fn base_32_is_that_of_rfc_4648() {
        for (plain, text) in [("", ""), ("f", "my"), ("fo", "mzxq"), ("foo", "mzxw6"), ("foobar", "mzxw6ytboi")] {
            assert_eq!(base32(plain.as_bytes()), text);
            assert_eq!(from_base32(&text.to_uppercase()).unwrap(), plain.as_bytes());
        }
        assert_eq!(from_base32("a1"), None);
    }

    #[test]
    fn a_token_reads_back_in_one_spelling_only_and_cannot_be_printed() {
        let token = Token::new(&Counting);
        let text = token.reveal();
        assert_eq!((text.len(), Token::parse(&text)), (26, Some(token.clone())));
        // The last letter holds 3 bits; another one with the same bits is another text.
        for wrong in [&text[1..], "", &text.to_uppercase(), &format!("{}z", &text[..25]), &format!("{text}a")] {
            assert_eq!(Token::parse(wrong), None, "{wrong}");
        }
        assert_eq!(format!("{token:?} {:?}", Secret::new("mật khẩu".into())), "Token(…) …");
    }
}
