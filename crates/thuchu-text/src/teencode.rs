//! Short forms of chat language, for matching only, and the words that turn a statement round.
//!
//! Only short forms with one sensible reading are expanded. The ambiguous ones (`k`, `bt`, `ck`, …) stay as they are.

use crate::match_form;

const AUTO: [(&str, &str); 29] = [
    ("ko", "không"),
    ("khg", "không"),
    ("hok", "không"),
    ("dc", "được"),
    ("đc", "được"),
    ("mn", "mọi người"),
    ("mng", "mọi người"),
    ("mk", "mình"),
    ("mik", "mình"),
    ("bik", "biết"),
    ("j", "gì"),
    ("ntn", "như thế nào"),
    ("trc", "trước"),
    ("cx", "cũng"),
    ("cũg", "cũng"),
    ("nhìu", "nhiều"),
    ("wá", "quá"),
    ("bjo", "bao giờ"),
    ("sdt", "số điện thoại"),
    ("fb", "facebook"),
    ("vn", "việt nam"),
    ("sg", "sài gòn"),
    ("tphcm", "thành phố hồ chí minh"),
    ("ubnd", "uỷ ban nhân dân"),
    ("cccd", "căn cước công dân"),
    ("csgt", "cảnh sát giao thông"),
    ("bhxh", "bảo hiểm xã hội"),
    ("thik", "thích"),
    ("iu", "yêu"),
];

/// The match form of a text with unambiguous short forms written out. Letters glued to a digit (`50k`) are quantities
/// and stay. Idempotent. At most twelve times the bytes of the match form.
#[must_use]
pub fn expand(text: &str) -> String {
    let form = match_form(text);
    let mut out = String::with_capacity(form.len() + 16);
    let mut at = 0;
    while at < form.len() {
        let rest = &form[at..];
        let part = |c: char| c.is_alphanumeric();
        let inside = rest.starts_with(part);
        let end = at + rest.find(|c| part(c) != inside).unwrap_or(rest.len());
        let word = &form[at..end];
        // `vn.com`, `j-pop`: a sign between two letters makes a name.
        let joined = |sign: Option<char>, beyond: Option<char>| {
            sign.is_some_and(|c| c != ' ' && c != ',' && c != '/') && beyond.is_some_and(|c| c != ' ')
        };
        let mut before = form[..at].chars().rev();
        let mut behind = form[end..].chars();
        let in_name = joined(before.next(), before.next()) || joined(behind.next(), behind.next());
        let long = AUTO.iter().find(|(short, _)| inside && !in_name && *short == word).map(|(_, long)| *long);
        out.push_str(long.unwrap_or(word));
        at = end;
    }
    out
}

/// How sure a word turns its statement round.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Negation {
    /// It can mean nothing else.
    Sure,
    /// It may be another word: `k` (nghìn), `dung` without marks (đừng, đúng, dùng).
    Unsure,
}

/// Whether a syllable of a match form, or of its folded form, negates: `không`, `chưa`, `đừng`, `ko`, `not`.
#[must_use]
pub fn negation(syllable: &str) -> Option<Negation> {
    match syllable {
        "không" | "khong" | "hông" | "ko" | "khg" | "hok" | "hổng" | "hem" | "hong" | "chưa" | "chẳng" | "chả"
        | "đừng" | "chớ" | "khỏi" | "khoải" | "k0" | "kg" | "hẻm" | "not" | "never" | "cannot" | "isn" | "aren"
        | "wasn" | "weren" | "doesn" | "don" | "didn" | "won" | "shouldn" | "hasn" | "haven" => {
            if matches!(syllable, "hông" | "hong" | "kg" | "don" | "won" | "khỏi" | "khoải" | "hẻm") {
                Some(Negation::Unsure)
            } else {
                Some(Negation::Sure)
            }
        }
        "k" | "kh" | "hk" | "no" | "chua" | "chang" | "cha" | "dung" | "cho" | "ngừng" | "dừng" | "ngung" | "huỷ" => {
            Some(Negation::Unsure)
        }
        _ => None,
    }
}
