//! The PDF of a check.

use thuchu_print::{Sheet, Standing};
use thuchu_say::Lang;

use crate::samples::{LENGTHS, Length, printed, sheet};
use crate::tools::{Made, engine};

fn made(name: &str, sheet: &Sheet) -> Made {
    Made::new(name, &engine().pdf(sheet, &printed()).unwrap())
}

#[test]
fn a_check_is_sound_tagged_and_embeds_its_fonts_in_both_languages_and_all_lengths() {
    for lang in Lang::ALL {
        for length in LENGTHS {
            let pdf = made(&format!("check-{lang}-{length:?}.pdf"), &sheet(lang, length));
            assert_eq!(pdf.is_sound().info("Tagged"), "yes");
            assert_eq!(pdf.info("Page size"), "595.276 x 841.89 pts (A4)");
        }
    }
}

#[test]
fn the_text_comes_back_as_it_was_written() {
    let check = sheet(Lang::Vi, Length::Usual);
    let text = made("text.pdf", &check).text();
    for words in [
        "Chích máu mười đầu ngón tay cứu được người đang bị đột quỵ",
        "Sai sự thật",
        "Đột quỵ xảy ra khi một mạch máu trong não bị tắc hoặc bị vỡ. Vài giọt máu nặn ra ở ngón tay không hề làm thay đổi chỗ tắc hay chỗ vỡ đó.",
        "1. méo miệng,",
        "Giờ vàng là 4,5 giờ đầu.",
        "ẮT ẰNG ẲM ẴM ẶC",
        "ễnh ỗng ững ỵt đặng",
        "There is no medical evidence that using a needle to prick the fingers will help.",
        "Associated Press · 12/3/2019 · Bản lưu của chúng tôi: 2/10/2026",
        "https://apnews.com/article/archive-fact-checking-5234530223",
        "Đính chính, 12/11/2026, bản 3",
        "Bản trước ghi sai số giờ vàng là 6 giờ.",
        "Mai viết, Khôi duyệt",
        "Công bố 3/10/2026",
        "In ngày 26/11/2026",
        "thuchu.example/s/8f3k2abc",
        "https://thuchu.example/c/8f3k2abc",
        "Tìm đính chính",
        "CC BY 4.0",
        "Thực Hư Đà Nẵng",
    ] {
        assert!(text.contains(words), "{words:?} is not in {text}");
    }
    let at = |words: &str| text.find(words).unwrap();
    assert!(at("Sai sự thật") < at("Chích máu mười"), "the verdict comes before the claim");
}

#[test]
fn every_letter_of_vietnamese_comes_back() {
    let vowels = "aàảãáạăằẳẵắặâầẩẫấậeèẻẽéẹêềểễếệiìỉĩíịoòỏõóọôồổỗốộơờởỡớợuùủũúụưừửữứựyỳỷỹýỵđ";
    let letters = format!("{vowels} {}", vowels.to_uppercase());
    let check = Sheet { reply: Some(letters.clone()), ..sheet(Lang::Vi, Length::Short) };
    // A word longer than a line may be broken by the setter, and is then read as several.
    let text = made("letters.pdf", &check).text().replace(' ', "");
    assert!(text.contains(&letters.replace(' ', "")), "{text}");
}

#[test]
fn a_version_that_no_longer_stands_says_so_first() {
    for (standing, words) in [
        (Standing::Superseded { by: 4 }, "Bản cũ, không còn giá trị. Đây là bản 3; đã có bản 4."),
        (Standing::Withdrawn, "Bài này đã được rút lại."),
    ] {
        let text = made("old.pdf", &Sheet { standing, ..sheet(Lang::Vi, Length::Usual) }).text();
        assert!(text.starts_with(words), "{text}");
    }
    assert!(!made("new.pdf", &sheet(Lang::Vi, Length::Usual)).text().contains("không còn giá trị"));
}

#[test]
fn pages_are_numbered_and_every_page_tells_version_day_and_where_to_look() {
    let pdf = made("pages.pdf", &sheet(Lang::En, Length::Long));
    let pages: usize = pdf.info("Pages").parse().unwrap();
    assert!((8..40).contains(&pages), "{pages}");
    let text = pdf.text();
    for page in 1..=pages {
        assert!(text.contains(&format!("Page {page} of {pages}")), "{page}");
    }
    let foot = "Version 3 · Printed 26 November 2026 · thuchu.example/s/8f3k2abc";
    assert!(text.matches(foot).count() >= pages, "{}", text.matches(foot).count());
}

#[test]
fn the_code_on_paper_leads_to_the_check() {
    for lang in Lang::ALL {
        let pdf = made("code.pdf", &sheet(lang, Length::Usual));
        let last = pdf.info("Pages").parse().unwrap();
        assert_eq!(pdf.picture(150, last).codes(), ["https://thuchu.example/c/8f3k2abc"]);
    }
}

#[test]
fn same_check_same_day_same_bytes() {
    let check = sheet(Lang::Vi, Length::Usual);
    let once = engine().pdf(&check, &printed()).unwrap();
    assert!(once == thuchu_print::Engine::new().unwrap().pdf(&check, &printed()).unwrap());
    let other = Sheet { version: 4, ..check };
    assert!(once != engine().pdf(&other, &printed()).unwrap());
}
