//! Files with what must not stay: a JPEG with its place, and documents around it.

use std::io::{Cursor, Write as _};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use crate::{Proved, at};

/// A small picture without anything beside it.
const PHOTO: &[u8] = include_bytes!("../photo.jpg");

/// Where it is said to have been taken: 21°1'42.6" N, 105°51'15.1" E, written as fractions that stand nowhere else.
const LATITUDE: [(u32, u32); 3] = [(21_000_777, 1_000_037), (1_000_777, 1_000_037), (42_600_777, 1_000_037)];
const LONGITUDE: [(u32, u32); 3] = [(105_000_777, 1_000_037), (51_000_777, 1_000_037), (15_100_777, 1_000_037)];

/// Words and numbers of one run.
pub(super) struct Canary(String);

impl Canary {
    pub(super) fn new() -> Self {
        Self(format!("{:x}k", std::process::id()))
    }

    /// Letters that stand in no word of any language, then the place.
    pub(super) fn word(&self, place: &str) -> String {
        format!("zqx{}{place}", self.0)
    }

    /// What all words begin with.
    pub(super) fn plain(&self) -> Vec<Vec<u8>> {
        vec![format!("zqx{}", self.0).into_bytes()]
    }

    /// The words, and the numbers of the place as bytes and as a page shows them.
    pub(super) fn all(&self) -> Vec<Vec<u8>> {
        let mut all = self.plain();
        for pair in [LATITUDE, LONGITUDE] {
            all.push(
                pair.iter().flat_map(|(over, under)| [over.to_le_bytes(), under.to_le_bytes()].concat()).collect(),
            );
            all.push(shown(pair).into_bytes());
        }
        all
    }

    /// Whether a page tells an editor of any of it.
    pub(super) fn is_shown(&self, page: &str) -> bool {
        page.contains(&format!("zqx{}", self.0)) || page.contains(&shown(LATITUDE))
    }
}

/// Degrees with four digits.
fn shown(parts: [(u32, u32); 3]) -> String {
    let [degrees, minutes, seconds] = parts.map(|(over, under)| f64::from(over) / f64::from(under));
    format!("{:.4}", degrees + minutes / 60.0 + seconds / 3600.0)
}

/// All files, each with a word of its own.
pub(super) fn all(canary: &Canary, kept: &str) -> Proved<Vec<(&'static str, Vec<u8>)>> {
    let photo = photo(canary);
    let (pdf, docx, odt) = (pdf(canary, kept, &photo), docx(canary, kept, &photo)?, odt(canary, kept, &photo)?);
    Ok(vec![("JPEG", photo), ("PDF", pdf), ("DOCX", docx), ("ODT", odt)])
}

/// The picture with Exif (maker, place), XMP, IPTC, a comment, and something behind its end.
fn photo(canary: &Canary) -> Vec<u8> {
    let segment = |marker: u8, data: &[u8]| {
        let length = u16::try_from(data.len() + 2).unwrap_or(u16::MAX).to_be_bytes();
        [&[0xff, marker], &length[..], data].concat()
    };
    let xmp = format!("http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>{}</x:xmpmeta>", canary.word("xmp"));
    let iptc = format!("Photoshop 3.0\0{}", canary.word("iptc"));
    let (start, rest) = PHOTO.split_at(2);
    [
        start,
        &segment(0xe1, &[b"Exif\0\0", &exif(canary)[..]].concat()),
        &segment(0xe1, xmp.as_bytes()),
        &segment(0xed, iptc.as_bytes()),
        &segment(0xfe, canary.word("comment").as_bytes()),
        rest,
        canary.word("behind").as_bytes(),
    ]
    .concat()
}

/// A TIFF of one directory (description, maker, model) and one of the place.
fn exif(canary: &Canary) -> Vec<u8> {
    let texts = [(0x010e_u16, canary.word("caption")), (0x010f, canary.word("maker")), (0x0110, canary.word("model"))];
    // Header, directory of four entries, directory of five.
    let (first, place) = (8_u32, 8 + 2 + 4 * 12 + 4_u32);
    let mut data_at = place + 2 + 5 * 12 + 4;
    let (mut data, mut entries) = (Vec::new(), Vec::new());
    let mut add = |tag: u16, kind: u16, count: u32, bytes: Vec<u8>| {
        let mut entry = [tag.to_le_bytes(), kind.to_le_bytes()].concat();
        entry.extend(count.to_le_bytes());
        match <[u8; 4]>::try_from(&bytes[..]) {
            Ok(inline) => entry.extend(inline),
            Err(_) => {
                entry.extend(data_at.to_le_bytes());
                data_at += u32::try_from(bytes.len()).unwrap_or(0);
                data.extend(bytes);
            }
        }
        entries.push(entry);
    };
    for (tag, text) in texts {
        let text = format!("{text}\0\0").into_bytes();
        add(tag, 2, u32::try_from(text.len()).unwrap_or(0), text);
    }
    add(0x8825, 4, 1, place.to_le_bytes().to_vec());
    let fractions = |parts: [(u32, u32); 3]| -> Vec<u8> {
        parts.iter().flat_map(|(over, under)| [over.to_le_bytes(), under.to_le_bytes()].concat()).collect()
    };
    add(1, 2, 2, b"N\0\0\0".to_vec());
    add(2, 5, 3, fractions(LATITUDE));
    add(3, 2, 2, b"E\0\0\0".to_vec());
    add(4, 5, 3, fractions(LONGITUDE));
    let method = format!("ASCII\0\0\0{}", canary.word("method")).into_bytes();
    add(27, 7, u32::try_from(method.len()).unwrap_or(0), method);
    let mut out = [b"II*\0", &first.to_le_bytes()[..]].concat();
    let (one, two) = entries.split_at(4);
    for directory in [one, two] {
        out.extend(u16::try_from(directory.len()).unwrap_or(0).to_le_bytes());
        out.extend(directory.concat());
        out.extend([0; 4]);
    }
    out.extend(data);
    out
}

/// A page with words and the picture; names in its information, in XMP, in a file that is embedded, behind its end.
fn pdf(canary: &Canary, kept: &str, photo: &[u8]) -> Vec<u8> {
    let stream = |head: &str, data: &[u8]| {
        let head = format!("<< {head} /Length {} >>\nstream\n", data.len());
        [head.as_bytes(), data, b"\nendstream"].concat()
    };
    let words = format!("BT /F1 24 Tf 60 700 Td ({kept} PDF) Tj ET q 320 0 0 240 60 400 cm /Im1 Do Q");
    let xmp = format!("<x:xmpmeta xmlns:x='adobe:ns:meta/'>{}</x:xmpmeta>", canary.word("pdfxmp"));
    let objects: Vec<Vec<u8>> = vec![
        b"<< /Type /Catalog /Pages 2 0 R /Metadata 7 0 R /Names << /EmbeddedFiles << /Names [(a.jpg) 9 0 R] >> >> >>"
            .to_vec(),
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_vec(),
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> \
          /XObject << /Im1 6 0 R >> >> >>"
            .to_vec(),
        stream("", words.as_bytes()),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>".to_vec(),
        stream(
            "/Type /XObject /Subtype /Image /Width 32 /Height 24 /ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter /DCTDecode",
            photo,
        ),
        stream("/Type /Metadata /Subtype /XML", xmp.as_bytes()),
        format!(
            "<< /Author ({}) /Title ({}) /Producer ({}) >>",
            canary.word("author"),
            canary.word("title"),
            canary.word("producer")
        )
        .into_bytes(),
        b"<< /Type /Filespec /F (a.jpg) /EF << /F 10 0 R >> >>".to_vec(),
        stream("/Type /EmbeddedFile", photo),
    ];
    let (mut out, mut places) = (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n".to_vec(), Vec::new());
    for (number, object) in objects.iter().enumerate() {
        places.push(out.len());
        out.extend(format!("{} 0 obj\n", number + 1).into_bytes());
        out.extend(object);
        out.extend(b"\nendobj\n");
    }
    let table = out.len();
    out.extend(format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).into_bytes());
    for place in places {
        out.extend(format!("{place:010} 00000 n \n").into_bytes());
    }
    let size = objects.len() + 1;
    out.extend(
        format!("trailer\n<< /Size {size} /Root 1 0 R /Info 8 0 R >>\nstartxref\n{table}\n%%EOF\n").into_bytes(),
    );
    out.extend(format!("% {}\n", canary.word("pdfbehind")).into_bytes());
    out
}

/// An archive of these parts, stored as they are.
fn archive(parts: &[(&str, &[u8])], comment: &str) -> Proved<Vec<u8>> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    archive.set_comment(comment).map_err(at("a comment"))?;
    for (name, bytes) in parts {
        let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
        archive.start_file(*name, options).map_err(at(name))?;
        archive.write_all(bytes).map_err(at(name))?;
    }
    archive.finish().map(Cursor::into_inner).map_err(at("an archive"))
}

fn docx(canary: &Canary, kept: &str, photo: &[u8]) -> Proved<Vec<u8>> {
    let types = "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">\
        <Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
        <Default Extension=\"xml\" ContentType=\"application/xml\"/><Default Extension=\"jpg\" ContentType=\"image/jpeg\"/>\
        <Override PartName=\"/word/document.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/>\
        <Override PartName=\"/docProps/core.xml\" ContentType=\"application/vnd.openxmlformats-package.core-properties+xml\"/></Types>";
    let relations = "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
        <Relationship Id=\"r1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"word/document.xml\"/>\
        <Relationship Id=\"r2\" Type=\"http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties\" Target=\"docProps/core.xml\"/>\
        </Relationships>";
    let own = "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
        <Relationship Id=\"r1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/image\" Target=\"media/image1.jpg\"/>\
        </Relationships>";
    let body = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">\
         <w:body><w:p><w:r><w:t>{kept} DOCX</w:t></w:r></w:p></w:body></w:document>"
    );
    let core = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><dc:creator>{}</dc:creator><cp:lastModifiedBy>{}</cp:lastModifiedBy></cp:coreProperties>",
        canary.word("creator"),
        canary.word("modifier")
    );
    let parts: [(&str, &[u8]); 6] = [
        ("[Content_Types].xml", types.as_bytes()),
        ("_rels/.rels", relations.as_bytes()),
        ("word/document.xml", body.as_bytes()),
        ("word/_rels/document.xml.rels", own.as_bytes()),
        ("word/media/image1.jpg", photo),
        ("docProps/core.xml", core.as_bytes()),
    ];
    archive(&parts, &canary.word("zipcomment"))
}

fn odt(canary: &Canary, kept: &str, photo: &[u8]) -> Proved<Vec<u8>> {
    let list = "<?xml version=\"1.0\" encoding=\"UTF-8\"?><manifest:manifest xmlns:manifest=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\">\
        <manifest:file-entry manifest:full-path=\"/\" manifest:media-type=\"application/vnd.oasis.opendocument.text\"/>\
        <manifest:file-entry manifest:full-path=\"content.xml\" manifest:media-type=\"text/xml\"/>\
        <manifest:file-entry manifest:full-path=\"meta.xml\" manifest:media-type=\"text/xml\"/>\
        <manifest:file-entry manifest:full-path=\"Pictures/a.jpg\" manifest:media-type=\"image/jpeg\"/></manifest:manifest>";
    let content = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><office:document-content xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" \
         xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\" office:version=\"1.3\"><office:body><office:text>\
         <text:p>{kept} ODT</text:p></office:text></office:body></office:document-content>"
    );
    let meta = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><office:document-meta xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\" office:version=\"1.3\"><office:meta><dc:creator>{}</dc:creator></office:meta></office:document-meta>",
        canary.word("odtcreator")
    );
    let parts: [(&str, &[u8]); 5] = [
        ("mimetype", b"application/vnd.oasis.opendocument.text"),
        ("META-INF/manifest.xml", list.as_bytes()),
        ("content.xml", content.as_bytes()),
        ("meta.xml", meta.as_bytes()),
        ("Pictures/a.jpg", photo),
    ];
    archive(&parts, &canary.word("zipcomment"))
}
