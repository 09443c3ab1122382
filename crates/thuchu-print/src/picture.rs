//! A drawn page as PNG: a table of colours where 256 are enough, which makes a third of the bytes.
//!
//! Our pages have a tone, ink, white, and what lies between them at the edges of letters.

use std::collections::HashMap;

use crate::PrintError;

/// Differences below this are not seen at the edge of a letter: the last three bits of a colour.
const SEEN: u8 = 0b1111_1000;
/// So many pixels of one colour in a row are an area.
const AREA: usize = 16;

/// Opaque pixels of four bytes each (red, green, blue, and one that is left out) as a file.
pub(crate) fn png(width: u32, height: u32, pixels: &[u8]) -> Result<Vec<u8>, PrintError> {
    let (table, places) = match by_table(pixels) {
        Some((table, places)) => (Some(table), places),
        None => (None, pixels.chunks_exact(4).flat_map(|pixel| [pixel[0], pixel[1], pixel[2]]).collect()),
    };
    let mut out = Vec::new();
    let mut encoder = png::Encoder::new(&mut out, width, height);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_color(if table.is_some() { png::ColorType::Indexed } else { png::ColorType::Rgb });
    encoder.set_compression(png::Compression::Balanced);
    if let Some(table) = table {
        encoder.set_palette(table);
        encoder.set_filter(png::Filter::NoFilter);
    }
    let wrong = |error: png::EncodingError| PrintError::Picture(error.to_string());
    let mut writer = encoder.write_header().map_err(wrong)?;
    writer.write_image_data(&places).map_err(wrong)?;
    writer.finish().map_err(wrong)?;
    Ok(out)
}

/// The colours, three bytes each, and every pixel's place among them; `None` where there are more than 256.
fn by_table(pixels: &[u8]) -> Option<(Vec<u8>, Vec<u8>)> {
    let mut table = Table::default();
    // Colours of whole areas are kept exactly: they come first, and stand for their likes at the edges.
    for area in pixels.chunks_exact(4 * AREA) {
        if area[4..] == area[..area.len() - 4] {
            table.place(colour(area))?;
        }
    }
    let mut places = Vec::with_capacity(pixels.len() / 4);
    let mut last = None;
    for pixel in pixels.chunks_exact(4) {
        let exact = colour(pixel);
        // Most pixels are as the one before.
        let place = match last {
            Some((before, place)) if before == exact => place,
            _ => table.place(exact)?,
        };
        places.push(place);
        last = Some((exact, place));
    }
    Some((table.colours, places))
}

fn colour(pixel: &[u8]) -> [u8; 3] {
    [pixel[0], pixel[1], pixel[2]]
}

#[derive(Default)]
struct Table {
    colours: Vec<u8>,
    known: HashMap<[u8; 3], u8>,
}

impl Table {
    /// The place of a colour or of one that looks like it, which is new if need be; `None` when the table is full.
    fn place(&mut self, exact: [u8; 3]) -> Option<u8> {
        let like = exact.map(|part| part & SEEN);
        if let Some(place) = self.known.get(&like) {
            return Some(*place);
        }
        let place = u8::try_from(self.known.len()).ok()?;
        self.colours.extend(exact);
        self.known.insert(like, place);
        Some(place)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_colour_of_an_area_is_kept_whatever_stands_at_its_edge() {
        let mut pixels = [254, 250, 251, 255].repeat(16);
        pixels[0..4].copy_from_slice(&[1, 2, 3, 255]);
        pixels.extend([255, 255, 255, 255].repeat(48));
        let read = image::load_from_memory(&png(8, 8, &pixels).unwrap()).unwrap().to_rgb8();
        assert_eq!(read.get_pixel(7, 7).0, [255; 3]);
        assert_eq!(read.get_pixel(0, 0).0, [1, 2, 3]);
    }

    #[test]
    fn few_colours_make_a_table_and_many_do_not() {
        let few: Vec<u8> = (0..64).flat_map(|_| [164, 18, 47, 255, 255, 255, 255, 255]).collect();
        let read = image::load_from_memory(&png(16, 8, &few).unwrap()).unwrap().to_rgba8();
        assert_eq!(read.as_raw(), &few);
        assert!(by_table(&few).is_some());
        let many: Vec<u8> = (0..4096_u32).flat_map(|n| [(n >> 4) as u8, (n << 4) as u8, n as u8, 255]).collect();
        assert!(by_table(&many).is_none());
        let read = image::load_from_memory(&png(64, 64, &many).unwrap()).unwrap().to_rgba8();
        assert_eq!(read.as_raw(), &many);
    }
}
