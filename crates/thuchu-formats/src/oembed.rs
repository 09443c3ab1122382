//! oEmbed 1.0 (oembed.com): how other sites show a check of ours as a card. Answers in JSON and XML, written and read, and
//! what the head of a page says about where they are.
//!
//! The card itself and the frame around it are HTML, and so are made by `thuchu-web`; here is what they show.

use quick_xml::Reader;
use quick_xml::events::Event;
use serde_json::{Map, Value};
use thuchu_model::Day;

use crate::write::put;
use crate::xml::{element, optional, referenced};

/// What a card shows of a check.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EmbedCard {
    /// The claim in the card's language.
    pub claim: String,
    /// The rating's word.
    pub rating: String,
    /// The answer in a sentence or two.
    pub answer: Option<String>,
    /// The page of the check.
    pub page: String,
    /// Whose check it is.
    pub publisher: String,
    /// The day of the version that is shown.
    pub day: Option<Day>,
    /// What is to be said of it before anything else: that it was corrected, or no longer stands.
    pub change: Option<String>,
}

/// An answer of type `rich`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OEmbed {
    /// The title of the check.
    pub title: String,
    /// Whose check it is.
    pub author_name: Option<String>,
    /// Their site.
    pub author_url: Option<String>,
    /// The desk that answers.
    pub provider_name: String,
    /// Its site.
    pub provider_url: String,
    /// Seconds for which the answer may be kept.
    pub cache_age: u32,
    /// The frame that shows the card: HTML, made by the caller and trusted.
    pub html: String,
    /// Its width in CSS pixels.
    pub width: u32,
    /// Its height in CSS pixels.
    pub height: u32,
}

/// The address of an answer, as `<link rel="alternate">` names it in the head of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AlternateLink {
    /// The media type.
    pub media_type: &'static str,
    /// The address.
    pub href: String,
}

impl OEmbed {
    /// A size for the frame: as large as it would be, and no larger than the consumer allows. `None` where it would be
    /// smaller than a card can be read at, `least`: then there is no answer (status 501 says so).
    #[must_use]
    pub fn fit(usual: (u32, u32), least: (u32, u32), most: (Option<u32>, Option<u32>)) -> Option<(u32, u32)> {
        let width = usual.0.min(most.0.unwrap_or(u32::MAX));
        let height = usual.1.min(most.1.unwrap_or(u32::MAX));
        (width >= least.0 && height >= least.1).then_some((width, height))
    }

    /// `application/json`.
    #[must_use]
    pub fn to_json(&self) -> Value {
        let mut node = Map::new();
        node.insert("version".into(), "1.0".into());
        node.insert("type".into(), "rich".into());
        put(&mut node, "title", Some(self.title.clone()));
        put(&mut node, "author_name", self.author_name.clone());
        put(&mut node, "author_url", self.author_url.clone());
        put(&mut node, "provider_name", Some(self.provider_name.clone()));
        put(&mut node, "provider_url", Some(self.provider_url.clone()));
        node.insert("cache_age".into(), self.cache_age.into());
        put(&mut node, "html", Some(self.html.clone()));
        node.insert("width".into(), self.width.into());
        node.insert("height".into(), self.height.into());
        node.into()
    }

    /// `text/xml`.
    #[must_use]
    pub fn to_xml(&self) -> String {
        let mut xml = String::from("<?xml version=\"1.0\" encoding=\"utf-8\" standalone=\"yes\"?>\n<oembed>\n");
        element(&mut xml, "version", "1.0");
        element(&mut xml, "type", "rich");
        element(&mut xml, "title", &self.title);
        optional(&mut xml, "author_name", self.author_name.as_deref());
        optional(&mut xml, "author_url", self.author_url.as_deref());
        element(&mut xml, "provider_name", &self.provider_name);
        element(&mut xml, "provider_url", &self.provider_url);
        element(&mut xml, "cache_age", &self.cache_age.to_string());
        element(&mut xml, "html", &self.html);
        element(&mut xml, "width", &self.width.to_string());
        element(&mut xml, "height", &self.height.to_string());
        xml.push_str("</oembed>\n");
        xml
    }

    /// Reads an answer of type `rich`, JSON or XML, as somebody who shows our cards would. `None` for anything else.
    #[must_use]
    pub fn read(answer: &str) -> Option<Self> {
        let node = if answer.trim_start().starts_with('<') { from_xml(answer)? } else { from_json(answer)? };
        let text = |name: &str| node.iter().find(|(key, _)| key == name).map(|(_, value)| value.clone());
        let number = |name: &str| text(name).and_then(|value| value.trim().parse().ok());
        (text("version")? == "1.0" && text("type")? == "rich").then_some(())?;
        Some(Self {
            title: text("title").unwrap_or_default(),
            author_name: text("author_name"),
            author_url: text("author_url"),
            provider_name: text("provider_name").unwrap_or_default(),
            provider_url: text("provider_url").unwrap_or_default(),
            cache_age: number("cache_age").unwrap_or(0),
            html: text("html")?,
            width: number("width")?,
            height: number("height")?,
        })
    }
}

/// Where the answers about a page are: of JSON and of XML. `endpoint` is the address that answers.
#[must_use]
pub fn oembed_links(endpoint: &str, page: &str) -> [AlternateLink; 2] {
    let href = |format: &str| {
        let query = url::form_urlencoded::Serializer::new(String::new())
            .append_pair("url", page)
            .append_pair("format", format)
            .finish();
        format!("{endpoint}?{query}")
    };
    [
        AlternateLink { media_type: "application/json+oembed", href: href("json") },
        AlternateLink { media_type: "text/xml+oembed", href: href("xml") },
    ]
}

fn from_json(answer: &str) -> Option<Vec<(String, String)>> {
    let Value::Object(node) = serde_json::from_str(answer).ok()? else { return None };
    let fields = node.into_iter().filter_map(|(name, value)| match value {
        Value::String(text) => Some((name, text)),
        Value::Number(number) => Some((name, number.to_string())),
        _ => None,
    });
    Some(fields.collect())
}

fn from_xml(answer: &str) -> Option<Vec<(String, String)>> {
    let mut reader = Reader::from_str(answer);
    let (mut fields, mut depth, mut said) = (Vec::new(), 0_usize, String::new());
    loop {
        match reader.read_event().ok()? {
            Event::DocType(_) => return None,
            Event::Start(start) => {
                depth += 1;
                (depth > 1 || start.local_name().as_ref() == b"oembed").then_some(())?;
                said.clear();
            }
            Event::End(end) => {
                if depth == 2 {
                    let name = String::from_utf8_lossy(end.local_name().as_ref()).into_owned();
                    fields.push((name, std::mem::take(&mut said)));
                }
                depth = depth.checked_sub(1)?;
            }
            Event::Text(text) => said.push_str(&text.xml10_content().ok()?),
            Event::CData(text) => said.push_str(&text.xml10_content().ok()?),
            Event::GeneralRef(reference) => said.push(referenced(&reference)?),
            Event::Eof => return (depth == 0).then_some(fields),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer() -> OEmbed {
        OEmbed {
            title: "Chanh & <cúm> — Sai".to_owned(),
            author_name: Some("Kiểm Tin".to_owned()),
            author_url: None,
            provider_name: "Thực Hư".to_owned(),
            provider_url: "https://tin.example/".to_owned(),
            cache_age: 3_600,
            html: "<iframe src=\"https://tin.example/embed/0123abcd?a=1&amp;b=2\" title=\"'x'\"></iframe>".to_owned(),
            width: 600,
            height: 240,
        }
    }

    #[test]
    fn both_forms_read_back_as_they_were_written() {
        assert_eq!(OEmbed::read(&answer().to_json().to_string()), Some(answer()));
        assert_eq!(OEmbed::read(&answer().to_xml()), Some(answer()));
        insta::assert_snapshot!(answer().to_xml());
    }

    #[test]
    fn a_card_is_as_large_as_its_place_and_never_too_small_to_read() {
        let fit = |most| OEmbed::fit((600, 240), (240, 160), most);
        assert_eq!(fit((None, None)), Some((600, 240)));
        assert_eq!(fit((Some(320), Some(2_000))), Some((320, 240)));
        assert_eq!(fit((Some(100), None)), None);
        assert_eq!(fit((None, Some(0))), None);
    }

    #[test]
    fn a_page_says_where_its_answers_are() {
        let [json, xml] = oembed_links("https://tin.example/oembed", "https://tin.example/vi/c/0123abcd/x?a=b&c=đ");
        assert_eq!(
            json.href,
            "https://tin.example/oembed?url=https%3A%2F%2Ftin.example%2Fvi%2Fc%2F0123abcd%2Fx%3Fa%3Db%26c%3D%C4%91&format=json"
        );
        assert!(xml.href.ends_with("format=xml"));
    }

    #[test]
    fn other_answers_are_none() {
        for other in [
            "",
            "{}",
            "[]",
            "<oembed>",
            "<a/>",
            "<oembed></oembed></oembed>",
            "<!DOCTYPE a><oembed/>",
            "{\"type\":\"photo\",\"version\":\"1.0\"}",
        ] {
            assert_eq!(OEmbed::read(other), None, "{other}");
        }
    }
}
