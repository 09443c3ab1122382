//! Feeds of lists and of corrections.

use std::collections::BTreeSet;

use thuchu_formats::{ChangeKind, Feed, FeedKind, read_feed};

use super::super::with_desk;
use super::*;

const ENDINGS: [(&str, FeedKind, &str); 3] = [
    ("rss", FeedKind::Rss, "application/rss+xml; charset=utf-8"),
    ("atom", FeedKind::Atom, "application/atom+xml; charset=utf-8"),
    ("json", FeedKind::Json, "application/feed+json"),
];

async fn feed(desk: &Desk, address: &str) -> Feed {
    let got = desk.get(address).await;
    assert_eq!(got.status, StatusCode::OK, "{address}: {}", got.body);
    read_feed(got.body.as_bytes()).unwrap_or_else(|error| panic!("{address}: {error}")).1
}

#[test]
fn every_list_is_a_feed_in_three_formats_and_both_languages() {
    with_desk(async |desk| {
        let check = published(&desk).await;
        for (lang, claim, word) in [("vi", CLAIM, "Sai"), ("en", "Hot lemon water cures the flu", "False")] {
            for (ending, kind, media_type) in ENDINGS {
                let address = format!("/{lang}/checks.{ending}");
                let got = desk.get(&address).await;
                assert_eq!((got.status, got.header("content-type")), (StatusCode::OK, media_type), "{address}");
                assert_eq!(got.header("content-language"), lang);
                let (found, feed) = read_feed(got.body.as_bytes()).unwrap();
                assert_eq!(found, kind);
                assert_eq!(feed.own.as_deref(), Some(&*format!("https://tin.example{address}")));
                assert_eq!(feed.entries.len(), 31, "{address}");
                let id = format!("urn:uuid:{}", check.id.as_uuid().hyphenated());
                let own = feed.entries.iter().find(|entry| entry.id == id).expect("the check of ours");
                assert_eq!(own.claim.as_deref(), Some(claim));
                assert!(own.rating.as_deref().is_some_and(|rating| rating.starts_with(word)), "{:?}", own.rating);
                assert!(
                    own.link.as_deref().is_some_and(|link| link.starts_with(&format!("https://tin.example/{lang}/c/")))
                );
                assert!(own.licence.as_deref().is_some_and(|licence| licence.contains("BY")), "{:?}", own.licence);
                assert_eq!(own.change, None);
                is_conditional(&desk, &address).await;
            }
        }
        let page = desk.get("/vi").await.body;
        assert!(page.contains("<link rel=\"alternate\" type=\"application/rss+xml\""));
        assert!(page.contains("href=\"/vi/checks.atom\""));
    });
}

#[test]
fn a_list_names_the_feed_of_what_it_is_narrowed_to() {
    with_desk(async |desk| {
        imported(&desk, 3).await;
        let page = desk.get("/vi/checks?publisher=kiemtin.vn&rating=").await.body;
        assert!(page.contains("href=\"/vi/checks.json?publisher=kiemtin.vn\""), "{page}");
        let narrowed = feed(&desk, "/vi/checks.atom?publisher=kiemtin.vn").await;
        assert_eq!(narrowed.entries.len(), 3);
        assert!(narrowed.title.contains("kiemtin.vn"), "{}", narrowed.title);
        let source = narrowed.entries[0].source.as_ref().expect("whose it is");
        assert_eq!(source.site.as_deref(), Some("https://kiemtin.vn/"));
        // Their licence is theirs: nothing is stated where they state none.
        assert!(narrowed.entries.iter().all(|entry| entry.licence.is_none() && entry.summary.is_none()));
        assert_eq!(narrowed.licence, None);
        let years = feed(&desk, "/vi/checks.rss?year=1999").await;
        assert!(years.entries.is_empty());
        let words = feed(&desk, "/en/checks.json?q=cu+thu+2").await;
        assert!(words.entries[0].title.contains("Củ thứ 2"), "{:?}", words.entries[0]);
        for wrong in ["rating=Sai", "after=x", "year=0", "publisher=https://a.vn"] {
            assert_eq!(desk.get(&format!("/vi/checks.rss?{wrong}")).await.status, StatusCode::BAD_REQUEST, "{wrong}");
        }
        let none = desk.get("/vi/checks.atom?publisher=khong-co.vn").await;
        assert_eq!(read_feed(none.body.as_bytes()).unwrap().1.entries.len(), 0);
    });
}

#[test]
fn pages_to_the_end_tell_each_check_once() {
    with_desk(async |desk| {
        imported(&desk, 120).await;
        let check = published(&desk).await;
        corrected(&desk, &check, "Sửa ngày.", "Bản hai.").await;
        for ending in ["atom", "rss", "json"] {
            let (mut next, mut seen, mut pages) = (Some(format!("/vi/checks.{ending}")), Vec::new(), 0);
            while let Some(address) = next {
                let page = feed(&desk, &address).await;
                seen.extend(page.entries.into_iter().map(|entry| entry.id));
                next = page.next.as_deref().map(Desk::path);
                pages += 1;
                assert!(pages < 9, "it ends");
            }
            assert_eq!(seen.len(), 151, "{ending}: 120 imported, 30 of the demonstration, one of ours");
            assert_eq!(seen.iter().collect::<BTreeSet<_>>().len(), 151, "{ending}");
        }
    });
}

#[test]
fn what_was_corrected_or_taken_back_is_on_the_first_page_and_says_so() {
    with_desk(async |desk| {
        let check = published(&desk).await;
        let other = published_of(&desk, "Uống nước dừa chữa được cúm", "Không phải.").await;
        corrected(&desk, &check, "Sửa <b>ngày</b>.", "Bản hai nói rõ hơn.").await;
        withdrawn(&desk, &other, "Nguồn là giả.").await;
        // Newer ones of others would have pushed it to another page.
        imported(&desk, 60).await;
        let page = feed(&desk, "/vi/checks.atom").await;
        let of = |id: thuchu_model::CheckId| {
            let id = format!("urn:uuid:{}", id.as_uuid().hyphenated());
            page.entries.iter().find(|entry| entry.id == id).cloned().expect("on the first page")
        };
        let first = of(check.id);
        let change = first.change.as_ref().unwrap();
        assert_eq!((change.kind, change.note.as_deref()), (ChangeKind::Corrected, Some("Sửa <b>ngày</b>.")));
        assert!(first.title.starts_with("[Đã đính chính] ") && first.summary.as_deref() == Some("Bản hai nói rõ hơn."));
        let gone = of(other.id);
        let change = gone.change.as_ref().unwrap();
        assert_eq!((change.kind, change.note.as_deref()), (ChangeKind::Withdrawn, Some("Nguồn là giả.")));
        assert!(gone.title.starts_with("[Đã rút] ") && gone.rating.is_none() && gone.summary.is_none());
        for (lang, word) in [("vi", "Đính chính"), ("en", "Correction")] {
            for (ending, ..) in ENDINGS {
                let told = feed(&desk, &format!("/{lang}/corrections.{ending}")).await;
                assert_eq!(told.entries.len(), 2, "{ending}");
                assert!(told.entries.iter().any(|entry| entry.title.contains(word)), "{:?}", told.entries);
                is_conditional(&desk, &format!("/{lang}/corrections.{ending}")).await;
            }
        }
        assert!(desk.get("/en/corrections").await.body.contains("href=\"/en/corrections.rss\""));
        // What is narrowed to others has none of ours.
        assert_eq!(feed(&desk, "/vi/checks.atom?publisher=kiemtin.vn").await.entries.len(), 50);
    });
}

#[test]
fn a_strangers_text_stays_text_in_every_feed() {
    with_desk(async |desk| {
        let check = published_of(&desk, HOSTILE, HOSTILE).await;
        corrected(&desk, &check, HOSTILE, HOSTILE).await;
        let shown = HOSTILE.replace(['\u{202e}', '\u{202c}'], "");
        for list in ["checks", "corrections"] {
            for (ending, ..) in ENDINGS {
                let address = format!("/vi/{list}.{ending}");
                let got = desk.get(&address).await;
                assert!(ending == "json" || !got.body.contains("<script"), "{address}");
                let entries = read_feed(got.body.as_bytes()).unwrap().1.entries;
                let entry = entries.iter().find(|entry| entry.change.is_some()).unwrap();
                assert_eq!(entry.claim.as_deref(), Some(&*shown), "{address}");
                assert_eq!(entry.summary.as_deref(), Some(&*shown), "{address}");
            }
        }
    });
}

#[test]
fn who_knows_dates_alone_is_told_that_nothing_changed_once_the_date_is_safe() {
    with_desk(async |desk| {
        let first = desk.get("/vi/checks.atom").await;
        assert_eq!(first.header("last-modified"), "", "another page of this second would have the same date");
        desk.clock.set(noon().plus_seconds(60));
        let later = desk.get("/vi/checks.atom").await;
        let date = later.header("last-modified").to_owned();
        assert!(date.ends_with(" GMT") && date.starts_with("Sun, 22 Nov 2026"), "{date}");
        let again = desk.get_if("/vi/checks.atom", header::IF_MODIFIED_SINCE, &date).await;
        assert_eq!((again.status, again.body.as_str()), (StatusCode::NOT_MODIFIED, ""));
        published(&desk).await;
        let changed = desk.get_if("/vi/checks.atom", header::IF_MODIFIED_SINCE, &date).await;
        assert_eq!(changed.status, StatusCode::OK);
        let old = desk.get_if("/vi/checks.atom", header::IF_MODIFIED_SINCE, "Sun, 22 Nov 2020 10:00:00 GMT").await;
        assert_eq!(old.status, StatusCode::OK);
    });
}
