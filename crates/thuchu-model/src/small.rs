//! Counts of people, as far as they may be told: small ones are withheld and the others rounded, so that nobody is seen
//! in them (TRUST R65).

/// From so many different askers on a count is told.
pub const LEAST_ASKERS: u64 = 10;
/// On so many different days they must have asked.
pub const LEAST_DAYS: u64 = 2;

/// A count as it may be told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Told {
    /// Too few people, or all of them on one day.
    Few,
    /// About so many: a multiple of ten, 10 or more.
    About(u64),
}

impl Told {
    /// `count` things that came from `askers` different people on `days` different days.
    pub const fn of(count: u64, askers: u64, days: u64) -> Self {
        if count < 10 || askers < LEAST_ASKERS || days < LEAST_DAYS {
            return Self::Few;
        }
        Self::About(count.saturating_add(5) / 10 * 10)
    }

    /// The people themselves.
    pub const fn people(askers: u64, days: u64) -> Self {
        Self::of(askers, askers, days)
    }

    /// The number, where one is told.
    pub const fn number(self) -> Option<u64> {
        match self {
            Self::Few => None,
            Self::About(number) => Some(number),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn ten_people_on_two_days_are_told_and_nobody_less() {
        let told =
            [(9, 9), (10, 1), (10, 2), (14, 2), (15, 2), (104, 90)].map(|(people, days)| Told::people(people, days));
        let tens = |number| Told::About(number);
        assert_eq!(told, [Told::Few, Told::Few, tens(10), tens(10), tens(20), tens(100)]);
        assert_eq!(Told::of(3, 100, 9), Told::Few, "a few things that many asked about");
    }

    proptest! {
        #[test]
        fn what_is_told_is_a_multiple_of_ten_and_tells_nobody_apart(count: u64, askers: u64, days in 0_u64..400) {
            if let Told::About(number) = Told::of(count, askers, days) {
                prop_assert!(number >= 10 && number.is_multiple_of(10));
                prop_assert!(askers >= LEAST_ASKERS && days >= LEAST_DAYS);
            }
        }
    }
}
