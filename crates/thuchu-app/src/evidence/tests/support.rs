//! A desk with a way out to a made web, and reviews on their way.

use std::path::PathBuf;
use std::sync::Arc;

use thuchu_fetch::Url;
use thuchu_model::{
    Capture, Check, Claim, ClaimId, ClaimText, DraftContent, EditorId, EvidenceId, FileRole, Lang, Review, ReviewId,
    ReviewState, Timestamp,
};
use thuchu_store::captures::{self, CopyRequest};
use thuchu_store::reviews::StoredDraft;
use thuchu_store::sealing::Keys;
use thuchu_store::{args, reviews};
use thuchu_testkit::{FixedClock, SeededChance, TestStore, draft_content, editor, evidence, noon, staff};

use super::super::{Evidence, Tools};
use super::web::{Answer, Web};
use crate::Desk;
use crate::publish::{Approved, Publish, PublishError};

/// The source of [`draft_content`].
pub(super) const SOURCE: EvidenceId = EvidenceId::from_bytes([5; 16]);

/// A page with the words that drafts of tests quote.
pub(super) fn page(more: &str) -> String {
    format!(
        "<!DOCTYPE html><html lang=\"vi\"><head><title>Văn bản mới</title>\
         <meta property=\"og:site_name\" content=\"Báo Ví Dụ\"></head><body><main><h1>Văn bản mới</h1>\
         <p>Bộ nói rõ trong văn bản hôm nay: Không có quy định này.</p><p>{more}</p></main></body></html>"
    )
}

pub(super) fn who(number: u8) -> EditorId {
    editor(number).id
}

/// The desk of a test: a store, a web, a clock that the test moves.
pub(super) struct Place<'s> {
    pub(super) store: &'s TestStore,
    pub(super) web: Web,
    pub(super) clock: Arc<FixedClock>,
}

impl<'s> Place<'s> {
    pub(super) async fn new(store: &'s TestStore) -> Self {
        Self::of(store, Web::new()).await
    }

    pub(super) async fn of(store: &'s TestStore, web: Web) -> Self {
        staff(&store.db, store.data.path()).await;
        Self { store, web, clock: Arc::new(FixedClock::at(noon())) }
    }

    pub(super) fn desk(&self) -> Desk {
        let keys = Keys::in_folder(&self.store.data.path().join("keys")).unwrap();
        let (db, blobs) = (self.store.db.clone(), self.store.blobs());
        let (clock, chance) = (self.clock.clone(), Arc::new(SeededChance::another()));
        Desk { db, blobs, keys, clock, chance, utc_offset_minutes: 420 }
    }

    /// The steps as one node has them.
    pub(super) fn evidence(&self) -> Evidence {
        self.with(Tools::default())
    }

    /// The same with these tools beside the way out.
    pub(super) fn with(&self, tools: Tools) -> Evidence {
        Evidence::new(self.desk(), Tools { fetcher: Some(self.web.fetcher()), ..tools })
    }

    pub(super) fn pass_days(&self, days: i64) {
        use thuchu_model::Clock as _;
        self.clock.set(self.clock.now().plus_days(days));
    }

    /// A draft about this claim by editor 1, whose one source is at this address and has no copy.
    pub(super) async fn draft(&self, claim: &str, url: &str) -> ReviewId {
        self.draft_of(claim, with_source(url)).await
    }

    pub(super) async fn draft_of(&self, claim: &str, content: DraftContent) -> ReviewId {
        let desk = self.desk();
        let text = ClaimText::parse(claim).unwrap();
        let claim = Claim { id: ClaimId::new(noon(), &*desk.chance), text, lang: Lang::vi(), at: noon() };
        let id = ReviewId::new(noon(), &*desk.chance);
        let review = Review { id, claim: claim.id, state: ReviewState::Draft, revision: 1, published_version: 0 };
        let mut tx = desk.db.begin().await.unwrap();
        reviews::begin(&mut tx, &claim, &review, &content, who(1), noon()).await.unwrap();
        tx.commit().await.unwrap();
        id
    }

    pub(super) async fn stored(&self, review: ReviewId) -> StoredDraft {
        reviews::draft(&mut self.store.db.read(), review).await.unwrap().unwrap()
    }

    pub(super) async fn source(&self, review: ReviewId) -> thuchu_model::Evidence {
        self.stored(review).await.draft.content.source(SOURCE).unwrap().clone()
    }

    /// The last wish for a copy of [`SOURCE`].
    pub(super) async fn wish(&self, review: ReviewId) -> CopyRequest {
        captures::of_review(&mut self.store.db.read(), review).await.unwrap().pop().unwrap()
    }

    /// The copy that the source has.
    pub(super) async fn copy(&self, review: ReviewId) -> Capture {
        let snapshot = self.source(review).await.snapshot.unwrap();
        captures::get(&mut self.store.db.read(), snapshot.capture).await.unwrap().unwrap()
    }

    /// A draft about this claim with a copy of the page at `bao.vn/1`.
    pub(super) async fn copied(&self, claim: &str) -> (ReviewId, Capture) {
        self.copied_as(claim, Answer::html(&page("Trang thứ nhất."))).await
    }

    /// The same, and the page answers so.
    pub(super) async fn copied_as(&self, claim: &str, answer: Answer) -> (ReviewId, Capture) {
        self.web.set("bao.vn/1", answer);
        let (evidence, review) = (self.evidence(), self.draft(claim, "http://bao.vn/1").await);
        evidence.ask(who(1), review, SOURCE).await.unwrap();
        assert!(evidence.copy_next().await.unwrap());
        (review, self.copy(review).await)
    }

    /// Takes a review a step on.
    pub(super) async fn step(&self, review: ReviewId, to: ReviewState) {
        let mut tx = self.store.db.begin().await.unwrap();
        let before = reviews::get(&mut tx, review).await.unwrap().unwrap();
        let after = before.step(to).unwrap();
        reviews::store_step(&mut tx, &before, &after, noon()).await.unwrap();
        tx.commit().await.unwrap();
    }

    /// Saves a draft anew as editor 1.
    pub(super) async fn save(&self, review: ReviewId, change: impl FnOnce(&mut DraftContent)) {
        let mut tx = self.store.db.begin().await.unwrap();
        let read = reviews::draft(&mut tx, review).await.unwrap().unwrap();
        let mut content = read.draft.content.clone();
        change(&mut content);
        reviews::save(&mut tx, &read, &content, who(1), noon()).await.unwrap();
        tx.commit().await.unwrap();
    }

    /// Editor 2 approves what was handed on.
    pub(super) async fn approve(&self, review: ReviewId, at: Option<Timestamp>) -> Result<Approved, PublishError> {
        let revision = self.stored(review).await.draft.revision;
        Publish::new(self.desk()).approve(who(2), review, revision, at).await
    }

    /// A check that rests on the copy of `bao.vn/1`.
    pub(super) async fn published(&self, claim: &str) -> (ReviewId, Capture, Check) {
        self.published_as(claim, Answer::html(&page("Trang thứ nhất."))).await
    }

    /// The same, and the page answers so.
    pub(super) async fn published_as(&self, claim: &str, answer: Answer) -> (ReviewId, Capture, Check) {
        let (review, capture) = self.copied_as(claim, answer).await;
        self.step(review, ReviewState::InReview).await;
        match self.approve(review, None).await.unwrap() {
            Approved::Published(check) => (review, capture, *check),
            Approved::At(at) => panic!("waits until {at}"),
        }
    }

    /// The first number of the first row.
    pub(super) async fn count(&self, sql: &'static str) -> i64 {
        self.store.db.read().peek(sql, args![]).await.unwrap()[0].get(0).unwrap()
    }

    /// Damages the store.
    pub(super) async fn tamper(&self, sql: &'static str) -> u64 {
        let mut tx = self.store.db.begin().await.unwrap();
        let done = tx.tamper(sql, args![]).await.unwrap();
        tx.commit().await.unwrap();
        done
    }

    /// The text of a file of a copy.
    pub(super) async fn text(&self, capture: &Capture, role: FileRole) -> String {
        let bytes = self.store.blobs().get(&capture.file(role).unwrap().sha256).await.unwrap();
        String::from_utf8_lossy(&bytes).into_owned()
    }
}

/// The draft of tests with its source at this address, without a copy.
pub(super) fn with_source(url: &str) -> DraftContent {
    let source = thuchu_model::Evidence {
        id: SOURCE,
        url: url.to_owned(),
        title: String::new(),
        publisher: None,
        snapshot: None,
        ..evidence()
    };
    DraftContent { evidence: vec![source], ..draft_content() }
}

pub(super) fn url(text: &str) -> Url {
    Url::parse(text).unwrap()
}

/// The program whose workers read files: beside the tests where the workspace was built, or the one that
/// `THUCHU_PROGRAM` names. A line says so where there is none.
pub(super) fn program() -> Option<PathBuf> {
    let beside = || Some(std::env::current_exe().ok()?.parent()?.parent()?.join("thuchu"));
    let program = std::env::var_os("THUCHU_PROGRAM").map(PathBuf::from).or_else(beside).filter(|file| file.is_file());
    if program.is_none() {
        println!("left out, no program with workers is built here: cargo build --package thuchu");
    }
    program
}

/// A command that may be missing. A line says so where it is.
pub(super) fn command(name: &str, proof: &[&str]) -> bool {
    let there = std::process::Command::new(name).args(proof).output().is_ok_and(|ran| ran.status.success());
    if !there {
        println!("left out, {name} {} does not work here", proof.join(" "));
    }
    there
}
