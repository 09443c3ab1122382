//! Reviews as their pages show them: in lists, one with all that stands around it, and what it said before.

use std::collections::BTreeMap;

use thuchu_model::draft::changes;
use thuchu_model::{
    Copies, Day, DraftContent, Editor, EditorId, NotReady, Place, Review, ReviewId, ReviewState, holds_until,
    publish_gate,
};
use thuchu_store::reviews::{self, About, Asking, Entry, Listed, Note, StoredDraft, Which};
use thuchu_store::{StoreError, editors};

use super::{ReviewError, Reviews, loaded};
use crate::evidence::copies_of;
use crate::publish::desk_pages;

/// Reviews on one page of a list.
const SHELF: u32 = 30;
/// Entries on one page of a history.
const ENTRIES: u32 = 20;

/// Which list of reviews.
pub type ShelfOf = Which;
/// Where a list goes on.
pub use thuchu_store::reviews::Place as ShelfPlace;

/// One page of a list.
#[derive(Debug)]
pub struct Shelf {
    /// The reviews.
    pub listed: Vec<Listed>,
    /// Where the next page begins, if there is one.
    pub next: Option<reviews::Place>,
    /// How many there are in each state.
    pub states: Vec<(ReviewState, u64)>,
    /// Everybody's names.
    pub editors: BTreeMap<EditorId, Editor>,
}

/// A review with all that stands around it.
#[derive(Debug)]
pub struct Opened {
    /// The review.
    pub review: Review,
    /// What is written.
    pub draft: StoredDraft,
    /// Who it was given to, and when it goes out.
    pub about: About,
    /// What editors tell each other, newest first.
    pub notes: Vec<Note>,
    /// Who asks for it.
    pub asking: Vec<Asking>,
    /// What the publish gate still wants.
    pub open: Vec<NotReady>,
    /// What the store has of the copies that its sources name.
    pub copies: Copies,
    /// Until when it should hold, where nothing was said and the claim goes out of date by itself.
    pub proposed_hold: Option<Day>,
    /// Everybody's names.
    pub editors: BTreeMap<EditorId, Editor>,
}

impl Opened {
    /// Whether this editor wrote in the version that is being made.
    #[must_use]
    pub fn has_hand(&self, editor: EditorId) -> bool {
        self.draft.draft.changed_by.contains(&editor)
    }
}

/// What somebody changed.
#[derive(Debug)]
pub struct Change {
    /// What it said afterwards.
    pub entry: Entry,
    /// What it said before: nothing, where it was begun.
    pub before: DraftContent,
    /// Where the two differ.
    pub places: Vec<Place>,
}

/// One page of what a review said before.
#[derive(Debug)]
pub struct History {
    /// Newest first.
    pub changes: Vec<Change>,
    /// The next page has what came before this revision.
    pub before: Option<u32>,
    /// Everybody's names.
    pub editors: BTreeMap<EditorId, Editor>,
}

impl Reviews {
    /// One page of a list, newest change first.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn shelf(&self, of: ShelfOf, after: Option<reviews::Place>) -> Result<Shelf, ReviewError> {
        let mut store = self.desk.db.read();
        let mut listed = reviews::list(&mut store, of, after.unwrap_or(reviews::Place::FIRST), SHELF + 1).await?;
        let more = listed.len() > SHELF as usize;
        listed.truncate(SHELF as usize);
        let next = listed.last().filter(|_| more).map(Listed::place);
        Ok(Shelf { listed, next, states: reviews::states(&mut store).await?, editors: self.names().await? })
    }

    /// A review with all that stands around it.
    ///
    /// # Errors
    /// [`ReviewError::Missing`].
    pub async fn open(&self, id: ReviewId) -> Result<Opened, ReviewError> {
        let mut store = self.desk.db.read();
        let (review, draft) = loaded(&mut store, id).await?;
        let pages = desk_pages(&mut store).await?;
        let copies = copies_of(&mut store, &self.desk.blobs, &draft.draft.content).await?;
        let content = &draft.draft.content;
        let perishable = crate::perishable(&content.text.claim);
        let now = self.desk.now();
        let hold = holds_until(perishable, Some(self.desk.today()), now).and_then(|until| until.day());
        Ok(Opened {
            about: reviews::about(&mut store, id).await?,
            notes: reviews::notes(&mut store, id).await?,
            asking: reviews::asking(&mut store, id).await?,
            open: publish_gate(&draft.draft, pages, &copies),
            copies,
            proposed_hold: hold.filter(|_| content.holds_until.is_none()),
            editors: self.names().await?,
            review,
            draft,
        })
    }

    /// What a review said before this revision, or all of it.
    ///
    /// # Errors
    /// [`ReviewError::Missing`].
    pub async fn history(&self, id: ReviewId, before: Option<u32>) -> Result<History, ReviewError> {
        let mut store = self.desk.db.read();
        reviews::get(&mut store, id).await?.ok_or(ReviewError::Missing("review"))?;
        let entries = reviews::history(&mut store, id, before.unwrap_or(u32::MAX), ENTRIES + 1).await?;
        let more = entries.len() > ENTRIES as usize;
        let nothing = entries.last().map(|entry| DraftContent::of("", entry.content.lang.clone()));
        let older: Vec<DraftContent> =
            entries.iter().skip(1).map(|entry| entry.content.clone()).chain(nothing).collect();
        let paired = entries.into_iter().zip(older).take(ENTRIES as usize);
        let changes: Vec<Change> =
            paired.map(|(entry, before)| Change { places: changes(&before, &entry.content), entry, before }).collect();
        let before = changes.last().filter(|_| more).map(|change| change.entry.revision);
        Ok(History { changes, before, editors: self.names().await? })
    }

    async fn names(&self) -> Result<BTreeMap<EditorId, Editor>, StoreError> {
        let all = editors::all(&mut self.desk.db.read()).await?;
        Ok(all.into_iter().map(|editor| (editor.id, editor)).collect())
    }
}
