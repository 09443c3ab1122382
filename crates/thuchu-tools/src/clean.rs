//! A picture of a stranger in, a picture of ours out. Runs in the worker only.
//!
//! Colour profiles are dropped with the rest: they are bytes of a stranger too, and a desk compares what is shown, not
//! shades.

use std::io::Cursor;

use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::error::LimitErrorKind;
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageError, ImageFormat, ImageReader, Limits, RgbImage, RgbaImage};

use crate::{Kind, Picture, Refusal};

/// The most bytes of a file: 10 MiB.
pub const MAX_BYTES: u64 = 10 * 1024 * 1024;
/// The most pixels of a picture, before it is made smaller.
pub const MAX_PIXELS: u64 = 40_000_000;
/// The most pixels along one side, before it is made smaller.
pub const MAX_SIDE: u32 = 20_000;
/// The most pixels along one side of a cleaned picture; a larger one is made smaller.
pub const LONGEST_SIDE: u32 = 2_048;

/// The most bytes that decoded pixels may take: what three bytes for each of [`MAX_PIXELS`] need. Pictures with alpha
/// or 16 bits a channel reach it with fewer pixels.
const MAX_DECODED: u64 = 3 * MAX_PIXELS;
/// The most bytes that a decoder may take beside the pixels: for a profile that it unpacks, or a frame of a GIF.
const MAX_BESIDE: u64 = 32 * 1024 * 1024;
/// Of 100: photographs look the same beside their original, at a third of its size.
const JPEG_QUALITY: u8 = 82;
/// A picture one can see through that is larger than this as PNG is laid on white and becomes a JPEG.
const MAX_SEE_THROUGH: usize = 4 * 1024 * 1024;

/// Decodes the picture (of a GIF or another animation the first frame), turns it as its EXIF says, makes it smaller if
/// it is large, and writes it anew.
pub(crate) fn clean(file: Vec<u8>) -> Result<Picture, Refusal> {
    let mut decoder = open(file)?;
    // Damaged EXIF costs the orientation, not the picture.
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let mut image = DynamicImage::from_decoder(decoder).map_err(|error| refusal(&error))?;
    if image.width().max(image.height()) > LONGEST_SIDE {
        // The mean of the pixels that fall together: sharper filters would need a copy in floating point.
        image = image.thumbnail(LONGEST_SIDE, LONGEST_SIDE);
    }
    image.apply_orientation(orientation);
    encode(image)
}

/// Width and height that the file claims.
pub(crate) fn size(file: &[u8]) -> Option<(u32, u32)> {
    let reader = ImageReader::with_format(Cursor::new(file), format(file).ok()?);
    reader.into_dimensions().ok()
}

/// Judges everything that can be judged before a pixel is decoded.
pub(crate) fn open(file: Vec<u8>) -> Result<impl ImageDecoder, Refusal> {
    let format = format(&file)?;
    let mut limits = Limits::default();
    limits.max_image_width = Some(MAX_SIDE);
    limits.max_image_height = Some(MAX_SIDE);
    limits.max_alloc = Some(MAX_BESIDE);
    let mut reader = ImageReader::with_format(Cursor::new(file), format);
    reader.limits(limits);
    let decoder = reader.into_decoder().map_err(|error| refusal(&error))?;
    let (width, height) = decoder.dimensions();
    match u64::from(width) * u64::from(height) {
        0 => Err(Refusal::Broken),
        pixels if pixels > MAX_PIXELS || decoder.total_bytes() > MAX_DECODED => Err(Refusal::TooManyPixels),
        _ => Ok(decoder),
    }
}

/// What the file is by its first bytes, if we take it.
pub(crate) fn format(file: &[u8]) -> Result<ImageFormat, Refusal> {
    if file.len() as u64 > MAX_BYTES {
        return Err(Refusal::TooLarge);
    }
    match image::guess_format(file) {
        Ok(format @ (ImageFormat::Jpeg | ImageFormat::Png | ImageFormat::WebP | ImageFormat::Gif)) => Ok(format),
        _ => Err(Refusal::NotAPicture),
    }
}

fn refusal(error: &ImageError) -> Refusal {
    match error {
        ImageError::Limits(limit) if matches!(limit.kind(), LimitErrorKind::DimensionError) => Refusal::TooManyPixels,
        // Too much memory beside the pixels, whose own was judged before, is a bomb: broken as well.
        _ => Refusal::Broken,
    }
}

fn encode(image: DynamicImage) -> Result<Picture, Refusal> {
    let opaque: DynamicImage = if image.color().has_alpha() {
        let mut pixels = image.into_rgba8();
        let see_through = pixels.pixels().any(|pixel| pixel[3] < u8::MAX);
        // Nobody sees a colour under full transparency: it could hold another picture.
        pixels.pixels_mut().filter(|pixel| pixel[3] == 0).for_each(|pixel| pixel.0 = [0; 4]);
        let image = DynamicImage::from(pixels);
        if see_through {
            let picture = write(&image, Kind::Png)?;
            if picture.bytes.len() <= MAX_SEE_THROUGH {
                return Ok(picture);
            }
        }
        on_white(&image.into_rgba8()).into()
    } else if image.color().has_color() {
        image.into_rgb8().into()
    } else {
        image.into_luma8().into()
    };
    let jpeg = write(&opaque, Kind::Jpeg)?;
    if is_drawn(&opaque) {
        // Few colours and sharp edges make a PNG smaller, and it shows them exactly.
        let png = write(&opaque, Kind::Png)?;
        if png.bytes.len() <= jpeg.bytes.len() {
            return Ok(png);
        }
    }
    Ok(jpeg)
}

/// Are at least half of the bytes those of the pixel to the left? In a photograph few are, and a PNG of it would be
/// large and slow to make.
fn is_drawn(image: &DynamicImage) -> bool {
    let (bytes, pixel) = (image.as_bytes(), usize::from(image.color().bytes_per_pixel()));
    let same = bytes.iter().zip(bytes.iter().skip(pixel)).filter(|(left, right)| left == right).count();
    2 * (same + pixel) >= bytes.len()
}

fn on_white(image: &RgbaImage) -> RgbImage {
    let mut opaque = RgbImage::new(image.width(), image.height());
    for (to, from) in opaque.pixels_mut().zip(image.pixels()) {
        let [red, green, blue, alpha] = from.0.map(u32::from);
        let mixed = |colour| u8::try_from((colour * alpha + 255 * (255 - alpha)) / 255).unwrap_or(u8::MAX);
        to.0 = [red, green, blue].map(mixed);
    }
    opaque
}

fn write(image: &DynamicImage, kind: Kind) -> Result<Picture, Refusal> {
    let mut bytes = Vec::new();
    match kind {
        Kind::Jpeg => image.write_with_encoder(JpegEncoder::new_with_quality(&mut bytes, JPEG_QUALITY)),
        Kind::Png => image.write_with_encoder(PngEncoder::new_with_quality(
            &mut bytes,
            CompressionType::Default,
            FilterType::Adaptive,
        )),
    }
    .map_err(|error| refusal(&error))?;
    Ok(Picture { bytes: bytes.into(), kind, width: image.width(), height: image.height() })
}
