//! Languages by their tags.

use std::fmt;

/// A language tag: the subset of BCP 47 (RFC 5646) that matters here. Lower case, `-` between parts of 1 to 8 ASCII
/// letters or digits, the first of 2 to 8 letters, 35 bytes at most. `vi`, `en`, `zh-hant`; `und` when unknown.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Lang(String);

/// Why a text is no language tag.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not a language tag: {0:?}")]
pub struct LangError(pub String);

impl Lang {
    /// Reads a tag in any case, with `-` or `_` between its parts.
    pub fn parse(text: &str) -> Result<Self, LangError> {
        let refused = || LangError(text.chars().take(40).collect());
        if text.len() > 35 {
            return Err(refused());
        }
        let tag = text.trim().replace('_', "-").to_ascii_lowercase();
        let mut parts = tag.split('-');
        let first = parts.next().unwrap_or_default();
        let plain = |part: &str| (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric());
        if first.len() < 2 || !first.bytes().all(|b| b.is_ascii_alphabetic()) || !plain(first) || !parts.all(plain) {
            return Err(refused());
        }
        Ok(Self(tag))
    }

    /// Vietnamese.
    pub fn vi() -> Self {
        Self("vi".to_owned())
    }

    /// English.
    pub fn en() -> Self {
        Self("en".to_owned())
    }

    /// Language not known (`und`, ISO 639-2).
    pub fn unknown() -> Self {
        Self("und".to_owned())
    }

    /// The tag.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The language alone, without script or region: `zh` of `zh-hant`.
    pub fn primary(&self) -> &str {
        self.0.split('-').next().unwrap_or_default()
    }
}

impl TryFrom<String> for Lang {
    type Error = LangError;
    fn try_from(text: String) -> Result<Self, LangError> {
        Self::parse(&text)
    }
}

impl From<Lang> for String {
    fn from(lang: Lang) -> Self {
        lang.0
    }
}

impl fmt::Display for Lang {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_lower_case_with_hyphens() {
        assert_eq!(Lang::parse(" vi_VN ").unwrap().as_str(), "vi-vn");
        assert_eq!(Lang::parse("zh-Hant-TW").unwrap().primary(), "zh");
        assert_eq!(Lang::parse("EN").unwrap(), Lang::en());
    }

    #[test]
    fn what_is_no_tag_is_refused() {
        for wrong in ["", "v", "tiếng Việt", "12", "vi--vn", "vietnamese1", "vi-", &"a".repeat(36), "../etc"] {
            assert!(Lang::parse(wrong).is_err(), "{wrong}");
        }
    }
}
