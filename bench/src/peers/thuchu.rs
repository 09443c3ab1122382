//! Our engine, as the product uses it: five matches, decision and explanations included.

use anyhow::Result;
use thuchu_match::{Ask, Doc, Index, Scratch, Weights};
use thuchu_model::{CheckId, Timestamp, Trust};

use super::Peer;
use crate::claims::Claim;

pub(crate) struct Thuchu {
    index: Index,
    weights: Weights,
    scratch: Scratch,
}

impl Peer for Thuchu {
    const NAME: &'static str = "thuchu";
    type Prepared = String;

    fn build(corpus: &[Claim]) -> Result<Self> {
        let docs = corpus.iter().enumerate().map(|(at, claim)| Doc {
            id: CheckId::from_bytes((at as u128).to_be_bytes()),
            wordings: vec![claim.text.clone()],
            title: None,
            links: Vec::new(),
            value: None,
            trust: Trust::Answer,
            holds_until: None,
        });
        Ok(Self { index: Index::build(docs), weights: Weights::built_in(), scratch: Scratch::default() })
    }

    fn prepare(message: &str) -> String {
        message.to_owned()
    }

    fn ask(&mut self, message: &String) -> Result<Vec<usize>> {
        let ask = Ask { text: message, links: &[], limit: 5, now: Timestamp::from_micros(0), sense: None };
        let answer = self.index.ask(ask, &self.weights, &mut self.scratch);
        Ok(answer.matches.iter().map(|m| u128::from_be_bytes(*m.id.as_bytes()) as usize).collect())
    }

    fn bytes(&self) -> Result<u64> {
        Ok(self.index.bytes() as u64)
    }
}
