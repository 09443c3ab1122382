//! Character 2- to 4-grams of folded text, weighted by rarity: likeness that survives slips of the finger.

/// Buckets that grams are hashed into.
pub(crate) const BUCKETS: usize = 1 << 17;

/// How many claims hold each gram, and what a gram is therefore worth.
#[cfg_attr(test, derive(Debug))]
pub(crate) struct Grams {
    holders: Vec<u32>,
    weight: Vec<f32>,
    texts: u32,
    weighted_at: u32,
}

impl Default for Grams {
    fn default() -> Self {
        Self { holders: vec![0; BUCKETS], weight: vec![1.0; BUCKETS], texts: 0, weighted_at: 0 }
    }
}

impl Grams {
    /// Counts the grams of one claim; each distinct gram counts once.
    pub(crate) fn count(&mut self, folded: &str) {
        self.change(folded, 1);
    }

    /// Takes back what [`Grams::count`] counted.
    pub(crate) fn discount(&mut self, folded: &str) {
        self.change(folded, -1);
    }

    fn change(&mut self, folded: &str, by: i32) {
        let mut grams = Vec::with_capacity(folded.len() * 3);
        each(folded, |gram| grams.push(gram));
        grams.sort_unstable();
        grams.dedup();
        for gram in grams {
            let holders = &mut self.holders[gram as usize];
            *holders = holders.saturating_add_signed(by);
        }
        self.texts = self.texts.saturating_add_signed(by);
    }

    /// Makes the weights anew if the number of claims has changed by a tenth since; they move slowly.
    pub(crate) fn weigh_if_drifted(&mut self) {
        if self.texts.abs_diff(self.weighted_at) * 10 > self.weighted_at {
            self.weigh();
        }
    }

    /// Makes the weights anew from the counts.
    pub(crate) fn weigh(&mut self) {
        self.weighted_at = self.texts;
        let texts = self.texts as f32 + 1.0;
        for (weight, &holders) in self.weight.iter_mut().zip(&self.holders) {
            let idf = (texts / (holders as f32 + 1.0)).ln().max(0.05);
            *weight = idf * idf;
        }
    }

    /// Squared weight of a gram.
    #[inline]
    fn worth(&self, gram: u32) -> f32 {
        self.weight[gram as usize]
    }
}

/// Calls `with` for each 2-, 3- and 4-gram of a text, words joined by single spaces.
#[inline]
pub(crate) fn each(text: &str, mut with: impl FnMut(u32)) {
    let bytes = text.as_bytes();
    let mut window: u32 = u32::from(b' ');
    for (i, &byte) in bytes.iter().chain(b" ").enumerate() {
        window = (window << 8) | u32::from(byte);
        with(bucket(window & 0xffff));
        if i >= 1 {
            with(bucket((window & 0x00ff_ffff) | 0x0100_0000));
        }
        if i >= 2 {
            with(bucket(window.rotate_left(7) ^ 0x0200_0000));
        }
    }
}

#[inline]
fn bucket(gram: u32) -> u32 {
    gram.wrapping_mul(0x9e37_79b1) >> (32 - 17)
}

/// The grams of a message, ready to be compared with many claims.
#[cfg_attr(test, derive(Debug))]
pub(crate) struct GramSet {
    mark: Vec<u32>,
    epoch: u32,
    norm: f32,
}

impl Default for GramSet {
    fn default() -> Self {
        Self { mark: vec![0; BUCKETS], epoch: 0, norm: 0.0 }
    }
}

impl GramSet {
    /// Holds the grams of `folded` from now on.
    pub(crate) fn fill(&mut self, folded: &str, grams: &Grams) {
        self.epoch = self.epoch.wrapping_add(1);
        if self.epoch == 0 {
            self.mark.fill(0);
            self.epoch = 1;
        }
        let mut norm = 0.0;
        each(folded, |gram| {
            let mark = &mut self.mark[gram as usize];
            if *mark != self.epoch {
                *mark = self.epoch;
                norm += grams.worth(gram);
            }
        });
        self.norm = norm;
    }

    /// Cosine of the two texts' gram vectors, 0.0 to 1.0. A gram that a claim repeats counts each time on its side.
    pub(crate) fn cosine(&self, claim_folded: &str, grams: &Grams) -> f32 {
        let (mut dot, mut norm) = (0.0_f32, 0.0_f32);
        each(claim_folded, |gram| {
            let worth = grams.worth(gram);
            norm += worth;
            if self.mark[gram as usize] == self.epoch {
                dot += worth;
            }
        });
        if norm <= 0.0 || self.norm <= 0.0 { 0.0 } else { (dot / (norm * self.norm).sqrt()).min(1.0) }
    }
}
