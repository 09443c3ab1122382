//! Typing left as it was typed: `tieengs vieejt` (Telex), `tie61ng vie65t` (VNI), `tie^'ng Vie^.t` (VIQR).
//!
//! A line is converted only when it has no Vietnamese letters and the conversion makes it Vietnamese; other text
//! passes unchanged.

use crate::letter::{self, Tone, Vowel};
use crate::{syllable, tone};

/// A way of typing Vietnamese on a plain keyboard.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Method {
    /// `aa ee oo aw ow uw dd` and `f s r x j`.
    Telex,
    /// Digits 1–9 and 0.
    Vni,
    /// RFC 1456 mnemonics: `^ ( + dd` and `' \` ? ~ .`.
    Viqr,
}

/// Longest typed word that is read, in characters. No syllable takes more than ten keys (`nghieengx` has nine); the
/// rest is room for marks that close the sentence. Bounds the work on a word, so that the work on a text is linear.
const LONGEST_WORD: usize = 16;

/// Converts every word of a text that the method reads as a possible syllable; others stay, among them every word of
/// more than 16 characters. Tones in the new style.
#[must_use]
pub fn convert(text: &str, method: Method) -> String {
    let part = |c: char| c.is_ascii_alphanumeric() || (method == Method::Viqr && "^(+'`?~.".contains(c));
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let inside = part(first);
        let (run, after) = rest.split_at(rest.find(|c| part(c) != inside).unwrap_or(rest.len()));
        rest = after;
        match inside.then(|| word(run, method)).flatten() {
            Some(converted) => out.push_str(&converted),
            None => out.push_str(run),
        }
    }
    out
}

/// Repairs the lines that surely are left-overs of typing: no Vietnamese letters, at least two words changed, and at
/// least half of the words, the changed ones among them, possible syllables afterwards.
#[must_use]
pub fn repair(text: &str) -> String {
    text.split_inclusive('\n').map(repair_line).collect()
}

fn repair_line(line: &str) -> String {
    if line.chars().any(|c| !c.is_ascii() && c.is_alphabetic()) {
        return line.to_owned();
    }
    let best = [Method::Telex, Method::Vni, Method::Viqr].map(|method| {
        let converted = convert(line, method);
        let changed = converted.split_whitespace().filter(|word| word.chars().any(letter::is_marked)).count();
        (changed, converted)
    });
    let [telex, vni, viqr] = best;
    let (changed, converted) =
        [vni, viqr].into_iter().fold(telex, |best, next| if next.0 > best.0 { next } else { best });
    let words: Vec<&str> = converted.split_whitespace().collect();
    let valid = words.iter().filter(|w| syllable::is_valid(w.trim_matches(|c: char| !c.is_alphabetic()))).count();
    if changed >= 2 && valid * 2 >= words.len() { converted } else { line.to_owned() }
}

fn word(run: &str, method: Method) -> Option<String> {
    let (core, tail) = match method {
        // A full stop or question mark at the end closes the sentence, unless without it nothing is left to read.
        Method::Viqr => (run.trim_end_matches('.'), &run[run.trim_end_matches('.').len()..]),
        _ => (run, ""),
    };
    if core.len() > LONGEST_WORD {
        return None;
    }
    let mut letters: Vec<char> = Vec::new();
    let mut tone = Tone::Level;
    let mut changed = false;
    let chars: Vec<char> = core.chars().collect();
    for (at, &c) in chars.iter().enumerate() {
        let last_of_word = at + 1 == chars.len();
        if let Some(mark) = tone_key(c, method, &letters) {
            tone = mark;
            changed = true;
        } else if quality(&mut letters, c, method) {
            changed = true;
        } else if method == Method::Viqr && last_of_word && !c.is_alphanumeric() {
            return Some(word(&core[..core.len() - 1], method)? + &core[core.len() - 1..] + tail);
        } else {
            letters.push(c);
        }
    }
    if !changed {
        return None;
    }
    // The tone goes on the last vowel first; the rule of placement then moves it.
    let seat = letters.iter().rposition(|&c| letter::vowel(c).is_some())?;
    let v = letter::vowel(letters[seat])?;
    letters[seat] = Vowel { tone, ..v }.to_char();
    let built = tone::to_new_style(&letters.into_iter().collect::<String>());
    syllable::is_valid(&built).then(|| built + tail)
}

fn tone_key(c: char, method: Method, before: &[char]) -> Option<Tone> {
    before.iter().find(|&&c| letter::vowel(c).is_some())?;
    Some(match (method, c.to_ascii_lowercase()) {
        (Method::Telex, 'f') | (Method::Vni, '2') | (Method::Viqr, '`') => Tone::Huyen,
        (Method::Telex, 's') | (Method::Vni, '1') | (Method::Viqr, '\'') => Tone::Sac,
        (Method::Telex, 'r') | (Method::Vni, '3') | (Method::Viqr, '?') => Tone::Hoi,
        (Method::Telex, 'x') | (Method::Vni, '4') | (Method::Viqr, '~') => Tone::Nga,
        (Method::Telex, 'j') | (Method::Vni, '5') | (Method::Viqr, '.') => Tone::Nang,
        _ => return None,
    })
}

/// Turns a letter before the key into one with its quality mark; says whether the key did.
fn quality(letters: &mut [char], key: char, method: Method) -> bool {
    let lower = key.to_ascii_lowercase();
    let (bases, marked): (&[char], fn(char) -> char) = match (method, lower) {
        (Method::Telex, 'd') | (Method::Vni, '9') | (Method::Viqr, 'd') => (&['d'], |_| 'đ'),
        (Method::Telex, 'a') => (&['a'], |_| 'â'),
        (Method::Telex, 'e') => (&['e'], |_| 'ê'),
        (Method::Telex, 'o') => (&['o'], |_| 'ô'),
        (Method::Telex, 'w') => (&['a', 'o', 'u'], horn),
        (Method::Vni, '6') | (Method::Viqr, '^') => (&['a', 'e', 'o'], hat),
        (Method::Vni, '7') | (Method::Viqr, '+') => (&['o', 'u'], horn),
        (Method::Vni, '8') | (Method::Viqr, '(') => (&['a'], |_| 'ă'),
        _ => return false,
    };
    let Some(at) = letters.iter().rposition(|c| bases.contains(&c.to_ascii_lowercase())) else { return false };
    // dd and VIQR marks follow their letter directly.
    if (lower == 'd' || method == Method::Viqr) && at + 1 != letters.len() {
        return false;
    }
    let mark = |c: char| {
        if c.is_uppercase() { marked(c.to_ascii_lowercase()).to_uppercase().next().unwrap_or(c) } else { marked(c) }
    };
    letters[at] = mark(letters[at]);
    // uow and uo7 give ươ: both letters take the horn.
    if letters[at].to_lowercase().eq(['ơ'])
        && at > 0
        && letters[at - 1].eq_ignore_ascii_case(&'u')
        && method != Method::Viqr
    {
        letters[at - 1] = mark(letters[at - 1]);
    }
    true
}

fn horn(c: char) -> char {
    match c {
        'a' => 'ă',
        'o' => 'ơ',
        _ => 'ư',
    }
}

fn hat(c: char) -> char {
    match c {
        'a' => 'â',
        'e' => 'ê',
        _ => 'ô',
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_longer_than_any_syllable_stays_however_long() {
        for (start, key) in [("c", "9"), ("b", "?"), ("a", "f"), ("Vie", "^"), ("tieengs", "s"), ("", "(")] {
            let word = format!("{start}{}", key.repeat(200_000));
            for method in [Method::Telex, Method::Vni, Method::Viqr] {
                assert_eq!(convert(&word, method), word);
            }
            assert_eq!(repair(&format!("tieengs vieejt {word}\n")), format!("tiếng việt {word}\n"));
        }
        assert_eq!(convert("nghieengx", Method::Telex), "nghiễng");
        assert_eq!(convert("Vie^.t.........................", Method::Viqr), "Việt.........................");
    }

    #[test]
    fn english_and_real_vietnamese_stay_as_they_are() {
        for text in ["this is an english sentence for reasons", "Thông tin thaatj", "covid 19 in 2021"] {
            assert_eq!(repair(text), text);
        }
        assert_eq!(repair("tieengs vieejt"), "tiếng việt");
        assert_eq!(repair("dduwowngf ddi Haf Nooij"), "đường đi Hà Nội");
    }
}
