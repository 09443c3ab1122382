//! What came along with the pixels stays behind: places, names, comments, and whatever is hung on.

use image::ImageFormat;

use crate::files::{exif, file, gif_parts, jpeg_with, photo, png_chunk, png_with, webp_with, zlib};
use crate::support::{clean, holds};

const CANARY: &[u8] = b"CANARY-21.0285N-105.8542E";
const HUNG_ON: &[u8] = b"<html><script>CANARY</script>PK\x03\x04CANARY.class PK\x05\x06";

/// Cleans it, and finds nothing of what was beside the pixels; the file is known to hold it before.
async fn stays_behind(file: Vec<u8>) {
    let words: [&[u8]; 6] = [b"CANARY", b"<script", b"PK\x03\x04", b"Exif", b"http://ns.adobe.com", b"NETSCAPE"];
    assert!(holds(&file, b"CANARY") || holds(&file, b"zTXt"));
    let picture = clean(file).await.unwrap();
    for word in words {
        assert!(!holds(&picture.bytes, word), "{}", String::from_utf8_lossy(word));
    }
}

#[tokio::test]
async fn nothing_stays_of_a_jpeg_but_its_pixels() {
    let jpeg = file(&photo(80, 60), ImageFormat::Jpeg);
    let place = [b"Exif\0\0", &exif(6, CANARY)[..]].concat();
    let xmp = [b"http://ns.adobe.com/xap/1.0/\0", CANARY].concat();
    let profile = [b"ICC_PROFILE\0\x01\x01", CANARY].concat();
    let segments: [(u8, &[u8]); 5] = [(0xe1, &place), (0xe1, &xmp), (0xfe, CANARY), (0xed, CANARY), (0xe2, &profile)];
    for segment in segments {
        stays_behind(jpeg_with(&jpeg, &[segment])).await;
    }
    stays_behind(jpeg_with(&jpeg, &segments)).await;
}

#[tokio::test]
async fn nothing_stays_of_a_png_but_its_pixels() {
    let png = file(&photo(80, 60), ImageFormat::Png);
    let packed = [b"Comment\0\0", &zlib(CANARY)[..]].concat();
    let xmp = [b"XML:com.adobe.xmp\0\0\0\0\0", CANARY].concat();
    let chunks = [
        png_chunk(b"tEXt", &[b"GPS\0", CANARY].concat()),
        png_chunk(b"zTXt", &packed),
        png_chunk(b"iTXt", &xmp),
        png_chunk(b"eXIf", &exif(3, CANARY)),
        png_chunk(b"prVt", CANARY),
    ];
    for chunk in &chunks {
        stays_behind(png_with(&png, std::slice::from_ref(chunk))).await;
    }
    stays_behind(png_with(&png, &chunks)).await;
}

#[tokio::test]
async fn nothing_stays_of_a_webp_but_its_pixels() {
    let webp = file(&photo(80, 60), ImageFormat::WebP);
    stays_behind(webp_with(&webp, 80, 60, &[(b"EXIF", &exif(8, CANARY)), (b"XMP ", CANARY), (b"PRIV", CANARY)])).await;
}

#[tokio::test]
async fn nothing_stays_of_a_gif_but_its_pixels() {
    let gif = file(&photo(80, 60), ImageFormat::Gif);
    let (head, frames) = gif_parts(&gif);
    let text = [&[u8::try_from(CANARY.len()).unwrap()], CANARY, &[0]].concat();
    let comment = [b"!\xfe", &text[..]].concat();
    let application = [b"!\xff\x0bNETSCAPE2.0", &text[..]].concat();
    stays_behind([head, &comment, &application, frames, &comment, b";"].concat()).await;
}

#[tokio::test]
async fn nothing_stays_of_what_hangs_behind_the_end_of_a_picture() {
    for format in [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::WebP, ImageFormat::Gif] {
        stays_behind([&file(&photo(80, 60), format), HUNG_ON].concat()).await;
    }
}

#[tokio::test]
async fn nothing_stays_of_a_page_that_begins_within_a_picture() {
    let jpeg = file(&photo(80, 60), ImageFormat::Jpeg);
    stays_behind(jpeg_with(&jpeg, &[(0xfe, b"--><html><script>CANARY</script><!--")])).await;
    let png = file(&photo(80, 60), ImageFormat::Png);
    stays_behind(png_with(&png, &[png_chunk(b"tEXt", b"x\0<?php CANARY ?><script>")])).await;
}
