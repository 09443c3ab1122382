//! A drawn page as PNG: a table of colours where 256 are enough, which makes a third of the bytes.
//!
//! Our pages have a tone, ink, white, and what lies between them at the edges of letters.

use std::collections::HashMap;

use crate::PrintError;

/// Differences below this are not seen at the edge of a letter: the last three bits of a colour.
const SEEN: u8 = 0b1111_1000;

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
    let mut table: Vec<u8> = Vec::new();
    let mut known: HashMap<[u8; 3], u8> = HashMap::new();
    let mut places = Vec::with_capacity(pixels.len() / 4);
    let mut last = None;
    for pixel in pixels.chunks_exact(4) {
        let exact = [pixel[0], pixel[1], pixel[2]];
        // Most pixels are as the one before.
        if let Some((colour, place)) = last
            && colour == exact
        {
            places.push(place);
            continue;
        }
        let next = known.len();
        let place = match known.entry(exact.map(|part| part & SEEN)) {
            std::collections::hash_map::Entry::Occupied(entry) => *entry.get(),
            std::collections::hash_map::Entry::Vacant(entry) => {
                // The first of its like stands for all; white, tone and ink come before their edges.
                table.extend(exact);
                *entry.insert(u8::try_from(next).ok()?)
            }
        };
        places.push(place);
        last = Some((exact, place));
    }
    Some((table, places))
}

#[cfg(test)]
mod tests {
    use super::*;

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
