//! Vectors of checks, given after the checks themselves: embedding takes its time, and words answer meanwhile.

use thuchu_embed::Quantised;
use thuchu_model::CheckId;

use crate::centre::{Centre, Side};
use crate::dense::{Places, Vectors};
use crate::index::Index;
use crate::sense::claim_texts;

/// A check without vectors.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lacking {
    /// The check.
    pub id: CheckId,
    /// What is to be embedded, in order: one or two texts for each wording, and for the title.
    pub texts: Vec<String>,
}

impl Index {
    /// Checks that have no vectors yet, `most` at most, in the order in which they were put in.
    pub fn without_vectors(&self, most: usize) -> Vec<Lacking> {
        let lacks = |doc: &u32| {
            let mut entries = self.docs[*doc as usize].entries.clone();
            self.is_live(*doc) && entries.any(|entry| self.entries[entry as usize].vectors == Places::None)
        };
        let docs = (0..self.docs.len() as u32).filter(lacks).take(most);
        docs.map(|doc| Lacking { id: self.docs[doc as usize].id, texts: self.texts_of(doc) }).collect()
    }

    /// Takes the vectors of a check's texts in. If the check has other texts by now, or there are not as many vectors,
    /// nothing changes: it will be named as lacking again.
    pub fn give_vectors(&mut self, id: CheckId, texts: &[String], vectors: &[Quantised]) {
        let Some(doc) = self.doc_of(id) else { return };
        if texts.len() != vectors.len() || self.texts_of(doc) != texts {
            return;
        }
        let mut vectors = vectors.iter();
        for entry in self.docs[doc as usize].entries.clone() {
            self.drop_vectors(entry);
            let text = &self.entries[entry as usize].text;
            let (centre, (_, folded)) = (Centre::of(text), claim_texts(text));
            let Some(vector) = vectors.next() else { return };
            let plain = centre.seen(Side::Claim, vector);
            let folded = folded.and_then(|_| vectors.next()).map(|vector| Centre::Folded.seen(Side::Claim, vector));
            self.entries[entry as usize].vectors = self.vectors.put(entry, &plain, folded.as_ref());
        }
    }

    /// Takes the vector of a message in, as it is seen among messages.
    pub(crate) fn give_vector(&mut self, id: CheckId, vector: &Quantised) {
        if let Some(entry) = self.entry_of(id) {
            self.drop_vectors(entry);
            self.entries[entry as usize].vectors = self.vectors.put(entry, vector, None);
        }
    }

    /// How many checks have vectors, and how many there are.
    pub fn vectors(&self) -> (usize, usize) {
        let has = |doc: &u32| {
            let mut entries = self.docs[*doc as usize].entries.clone();
            self.is_live(*doc) && entries.all(|entry| self.entries[entry as usize].vectors != Places::None)
        };
        ((0..self.docs.len() as u32).filter(has).count(), self.len())
    }

    /// Drops all vectors: another model takes over.
    pub fn forget_vectors(&mut self) {
        self.vectors = Vectors::default();
        self.entries.iter_mut().for_each(|entry| entry.vectors = Places::None);
    }

    /// Drops the vectors of one entry.
    pub(crate) fn drop_vectors(&mut self, entry: u32) {
        let places = std::mem::replace(&mut self.entries[entry as usize].vectors, Places::None);
        self.vectors.remove(places, &mut self.entries);
    }

    fn texts_of(&self, doc: u32) -> Vec<String> {
        let entries = self.docs[doc as usize].entries.clone();
        let texts = entries.map(|entry| claim_texts(&self.entries[entry as usize].text));
        texts.flat_map(|(plain, folded)| std::iter::once(plain).chain(folded)).collect()
    }
}
