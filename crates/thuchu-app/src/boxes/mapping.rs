//! From a source's bytes to the lines of a box. The source is a stranger: depth, counts and lengths are bounded, and what
//! comes out is plain text and addresses that a browser may open.

use serde_json::Value;
use thuchu_fetch::Url;
use thuchu_formats::{FeedError, plain_of_html, read_feed};
use thuchu_model::{Day, Timestamp};

use super::spec::{BoxSpec, Columns, Fixed, Source};

/// Longest text of a line, characters; what follows is cut off.
const MOST_CHARACTERS: usize = 160;
/// Elements of a list that are looked at.
const MOST_ELEMENTS: usize = 1_000;

/// A line of a box.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// What it is of.
    pub label: String,
    /// The value, with its unit beside it.
    pub value: Option<(String, String)>,
    /// Where more is, http or https.
    pub link: Option<String>,
    /// The day of a notice.
    pub day: Option<Day>,
}

/// What a source gave.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Found {
    pub(super) lines: Vec<Line>,
    pub(super) at: Option<Timestamp>,
}

/// Why a source's data makes no box.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MappingError {
    /// Not JSON, or nested too deeply, or with a number that no float holds.
    #[error("the source's data is no JSON that can be read")]
    Json,
    /// No feed.
    #[error("the source's feed cannot be read: {0}")]
    Feed(#[from] FeedError),
    /// There is nothing at the places that the settings name.
    #[error("the source's data has nothing at the places that the settings name")]
    Nothing,
}

impl MappingError {
    /// The stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Json => "box.json",
            Self::Feed(_) => "box.feed",
            Self::Nothing => "box.nothing",
        }
    }
}

/// Reads the data of a box. The caller bounds the bytes.
pub(super) fn read(spec: &BoxSpec, bytes: &[u8]) -> Result<Found, MappingError> {
    let found = match &spec.lines {
        Source::Feed { most } => feed(bytes, *most)?,
        Source::Values { lines, at } => {
            let data = json(bytes)?;
            let lines = lines.iter().filter_map(|line| fixed(&data, line)).collect();
            Found { lines, at: moment(&data, at.as_deref()) }
        }
        Source::Each { list, columns, most, at } => {
            let data = json(bytes)?;
            let elements: Vec<(Option<&str>, &Value)> = match data.pointer(list) {
                Some(Value::Array(elements)) => elements.iter().map(|element| (None, element)).collect(),
                Some(Value::Object(fields)) => {
                    fields.iter().map(|(name, value)| (Some(name.as_str()), value)).collect()
                }
                _ => Vec::new(),
            };
            let looked = elements.into_iter().take(MOST_ELEMENTS);
            let lines = looked.filter_map(|(name, element)| each(name, element, columns)).take(*most).collect();
            Found { lines, at: moment(&data, at.as_deref()) }
        }
    };
    if found.lines.is_empty() { Err(MappingError::Nothing) } else { Ok(found) }
}

/// Depth is bounded by the reader (128), size by the fetcher.
fn json(bytes: &[u8]) -> Result<Value, MappingError> {
    serde_json::from_slice(bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes)).map_err(|_| MappingError::Json)
}

fn fixed(data: &Value, line: &Fixed) -> Option<Line> {
    let value = shown(data.pointer(&line.value.value)?, line.value.digits)?;
    let value = Some((value, line.value.unit.clone()));
    Some(Line { label: line.label.clone(), value, link: None, day: None })
}

fn each(name: Option<&str>, element: &Value, columns: &Columns) -> Option<Line> {
    let label = match &columns.label {
        Some(pointer) => shown(element.pointer(pointer)?, None)?,
        None => text(name?)?,
    };
    let value = match &columns.value {
        Some(pointer) => Some((shown(element.pointer(pointer)?, columns.digits)?, columns.unit.clone())),
        None => None,
    };
    let link = columns.link.as_ref().and_then(|pointer| address(element.pointer(pointer)?.as_str()?));
    Some(Line { label, value, link, day: None })
}

fn feed(bytes: &[u8], most: usize) -> Result<Found, MappingError> {
    let (_, feed) = read_feed(bytes)?;
    let lines = feed.entries.into_iter().filter_map(|entry| {
        let day = entry.published.or(entry.updated).and_then(Timestamp::day);
        let link = entry.link.as_deref().and_then(address);
        Some(Line { label: text(&entry.title)?, value: None, link, day })
    });
    // A notice of last year is still a notice: the hour is that of the fetch.
    Ok(Found { lines: lines.take(most).collect(), at: None })
}

/// A text or a number. Numbers come with as many digits behind the point as wanted, as a plain number that the page writes in
/// its language's way; texts that are numbers as well, for sources often write `"25,400"` and mean it.
fn shown(value: &Value, digits: Option<u8>) -> Option<String> {
    match value {
        Value::String(said) => match (digits, said.trim().parse::<f64>()) {
            (Some(digits), Ok(number)) if number.is_finite() => Some(rounded(number, digits)),
            _ => text(said),
        },
        Value::Number(number) => match (digits, number.as_f64()) {
            (Some(digits), Some(number)) => Some(rounded(number, digits)),
            _ => text(&number.to_string()),
        },
        Value::Bool(_) | Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}

fn rounded(number: f64, digits: u8) -> String {
    let text = format!("{number:.*}", usize::from(digits));
    text.chars().take(MOST_CHARACTERS).collect()
}

/// Plain text on one line: no tags, no controls, nothing that turns the direction of a line.
fn text(said: &str) -> Option<String> {
    // What stands far behind is cut off before anything is done with it.
    let begins: String = said.chars().take(10 * MOST_CHARACTERS).collect();
    let plain = plain_of_html(&begins);
    let harmless = |c: &char| !matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let words: Vec<&str> =
        plain.split(|c: char| c.is_whitespace() || c.is_control()).filter(|word| !word.is_empty()).collect();
    let mut line: String = words.join(" ").chars().filter(harmless).collect();
    if line.chars().count() > MOST_CHARACTERS {
        line = line.chars().take(MOST_CHARACTERS - 1).chain(['…']).collect();
    }
    (!line.is_empty()).then_some(line)
}

fn address(said: &str) -> Option<String> {
    let url = Url::parse(said.trim()).ok()?;
    let fits = matches!(url.scheme(), "http" | "https") && url.host_str().is_some_and(|host| !host.is_empty());
    (fits && url.username().is_empty() && url.password().is_none() && url.as_str().len() <= 2_000).then(|| url.into())
}

/// The hour that the data is of: RFC 3339, a day, or seconds or milliseconds since 1970.
fn moment(data: &Value, pointer: Option<&str>) -> Option<Timestamp> {
    match data.pointer(pointer?)? {
        Value::String(said) => Timestamp::parse(said.trim()).or_else(|| Day::parse(said).map(Day::midnight)),
        Value::Number(number) => {
            let number = number.as_i64()?;
            let seconds = if number.abs() >= 100_000_000_000 { number / 1_000 } else { number };
            Some(Timestamp::from_seconds(seconds))
        }
        _ => None,
    }
}
