//! Which checks lead on from a check.

use thuchu_embed::Quantised;
use thuchu_model::{CheckId, Trust};

use crate::dense::tests::direction;
use crate::{Doc, Index, Scratch, Weights};

const GARLIC: &str = "Ăn tỏi sống thay được thuốc kháng sinh";
/// Shares no word with it.
const ALLIUM: &str = "Allicin in raw bulbs kills bacteria better than penicillin";
const SHARES_WORDS: &str = "Ăn tỏi sống thay được thuốc cảm";

fn id(n: u32) -> CheckId {
    CheckId::from_bytes(u128::from(n).to_be_bytes())
}

fn doc(n: u32, wording: &str) -> Doc {
    Doc {
        id: id(n),
        wordings: vec![wording.to_owned()],
        title: None,
        links: Vec::new(),
        value: None,
        trust: Trust::Answer,
        holds_until: None,
    }
}

/// A vector of its own for each text; `garlic` tells those that mean the same.
fn vector(text: &str, garlic: bool) -> Quantised {
    // Far from the middle of their language, so that what is unlike stays so.
    Quantised { scale: 0.02, ..direction(if garlic { "garlic" } else { text }) }
}

fn embed(index: &mut Index) {
    for lacking in index.without_vectors(usize::MAX) {
        let about = |text: &String| vector(text, ["tỏi", "toi", "Allicin"].iter().any(|word| text.contains(word)));
        let vectors: Vec<Quantised> = lacking.texts.iter().map(about).collect();
        index.give_vectors(lacking.id, &lacking.texts, &vectors);
    }
}

/// A garlic claim, one that shares its words, one that shares its meaning, and `others` of neither.
fn index(others: u32) -> Index {
    let first = [doc(1, GARLIC), doc(2, ALLIUM), doc(3, SHARES_WORDS)];
    let of_others = (0..others).map(|n| doc(10 + n, &format!("Con đường số {n} bị ngập sau trận mưa thứ {}", n / 3)));
    Index::build(first.into_iter().chain(of_others))
}

fn related(index: &Index, n: u32, words: &str) -> Vec<CheckId> {
    let found = index.related(id(n), words, 4, |_| true, &Weights::built_in(), &mut Scratch::default());
    found.into_iter().map(|(id, _)| id).collect()
}

#[test]
fn a_check_that_shares_no_word_is_found_by_its_vectors_alone() {
    let mut index = index(200);
    assert_eq!(related(&index, 1, GARLIC), [id(3)], "by its words");
    embed(&mut index);
    let found = related(&index, 1, GARLIC);
    assert_eq!(found, [id(3), id(2)], "the one that shares words and meaning first");
    assert_eq!(related(&index, 2, ALLIUM), [id(1), id(3)], "and back");
    index.forget_vectors();
    assert_eq!(related(&index, 1, GARLIC), [id(3)]);
}

#[test]
fn meaning_lifts_and_never_lowers() {
    let mut index = index(50);
    index.put(doc(4, &format!("{GARLIC} của bác sĩ")));
    let words = related(&index, 1, GARLIC);
    embed(&mut index);
    index.put(doc(5, &format!("{GARLIC} của dược sĩ")));
    let both = related(&index, 1, GARLIC);
    assert!(words.iter().all(|id| both.contains(id)), "{words:?} {both:?}");
    assert!(both.contains(&id(5)), "what has no vectors yet is known by its words");
}

#[test]
fn neither_the_check_itself_nor_what_does_not_pass_is_named() {
    let mut index = index(50);
    embed(&mut index);
    let found = index.related(id(1), GARLIC, 50, |other| other != id(2), &Weights::built_in(), &mut Scratch::default());
    assert_eq!(found.into_iter().map(|(id, _)| id).collect::<Vec<_>>(), [id(3)]);
    index.remove(id(3));
    assert_eq!(related(&index, 1, GARLIC), [id(2)]);
    // A check that is not in the index yet is known by its words.
    assert_eq!(related(&index, 99, SHARES_WORDS), [id(1)]);
}

#[test]
fn of_many_checks_few_are_looked_at() {
    let mut index = index(20_000);
    embed(&mut index);
    let mut scratch = Scratch::default();
    let found = index.related(id(1), GARLIC, 4, |_| true, &Weights::built_in(), &mut scratch);
    assert_eq!(found.len(), 2);
    assert!(scratch.work().compared <= 200, "{:?}", scratch.work());
}

/// What [`super::RELATED`] was chosen by: `THUCHU_MODEL=FOLDER cargo test --lib same_subject -- --ignored --nocapture`. Each
/// of the hundred claims has another one of the same subject, with which it shares few words.
#[test]
#[ignore = "a measurement: needs a model"]
fn a_claim_leads_on_to_the_other_of_the_same_subject() {
    let model = thuchu_embed::Embedder::open(std::env::var("THUCHU_MODEL").unwrap().as_ref()).unwrap();
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/../../datasets/claims-100/claims.tsv");
    let table = std::fs::read_to_string(file).unwrap();
    let rows: Vec<Vec<&str>> = table.lines().skip(1).map(|line| line.split('\t').collect()).collect();
    let both = |(n, row): (u32, &Vec<&str>)| [doc(n, row[2]), doc(1_000 + n, row[6])];
    let mut index = Index::build((0..).zip(&rows).flat_map(both));
    for lacking in index.without_vectors(usize::MAX) {
        let texts: Vec<&str> = lacking.texts.iter().map(String::as_str).collect();
        let vectors: Vec<Quantised> = model.embed_all(&texts).iter().map(thuchu_embed::Vector::quantise).collect();
        index.give_vectors(lacking.id, &lacking.texts, &vectors);
    }
    let weights = Weights::built_in();
    let alike = |a: u32, b: u32| {
        let (sense, doc) = (index.sense_of(id(a)).unwrap(), index.doc_of(id(b)).unwrap());
        crate::dense::meaning_between(&index, &sense, doc, false, &weights).unwrap().alike
    };
    for split in ["dev", "test"] {
        let of_split: Vec<(u32, &str)> =
            (0..).zip(&rows).filter(|(_, row)| row[1] == split).map(|(n, row)| (n, row[2])).collect();
        let all = of_split.len();
        for least in [0.4, 0.45, 0.5, 0.55, 0.6] {
            let same = of_split.iter().filter(|(n, _)| alike(*n, 1_000 + n) >= least).count();
            let strangers = of_split.iter().flat_map(|(n, _)| of_split.iter().map(move |(m, _)| (n, m)));
            let other = strangers.filter(|(n, m)| n != m && alike(**n, 1_000 + *m) >= least).count();
            println!(
                "{split}, from {least}: {same} of {all} of the same subject, {other} of {} others",
                all * all - all
            );
        }
        let leads = |n: u32, found: Vec<(CheckId, f32)>| found.iter().any(|(other, _)| *other == id(1_000 + n));
        let (mut meant, mut said) = (0, 0);
        for &(n, text) in &of_split {
            let scratch = &mut Scratch::default();
            meant += usize::from(leads(n, index.related(id(n), text, 4, |_| true, &weights, scratch)));
            said += usize::from(leads(n, index.find(text, 4, |other| other != id(n), &weights, scratch)));
        }
        println!("{split}: of {all} claims {meant} lead on to it, by words alone {said}");
        assert!(meant * 10 >= all * 8 && said < meant);
    }
}

#[test]
#[ignore = "a measurement"]
fn looking_around_among_a_hundred_thousand_checks() {
    let mut index = index(100_000);
    embed(&mut index);
    let (weights, mut scratch) = (Weights::built_in(), Scratch::default());
    let mut times = Vec::new();
    for n in 0..200 {
        let check = 10 + n * 499;
        let text = index.wording(index.doc_of(id(check)).unwrap(), 0).unwrap().to_owned();
        #[expect(clippy::disallowed_methods, reason = "a measurement")]
        let begun = std::time::Instant::now();
        let found = index.related(id(check), &text, 4, |_| true, &weights, &mut scratch);
        times.push(begun.elapsed());
        assert!(found.iter().all(|(other, _)| *other != id(check)));
    }
    times.sort_unstable();
    println!("median {:?}, 95 % {:?}", times[100], times[190]);
}
