//! What a model says of the voices, given and forgotten after they are placed: a message that is loaded when a program
//! starts, or that came while no model was there, is compared by its words until its sense is given.

use std::collections::HashMap;

use thuchu_model::MessageId;

use crate::dense::Places;
use crate::grouping::near::LEAST_WORDS;
use crate::grouping::{Grouping, as_check};
use crate::sense::Sense;

impl Grouping {
    /// Voices without a sense, the newest first, `most` at most, each with what is kept of its text. Those that are
    /// `passed_over` are not named, nor those of so few words that only the same words join them.
    pub fn without_sense(&self, most: usize, passed_over: impl Fn(MessageId) -> bool) -> Vec<(MessageId, String)> {
        let lacking = (0..self.index.entries.len() as u32).rev().filter(|&entry| self.wants_sense(entry));
        let voices = lacking.filter_map(|entry| Some((self.voice(entry)?.0, entry)));
        let named = voices.filter(|(message, _)| !passed_over(*message)).take(most);
        named.map(|(message, entry)| (message, self.index.entries[entry as usize].text.to_string())).collect()
    }

    /// Gives a message its sense, in the place of what it had. A message whose text is not held takes none.
    pub fn give_sense(&mut self, message: MessageId, sense: &Sense) {
        let Some(entry) = self.index.entry_of(as_check(message)) else { return };
        let Some((whole, windows)) = sense.parts.split_first() else { return };
        if self.index.entries[entry as usize].syllables.len() < LEAST_WORDS {
            return;
        }
        self.index.give_vector(as_check(message), whole);
        self.windows.remove(&message);
        if !windows.is_empty() {
            self.windows.insert(message, windows.to_vec());
        }
    }

    /// Forgets every sense: there is another model, or none.
    pub fn forget_senses(&mut self) {
        self.index.forget_vectors();
        self.windows = HashMap::new();
    }

    /// Messages whose sense is held.
    pub fn senses(&self) -> usize {
        self.index.entries.iter().filter(|entry| entry.vectors != Places::None).count()
    }

    fn wants_sense(&self, entry: u32) -> bool {
        let entry = &self.index.entries[entry as usize];
        entry.vectors == Places::None && entry.syllables.len() >= LEAST_WORDS
    }
}
