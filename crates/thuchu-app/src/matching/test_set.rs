//! Reading a labelled set from a folder: `corpus.jsonl`, `queries[.NAME].jsonl`, `qrels[.NAME].jsonl`.

use std::collections::{HashMap, HashSet};
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};

use serde::de::DeserializeOwned;
use thuchu_match::evaluate::{Document, Question, TestSet, duplicate_names};

/// Longest line read, in bytes.
const LONGEST_LINE: u64 = 16 << 20;

/// Why a folder cannot be evaluated.
#[derive(Debug, thiserror::Error)]
pub enum TestSetError {
    /// A file is missing or cannot be read.
    #[error("{path}: {source}")]
    Unreadable {
        /// The file or folder.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// A line is not what the file should hold.
    #[error("{path}:{line}: {reason}")]
    BadLine {
        /// The file.
        path: PathBuf,
        /// Line number, from 1.
        line: usize,
        /// What is wrong with it.
        reason: String,
    },
    /// Two documents or two questions share a name.
    #[error("{path}: the id {id:?} occurs twice")]
    Twice {
        /// The file.
        path: PathBuf,
        /// The name.
        id: String,
    },
    /// Several splits and none was named.
    #[error("name a split: {}", names.join(", "))]
    WhichSplit {
        /// The splits found.
        names: Vec<String>,
    },
    /// There is nothing to ask, or nothing to find.
    #[error("{path}: no line in it")]
    Empty {
        /// The file.
        path: PathBuf,
    },
}

impl TestSetError {
    /// Stable code for programs.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Unreadable { .. } => "evaluate.unreadable",
            Self::BadLine { .. } => "evaluate.bad_line",
            Self::Twice { .. } => "evaluate.id_twice",
            Self::WhichSplit { .. } => "evaluate.which_split",
            Self::Empty { .. } => "evaluate.empty",
        }
    }
}

#[derive(serde::Deserialize)]
struct Relation {
    query_id: String,
    doc_id: String,
}

/// Reads the set of `folder`. Without `split`: `queries.jsonl`, else the only `queries.*.jsonl`.
///
/// # Errors
/// [`TestSetError`] names the file and line.
pub fn load(folder: &Path, split: Option<&str>) -> Result<TestSet, TestSetError> {
    let suffix = match split {
        Some(name) => format!(".{name}"),
        None => only_split(folder)?,
    };
    let corpus_file = folder.join("corpus.jsonl");
    let corpus: Vec<Document> = lines(&corpus_file)?;
    once(&corpus_file, corpus.iter().map(|d| d.id.as_str()))?;
    let questions_file = folder.join(format!("queries{suffix}.jsonl"));
    let questions: Vec<Question> = lines(&questions_file)?;
    once(&questions_file, questions.iter().map(|q| q.id.as_str()))?;
    for (file, empty) in [(corpus_file, corpus.is_empty()), (questions_file, questions.is_empty())] {
        if empty {
            return Err(TestSetError::Empty { path: file });
        }
    }
    let mut right: HashMap<String, Vec<String>> = HashMap::new();
    let mut seen = HashSet::new();
    for relation in lines::<Relation>(&folder.join(format!("qrels{suffix}.jsonl")))? {
        if seen.insert((relation.query_id.clone(), relation.doc_id.clone())) {
            right.entry(relation.query_id).or_default().push(relation.doc_id);
        }
    }
    Ok(TestSet { corpus, questions, right })
}

fn only_split(folder: &Path) -> Result<String, TestSetError> {
    if folder.join("queries.jsonl").is_file() {
        return Ok(String::new());
    }
    let unreadable = |source| TestSetError::Unreadable { path: folder.to_owned(), source };
    let mut names = Vec::new();
    for file in std::fs::read_dir(folder).map_err(unreadable)? {
        let name = file.map_err(unreadable)?.file_name();
        let split = name.to_str().and_then(|n| n.strip_prefix("queries.")?.strip_suffix(".jsonl"));
        names.extend(split.map(str::to_owned));
    }
    names.sort();
    match names.as_slice() {
        [one] => Ok(format!(".{one}")),
        [] => Err(TestSetError::Unreadable {
            path: folder.join("queries.jsonl"),
            source: std::io::ErrorKind::NotFound.into(),
        }),
        _ => Err(TestSetError::WhichSplit { names }),
    }
}

fn once<'a>(path: &Path, names: impl Iterator<Item = &'a str>) -> Result<(), TestSetError> {
    match duplicate_names(names).first() {
        Some(id) => Err(TestSetError::Twice { path: path.to_owned(), id: (*id).to_owned() }),
        None => Ok(()),
    }
}

/// One JSON value a line; empty lines are passed over.
fn lines<T: DeserializeOwned>(path: &Path) -> Result<Vec<T>, TestSetError> {
    use std::io::Read;
    let unreadable = |source| TestSetError::Unreadable { path: path.to_owned(), source };
    let mut reader = BufReader::new(File::open(path).map_err(unreadable)?);
    let (mut list, mut line, mut number) = (Vec::new(), Vec::new(), 0);
    loop {
        line.clear();
        number += 1;
        if reader.by_ref().take(LONGEST_LINE + 1).read_until(b'\n', &mut line).map_err(unreadable)? == 0 {
            return Ok(list);
        }
        let bad = |reason: String| TestSetError::BadLine { path: path.to_owned(), line: number, reason };
        if line.len() as u64 > LONGEST_LINE {
            return Err(bad(format!("longer than {LONGEST_LINE} bytes")));
        }
        let text = line.strip_prefix("\u{feff}".as_bytes()).unwrap_or(&line);
        if text.iter().all(u8::is_ascii_whitespace) {
            continue;
        }
        list.push(serde_json::from_slice(text).map_err(|e| bad(e.to_string()))?);
    }
}
