//! The letters of Vietnamese: twelve vowels, six tones, two cases, and đ.
//!
//! Everything that takes letters apart or puts them together (folding, tone placement, typing, legacy encodings, sort
//! keys) goes through these tables. Characters are precomposed; combining marks are the business of the forms.

/// One of the six tones, in the order in which Vietnamese dictionaries sort them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Tone {
    /// No mark (ngang).
    Level,
    /// Grave (huyền).
    Huyen,
    /// Hook above (hỏi).
    Hoi,
    /// Tilde (ngã).
    Nga,
    /// Acute (sắc).
    Sac,
    /// Dot below (nặng).
    Nang,
}

impl Tone {
    /// All six, in sorting order.
    pub const ALL: [Self; 6] = [Self::Level, Self::Huyen, Self::Hoi, Self::Nga, Self::Sac, Self::Nang];

    /// The combining mark of the tone; none for the level tone.
    #[must_use]
    pub const fn mark(self) -> Option<char> {
        match self {
            Self::Level => None,
            Self::Huyen => Some('\u{300}'),
            Self::Hoi => Some('\u{309}'),
            Self::Nga => Some('\u{303}'),
            Self::Sac => Some('\u{301}'),
            Self::Nang => Some('\u{323}'),
        }
    }
}

/// A vowel taken apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Vowel {
    /// Index into the twelve vowels `a ă â e ê i o ô ơ u ư y`.
    pub letter: u8,
    /// Its tone.
    pub tone: Tone,
    /// Whether it is upper case.
    pub upper: bool,
}

impl Vowel {
    /// The precomposed character.
    #[must_use]
    pub const fn to_char(self) -> char {
        let table = if self.upper { &UPPER } else { &LOWER };
        table[self.letter as usize][self.tone as usize]
    }

    /// The vowel without its tone, in lower case: `ệ` gives `ê`.
    #[must_use]
    pub const fn bare(self) -> char {
        LOWER[self.letter as usize][0]
    }

    /// The vowel without tone and quality mark, in lower case: `ệ` gives `e`.
    #[must_use]
    pub const fn base(self) -> u8 {
        BASE[self.letter as usize]
    }

    /// Whether the letter itself carries a quality mark (ă â ê ô ơ ư).
    #[must_use]
    pub const fn has_quality(self) -> bool {
        LOWER[self.letter as usize][0] as u32 >= 0x80
    }
}

/// Takes a vowel apart; `None` for anything that is no Vietnamese vowel.
#[must_use]
#[inline]
pub fn vowel(c: char) -> Option<Vowel> {
    let code = VOWEL_CODES[slot(c)?];
    if code == NO_VOWEL {
        return None;
    }
    let plain = code & 0x7f;
    Some(Vowel { letter: plain / 6, tone: Tone::ALL[usize::from(plain % 6)], upper: code & 0x80 != 0 })
}

/// Whether the letter belongs to Vietnamese and not to plain ASCII: a vowel with a mark, or đ.
#[must_use]
#[inline]
pub fn is_marked(c: char) -> bool {
    !c.is_ascii() && (matches!(c, 'đ' | 'Đ') || vowel(c).is_some())
}

/// Whether the letter is used by Vietnamese and hardly by any other language (ă đ ơ ư and U+1EA0–1EF9).
#[must_use]
pub fn is_distinctive(c: char) -> bool {
    matches!(c, 'ă' | 'Ă' | 'đ' | 'Đ' | 'ơ' | 'Ơ' | 'ư' | 'Ư' | '\u{1EA0}'..='\u{1EF9}')
}

/// The ASCII lower-case letter under a Vietnamese letter or an ASCII character; `None` where it takes more work.
#[inline]
pub(crate) fn folded(c: char) -> Option<u8> {
    match FOLD_CODES[slot(c)?] {
        0 => None,
        code => Some(code),
    }
}

/// Lower case of an ASCII or Vietnamese letter without the general tables; others come back unchanged.
#[inline]
pub(crate) fn lower(c: char) -> char {
    if c.is_ascii() {
        return c.to_ascii_lowercase();
    }
    match c {
        'Đ' => 'đ',
        _ => match vowel(c) {
            Some(v) if v.upper => Vowel { upper: false, ..v }.to_char(),
            _ => c,
        },
    }
}

const LOWER: [[char; 6]; 12] = [
    ['a', 'à', 'ả', 'ã', 'á', 'ạ'],
    ['ă', 'ằ', 'ẳ', 'ẵ', 'ắ', 'ặ'],
    ['â', 'ầ', 'ẩ', 'ẫ', 'ấ', 'ậ'],
    ['e', 'è', 'ẻ', 'ẽ', 'é', 'ẹ'],
    ['ê', 'ề', 'ể', 'ễ', 'ế', 'ệ'],
    ['i', 'ì', 'ỉ', 'ĩ', 'í', 'ị'],
    ['o', 'ò', 'ỏ', 'õ', 'ó', 'ọ'],
    ['ô', 'ồ', 'ổ', 'ỗ', 'ố', 'ộ'],
    ['ơ', 'ờ', 'ở', 'ỡ', 'ớ', 'ợ'],
    ['u', 'ù', 'ủ', 'ũ', 'ú', 'ụ'],
    ['ư', 'ừ', 'ử', 'ữ', 'ứ', 'ự'],
    ['y', 'ỳ', 'ỷ', 'ỹ', 'ý', 'ỵ'],
];
const UPPER: [[char; 6]; 12] = [
    ['A', 'À', 'Ả', 'Ã', 'Á', 'Ạ'],
    ['Ă', 'Ằ', 'Ẳ', 'Ẵ', 'Ắ', 'Ặ'],
    ['Â', 'Ầ', 'Ẩ', 'Ẫ', 'Ấ', 'Ậ'],
    ['E', 'È', 'Ẻ', 'Ẽ', 'É', 'Ẹ'],
    ['Ê', 'Ề', 'Ể', 'Ễ', 'Ế', 'Ệ'],
    ['I', 'Ì', 'Ỉ', 'Ĩ', 'Í', 'Ị'],
    ['O', 'Ò', 'Ỏ', 'Õ', 'Ó', 'Ọ'],
    ['Ô', 'Ồ', 'Ổ', 'Ỗ', 'Ố', 'Ộ'],
    ['Ơ', 'Ờ', 'Ở', 'Ỡ', 'Ớ', 'Ợ'],
    ['U', 'Ù', 'Ủ', 'Ũ', 'Ú', 'Ụ'],
    ['Ư', 'Ừ', 'Ử', 'Ữ', 'Ứ', 'Ự'],
    ['Y', 'Ỳ', 'Ỷ', 'Ỹ', 'Ý', 'Ỵ'],
];
const BASE: [u8; 12] = *b"aaaeeiooouuy";

/// Latin up to ʯ, then Latin Extended Additional.
const LOW: usize = 0x260;
const HIGH: usize = 0x100;
const NO_VOWEL: u8 = 0x7f;

#[inline]
fn slot(c: char) -> Option<usize> {
    let code = c as usize;
    if code < LOW {
        Some(code)
    } else if code.wrapping_sub(0x1E00) < HIGH {
        Some(code - 0x1E00 + LOW)
    } else {
        None
    }
}

const fn const_slot(c: char) -> usize {
    let code = c as usize;
    if code < LOW { code } else { code - 0x1E00 + LOW }
}

static VOWEL_CODES: [u8; LOW + HIGH] = {
    let mut table = [NO_VOWEL; LOW + HIGH];
    let mut letter = 0;
    while letter < 12 {
        let mut tone = 0;
        while tone < 6 {
            let code = (letter * 6 + tone) as u8;
            table[const_slot(LOWER[letter][tone])] = code;
            table[const_slot(UPPER[letter][tone])] = code | 0x80;
            tone += 1;
        }
        letter += 1;
    }
    table
};

static FOLD_CODES: [u8; LOW + HIGH] = {
    let mut table = [0; LOW + HIGH];
    let mut ascii = 1_u8;
    while ascii < 0x80 {
        table[ascii as usize] = ascii.to_ascii_lowercase();
        ascii += 1;
    }
    let mut letter = 0;
    while letter < 12 {
        let mut tone = 0;
        while tone < 6 {
            table[const_slot(LOWER[letter][tone])] = BASE[letter];
            table[const_slot(UPPER[letter][tone])] = BASE[letter];
            tone += 1;
        }
        letter += 1;
    }
    table[const_slot('đ')] = b'd';
    table[const_slot('Đ')] = b'd';
    table[const_slot('ð')] = b'd';
    table[const_slot('Ð')] = b'd';
    table[const_slot('ɖ')] = b'd';
    table
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_134_marked_letters_and_no_others_are_known() {
        let marked = (0..=char::MAX as u32).filter_map(char::from_u32).filter(|&c| is_marked(c)).count();
        assert_eq!(marked, 134);
    }

    #[test]
    fn taking_apart_and_putting_together_is_the_identity() {
        for c in (0..0x1F00).filter_map(char::from_u32) {
            if let Some(v) = vowel(c) {
                assert_eq!(v.to_char(), c);
                assert_eq!(Some(lower(c)), c.to_lowercase().next());
            }
        }
    }
}
