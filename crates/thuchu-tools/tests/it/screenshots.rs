//! Pictures of pages: drawn by the real browser, which reaches nothing but the page.

use bytes::Bytes;
use image::ImageFormat;
use thuchu_tools::Screenshots;
use tokio::io::AsyncReadExt as _;
use tokio::net::TcpListener;

/// Counts who comes.
async fn canary() -> (u16, std::sync::Arc<std::sync::atomic::AtomicU64>) {
    let socket = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
    let (port, hits) = (socket.local_addr().unwrap().port(), std::sync::Arc::default());
    let counted: std::sync::Arc<std::sync::atomic::AtomicU64> = std::sync::Arc::clone(&hits);
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = socket.accept().await {
            counted.fetch_add(1, std::sync::atomic::Ordering::SeqCst);
            let _ = stream.read(&mut [0; 64]).await;
        }
    });
    (port, hits)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_browser_draws_the_page_and_reaches_nothing_else() {
    let screenshots = Screenshots::find().expect("chromium: install the package chromium");
    let (port, hits) = canary().await;
    let own = format!("http://127.0.0.1:{port}");
    // Nothing of this is in a copy of ours; should it ever be, the browser still reaches nothing.
    let page = format!(
        "<!doctype html><html lang=vi><meta charset=utf-8><meta http-equiv=refresh content='0;url={own}/refresh'>\
         <link rel=stylesheet href='{own}/style'><link rel=prefetch href='{own}/prefetch'><link rel=preconnect href='{own}'>\
         <link rel=dns-prefetch href='//canary.invalid'><style>@import '{own}/import'; body {{ background: url({own}/background) }}</style>\
         <body style='margin:0;background:#2040c0'><h1 style='color:#fff'>Đặng Thuỳ Trâm</h1><img src='{own}/img'>\
         <img src='http://localhost:{port}/name'><img src='http://[::1]:{port}/six'><iframe src='{own}/frame'></iframe>\
         <object data='{own}/object'></object><video src='{own}/video' poster='{own}/poster'></video>\
         <form action='{own}/form'></form><script>fetch('{own}/fetch'); new WebSocket('ws://127.0.0.1:{port}/')</script>"
    );
    let taken = screenshots.take(Bytes::from(page)).await.unwrap();
    assert_eq!(hits.load(std::sync::atomic::Ordering::SeqCst), 0);
    let drawn = image::load_from_memory_with_format(&taken.picture, ImageFormat::Png).unwrap().to_rgb8();
    assert_eq!(drawn.width(), 1_280);
    let blue = drawn.pixels().filter(|pixel| pixel.0 == [0x20, 0x40, 0xc0]).count();
    let white = drawn.pixels().filter(|pixel| pixel.0 == [0xff, 0xff, 0xff]).count();
    assert!(blue > 500_000 && white > 500, "{blue} {white}");
    if let Ok(folder) = std::env::var("THUCHU_KEEP") {
        std::fs::write(format!("{folder}/page.png"), &taken.picture).unwrap();
    }
    // Neither a process nor a folder is left.
    let left = std::fs::read_dir(std::env::temp_dir()).unwrap().flatten();
    let left = left.filter(|entry| entry.file_name().to_string_lossy().starts_with("thuchu-page-")).count();
    let running = std::fs::read_dir("/proc").unwrap().flatten().filter(|process| {
        let line = std::fs::read(process.path().join("cmdline")).unwrap_or_default();
        String::from_utf8_lossy(&line).contains("thuchu-page-")
    });
    assert_eq!((left, running.count()), (0, 0));
}
