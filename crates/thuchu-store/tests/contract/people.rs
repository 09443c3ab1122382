use thuchu_model::{Editor, EditorName, ProposalId, Role, Sha256Hash, Trust, TrustChange, TrustProposal};
use thuchu_store::passkeys::{self, Passkey};
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

both_databases!(a_passkey_is_one_persons_its_count_only_grows_and_a_challenge_is_spent_once, |store| {
    let mut tx = store.db.begin().await.unwrap();
    for number in [1, 2] {
        editors::add(&mut tx, &editor(number)).await.unwrap();
    }
    let key = Passkey {
        id: vec![0, 255, 7],
        editor: editor(1).id,
        name: "Máy".into(),
        public_key: vec![1; 91],
        sign_count: 0,
        since: noon(),
    };
    passkeys::add(&mut tx, &key).await.unwrap();
    let taken = passkeys::add(&mut tx, &Passkey { editor: editor(2).id, ..key.clone() }).await;
    assert!(matches!(taken, Err(StoreError::Exists { what: "passkey" })));
    assert_eq!(passkeys::get(&mut tx, &key.id).await.unwrap(), Some(key.clone()));
    assert_eq!(passkeys::of(&mut tx, editor(1).id).await.unwrap(), std::slice::from_ref(&key));
    assert_eq!(passkeys::of(&mut tx, editor(2).id).await.unwrap(), []);
    for (count, grows) in [(0, true), (3, true), (3, false), (2, false), (0, false), (u32::MAX, true)] {
        assert_eq!(passkeys::signed(&mut tx, &key.id, count).await.unwrap(), grows, "{count}");
    }
    assert!(!passkeys::signed(&mut tx, &[9], 0).await.unwrap(), "no such passkey");
    assert!(!passkeys::remove(&mut tx, editor(2).id, &key.id).await.unwrap(), "another's");
    assert!(passkeys::remove(&mut tx, editor(1).id, &key.id).await.unwrap());

    let challenge = Sha256Hash::of(b"challenge");
    let until = noon().plus_seconds(300);
    for fresh in [true, false] {
        assert_eq!(passkeys::spend(&mut tx, challenge, until).await.unwrap(), fresh);
    }
    passkeys::sweep(&mut tx, noon()).await.unwrap();
    assert!(!passkeys::spend(&mut tx, challenge, until).await.unwrap(), "kept until it has run out");
    passkeys::sweep(&mut tx, until).await.unwrap();
    assert!(passkeys::spend(&mut tx, challenge, until).await.unwrap());
});
