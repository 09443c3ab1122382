//! Reading the queue: a page of it, one cluster, a picture. The only ways to words of askers (TRUST R64): a reader's
//! first look at the queue on a day is audited, and each opening of a cluster.

use std::collections::HashMap;
use std::sync::PoisonError;

use serde_json::json;
use thuchu_model::{
    Act, AuditObject, CheckId, Cluster, ClusterId, ClusterWording, Day, EditorId, Lang, MediaId, Message, MessageId,
    MessageText, Sha256Hash, Timestamp, may,
};
use thuchu_store::queue::{self, ActDone, Filter, Listed, Place, SavedView, Tally};
use thuchu_store::sealing::{Opened as Unsealed, place};
use thuchu_store::{StoreError, audit, editors};
use thuchu_text::fold;

use super::group::RECENT_DAYS;
use super::{Queue, QueueError, acting};

/// Clusters on a page.
pub const PAGE: usize = 30;
/// Wordings that a cluster's page shows.
const WAYS: u32 = 30;
/// Pictures of a cluster that are shown.
const PICTURES: u32 = 20;
/// Acts that a cluster's page lists.
const ACTS: u32 = 20;
/// Own wordings that are searched, and found at most.
const SEARCHED: u32 = 20_000;
const FOUND: usize = 400;
/// Coming back to the cluster that one opened last is no other opening for so long.
const SAME_SECONDS: i64 = 30 * 60;

/// What a cluster asks, as its reader sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Words {
    /// The desk's own.
    Own(String),
    /// An asker's, cleaned.
    Asked(MessageText),
    /// Sealed with a key that is gone.
    Lost,
    /// Deleted.
    Gone,
}

/// A cluster in the list.
#[derive(Debug, Clone)]
pub struct InList {
    /// The cluster and how many asked lately.
    pub listed: Listed,
    /// What it asks.
    pub words: Words,
    /// How many asked on each of the last days, today the last.
    pub days: [u32; RECENT_DAYS as usize],
}

/// Somebody to whom a cluster can be given.
#[derive(Debug, Clone)]
pub struct Colleague {
    /// Who.
    pub id: EditorId,
    /// Their name.
    pub name: String,
}

/// A page of the queue.
pub struct Page {
    /// The counts beside it.
    pub tally: Tally,
    /// The clusters.
    pub rows: Vec<InList>,
    /// Where the next page begins.
    pub next: Option<Place>,
    /// The reader's views.
    pub views: Vec<SavedView>,
    /// Who works here and may be given a cluster.
    pub colleagues: Vec<Colleague>,
}

/// One way in which a cluster was asked.
#[derive(Debug, Clone)]
pub struct Asked {
    /// The keyed hash of the wording.
    pub hash: Sha256Hash,
    /// What was written.
    pub words: Words,
    /// In which language.
    pub lang: Lang,
    /// How often.
    pub messages: u32,
    /// From when to when.
    pub days: (Day, Day),
}

/// A cluster, opened.
pub struct Opened {
    /// As in the list.
    pub row: InList,
    /// Where it went, if it was merged.
    pub merged_into: Option<ClusterId>,
    /// In which ways it was asked, the most frequent first.
    pub ways: Vec<Asked>,
    /// How many ways there are, and how many messages.
    pub counts: (u32, u32),
    /// Its pictures.
    pub pictures: Vec<MediaId>,
    /// What was done to it, newest first.
    pub acts: Vec<ActDone>,
    /// What editors said of suggestions.
    judged: Vec<(CheckId, bool)>,
}

impl Opened {
    /// The cluster.
    #[must_use]
    pub const fn cluster(&self) -> &Cluster {
        &self.row.listed.cluster
    }

    /// What editors said of a suggestion.
    #[must_use]
    pub fn said(&self, check: CheckId) -> Option<bool> {
        Queue::said(&self.judged, check)
    }
}

/// A picture, as a browser shows it.
pub struct Shows {
    /// Whether it is PNG; else JPEG.
    pub png: bool,
    /// The bytes.
    pub bytes: Vec<u8>,
}

impl Queue {
    /// A page of the queue behind `after`; `words` are looked for in the desk's own wordings alone. The reader's first
    /// look on a day is audited.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn page(
        &self,
        by: EditorId,
        filter: &Filter,
        words: &str,
        after: Option<&Place>,
    ) -> Result<Page, QueueError> {
        let (today, me) = (self.desk.today(), by);
        self.seen(by, today).await?;
        let mut store = self.desk.db.read();
        let only = if words.trim().is_empty() { None } else { Some(self.found(words).await?) };
        let mut listed = queue::list(&mut store, filter, only.as_deref(), (me, today), after, PAGE as u32 + 1).await?;
        let more = listed.len() > PAGE;
        listed.truncate(PAGE);
        let next = listed.last().filter(|_| more).map(|last| last.place(filter.order));
        let rows = self.rows(listed, today).await?;
        let tally = queue::tally(&mut store, me, today).await?;
        let views = queue::views(&mut store, me).await?;
        let all = editors::all(&mut store).await?;
        let able = all.into_iter().filter(|editor| editor.active && may(editor.role, Act::Triage));
        let colleagues = able.map(|editor| Colleague { id: editor.id, name: editor.name.to_string() }).collect();
        Ok(Page { tally, rows, next, views, colleagues })
    }

    /// Audits a reader's first look at the queue on a day. Later ones write nothing.
    async fn seen(&self, by: EditorId, today: Day) -> Result<(), QueueError> {
        if queue::has_seen(&mut self.desk.db.read(), by, today).await? {
            return Ok(());
        }
        let mut tx = self.desk.db.begin().await?;
        if queue::seen_today(&mut tx, by, today).await? {
            let act = crate::act("queue.read")?;
            audit::append(&mut tx, &[by], act, AuditObject::Desk, &json!({}), self.desk.now()).await?;
            tx.commit().await?;
        }
        Ok(())
    }

    async fn rows(&self, listed: Vec<Listed>, today: Day) -> Result<Vec<InList>, StoreError> {
        let ids: Vec<ClusterId> = listed.iter().map(|row| row.cluster.id).collect();
        let since = today.plus_days(1 - RECENT_DAYS);
        let mut counts: HashMap<ClusterId, Vec<(Day, u32)>> =
            queue::days(&mut self.desk.db.read(), &ids, since).await?;
        let mut rows = Vec::with_capacity(listed.len());
        for row in listed {
            let mut days = [0; RECENT_DAYS as usize];
            for (day, askers) in counts.remove(&row.cluster.id).unwrap_or_default() {
                let slot = (0..RECENT_DAYS).find(|ago| since.plus_days(*ago) == day);
                if let Some(slot) = slot.and_then(|ago| usize::try_from(ago).ok()).and_then(|ago| days.get_mut(ago)) {
                    *slot = askers;
                }
            }
            rows.push(InList { words: self.words(&row)?, listed: row, days });
        }
        Ok(rows)
    }

    fn words(&self, row: &Listed) -> Result<Words, StoreError> {
        match (&row.cluster.wording, &row.sealed) {
            (ClusterWording::Own(own), _) => Ok(Words::Own(own.clone())),
            (ClusterWording::Of(message), Some(sealed)) => self.unseal(*message, sealed),
            (ClusterWording::Of(_), None) | (ClusterWording::Gone, _) => Ok(Words::Gone),
        }
    }

    fn unseal(&self, message: MessageId, sealed: &[u8]) -> Result<Words, StoreError> {
        let Unsealed::Bytes(bytes) = self.desk.keys.open(sealed, &place("message", message))? else {
            return Ok(Words::Lost);
        };
        Ok(serde_json::from_slice(&bytes).map_or(Words::Lost, Words::Asked))
    }

    /// The clusters whose own wording has all these words, with or without their marks.
    async fn found(&self, words: &str) -> Result<Vec<ClusterId>, QueueError> {
        let wanted: String = words.chars().take(LOOKED_FOR).collect();
        let wanted: Vec<String> = fold(&wanted).split_whitespace().map(str::to_owned).collect();
        let all = queue::own_wordings(&mut self.desk.db.read(), SEARCHED).await?;
        let fits = |own: &str| {
            let own = fold(own);
            wanted.iter().all(|word| own.contains(word.as_str()))
        };
        Ok(all.into_iter().filter(|(_, own)| fits(own)).map(|(id, _)| id).take(FOUND).collect())
    }

    /// Opens a cluster: its messages by wording, its pictures, what was done to it. Audited, unless it is the one that
    /// this reader has open already.
    ///
    /// # Errors
    /// [`QueueError::Missing`] when there is none, or no batch has shown it.
    pub async fn open(&self, by: EditorId, id: ClusterId) -> Result<Opened, QueueError> {
        let mut store = self.desk.db.read();
        let listed = queue::one(&mut store, id).await?.ok_or(QueueError::Missing("cluster"))?;
        self.audit_opening(by, id).await?;
        let ways = queue::ways(&mut store, id, WAYS).await?;
        let mut asked = Vec::with_capacity(ways.some.len());
        for way in ways.some {
            let words = self.unseal(way.message, &way.sealed)?;
            asked.push(Asked { hash: way.hash, words, lang: way.lang, messages: way.messages, days: way.days });
        }
        let pictures = queue::pictures(&mut store, id, PICTURES).await?;
        let acts = queue::acts(&mut store, id, ACTS).await?;
        let judged = queue::judged(&mut store, id).await?;
        let merged_into = queue::merged_into(&mut store, id).await?;
        let mut rows = self.rows(vec![listed], self.desk.today()).await?;
        let row = rows.pop().ok_or(QueueError::Missing("cluster"))?;
        Ok(Opened { row, merged_into, ways: asked, counts: (ways.all, ways.messages), pictures, acts, judged })
    }

    /// A picture of a cluster. Audited as [`Queue::open`] is.
    ///
    /// # Errors
    /// [`QueueError::Missing`] when it is not there, or cannot be opened any more.
    pub async fn picture(&self, by: EditorId, cluster: ClusterId, id: MediaId) -> Result<Shows, QueueError> {
        let found = queue::picture(&mut self.desk.db.read(), cluster, id).await?;
        let found = found.ok_or(QueueError::Missing("picture"))?;
        self.audit_opening(by, cluster).await?;
        match self.desk.keys.open(&found.sealed, &place("media", id))? {
            Unsealed::Bytes(bytes) => Ok(Shows { png: found.png, bytes }),
            Unsealed::Lost | Unsealed::Damaged => Err(QueueError::Missing("picture")),
        }
    }

    async fn audit_opening(&self, by: EditorId, id: ClusterId) -> Result<(), QueueError> {
        let (reader, now) = (by, self.desk.now());
        let last = self.opened.lock().unwrap_or_else(PoisonError::into_inner).get(&reader).copied();
        if last.is_some_and(|(open, at)| open == id && now < at.plus_seconds(SAME_SECONDS)) {
            return Ok(());
        }
        let mut tx = self.desk.db.begin().await?;
        acting(&mut tx, by, Act::ReadMessages).await?;
        let (act, object) = (crate::act("cluster.opened_by_reader")?, AuditObject::Cluster(id));
        audit::append(&mut tx, &[reader], act, object, &json!({}), now).await?;
        tx.commit().await?;
        let mut opened = self.opened.lock().unwrap_or_else(PoisonError::into_inner);
        let fresh = |at: &Timestamp| now < at.plus_seconds(SAME_SECONDS);
        opened.retain(|_, (_, at)| fresh(at));
        opened.insert(reader, (id, now));
        Ok(())
    }
}

/// Characters that are looked for.
const LOOKED_FOR: usize = Message::MOST_CHARACTERS / 100;
