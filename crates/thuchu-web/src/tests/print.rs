//! What is printed and shared of a check, as readers, printers and other people's pages meet it.

mod codes;
mod part;

use std::process::Command;

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use thuchu_model::{ChangeKind, Check, WithdrawReason};
use thuchu_testkit::editor;

use super::published::{CLAIM, published, review_of, settled};
use super::{Desk, Got, with_desk};
use crate::Settings;
use crate::print::Product;

/// What a program says of these bytes, which it reads as a file.
fn read_by(desk: &Desk, program: &str, before: &[&str], bytes: &[u8], after: &[&str]) -> String {
    let path = desk.store.data.path().join("read.bin");
    std::fs::write(&path, bytes).unwrap();
    let done = Command::new(program).args(before).arg(&path).args(after).output();
    let done = done.unwrap_or_else(|error| panic!("{program} is needed for this test: {error}"));
    let said = String::from_utf8_lossy(&done.stdout).into_owned();
    assert!(done.status.success(), "{program}: {said}{}", String::from_utf8_lossy(&done.stderr));
    said
}

/// The text of a PDF in reading order, spaces and line ends as single spaces.
pub(super) fn text(desk: &Desk, pdf: &Got) -> String {
    let said = read_by(desk, "pdftotext", &["-q"], &pdf.bytes, &["-"]);
    said.replace('\u{200B}', "").split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The codes in a picture.
fn codes(desk: &Desk, png: &[u8]) -> Vec<String> {
    let said = read_by(desk, "zbarimg", &["--quiet", "--raw", "-Sdisable", "-Sqrcode.enable"], png, &[]);
    said.lines().map(str::to_owned).collect()
}

/// The first page of a PDF as a picture.
fn picture(desk: &Desk, pdf: &Got) -> Vec<u8> {
    let at = desk.store.data.path().join("page");
    read_by(desk, "pdftoppm", &["-r", "150", "-png", "-singlefile"], &pdf.bytes, &[&at.to_string_lossy()]);
    std::fs::read(at.with_extension("png")).unwrap()
}

fn address(lang: &str, check: &Check, version: u32, product: Product) -> String {
    format!("{lang}/c/{}/chanh/v/{version}/{}", check.public_id, product.file())
}

fn size(png: &Got) -> (u32, u32) {
    assert_eq!(&png.bytes[1..4], b"PNG");
    let number = |at: usize| u32::from_be_bytes(png.bytes[at..at + 4].try_into().unwrap());
    (number(16), number(20))
}

#[test]
fn every_product_of_a_version_is_there_in_both_languages_with_its_code_and_kept_by_who_has_it() {
    with_desk(async |desk| {
        let check = published(&desk).await;
        let canonical = format!("https://tin.example/c/{}", check.public_id);
        for lang in ["/vi", "/en", ""] {
            for product in Product::ALL {
                let address = address(lang, &check, 1, product);
                let got = desk.get(&address).await;
                assert_eq!(got.status, StatusCode::OK, "{address}: {}", got.body);
                let card = product.file().ends_with(".png");
                assert_eq!(got.header("content-type"), if card { "image/png" } else { "application/pdf" });
                let code = if lang.is_empty() { "vi" } else { &lang[1..] };
                let name = format!("inline; filename=\"{}-v1-{code}-{}\"", check.public_id, product.file());
                assert_eq!(got.header("content-disposition"), name);
                assert_eq!((got.header("content-language"), got.header("cache-control")), (code, "public, no-cache"));
                assert_eq!(got.header("vary"), if lang.is_empty() { "accept-language" } else { "" });
                assert_eq!(got.header("x-content-type-options"), "nosniff");
                let may_embed = if card { "cross-origin" } else { "same-origin" };
                assert_eq!(got.header("cross-origin-resource-policy"), may_embed);
                // For whoever wants to look: every product, in a folder of their choice.
                if let Some(kept) = std::env::var_os("THUCHU_PRINT_KEEP") {
                    let name = format!("{code}-{}", product.file());
                    std::fs::write(std::path::PathBuf::from(kept).join(name), &got.bytes).unwrap();
                }
                if lang.is_empty() {
                    continue;
                }
                let shot = if card { got.bytes.to_vec() } else { picture(&desk, &got) };
                if product != Product::Pdf {
                    assert!(codes(&desk, &shot).contains(&canonical), "{address}: {:?}", codes(&desk, &shot));
                }
                let again = Request::get(&address).header(header::IF_NONE_MATCH, got.header("etag"));
                let again = desk.send(again.body(Body::empty()).unwrap()).await;
                assert_eq!((again.status, again.bytes.len()), (StatusCode::NOT_MODIFIED, 0));
                assert!(!again.headers.contains_key("content-type"));
            }
        }
        let sizes = [(1200, 630), (1080, 1080), (1080, 1920)];
        for (product, pixels) in Product::ALL[4..].iter().zip(sizes) {
            assert_eq!(size(&desk.get(&address("/vi", &check, 1, *product)).await), pixels);
        }
    });
}

#[test]
fn a_print_is_sound_and_gives_the_words_of_the_page_back() {
    with_desk(async |desk| {
        let check = published(&desk).await;
        let plain_claim = CLAIM.split_whitespace().collect::<Vec<_>>().join(" ");
        let short = format!("tin.example/s/{}", check.public_id);
        let vi = [
            plain_claim.as_str(),
            "Sai sự thật",
            "Thông tin sai.",
            "Không có nghiên cứu nào cho thấy vậy.",
            "Luật không quy định như vậy.",
            "Chúng tôi đã hỏi bên liên quan ngày 22/11/2026",
            "Công bố 22/11/2026",
            "In ngày 22/11/2026",
            "Bản 1",
            "Giấy phép: CC BY 4.0",
            "Thực Hư",
            "Tìm đính chính",
            &short,
        ];
        let en =
            ["Hot lemon water cures the flu", "False", "It does not.", "No study shows it.", "Ask a doctor.", &short];
        for (lang, said) in [("/vi", &vi[..]), ("/en", &en[..])] {
            let pdf = desk.get(&address(lang, &check, 1, Product::Pdf)).await;
            let text = text(&desk, &pdf);
            for said in said {
                assert!(text.contains(said), "{lang}: {said:?} is not in {text:?}");
            }
            for product in &Product::ALL[..4] {
                let pdf = desk.get(&address(lang, &check, 1, *product)).await;
                read_by(&desk, "qpdf", &["--check"], &pdf.bytes, &[]);
                let fonts = read_by(&desk, "pdffonts", &[], &pdf.bytes, &[]);
                assert!(fonts.lines().count() > 2);
                for font in fonts.lines().skip(2) {
                    let columns: Vec<_> = font.split_whitespace().rev().collect();
                    assert_eq!(columns[2..5], ["yes", "yes", "yes"], "{font}");
                }
            }
        }
    });
}

#[test]
fn what_has_no_version_in_its_address_leads_to_the_newest() {
    with_desk(async |desk| {
        let check = published(&desk).await;
        for (lang, to) in [("/vi", "/vi"), ("/en", "/en"), ("", "/vi")] {
            for product in Product::ALL {
                let got = desk.get(&format!("{lang}/c/{}/gi-cung-duoc/{}", check.public_id, product.file())).await;
                assert_eq!((got.status, got.header("cache-control")), (StatusCode::FOUND, "no-cache"));
                let there = got.header("location");
                let (head, tail) = (format!("{to}/c/{}/", check.public_id), format!("/v/1/{}", product.file()));
                assert!(there.starts_with(&head) && there.ends_with(&tail), "{there}");
                assert_eq!(desk.get(there).await.status, StatusCode::OK);
            }
        }
    });
}

#[test]
fn the_address_of_an_old_version_goes_on_and_says_that_it_is_old() {
    with_desk(async |desk| {
        let first = published(&desk).await;
        let (pdf, card) = (address("/vi", &first, 1, Product::Pdf), address("/vi", &first, 1, Product::ALL[4]));
        let (before, picture) = (desk.get(&pdf).await, desk.get(&card).await);
        assert!(!text(&desk, &before).contains("Bản cũ"));
        let revision =
            desk.store.changed(review_of(&first), ChangeKind::Correction, "Sửa ngày.", "Bản hai nói rõ hơn.").await;
        desk.store.approved(review_of(&first), revision).await;
        // At once, whatever is kept and whatever the library knows yet.
        let old = desk.get(&pdf).await;
        let said = text(&desk, &old);
        assert!(said.contains("Đây là bản 1; đã có bản 2") && said.contains("Thông tin sai."), "{said}");
        assert!(!said.contains("Bản hai nói rõ hơn.") && !said.contains("Sửa ngày."));
        let poster = desk.get(&address("/vi", &first, 1, Product::ALL[1])).await;
        assert!(text(&desk, &poster).contains("Đây là bản 1; đã có bản 2"));
        assert_ne!(desk.get(&card).await.bytes, picture.bytes, "the picture says so too");
        let new = text(&desk, &desk.get(&address("/vi", &first, 2, Product::Pdf)).await);
        assert!(new.contains("Bản hai nói rõ hơn.") && new.contains("Sửa ngày.") && !new.contains("Bản cũ"));
        let newest = desk.get(&format!("/vi/c/{}/x/card-wide.png", first.public_id)).await;
        assert!(newest.header("location").ends_with("/v/2/card-wide.png"));
        for none in ["3", "0", "x", "99999999999"] {
            let got = desk.get(&format!("/vi/c/{}/x/v/{none}/print.pdf", first.public_id)).await;
            assert_eq!(got.status, StatusCode::NOT_FOUND);
        }
    });
}

#[test]
fn what_was_withdrawn_is_not_printed_and_its_pictures_say_so() {
    with_desk(async |desk| {
        let check = published(&desk).await;
        let card = address("/vi", &check, 1, Product::ALL[4]);
        let before = desk.get(&card).await;
        let publish = &desk.site.steps.publish;
        let wish = publish.ask_withdrawal(editor(1).id, check.id, WithdrawReason::Invalid, "Nguồn giả.").await.unwrap();
        let doubted = text(&desk, &desk.get(&address("/vi", &check, 1, Product::Pdf)).await);
        assert!(doubted.contains("Bài này đang được xem lại"), "{doubted}");
        publish.confirm_withdrawal(editor(2).id, wish).await.unwrap();
        settled(&desk).await;
        for product in &Product::ALL[..4] {
            let gone = desk.get(&address("/vi", &check, 1, *product)).await;
            assert_eq!(gone.status, StatusCode::GONE);
            assert!(gone.body.contains("Nguồn giả."));
        }
        for product in &Product::ALL[4..] {
            let got = desk.get(&address("/vi", &check, 1, *product)).await;
            assert_eq!((got.status, got.header("content-type")), (StatusCode::OK, "image/png"));
            assert_ne!(got.bytes, before.bytes);
        }
        assert_eq!(desk.get(&address("/vi", &check, 2, Product::ALL[4])).await.status, StatusCode::NOT_FOUND);
        let newest = desk.get(&format!("/vi/c/{}/x/card-wide.png", check.public_id)).await;
        assert_eq!(newest.status, StatusCode::FOUND);
        assert_eq!(desk.get(newest.header("location")).await.status, StatusCode::OK);
        assert_eq!(desk.get(&format!("/qr/c/{}.svg", check.public_id)).await.status, StatusCode::GONE);
    });
}

#[test]
fn a_check_of_others_is_never_printed_as_ours() {
    with_desk(async |desk| {
        let path = desk.path_of("đột quỵ").await;
        for product in Product::ALL {
            for address in [format!("/vi{path}/{}", product.file()), format!("/vi{path}/v/1/{}", product.file())] {
                assert_eq!(desk.get(&address).await.status, StatusCode::NOT_FOUND, "{address}");
            }
        }
        for nobody in ["/vi/c/zzzzzzzz/x/print.pdf", "/vi/c/zzzzzzzz/x/v/1/print.pdf", "/vi/c/%00/x/print.pdf"] {
            assert_eq!(desk.get(nobody).await.status, StatusCode::NOT_FOUND, "{nobody}");
        }
    });
}

#[test]
fn without_a_public_address_nothing_is_printed_and_the_page_says_what_is_missing() {
    thuchu_testkit::block_on(async {
        let desk = Desk::with(Settings::default()).await;
        let check = published(&desk).await;
        let got = desk.get(&address("/vi", &check, 1, Product::Pdf)).await;
        assert_eq!(got.status, StatusCode::NOT_FOUND);
        assert!(got.body.contains("public_url") && got.body.contains("print.no_address"));
        assert!(desk.get("/qr/page/home.svg").await.body.contains("public_url"));
        let page = desk.get(&format!("/vi/c/{}", check.public_id)).await.body;
        assert!(!page.contains("print.pdf") && !page.contains("og:image") && !page.contains("/qr/"));
    });
}

#[test]
fn who_asks_for_too_much_that_is_not_made_yet_waits() {
    thuchu_testkit::block_on(async {
        let url = Some("https://tin.example".to_owned());
        let desk = Desk::with(Settings { public_url: url, rate_per_minute: 6, ..Settings::default() }).await;
        let check = published(&desk).await;
        let ask = async |address: String| {
            let client =
                thuchu_listen::Client { address: "203.0.113.7".parse().unwrap(), forwarded: false, https: false };
            desk.send(Request::get(address).extension(client).body(Body::empty()).unwrap()).await.status
        };
        for product in &Product::ALL[..2] {
            assert_eq!(ask(address("/vi", &check, 1, *product)).await, StatusCode::OK);
        }
        assert_eq!(ask(address("/vi", &check, 1, Product::ALL[2])).await, StatusCode::TOO_MANY_REQUESTS);
        assert_eq!(ask(address("/vi", &check, 1, Product::ALL[0])).await, StatusCode::OK, "what is made costs nothing");
    });
}
