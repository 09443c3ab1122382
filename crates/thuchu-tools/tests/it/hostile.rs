//! Bombs, cripples, and files that are something else.

use image::ImageFormat;
use thuchu_tools::{MAX_BYTES, PictureError, Refusal};

use crate::files::{FORMATS, file, gif_parts, photo, png_chunk, png_claiming, png_with, progressive_jpeg, zlib_bomb};
use crate::support::{clean, refused};

#[tokio::test]
async fn what_is_no_picture_by_its_content_is_refused() {
    let others: [&[u8]; 13] = [
        b"",
        b"\xff\xd8",
        b"<svg xmlns=\"http://www.w3.org/2000/svg\"><script/></svg>",
        b"<?xml version=\"1.0\"?><svg/>",
        b"<!doctype html><script>alert(1)</script>",
        b"II*\0\x08\0\0\0\0\0",
        b"MM\0*\0\0\0\x08\0\0",
        b"BM\x46\0\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0",
        b"\0\0\0\x18ftypheic\0\0\0\0mif1heic",
        b"\0\0\0\x1cftypavif\0\0\0\0avifmif1",
        b"\0\0\x01\0\x01\0\x10\x10\0\0\x01\0\x20\0",
        b"%PDF-1.7\n",
        b"PK\x03\x04\x14\0\0\0",
    ];
    for other in others {
        refused(clean(other).await, Refusal::NotAPicture);
    }
    // A picture behind something else is something else.
    let hidden = [b"<html>", &file(&photo(8, 8), ImageFormat::Jpeg)[..]].concat();
    refused(clean(hidden).await, Refusal::NotAPicture);
}

#[tokio::test]
async fn a_file_over_ten_mebibytes_is_refused_at_a_glance() {
    let mut large = file(&photo(8, 8), ImageFormat::Png);
    large.resize(usize::try_from(MAX_BYTES).unwrap(), 0);
    clean(large.clone()).await.unwrap();
    large.push(0);
    refused(clean(large).await, Refusal::TooLarge);
}

#[tokio::test]
async fn claims_of_too_many_pixels_are_refused() {
    for (width, height) in [(60_000, 60_000), (20_001, 1), (1, 20_001), (6_400, 6_400), (u32::MAX >> 1, u32::MAX >> 1)]
    {
        refused(clean(png_claiming(width, height)).await, Refusal::TooManyPixels);
    }
    let mut gif = file(&photo(8, 8), ImageFormat::Gif);
    gif[6..10].copy_from_slice(&[0xff; 4]);
    refused(clean(gif).await, Refusal::TooManyPixels);
    refused(clean(png_claiming(0, 7)).await, Refusal::Broken);
}

#[tokio::test]
async fn compressed_text_and_profiles_of_a_gigabyte_do_no_harm() {
    let png = file(&photo(40, 40), ImageFormat::Png);
    let bomb = [b"bomb\0\0", &zlib_bomb()[..]].concat();
    for kind in [b"zTXt", b"iCCP"] {
        let picture = clean(png_with(&png, &[png_chunk(kind, &bomb)])).await.unwrap();
        assert_eq!((picture.width, picture.height), (40, 40));
    }
    let data = [&png[..33], &png_chunk(b"IDAT", &zlib_bomb()), &png_chunk(b"IEND", b"")].concat();
    let cleaned = clean(data).await;
    assert!(matches!(cleaned, Ok(_) | Err(PictureError::Refused(_))), "{cleaned:?}");
}

#[tokio::test]
async fn of_ten_thousand_frames_the_first_is_taken() {
    let gif = file(&photo(40, 40), ImageFormat::Gif);
    let (head, frame) = gif_parts(&gif);
    let frames = frame.repeat(10_000.min(usize::try_from(MAX_BYTES).unwrap() / frame.len() - 1));
    let small = file(&photo(4, 4), ImageFormat::Gif);
    let (small_head, small_frame) = gif_parts(&small);
    for many in [[head, &frames, b";"].concat(), [small_head, &small_frame.repeat(10_000), b";"].concat()] {
        let picture = clean(many).await.unwrap();
        assert!(picture.width == 40 || picture.width == 4);
    }
}

#[tokio::test]
async fn a_decoder_that_needs_more_than_its_memory_is_stopped() {
    // 100 MB of pixels would fit, but a progressive picture needs 200 MB of coefficients besides.
    let bomb = progressive_jpeg(5_800);
    assert!(bomb.len() < 300_000);
    refused(clean(bomb).await, Refusal::TooManyPixels);
    let fits = clean(progressive_jpeg(1_600)).await.unwrap();
    assert_eq!((fits.width, fits.height), (1_600, 1_600));
}

/// Whatever the damage, the worker answers: with a picture, or with why not.
async fn answers(damaged: Vec<u8>, what: &str) {
    let cleaned = clean(damaged).await;
    assert!(matches!(cleaned, Ok(_) | Err(PictureError::Refused(_))), "{what}: {cleaned:?}");
}

#[tokio::test]
async fn a_picture_cut_off_anywhere_is_answered() {
    for format in FORMATS {
        let whole = file(&photo(56, 40), format);
        for end in (0..whole.len()).step_by(50) {
            answers(whole[..end].to_vec(), &format!("{format:?} cut at {end}")).await;
        }
    }
}

#[tokio::test]
async fn a_picture_damaged_anywhere_is_answered() {
    for format in FORMATS {
        let whole = file(&photo(56, 40), format);
        for at in (0..whole.len()).step_by(50) {
            let mut damaged = whole.clone();
            damaged[at] ^= 0xff;
            answers(damaged, &format!("{format:?} damaged at {at}")).await;
        }
    }
}
