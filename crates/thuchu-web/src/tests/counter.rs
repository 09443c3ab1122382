//! What is counted as a view, what is shown of it, and what it costs.

use std::time::{Duration, Instant};

use axum::body::Body;
use axum::http::{Method, Request, StatusCode, header};
use thuchu_listen::Client;
use thuchu_model::{Clock as _, Counting};
use thuchu_store::args;

use super::{Desk, Got, with_desk};

const BROWSER: &str = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/126.0 Safari/537.36";

fn asked(method: Method, path: &str, from: u8, more: &[(&str, &str)]) -> Request<Body> {
    let mut request = Request::builder().method(method).uri(path).header(header::USER_AGENT, BROWSER);
    for (name, value) in more {
        request = request.header(*name, *value);
    }
    let mut request = request.body(Body::empty()).unwrap();
    let client = Client { address: [10, 0, 0, from].into(), forwarded: false, https: false };
    request.extensions_mut().insert(client);
    request
}

impl Desk {
    async fn reads(&self, path: &str, from: u8) -> Got {
        self.send(asked(Method::GET, path, from, &[])).await
    }

    /// Writes what was counted, and every count there is.
    async fn counted(&self) -> Vec<(String, u64)> {
        self.clock.set(self.clock.now().plus_seconds(10));
        self.site.steps.visits.write().await.unwrap();
        let sql = "SELECT kind, object, views FROM view_count ORDER BY kind, object";
        let rows = self.store.db.read().peek(sql, args![]).await.unwrap();
        let name = |row: &thuchu_store::Row| {
            let (kind, object): (String, String) = (row.get(0).unwrap(), row.get(1).unwrap());
            (if kind == "check" { kind } else { object }, row.get(2).unwrap())
        };
        rows.iter().map(name).collect()
    }
}

#[test]
fn pages_of_readers_are_views_and_nothing_else_is() {
    with_desk(async |desk| {
        let check = desk.path_of("đột quỵ").await;
        for from in 1..=12 {
            assert_eq!(desk.reads("/vi", from).await.status, StatusCode::OK);
            let page = desk.reads(&check, from).await;
            // Who has the page looks at it as well.
            let tag = page.header("etag").to_owned();
            let again = desk.send(asked(Method::GET, &check, from, &[("if-none-match", &tag)])).await;
            assert_eq!(again.status, StatusCode::NOT_MODIFIED);
        }
        desk.reads("/en/checks?q=chanh", 1).await;
        for path in [
            "/api/v1/checks",
            "/health",
            "/robots.txt",
            "/vi/send",
            "/vi/receipt",
            "/vi/ask",
            "/vi/desk/login",
            "/audit.atom",
            "/vi/nowhere",
            "/c/00000000",
            "/styleguide",
        ] {
            desk.reads(path, 1).await;
        }
        desk.send(asked(Method::HEAD, "/vi", 1, &[])).await;
        desk.send(asked(Method::GET, "/vi", 1, &[("sec-purpose", "prefetch;prerender")])).await;
        desk.send(asked(Method::POST, "/vi/ask", 1, &[])).await;
        let mut robot = asked(Method::GET, "/vi", 1, &[]);
        robot.headers_mut().insert(header::USER_AGENT, "Googlebot/2.1".parse().unwrap());
        desk.send(robot).await;
        let expected = [("check".to_owned(), 24), ("checks".to_owned(), 1), ("home".to_owned(), 12)];
        assert_eq!(desk.counted().await, expected);
    });
}

#[test]
fn counters_stand_on_kept_pages_and_move_without_making_them_anew() {
    with_desk(async |desk| {
        let check = desk.path_of("đột quỵ").await;
        let path = format!("/vi{}", check.trim_start_matches("/vi"));
        let first = desk.reads(&path, 1).await;
        assert!(!first.body.contains("đang xem"), "nothing was read of the counts yet");
        desk.counted().await;
        let few = desk.reads(&path, 2).await;
        assert!(few.body.contains("hôm nay\u{a0}<b>dưới 10</b>"), "{}", few.body);
        assert!(few.body.contains("<dt>Lượt xem bài này</dt><dd>dưới 10</dd>"));
        let kept = desk.site.cache.size();
        for from in 1..=20 {
            desk.reads(&path, from).await;
        }
        desk.counted().await;
        let many = desk.reads(&path, 3).await;
        assert!(many.body.contains("<dt>Lượt xem bài này</dt><dd>22</dd>"), "{}", many.body);
        assert!(many.body.contains("đang xem\u{a0}<b>20</b> · hôm nay\u{a0}<b>20</b>"), "{}", many.body);
        assert!(many.body.contains("Đếm lúc 19:00, không theo dõi ai."));
        assert_eq!(desk.site.cache.size(), kept, "the page was not made anew");
        assert_eq!(many.header("etag"), first.header("etag"), "and who has it need not fetch it again");
        let packed = desk.send(asked(Method::GET, &path, 4, &[("accept-encoding", "gzip")])).await;
        assert_eq!(packed.header("content-encoding"), "gzip");
        let english = desk.reads(&path.replace("/vi", "/en"), 3).await;
        assert!(english.body.contains("Views of this check</dt><dd>22"), "{}", english.body);
        assert!(desk.reads("/vi", 1).await.body.contains("tháng này\u{a0}<b>20</b>"));
    });
}

#[test]
fn whoever_counts_less_shows_less_at_once() {
    with_desk(async |desk| {
        for from in 1..=20 {
            desk.reads("/vi", from).await;
        }
        desk.counted().await;
        assert!(desk.reads("/vi", 1).await.body.contains("Lượt khách theo ngày"));
        desk.site.steps.visits.count(Counting::Views);
        let views = desk.reads("/vi", 1).await.body;
        assert!(
            views.contains("<b>Lượt xem trang:</b> hôm nay\u{a0}<b>20</b>") && !views.contains("đang xem"),
            "{views}"
        );
        desk.site.steps.visits.count(Counting::Nothing);
        let nothing = desk.reads("/vi", 1).await.body;
        assert!(!nothing.contains("Lượt") && !nothing.contains("<!--counter-->"), "{nothing}");
        let before = desk.counted().await;
        desk.reads("/vi", 1).await;
        assert_eq!(desk.counted().await, before);
    });
}

#[test]
#[expect(clippy::disallowed_methods, reason = "a bound in time is measured by the clock of the machine")]
fn a_kept_page_costs_at_most_a_tenth_of_a_millisecond_more() {
    const ROUND: u32 = 300;
    with_desk(async |desk| {
        let path = desk.path_of("đột quỵ").await;
        let accept = [("accept-encoding", "gzip")];
        let mut least = [Duration::MAX; 2];
        for _ in 0..8 {
            for (place, counting) in [Counting::Nothing, Counting::Visitors].into_iter().enumerate() {
                desk.site.steps.visits.count(counting);
                desk.reads(&path, 1).await;
                let began = Instant::now();
                for number in 0..ROUND {
                    desk.send(asked(Method::GET, &path, (number % 250) as u8, &accept)).await;
                }
                least[place] = least[place].min(began.elapsed() / ROUND);
            }
        }
        let more = least[1].saturating_sub(least[0]);
        println!("a kept page: {:?} without counting, {:?} with it", least[0], least[1]);
        assert!(more <= Duration::from_micros(100), "{more:?} more: {least:?}");
    });
}
