//! Pages from hostile servers.

use std::time::{Duration, Instant};

use url::Url;

use super::server::{Act, Changing, Server, reply, small, whole};
use crate::{FetchError, Fetcher, Reach};

async fn code(fetcher: &Fetcher, url: &Url) -> &'static str {
    fetcher.fetch_page(url).await.map_or_else(|error| error.code(), |page| panic!("fetched {} bytes", page.bytes.len()))
}

#[tokio::test]
async fn a_page_comes_with_its_status_headers_and_bytes() {
    let server = Server::start(|_| vec![whole(404, &["x-a: 1"], "Không có".as_bytes())]).await;
    let page = server.fetcher().fetch_page(&server.url("/a?b=1#c")).await.unwrap();
    assert_eq!((page.status, &page.bytes[..]), (404, "Không có".as_bytes()));
    assert_eq!(page.headers["x-a"], "1");
    assert_eq!(page.final_url, server.url("/a?b=1"));
    let head = &server.heads()[0];
    assert!(head.starts_with("get /a?b=1 http/1.1\r\n"), "{head}");
    assert!(head.contains("user-agent: thuchu/"), "{head}");
    assert!(!head.contains("cookie") && !head.contains("referer"), "{head}");
}

#[tokio::test]
async fn without_the_testing_reach_loopback_is_refused_before_a_byte_is_sent() {
    let server = Server::start(|_| vec![whole(200, &[], b"secret")]).await;
    let fetcher = Fetcher::new(Reach::public()).unwrap();
    assert_eq!(code(&fetcher, &server.url("/")).await, "fetch.port");
    for host in ["127.0.0.1", "[::1]", "[::ffff:127.0.0.1]", "2130706433", "0x7f.1", "169.254.169.254"] {
        assert_eq!(code(&fetcher, &Url::parse(&format!("http://{host}/")).unwrap()).await, "fetch.address", "{host}");
    }
    assert!(server.heads().is_empty());
}

#[tokio::test]
async fn a_name_with_one_private_address_among_public_ones_is_refused() {
    for answer in [&["93.184.215.14", "10.0.0.1"][..], &["2606:4700::1111", "::1"], &["127.0.0.1"], &["fe80::1"]] {
        let lookup = Changing::new(&[answer]);
        let fetcher = Fetcher::for_tests(Reach::public(), Some(lookup), small()).unwrap();
        assert_eq!(code(&fetcher, &Url::parse("http://checks.example/").unwrap()).await, "fetch.address");
    }
}

#[tokio::test]
async fn a_name_without_an_address_is_an_error_of_its_own() {
    let fetcher = Fetcher::for_tests(Reach::public(), Some(Changing::new(&[&[]])), small()).unwrap();
    assert_eq!(code(&fetcher, &Url::parse("http://checks.example/").unwrap()).await, "fetch.unresolved");
}

#[tokio::test]
async fn a_name_is_resolved_once_per_connection_and_checked_each_time() {
    let server = Server::start(|_| vec![whole(200, &[], b"ok")]).await;
    let lookup = Changing::new(&[&["127.0.0.1"], &["10.0.0.1"]]);
    let fetcher = server.fetcher_with(Some(lookup.clone()));
    let url = Url::parse("http://checks.example/").unwrap();
    assert_eq!(fetcher.fetch_page(&url).await.unwrap().bytes, "ok");
    assert_eq!(lookup.asked(), 1);
    assert_eq!(code(&fetcher, &url).await, "fetch.address");
    assert_eq!(server.heads().len(), 1);
}

#[tokio::test]
async fn a_redirect_to_its_own_name_is_resolved_and_checked_again() {
    let server = Server::start(|_| vec![whole(302, &["location: /again"], b"")]).await;
    let lookup = Changing::new(&[&["127.0.0.1"], &["127.0.0.1", "192.168.0.1"]]);
    let fetcher = server.fetcher_with(Some(lookup));
    assert_eq!(code(&fetcher, &Url::parse("http://checks.example/").unwrap()).await, "fetch.address");
    assert_eq!(server.heads().len(), 1);
}

#[tokio::test]
async fn a_redirect_to_anything_that_would_be_refused_at_first_is_refused() {
    for (location, expected) in [
        ("http://127.0.0.1/", "fetch.address"),
        ("http://169.254.169.254/latest/", "fetch.address"),
        ("//[::1]/", "fetch.address"),
        ("http://0x7f.1/", "fetch.address"),
        ("http://localhost/", "fetch.host"),
        ("http://checks.example:22/", "fetch.port"),
        ("http://a@checks.example/", "fetch.credentials"),
        ("file:///etc/passwd", "fetch.scheme"),
        ("https://facebook.com/someone", "fetch.social_host"),
        ("http://[::1", "fetch.bad_redirect"),
    ] {
        let server = Server::start(move |_| vec![whole(302, &[&format!("location: {location}")], b"")]).await;
        assert_eq!(code(&server.fetcher(), &server.url("/")).await, expected, "{location}");
        assert_eq!(server.heads().len(), 1);
    }
}

#[tokio::test]
async fn three_redirects_are_followed_and_no_more() {
    let server = Server::start(|head| {
        let n: u32 = head[5..6].parse().unwrap();
        if n == 0 { vec![whole(200, &[], b"end")] } else { vec![whole(307, &[&format!("location: /{}", n - 1)], b"")] }
    });
    let server = server.await;
    let page = server.fetcher().fetch_page(&server.url("/3")).await.unwrap();
    assert_eq!((page.final_url, &page.bytes[..]), (server.url("/0"), &b"end"[..]));
    assert_eq!(code(&server.fetcher(), &server.url("/4")).await, "fetch.too_many_hops");
}

#[tokio::test]
async fn an_endless_redirect_ends() {
    let server = Server::start(|_| vec![whole(301, &["location: /"], b"")]).await;
    assert_eq!(code(&server.fetcher(), &server.url("/")).await, "fetch.too_many_hops");
    assert_eq!(server.heads().len(), 4);
}

#[tokio::test]
async fn a_server_that_drips_is_cut_when_the_time_is_over() {
    let drip = |bytes: &[u8]| Act::Forever(bytes.to_vec(), Duration::from_millis(50));
    for acts in [
        vec![reply(200, &[], b""), drip(b"a")],
        vec![Act::Send(b"HTTP/1.1 200 OK\r\nx: ".to_vec()), drip(b"a")],
        vec![Act::Wait(Duration::from_secs(60))],
    ] {
        let server = Server::start(move |_| acts.clone()).await;
        let begun = now();
        assert_eq!(code(&server.fetcher(), &server.url("/")).await, "fetch.too_slow");
        assert!(begun.elapsed() < Duration::from_secs(5));
    }
}

#[tokio::test]
async fn an_endless_or_huge_page_is_cut() {
    let chunk = [b"1000\r\n".as_slice(), &[b'a'; 0x1000], b"\r\n"].concat();
    let endless = vec![reply(200, &["transfer-encoding: chunked"], b""), Act::Forever(chunk, Duration::ZERO)];
    let unannounced = vec![reply(200, &[], b""), Act::Forever(vec![b'a'; 4096], Duration::ZERO)];
    let announced = vec![reply(200, &["content-length: 9999999999"], b"a")];
    for acts in [endless, unannounced, announced] {
        let server = Server::start(move |_| acts.clone()).await;
        assert_eq!(code(&server.fetcher(), &server.url("/")).await, "fetch.too_large");
    }
}

#[tokio::test]
async fn a_gzip_bomb_is_cut_at_the_unpacked_size() {
    let bomb = gzip_of_zeros(1 << 23);
    assert!(bomb.len() < 80_000, "the bomb itself fits the budget: {}", bomb.len());
    let server = Server::start(move |_| vec![whole(200, &["content-encoding: gzip"], &bomb)]).await;
    assert_eq!(code(&server.fetcher(), &server.url("/")).await, "fetch.too_large");
}

#[tokio::test]
async fn a_gzipped_page_is_unpacked() {
    let packed = gzip_of_zeros(50_000);
    let server = Server::start(move |_| vec![whole(200, &["content-encoding: gzip"], &packed)]).await;
    let page = server.fetcher().fetch_page(&server.url("/")).await.unwrap();
    assert!(page.bytes.len() == 50_000 && page.bytes.iter().all(|byte| *byte == 0));
    assert!(server.heads()[0].contains("accept-encoding: gzip\r\n"));
}

#[tokio::test]
async fn an_encoding_nobody_asked_for_is_refused() {
    let server = Server::start(|_| vec![whole(200, &["content-encoding: br"], b"a")]).await;
    assert_eq!(code(&server.fetcher(), &server.url("/")).await, "fetch.encoding");
}

#[tokio::test]
async fn a_broken_answer_is_told_from_a_whole_one() {
    for acts in [
        vec![reply(200, &["content-length: 10"], b"short")],
        vec![reply(200, &["transfer-encoding: chunked"], b"5\r\nab")],
        vec![reply(200, &["transfer-encoding: chunked"], b"zz\r\n")],
        vec![reply(200, &["content-encoding: gzip", "content-length: 3"], b"abc")],
        vec![Act::Send(b"SSH-2.0-OpenSSH\r\n".to_vec())],
        vec![],
    ] {
        let server = Server::start(move |_| acts.clone()).await;
        assert_eq!(code(&server.fetcher(), &server.url("/")).await, "fetch.broken");
    }
}

#[tokio::test]
async fn at_most_two_connections_go_to_one_host() {
    let server = Server::start(|_| vec![Act::Wait(Duration::from_millis(60)), whole(200, &[], b"ok")]).await;
    let fetcher = server.fetcher();
    let url = Url::parse("http://checks.example/").unwrap();
    for page in futures_util::future::join_all((0..8).map(|_| fetcher.fetch_page(&url))).await {
        assert_eq!(page.unwrap().bytes, "ok");
    }
    assert_eq!((server.heads().len(), server.most_at_once()), (8, 2));
}

#[test]
fn texts_of_errors_never_hold_the_path_or_query() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let error = runtime.block_on(async {
        let server = Server::start(|_| vec![]).await;
        server.fetcher().fetch_page(&server.url("/reset?token=hush")).await.unwrap_err()
    });
    assert!(matches!(error, FetchError::Broken { .. }) && !error.to_string().contains("hush"), "{error}");
}

#[expect(clippy::disallowed_methods, reason = "the test measures that the cut really comes")]
fn now() -> Instant {
    Instant::now()
}

/// A gzip member of `count` zero bytes: stored blocks would not be a bomb, so it is deflated by hand with one fixed
/// Huffman block of "copy 258 bytes from distance 1" (RFC 1951, 3.2.6).
fn gzip_of_zeros(count: usize) -> Vec<u8> {
    let mut bits = Bits::default();
    bits.put(1, 1); // the last block
    bits.put(1, 2); // fixed codes
    bits.code(0b0011_0000, 8); // literal 0
    let mut left = count - 1;
    while left >= 258 {
        bits.code(0b1100_0101, 8); // length 258
        bits.code(0, 5); // distance 1
        left -= 258;
    }
    for _ in 0..left {
        bits.code(0b0011_0000, 8);
    }
    bits.code(0, 7); // end of block
    let mut packed = vec![0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255];
    packed.extend(bits.bytes);
    packed.extend(crc_of_zeros(count).to_le_bytes());
    packed.extend(u32::try_from(count).unwrap().to_le_bytes());
    packed
}

#[derive(Default)]
struct Bits {
    bytes: Vec<u8>,
    used: u32,
}

impl Bits {
    fn put(&mut self, value: u32, count: u32) {
        for bit in 0..count {
            if self.used == 0 {
                self.bytes.push(0);
            }
            *self.bytes.last_mut().unwrap() |= u8::try_from(value >> bit & 1).unwrap() << self.used;
            self.used = (self.used + 1) % 8;
        }
    }

    /// Huffman codes go in with their highest bit first.
    fn code(&mut self, value: u32, count: u32) {
        self.put(value.reverse_bits() >> (32 - count), count);
    }
}

fn crc_of_zeros(count: usize) -> u32 {
    let step = |crc: u32| (0..8).fold(crc, |crc, _| if crc & 1 == 1 { crc >> 1 ^ 0xedb8_8320 } else { crc >> 1 });
    !(0..count).fold(u32::MAX, |crc, _| step(crc & 0xff) ^ crc >> 8)
}
