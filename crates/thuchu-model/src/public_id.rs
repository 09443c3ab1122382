//! The short id in public addresses: `/c/ID/slug`.

use std::fmt;

use crate::Chance;

/// Douglas Crockford's Base 32 (crockford.com/base32.html), in lower case as addresses are written.
const LETTERS: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

/// Eight random characters of Crockford's Base 32: 40 bits. Not a secret; says nothing about order or number of checks.
/// The store refuses a second check with the same one, so makers of ids try again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct PublicId([u8; 8]);

/// Why a text is no public id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PublicIdError {
    /// Not eight characters.
    #[error("a public id has 8 characters")]
    Length,
    /// A character outside the alphabet.
    #[error("a public id has no character {0:?}")]
    Character(char),
}

impl PublicId {
    /// A new random one.
    pub fn new(chance: &dyn Chance) -> Self {
        let mut bytes = [0; 8];
        chance.fill(&mut bytes);
        Self(bytes.map(|byte| LETTERS[usize::from(byte & 31)]))
    }

    /// Reads eight characters in either case; `o` reads as 0, `i` and `l` as 1, as the alphabet's inventor asks.
    pub fn parse(text: &str) -> Result<Self, PublicIdError> {
        let mut letters = [0; 8];
        let mut count = 0;
        for character in text.chars() {
            let letter = match character.to_ascii_lowercase() {
                'o' => '0',
                'i' | 'l' => '1',
                other => other,
            };
            let byte = u8::try_from(letter).ok().filter(|byte| LETTERS.contains(byte));
            let byte = byte.ok_or(PublicIdError::Character(character))?;
            *letters.get_mut(count).ok_or(PublicIdError::Length)? = byte;
            count += 1;
        }
        if count == 8 { Ok(Self(letters)) } else { Err(PublicIdError::Length) }
    }

    /// The eight characters.
    pub fn as_str(&self) -> &str {
        // Only letters of the alphabet get in, so this is always text.
        std::str::from_utf8(&self.0).unwrap_or_default()
    }
}

impl fmt::Display for PublicId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl TryFrom<String> for PublicId {
    type Error = PublicIdError;
    fn try_from(text: String) -> Result<Self, PublicIdError> {
        Self::parse(&text)
    }
}

impl From<PublicId> for String {
    fn from(id: PublicId) -> Self {
        id.as_str().to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_and_look_alikes_do_not_matter() {
        assert_eq!(PublicId::parse("O1IL0abC").unwrap(), PublicId::parse("01110ABc").unwrap());
        assert_eq!(PublicId::parse("O1IL0abC").unwrap().to_string(), "01110abc");
    }

    #[test]
    fn what_is_no_public_id_is_refused() {
        assert_eq!(PublicId::parse("0123456"), Err(PublicIdError::Length));
        assert_eq!(PublicId::parse("012345678"), Err(PublicIdError::Length));
        assert_eq!(PublicId::parse("0123456u"), Err(PublicIdError::Character('u')));
        assert_eq!(PublicId::parse("đđđđ"), Err(PublicIdError::Character('đ')));
    }

    #[test]
    fn every_random_byte_gives_a_letter() {
        struct Byte(u8);
        impl Chance for Byte {
            fn fill(&self, bytes: &mut [u8]) {
                bytes.fill(self.0);
            }
        }
        for byte in 0..=255 {
            let id = PublicId::new(&Byte(byte));
            assert_eq!(PublicId::parse(id.as_str()), Ok(id));
        }
    }
}
