//! Texts as numbers of pieces, as the model learnt them: Unigram over words that begin with a mark for the space.
//!
//! Reads `tokenizer.json` of the usual layout and gives what the Python package `tokenizers` gives for it, with two
//! deliberate exceptions: words of a text are never taken for control tokens, whatever a sender writes, and of a very
//! long text only the beginning is looked at, which fills the model's positions anyway. Not the crate `tokenizers`:
//! it needs a regular-expression engine that backtracks, and some forty crates.

mod file;
mod normalise;
mod tree;

use file::File;
pub(crate) use file::{TOKENIZER, normaliser};
use normalise::words;
use tree::Tree;

use crate::error::EmbedError;

/// Bytes of a text that are looked at: far more than 512 pieces have in any language.
const TEXT_MAX: usize = 32 * 1024;
/// How much less likely than the least likely piece one unknown letter is. Source: SentencePiece.
const UNKNOWN: f64 = 10.0;
/// Stands for a space.
const SPACE: char = '\u{2581}';

/// The pieces of a model and how texts are cut into them.
#[derive(Debug)]
pub(crate) struct Tokenizer {
    tree: Tree,
    scores: Vec<f64>,
    unknown_score: f64,
    unknown: u32,
    begin: u32,
    end: u32,
    /// A space at the end of a text is a piece of its own.
    keeps_last_space: bool,
    /// Pieces at most, with begin and end.
    most: usize,
}

impl Tokenizer {
    /// Reads `tokenizer.json`.
    pub(crate) fn parse(json: &[u8]) -> Result<Self, EmbedError> {
        let File { pieces, scores, unknown, begin, end, controls, keeps_last_space, most } = File::parse(json)?;
        let least = scores.iter().copied().fold(f64::INFINITY, f64::min);
        Ok(Self {
            tree: Tree::new(&pieces, &controls),
            scores,
            unknown_score: least - UNKNOWN,
            unknown,
            begin,
            end,
            keeps_last_space,
            most,
        })
    }

    /// How many pieces there are.
    pub(crate) fn len(&self) -> usize {
        self.scores.len()
    }

    /// A text as pieces, between begin and end; at most 512.
    pub(crate) fn encode(&self, text: &str) -> Vec<u32> {
        let most = self.most.saturating_sub(1);
        let mut ids = Vec::with_capacity(64);
        ids.push(self.begin);
        let mut best = Vec::new();
        let text = &text[..text.floor_char_boundary(TEXT_MAX)];
        for word in words(text, self.keeps_last_space) {
            self.cut(&word, &mut best, &mut ids);
            if ids.len() >= most {
                break;
            }
        }
        ids.truncate(most);
        ids.push(self.end);
        ids
    }

    /// Cuts a word into the pieces whose scores have the largest sum (Viterbi), and adds them to `ids`.
    fn cut(&self, word: &str, best: &mut Vec<Best>, ids: &mut Vec<u32>) {
        best.clear();
        best.resize(word.len() + 1, Best { score: 0.0, from: NOWHERE, piece: self.unknown });
        let bytes = word.as_bytes();
        for (from, letter) in word.char_indices() {
            let till_here = best[from].score;
            let mut reach = |to: usize, piece: u32, score: f64| {
                let there = &mut best[to];
                if there.from == NOWHERE || score > there.score {
                    *there = Best { score, from, piece };
                }
            };
            let mut letter_is_a_piece = false;
            for (length, piece) in self.tree.prefixes(&bytes[from..]) {
                reach(from + length, piece, self.scores[piece as usize] + till_here);
                letter_is_a_piece |= length == letter.len_utf8();
            }
            if !letter_is_a_piece {
                reach(from + letter.len_utf8(), self.unknown, self.unknown_score + till_here);
            }
        }
        let first = ids.len();
        let mut at = word.len();
        let mut last_was_unknown = false;
        while at > 0 {
            let Best { from, piece, .. } = best[at];
            // Unknown letters beside each other are one piece.
            let unknown = piece == self.unknown;
            if !(unknown && last_was_unknown) {
                ids.push(piece);
            }
            last_was_unknown = unknown;
            at = from;
        }
        ids[first..].reverse();
    }
}

/// No piece ends here yet.
const NOWHERE: usize = usize::MAX;

/// The best way to a place in a word.
#[derive(Clone, Copy)]
struct Best {
    score: f64,
    from: usize,
    piece: u32,
}

#[cfg(test)]
pub(crate) mod tests;
