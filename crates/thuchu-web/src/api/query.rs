//! What a list of checks is asked for, on pages and over the API alike.

use serde::Deserialize;
use thuchu_app::library::{Filter, Library, Month, Place};
use thuchu_model::{Lang, RatingKey, Site as PublisherSite, SiteError, Topic};
use thuchu_say as say;

use crate::error::Fault;

/// Most characters of a search.
pub(crate) const MOST_CHARACTERS: usize = 400;
/// Most characters of a site's name.
const MOST_SITE: usize = 253;
/// What a site's name may look like, for the document of the API.
pub(crate) const SITE: &str = r"^[^\s/?#@:\\]{0,253}$";
/// Most checks on one page of the API.
pub(crate) const MOST_LIMIT: usize = 100;
/// Checks on one page of the API when nobody says.
pub(crate) const USUAL_LIMIT: usize = 20;

/// The query as it came; empty values count as not given, as forms send them.
#[derive(Debug, Clone, Default, Deserialize)]
pub(crate) struct Wanted {
    pub(crate) q: Option<String>,
    pub(crate) rating: Option<String>,
    pub(crate) publisher: Option<String>,
    pub(crate) lang: Option<String>,
    pub(crate) year: Option<String>,
    pub(crate) topic: Option<String>,
    /// `2026-11`.
    pub(crate) month: Option<String>,
    /// The place after which a page of a list begins; `cursor` in the API.
    #[serde(alias = "cursor")]
    pub(crate) after: Option<String>,
    /// The page of a search, from 1.
    pub(crate) page: Option<String>,
    pub(crate) limit: Option<String>,
}

/// The query, read.
#[derive(Debug, Clone)]
pub(crate) struct Chosen {
    pub(crate) words: Option<String>,
    rating: Option<RatingKey>,
    /// `Err`: well-formed, but no site can be called so.
    publisher: Option<Result<PublisherSite, SiteError>>,
    lang: Option<Lang>,
    year: Option<i16>,
    topic: Option<Topic>,
    month: Option<Month>,
    pub(crate) after: Option<Place>,
    /// From 0.
    pub(crate) page: usize,
    pub(crate) limit: usize,
}

/// The query string is not one.
pub(crate) fn unreadable() -> Fault {
    Fault::Unusable("query.unreadable", say::web_query_unreadable())
}

/// More words than a search takes.
pub(crate) fn too_long() -> Fault {
    Fault::Unusable("query.too_long", say::web_query_too_long(MOST_CHARACTERS as u64))
}

impl Wanted {
    /// Reads it as a program sends it: a number that is there is a number.
    pub(crate) fn read_strictly(&self) -> Result<Chosen, Fault> {
        let empty = |value: &Option<String>| value.as_ref().is_some_and(|text| text.is_empty());
        if empty(&self.year) {
            return Err(wrong("year", say::web_query_year(1, 9_999)));
        }
        if empty(&self.limit) {
            return Err(wrong("limit", say::web_query_limit(1, MOST_LIMIT as u64)));
        }
        self.read()
    }

    /// Reads and checks it.
    pub(crate) fn read(&self) -> Result<Chosen, Fault> {
        let given = |value: &Option<String>| value.clone().filter(|text| !text.trim().is_empty());
        let words = given(&self.q);
        if words.as_ref().is_some_and(|words| words.chars().count() > MOST_CHARACTERS) {
            return Err(too_long());
        }
        let rating = given(&self.rating).map(|key| RatingKey::parse(&key)).transpose();
        let rating = rating.map_err(|_| wrong("rating", say::web_query_rating()))?;
        let publisher = given(&self.publisher).map(|site| publisher(&site)).transpose()?;
        let lang = match given(&self.lang) {
            Some(tag) => Some(Lang::parse(&tag).map_err(|_| wrong("lang", say::web_query_lang()))?),
            None => None,
        };
        let year = number(&self.year, "year", 1, 9_999, say::web_query_year)?;
        let topic =
            given(&self.topic).map(|word| Topic::parse(&word).ok_or_else(|| wrong("topic", say::pages_query_topic())));
        let month = given(&self.month).map(|text| text.parse().map_err(|_| wrong("month", say::pages_query_month())));
        let after = match given(&self.after) {
            Some(place) => Some(place.parse().map_err(|_| wrong("cursor", say::web_query_cursor()))?),
            None => None,
        };
        let page = number(&self.page, "page", 1, 1_000_000, say::web_query_page)?.unwrap_or(1);
        let limit = number(&self.limit, "limit", 1, MOST_LIMIT as u64, say::web_query_limit)?;
        Ok(Chosen {
            words,
            rating,
            publisher,
            lang,
            year: year.and_then(|year| i16::try_from(year).ok()),
            topic: topic.transpose()?,
            month: month.transpose()?,
            after,
            page: usize::try_from(page.saturating_sub(1)).unwrap_or(usize::MAX),
            limit: limit.and_then(|limit| usize::try_from(limit).ok()).unwrap_or(USUAL_LIMIT),
        })
    }

    /// The same query in one spelling, without empty values and the field that the address itself decides.
    pub(crate) fn canonical(&self, decided: Option<&str>) -> String {
        self.spelled(decided, true)
    }

    /// [`Wanted::canonical`] without the place within the list.
    pub(crate) fn canonical_without_place(&self, decided: Option<&str>) -> String {
        self.spelled(decided, false)
    }

    fn spelled(&self, decided: Option<&str>, with_place: bool) -> String {
        let mut query = url::form_urlencoded::Serializer::new(String::new());
        let fields = [
            ("q", &self.q),
            ("rating", &self.rating),
            ("publisher", &self.publisher),
            ("lang", &self.lang),
            ("year", &self.year),
            ("topic", &self.topic),
            ("month", &self.month),
        ];
        let fields = fields.into_iter().filter(|(name, _)| decided != Some(*name));
        let place = [("after", &self.after), ("page", &self.page)].into_iter().filter(|_| with_place);
        for (name, value) in fields.chain(place) {
            if let Some(value) = value.as_ref().filter(|value| !value.trim().is_empty()) {
                query.append_pair(name, value);
            }
        }
        query.finish()
    }
}

impl Chosen {
    /// The filter within this library; `None` when no check can pass it.
    pub(crate) fn filter(&self, library: &Library) -> Option<Filter> {
        let publisher = match &self.publisher {
            Some(site) => Some(library.publisher_at(site.as_ref().ok()?)?),
            None => None,
        };
        Some(Filter {
            rating: self.rating.clone(),
            publisher,
            lang: self.lang.clone(),
            topic: self.topic,
            year: self.year,
            month: self.month,
        })
    }
}

/// A publisher's site as a query names it: a host.
pub(super) fn publisher(text: &str) -> Result<Result<PublisherSite, SiteError>, Fault> {
    let is_host =
        text.chars().count() <= MOST_SITE && !text.chars().any(|c| c.is_whitespace() || "/?#@:\\".contains(c));
    if is_host { Ok(PublisherSite::parse(text)) } else { Err(wrong("publisher", say::web_query_publisher())) }
}

fn wrong(code: &'static str, advice: say::Message) -> Fault {
    let code = match code {
        "lang" => "query.lang",
        "cursor" => "query.cursor",
        "rating" => "query.rating",
        "publisher" => "query.publisher",
        "year" => "query.year",
        "topic" => "query.topic",
        "month" => "query.month",
        "page" => "query.page",
        _ => "query.limit",
    };
    Fault::Unusable(code, advice)
}

/// A whole number within bounds.
fn number(
    value: &Option<String>,
    name: &'static str,
    least: u64,
    most: u64,
    advice: fn(u64, u64) -> say::Message,
) -> Result<Option<u64>, Fault> {
    let Some(text) = value.as_ref().map(|text| text.trim()).filter(|text| !text.is_empty()) else { return Ok(None) };
    let read = text.parse().ok().filter(|number| (least..=most).contains(number));
    read.map(Some).ok_or_else(|| wrong(name, advice(least, most)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_read_names_its_rule() {
        let some = |text: &str| Some(text.to_owned());
        for (wanted, code) in [
            (Wanted { q: some(&"x".repeat(401)), ..Wanted::default() }, "query.too_long"),
            (Wanted { rating: some("Sai"), ..Wanted::default() }, "query.rating"),
            (Wanted { publisher: some("https://a.vn"), ..Wanted::default() }, "query.publisher"),
            (Wanted { lang: some("tiếng"), ..Wanted::default() }, "query.lang"),
            (Wanted { year: some("0"), ..Wanted::default() }, "query.year"),
            (Wanted { year: some("-5"), ..Wanted::default() }, "query.year"),
            (Wanted { topic: some("cats"), ..Wanted::default() }, "query.topic"),
            (Wanted { month: some("2026-13"), ..Wanted::default() }, "query.month"),
            (Wanted { after: some("x"), ..Wanted::default() }, "query.cursor"),
            (Wanted { page: some("1e9"), ..Wanted::default() }, "query.page"),
            (Wanted { limit: some("101"), ..Wanted::default() }, "query.limit"),
        ] {
            assert_eq!(wanted.read().unwrap_err().code(), code);
        }
        let empty = Wanted { q: some(" "), rating: some(""), year: some(""), ..Wanted::default() };
        assert!(empty.read().unwrap().words.is_none());
        assert_eq!(empty.canonical(None), "");
    }

    #[test]
    fn one_query_has_one_spelling() {
        let some = |text: &str| Some(text.to_owned());
        let wanted = Wanted { q: some("đột quỵ & a=b"), year: some("2026"), page: some("2"), ..Wanted::default() };
        assert_eq!(wanted.canonical(None), "q=%C4%91%E1%BB%99t+qu%E1%BB%B5+%26+a%3Db&year=2026&page=2");
        assert!(!wanted.canonical_without_place(None).contains("page"));
        let at_topic = Wanted { topic: some("health"), year: some("2026"), ..Wanted::default() };
        assert_eq!(at_topic.canonical(Some("topic")), "year=2026", "the address says the topic");
    }
}
