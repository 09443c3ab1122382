//! What is told of the counts: no number below ten, for a small one may be a person.

use thuchu_model::Timestamp;
use thuchu_store::visits::{Counted, Totals};

/// A number as it is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Few {
    /// None at all.
    None,
    /// One to nine: `dưới 10`.
    BelowTen,
    /// Ten or more.
    Number(u64),
}

impl Few {
    /// The least number that is told.
    pub const LEAST: u64 = 10;

    /// This number as it is told.
    #[must_use]
    pub const fn of(number: u64) -> Self {
        match number {
            0 => Self::None,
            1..Self::LEAST => Self::BelowTen,
            _ => Self::Number(number),
        }
    }
}

/// Views and visitors of a span of days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    /// Pages that were looked at.
    pub views: Few,
    /// Visitors by day, summed up: `lượt khách theo ngày`. `None` where only views are counted.
    pub visitors: Option<Few>,
}

/// The counts that a site shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shown {
    /// People in the last five minutes. `None` where only views are counted.
    pub online: Option<Few>,
    /// Today.
    pub today: Span,
    /// The day before.
    pub yesterday: Span,
    /// Since Monday.
    pub week: Span,
    /// Since the first of the month.
    pub month: Span,
    /// Ever.
    pub all: Span,
    /// As of when.
    pub at: Timestamp,
}

impl Default for Shown {
    fn default() -> Self {
        Self::of(&Totals::default(), 0, Timestamp::from_micros(0))
    }
}

impl Shown {
    pub(super) fn of(totals: &Totals, online: u64, at: Timestamp) -> Self {
        let span = |counted: Counted| Span { views: Few::of(counted.views), visitors: Some(Few::of(counted.visitors)) };
        Self {
            online: Some(Few::of(online)),
            today: span(totals.today),
            yesterday: span(totals.yesterday),
            week: span(totals.week),
            month: span(totals.month),
            all: span(totals.all),
            at,
        }
    }

    /// The same where only views are counted.
    pub(super) fn without_visitors(self) -> Self {
        let span = |span: Span| Span { visitors: None, ..span };
        Self {
            online: None,
            today: span(self.today),
            yesterday: span(self.yesterday),
            week: span(self.week),
            month: span(self.month),
            all: span(self.all),
            at: self.at,
        }
    }
}
