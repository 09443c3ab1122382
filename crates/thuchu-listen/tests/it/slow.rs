//! Clients that take their time (TRUST R23) and bodies without end (R24).

use std::time::Duration;

use thuchu_listen::Limits;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::{Instant, sleep};

use crate::support::{BIG, BODY_BYTES, PATIENCE, SHORT, answer, patient, rest, short, start_with, status};

/// Sends `byte` again and again until the other side closes; tells what came back.
async fn drip(mut socket: TcpStream, byte: u8) -> String {
    let (mut from, mut to) = socket.split();
    let drip = async {
        while to.write_all(&[byte]).await.is_ok() {
            sleep(Duration::from_millis(20)).await;
        }
        std::future::pending().await
    };
    tokio::select! {
        all = rest(&mut from) => all,
        () = drip => String::new(),
    }
}

/// Limits of which only one is short, so that it is that one which cuts.
async fn cut_in_time(limits: Limits, send: &str, byte: Option<u8>) -> String {
    let desk = start_with(limits).await;
    let began = Instant::now();
    let mut socket = desk.connect().await;
    socket.write_all(send.as_bytes()).await.unwrap();
    let all = match byte {
        Some(byte) => drip(socket, byte).await,
        None => rest(&mut socket).await,
    };
    let took = began.elapsed();
    assert!(took >= SHORT - Duration::from_millis(20) && took < PATIENCE, "{send:?}: {took:?}");
    all
}

#[tokio::test]
async fn who_says_nothing_is_cut() {
    assert_eq!(cut_in_time(Limits { head: SHORT, ..patient() }, "", None).await, "");
}

#[tokio::test]
async fn who_drips_a_head_is_cut() {
    let limits = Limits { head: SHORT, ..patient() };
    assert_eq!(cut_in_time(limits, "GET / HTTP/1.1\r\nHost: a\r\nX: ", Some(b'x')).await, "");
}

#[tokio::test]
async fn who_sends_empty_lines_for_ever_is_cut() {
    let desk = start_with(Limits { head: SHORT, ..patient() }).await;
    let began = Instant::now();
    let mut socket = desk.connect().await;
    while socket.write_all(b"\r\n\r\n").await.is_ok() {
        assert!(began.elapsed() < PATIENCE, "still listened to");
        sleep(Duration::from_millis(5)).await;
    }
}

#[tokio::test]
async fn who_is_slow_to_begin_has_no_more_time_for_the_head() {
    let desk = start_with(Limits { head: SHORT * 2, ..patient() }).await;
    let began = Instant::now();
    let mut socket = desk.connect().await;
    sleep(SHORT).await;
    socket.write_all(b"GET").await.unwrap();
    assert_eq!(rest(&mut socket).await, "");
    assert!(began.elapsed() < SHORT * 3, "{:?}", began.elapsed());
}

#[tokio::test]
async fn an_idle_connection_is_closed() {
    let all = cut_in_time(Limits { head: SHORT, ..patient() }, "GET / HTTP/1.1\r\nHost: a\r\n\r\n", None).await;
    assert!(all.ends_with("here"), "{all}");
}

#[tokio::test]
async fn who_drips_a_body_is_told_and_cut() {
    let limits = Limits { body: SHORT, ..patient() };
    let head = "POST /length HTTP/1.1\r\nHost: a\r\n";
    for framing in ["Content-Length: 90000\r\n\r\n", "Transfer-Encoding: chunked\r\n\r\nFFFF\r\n"] {
        let all = cut_in_time(limits, &format!("{head}{framing}"), Some(b'x')).await;
        assert!(status(&all) == 408 && all.ends_with("body_too_slow"), "{framing:?}: {all}");
    }
}

#[tokio::test]
async fn who_does_not_read_is_cut() {
    let desk = start_with(Limits { stall: SHORT, ..patient() }).await;
    let mut socket = desk.connect().await;
    socket.write_all(b"GET /big HTTP/1.1\r\nHost: a\r\n\r\n").await.unwrap();
    sleep(SHORT * 4).await;
    assert!(rest(&mut socket).await.len() < BIG, "all of it was kept for a client that did not read");
}

#[tokio::test]
async fn who_reads_slowly_but_steadily_gets_it_all() {
    // Timers of the kernel, such as that of a closed window, take tenths of seconds.
    let stall = SHORT * 5;
    let desk = start_with(Limits { stall, ..patient() }).await;
    let mut socket = desk.connect().await;
    socket.write_all(b"GET /big HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n").await.unwrap();
    let (began, mut length, mut part) = (Instant::now(), 0, vec![0; 256 * 1024]);
    loop {
        match socket.read(&mut part).await.unwrap() {
            0 => break,
            read => length += read,
        }
        sleep(Duration::from_millis(10)).await;
    }
    assert!(length > BIG && began.elapsed() > stall * 3 / 2, "{length} bytes in {:?}", began.elapsed());
}

#[tokio::test]
async fn a_body_without_end_stops_at_the_limit() {
    let desk = start_with(patient()).await;
    for (path, body) in [("/length", "body_too_large"), ("/bytes", "length limit exceeded")] {
        let mut socket = desk.connect().await;
        let head = format!("POST {path} HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n");
        socket.write_all(head.as_bytes()).await.unwrap();
        let chunk = format!("4000\r\n{}\r\n", "x".repeat(0x4000));
        let mut sent = 0;
        let (mut from, mut to) = socket.split();
        let send = async {
            while to.write_all(chunk.as_bytes()).await.is_ok() {
                sent += 0x4000_u64;
                sleep(Duration::from_millis(1)).await;
            }
            std::future::pending().await
        };
        let all = tokio::select! {
            all = answer(&mut from) => all,
            () = send => String::new(),
        };
        assert!(status(&all) == 413 && all.ends_with(body), "{path}: {all}");
        assert!(sent < BODY_BYTES * 100, "{sent} bytes were sent");
    }
}

/// A socket that is closed with unread bytes is reset, and many clients then never see the answer.
#[tokio::test]
async fn who_is_still_sending_when_refused_can_read_why() {
    let desk = start_with(patient()).await;
    for (path, framing) in [("/bytes", "Content-Length: 200000"), ("/bytes", "Transfer-Encoding: chunked")] {
        let mut socket = desk.connect().await;
        let head = format!("POST {path} HTTP/1.1\r\nHost: a\r\n{framing}\r\n\r\n");
        socket.write_all(head.as_bytes()).await.unwrap();
        let chunk = format!("4e20\r\n{}\r\n", "x".repeat(20_000));
        for _ in 0..15 {
            socket.write_all(chunk.as_bytes()).await.unwrap();
            sleep(Duration::from_millis(20)).await;
        }
        let all = answer(&mut socket).await;
        assert_eq!(status(&all), 413, "{framing}: {all}");
    }
}

#[tokio::test]
async fn a_body_of_exactly_the_limit_is_taken() {
    let desk = start_with(patient()).await;
    let body = "x".repeat(BODY_BYTES as usize);
    let chunk = format!("{BODY_BYTES:x}\r\n{body}\r\n0\r\n\r\n");
    for (framing, body) in
        [(format!("Content-Length: {BODY_BYTES}"), body), ("Transfer-Encoding: chunked".into(), chunk)]
    {
        let head = format!("POST /bytes HTTP/1.1\r\nHost: a\r\nConnection: close\r\n{framing}\r\n\r\n");
        let all = desk.ask(head + &body).await;
        assert!(all.ends_with(&format!("\r\n\r\n{BODY_BYTES}")), "{framing}: {all}");
    }
}

/// A form with pictures takes longer than any other body, and may, as long as it comes on.
#[tokio::test]
async fn a_large_body_is_taken_where_its_path_allows_and_earns_its_time() {
    let limits = Limits { large_paths: &["/bytes"], large_body_bytes: 1_000_000, body: SHORT, ..patient() };
    let desk = start_with(limits).await;
    let mut socket = desk.connect().await;
    let head = "POST /bytes HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: 900000\r\n\r\n";
    socket.write_all(head.as_bytes()).await.unwrap();
    for _ in 0..6 {
        socket.write_all(&[b'x'; 150_000]).await.unwrap();
        sleep(SHORT / 3).await;
    }
    let all = answer(&mut socket).await;
    assert!(status(&all) == 200 && all.ends_with("900000"), "{all}");
    let more = "POST /bytes HTTP/1.1\r\nHost: a\r\nContent-Length: 1000001\r\n\r\n";
    assert_eq!(status(&desk.ask(more).await), 413);
    let other = "POST /length HTTP/1.1\r\nHost: a\r\nContent-Length: 900000\r\n\r\n";
    assert_eq!(status(&desk.ask(other).await), 413);
}

#[tokio::test]
async fn others_are_served_while_the_slow_ones_wait() {
    let desk = start_with(Limits { connections: 1000, ..patient() }).await;
    let mut slow = Vec::new();
    for _ in 0..200 {
        slow.push(desk.connect().await);
    }
    let began = Instant::now();
    let all = desk.ask("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n").await;
    assert!(all.ends_with("here") && began.elapsed() < PATIENCE / 5, "{:?}", began.elapsed());
}

#[tokio::test]
async fn a_short_limit_does_not_hurt_a_quick_client() {
    let desk = start_with(short()).await;
    let all = desk.ask("POST /bytes HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nConnection: close\r\n\r\nhi").await;
    assert!(all.ends_with("\r\n\r\n2"), "{all}");
}
