//! Ratings and their scales. A rating is a statement about content, never about who made it or passed it on.
//!
//! Scales are data files (`scales/*.toml`), versioned: other desks have other scales, old checks never change meaning.

use std::collections::BTreeMap;
use std::fmt;

use crate::Lang;

/// The name of a rating within its scale: `false`, `mostly_true`. 1 to 40 of `a–z`, `0–9` and `_`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct RatingKey(String);

/// Why a text is no rating key.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not a rating key: {0:?} (1 to 40 of a-z, 0-9 and _)")]
pub struct RatingKeyError(pub String);

impl RatingKey {
    /// Reads a key exactly as written.
    pub fn parse(text: &str) -> Result<Self, RatingKeyError> {
        let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_';
        if (1..=40).contains(&text.len()) && text.bytes().all(plain) {
            Ok(Self(text.to_owned()))
        } else {
            Err(RatingKeyError(text.chars().take(60).collect()))
        }
    }

    /// The key.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for RatingKey {
    type Error = RatingKeyError;
    fn try_from(text: String) -> Result<Self, RatingKeyError> {
        Self::parse(&text)
    }
}

impl From<RatingKey> for String {
    fn from(key: RatingKey) -> Self {
        key.0
    }
}

impl fmt::Display for RatingKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// 1 (worst) to 5 (best). For comparing checks only; the label is what counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[serde(try_from = "u8", into = "u8")]
pub struct RatingValue(u8);

impl RatingValue {
    /// A value from 1 to 5; anything else is `None`.
    pub const fn new(value: u8) -> Option<Self> {
        if matches!(value, 1..=5) { Some(Self(value)) } else { None }
    }

    /// The number, 1 to 5.
    pub const fn get(self) -> u8 {
        self.0
    }

    /// Whether two ratings stand on different sides of 3. 3 itself and no value are on neither side, so they
    /// never disagree.
    pub fn disagree(one: Option<Self>, other: Option<Self>) -> bool {
        match (one, other) {
            (Some(one), Some(other)) => (one.0 < 3 && other.0 > 3) || (one.0 > 3 && other.0 < 3),
            _ => false,
        }
    }
}

impl TryFrom<u8> for RatingValue {
    type Error = &'static str;
    fn try_from(value: u8) -> Result<Self, &'static str> {
        Self::new(value).ok_or("a rating value is 1 to 5")
    }
}

impl From<RatingValue> for u8 {
    fn from(value: RatingValue) -> Self {
        value.0
    }
}

/// One step of a scale.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rating {
    /// Its name within the scale.
    pub key: RatingKey,
    /// Its value, or none where no number fits (unproven, satire).
    pub value: Option<RatingValue>,
    label: BTreeMap<Lang, String>,
}

impl Rating {
    /// The label in this language, else in Vietnamese.
    pub fn label(&self, lang: &Lang) -> &str {
        let label = self.label.iter().find(|(of, _)| of.primary() == lang.primary());
        label.or_else(|| self.label.get_key_value(&Lang::vi())).map_or(self.key.as_str(), |(_, text)| text)
    }

    /// All labels by language.
    pub fn labels(&self) -> impl Iterator<Item = (&Lang, &str)> {
        self.label.iter().map(|(lang, text)| (lang, text.as_str()))
    }
}

/// Names a scale and its version, as a check keeps it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
pub struct ScaleRef {
    /// The scale's id, `thuchu`.
    pub id: RatingKey,
    /// Its version, from 1.
    pub version: u32,
}

/// A set of ratings in their order, best first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RatingScale {
    /// Its id and version.
    pub name: ScaleRef,
    ratings: Vec<Rating>,
}

/// Why a scale file cannot be used.
#[derive(Debug, PartialEq, thiserror::Error)]
pub enum ScaleError {
    /// Not the TOML it should be; the message names the place.
    #[error("the scale file cannot be read: {0}")]
    Toml(String),
    /// Versions count from 1.
    #[error("scale {0}: the version counts from 1")]
    Version(RatingKey),
    /// A scale without ratings.
    #[error("scale {0} has no rating")]
    Empty(RatingKey),
    /// The same key twice.
    #[error("rating {0} appears twice")]
    Twice(RatingKey),
    /// A label in Vietnamese and in English is required, and none may be blank.
    #[error("rating {key} has no label in {lang}")]
    NoLabel {
        /// Which rating.
        key: RatingKey,
        /// Which language.
        lang: Lang,
    },
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct ScaleFile {
    id: RatingKey,
    version: u32,
    #[serde(default)]
    rating: Vec<RatingLine>,
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct RatingLine {
    key: RatingKey,
    value: Option<RatingValue>,
    label: BTreeMap<Lang, String>,
}

impl RatingScale {
    /// The built-in scale, `scales/thuchu.toml`.
    #[expect(clippy::expect_used, reason = "the file is part of the program and checked by a test")]
    pub fn built_in() -> Self {
        Self::parse(include_str!("../../../scales/thuchu.toml")).expect("the built-in scale is valid")
    }

    /// Reads a scale file (TOML: `id`, `version`, and `[[rating]]` with `key`, `label` by language and maybe `value`).
    pub fn parse(text: &str) -> Result<Self, ScaleError> {
        let file: ScaleFile = toml::from_str(text).map_err(|error| ScaleError::Toml(error.to_string()))?;
        if file.version == 0 {
            return Err(ScaleError::Version(file.id));
        }
        if file.rating.is_empty() {
            return Err(ScaleError::Empty(file.id));
        }
        let mut ratings: Vec<Rating> = Vec::with_capacity(file.rating.len());
        for line in file.rating {
            if ratings.iter().any(|rating| rating.key == line.key) {
                return Err(ScaleError::Twice(line.key));
            }
            let blank = line.label.iter().find(|(_, text)| text.trim().is_empty()).map(|(lang, _)| lang.clone());
            let missing = [Lang::vi(), Lang::en()].into_iter().find(|lang| !line.label.contains_key(lang));
            if let Some(lang) = blank.or(missing) {
                return Err(ScaleError::NoLabel { key: line.key, lang });
            }
            ratings.push(Rating { key: line.key, value: line.value, label: line.label });
        }
        Ok(Self { name: ScaleRef { id: file.id, version: file.version }, ratings })
    }

    /// The rating of this key.
    pub fn get(&self, key: &RatingKey) -> Option<&Rating> {
        self.ratings.iter().find(|rating| rating.key == *key)
    }

    /// The ratings in the order of the file.
    pub fn ratings(&self) -> &[Rating] {
        &self.ratings
    }
}

#[cfg(test)]
mod tests;
