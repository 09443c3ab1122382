//! What lies in a JPEG or JPEG 2000 file beside its pixels, left out without decoding them: for pictures that stay as they are
//! inside a document.

/// A JPEG without its application data (but for JFIF's own and Adobe's, which say how colours are meant) and comments. `None`:
/// it is no JPEG, or ends in its head. Source: ITU-T T.81, annex B.
pub(crate) fn stripped(file: &[u8]) -> Option<Vec<u8>> {
    let mut rest = file.strip_prefix(b"\xff\xd8")?;
    let mut kept = vec![0xff, 0xd8];
    loop {
        let marker = match rest {
            [0xff, 0xff, ..] => {
                // Any number of fill bytes may stand before a marker.
                rest = &rest[1..];
                continue;
            }
            [0xff, marker, ..] => *marker,
            _ => return None,
        };
        // Markers without a length have no place before the first scan.
        let length = usize::from(u16::from_be_bytes([*rest.get(2)?, *rest.get(3)?]));
        let segment = rest.get(..length.checked_add(2)?).filter(|_| length >= 2)?;
        let private = matches!(marker, 0xe1..=0xed | 0xef | 0xfe);
        if !private {
            kept.extend_from_slice(segment);
        }
        rest = &rest[segment.len()..];
        if marker == 0xda {
            // What stands behind the end of the picture is not its own.
            let end = rest.windows(2).rposition(|two| two == [0xff, 0xd9]).map_or(rest.len(), |at| at + 2);
            kept.extend_from_slice(&rest[..end]);
            return Some(kept);
        }
    }
}

/// A JPEG 2000 file without the boxes that hold text or data of anybody's. A bare code stream stays as it is. Source: ISO/IEC
/// 15444-1, annex I.
pub(crate) fn stripped_jpx(file: &[u8]) -> Option<Vec<u8>> {
    if file.starts_with(b"\xff\x4f\xff\x51") {
        return Some(file.to_vec());
    }
    let (mut rest, mut kept) = (file, Vec::with_capacity(file.len()));
    while !rest.is_empty() {
        let word =
            |at: usize| rest.get(at..at + 4).map(|four| u32::from_be_bytes([four[0], four[1], four[2], four[3]]));
        let length = match word(0)? {
            0 => rest.len(),
            1 => usize::try_from(u64::from(word(8)?) << 32 | u64::from(word(12)?)).ok()?,
            plain => usize::try_from(plain).ok()?,
        };
        let whole = rest.get(..length).filter(|_| length >= 8)?;
        if !matches!(rest.get(4..8)?, b"uuid" | b"xml " | b"uinf" | b"jp2i") {
            kept.extend_from_slice(whole);
        }
        rest = &rest[length..];
    }
    Some(kept)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_keeps_its_pixels_and_loses_what_lies_beside_them() {
        let segment = |marker: u8, data: &[u8]| {
            [&[0xff, marker][..], &u16::try_from(data.len() + 2).unwrap().to_be_bytes(), data].concat()
        };
        let parts = [
            vec![0xff, 0xd8],
            segment(0xe0, b"JFIF\0"),
            segment(0xe1, b"Exif\0\0CANARY"),
            segment(0xed, b"Photoshop 3.0 CANARY"),
            segment(0xfe, b"CANARY"),
            segment(0xdb, &[1; 65]),
            segment(0xda, &[3; 10]),
            vec![1, 2, 0xff, 0, 3, 0xff, 0xd9],
        ];
        let whole = [parts.concat(), b"CANARY behind the end".to_vec()].concat();
        let kept = [&parts[0], &parts[1], &parts[5], &parts[6], &parts[7]].map(Clone::clone).concat();
        assert_eq!(stripped(&whole).unwrap(), kept);
        for cut in 0..kept.len() - 3 {
            // Whatever is missing, nothing falls over.
            let _ = stripped(&whole[..cut]);
        }
        assert_eq!(stripped(b"\xff\xd8\xff\xe1\0\0"), None);
    }

    #[test]
    fn boxes_of_text_are_left_out_of_jpeg_2000() {
        let part =
            |name: &[u8], data: &[u8]| [&u32::try_from(data.len() + 8).unwrap().to_be_bytes()[..], name, data].concat();
        let kept = [part(b"jP  ", b"\r\n\x87\n"), part(b"ftyp", b"jp2 "), part(b"jp2c", b"pixels")];
        let whole =
            [kept[0].clone(), kept[1].clone(), part(b"uuid", b"CANARY"), part(b"xml ", b"CANARY"), kept[2].clone()];
        assert_eq!(stripped_jpx(&whole.concat()).unwrap(), kept.concat());
        assert_eq!(stripped_jpx(b"\0\0\0\x03abcd"), None);
    }
}
