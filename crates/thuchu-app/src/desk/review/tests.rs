//! Rules of writing together, on both databases.

use std::sync::Arc;

use thuchu_model::draft::MOST_CHARS;
use thuchu_model::{
    Appearance, Approval, ClusterId, Day, DraftContent, Editor, Lang, NotReady, Place, ReviewId, ReviewState, Role,
    Seen, TextField, Timestamp,
};
use thuchu_store::sealing::Keys;
use thuchu_store::{args, editors, reviews};
use thuchu_testkit::{
    FixedClock, SeededChance, TestStore, both_databases, draft_content, editor, evidence, noon, staff,
};

use super::{ReviewError, Reviews, ShelfOf, Unfit};
use crate::Desk;

/// A desk with its editors, and its clock.
struct Room {
    reviews: Reviews,
    desk: Desk,
    clock: Arc<FixedClock>,
}

impl Room {
    async fn of(store: &TestStore) -> Self {
        staff(&store.db, store.data.path()).await;
        let clock = Arc::new(FixedClock::at(noon()));
        let keys = Keys::in_folder(&store.data.path().join("keys")).unwrap();
        let chance = Arc::new(SeededChance::another());
        let desk = Desk {
            db: store.db.clone(),
            blobs: store.blobs(),
            keys,
            clock: clock.clone(),
            chance,
            utc_offset_minutes: 420,
        };
        Self { reviews: Reviews::new(desk.clone()), desk, clock }
    }

    async fn begin(&self) -> ReviewId {
        self.reviews.begin(editor(1).id, "Chanh chữa cúm", &Lang::vi(), &[]).await.unwrap()
    }

    async fn save(&self, by: u8, id: ReviewId, base: u32, content: &DraftContent) -> Result<u32, ReviewError> {
        self.reviews.save(editor(by).id, id, base, content).await.map(|saved| saved.revision)
    }

    async fn stands(&self, id: ReviewId) -> super::Opened {
        self.reviews.open(id).await.unwrap()
    }

    /// What the work on copies does, without another revision: nobody writes these.
    async fn copied(&self, store: &TestStore, id: ReviewId) {
        let mut content = self.stands(id).await.draft.draft.content;
        content.evidence.iter_mut().for_each(|source| source.snapshot = evidence().snapshot);
        let mut tx = store.db.begin().await.unwrap();
        for sql in [
            "UPDATE draft SET content = $1 WHERE review_id = $2",
            "UPDATE draft_history SET content = $1 WHERE review_id = $2",
        ] {
            tx.tamper(sql, args![content.canonical(), id]).await.unwrap();
        }
        tx.commit().await.unwrap();
    }

    /// A complete draft, written by editor 1 and submitted.
    async fn submitted(&self, store: &TestStore) -> ReviewId {
        let id = self.begin().await;
        self.save(1, id, 1, &draft_content()).await.unwrap();
        self.copied(store, id).await;
        self.reviews.submit(editor(1).id, id).await.unwrap();
        id
    }

    /// Editor 2 approves it for later.
    async fn approve(&self, id: ReviewId) {
        let mut tx = self.desk.db.begin().await.unwrap();
        let review = reviews::get(&mut tx, id).await.unwrap().unwrap();
        let revision = reviews::draft(&mut tx, id).await.unwrap().unwrap().draft.revision;
        let approval = Approval { review: id, revision, approved_by: editor(2).id, at: noon() };
        reviews::approve(&mut tx, &approval).await.unwrap();
        reviews::store_step(&mut tx, &review, &review.step(ReviewState::Approved).unwrap(), noon()).await.unwrap();
        tx.commit().await.unwrap();
    }
}

fn but(of: &DraftContent, change: impl FnOnce(&mut DraftContent)) -> DraftContent {
    let mut changed = of.clone();
    change(&mut changed);
    changed
}

both_databases!(two_who_write_in_different_places_lose_nothing, |store| {
    let room = Room::of(store).await;
    let id = room.begin().await;
    let base = room.stands(id).await.draft.draft.content;
    let (title, body) = (but(&base, |of| of.text.title = "T".into()), but(&base, |of| of.text.body = "B".into()));
    assert_eq!(room.save(1, id, 1, &title).await.unwrap(), 2);
    let second = room.reviews.save(editor(2).id, id, 1, &body).await.unwrap();
    assert!(second.merged && second.revision == 3);
    let stands = room.stands(id).await;
    let content = &stands.draft.draft.content;
    assert_eq!((&*content.text.title, &*content.text.body), ("T", "B"));
    assert!(stands.has_hand(editor(1).id) && stands.has_hand(editor(2).id));
});

both_databases!(the_same_place_is_refused_with_both_texts_and_a_second_save_decides, |store| {
    let room = Room::of(store).await;
    let id = room.begin().await;
    let base = room.stands(id).await.draft.draft.content;
    room.save(2, id, 1, &but(&base, |of| of.text.title = "Của người kia".into())).await.unwrap();
    let mine = but(&base, |of| of.text.title = "Của tôi".into());
    let Err(ReviewError::Clash(clash)) = room.save(1, id, 1, &mine).await else { panic!("a clash") };
    assert_eq!(clash.places, [Place::Text(Lang::vi(), TextField::Title)]);
    assert_eq!((&*clash.theirs.text.title, &*clash.with_mine.text.title), ("Của người kia", "Của tôi"));
    assert_eq!(clash.by.map(|by| by.id), Some(editor(2).id));
    assert_eq!(room.stands(id).await.draft.draft.revision, 2, "nothing was saved");
    assert_eq!(room.save(1, id, clash.revision, &clash.with_mine).await.unwrap(), 3);
});

both_databases!(many_tabs_that_save_at_once_all_find_their_words_again, |store| {
    let room = Room::of(store).await;
    let id = room.begin().await;
    let base = room.stands(id).await.draft.draft.content;
    let typed = |field: TextField| but(&base, |of| field.as_str().clone_into(of.text.get_mut(field)));
    let texts = TextField::ALL.map(typed);
    let (a, b, c, d) = tokio::join!(
        room.save(1, id, 1, &texts[1]),
        room.save(2, id, 1, &texts[2]),
        room.save(3, id, 1, &texts[3]),
        room.save(4, id, 1, &texts[4])
    );
    for saved in [a, b, c, d] {
        saved.unwrap();
    }
    let text = room.stands(id).await.draft.draft.content.text;
    for field in &TextField::ALL[1..] {
        assert_eq!(text.get(*field), field.as_str());
    }
});

both_databases!(who_only_looked_may_still_approve, |store| {
    let room = Room::of(store).await;
    let id = room.submitted(store).await;
    let stands = room.stands(id).await;
    let (revision, content) = (stands.draft.draft.revision, stands.draft.draft.content);
    assert_eq!(room.save(2, id, revision, &content).await.unwrap(), revision, "nothing changed, nothing saved");
    let after = room.stands(id).await;
    assert_eq!(after.review.state, ReviewState::InReview);
    assert!(!after.has_hand(editor(2).id));
});

both_databases!(any_change_voids_an_approval_and_leads_back_to_the_draft, |store| {
    let room = Room::of(store).await;
    let id = room.submitted(store).await;
    room.approve(id).await;
    let stands = room.stands(id).await;
    let changed = but(&stands.draft.draft.content, |of| of.text.title = "Khác".into());
    room.save(3, id, stands.draft.draft.revision, &changed).await.unwrap();
    let after = room.stands(id).await;
    assert_eq!((after.review.state, after.draft.approved), (ReviewState::Draft, None));
    assert!(after.has_hand(editor(3).id));
});

both_databases!(what_is_taken_back_or_returned_can_be_approved_again_by_the_same_person, |store| {
    let room = Room::of(store).await;
    let id = room.submitted(store).await;
    room.approve(id).await;
    room.reviews.take_back(editor(1).id, id).await.unwrap();
    assert_eq!(room.stands(id).await.draft.approved, None);
    room.reviews.submit(editor(1).id, id).await.unwrap();
    room.approve(id).await;
    assert!(matches!(room.reviews.give_back(editor(2).id, id, " \n").await, Err(ReviewError::Note)));
    room.reviews.give_back(editor(2).id, id, "Thiếu ngày ban hành").await.unwrap();
    let after = room.stands(id).await;
    assert_eq!((after.review.state, after.notes.len()), (ReviewState::Draft, 1));
    assert_eq!(after.notes[0].text, "Thiếu ngày ban hành");
    assert!(matches!(room.reviews.take_back(editor(1).id, id).await, Err(ReviewError::Step(_))));
});

both_databases!(a_draft_is_submitted_once_the_writer_has_said_everything, |store| {
    let room = Room::of(store).await;
    let id = room.begin().await;
    let Err(ReviewError::NotReady(open)) = room.reviews.submit(editor(1).id, id).await else { panic!("not ready") };
    assert!(open.contains(&NotReady::NoEvidence { review: id }) && open.contains(&NotReady::NoRating { review: id }));
    room.save(1, id, 1, &draft_content()).await.unwrap();
    room.copied(store, id).await;
    room.reviews.submit(editor(1).id, id).await.unwrap();
    assert!(matches!(room.reviews.submit(editor(1).id, id).await, Err(ReviewError::Step(_))));
});

both_databases!(no_private_persons_page_and_nothing_endless_is_kept, |store| {
    let room = Room::of(store).await;
    let id = room.begin().await;
    let base = room.stands(id).await.draft.draft.content;
    let page = |url: &str| but(&base, |of| of.seen = Seen::Publicly(vec![Appearance::Page(url.into())]));
    for (url, wanted) in [
        ("https://www.facebook.com/nguyen.an.77", Unfit::Social(Place::Seen)),
        ("https://zalo.me/0912345678", Unfit::Social(Place::Seen)),
        ("javascript:alert(1)", Unfit::NoAddress(Place::Seen)),
    ] {
        let Err(ReviewError::Unfit(found)) = room.save(1, id, 1, &page(url)).await else { panic!("{url} is kept") };
        assert_eq!(found, [wanted], "{url}");
    }
    let long = but(&draft_content(), |of| of.evidence[0].quote = Some("x".repeat(MOST_CHARS + 1)));
    assert!(matches!(room.save(1, id, 1, &long).await, Err(ReviewError::Unfit(_))));
    let account = but(&draft_content(), |of| of.evidence[0].url = "https://www.facebook.com/profile.php?id=7".into());
    assert!(matches!(room.save(1, id, 1, &account).await, Err(ReviewError::Unfit(_))));
    assert_eq!(room.stands(id).await.draft.draft.revision, 1);
    assert!(room.save(1, id, 1, &page("https://vnexpress.net/tin-1.html")).await.is_ok());
});

both_databases!(a_licence_of_its_own_is_kept_and_what_is_none_is_not, |store| {
    let room = Room::of(store).await;
    let id = room.begin().await;
    let base = room.stands(id).await.draft.draft.content;
    assert!(base.licence.is_none() && !base.canonical().contains("licence"), "as drafts were before there was one");
    let with = |licence: &str| but(&base, |of| of.licence = Some(licence.into()));
    for (none, wanted) in [
        ("GPL-3.0", Unfit::Licence),
        ("", Unfit::Licence),
        ("javascript:alert(1)", Unfit::Licence),
        ("https://www.facebook.com/profile.php?id=7", Unfit::Account(Place::Licence)),
    ] {
        let Err(ReviewError::Unfit(found)) = room.save(1, id, 1, &with(none)).await else { panic!("{none} is kept") };
        assert_eq!(found, [wanted], "{none}");
    }
    // By another hand, so that the history has it as an entry of its own.
    assert_eq!(room.save(2, id, 1, &with("CC-BY-SA-4.0")).await.unwrap(), 2);
    let history = room.reviews.history(id, None).await.unwrap();
    let newest = history.changes.first().unwrap();
    assert_eq!((newest.places.as_slice(), newest.before.licence.as_deref()), (&[Place::Licence][..], None));
    assert_eq!(room.stands(id).await.draft.draft.content.licence.as_deref(), Some("CC-BY-SA-4.0"));
    assert_eq!(room.save(1, id, 2, &base).await.unwrap(), 3, "the desk's again");
    assert_eq!(room.stands(id).await.draft.draft.content.licence, None);
});

both_databases!(an_approval_is_of_the_licence_too, |store| {
    let room = Room::of(store).await;
    let id = room.submitted(store).await;
    room.approve(id).await;
    let stands = room.stands(id).await;
    let revision = stands.draft.draft.revision;
    let changed = but(&stands.draft.draft.content, |of| of.licence = Some("CC0-1.0".into()));
    room.save(1, id, revision, &changed).await.unwrap();
    let stands = room.stands(id).await;
    assert_eq!((stands.review.state, stands.draft.approved), (ReviewState::Draft, None));
});

both_databases!(nobody_types_a_copy_of_a_source_or_another_language, |store| {
    let room = Room::of(store).await;
    let id = room.begin().await;
    let forged = DraftContent { lang: Lang::en(), ..draft_content() };
    assert!(forged.evidence[0].snapshot.is_some());
    room.save(1, id, 1, &forged).await.unwrap();
    let content = room.stands(id).await.draft.draft.content;
    assert_eq!((content.lang, content.evidence[0].snapshot), (Lang::vi(), None));
});

both_databases!(roles_are_looked_at_when_the_step_is_taken, |store| {
    let room = Room::of(store).await;
    let id = room.submitted(store).await;
    let auditor = Editor { role: Role::Auditor, active: true, ..editor(3) };
    let mut tx = store.db.begin().await.unwrap();
    editors::update(&mut tx, auditor.id, Role::Auditor, true).await.unwrap();
    editors::update(&mut tx, editor(4).id, Role::Editor, false).await.unwrap();
    editors::update(&mut tx, editor(5).id, Role::Contributor, true).await.unwrap();
    tx.commit().await.unwrap();
    for number in [3, 4] {
        let refused = room.save(number, id, 2, &draft_content()).await;
        assert!(matches!(refused, Err(ReviewError::NotAllowed)), "{number}");
        let given = room.reviews.assign(editor(1).id, id, Some(editor(number).id), None).await;
        assert!(matches!(given, Err(ReviewError::NotAllowed)), "{number}");
    }
    let returned = room.reviews.give_back(editor(5).id, id, "lời").await;
    assert!(matches!(returned, Err(ReviewError::NotAllowed)), "a contributor approves nothing");
    room.reviews.assign(editor(1).id, id, Some(editor(5).id), Day::parse("2026-12-01")).await.unwrap();
    assert_eq!(room.stands(id).await.about.assignee, Some(editor(5).id));
});

/// A cluster as the intake leaves it.
async fn cluster(store: &TestStore, number: u8, wording: &str) -> ClusterId {
    let id = ClusterId::from_bytes([number; 16]);
    let mut tx = store.db.begin().await.unwrap();
    let sql = "INSERT INTO cluster (id, state, opened, lang, topic, wording, shown, demand, recent, revision) \
         VALUES ($1, 'open', '2026-11-20', 'vi', 'health', $2, 1, 12, 0, 1)";
    tx.tamper(sql, args![id, wording]).await.unwrap();
    tx.commit().await.unwrap();
    id
}

both_databases!(a_review_that_begins_from_questions_takes_them_up_once, |store| {
    let room = Room::of(store).await;
    let (one, two) = (cluster(store, 7, "Chanh chữa cúm?").await, cluster(store, 8, "Nước chanh và cúm").await);
    assert_eq!(room.reviews.waiting(&[one, two]).await.unwrap().len(), 2);
    let id = room.reviews.begin(editor(1).id, "Chanh chữa cúm", &Lang::vi(), &[one, two]).await.unwrap();
    let stands = room.stands(id).await;
    assert_eq!(stands.asking.iter().map(|asking| asking.demand).sum::<u64>(), 24);
    assert!(stands.draft.draft.content.topic.is_some(), "its subject comes along");
    assert!(room.reviews.waiting(&[one]).await.unwrap().is_empty());
    let again = room.reviews.begin(editor(2).id, "Khác", &Lang::vi(), &[two]).await;
    assert!(matches!(again, Err(ReviewError::Taken)));
    let count = room.reviews.shelf(ShelfOf::In(ReviewState::Draft), None).await.unwrap();
    assert_eq!((count.listed.len(), count.listed[0].demand), (1, 24), "the refused one left nothing");
});

both_databases!(the_history_shows_who_changed_what_and_gathers_a_sitting, |store| {
    let room = Room::of(store).await;
    let id = room.begin().await;
    let mut content = room.stands(id).await.draft.draft.content;
    let mut revision = 1;
    for minute in 1..=5 {
        room.clock.set(noon().plus_seconds(minute * 60));
        content.text.body.push_str("một câu. ");
        revision = room.save(1, id, revision, &content).await.unwrap();
    }
    content.text.title = "Đầu đề".into();
    room.save(2, id, revision, &content).await.unwrap();
    let found = room.reviews.history(id, None).await.unwrap();
    let seen: Vec<_> = found.changes.iter().map(|change| (change.entry.by, change.places.len())).collect();
    assert_eq!(seen, [(editor(2).id, 1), (editor(1).id, 2)], "one sitting of each");
    assert_eq!(found.changes[0].places, [Place::Text(Lang::vi(), TextField::Title)]);
    // Whoever still writes on a save in between is joined; after a day it is gone, and every difference is shown.
    let early = but(&DraftContent::of("Chanh chữa cúm", Lang::vi()), |of| {
        of.text.body = "một câu. ".into();
        of.text.summary = "Sai.".into();
    });
    revision = room.save(3, id, 2, &early).await.unwrap();
    room.clock.set(noon().plus_days(2));
    content = room.stands(id).await.draft.draft.content;
    content.text.explanation = "Vì".into();
    room.save(1, id, revision, &content).await.unwrap();
    let stale = room.save(4, id, 3, &early).await;
    assert!(matches!(&stale, Err(ReviewError::Clash(clash)) if clash.places.len() >= 2), "{stale:?}");
});

both_databases!(lists_are_paged_without_gaps_and_know_whom_they_are_for, |store| {
    let room = Room::of(store).await;
    let mut all = Vec::new();
    for number in 0..65 {
        // Several of the same moment.
        room.clock.set(Timestamp::from_seconds(noon().micros() / 1_000_000 + number / 3));
        all.push(room.begin().await);
    }
    let (mut seen, mut after) = (Vec::new(), None);
    loop {
        let shelf = room.reviews.shelf(ShelfOf::Of(editor(1).id), after).await.unwrap();
        seen.extend(shelf.listed.iter().map(|listed| listed.review.id));
        assert_eq!(shelf.states, [(ReviewState::Draft, 65)]);
        match shelf.next {
            Some(next) => after = Some(next),
            None => break,
        }
    }
    all.sort();
    seen.sort();
    assert_eq!(seen, all);
    let waiting = async |number: u8| {
        let shelf = room.reviews.shelf(ShelfOf::WaitingFor(editor(number).id), None).await.unwrap();
        shelf.listed.len()
    };
    let id = room.submitted(store).await;
    assert_eq!((waiting(1).await, waiting(2).await), (0, 1));
    let of_another = room.reviews.shelf(ShelfOf::Of(editor(2).id), None).await.unwrap();
    assert!(of_another.listed.is_empty());
    room.reviews.assign(editor(1).id, id, Some(editor(2).id), None).await.unwrap();
    assert_eq!(room.reviews.shelf(ShelfOf::Of(editor(2).id), None).await.unwrap().listed.len(), 1);
});
