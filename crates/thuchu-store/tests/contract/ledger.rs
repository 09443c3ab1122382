//! Reading the trail, and the heads that are published of it.

use serde_json::json;
use thuchu_model::{AuditAct, AuditEntry, AuditObject, Day, EditorId, PublisherId, Timestamp};
use thuchu_store::args;
use thuchu_store::audit::daily::{self, DailyHead};
use thuchu_store::audit::trail::{self, Page, WINDOW, Wanted};
use thuchu_store::audit::{self, AuditFault, Head};
use thuchu_store::verify::{Fault, verify};
use thuchu_testkit::{TestStore, both_databases, editor, noon};

const PUBLISHER: AuditObject = AuditObject::Publisher(PublisherId::from_bytes([9; 16]));

async fn append(store: &TestStore, by: &[EditorId], act: &str, object: AuditObject, at: Timestamp) -> Head {
    let mut tx = store.db.begin().await.unwrap();
    let act = AuditAct::parse(act).unwrap();
    let head = audit::append(&mut tx, by, act, object, &json!({"from": "show"}), at).await.unwrap();
    tx.commit().await.unwrap();
    head
}

async fn numbers(store: &TestStore, wanted: Wanted, limit: u32) -> (Vec<i64>, Option<i64>) {
    let Page { entries, next } = trail::page(&mut store.db.read(), &wanted, limit).await.unwrap();
    (entries.iter().map(|entry| entry.number).collect(), next)
}

/// Twelve entries of one minute each: three acts, two things, two editors in turn.
async fn twelve(store: &TestStore) {
    for n in 0..12_u8 {
        let by = [editor(1 + n % 2).id];
        let by = if n % 4 == 3 { &[editor(1).id, editor(2).id][..] } else { &by };
        let object = if n % 3 == 0 { PUBLISHER } else { AuditObject::Desk };
        let act = ["publisher.trust", "editor.add", "desk.set_up_link"][usize::from(n % 3)];
        append(store, by, act, object, noon().plus_days(i64::from(n / 6)).plus_seconds(60 * i64::from(n))).await;
    }
}

both_databases!(the_trail_is_read_newest_first_and_goes_on_where_a_page_ended, |store| {
    assert_eq!(numbers(store, Wanted::default(), 5).await, (vec![], None));
    twelve(store).await;
    let mut before = None;
    let mut seen = Vec::new();
    for expected in [5, 5, 2] {
        let (found, next) = numbers(store, Wanted { before, ..Wanted::default() }, 5).await;
        assert_eq!(found.len(), expected);
        seen.extend(found);
        before = next;
    }
    assert_eq!((seen, before), ((1..=12).rev().collect(), None));
    assert_eq!(numbers(store, Wanted { before: Some(i64::MAX), ..Wanted::default() }, 12).await.1, None);
});

both_databases!(the_trail_is_filtered_by_kind_thing_act_editor_and_day_and_by_all_at_once, |store| {
    twelve(store).await;
    let all = |wanted: Wanted| async { numbers(store, wanted, 50).await.0 };
    let act = AuditAct::parse("publisher.trust").ok_or(()).ok();
    assert_eq!(all(Wanted { kind: Some("publisher"), ..Wanted::default() }).await, [10, 7, 4, 1]);
    assert_eq!(all(Wanted { object: Some(PUBLISHER), ..Wanted::default() }).await, [10, 7, 4, 1]);
    assert_eq!(all(Wanted { act: act.clone(), ..Wanted::default() }).await, [10, 7, 4, 1]);
    assert_eq!(all(Wanted { editor: Some(editor(2).id), ..Wanted::default() }).await, [12, 10, 8, 6, 4, 2]);
    assert_eq!(all(Wanted { editor: Some(editor(1).id), ..Wanted::default() }).await, [12, 11, 9, 8, 7, 5, 4, 3, 1]);
    let between = Some((noon(), noon().plus_days(1)));
    assert_eq!(all(Wanted { between, ..Wanted::default() }).await, [6, 5, 4, 3, 2, 1]);
    let nothing = Some((noon().plus_days(9), noon().plus_days(10)));
    assert_eq!(numbers(store, Wanted { between: nothing, ..Wanted::default() }, 5).await, (vec![], None));
    let both = Wanted { kind: Some("publisher"), act, editor: Some(editor(2).id), between, ..Wanted::default() };
    assert_eq!(all(both).await, [4]);
});

both_databases!(a_page_looks_through_a_bounded_part_of_a_long_trail, |store| {
    chain(store, WINDOW * 2 + 10).await;
    let wanted = Wanted { editor: Some(editor(7).id), ..Wanted::default() };
    assert_eq!(numbers(store, wanted.clone(), 5).await, (vec![], Some(WINDOW + 11)));
    let second = numbers(store, Wanted { before: Some(WINDOW + 11), ..wanted.clone() }, 5).await;
    assert_eq!(second, (vec![], Some(11)));
    assert_eq!(numbers(store, Wanted { before: Some(11), ..wanted }, 5).await, (vec![], None));
});

/// A chain of so many links, written at once: what [`audit::append`] makes, without its care.
pub(crate) async fn chain(store: &TestStore, length: i64) -> Head {
    let (mut head, act) = (Head { number: 0, hash: AuditEntry::START }, AuditAct::parse("publisher.trust").unwrap());
    let mut tx = store.db.begin().await.unwrap();
    for number in 1..=length {
        let detail = format!("{{\"from\":\"show\",\"n\":{number},\"to\":\"answer\"}}");
        let by = vec![editor(1).id, editor(2).id];
        let entry = AuditEntry { number, at: noon(), by, act: act.clone(), object: PUBLISHER, detail };
        head = Head { number, hash: entry.hash(&head.hash) };
        let by = serde_json::to_string(&entry.by).unwrap();
        let sql = "INSERT INTO audit_entry (number, at, by_editors, act, object_kind, object_id, detail, hash) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
        let object = entry.object;
        let values = args![number, entry.at, by, act.as_str(), object.kind(), object.id(), entry.detail, head.hash];
        tx.tamper(sql, values).await.unwrap();
    }
    let sql = "INSERT INTO audit_head (id, number, hash) VALUES (1, $1, $2)";
    tx.tamper(sql, args![head.number, head.hash]).await.unwrap();
    tx.commit().await.unwrap();
    head
}

async fn publish(store: &TestStore, day: &str) -> Option<Head> {
    let day = Day::parse(day).unwrap();
    let mut tx = store.db.begin().await.unwrap();
    let head = daily::publish(&mut tx, day, day.plus_days(1).midnight(), noon()).await.unwrap();
    tx.commit().await.unwrap();
    head
}

both_databases!(a_day_has_one_head_the_last_link_before_its_end, |store| {
    assert_eq!(publish(store, "2026-11-21").await, None, "an empty chain has none");
    append(store, &[], "editor.add", AuditObject::Desk, noon()).await;
    let head = append(store, &[], "editor.add", AuditObject::Desk, noon().plus_seconds(5)).await;
    append(store, &[], "editor.add", AuditObject::Desk, noon().plus_days(1)).await;
    assert_eq!(publish(store, "2026-11-22").await, Some(head));
    assert_eq!(publish(store, "2026-11-22").await, None, "once");
    let mut tx = store.db.begin().await.unwrap();
    tx.tamper("DELETE FROM audit_daily", args![]).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(publish(store, "2026-11-22").await, None, "also when its row is gone");
});

both_databases!(a_clock_that_went_back_makes_no_head_smaller, |store| {
    append(store, &[], "editor.add", AuditObject::Desk, noon().plus_days(-1)).await;
    let second = append(store, &[], "editor.add", AuditObject::Desk, noon()).await;
    publish(store, "2026-11-22").await;
    append(store, &[], "editor.add", AuditObject::Desk, noon().plus_days(5)).await;
    append(store, &[], "editor.add", AuditObject::Desk, noon().plus_days(-1)).await;
    assert_eq!(publish(store, "2026-11-23").await, Some(second));
    let pages = daily::page(&mut store.db.read(), None, 9).await.unwrap();
    let days: Vec<_> = pages.iter().map(|DailyHead { day, head }| (day.to_string(), head.number)).collect();
    assert_eq!(days, [("2026-11-23".to_owned(), 2), ("2026-11-22".to_owned(), 2)]);
    assert_eq!(daily::page(&mut store.db.read(), Day::parse("2026-11-23"), 9).await.unwrap().len(), 1);
});

both_databases!(a_rewritten_chain_is_found_by_the_head_that_the_desk_published_itself, |store| {
    append(store, &[], "editor.add", AuditObject::Desk, noon()).await;
    publish(store, "2026-11-22").await;
    let faults = async || verify(&store.db, &store.blobs(), &[]).await.unwrap().faults;
    assert_eq!(faults().await, []);
    let mut tx = store.db.begin().await.unwrap();
    tx.tamper("DELETE FROM audit_entry", args![]).await.unwrap();
    tx.tamper("DELETE FROM audit_head", args![]).await.unwrap();
    let act = AuditAct::parse("editor.add").unwrap();
    audit::append(&mut tx, &[], act, AuditObject::Desk, &json!({}), noon()).await.unwrap();
    tx.commit().await.unwrap();
    assert!(faults().await.contains(&Fault::Audit(AuditFault::Outside(1))));
});

both_databases!(of_many_outside_heads_the_first_that_is_not_in_the_chain_is_named, |store| {
    let head = chain(store, 9).await;
    let at = async |number: i64| {
        let found = audit::entries(&mut store.db.read(), number - 1, 1).await.unwrap();
        Head { number, hash: found[0].1 }
    };
    let (third, sixth) = (at(3).await, at(6).await);
    let fault = async |heads: &[Head]| audit::verify(&mut store.db.read(), heads).await.unwrap().1;
    assert_eq!(fault(&[head, third, sixth, third]).await, None);
    let wrong = Head { hash: third.hash, ..sixth };
    assert_eq!(fault(&[head, wrong, third]).await, Some(AuditFault::Outside(6)));
    assert_eq!(
        fault(&[head, Head { number: 10, ..head }, Head { number: 0, ..head }]).await,
        Some(AuditFault::Outside(0))
    );
    assert_eq!(fault(&[Head { number: 10, ..head }]).await, Some(AuditFault::Outside(10)));
    assert_eq!(fault(&["0:".to_owned() + &"0".repeat(64)].map(|text| text.parse().unwrap())).await, None);
});

#[test]
fn a_head_is_written_as_it_is_read() {
    let head = Head { number: 12, hash: AuditEntry::START };
    assert_eq!(head.to_string().parse(), Ok(head));
    for wrong in ["", "12", "12:", "-1:00", ":00", &format!("1:{}", "g".repeat(64)), &format!("x:{}", "0".repeat(64))] {
        assert!(wrong.parse::<Head>().is_err(), "{wrong}");
    }
}
