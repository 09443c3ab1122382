//! Which parts of a document stay, and what is done to them. What is not on the list goes.

use crate::FileKind;

/// What becomes of a part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    /// The words of the document.
    Text,
    /// Any other XML of its layout.
    Xml,
    /// A list of links to other parts and outside.
    Links,
    /// The list of all parts.
    List,
    /// A picture.
    Picture,
    /// A part of ours to know: the type of an OpenDocument file.
    AsItIs,
    /// Who made it, when, with what: read, then left out.
    About,
    /// Left out; where an editor would want to know, what it was.
    Dropped(Option<&'static str>),
}

/// What becomes of the part of this name.
pub(super) fn part(kind: FileKind, name: &str) -> Part {
    match kind {
        FileKind::Odt => of_odt(name),
        _ => of_docx(name),
    }
}

fn of_docx(name: &str) -> Part {
    let end = |end: &str| name.to_ascii_lowercase().ends_with(end);
    match name {
        "word/document.xml" => Part::Text,
        "[Content_Types].xml" => Part::List,
        _ if name.starts_with("docProps/") && end(".xml") => Part::About,
        _ if name.starts_with("word/media/") => Part::Picture,
        _ if end(".rels") && (name.starts_with("word/_rels/") || name == "_rels/.rels") => Part::Links,
        _ if end("vbaproject.bin") || end("vbadata.xml") => Part::Dropped(Some("macros")),
        _ if name.starts_with("word/embeddings/") || name.starts_with("word/activeX/") => {
            Part::Dropped(Some("embedded files"))
        }
        _ if name.starts_with("word/theme/") && end(".xml") => Part::Xml,
        // Parts directly below: styles, numbering, headers, footers, notes, comments.
        _ if name.starts_with("word/") && end(".xml") && name.matches('/').count() == 1 && !name.contains("people") => {
            Part::Xml
        }
        _ => Part::Dropped(None),
    }
}

fn of_odt(name: &str) -> Part {
    match name {
        "mimetype" => Part::AsItIs,
        "content.xml" => Part::Text,
        "styles.xml" => Part::Xml,
        "META-INF/manifest.xml" => Part::List,
        "meta.xml" => Part::About,
        _ if name.starts_with("Pictures/") => Part::Picture,
        _ if name.starts_with("Basic/") || name.starts_with("Scripts/") => Part::Dropped(Some("macros")),
        _ if name.starts_with("Object") => Part::Dropped(Some("embedded files")),
        _ if name.starts_with("Thumbnails/") => Part::Dropped(Some("thumbnail")),
        _ => Part::Dropped(None),
    }
}

/// Whether a part of this name stays in any form: for the lists that name parts.
pub(super) fn stays(kind: FileKind, name: &str) -> bool {
    !matches!(part(kind, name.trim_start_matches('/')), Part::Dropped(_) | Part::About)
}
