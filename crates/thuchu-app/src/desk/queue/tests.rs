//! Rules of the queue on both databases.

use std::sync::{Arc, Mutex};

use thuchu_model::{ClosingReason, ClusterId, ClusterState, Day, JobKind, MessageId, PublicId, Role, Topic};
use thuchu_store::queue::{Filter, Order, Shelf};
use thuchu_store::sealing::Keys;
use thuchu_store::{args, audit, checks, editors};
use thuchu_testkit::{
    ClusterSeed, FixedClock, SeededChance, TestStore, both_databases, cluster, editor, incoming, noon,
};

use super::*;

struct Tried<'a> {
    store: &'a TestStore,
    queue: Arc<Queue>,
    keys: Keys,
    clock: Arc<FixedClock>,
    one: EditorId,
    two: EditorId,
}

impl<'a> Tried<'a> {
    async fn of(store: &'a TestStore) -> Self {
        let keys = Keys::in_folder(&store.data.path().join("keys")).unwrap();
        let clock = Arc::new(FixedClock::at(noon()));
        let chance = Arc::new(SeededChance::another());
        let desk = Desk {
            db: store.db.clone(),
            blobs: store.blobs(),
            keys: keys.clone(),
            clock: clock.clone(),
            chance,
            utc_offset_minutes: 420,
        };
        let mut tx = store.db.begin().await.unwrap();
        for number in [1, 2] {
            editors::add(&mut tx, &editor(number)).await.unwrap();
        }
        tx.commit().await.unwrap();
        Self { store, queue: Arc::new(Queue::new(desk)), keys, clock, one: editor(1).id, two: editor(2).id }
    }

    async fn seed(&self, seed: &ClusterSeed<'_>) -> ClusterId {
        cluster(&self.store.db, &self.keys, &self.store.chance, noon(), seed).await
    }

    async fn at(&self, id: ClusterId) -> At {
        (id, self.cluster(id).await.revision)
    }

    async fn cluster(&self, id: ClusterId) -> thuchu_model::Cluster {
        thuchu_store::clusters::get(&mut self.store.db.read(), id).await.unwrap().unwrap()
    }

    async fn check(&self) -> PublicId {
        let publisher = self.store.publisher("kiemtin.vn").await;
        let run = self.store.run().await;
        let check = incoming(&publisher, "https://kiemtin.vn/1", "Lá đu đủ không chữa được ung thư");
        let mut tx = self.store.db.begin().await.unwrap();
        checks::put_batch(&mut tx, run.id, std::slice::from_ref(&check), &self.store.chance, noon()).await.unwrap();
        tx.commit().await.unwrap();
        checks::find(&mut self.store.db.read(), &[check.id]).await.unwrap()[0].check.public_id
    }

    async fn rows(&self, sql: &'static str) -> Vec<String> {
        let rows = self.store.db.read().peek(sql, args![]).await.unwrap();
        rows.iter().map(|row| row.get(0).unwrap()).collect()
    }

    async fn audited(&self, act: &str) -> usize {
        let all = audit::entries(&mut self.store.db.read(), 0, 1_000).await.unwrap();
        all.iter().filter(|(entry, _)| entry.act.as_str() == act).count()
    }

    /// Everything that an act changes, but for what counts how often.
    async fn state(&self) -> Vec<String> {
        let mut all = Vec::new();
        for sql in [
            "SELECT CAST(demand AS TEXT) || '.' || CAST(recent AS TEXT) || state || COALESCE(topic, '') || COALESCE(wording, '') || COALESCE(due, '') || CASE WHEN assignee IS NULL THEN '-' ELSE 'a' END || CASE WHEN check_id IS NULL THEN '-' ELSE 'c' END FROM cluster WHERE state <> 'merged' ORDER BY 1",
            "SELECT CAST(COUNT(*) AS TEXT) || '.' || CAST(COUNT(DISTINCT wording_hash) AS TEXT) FROM message GROUP BY cluster_id ORDER BY 1",
            "SELECT CAST(COUNT(*) AS TEXT) || COALESCE(MIN(answered), '-') FROM receipt GROUP BY cluster_id ORDER BY 1",
            "SELECT CAST(COUNT(*) AS TEXT) || COALESCE(MIN(answered), '-') FROM answer_owed GROUP BY cluster_id ORDER BY 1",
            "SELECT day || CAST(askers AS TEXT) FROM demand JOIN cluster ON cluster.id = demand.cluster_id WHERE state <> 'merged' ORDER BY 1",
            "SELECT payload FROM outbox ORDER BY 1",
        ] {
            all.push(self.rows(sql).await.join("\n"));
        }
        all
    }
}

const THREE: [&str; 3] = ["Lá đu đủ chữa ung thư", "la du du chua ung thu", "Bão số 9 vào Huế"];

both_databases!(each_act_is_undone_exactly, |store| {
    let tried = Tried::of(store).await;
    let (queue, one) = (&tried.queue, tried.one);
    let id = tried.seed(&ClusterSeed { texts: &THREE, waiting: true, ..ClusterSeed::default() }).await;
    let other =
        tried.seed(&ClusterSeed { texts: &["Lá đu đủ?"], askers: 3, waiting: true, ..ClusterSeed::default() }).await;
    let check = tried.check().await;
    let before = tried.state().await;
    let mut undone = 0;
    for act in 0..8 {
        let at = tried.at(id).await;
        let done = match act {
            0 => queue.take(one, at).await,
            1 => queue.assign(one, at, Some(tried.two)).await,
            2 => queue.set_due(one, at, Day::parse("2026-12-01")).await,
            3 => queue.set_topic(one, at, Some(Topic::Health)).await,
            4 => queue.set_wording(one, at, " Lá  đu đủ chữa được ung thư? ").await,
            5 => queue.merge(one, tried.at(other).await, at).await,
            6 => {
                let ways = queue.open(one, id).await.unwrap().ways;
                let storm =
                    ways.iter().find(|way| matches!(&way.words, Words::Asked(text) if text.words.contains("Bão")));
                queue.split(one, at, &[storm.unwrap().hash]).await.map(|(act, _)| act)
            }
            _ => queue.attach(one, at, check).await,
        };
        let done = done.unwrap();
        assert_ne!(tried.state().await, before, "act {act}");
        assert!(matches!(queue.take(tried.two, at).await, Err(QueueError::Meanwhile)), "act {act}: read before it");
        assert_eq!(queue.undo(tried.two, done).await.unwrap(), id);
        assert_eq!(tried.state().await, before, "act {act}");
        assert!(matches!(queue.undo(one, done).await, Err(QueueError::NotLast)), "act {act}: twice");
        undone += 1;
    }
    assert_eq!((undone, tried.audited("cluster.undone").await), (8, 8));
    assert_eq!(audit::verify(&mut store.db.read(), &[]).await.unwrap().1, None);
});

both_databases!(what_waits_goes_with_its_message, |store| {
    let tried = Tried::of(store).await;
    let id = tried.seed(&ClusterSeed { texts: &THREE, waiting: true, ..ClusterSeed::default() }).await;
    let ways = tried.queue.open(tried.one, id).await.unwrap().ways;
    let all: Vec<_> = ways.iter().map(|way| way.hash).collect();
    let split = async |hashes: &[_]| tried.queue.split(tried.one, tried.at(id).await, hashes).await;
    assert!(matches!(split(&[]).await, Err(QueueError::Split)));
    assert!(matches!(split(&all).await, Err(QueueError::Split)));
    let (_, new) = split(&all[..1]).await.unwrap();
    let counts = "SELECT CAST(COUNT(*) AS TEXT) FROM receipt GROUP BY cluster_id ORDER BY 1";
    assert_eq!(tried.rows(counts).await, ["1", "2"]);
    assert_eq!(
        tried.rows("SELECT CAST(COUNT(*) AS TEXT) FROM answer_owed GROUP BY cluster_id ORDER BY 1").await,
        ["1", "2"]
    );
    assert_eq!((tried.cluster(new).await.demand, tried.cluster(id).await.demand), (1, 11));
});

both_databases!(of_a_hundred_acts_at_once_on_one_cluster_one_wins, |store| {
    let tried = Tried::of(store).await;
    let into = tried.at(tried.seed(&ClusterSeed::default()).await).await;
    let from = tried.at(tried.seed(&ClusterSeed { texts: &["khác"], ..ClusterSeed::default() }).await).await;
    let both = [tried.one, tried.two];
    let work = |number: usize| {
        let (queue, by) = (tried.queue.clone(), both[number % 2]);
        tokio::spawn(async move {
            match number % 3 {
                0 => queue.take(by, into).await,
                1 => queue.assign(by, into, Some(by)).await,
                _ => queue.merge(by, from, into).await,
            }
        })
    };
    let mut won = 0;
    for working in (0..100).map(work).collect::<Vec<_>>() {
        match working.await.unwrap() {
            Ok(_) => won += 1,
            Err(QueueError::Meanwhile) => {}
            Err(other) => panic!("{other:?}"),
        }
    }
    assert_eq!((won, tried.rows("SELECT act FROM cluster_act").await.len()), (1, 1));
});

#[derive(Default)]
struct Told(Mutex<Vec<String>>);

impl Regroup for Told {
    fn merged(&self, _: ClusterId, _: ClusterId) {
        self.0.lock().unwrap().push("merged".to_owned());
    }
    fn moved(&self, messages: &[MessageId], _: ClusterId) {
        self.0.lock().unwrap().push(format!("moved {}", messages.len()));
    }
    fn gone(&self, _: ClusterId) {
        self.0.lock().unwrap().push("gone".to_owned());
    }
}

both_databases!(not_checkable_leaves_no_word_and_those_who_wait_are_told, |store| {
    let tried = Tried::of(store).await;
    let told = Arc::new(Told::default());
    tried.queue.followed_by(told.clone());
    let canary = "CHIMBAOTINHIEM";
    let picture = [b"PNGCHIMBAO".as_slice(), &[7; 600]].concat();
    let seed =
        ClusterSeed {
            texts: &[canary, "khác nữa"], waiting: true, picture: Some(&picture), ..ClusterSeed::default()
        };
    let id = tried.seed(&seed).await;
    let part = tried.seed(&ClusterSeed { texts: &["phần"], ..ClusterSeed::default() }).await;
    tried.queue.set_wording(tried.one, tried.at(part).await, &format!("{canary} một phần")).await.unwrap();
    tried.queue.merge(tried.one, tried.at(part).await, tried.at(id).await).await.unwrap();
    tried.queue.set_wording(tried.one, tried.at(id).await, &format!("{canary} viết lại")).await.unwrap();
    tried.queue.set_wording(tried.one, tried.at(id).await, "viết lại nữa").await.unwrap();
    let sealed: Vec<Vec<u8>> = store
        .db
        .read()
        .peek("SELECT sealed FROM message UNION ALL SELECT sealed FROM media", args![])
        .await
        .unwrap()
        .iter()
        .map(|row| row.get(0).unwrap())
        .collect();
    assert_eq!(sealed.len(), 4);
    let closed = tried.queue.close(tried.one, tried.at(id).await, ClosingReason::Opinion).await.unwrap();
    for table in ["SELECT 'x' FROM message", "SELECT 'x' FROM media", "SELECT 'x' FROM blocked"] {
        assert!(tried.rows(table).await.is_empty(), "{table}");
    }
    assert_eq!(
        tried.rows("SELECT month || reason || CAST(clusters AS TEXT) || CAST(messages AS TEXT) FROM closing").await,
        ["2026-11opinion13"]
    );
    assert_eq!(tried.rows("SELECT answered FROM receipt").await, ["2026-11-22"; 2], "receipts stay and say so");
    assert!(
        tried
            .rows("SELECT payload FROM outbox")
            .await
            .iter()
            .all(|text| text.contains("not_checkable") && text.contains("opinion"))
    );
    assert_eq!(tried.rows("SELECT payload FROM outbox").await.len(), 2);
    assert!(matches!(tried.queue.undo(tried.one, closed).await, Err(QueueError::TooLate)));
    assert_eq!(*told.0.lock().unwrap(), ["merged", "gone"]);
    let opened = tried.queue.open(tried.one, id).await.unwrap();
    assert!(opened.row.words == Words::Gone && opened.ways.is_empty() && opened.pictures.is_empty());
    if store.db.engine() == thuchu_store::Engine::Sqlite {
        let holds = |bytes: &[u8], part: &[u8]| bytes.windows(part.len()).any(|window| window == part);
        for file in std::fs::read_dir(store.data.path()).unwrap().flatten().filter(|file| file.path().is_file()) {
            let bytes = std::fs::read(file.path()).unwrap();
            assert!(!holds(&bytes, canary.as_bytes()), "own words in {:?}", file.path());
            for sealed in &sealed {
                assert!(!holds(&bytes, &sealed[40..56]), "a sealed text in {:?}", file.path());
            }
        }
    } else {
        for sql in [
            "SELECT CAST(t AS TEXT) FROM cluster t",
            "SELECT CAST(t AS TEXT) FROM cluster_act t",
            "SELECT detail FROM audit_entry",
        ] {
            assert!(tried.rows(sql).await.iter().all(|text| !text.contains(canary)), "{sql}");
        }
    }
});

both_databases!(what_is_removed_at_once_is_blocked, |store| {
    let tried = Tried::of(store).await;
    let texts = ["một", "hai", "một"];
    let id = tried.seed(&ClusterSeed { texts: &texts, picture: Some(&[1; 100]), ..ClusterSeed::default() }).await;
    tried.queue.remove(tried.one, tried.at(id).await).await.unwrap();
    assert_eq!(tried.cluster(id).await.state, ClusterState::Removed);
    assert_eq!(tried.rows("SELECT kind FROM blocked ORDER BY 1").await, ["picture", "wording", "wording"]);
    assert!(tried.rows("SELECT 'x' FROM message").await.is_empty());
    assert_eq!(tried.audited("cluster.removed").await, 1);
});

both_databases!(an_answer_can_be_taken_back_only_before_it_leaves, |store| {
    let tried = Tried::of(store).await;
    let id = tried.seed(&ClusterSeed { waiting: true, ..ClusterSeed::default() }).await;
    let check = tried.check().await;
    let act = tried.queue.attach(tried.one, tried.at(id).await, check).await.unwrap();
    let topic = JobKind::parse("answer.deliver").unwrap();
    assert!(
        thuchu_store::outbox::claim(&store.db, &topic, noon(), 60).await.unwrap().is_none(),
        "it waits for a minute"
    );
    let leaving = noon().plus_seconds(GRACE_SECONDS);
    assert!(thuchu_store::outbox::claim(&store.db, &topic, leaving, 60).await.unwrap().is_some());
    assert!(matches!(tried.queue.undo(tried.one, act).await, Err(QueueError::TooLate)));
    assert_eq!(tried.cluster(id).await.state, ClusterState::Answered, "nothing was undone in part");
    let nowhere = PublicId::parse("00000000").unwrap();
    let other = tried.seed(&ClusterSeed { texts: &["khác"], ..ClusterSeed::default() }).await;
    assert!(matches!(
        tried.queue.attach(tried.one, tried.at(other).await, nowhere).await,
        Err(QueueError::Missing("check"))
    ));
});

both_databases!(a_contributor_ends_no_cluster_and_a_disabled_editor_does_nothing, |store| {
    let tried = Tried::of(store).await;
    let id = tried.seed(&ClusterSeed::default()).await;
    let set = async |role, active| {
        let mut tx = store.db.begin().await.unwrap();
        editors::update(&mut tx, tried.one, role, active).await.unwrap();
        tx.commit().await.unwrap();
    };
    set(Role::Contributor, true).await;
    let at = tried.at(id).await;
    assert!(matches!(tried.queue.close(tried.one, at, ClosingReason::Other).await, Err(QueueError::NotAllowed)));
    assert!(matches!(tried.queue.remove(tried.one, at).await, Err(QueueError::NotAllowed)));
    tried.queue.take(tried.one, at).await.unwrap();
    set(Role::Editor, false).await;
    assert!(matches!(tried.queue.assign(tried.one, tried.at(id).await, None).await, Err(QueueError::NotAllowed)));
    assert!(matches!(tried.queue.open(tried.one, id).await, Err(QueueError::NotAllowed)));
});

both_databases!(reading_is_audited_once_a_day_and_once_an_opening, |store| {
    let tried = Tried::of(store).await;
    let ids = [
        tried.seed(&ClusterSeed::default()).await,
        tried.seed(&ClusterSeed { texts: &["b"], ..ClusterSeed::default() }).await,
    ];
    let page = async || tried.queue.page(tried.one, &Filter::default(), "", None).await.unwrap().rows.len();
    assert_eq!((page().await, page().await), (2, 2));
    assert_eq!(tried.audited("queue.read").await, 1);
    let open = async |id| tried.queue.open(tried.one, id).await.unwrap().ways.len();
    for id in [ids[0], ids[0], ids[1], ids[0]] {
        open(id).await;
    }
    assert_eq!(tried.audited("cluster.opened_by_reader").await, 3, "looking at the open one again is no opening");
    tried.clock.set(noon().plus_days(1));
    page().await;
    open(ids[0]).await;
    assert_eq!((tried.audited("queue.read").await, tried.audited("cluster.opened_by_reader").await), (2, 4));
});

both_databases!(what_no_batch_has_shown_is_not_there, |store| {
    let tried = Tried::of(store).await;
    let hidden = tried.seed(&ClusterSeed { shown: false, ..ClusterSeed::default() }).await;
    let page = tried.queue.page(tried.one, &Filter::default(), "", None).await.unwrap();
    assert!(page.rows.is_empty() && page.tally.shelves == [0; 6]);
    assert!(matches!(tried.queue.open(tried.one, hidden).await, Err(QueueError::Missing(_))));
    assert!(matches!(tried.queue.take(tried.one, (hidden, 1)).await, Err(QueueError::Missing(_))));
});

both_databases!(filters_and_the_search_find_what_they_say, |store| {
    let tried = Tried::of(store).await;
    let (queue, one) = (&tried.queue, tried.one);
    let mine = tried.seed(&ClusterSeed::default()).await;
    let late = tried.seed(&ClusterSeed { texts: &["b"], askers: 40, ..ClusterSeed::default() }).await;
    queue.take(one, tried.at(mine).await).await.unwrap();
    queue.set_topic(one, tried.at(mine).await, Some(Topic::Health)).await.unwrap();
    queue.set_due(one, tried.at(late).await, Day::parse("2026-11-21")).await.unwrap();
    queue.set_wording(one, tried.at(late).await, "Bão số 9 vào Huế").await.unwrap();
    let found = async |filter: Filter, words: &str| -> Vec<ClusterId> {
        let page = queue.page(one, &filter, words, None).await.unwrap();
        page.rows.iter().map(|row| row.listed.cluster.id).collect()
    };
    let plain = Filter::default;
    assert_eq!(found(plain(), "").await, [late, mine], "by demand");
    assert_eq!(found(Filter { shelf: Shelf::Mine, ..plain() }, "").await, [mine]);
    assert_eq!(found(Filter { shelf: Shelf::Overdue, ..plain() }, "").await, [late]);
    assert_eq!(found(Filter { topic: Some(Topic::Health), ..plain() }, "").await, [mine]);
    assert_eq!(found(Filter { least: Some(13), ..plain() }, "").await, [late]);
    assert_eq!(found(Filter { days: Some(1), ..plain() }, "").await, []);
    assert_eq!(found(Filter { days: Some(2), ..plain() }, "").await.len(), 2);
    assert_eq!(found(Filter { assigned: Some(Assigned::Nobody), ..plain() }, "").await, [late]);
    assert_eq!(found(Filter { assigned: Some(Assigned::To(one)), ..plain() }, "").await, [mine]);
    assert_eq!(found(plain(), "bao HUE").await, [late], "without marks");
    assert_eq!(found(plain(), "đu đủ").await, [], "words of askers are not searched");
    let tally = queue.page(one, &plain(), "", None).await.unwrap().tally;
    assert_eq!((tally.shelves, tally.topics[0]), ([2, 1, 1, 0, 0, 0], 1));
});

both_databases!(pages_follow_each_other_without_gap_or_repeat, |store| {
    let tried = Tried::of(store).await;
    queue::many_clusters(&store.db, 200).await.unwrap();
    for order in Order::ALL {
        let filter = Filter { order, ..Filter::default() };
        let (mut seen, mut after) = (Vec::new(), None);
        loop {
            let page = tried.queue.page(tried.one, &filter, "", after.as_ref()).await.unwrap();
            seen.extend(page.rows.iter().map(|row| row.listed.cluster.id));
            after = page.next;
            if after.is_none() {
                break;
            }
        }
        let many = seen.len();
        seen.sort_unstable();
        seen.dedup();
        assert_eq!((seen.len(), many), (180, 180), "{order:?}");
    }
});

both_databases!(a_page_takes_as_many_statements_however_many_clusters_there_are, |store| {
    let tried = Tried::of(store).await;
    let counted = async || {
        tried.queue.page(tried.one, &Filter::default(), "", None).await.unwrap();
        let before = store.db.statements();
        tried.queue.page(tried.one, &Filter::default(), "", None).await.unwrap();
        store.db.statements() - before
    };
    tried.seed(&ClusterSeed::default()).await;
    let few = counted().await;
    queue::many_clusters(&store.db, 3_000).await.unwrap();
    assert_eq!((few, counted().await), (6, 6));
    assert_eq!(tried.queue.page(tried.one, &Filter::default(), "", None).await.unwrap().tally.shelves[0], MOST_COUNTED);
});

both_databases!(views_are_ones_own_and_judged_suggestions_stay, |store| {
    let tried = Tried::of(store).await;
    let filter = Filter { topic: Some(Topic::Scam), least: Some(10), ..Filter::default() };
    let id = tried.queue.add_view(tried.one, "  Lừa đảo  ", filter.clone()).await.unwrap();
    assert!(matches!(tried.queue.add_view(tried.one, " ", filter.clone()).await, Err(QueueError::Text)));
    let views = async |by| tried.queue.page(by, &Filter::default(), "", None).await.unwrap().views;
    assert_eq!(views(tried.one).await[0].filter, filter);
    assert!(views(tried.two).await.is_empty());
    assert!(matches!(tried.queue.delete_view(tried.two, id).await, Err(QueueError::Missing(_))));
    tried.queue.delete_view(tried.one, id).await.unwrap();
    assert!(views(tried.one).await.is_empty());
    let cluster = tried.seed(&ClusterSeed::default()).await;
    tried.check().await;
    let mut matcher = crate::matching::Matcher::load(&store.db).await.unwrap();
    matcher.refresh(&store.db).await.unwrap();
    let question = crate::matching::Question {
        text: "lá đu đủ chữa ung thư",
        links: &[],
        lang: None,
        limit: 3,
        now: noon(),
        sense: None,
    };
    let reply = matcher.ask(question, &mut thuchu_match::Scratch::default());
    let suggested = &reply.matches[0];
    for confirmed in [false, true] {
        tried.queue.judge(tried.one, tried.at(cluster).await, Verdict { suggested, confirmed }).await.unwrap();
    }
    assert_eq!(tried.queue.open(tried.one, cluster).await.unwrap().said(suggested.id), Some(true));
    assert!(tried.rows("SELECT features FROM suggestion_judged").await[0].contains("\"matched\""));
});

both_databases!(a_text_whose_key_is_gone_is_said_to_be_lost, |store| {
    let tried = Tried::of(store).await;
    let id = tried.seed(&ClusterSeed::default()).await;
    assert!(tried.keys.destroy("2026-11").unwrap());
    let opened = tried.queue.open(tried.one, id).await.unwrap();
    assert_eq!((opened.row.words.clone(), opened.ways[0].words.clone()), (Words::Lost, Words::Lost));
});
