//! What other programs read of the desk: feeds, sitemaps, dumps, oEmbed and its card.

mod cards;
mod dumps;
mod feeds;
mod sitemaps;

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use thuchu_model::{ChangeKind, Check, WithdrawReason};
use thuchu_store::checks;
use thuchu_testkit::{draft_content, editor, incoming, noon};

use super::published::{CLAIM, published, review_of, settled};
use super::{Desk, Got};

/// The characters of a stranger that do harm where they are not escaped; a claim may have no controls in it.
const HOSTILE: &str = "Tin ]]> </script><script>alert(1)</script> <!-- & \"x\" 'y' &lt; \u{202e}ngược\u{202c} hết";

/// Publishes a check of this claim and this answer.
async fn published_of(desk: &Desk, claim: &str, summary: &str) -> Check {
    let mut content = draft_content();
    content.text.summary = summary.into();
    let review = desk.store.submitted(claim, content).await;
    let check = desk.store.approved(review.id, 1).await;
    settled(desk).await;
    check
}

/// Corrects a check.
async fn corrected(desk: &Desk, check: &Check, why: &str, summary: &str) -> Check {
    let review = review_of(check);
    let revision = desk.store.changed(review, ChangeKind::Correction, why, summary).await;
    let next = desk.store.approved(review, revision).await;
    settled(desk).await;
    next
}

/// Takes a check back.
async fn withdrawn(desk: &Desk, check: &Check, why: &str) {
    let publish = &desk.site.steps.publish;
    let wish = publish.ask_withdrawal(editor(1).id, check.id, WithdrawReason::Invalid, why).await.unwrap();
    publish.confirm_withdrawal(editor(2).id, wish).await.unwrap();
    settled(desk).await;
}

/// Imports so many checks of one publisher, a day each.
async fn imported(desk: &Desk, many: u16) {
    let known = || desk.site.reading.live().with(|matcher| matcher.library().len()).unwrap_or_default();
    let before = known();
    let publisher = desk.store.publisher("kiemtin.vn").await;
    let run = desk.store.run().await;
    let batch: Vec<_> = (0..many)
        .map(|number| {
            let claim = format!("Củ thứ {number} chữa được bệnh");
            let mut check = incoming(&publisher, &format!("https://kiemtin.vn/{number}"), &claim);
            check.content.review_date = noon().plus_days(-i64::from(number)).day();
            check
        })
        .collect();
    let mut tx = desk.store.db.begin().await.unwrap();
    checks::put_batch(&mut tx, run.id, &batch, &desk.store.chance, noon()).await.unwrap();
    tx.commit().await.unwrap();
    // Many take a while on a machine that does other things.
    for _ in 0..400 {
        if known() == before + usize::from(many) {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    panic!("the library does not have them");
}

impl Desk {
    /// The answer to who has this value of this header.
    async fn get_if(&self, address: &str, name: header::HeaderName, value: &str) -> Got {
        self.send(Request::get(address).header(name, value).body(Body::empty()).unwrap()).await
    }

    /// A path of this site out of a whole address.
    fn path(address: &str) -> String {
        address.strip_prefix("https://tin.example").expect("an address of ours").to_owned()
    }
}

/// Who has the document gets no body, and what it depends on is said.
async fn is_conditional(desk: &Desk, address: &str) {
    let first = desk.get(address).await;
    assert_eq!(first.status, StatusCode::OK, "{address}");
    let again = desk.get_if(address, header::IF_NONE_MATCH, first.header("etag")).await;
    assert_eq!((again.status, again.body.as_str()), (StatusCode::NOT_MODIFIED, ""), "{address}");
    assert_eq!(again.header("etag"), first.header("etag"), "{address}");
    assert_eq!(desk.get_if(address, header::IF_NONE_MATCH, "\"other\"").await.status, StatusCode::OK, "{address}");
    for found in [&first, &again] {
        assert_eq!(found.header("access-control-allow-origin"), "*", "{address}");
        assert_eq!(found.header("x-content-type-options"), "nosniff", "{address}");
        assert!(!found.headers.contains_key("set-cookie"), "{address}");
    }
}

/// The hidden field of a form of settings.
fn seen(form: &str) -> String {
    let (_, rest) = form.split_once("name=\"seen\" value=\"").expect("a form of settings");
    rest.split('"').next().unwrap().to_owned()
}
