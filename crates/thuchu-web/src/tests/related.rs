//! What a check's page leads on to, with a model and without.

use std::sync::Arc;

use axum::http::StatusCode;
use thuchu_app::intake::Ways;
use thuchu_app::matching::Matcher;
use thuchu_app::meaning::{EmbedError, Embeds, Meaning, Quantised, Source, Stamp};
use thuchu_model::Sha256Hash;
use thuchu_say::{self as say, Lang};
use thuchu_testkit::{FixedClock, noon};

use super::Desk;
use crate::Settings;

/// To this model two claims mean the same, and everything else each its own.
struct Odd;

impl Embeds for Odd {
    fn id(&self) -> Sha256Hash {
        Sha256Hash::of(b"odd")
    }

    fn embed(&self, texts: &[&str]) -> Vec<Quantised> {
        texts.iter().map(|text| vector(text)).collect()
    }
}

impl Source for Odd {
    fn stamp(&self) -> Stamp {
        Stamp::new()
    }

    fn open(&self) -> Result<Option<Arc<dyn Embeds>>, EmbedError> {
        Ok(Some(Arc::new(Self)))
    }
}

fn vector(text: &str) -> Quantised {
    let meaning = if [FIRST, OTHER].contains(&text) { "the same" } else { text };
    let part = |n: u8| *Sha256Hash::of(format!("{n} {meaning}").as_bytes()).as_bytes();
    let mut bytes = (0..=u8::MAX).flat_map(part);
    // Far from the middle of their language, so that what is unlike stays so.
    Quantised { values: std::array::from_fn(|_| bytes.next().unwrap_or(0).cast_signed() / 2), scale: 0.02 }
}

const FIRST: &str = "Để cây xanh trong phòng ngủ ban đêm hút hết ôxy, gây ngạt thở";
const OTHER: &str = "Chạy máy phát hay đốt than trong nhà kín có thể chết vì khí CO";

/// What the page says may be related.
async fn related(desk: &Desk, path: &str) -> String {
    let got = desk.get(path).await;
    assert_eq!(got.status, StatusCode::OK);
    let head = say::web_related_head().in_lang(Lang::Vi);
    let part = got.body.split_once(&head).map_or("", |(_, after)| after);
    part.split_once("</section>").map_or("", |(part, _)| part).to_owned()
}

#[test]
fn a_check_that_shares_no_words_is_related_once_the_vectors_are_there() {
    thuchu_testkit::block_on(async {
        let meaning = Arc::new(Meaning::of(Odd, Arc::new(FixedClock::at(noon()))));
        let settings = Settings { public_url: Some("https://tin.example".to_owned()), ..Settings::default() };
        let desk = Desk::with_ways(settings, Ways { meaning, ..Ways::default() }).await;
        let path = desk.path_of(FIRST).await;
        let (own, other) = (path.clone(), desk.path_of(OTHER).await);
        assert!(!related(&desk, &path).await.contains(&other), "by words they have nothing in common");

        let reading = desk.site.reading.clone();
        let keeps = tokio::spawn(async move { reading.keep_meaning().await });
        let knows = || {
            let knows =
                |matcher: &Matcher| matcher.library().slice(0, 1_000).all(|shown| matcher.knows_meaning_of(shown.id));
            desk.site.reading.live().with(knows).unwrap_or_default()
        };
        while !knows() {
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        }
        let found = related(&desk, &path).await;
        assert!(found.contains(&other), "{found}");
        assert!(!found.contains(&own), "a page does not lead on to itself");
        assert!(related(&desk, &other).await.contains(&own));
        keeps.abort();
    });
}
