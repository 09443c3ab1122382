//! A check with a licence of its own: readers, programs and printers are told that one, never the desk's.

use axum::http::StatusCode;
use thuchu_app::publish::PublishError;
use thuchu_formats::read_feed;
use thuchu_model::{ChangeKind, ChangeNote, Check, EditorId, Role};
use thuchu_store::checks;
use thuchu_testkit::{draft_content, editor, incoming, noon};

use super::desk::{Browser, admin, colleague};
use super::print::text;
use super::published::{review_of, settled};
use super::{Desk, with_desk};

const SHARE_ALIKE: &str = "https://creativecommons.org/licenses/by-sa/4.0/";
/// What the desk's own licence is called, wherever it stands.
const OF_THE_DESK: [&str; 4] = ["CC BY 4.0", "CC-BY-4.0", "licenses/by/4.0", "CC\u{A0}BY\u{A0}4.0"];

async fn published(desk: &Desk, claim: &str, licence: Option<&str>) -> Check {
    let mut content = draft_content();
    content.licence = licence.map(str::to_owned);
    let review = desk.store.submitted(claim, content).await;
    let check = desk.store.approved(review.id, 1).await;
    settled(desk).await;
    check
}

/// The next version, with another licence, written by `writer` and submitted; its revision.
async fn with_licence(desk: &Desk, check: &Check, writer: EditorId, licence: Option<&str>, why: &str) -> u32 {
    let (reviews, review) = (&desk.site.steps.reviews, review_of(check));
    let stands = reviews.open(review).await.unwrap().draft.draft;
    let mut content = stands.content;
    content.licence = licence.map(str::to_owned);
    content.change = Some(ChangeNote { kind: ChangeKind::Update, text: why.to_owned() });
    let saved = reviews.save(writer, review, stands.revision, &content).await.unwrap();
    reviews.submit(writer, review).await.unwrap();
    saved.revision
}

#[test]
fn a_check_says_its_own_licence_on_every_surface_and_not_the_desks() {
    with_desk(async |desk| {
        let check = published(&desk, "Uống nước dừa chữa được cúm", Some("CC-BY-SA-4.0")).await;
        let id = check.public_id;
        for (address, said) in [
            // The page: its facts, its markup, how it is cited and the two kinds of reference.
            (format!("/vi/c/{id}"), vec!["<dt>Giấy phép</dt>", ">CC BY-SA 4.0</a>", "Giấy phép: CC BY-SA 4.0."]),
            (format!("/en/c/{id}"), vec!["<dt>Licence</dt>", ">CC BY-SA 4.0</a>", "Licence: CC BY-SA 4.0."]),
            (format!("/vi/c/{id}"), vec!["\"license\":\"https://creativecommons.org/licenses/by-sa/4.0/\""]),
            (format!("/vi/c/{id}"), vec!["copyright = {{CC BY-SA 4.0}}", "N1  - CC BY-SA 4.0"]),
            (format!("/vi/embed/{id}"), vec![" · CC BY-SA 4.0</span>"]),
            (format!("/api/v1/checks/{id}"), vec!["\"licence\":\"CC-BY-SA-4.0\""]),
            ("/data/checks.ndjson".to_owned(), vec![SHARE_ALIKE]),
            ("/data/checks.json".to_owned(), vec![SHARE_ALIKE]),
        ] {
            let got = desk.get(&address).await;
            assert_eq!(got.status, StatusCode::OK, "{address}");
            for words in said {
                assert!(got.body.contains(words), "{address}: {words} is not in {}", got.body);
            }
            for other in OF_THE_DESK {
                assert!(!got.body.contains(other), "{address} says {other}");
            }
        }
        for ending in ["rss", "atom", "json"] {
            let got = desk.get(&format!("/vi/checks.{ending}")).await;
            let (_, feed) = read_feed(got.body.as_bytes()).unwrap();
            let entry = feed.entries.iter().find(|entry| entry.claim.as_deref() == Some("Uống nước dừa chữa được cúm"));
            assert_eq!(entry.unwrap().licence.as_deref(), Some("CC-BY-SA-4.0"), "{ending}");
            assert!(ending == "json" || got.body.contains(SHARE_ALIKE), "{ending}");
        }
        for product in ["print.pdf", "poster-a4.pdf", "handout.pdf"] {
            for (lang, said) in [("vi", "Giấy phép: CC BY-SA 4.0"), ("en", "Licence: CC BY-SA 4.0")] {
                let printed = text(&desk, &desk.get(&format!("/{lang}/c/{id}/x/v/1/{product}")).await);
                assert!(printed.contains(said), "{lang} {product}: {printed}");
                assert!(OF_THE_DESK.iter().all(|other| !printed.contains(other)), "{lang} {product}");
            }
        }
    });
}

#[test]
fn all_rights_reserved_is_said_in_the_readers_language_and_leads_nowhere() {
    with_desk(async |desk| {
        let id = published(&desk, "Uống nước dừa chữa được cúm", Some("All rights reserved")).await.public_id;
        for (lang, said) in [("vi", "<dd>Giữ mọi quyền</dd>"), ("en", "<dd>All rights reserved</dd>")] {
            let page = desk.get(&format!("/{lang}/c/{id}")).await.body;
            assert!(page.contains(said) && page.contains("\"license\":\"All rights reserved\""), "{lang}");
        }
        let printed = text(&desk, &desk.get(&format!("/vi/c/{id}/x/v/1/print.pdf")).await);
        assert!(printed.contains("Giấy phép: Giữ mọi quyền"), "{printed}");
        // One at an address of its own leads there.
        let id =
            published(&desk, "Uống trà gừng chữa được cúm", Some("https://bao.vn/giay-phep?a=1&b")).await.public_id;
        let page = desk.get(&format!("/vi/c/{id}")).await.body;
        assert!(page.contains("<a href=\"https://bao.vn/giay-phep?a=1&#38;b\" rel=\"license noopener\">"), "{page}");
    });
}

#[test]
fn another_licence_is_another_version_that_a_second_editor_approves_and_the_old_one_keeps_its_own() {
    with_desk(async |desk| {
        let check = published(&desk, "Uống nước dừa chữa được cúm", None).await;
        let page = format!("/vi/c/{}", check.public_id);
        assert!(desk.get(&page).await.body.contains(">CC BY 4.0</a>"), "the desk's, while it has none of its own");
        let revision = with_licence(&desk, &check, editor(1).id, Some("CC0-1.0"), "Cho dùng tự do.").await;
        let publish = &desk.site.steps.publish;
        let own = publish.approve(editor(1).id, review_of(&check), revision, None).await;
        assert!(matches!(own, Err(PublishError::OwnVersion)), "{own:?}");
        settled(&desk).await;
        assert!(desk.get(&page).await.body.contains(">CC BY 4.0</a>"), "nothing changes before it is approved");
        desk.store.approved(review_of(&check), revision).await;
        settled(&desk).await;
        assert!(desk.get(&page).await.body.contains(">CC0 1.0</a>"));
        assert!(desk.get(&format!("{page}/x/v/1")).await.body.contains(">CC BY 4.0</a>"));
        let revision = with_licence(&desk, &check, editor(1).id, None, "Như mọi bài khác.").await;
        desk.store.approved(review_of(&check), revision).await;
        settled(&desk).await;
        assert!(desk.get(&page).await.body.contains(">CC BY 4.0</a>"), "the desk's again");
    });
}

#[test]
fn the_form_offers_the_desks_licence_and_the_list_and_keeps_what_was_chosen() {
    with_desk(async |desk| {
        let boss = admin(&desk).await;
        let browser = Browser::holding(&desk, &boss);
        let begun = browser.post("/vi/desk/reviews", &[("claim", "Chanh chữa cúm"), ("lang", "vi")]).await;
        let at = begun.header("location").to_owned();
        let form = browser.get(&at).await.body;
        assert!(form.contains("<option value=\"\">Như của cả trang (CC BY 4.0)</option>"), "{form}");
        let english = browser.get(&at.replace("/vi/", "/en/")).await.body;
        assert!(english.contains("<option value=\"\">As the desk (CC BY 4.0)</option>"));
        assert!(english.contains(">All rights reserved</option>") && form.contains(">Giữ mọi quyền</option>"));
        let base = [("claim", "Chanh chữa cúm"), ("rating", "false")];
        let with = |more: &[(&'static str, &'static str)]| [&base[..], more].concat();
        let saved = browser.quietly(&at, &with(&[("revision", "1"), ("licence", "CC-BY-NC-4.0")])).await;
        assert_eq!(saved.status, StatusCode::OK, "{}", saved.body);
        assert!(browser.get(&at).await.body.contains("<option value=\"CC-BY-NC-4.0\" selected>CC BY-NC 4.0</option>"));
        assert!(browser.get(&format!("{at}/preview")).await.body.contains(">CC BY-NC 4.0</a>"), "who approves sees it");
        // Another hand, so that its save is an entry of its own.
        let second = Browser::holding(&desk, &colleague(&desk, &boss, "Bình", Role::Editor).await);
        let own = [("revision", "2"), ("licence", "other"), ("licence_url", "https://bao.vn/l")];
        assert_eq!(second.post(&at, &with(&own)).await.status, StatusCode::SEE_OTHER);
        let form = browser.get(&at).await.body;
        assert!(form.contains("<option value=\"other\" selected>") && form.contains("value=\"https://bao.vn/l\""));
        let history = browser.get(&format!("{at}/history")).await.body;
        for part in
            ["<p class=\"label\">Giấy phép</p>", "<del>BY-NC</del>", "<ins>https://bao.vn/l</ins>", "<del>Như</del>"]
        {
            assert!(history.contains(part), "{part} is not in {history}");
        }
        let none = browser.post(&at, &with(&[("revision", "3"), ("licence", "")])).await;
        assert_eq!(none.status, StatusCode::SEE_OTHER);
        let form = browser.get(&at).await.body;
        assert!(!form.contains("<option value=\"other\" selected>") && !form.contains("https://bao.vn/l"));
    });
}

#[test]
fn an_unknown_licence_is_refused_with_words_and_given_back() {
    with_desk(async |desk| {
        let browser = Browser::holding(&desk, &admin(&desk).await);
        let begun = browser.post("/vi/desk/reviews", &[("claim", "Chanh chữa cúm"), ("lang", "vi")]).await;
        let vi = begun.header("location").to_owned();
        for (at, words) in [
            (vi.clone(), "Giấy phép này không dùng được. Hãy chọn một giấy phép trong danh sách"),
            (vi.replace("/vi/", "/en/"), "This licence cannot be used. Choose one of the list"),
        ] {
            for typed in [("licence", "GPL-3.0"), ("licence_url", "http://bao.vn/<l>")] {
                let choice = if typed.0 == "licence" { typed } else { ("licence", "other") };
                let fields = [("revision", "1"), ("claim", "Chanh chữa cúm"), choice, typed];
                let page = browser.post(&at, &fields).await;
                assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
                assert!(
                    page.body.contains("<p class=\"error\" id=\"licence-why\">") && page.body.contains(words),
                    "{at}"
                );
                let given_back = typed.1.replace('<', "&#60;").replace('>', "&#62;");
                assert!(page.body.contains(&format!("value=\"{given_back}\"")), "{typed:?}: {}", page.body);
                let quiet = browser.quietly(&at, &fields).await;
                assert_eq!(quiet.status, StatusCode::UNPROCESSABLE_ENTITY);
                assert!(quiet.json()["said"].as_str().unwrap().starts_with(words), "{}", quiet.body);
            }
        }
        let form = browser.get(&vi).await.body;
        assert!(form.contains("name=\"revision\" value=\"1\""), "nothing was saved");
    });
}

#[test]
fn the_words_of_others_who_keep_all_rights_are_not_repeated() {
    with_desk(async |desk| {
        let publisher = desk.store.publisher("kiemtin.vn").await;
        let run = desk.store.run().await;
        let licences = ["CC-BY-4.0", "All rights reserved"];
        let batch: Vec<_> = licences
            .iter()
            .map(|licence| {
                let claim = format!("Củ lạ chữa được bệnh {licence}");
                let mut check = incoming(&publisher, &format!("https://kiemtin.vn/{}", licence.len()), &claim);
                check.content.summary = Some("Không chữa được.".to_owned());
                check.content.licence = Some((*licence).to_owned());
                check
            })
            .collect();
        let mut tx = desk.store.db.begin().await.unwrap();
        checks::put_batch(&mut tx, run.id, &batch, &desk.store.chance, noon()).await.unwrap();
        tx.commit().await.unwrap();
        settled(&desk).await;
        let got = desk.get("/vi/checks.atom?publisher=kiemtin.vn").await;
        let (_, feed) = read_feed(got.body.as_bytes()).unwrap();
        let told = |licence: &str| feed.entries.iter().find(|entry| entry.licence.as_deref() == Some(licence)).unwrap();
        assert_eq!(told("CC-BY-4.0").summary.as_deref(), Some("Không chữa được."));
        assert_eq!(told("All rights reserved").summary, None);
    });
}

#[test]
fn a_desk_without_a_licence_still_states_a_checks_own() {
    with_desk(async |desk| {
        let browser = Browser::holding(&desk, &admin(&desk).await);
        let form = browser.get("/vi/desk/settings/texts").await.body;
        let (_, seen) = form.split_once("name=\"seen\" value=\"").unwrap();
        let seen = seen.split('"').next().unwrap();
        let fields = [("seen", seen), ("languages", "both"), ("licence", "")];
        assert_eq!(browser.post("/vi/desk/settings/texts", &fields).await.status, StatusCode::SEE_OTHER);
        let bare = published(&desk, "Uống nước dừa chữa được cúm", None).await.public_id;
        let own = published(&desk, "Uống trà gừng chữa được cúm", Some("CC-BY-ND-4.0")).await.public_id;
        assert!(!desk.get(&format!("/vi/c/{bare}")).await.body.contains("<dt>Giấy phép</dt>"));
        assert!(desk.get(&format!("/vi/c/{own}")).await.body.contains(">CC BY-ND 4.0</a>"));
        let printed = text(&desk, &desk.get(&format!("/vi/c/{bare}/x/v/1/print.pdf")).await);
        assert!(!printed.contains("Giấy phép"), "{printed}");
    });
}
