//! The two languages people read.

use std::{fmt, str::FromStr};

/// A language of the catalogue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Lang {
    /// Vietnamese: the default.
    #[default]
    Vi,
    /// English.
    En,
}

/// The word is not `vi` or `en`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownLang;

impl Lang {
    /// Both languages.
    pub const ALL: [Self; 2] = [Self::Vi, Self::En];

    /// The two-letter code, `vi` or `en`.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Vi => "vi",
            Self::En => "en",
        }
    }

    /// The language a POSIX locale name asks for (`vi_VN.UTF-8`, `en_GB`, `en`); `None` for every other one,
    /// among them `C` and `POSIX`, which say nothing about a reader.
    #[must_use]
    pub fn from_locale(name: &str) -> Option<Self> {
        name.split(['_', '.', '-', '@']).next().unwrap_or_default().parse().ok()
    }
}

impl FromStr for Lang {
    type Err = UnknownLang;

    fn from_str(word: &str) -> Result<Self, UnknownLang> {
        match word.to_ascii_lowercase().as_str() {
            "vi" => Ok(Self::Vi),
            "en" => Ok(Self::En),
            _ => Err(UnknownLang),
        }
    }
}

impl fmt::Display for Lang {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl fmt::Display for UnknownLang {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the language is neither vi nor en")
    }
}

impl std::error::Error for UnknownLang {}

#[cfg(test)]
mod tests {
    use super::Lang;

    #[test]
    fn a_locale_name_tells_the_language_and_c_tells_none() {
        for (name, lang) in [
            ("vi_VN.UTF-8", Some(Lang::Vi)),
            ("vi", Some(Lang::Vi)),
            ("en-GB", Some(Lang::En)),
            ("C", None),
            ("C.UTF-8", None),
            ("", None),
            ("fr_FR", None),
        ] {
            assert_eq!(Lang::from_locale(name), lang, "{name}");
        }
    }
}
