//! Checks of ours as readers, programs and editors meet them.

use axum::http::StatusCode;
use serde_json::{Value, json};
use thuchu_model::{
    Appearance, ChangeKind, Check, CheckOrigin, Day, DraftText, Lang, MediaRating, PictureReviewed, Reply, ReviewId,
    Role, Seen, Topic, WithdrawReason,
};
use thuchu_testkit::{draft_content, editor, noon};

use super::desk::{Browser, admin, colleague, person};
use super::{Desk, Got, with_desk};

pub(super) const CLAIM: &str = "Uống nước chanh nóng </script><b>chữa</b> được cúm";

pub(super) async fn settled(desk: &Desk) {
    tokio::time::sleep(std::time::Duration::from_millis(120)).await;
    assert!(desk.site.reading.live().is_in_touch());
}

/// A check with everything that one can have, published.
pub(super) async fn published(desk: &Desk) -> Check {
    let mut content = draft_content();
    content.text.explanation = "Không có nghiên cứu nào cho thấy vậy.".into();
    content.topic = Some(Topic::Health);
    content.claim_date = Day::parse("2026-11-20");
    content.seen = Seen::Publicly(vec![
        Appearance::Page("https://bao.vn/chanh?a=1&b=2".into()),
        Appearance::Social { platform: "facebook".into(), month: Day::parse("2026-11-01").unwrap() },
    ]);
    content.reply = Reply::Asked { at: noon() };
    content.pictures = vec![PictureReviewed {
        url: Some("https://bao.vn/anh.jpg".into()),
        sha256: None,
        description: "Một cốc nước chanh".into(),
        rating: MediaRating::Decontextualized,
        context: Some("Ảnh chụp năm 2019".into()),
    }];
    let english = DraftText {
        claim: "Hot lemon water cures the flu".into(),
        title: "Lemon water and the flu".into(),
        summary: "It does not.".into(),
        explanation: "No study shows it.".into(),
        body: "Ask a doctor.".into(),
    };
    content.translations = vec![(Lang::en(), english)];
    let review = desk.store.submitted(CLAIM, content).await;
    let check = desk.store.approved(review.id, 1).await;
    settled(desk).await;
    check
}

pub(super) fn review_of(check: &Check) -> ReviewId {
    match check.origin {
        CheckOrigin::Own { review, .. } => review,
        CheckOrigin::Imported { .. } => panic!("not ours"),
    }
}

fn ld(page: &Got) -> Value {
    let begin = page.body.find("<script type=\"application/ld+json\">").expect("JSON-LD") + 35;
    let end = page.body[begin..].find("</script>").unwrap() + begin;
    serde_json::from_str(&page.body[begin..end]).unwrap()
}

/// Every text of a value but types, numbers and categories.
fn texts(value: &Value, into: &mut Vec<String>) {
    match value {
        Value::String(text) => into.push(text.clone()),
        Value::Array(items) => items.iter().for_each(|item| texts(item, into)),
        Value::Object(fields) => {
            for (key, field) in fields {
                let for_machines = ["@type", "@context", "inLanguage", "mediaAuthenticityCategory", "license"];
                if !for_machines.contains(&key.as_str()) {
                    texts(field, into);
                }
            }
        }
        _ => {}
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&#38;").replace('<', "&#60;").replace('>', "&#62;")
}

#[test]
fn the_json_ld_says_what_the_page_says_in_the_pages_language() {
    with_desk(async |desk| {
        let check = published(&desk).await;
        for (lang, claim, summary) in
            [("vi", CLAIM, "Thông tin sai."), ("en", "Hot lemon water cures the flu", "It does not.")]
        {
            let page = desk.get(&format!("/{lang}/c/{}", check.public_id)).await;
            assert_eq!(page.status, StatusCode::OK);
            let ld = ld(&page);
            assert_eq!(
                (&ld["@type"], &ld["claimReviewed"], &ld["description"]),
                (&json!("ClaimReview"), &json!(claim), &json!(summary))
            );
            assert_eq!(ld["reviewRating"]["ratingValue"], 1);
            let visible = page.body.split_once("<main").unwrap().1;
            let mut said = Vec::new();
            texts(&ld, &mut said);
            assert!(said.len() > 12, "{said:?}");
            for text in said.iter().filter(|text| !text.starts_with("https://tin.example") && *text != "Thực Hư") {
                assert!(visible.contains(&escaped(text)), "{lang}: {text:?} is not on the page");
            }
            assert_eq!(page.body.matches("<script").count(), 1, "nothing leaves the script");
            assert!(page.header("content-security-policy").contains("default-src 'none'"));
        }
        let vi = desk.get(&format!("/vi/c/{}", check.public_id)).await.body;
        for shown in [
            "Ảnh thật nhưng bị gán sai",
            "Vốn là: Ảnh chụp năm 2019",
            "Trên facebook, tháng 11/2026",
            "Sức khoẻ",
            "Chúng tôi đã hỏi bên liên quan ngày 22/11/2026",
        ] {
            assert!(vi.contains(shown), "{shown}");
        }
    });
}

#[test]
fn a_check_of_others_is_never_our_claim_review() {
    with_desk(async |desk| {
        let path = desk.path_of("đột quỵ").await;
        assert!(!desk.get(&format!("/vi{path}")).await.body.contains("ld+json"));
    });
}

#[test]
fn a_correction_is_seen_everywhere_and_the_old_version_stays_readable() {
    with_desk(async |desk| {
        let first = published(&desk).await;
        let review = review_of(&first);
        let revision =
            desk.store.changed(review, ChangeKind::Correction, "Sửa <b>ngày</b>.", "Bản hai nói rõ hơn.").await;
        let second = desk.store.approved(review, revision).await;
        // At once: a page is made of what the store has, not of what is known already.
        let page = desk.get(&format!("/vi/c/{}", first.public_id)).await;
        assert!(page.body.contains("Bản hai nói rõ hơn.") && page.body.contains("Sửa &#60;b&#62;ngày"));
        assert_eq!(ld(&page)["description"], "Bản hai nói rõ hơn.");
        assert_eq!(ld(&page)["correction"][0]["text"], "Sửa <b>ngày</b>.");
        let api = desk.get(&format!("/api/v1/checks/{}", first.public_id)).await.json();
        assert_eq!((&api["version"], &api["summary"]), (&json!(2), &json!("Bản hai nói rõ hơn.")));
        assert_eq!(api["hash"], json!(second.content.hash().to_string()));
        assert_eq!(api["corrections"][0]["kind"], "correction");
        assert_eq!(api["explanation"], "Không có nghiên cứu nào cho thấy vậy.");
        assert_eq!(api["appearances"], json!(["https://bao.vn/chanh?a=1&b=2", "facebook, 2026-11"]));
        settled(&desk).await;
        let old = desk.get(&format!("/vi/c/{}/gi-cung-duoc/v/1", first.public_id)).await;
        assert_eq!(old.status, StatusCode::OK);
        assert!(old.body.contains("Thông tin sai.") && old.body.contains("Đây là bản cũ"));
        assert!(old.body.contains("noindex") && !old.body.contains("ld+json") && !old.body.contains("Sửa &#60;b"));
        assert!(page.body.contains("/v/1\">Đọc bản 1</a>"));
        assert_eq!(desk.get(&format!("/vi/c/{}/x/v/2", first.public_id)).await.status, StatusCode::FOUND);
        for none in ["3", "0", "x", "99999999999"] {
            assert_eq!(desk.get(&format!("/vi/c/{}/x/v/{none}", first.public_id)).await.status, StatusCode::NOT_FOUND);
        }
    });
}

#[test]
fn a_withdrawn_check_says_why_and_is_gone_for_programs() {
    with_desk(async |desk| {
        let check = published(&desk).await;
        let publish = &desk.site.steps.publish;
        let wish =
            publish.ask_withdrawal(editor(1).id, check.id, WithdrawReason::Invalid, "Nguồn <i>giả</i>.").await.unwrap();
        let page = desk.get(&format!("/vi/c/{}", check.public_id)).await;
        assert!(page.body.contains("đang được xem lại"));
        publish.confirm_withdrawal(editor(2).id, wish).await.unwrap();
        settled(&desk).await;
        let gone = desk.get(&format!("/vi/c/{}", check.public_id)).await;
        assert_eq!(gone.status, StatusCode::GONE);
        assert!(gone.body.contains("Nguồn &#60;i&#62;giả") && gone.body.contains("22/11/2026"));
        assert_eq!(desk.get(&format!("/vi/c/{}/x/v/1", check.public_id)).await.status, StatusCode::GONE);
        assert_eq!(desk.get(&format!("/api/v1/checks/{}", check.public_id)).await.status, StatusCode::GONE);
    });
}

#[test]
fn an_appeal_gets_a_code_once_and_its_outcome_is_public() {
    with_desk(async |desk| {
        let check = published(&desk).await;
        let address = format!("/vi/c/{}/reply", check.public_id);
        assert!(desk.get(&address).await.body.contains("Đề nghị xem lại"));
        let form = |fields: &[(&str, &str)]| {
            url::form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish()
        };
        const FORM: &str = "application/x-www-form-urlencoded";
        let text = "Nguồn số 1 đã được sửa <script>";
        let unsigned = desk.post(&address, FORM, form(&[("kind", "reply"), ("text", text)])).await;
        assert_eq!(unsigned.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(unsigned.body.contains("Nguồn số 1 đã được sửa &#60;script&#62;"), "what was typed stays");
        let sent = desk.post(&address, FORM, form(&[("kind", "appeal"), ("text", text), ("state", "accepted")])).await;
        assert_eq!(
            (sent.status, sent.header("cache-control"), sent.header("referrer-policy")),
            (StatusCode::OK, "no-store", "no-referrer")
        );
        let code = sent.body.split("<p class=\"mono lead\"><b>").nth(1).unwrap().split('<').next().unwrap().to_owned();
        let look = async |code: &str| desk.post("/vi/appeal", FORM, form(&[("text", code)])).await.body;
        assert!(look(&code).await.contains("Đang chờ quyết định"));
        assert!(!look(&code).await.contains("Nguồn số 1"), "never the words");
        assert!(look("aaaaa bbbbb").await.contains("Không có phiếu nào"));
        let publish = &desk.site.steps.publish;
        let id = publish.appeals(true, None, 9).await.unwrap()[0].stored.appeal.id;

        let boss = Browser::holding(&desk, &admin(&desk).await);
        assert!(boss.get("/vi/desk/appeals").await.body.contains(&id.to_string()));
        let page = boss.get(&format!("/vi/desk/appeals/{id}")).await.body;
        assert!(page.contains("Nguồn số 1 đã được sửa &#60;script&#62;"));
        let decision = format!("/vi/desk/appeals/{id}/decision");
        let blank = boss.post(&decision, &[("accept", "no"), ("outcome", " ")]).await;
        assert_eq!(blank.status, StatusCode::UNPROCESSABLE_ENTITY);
        let done =
            boss.post(&decision, &[("accept", "no"), ("outcome", "Nguồn không đổi."), ("decided_by", "x")]).await;
        assert_eq!(done.header("location"), "/vi/desk/appeals?done=decided");
        assert!(look(&code).await.contains("Nguồn không đổi."));
        let public = desk.get(&format!("/vi/c/{}", check.public_id)).await.body;
        assert!(public.contains("Nguồn không đổi.") && !public.contains("Nguồn số 1 đã"));
        let numbers = desk.get("/vi/appeals").await.body;
        assert!(numbers.contains("2026") && numbers.contains("Đề nghị xem lại"));
    });
}

#[test]
fn a_second_editor_approves_on_the_desks_page_and_nothing_else_that_is_sent_counts() {
    with_desk(async |desk| {
        let review = desk.store.submitted("Duyệt trên trang", draft_content()).await.id;
        let boss = admin(&desk).await;
        let binh = colleague(&desk, &boss, "Bình", Role::Editor).await;
        let own = person(&desk, &binh).await.editor.id;
        let mut tx = desk.store.db.begin().await.unwrap();
        let read = thuchu_store::reviews::draft(&mut tx, review).await.unwrap().unwrap();
        thuchu_store::reviews::save(&mut tx, &read, &read.draft.content, own, noon()).await.unwrap();
        tx.commit().await.unwrap();
        let address = format!("/vi/desk/reviews/{review}/approval");
        let (one, two) = (Browser::holding(&desk, &binh), Browser::holding(&desk, &boss));
        let forged = [("revision", "2"), ("approved_by", "Quản Trị"), ("state", "published"), ("changed_by", "")];
        let refused = one.post(&address, &forged).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.body.contains("Bạn đã sửa bản này"));
        let stale = two.post(&address, &[("revision", "1")]).await;
        assert!(stale.status == StatusCode::UNPROCESSABLE_ENTITY && stale.body.contains("vừa được sửa"));
        let page = two.get(&address).await.body;
        assert!(page.contains("name=\"revision\" value=\"2\"") && page.contains("Biên tập viên 1"));
        let late = two.post(&format!("{address}/schedule"), &[("revision", "2"), ("at", "2026-11-22T18:59")]).await;
        assert!(late.status == StatusCode::UNPROCESSABLE_ENTITY, "over, where the desk is");
        let done = two.post(&address, &[("revision", "2")]).await;
        let next = done.header("location").to_owned();
        assert!(next.ends_with("/withdrawal?done=published"), "{next}");
        assert!(two.get(&next).await.body.contains("Đã công bố bản 1"));
        let again = two.post(&address, &[("revision", "2")]).await;
        assert!(again.body.contains("Bài không chờ duyệt"), "replayed");
    });
}

#[test]
fn a_time_that_is_set_is_the_desks_own() {
    with_desk(async |desk| {
        let review = desk.store.submitted("Hẹn giờ trên trang", draft_content()).await.id;
        let boss = Browser::holding(&desk, &admin(&desk).await);
        let address = format!("/vi/desk/reviews/{review}/approval");
        // It is noon in UTC, 19:00 at the desk.
        let done = boss.post(&format!("{address}/schedule"), &[("revision", "1"), ("at", "2026-11-22T20:00")]).await;
        assert_eq!(done.header("location"), address);
        assert!(boss.get(&address).await.body.contains("2026-11-22 20:00"));
        assert_eq!(desk.site.steps.publish.publish_due().await.unwrap(), 0);
        desk.clock.set(noon().plus_seconds(3_600));
        assert_eq!(desk.site.steps.publish.publish_due().await.unwrap(), 1);
    });
}

#[test]
fn a_withdrawal_is_asked_for_and_confirmed_on_pages_by_two() {
    with_desk(async |desk| {
        let check = published(&desk).await;
        let boss = admin(&desk).await;
        let two = Browser::holding(&desk, &colleague(&desk, &boss, "Bình", Role::Editor).await);
        let one = Browser::holding(&desk, &boss);
        let address = format!("/vi/desk/checks/{}/withdrawal", check.id);
        let blank = one.post(&address, &[("reason", "other"), ("text", "")]).await;
        assert_eq!(blank.status, StatusCode::UNPROCESSABLE_ENTITY);
        let asked = one.post(&address, &[("reason", "invalid"), ("text", "Nguồn là giả.")]).await;
        assert!(asked.header("location").ends_with("done=asked"));
        let waiting = two.get("/vi/desk/withdrawals").await.body;
        assert!(waiting.contains(&check.id.to_string()));
        let page = two.get(&address).await.body;
        let wish = page.split("name=\"withdrawal\" value=\"").nth(1).unwrap().split('"').next().unwrap();
        let own = one.post(&format!("{address}/confirm"), &[("withdrawal", wish)]).await;
        assert!(
            own.status == StatusCode::UNPROCESSABLE_ENTITY && own.body.contains("biên tập viên khác phải xác nhận")
        );
        let done = two.post(&format!("{address}/confirm"), &[("withdrawal", wish)]).await;
        assert!(done.header("location").ends_with("done=withdrawn"));
        assert_eq!(desk.get(&format!("/vi/c/{}", check.public_id)).await.status, StatusCode::GONE);
    });
}
