//! Posters, handouts and cards.

use thuchu_print::{Format, Sheet, Size, Standing};
use thuchu_say::Lang;

use crate::samples::{LENGTHS, Length, printed, rating, sheet};
use crate::tools::{Made, engine};

const ADDRESS: &str = "https://thuchu.example/c/8f3k2abc";

#[test]
fn a_poster_is_one_page_whose_code_leads_to_the_check() {
    for lang in Lang::ALL {
        for length in LENGTHS {
            let check = sheet(lang, length);
            for (size, paper) in [(Size::A4, "A4"), (Size::A3, "A3")] {
                let name = format!("poster-{lang}-{length:?}-{paper}.pdf");
                let pdf = Made::new(&name, &engine().poster(&check, size, &printed()).unwrap());
                assert_eq!((pdf.is_sound().info("Pages").as_str(), pdf.info("Tagged").as_str()), ("1", "yes"));
                assert!(pdf.info("Page size").ends_with(&format!("({paper})")));
                assert_eq!(pdf.picture(100, 1).codes(), [ADDRESS], "{name}");
                let text = pdf.text();
                for words in [&check.claim, &check.rating.label, &check.answer, "thuchu.example/s/8f3k2abc"] {
                    assert!(text.contains(words), "{name}: {words:?} is not in {text}");
                }
            }
        }
    }
}

#[test]
fn a_poster_on_a4_reads_from_three_metres() {
    // Five minutes of arc are the least that a healthy eye reads: 4.4 mm at 3 m for a whole letter. A capital of Be
    // Vietnam Pro is .7 of its size, a line box of `pdftotext` about 1.2 of it. Twice that for the claim, three times for
    // the rating.
    let capital = |height: f64| height / 1.2 * 0.7 * 25.4 / 72.0;
    for lang in Lang::ALL {
        let check = sheet(lang, Length::Usual);
        let pdf = Made::new("far.pdf", &engine().poster(&check, Size::A4, &printed()).unwrap());
        let words = pdf.heights();
        let height =
            |word: &str| capital(words.iter().filter(|of| of.0.contains(word)).map(|of| of.1).fold(0.0, f64::max));
        let (rated, claimed) = if lang == Lang::Vi { ("Sai", "mười") } else { ("False", "fingertips") };
        assert!(height(rated) >= 13.2, "{} mm", height(rated));
        assert!(height(claimed) >= 7.0, "{} mm", height(claimed));
    }
}

#[test]
fn a_handout_is_twice_on_one_page() {
    for lang in Lang::ALL {
        for length in LENGTHS {
            let name = format!("handout-{lang}-{length:?}.pdf");
            let pdf = Made::new(&name, &engine().handout(&sheet(lang, length), &printed()).unwrap());
            assert_eq!(pdf.is_sound().info("Pages"), "1");
            assert!(pdf.info("Page size").ends_with("(A4)"));
            assert_eq!(pdf.picture(200, 1).codes(), [ADDRESS; 2], "{name}");
            assert_eq!(pdf.text().matches("thuchu.example/s/8f3k2abc").count() % 2, 0);
        }
    }
}

#[test]
fn a_card_has_its_size_and_its_code_leads_to_the_check() {
    for lang in Lang::ALL {
        for length in LENGTHS {
            for format in Format::ALL {
                let name = format!("card-{lang}-{length:?}-{format:?}.png");
                let bytes = engine().card(&sheet(lang, length), format).unwrap();
                let picture = image::load_from_memory(&bytes).unwrap();
                assert_eq!((picture.width(), picture.height()), format.pixels());
                assert_eq!(Made::new(&name, &bytes).codes(), [ADDRESS], "{name}");
                assert!(bytes.len() < 200_000, "{name}: {} bytes", bytes.len());
            }
        }
    }
}

#[test]
fn every_rating_can_be_told_apart_without_colour() {
    // In greys, cut to the shape: no two are alike.
    let scale = thuchu_model::RatingScale::built_in();
    let mut seen: Vec<(String, Vec<u8>)> = Vec::new();
    for of_scale in scale.ratings() {
        let key = of_scale.key.as_str();
        let check = Sheet { rating: rating(key, Lang::Vi), ..sheet(Lang::Vi, Length::Usual) };
        let bytes = engine().card(&check, Format::Square).unwrap();
        Made::new(&format!("rating-{key}.png"), &bytes);
        let picture = image::load_from_memory(&bytes).unwrap().to_luma8();
        let shape = image::imageops::crop_imm(&picture, 64, 100, 152, 190).to_image();
        // Only what is white or not: the tone is left out.
        let bits: Vec<u8> = shape.pixels().map(|pixel| u8::from(pixel.0[0] > 180)).collect();
        for (other, theirs) in &seen {
            let apart = bits.iter().zip(theirs).filter(|(one, two)| one != two).count();
            assert!(apart > 200, "{key} and {other} differ in {apart} pixels");
        }
        seen.push((key.to_owned(), bits));
    }
}

#[test]
fn a_card_of_an_old_version_is_another_picture() {
    let check = sheet(Lang::Vi, Length::Usual);
    let card = |check: &Sheet| engine().card(check, Format::Wide).unwrap();
    let old = Sheet { standing: Standing::Superseded { by: 4 }, ..check.clone() };
    Made::new("card-old.png", &card(&old));
    assert!(card(&old) != card(&check));
    assert!(card(&check) == card(&check), "same input, same bytes");
    let poster = engine().poster(&old, Size::A4, &printed()).unwrap();
    assert!(Made::new("poster-old.pdf", &poster).text().contains("đã có bản 4"));
}
