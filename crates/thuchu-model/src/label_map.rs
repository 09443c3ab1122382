//! The operator's map from foreign labels to our ratings, by (publisher, label). Never guessed: what the file does not
//! name stays unmapped, has no value and never disagrees.

use std::collections::HashMap;

use crate::{RatingKey, RatingScale, Site};

/// (publisher, label) → rating. Labels are compared without regard to case and to the number of blanks; nothing else
/// is folded, for "Tin giả" and "Tin gia" may be two labels.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LabelMap {
    by_site: HashMap<Site, HashMap<String, RatingKey>>,
}

/// Why a map file cannot be used. Lines count from 1.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LabelMapError {
    /// Not the TOML it should be; the message names the place.
    #[error("the label map cannot be read: {0}")]
    Toml(String),
    /// Not the CSV it should be.
    #[error("the label map cannot be read at line {line}: {problem}")]
    Csv {
        /// The line of the file.
        line: u64,
        /// What is wrong with it.
        problem: String,
    },
    /// The header must name the three columns.
    #[error("the label map needs the columns publisher, label and rating")]
    Header,
    /// A publisher that is no site.
    #[error("the label map names a publisher that is no site: {0:?}")]
    Site(String),
    /// A blank label.
    #[error("the label map has a blank label for {0}")]
    BlankLabel(Site),
    /// A rating that the scale does not have.
    #[error("the label map names a rating that the scale does not have: {0:?}")]
    UnknownRating(String),
    /// The same label with two ratings.
    #[error("the label map gives {label:?} of {site} two ratings")]
    Twice {
        /// Whose label.
        site: Site,
        /// Which label.
        label: String,
    },
}

impl LabelMap {
    /// Reads TOML: one table per publisher's site, `"label" = "rating key"`.
    ///
    /// ```toml
    /// ["tingia.gov.vn"]
    /// "Tin giả" = "fabricated"
    /// ```
    pub fn parse_toml(text: &str, scale: &RatingScale) -> Result<Self, LabelMapError> {
        let file: std::collections::BTreeMap<String, std::collections::BTreeMap<String, String>> =
            toml::from_str(text).map_err(|error| LabelMapError::Toml(error.to_string()))?;
        let mut map = Self::default();
        for (site, labels) in &file {
            for (label, rating) in labels {
                map.add(site, label, rating, scale)?;
            }
        }
        Ok(map)
    }

    /// Reads CSV (RFC 4180) with a header naming `publisher`, `label` and `rating` in any order; other columns are ignored.
    pub fn parse_csv(text: &str, scale: &RatingScale) -> Result<Self, LabelMapError> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let mut reader = csv::ReaderBuilder::new().trim(csv::Trim::All).from_reader(text.as_bytes());
        let problem = |error: csv::Error| LabelMapError::Csv {
            line: error.position().map_or(1, csv::Position::line),
            problem: error.to_string(),
        };
        let header = reader.headers().map_err(problem)?;
        let column = |name: &str| header.iter().position(|cell| cell.eq_ignore_ascii_case(name));
        let (Some(site), Some(label), Some(rating)) = (column("publisher"), column("label"), column("rating")) else {
            return Err(LabelMapError::Header);
        };
        let mut map = Self::default();
        for record in reader.records() {
            let record = record.map_err(problem)?;
            let cell = |index| record.get(index).unwrap_or_default();
            map.add(cell(site), cell(label), cell(rating), scale)?;
        }
        Ok(map)
    }

    fn add(&mut self, site: &str, label: &str, rating: &str, scale: &RatingScale) -> Result<(), LabelMapError> {
        let site = Site::parse(site).map_err(|error| LabelMapError::Site(error.0))?;
        let folded = fold(label);
        if folded.is_empty() {
            return Err(LabelMapError::BlankLabel(site));
        }
        let key = RatingKey::parse(rating).ok().filter(|key| scale.get(key).is_some());
        let key = key.ok_or_else(|| LabelMapError::UnknownRating(rating.chars().take(60).collect()))?;
        let labels = self.by_site.entry(site.clone()).or_default();
        match labels.insert(folded, key.clone()) {
            Some(before) if before != key => Err(LabelMapError::Twice { site, label: label.to_owned() }),
            _ => Ok(()),
        }
    }

    /// The rating of a publisher's label, if the operator named it.
    pub fn get(&self, site: &Site, label: &str) -> Option<&RatingKey> {
        self.by_site.get(site)?.get(&fold(label))
    }

    /// How many labels are mapped.
    pub fn len(&self) -> usize {
        self.by_site.values().map(HashMap::len).sum()
    }

    /// Whether no label is mapped.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

fn fold(label: &str) -> String {
    label.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn site(text: &str) -> Site {
        Site::parse(text).unwrap()
    }

    #[test]
    fn a_label_is_found_by_publisher_without_regard_to_case_and_blanks() {
        let map =
            LabelMap::parse_toml("['www.tingia.gov.vn']\n'Tin giả' = 'fabricated'", &RatingScale::built_in()).unwrap();
        assert_eq!(map.get(&site("tingia.gov.vn"), " TIN  GIẢ ").unwrap().as_str(), "fabricated");
        assert_eq!(map.get(&site("tingia.gov.vn"), "Tin gia"), None, "never guessed");
        assert_eq!(map.get(&site("other.vn"), "Tin giả"), None, "another publisher's label is another label");
    }

    #[test]
    fn csv_says_the_same_as_toml() {
        let csv = "\u{feff}label,publisher,remark,rating\n\"Tin giả\",tingia.gov.vn,x,fabricated\n";
        let toml = "['tingia.gov.vn']\n'Tin giả' = 'fabricated'";
        let scale = RatingScale::built_in();
        assert_eq!(LabelMap::parse_csv(csv, &scale), LabelMap::parse_toml(toml, &scale));
    }

    #[test]
    fn a_broken_map_names_the_rule() {
        let scale = RatingScale::built_in();
        let csv = |text: &str| LabelMap::parse_csv(text, &scale).unwrap_err();
        assert_eq!(csv("a,b,c\n"), LabelMapError::Header);
        assert!(matches!(csv("publisher,label,rating\na.vn,x\n"), LabelMapError::Csv { line: 2, .. }));
        assert!(matches!(csv("publisher,label,rating\na.vn,x,wrong\n"), LabelMapError::UnknownRating(_)));
        assert!(matches!(csv("publisher,label,rating\n..,x,true\n"), LabelMapError::Site(_)));
        assert!(matches!(csv("publisher,label,rating\na.vn,,true\n"), LabelMapError::BlankLabel(_)));
        assert!(matches!(csv("publisher,label,rating\na.vn,x,true\na.vn,X,false\n"), LabelMapError::Twice { .. }));
        assert!(matches!(LabelMap::parse_toml("x = 1", &scale), Err(LabelMapError::Toml(_))));
    }
}
