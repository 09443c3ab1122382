//! Which syllable of the message stands for which syllable of the claim.
//!
//! A global alignment of the claim with the best window (Needleman and Wunsch, 1970) with free ends on the message's
//! side. Syllables are the same, the same but for marks, of one meaning, or spelt alike. What is left on both sides
//! between two anchors was put one for the other: that is where numbers, names and negations are looked for.

use std::borrow::Cow;
use std::ops::Range;

use crate::analyse::Analysed;

/// How well two syllables agree, 0.0 to 1.0.
type Agreement = f32;

/// From here on an agreement is an anchor.
pub(crate) const ANCHOR: Agreement = 0.5;
/// Agreement of phrases of one meaning.
const SAME_MEANING: Agreement = 0.75;
/// Agreement of two long syllables one slip apart.
const ONE_SLIP: Agreement = 0.8;
/// Least agreement by spelling of words torn apart with the whole.
const TORN: Agreement = 0.8;
/// Least agreement by spelling of two syllables of names: one slip in four letters.
const NAME_ALIKE: Agreement = 0.8;
/// A gap costs little, so that a message with words put in between still lines up.
const GAP: f32 = 0.08;

/// The alignment of one claim with one message.
#[derive(Debug, Default)]
pub(crate) struct Alignment {
    /// Per syllable of the claim: its partner in the message and how well they agree.
    pub(crate) partner: Vec<Option<(usize, Agreement)>>,
    /// Per syllable of the message: its partner in the claim.
    pub(crate) of_message: Vec<Option<usize>>,
    /// Partners found out of order: the words were moved.
    pub(crate) moved: Vec<bool>,
}

/// Stretches that face each other between anchors; either may be empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Facing {
    pub(crate) claim: Range<usize>,
    pub(crate) message: Range<usize>,
    /// Before the first or after the last anchor: the message goes on with its own words there.
    pub(crate) edge: bool,
}

impl Alignment {
    /// Lines `claim` up with the syllables of `message` in `window`.
    pub(crate) fn of(claim: &Analysed, message: &Analysed, window: &Range<usize>) -> Self {
        let (n, m) = (claim.len(), window.len());
        let agreement = agreements(claim, message, window);
        let at = |i: usize, j: usize| agreement[i * m + j];
        let width = m + 1;
        let mut best = vec![0.0_f32; (n + 1) * width];
        for i in 1..=n {
            best[i * width] = best[(i - 1) * width] - GAP;
            for j in 1..=m {
                let diagonal =
                    best[(i - 1) * width + j - 1] + if at(i - 1, j - 1) > 0.0 { at(i - 1, j - 1) } else { -1.0 };
                let without_claim = best[(i - 1) * width + j] - GAP;
                let without_message = best[i * width + j - 1] - if i == n { 0.0 } else { GAP / 4.0 };
                best[i * width + j] = diagonal.max(without_claim).max(without_message);
            }
        }
        let mut alignment =
            Self { partner: vec![None; n], of_message: vec![None; message.len()], moved: vec![false; n] };
        let (mut i, mut j) = (n, m);
        while i > 0 && j > 0 {
            let here = best[i * width + j];
            let agreed = at(i - 1, j - 1);
            if agreed > 0.0 && (here - best[(i - 1) * width + j - 1] - agreed).abs() < 1e-5 {
                alignment.join(i - 1, window.start + j - 1, agreed);
                i -= 1;
                j -= 1;
            } else if (here - best[(i - 1) * width + j] + GAP).abs() < 1e-5 {
                i -= 1;
            } else {
                j -= 1;
            }
        }
        alignment.drop_lone_slips(message);
        alignment.mend_torn(claim, message);
        alignment.find_moved(n, m, window.start, &at);
        alignment
    }

    /// Gives partners to words torn apart or run together, syllables and all: "x uất" for "xuất", "thờigian" for "thời
    /// gian", "kh ôngđược". What lies between two anchors on both sides is compared letter by letter.
    fn mend_torn(&mut self, claim: &Analysed, message: &Analysed) {
        let anchors: Vec<(usize, usize)> =
            (0..self.partner.len()).filter_map(|i| Some((i, self.partner[i]?.0))).collect();
        let first = anchors.first().map_or((0, 0), |&(i, j)| (i, j));
        let ends = anchors.windows(2).map(|pair| (pair[0].0 + 1..pair[1].0, pair[0].1 + 1..pair[1].1));
        let before = (0..first.0, first.1.saturating_sub(first.0 + 1)..first.1);
        let after = anchors.last().map(|&(i, j)| {
            let left = self.partner.len() - i - 1;
            (i + 1..self.partner.len(), j + 1..(j + 2 + left).min(message.len()))
        });
        let stretches: Vec<(Range<usize>, Range<usize>)> = std::iter::once(before).chain(ends).chain(after).collect();
        for (theirs, ours) in stretches {
            // A piece of a torn word may have been taken for the whole of it: "x uất" is "xuất", not "uất".
            for (theirs, ours) in around(&theirs, &ours, self.partner.len(), message.len()) {
                if self.mend(claim, message, &theirs, &ours) {
                    break;
                }
            }
        }
    }

    /// Joins two stretches if they are spelt alike as a whole.
    fn mend(&mut self, claim: &Analysed, message: &Analysed, theirs: &Range<usize>, ours: &Range<usize>) -> bool {
        if theirs.is_empty() || ours.is_empty() || theirs.len().max(ours.len()) > 5 || theirs.len() + ours.len() < 3 {
            return false;
        }
        let joined = |text: &Analysed, at: &Range<usize>| at.clone().map(|i| text.folded(i)).collect::<String>();
        let agreed = spelt_alike(&joined(claim, theirs), &joined(message, ours));
        if agreed < TORN {
            return false;
        }
        for (k, i) in theirs.clone().enumerate() {
            if let Some((j, _)) = self.partner[i].take() {
                self.of_message[j] = None;
            }
            self.partner[i] = Some((ours.start + k * ours.len() / theirs.len(), agreed));
        }
        for (k, j) in ours.clone().enumerate() {
            self.of_message[j] = Some(theirs.start + k * theirs.len() / ours.len());
        }
        true
    }

    /// Takes apart partners that are only spelt alike and have no other pair close by: with hundreds of syllables some look
    /// like slips of each other by chance, above all beyond the end of a cut claim.
    fn drop_lone_slips(&mut self, message: &Analysed) {
        let firm = |pair: Option<(usize, Agreement)>| {
            pair.is_some_and(|(_, agreed)| agreed >= ONE_SLIP || (agreed - SAME_MEANING).abs() < f32::EPSILON)
        };
        let lone: Vec<usize> = (0..self.partner.len())
            .filter(|&i| {
                let Some((j, _)) = self.partner[i].filter(|_| !firm(self.partner[i])) else { return false };
                let around = i.saturating_sub(2)..(i + 3).min(self.partner.len());
                !around.into_iter().filter(|&k| k != i).any(|k| {
                    self.partner[k].is_some_and(|(other, _)| {
                        other.abs_diff(j) <= k.abs_diff(i) + 1 && !message.breaks_off(&(j.min(other) + 1..j.max(other)))
                    })
                })
            })
            .collect();
        for i in lone {
            if let Some((j, _)) = self.partner[i].take() {
                self.of_message[j] = None;
            }
        }
    }

    fn join(&mut self, i: usize, j: usize, agreed: Agreement) {
        self.partner[i] = Some((j, agreed));
        self.of_message[j] = Some(i);
    }

    /// Gives claim syllables that are still alone a partner anywhere in the window.
    fn find_moved(&mut self, n: usize, m: usize, start: usize, at: &impl Fn(usize, usize) -> Agreement) {
        for i in 0..n {
            if self.partner[i].is_some() {
                continue;
            }
            let free = (0..m).filter(|&j| self.of_message[start + j].is_none() && at(i, j) >= 0.9);
            if let Some(j) = free.max_by(|&a, &b| at(i, a).total_cmp(&at(i, b))) {
                self.join(i, start + j, at(i, j));
                self.moved[i] = true;
            }
        }
    }

    /// True where the claim's syllable `i` has a partner in its place.
    pub(crate) fn anchored(&self, i: usize) -> bool {
        !self.moved[i] && self.partner[i].is_some_and(|(_, agreed)| agreed >= ANCHOR)
    }

    /// The stretches between anchors, those at both ends included.
    pub(crate) fn facings(&self, window: &Range<usize>) -> Vec<Facing> {
        let anchors: Vec<(usize, usize)> = (0..self.partner.len())
            .filter(|&i| self.anchored(i))
            .filter_map(|i| Some((i, self.partner[i]?.0)))
            .collect();
        let (Some(&first), Some(&last)) = (anchors.first(), anchors.last()) else { return Vec::new() };
        let mut facings = vec![Facing { claim: 0..first.0, message: window.start..first.1, edge: true }];
        facings.extend(anchors.windows(2).map(|pair| Facing {
            claim: pair[0].0 + 1..pair[1].0,
            message: pair[0].1 + 1..pair[1].1,
            edge: false,
        }));
        facings.push(Facing { claim: last.0 + 1..self.partner.len(), message: last.1 + 1..window.end, edge: true });
        facings.retain(|f| !f.claim.is_empty() || !f.message.is_empty());
        facings
    }
}

/// A stretch between two anchors, with either neighbour taken in.
fn around(
    theirs: &Range<usize>,
    ours: &Range<usize>,
    claim: usize,
    message: usize,
) -> impl Iterator<Item = (Range<usize>, Range<usize>)> {
    let wider = |before: usize, behind: usize| {
        let start = |range: &Range<usize>| range.start.saturating_sub(before);
        let end = |range: &Range<usize>, stop: usize| (range.end + behind).min(stop);
        (start(theirs)..end(theirs, claim), start(ours)..end(ours, message))
    };
    let alone = theirs.is_empty() && ours.is_empty();
    [wider(0, 0), wider(0, 1), wider(1, 0)].into_iter().filter(move |_| !alone)
}

/// Agreement of each pair of syllables, row by row of the claim.
fn agreements(claim: &Analysed, message: &Analysed, window: &Range<usize>) -> Vec<Agreement> {
    let m = window.len();
    let mut table = vec![0.0; claim.len() * m];
    for i in 0..claim.len() {
        for (column, j) in window.clone().enumerate() {
            table[i * m + column] = if claim.accented(i) == message.accented(j) {
                1.0
            } else if claim.folded(i) == message.folded(j) {
                if message.accented(j) == message.folded(j) { 0.97 } else { 0.8 }
            } else {
                0.0
            };
        }
    }
    // Spelling is compared only where no other syllable agrees: slips, not synonyms.
    let alone_here: Vec<bool> = (0..claim.len()).map(|i| table[i * m..(i + 1) * m].iter().all(|&a| a < 0.8)).collect();
    let alone_there: Vec<bool> = (0..m).map(|c| (0..claim.len()).all(|i| table[i * m + c] < 0.8)).collect();
    for i in (0..claim.len()).filter(|&i| alone_here[i]) {
        for (column, j) in window.clone().enumerate().filter(|&(column, _)| alone_there[column]) {
            let name = claim.syllables[i].name || message.syllables[j].name;
            let alike = spelt_alike(claim.folded(i), message.folded(j));
            // "Quảng" and "Giang" are two places, not a slip: names allow one slip a syllable.
            table[i * m + column] = if name && alike < NAME_ALIKE { 0.0 } else { alike };
        }
    }
    for theirs in &claim.phrases {
        for ours in message.phrases.iter().filter(|p| p.group == theirs.group) {
            if ours.start < window.start || ours.start + ours.len > window.end {
                continue;
            }
            for k in 0..theirs.len {
                let j = ours.start + (k * ours.len / theirs.len).min(ours.len - 1) - window.start;
                let cell = &mut table[(theirs.start + k) * m + j];
                *cell = cell.max(SAME_MEANING);
            }
        }
    }
    for theirs in claim.amounts() {
        for ours in message.amounts().iter().filter(|q| q.same_value(theirs)) {
            if ours.syllables.start < window.start || ours.syllables.end > window.end || ours.syllables.is_empty() {
                continue;
            }
            for (k, i) in theirs.syllables.clone().enumerate() {
                let j = ours.syllables.start + k.min(ours.syllables.len() - 1) - window.start;
                let cell = &mut table[i * m + j];
                *cell = cell.max(0.9);
            }
        }
    }
    table
}

/// Agreement by spelling of two folded syllables: 0.0, or from 0.5 for two that a slip of the finger sets apart.
///
/// Digits never count as a slip, but for those that a reader of pictures takes for letters ("đ0ạ", "1ốp") within a word.
/// Optimal string alignment distance against the longer length.
pub(crate) fn spelt_alike(a: &str, b: &str) -> Agreement {
    let (a, b) = (look_alikes(a), look_alikes(b));
    let (a, b) = (a.as_bytes(), b.as_bytes());
    let longest = a.len().max(b.len());
    if !(2..=32).contains(&longest) || a.len().abs_diff(b.len()) > longest / 3 + 1 {
        return 0.0;
    }
    if a.iter().chain(b).any(u8::is_ascii_digit) {
        return 0.0;
    }
    let distance = distance(a, b);
    let allowed = match longest {
        2 => 1,
        3..=5 => 2,
        _ => longest / 2,
    };
    if distance > allowed || distance >= longest || (longest <= 3 && a.first() != b.first()) {
        return 0.0;
    }
    0.5 + 0.4 * (1.0 - distance as f32 / longest as f32)
}

/// Digits in the middle of letters as the letters they look like: "sa0" as "sao". Numbers and codes ("5g") stay.
fn look_alikes(word: &str) -> Cow<'_, str> {
    let letters = word.bytes().filter(u8::is_ascii_alphabetic).count();
    let digits = word.bytes().filter(u8::is_ascii_digit).count();
    if digits == 0 || letters < 2 || digits > letters {
        return Cow::Borrowed(word);
    }
    let letter = |c: char| match c {
        '0' => 'o',
        '1' => 'l',
        '5' => 's',
        other => other,
    };
    Cow::Owned(word.chars().map(letter).collect())
}

/// Edit distance with swapped neighbours as one edit (optimal string alignment).
fn distance(a: &[u8], b: &[u8]) -> usize {
    let mut rows = [[0_u8; 33]; 3];
    for (j, cell) in rows[0].iter_mut().enumerate() {
        *cell = j as u8;
    }
    for i in 1..=a.len() {
        let (now, before, earlier) = (i % 3, (i + 2) % 3, (i + 1) % 3);
        rows[now][0] = i as u8;
        for j in 1..=b.len() {
            let cost = u8::from(a[i - 1] != b[j - 1]);
            let mut least = (rows[before][j - 1] + cost).min(rows[before][j] + 1).min(rows[now][j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                least = least.min(rows[earlier][j - 2] + 1);
            }
            rows[now][j] = least;
        }
    }
    usize::from(rows[a.len() % 3][b.len()])
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The claim's syllables that found no partner.
    fn lost(claim: &str, message: &str) -> Vec<String> {
        let (claim, message) = (Analysed::of(claim), Analysed::message(message));
        let alignment = Alignment::of(&claim, &message, &(0..message.len()));
        let alone = (0..claim.len()).filter(|&i| alignment.partner[i].is_none());
        alone.map(|i| claim.accented(i).to_owned()).collect()
    }

    #[test]
    fn words_torn_apart_or_run_together_line_up() {
        let claim = "Ép nạn nhân viết giấy vay nợ";
        for message in ["ép nạnnhân viết giấy vay nợ", "ép n ạn nhân viết giấy vay nợ", "ép nạn nhân vi ết giấyvay nợ"]
        {
            assert!(lost(claim, message).is_empty(), "{message}: {:?}", lost(claim, message));
        }
    }

    #[test]
    fn digits_read_for_letters_are_a_slip_and_numbers_are_not() {
        assert!(lost("Chiếc lốp thứ hai của máy bay", "chiếc 1ốp thứ hai của máy bay").is_empty());
        assert!(spelt_alike("sao", "sa0") >= 0.5);
        assert_eq!(spelt_alike("5g", "4g"), 0.0);
        assert_eq!(spelt_alike("10", "lo"), 0.0);
    }

    #[test]
    fn beyond_the_end_of_a_cut_claim_no_word_is_a_slip_by_chance() {
        let claim = "Tập đoàn lớn sản xuất vaccine mang tên Hayat";
        let message = "Tập đoàn lớn sản xuất vaccine mang... Có ai biết tin này thật không ạ?";
        assert_eq!(lost(claim, message), ["tên", "hayat"]);
    }
}
