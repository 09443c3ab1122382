//! Counts of the desk: what waits, how long an answer takes, how often a question is answered at once, what is asked.
//!
//! What comes from messages and questions is told as [`Told`] only; what the desk itself did is told exactly.

use std::collections::BTreeMap;

use thuchu_model::{ClosingReason, Day, Lang, ReviewState, Told, Topic};
use thuchu_store::Source;
use thuchu_store::counts::{self, Appeals, Spread};

use crate::Desk;
use crate::reading::ReadError;

/// How far back is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Range {
    /// 30 days, week by week.
    Month,
    /// 90 days, week by week.
    Quarter,
    /// 365 days, month by month.
    Year,
}

impl Range {
    /// All of them, the shortest first.
    pub const ALL: [Self; 3] = [Self::Month, Self::Quarter, Self::Year];

    /// Its days, today among them.
    #[must_use]
    pub const fn days(self) -> i64 {
        match self {
            Self::Month => 30,
            Self::Quarter => 90,
            Self::Year => 365,
        }
    }

    /// Reads the number of its days.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|range| range.days().to_string() == text)
    }

    /// The first day of the week or month that a day is counted with. Weeks and months of the calendar, so that a day
    /// never moves from one to another, and the difference of two looks tells nothing.
    fn part(self, day: Day) -> Day {
        match self {
            Self::Month | Self::Quarter => day.monday(),
            Self::Year => day.first_of_month(),
        }
    }

    /// The first day of the next one.
    fn next(self, part: Day) -> Day {
        match self {
            Self::Month | Self::Quarter => part.plus_days(7),
            Self::Year => part.plus_days(31).first_of_month(),
        }
    }
}

/// The counts of a desk.
pub struct Measure {
    desk: Desk,
}

/// How long something took.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Took {
    /// Half took no longer.
    pub median: f64,
    /// Nine of ten took no longer.
    pub p90: f64,
}

impl Took {
    /// To tenths.
    #[must_use]
    pub fn rounded(self) -> Self {
        let tenth = |value: f64| (value * 10.0).round() / 10.0;
        Self { median: tenth(self.median), p90: tenth(self.p90) }
    }
}

/// How the questions of a week, a month or the whole range ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Matches {
    /// Its first day.
    pub from: Day,
    /// Answered at once.
    pub answered: Told,
    /// Something that may be related was shown.
    pub suggested: Told,
    /// Nothing was found.
    pub none: Told,
}

impl Matches {
    /// All three, as far as all are told: of what is told, nothing can be subtracted.
    #[must_use]
    pub fn all(&self) -> u64 {
        [self.answered, self.suggested, self.none].into_iter().filter_map(Told::number).sum()
    }

    /// The share of questions answered at once, 0 to 1, of the rounded counts; `None` where one of them is withheld.
    #[must_use]
    pub fn rate(&self) -> Option<f64> {
        let [answered, suggested, none] = [self.answered.number()?, self.suggested.number()?, self.none.number()?];
        #[expect(clippy::cast_precision_loss, reason = "a share of rounded counts")]
        Some(answered as f64 / (answered + suggested + none) as f64)
    }
}

/// What the dashboard shows.
#[derive(Debug, Clone, PartialEq)]
pub struct Counts {
    /// How far back.
    pub range: Range,
    /// The first day that is counted.
    pub since: Day,
    /// Groups that wait.
    pub backlog: Told,
    /// Since when the oldest of them waits, where their number is told.
    pub oldest: Option<Day>,
    /// Groups answered.
    pub answered: u64,
    /// Whole days from the first question to the answer; withheld where few asked.
    pub days_to_answer: Option<Took>,
    /// How many of the answered groups somebody had taken up.
    pub taken_up: u64,
    /// Hours from taking up to answering.
    pub hours_from_take_up: Option<Took>,
    /// How questions ended, the earliest week or month first; none is left out.
    pub matches: Vec<Matches>,
    /// The same for the whole range.
    pub matched: Matches,
    /// People who asked, by subject, most first.
    pub topics: Vec<(Option<Topic>, Told)>,
    /// People who asked, by language, most first.
    pub langs: Vec<(Lang, Told)>,
    /// Reviews in each state.
    pub reviews: Vec<(ReviewState, u64)>,
    /// Replies and appeals.
    pub appeals: Appeals,
    /// Groups closed without an answer, by reason.
    pub closings: Vec<(ClosingReason, u64)>,
}

impl Measure {
    /// Of this desk.
    #[must_use]
    pub const fn new(desk: Desk) -> Self {
        Self { desk }
    }

    /// Counts: eight questions, whatever the desk holds.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn counts(&self, range: Range) -> Result<Counts, ReadError> {
        let read = &mut self.desk.db.read();
        let today = self.desk.today();
        let since = today.plus_days(1 - range.days());
        let ahead = i64::from(self.desk.utc_offset_minutes) * 60;
        let begins = since.midnight().plus_seconds(-ahead);
        let backlog = counts::backlog(read).await?;
        let told = Told::of(backlog.clusters, backlog.askers, backlog.days);
        let days = counts::days_to_answer(read, begins, ahead).await?;
        let micros = counts::micros_from_take_up(read, begins).await?;
        let (matches, matched) = matches(read, range, since, today).await?;
        let reviews = found_or_none(
            &counts::reviews(read).await?,
            [
                ReviewState::Draft,
                ReviewState::InReview,
                ReviewState::Approved,
                ReviewState::Published,
                ReviewState::Withdrawn,
            ],
        );
        let demand = counts::demand(read, since).await?;
        let month = since.to_string().get(..7).unwrap_or_default().to_owned();
        Ok(Counts {
            range,
            since,
            backlog: told,
            oldest: backlog.oldest.filter(|_| told != Told::Few),
            answered: days.count,
            // A group has one asker or more.
            days_to_answer: took(&days, 1.0).filter(|_| Told::people(days.count, days.days) != Told::Few),
            taken_up: micros.count,
            hours_from_take_up: took(&micros, 3_600_000_000.0),
            matches,
            matched,
            topics: told_each(demand.topics),
            langs: told_each(demand.langs),
            reviews,
            appeals: counts::appeals(read, since, today).await?,
            closings: found_or_none(&counts::closings(read, &month).await?, ClosingReason::ALL),
        })
    }
}

/// The spread in units of `unit`; `None` of nothing.
#[expect(clippy::cast_precision_loss, reason = "days and microseconds of a range fit the 53 bits")]
fn took(spread: &Spread, unit: f64) -> Option<Took> {
    let [low, high] = spread.middle;
    let median = low as f64 / unit / 2.0 + high as f64 / unit / 2.0;
    (spread.count > 0).then_some(Took { median, p90: spread.p90 as f64 / unit })
}

fn told_each<K>(asked: Vec<(K, counts::Asked)>) -> Vec<(K, Told)> {
    let mut told: Vec<_> =
        asked.into_iter().map(|(key, asked)| (key, Told::people(asked.askers, asked.days))).collect();
    // The order tells nothing about those that are withheld either.
    told.sort_by_key(|(_, told)| std::cmp::Reverse(told.number()));
    told
}

fn found_or_none<K: Copy + PartialEq, const N: usize>(found: &[(K, u64)], all: [K; N]) -> Vec<(K, u64)> {
    let of = |key: K| found.iter().find(|(other, _)| *other == key).map_or(0, |(_, count)| *count);
    all.into_iter().map(|key| (key, of(key))).collect()
}

/// Asks and days of the three outcomes.
type Ends = [counts::Asked; 3];

async fn matches(
    read: &mut impl Source,
    range: Range,
    since: Day,
    today: Day,
) -> Result<(Vec<Matches>, Matches), ReadError> {
    let none = [counts::Asked { askers: 0, days: 0 }; 3];
    let begins = range.part(since);
    let mut parts: BTreeMap<Day, Ends> = BTreeMap::new();
    let mut part = begins;
    while part <= today {
        parts.insert(part, none);
        part = range.next(part);
    }
    let mut whole = none;
    for (day, outcome, asks) in counts::outcomes(read, begins).await? {
        let Some(place) = ["answered", "suggested", "none"].into_iter().position(|word| word == outcome) else {
            continue;
        };
        let Some(part) = parts.get_mut(&range.part(day)) else { continue };
        for ends in [part, &mut whole] {
            ends[place].askers += asks;
            ends[place].days += u64::from(asks > 0);
        }
    }
    let told = |from: Day, ends: &Ends| {
        let [answered, suggested, none] = ends.map(|asked| Told::people(asked.askers, asked.days));
        Matches { from, answered, suggested, none }
    };
    Ok((parts.iter().map(|(from, ends)| told(*from, ends)).collect(), told(begins, &whole)))
}

#[cfg(test)]
mod tests;
