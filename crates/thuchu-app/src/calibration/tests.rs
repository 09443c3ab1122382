//! A desk with a made history, on both databases: what its editors decided changes how it decides.

use std::sync::Arc;

use thuchu_match::calibrate::{Calibration, Wanted, calibrate};
use thuchu_match::{Decision, Scratch, Weights};
use thuchu_model::{CheckId, PublicId, Trust};
use thuchu_store::sealing::Keys;
use thuchu_store::{args, audit, checks, clusters, editors};
use thuchu_testkit::{
    ClusterSeed, FixedClock, SeededChance, TestStore, both_databases, cluster, editor, incoming, noon,
};

use super::*;
use crate::Desk;
use crate::desk::queue::{Queue, Verdict};
use crate::live::Live;
use crate::matching::{MatchReply, Matcher, Question};

/// Claims that the history is about; as many more are asked about afterwards.
const JUDGED: usize = 48;

const WHO: [&str; 12] = [
    "nước dừa xiêm",
    "lá ổi non",
    "hạt mè đen",
    "củ nghệ vàng",
    "rau má tươi",
    "mật ong rừng",
    "quả sung muối",
    "vỏ quýt khô",
    "gạo lứt rang",
    "trà hoa cúc",
    "dầu phộng ép",
    "bột sắn dây",
];
const DOES: [&str; 7] = ["chữa khỏi", "ngăn ngừa", "gây ra", "làm chậm", "đẩy lùi", "kích thích", "che giấu"];
const WHAT: [&str; 11] = [
    "bệnh tiểu đường",
    "chứng mất ngủ",
    "cơn đau lưng",
    "viêm loét dạ dày",
    "rụng tóc hói đầu",
    "sỏi thận",
    "huyết áp cao",
    "mỡ máu",
    "suy giãn tĩnh mạch",
    "viêm xoang mũi",
    "loãng xương",
];
const WHOM: [&str; 13] = [
    "cho thợ hồ",
    "ở trẻ sơ sinh",
    "cho bà bầu",
    "ở vận động viên",
    "cho tài xế xe tải",
    "ở người cao tuổi",
    "cho ngư dân",
    "ở sinh viên",
    "cho công nhân may",
    "ở giáo viên",
    "cho nông dân",
    "ở bộ đội",
    "cho thợ lặn",
];

fn claim(n: usize) -> String {
    let of = |list: &[&'static str], step: usize| list.get(n * step % list.len()).copied().unwrap_or_default();
    format!("{} {} {} {}", of(&WHO, 1), of(&DOES, 1), of(&WHAT, 3), of(&WHOM, 5))
}

/// What is asked and means the claim.
fn meant(n: usize) -> String {
    format!("Mọi người cho hỏi {} có đúng không ạ", claim(n))
}

/// The claim's words in another order, which say something else.
fn turned(n: usize) -> String {
    let claim = claim(n);
    let words: Vec<&str> = claim.split(' ').collect();
    let (even, odd): (Vec<_>, Vec<_>) = words.iter().enumerate().partition(|(place, _)| place % 2 == 0);
    odd.into_iter().chain(even).map(|(_, word)| *word).collect::<Vec<_>>().join(" ")
}

struct Tried<'a> {
    store: &'a TestStore,
    keys: Keys,
    queue: Arc<Queue>,
    checks: Vec<(CheckId, PublicId)>,
}

impl<'a> Tried<'a> {
    /// A desk with trusted checks of [`JUDGED`] claims and as many others.
    async fn of(store: &'a TestStore) -> Self {
        let keys = Keys::in_folder(&store.data.path().join("keys")).unwrap();
        let desk = Desk {
            db: store.db.clone(),
            blobs: store.blobs(),
            keys: keys.clone(),
            clock: Arc::new(FixedClock::at(noon())),
            chance: Arc::new(SeededChance::another()),
            utc_offset_minutes: 420,
        };
        let publisher = store.publisher("kiemtin.vn").await;
        let run = store.run().await;
        let mut tx = store.db.begin().await.unwrap();
        for number in [1, 2] {
            editors::add(&mut tx, &editor(number)).await.unwrap();
        }
        let batch: Vec<_> =
            (0..2 * JUDGED).map(|n| incoming(&publisher, &format!("https://kiemtin.vn/{n}"), &claim(n))).collect();
        checks::put_batch(&mut tx, run.id, &batch, &store.chance, noon()).await.unwrap();
        tx.commit().await.unwrap();
        let names = [editor(1).name, editor(2).name];
        let names: Vec<&str> = names.iter().map(|name| name.as_str()).collect();
        crate::publisher::set_trust(&store.db, "kiemtin.vn", Trust::Answer, &names, &store.clock).await.unwrap();
        let mut checks = Vec::new();
        for incoming in &batch {
            let found = checks::find(&mut store.db.read(), &[incoming.id]).await.unwrap();
            checks.push((incoming.id, found[0].check.public_id));
        }
        Self { store, keys, queue: Arc::new(Queue::new(desk)), checks }
    }

    /// Editors confirm what was meant and reject what was turned, for the first `right` and `wrong` claims.
    async fn judge(&self, right: usize, wrong: usize) {
        let matcher = Matcher::load(&self.store.db).await.unwrap();
        let one = editor(1).id;
        for n in 0..right.max(wrong) {
            for (text, confirmed) in [(meant(n), true), (turned(n), false)] {
                if n >= if confirmed { right } else { wrong } {
                    continue;
                }
                let texts = [text.as_str()];
                let seed = ClusterSeed { texts: &texts, askers: 1, ..ClusterSeed::default() };
                let id = cluster(&self.store.db, &self.keys, &self.store.chance, noon(), &seed).await;
                let revision = clusters::get(&mut self.store.db.read(), id).await.unwrap().unwrap().revision;
                if confirmed {
                    self.queue.attach(one, (id, revision), self.checks[n].1).await.unwrap();
                } else {
                    let reply = ask(&matcher, &text);
                    let suggested = reply.matches.iter().find(|found| found.id == self.checks[n].0).unwrap();
                    self.queue.judge(one, (id, revision), Verdict { suggested, confirmed }).await.unwrap();
                }
            }
        }
    }

    /// What calibration finds, with this in use.
    async fn calibrated(&self, now: &Weights) -> Result<Calibration, thuchu_match::calibrate::TooFew> {
        let mut matcher = Matcher::load(&self.store.db).await.unwrap();
        matcher.weigh_by(now.clone());
        let judged = judged(&self.store.db, &self.keys).await.unwrap();
        let history = History::of(&matcher, judged, &|_| None, noon(), &|_, _| {});
        let built_in = Weights::built_in();
        let version = built_in.version_of_desk("2026-11-26");
        calibrate(&[&history], now, &built_in, Wanted::default(), &version)
    }
}

fn ask(matcher: &Matcher, text: &str) -> MatchReply {
    let question = Question { text, links: &[], lang: None, limit: 20, now: noon(), sense: None };
    matcher.ask(question, &mut Scratch::default())
}

/// Of the claims from `from` on: how often what was meant is answered rightly, and what was turned is answered.
fn answers(tried: &Tried<'_>, matcher: &Matcher, claims: std::ops::Range<usize>) -> (usize, usize) {
    let (mut right, mut wrong) = (0, 0);
    for n in claims {
        let reply = ask(matcher, &meant(n));
        right += usize::from(reply.decision == Decision::Answer && reply.matches[0].id == tried.checks[n].0);
        wrong += usize::from(ask(matcher, &turned(n)).decision == Decision::Answer);
    }
    (right, wrong)
}

both_databases!(what_editors_reject_often_is_no_longer_answered_and_what_they_confirm_is, |store| {
    let tried = Tried::of(store).await;
    tried.judge(JUDGED, JUDGED).await;
    let mut matcher = Matcher::load(&store.db).await.unwrap();
    let before = [answers(&tried, &matcher, 0..JUDGED), answers(&tried, &matcher, JUDGED..2 * JUDGED)];
    let done = tried.calibrated(&Weights::built_in()).await.unwrap();
    matcher.weigh_by(done.weights.clone());
    let after = [answers(&tried, &matcher, 0..JUDGED), answers(&tried, &matcher, JUDGED..2 * JUDGED)];
    for (before, after) in before.iter().zip(&after) {
        assert_eq!(before.1, JUDGED, "the built-in weights are wrong here");
        assert!(after.1 <= JUDGED / 12 && after.0 == before.0, "{before:?} {after:?}");
    }
    assert!(done.is_no_worse() && done.after.log_loss < done.built_in.log_loss / 2.0, "{done:?}");
    assert_eq!((done.judged.right, done.judged.wrong, done.judged.left_out), (JUDGED, JUDGED, JUDGED));
    // What is told of it is what other claims show.
    assert_eq!((done.before.right, done.before.wrong), (JUDGED, JUDGED));
    assert!(done.after.wrong <= JUDGED / 12 && done.after.right >= JUDGED * 11 / 12, "{done:?}");
});

both_databases!(too_few_of_either_kind_are_refused_whatever_the_other_has, |store| {
    let tried = Tried::of(store).await;
    tried.judge(JUDGED, 29).await;
    let refused = tried.calibrated(&Weights::built_in()).await.unwrap_err();
    assert_eq!((refused.found.right, refused.found.wrong), (JUDGED, 29));
});

both_databases!(the_last_word_of_editors_counts_and_words_that_are_gone_teach_nothing, |store| {
    let tried = Tried::of(store).await;
    tried.judge(1, 1).await;
    let found = async || judged(&store.db, &tried.keys).await.unwrap();
    let word = |of: &[Judged]| of.iter().map(|judged| judged.confirmed).collect::<Vec<_>>();
    let mut both = word(&found().await);
    both.sort_unstable();
    assert_eq!(both, [false, true]);
    assert!(found().await.iter().all(|judged| judged.check == tried.checks[0].0));

    // The rejected one is answered by that check after all.
    let clusters: Vec<_> = store.db.read().peek("SELECT cluster_id FROM suggestion_judged", args![]).await.unwrap();
    let rejected: thuchu_model::ClusterId = clusters[0].get(0).unwrap();
    let at = async || (rejected, clusters::get(&mut store.db.read(), rejected).await.unwrap().unwrap().revision);
    let attached = tried.queue.attach(editor(1).id, at().await, tried.checks[0].1).await.unwrap();
    assert_eq!(word(&found().await), [true, true]);
    tried.queue.undo(editor(1).id, attached).await.unwrap();
    assert_eq!(found().await.len(), 2, "taken back, it is rejected again");

    // The desk's own wording stays when the message is gone.
    tried.queue.set_wording(editor(1).id, at().await, "Lời của ban biên tập").await.unwrap();
    let messages = store.db.read().peek("SELECT id FROM message", args![]).await.unwrap();
    let mut tx = store.db.begin().await.unwrap();
    for row in &messages {
        let id = row.get(0).unwrap();
        let cluster = messages::cluster_of(&mut tx, id).await.unwrap().unwrap();
        messages::delete(&mut tx, id).await.unwrap();
        clusters::without(&mut tx, cluster, id).await.unwrap();
    }
    tx.commit().await.unwrap();
    let left = found().await;
    assert_eq!(left.len(), 1, "{left:?}");
    assert_eq!((left[0].text.as_str(), left[0].confirmed), ("Lời của ban biên tập", false));
});

both_databases!(thresholds_of_the_settings_go_before_those_of_the_file_and_trust_changes_keep_the_weights, |store| {
    let tried = Tried::of(store).await;
    let mut own = Weights::built_in();
    (own.version, own.answer) = (own.version_of_desk("2026-11-26"), 0.77);
    let mut matcher = Matcher::load(&store.db).await.unwrap();
    matcher.weigh_by(own.clone());
    assert_eq!(matcher.weights(), &own);
    matcher.decide_by(Some(thuchu_model::Thresholds { answer: 0.9, suggest: 0.4 }));
    assert_eq!((matcher.weights().answer, matcher.weights().suggest), (0.9, 0.4));
    matcher.weigh_by(Weights::built_in());
    assert_eq!(matcher.weights().answer, 0.9);
    matcher.decide_by(None);
    matcher.weigh_by(own.clone());
    let names = [editor(1).name, editor(2).name];
    let names: Vec<&str> = names.iter().map(|name| name.as_str()).collect();
    crate::publisher::set_trust(&store.db, "kiemtin.vn", Trust::Show, &names, &store.clock).await.unwrap();
    matcher.refresh(&store.db).await.unwrap();
    assert_eq!(matcher.weights(), &own, "everything was read anew");
    assert_eq!(ask(&matcher, &claim(0)).weights, own.version, "an answer names them");
    assert_eq!(tried.checks.len(), matcher.len());
});

both_databases!(that_it_was_done_and_undone_stands_in_the_log, |store| {
    note(&store.db, Some("meaning-2+desk-2026-11-26"), &store.clock).await.unwrap();
    note(&store.db, None, &store.clock).await.unwrap();
    let all = audit::entries(&mut store.db.read(), 0, 10).await.unwrap();
    let acts: Vec<&str> = all.iter().map(|(entry, _)| entry.act.as_str()).collect();
    assert_eq!(acts, ["matching.calibrated", "matching.calibration_undone"]);
});

#[test]
fn a_file_is_whole_or_not_there_and_what_is_broken_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let file = WeightsFile::in_data(folder.path());
    assert!(file.read().unwrap().is_none());
    let mut own = Weights::built_in();
    (own.version, own.bias) = (own.version_of_desk("2026-11-26"), -5.123_456_7);
    file.write(&own).unwrap();
    assert_eq!(file.read().unwrap(), Some(own.clone()), "to the last digit");
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1, "nothing is left beside it");
    std::fs::write(file.path(), "{").unwrap();
    assert!(matches!(file.read(), Err(FileError::Refused { .. })));
    std::fs::write(file.path(), vec![b' '; 2 << 20]).unwrap();
    assert!(matches!(file.read(), Err(FileError::Unreadable { .. })));
    own.version = "older-1+desk-2020-01-01".to_owned();
    file.write(&own).unwrap();
    assert!(file.read().unwrap_err().to_string().contains("older-1"));
    assert!(file.remove().unwrap() && !file.remove().unwrap());
}

#[test]
fn a_serving_desk_takes_the_file_up_while_it_runs_and_ignores_a_broken_one() {
    thuchu_testkit::block_on(async {
        let store = TestStore::sqlite().await;
        let file = WeightsFile::in_data(store.data.path());
        let live = Live::holding(Matcher::load(&store.db).await.unwrap());
        let version = || live.with(|matcher| matcher.weights().version.clone()).unwrap();
        let (built_in, mut own) = (Weights::built_in(), Weights::built_in());
        own.version = own.version_of_desk("2026-11-26");
        let follow = file.clone().follow(&live, std::time::Duration::from_millis(5));
        let becomes = async |wanted: &str| {
            for _ in 0..1_000 {
                if version() == wanted {
                    return;
                }
                tokio::time::sleep(std::time::Duration::from_millis(5)).await;
            }
            panic!("{} and not {wanted}", version());
        };
        let story = async {
            becomes(&built_in.version).await;
            file.write(&own).unwrap();
            becomes(&own.version).await;
            std::fs::write(file.path(), "no weights").unwrap();
            becomes(&built_in.version).await;
            file.write(&own).unwrap();
            becomes(&own.version).await;
            file.remove().unwrap();
            becomes(&built_in.version).await;
        };
        tokio::select! {
            () = follow => {}
            () = story => {}
        }
    });
}
