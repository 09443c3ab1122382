//! Our engine, as the product uses it: five matches, decision and explanations included.

use anyhow::Result;
use thuchu_match::{Ask, Index, Scratch, Sense, Weights};
use thuchu_model::Timestamp;

use super::{Corpus, Message, Peer, doc, place};

pub(crate) struct Thuchu {
    index: Index,
    weights: Weights,
    scratch: Scratch,
}

impl Thuchu {
    pub(crate) fn ask_with(&mut self, text: &str, sense: Option<&Sense>) -> Vec<usize> {
        let ask = Ask { text, links: &[], limit: 5, now: Timestamp::from_micros(0), sense };
        let answer = self.index.ask(ask, &self.weights, &mut self.scratch);
        answer.matches.iter().map(|found| place(found.id)).collect()
    }
}

impl Peer for Thuchu {
    const NAME: &'static str = "thuchu, words alone";
    type Prepared<'a> = &'a str;

    fn build(corpus: &Corpus<'_>) -> Result<Self> {
        let docs = corpus.claims.iter().enumerate().map(|(at, claim)| doc(at, claim));
        Ok(Self { index: Index::build(docs), weights: Weights::built_in(), scratch: Scratch::default() })
    }

    fn prepare<'a>(message: &Message<'a>) -> &'a str {
        message.text
    }

    fn ask(&mut self, message: &&str) -> Result<Vec<usize>> {
        Ok(self.ask_with(message, None))
    }

    fn bytes(&self) -> Result<u64> {
        Ok(self.index.bytes() as u64)
    }
}

/// The same with vectors of claims and message.
pub(crate) struct WithModel(pub(crate) Thuchu);

impl Peer for WithModel {
    const NAME: &'static str = "thuchu, with model";
    type Prepared<'a> = (&'a str, Option<&'a Sense>);

    fn build(corpus: &Corpus<'_>) -> Result<Self> {
        let mut engine = Thuchu::build(corpus)?;
        loop {
            let lacking = engine.index.without_vectors(8_192);
            if lacking.is_empty() {
                break Ok(Self(engine));
            }
            for lacking in lacking {
                let at = place(lacking.id);
                let vectors = corpus.vectors.map(|v| v.get(at, &corpus.claims[at], lacking.texts.len()));
                engine.index.give_vectors(lacking.id, &lacking.texts, &vectors.unwrap_or_default());
            }
        }
    }

    fn prepare<'a>(message: &Message<'a>) -> Self::Prepared<'a> {
        (message.text, message.seen.map(|seen| &seen.sense))
    }

    fn ask(&mut self, (text, sense): &Self::Prepared<'_>) -> Result<Vec<usize>> {
        Ok(self.0.ask_with(text, *sense))
    }

    fn bytes(&self) -> Result<u64> {
        self.0.bytes()
    }
}
