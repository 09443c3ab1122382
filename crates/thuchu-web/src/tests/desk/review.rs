//! Reviews as they are written: by two at once, by a script, by somebody hostile.

use axum::http::StatusCode;
use thuchu_model::{EvidenceId, Lang, ReviewId, Role};

use super::{Browser, admin, colleague, person};
use crate::tests::{Desk, with_desk};

async fn begun(desk: &Desk, browser: &Browser<'_>) -> String {
    let begun = browser.post("/vi/desk/reviews", &[("claim", "Chanh chữa cúm"), ("lang", "vi")]).await;
    assert_eq!(begun.status, StatusCode::SEE_OTHER, "{}", begun.body);
    let at = begun.header("location").to_owned();
    assert!(desk.site.steps.reviews.open(id(&at)).await.is_ok());
    at
}

fn id(at: &str) -> ReviewId {
    ReviewId::parse(at.rsplit('/').next().unwrap()).unwrap()
}

async fn stands(desk: &Desk, at: &str) -> (u32, String, String) {
    let draft = desk.site.steps.reviews.open(id(at)).await.unwrap().draft.draft;
    (draft.revision, draft.content.text.title, draft.content.text.summary)
}

#[test]
fn what_two_write_in_different_places_is_joined_and_in_the_same_place_shown() {
    with_desk(async |desk| {
        let first = admin(&desk).await;
        let second = colleague(&desk, &first, "Bình", Role::Contributor).await;
        let (first, second) = (Browser::holding(&desk, &first), Browser::holding(&desk, &second));
        let at = begun(&desk, &first).await;
        let base = [("revision", "1"), ("claim", "Chanh chữa cúm")];
        let with = |more: &[(&'static str, &'static str)]| [&base[..], more].concat();
        assert_eq!(first.post(&at, &with(&[("title", "Tiêu đề")])).await.status, StatusCode::SEE_OTHER);
        assert_eq!(second.post(&at, &with(&[("summary", "Sai.")])).await.status, StatusCode::SEE_OTHER);
        assert_eq!(stands(&desk, &at).await, (3, "Tiêu đề".to_owned(), "Sai.".to_owned()));
        let refused = second.post(&at, &with(&[("title", "Của tôi")])).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            refused.body.contains("value=\"Của tôi\"")
                && refused.body.contains("<dd class=\"kept\" dir=\"auto\">Tiêu đề</dd>")
        );
        assert!(refused.body.contains("name=\"revision\" value=\"3\""), "saving once more is a decision");
        assert_eq!(stands(&desk, &at).await.1, "Tiêu đề", "nothing was saved");
    });
}

#[test]
fn a_script_gets_words_instead_of_a_page() {
    with_desk(async |desk| {
        let admin = admin(&desk).await;
        let browser = Browser::holding(&desk, &admin);
        let at = begun(&desk, &browser).await;
        let saved = browser.quietly(&at, &[("revision", "1"), ("claim", "Chanh chữa cúm"), ("title", "A")]).await;
        assert_eq!((saved.status, saved.header("content-type")), (StatusCode::OK, "application/json"));
        let told: serde_json::Value = serde_json::from_str(&saved.body).unwrap();
        assert_eq!((&told["revision"], &told["merged"]), (&2.into(), &false.into()));
        let clash = browser.quietly(&at, &[("revision", "1"), ("claim", "Chanh chữa cúm"), ("title", "B")]).await;
        assert_eq!(clash.status, StatusCode::CONFLICT);
        assert!(clash.body.contains("Quản Trị"), "{}", clash.body);
        let account =
            [("revision", "2"), ("seen", "publicly"), ("seen_pages", "https://www.facebook.com/nguyen.an.77")];
        assert_eq!(browser.quietly(&at, &account).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(stands(&desk, &at).await.0, 2);
    });
}

#[test]
fn nothing_that_was_typed_becomes_markup() {
    with_desk(async |desk| {
        let token = admin(&desk).await;
        let browser = Browser::holding(&desk, &token);
        let at = begun(&desk, &browser).await;
        let bad = "<img src=x onerror=alert(1)><script>alert(1)</script>";
        let body = "[x](javascript:alert(1)) <script>alert(1)</script> ![y](https://evil.example/a.png)";
        let fields = [
            ("revision", "1"),
            ("claim", bad),
            ("rating", "false"),
            ("title", bad),
            ("summary", bad),
            ("explanation", bad),
            ("body", body),
            ("source_id", ""),
            ("source_url", "javascript:alert(1)"),
            ("source_title", bad),
            ("source_quote", bad),
            ("picture_url", ""),
            ("picture_description", bad),
        ];
        let told = browser.quietly(&at, &fields).await;
        let told: serde_json::Value = serde_json::from_str(&told.body).unwrap();
        let shown = told["shown"]["body-shown"].as_str().unwrap();
        assert!(
            shown.contains("&lt;script") && !shown.contains("<script") && !shown.contains("javascript:"),
            "{shown}"
        );
        for page in ["", "/preview", "/history", "/approval"] {
            let shown = browser.get(&format!("{at}{page}")).await.body;
            assert!(shown.contains("&#60;img") || page == "/approval", "{page}");
            for wrong in ["<img src=x", "<script>alert", "href=\"javascript:", "src=\"https://evil"] {
                assert!(!shown.contains(wrong), "{wrong} on {page}");
            }
        }
        let writer = person(&desk, &token).await.editor.id;
        assert!(desk.site.steps.reviews.begin(writer, " ", &Lang::vi(), &[]).await.is_err());
    });
}

/// What a complete review says, as its page sends it.
const WHOLE: [(&str, &str); 14] = [
    ("claim", "Chanh chữa cúm"),
    ("title", "Chanh không chữa cúm"),
    ("summary", "Sai. Chanh không chữa được cúm."),
    ("body", "## Vì sao\n\nKhông có thử nghiệm nào."),
    ("rating", "false"),
    ("seen", "forwarded"),
    ("reply", "not_asked"),
    ("reply_why", "không rõ ai nói"),
    ("unquoted", "Nguồn là một bảng số."),
    ("source_id", "018f0000-0000-7000-8000-000000000009"),
    ("source_url", "https://chinhphu.vn/1"),
    ("source_title", "Hướng dẫn"),
    ("source_bearing", "refutes"),
    ("source_primary", "yes"),
];

#[test]
fn a_new_source_that_is_saved_again_and_again_is_one_source() {
    with_desk(async |desk| {
        let browser = Browser::holding(&desk, &admin(&desk).await);
        let at = begun(&desk, &browser).await;
        let page = browser.get(&at).await.body;
        let (_, rest) = page.split_once("name=\"source_id\" value=\"").unwrap();
        let spare = rest.split('"').next().unwrap();
        assert_eq!(spare.len(), 36, "the empty one has its id already");
        for (revision, title) in [("1", "Một"), ("2", "Một nguồn"), ("1", "Một nguồn")] {
            let fields = [
                ("revision", revision),
                ("claim", "Chanh chữa cúm"),
                ("source_id", spare),
                ("source_url", "https://chinhphu.vn/1"),
                ("source_title", title),
                ("source_bearing", "refutes"),
            ];
            assert_eq!(browser.quietly(&at, &fields).await.status, StatusCode::OK, "{title}");
        }
        let evidence = desk.site.steps.reviews.open(id(&at)).await.unwrap().draft.draft.content.evidence;
        assert_eq!(evidence.iter().map(|source| source.title.as_str()).collect::<Vec<_>>(), ["Một nguồn"]);
    });
}

#[test]
fn what_was_handed_on_is_to_read_until_it_is_taken_back() {
    with_desk(async |desk| {
        let writer = admin(&desk).await;
        let browser = Browser::holding(&desk, &writer);
        let at = begun(&desk, &browser).await;
        assert!(browser.get(&at).await.body.contains("data-autosave="));
        browser.post(&at, &[&[("revision", "1")], &WHOLE[..]].concat()).await;
        let source = EvidenceId::parse("018f0000-0000-7000-8000-000000000009").unwrap();
        let (by, file) = (person(&desk, &writer).await.editor.id, "<!doctype html><p>Bảng số của năm nay.</p>".into());
        desk.site.steps.evidence.bring(by, id(&at), source, file).await.unwrap();
        let fields = [&[("revision", "3"), ("do", "submit")], &WHOLE[..]].concat();
        let sent = browser.post(&at, &fields).await;
        assert!(sent.header("location").ends_with("?done=submitted"), "{}", sent.body);
        let page = browser.get(&at).await.body;
        assert!(page.contains("<fieldset class=\"all\" disabled>") && !page.contains("data-autosave="));
        assert!(!page.contains("review.js") && !page.contains("/assets/review."), "nothing saves by itself");
        browser.post(&format!("{at}/back"), &[]).await;
        assert!(browser.get(&at).await.body.contains("data-autosave="));
    });
}

#[test]
fn a_preview_is_the_page_that_readers_get_and_is_stored_nowhere() {
    with_desk(async |desk| {
        let browser = Browser::holding(&desk, &admin(&desk).await);
        let at = begun(&desk, &browser).await;
        let early = browser.get(&format!("{at}/preview")).await;
        assert!(early.status == StatusCode::OK && early.body.contains("Chưa xem trước được"));
        browser.post(&at, &[&[("revision", "1")], &WHOLE[..]].concat()).await;
        let checks = desk.get("/api/v1/checks?limit=100").await.body;
        let page = browser.get(&format!("{at}/preview")).await.body;
        for shown in ["class=\"verdict\"", "Chanh không chữa được cúm", "<h2>Vì sao</h2>", "Hướng dẫn", "Bản xem trước"]
        {
            assert!(page.contains(shown), "{shown}");
        }
        assert!(!page.contains("ld+json") && page.contains("noindex"));
        assert!(browser.get(&format!("{at}/preview?lang=en")).await.body.contains("<html lang=\"en\">"));
        assert_eq!(desk.get("/api/v1/checks?limit=100").await.body, checks);
        let written = browser.get(&at).await.body;
        assert!(written.contains("data-sent=\"summary\"") && written.contains("/ 2000"), "what chats will get");
    });
}
