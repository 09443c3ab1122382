//! Asking: the checks of the store in the engine's index, and the engine's answer in people's words.
//!
//! Asking is a look-up. Nothing of a question is stored or logged.

mod reason;
mod reply;
pub mod test_set;
#[cfg(test)]
mod tests;

use thuchu_embed::Quantised;
use thuchu_match::{Ask, Decision, Doc, Index, Lacking, Match, Scratch, TakenApart, Weights};
use thuchu_model::{CheckId, CheckState, Lang, Publisher, Sha256Hash, Thresholds, Timestamp, Trust};
use thuchu_store::checks::{self, IndexRow};
use thuchu_store::{Db, StoreError, desk_settings, publishers};
use thuchu_text::links::CanonicalUrl;

use crate::library::{Library, Shown};
use crate::meaning::Meant;

pub use reason::{differs, why};
pub use reply::{MatchReply, ReplyMatch, ReplyRating};

/// Rows read at a time while the index is filled.
const PAGE: u32 = 10_000;

/// Checks of one claim that are known as such.
const SAME_CLAIMS: usize = 20;

/// The matching engine of one desk and its library, kept in step with the store.
pub struct Matcher {
    index: Index,
    library: Library,
    /// What is decided by: the calibrated weights, with thresholds of the desk's settings where there are such.
    weights: Weights,
    /// The built-in weights, or those that the desk was calibrated to.
    calibrated: Weights,
    /// The thresholds of the desk's settings.
    thresholds: Option<Thresholds>,
    /// Whose vectors the index has.
    model: Option<Sha256Hash>,
    /// Every check had its vectors at one time or another: from then on only the newest lack them, for a moment.
    whole: bool,
    /// The newest change that the index has seen.
    seen: i64,
    /// The newest change of a publisher that the index has seen.
    seen_publisher: i64,
}

/// A question.
#[derive(Debug, Clone, Copy)]
pub struct Question<'a> {
    /// The message as it came.
    pub text: &'a str,
    /// Links sent beside it.
    pub links: &'a [CanonicalUrl],
    /// In which language to show a check that has several; never a filter.
    pub lang: Option<&'a Lang>,
    /// Most matches wanted, 1 to 100.
    pub limit: usize,
    /// The time against which checks are stale.
    pub now: Timestamp,
    /// What the message means, where there is a model; else it is found by its words.
    pub sense: Option<&'a Meant>,
}

/// What the store has and a matcher has not yet.
pub(crate) enum News {
    /// Publishers and a page of checks; an empty page means up to date.
    Page(Vec<(i64, Publisher)>, Vec<IndexRow>),
    /// A publisher's trust changed, which decides about all its checks: everything is to be read again.
    Everything,
}

/// Checks ready to be put in: their texts are taken apart already.
pub(crate) struct Ready(Vec<(IndexRow, Option<TakenApart>)>);

impl Matcher {
    /// Without any check, having seen nothing.
    pub(crate) fn empty() -> Self {
        let calibrated = Weights::built_in();
        Self {
            index: Index::default(),
            library: Library::default(),
            weights: calibrated.clone(),
            calibrated,
            thresholds: None,
            model: None,
            whole: false,
            seen: 0,
            seen_publisher: 0,
        }
    }

    /// Fills an index with every check that may be shown.
    ///
    /// # Errors
    /// Whatever the store says.
    pub async fn load(db: &Db) -> Result<Self, StoreError> {
        let (settings, _) = desk_settings::load(&mut db.read()).await?;
        let fresh = || {
            let mut matcher = Self::empty();
            matcher.decide_by(settings.thresholds);
            matcher
        };
        let mut matcher = fresh();
        loop {
            match matcher.news(db, PAGE).await? {
                News::Page(publishers, rows) if rows.is_empty() => {
                    matcher.put_publishers(publishers);
                    return Ok(matcher);
                }
                News::Page(publishers, rows) => {
                    matcher.put_publishers(publishers);
                    // Long work for the processor: whoever is being served meanwhile is not held up.
                    let filled = tokio::task::spawn_blocking(move || {
                        matcher.fill(rows);
                        matcher
                    });
                    matcher = filled.await.unwrap_or_else(|error| std::panic::resume_unwind(error.into_panic()));
                }
                // Somebody changed a trust in the midst of it: from the start.
                News::Everything => matcher = fresh(),
            }
        }
    }

    /// How sure matches must be from now on; as calibrated with `None`.
    pub fn decide_by(&mut self, thresholds: Option<Thresholds>) {
        self.thresholds = thresholds;
        self.weights = self.calibrated.clone();
        if let Some(Thresholds { answer, suggest }) = thresholds {
            (self.weights.answer, self.weights.suggest) = (answer, suggest);
        }
    }

    /// By what is decided from now on: the desk's own weights, or the built-in ones. Thresholds of the settings stay.
    pub fn weigh_by(&mut self, weights: Weights) {
        self.calibrated = weights;
        self.decide_by(self.thresholds);
    }

    /// By what is decided.
    #[must_use]
    pub const fn weights(&self) -> &Weights {
        &self.weights
    }

    /// Takes a page of checks in that are all new to the index.
    fn fill(&mut self, rows: Vec<IndexRow>) {
        self.seen = rows.last().map_or(self.seen, |row| row.change);
        self.index.extend(rows.iter().filter(|row| row.state.is_live()).map(as_doc));
        rows.into_iter().for_each(|row| self.library.put(row));
    }

    /// Takes in what changed since: new checks, new versions, withdrawals, replacements, trust. Returns how many checks
    /// were read.
    ///
    /// # Errors
    /// Whatever the store says; the index then stands where it stood at the last whole page.
    pub async fn refresh(&mut self, db: &Db) -> Result<usize, StoreError> {
        let mut read = 0;
        loop {
            match self.news(db, PAGE).await? {
                News::Everything => {
                    let mut anew = Self::load(db).await?;
                    anew.weigh_by(self.calibrated.clone());
                    *self = anew;
                    return Ok(self.len());
                }
                News::Page(publishers, rows) => {
                    self.put_publishers(publishers);
                    if rows.is_empty() {
                        return Ok(read);
                    }
                    read += rows.len();
                    self.put(Ready::of(rows));
                }
            }
        }
    }

    /// What the store has that this matcher has not seen, `limit` checks at most.
    pub(crate) async fn news(&self, db: &Db, limit: u32) -> Result<News, StoreError> {
        News::after(db, self.seen, self.seen_publisher, limit, &|publisher| {
            self.library.publisher(publisher.id).is_some_and(|known| known.trust != publisher.trust)
        })
        .await
    }

    /// Takes publishers in.
    pub(crate) fn put_publishers(&mut self, publishers: Vec<(i64, Publisher)>) {
        for (change, publisher) in publishers {
            self.seen_publisher = self.seen_publisher.max(change);
            self.library.put_publisher(publisher);
        }
    }

    /// Takes checks in, each in its place in the order of changes.
    pub(crate) fn put(&mut self, ready: Ready) {
        for (row, taken) in ready.0 {
            self.seen = self.seen.max(row.change);
            match taken {
                Some(taken) => self.index.put_taken(&taken),
                None => self.index.remove(row.id),
            }
            self.library.put(row);
        }
    }

    /// The newest changes seen: of checks, of publishers.
    pub(crate) fn seen(&self) -> (i64, i64) {
        (self.seen, self.seen_publisher)
    }

    /// Another number whenever anything that may be shown has changed.
    pub fn generation(&self) -> i64 {
        // Both only grow, so the sum tells two states apart.
        self.seen.saturating_add(self.seen_publisher)
    }

    /// The checks that may be shown.
    pub fn library(&self) -> &Library {
        &self.library
    }

    /// Number of checks that can be found.
    pub fn len(&self) -> usize {
        self.index.len()
    }

    /// True if no check can be found.
    pub fn is_empty(&self) -> bool {
        self.index.is_empty()
    }

    /// Heap bytes of the index, estimated.
    pub fn bytes(&self) -> usize {
        self.index.bytes()
    }

    /// Answers a question.
    pub fn ask(&self, question: Question<'_>, scratch: &mut Scratch) -> MatchReply {
        let answer = self.index.ask(self.asked(&question), &self.weights, scratch);
        reply::reply(answer, &self.library, question.lang, &self.weights.version)
    }

    fn asked<'q>(&self, question: &Question<'q>) -> Ask<'q> {
        // What another model means by it says nothing about these vectors.
        let sense = question.sense.filter(|meant| self.model == Some(meant.model)).map(|meant| &meant.sense);
        let Question { text, links, limit, now, .. } = *question;
        Ask { text, links, limit, now, sense }
    }

    /// The decision and the first match by these weights if some checks were not there, and checks with their scores.
    pub(crate) fn ask_leaving_out(
        &self,
        question: Question<'_>,
        left_out: &[CheckId],
        weights: &Weights,
        scratch: &mut Scratch,
    ) -> (Decision, Option<Match>, Vec<(CheckId, f32)>) {
        self.index.ask_leaving_out(self.asked(&question), left_out, weights, scratch)
    }

    /// This check, and those that the engine takes for the same claim.
    pub(crate) fn same_claims(&self, check: CheckId, now: Timestamp, scratch: &mut Scratch) -> Vec<CheckId> {
        let mut same = vec![check];
        let Some(claim) = self.library.get(check).and_then(|shown| shown.claim_in(None)) else { return same };
        let ask = Ask { text: claim.text.as_str(), links: &[], limit: SAME_CLAIMS, now, sense: None };
        let found = self.index.ask(ask, &self.calibrated, scratch).matches;
        same.extend(found.iter().filter(|m| m.probability >= self.calibrated.answer).map(|found| found.id));
        same.sort_unstable();
        same.dedup();
        same
    }

    /// Whether these are the vectors that the index has.
    pub(crate) fn is_of(&self, model: Sha256Hash) -> bool {
        self.model == Some(model)
    }

    /// From now on the vectors are this model's; those of another are forgotten.
    pub(crate) fn think_with(&mut self, model: Sha256Hash) {
        if self.model.replace(model).is_some_and(|before| before != model) {
            self.index.forget_vectors();
            self.whole = false;
        }
    }

    /// Every check has vectors of the model now.
    pub(crate) fn is_whole(&mut self) {
        self.whole = true;
    }

    /// Whether this check has its vectors, and all others had theirs.
    pub fn knows_meaning_of(&self, id: CheckId) -> bool {
        self.whole && self.index.has_vectors(id)
    }

    /// Checks without vectors, `most` at most.
    pub(crate) fn lacking(&self, most: usize) -> Vec<Lacking> {
        self.index.without_vectors(most)
    }

    /// Takes vectors of a check in, unless its texts changed meanwhile.
    pub(crate) fn give(&mut self, check: &Lacking, vectors: &[Quantised]) {
        self.index.give_vectors(check.id, &check.texts, vectors);
    }

    /// Checks with vectors, and checks in all.
    pub fn vectors(&self) -> (usize, usize) {
        self.index.vectors()
    }

    /// The probability from which a match is worth showing to a person as related.
    pub fn worth_showing(&self) -> f32 {
        self.weights.suggest
    }

    /// Looks checks that pass up by words, best first, `most` (1 to 1,000) at most.
    pub fn find(
        &self,
        words: &str,
        most: usize,
        passes: impl Fn(&Shown) -> bool,
        scratch: &mut Scratch,
    ) -> Vec<&Shown> {
        let passes = |id| self.library.get(id).is_some_and(&passes);
        let found = self.index.find(words, most, passes, &self.weights, scratch);
        found.into_iter().filter_map(|(id, _)| self.library.get(id)).collect()
    }
}

impl Matcher {
    /// Other checks that pass and lead on from this one, by their words and, where there are vectors, by their meaning;
    /// best first, `most` at most.
    pub fn related(
        &self,
        shown: &Shown,
        most: usize,
        passes: impl Fn(&Shown) -> bool,
        scratch: &mut Scratch,
    ) -> Vec<&Shown> {
        let Some(claim) = shown.wordings.first() else { return Vec::new() };
        let passes = |id| self.library.get(id).is_some_and(&passes);
        let found = self.index.related(shown.id, claim.text.as_str(), most, passes, &self.weights, scratch);
        found.into_iter().filter_map(|(id, _)| self.library.get(id)).collect()
    }
}

impl News {
    /// What came after these change numbers. `trust_differs` tells of a publisher whether it is known with another
    /// trust.
    pub(crate) async fn after(
        db: &Db,
        seen: i64,
        seen_publisher: i64,
        limit: u32,
        trust_differs: &(dyn Fn(&Publisher) -> bool + Sync),
    ) -> Result<Self, StoreError> {
        let publishers = publishers::changed_since(&mut db.read(), seen_publisher).await?;
        if publishers.iter().any(|(_, publisher)| trust_differs(publisher)) {
            return Ok(Self::Everything);
        }
        Ok(Self::Page(publishers, checks::changed_since(&mut db.read(), seen, limit).await?))
    }
}

impl Ready {
    /// Takes the texts of the live ones apart, on all cores.
    pub(crate) fn of(rows: Vec<IndexRow>) -> Self {
        let docs = rows.iter().filter(|row| row.state.is_live()).map(as_doc).collect();
        let mut taken = TakenApart::all(docs).into_iter();
        Self(rows.into_iter().map(|row| if row.state.is_live() { (row, taken.next()) } else { (row, None) }).collect())
    }

    /// In portions of this many, in their order.
    pub(crate) fn portions(self, size: usize) -> impl Iterator<Item = Self> {
        let mut rest = self.0.into_iter();
        std::iter::from_fn(move || {
            let portion: Vec<_> = rest.by_ref().take(size).collect();
            (!portion.is_empty()).then_some(Self(portion))
        })
    }
}

/// The answer of a check in a few sentences, in the language asked for where the check has it, else in its own.
///
/// # Errors
/// Whatever the store says.
pub async fn summary(db: &Db, id: CheckId, lang: Option<&Lang>) -> Result<Option<String>, StoreError> {
    let found = checks::find(&mut db.read(), &[id]).await?;
    let content = found.first().map(|stored| &stored.check.content);
    Ok(content.and_then(|content| content.text_in(lang).summary.or(content.summary.as_deref())).map(str::to_owned))
}

/// A row of the store as the engine's document.
fn as_doc(row: &IndexRow) -> Doc {
    let trust = match (&row.publisher, &row.state) {
        // From the asking for a withdrawal on, a check is at most suggested.
        (None, CheckState::Published) => Trust::Answer,
        (None, _) => Trust::Show,
        (Some(publisher), CheckState::Published) => publisher.trust,
        (Some(publisher), _) => publisher.trust.min(Trust::Show),
    };
    let links = row.url.iter().chain(&row.links).filter_map(|link| thuchu_text::canonical(link).ok()).collect();
    Doc {
        id: row.id,
        wordings: row.wordings.iter().map(|w| w.text.as_str().to_owned()).collect(),
        title: row.title.clone(),
        links,
        value: row.rating.as_ref().and_then(|(_, value)| *value).map(|value| value.get()),
        trust,
        holds_until: row.holds_until,
    }
}
