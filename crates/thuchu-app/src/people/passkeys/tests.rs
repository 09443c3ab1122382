//! What opens by a passkey, and what does not.

use rcgen::{KeyPair, PKCS_ED25519};
use thuchu_model::{Clock as _, Role, Token};
use thuchu_store::{args, audit};
use thuchu_testkit::{SoftKey, TestStore, both_databases};

use super::signed::{from_base64, verify};
use super::{Made, Party, Signed, Unsound};
use crate::people::tests::{Desk, PASSWORD};
use crate::people::{PeopleError, Person};

const SITE: &str = "tin.example";

fn party() -> Party {
    Party::at("https://tin.example").unwrap()
}

fn form<T: serde::de::DeserializeOwned>(fields: Vec<(&str, String)>) -> T {
    let map = fields.into_iter().map(|(name, value)| (name.to_owned(), value.into()));
    serde_json::from_value(serde_json::Value::Object(map.collect())).unwrap()
}

/// A new passkey of somebody who just showed a second factor.
async fn add(desk: &Desk, token: &Token) -> SoftKey {
    let person = desk.person(token).await;
    let key = SoftKey::at(SITE, person.editor.id.as_bytes());
    let challenge = desk.people.challenge(Some(&person)).unwrap();
    desk.people.add_passkey(&party(), &person, "Máy của tôi", &form(key.made(&challenge))).await.unwrap();
    key
}

/// Logs in by what the key signs.
async fn enter(desk: &Desk, signed: &Signed) -> Result<Token, PeopleError> {
    desk.people.log_in_with_passkey(&party(), None, signed).await
}

fn challenge(desk: &Desk) -> String {
    desk.people.challenge(None).unwrap()
}

/// Whether this log-in is all the way in, its second factor just shown.
async fn is_in(desk: &Desk, token: &Token) -> bool {
    let person = desk.person(token).await;
    !person.half_way() && person.is_fresh(desk.clock.now())
}

both_databases!(a_passkey_opens_by_itself_and_as_a_second_factor, |store| {
    let desk = Desk::of(store);
    let owner = desk.admin().await.token;
    let key = add(&desk, &owner).await;
    let token = enter(&desk, &form(key.signed(&challenge(&desk)))).await.unwrap();
    assert!(is_in(&desk, &token).await);
    desk.pass(601);
    let person = desk.person(&token).await;
    assert!(!person.is_fresh(desk.clock.now()));
    let asked = desk.people.challenge(Some(&person)).unwrap();
    let again = desk.people.show_passkey(&party(), &person, &form(key.signed(&asked))).await.unwrap();
    assert!(is_in(&desk, &again).await && desk.people.person(&token.reveal()).await.unwrap().is_none());
    let half = desk.half_way().await;
    let asked = desk.people.challenge(Some(&half)).unwrap();
    let token = desk.people.show_passkey(&party(), &half, &form(key.signed(&asked))).await.unwrap();
    assert!(is_in(&desk, &token).await);
});

both_databases!(the_owner_enters_by_passkey_while_the_name_is_guessed_at, |store| {
    let desk = Desk::of(store);
    let owner = desk.admin().await.token;
    let key = add(&desk, &owner).await;
    for _ in 0..40 {
        desk.log_in("Quản Trị", "câu đoán sai nào đó", "000000").await.unwrap_err();
    }
    desk.log_in("Quản Trị", PASSWORD, "").await.unwrap_err();
    let before = desk.people.passwords.looked_at();
    assert!(is_in(&desk, &enter(&desk, &form(key.signed(&challenge(&desk)))).await.unwrap()).await);
    assert!(desk.log_in("Quản Trị", PASSWORD, "").await.is_err(), "and guessing goes no faster for it");
    assert_eq!(desk.people.passwords.looked_at(), before);
});

both_databases!(a_challenge_is_answered_once_in_time_and_by_the_browser_that_asked, |store| {
    let (desk, elsewhere) = (Desk::of(store), Desk::of(store));
    let owner = desk.admin().await.token;
    let key = add(&desk, &owner).await;
    let signed: Signed = form(key.signed(&challenge(&desk)));
    enter(&desk, &signed).await.unwrap();
    for again in [&desk, &elsewhere] {
        assert!(matches!(enter(again, &signed).await, Err(PeopleError::Wrong)), "replayed");
    }
    let asked = challenge(&desk);
    enter(&elsewhere, &form(key.signed(&asked))).await.expect("asked on one node, answered on another");

    // Of many at once, one gets in.
    let signed: Signed = form(key.signed(&challenge(&desk)));
    let go = |_| {
        let (people, signed) = (desk.people.clone(), signed.clone());
        tokio::spawn(async move { people.log_in_with_passkey(&party(), None, &signed).await.is_ok() })
    };
    let mut entered = 0;
    for one in (0..8).map(go).collect::<Vec<_>>() {
        entered += u32::from(one.await.unwrap());
    }
    assert_eq!(entered, 1);

    let late = challenge(&desk);
    desk.pass(5 * 60);
    assert!(enter(&desk, &form(key.signed(&late))).await.is_err(), "five minutes are over");
    let of_owner = desk.people.challenge(Some(&desk.person(&owner).await)).unwrap();
    assert!(enter(&desk, &form(key.signed(&of_owner))).await.is_err(), "asked within a log-in");
    let person = desk.person(&owner).await;
    for other in [challenge(&desk), String::new(), "AAAA".to_owned(), "A".repeat(75)] {
        let shown = desk.people.show_passkey(&party(), &person, &form(key.signed(&other))).await;
        assert!(matches!(shown, Err(PeopleError::Wrong)), "{other}");
    }
    desk.pass(5 * 60);
    desk.people.tidy().await.unwrap();
    let left = store.db.read().peek("SELECT CAST(COUNT(*) AS TEXT) FROM spent_challenge", args![]).await.unwrap();
    assert_eq!(left[0].get::<String>(0).unwrap(), "0");
});

both_databases!(what_was_signed_elsewhere_or_without_the_owner_opens_nothing, |store| {
    let desk = Desk::of(store);
    let owner = desk.admin().await.token;
    let mut key = add(&desk, &owner).await;
    let user = key.user.clone();
    type Bend = fn(&mut SoftKey);
    let bends: [(&str, Bend); 11] = [
        ("another origin", |key| key.origin = "https://tin.example.evil.example".into()),
        ("below the site", |key| key.origin = "https://evil.tin.example".into()),
        ("another port", |key| key.origin = "https://tin.example:8443".into()),
        ("plain http", |key| key.origin = "http://tin.example".into()),
        ("within another page", |key| key.framed = true),
        ("for another site", |key| key.site = "evil.example".into()),
        ("nobody there", |key| key.flags = 4),
        ("not made sure of", |key| key.flags = 1),
        ("copied, but may not be", |key| key.flags = 1 | 4 | 16),
        ("for somebody else", |key| key.user = vec![7; 16]),
        ("another key", |key| key.key = KeyPair::generate().unwrap()),
    ];
    for (what, bend) in bends {
        let mut bent = SoftKey {
            key: KeyPair::from_pem(&key.key.serialize_pem()).unwrap(),
            id: key.id.clone(),
            ..SoftKey::at(SITE, &user)
        };
        bend(&mut bent);
        let refused = enter(&desk, &form(bent.signed(&challenge(&desk)))).await;
        assert!(matches!(refused, Err(PeopleError::Wrong)), "{what}");
    }
    let made: Signed = form(key.signed_as("webauthn.create", &challenge(&desk)));
    assert!(enter(&desk, &made).await.is_err(), "made for adding");
    let good: Signed = form(key.signed(&challenge(&desk)));
    for bent in [
        Signed { user: String::new(), ..good.clone() },
        Signed { signature: good.client.clone(), ..good.clone() },
        Signed { device: "AAAA".into(), ..good.clone() },
        Signed { client: "e30".into(), ..good.clone() },
        Signed { id: good.user.clone(), ..good.clone() },
        Signed { id: "=".into(), ..good.clone() },
        Signed::default(),
    ] {
        assert!(matches!(enter(&desk, &bent).await, Err(PeopleError::Wrong)), "{bent:?}");
    }
    enter(&desk, &good).await.expect("nothing of this was used up");
    key.flags |= 8 | 16;
    enter(&desk, &form(key.signed(&challenge(&desk)))).await.expect("one that a password manager carries about");
});

both_databases!(a_count_that_does_not_grow_is_refused, |store| {
    let desk = Desk::of(store);
    let owner = desk.admin().await.token;
    let mut key = add(&desk, &owner).await;
    for (count, opens) in
        [(0, true), (0, true), (5, true), (5, false), (4, false), (0, false), (6, true), (u32::MAX, true)]
    {
        key.count = count;
        let entered = enter(&desk, &form(key.signed(&challenge(&desk)))).await;
        assert_eq!(entered.is_ok(), opens, "{count}");
    }
});

both_databases!(the_passkey_of_another_editor_or_of_one_who_left_opens_nothing, |store| {
    let desk = Desk::of(store);
    let boss = desk.admin().await.token;
    let editor = desk.colleague(&boss, "Hai", Role::Editor).await.token;
    let (boss_key, key) = (add(&desk, &boss).await, add(&desk, &editor).await);
    let (one, two) = (desk.person(&boss).await, desk.person(&editor).await);
    let asked = desk.people.challenge(Some(&one)).unwrap();
    let shown = desk.people.show_passkey(&party(), &one, &form(key.signed(&asked))).await;
    assert!(matches!(shown, Err(PeopleError::Wrong)));
    let removed = desk.people.remove_passkey(&one, &id(&desk, &two).await).await;
    assert!(matches!(removed, Err(PeopleError::Missing(_))));
    let asked = desk.people.challenge(Some(&two)).unwrap();
    let stolen = SoftKey { user: key.user.clone(), ..boss_key };
    let added = desk.people.add_passkey(&party(), &two, "Trùng", &form(stolen.made(&asked))).await;
    assert!(matches!(added, Err(PeopleError::Passkey(Unsound::Taken))), "{added:?}");
    desk.people.set_active(&one, two.editor.id, false).await.unwrap();
    assert!(enter(&desk, &form(key.signed(&challenge(&desk)))).await.is_err());
});

async fn id(desk: &Desk, person: &Person) -> String {
    desk.people.passkeys(person).await.unwrap().remove(0).id
}

both_databases!(adding_and_removing_take_a_fresh_factor_and_are_written_down, |store| {
    let desk = Desk::of(store);
    let owner = desk.admin().await.token;
    let key = add(&desk, &owner).await;
    let other = enter(&desk, &form(key.signed(&challenge(&desk)))).await.unwrap();
    desk.pass(601);
    let person = desk.person(&owner).await;
    let asked = desk.people.challenge(Some(&person)).unwrap();
    let second = SoftKey::at(SITE, &key.user);
    let made: Made = form(second.made(&asked));
    let stale = desk.people.add_passkey(&party(), &person, "Hai", &made).await;
    assert!(matches!(stale, Err(PeopleError::NotFresh)));
    let own = id(&desk, &person).await;
    assert!(matches!(desk.people.remove_passkey(&person, &own).await, Err(PeopleError::NotFresh)));

    let fresh = desk.people.show_passkey(&party(), &person, &form(key.signed(&asked))).await.unwrap();
    let person = desk.person(&fresh).await;
    let old = desk.people.add_passkey(&party(), &person, "Hai", &made).await;
    assert!(matches!(old, Err(PeopleError::Passkey(Unsound::Challenge))), "asked within the log-in before");
    let asked = desk.people.challenge(Some(&person)).unwrap();
    for (what, made) in [
        ("unknown key", Made { key: "AAAA".into(), ..form(second.made(&asked)) }),
        ("no passkey", Made { device: form::<Signed>(second.signed(&asked)).device, ..form(second.made(&asked)) }),
        (
            "elsewhere",
            form(SoftKey { origin: "https://evil.example".into(), ..SoftKey::at(SITE, &key.user) }.made(&asked)),
        ),
    ] {
        let refused = desk.people.add_passkey(&party(), &person, "Hai", &made).await;
        assert!(matches!(refused, Err(PeopleError::Passkey(_))), "{what}");
    }
    let unnamed = desk.people.add_passkey(&party(), &person, " ", &form(second.made(&asked))).await;
    assert!(matches!(unnamed, Err(PeopleError::Name(_))));

    desk.people.remove_passkey(&person, &own).await.unwrap();
    assert!(desk.people.passkeys(&person).await.unwrap().is_empty());
    assert!(desk.people.person(&other.reveal()).await.unwrap().is_none(), "every other log-in ended");
    assert!(enter(&desk, &form(key.signed(&challenge(&desk)))).await.is_err());
    assert!(desk.people.has_factor(&person).await.unwrap(), "the phone stays");
    assert_eq!(acts(store).await, ["editor.passkey_added", "editor.passkey_removed"]);
});

async fn acts(store: &TestStore) -> Vec<String> {
    let all = audit::entries(&mut store.db.read(), 0, 100).await.unwrap();
    let acts = all.iter().map(|(entry, _)| entry.act.as_str().to_owned());
    acts.filter(|act| act.starts_with("editor.passkey")).collect()
}

both_databases!(a_new_link_ends_every_passkey, |store| {
    let desk = Desk::of(store);
    let owner = desk.admin().await.token;
    let key = add(&desk, &owner).await;
    let (_, link) = desk.people.link_for("Quản Trị").await.unwrap();
    enter(&desk, &form(key.signed(&challenge(&desk)))).await.expect("until the link is used");
    let entrant = desk.enter(&link, "").await;
    assert!(enter(&desk, &form(key.signed(&challenge(&desk)))).await.is_err());
    assert!(desk.people.passkeys(&desk.person(&entrant.token).await).await.unwrap().is_empty());
});

#[test]
fn passkeys_need_an_encrypted_address_with_a_name() {
    for (address, id) in [
        ("https://tin.example", "tin.example"),
        ("https://tin.example:8443", "tin.example"),
        ("http://localhost:8080", "localhost"),
        ("https://kiểmtin.vn", "xn--kimtin-qj8b.vn"),
    ] {
        assert_eq!(Party::at(address).map(|party| party.id().to_owned()).as_deref(), Some(id), "{address}");
    }
    for none in ["http://tin.example", "http://127.0.0.1:8080", "https://[::1]", "https://203.0.113.9", "tin", ""] {
        assert_eq!(Party::at(none), None, "{none}");
    }
}

/// Of `openssl genrsa 2048`.
const RSA_KEY: &str = "MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAtwMS04nEOobh_wU3cLgpPOuhzGTzmKuHo4NjnXuB6kVW1-vHIQ5ASpqh\
    h5a58aOqBNTjsbetYXwrHrnoFM0NYeGuoXn-1-OPFOxWZQBQLNHXyyKQc4s0TM5kb6BtO4fARM5LEURhWTGZlvJ7-R8jnC8NeW-I\
    P9GbJEDsso65ODvh6TJjV3-QmPy5JUKofV150b5E2WsliDon9qRvzV6cPhFsBKdgk4CqbixOZlWe5DnNO0gdPXRWr2NdbMn0Qypg\
    eTGSCctVB_V0u0E6Xb_qCupYnEcfErLLoRb1Y_XOsFuJUx74z9XqvZ6iJGWf_h_2v-QjpTuJ2OJdKecUS0T85QIDAQAB";
/// By it, of `a message`.
const RSA_SIGNATURE: &str = "MOU7emHweOq7M0pFKA0uyWDC77Kyk9M5mWymQ3nkkNYBbpWLlwEf_aDXlEahorAiPW4J0_eX5kbFId5KR4wFlU6VCDCMTtyL0R9z\
    MZIHqBGmf0t49m8KFK5O4VaCG-UW0tSnIK5zknbozK0nb1ddrBtD7_6L3k-N95yHJAqwZHNCobVawqCP865W_lTLMPb6wWiQs7Ut\
    PtB0_LxlrkiWiJyQZHoJu3kf3ZUmfq7ADng1CxF1JYduFlctZOe4lmtfBYpdAhqWf27xIscRiFk8l-UcPZP99GUH5xWDR26kkkFg\
    szOAoYk6x2yMQLcCz0VED4C_uz8kLrdRmYw_LDiCOA";

#[test]
fn keys_of_three_kinds_sign() {
    use rcgen::{PublicKeyData as _, SigningKey as _};
    let message = b"a message".as_slice();
    let own = |key: KeyPair| (key.subject_public_key_info(), key.sign(message).unwrap());
    let rsa = (from_base64(RSA_KEY).unwrap(), from_base64(RSA_SIGNATURE).unwrap());
    for (key, signature) in [own(KeyPair::generate().unwrap()), own(KeyPair::generate_for(&PKCS_ED25519).unwrap()), rsa]
    {
        verify(&key, message, &signature).unwrap();
        assert!(matches!(verify(&key, b"another", &signature), Err(Unsound::Signature)));
        assert!(matches!(verify(&key[1..], message, &signature), Err(Unsound::Key)));
    }
    let other = KeyPair::generate_for(&rcgen::PKCS_ECDSA_P384_SHA384).unwrap().subject_public_key_info();
    assert!(matches!(verify(&other, message, &[]), Err(Unsound::Key)), "a kind that we did not ask for");
}
