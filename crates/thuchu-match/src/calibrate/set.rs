//! Judged matches of a labelled set: the first match of every question, right if the set says so.

use std::collections::HashMap;

use rayon::prelude::*;
use thuchu_model::{CheckId, Timestamp};

use super::{Asked, Case, Kind, Seen};
use crate::evaluate::{DEPTH, Embedding, Question, TestSet, as_doc, embedded, ids};
use crate::index::Index;
use crate::retrieve::Scratch;
use crate::search::Ask;
use crate::sense::Sense;
use crate::terms::hash_parts;
use crate::weights::Weights;

/// A labelled set in an index of its own.
pub struct SetAsked<'s> {
    set: &'s TestSet,
    index: Index,
    senses: Vec<Sense>,
    by_name: HashMap<&'s str, CheckId>,
    cases: Vec<Case>,
}

impl<'s> SetAsked<'s> {
    /// Asks every question of `set`, and those that have an answer once more with it left out. With an embedding the
    /// matches have the features of the meaning too.
    #[must_use]
    pub fn of(set: &'s TestSet, weights: &Weights, embedding: Option<&Embedding<'_>>) -> Self {
        let numbers = ids(&set.corpus);
        let mut index = Index::build(set.corpus.iter().zip(&numbers).map(|(document, &id)| as_doc(document, id)));
        let senses = embedding.map_or_else(Vec::new, |embedding| embedded(&mut index, set, embedding));
        let names: HashMap<CheckId, &str> =
            numbers.iter().copied().zip(set.corpus.iter().map(|document| document.id.as_str())).collect();
        let by_name = names.iter().map(|(id, name)| (*name, *id)).collect();
        let mut asked = Self { set, index, senses, by_name, cases: Vec::new() };
        let judged = |scratch: &mut Scratch, at: usize| asked.judged(at, &names, weights, scratch);
        let cases: Vec<Vec<Case>> =
            (0..set.questions.len()).into_par_iter().map_init(Scratch::default, judged).collect();
        asked.cases = cases.into_iter().flatten().collect();
        asked
    }

    fn judged(&self, at: usize, names: &HashMap<CheckId, &str>, weights: &Weights, scratch: &mut Scratch) -> Vec<Case> {
        let Some(question) = self.set.questions.get(at) else { return Vec::new() };
        let right = self.set.right.get(&question.id);
        let mut cases = Vec::new();
        for kind in [Kind::Judged, Kind::LeftOut].into_iter().take(1 + usize::from(right.is_some())) {
            let (_, first, _) = self.index.ask_leaving_out(
                self.question(at, question),
                &self.left_out(kind, question),
                weights,
                scratch,
            );
            let name = first.as_ref().and_then(|first| names.get(&first.id).copied());
            // Whatever a question without an answer is about, it is near to what is found.
            let claim = right.and_then(|right| right.iter().min()).map(String::as_str);
            let claim = claim.or(question.near.as_deref()).or(name).unwrap_or_default();
            let answerable = kind == Kind::Judged && right.is_some();
            if first.is_none() && !answerable {
                continue;
            }
            cases.push(Case {
                claim: hash_parts(std::iter::once(claim)),
                question: at,
                kind,
                right: answerable && name.is_some_and(|name| right.is_some_and(|r| r.iter().any(|r| r == name))),
                answerable,
                features: first.map_or_else(Vec::new, |first| first.features),
            });
        }
        cases
    }

    fn question<'q>(&'q self, at: usize, question: &'q Question) -> Ask<'q> {
        let (now, sense) = (Timestamp::from_micros(0), self.senses.get(at));
        Ask { text: &question.text, links: &[], limit: DEPTH, now, sense }
    }

    fn left_out(&self, kind: Kind, question: &Question) -> Vec<CheckId> {
        let right = self.set.right.get(&question.id).filter(|_| kind == Kind::LeftOut);
        right.into_iter().flatten().filter_map(|name| self.by_name.get(name.as_str()).copied()).collect()
    }
}

impl Asked for SetAsked<'_> {
    fn cases(&self) -> &[Case] {
        &self.cases
    }

    fn ask(&self, case: &Case, weights: &Weights, scratch: &mut Scratch) -> Option<Seen> {
        let question = self.set.questions.get(case.question)?;
        let left_out = self.left_out(case.kind, question);
        let (decision, first, _) =
            self.index.ask_leaving_out(self.question(case.question, question), &left_out, weights, scratch);
        first.map(|first| Seen::of(decision, &first))
    }
}
