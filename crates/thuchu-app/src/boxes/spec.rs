//! What the operator writes down about a box, in TOML, and its bounds.
//!
//! ```toml
//! [[box]]                                   # a fixed choice of values
//! name = "rates"
//! title = { vi = "Tỷ giá", en = "Exchange rates" }
//! url = "https://ngan-hang.example/rates.json"
//! source = { name = "Ngân hàng A", page = "https://ngan-hang.example/ty-gia" }
//! every_minutes = 60
//! at = "/updated"
//! line = [
//!   { label = "USD", value = "/rates/USD/sell", unit = "đ", digits = 0 },
//!   { label = "EUR", value = "/rates/EUR/sell", unit = "đ", digits = 0 },
//! ]
//!
//! [[box]]                                   # each element of a list
//! name = "weather"
//! title = { vi = "Thời tiết", en = "Weather" }
//! url = "https://thoi-tiet.example/hcm.json"
//! source = { name = "Đài A" }
//! each = { list = "/days", label = "/date", value = "/max", unit = "°C", most = 3 }
//!
//! [[box]]                                   # the titles of a feed
//! name = "notices"
//! title = { vi = "Thông báo", en = "Notices" }
//! url = "https://xa.example/rss"
//! source = { name = "UBND xã A" }
//! feed = { most = 5 }
//! ```

use std::collections::BTreeSet;

use serde::Deserialize;
use thuchu_fetch::{FetchError, Reach, Url, check_url};
use thuchu_model::Timestamp;

/// Most boxes of a site.
pub const MOST_BOXES: usize = 20;
/// Most lines of a box.
pub const MOST_LINES: usize = 20;

/// A box, checked.
#[derive(Debug, Clone, PartialEq)]
pub struct BoxSpec {
    /// Its name: lower case letters, digits and `-`.
    pub name: String,
    /// Its title in Vietnamese and in English.
    pub title: (String, String),
    /// Where the data is.
    pub url: Url,
    /// Who makes it.
    pub source_name: String,
    /// Their page for people.
    pub source_page: Option<Url>,
    /// Minutes between two fetches, 10 to 1,440.
    pub every_minutes: u32,
    /// Hours after which the data is old, 1 to 168.
    pub stale_after_hours: u32,
    /// Which parts make the lines.
    pub lines: Source,
}

/// Where the lines of a box come from.
#[derive(Debug, Clone, PartialEq)]
pub enum Source {
    /// A few values of a JSON document.
    Values {
        /// The lines.
        lines: Vec<Fixed>,
        /// Where the document says when its data is of.
        at: Option<String>,
    },
    /// Each element of a list of a JSON document, or each value of an object.
    Each {
        /// Where the list is; empty for the document itself.
        list: String,
        /// Which parts of an element make a line.
        columns: Columns,
        /// Most lines.
        most: usize,
        /// Where the document says when its data is of.
        at: Option<String>,
    },
    /// The newest entries of a feed.
    Feed {
        /// Most lines.
        most: usize,
    },
}

/// A line with a value.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fixed {
    /// What the value is of.
    pub label: String,
    /// The value.
    #[serde(flatten)]
    pub value: Column,
}

/// A value of the data.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Column {
    /// Where it is: a JSON pointer (RFC 6901).
    pub value: String,
    /// What it is measured in.
    #[serde(default)]
    pub unit: String,
    /// Digits behind the point of a number, 0 to 6; as written when absent.
    #[serde(default)]
    pub digits: Option<u8>,
}

/// The parts of an element.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Columns {
    /// Where its label is; the name within an object when absent.
    #[serde(default)]
    pub label: Option<String>,
    /// Its value, if it has one.
    #[serde(default)]
    pub value: Option<String>,
    /// What that is measured in.
    #[serde(default)]
    pub unit: String,
    /// Digits behind the point of a number.
    #[serde(default)]
    pub digits: Option<u8>,
    /// Where its address is.
    #[serde(default)]
    pub link: Option<String>,
}

/// Why the settings of boxes cannot be used. Each names the box.
#[derive(Debug, thiserror::Error)]
pub enum SpecError {
    /// Not TOML, or a word that no box has.
    #[error("{0}")]
    Syntax(String),
    /// Too many.
    #[error("a site has {MOST_BOXES} boxes at most")]
    TooMany,
    /// A name that is none, or is there twice.
    #[error("box {0:?}: a name is of lower case letters, digits and -, at most 40, and of one box alone")]
    Name(String),
    /// An address that may not be fetched.
    #[error("box {name:?}: {error}")]
    Url {
        /// Which box.
        name: String,
        /// Why.
        error: FetchError,
    },
    /// Anything else.
    #[error("box {name:?}: {rule}")]
    Rule {
        /// Which box.
        name: String,
        /// What is asked for.
        rule: &'static str,
    },
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default, rename = "box")]
    boxes: Vec<Written>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    name: String,
    title: Title,
    url: String,
    source: WrittenSource,
    #[serde(default = "an_hour")]
    every_minutes: u32,
    #[serde(default = "six")]
    stale_after_hours: u32,
    #[serde(default)]
    at: Option<String>,
    #[serde(default)]
    line: Vec<Fixed>,
    #[serde(default)]
    each: Option<WrittenEach>,
    #[serde(default)]
    feed: Option<WrittenFeed>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Title {
    vi: String,
    en: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenSource {
    name: String,
    #[serde(default)]
    page: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenEach {
    list: String,
    #[serde(default = "five")]
    most: usize,
    #[serde(flatten)]
    columns: Columns,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenFeed {
    #[serde(default = "five")]
    most: usize,
}

const fn an_hour() -> u32 {
    60
}

const fn six() -> u32 {
    6
}

const fn five() -> usize {
    5
}

/// Reads the settings of boxes.
///
/// # Errors
/// [`SpecError`], in English: the operator reads it in the log or from the command line.
pub fn parse(text: &str) -> Result<Vec<BoxSpec>, SpecError> {
    let file: File = toml::from_str(text).map_err(|error| SpecError::Syntax(error.to_string()))?;
    if file.boxes.len() > MOST_BOXES {
        return Err(SpecError::TooMany);
    }
    let mut names = BTreeSet::new();
    file.boxes
        .into_iter()
        .map(|written| {
            let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
            let name = written.name.clone();
            if name.is_empty() || name.len() > 40 || !name.chars().all(plain) || !names.insert(name.clone()) {
                return Err(SpecError::Name(name));
            }
            written.checked()
        })
        .collect()
}

impl Written {
    fn checked(self) -> Result<BoxSpec, SpecError> {
        let name = self.name.clone();
        let rule = |rule: &'static str| SpecError::Rule { name: name.clone(), rule };
        let texts = [&self.title.vi, &self.title.en, &self.source.name];
        if texts.iter().any(|text| text.trim().is_empty() || text.chars().count() > 80) {
            return Err(rule("titles and the name of the source have 1 to 80 characters"));
        }
        if !(10..=1_440).contains(&self.every_minutes) || !(1..=168).contains(&self.stale_after_hours) {
            return Err(rule("every_minutes is 10 to 1440, stale_after_hours 1 to 168"));
        }
        let url = |text: &str| -> Result<Url, SpecError> {
            let url = Url::parse(text).map_err(|_| rule("an address is none"))?;
            check_url(&url, &Reach::public()).map_err(|error| SpecError::Url { name: name.clone(), error })?;
            Ok(url)
        };
        let pointers = self.pointers();
        if pointers.iter().any(|pointer| pointer.len() > 300 || !(pointer.is_empty() || pointer.starts_with('/'))) {
            return Err(rule("a place in the data begins with / (RFC 6901)"));
        }
        let digits =
            self.line.iter().map(|line| line.value.digits).chain(self.each.iter().map(|each| each.columns.digits));
        if digits.flatten().any(|digits| digits > 6) {
            return Err(rule("digits is 0 to 6"));
        }
        let (line, each, feed) = (!self.line.is_empty(), self.each.is_some(), self.feed.is_some());
        if u8::from(line) + u8::from(each) + u8::from(feed) != 1 || (feed && self.at.is_some()) {
            return Err(rule("a box has either line, or each, or feed; and at with the first two alone"));
        }
        let most = self.each.as_ref().map(|each| each.most).or(self.feed.as_ref().map(|feed| feed.most));
        if !(1..=MOST_LINES).contains(&most.unwrap_or(self.line.len())) {
            return Err(rule("a box has 1 to 20 lines"));
        }
        let (fetched, page) = (url(&self.url)?, self.source.page.as_deref().map(url).transpose()?);
        let lines = match (self.each, self.feed) {
            (Some(each), _) => Source::Each { list: each.list, columns: each.columns, most: each.most, at: self.at },
            (None, Some(feed)) => Source::Feed { most: feed.most },
            (None, None) => Source::Values { lines: self.line, at: self.at },
        };
        Ok(BoxSpec {
            name: self.name,
            title: (self.title.vi, self.title.en),
            url: fetched,
            source_name: self.source.name,
            source_page: page,
            every_minutes: self.every_minutes,
            stale_after_hours: self.stale_after_hours,
            lines,
        })
    }

    fn pointers(&self) -> Vec<&str> {
        let lines = self.line.iter().map(|line| line.value.value.as_str());
        let each = self.each.iter().flat_map(|each| {
            let columns = &each.columns;
            [Some(&each.list), columns.label.as_ref(), columns.value.as_ref(), columns.link.as_ref()]
        });
        lines.chain(each.flatten().map(String::as_str)).chain(self.at.as_deref()).collect()
    }
}

impl BoxSpec {
    /// Seconds between two fetches.
    pub(super) fn every_seconds(&self) -> i64 {
        i64::from(self.every_minutes) * 60
    }

    /// Whether data of this hour may be shown.
    #[must_use]
    pub fn is_fresh(&self, at: Timestamp, now: Timestamp) -> bool {
        now < at.plus_seconds(i64::from(self.stale_after_hours) * 3_600)
    }
}
