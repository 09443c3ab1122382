//! `thuchu-match`: an index of arbitrary texts asked with arbitrary text; weights files.

use thuchu_match::{Ask, Doc, Index, Scratch, Weights};
use thuchu_model::{CheckId, Timestamp, Trust};
use uuid::Uuid;

use super::text_of;
use crate::Target;

pub(crate) fn targets() -> Vec<Target> {
    vec![Target { name: "match_ask", run: ask }, Target { name: "match_weights", run: weights }]
}

/// The last line asks for the others: all scores are numbers in order, and never more than asked for.
fn ask(bytes: &[u8]) {
    let text = text_of(bytes);
    let (claims, message) = text.rsplit_once('\n').unwrap_or((&text, &text));
    let docs = claims.split('\n').take(64).enumerate().map(|(n, claim)| Doc {
        id: CheckId::from_uuid(Uuid::from_u128(n as u128 + 1)),
        wordings: claim.split('\t').map(str::to_owned).collect(),
        title: claim.get(..claim.len().min(8)).map(str::to_owned),
        links: Vec::new(),
        value: u8::try_from(n % 6).ok().filter(|value| *value > 0),
        trust: if n % 3 == 0 { Trust::Show } else { Trust::Answer },
        holds_until: (n % 5 == 0).then(|| Timestamp::from_seconds(1)),
    });
    let mut index = Index::build(docs);
    let weights = Weights::built_in();
    let mut scratch = Scratch::default();
    for round in 0..2 {
        let ask = Ask { text: message, links: &[], limit: 5, now: Timestamp::from_seconds(0), sense: None };
        let answer = index.ask(ask, &weights, &mut scratch);
        assert!(answer.matches.len() <= 5, "never more than asked for");
        for found in &answer.matches {
            assert!((0.0..=1.0).contains(&found.score), "score {}", found.score);
            assert!((0.0..=1.0).contains(&found.probability), "probability {}", found.probability);
        }
        if round == 0 {
            index.remove(CheckId::from_uuid(Uuid::from_u128(1)));
        }
    }
}

fn weights(bytes: &[u8]) {
    let _ = Weights::parse(&text_of(bytes));
}
