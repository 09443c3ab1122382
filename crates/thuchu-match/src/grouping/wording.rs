//! The wording that stands for a cluster: the shortest complete one.

use std::cmp::Reverse;
use std::collections::HashMap;

use thuchu_model::{ClusterId, MessageId};

use crate::grouping::{Grouping, Rules, as_check};
use crate::terms::TermId;

/// From this share of syllables with marks on, a text was written with marks.
const MARKED: f32 = 0.4;

impl Grouping {
    /// The message whose words stand for the cluster: the shortest that has what most voices say and is not cut off
    /// ("…"); of equally short ones one with marks, then the earliest. Where none is complete, the most complete one.
    pub fn wording(&self, cluster: ClusterId, rules: &Rules) -> Option<MessageId> {
        let voices: Vec<Voice> =
            self.clusters.get(&cluster)?.voices.iter().filter_map(|&message| self.read_voice(message)).collect();
        let mut holders: HashMap<TermId, usize> = HashMap::new();
        for &word in voices.iter().flat_map(|voice| &voice.words) {
            *holders.entry(word).or_default() += 1;
        }
        let said = |words: &[TermId]| -> f32 {
            // In a fixed order, for sums of floats depend on it.
            let core = words.iter().filter(|word| holders.get(word).is_some_and(|&n| 2 * n > voices.len()));
            core.map(|&word| self.index.rarity_of(word)).sum()
        };
        let mut all: Vec<TermId> = holders.keys().copied().collect();
        all.sort_unstable();
        let all = said(&all);
        let share = |voice: &Voice| if all > 0.0 { said(&voice.words) / all } else { 1.0 };
        let complete = voices.iter().filter(|voice| !voice.cut && share(voice) >= rules.complete);
        // `min_by_key` and `reduce` keep the first of equals: the earliest.
        let shortest = complete.min_by_key(|voice| (voice.length, Reverse(voice.marked)));
        let fullest = || voices.iter().reduce(|best, voice| if share(voice) > share(best) { voice } else { best });
        shortest.or_else(fullest).map(|voice| voice.message)
    }

    fn read_voice(&self, message: MessageId) -> Option<Voice> {
        let entry = &self.index.entries[self.index.entry_of(as_check(message))? as usize];
        let terms = &self.index.terms;
        let mut words: Vec<TermId> = entry.syllables.iter().map(|&s| terms.fold_of(s)).collect();
        words.sort_unstable();
        words.dedup();
        let length = entry.syllables.len();
        let marked = entry.syllables.iter().filter(|&&s| terms.fold_of(s) != s).count();
        let end = entry.text.trim_end();
        Some(Voice {
            message,
            words,
            length,
            marked: marked as f32 >= MARKED * length as f32,
            cut: end.ends_with("...") || end.ends_with('…'),
        })
    }
}

/// What is looked at of one voice.
struct Voice {
    message: MessageId,
    /// Folded words, each once, in ascending order.
    words: Vec<TermId>,
    length: usize,
    marked: bool,
    cut: bool,
}
