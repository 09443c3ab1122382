//! Whatever people write is printed and never obeyed, in every field of every document.

use thuchu_model::{RatingKey, Topic};
use thuchu_print::{
    Body, ChangePrinted, Format, MOST_CHARS, PrintError, RatingPrinted, Sheet, Size, SourcePrinted, Standing,
};
use thuchu_say::Lang;

use crate::samples::{Length, printed, sheet};
use crate::tools::{Made, engine};

/// Texts, and what must be readable of them in the document; none where nothing can be.
fn corpus() -> Vec<(String, Option<&'static str>)> {
    let plain: &[&'static str] = &[
        "#eval(\"1+1\") #panic(\"x\") #sys.inputs",
        "#image(\"/etc/passwd\") #read(\"/etc/passwd\") #include \"/look.typ\"",
        "*not bold* _not italic_ = no heading $ x^2 $ ~ @ref <label> \\ // comment /* x */ ---",
        "]] } ) [ { ( ]#[ #{ unbalanced",
        "{page} {pages} #let x = 1; #x",
        "</script><script>alert(1)</script> &lt; &amp; <svg onload=alert(1)>",
        "{{7*7}} ${7*7} %s %n =cmd|' /C calc'!A0",
        "/Type /Catalog >> endobj stream endstream %%EOF (a\\)b) <feff>",
        "\"quotes\" 'single' “curly”",
        "-- https://evil.example/?u=1#x",
    ];
    let mut all: Vec<(String, Option<&str>)> = plain.iter().map(|text| ((*text).to_owned(), Some(*text))).collect();
    all.extend([
        ("`raw` ```typ #panic()```".to_owned(), None),
        ("a".repeat(900), None),
        ("Ẵ".repeat(900), None),
        ("fi".repeat(450), None),
        (format!("{} x", "ab-/".repeat(240)), None),
        ("a\u{202E}b\u{2066}c\u{2069}\u{200F}d\u{0}\u{7}\u{1B}[31me\u{FEFF}f\u{FFFE}".to_owned(), None),
        (format!("z{}", "\u{301}\u{323}\u{302}".repeat(300)), None),
        ("\u{301}\u{302} mark first".to_owned(), Some("mark first")),
        ("👍🏽 👨‍👩‍👧‍👦 🇻🇳 tốt".to_owned(), Some("[?] tốt")),
        ("مرحبا بالعالم نص عربي".to_owned(), Some("[?]")),
        ("ស្វាគមន៍ ยินดี 歡迎 कृपया ਜੀ".to_owned(), Some("[?]")),
        ("\u{10FFFF}\u{E000}\u{D7FF}\u{FDD0}".to_owned(), None),
        ("   \n\t\u{A0}\u{3000}  ".to_owned(), None),
        (String::new(), None),
        ("\n".repeat(500), None),
        ("một\u{2028}hai\u{2029}ba\r\nbốn\rnăm".to_owned(), None),
        (".".repeat(900), None),
        ("- ".repeat(400), None),
        ("\u{AD}\u{200B}\u{2060}".repeat(300), None),
    ]);
    all
}

fn everywhere(text: &str) -> Sheet {
    let some = || Some(text.to_owned());
    let source = SourcePrinted {
        title: some(),
        publisher: some(),
        url: text.to_owned(),
        quote: some(),
        ..SourcePrinted::default()
    };
    let usual = sheet(Lang::Vi, Length::Usual);
    Sheet {
        claim: text.to_owned(),
        rating: RatingPrinted { label: text.to_owned(), key: RatingKey::parse("no_such_key").ok(), value: None },
        answer: text.to_owned(),
        summary: some(),
        topic: Some(Topic::Other),
        // As plain text, as Markdown, and within every piece that Markdown has.
        body: Body::from_markdown(&format!(
            "{text}\n\n# {text}\n\n- {text}\n\n> {text}\n\n| {text} | b |\n|---|---|\n| {text} | {text} |\n\n**{text}** [{text}](https://a.example/{text})\n\n```\n{text}\n```"
        )),
        sources: vec![source],
        reply: some(),
        changes: vec![ChangePrinted { text: text.to_owned(), kind: None, ..usual.changes[0].clone() }],
        by_line: some(),
        desk: text.to_owned(),
        licence: text.to_owned(),
        standing: Standing::Superseded { by: 9 },
        ..usual
    }
}

#[test]
fn whatever_stands_in_every_field_the_check_is_printed_and_opens() {
    for (number, (text, readable)) in corpus().into_iter().enumerate() {
        let sheet = everywhere(&text);
        let bytes = engine().pdf(&sheet, &printed()).unwrap_or_else(|error| panic!("{text:?}: {error}"));
        let pdf = Made::new(&format!("hostile-{number}.pdf"), &bytes);
        let read = pdf.is_sound().text();
        if let Some(words) = readable {
            let packed = |text: &str| text.replace(' ', "");
            assert!(packed(&read).contains(&packed(words)), "{words:?} is not in {read}");
        }
        assert!(!read.contains("root:"), "a file of this machine was read: {read}");
    }
}

#[test]
fn whatever_stands_in_every_field_faces_are_one_page_and_their_code_is_read() {
    for (number, (text, _)) in corpus().into_iter().enumerate() {
        let sheet = everywhere(&text);
        let poster =
            Made::new(&format!("hostile-{number}-poster.pdf"), &engine().poster(&sheet, Size::A4, &printed()).unwrap());
        assert_eq!(poster.is_sound().info("Pages"), "1", "{text:?}");
        let handout =
            Made::new(&format!("hostile-{number}-handout.pdf"), &engine().handout(&sheet, &printed()).unwrap());
        assert_eq!(handout.is_sound().info("Pages"), "1", "{text:?}");
        for format in Format::ALL {
            let card = Made::new(&format!("hostile-{number}-{format:?}.png"), &engine().card(&sheet, format).unwrap());
            assert_eq!(card.codes(), [sheet.address.as_str()], "{text:?} {format:?}");
        }
        assert_eq!(poster.picture(100, 1).codes(), [sheet.address.as_str()], "{text:?}");
    }
}

#[test]
fn a_word_of_ten_thousand_letters_stays_on_the_paper() {
    let word = "Ằ".repeat(10_000);
    let sheet = Sheet { body: Body::from_plain(&word), summary: Some(word.clone()), ..sheet(Lang::Vi, Length::Usual) };
    let pdf = Made::new("long-word.pdf", &engine().pdf(&sheet, &printed()).unwrap());
    assert!(pdf.is_sound().text().matches('Ằ').count() >= 20_000);
    let picture = image::open(pdf.picture(50, 1).path()).unwrap().to_luma8();
    // Nothing within ten millimetres of the right edge: margins are twenty-two.
    let edge = picture.width() - 20;
    assert!((edge..picture.width()).all(|x| (0..picture.height()).all(|y| picture.get_pixel(x, y).0[0] > 250)));
}

#[test]
fn too_much_is_refused_and_never_cut() {
    let usual = sheet(Lang::Vi, Length::Usual);
    let refused = |sheet: &Sheet| engine().pdf(sheet, &printed()).unwrap_err();
    assert_eq!(refused(&Sheet { claim: "x".repeat(1_001), ..usual.clone() }), PrintError::LongClaim);
    let body = Body::from_plain(&"x ".repeat(MOST_CHARS / 2 + 1));
    assert_eq!(refused(&Sheet { body, ..usual.clone() }), PrintError::TooMuch);
    let sources = vec![SourcePrinted::default(); 201];
    assert_eq!(refused(&Sheet { sources, ..usual }), PrintError::TooMuch);
}
