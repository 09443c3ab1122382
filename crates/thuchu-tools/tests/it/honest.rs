//! What people send is shown as they saw it.

use image::{DynamicImage, GenericImageView as _, ImageFormat, Luma, Rgb, RgbImage, Rgba, RgbaImage};
use thuchu_tools::{Kind, LONGEST_SIDE};

use crate::files::{FORMATS, exif, file, jpeg_with, photo, png_chunk, png_with, webp_with};
use crate::support::{clean, pixels};

/// Largest difference of a channel between two pictures, on average over all pixels.
fn difference(a: &DynamicImage, b: &DynamicImage) -> f64 {
    assert_eq!(a.dimensions(), b.dimensions());
    let (a, b) = (a.to_rgb8().into_raw(), b.to_rgb8().into_raw());
    let sum: u64 = a.iter().zip(&b).map(|(a, b)| u64::from(a.abs_diff(*b))).sum();
    sum as f64 / a.len() as f64
}

#[tokio::test]
async fn each_kind_is_taken_by_its_content_and_looks_as_before() {
    let photo = photo(200, 120);
    for format in FORMATS {
        let picture = clean(file(&photo, format)).await.unwrap();
        assert_eq!((picture.width, picture.height), (200, 120), "{format:?}");
        assert!(difference(&pixels(&picture), &photo) < 8.0, "{format:?}");
        assert_eq!(picture.kind, Kind::Jpeg, "{format:?}");
        assert_eq!(picture.kind.media_type(), "image/jpeg");
    }
}

#[tokio::test]
async fn pictures_of_other_programs_are_read() {
    let progressive: &[u8] = include_bytes!("../data/progressive.jpg");
    let lossy: &[u8] = include_bytes!("../data/lossy.webp");
    for other in [progressive, lossy] {
        let picture = clean(other).await.unwrap();
        assert_eq!((picture.width, picture.height), (48, 32));
        assert!(difference(&pixels(&picture), &image::load_from_memory(other).unwrap()) < 8.0);
    }
}

#[tokio::test]
async fn a_large_picture_is_made_smaller_and_keeps_its_shape() {
    let picture = clean(file(&photo(4_000, 1_000), ImageFormat::Jpeg)).await.unwrap();
    assert_eq!((picture.width, picture.height), (LONGEST_SIDE, 512));
    let picture = clean(file(&photo(1, 19_999), ImageFormat::Png)).await.unwrap();
    assert_eq!((picture.width, picture.height), (1, LONGEST_SIDE));
    let picture = clean(file(&photo(LONGEST_SIDE, 1), ImageFormat::Png)).await.unwrap();
    assert_eq!((picture.width, picture.height), (LONGEST_SIDE, 1));
}

#[tokio::test]
async fn a_picture_of_forty_million_pixels_is_taken() {
    let grey = DynamicImage::from(RgbImage::from_pixel(8_000, 5_000, Rgb([90, 120, 150])));
    let picture = clean(file(&grey, ImageFormat::Jpeg)).await.unwrap();
    assert_eq!((picture.width, picture.height), (2_048, 1_280));
}

#[tokio::test]
async fn a_picture_is_turned_as_its_exif_says() {
    // A white corner, top left as stored; where it is seen follows from the orientation.
    let mut stored = RgbImage::new(64, 32);
    (0..16).for_each(|y| (0..16).for_each(|x| stored.put_pixel(x, y, Rgb([255; 3]))));
    let stored = DynamicImage::from(stored);
    let corners =
        [(1, (0, 0)), (2, (1, 0)), (3, (1, 1)), (4, (0, 1)), (5, (0, 0)), (6, (1, 0)), (7, (1, 1)), (8, (0, 1))];
    for (orientation, (right, low)) in corners {
        let exif = exif(orientation, b"here");
        let of_jpeg = [b"Exif\0\0", &exif[..]].concat();
        for turned in [
            jpeg_with(&file(&stored, ImageFormat::Jpeg), &[(0xe1, &of_jpeg)]),
            png_with(&file(&stored, ImageFormat::Png), &[png_chunk(b"eXIf", &exif)]),
            webp_with(&file(&stored, ImageFormat::WebP), 64, 32, &[(b"EXIF", &exif)]),
        ] {
            let picture = clean(turned).await.unwrap();
            let upright = if orientation <= 4 { (64, 32) } else { (32, 64) };
            assert_eq!((picture.width, picture.height), upright, "{orientation}");
            let seen = pixels(&picture).to_luma8();
            for (x, y) in [(0, 0), (1, 0), (0, 1), (1, 1)] {
                let at = seen.get_pixel(x * (picture.width - 1), y * (picture.height - 1));
                assert_eq!(at[0] > 127, (x, y) == (right, low), "{orientation} at {x}, {y}");
            }
        }
    }
}

#[tokio::test]
async fn a_picture_one_can_see_through_stays_so_and_hides_nothing() {
    let image = RgbaImage::from_fn(64, 64, |x, _| Rgba([200, 30, 30, if x < 32 { 0 } else { 200 }]));
    let picture = clean(file(&image.clone().into(), ImageFormat::Png)).await.unwrap();
    assert_eq!(picture.kind, Kind::Png);
    let seen = pixels(&picture).into_rgba8();
    assert_eq!((seen.get_pixel(0, 0).0, seen.get_pixel(40, 0).0), ([0; 4], [200, 30, 30, 200]));
}

#[tokio::test]
async fn a_large_noisy_picture_one_can_see_through_is_laid_on_white() {
    let noise = photo(2_048, 2_048).into_rgb8();
    let image = RgbaImage::from_fn(2_048, 2_048, |x, y| {
        let [red, green, blue] = noise.get_pixel(x, y).0;
        Rgba([red, green, blue, if x < 64 { 0 } else { 255 }])
    });
    let picture = clean(file(&image.into(), ImageFormat::Png)).await.unwrap();
    assert_eq!(picture.kind, Kind::Jpeg);
    let seen = pixels(&picture).into_rgb8();
    assert!(seen.get_pixel(8, 8).0.iter().all(|channel| *channel > 250));
}

#[tokio::test]
async fn few_colours_are_kept_exactly() {
    let drawing = DynamicImage::from(RgbImage::from_fn(300, 200, |x, y| {
        Rgb([if (x / 20 + y / 20) % 2 == 0 { 255 } else { 16 }, 80, 80])
    }));
    for format in FORMATS {
        let picture = clean(file(&drawing, format)).await.unwrap();
        if format != ImageFormat::Jpeg {
            assert_eq!(picture.kind, Kind::Png, "{format:?}");
            assert_eq!(pixels(&picture).to_rgb8(), drawing.to_rgb8(), "{format:?}");
        }
    }
}

#[tokio::test]
async fn sixteen_bits_and_greys_are_taken() {
    let grey = image::ImageBuffer::from_fn(64, 64, |x, y| Luma([u16::try_from(x * y * 16).unwrap()]));
    let picture = clean(file(&grey.into(), ImageFormat::Png)).await.unwrap();
    assert_eq!((picture.width, picture.height), (64, 64));
    assert!(!pixels(&picture).color().has_color());
}
