//! A desk's judged matches, asked again of its own checks.

use thuchu_match::calibrate::{Asked, Case, Kind, Seen};
use thuchu_match::{Scratch, Weights};
use thuchu_model::{CheckId, Timestamp};

use super::Judged;
use crate::matching::{Matcher, Question};
use crate::meaning::Meant;

/// Matches looked through for the one that was judged.
const DEPTH: usize = 100;

/// Judged matches of one desk. Words live as long as this.
pub struct History<'m> {
    matcher: &'m Matcher,
    now: Timestamp,
    texts: Vec<(String, Option<Meant>)>,
    asked: Vec<Again>,
    cases: Vec<Case>,
    gone: usize,
}

/// One way to ask a text.
struct Again {
    text: usize,
    left_out: Vec<CheckId>,
}

impl<'m> History<'m> {
    /// Asks the judged messages again. Work for the processor; `progress` hears how many were asked, of how many.
    ///
    /// Each judged match is asked as if the checks that the engine ranks before it were not there, for it was judged by
    /// itself: whoever confirms the second suggestion says nothing of the first. A confirmed one is asked once more
    /// without its check, and without those that say the same; what is found then is wrong.
    #[must_use]
    pub fn of(
        matcher: &'m Matcher,
        judged: Vec<Judged>,
        sense: &dyn Fn(&str) -> Option<Meant>,
        now: Timestamp,
        progress: &dyn Fn(usize, usize),
    ) -> Self {
        let mut history = Self { matcher, now, texts: Vec::new(), asked: Vec::new(), cases: Vec::new(), gone: 0 };
        let (all, mut scratch) = (judged.len(), Scratch::default());
        for (done, judged) in judged.into_iter().enumerate() {
            if matcher.library().get(judged.check).is_some() {
                let meant = sense(&judged.text);
                history.texts.push((judged.text, meant));
                history.add(judged.check, judged.confirmed, &mut scratch);
            } else {
                history.gone += 1;
            }
            progress(done + 1, all);
        }
        history
    }

    /// Judged matches of checks that are no longer shown; they are left out.
    #[must_use]
    pub const fn gone(&self) -> usize {
        self.gone
    }

    /// The match that was judged, of the text that came last.
    fn add(&mut self, check: CheckId, confirmed: bool, scratch: &mut Scratch) {
        let text = self.texts.len().saturating_sub(1);
        let ask = |left_out: &[CheckId], scratch: &mut Scratch| {
            let (_, first, list) =
                self.matcher.ask_leaving_out(self.question(text), left_out, self.matcher.weights(), scratch);
            (first, list)
        };
        let (first, list) = ask(&[], scratch);
        let place = list.iter().position(|(id, _)| *id == check);
        let before: Vec<CheckId> = list.iter().take(place.unwrap_or(0)).map(|(id, _)| *id).collect();
        let first = if before.is_empty() { first } else { ask(&before, scratch).0 };
        let features = first.filter(|first| first.id == check).map_or_else(Vec::new, |first| first.features);
        let without = if confirmed {
            let same = self.matcher.same_claims(check, self.now, scratch);
            let (first, _) = ask(&same, scratch);
            first.map(|first| (same, first.features))
        } else {
            None
        };
        let claim = claim_of(check);
        let case =
            |question, kind, right, answerable, features| Case { claim, question, kind, right, answerable, features };
        // What the engine no longer finds and was no answer is nothing to learn from.
        if confirmed || !features.is_empty() {
            let right = confirmed && !features.is_empty();
            self.cases.push(case(self.asked.len(), Kind::Judged, right, confirmed, features));
            self.asked.push(Again { text, left_out: before });
        }
        if let Some((left_out, features)) = without {
            self.cases.push(case(self.asked.len(), Kind::LeftOut, false, false, features));
            self.asked.push(Again { text, left_out });
        }
    }

    fn question(&self, text: usize) -> Question<'_> {
        let (text, sense) = self.texts.get(text).map_or(("", None), |(text, meant)| (text.as_str(), meant.as_ref()));
        Question { text, links: &[], lang: None, limit: DEPTH, now: self.now, sense }
    }
}

impl Asked for History<'_> {
    fn cases(&self) -> &[Case] {
        &self.cases
    }

    fn ask(&self, case: &Case, weights: &Weights, scratch: &mut Scratch) -> Option<Seen> {
        let again = self.asked.get(case.question)?;
        let question = self.question(again.text);
        let (decision, first, _) = self.matcher.ask_leaving_out(question, &again.left_out, weights, scratch);
        first.map(|first| Seen::of(decision, &first))
    }
}

/// Names a claim by the last half of its check's id, which is as good as chance for ids of both kinds.
fn claim_of(check: CheckId) -> u64 {
    check.as_bytes().iter().rev().take(8).fold(0, |sum, &byte| sum << 8 | u64::from(byte))
}
