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

/// Reads a folder in the layout of `thuchu evaluate`.
pub(crate) fn load(folder: &Path) -> Result<Set> {
    let corpus: Vec<Claim> = lines(&folder.join("corpus.jsonl"))?;
    let mut right = HashMap::new();
    for relation in lines::<Relation>(&the_one(folder, "qrels")?)? {
        right.entry(relation.query_id).or_insert(relation.doc_id);
    }
    let messages: Vec<Claim> = lines(&the_one(folder, "queries")?)?;
    let questions = messages
        .into_iter()
        .filter_map(|m| right.get(&m.id).map(|doc| Question { text: m.text, right: doc.clone() }))
        .collect();
    Ok(Set { corpus, questions })
}

impl Set {
    /// `most` messages, spread evenly over the file.
    pub(crate) fn pick(&self, most: usize) -> Vec<Question> {
        let step = self.questions.len().div_ceil(most.max(1)).max(1);
        self.questions.iter().step_by(step).cloned().collect()
    }

    /// The real claims and as many made ones as `size` needs.
    pub(crate) fn corpus_of(&self, size: usize) -> Vec<Claim> {
        let mut corpus = self.corpus.clone();
        let mut state = 0x9e37_79b9_7f4a_7c15_u64;
        let mut chance = |below: usize| {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            (state % below.max(1) as u64) as usize
        };
        while corpus.len() < size {
            let (a, b) = (&self.corpus[chance(self.corpus.len())].text, &self.corpus[chance(self.corpus.len())].text);
            let (a, b): (Vec<&str>, Vec<&str>) = (a.split_whitespace().collect(), b.split_whitespace().collect());
            let (cut_a, cut_b) = (a.len() / 2, b.len() / 2);
            let text = a[..cut_a].iter().chain(&b[cut_b..]).copied().collect::<Vec<_>>().join(" ");
            corpus.push(Claim { id: format!("made-{}", corpus.len()), text });
        }
        corpus
    }
}

fn the_one(folder: &Path, stem: &str) -> Result<std::path::PathBuf> {
    let mut found = Vec::new();
    for file in std::fs::read_dir(folder)? {
        let path = file?.path();
        let name = path.file_name().and_then(|n| n.to_str()).unwrap_or_default();
        if name.starts_with(stem) && name.ends_with(".jsonl") {
            found.push(path);
        }
    }
    match found.pop() {
        Some(path) if found.is_empty() => Ok(path),
        _ => bail!("{} must hold exactly one {stem}*.jsonl", folder.display()),
    }
}

fn lines<T: DeserializeOwned>(file: &Path) -> Result<Vec<T>> {
    let text = std::fs::read_to_string(file).with_context(|| file.display().to_string())?;
    text.lines()
        .enumerate()
        .map(|(n, line)| serde_json::from_str(line).with_context(|| format!("{}:{}", file.display(), n + 1)))
        .collect()
}
