//! Reviews on their way, up to the approval; and a check that went all of it.

use std::sync::Arc;

use thuchu_app::Desk;
use thuchu_app::publish::{Approved, Publish};
use thuchu_model::{
    ChangeKind, ChangeNote, Check, Claim, ClaimId, ClaimText, DraftContent, Lang, Review, ReviewId, ReviewState,
};
use thuchu_store::sealing::Keys;
use thuchu_store::{editors, reviews, settings};

use crate::{FixedClock, SeededChance, TestStore, draft_content, editor, noon};

/// What editors of the tests are numbered up to.
const EDITORS: u8 = 9;

impl TestStore {
    /// Editors 1 to 9, and the desk's own pages, so the publish gate asks for nothing more of the desk.
    pub async fn staffed(&self) {
        let mut tx = self.db.begin().await.expect("a unit of work");
        for number in 1..=EDITORS {
            if editors::get(&mut tx, editor(number).id).await.expect("the store answers").is_none() {
                editors::add(&mut tx, &editor(number)).await.expect("an editor");
            }
        }
        for page in ["page.method.vi", "page.funding.vi"] {
            settings::set(&mut tx, page, "\"Chúng tôi làm việc thế này.\"", noon()).await.expect("a page");
        }
        tx.commit().await.expect("committed");
    }

    /// A review about this claim, written by editor 1 and submitted; its draft is at revision 1.
    pub async fn submitted(&self, claim: &str, content: DraftContent) -> Review {
        self.staffed().await;
        let mut content = content;
        content.text.claim = claim.to_owned();
        let text = ClaimText::parse(claim).expect("a claim");
        let claim = Claim { id: ClaimId::new(noon(), &self.chance), text, lang: Lang::vi(), at: noon() };
        let id = ReviewId::new(noon(), &self.chance);
        let review = Review { id, claim: claim.id, state: ReviewState::Draft, revision: 1, published_version: 0 };
        let mut tx = self.db.begin().await.expect("a unit of work");
        reviews::begin(&mut tx, &claim, &review, &content, editor(1).id, noon()).await.expect("a review");
        let submitted = review.step(ReviewState::InReview).expect("a step");
        reviews::store_step(&mut tx, &review, &submitted, noon()).await.expect("submitted");
        tx.commit().await.expect("committed");
        submitted
    }

    /// The next version of a published review, changed by editor 1 in this way and submitted. Gives the draft's revision.
    pub async fn changed(&self, id: ReviewId, kind: ChangeKind, text: &str, summary: &str) -> u32 {
        let mut tx = self.db.begin().await.expect("a unit of work");
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

    /// What steps work with on this store: its clock stands at [`noon`], its keys lie in the data folder.
    pub fn desk(&self) -> Desk {
        let keys = Keys::in_folder(&self.data.path().join("keys")).expect("a folder of keys");
        let (clock, chance) = (Arc::new(FixedClock::at(noon())), Arc::new(SeededChance::another()));
        Desk { db: self.db.clone(), keys, clock, chance, utc_offset_minutes: 420 }
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
