//! A PDF of a stranger in, a PDF of ours out: its pages, without what acts, what is filled in, what is attached, and what says
//! who made it where. Runs in the worker only; what falls over there ends the worker and is a refusal.

mod words;

use std::io::Read as _;

use flate2::read::ZlibDecoder;
use lopdf::{Dictionary, Document, Object, Stream};

use crate::document::{MAX_PAGES, Made, bounded};
use crate::facts::{FactName, Facts};
use crate::{DocumentRefusal, jpeg};

/// Most objects of a file.
const MOST_OBJECTS: usize = 300_000;
/// Most bytes of a picture inside that was packed twice.
const MOST_UNPACKED: u64 = 64 * 1024 * 1024;

/// Keys whose values act, are filled in, are attached, or tell of the making.
const DROPPED: [&[u8]; 14] = [
    b"OpenAction",
    b"AA",
    b"JavaScript",
    b"JS",
    b"AcroForm",
    b"XFA",
    b"EmbeddedFiles",
    b"AF",
    b"EF",
    b"Metadata",
    b"PieceInfo",
    b"Collection",
    b"LastModified",
    b"NeedAppearances",
];
/// Actions that stay: to a place in the document, and to an address that somebody clicks.
const KEPT_ACTIONS: [&[u8]; 3] = [b"GoTo", b"URI", b"Named"];
/// Marks on a page that are files, films, sounds or forms.
const DROPPED_MARKS: [&[u8]; 8] =
    [b"FileAttachment", b"Movie", b"Sound", b"Screen", b"RichMedia", b"3D", b"Widget", b"Redact"];

/// Reads a PDF and writes it anew.
pub(crate) fn read(file: &[u8]) -> Result<Made, DocumentRefusal> {
    let mut document = Document::load_mem(file).map_err(|_| DocumentRefusal::Broken)?;
    if document.is_encrypted() || document.trailer.has(b"Encrypt") {
        return Err(DocumentRefusal::Locked);
    }
    if document.objects.len() > MOST_OBJECTS {
        return Err(DocumentRefusal::TooMuchInside);
    }
    let pages = document.get_pages().len();
    match pages {
        0 => return Err(DocumentRefusal::Broken),
        many if many > MAX_PAGES => return Err(DocumentRefusal::TooMuchInside),
        _ => {}
    }
    let mut facts = Facts::default();
    about(&document, &mut facts);
    // Words are a help, never the reason why a document is not kept: some fonts do not say which letters they draw.
    let text = words::words(&document, pages).map(bounded);
    clean(&mut document, &mut facts);
    let mut bytes = Vec::with_capacity(file.len());
    document.save_to(&mut bytes).map_err(|_| DocumentRefusal::Broken)?;
    Ok(Made { bytes, png: false, text, pages: u32::try_from(pages).ok(), facts: facts.done() })
}

/// What the document says of its making.
fn about(document: &Document, facts: &mut Facts) {
    let info = document.trailer.get(b"Info").ok().and_then(|info| resolved(document, info));
    let Some(Object::Dictionary(info)) = info else { return };
    for (key, name) in [
        (&b"Title"[..], FactName::Title),
        (b"Author", FactName::Creator),
        (b"Creator", FactName::Software),
        (b"Producer", FactName::Software),
        (b"CreationDate", FactName::Created),
        (b"ModDate", FactName::Modified),
        (b"Subject", FactName::Caption),
    ] {
        if let Some(Object::String(text, _)) = info.get(key).ok().and_then(|value| resolved(document, value)) {
            facts.add(name, &written(text));
        }
    }
}

fn resolved<'a>(document: &'a Document, object: &'a Object) -> Option<&'a Object> {
    document.dereference(object).ok().map(|(_, object)| object)
}

/// A text of a PDF: UTF-16 with its mark, or a byte for each letter.
fn written(text: &[u8]) -> String {
    match text {
        [0xfe, 0xff, rest @ ..] => {
            let wide: Vec<u16> = rest.chunks_exact(2).map(|two| u16::from_be_bytes([two[0], two[1]])).collect();
            String::from_utf16_lossy(&wide)
        }
        other => {
            String::from_utf8(other.to_vec()).unwrap_or_else(|_| other.iter().map(|byte| char::from(*byte)).collect())
        }
    }
}

fn clean(document: &mut Document, facts: &mut Facts) {
    document.trailer.remove(b"Info");
    document.trailer.remove(b"ID");
    for object in document.objects.values_mut() {
        clean_object(object, facts, 0);
    }
    document.prune_objects();
}

/// Deeper than this nothing is looked at, so it goes.
const DEEPEST: u32 = 60;

fn clean_object(object: &mut Object, facts: &mut Facts, deep: u32) {
    if deep > DEEPEST {
        *object = Object::Null;
        return;
    }
    match object {
        Object::Dictionary(dictionary) => clean_dictionary(dictionary, facts, deep),
        Object::Array(all) => all.iter_mut().for_each(|one| clean_object(one, facts, deep + 1)),
        Object::Stream(stream) => clean_stream(stream, facts, deep),
        _ => {}
    }
}

fn clean_dictionary(dictionary: &mut Dictionary, facts: &mut Facts, deep: u32) {
    for key in DROPPED {
        if dictionary.remove(key).is_some() {
            match key {
                b"JavaScript" | b"JS" | b"OpenAction" | b"AA" => facts.add(FactName::Beside, "scripts"),
                b"EmbeddedFiles" | b"EF" | b"AF" => facts.add(FactName::Beside, "embedded files"),
                b"AcroForm" | b"XFA" => facts.add(FactName::Beside, "form"),
                b"Metadata" => facts.add(FactName::Beside, "XMP"),
                _ => {}
            }
        }
    }
    let name =
        |dictionary: &Dictionary, key: &[u8]| dictionary.get(key).and_then(Object::as_name).ok().map(<[u8]>::to_vec);
    let acts = name(dictionary, b"Type").as_deref() == Some(b"Action") || dictionary.has(b"S") && is_action(dictionary);
    if acts && name(dictionary, b"S").is_none_or(|way| !KEPT_ACTIONS.contains(&way.as_slice())) {
        facts.add(FactName::Beside, "scripts");
        *dictionary = Dictionary::new();
        return;
    }
    let mark = name(dictionary, b"Subtype");
    if mark.is_some_and(|mark| DROPPED_MARKS.contains(&mark.as_slice())) && dictionary.has(b"Rect") {
        *dictionary = Dictionary::new();
        return;
    }
    for (_, value) in dictionary.iter_mut() {
        clean_object(value, facts, deep + 1);
    }
}

/// The other way to tell an action: its words are used for nothing else.
fn is_action(dictionary: &Dictionary) -> bool {
    let way = dictionary.get(b"S").and_then(Object::as_name).unwrap_or_default();
    [
        &b"JavaScript"[..],
        b"Launch",
        b"SubmitForm",
        b"ImportData",
        b"ResetForm",
        b"Rendition",
        b"Movie",
        b"Sound",
        b"GoToR",
        b"GoToE",
        b"Hide",
        b"SetOCGState",
        b"Trans",
        b"GoTo3DView",
        b"RichMediaExecute",
        b"Thread",
    ]
    .contains(&way)
}

fn clean_stream(stream: &mut Stream, facts: &mut Facts, deep: u32) {
    clean_dictionary(&mut stream.dict, facts, deep);
    let kind = stream.dict.get(b"Type").and_then(Object::as_name).unwrap_or_default();
    if matches!(kind, b"Metadata" | b"EmbeddedFile") {
        stream.set_content(Vec::new());
        return;
    }
    let filters: Vec<Vec<u8>> = match stream.dict.get(b"Filter") {
        Ok(Object::Name(one)) => vec![one.clone()],
        Ok(Object::Array(all)) => all.iter().filter_map(|one| one.as_name().ok().map(<[u8]>::to_vec)).collect(),
        _ => Vec::new(),
    };
    let plain = match filters.iter().map(Vec::as_slice).collect::<Vec<_>>().as_slice() {
        [b"DCTDecode" | b"DCT"] => jpeg::stripped(&stream.content),
        [b"JPXDecode"] => jpeg::stripped_jpx(&stream.content),
        [b"FlateDecode" | b"Fl", b"DCTDecode" | b"DCT"] => unpacked(&stream.content).and_then(|inner| {
            stream.dict.set("Filter", Object::Name(b"DCTDecode".to_vec()));
            stream.dict.remove(b"DecodeParms");
            jpeg::stripped(&inner)
        }),
        // A picture packed in any other way could carry anything: it is left out.
        [.., b"DCTDecode" | b"DCT" | b"JPXDecode"] => Some(Vec::new()),
        _ => return,
    };
    stream.set_content(plain.unwrap_or_default());
}

fn unpacked(packed: &[u8]) -> Option<Vec<u8>> {
    let mut plain = Vec::new();
    ZlibDecoder::new(packed).take(MOST_UNPACKED + 1).read_to_end(&mut plain).ok()?;
    (plain.len() as u64 <= MOST_UNPACKED).then_some(plain)
}
