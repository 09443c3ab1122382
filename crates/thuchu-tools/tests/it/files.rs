//! Files as strangers send them.

use std::io::{Cursor, Write as _};

use flate2::{Compress, Compression, Crc, FlushCompress, write::ZlibEncoder};
use image::{DynamicImage, ImageFormat, Rgb, RgbImage};

/// A picture with slopes and some noise, as photographs have.
pub(crate) fn photo(width: u32, height: u32) -> DynamicImage {
    let mut dice: u32 = 1;
    let image = RgbImage::from_fn(width, height, |x, y| {
        dice = dice.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let noise = dice >> 28;
        let slope = |part: u32, whole: u32| u8::try_from(part * 230 / whole.max(1) + noise).unwrap();
        Rgb([slope(x, width), slope(y, height), slope(x + y, width + height)])
    });
    image.into()
}

pub(crate) fn file(image: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut file = Cursor::new(Vec::new());
    // GIF needs alpha, JPEG must not have it.
    match format {
        ImageFormat::Gif => DynamicImage::from(image.to_rgba8()).write_to(&mut file, format),
        ImageFormat::Jpeg => DynamicImage::from(image.to_rgb8()).write_to(&mut file, format),
        _ => image.write_to(&mut file, format),
    }
    .unwrap();
    file.into_inner()
}

pub(crate) const FORMATS: [ImageFormat; 4] = [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::WebP, ImageFormat::Gif];

/// A chunk of PNG with its checksum.
pub(crate) fn png_chunk(kind: &[u8; 4], data: &[u8]) -> Vec<u8> {
    let mut crc = Crc::new();
    crc.update(kind);
    crc.update(data);
    let length = u32::try_from(data.len()).unwrap();
    [&length.to_be_bytes()[..], kind, data, &crc.sum().to_be_bytes()].concat()
}

/// The file with these chunks behind its head.
pub(crate) fn png_with(png: &[u8], chunks: &[Vec<u8>]) -> Vec<u8> {
    let head = 8 + 25;
    [&png[..head], &chunks.concat(), &png[head..]].concat()
}

/// A PNG that claims to be so large, and holds one compressed row of nothing.
pub(crate) fn png_claiming(width: u32, height: u32) -> Vec<u8> {
    let size = [width.to_be_bytes(), height.to_be_bytes()].concat();
    let head = png_chunk(b"IHDR", &[&size[..], &[8, 2, 0, 0, 0]].concat());
    [b"\x89PNG\r\n\x1a\n", &head[..], &png_chunk(b"IDAT", &zlib(&[0; 64])), &png_chunk(b"IEND", b"")].concat()
}

pub(crate) fn zlib(data: &[u8]) -> Vec<u8> {
    let mut to = ZlibEncoder::new(Vec::new(), Compression::best());
    to.write_all(data).unwrap();
    to.finish().unwrap()
}

/// A gigabyte of zeros, compressed a thousandfold.
pub(crate) fn zlib_bomb() -> Vec<u8> {
    let mebibyte = vec![0; 1 << 20];
    let mut block = Vec::with_capacity(1 << 16);
    Compress::new(Compression::best(), false).compress_vec(&mebibyte, &mut block, FlushCompress::Full).unwrap();
    [&[0x78, 0xda][..], &block.repeat(1_024)].concat()
}

/// The file with these segments behind its start: marker and content.
pub(crate) fn jpeg_with(jpeg: &[u8], segments: &[(u8, &[u8])]) -> Vec<u8> {
    let mut file = jpeg[..2].to_vec();
    for (marker, content) in segments {
        let length = u16::try_from(content.len() + 2).unwrap();
        file.extend([&[0xff, *marker][..], &length.to_be_bytes(), content].concat());
    }
    [file, jpeg[2..].to_vec()].concat()
}

/// Progressive, 4:4:4, all of one grey: a bit for each block of 64 coefficients, which a decoder keeps all.
pub(crate) fn progressive_jpeg(side: u16) -> Vec<u8> {
    let size = side.to_be_bytes();
    let frame = [&[8][..], &size, &size, &[3, 1, 0x11, 0, 2, 0x11, 0, 3, 0x11, 0]].concat();
    let mut quantisation = vec![0];
    quantisation.extend([1; 64]);
    let mut huffman = vec![0, 1];
    huffman.extend([0; 15]);
    huffman.push(0); // One code of one bit: "no difference".
    let scan = [3, 1, 0, 2, 0, 3, 0, 0, 0, 0];
    let head = [(0xdb, &quantisation[..]), (0xc2, &frame), (0xc4, &huffman), (0xda, &scan)];
    let blocks = usize::from(side).div_ceil(8).pow(2) * 3;
    let data = vec![0; blocks.div_ceil(8)];
    [jpeg_with(b"\xff\xd8", &head), data, b"\xff\xd9".to_vec()].concat()
}

/// A WebP with these chunks behind its pixels, announced by its head (`VP8X`).
pub(crate) fn webp_with(webp: &[u8], width: u32, height: u32, chunks: &[(&[u8; 4], &[u8])]) -> Vec<u8> {
    let side = |pixels: u32| (pixels - 1).to_le_bytes()[..3].to_vec();
    let announced = chunks.iter().fold(0, |flags, (kind, _)| match *kind {
        b"EXIF" => flags | 0x08,
        b"XMP " => flags | 0x04,
        _ => flags,
    });
    let head = [&[announced, 0, 0, 0][..], &side(width), &side(height)].concat();
    let mut body = [b"WEBP".to_vec(), riff_chunk(b"VP8X", &head), webp[12..].to_vec()].concat();
    for (kind, content) in chunks {
        body.extend(riff_chunk(kind, content));
    }
    riff_chunk(b"RIFF", &body)
}

fn riff_chunk(kind: &[u8; 4], content: &[u8]) -> Vec<u8> {
    let length = u32::try_from(content.len()).unwrap();
    let pad = content.len() % 2;
    [kind, &length.to_le_bytes()[..], content, &[0][..pad]].concat()
}

/// A GIF taken apart: head with its colours, then frames, then (not given) the byte that ends it.
pub(crate) fn gif_parts(gif: &[u8]) -> (&[u8], &[u8]) {
    let colours = if gif[10] & 0x80 == 0 { 0 } else { 3 << ((gif[10] & 7) + 1) };
    let (head, rest) = gif.split_at(13 + colours);
    (head, &rest[..rest.len() - 1])
}

/// EXIF that says how the picture is to be turned (1 to 8), with `canary` as its description and the place.
pub(crate) fn exif(orientation: u16, canary: &[u8]) -> Vec<u8> {
    let length = u32::try_from(canary.len()).unwrap();
    let entry = |tag: u16, kind: u16, count: u32, value: u32| {
        [&tag.to_le_bytes()[..], &kind.to_le_bytes(), &count.to_le_bytes(), &value.to_le_bytes()].concat()
    };
    // Head 8; the main folder of 3 entries: 2 + 36 + 4; the places of 1 entry: 2 + 12 + 4; then the text.
    let (places, text) = (8 + 42, 8 + 42 + 18);
    [
        b"II*\0\x08\0\0\0".to_vec(),
        3_u16.to_le_bytes().to_vec(),
        entry(0x010e, 2, length, text),
        entry(0x0112, 3, 1, u32::from(orientation)),
        entry(0x8825, 4, 1, places),
        vec![0; 4],
        1_u16.to_le_bytes().to_vec(),
        entry(0x001c, 7, length, text),
        vec![0; 4],
        canary.to_vec(),
    ]
    .concat()
}
