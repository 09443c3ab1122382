//! Who changes what, what is refused, and how far a change reaches.

use thuchu_model::{Languages, Role, Secret, Token};
use thuchu_store::sealing::Keys;
use thuchu_testkit::{FixedClock, SeededChance, TestStore, both_databases, noon};

use super::*;
use crate::people::People;

struct House {
    settings: Settings,
    people: People,
    clock: Arc<FixedClock>,
    admin: Token,
}

const BOX: &str = "[[box]]\nname = \"tin\"\ntitle = { vi = \"Thông báo\", en = \"Notices\" }\n\
    url = \"https://xa.example/rss\"\nsource = { name = \"UBND xã A\" }\nfeed = { most = 5 }";
const PASSWORD: &str = "con mèo leo cây cau";

async fn come_in(people: &People, clock: &FixedClock, link: &Token, name: &str) -> Token {
    use thuchu_model::Clock as _;
    let half = people.use_link(&link.reveal(), name, &Secret::new(PASSWORD.to_owned())).await.unwrap();
    let person = people.person(&half.reveal()).await.unwrap().unwrap();
    let code = people.pending(&person).unwrap().unwrap().code(clock.now().micros() / 30_000_000);
    people.confirm_factor(&person, &Secret::new(code)).await.unwrap().0
}

async fn house(store: &TestStore) -> House {
    let keys = Keys::in_folder(&store.data.path().join("keys")).unwrap();
    let (clock, chance) = (Arc::new(FixedClock::at(noon())), Arc::new(SeededChance::another()));
    let people = People::new(store.db.clone(), keys.clone(), clock.clone(), chance.clone()).unwrap();
    let link = people.set_up_link().await.unwrap().unwrap();
    let admin = come_in(&people, &clock, &link, "Quản Trị").await;
    let desk = Desk {
        db: store.db.clone(),
        blobs: store.blobs(),
        keys,
        clock: clock.clone(),
        chance,
        utc_offset_minutes: 420,
    };
    House { settings: Settings::new(desk), people, clock, admin }
}

impl House {
    async fn person(&self, token: &Token) -> Person {
        self.people.person(&token.reveal()).await.unwrap().unwrap()
    }

    /// Changes these fields of a part, as the admin; the others stay.
    async fn set(&self, section: Section, fields: &[(&str, &str)]) -> Result<(), SettingsError> {
        self.settings.refresh().await.unwrap();
        let now = self.settings.current();
        let mut typed = section.shown(&now);
        typed.extend(fields.iter().map(|(field, value)| ((*field).to_owned(), (*value).to_owned())));
        // A moment later, so that a later change is told from an earlier one.
        self.clock.set(noon().plus_seconds(now.version.max(0) + 1));
        self.settings.change(&self.person(&self.admin).await, section, &typed, now.seen(section)).await
    }

    fn in_force(&self) -> DeskSettings {
        self.settings.current().settings.clone()
    }
}

fn refused(outcome: Result<(), SettingsError>) -> Vec<&'static str> {
    match outcome {
        Err(SettingsError::Refused(refused)) => refused.into_iter().map(|one| one.field).collect(),
        other => panic!("{other:?}"),
    }
}

both_databases!(every_part_can_be_changed_and_taken_back, |store| {
    let house = house(store).await;
    let scale =
        "id = \"own\"\nversion = 1\n[[rating]]\nkey = \"sai\"\nvalue = 1\nlabel = { vi = \"Sai\", en = \"Wrong\" }\n";
    let changes: [(Section, &[(&str, &str)]); 10] = [
        (Section::Name, &[("name_vi", "Bàn  Tin\u{202e} Thật"), ("contact_en", "desk@tin.example")]),
        (Section::Look, &[("light", "#7a1f00"), ("dark", "")]),
        (Section::Texts, &[("languages", "vi"), ("licence", "")]),
        (Section::Scale, &[("scale_text", scale)]),
        (Section::Matching, &[("answer", "0,7")]),
        (Section::Retention, &[("message_answered", "10")]),
        (Section::Method, &[("text_vi", "## Cách làm\r\n\r\nHai người.")]),
        (Section::Funding, &[("text_en", "Nobody pays.")]),
        (Section::Counting, &[("counting", "views")]),
        (Section::Boxes, &[("boxes", BOX)]),
    ];
    assert_eq!(changes.map(|(section, _)| section), Section::ALL);
    for (section, fields) in changes {
        let before = house.in_force();
        assert!(!house.settings.current().is_undoable(section));
        house.set(section, fields).await.unwrap();
        let after = house.in_force();
        assert_ne!(after, before, "{section:?}");
        let admin = house.person(&house.admin).await;
        house.settings.undo(&admin, section).await.unwrap();
        let DeskSettings { scales, .. } = house.in_force();
        assert_eq!(DeskSettings { scales, ..before.clone() }, house.in_force(), "{section:?}");
        house.settings.undo(&admin, section).await.unwrap();
        assert_eq!(house.in_force(), after, "taken back once more, it is there again");
    }
    let settings = house.in_force();
    assert_eq!(settings.name.vi, "Bàn Tin Thật", "nothing hides in it");
    assert_eq!((settings.languages, settings.licence.as_str()), (Languages::Vi, ""));
    assert_eq!((settings.retention.message_answered, settings.retention.message_unanswered), (10, 180));
    assert_eq!(settings.method.vi, "## Cách làm\n\nHai người.");
    assert_eq!(house.settings.current().scale.name.id.as_str(), "own");
    assert!(audit::verify(&mut store.db.read(), &[]).await.unwrap().1.is_none());
    let details = store.db.read().peek("SELECT detail FROM audit_entry WHERE act = 'settings.changed'", vec![]).await;
    let details: Vec<String> = details.unwrap().iter().map(|row| row.get(0).unwrap()).collect();
    assert_eq!(details.len(), 30);
    assert!(details[0].contains("desk.name") && details.iter().all(|detail| !detail.contains("Tin Thật")));
});

both_databases!(what_cannot_be_used_is_refused_field_by_field_and_changes_nothing, |store| {
    let house = house(store).await;
    let long = "x".repeat(301);
    for (section, fields, wrong) in [
        (
            Section::Name,
            &[("name_en", long.as_str()), ("contact_vi", long.as_str())][..],
            &["name_en", "contact_vi"][..],
        ),
        (Section::Look, &[("light", "#ffcf24")], &["light"]),
        (Section::Look, &[("light", "#2b3f9e"), ("dark", "#2b3f9e")], &["dark"]),
        (Section::Look, &[("light", "blue")], &["light"]),
        (Section::Look, &[("logo", "3c737667")], &["logo"]),
        (Section::Texts, &[("languages", "fr"), ("licence", "javascript:alert(1)")], &["languages", "licence"]),
        (Section::Scale, &[("scale", "own 9")], &["scale"]),
        (Section::Scale, &[("scale_text", "id = 1")], &["scale_text"]),
        (Section::Matching, &[("answer", "NaN")], &["answer"]),
        (Section::Matching, &[("answer", "0.2"), ("suggest", "0.5")], &["answer"]),
        (Section::Matching, &[("answer", "58")], &["answer"]),
        (
            Section::Retention,
            &[("address_answered", "8"), ("receipt_answered", "0")],
            &["address_answered", "receipt_answered"],
        ),
        (Section::Retention, &[("draft_history", "-1")], &["draft_history"]),
    ] {
        assert_eq!(refused(house.set(section, fields).await), wrong, "{fields:?}");
    }
    assert_eq!(house.in_force(), DeskSettings::default());
    assert!(matches!(house.set(Section::Name, &[]).await, Err(SettingsError::Same)));
});

both_databases!(a_scale_that_checks_were_rated_on_never_changes, |store| {
    let house = house(store).await;
    let scale = |label: &str| {
        format!(
            "id = \"own\"\nversion = 1\n[[rating]]\nkey = \"sai\"\nlabel = {{ vi = \"{label}\", en = \"Wrong\" }}\n"
        )
    };
    house.set(Section::Scale, &[("scale_text", &scale("Sai"))]).await.unwrap();
    assert_eq!(refused(house.set(Section::Scale, &[("scale_text", &scale("Đúng"))]).await), ["scale_text"]);
    let built_in = RatingScale::built_in();
    house.set(Section::Scale, &[("scale", &format!("{} {}", built_in.name.id, built_in.name.version))]).await.unwrap();
    let now = house.settings.current();
    assert_eq!((&now.scale, now.scales.len()), (&built_in, 2), "the built-in one can always be chosen again");
});

both_databases!(only_an_admin_with_a_fresh_factor_changes_settings, |store| {
    let house = house(store).await;
    let admin = house.person(&house.admin).await;
    let typed = Typed::from([("answer".to_owned(), "0.7".to_owned())]);
    for role in Role::ALL.into_iter().filter(|role| *role != Role::Admin) {
        let (_, link) = house.people.invite(&admin, role.as_str(), role).await.unwrap();
        let other = house.person(&come_in(&house.people, &house.clock, &link, "").await).await;
        let tried = house.settings.change(&other, Section::Matching, &typed, 0).await;
        assert!(matches!(tried, Err(SettingsError::NotAllowed)), "{role:?} {tried:?}");
        assert!(matches!(house.settings.undo(&other, Section::Matching).await, Err(SettingsError::NotAllowed)));
    }
    house.clock.set(noon().plus_seconds(601));
    let tried = house.settings.change(&admin, Section::Matching, &typed, 0).await;
    assert!(matches!(tried, Err(SettingsError::NotFresh)), "{tried:?}");
});

both_databases!(of_two_admins_who_saw_the_same_the_later_one_is_told, |store| {
    let house = house(store).await;
    let admin = house.person(&house.admin).await;
    let typed = |word: &str| {
        Typed::from([("answer", word), ("suggest", "0.3")].map(|(field, word)| (field.to_owned(), word.to_owned())))
    };
    let (higher, lower) = (typed("0.8"), typed("0.7"));
    let (one, two) = tokio::join!(
        house.settings.change(&admin, Section::Matching, &higher, 0),
        house.settings.change(&admin, Section::Matching, &higher, 0)
    );
    assert_eq!([&one, &two].into_iter().filter(|outcome| outcome.is_ok()).count(), 1, "{one:?} {two:?}");
    let late = house.settings.change(&admin, Section::Matching, &lower, 0).await;
    assert!(matches!(late, Err(SettingsError::Meanwhile)), "{late:?}");
});

both_databases!(every_node_and_its_matcher_follow, |store| {
    let house = house(store).await;
    let other = Settings::new(house.settings.desk.clone());
    assert!(other.refresh().await.unwrap() && !other.refresh().await.unwrap());
    let heard = Arc::new(Mutex::new(Vec::new()));
    let hears = heard.clone();
    other.listen(move |now| hears.lock().unwrap().push(now.settings.thresholds.map(|used| used.answer)));
    house.set(Section::Matching, &[("answer", "0.7"), ("suggest", "0.3")]).await.unwrap();
    assert!(other.refresh().await.unwrap());
    assert_eq!(*heard.lock().unwrap(), [None, Some(0.7)]);
    let matcher = crate::matching::Matcher::load(&store.db).await.unwrap();
    assert!((matcher.worth_showing() - 0.3).abs() < 1e-6);
});
