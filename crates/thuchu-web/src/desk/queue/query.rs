//! What an address of the queue asks for: the filter, the search, the place in the list.

use thuchu_app::desk::queue::{Assigned, Filter, Order, Place, Shelf};
use thuchu_model::{EditorId, Lang, Topic};
use url::form_urlencoded::Serializer;

/// Characters that are looked for.
const MOST_WORDS: usize = 200;
/// Days and askers beyond which a filter says nothing.
const MOST_DAYS: u32 = 3_650;

/// A look at the queue.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Look {
    pub(crate) filter: Filter,
    /// What is searched in the desk's own wordings.
    pub(crate) words: String,
    /// Where the page begins.
    pub(crate) after: Option<Place>,
}

impl Look {
    /// Reads what [`Look::query`] writes; what it does not know is left alone.
    pub(crate) fn of(pairs: &[(String, String)]) -> Self {
        let get = |name: &str| {
            pairs.iter().find(|(key, _)| key == name).map(|(_, value)| value.trim()).filter(|value| !value.is_empty())
        };
        let filter = Filter {
            shelf: get("shelf").and_then(Shelf::parse).unwrap_or_default(),
            order: get("order").and_then(Order::parse).unwrap_or_default(),
            topic: get("topic").and_then(Topic::parse),
            lang: get("lang").and_then(|text| Lang::parse(text).ok()),
            days: get("days").and_then(|text| text.parse().ok()).filter(|days| (1..=MOST_DAYS).contains(days)),
            least: get("least").and_then(|text| text.parse().ok()).filter(|least| *least > 0),
            assigned: match get("by") {
                Some("nobody") => Some(Assigned::Nobody),
                other => other.and_then(EditorId::parse).map(Assigned::To),
            },
        };
        Self {
            words: get("q").unwrap_or_default().chars().take(MOST_WORDS).collect(),
            after: get("after").and_then(|text| Place::parse(filter.order, text)),
            filter,
        }
    }

    /// The same as a query of an address, without the question mark; empty for the plain queue.
    pub(crate) fn query(&self) -> String {
        let mut query = Serializer::new(String::new());
        let filter = &self.filter;
        let mut put = |name: &str, value: Option<String>| {
            if let Some(value) = value {
                query.append_pair(name, &value);
            }
        };
        put(
            "shelf",
            Some(filter.shelf).filter(|shelf| *shelf != Shelf::default()).map(|shelf| shelf.as_str().to_owned()),
        );
        put(
            "order",
            Some(filter.order).filter(|order| *order != Order::default()).map(|order| order.as_str().to_owned()),
        );
        put("topic", filter.topic.map(|topic| topic.to_string()));
        put("lang", filter.lang.as_ref().map(|lang| lang.as_str().to_owned()));
        put("days", filter.days.map(|days| days.to_string()));
        put("least", filter.least.map(|least| least.to_string()));
        put(
            "by",
            filter.assigned.map(|by| match by {
                Assigned::Nobody => "nobody".to_owned(),
                Assigned::To(editor) => editor.to_string(),
            }),
        );
        put("q", Some(self.words.clone()).filter(|words| !words.is_empty()));
        put("after", self.after.as_ref().map(Place::to_string));
        query.finish()
    }

    /// The same with another filter, from its first page on.
    pub(crate) fn with(&self, change: impl FnOnce(&mut Filter)) -> Self {
        let mut filter = self.filter.clone();
        change(&mut filter);
        Self { filter, words: self.words.clone(), after: None }
    }

    /// Whether it narrows a shelf at all.
    pub(crate) fn is_narrow(&self) -> bool {
        let plain = Filter { shelf: self.filter.shelf, order: self.filter.order, ..Filter::default() };
        self.filter != plain || !self.words.is_empty()
    }
}

/// A path of the desk with this query.
pub(crate) fn at(path: &str, query: &str) -> String {
    if query.is_empty() { path.to_owned() } else { format!("{path}?{query}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(query: &str) -> Look {
        let pairs: Vec<_> = url::form_urlencoded::parse(query.as_bytes()).into_owned().collect();
        Look::of(&pairs)
    }

    #[test]
    fn an_address_says_what_it_read() {
        for query in [
            "",
            "shelf=mine&order=rising&topic=scam&lang=vi&days=7&least=10&by=nobody&q=b%C3%A3o",
            "order=newest&after=2026-11-20.018f0000-0000-4000-8000-000000000001",
            "shelf=overdue&by=018f0000-0000-7000-8000-000000000001&after=63.018f0000-0000-4000-8000-000000000001",
        ] {
            assert_eq!(read(query).query(), query);
        }
    }

    #[test]
    fn what_makes_no_sense_is_left_alone() {
        let odd = "shelf=x&order=y&topic=../&days=-1&least=many&by=me&after=2026-11-20.zzz&place=here&done=taken";
        assert_eq!(read(odd), Look::default());
    }
}
