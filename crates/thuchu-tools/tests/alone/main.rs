//! What is measured on the whole process, so nothing else may run in it.

#![cfg(test)] // lints know helpers of tests by this

use std::io::Cursor;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use image::{ImageFormat, Rgb, RgbImage};
use thuchu_tools::{Limits, Pictures};

/// Resident memory of this process in KiB: now, or the most it had.
fn resident(line: &str) -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let value = status.lines().find_map(|text| text.strip_prefix(line)).unwrap();
    value.split_whitespace().next().unwrap().parse().unwrap()
}

/// 8 MB: noise as PNG, and nothing behind its end.
fn noise() -> Bytes {
    let mut dice: u64 = 1;
    let image = RgbImage::from_fn(1_200, 900, |_, _| {
        dice = dice.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        Rgb([(dice >> 40) as u8, (dice >> 48) as u8, (dice >> 56) as u8])
    });
    let mut file = Cursor::new(Vec::new());
    image.write_to(&mut file, ImageFormat::Png).unwrap();
    let mut file = file.into_inner();
    file.resize(8_000_000, 0);
    file.into()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_hundred_large_pictures_cost_the_desk_little_memory() {
    let file = noise();
    let limits = Limits { wait: Duration::from_secs(500), time: Duration::from_secs(60), ..Limits::default() };
    let pictures = Arc::new(Pictures::new(env!("CARGO_BIN_EXE_thuchu-tools-worker"), limits));
    // The most that was had so far is forgotten.
    std::fs::write("/proc/self/clear_refs", "5").unwrap();
    let before = resident("VmRSS:");
    let all: Vec<_> = (0..100)
        .map(|_| {
            let (pictures, file) = (pictures.clone(), file.clone());
            tokio::spawn(async move { pictures.clean(file).await.map(|picture| picture.bytes.len()) })
        })
        .collect();
    for one in all {
        assert!(one.await.unwrap().unwrap() > 500_000);
    }
    let grown = resident("VmHWM:").saturating_sub(before);
    assert!(grown <= 32 * 1_024, "{grown} KiB");
}
