//! Which pieces are needed for languages in Latin letters, Vietnamese and English among them.

use unicode_properties::{GeneralCategoryGroup, UnicodeGeneralCategory};

/// The numbers of the pieces without a letter or mark of another script, in order; control pieces stay.
pub(super) fn latin(pieces: &[(String, f64)]) -> Vec<usize> {
    let stays = |(number, (piece, _)): &(usize, &(String, f64))| {
        *number < 4 || piece == "<mask>" || piece.chars().all(|letter| !is_of_another_script(letter))
    };
    pieces.iter().enumerate().filter(stays).map(|(number, _)| number).collect()
}

fn is_of_another_script(letter: char) -> bool {
    let ours = matches!(letter, '\0'..='\u{24f}' | '\u{300}'..='\u{36f}' | '\u{1e00}'..='\u{1eff}' | '\u{2581}');
    let group = letter.general_category_group();
    !ours && matches!(group, GeneralCategoryGroup::Letter | GeneralCategoryGroup::Mark)
}

#[cfg(test)]
mod tests {
    use super::latin;

    #[test]
    fn pieces_of_other_scripts_go_and_signs_stay() {
        let pieces = ["<s>", "<pad>", "</s>", "<unk>", "▁ướ", "воз", "5G", "🤔", "踴", "▁café\u{301}", "«", "<mask>"];
        let pieces: Vec<(String, f64)> = pieces.iter().map(|piece| ((*piece).to_owned(), 0.0)).collect();
        assert_eq!(latin(&pieces), [0, 1, 2, 3, 4, 6, 7, 9, 10, 11]);
    }
}
