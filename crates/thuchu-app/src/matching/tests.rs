//! From an import to an answer, on both engines.

use std::io::{BufReader, Cursor};

use thuchu_match::{Decision, Scratch, Veto};
use thuchu_model::Trust;
use thuchu_testkit::{TestStore, both_databases, noon};

use super::*;
use crate::import::{Complete, Request, Unwatched, run};
use crate::{editor, publisher};

const CLAIM: &str = "Gạo giả làm bằng nhựa được bán ở chợ Bình Điền";

async fn import(store: &TestStore, claims: &[&str], complete: Complete) {
    let lines: String = claims
        .iter()
        .enumerate()
        .map(|(n, claim)| {
            let review = serde_json::json!({
                "@context": "https://schema.org", "@type": "ClaimReview", "claimReviewed": claim,
                "url": format!("https://kiemtin.vn/{n}"), "author": {"@type": "Organization", "name": "Kiểm Tin"},
                "datePublished": "2026-01-02", "reviewRating": {"@type": "Rating", "alternateName": "Sai"},
            });
            review.to_string() + "\n"
        })
        .collect();
    let request = Request {
        name: format!("{} checks", claims.len()),
        input: Box::new(BufReader::new(Cursor::new(lines.clone().into_bytes()))),
        version: Some(lines.len().to_string()),
        read: thuchu_formats::Options::default(),
        labels: None,
        complete,
        report: store.data.path().join("report.ndjson"),
    };
    run(&store.db, request, &store.clock, &store.chance, &Unwatched).await.unwrap();
}

/// The publisher is answered with from now on.
async fn trust(store: &TestStore, level: Trust) {
    for name in ["An", "Bình"] {
        let _ = editor::add(&store.db, name, thuchu_model::Role::Editor, &store.clock, &store.chance).await;
    }
    publisher::set_trust(&store.db, "kiemtin.vn", level, &["An", "Bình"], &store.clock).await.unwrap();
}

fn ask(matcher: &Matcher, text: &str) -> MatchReply {
    matcher.ask(Question { text, links: &[], lang: None, limit: 5, now: noon(), sense: None }, &mut Scratch::default())
}

both_databases!(an_imported_check_is_shown_first_and_answered_once_two_editors_trust_its_publisher, |store| {
    import(store, &[CLAIM], Complete::No).await;
    let mut matcher = Matcher::load(&store.db).await.unwrap();
    let shown = ask(&matcher, "gao gia lam bang nhua duoc ban o cho binh dien");
    assert_eq!(shown.decision, Decision::Suggest);
    assert_eq!(shown.matches[0].explanation.veto, Some(Veto::Trust));
    assert_eq!(shown.matches[0].claim, CLAIM);
    assert_eq!(shown.matches[0].rating.publisher, "Kiểm Tin");
    assert_eq!((shown.matches[0].rating.label.as_str(), &shown.matches[0].rating.key), ("Sai", &None));
    assert_eq!(shown.matches[0].url, "https://kiemtin.vn/0");

    trust(store, Trust::Answer).await;
    matcher.refresh(&store.db).await.unwrap();
    assert_eq!(ask(&matcher, "gao gia lam bang nhua duoc ban o cho binh dien").decision, Decision::Answer);

    trust(store, Trust::None).await;
    matcher.refresh(&store.db).await.unwrap();
    assert!(matcher.is_empty());
});

both_databases!(the_index_follows_new_checks_and_withdrawals, |store| {
    import(store, &[CLAIM], Complete::No).await;
    trust(store, Trust::Answer).await;
    let mut matcher = Matcher::load(&store.db).await.unwrap();
    assert_eq!(matcher.refresh(&store.db).await.unwrap(), 0, "nothing changed");

    let other = "Nước mắm truyền thống chứa thạch tín gây ung thư";
    import(store, &[CLAIM, other], Complete::No).await;
    assert_eq!(matcher.refresh(&store.db).await.unwrap(), 1);
    assert_eq!(ask(&matcher, other).decision, Decision::Answer);

    import(store, &["Tắm đêm gây đột quỵ", other], Complete::Yes).await;
    matcher.refresh(&store.db).await.unwrap();
    assert_eq!(matcher.len(), 2);
    assert_ne!(ask(&matcher, CLAIM).decision, Decision::Answer, "withdrawn or replaced");
});

both_databases!(the_address_of_a_check_finds_it, |store| {
    import(store, &[CLAIM], Complete::No).await;
    trust(store, Trust::Answer).await;
    let matcher = Matcher::load(&store.db).await.unwrap();
    let found = ask(&matcher, "https://www.kiemtin.vn/0?utm_source=zalo");
    assert_eq!(found.decision, Decision::Answer);
    assert!(found.matches[0].explanation.link);
});

both_databases!(asking_writes_nothing, |store| {
    import(store, &[CLAIM], Complete::No).await;
    let before = thuchu_store::audit::head(&mut store.db.read()).await.unwrap();
    let matcher = Matcher::load(&store.db).await.unwrap();
    ask(&matcher, "một câu hỏi rất riêng tư 0912345678");
    assert_eq!(thuchu_store::audit::head(&mut store.db.read()).await.unwrap(), before);
    let files = std::fs::read_dir(store.data.path()).unwrap();
    for file in files.flatten().filter(|f| f.path().is_file()) {
        let bytes = std::fs::read(file.path()).unwrap();
        assert!(!bytes.windows(10).any(|w| w == b"0912345678"), "{}", file.path().display());
    }
});
