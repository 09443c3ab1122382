//! Grouping at size: messages made from claims by slips, stripped marks, forwards and cuts, as they come in a flood.
//!
//! The made claims are short phrases of the corpus strung together, so they share words and phrases, not sentences. What
//! is promised: the time, and that what is put together mostly belongs together.

use std::collections::HashMap;
use std::path::PathBuf;
use std::time::Duration;

use thuchu_match::evaluate::{Question, TestSet, run_grouping};
use thuchu_match::grouping::Rules;

use crate::desk::now;
use crate::dice::Dice;
use crate::{Proved, at, ensure};

/// Longest time for a hundred thousand messages, and so in proportion.
const MOST: Duration = Duration::from_secs(60);
/// Least pairwise precision.
const PRECISE: f64 = 0.9;

/// Words of a phrase, and phrases of a made claim.
const PHRASE: usize = 3;
const PHRASES: usize = 5;

/// What to group.
pub struct Plan {
    /// A folder with `corpus.jsonl`.
    pub set: PathBuf,
    /// Claims made from the corpus.
    pub claims: u64,
    /// Messages made from the claims.
    pub messages: u64,
    /// What all is made from.
    pub seed: u64,
}

/// Makes the messages, groups them, prints time, groups, memory.
pub fn prove(plan: &Plan, say: &mut dyn FnMut(&str)) -> Proved {
    let mut dice = Dice::new(plan.seed);
    let claims = claims(plan, &mut dice)?;
    let set = messages(&claims, plan.messages, &mut dice);
    let started = now();
    let report = run_grouping(&set, &Rules::built_in(), &[plan.seed], &|_| {}, None);
    let took = started.elapsed();
    let run = report.runs.first().ok_or("nothing was run")?;
    let figures = run.figures.pairwise;
    say(&format!(
        "{} messages about {} claims in {:.1} s ({:.0} a second): {} groups, pairwise precision {:.3}, recall {:.3}, {} MB",
        report.messages,
        report.groups,
        took.as_secs_f64(),
        report.messages as f64 / took.as_secs_f64().max(1e-9),
        run.clusters,
        figures.precision,
        figures.recall,
        run.bytes >> 20,
    ));
    let most = MOST.mul_f64((report.messages as f64 / 100_000.0).max(0.2));
    ensure(took <= most, || format!("grouping took {took:?}, promised are {most:?}"))?;
    ensure(figures.precision >= PRECISE, || {
        format!("pairwise precision is {}, promised is {PRECISE}", figures.precision)
    })
}

fn claims(plan: &Plan, dice: &mut Dice) -> Proved<Vec<String>> {
    let file = plan.set.join("corpus.jsonl");
    let text = std::fs::read_to_string(&file).map_err(at(file.display()))?;
    let lines: Vec<Vec<String>> = text
        .lines()
        .filter_map(|line| {
            let line: serde_json::Value = serde_json::from_str(line).ok()?;
            Some(line.get("text")?.as_str()?.split_whitespace().map(str::to_owned).collect())
        })
        .filter(|words: &Vec<String>| words.len() > PHRASE)
        .collect();
    ensure(!lines.is_empty(), || format!("{}: no claim in it", file.display()))?;
    let phrase = |dice: &mut Dice| {
        let line = dice.of(&lines);
        let start = dice.below(line.len() - PHRASE + 1);
        line[start..start + PHRASE].join(" ")
    };
    Ok((0..plan.claims).map(|_| (0..PHRASES).map(|_| phrase(dice)).collect::<Vec<_>>().join(" ")).collect())
}

fn messages(claims: &[String], many: u64, dice: &mut Dice) -> TestSet {
    let (mut questions, mut right) = (Vec::new(), HashMap::new());
    for number in 0..many {
        let claim = dice.below(claims.len());
        let id = number.to_string();
        right.insert(id.clone(), vec![claim.to_string()]);
        let text = damaged(&claims[claim], dice);
        questions.push(Question { id, text, variant: None, near: None });
    }
    TestSet { corpus: Vec::new(), questions, right }
}

/// A claim as somebody would send it on.
fn damaged(claim: &str, dice: &mut Dice) -> String {
    let mut words: Vec<String> = claim.split_whitespace().map(str::to_owned).collect();
    if dice.one_in(3) {
        for word in &mut words {
            *word = thuchu_text::fold(&word.to_lowercase());
        }
    }
    if dice.one_in(3) {
        for _ in 0..=words.len() / 8 {
            let word = dice.below(words.len());
            words[word] = slip(&words[word], dice);
        }
    }
    if dice.one_in(6) && words.len() > 8 {
        words.remove(dice.below(words.len()));
    }
    let text = words.join(" ");
    if dice.one_in(3) {
        let before = dice.of(&["Bác sĩ người quen vừa báo:", "Nghe nói", "Mọi người ơi,", "Nhà em mới nhận tin này:"]);
        let after = dice.of(&["Có thật không ạ?", "Nhớ chia sẻ cho người thân!", "Em hỏi giúp bà ngoại.", "🙏🙏🙏"]);
        return format!("{before} {text}. {after}");
    }
    text
}

/// A word with two neighbours swapped; a number keeps its digits.
fn slip(word: &str, dice: &mut Dice) -> String {
    let mut letters: Vec<char> = word.chars().collect();
    if letters.len() >= 3 && letters.iter().all(|c| c.is_alphabetic()) {
        let place = dice.below(letters.len() - 1);
        letters.swap(place, place + 1);
    }
    letters.into_iter().collect()
}
