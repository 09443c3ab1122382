//! The trail at the desk and its heads for everybody.

use std::path::Path;

use axum::http::StatusCode;
use thuchu_model::{AuditEntry, AuditObject, Clock as _, PublisherId, Role};
use thuchu_say::Lang;
use thuchu_store::audit;

use super::{Browser, admin, colleague};
use crate::desk::trail_words as acts;
use crate::tests::{Desk, with_desk};

/// Writes an act down.
async fn note(desk: &Desk, act: &str, object: AuditObject, detail: &serde_json::Value) {
    let mut tx = desk.store.db.begin().await.unwrap();
    let act = thuchu_model::AuditAct::parse(act).unwrap();
    audit::append(&mut tx, &[], act, object, detail, desk.clock.now()).await.unwrap();
    tx.commit().await.unwrap();
}

/// Every text in the sources of the steps that has the form of an act, outside tests and error codes.
fn acts_in_the_source(folder: &Path, found: &mut Vec<String>) {
    let kinds = ["desk.", "demo.", "editor.", "import.", "publisher.", "queue.", "cluster.", "review.", "check."];
    let more = ["appeal.", "settings.", "retention.", "source.", "official_page."];
    for file in std::fs::read_dir(folder).unwrap() {
        let path = file.unwrap().path();
        if path.is_dir() {
            acts_in_the_source(&path, found);
        } else if path.extension().is_some_and(|kind| kind == "rs") && !path.ends_with("tests.rs") {
            let source = std::fs::read_to_string(&path).unwrap();
            let source = source.split("#[cfg(test)]\nmod tests {").next().unwrap();
            let mut pieces = source.split('"');
            let mut before = pieces.next().unwrap();
            while let (Some(text), Some(after)) = (pieces.next(), pieces.next()) {
                let plain = text.bytes().all(|byte| byte.is_ascii_lowercase() || matches!(byte, b'_' | b'.'));
                let named = kinds.iter().chain(&more).any(|kind| text.starts_with(kind) && text.len() > kind.len());
                let used = ["act(", "append(", "note(", "note_as_admin(", "self.change("];
                let begins = before.rsplit([';', '{', '}']).next().unwrap();
                if plain && named && !before.ends_with("=> ") && used.iter().any(|call| begins.contains(call)) {
                    found.push(text.to_owned());
                }
                before = after;
            }
        }
    }
}

#[test]
fn no_act_of_the_program_is_without_its_words() {
    let steps = Path::new(env!("CARGO_MANIFEST_DIR")).join("../thuchu-app/src");
    let mut found = Vec::new();
    acts_in_the_source(&steps, &mut found);
    assert!(found.len() >= 20, "{found:?}");
    for act in &found {
        assert!(acts::ACTS.contains(&act.as_str()), "{act} is not in ACTS");
    }
    for act in acts::ACTS {
        for lang in Lang::ALL {
            let (name, key) = (acts::act_name(act).in_lang(lang), act.replace('.', "-"));
            let sentence = thuchu_say::trail_act(key, act, "Lan", "“X”").in_lang(lang);
            assert!(name != act && !sentence.contains(act), "{act} has no words in {lang}");
        }
    }
}

#[test]
fn the_trail_tells_in_words_who_did_what_in_both_languages() {
    with_desk(async |desk| {
        let boss = admin(&desk).await;
        let editor = Browser::holding(&desk, &colleague(&desk, &boss, "Bình", Role::Editor).await);
        let detail = serde_json::json!({"from": "show", "to": "answer", "zeta": {"a": [1, "b"]}});
        let publisher = desk.people.publishers().await.unwrap().remove(0).publisher;
        note(&desk, "publisher.trust", AuditObject::Publisher(publisher.id), &detail).await;
        note(&desk, "moon.landed", AuditObject::Desk, &serde_json::json!({})).await;
        let vi = editor.get("/vi/desk/trail").await;
        for words in [
            "Chương trình đổi mức tin cậy của “Minh hoạ”.",
            "<dt>trước</dt><dd>chỉ hiển thị</dd><dt>sau</dt><dd>dùng để trả lời</dd>",
            "<dt>zeta, a</dt><dd>1, b</dd>",
            "Quản Trị thêm Bình vào bàn.",
            "Chương trình: moon.landed (bàn kiểm chứng).",
            "19:00, 22/11/2026",
        ] {
            assert!(vi.body.contains(words), "{words} in {}", vi.body);
        }
        let en = editor.get("/en/desk/trail").await;
        assert!(en.body.contains("The program changed the trust of “Demonstration”."), "{}", en.body);
        let newest = vi.body.find("moon.landed").unwrap();
        assert!(newest < vi.body.find("Quản Trị thêm Bình").unwrap(), "newest first");
        let one = editor.get(&format!("/vi/desk/trail/publisher/{}", publisher.id)).await;
        assert!(one.body.contains("đổi mức tin cậy") && !one.body.contains("thêm Bình"), "{}", one.body);
        for nothing in
            ["publisher/018f0000-0000-7000-8000-000000000009", "message/018f0000-0000-7000-8000-000000000001", "desk/x"]
        {
            assert_eq!(editor.get(&format!("/vi/desk/trail/{nothing}")).await.status, StatusCode::NOT_FOUND);
        }
    });
}

#[test]
fn the_trail_is_narrowed_and_paged_and_a_filter_that_cannot_be_meant_lets_all_pass() {
    with_desk(async |desk| {
        let editor = Browser::holding(&desk, &admin(&desk).await);
        for n in 0..60 {
            note(&desk, "settings.changed", AuditObject::Desk, &serde_json::json!({"number": n})).await;
        }
        let entries = async |query: &str| {
            let got = editor.get(&format!("/vi/desk/trail?{query}")).await;
            assert_eq!(got.status, StatusCode::OK, "{query}");
            (got.body.matches("<li class=\"done").count(), got.body)
        };
        let (first, body) = entries("").await;
        assert_eq!(first, 50);
        let at = body.find("rel=\"next\" href=\"").expect("an older page") + 17;
        let older = editor.get(body[at..].split('"').next().unwrap()).await;
        assert!(older.body.contains("nạp các bài minh hoạ") && older.body.contains("Về mục mới nhất"));
        assert_eq!(entries("act=editor.second_factor").await.0, 1);
        assert_eq!(entries("kind=editor&day=2026-11-22").await.0, entries("kind=editor").await.0);
        assert_eq!(entries("day=2026-11-21").await.0, 0);
        let nonsense = "kind=message&editor=x&day=22.11.&before=many&act=%22%3E";
        let (all, body) = entries(nonsense).await;
        assert_eq!(all, 50);
        assert!(!body.contains("\"><\""), "escaped");
    });
}

#[test]
fn no_entry_of_the_trail_is_about_an_asker() {
    with_desk(async |desk| {
        let boss = admin(&desk).await;
        colleague(&desk, &boss, "Bình", Role::Editor).await;
        let rows = desk.store.db.read().peek("SELECT detail FROM audit_entry", Vec::new()).await.unwrap();
        assert!(rows.len() > 4);
        for row in rows {
            let detail: serde_json::Value = serde_json::from_str(&row.get::<String>(0).unwrap()).unwrap();
            assert_eq!(AuditEntry::about_an_asker(&detail), None, "{detail}");
        }
    });
}

#[test]
fn the_heads_of_days_are_public_and_are_the_same_on_page_feed_and_api() {
    with_desk(async |desk| {
        let empty = desk.get("/vi/audit").await;
        assert!(empty.body.contains("Chưa có dấu nào"), "today's head would tell of every act: {}", empty.body);
        let object = AuditObject::Publisher(PublisherId::from_bytes([1; 16]));
        for _ in 0..120 {
            note(&desk, "publisher.trust", object, &serde_json::json!({})).await;
            desk.clock.set(desk.clock.now().plus_days(1));
        }
        desk.site.steps.trail.publish_heads().await.unwrap();
        let api = desk.get("/api/v1/audit").await.json();
        let items = api["items"].as_array().unwrap();
        assert_eq!((items.len(), items[0]["day"].as_str()), (100, Some("2027-03-21")));
        let rest = desk.get(&format!("/api/v1/audit?before={}", api["next"].as_str().unwrap())).await.json();
        assert_eq!((rest["items"].as_array().unwrap().len(), rest["next"].as_str()), (20, None));
        assert_eq!(desk.get("/api/v1/audit?before=yesterday").await.status, StatusCode::BAD_REQUEST);
        let hash = items[0]["hash"].as_str().unwrap();
        for lang in ["vi", "en"] {
            let page = desk.get(&format!("/{lang}/audit")).await;
            assert!(page.body.contains(hash) && page.body.contains("rel=\"next\""));
            let older = desk.get(&format!("/{lang}/audit?before=2026-12-01")).await;
            assert_eq!(older.body.matches("<th scope=\"row\"").count(), 9);
            let feed = desk.get(&format!("/{lang}/audit.atom")).await;
            assert_eq!(feed.header("content-type"), "application/atom+xml; charset=utf-8");
            assert!(feed.body.contains(hash) && feed.body.contains("<updated>2027-03-21T17:00:00Z</updated>"));
            assert!(feed.body.contains(&format!(
                "<link rel=\"self\" type=\"application/atom+xml\" href=\"https://tin.example/{lang}/audit.atom\"/>"
            )));
        }
        let head: audit::Head = format!("{}:{hash}", items[0]["number"]).parse().unwrap();
        assert_eq!(audit::verify(&mut desk.store.db.read(), &[head]).await.unwrap().1, None);
    });
}
