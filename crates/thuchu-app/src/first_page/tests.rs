//! What is told of who asked, and when it is not.

use std::collections::HashMap;
use std::sync::Arc;

use proptest::prelude::*;
use thuchu_model::{CheckId, Day};
use thuchu_store::batches;
use thuchu_store::sealing::Keys;
use thuchu_testkit::{FixedClock, SeededChance, TestStore, block_on, both_databases, noon};

use super::*;

fn desk_of(store: &TestStore) -> Desk {
    let (clock, chance) = (Arc::new(FixedClock::at(noon())), Arc::new(SeededChance::another()));
    let keys = Keys::in_folder(&store.data.path().join("keys")).unwrap();
    Desk { db: store.db.clone(), blobs: store.blobs(), keys, clock, chance, utc_offset_minutes: 420 }
}

fn check(number: u8) -> CheckId {
    CheckId::from_bytes([number; 16])
}

async fn told(store: &TestStore, asks: &[(u8, i64, u32)]) -> Vec<(CheckId, u64)> {
    let desk = desk_of(store);
    let today = desk.today();
    let mut asked: HashMap<(CheckId, Day), u32> = HashMap::new();
    for (number, days_ago, askers) in asks {
        *asked.entry((check(*number), today.plus_days(-days_ago))).or_default() += askers;
    }
    let mut tx = store.db.begin().await.unwrap();
    batches::add_asks(&mut tx, &asked, &HashMap::new()).await.unwrap();
    tx.commit().await.unwrap();
    FirstPage::new(desk).news(1, 1).await.asked.clone()
}

both_databases!(a_check_is_told_of_from_ten_people_on_two_whole_days_on, |store| {
    let asks = [
        (1, 1, 40), // one day alone
        (2, 1, 5),
        (2, 2, 4), // nine people
        (3, 1, 5),
        (3, 2, 5), // ten on two days
        (4, 0, 500),
        (4, 1, 9), // today is not over
        (5, 8, 300),
        (5, 9, 300), // longer ago
        (6, 7, 30),
        (6, 3, 44),
    ];
    assert_eq!(told(store, &asks).await, [(check(6), 70), (check(3), 10)]);
});

both_databases!(the_order_is_that_of_the_rounded_numbers_and_nothing_finer, |store| {
    let asks: Vec<(u8, i64, u32)> = (1..=9)
        .flat_map(|number: u8| {
            // 96 to 104 people, the most for the largest id: all are told as 100, and the order is that of the ids.
            [(number, 1, 50), (number, 2, 45 + u32::from(number))]
        })
        .collect();
    let wanted: Vec<_> = (1..=9).map(|number| (check(number), 100)).collect();
    assert_eq!(told(store, &asks).await, wanted);
});

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]
    #[test]
    fn whoever_asks_whatever_nothing_below_the_rule_is_told(
        asks in prop::collection::vec((1_u8..6, 0_i64..10, 1_u32..15), 0..30)
    ) {
        block_on(async {
            let store = TestStore::sqlite().await;
            let found = told(&store, &asks).await;
            for (id, number) in &found {
                assert!(*number >= 10 && number.is_multiple_of(10));
                let of = asks.iter().filter(|(n, ago, _)| check(*n) == *id && (1..=DAYS).contains(ago));
                let days: std::collections::HashSet<i64> = of.clone().map(|(_, ago, _)| *ago).collect();
                let people: u32 = of.map(|(_, _, askers)| askers).sum();
                assert!(people >= 10 && days.len() >= 2, "{id}: {people} on {days:?}");
            }
            assert!(found.is_sorted_by(|a, b| a.1 > b.1 || (a.1 == b.1 && a.0 < b.0)));
        });
    }
}

#[test]
fn what_was_read_is_told_while_the_store_is_gone() {
    block_on(async {
        let store = TestStore::sqlite().await;
        assert_eq!(told(&store, &[(1, 1, 10), (1, 2, 10)]).await, [(check(1), 20)]);
        let first = FirstPage::new(desk_of(&store));
        let before = first.news(1, 1).await;
        store.db.close().await;
        assert_eq!(first.news(2, 1).await, before);
    });
}
