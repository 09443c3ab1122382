use serde_json::json;
use thuchu_model::{AuditAct, AuditEntry, AuditObject};
use thuchu_store::args;
use thuchu_store::audit::{self, AuditFault, Head};
use thuchu_testkit::{TestStore, both_databases, editor, noon};

async fn chain(store: &TestStore, length: i64) -> Head {
    let mut head = audit::head(&mut store.db.read()).await.unwrap();
    let act = AuditAct::parse("publisher.trust").unwrap();
    for n in 0..length {
        let mut tx = store.db.begin().await.unwrap();
        let detail = json!({"n": n, "from": "show"});
        head = audit::append(&mut tx, &[editor(1).id], act.clone(), AuditObject::Desk, &detail, noon()).await.unwrap();
        tx.commit().await.unwrap();
    }
    head
}

async fn fault(store: &TestStore, outside: Option<Head>) -> Option<AuditFault> {
    audit::verify(&mut store.db.read(), outside.as_slice()).await.unwrap().1
}

async fn damage(store: &TestStore, sql: &'static str) {
    let mut tx = store.db.begin().await.unwrap();
    tx.tamper(sql, args![]).await.unwrap();
    tx.commit().await.unwrap();
}

both_databases!(a_whole_chain_verifies_against_its_head, |store| {
    assert_eq!(fault(store, None).await, None, "an empty one too");
    let middle = chain(store, 3).await;
    let head = chain(store, 3).await;
    assert_eq!(audit::verify(&mut store.db.read(), &[middle]).await.unwrap(), (head, None));
    assert_eq!(head.number, 6);
});

both_databases!(an_edited_entry_is_found, |store| {
    chain(store, 4).await;
    damage(store, "UPDATE audit_entry SET detail = '{}' WHERE number = 2").await;
    assert_eq!(fault(store, None).await, Some(AuditFault::Broken(2)));
});

both_databases!(a_deleted_entry_is_found, |store| {
    chain(store, 4).await;
    damage(store, "DELETE FROM audit_entry WHERE number = 2").await;
    assert_eq!(fault(store, None).await, Some(AuditFault::Gap { expected: 2, found: 3 }));
});

both_databases!(two_swapped_entries_are_found, |store| {
    chain(store, 4).await;
    damage(store, "UPDATE audit_entry SET number = 20 WHERE number = 2").await;
    damage(store, "UPDATE audit_entry SET number = 2 WHERE number = 3").await;
    damage(store, "UPDATE audit_entry SET number = 3 WHERE number = 20").await;
    assert_eq!(fault(store, None).await, Some(AuditFault::Broken(2)));
});

both_databases!(an_inserted_entry_is_found, |store| {
    chain(store, 4).await;
    let copy = "INSERT INTO audit_entry SELECT 5, at, by_editors, act, object_kind, object_id, detail, hash \
                FROM audit_entry WHERE number = 4";
    damage(store, copy).await;
    assert_eq!(fault(store, None).await, Some(AuditFault::Broken(5)));
    let below = "UPDATE audit_entry SET number = 0 WHERE number = 5";
    damage(store, below).await;
    assert_eq!(fault(store, None).await, Some(AuditFault::Gap { expected: 1, found: 0 }));
});

both_databases!(a_cut_tail_is_found, |store| {
    let head = chain(store, 4).await;
    damage(store, "DELETE FROM audit_entry WHERE number = 4").await;
    assert_eq!(fault(store, None).await, Some(AuditFault::Head { head: 4, last: 3 }));
    let rows = audit::entries(&mut store.db.read(), 2, 1).await.unwrap();
    let mut tx = store.db.begin().await.unwrap();
    tx.tamper("UPDATE audit_head SET number = 3, hash = $1", args![rows[0].1]).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(fault(store, None).await, None, "without an outside head a careful cut cannot be seen");
    assert_eq!(fault(store, Some(head)).await, Some(AuditFault::Outside(4)));
    chain(store, 1).await;
    assert_eq!(fault(store, Some(head)).await, Some(AuditFault::Outside(4)), "cut and refilled");
});

both_databases!(a_refilled_or_rewritten_chain_does_not_hold_the_published_head, |store| {
    let head = chain(store, 3).await;
    damage(store, "DELETE FROM audit_entry").await;
    let mut tx = store.db.begin().await.unwrap();
    tx.tamper("UPDATE audit_head SET number = 0, hash = $1", args![AuditEntry::START]).await.unwrap();
    let act = AuditAct::parse("editor.add").unwrap();
    for _ in 0..5 {
        audit::append(&mut tx, &[], act.clone(), AuditObject::Desk, &json!({}), noon()).await.unwrap();
    }
    tx.commit().await.unwrap();
    assert_eq!(fault(store, None).await, None);
    assert_eq!(fault(store, Some(head)).await, Some(AuditFault::Outside(3)));
});

both_databases!(writers_at_once_make_one_chain, |store| {
    let act = AuditAct::parse("editor.add").unwrap();
    let write = || async {
        for _ in 0..10 {
            let mut tx = store.db.begin().await.unwrap();
            audit::append(&mut tx, &[], act.clone(), AuditObject::Desk, &json!({}), noon()).await.unwrap();
            tx.commit().await.unwrap();
        }
    };
    tokio::join!(write(), write(), write());
    assert_eq!(audit::verify(&mut store.db.read(), &[]).await.unwrap().1, None);
    assert_eq!(audit::head(&mut store.db.read()).await.unwrap().number, 30);
});

both_databases!(an_undone_act_leaves_no_entry, |store| {
    let mut tx = store.db.begin().await.unwrap();
    let act = AuditAct::parse("editor.add").unwrap();
    audit::append(&mut tx, &[], act, AuditObject::Desk, &json!({}), noon()).await.unwrap();
    tx.rollback().await.unwrap();
    assert_eq!(audit::head(&mut store.db.read()).await.unwrap().number, 0);
});
