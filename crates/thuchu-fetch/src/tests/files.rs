//! Operator's files over connections that break.

use std::io::Read;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use futures_util::TryStreamExt;

use super::server::{Act, Server, reply, whole};
use crate::{FetchError, FileStream};

fn content() -> Vec<u8> {
    (0..200_000_u32).map(|n| u8::try_from(n * 7 % 251).unwrap()).collect()
}

async fn read(mut file: FileStream) -> (Vec<u8>, Result<(), FetchError>, FileStream) {
    let mut bytes = Vec::new();
    loop {
        match file.chunk().await {
            Ok(Some(piece)) => bytes.extend_from_slice(&piece),
            Ok(None) => return (bytes, Ok(()), file),
            Err(error) => return (bytes, Err(error), file),
        }
    }
}

/// The byte a request asks to begin with.
fn start(head: &str) -> Option<usize> {
    head.split("range: bytes=").nth(1)?.split('-').next()?.parse().ok()
}

/// A server that breaks off after `step` bytes and continues on request.
async fn breaking(step: usize, headers: &'static [&'static str]) -> Server {
    Server::start(move |head| {
        let all = content();
        let length = all.len();
        let from = start(head).unwrap_or(0);
        let until = (from + step).min(length);
        let rest = format!("content-length: {}", length - from);
        let range = format!("content-range: bytes {from}-{}/{length}", length - 1);
        let status = if from == 0 { 200 } else { 206 };
        vec![reply(status, &[headers, &[&rest, &range]].concat(), &all[from..until])]
    })
    .await
}

#[tokio::test]
async fn a_file_is_streamed_whole_with_its_progress() {
    let server = Server::start(|_| vec![whole(200, &[], &content())]).await;
    let file = server.fetcher().stream_file(&server.url("/f")).await.unwrap();
    assert_eq!((file.progress().received, file.progress().total), (0, Some(200_000)));
    let (bytes, end, mut file) = read(file).await;
    assert_eq!((end, bytes == content(), file.progress().received), (Ok(()), true, 200_000));
    assert_eq!(file.chunk().await, Ok(None));
    assert!(server.heads()[0].contains("accept-encoding: identity"));
}

#[tokio::test]
async fn the_same_file_comes_as_a_stream_and_to_blocking_readers() {
    let server = Server::start(|_| vec![whole(200, &[], &content())]).await;
    let file = server.fetcher().stream_file(&server.url("/f")).await.unwrap();
    let pieces: Vec<_> = file.into_stream().try_collect().await.unwrap();
    assert!(pieces.concat() == content());
    let file = server.fetcher().stream_file(&server.url("/f")).await.unwrap();
    let mut reader = file.into_reader(tokio::runtime::Handle::current());
    let bytes = tokio::task::spawn_blocking(move || {
        let mut bytes = Vec::new();
        reader.read_to_end(&mut bytes).map(|_| bytes)
    });
    assert!(bytes.await.unwrap().unwrap() == content());
}

#[tokio::test]
async fn a_broken_file_is_continued_where_it_broke() {
    for validator in [&["etag: \"v1\""][..], &["last-modified: Sun, 06 Nov 1994 08:49:37 GMT"]] {
        let server = breaking(50_000, validator).await;
        let (bytes, end, file) = read(server.fetcher().stream_file(&server.url("/f")).await.unwrap()).await;
        assert_eq!((end, bytes == content(), file.progress().resumed), (Ok(()), true, 3));
        assert!(server.heads()[1].contains("if-range: "), "{:?}", server.heads());
    }
}

#[tokio::test]
async fn a_server_without_ranges_may_begin_anew_with_the_same_file() {
    let turn = AtomicUsize::new(0);
    let server = Server::start(move |_| {
        let until = if turn.fetch_add(1, Ordering::SeqCst) == 0 { 70_000 } else { 200_000 };
        vec![reply(200, &["etag: \"v1\"", "content-length: 200000"], &content()[..until])]
    });
    let server = server.await;
    let (bytes, end, _) = read(server.fetcher().stream_file(&server.url("/f")).await.unwrap()).await;
    assert_eq!((end, bytes == content()), (Ok(()), true));
}

#[tokio::test]
async fn a_file_that_changed_meanwhile_is_never_glued_together() {
    for second in [
        whole(200, &["etag: \"v2\""], &content()),
        reply(206, &["etag: \"v2\"", "content-range: bytes 70000-199999/200000"], &content()[70_000..]),
        reply(206, &["content-range: bytes 70000-299999/300000"], &content()[70_000..]),
        reply(206, &["content-range: bytes 60000-199999/200000"], &content()[60_000..]),
        reply(206, &["content-range: nonsense"], &content()[70_000..]),
        reply(206, &[], &content()[70_000..]),
    ] {
        let turn = AtomicUsize::new(0);
        let server = Server::start(move |_| match turn.fetch_add(1, Ordering::SeqCst) {
            0 => vec![reply(200, &["etag: \"v1\"", "content-length: 200000"], &content()[..70_000])],
            _ => vec![second.clone()],
        });
        let server = server.await;
        let (bytes, end, mut file) = read(server.fetcher().stream_file(&server.url("/f")).await.unwrap()).await;
        let error = end.unwrap_err();
        assert_eq!((error.code(), bytes == content()[..70_000]), ("fetch.not_resumable", true), "{error}");
        assert_eq!(file.chunk().await, Err(error), "an error stays");
    }
}

#[tokio::test]
async fn without_a_strong_validator_a_broken_file_is_not_continued() {
    let server = breaking(50_000, &["etag: W/\"weak\""]).await;
    let (_, end, _) = read(server.fetcher().stream_file(&server.url("/f")).await.unwrap()).await;
    assert_eq!(end.unwrap_err().code(), "fetch.not_resumable");
    assert_eq!(server.heads().len(), 1);
}

#[tokio::test]
async fn connections_that_break_again_and_again_end() {
    let barren = breaking(0, &["etag: \"v1\""]).await;
    let (_, end, file) = read(barren.fetcher().stream_file(&barren.url("/f")).await.unwrap()).await;
    assert_eq!((end.unwrap_err().code(), file.progress().resumed), ("fetch.broken", 3));
    let stingy = breaking(1, &["etag: \"v1\""]).await;
    let (bytes, end, file) = read(stingy.fetcher().stream_file(&stingy.url("/f")).await.unwrap()).await;
    assert_eq!((end.unwrap_err().code(), file.progress().resumed, bytes.len()), ("fetch.broken", 6, 7));
}

#[tokio::test]
async fn an_overloaded_server_is_asked_again_for_the_rest() {
    let turn = AtomicUsize::new(0);
    let server = Server::start(move |_| match turn.fetch_add(1, Ordering::SeqCst) {
        0 => vec![reply(200, &["etag: \"v1\"", "content-length: 200000"], &content()[..70_000])],
        1 => vec![whole(503, &[], b"later")],
        _ => vec![reply(206, &["content-range: bytes 70000-199999/200000"], &content()[70_000..])],
    });
    let server = server.await;
    let (bytes, end, _) = read(server.fetcher().stream_file(&server.url("/f")).await.unwrap()).await;
    assert_eq!((end, bytes == content()), (Ok(()), true));
}

#[tokio::test]
async fn a_silent_server_is_cut_and_a_slow_one_is_not() {
    let before = Server::start(|_| vec![Act::Wait(Duration::from_secs(60))]).await;
    let error = before.fetcher().stream_file(&before.url("/f")).await.map(|_| ()).unwrap_err();
    assert_eq!(error.code(), "fetch.silent");

    let within = Server::start(|_| {
        vec![reply(200, &["etag: \"v1\"", "content-length: 9"], b"abc"), Act::Wait(Duration::from_secs(60))]
    });
    let within = within.await;
    let (bytes, end, _) = read(within.fetcher().stream_file(&within.url("/f")).await.unwrap()).await;
    assert_eq!((&bytes[..], end.unwrap_err().code()), (&b"abc"[..], "fetch.silent"));

    let pause = || Act::Wait(Duration::from_millis(120));
    let slow = Server::start(move |_| {
        let byte = || [Act::Send(b"a".to_vec()), pause()];
        [vec![reply(200, &["content-length: 6"], b"")], (0..6).flat_map(|_| byte()).collect()].concat()
    });
    let slow = slow.await;
    let (bytes, end, _) = read(slow.fetcher().stream_file(&slow.url("/f")).await.unwrap()).await;
    assert_eq!((&bytes[..], end), (&b"aaaaaa"[..], Ok(())));
}

#[tokio::test]
async fn a_file_larger_than_the_budget_is_cut_announced_or_not() {
    let announced = Server::start(|_| vec![reply(200, &["content-length: 1000001"], b"")]).await;
    let error = announced.fetcher().stream_file(&announced.url("/f")).await.map(|_| ()).unwrap_err();
    assert_eq!(error.code(), "fetch.too_large");
    let chunk = [b"1000\r\n".as_slice(), &[b'a'; 0x1000], b"\r\n"].concat();
    let endless = Server::start(move |_| {
        vec![reply(200, &["transfer-encoding: chunked"], b""), Act::Forever(chunk.clone(), Duration::ZERO)]
    });
    let endless = endless.await;
    let (bytes, end, _) = read(endless.fetcher().stream_file(&endless.url("/f")).await.unwrap()).await;
    assert_eq!(end.unwrap_err().code(), "fetch.too_large");
    assert!(bytes.len() <= 1_000_000);
}

#[tokio::test]
async fn a_file_that_is_not_there_or_packed_is_refused() {
    let missing = Server::start(|_| vec![whole(404, &[], b"no")]).await;
    let error = missing.fetcher().stream_file(&missing.url("/f")).await.map(|_| ()).unwrap_err();
    assert!(matches!(error, FetchError::Status { status: 404, .. }));
    let packed = Server::start(|_| vec![whole(200, &["content-encoding: gzip"], b"x")]).await;
    let error = packed.fetcher().stream_file(&packed.url("/f")).await.map(|_| ()).unwrap_err();
    assert_eq!(error.code(), "fetch.encoding");
}
