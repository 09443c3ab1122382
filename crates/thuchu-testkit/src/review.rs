//! Reviews on their way up to the approval, and checks that went all of it.

use std::path::Path;
use std::sync::Arc;

use bytes::Bytes;
use thuchu_app::Desk;
use thuchu_app::publish::{Approved, Publish};
use thuchu_model::{
    Chance, ChangeKind, ChangeNote, Check, Claim, ClaimId, ClaimText, DraftContent, Lang, Review, ReviewId, ReviewState,
};
use thuchu_store::blobs::Blobs;
use thuchu_store::sealing::Keys;
use thuchu_store::{Db, captures, editors, reviews, settings};

use crate::{COPY, FixedClock, SeededChance, TestStore, copy_of_it, draft_content, editor, noon};

/// What editors of the tests are numbered up to.
const EDITORS: u8 = 9;

/// Editors 1 to 9, the desk's own pages, and the copy of the source that drafts of tests name, so the publish gate asks for
/// nothing more. `data`: the data folder, for the files of the copy.
pub async fn staff(db: &Db, data: &Path) {
    let blobs = Blobs::in_data(data).expect("a folder of files");
    for (_, _, text) in COPY {
        blobs.put(Bytes::from_static(text.as_bytes()), &SeededChance::another()).await.expect("a file");
    }
    let mut tx = db.begin().await.expect("a unit of work");
    for number in 1..=EDITORS {
        if editors::get(&mut tx, editor(number).id).await.expect("the store answers").is_none() {
            editors::add(&mut tx, &editor(number)).await.expect("an editor");
        }
    }
    for page in ["page.method.vi", "page.funding.vi"] {
        settings::set(&mut tx, page, "\"Chúng tôi làm việc thế này.\"", noon()).await.expect("a page");
    }
    captures::put(&mut tx, &copy_of_it()).await.expect("a copy");
    tx.commit().await.expect("committed");
}

/// A review about this claim, written by editor 1 and submitted; its draft is at revision 1. [`staff`] comes before.
pub async fn submit(db: &Db, chance: &dyn Chance, claim: &str, content: DraftContent) -> Review {
    let mut content = content;
    content.text.claim = claim.to_owned();
    let text = ClaimText::parse(claim).expect("a claim");
    let claim = Claim { id: ClaimId::new(noon(), chance), text, lang: Lang::vi(), at: noon() };
    let id = ReviewId::new(noon(), chance);
    let review = Review { id, claim: claim.id, state: ReviewState::Draft, revision: 1, published_version: 0 };
    let mut tx = db.begin().await.expect("a unit of work");
    reviews::begin(&mut tx, &claim, &review, &content, editor(1).id, noon()).await.expect("a review");
    let submitted = review.step(ReviewState::InReview).expect("a step");
    reviews::store_step(&mut tx, &review, &submitted, noon()).await.expect("submitted");
    tx.commit().await.expect("committed");
    submitted
}

/// The next version of a published review, changed by editor 1 in this way and submitted. Gives the draft's revision.
pub async fn change(db: &Db, id: ReviewId, kind: ChangeKind, text: &str, summary: &str) -> u32 {
    let mut tx = db.begin().await.expect("a unit of work");
    let before = reviews::get(&mut tx, id).await.expect("the store answers").expect("a review");
    let read = reviews::draft(&mut tx, id).await.expect("the store answers").expect("a draft");
    let mut content = read.draft.content.clone();
    content.text.summary = summary.to_owned();
    content.change = Some(ChangeNote { kind, text: text.to_owned() });
    let revision = reviews::save(&mut tx, &read, &content, editor(1).id, noon()).await.expect("saved");
    let draft = before.step(ReviewState::Draft).expect("a step");
    reviews::store_step(&mut tx, &before, &draft, noon()).await.expect("a draft again");
    let submitted = draft.step(ReviewState::InReview).expect("a step");
    reviews::store_step(&mut tx, &draft, &submitted, noon()).await.expect("submitted");
    tx.commit().await.expect("committed");
    revision
}

/// What steps work with on a store: the clock stands at [`noon`], the keys lie in the data folder.
pub fn desk(db: &Db, data: &Path, chance: SeededChance) -> Desk {
    let keys = Keys::in_folder(&data.join("keys")).expect("a folder of keys");
    Desk {
        db: db.clone(),
        keys,
        blobs: Blobs::in_data(data).expect("a folder of files"),
        clock: Arc::new(FixedClock::at(noon())),
        chance: Arc::new(chance),
        utc_offset_minutes: 420,
    }
}

impl TestStore {
    /// A review about this claim, written by editor 1 and submitted; its draft is at revision 1.
    pub async fn submitted(&self, claim: &str, content: DraftContent) -> Review {
        staff(&self.db, self.data.path()).await;
        submit(&self.db, &self.chance, claim, content).await
    }

    /// The next version of a published review, as [`change`] makes it.
    pub async fn changed(&self, id: ReviewId, kind: ChangeKind, text: &str, summary: &str) -> u32 {
        change(&self.db, id, kind, text, summary).await
    }

    /// What steps work with on this store: its clock stands at [`noon`], its keys lie in the data folder.
    pub fn desk(&self) -> Desk {
        desk(&self.db, self.data.path(), SeededChance::another())
    }

    /// A check of ours about this claim, through all the steps: written by editor 1, approved by editor 2.
    pub async fn published(&self, claim: &str) -> Check {
        let review = self.submitted(claim, draft_content()).await;
        self.approved(review.id, 1).await
    }

    /// Editor 2 approves this revision, which publishes it.
    pub async fn approved(&self, review: ReviewId, revision: u32) -> Check {
        let publish = Publish::new(self.desk());
        match publish.approve(editor(2).id, review, revision, None).await.expect("approved") {
            Approved::Published(check) => *check,
            Approved::At(at) => panic!("waits until {at}"),
        }
    }
}
