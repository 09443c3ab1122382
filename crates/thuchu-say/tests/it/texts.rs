//! Every text in both languages: rendered, and in the desk's own words.

use thuchu_say::{Lang, samples};

#[test]
fn every_text_renders_in_both_languages() {
    for message in samples() {
        for lang in Lang::ALL {
            let text = message.in_lang(lang);
            assert!(!text.trim().is_empty(), "{} is empty in {lang}", message.id());
            assert!(!text.contains('\u{2068}') && !text.contains('\u{2069}'), "{} has isolation marks", message.id());
            assert!(
                !text.contains("  ") || text.contains('\n'),
                "{} has a double space in {lang}: {text}",
                message.id()
            );
        }
    }
}

/// The "Not" column of the glossary, as far as the words have no other honest use in these texts.
#[test]
fn words_that_the_desk_avoids_are_absent() {
    const VI: [&str; 21] = [
        "tra cứu",
        "truy vấn",
        "tin báo",
        "tố giác",
        "báo cáo",
        "ticket",
        "độ hot",
        "luận điệu",
        "quan điểm",
        "bài phản bác",
        "hồ sơ",
        "phê chuẩn",
        "khiếu nại",
        "tố cáo",
        "không hợp lệ",
        "cán bộ",
        "tích xanh",
        "giả mạo",
        "giám sát",
        "cụm ",
        "dữ kiện",
    ];
    for message in samples() {
        let text = message.in_lang(Lang::Vi).to_lowercase();
        for word in VI {
            assert!(!text.contains(word), "{} says \"{word}\": {text}", message.id());
        }
        let text = message.in_lang(Lang::En).to_lowercase();
        assert!(!text.split_whitespace().any(|w| w == "ticket"), "{}: {text}", message.id());
    }
}

/// New-style tone marks: hoà, thuỷ, not hòa, thủy.
#[test]
fn tone_marks_stand_where_the_new_style_puts_them() {
    const OLD: [&str; 15] = ["òa", "óa", "ỏa", "õa", "ọa", "òe", "óe", "ỏe", "õe", "ọe", "ùy", "úy", "ủy", "ũy", "ụy"];
    for message in samples() {
        let text = message.in_lang(Lang::Vi).to_lowercase();
        for word in text.split(|c: char| !c.is_alphabetic()) {
            for old in OLD {
                // A final consonant after the vowels makes both styles agree (toàn), so only word ends count.
                assert!(!word.ends_with(old) || word.starts_with("qu"), "{}: \"{word}\" in {text}", message.id());
            }
        }
    }
}
