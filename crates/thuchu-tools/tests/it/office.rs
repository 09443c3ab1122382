//! Documents as offices and strangers make them.

use std::io::{Cursor, Write as _};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// An archive of these parts.
pub(crate) fn archive(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut out = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        let method = if *name == "mimetype" { CompressionMethod::Stored } else { CompressionMethod::Deflated };
        out.start_file(*name, SimpleFileOptions::default().compression_method(method)).unwrap();
        out.write_all(bytes).unwrap();
    }
    out.finish().unwrap().into_inner()
}

pub(crate) const CONTENT_TYPES: &[u8] = br#"<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/><Override PartName="/docProps/core.xml" ContentType="x"/><Override PartName="/word/vbaProject.bin" ContentType="x"/></Types>"#;
pub(crate) const DOCUMENT: &str = r#"<?xml version="1.0"?><w:document xmlns:w="w"><w:body><w:p><w:r><w:t>Không có quy định </w:t></w:r><w:ins w:id="1" w:author="CANARY An" w:date="2026-01-01"><w:r><w:t>nào &amp; không ai phạt.</w:t></w:r></w:ins></w:p><w:tbl><w:tr><w:tc><w:p><w:r><w:t>một</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>hai</w:t></w:r></w:p></w:tc></w:tr></w:tbl></w:body></w:document>"#;
const LINKS: &[u8] = br#"<?xml version="1.0"?><Relationships xmlns="r"><Relationship Id="rId1" Type="http://x/hyperlink" Target="https://chinhphu.vn/" TargetMode="External"/><Relationship Id="rId2" Type="http://x/attachedTemplate" Target="http://CANARY.example/t.dotm" TargetMode="External"/><Relationship Id="rId3" Type="http://x/oleObject" Target="embeddings/o.bin"/><Relationship Id="rId4" Type="http://x/image" Target="media/image1.jpeg"/></Relationships>"#;
const CORE: &[u8] = "<?xml version=\"1.0\"?><cp:coreProperties xmlns:cp=\"c\" xmlns:dc=\"d\"><dc:creator>CANARY Nguyễn Văn An</dc:creator><dc:title>Công văn</dc:title></cp:coreProperties>".as_bytes();

/// A document of Word with a photograph, and everything that goes.
pub(crate) fn docx(photo: &[u8]) -> Vec<u8> {
    archive(&[
        ("[Content_Types].xml", CONTENT_TYPES),
        ("word/document.xml", DOCUMENT.as_bytes()),
        ("word/_rels/document.xml.rels", LINKS),
        ("word/media/image1.jpeg", photo),
        ("docProps/core.xml", CORE),
        ("docProps/thumbnail.jpeg", photo),
        ("word/vbaProject.bin", b"CANARY macros"),
        ("word/embeddings/o.bin", b"CANARY inside"),
        ("customXml/item1.xml", b"<CANARY/>"),
    ])
}

/// The same of LibreOffice.
pub(crate) fn odt(photo: &[u8]) -> Vec<u8> {
    let content = "<?xml version=\"1.0\"?><office:document-content xmlns:office=\"o\" xmlns:text=\"t\" xmlns:dc=\"d\"><office:scripts><CANARY/></office:scripts><text:p>Không có quy định nào.</text:p><text:p>Dòng<text:s/>hai<office:annotation><dc:creator>CANARY An</dc:creator><text:p>ghi chú</text:p></office:annotation></text:p></office:document-content>";
    let meta = "<?xml version=\"1.0\"?><office:meta xmlns:office=\"o\" xmlns:meta=\"m\"><meta:initial-creator>CANARY Bình</meta:initial-creator><meta:generator>LibreOffice</meta:generator></office:meta>";
    let list = "<?xml version=\"1.0\"?><manifest:manifest xmlns:manifest=\"m\"><manifest:file-entry manifest:full-path=\"/\"/><manifest:file-entry manifest:full-path=\"content.xml\"/><manifest:file-entry manifest:full-path=\"meta.xml\"/></manifest:manifest>";
    archive(&[
        ("mimetype", b"application/vnd.oasis.opendocument.text"),
        ("content.xml", content.as_bytes()),
        ("meta.xml", meta.as_bytes()),
        ("Pictures/1.jpg", photo),
        ("Thumbnails/thumbnail.png", b"CANARY"),
        ("Basic/Standard/Module1.xml", b"<CANARY/>"),
        ("META-INF/manifest.xml", list.as_bytes()),
    ])
}
