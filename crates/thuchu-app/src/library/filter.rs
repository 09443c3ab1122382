//! Choosing from the library: what a list is narrowed to, its pages, and how many there are of each kind.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fmt;
use std::ops::{Bound, RangeBounds as _};
use std::str::FromStr;

use thuchu_model::{CheckId, Day, Lang, PublisherId, RatingKey, Timestamp, Topic};

use super::{Library, Month, Shown};

/// Checks that are counted one by one before a count says "more than": so many where no index has the number.
const COUNTED: usize = 1_000;
/// Checks that one page is looked for among: a rare combination in a huge desk gives shorter pages (TRUST R40), which
/// lead on to the next.
const LOOKED_AT: usize = 4_000;
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
    /// Only those about this.
    pub topic: Option<Topic>,
    /// Only those published in this year.
    pub year: Option<i16>,
    /// Only those published in this month.
    pub month: Option<Month>,
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

/// One property by which checks are kept together. Years and months are none: in each set of checks they are a stretch.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Facet {
    Rating(RatingKey),
    Publisher(PublisherId),
    Lang(String),
    Topic(Topic),
}

/// The checks by each property, and how many have two properties or one and a month: whatever a list is narrowed to by one
/// or two things is counted without looking at a check.
#[derive(Debug, Default)]
pub(super) struct Facets {
    places: BTreeMap<Facet, BTreeSet<Place>>,
    everything: BTreeSet<Place>,
    pairs: HashMap<(Facet, Facet), usize>,
    /// Of all checks under `None`.
    months: BTreeMap<(Option<Facet>, Month), usize>,
}

/// The properties of one check; each once.
fn facets(shown: &Shown) -> BTreeSet<Facet> {
    let mut facets = BTreeSet::new();
    facets.extend(shown.rating.iter().map(|(key, _)| Facet::Rating(key.clone())));
    facets.extend(shown.publisher.map(Facet::Publisher));
    facets.extend(shown.wordings.iter().map(|wording| Facet::Lang(wording.lang.primary().to_owned())));
    facets.extend(shown.topic.map(Facet::Topic));
    facets
}

impl Facets {
    /// Takes a check in.
    pub(super) fn put(&mut self, shown: &Shown) {
        let (place, facets) = (shown.place(), facets(shown));
        self.everything.insert(place);
        for pair in pairs(&facets) {
            *self.pairs.entry(pair).or_default() += 1;
        }
        if let Some(month) = shown.review_date.map(Month::of) {
            for facet in std::iter::once(None).chain(facets.iter().cloned().map(Some)) {
                *self.months.entry((facet, month)).or_default() += 1;
            }
        }
        for facet in facets {
            self.places.entry(facet).or_default().insert(place);
        }
    }

    /// Takes it out, as it was put in.
    pub(super) fn remove(&mut self, shown: &Shown) {
        let (place, facets) = (shown.place(), facets(shown));
        self.everything.remove(&place);
        for pair in pairs(&facets) {
            if let Some(count) = self.pairs.get_mut(&pair) {
                *count -= 1;
                if *count == 0 {
                    self.pairs.remove(&pair);
                }
            }
        }
        if let Some(month) = shown.review_date.map(Month::of) {
            for facet in std::iter::once(None).chain(facets.iter().cloned().map(Some)) {
                let key = (facet, month);
                if let Some(count) = self.months.get_mut(&key) {
                    *count -= 1;
                    if *count == 0 {
                        self.months.remove(&key);
                    }
                }
            }
        }
        for facet in facets {
            if let Some(places) = self.places.get_mut(&facet) {
                places.remove(&place);
                if places.is_empty() {
                    self.places.remove(&facet);
                }
            }
        }
    }

    /// Whether nothing is left.
    #[cfg(test)]
    pub(super) fn is_empty(&self) -> bool {
        self.places.is_empty() && self.everything.is_empty() && self.pairs.is_empty() && self.months.is_empty()
    }
}

/// Every two of them, each once, the smaller one first.
fn pairs(facets: &BTreeSet<Facet>) -> impl Iterator<Item = (Facet, Facet)> {
    facets.iter().flat_map(|one| {
        facets.range((Bound::Excluded(one), Bound::Unbounded)).map(|other| (one.clone(), other.clone()))
    })
}

impl Filter {
    /// Whether a check passes.
    #[must_use]
    pub fn passes(&self, shown: &Shown) -> bool {
        let year = |day: Day| day.parts().0;
        self.rating.as_ref().is_none_or(|key| shown.rating.as_ref().is_some_and(|(of, _)| of == key))
            && self.publisher.is_none_or(|id| shown.publisher == Some(id))
            && self.lang.as_ref().is_none_or(|l| shown.wordings.iter().any(|w| w.lang.primary() == l.primary()))
            && self.topic.is_none_or(|topic| shown.topic == Some(topic))
            && self.year.is_none_or(|wanted| shown.review_date.map(year) == Some(wanted))
            && self.month.is_none_or(|wanted| shown.review_date.map(Month::of) == Some(wanted))
    }

    /// Whether nothing is left out.
    #[must_use]
    pub fn is_open(&self) -> bool {
        *self == Self::default()
    }

    /// Smallest first.
    fn facets(&self) -> Vec<Facet> {
        let rating = self.rating.clone().map(Facet::Rating);
        let lang = self.lang.as_ref().map(|lang| Facet::Lang(lang.primary().to_owned()));
        let all = [rating, self.publisher.map(Facet::Publisher), lang, self.topic.map(Facet::Topic)];
        let mut all: Vec<Facet> = all.into_iter().flatten().collect();
        all.sort_unstable();
        all
    }

    /// The first and the last month that are wanted, where not all are: `None` within, where that is none at all.
    fn months(&self) -> Option<Option<(Month, Month)>> {
        let within = |year: i16| {
            let (first, last) = (Day::new(year, 1, 1)?, Day::new(year, 12, 1)?);
            Some((Month::of(first), Month::of(last)))
        };
        match (self.year, self.month) {
            (None, None) => None,
            (Some(year), Some(month)) if month.year() != year => Some(None),
            (_, Some(month)) => Some(Some((month, month))),
            (Some(year), None) => Some(within(year)),
        }
    }

    /// Where in the order of places that is.
    fn stretch(&self) -> Option<(Bound<Place>, Bound<Place>)> {
        let Some(months) = self.months() else { return Some((Bound::Unbounded, Bound::Unbounded)) };
        let (first, last) = months?;
        let (oldest, newest) = (first.days()?.0, last.days()?.1);
        let newest = Place { day: Some(newest), id: CheckId::from_bytes([0; 16]) };
        let oldest = Place { day: Some(oldest), id: CheckId::from_bytes([0xff; 16]) };
        Some((Bound::Included(newest), Bound::Included(oldest)))
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
        let (mut checks, mut last): (Vec<&Shown>, _) = (Vec::new(), None);
        for (looked_at, place) in self.places(filter, after).enumerate() {
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
        let places = self.facets.everything.iter().rev().skip(part.saturating_mul(size)).take(size);
        places.filter_map(|place| self.get(place.id))
    }

    /// How many checks pass.
    #[must_use]
    pub fn count(&self, filter: &Filter) -> Count {
        let index = &self.facets;
        match (filter.facets().as_slice(), filter.months()) {
            ([], None) => Count::Exactly(index.everything.len()),
            ([one], None) => Count::Exactly(index.places.get(one).map_or(0, BTreeSet::len)),
            ([one, other], None) => {
                Count::Exactly(index.pairs.get(&(one.clone(), other.clone())).copied().unwrap_or(0))
            }
            (_, Some(None)) => Count::Exactly(0),
            (few @ ([] | [_]), Some(Some((first, last)))) => {
                let of = few.first().cloned();
                let stretch = (of.clone(), first)..=(of, last);
                Count::Exactly(index.months.range(stretch).map(|(_, count)| count).sum())
            }
            _ => {
                let (mut looked_at, mut passed) = (0, 0);
                for place in self.places(filter, None) {
                    if looked_at == COUNTED {
                        return Count::MoreThan(passed);
                    }
                    looked_at += 1;
                    passed += usize::from(self.get(place.id).is_some_and(|shown| filter.passes(shown)));
                }
                Count::Exactly(passed)
            }
        }
    }

    /// Of the smallest set that holds all checks that pass, the stretch of the time wanted and after a place.
    fn places(&self, filter: &Filter, after: Option<Place>) -> impl Iterator<Item = &Place> {
        let stretch = filter.stretch().and_then(|(from, to)| {
            let from = match after {
                Some(after) if (from, Bound::Unbounded).contains(&after) => Bound::Excluded(after),
                _ => from,
            };
            // A range that begins behind its end is none.
            let begun = match from {
                Bound::Included(place) | Bound::Excluded(place) => (Bound::Unbounded, to).contains(&place),
                Bound::Unbounded => true,
            };
            begun.then_some((from, to))
        });
        let narrow = self.narrowest(filter).zip(stretch);
        narrow.into_iter().flat_map(|(places, stretch)| places.range(stretch))
    }

    /// The smallest set that holds all checks that pass; `None` when one property has no check at all.
    fn narrowest(&self, filter: &Filter) -> Option<&BTreeSet<Place>> {
        let mut narrow = &self.facets.everything;
        for facet in filter.facets() {
            let places = self.facets.places.get(&facet)?;
            if places.len() < narrow.len() {
                narrow = places;
            }
        }
        Some(narrow)
    }

    /// The ratings in use, each with its number of checks, in no order of value.
    pub fn ratings(&self) -> impl Iterator<Item = (&RatingKey, usize)> {
        self.facets.places.iter().filter_map(|(facet, places)| match facet {
            Facet::Rating(key) => Some((key, places.len())),
            _ => None,
        })
    }

    /// The publishers with checks, each with its number of checks.
    pub fn publishers(&self) -> impl Iterator<Item = (PublisherId, usize)> {
        self.facets.places.iter().filter_map(|(facet, places)| match facet {
            Facet::Publisher(id) => Some((*id, places.len())),
            _ => None,
        })
    }

    /// The languages claims are worded in, by primary tag, each with its number of checks.
    pub fn langs(&self) -> impl Iterator<Item = (&str, usize)> {
        self.facets.places.iter().filter_map(|(facet, places)| match facet {
            Facet::Lang(lang) => Some((lang.as_str(), places.len())),
            _ => None,
        })
    }

    /// The subjects with checks, in the order they are shown, each with its number of checks.
    pub fn topics(&self) -> impl Iterator<Item = (Topic, usize)> {
        let count = |topic| self.facets.places.get(&Facet::Topic(topic)).map(|places| (topic, places.len()));
        Topic::ALL.into_iter().filter_map(count)
    }

    /// The years in which checks were published, newest first.
    pub fn years(&self) -> impl Iterator<Item = i16> {
        let mut before = None;
        self.months().filter_map(move |(month, _)| {
            let year = Some(month.year()).filter(|year| before != Some(*year));
            before = Some(month.year());
            year
        })
    }

    /// The months in which checks were published, newest first, each with its number of checks.
    pub fn months(&self) -> impl Iterator<Item = (Month, usize)> {
        let all = self.facets.months.iter().take_while(|((facet, _), _)| facet.is_none());
        let mut all: Vec<_> = all.map(|((_, month), count)| (*month, *count)).collect();
        all.reverse();
        all.into_iter()
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
