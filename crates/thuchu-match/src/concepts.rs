//! Words that say the same: regional pairs, abbreviations, everyday and official words (`data/concepts.txt`).
//!
//! A phrase of one group found on both sides counts as a likeness of words. It never decides a slot.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use crate::terms::{FastHash, hash_parts};

/// Longest form, in syllables.
const LONGEST: usize = 5;

/// Which groups a syllable sequence belongs to.
pub(crate) struct Concepts {
    accented: HashMap<u64, Vec<u16>, FastHash>,
    folded: HashMap<u64, Vec<u16>, FastHash>,
    /// First syllables of all forms, in both forms: most words start no phrase.
    starts: HashSet<u64, FastHash>,
}

/// One phrase of a group, found in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Found {
    pub(crate) group: u16,
    pub(crate) start: usize,
    pub(crate) len: usize,
}

static BUILT_IN: LazyLock<Concepts> = LazyLock::new(|| Concepts::parse(include_str!("../data/concepts.txt")));

impl Concepts {
    /// The table that comes with the program.
    pub(crate) fn built_in() -> &'static Self {
        &BUILT_IN
    }

    fn parse(table: &str) -> Self {
        let mut concepts =
            Self { accented: HashMap::default(), folded: HashMap::default(), starts: HashSet::default() };
        let lines = table.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty());
        for (group, line) in lines.enumerate() {
            for form in line.split(" | ") {
                let form = thuchu_text::match_form(form);
                let syllables: Vec<&str> = thuchu_text::syllables(&form).collect();
                if syllables.is_empty() || syllables.len() > LONGEST {
                    continue;
                }
                concepts.starts.insert(hash_parts(syllables.iter().copied().take(1)));
                add(&mut concepts.accented, hash_parts(syllables.iter().copied()), group);
                if syllables.len() >= 2 {
                    let folded = thuchu_text::fold(&form);
                    concepts.starts.insert(hash_parts(thuchu_text::syllables(&folded).take(1)));
                    add(&mut concepts.folded, hash_parts(thuchu_text::syllables(&folded)), group);
                }
            }
        }
        concepts
    }

    /// Every phrase of every group in a text, overlaps included.
    ///
    /// `accented` and `folded` are the same syllables in two forms. The folded table is asked only where the text
    /// itself carries no marks, so "má" and "mà" stay apart where the writer set them apart.
    pub(crate) fn find<S: AsRef<str>>(&self, accented: &[S], folded: &[S], mut found: impl FnMut(Found)) {
        for start in 0..accented.len() {
            if !self.starts.contains(&hash_parts(std::iter::once(accented[start].as_ref()))) {
                continue;
            }
            for len in 1..=LONGEST.min(accented.len() - start) {
                let span = start..start + len;
                let hash = hash_parts(accented[span.clone()].iter().map(AsRef::as_ref));
                let groups = self.accented.get(&hash).or_else(|| {
                    let unmarked = len >= 2
                        && accented[span.clone()]
                            .iter()
                            .zip(&folded[span.clone()])
                            .all(|(a, f)| a.as_ref() == f.as_ref());
                    if unmarked { self.folded.get(&hash) } else { None }
                });
                for &group in groups.into_iter().flatten() {
                    found(Found { group, start, len });
                }
            }
        }
    }
}

fn add(table: &mut HashMap<u64, Vec<u16>, FastHash>, key: u64, group: usize) {
    let groups = table.entry(key).or_default();
    let group = group as u16;
    if !groups.contains(&group) {
        groups.push(group);
    }
}
