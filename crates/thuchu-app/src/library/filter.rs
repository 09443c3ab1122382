//! Choosing from the library: what a list is narrowed to, its pages, and how many there are of each kind.

use std::cmp::Ordering;
use std::collections::BTreeSet;
use std::fmt;
use std::ops::Bound;
use std::str::FromStr;

use thuchu_model::{CheckId, Day, Lang, PublisherId, RatingKey, Timestamp};

use super::{Library, Shown};

/// Checks that are counted one by one before a count says "more than".
const COUNTED: usize = 10_000;
/// Checks that one page is looked for among; rare combinations in a huge desk give shorter pages (TRUST R40).
const LOOKED_AT: usize = 100_000;
/// Microseconds of a day.
const DAY: i64 = 86_400_000_000;

/// What a list is narrowed to; everything that is given must hold.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Filter {
    /// Only this rating of our scale.
    pub rating: Option<RatingKey>,
    /// Only this publisher's.
    pub publisher: Option<PublisherId>,
    /// Only checks whose claim is worded in this language; region and script do not matter.
    pub lang: Option<Lang>,
    /// Only those published in this year.
    pub year: Option<i16>,
}

/// Where a check stands in the lists: newest first, undated ones last, equal days by id. As a cursor it is written in 40
/// hexadecimal digits, and every such text is a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Place {
    /// The day it was published.
    pub day: Option<Day>,
    /// Which check.
    pub id: CheckId,
}

/// One page of a list.
#[derive(Debug, Clone)]
pub struct Page<'a> {
    /// The checks, newest first.
    pub checks: Vec<&'a Shown>,
    /// Where the next page begins: hand it back as `after`. `None` on the last page.
    pub next: Option<Place>,
}

/// How many checks a filter gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Count {
    /// So many.
    Exactly(usize),
    /// More than this; counting all would cost more than it tells.
    MoreThan(usize),
}

/// One property by which checks are kept together.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Facet {
    Rating(RatingKey),
    Publisher(PublisherId),
    Lang(String),
    Year(i16),
}

/// The properties of one check; each once.
pub(super) fn facets(shown: &Shown) -> BTreeSet<Facet> {
    let mut facets = BTreeSet::new();
    facets.extend(shown.rating.iter().map(|(key, _)| Facet::Rating(key.clone())));
    facets.extend(shown.publisher.map(Facet::Publisher));
    facets.extend(shown.wordings.iter().map(|wording| Facet::Lang(wording.lang.primary().to_owned())));
    facets.extend(shown.review_date.map(|day| Facet::Year(day.parts().0)));
    facets
}

impl Filter {
    /// Whether a check passes.
    #[must_use]
    pub fn passes(&self, shown: &Shown) -> bool {
        let year = |day: Day| day.parts().0;
        self.rating.as_ref().is_none_or(|key| shown.rating.as_ref().is_some_and(|(of, _)| of == key))
            && self.publisher.is_none_or(|id| shown.publisher == Some(id))
            && self.lang.as_ref().is_none_or(|l| shown.wordings.iter().any(|w| w.lang.primary() == l.primary()))
            && self.year.is_none_or(|wanted| shown.review_date.map(year) == Some(wanted))
    }

    /// Whether nothing is left out.
    #[must_use]
    pub fn is_open(&self) -> bool {
        *self == Self::default()
    }

    fn facets(&self) -> Vec<Facet> {
        let rating = self.rating.clone().map(Facet::Rating);
        let lang = self.lang.as_ref().map(|lang| Facet::Lang(lang.primary().to_owned()));
        [rating, self.publisher.map(Facet::Publisher), lang, self.year.map(Facet::Year)].into_iter().flatten().collect()
    }
}

impl Library {
    /// One page of the checks that pass, newest first, after a place; `limit` at most, 1 or more. It may hold fewer and
    /// still have a next one: a page is looked for among a bounded number of checks.
    #[must_use]
    pub fn list(&self, filter: &Filter, after: Option<Place>, limit: usize) -> Page<'_> {
        self.list_among(filter, after, limit, LOOKED_AT)
    }

    /// [`Library::list`] among at most `most` checks.
    pub(super) fn list_among(&self, filter: &Filter, after: Option<Place>, limit: usize, most: usize) -> Page<'_> {
        let Some(narrow) = self.narrowest(filter) else { return Page { checks: Vec::new(), next: None } };
        let from = after.map_or(Bound::Unbounded, Bound::Excluded);
        let places = narrow.range((from, Bound::Unbounded));
        let (mut checks, mut last): (Vec<&Shown>, _) = (Vec::new(), None);
        for (looked_at, place) in places.enumerate() {
            if looked_at == most {
                return Page { checks, next: last };
            }
            last = Some(*place);
            let Some(shown) = self.get(place.id).filter(|shown| filter.passes(shown)) else { continue };
            if checks.len() == limit {
                let next = checks.last().map(|last| last.place());
                return Page { checks, next };
            }
            checks.push(shown);
        }
        Page { checks, next: None }
    }

    /// The checks of a part of this size, the oldest first, counted from 0: a newer check leaves the parts before the last
    /// as they are.
    pub fn slice(&self, part: usize, size: usize) -> impl Iterator<Item = &Shown> {
        let places = self.everything.iter().rev().skip(part.saturating_mul(size)).take(size);
        places.filter_map(|place| self.get(place.id))
    }

    /// How many checks pass.
    #[must_use]
    pub fn count(&self, filter: &Filter) -> Count {
        let Some(narrow) = self.narrowest(filter) else { return Count::Exactly(0) };
        if filter.facets().len() < 2 {
            return Count::Exactly(narrow.len());
        }
        let looked_at = narrow.iter().take(COUNTED).filter_map(|place| self.get(place.id));
        let passed = looked_at.filter(|shown| filter.passes(shown)).count();
        if narrow.len() > COUNTED { Count::MoreThan(passed) } else { Count::Exactly(passed) }
    }

    /// The smallest set that holds all checks that pass; `None` when one property has no check at all.
    fn narrowest(&self, filter: &Filter) -> Option<&BTreeSet<Place>> {
        let mut narrow = &self.everything;
        for facet in filter.facets() {
            let places = self.facets.get(&facet)?;
            if places.len() < narrow.len() {
                narrow = places;
            }
        }
        Some(narrow)
    }

    /// The ratings in use, each with its number of checks, in no order of value.
    pub fn ratings(&self) -> impl Iterator<Item = (&RatingKey, usize)> {
        self.facets.iter().filter_map(|(facet, places)| match facet {
            Facet::Rating(key) => Some((key, places.len())),
            _ => None,
        })
    }

    /// The publishers with checks, each with its number of checks.
    pub fn publishers(&self) -> impl Iterator<Item = (PublisherId, usize)> {
        self.facets.iter().filter_map(|(facet, places)| match facet {
            Facet::Publisher(id) => Some((*id, places.len())),
            _ => None,
        })
    }

    /// The languages claims are worded in, by primary tag.
    pub fn langs(&self) -> impl Iterator<Item = &str> {
        self.facets.keys().filter_map(|facet| match facet {
            Facet::Lang(lang) => Some(lang.as_str()),
            _ => None,
        })
    }

    /// The years in which checks were published, newest first.
    pub fn years(&self) -> impl Iterator<Item = i16> {
        self.facets.keys().rev().filter_map(|facet| match facet {
            Facet::Year(year) => Some(*year),
            _ => None,
        })
    }
}

impl Ord for Place {
    fn cmp(&self, other: &Self) -> Ordering {
        // `None` is smaller than any day, so turning the order round puts the undated last.
        other.day.cmp(&self.day).then_with(|| self.id.cmp(&other.id))
    }
}

impl PartialOrd for Place {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let days = self.day.and_then(|day| i32::try_from(day.midnight().micros() / DAY).ok()).unwrap_or(i32::MIN);
        write!(f, "{:08x}{}", days.cast_unsigned(), self.id.as_uuid().simple())
    }
}

/// The text is no place in a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a place in a list: hand back what the page before gave")]
pub struct NoPlace;

impl FromStr for Place {
    type Err = NoPlace;

    fn from_str(text: &str) -> Result<Self, NoPlace> {
        if text.len() != 40 || !text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f')) {
            return Err(NoPlace);
        }
        let (days, id) = text.split_at(8);
        let days = u32::from_str_radix(days, 16).map_err(|_| NoPlace)?.cast_signed();
        let day = Timestamp::from_micros(i64::from(days).saturating_mul(DAY)).day();
        Ok(Self { day, id: CheckId::parse(id).ok_or(NoPlace)? })
    }
}
