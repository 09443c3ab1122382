//! What captures need beside a page: its hops, its parts, small posts, our name.

use std::time::Duration;

use bytes::Bytes;
use url::Url;

use super::server::{Act, Server, whole};
use crate::{Ask, FetchError, Fetcher, PAGE_MAX_BYTES, POST_MAX_ANSWER, Page, Reach};

const QUERY: &str = "application/timestamp-query";

async fn post(server: &Server, path: &str, most: u64) -> Result<Page, FetchError> {
    server.fetcher().post_small(&server.url(path), QUERY, Bytes::from_static(b"\x30\x03\x02\x01\x01"), most).await
}

#[tokio::test]
async fn a_page_keeps_the_redirects_that_led_to_it() {
    let server = Server::start(|head| match &head[..7] {
        "get /a " => vec![whole(301, &["location: /b#top", "x-step: one"], b"moved")],
        "get /b " => vec![whole(307, &["location: http://other.example/c", "x-step: two"], b"")],
        _ => vec![whole(200, &["x-step: end"], b"here")],
    })
    .await;
    let page = server.fetcher().fetch_page(&server.url("/a#start")).await.unwrap();
    let hops: Vec<_> = page.hops.iter().map(|hop| (hop.url.clone(), hop.status, &hop.headers["x-step"])).collect();
    assert_eq!(hops.len(), 2);
    assert_eq!((&hops[0].0, hops[0].1, hops[0].2.as_bytes()), (&server.url("/a"), 301, &b"one"[..]));
    assert_eq!((&hops[1].0, hops[1].1, hops[1].2.as_bytes()), (&server.url("/b"), 307, &b"two"[..]));
    assert_eq!(page.hops[0].headers["location"], "/b#top");
    assert_eq!((page.final_url.as_str(), &page.bytes[..]), ("http://other.example/c", &b"here"[..]));
    assert!(server.fetcher().fetch_page(&server.url("/c")).await.unwrap().hops.is_empty());
}

#[tokio::test]
async fn a_part_is_asked_for_in_its_own_words_on_every_hop() {
    let server = Server::start(|head| match &head[..7] {
        "get /a " => vec![whole(302, &["location: /b"], b"")],
        _ => vec![whole(200, &[], b"ok")],
    })
    .await;
    for (ask, accept) in [
        (Ask::DOCUMENT, "accept: text/html,"),
        (Ask::PICTURE, "accept: image/webp,"),
        (Ask::STYLE, "accept: text/css,"),
        (Ask::JSON, "accept: application/json\r\n"),
    ] {
        let before = server.heads().len();
        server.fetcher().fetch_part(&server.url("/a"), &ask).await.unwrap();
        let heads = server.heads();
        assert_eq!(heads.len(), before + 2);
        for head in &heads[before..] {
            assert!(head.contains(accept) && head.contains("accept-language: vi,en;q=0.8\r\n"), "{head}");
        }
    }
}

#[tokio::test]
async fn a_part_is_cut_at_its_own_budget_and_never_gets_more_than_a_page() {
    let server = Server::start(|head| {
        let length: usize = head[5..].split(' ').next().unwrap().parse().unwrap();
        vec![whole(200, &[], &vec![b'a'; length])]
    })
    .await;
    let ask = |max_bytes| Ask { max_bytes, ..Ask::PICTURE };
    let fetch = async |length: u32, max: u64| {
        let fetched = server.fetcher().fetch_part(&server.url(&format!("/{length}")), &ask(max)).await;
        fetched.map(|page| page.bytes.len())
    };
    assert_eq!(fetch(1_000, 1_000).await, Ok(1_000));
    assert!(matches!(fetch(1_001, 1_000).await, Err(FetchError::TooLarge { max: 1_000, .. })));
    // The test's page is 100,000 bytes.
    assert!(matches!(fetch(100_001, PAGE_MAX_BYTES).await, Err(FetchError::TooLarge { max: 100_000, .. })));
}

#[tokio::test]
async fn a_part_is_refused_where_a_page_is() {
    let server = Server::start(|_| vec![whole(302, &["location: http://10.0.0.1/a.png"], b"")]).await;
    let fetcher = server.fetcher();
    let code = async |text: &str| {
        let url = Url::parse(text).unwrap();
        fetcher.fetch_part(&url, &Ask::PICTURE).await.map_or_else(|error| error.code(), |_| "fetched")
    };
    assert_eq!(code("https://scontent.facebook.com/a.jpg").await, "fetch.social_host");
    assert_eq!(code("http://127.0.0.1:1/a.png").await, "fetch.port");
    assert_eq!(code("http://169.254.169.254/a.png").await, "fetch.address");
    assert_eq!(code("file:///etc/passwd").await, "fetch.scheme");
    assert!(server.heads().is_empty());
    assert_eq!(code("http://pictures.example/a.png").await, "fetch.address");
    assert_eq!(server.heads().len(), 1);
}

#[tokio::test]
async fn a_post_carries_its_body_and_brings_the_answer() {
    let server = Server::start(|_| vec![whole(200, &["content-type: application/timestamp-reply"], b"stamp")]).await;
    let page = post(&server, "/tsr", 1_000).await.unwrap();
    assert_eq!((page.status, &page.bytes[..], page.hops.len()), (200, &b"stamp"[..], 0));
    let head = &server.heads()[0];
    assert!(head.starts_with("post /tsr http/1.1\r\n"), "{head}");
    assert!(head.contains("content-type: application/timestamp-query\r\n"), "{head}");
    assert_eq!(server.bodies(), [b"\x30\x03\x02\x01\x01"]);
}

#[tokio::test]
async fn a_post_follows_no_redirect() {
    let server = Server::start(|_| vec![whole(307, &["location: http://other.example/tsr"], b"")]).await;
    assert_eq!(post(&server, "/tsr", 1_000).await.unwrap().status, 307);
    assert_eq!(server.heads().len(), 1);
}

#[tokio::test]
async fn an_answer_to_a_post_is_small_and_soon() {
    let cases: [(Vec<Act>, u64, &str); 4] = [
        (vec![whole(200, &[], &[0; 101])], 100, "fetch.too_large"),
        (vec![whole(200, &[], &vec![0; 65_537])], u64::MAX, "fetch.too_large"),
        (vec![Act::Wait(Duration::from_secs(60))], 100, "fetch.too_slow"),
        (vec![], 100, "fetch.broken"),
    ];
    for (acts, most, expected) in cases {
        let server = Server::start(move |_| acts.clone()).await;
        assert_eq!(post(&server, "/", most).await.unwrap_err().code(), expected);
    }
    let server = Server::start(|_| vec![whole(200, &[], &vec![0; 65_536])]).await;
    assert_eq!(post(&server, "/", u64::MAX).await.unwrap().bytes.len() as u64, POST_MAX_ANSWER);
}

#[tokio::test]
async fn a_post_goes_nowhere_a_page_may_not_be_fetched_from() {
    let server = Server::start(|_| vec![whole(200, &[], b"secret")]).await;
    for (text, expected) in [
        ("http://localhost/", "fetch.host"),
        ("http://10.0.0.1/", "fetch.address"),
        ("http://a@tsa.example/", "fetch.credentials"),
        ("https://facebook.com/", "fetch.social_host"),
        ("http://tsa.example:22/", "fetch.port"),
    ] {
        let url = Url::parse(text).unwrap();
        let posted = server.fetcher().post_small(&url, QUERY, Bytes::new(), 100).await;
        assert_eq!(posted.unwrap_err().code(), expected, "{text}");
    }
    assert!(server.heads().is_empty());
}

#[tokio::test]
async fn we_name_ourselves_and_where_our_desk_is_found() {
    let server = Server::start(|_| vec![whole(200, &[], b"ok")]).await;
    let desk = Url::parse("https://ai:hush@kiemchung.example/desk(1)?token=hush#a").unwrap();
    let fetcher = Fetcher::of_desk(Reach::only(server.address), &desk).unwrap();
    fetcher.fetch_page(&server.url("/")).await.unwrap();
    server.fetcher().fetch_page(&server.url("/")).await.unwrap();
    let version = env!("CARGO_PKG_VERSION");
    let named =
        format!("user-agent: thuchu/{version} (fact-checking desk; +https://kiemchung.example/desk%281%29)\r\n");
    assert!(server.heads()[0].contains(&named), "{}", server.heads()[0]);
    assert!(server.heads()[1].contains(&format!("user-agent: thuchu/{version} (fact-checking desk)\r\n")));
}
