//! The site's picture: a PNG (W3C, third edition) of which only the picture itself is kept. Nothing is decoded here;
//! chunks are copied, their sums checked, and whatever else a file carries (places, names, texts) is left out.

use thuchu_model::Logo;

/// Most bytes of the file.
pub const MOST_BYTES: usize = 64 * 1024;
/// Most pixels of a side.
const MOST_SIDE: u32 = 1_024;
const SIGNATURE: &[u8] = b"\x89PNG\r\n\x1a\n";

/// Reads a PNG from hexadecimal digits; `None` for anything else.
pub(super) fn read(digits: &str) -> Option<Logo> {
    keep(&unhex(digits)?)
}

/// The bytes of hexadecimal digits.
pub(super) fn unhex(digits: &str) -> Option<Vec<u8>> {
    let digits = digits.as_bytes();
    if !digits.len().is_multiple_of(2) || digits.len() > MOST_BYTES * 2 {
        return None;
    }
    let value = |digit: u8| char::from(digit).to_digit(16);
    digits.chunks_exact(2).map(|two| u8::try_from(value(two[0])? * 16 + value(two[1])?).ok()).collect()
}

/// Hexadecimal digits of bytes.
#[must_use]
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The picture of a stored logo; `None` when it was damaged.
#[must_use]
pub fn bytes(logo: &Logo) -> Option<Vec<u8>> {
    unhex(&logo.png)
}

fn keep(file: &[u8]) -> Option<Logo> {
    let mut rest = file.strip_prefix(SIGNATURE)?;
    let mut kept = SIGNATURE.to_vec();
    let (mut size, mut pixels, mut ended) = (None, false, false);
    while !rest.is_empty() && !ended {
        let length = u32::from_be_bytes(rest.get(..4)?.try_into().ok()?) as usize;
        let chunk = rest.get(..length.checked_add(12)?)?;
        let (kind, data) = (chunk.get(4..8)?, chunk.get(8..length + 8)?);
        let sum = u32::from_be_bytes(chunk.get(length + 8..)?.try_into().ok()?);
        if crc(chunk.get(4..length + 8)?) != sum {
            return None;
        }
        match kind {
            b"IHDR" if size.is_none() => {
                let side = |at: usize| Some(u32::from_be_bytes(data.get(at..at + 4)?.try_into().ok()?));
                let (width, height) = (side(0)?, side(4)?);
                let fits = |side: u32| (1..=MOST_SIDE).contains(&side);
                if length != 13 || !fits(width) || !fits(height) {
                    return None;
                }
                size = Some((width, height));
            }
            // The first chunk is the size.
            _ if size.is_none() => return None,
            b"IDAT" => pixels = true,
            b"PLTE" | b"tRNS" => {}
            b"IEND" => ended = true,
            // Whatever is not the picture; what a reader must understand and does not is refused.
            _ if kind.first().is_some_and(u8::is_ascii_lowercase) => {
                rest = rest.get(chunk.len()..)?;
                continue;
            }
            _ => return None,
        }
        kept.extend_from_slice(chunk);
        rest = rest.get(chunk.len()..)?;
    }
    let (width, height) = size.filter(|_| pixels && ended)?;
    Some(Logo { width, height, png: hex(&kept) })
}

/// The sum of a chunk (ISO 3309, as PNG annex D has it).
fn crc(bytes: &[u8]) -> u32 {
    let step = |sum: u32, byte: &u8| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| if sum & 1 == 1 { (sum >> 1) ^ 0xedb8_8320 } else { sum >> 1 })
    };
    !bytes.iter().fold(u32::MAX, step)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chunk(kind: &[u8; 4], data: &[u8]) -> Vec<u8> {
        let mut named = kind.to_vec();
        named.extend_from_slice(data);
        let mut chunk = (data.len() as u32).to_be_bytes().to_vec();
        chunk.extend_from_slice(&named);
        chunk.extend_from_slice(&crc(&named).to_be_bytes());
        chunk
    }

    fn png(side: u32, more: &[u8]) -> Vec<u8> {
        let size = [side.to_be_bytes(), 1_u32.to_be_bytes()].concat();
        let head = chunk(b"IHDR", &[&size[..], &[8, 0, 0, 0, 0]].concat());
        [SIGNATURE, &head, more, &chunk(b"IDAT", b"pixels"), &chunk(b"IEND", b"")].concat()
    }

    #[test]
    fn only_the_picture_itself_is_kept() {
        let with_place = png(3, &[chunk(b"tEXt", b"where it was taken"), chunk(b"eXIf", b"gps")].concat());
        let logo = read(&hex(&with_place)).unwrap();
        assert_eq!((logo.width, logo.height), (3, 1));
        assert_eq!(bytes(&logo).unwrap(), png(3, b""));
        assert_eq!(read(&hex(&[png(3, b""), b"<script>".to_vec()].concat())).unwrap(), logo, "nothing behind the end");
    }

    #[test]
    fn what_is_no_whole_png_is_refused() {
        let whole = png(3, b"");
        for cut in 0..whole.len() {
            assert_eq!(read(&hex(&whole[..cut])), None, "{cut}");
        }
        for at in SIGNATURE.len()..whole.len() {
            let mut damaged = whole.clone();
            damaged[at] ^= 0x20;
            assert_eq!(read(&hex(&damaged)), None, "{at}");
        }
        assert_eq!(read(&hex(&png(5_000, b""))), None, "too wide");
        assert_eq!(read(&hex(b"<svg onload=alert(1)>")), None);
        assert_eq!((read("zz"), read("abc")), (None, None));
    }

    #[test]
    fn the_sum_is_the_one_of_png() {
        assert_eq!(crc(b"IEND"), 0xae42_6082);
    }
}
