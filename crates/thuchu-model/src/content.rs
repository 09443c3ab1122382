//! What one version of a check says: the immutable content that page, JSON-LD, feeds and answers are made from.

use serde_json::Value;

use crate::{
    Bearing, CaptureId, ClaimText, Day, Lang, PictureReviewed, RatingKey, RatingValue, ScaleRef, Sha256Hash, Timestamp,
};

/// A claim in one language.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Wording {
    /// The language of the words.
    pub lang: Lang,
    /// The words.
    pub text: ClaimText,
}

impl Wording {
    /// The wording in `lang`, else the first. `None` only when there is none at all.
    #[must_use]
    pub fn choose<'a>(wordings: &'a [Self], lang: Option<&Lang>) -> Option<&'a Self> {
        let wanted = wordings.iter().find(|wording| lang.is_some_and(|lang| same_words(lang, &wording.lang)));
        wanted.or(wordings.first())
    }
}

/// The numbers of a foreign rating exactly as written (`"-1"`, `"3.5"`): kept for export, never computed with.
#[derive(Debug, Clone, PartialEq, Eq, Default, serde::Serialize, serde::Deserialize)]
#[serde(default)]
pub struct OriginalNumbers {
    /// `ratingValue`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    /// `bestRating`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub best: Option<String>,
    /// `worstRating`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub worst: Option<String>,
}

/// The rating as a check shows it.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct RatingShown {
    /// The words people read. Of an imported check: the publisher's own, verbatim.
    pub label: String,
    /// Own checks only: the key in our scale. An imported check's key comes from the operator's label map and lives
    /// beside the content, so a better map makes no new version.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub key: Option<RatingKey>,
    /// Own checks only: the value of that key when it was published.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<RatingValue>,
    /// Own checks only: the scale the key belongs to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scale: Option<ScaleRef>,
    /// Imported checks only: the numbers as written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub original: Option<OriginalNumbers>,
    /// A sentence that explains the rating.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub explanation: Option<String>,
}

/// A source as a check shows it.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct SourceShown {
    /// Where it is published.
    pub url: String,
    /// Its title.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Who published it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub publisher: Option<String>,
    /// When.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<Day>,
    /// The words that matter.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quote: Option<String>,
    /// What it says about the claim.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bearing: Option<Bearing>,
    /// The hash of our copy.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sha256: Option<Sha256Hash>,
    /// Own checks only: our copy, whose files can be had and compared.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub capture: Option<CaptureId>,
    /// Own checks only: when our copy was taken.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub copied: Option<Timestamp>,
    /// Own checks only: whether it is the source itself and not a retelling.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub primary: bool,
}

/// A check's own text in another language than the one it was written in. The claim's other wordings stand in
/// [`CheckContent::claims`], and the rating's words stay the publisher's.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Translation {
    /// The language of these words.
    pub lang: Lang,
    /// The headline.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// The answer in a few sentences.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub summary: Option<String>,
    /// A sentence that explains the rating.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub explanation: Option<String>,
    /// The whole text, Markdown for own checks.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub body: Option<String>,
}

/// A check's text in one language, as [`CheckContent::text_in`] chose it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CheckText<'a> {
    /// The language chosen.
    pub lang: &'a Lang,
    /// The headline.
    pub title: Option<&'a str>,
    /// The answer in a few sentences.
    pub summary: Option<&'a str>,
    /// A sentence that explains the rating.
    pub explanation: Option<&'a str>,
    /// The whole text.
    pub body: Option<&'a str>,
}

/// What one version of a check says. Nothing in it changes after it was published or imported.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct CheckContent {
    /// The claim, first in the language it was checked in, then in others. At least one.
    pub claims: Vec<Wording>,
    /// The language of the check's own text.
    pub lang: Lang,
    /// The headline.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// The answer in a few sentences.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub summary: Option<String>,
    /// The whole text, Markdown for own checks.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub body: Option<String>,
    /// Title, summary and body in other languages, each language once. Absent from the canonical JSON when empty.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub translations: Vec<Translation>,
    /// The rating.
    pub rating: RatingShown,
    /// Imported checks only: whom the publisher names as having said it. Attribution text and nothing more: no list,
    /// filter, count or feed is made from it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub claimant: Option<String>,
    /// When the claim was made.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub claim_date: Option<Day>,
    /// When the check was published.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub review_date: Option<Day>,
    /// Addresses where the claim was seen.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub appearances: Vec<String>,
    /// The sources.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<SourceShown>,
    /// Own checks only: why no words of a preserved source are quoted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unquoted: Option<String>,
    /// The licence of the check's text, as an address or an SPDX id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub licence: Option<String>,
    /// The subject, of a fixed list for own checks, free for imported ones.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub topic: Option<String>,
    /// Own checks only: the pictures that the claim is about, and what was done to each.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub pictures: Vec<PictureReviewed>,
    /// Own checks only: the claim was seen in a forwarded message whose origin nobody knows.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub forwarded: bool,
    /// Own checks only: whether those concerned were asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reply: Option<ReplyStated>,
    /// Own checks only: the names of those who sign; none means that the desk signs.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub byline: Vec<String>,
}

/// Whether those concerned were asked, as readers are told.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReplyStated {
    /// Asked, no answer when the version was published.
    Asked {
        /// When.
        day: Day,
    },
    /// Asked and answered.
    Received {
        /// When the answer came.
        day: Day,
    },
    /// Not asked, for this reason.
    NotAsked {
        /// The reason.
        why: String,
    },
}

impl CheckContent {
    /// The claim as worded in `lang`, else in the language it was checked in. `None` only for a content without claim.
    #[must_use]
    pub fn claim_in(&self, lang: Option<&Lang>) -> Option<&Wording> {
        Wording::choose(&self.claims, lang)
    }

    /// The check's text in `lang`, else in its own language. One language at a time: what a translation leaves out is
    /// not filled in from another one.
    #[must_use]
    pub fn text_in(&self, lang: Option<&Lang>) -> CheckText<'_> {
        let wanted = lang.filter(|lang| !same_words(lang, &self.lang));
        match wanted.and_then(|lang| self.translations.iter().find(|text| same_words(lang, &text.lang))) {
            Some(text) => CheckText {
                lang: &text.lang,
                title: text.title.as_deref(),
                summary: text.summary.as_deref(),
                explanation: text.explanation.as_deref(),
                body: text.body.as_deref(),
            },
            None => CheckText {
                lang: &self.lang,
                title: self.title.as_deref(),
                summary: self.summary.as_deref(),
                explanation: self.rating.explanation.as_deref(),
                body: self.body.as_deref(),
            },
        }
    }

    /// The canonical JSON: keys sorted by their bytes, no blanks, absent instead of null. Equal contents give equal text.
    pub fn canonical(&self) -> String {
        // Serialising this type cannot fail: all keys are strings and no number is a float.
        canonical_json(&serde_json::to_value(self).unwrap_or(Value::Null))
    }

    /// The SHA-256 of the canonical JSON: two versions with the same hash say the same.
    pub fn hash(&self) -> Sha256Hash {
        Sha256Hash::of(self.canonical().as_bytes())
    }
}

/// Readers of `en` read `en-GB`.
fn same_words(a: &Lang, b: &Lang) -> bool {
    a.primary() == b.primary()
}

/// JSON with object keys in the order of their bytes and no blanks. Depth is that of the value given.
pub fn canonical_json(value: &Value) -> String {
    let mut text = String::new();
    write_canonical(value, &mut text);
    text
}

fn write_canonical(value: &Value, text: &mut String) {
    match value {
        Value::Array(items) => {
            text.push('[');
            for (index, item) in items.iter().enumerate() {
                if index > 0 {
                    text.push(',');
                }
                write_canonical(item, text);
            }
            text.push(']');
        }
        Value::Object(fields) => {
            let mut fields: Vec<_> = fields.iter().collect();
            fields.sort_unstable_by_key(|(key, _)| *key);
            text.push('{');
            for (index, (key, field)) in fields.into_iter().enumerate() {
                if index > 0 {
                    text.push(',');
                }
                text.push_str(&Value::from(key.as_str()).to_string());
                text.push(':');
                write_canonical(field, text);
            }
            text.push('}');
        }
        plain => text.push_str(&plain.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn content() -> CheckContent {
        CheckContent {
            claims: vec![Wording {
                lang: Lang::vi(), text: ClaimText::parse("Uống rượu chữa \"cúm\"").unwrap()
            }],
            lang: Lang::vi(),
            title: None,
            summary: None,
            body: None,
            translations: vec![],
            rating: RatingShown {
                label: "Tin giả".into(),
                key: None,
                value: None,
                scale: None,
                original: None,
                explanation: None,
            },
            claimant: None,
            claim_date: None,
            review_date: Day::parse("2026-11-22"),
            appearances: vec![],
            evidence: vec![],
            unquoted: None,
            licence: None,
            topic: None,
            pictures: vec![],
            forwarded: false,
            reply: None,
            byline: vec![],
        }
    }

    #[test]
    fn the_canonical_form_is_sorted_without_blanks_and_nulls() {
        let text = r#"{"claims":[{"lang":"vi","text":"Uống rượu chữa \"cúm\""}],"lang":"vi","rating":{"label":"Tin giả"},"review_date":"2026-11-22"}"#;
        assert_eq!(content().canonical(), text);
        assert_eq!(serde_json::from_str::<CheckContent>(text).unwrap(), content());
    }

    #[test]
    fn a_reader_gets_the_text_in_the_language_asked_for_else_in_the_checks_own() {
        let english = Wording { lang: Lang::en(), text: ClaimText::parse("Alcohol cures the flu").unwrap() };
        let of = |lang: Lang, summary: &str| Translation {
            lang,
            title: None,
            summary: Some(summary.into()),
            explanation: None,
            body: None,
        };
        let check = CheckContent {
            claims: vec![content().claims[0].clone(), english],
            title: Some("Rượu và cúm".into()),
            summary: Some("Sai.".into()),
            translations: vec![of(Lang::parse("en-gb").unwrap(), "False.")],
            ..content()
        };
        let read = |lang: Option<&Lang>| {
            let text = check.text_in(lang);
            (check.claim_in(lang).unwrap().lang.as_str(), text.lang.as_str(), text.title, text.summary)
        };
        assert_eq!(read(None), ("vi", "vi", Some("Rượu và cúm"), Some("Sai.")));
        assert_eq!(read(Some(&Lang::vi())), read(None));
        assert_eq!(read(Some(&Lang::en())), ("en", "en-gb", None, Some("False.")));
        assert_eq!(read(Some(&Lang::parse("fr").unwrap())), read(None));
    }

    #[test]
    fn translations_are_part_of_what_a_version_says() {
        let english = Translation {
            lang: Lang::en(),
            title: None,
            summary: Some("False.".into()),
            explanation: None,
            body: None,
        };
        let translated = CheckContent { translations: vec![english], ..content() };
        assert_ne!(translated.hash(), content().hash());
        assert!(translated.canonical().contains(r#""translations":[{"lang":"en","summary":"False."}]"#));
        assert_eq!(serde_json::from_str::<CheckContent>(&translated.canonical()).unwrap(), translated);
        assert!(!content().canonical().contains("translations"));
    }

    #[test]
    fn the_order_of_keys_does_not_matter() {
        assert_eq!(
            canonical_json(&json!({"b": [1, {"z": null, "a": "x"}], "a": true})),
            r#"{"a":true,"b":[1,{"a":"x","z":null}]}"#
        );
    }

    #[test]
    fn another_word_is_another_hash() {
        let other = CheckContent { title: Some("Tin giả".into()), ..content() };
        assert_ne!(other.hash(), content().hash());
        assert_eq!(content().hash(), content().hash());
    }
}
