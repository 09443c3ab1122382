//! The dictionary of syllables: each accented form and each folded form has a number.

use std::collections::HashMap;
use std::hash::{BuildHasher, Hasher};
use std::sync::LazyLock;

/// A term's number in one [`Terms`].
pub(crate) type TermId = u32;

/// Numbers for the forms that are in use. A form is accented or folded; each accented form knows its folded one.
///
/// A form that nothing uses any more is forgotten, and its number goes to the next new one: what was taken out of an
/// index leaves no word behind. The table is keyed with SipHash, because messages of strangers fill it too.
#[derive(Default)]
#[cfg_attr(test, derive(Debug))]
pub(crate) struct Terms {
    by_text: HashMap<Box<str>, TermId>,
    list: Vec<Term>,
    free: Vec<TermId>,
}

#[cfg_attr(test, derive(Debug))]
struct Term {
    text: Box<str>,
    /// The folded form; a folded form names itself.
    fold: TermId,
    /// Claims of the imagined background that hold it.
    background: f32,
    /// Times it was interned and not released; an accented form in use uses its folded one once.
    uses: u32,
}

/// Claims of an imagined background: its common words keep the weights of a small desk sane.
pub(crate) const BACKGROUND: f32 = 1_000.0;

/// Holders of common words among the [`BACKGROUND`] claims (`data/background.txt`).
static COMMON: LazyLock<HashMap<&'static str, f32, FastHash>> = LazyLock::new(|| {
    let lines = include_str!("../data/background.txt").lines().filter(|line| !line.starts_with('#'));
    lines.filter_map(|line| line.split_once(' ')).filter_map(|(word, n)| Some((word, n.trim().parse().ok()?))).collect()
});

/// Claims of the imagined background that hold a folded word.
pub(crate) fn background(folded: &str) -> f32 {
    COMMON.get(folded).map_or(0.0, |per_mille: &f32| per_mille * BACKGROUND / 1_000.0)
}

impl Terms {
    /// The number of `text`, made if new, and used once more. `folded` is `text` without marks.
    pub(crate) fn intern(&mut self, text: &str, folded: &str) -> TermId {
        if let Some(&id) = self.by_text.get(text) {
            self.list[id as usize].uses += 1;
            return id;
        }
        let fold = if text == folded { None } else { Some(self.intern(folded, folded)) };
        self.push(text, fold)
    }

    /// Takes back one [`Terms::intern`]; a form that was used for the last time is forgotten.
    pub(crate) fn release(&mut self, id: TermId) {
        let term = &mut self.list[id as usize];
        term.uses -= 1;
        if term.uses > 0 {
            return;
        }
        let (text, fold) = (std::mem::take(&mut term.text), term.fold);
        self.by_text.remove(&text);
        self.free.push(id);
        if fold != id {
            self.release(fold);
        }
    }

    /// The number of `text`, if some claim has it.
    pub(crate) fn get(&self, text: &str) -> Option<TermId> {
        self.by_text.get(text).copied()
    }

    /// The folded form's number.
    #[inline]
    pub(crate) fn fold_of(&self, id: TermId) -> TermId {
        self.list[id as usize].fold
    }

    /// Claims of the imagined background that hold this folded term.
    #[inline]
    pub(crate) fn background_of(&self, folded: TermId) -> f32 {
        self.list[folded as usize].background
    }

    pub(crate) fn text(&self, id: TermId) -> &str {
        &self.list[id as usize].text
    }

    pub(crate) fn len(&self) -> usize {
        self.list.len()
    }

    /// Heap bytes held, roughly.
    pub(crate) fn bytes(&self) -> usize {
        self.list.iter().map(|t| 2 * t.text.len() + 56).sum()
    }

    fn push(&mut self, text: &str, fold: Option<TermId>) -> TermId {
        let id = self.free.pop().unwrap_or(self.list.len() as TermId);
        let background = if fold.is_none() { background(text) } else { 0.0 };
        let term = Term { text: text.into(), fold: fold.unwrap_or(id), background, uses: 1 };
        match self.list.get_mut(id as usize) {
            Some(place) => *place = term,
            None => self.list.push(term),
        }
        self.by_text.insert(text.into(), id);
        id
    }
}

/// A quick hasher for short keys that outsiders cannot use to harm: the tables hold our own words and the keys of trusted
/// checks, and a message only looks up. Multiply and rotate, eight bytes at a time.
#[derive(Default, Clone, Copy)]
pub(crate) struct FastHash;

impl BuildHasher for FastHash {
    type Hasher = FastHasher;

    fn build_hasher(&self) -> FastHasher {
        FastHasher(0x51_7c_c1_b7_27_22_0a_95)
    }
}

/// See [`FastHash`].
pub(crate) struct FastHasher(u64);

impl FastHasher {
    #[inline]
    fn mix(&mut self, word: u64) {
        self.0 = (self.0.rotate_left(5) ^ word).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    }
}

impl Hasher for FastHasher {
    #[inline]
    fn write(&mut self, bytes: &[u8]) {
        let mut chunks = bytes.chunks_exact(8);
        for chunk in &mut chunks {
            self.mix(chunk.iter().fold(0, |word, &b| (word << 8) | u64::from(b)));
        }
        let rest = chunks.remainder();
        if !rest.is_empty() {
            self.mix(rest.iter().fold(rest.len() as u64, |word, &b| (word << 8) | u64::from(b)));
        }
    }

    #[inline]
    fn write_u8(&mut self, n: u8) {
        self.mix(u64::from(n));
    }

    #[inline]
    fn write_u32(&mut self, n: u32) {
        self.mix(u64::from(n));
    }

    #[inline]
    fn finish(&self) -> u64 {
        self.0 ^ (self.0 >> 29)
    }
}

/// Hash of a syllable sequence, for the concept table.
pub(crate) fn hash_parts<'a>(parts: impl Iterator<Item = &'a str>) -> u64 {
    let mut hasher = FastHash.build_hasher();
    for part in parts {
        hasher.write(part.as_bytes());
        hasher.write_u8(0);
    }
    hasher.finish()
}
