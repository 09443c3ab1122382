//! What an honest client gets.

use thuchu_listen::{Limits, Listen};
use tokio::io::AsyncWriteExt;

use crate::support::{answer, answers, patient, rest, start, start_with, status};

const GET: &str = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";

#[tokio::test]
async fn a_connection_serves_one_request_after_another() {
    let desk = start_with(patient()).await;
    let mut socket = desk.connect().await;
    for _ in 0..3 {
        socket.write_all(GET.as_bytes()).await.unwrap();
        assert!(answer(&mut socket).await.ends_with("\r\n\r\nhere"));
        let body = "POST /length HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhello";
        socket.write_all(body.as_bytes()).await.unwrap();
        assert!(answer(&mut socket).await.ends_with("\r\n\r\n5"));
    }
    drop(socket);
    let report = desk.stop().await.unwrap();
    assert_eq!((report.connections, report.requests, report.cut), (1, 6, 0));
}

#[tokio::test]
async fn requests_sent_in_one_go_are_answered_in_their_order() {
    let desk = start_with(patient()).await;
    let post =
        "\r\n\r\nPOST /length HTTP/1.1\r\nHost: a\r\nContent-Length: 31\r\n\r\nGET /smuggled HTTP/1.1\r\nHost: a";
    let last = "GET /who HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";
    let all = desk.ask(format!("{GET}{post}{GET}{last}")).await;
    let bodies: Vec<&str> = all.split("HTTP/1.1 200 OK").filter_map(|one| one.split("\r\n\r\n").nth(1)).collect();
    assert_eq!(bodies, ["here", "31", "here", "127.0.0.1 forwarded=false https=false claims=0"]);
    assert_eq!(desk.smuggled(), 0);
}

#[tokio::test]
async fn a_request_may_come_byte_by_byte() {
    let desk = start_with(patient()).await;
    let mut socket = desk.connect().await;
    let request =
        format!("\r\n{GET}POST /length HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nConnection: close\r\n\r\nhello");
    for byte in request.as_bytes() {
        socket.write_all(&[*byte]).await.unwrap();
        tokio::task::yield_now().await;
    }
    let all = rest(&mut socket).await;
    assert!(all.contains("here") && all.ends_with("\r\n\r\n5"), "{all}");
}

#[tokio::test]
async fn a_chunked_body_is_taken_and_is_the_last_on_its_connection() {
    let desk = start_with(patient()).await;
    let chunks =
        "POST /length HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2;x=y\r\nde\r\n0\r\n\r\n";
    let all = desk.ask(format!("{chunks}GET /smuggled HTTP/1.1\r\nHost: a\r\n\r\n")).await;
    assert!(all.contains("connection: close") && all.ends_with("\r\n\r\n5"), "{all}");
    assert_eq!((answers(&all), desk.smuggled()), (1, 0));
}

#[tokio::test]
async fn who_waits_for_a_go_ahead_gets_it() {
    let desk = start_with(patient()).await;
    let mut socket = desk.connect().await;
    let head =
        "POST /length HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 5\r\nConnection: close\r\n\r\n";
    socket.write_all(head.as_bytes()).await.unwrap();
    let mut go = [0; 25];
    tokio::io::AsyncReadExt::read_exact(&mut socket, &mut go).await.unwrap();
    assert_eq!(&go, b"HTTP/1.1 100 Continue\r\n\r\n");
    socket.write_all(b"hello").await.unwrap();
    assert!(rest(&mut socket).await.ends_with("\r\n\r\n5"));
}

#[tokio::test]
async fn the_largest_head_passes_and_a_larger_one_is_refused() {
    let desk = start_with(patient()).await;
    let head = |length: usize| {
        let start = "GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\nX: ";
        format!("{start}{}\r\n\r\n", "x".repeat(length - start.len() - 4))
    };
    assert_eq!(status(&desk.ask(head(16 * 1024)).await), 200);
    let refused = desk.ask(head(16 * 1024 + 1)).await;
    assert!(status(&refused) == 431 && refused.ends_with("head_too_large"), "{refused}");
    let refused = desk.ask(format!("GET /{}", "a".repeat(20_000))).await;
    assert!(status(&refused) == 414 && refused.ends_with("target_too_long"), "{refused}");
}

#[tokio::test]
async fn a_refused_head_request_gets_no_body() {
    let desk = start_with(patient()).await;
    let all = desk.ask("HEAD / HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n").await;
    assert!(status(&all) == 400 && all.contains("x-site: thuchu") && all.ends_with("\r\n\r\n"), "{all}");
}

#[tokio::test]
async fn a_panic_costs_one_request() {
    let desk = start_with(patient()).await;
    let all = desk.ask("GET /panic HTTP/1.1\r\nHost: a\r\n\r\n").await;
    assert!(status(&all) == 500 && all.contains("x-site: thuchu") && all.ends_with("panicked"), "{all}");
    assert_eq!(status(&desk.ask("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n").await), 200);
}

#[tokio::test]
async fn a_spoofed_address_is_believed_of_a_trusted_proxy_only() {
    let claim = "GET /who HTTP/1.1\r\nHost: a\r\nX-Forwarded-For: 198.51.100.1\r\nX-Forwarded-Proto: https\r\n\
                 Forwarded: for=198.51.100.1\r\nConnection: close\r\n\r\n";
    let direct = start_with(patient()).await.ask(claim).await;
    assert!(direct.ends_with("127.0.0.1 forwarded=false https=false claims=0"), "{direct}");
    let behind = Listen { proxies: "127.0.0.0/8".parse().unwrap(), limits: patient(), tls: None };
    let proxied = start(behind).await.ask(claim).await;
    assert!(proxied.ends_with("198.51.100.1 forwarded=true https=true claims=3"), "{proxied}");
}

#[tokio::test]
async fn more_connections_than_allowed_wait_their_turn() {
    let desk = start_with(Limits { connections: 2, ..patient() }).await;
    let (first, _second) = (desk.connect().await, desk.connect().await);
    let mut third = desk.connect().await;
    third.write_all(GET.as_bytes()).await.unwrap();
    let soon = tokio::time::timeout(std::time::Duration::from_millis(200), answer(&mut third)).await;
    assert!(soon.is_err(), "a third connection was served");
    drop(first);
    assert!(answer(&mut third).await.ends_with("here"));
}
