use super::*;

#[test]
fn letters_buried_under_marks_stay_one_word() {
    assert_eq!(match_form("t\u{336}i\u{336}n\u{336} giả"), "tin giả");
}

#[test]
fn white_space_keeps_at_most_one_blank_line_and_no_blanks_beside_a_break() {
    assert_eq!(normalise("a \n b \n\n \t\n c"), "a\nb\n\nc");
    assert_eq!(normalise(" \u{200b} a\u{2028}b \u{200b} "), "a b");
}

#[test]
fn a_nul_is_dropped() {
    assert_eq!(normalise("ti\0n"), "tin");
}

#[test]
fn both_roads_of_fold_meet() {
    for c in (0..0x3000).filter_map(char::from_u32).filter(|c| !c.is_whitespace()) {
        let word = c.to_string();
        let mut slow = String::new();
        fold_by_tables(&word, &mut slow);
        assert_eq!(fold(&word), slow, "U+{:04X}", c as u32);
    }
}

#[test]
fn both_roads_of_match_form_meet() {
    for c in (1..0x3000).filter_map(char::from_u32).filter(|&c| is_everyday(c)) {
        let lower = letter::lower(c).to_string();
        assert_eq!(compatible(&c.to_string()), lower, "U+{:04X}", c as u32);
        let mut composed = String::new();
        visible_and_composed(&c.to_string(), &mut composed);
        assert_eq!(composed, c.to_string(), "U+{:04X}", c as u32);
    }
}
