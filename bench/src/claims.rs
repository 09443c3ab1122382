//! The claims and messages of a run.

use std::collections::HashMap;
use std::path::Path;

use anyhow::{Context, Result, bail};
use serde::Deserialize;
use serde::de::DeserializeOwned;

/// A claim of the corpus.
#[derive(Debug, Clone, Deserialize)]
pub(crate) struct Claim {
    pub(crate) id: String,
    pub(crate) text: String,
    /// The places of the two claims that a made one has its halves from.
    #[serde(skip)]
    pub(crate) halves: Option<[usize; 2]>,
}

/// A message and the claim it is about.
#[derive(Debug, Clone)]
pub(crate) struct Question {
    pub(crate) text: String,
    pub(crate) right: String,
}

/// What was read.
pub(crate) struct Set {
    corpus: Vec<Claim>,
    questions: Vec<Question>,
}

#[derive(Deserialize)]
struct Relation {
    query_id: String,
    doc_id: String,
}

/// Reads a folder in the layout of `thuchu evaluate`; all its splits together.
pub(crate) fn load(folder: &Path) -> Result<Set> {
    let corpus: Vec<Claim> = lines(&folder.join("corpus.jsonl"))?;
    let mut right = HashMap::new();
    for relation in all::<Relation>(folder, "qrels")? {
        right.entry(relation.query_id).or_insert(relation.doc_id);
    }
    let messages: Vec<Claim> = all(folder, "queries")?;
    let questions = messages
        .into_iter()
        .filter_map(|m| right.get(&m.id).map(|doc| Question { text: m.text, right: doc.clone() }))
        .collect();
    Ok(Set { corpus, questions })
}

impl Set {
    /// `most` messages, spread evenly over the files, in an order drawn by a seeded generator: who is asked only some of
    /// them is asked a fair sample.
    pub(crate) fn pick(&self, most: usize) -> Vec<Question> {
        let step = self.questions.len().div_ceil(most.max(1)).max(1);
        let mut picked: Vec<Question> = self.questions.iter().step_by(step).cloned().collect();
        let mut dice = Dice::new(2);
        for left in (1..picked.len()).rev() {
            picked.swap(left, dice.below(left + 1));
        }
        picked
    }

    /// The real claims and as many made ones as `size` needs.
    pub(crate) fn corpus_of(&self, size: usize) -> Vec<Claim> {
        let mut corpus = self.corpus.clone();
        let mut dice = Dice::new(0x9e37_79b9_7f4a_7c15);
        while corpus.len() < size {
            let halves = [dice.below(self.corpus.len()), dice.below(self.corpus.len())];
            let [a, b] = halves.map(|place| self.corpus[place].text.split_whitespace().collect::<Vec<_>>());
            let (cut_a, cut_b) = (a.len() / 2, b.len() / 2);
            let text = a[..cut_a].iter().chain(&b[cut_b..]).copied().collect::<Vec<_>>().join(" ");
            corpus.push(Claim { id: format!("made-{}", corpus.len()), text, halves: Some(halves) });
        }
        corpus
    }
}

/// The lines of all files whose name begins with `stem`.
fn all<T: DeserializeOwned>(folder: &Path, stem: &str) -> Result<Vec<T>> {
    let mut files = Vec::new();
    for file in std::fs::read_dir(folder)? {
        let path = file?.path();
        let name = path.file_name().and_then(|n| n.to_str()).unwrap_or_default();
        if name.starts_with(stem) && name.ends_with(".jsonl") {
            files.push(path);
        }
    }
    if files.is_empty() {
        bail!("{} has no {stem}*.jsonl", folder.display());
    }
    files.sort();
    let lists: Vec<Vec<T>> = files.iter().map(|file| lines(file)).collect::<Result<_>>()?;
    Ok(lists.into_iter().flatten().collect())
}

fn lines<T: DeserializeOwned>(file: &Path) -> Result<Vec<T>> {
    let text = std::fs::read_to_string(file).with_context(|| file.display().to_string())?;
    text.lines()
        .enumerate()
        .map(|(n, line)| serde_json::from_str(line).with_context(|| format!("{}:{}", file.display(), n + 1)))
        .collect()
}

/// A seeded generator (xorshift).
pub(crate) struct Dice(u64);

impl Dice {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed.max(1))
    }

    pub(crate) fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    pub(crate) fn below(&mut self, end: usize) -> usize {
        (self.next() % end.max(1) as u64) as usize
    }
}
