//! PDF, DOCX and ODT: their words come out, what lay beside them does not, and what is made to do harm does none.

use std::io::Read as _;

use image::ImageFormat;
use lopdf::{Dictionary, Document as Pdf, Object, Stream, dictionary};
use thuchu_tools::{
    Document, DocumentError, DocumentRefusal, Documents, FactName, FileKind, MAX_DOCUMENT, PictureError, Refusal,
};

use crate::files::{exif, file, jpeg_with, photo, png_claiming, zlib, zlib_bomb};
use crate::office::{CONTENT_TYPES, DOCUMENT, archive, docx, odt};
use crate::support::{WORKER, holds, patient};

const LETTER: &[u8] = include_bytes!("../data/cong-van.pdf");
const CANARY: &[u8] = b"CANARY-21.0285N-105.8542E";

async fn read(file: impl Into<bytes::Bytes>) -> Result<Document, DocumentError> {
    Documents::new(WORKER, patient()).read(file.into()).await
}

#[track_caller]
fn refused(read: Result<Document, DocumentError>, rule: DocumentRefusal) {
    assert_eq!(read.map(|document| document.kind), Err(DocumentError::Refused(rule)));
}

/// A photograph with a place in it, twice.
fn with_place() -> Vec<u8> {
    let place = [b"Exif\0\0", &exif(6, CANARY)[..]].concat();
    let xmp = [b"http://ns.adobe.com/xap/1.0/\0", CANARY].concat();
    jpeg_with(&file(&photo(80, 60), ImageFormat::Jpeg), &[(0xe1, &place), (0xe1, &xmp), (0xfe, CANARY)])
}

/// A page with a photograph, and everything that goes.
fn pdf_with(photo: &[u8]) -> Vec<u8> {
    let mut pdf = Pdf::with_version("1.7");
    let mut put = |name: &str, dict: Dictionary, content: Vec<u8>| {
        let mut dict = dict;
        dict.set("Note", Object::string_literal(name));
        pdf.add_object(Stream::new(dict, content))
    };
    let picture = |filter: Object| {
        dictionary! {
            "Type" => "XObject", "Subtype" => "Image", "Width" => 80, "Height" => 60, "ColorSpace" => "DeviceRGB",
            "BitsPerComponent" => 8, "Filter" => filter,
        }
    };
    let plain = put("plain", picture("DCTDecode".into()), photo.to_vec());
    let packed = put("packed", picture(vec!["FlateDecode".into(), "DCTDecode".into()].into()), zlib(photo));
    let odd = put("odd", picture(vec!["ASCIIHexDecode".into(), "DCTDecode".into()].into()), hex(photo));
    let words = put("words", dictionary! {}, b"BT /F1 24 Tf 72 700 Td (Khong ai phai nop phi) Tj ET /P Do".to_vec());
    let xmp = put("xmp", dictionary! { "Type" => "Metadata", "Subtype" => "XML" }, CANARY.to_vec());
    let inside = put("inside", dictionary! { "Type" => "EmbeddedFile" }, CANARY.to_vec());
    let font = pdf.add_object(dictionary! { "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "Helvetica" });
    let action = dictionary! { "S" => "JavaScript", "JS" => Object::string_literal("CANARY()") };
    let link = dictionary! {
        "Type" => "Annot", "Subtype" => "Link", "Rect" => vec![0.into(), 0.into(), 9.into(), 9.into()],
        "A" => dictionary! { "S" => "Launch", "F" => Object::string_literal("CANARY.exe") },
    };
    let pages = pdf.new_object_id();
    let page = pdf.add_object(dictionary! {
        "Type" => "Page", "Parent" => pages, "MediaBox" => vec![0.into(), 0.into(), 595.into(), 842.into()],
        "Contents" => words, "Annots" => vec![link.into()], "AA" => action.clone(),
        "Resources" => dictionary! {
            "Font" => dictionary! { "F1" => font }, "XObject" => dictionary! { "P" => plain, "Q" => packed, "R" => odd },
        },
    });
    pdf.objects.insert(pages, dictionary! { "Type" => "Pages", "Kids" => vec![page.into()], "Count" => 1 }.into());
    let files = dictionary! { "Names" => vec![
        Object::string_literal("CANARY.txt"),
        dictionary! { "Type" => "Filespec", "F" => Object::string_literal("CANARY.txt"), "EF" => dictionary! { "F" => inside } }.into(),
    ] };
    let catalog = pdf.add_object(dictionary! {
        "Type" => "Catalog", "Pages" => pages, "OpenAction" => action, "Metadata" => xmp,
        "Names" => dictionary! { "EmbeddedFiles" => files },
        "AcroForm" => dictionary! { "XFA" => Object::string_literal("CANARY") },
    });
    let info = pdf.add_object(dictionary! { "Author" => Object::string_literal("CANARY Le Van Binh") });
    pdf.trailer.set("Root", catalog);
    pdf.trailer.set("Info", info);
    let mut bytes = Vec::new();
    pdf.save_to(&mut bytes).unwrap();
    bytes
}

fn hex(bytes: &[u8]) -> Vec<u8> {
    bytes.iter().flat_map(|byte| format!("{byte:02x}").into_bytes()).chain(*b">").collect()
}

/// Every byte of a document, packed and unpacked.
fn all_bytes(document: &Document) -> Vec<u8> {
    let mut all = document.bytes.to_vec();
    match document.kind {
        FileKind::Pdf => {
            let pdf = Pdf::load_mem(&document.bytes).unwrap();
            for object in pdf.objects.values() {
                if let Object::Stream(stream) = object {
                    all.extend(stream.decompressed_content().unwrap_or_default());
                }
            }
        }
        _ => {
            let mut archive = zip::ZipArchive::new(std::io::Cursor::new(document.bytes.to_vec())).unwrap();
            for index in 0..archive.len() {
                archive.by_index(index).unwrap().read_to_end(&mut all).unwrap();
            }
        }
    }
    all
}

#[tokio::test]
async fn a_letter_of_an_office_gives_its_words_exactly() {
    let letter = read(LETTER).await.unwrap();
    let text = letter.text.clone().unwrap();
    for line in [
        "Công văn số 1234/BYT-KCB",
        "Không có quy định nào buộc mọi người dân phải đổi căn cước trước ngày 1/7/2026.",
        "Ắ ằ ẵ ỹ ộ ử đường Đặng Thuỳ Trâm.",
    ] {
        assert!(text.lines().any(|found| found == line), "{line}: {text}");
    }
    assert_eq!((letter.kind, letter.pages, letter.media_type), (FileKind::Pdf, Some(1), "application/pdf"));
    assert!(letter.facts.iter().any(|fact| fact.name == FactName::Title && fact.value == "Công văn số 1234"));
    assert!(!holds(&all_bytes(&letter), b"Skia/PDF"), "who made it is gone");
    assert_eq!(read(letter.bytes.clone()).await.unwrap().text, Some(text), "what we wrote reads as before");
}

#[tokio::test]
async fn nothing_stays_of_a_document_but_its_content() {
    let photo = with_place();
    assert!(holds(&photo, CANARY));
    for (name, file, words) in [
        ("pdf", pdf_with(&photo), "Khong ai phai nop phi"),
        ("docx", docx(&photo), "Không có quy định nào & không ai phạt."),
        ("odt", odt(&photo), "Không có quy định nào.\nDòng hai"),
    ] {
        let document = read(file).await.unwrap();
        assert!(document.text.as_ref().unwrap().contains(words), "{name}: {:?}", document.text);
        let all = all_bytes(&document);
        for word in [&b"CANARY"[..], b"Exif\0", b"ns.adobe.com", b"JavaScript", b"vbaProject", b"Launch"] {
            assert!(!holds(&all, word), "{name} holds {}", String::from_utf8_lossy(word));
        }
        let facts = |wanted| document.facts.iter().filter(|fact| fact.name == wanted).count();
        assert!(facts(FactName::Creator) >= 1 && facts(FactName::Beside) >= 1, "{name}: {:?}", document.facts);
    }
}

#[tokio::test]
async fn a_photograph_says_where_it_was_taken_once_and_never_again() {
    let photograph = read(with_place()).await.unwrap();
    assert!(photograph.kind == FileKind::Jpeg && !holds(&photograph.bytes, b"CANARY"));
    assert!(photograph.facts.iter().any(|fact| fact.name == FactName::Beside && fact.value == "XMP"));
    assert_eq!(
        read(png_claiming(60_000, 60_000)).await.map(|_| ()),
        Err(DocumentError::Picture(PictureError::Refused(Refusal::TooManyPixels)))
    );
}

#[tokio::test]
async fn what_is_locked_damaged_or_too_large_is_named() {
    assert_eq!(
        read(vec![b'%'; usize::try_from(MAX_DOCUMENT).unwrap() + 1]).await.map(|_| ()),
        Err(DocumentError::TooLarge)
    );
    refused(read(&b"%PDF-1.7\nnot one"[..]).await, DocumentRefusal::Broken);
    for cut in [30, LETTER.len() / 2] {
        refused(read(&LETTER[..cut]).await, DocumentRefusal::Broken);
    }
    refused(
        read(docx(&[])[..200].to_vec()).await.map_err(|error| match error {
            DocumentError::NotTaken => DocumentRefusal::Broken.into(),
            other => other,
        }),
        DocumentRefusal::Broken,
    );
    let mut pdf = Pdf::load_mem(LETTER).unwrap();
    let lock = pdf.add_object(dictionary! { "Filter" => "Standard", "V" => 1, "R" => 2, "P" => -1, "O" => Object::string_literal("x"), "U" => Object::string_literal("x") });
    pdf.trailer.set("Encrypt", lock);
    let mut locked = Vec::new();
    pdf.save_to(&mut locked).unwrap();
    let read = read(locked).await;
    assert!(matches!(read, Err(DocumentError::Refused(DocumentRefusal::Locked | DocumentRefusal::Broken))), "{read:?}");
}

#[tokio::test]
async fn archives_that_unpack_without_end_or_lead_out_are_refused() {
    let zeros = vec![0; 40 << 20];
    let with = |parts: &[(&str, &[u8])]| {
        let mut all = vec![("[Content_Types].xml", CONTENT_TYPES), ("word/document.xml", DOCUMENT.as_bytes())];
        all.extend_from_slice(parts);
        archive(&all)
    };
    refused(read(with(&[("word/styles.xml", &zeros)])).await, DocumentRefusal::TooMuchInside);
    refused(read(with(&[("word/media/a.png", &zeros[..20 << 20])])).await, DocumentRefusal::TooMuchInside);
    let many: Vec<(String, &[u8])> = (0..3_000).map(|number| (format!("word/{number}.xml"), &b"<a/>"[..])).collect();
    let many: Vec<(&str, &[u8])> = many.iter().map(|(name, bytes)| (name.as_str(), *bytes)).collect();
    refused(read(with(&many)).await, DocumentRefusal::TooMuchInside);
    for name in ["../evil.xml", "word/../../evil.xml", "/etc/evil.xml", "word\\..\\evil.xml"] {
        refused(read(with(&[(name, b"<a/>")])).await, DocumentRefusal::LeadsOut);
    }
    let inner = archive(&[("word/document.xml", &zeros)]);
    let nested = read(with(&[("word/embeddings/inner.docx", &inner)])).await.unwrap();
    assert!(!holds(&nested.bytes, b"embeddings"), "an archive inside is not opened, it goes");
    let laughs = "<!DOCTYPE a [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;&a;\">]><w:document>&b;</w:document>";
    refused(read(archive(&[("word/document.xml", laughs.as_bytes())])).await, DocumentRefusal::DocumentType);
    let deep = format!("{}{}", "<w:p>".repeat(1_000_000), "</w:p>".repeat(1_000_000));
    refused(read(archive(&[("word/document.xml", deep.as_bytes())])).await, DocumentRefusal::TooMuchInside);
    // A link in the place of a part.
    let mut out = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    out.add_symlink("word/document.xml", "/etc/passwd", zip::write::SimpleFileOptions::default()).unwrap();
    refused(read(out.finish().unwrap().into_inner()).await, DocumentRefusal::LeadsOut);
}

#[tokio::test]
async fn a_pdf_that_unpacks_or_loops_without_end_ends_as_a_refusal() {
    let page = |contents: Stream, kids_of_itself: bool| {
        let mut pdf = Pdf::with_version("1.7");
        let (pages, contents) = (pdf.new_object_id(), pdf.add_object(contents));
        let media = vec![0.into(), 0.into(), 595.into(), 842.into()];
        let page = pdf.add_object(
            dictionary! { "Type" => "Page", "Parent" => pages, "MediaBox" => media, "Contents" => contents },
        );
        let kid = if kids_of_itself { pages } else { page };
        pdf.objects.insert(
            pages,
            dictionary! { "Type" => "Pages", "Kids" => vec![kid.into()], "Count" => 1_000_000_000 }.into(),
        );
        let catalog = pdf.add_object(dictionary! { "Type" => "Catalog", "Pages" => pages });
        pdf.trailer.set("Root", catalog);
        let mut bytes = Vec::new();
        pdf.save_to(&mut bytes).unwrap();
        bytes
    };
    let bomb = page(Stream::new(dictionary! { "Filter" => "FlateDecode" }, zlib_bomb()), false);
    let looped = page(Stream::new(dictionary! {}, Vec::new()), true);
    let nested = page(Stream::new(dictionary! {}, b"[".repeat(2_000_000)), false);
    let picture = page(
        Stream::new(dictionary! { "Filter" => vec!["FlateDecode".into(), "DCTDecode".into()] }, zlib_bomb()),
        false,
    );
    for (name, file) in [("bomb", bomb), ("loop", looped), ("nested", nested), ("picture", picture)] {
        let read = read(file).await;
        // A page without words is one; what cannot be is refused. Nothing else comes of it.
        let harmless = matches!(&read, Ok(document) if document.bytes.len() < 4 << 20)
            || matches!(read, Err(DocumentError::Refused(_) | DocumentError::TookTooLong));
        assert!(harmless, "{name}: {read:?}");
    }
}

#[tokio::test]
async fn a_file_that_is_several_things_is_what_it_begins_as_and_nothing_else() {
    let jpeg = file(&photo(8, 8), ImageFormat::Jpeg);
    let both = [&jpeg[..], &archive(&[("word/document.xml", b"<CANARY/>")])].concat();
    let read_both = read(both).await.unwrap();
    assert!(
        read_both.kind == FileKind::Jpeg
            && !holds(&read_both.bytes, b"CANARY")
            && !holds(&read_both.bytes, b"PK\x03\x04")
    );
    let page = [b"<!-- ", &pdf_with(&jpeg)[..], b"--><script>CANARY</script>"].concat();
    match read(page).await {
        Ok(document) => assert!(!holds(&all_bytes(&document), b"<script")),
        Err(error) => assert!(matches!(error, DocumentError::NotTaken | DocumentError::Refused(_)), "{error:?}"),
    }
}
