use thuchu_model::{Editor, EditorName, ProposalId, Role, Trust, TrustChange, TrustProposal};
use thuchu_store::{StoreError, args, editors, proposals, publishers};
use thuchu_testkit::{both_databases, editor, noon};

both_databases!(a_publisher_starts_with_trust_show_and_is_one_per_site, |store| {
    let first = store.publisher("a.vn").await;
    assert_eq!(first.trust, Trust::Show);
    assert_eq!(store.publisher("www.A.vn").await, first);
    assert_eq!(publishers::all(&mut store.db.read()).await.unwrap().len(), 1);
    assert_eq!(publishers::named(&mut store.db.read(), "a.vn").await.unwrap(), [first]);
});

both_databases!(a_change_of_trust_is_seen_by_indexes_and_only_once, |store| {
    let publisher = store.publisher("a.vn").await;
    let change = TrustChange { from: Trust::Show, to: Trust::Answer, by: vec![] };
    let mut tx = store.db.begin().await.unwrap();
    publishers::set_trust(&mut tx, publisher.id, &change).await.unwrap();
    let again = publishers::set_trust(&mut tx, publisher.id, &change).await;
    assert!(matches!(again, Err(StoreError::Conflict { what: "publisher" })));
    tx.commit().await.unwrap();
    let changed = publishers::changed_since(&mut store.db.read(), 1).await.unwrap();
    assert_eq!((changed.len(), changed[0].1.trust), (1, Trust::Answer));
});

both_databases!(an_editor_is_found_by_name_in_any_case_and_not_added_twice, |store| {
    let mut tx = store.db.begin().await.unwrap();
    editors::add(&mut tx, &editor(1)).await.unwrap();
    let twin = Editor { id: editor(2).id, name: EditorName::parse("BIÊN TẬP VIÊN 1").unwrap(), ..editor(2) };
    assert!(matches!(editors::add(&mut tx, &twin).await, Err(StoreError::Exists { what: "editor" })));
    editors::update(&mut tx, editor(1).id, Role::Auditor, false).await.unwrap();
    tx.commit().await.unwrap();
    let found = editors::by_name(&mut store.db.read(), &twin.name).await.unwrap().unwrap();
    assert_eq!(found, Editor { role: Role::Auditor, active: false, ..editor(1) });
    assert_eq!(found.since, noon());
});

both_databases!(the_database_itself_refuses_a_confirmation_by_who_proposed, |store| {
    let publisher = store.publisher("a.vn").await.id;
    let mut tx = store.db.begin().await.unwrap();
    for number in [1, 2] {
        editors::add(&mut tx, &editor(number)).await.unwrap();
    }
    let id = ProposalId::new(noon(), &store.chance);
    let wanted = TrustProposal { id, publisher, from: Trust::Show, to: Trust::Answer, by: editor(1).id, at: noon() };
    proposals::add(&mut tx, &wanted).await.unwrap();
    let second = TrustProposal { id: ProposalId::new(noon(), &store.chance), ..wanted };
    assert!(matches!(proposals::add(&mut tx, &second).await, Err(StoreError::Exists { .. })), "one at a time");
    tx.commit().await.unwrap();

    let mut tx = store.db.begin().await.unwrap();
    assert!(proposals::decide(&mut tx, id, true, editor(1).id, noon()).await.is_err());
    drop(tx);
    for bypass in [
        "UPDATE trust_proposal SET state = 'confirmed', decided_by = proposed_by WHERE id = $1",
        "UPDATE trust_proposal SET state = 'confirmed' WHERE id = $1",
        "UPDATE trust_proposal SET state = 'agreed' WHERE id = $1",
    ] {
        let mut tx = store.db.begin().await.unwrap();
        assert!(tx.tamper(bypass, args![id]).await.is_err(), "{bypass}");
    }
    let mut tx = store.db.begin().await.unwrap();
    proposals::decide(&mut tx, id, true, editor(2).id, noon()).await.unwrap();
    let again = proposals::decide(&mut tx, id, false, editor(1).id, noon()).await;
    assert!(matches!(again, Err(StoreError::Conflict { .. })));
    tx.commit().await.unwrap();
});
