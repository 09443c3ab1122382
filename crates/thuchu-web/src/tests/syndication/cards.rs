//! oEmbed, and the card that it leads to.

use thuchu_formats::OEmbed;

use super::super::desk::{Browser, admin};
use super::super::with_desk;
use super::*;

fn asking(url: &str, more: &str) -> String {
    let query = url::form_urlencoded::Serializer::new(String::new()).append_pair("url", url).finish();
    format!("/oembed?{query}{more}")
}

#[test]
fn an_address_of_a_check_of_ours_is_answered_in_both_forms() {
    with_desk(async |desk| {
        let check = published(&desk).await;
        for (lang, claim) in [("vi", CLAIM), ("en", "Hot lemon water cures the flu")] {
            let page = desk.get(&format!("/{lang}/c/{}", check.public_id)).await.body;
            let named = |kind: &str| {
                let (_, rest) = page.split_once(&format!("type=\"{kind}\"")).expect("named in the head");
                let address = rest.split_once("href=\"").unwrap().1.split('"').next().unwrap();
                Desk::path(&address.replace("&#38;", "&"))
            };
            let json = desk.get(&named("application/json+oembed")).await;
            assert_eq!(json.header("content-type"), "application/json");
            let answer = OEmbed::read(&json.body).unwrap();
            assert!(answer.title.starts_with(claim), "{}", answer.title);
            assert!(!answer.html.contains("<script") && !answer.html.contains("<b>"), "{}", answer.html);
            assert!(answer.html.contains(&format!("https://tin.example/{lang}/embed/{}", check.public_id)));
            let xml = desk.get(&named("text/xml+oembed")).await;
            assert_eq!(xml.header("content-type"), "text/xml; charset=utf-8");
            assert_eq!(OEmbed::read(&xml.body).unwrap(), answer);
            is_conditional(&desk, &named("text/xml+oembed")).await;
        }
        let short = desk.get(&asking(&format!("https://tin.example/s/{}", check.public_id), "&maxwidth=300")).await;
        let answer = OEmbed::read(&short.body).unwrap();
        assert_eq!((answer.width, answer.height), (300, 320));
        let page = format!("https://tin.example/vi/c/{}", check.public_id);
        for (more, status) in [
            ("&format=yaml", StatusCode::NOT_IMPLEMENTED),
            ("&maxwidth=50", StatusCode::NOT_IMPLEMENTED),
            ("&maxwidth=x", StatusCode::BAD_REQUEST),
            ("&maxheight=0", StatusCode::BAD_REQUEST),
        ] {
            assert_eq!(desk.get(&asking(&page, more)).await.status, status, "{more}");
        }
    });
}

#[test]
fn nothing_else_is_answered() {
    with_desk(async |desk| {
        let check = published(&desk).await;
        let others = desk.path_of("đột quỵ").await;
        let id = check.public_id;
        for other in [
            String::new(),
            format!("https://tin.example{others}"),
            format!("https://tin.example.vn/c/{id}"),
            format!("https://xau.example/c/{id}"),
            format!("http://tin.example/vi/c/{id}"),
            format!("https://tin.example/vi/c/{id}/x/v/1"),
            format!("https://tin.example/vi/c/{id}/reply"),
            format!("https://tin.example@xau.example/c/{id}"),
            "https://tin.example/vi/checks".to_owned(),
            "https://tin.example/vi/c/zzzzzzzz".to_owned(),
        ] {
            assert_eq!(desk.get(&asking(&other, "")).await.status, StatusCode::NOT_FOUND, "{other}");
        }
        assert!(!desk.get(&format!("/vi{others}")).await.body.contains("oembed"));
        let imported = others.split('/').nth(2).unwrap();
        assert_eq!(desk.get(&format!("/vi/embed/{imported}")).await.status, StatusCode::NOT_FOUND);
        withdrawn(&desk, &check, "Nguồn là giả.").await;
        assert_eq!(desk.get(&asking(&format!("https://tin.example/c/{id}"), "")).await.status, StatusCode::NOT_FOUND);
    });
}

#[test]
fn a_card_is_small_runs_nothing_and_may_be_framed_where_the_operator_says() {
    with_desk(async |desk| {
        let check = published_of(&desk, HOSTILE, &HOSTILE.repeat(60)).await;
        for (lang, read, version) in
            [("vi", "Đọc bằng chứng", "Bản 1, 22/11/2026"), ("en", "Read the evidence", "Version 1, 22 November 2026")]
        {
            let address = format!("/{lang}/embed/{}", check.public_id);
            let card = desk.get(&address).await;
            assert_eq!(card.status, StatusCode::OK);
            let style = card.body.split("rel=\"stylesheet\" href=\"").nth(1).unwrap().split('"').next().unwrap();
            let sheet = desk.get(style).await;
            assert_eq!(sheet.header("cross-origin-resource-policy"), "cross-origin", "a frame may be shut off");
            let whole = card.body.len() + sheet.body.len();
            assert!(whole <= 15_000, "{whole} bytes");
            for text in [read, version, "Thực Hư", "data-rating=\"false\"", "&#60;script&#62;"] {
                assert!(card.body.contains(text), "{lang}: {text}: {}", card.body);
            }
            assert!(!card.body.contains("<script") && !card.body.contains("style=") && !card.body.contains('\u{202e}'));
            assert!(card.body.contains(&format!("href=\"https://tin.example/{lang}/c/{}", check.public_id)));
            let policy = card.header("content-security-policy");
            assert!(
                policy.starts_with("default-src 'none'; style-src 'self';") && policy.ends_with("frame-ancestors *")
            );
            assert_eq!((card.header("x-robots-tag"), card.header("referrer-policy")), ("noindex", "no-referrer"));
            let again = desk.get_if(&address, header::IF_NONE_MATCH, card.header("etag")).await;
            assert_eq!(again.status, StatusCode::NOT_MODIFIED);
            assert!(again.header("content-security-policy").ends_with("frame-ancestors *"));
        }
        let page = desk.get(&format!("/vi/c/{}", check.public_id)).await;
        assert!(page.header("content-security-policy").ends_with("frame-ancestors 'none'"), "only the card");
        let browser = Browser::holding(&desk, &admin(&desk).await);
        let was = seen(&browser.get("/vi/desk/settings/texts").await.body);
        let typed = |sites: &'static str| {
            [("seen", was.clone()), ("languages", "both".to_owned()), ("frames", sites.to_owned())]
        };
        let post = async |sites| {
            let fields = typed(sites);
            let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
            browser.post("/vi/desk/settings/texts", &fields).await.status
        };
        assert_eq!(post("https://bao.example; script-src *").await, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(post("https://bao.example https://*.truong.example").await, StatusCode::SEE_OTHER);
        let card = desk.get(&format!("/vi/embed/{}", check.public_id)).await;
        assert!(
            card.header("content-security-policy")
                .ends_with("frame-ancestors https://bao.example https://*.truong.example")
        );
    });
}

#[test]
fn a_card_that_somebody_shows_already_says_what_became_of_the_check() {
    with_desk(async |desk| {
        let check = published(&desk).await;
        let address = format!("/vi/embed/{}", check.public_id);
        assert!(!desk.get(&address).await.body.contains("đính chính"));
        corrected(&desk, &check, "Sửa ngày.", "Bản hai nói rõ hơn.").await;
        let card = desk.get(&address).await.body;
        for text in ["Bài đã được đính chính", "Bản hai nói rõ hơn.", "Bản 2, "] {
            assert!(card.contains(text), "{text}");
        }
        withdrawn(&desk, &check, "Nguồn <i>giả</i>.").await;
        let gone = desk.get(&address).await;
        assert_eq!(gone.status, StatusCode::GONE);
        assert!(gone.body.contains("đã được rút") && gone.body.contains("Nguồn &#60;i&#62;giả"));
        assert!(!gone.body.contains("data-rating") && !gone.body.contains("Bản hai nói rõ hơn."));
        assert!(gone.header("content-security-policy").ends_with("frame-ancestors *"), "it must be seen there");
        assert!(desk.get(&address.replace("/vi/", "/en/")).await.body.contains("was withdrawn"));
    });
}
