//! One text, taken apart once: syllables in two forms, names, numbers, phrases of the concept table, links.

use std::collections::HashSet;
use std::ops::Range;
use std::sync::OnceLock;

use thuchu_text::dates::DateFound;
use thuchu_text::lang::{self, Lang};
use thuchu_text::links::CanonicalUrl;

use crate::concepts::{Concepts, Found};
use crate::english;
use crate::slots::amounts::amounts;
use crate::slots::antonyms::{Pole, poles};
use crate::slots::dates;
use crate::slots::numbers::{Quantity, quantities};

/// More syllables than this are not read: a message of a whole book is cut, not refused.
pub(crate) const MOST_SYLLABLES: usize = 4_000;
/// Bytes of a message that are read for its words: as many syllables as that have fewer. Links are found behind, too.
const MOST_BYTES: usize = 32 * 1024;
/// Bytes between the dash of a quoted post and the handle of who posted it.
const LONGEST_NAME: usize = 80;
/// From this share of marked syllables on, a text is taken for Vietnamese, however damaged.
pub(crate) const SOME_MARKS: f32 = 0.1;

/// A text as the engine sees it.
#[derive(Debug, Default)]
pub(crate) struct Analysed {
    /// The index form: lower-case, marks kept, links cut out.
    pub(crate) text: String,
    /// The same without marks.
    pub(crate) folded: String,
    pub(crate) syllables: Vec<Syllable>,
    /// Phrases of the concept table.
    pub(crate) phrases: Vec<Found>,
    /// Numbers with their unit, by syllable.
    pub(crate) quantities: Vec<Quantity>,
    /// Found when they are first asked for: see [`Analysed::amounts`].
    amounts: OnceLock<Vec<Quantity>>,
    /// Found when they are first asked for: see [`Analysed::poles`].
    poles: OnceLock<Vec<Pole>>,
    /// Found when they are first asked for: see [`Analysed::dates`].
    dates: OnceLock<Vec<DateFound>>,
    pub(crate) links: Vec<CanonicalUrl>,
    /// As far as its words tell; none where they are too few.
    pub(crate) language: Option<Lang>,
    /// False where every letter or none is a capital, so that names cannot be told by their capitals.
    pub(crate) has_case: bool,
    /// Syllables of who posted a quoted post, and when, at the end of it.
    pub(crate) signature: usize,
}

/// One syllable: where it lies in both forms, and whether it is written as a name.
#[derive(Debug, Clone)]
pub(crate) struct Syllable {
    pub(crate) accented: Range<usize>,
    pub(crate) folded: Range<usize>,
    pub(crate) name: bool,
    /// Part of a sentence that only passes the message on: "chia sẻ cho mọi người".
    pub(crate) chatter: bool,
    /// The writer ended a sentence or a line behind it. Only known of messages; of claims, only full stops are.
    pub(crate) ends: bool,
}

impl Analysed {
    /// Takes `raw` apart. Never fails: what is not text gives no syllables.
    pub(crate) fn of(raw: &str) -> Self {
        let raw = &*thuchu_text::hashtag::apart(raw);
        let form = thuchu_text::index_form(raw);
        let mut analysed =
            Self { folded: thuchu_text::fold(&form.text), text: form.text, links: form.links, ..Self::default() };
        analysed.syllables = spans(&analysed.text)
            .zip(spans(&analysed.folded))
            .take(MOST_SYLLABLES)
            .map(|(accented, folded)| Syllable { accented, folded, name: false, chatter: false, ends: false })
            .collect();
        analysed.language = lang::detect(&analysed.text);
        mark_names(raw, &mut analysed);
        let accented: Vec<&str> = (0..analysed.len()).map(|i| analysed.accented(i)).collect();
        let folded: Vec<&str> = (0..analysed.len()).map(|i| analysed.folded(i)).collect();
        let mut phrases = Vec::new();
        Concepts::built_in().find(&accented, &folded, |found| phrases.push(found));
        drop((accented, folded));
        analysed.phrases = phrases;
        analysed.quantities = quantities(&analysed);
        analysed
    }

    /// A message: as [`Analysed::of`], with the sentences marked that only pass it on.
    pub(crate) fn message(raw: &str) -> Self {
        let (raw, rest) = raw.split_at(beginning(raw, MOST_BYTES).len());
        let mut analysed = Self::of(raw);
        analysed.links.extend(thuchu_text::find_links(rest).into_iter().map(|(_, link)| link));
        mark_ends(raw, &mut analysed);
        let signature = &raw[without_signature(raw).len()..];
        analysed.signature = spans(&thuchu_text::index_form(signature).text).count().min(analysed.len());
        let kept = thuchu_text::boilerplate::strip(&thuchu_text::hashtag::apart(raw));
        let kept = thuchu_text::index_form(&kept).text;
        let mut kept = thuchu_text::syllables(&kept).peekable();
        if kept.peek().is_none() {
            return analysed;
        }
        // What is kept is the message with whole sentences taken out, so its syllables come in the same order.
        let mut chatter = Vec::new();
        for i in 0..analysed.len() {
            let stays = kept.next_if(|&syllable| syllable == analysed.accented(i)).is_some();
            chatter.push(!stays);
        }
        if kept.peek().is_none() {
            for (syllable, chatter) in analysed.syllables.iter_mut().zip(chatter) {
                syllable.chatter = chatter;
            }
        }
        analysed
    }

    /// The dates that stand by themselves. A message is compared with many claims, and read for dates once.
    pub(crate) fn dates(&self) -> &[DateFound] {
        self.dates.get_or_init(|| dates::fixed(self))
    }

    /// The stems of the words of an English text, by syllable: "vaccines" and "vaccinated" are found by "vaccine".
    pub(crate) fn stems(&self) -> impl Iterator<Item = (usize, &str)> {
        let english = self.language == Some(Lang::En) && !self.is_vietnamese();
        let words = if english { 0..self.len() } else { 0..0 };
        words.filter_map(|i| Some((i, english::stem(self.folded(i))?)))
    }

    /// The numbers as slots compare them, those included that are said otherwise ("gấp đôi", "nửa tháng").
    pub(crate) fn amounts(&self) -> &[Quantity] {
        self.amounts.get_or_init(|| amounts(self))
    }

    /// Words that have an opposite.
    pub(crate) fn poles(&self) -> &[Pole] {
        self.poles.get_or_init(|| poles(self))
    }

    pub(crate) fn len(&self) -> usize {
        self.syllables.len()
    }

    pub(crate) fn accented(&self, i: usize) -> &str {
        &self.text[self.syllables[i].accented.clone()]
    }

    pub(crate) fn folded(&self, i: usize) -> &str {
        &self.folded[self.syllables[i].folded.clone()]
    }

    /// Share of the syllables that carry a mark, 0.0 to 1.0; an empty text has none.
    pub(crate) fn marked_share(&self) -> f32 {
        if self.syllables.is_empty() {
            return 0.0;
        }
        let marked = (0..self.len()).filter(|&i| self.accented(i) != self.folded(i)).count();
        marked as f32 / self.len() as f32
    }

    /// True for Vietnamese, however damaged, and where the words are too few to tell: it is what most people write here.
    pub(crate) fn is_vietnamese(&self) -> bool {
        matches!(self.language, None | Some(Lang::Vi)) || self.marked_share() >= SOME_MARKS
    }

    /// True if a sentence ends, or the text is cut off ("..."), somewhere from syllable `range.start - 1` to the end of
    /// `range`.
    pub(crate) fn breaks_off(&self, range: &Range<usize>) -> bool {
        let first = range.start.saturating_sub(1);
        let stops = |i: usize| {
            let end = self.syllables.get(i + 1).map_or(self.text.len(), |next| next.accented.start);
            self.syllables[i].ends || self.text[self.syllables[i].accented.end..end].contains('.')
        };
        (first..range.end.min(self.len().saturating_sub(1))).any(stops)
    }

    /// The syllables that a byte range of the index form touches.
    pub(crate) fn syllables_in(&self, bytes: &Range<usize>) -> Range<usize> {
        let first = self.syllables.partition_point(|s| s.accented.end <= bytes.start);
        let last = self.syllables.partition_point(|s| s.accented.start < bytes.end);
        first..last.max(first)
    }
}

/// A quoted post without who posted it and when: `text — Name (@handle) Date`. The name stays among the words that are
/// compared; to the model, and among names and dates, it is noise.
pub(crate) fn without_signature(message: &str) -> &str {
    let signed = message.rfind("(@").and_then(|handle| Some((message[..handle].rfind('—')?, handle)));
    match signed {
        Some((dash, handle)) if handle - dash <= LONGEST_NAME && !message[..dash].trim().is_empty() => &message[..dash],
        _ => message,
    }
}

/// So many bytes of a text at most, whole words where there is any white space.
pub(crate) fn beginning(text: &str, bytes: usize) -> &str {
    let cut = &text[..text.floor_char_boundary(bytes)];
    if cut.len() == text.len() {
        return text;
    }
    cut.rfind(char::is_whitespace).map_or(cut, |end| &cut[..end])
}

/// Byte ranges of the syllables of a match form.
fn spans(form: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let base = form.as_ptr() as usize;
    thuchu_text::syllables(form).map(move |syllable| {
        let start = syllable.as_ptr() as usize - base;
        start..start + syllable.len()
    })
}

/// Marks the last syllables of sentences and lines. The index form has lost "!", "?" and line feeds, so the words are
/// walked through again beside it; where one is not found (a link, a look-alike letter), the next ones are.
fn mark_ends(raw: &str, analysed: &mut Analysed) {
    if !raw.trim_end().contains(['!', '?', '…', '\n']) {
        return;
    }
    let mut at = 0;
    for line in raw.lines() {
        for word in line.split_whitespace() {
            let form = thuchu_text::match_form(word);
            for syllable in thuchu_text::syllables(&form) {
                let near = at..analysed.len().min(at + 4);
                at = near.into_iter().find(|&i| analysed.accented(i) == syllable).map_or(at, |i| i + 1);
            }
            let ends = word.trim_end_matches(['"', ')', '”']).ends_with(['.', '!', '?', '…']);
            if let (true, Some(last)) = (ends, at.checked_sub(1)) {
                analysed.syllables[last].ends = true;
            }
        }
        if let Some(last) = at.checked_sub(1) {
            analysed.syllables[last].ends = true;
        }
    }
}

/// Marks the syllables that the writer began with a capital, other than at the start of a sentence.
///
/// The index form has lost its capitals, so the words are found again by their folded form. In a shouted text, in one
/// without any capital, or where nearly every word has one (a headline), capitals tell nothing.
fn mark_names(raw: &str, analysed: &mut Analysed) {
    let mut names: Vec<String> = Vec::new();
    let (mut words, mut capitals) = (0_usize, 0_usize);
    let mut sentence_start = true;
    let mut first_capital: Option<String> = None;
    for word in raw.split_whitespace().take(MOST_SYLLABLES) {
        let opened_by_quote = word.starts_with(['"', '“', '\'', '‘', '(']);
        let letters = word.trim_matches(|c: char| !c.is_alphanumeric());
        let Some(first) = letters.chars().next() else { continue };
        words += 1;
        let capital = first.is_uppercase();
        capitals += usize::from(capital);
        if capital {
            let form = thuchu_text::fold(&thuchu_text::match_form(&thuchu_text::confusable::fold_confusables(letters)));
            if sentence_start && !opened_by_quote {
                first_capital = Some(form);
            } else {
                // "Nguyễn Văn Ất nói": the first word of a sentence is part of the name that goes on after it.
                names.extend(first_capital.take());
                names.push(form);
            }
        } else {
            first_capital = None;
        }
        sentence_start = word.ends_with(['.', '!', '?', ':', '…']);
    }
    analysed.has_case = capitals > 0 && capitals * 10 < words.max(1) * 7;
    if !analysed.has_case {
        return;
    }
    let parts: HashSet<&str> = names.iter().flat_map(|name| thuchu_text::syllables(name)).collect();
    for i in 0..analysed.len() {
        analysed.syllables[i].name = parts.contains(&analysed.folded(i));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_posted_a_quoted_post_and_when_stands_at_its_end() {
        let post = "A shark on the flooded highway! pic.twitter.com/x7K — Brett Lind (@brettlq) August 28, 2017";
        let analysed = Analysed::message(post);
        let words: Vec<&str> = (0..analysed.len() - analysed.signature).map(|i| analysed.folded(i)).collect();
        assert_eq!(words, ["a", "shark", "on", "the", "flooded", "highway"]);
        for unsigned in ["Cá mập — ảnh thật", "— (@a) b", "", "(@brett) said — a shark"] {
            assert_eq!(Analysed::message(unsigned).signature, 0, "{unsigned}");
        }
    }

    #[test]
    fn damaged_vietnamese_and_what_is_too_short_to_tell_is_vietnamese() {
        for text in ["Uống nước chanh", "nuoc chanh chua ung thu", "covid", "", "Tiёп sĩ Xuȃп bị bắt"] {
            assert!(Analysed::message(text).is_vietnamese(), "{text}");
        }
        assert!(!Analysed::message("Lemon water cures cancer, what they never told you").is_vietnamese());
    }
}
