//! The queue: clusters in the orders and on the shelves that editors look at, and what editors do to them.
//!
//! Only what a batch has shown is ever read here. How many statements a page takes never depends on how many clusters
//! there are, nor how many rows each of them looks at: every order has its index, every count stops at [`MOST_COUNTED`].

mod acts;
mod close;
mod fill;
mod group;
mod list;
mod look;
mod views;

use thuchu_model::{Cluster, ClusterId, Day, EditorId, Lang, Topic};

pub use acts::{ActDone, act, acts, assign, note, set_due, set_topic, set_wording, take, undo};
pub use close::{attach, block, close, detach, owed_for, unowe};
#[doc(hidden)]
pub use fill::many_clusters;
pub use group::{Moved, Waiting, merge, move_waiting, split, unmerge, waiting_for};
pub use list::{days, list, merged_into, one, own_wordings, tally};
pub use look::{Picture, Way, Ways, picture, pictures, ways};
pub use views::{Judged, SavedView, add_view, delete_view, has_seen, judge, judged, seen_today, views};

/// Counts stop here: from then on a shelf holds "300 or more".
pub const MOST_COUNTED: u32 = 300;

/// A part of the queue, each with a count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Shelf {
    /// Waits for an answer.
    #[default]
    Unanswered,
    /// Waits, and the one who looks has taken it.
    Mine,
    /// Waits, and should have been done before today.
    Overdue,
    /// Answered.
    Answered,
    /// Closed without an answer.
    NotCheckable,
    /// Removed at once.
    Removed,
}

impl Shelf {
    /// All of them, in the order they are shown.
    pub const ALL: [Self; 6] =
        [Self::Unanswered, Self::Mine, Self::Overdue, Self::Answered, Self::NotCheckable, Self::Removed];

    /// The word used in addresses.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Unanswered => "unanswered",
            Self::Mine => "mine",
            Self::Overdue => "overdue",
            Self::Answered => "answered",
            Self::NotCheckable => "not_checkable",
            Self::Removed => "removed",
        }
    }

    /// Reads that word.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|shelf| shelf.as_str() == text)
    }

    const fn condition(self) -> &'static str {
        match self {
            Self::Unanswered | Self::Mine | Self::Overdue => "cluster.state = 'open' AND cluster.shown = 1",
            Self::Answered => "cluster.state = 'answered' AND cluster.shown = 1",
            Self::NotCheckable => "cluster.state = 'not_checkable' AND cluster.shown = 1",
            Self::Removed => "cluster.state = 'removed' AND cluster.shown = 1",
        }
    }
}

/// By what the queue is ordered, the most first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Order {
    /// How many asked.
    #[default]
    Demand,
    /// How many asked lately.
    Rising,
    /// The day it was opened.
    Newest,
}

impl Order {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Demand, Self::Rising, Self::Newest];

    /// The word used in addresses.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Demand => "demand",
            Self::Rising => "rising",
            Self::Newest => "newest",
        }
    }

    /// Reads that word.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|order| order.as_str() == text)
    }

    const fn column(self) -> &'static str {
        match self {
            Self::Demand => "cluster.demand",
            Self::Rising => "cluster.recent",
            Self::Newest => "cluster.opened",
        }
    }
}

/// Who must have taken a cluster.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Assigned {
    /// Nobody yet.
    Nobody,
    /// This one.
    To(EditorId),
}

/// What of the queue is wanted. No words of askers, no place: a view that is kept holds nothing else (DESIGN §8).
#[derive(Debug, Clone, PartialEq, Eq, Default, serde::Serialize, serde::Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Filter {
    /// The part of the queue.
    pub shelf: Shelf,
    /// Its order.
    pub order: Order,
    /// About this.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub topic: Option<Topic>,
    /// In this language.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lang: Option<Lang>,
    /// Opened within so many days, today among them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub days: Option<u32>,
    /// Asked by so many at least.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub least: Option<u32>,
    /// Taken by.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub assigned: Option<Assigned>,
}

/// Behind which cluster a page begins: its value in the order, and itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// In an order by count.
    Count(u32, ClusterId),
    /// In the order by day.
    Day(Day, ClusterId),
}

impl std::fmt::Display for Place {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Count(count, id) => write!(f, "{count}.{id}"),
            Self::Day(day, id) => write!(f, "{day}.{id}"),
        }
    }
}

impl Place {
    /// Reads what [`Place`] writes, for this order.
    pub fn parse(order: Order, text: &str) -> Option<Self> {
        let (value, id) = text.split_once('.')?;
        let id = ClusterId::parse(id)?;
        match order {
            Order::Newest => Some(Self::Day(Day::parse(value)?, id)),
            Order::Demand | Order::Rising => Some(Self::Count(value.parse().ok()?, id)),
        }
    }
}

/// A cluster in the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// The cluster.
    pub cluster: Cluster,
    /// How many asked lately.
    pub recent: u32,
    /// The name of who has taken it.
    pub assignee: Option<String>,
    /// The sealed words of the message that stands for it.
    pub sealed: Option<Vec<u8>>,
}

impl Listed {
    /// Where the page behind it begins.
    pub const fn place(&self, order: Order) -> Place {
        match order {
            Order::Demand => Place::Count(self.cluster.demand, self.cluster.id),
            Order::Rising => Place::Count(self.recent, self.cluster.id),
            Order::Newest => Place::Day(self.cluster.opened, self.cluster.id),
        }
    }
}

/// How many are on each shelf, and about each topic while they wait; [`MOST_COUNTED`] stands for that many or more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tally {
    /// In the order of [`Shelf::ALL`].
    pub shelves: [u32; 6],
    /// In the order of [`Topic::ALL`].
    pub topics: [u32; 10],
}
