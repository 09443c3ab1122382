//! Rules of the desk's people, counted and not timed.

use std::sync::Arc;

use thuchu_model::{Clock as _, PublisherId, Role, Secret, Timestamp, Token, Trust};
use thuchu_store::sealing::Keys;
use thuchu_store::{access, args, audit};
use thuchu_testkit::{FixedClock, SeededChance, TestStore, both_databases, noon};

use super::{Entered, People, PeopleError, Person};

pub(super) const PASSWORD: &str = "con mèo leo cây cau";

/// The people of a store, and their clock.
pub(super) struct Desk {
    pub(super) people: Arc<People>,
    pub(super) clock: Arc<FixedClock>,
}

impl Desk {
    pub(super) fn of(store: &TestStore) -> Self {
        let keys = Keys::in_folder(&store.data.path().join("keys")).unwrap();
        let clock = Arc::new(FixedClock::at(noon()));
        let chance = Arc::new(SeededChance::another());
        Self { people: Arc::new(People::new(store.db.clone(), keys, clock.clone(), chance).unwrap()), clock }
    }

    pub(super) fn pass(&self, seconds: i64) {
        self.clock.set(self.clock.now().plus_seconds(seconds));
    }

    pub(super) async fn person(&self, token: &Token) -> Person {
        self.people.person(&token.reveal()).await.unwrap().expect("a log-in that stands")
    }

    /// All the way in, with the code of the phone as a function of the time.
    pub(super) async fn enter(&self, link: &Token, name: &str) -> Entrant {
        let half = self.people.use_link(&link.reveal(), name, &secret(PASSWORD)).await.unwrap();
        let person = self.person(&half).await;
        let phone = self.people.pending(&person).unwrap().unwrap();
        let code = secret(&phone.code(self.clock.now().micros() / 30_000_000));
        let (token, codes) = self.people.confirm_factor(&person, &code).await.unwrap();
        Entrant { token, codes, phone }
    }

    pub(super) async fn admin(&self) -> Entrant {
        let link = self.people.set_up_link().await.unwrap().unwrap();
        self.enter(&link, "Quản Trị").await
    }

    pub(super) async fn colleague(&self, by: &Token, name: &str, role: Role) -> Entrant {
        let (_, link) = self.people.invite(&self.person(by).await, name, role).await.unwrap();
        self.enter(&link, "").await
    }

    /// The admin with a password alone.
    pub(super) async fn half_way(&self) -> Person {
        match self.log_in("Quản Trị", PASSWORD, "").await.unwrap() {
            Entered::HalfWay(token) | Entered::In(token) => self.person(&token).await,
        }
    }

    pub(super) async fn log_in(&self, name: &str, password: &str, code: &str) -> Result<Entered, PeopleError> {
        self.people.log_in(name, &secret(password), &secret(code)).await
    }
}

pub(super) struct Entrant {
    pub(super) token: Token,
    codes: Vec<String>,
    phone: super::totp::TotpSecret,
}

impl Entrant {
    fn code(&self, now: Timestamp) -> String {
        self.phone.code(now.micros() / 30_000_000)
    }
}

fn secret(text: &str) -> Secret {
    Secret::new(text.to_owned())
}

both_databases!(ten_thousand_guesses_a_day_get_fewer_than_a_hundred_looks_and_the_owner_still_enters, |store| {
    let desk = Desk::of(store);
    let owner = desk.admin().await;
    let before = desk.people.passwords.looked_at();
    // One guess every 8.64 s; most are turned away before anything is hashed. On the slower engine, fewer.
    let guesses = if store.db.engine() == thuchu_store::Engine::Sqlite { 10_000 } else { 2_000 };
    for _ in 0..guesses {
        assert!(desk.log_in("Quản Trị", "một câu đoán sai", "").await.is_err());
        desk.clock.set(Timestamp::from_micros(desk.clock.now().micros() + 86_400_000_000 / guesses));
    }
    let looked_at = desk.people.passwords.looked_at() - before;
    assert!((50..=100).contains(&looked_at), "{looked_at}");
    desk.log_in("Quản Trị", "câu sai", "").await.unwrap_err();
    assert!(desk.log_in("Quản Trị", PASSWORD, "").await.is_err(), "too early for a password alone");
    let code = owner.code(desk.clock.now());
    assert!(matches!(desk.log_in("Quản Trị", PASSWORD, &code).await, Ok(Entered::In(_))), "with the phone");
    assert!(matches!(desk.log_in("Quản Trị", PASSWORD, "").await, Ok(Entered::HalfWay(_))), "all is forgotten");
});

both_databases!(guesses_at_the_same_time_are_counted_one_by_one, |store| {
    let desk = Desk::of(store);
    desk.admin().await;
    let before = desk.people.passwords.looked_at();
    let guess = |_| {
        let people = desk.people.clone();
        tokio::spawn(async move { people.log_in("Quản Trị", &secret("đoán"), &secret("")).await.is_err() })
    };
    for guess in (0..40).map(guess).collect::<Vec<_>>() {
        assert!(guess.await.unwrap());
    }
    assert_eq!(desk.people.passwords.looked_at() - before, 6);
});

both_databases!(a_name_that_nobody_has_costs_and_waits_the_same, |store| {
    let desk = Desk::of(store);
    desk.admin().await;
    let looks = async |name: &str| {
        let before = desk.people.passwords.looked_at();
        for _ in 0..20 {
            assert!(matches!(desk.log_in(name, "câu đoán sai nào đó", "").await, Err(PeopleError::Wrong)));
        }
        desk.people.passwords.looked_at() - before
    };
    assert_eq!(looks("Quản Trị").await, looks("Không Ai").await);
    assert_eq!(looks("a\u{1}b").await, 6, "nor does what is no name");
});

both_databases!(a_code_is_used_once_and_a_recovery_code_opens_when_guessing_closed_everything, |store| {
    let desk = Desk::of(store);
    let owner = desk.admin().await;
    desk.pass(60);
    let (first, second) = (desk.half_way().await, desk.half_way().await);
    let code = secret(&owner.code(desk.clock.now()));
    let token = desk.people.show_factor(&first, &code).await.unwrap();
    assert_ne!(token.hash(), first.login.id, "another id");
    assert!(matches!(desk.people.show_factor(&second, &code).await, Err(PeopleError::Wrong)), "replayed");
    for _ in 0..20 {
        desk.people.show_factor(&second, &secret("000000")).await.unwrap_err();
        desk.log_in("Quản Trị", "câu đoán sai nào đó", "000000").await.unwrap_err();
    }
    let code = owner.code(desk.clock.now().plus_seconds(30));
    assert!(desk.log_in("Quản Trị", PASSWORD, &code).await.is_err(), "the phone's codes wait too");
    let spare = owner.codes[3].to_uppercase();
    assert!(matches!(desk.log_in("Quản Trị", PASSWORD, &spare).await, Ok(Entered::In(_))));
    let person = desk.half_way().await;
    assert_eq!(desk.people.codes_left(&person).await.unwrap(), 9);
    assert!(matches!(desk.people.show_factor(&person, &secret(&spare)).await, Err(PeopleError::Wrong)), "used");
});

both_databases!(of_a_hundred_confirmations_at_once_one_wins, |store| {
    let desk = Desk::of(store);
    let publisher = store.publisher("kiemtin.vn").await.id;
    let boss = desk.admin().await.token;
    let two = desk.colleague(&boss, "Hai", Role::Editor).await.token;
    let three = desk.colleague(&boss, "Ba", Role::Editor).await.token;
    let one = desk.person(&boss).await;
    let want = async |to| desk.people.want_trust(&one, publisher, to).await;
    want(Trust::Answer).await.unwrap();
    assert!(matches!(want(Trust::Answer).await, Err(PeopleError::Waiting)));
    let id = desk.people.proposals().await.unwrap()[0].0.id;
    assert!(matches!(desk.people.confirm_trust(&one, id).await, Err(PeopleError::Trust(_))), "one's own");
    let others = [desk.person(&two).await, desk.person(&three).await];
    let confirm = |number: usize| {
        let (people, by) = (desk.people.clone(), others[number % 2].clone());
        tokio::spawn(async move { people.confirm_trust(&by, id).await })
    };
    let mut won = 0;
    for confirmed in (0..100).map(confirm).collect::<Vec<_>>() {
        match confirmed.await.unwrap() {
            Ok(_) => won += 1,
            Err(PeopleError::Meanwhile) => {}
            Err(other) => panic!("{other:?}"),
        }
    }
    assert_eq!(won, 1);
    let entries = audit::entries(&mut store.db.read(), 0, 1_000).await.unwrap();
    let raised: Vec<_> = entries.iter().filter(|(entry, _)| entry.act.as_str() == "publisher.trust").collect();
    assert_eq!((raised.len(), raised[0].0.by.len()), (1, 2));
    assert_eq!(audit::verify(&mut store.db.read(), &[]).await.unwrap().1, None);
});

both_databases!(a_proposal_ends_with_the_level_it_was_about, |store| {
    let desk = Desk::of(store);
    let publisher = store.publisher("kiemtin.vn").await.id;
    let boss = desk.admin().await.token;
    let (one, two) =
        (desk.person(&boss).await, desk.person(&desk.colleague(&boss, "Hai", Role::Editor).await.token).await);
    let open = async || desk.people.proposals().await.unwrap();
    desk.people.want_trust(&one, publisher, Trust::Answer).await.unwrap();
    let id = open().await[0].0.id;
    desk.people.want_trust(&two, publisher, Trust::None).await.unwrap();
    assert!(open().await.is_empty());
    assert!(matches!(desk.people.confirm_trust(&two, id).await, Err(PeopleError::Meanwhile)));
    desk.people.want_trust(&two, publisher, Trust::Answer).await.unwrap();
    desk.people.withdraw_trust(&one, open().await[0].0.id).await.unwrap();
    assert!(open().await.is_empty());
    let nowhere = PublisherId::from_bytes([9; 16]);
    assert!(matches!(desk.people.want_trust(&one, nowhere, Trust::Show).await, Err(PeopleError::Missing(_))));
});

both_databases!(a_link_lets_in_once_and_ends_what_was_before, |store| {
    let desk = Desk::of(store);
    let boss = desk.admin().await.token;
    let was = desk.colleague(&boss, "Hai", Role::Editor).await;
    let (_, older) = desk.people.link_for("hai").await.unwrap();
    let (_, link) = desk.people.link_for("hai").await.unwrap();
    assert!(matches!(desk.people.link(&older.reveal()).await, Err(PeopleError::Link)), "a newer one was made");
    let refused = desk.people.use_link(&link.reveal(), "", &secret("password12345")).await;
    assert!(matches!(refused, Err(PeopleError::Password(_))));
    let use_it = |_| {
        let (people, link) = (desk.people.clone(), link.reveal());
        tokio::spawn(async move { people.use_link(&link, "", &secret("bảy con sếu ăn mía ngọt")).await.is_ok() })
    };
    let mut used = 0;
    for using in (0..8).map(use_it).collect::<Vec<_>>() {
        used += usize::from(using.await.unwrap());
    }
    assert_eq!(used, 1);
    assert!(desk.people.person(&was.token.reveal()).await.unwrap().is_none(), "logged out");
    assert!(desk.log_in("Hai", PASSWORD, &was.codes[0]).await.is_err(), "neither the old password nor the old codes");
    assert!(matches!(desk.people.link_for("Không Ai").await, Err(PeopleError::Missing(_))));
});

both_databases!(an_admin_changes_others_and_never_themselves, |store| {
    let desk = Desk::of(store);
    let boss = desk.admin().await.token;
    let second = desk.colleague(&boss, "Hai", Role::Admin).await.token;
    let (one, two) = (desk.person(&boss).await, desk.person(&second).await);
    assert!(matches!(desk.people.set_role(&one, one.editor.id, Role::Editor).await, Err(PeopleError::Own)));
    assert!(matches!(desk.people.set_role(&one, two.editor.id, Role::Admin).await, Err(PeopleError::Same)));
    // Each disables the other at the same time: one of them is too late.
    let disable = |by: &Person, id| {
        let (people, by) = (desk.people.clone(), by.clone());
        tokio::spawn(async move { people.set_active(&by, id, false).await })
    };
    let both = [disable(&one, two.editor.id), disable(&two, one.editor.id)];
    let mut left = 0;
    for done in both {
        left += usize::from(done.await.unwrap().is_err());
    }
    assert_eq!(left, 1, "an admin stays");
});

both_databases!(a_role_change_and_a_password_change_log_out, |store| {
    let desk = Desk::of(store);
    let boss = desk.admin().await.token;
    let editor = desk.colleague(&boss, "Hai", Role::Editor).await.token;
    let (one, two) = (desk.person(&boss).await, desk.person(&editor).await);
    desk.people.set_role(&one, two.editor.id, Role::Contributor).await.unwrap();
    assert!(desk.people.person(&editor.reveal()).await.unwrap().is_none());
    let Entered::HalfWay(half) = desk.log_in("Quản Trị", PASSWORD, "").await.unwrap() else { panic!("half way") };
    desk.people.change_password(&one, &secret(PASSWORD), &secret("bảy con sếu ăn mía ngọt")).await.unwrap();
    assert!(
        desk.people.person(&half.reveal()).await.unwrap().is_none()
            && desk.people.logins(&one).await.unwrap().len() == 1
    );
    assert!(desk.log_in("Quản Trị", PASSWORD, "").await.is_err());
});

both_databases!(nothing_that_opens_is_kept_as_it_is, |store| {
    let desk = Desk::of(store);
    let owner = desk.admin().await;
    let tables = ["access", "recovery_code", "access_link", "login", "guess", "audit_entry", "setting", "editor"];
    let (_, link) = desk.people.link_for("Quản Trị").await.unwrap();
    let secrets: Vec<Vec<u8>> = [
        PASSWORD.as_bytes().to_vec(),
        owner.token.reveal().into_bytes(),
        owner.phone.bytes().to_vec(),
        owner.phone.reveal().into_bytes(),
        owner.codes[0].clone().into_bytes(),
        link.reveal().into_bytes(),
        thuchu_model::secret::from_base32(&owner.token.reveal()).unwrap(),
        thuchu_model::secret::from_base32(&link.reveal()).unwrap(),
    ]
    .into();
    assert!(access::any(&mut store.db.read()).await.unwrap());
    let holds = |bytes: &[u8]| secrets.iter().any(|secret| bytes.windows(secret.len()).any(|part| part == secret));
    assert!(holds(&[b"x".as_slice(), PASSWORD.as_bytes()].concat()), "the search finds");
    if store.db.engine() == thuchu_store::Engine::Sqlite {
        for file in std::fs::read_dir(store.data.path()).unwrap().flatten().filter(|file| file.path().is_file()) {
            assert!(!holds(&std::fs::read(file.path()).unwrap()), "{:?}", file.path());
        }
    } else {
        for table in tables {
            let sql: &'static str = format!("SELECT CAST(t AS TEXT) FROM {table} t").leak();
            for row in store.db.read().peek(sql, args![]).await.unwrap() {
                let text: String = row.get(0).unwrap();
                let hex: Vec<String> =
                    secrets.iter().map(|secret| secret.iter().map(|byte| format!("{byte:02x}")).collect()).collect();
                assert!(!holds(text.as_bytes()) && !hex.iter().any(|hex| text.contains(hex)), "{table}: {text}");
            }
        }
    }
});

both_databases!(tidying_writes_down_use_and_removes_what_has_run_out, |store| {
    let desk = Desk::of(store);
    let owner = desk.admin().await.token;
    for _ in 0..4 {
        desk.pass(1_500);
        desk.person(&owner).await;
        desk.people.tidy().await.unwrap();
    }
    // Another node reads the time of use from the store.
    let elsewhere = Desk::of(store);
    elsewhere.clock.set(desk.clock.now());
    assert!(elsewhere.people.person(&owner.reveal()).await.unwrap().is_some());
    desk.pass(12 * 60 * 60);
    desk.people.tidy().await.unwrap();
    let left = store.db.read().peek("SELECT CAST(COUNT(*) AS TEXT) FROM login", args![]).await.unwrap();
    assert_eq!(left[0].get::<String>(0).unwrap(), "0");
});

both_databases!(disabling_holds_on_every_node_at_once, |store| {
    let (desk, elsewhere) = (Desk::of(store), Desk::of(store));
    let boss = desk.admin().await.token;
    let editor = desk.colleague(&boss, "Hai", Role::Editor).await.token;
    let two = elsewhere.person(&editor).await;
    desk.people.set_active(&desk.person(&boss).await, two.editor.id, false).await.unwrap();
    assert!(elsewhere.people.person(&editor.reveal()).await.unwrap().is_none());
    // What was let through a moment before is refused in its own unit of work.
    let publisher = store.publisher("kiemtin.vn").await.id;
    let late = elsewhere.people.want_trust(&two, publisher, Trust::None).await;
    assert!(matches!(late, Err(PeopleError::Trust(_))));
    crate::editor::set_active(&store.db, "Quản Trị", false, &store.clock).await.unwrap();
    assert!(desk.people.person(&boss.reveal()).await.unwrap().is_none(), "also by the operator");
});

both_databases!(codes_guessed_without_the_password_do_not_close_the_way_of_who_knows_it, |store| {
    let desk = Desk::of(store);
    let owner = desk.admin().await;
    for _ in 0..40 {
        desk.log_in("Quản Trị", "câu đoán sai nào đó", "000000").await.unwrap_err();
    }
    desk.pass(20 * 60);
    let Entered::HalfWay(half) = desk.log_in("Quản Trị", PASSWORD, "").await.unwrap() else { panic!("half way") };
    let code = secret(&owner.code(desk.clock.now()));
    desk.people.show_factor(&desk.person(&half).await, &code).await.unwrap();
});

both_databases!(a_password_alone_connects_no_phone, |store| {
    let desk = Desk::of(store);
    let link = desk.people.set_up_link().await.unwrap().unwrap();
    let by_link = desk.people.use_link(&link.reveal(), "Quản Trị", &secret(PASSWORD)).await.unwrap();
    let guessed = desk.half_way().await;
    assert!(!desk.people.has_factor(&guessed).await.unwrap());
    assert!(desk.people.pending(&guessed).unwrap().is_none());
    let begun = desk.people.begin_factor(&guessed).await;
    assert!(matches!(begun, Err(PeopleError::NotFresh)));
    let person = desk.person(&by_link).await;
    let phone = desk.people.pending(&person).unwrap().unwrap();
    let code = secret(&phone.code(desk.clock.now().micros() / 30_000_000));
    assert!(matches!(desk.people.confirm_factor(&guessed, &code).await, Err(PeopleError::Missing(_))));
    desk.people.confirm_factor(&person, &code).await.expect("who used the link connects it");
});
