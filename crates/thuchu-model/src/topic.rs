//! The subjects of claims: a fixed list, so nobody is sorted by anything else.

use std::fmt;

/// What a claim is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Topic {
    /// Illness, medicine, the body.
    Health,
    /// What is eaten and drunk.
    Food,
    /// Tricks for money, passwords or data.
    Scam,
    /// Storms, floods, quakes, epidemics as events.
    Disaster,
    /// Laws, rules, benefits, offices.
    Policy,
    /// Prices, banks, work, goods.
    Economy,
    /// Schools, exams, children.
    Education,
    /// Crime, accidents, order.
    Safety,
    /// Nature, machines, research.
    Science,
    /// Anything else.
    Other,
}

impl Topic {
    /// All subjects, in the order they are shown.
    pub const ALL: [Self; 10] = [
        Self::Health,
        Self::Food,
        Self::Scam,
        Self::Disaster,
        Self::Policy,
        Self::Economy,
        Self::Education,
        Self::Safety,
        Self::Science,
        Self::Other,
    ];

    /// The word used in forms, addresses and the store.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Health => "health",
            Self::Food => "food",
            Self::Scam => "scam",
            Self::Disaster => "disaster",
            Self::Policy => "policy",
            Self::Economy => "economy",
            Self::Education => "education",
            Self::Safety => "safety",
            Self::Science => "science",
            Self::Other => "other",
        }
    }

    /// Reads that word.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|topic| topic.as_str() == text)
    }
}

impl fmt::Display for Topic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
