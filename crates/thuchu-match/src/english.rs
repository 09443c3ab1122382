//! English words brought to a common beginning, for messages and claims in English.
//!
//! Endings are cut in the manner of light stemmers (D. Harman, "How effective is suffixing?", 1991): two words that are
//! wrongly brought together cost little beside all the others of a sentence.

/// Shortest stem.
const SHORTEST: usize = 3;
/// Endings, longest first, each cut once.
const ENDINGS: [&str; 24] = [
    "ations", "ational", "fulness", "iveness", "ization", "ation", "ement", "ingly", "ments", "ness", "ated", "ates",
    "ment", "ings", "ions", "ing", "ion", "ied", "ies", "ed", "es", "ly", "s", "e",
];

/// The stem of a lower-case word of ASCII letters; none where the word is too short to have one, or has other signs.
pub(crate) fn stem(word: &str) -> Option<&str> {
    if word.len() <= SHORTEST || !word.bytes().all(|byte| byte.is_ascii_lowercase()) {
        return None;
    }
    if word.ends_with("ss") || word.ends_with("us") {
        return Some(word);
    }
    let cut = ENDINGS.iter().find_map(|ending| word.strip_suffix(ending).filter(|stem| stem.len() >= SHORTEST));
    let stem = cut.unwrap_or(word);
    // "stopped" and "stop", "study" and "studies".
    let bytes = stem.as_bytes();
    let doubled = cut.is_some() && bytes.len() > SHORTEST && bytes[bytes.len() - 1] == bytes[bytes.len() - 2];
    let last = if (doubled && !stem.ends_with(['l', 's', 'z'])) || stem.ends_with('y') { 1 } else { 0 };
    Some(&stem[..stem.len() - last])
}

#[cfg(test)]
mod tests {
    use super::stem;

    #[test]
    fn forms_of_one_word_have_one_stem() {
        for forms in [
            &["vaccine", "vaccines", "vaccinated", "vaccination", "vaccinations"][..],
            &["stop", "stops", "stopped", "stopping"],
            &["study", "studies", "studied"],
            &["claim", "claims", "claimed", "claiming"],
            &["state", "states", "stated"],
            &["virus"],
            &["kill", "kills", "killed", "killing"],
        ] {
            let stems: Vec<_> = forms.iter().map(|word| stem(word).unwrap()).collect();
            assert!(stems.iter().all(|other| other == &stems[0]), "{forms:?}: {stems:?}");
        }
    }

    #[test]
    fn short_words_and_others_letters_have_none() {
        for word in ["is", "the", "", "hoà", "19", "covid19"] {
            assert_eq!(stem(word), None, "{word}");
        }
        assert_eq!(stem("class"), Some("class"));
        assert_eq!(stem("dress"), Some("dress"));
    }
}
