//! Asking: from a message to a decision with its reasons.

use std::cmp::Ordering;

use thuchu_model::{CheckId, Timestamp, Trust};

use crate::align::Alignment;
use crate::analyse::Analysed;
use crate::answer::{Answer, Decision, Explanation, Match, Veto};
use crate::dense;
use crate::features::{Features, MeaningFeatures, Standing};
use crate::index::{Entry, Index};
use crate::retrieve::{Query, Scratch, candidates};
use crate::score::{Likeness, add_grams, compare};
use crate::sense::Sense;
use crate::slots::Slots;
use crate::weights::Weights;

/// Candidates that the first pass hands on at the least; a large desk has more that look alike.
const CANDIDATES: usize = 80;
/// Candidates for the meaning of the message; twice as many for one in parts.
const NEAREST: usize = 50;
/// Candidates whose character grams are compared.
const GRAM_CANDIDATES: usize = 24;
/// The same of a foreign message, of whose words the others tell less.
const GRAM_CANDIDATES_FOREIGN: usize = 80;
/// Matches whose probability and slots are worked out, so that two that disagree are seen.
const EXPLAINED: usize = 5;
/// Most matches that can be asked for.
const MOST_MATCHES: usize = 100;
/// Two claims that share this much are the same claim checked twice: the second is no rival of the first.
const SAME_CLAIM: f32 = 0.8;
/// From this many characters on, words that are the same are no accident, however few spaces they have.
const WITHOUT_SPACES: usize = 8;
/// Probability of a match by an exact key.
const SURE: f32 = 0.99;
/// A message with a link has words of its own from this many syllables on.
const OWN_WORDS: usize = 6;

/// What is asked.
#[derive(Debug, Clone, Copy)]
pub struct Ask<'a> {
    /// The message as it came, links included.
    pub text: &'a str,
    /// Links sent beside the text, in any form.
    pub links: &'a [thuchu_text::links::CanonicalUrl],
    /// Most matches wanted; 1 to 100.
    pub limit: usize,
    /// The time against which checks are stale.
    pub now: Timestamp,
    /// The message as a language model sees it, where there is one; without it words alone decide.
    pub sense: Option<&'a Sense>,
}

/// A candidate on its way.
pub(crate) struct Candidate {
    pub(crate) doc: u32,
    entry: u32,
    pub(crate) likeness: Likeness,
    pub(crate) score: f32,
    link: bool,
    same_form: bool,
}

/// A candidate beside its rivals.
struct Beside {
    margin: f32,
    meaning: Option<MeaningFeatures>,
    standing: Option<Standing>,
}

impl Index {
    /// Finds the checks that a message is about and decides whether the best one may be answered.
    ///
    /// Never fails: a message without words or links has no match. `scratch` is room that a thread reuses; it belongs
    /// to this index.
    pub fn ask(&self, ask: Ask<'_>, weights: &Weights, scratch: &mut Scratch) -> Answer {
        let text = Analysed::message(ask.text);
        let query = Query::new(&text, self);
        let limit = ask.limit.clamp(1, MOST_MATCHES);
        let ranked = self.rank(&query, &ask, &[], weights, scratch);
        // So that two that disagree are seen.
        let mut matches = self.work_out(&query, &ranked, limit.max(EXPLAINED), ask.now, weights);
        let decision = self.decide(&mut matches, &ranked, weights);
        matches.truncate(limit);
        Answer { decision, matches }
    }

    /// The decision and the first match as [`Index::ask`] gives them if the checks of `left_out` were not there, and up
    /// to `ask.limit` checks with their scores, best first.
    pub fn ask_leaving_out(
        &self,
        ask: Ask<'_>,
        left_out: &[CheckId],
        weights: &Weights,
        scratch: &mut Scratch,
    ) -> (Decision, Option<Match>, Vec<(CheckId, f32)>) {
        let text = Analysed::message(ask.text);
        let query = Query::new(&text, self);
        let ranked = self.rank(&query, &ask, left_out, weights, scratch);
        let mut matches = self.work_out(&query, &ranked, EXPLAINED, ask.now, weights);
        let decision = self.decide(&mut matches, &ranked, weights);
        let list = ranked.iter().take(ask.limit).map(|c| (self.docs[c.doc as usize].id, c.score)).collect();
        (decision, matches.into_iter().next(), list)
    }

    /// Explains the first `most` candidates.
    fn work_out(
        &self,
        query: &Query<'_>,
        ranked: &[Candidate],
        most: usize,
        now: Timestamp,
        weights: &Weights,
    ) -> Vec<Match> {
        let margin = |place| self.margin(ranked, place);
        ranked
            .iter()
            .take(most)
            .enumerate()
            .map(|(place, c)| {
                let standing = query.foreign.then(|| Standing::of(c.score, self.rivals(ranked, place), self.len()));
                let beside = Beside { margin: margin(place), meaning: self.meaning_of(ranked, place), standing };
                self.explain(query, c, &beside, now, weights)
            })
            .collect()
    }

    /// Candidates with their scores, best first, one per check.
    fn rank(
        &self,
        query: &Query<'_>,
        ask: &Ask<'_>,
        left_out: &[CheckId],
        weights: &Weights,
        scratch: &mut Scratch,
    ) -> Vec<Candidate> {
        let wide = CANDIDATES + self.entries.len().isqrt() / 4;
        let most = wide.max(ask.limit.min(MOST_MATCHES) + left_out.len());
        let mut entries = candidates(self, query, most, |_| true, scratch);
        if let Some(sense) = ask.sense {
            entries.extend(dense::nearest(self, sense, NEAREST, &mut scratch.near));
            entries.sort_unstable();
            entries.dedup();
        }
        let mut list: Vec<Candidate> =
            entries.into_iter().map(|entry| self.candidate(query, ask.sense, entry, weights, scratch)).collect();
        self.add_exact(query, ask, &mut list, weights, scratch);
        list.retain(|c| !left_out.contains(&self.docs[c.doc as usize].id));
        list.sort_unstable_by(|a, b| b.score.total_cmp(&a.score).then(a.entry.cmp(&b.entry)));
        let near = list.len().min(if query.foreign { GRAM_CANDIDATES_FOREIGN } else { GRAM_CANDIDATES });
        let whole = query.text.len();
        scratch.grams.fill(&query.text.folded, &self.grams);
        for windowed in [false, true] {
            for candidate in list[..near].iter_mut().filter(|c| (c.likeness.window.len() < whole) == windowed) {
                add_grams(self, query, candidate.entry, &mut candidate.likeness, scratch);
                candidate.score = candidate.likeness.score(weights);
            }
        }
        for candidate in &mut list {
            if candidate.link || candidate.same_form {
                candidate.score = 1.0;
            }
        }
        list.sort_unstable_by(|a, b| self.better(a, b));
        let mut seen = Vec::with_capacity(list.len());
        list.retain(|c| {
            let new = !seen.contains(&c.doc);
            if new {
                seen.push(c.doc);
            }
            new
        });
        list
    }

    /// Order of candidates: links first, then likeness, then the check's id.
    fn better(&self, a: &Candidate, b: &Candidate) -> Ordering {
        let id = |c: &Candidate| self.docs[c.doc as usize].id;
        let words = |c: &Candidate| c.likeness.claim + c.likeness.message;
        b.link
            .cmp(&a.link)
            .then(b.score.total_cmp(&a.score))
            .then_with(|| if a.link { words(b).total_cmp(&words(a)) } else { Ordering::Equal })
            .then_with(|| id(a).cmp(&id(b)))
    }

    pub(crate) fn candidate(
        &self,
        query: &Query<'_>,
        sense: Option<&Sense>,
        entry: u32,
        weights: &Weights,
        scratch: &mut Scratch,
    ) -> Candidate {
        scratch.work.compared += 1;
        let mut likeness = compare(self, query, entry, scratch);
        likeness.meaning = sense.and_then(|sense| dense::meaning(self, sense, query, entry, weights));
        // Until the grams are compared, the two coverages stand in for them.
        likeness.grams = (likeness.claim * likeness.message).sqrt();
        let score = likeness.score(weights);
        Candidate { doc: self.entries[entry as usize].doc, entry, likeness, score, link: false, same_form: false }
    }

    /// Adds what an exact key names: a shared link, the same words.
    fn add_exact(
        &self,
        query: &Query<'_>,
        ask: &Ask<'_>,
        list: &mut Vec<Candidate>,
        weights: &Weights,
        scratch: &mut Scratch,
    ) {
        let mut docs: Vec<u32> = Vec::new();
        for link in query.text.links.iter().chain(ask.links) {
            docs.extend(self.by_link.get(link.as_str()).into_iter().flatten());
        }
        docs.sort_unstable();
        docs.dedup();
        for doc in docs {
            let entries = self.docs[doc as usize].entries.clone();
            let best = entries
                .map(|entry| self.candidate(query, ask.sense, entry, weights, scratch))
                .max_by(|a, b| a.score.total_cmp(&b.score).then(b.entry.cmp(&a.entry)));
            if let Some(best) = best {
                list.retain(|c| c.entry != best.entry);
                list.push(Candidate { link: true, ..best });
            }
        }
        // Two or three words may stand in any message; a sentence written without spaces is one.
        if query.text.len() < 3 && query.text.text.chars().count() < WITHOUT_SPACES {
            return;
        }
        let form = crate::terms::hash_parts((0..query.text.len()).map(|i| query.text.accented(i)));
        for &entry in self.by_form.get(&form).into_iter().flatten() {
            let link = list.iter().any(|c| c.entry == entry && c.link);
            list.retain(|c| c.entry != entry);
            let candidate = self.candidate(query, ask.sense, entry, weights, scratch);
            list.push(Candidate { same_form: true, link, ..candidate });
        }
    }

    /// How far the first rival is behind candidate `place`, relative to its score, 0.0 to 1.0.
    fn margin(&self, ranked: &[Candidate], place: usize) -> f32 {
        let here = &ranked[place];
        match self.rivals(ranked, place).next() {
            Some(rival) if here.score > 0.0 => ((here.score - rival) / here.score).clamp(0.0, 1.0),
            _ => 1.0,
        }
    }

    /// The scores of those that compete with candidate `place`, best first.
    fn rivals<'c>(&'c self, ranked: &'c [Candidate], place: usize) -> impl Iterator<Item = f32> + 'c {
        let here = ranked[place].entry;
        let others =
            ranked.iter().enumerate().filter(move |&(other, c)| other != place && !self.same_claim(here, c.entry));
        others.map(|(_, rival)| rival.score)
    }

    /// What the meaning of candidate `place` says beside those of its rivals; none without a model.
    fn meaning_of(&self, ranked: &[Candidate], place: usize) -> Option<MeaningFeatures> {
        let alike = |c: &Candidate| c.likeness.meaning.as_ref().map(|meaning| meaning.alike);
        let here = alike(&ranked[place])?;
        let mut next = 0.0_f32;
        for (other, rival) in ranked.iter().enumerate().take(GRAM_CANDIDATES) {
            let rival_alike = alike(rival).unwrap_or(0.0);
            if other != place && rival_alike > next && !self.same_claim(ranked[place].entry, rival.entry) {
                next = rival_alike;
            }
        }
        Some(MeaningFeatures { alike: here, margin: (here - next + 0.5).clamp(0.0, 1.0) })
    }

    /// True if two wordings are nearly the same words: one claim, checked twice.
    fn same_claim(&self, a: u32, b: u32) -> bool {
        let folds = |entry: &Entry| {
            let mut list: Vec<u32> = entry.syllables.iter().map(|&s| self.terms.fold_of(s)).collect();
            list.sort_unstable();
            list.dedup();
            list
        };
        let (a, b) = (folds(&self.entries[a as usize]), folds(&self.entries[b as usize]));
        let shared = a.iter().filter(|x| b.binary_search(x).is_ok()).count();
        let all = a.len() + b.len() - shared;
        all > 0 && shared as f32 / all as f32 >= SAME_CLAIM
    }

    /// Aligns one candidate and compares its slots.
    fn explain(
        &self,
        query: &Query<'_>,
        candidate: &Candidate,
        beside: &Beside,
        now: Timestamp,
        weights: &Weights,
    ) -> Match {
        let entry = &self.entries[candidate.entry as usize];
        let doc = &self.docs[candidate.doc as usize];
        let claim = Analysed::of(&entry.text);
        let window = widened(&candidate.likeness.window, query.text.len() - query.text.signature);
        let alignment = Alignment::of(&claim, query.text, &window);
        let facings = alignment.facings(&window);
        let mut features = Features::of(self, query, &claim, &alignment, &facings, &candidate.likeness);
        features.margin = (beside.margin * 3.0).min(1.0);
        features.meaning = beside.meaning;
        features.standing = beside.standing;
        let slots = Slots::compare(&claim, query.text, &alignment, &facings, &window);
        slots.mark(&mut features);
        let likely = features.probability(weights, self.len());
        let related = features.without_slots().probability(weights, self.len());
        let own_words = query.text.len() >= OWN_WORDS;
        let probability = match (candidate.link, candidate.same_form) {
            (_, true) => likely.max(SURE),
            // A link with other words beside it may be about something else on the same page.
            (true, _) if own_words => likely.max(weights.suggest),
            (true, _) => likely.max(SURE),
            _ => likely,
        };
        let bare_link = candidate.link && !own_words;
        let veto = if bare_link { None } else { slots.veto() };
        let veto = veto.or(doc.holds_until.is_some_and(|until| until < now).then_some(Veto::Stale));
        Match {
            id: doc.id,
            wording: entry.wording,
            score: candidate.score.clamp(0.0, 1.0),
            probability,
            explanation: Explanation {
                link: candidate.link,
                veto,
                ..Explanation::of(&claim, query.text, &alignment, &candidate.likeness.window, slots)
            },
            related: probability.max(related),
            features: features.to_vec(),
        }
    }

    /// The decision of the first match, and the vetoes that need to see more than one match.
    fn decide(&self, matches: &mut [Match], ranked: &[Candidate], weights: &Weights) -> Decision {
        let side = |place: usize| {
            let value = self.docs[ranked[place].doc as usize].value;
            value.map_or(Ordering::Equal, |v| v.cmp(&3))
        };
        let likely: Vec<usize> = (0..matches.len()).filter(|&i| matches[i].probability >= weights.answer).collect();
        let disagree =
            likely.iter().any(|&i| side(i) == Ordering::Less) && likely.iter().any(|&i| side(i) == Ordering::Greater);
        for (place, found) in matches.iter_mut().enumerate() {
            let veto = &mut found.explanation.veto;
            if disagree && likely.contains(&place) && side(place) != Ordering::Equal {
                *veto = veto.or(Some(Veto::Disagree));
            }
            if self.docs[ranked[place].doc as usize].trust != Trust::Answer {
                *veto = veto.or(Some(Veto::Trust));
            }
        }
        match matches.first() {
            Some(best) if best.probability >= weights.answer && best.explanation.veto.is_none() && !disagree => {
                Decision::Answer
            }
            Some(best) if best.related >= weights.suggest => Decision::Suggest,
            _ => Decision::None,
        }
    }
}

/// A few syllables on either side of the best window, so that what stands next to it is seen.
pub(crate) fn widened(window: &std::ops::Range<usize>, end: usize) -> std::ops::Range<usize> {
    window.start.saturating_sub(6).min(end)..(window.end + 6).min(end)
}
