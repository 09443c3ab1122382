//! What is read, in which shapes, and what becomes of what is broken.

use super::*;
use crate::record::ImportRecord;

mod broken;
mod shapes;
mod tables;

/// Everything of an input.
fn items(input: &[u8], options: &Options) -> Vec<Item> {
    Reader::new(Cursor::new(input.to_vec()), options).unwrap().collect::<Result<_, _>>().unwrap()
}

fn read(input: &str) -> Vec<Item> {
    items(input.as_bytes(), &Options::default())
}

/// The claims that were read and the codes of the problems, with their lines.
fn outline(items: &[Item]) -> Vec<String> {
    let tell = |item: &Item| match &item.entry {
        Ok(Entry::Record(record)) => format!("{} {}", item.line, record.claim_reviewed),
        Ok(_) => format!("{} other", item.line),
        Err(problem) => format!("{} !{}", problem.line, problem.code.as_str()),
    };
    items.iter().map(tell).collect()
}

fn records(input: &str) -> Vec<ImportRecord> {
    read(input)
        .into_iter()
        .filter_map(|item| match item.entry {
            Ok(Entry::Record(record)) => Some(*record),
            _ => None,
        })
        .collect()
}

/// A ClaimReview about `claim` on one line.
fn review(claim: &str) -> String {
    format!(
        r#"{{"@context":"https://schema.org","@type":"ClaimReview","claimReviewed":"{claim}","url":"https://www.kiemtin.vn/{claim}","author":{{"@type":"Organization","name":"Kiểm Tin"}},"reviewRating":{{"@type":"Rating","alternateName":"Sai"}}}}"#
    )
}

/// Reading goes on exactly after any item, whatever the format.
#[track_caller]
fn resumes_anywhere(input: &[u8], options: &Options) {
    let all = items(input, options);
    for (count, item) in all.iter().enumerate() {
        let resumed = Options { resume: Some(item.next.clone()), ..options.clone() };
        let json = serde_json::to_string(&item.next).unwrap();
        assert_eq!(serde_json::from_str::<Position>(&json).unwrap(), item.next);
        assert_eq!(items(input, &resumed), all[count + 1..], "after item {count}");
    }
}
