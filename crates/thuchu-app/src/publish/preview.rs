//! What a draft would be, were it published now. Nothing is stored.

use thuchu_model::ReviewId;
use thuchu_store::checks::{self, StoredCheck};

use super::approve::{check_of, load};
use super::{Publish, PublishError};
use crate::reading::{Change, Published};

impl Publish {
    /// The page that readers would get of a draft as it stands; what others say about the check is not part of it.
    ///
    /// # Errors
    /// [`PublishError::Content`] while there is no claim or no rating.
    pub async fn preview(&self, id: ReviewId) -> Result<Published, PublishError> {
        let now = self.desk.now();
        let mut read = self.desk.db.read();
        let (_, draft) = load(&mut read, id).await?;
        let before = checks::of_review(&mut read, id).await?.map(|stored| stored.check);
        let check = check_of(&mut read, &self.desk, &draft, before.as_ref(), None, now).await?;
        let mut versions = match &before {
            Some(check) => checks::version_dates(&mut read, check.id).await?,
            None => Vec::new(),
        };
        versions.retain(|(number, _)| *number < draft.number);
        versions.push((draft.number, now));
        let change = draft.draft.content.change.filter(|_| before.is_some());
        let changes =
            change.map(|change| Change { number: draft.number, kind: change.kind, text: change.text, at: now });
        let rating = check.content.rating.key.clone().map(|key| (key, check.content.rating.value));
        let stored = StoredCheck { content_hash: check.content.hash(), rating, change: 0, check };
        let changes = changes.into_iter().collect();
        Ok(Published { stored, versions, changes, said: Vec::new(), superseded_by: None })
    }
}
