//! The XML of office documents: read without entities and document types, written anew event by event.

use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, Writer};

use super::parts::stays;
use crate::facts::{FactName, Facts};
use crate::{DocumentRefusal, FileKind};

/// Most elements inside each other.
const DEEPEST: usize = 500;

/// Attributes that name people, their devices or moments.
const NAMES: [&[u8]; 8] = [
    b"w:author",
    b"w:initials",
    b"w:date",
    b"w15:author",
    b"w15:userId",
    b"w15:providerId",
    b"w:rsidR",
    b"w16du:dateUtc",
];
/// Elements that name people or moments; their words go.
const NAMING: [&[u8]; 6] = [
    b"dc:creator",
    b"dc:date",
    b"meta:creator-initials",
    b"office:scripts",
    b"office:event-listeners",
    b"script:event-listener",
];

/// Reads event by event, in order, and hands each over. A document type is refused, and so is damaged XML.
fn walk(bytes: &[u8], mut each: impl FnMut(Event<'_>) -> Result<(), DocumentRefusal>) -> Result<(), DocumentRefusal> {
    let mut reader = Reader::from_reader(bytes);
    let mut deep = 0_usize;
    loop {
        let event = reader.read_event().map_err(|_| DocumentRefusal::Broken)?;
        match &event {
            Event::Eof => return Ok(()),
            Event::DocType(_) => return Err(DocumentRefusal::DocumentType),
            Event::Start(_) => deep += 1,
            Event::End(_) => deep = deep.saturating_sub(1),
            _ => {}
        }
        if deep > DEEPEST {
            return Err(DocumentRefusal::TooMuchInside);
        }
        each(event)?;
    }
}

/// The words: a line for each paragraph, a tabulator between the cells of a row.
pub(super) fn words(bytes: &[u8]) -> Result<String, DocumentRefusal> {
    let (mut text, mut inside) = (String::new(), false);
    walk(bytes, |event| {
        match event {
            Event::Start(element) => match element.name().as_ref() {
                b"w:t" | b"text:p" | b"text:h" => inside = true,
                _ => {}
            },
            Event::Empty(element) => match element.name().as_ref() {
                b"w:tab" | b"text:tab" => text.push('\t'),
                b"w:br" | b"w:cr" | b"text:line-break" | b"w:p" | b"text:p" => text.push('\n'),
                b"text:s" => text.push(' '),
                _ => {}
            },
            Event::End(element) => match element.name().as_ref() {
                b"w:t" => inside = false,
                b"w:p" => text.push('\n'),
                b"text:p" | b"text:h" => {
                    inside = false;
                    text.push('\n');
                }
                b"w:tc" | b"table:table-cell" => text.push('\t'),
                _ => {}
            },
            Event::Text(words) if inside => text.push_str(&words.decode().map_err(|_| DocumentRefusal::Broken)?),
            Event::CData(words) if inside => text.push_str(&words.decode().map_err(|_| DocumentRefusal::Broken)?),
            Event::GeneralRef(name) if inside => {
                let name = name.decode().map_err(|_| DocumentRefusal::Broken)?;
                text.push_str(&letter(&name).unwrap_or_default());
            }
            _ => {}
        }
        Ok(())
    })?;
    Ok(text)
}

/// One of the five names that XML itself has, or a letter by its number. Others stand for nothing.
fn letter(name: &str) -> Option<String> {
    let by_number = |digits: &str, radix| u32::from_str_radix(digits, radix).ok().and_then(char::from_u32);
    let letter = match name {
        "lt" => '<',
        "gt" => '>',
        "amp" => '&',
        "quot" => '"',
        "apos" => '\'',
        _ => match name.strip_prefix("#x") {
            Some(digits) => by_number(digits, 16)?,
            None => by_number(name.strip_prefix('#')?, 10)?,
        },
    };
    Some(letter.to_string())
}

/// The same XML without names of people, moments and programs.
pub(super) fn rewritten(bytes: &[u8], _kind: FileKind) -> Result<Vec<u8>, DocumentRefusal> {
    let mut writer = Writer::new(Vec::with_capacity(bytes.len()));
    let mut naming = 0_usize;
    walk(bytes, |event| {
        let event = match event {
            Event::Start(element) if naming > 0 || NAMING.contains(&element.name().as_ref()) => {
                naming += 1;
                return Ok(());
            }
            Event::End(_) if naming > 0 => {
                naming -= 1;
                return Ok(());
            }
            _ if naming > 0 => return Ok(()),
            Event::Empty(element) if NAMING.contains(&element.name().as_ref()) => return Ok(()),
            Event::Start(element) => Event::Start(nameless(&element)?),
            Event::Empty(element) => Event::Empty(nameless(&element)?),
            Event::Comment(_) | Event::PI(_) => return Ok(()),
            other => other.into_owned(),
        };
        writer.write_event(event).map_err(|_| DocumentRefusal::Broken)
    })?;
    Ok(writer.into_inner())
}

fn nameless<'a>(element: &BytesStart<'_>) -> Result<BytesStart<'a>, DocumentRefusal> {
    let name = String::from_utf8_lossy(element.name().as_ref()).into_owned();
    let mut kept = BytesStart::new(name);
    for attribute in element.attributes() {
        let attribute = attribute.map_err(|_| DocumentRefusal::Broken)?;
        if !NAMES.contains(&attribute.key.as_ref()) {
            kept.push_attribute(attribute);
        } else if attribute.key.as_ref() == b"w:author" {
            // A comment without its maker's name is no valid comment.
            kept.push_attribute(("w:author", ""));
        }
    }
    Ok(kept)
}

/// The links of a Word document: those to parts that stay, and to addresses that somebody clicks.
pub(super) fn links(bytes: &[u8]) -> Result<Vec<u8>, DocumentRefusal> {
    filtered(bytes, |element| {
        if element.name().as_ref() != b"Relationship" {
            return true;
        }
        let value = |key: &[u8]| {
            let found = element.attributes().flatten().find(|attribute| attribute.key.as_ref() == key);
            found.map(|attribute| String::from_utf8_lossy(&attribute.value).into_owned()).unwrap_or_default()
        };
        let kind = value(b"Type").rsplit('/').next().unwrap_or_default().to_owned();
        if value(b"TargetMode") == "External" {
            return kind == "hyperlink";
        }
        ![
            "oleObject",
            "package",
            "control",
            "attachedTemplate",
            "vbaProject",
            "core-properties",
            "extended-properties",
            "custom-properties",
            "thumbnail",
            "customXml",
            "people",
            "keyMapCustomizations",
            "aFChunk",
            "subDocument",
        ]
        .contains(&kind.as_str())
    })
}

/// The list of parts, without those that are gone.
pub(super) fn list(bytes: &[u8], kind: FileKind) -> Result<Vec<u8>, DocumentRefusal> {
    filtered(bytes, |element| {
        let names: &[&[u8]] = &[b"PartName", b"manifest:full-path"];
        let named = element.attributes().flatten().find(|attribute| names.contains(&attribute.key.as_ref()));
        let name = named.map(|attribute| String::from_utf8_lossy(&attribute.value).into_owned());
        name.is_none_or(|name| name == "/" || stays(kind, &name))
    })
}

/// The same XML without the elements that are not to stay, and all that is in them.
fn filtered(bytes: &[u8], stay: impl Fn(&BytesStart<'_>) -> bool) -> Result<Vec<u8>, DocumentRefusal> {
    let mut writer = Writer::new(Vec::with_capacity(bytes.len()));
    let mut gone = 0_usize;
    walk(bytes, |event| {
        match &event {
            Event::Start(element) if gone > 0 || !stay(element) => {
                gone += 1;
                return Ok(());
            }
            Event::End(_) if gone > 0 => {
                gone -= 1;
                return Ok(());
            }
            Event::Empty(element) if gone > 0 || !stay(element) => return Ok(()),
            _ if gone > 0 => return Ok(()),
            Event::Comment(_) | Event::PI(_) => return Ok(()),
            _ => {}
        }
        writer.write_event(event).map_err(|_| DocumentRefusal::Broken)
    })?;
    Ok(writer.into_inner())
}

/// Who made it, when, with what.
pub(super) fn about(bytes: &[u8], facts: &mut Facts) -> Result<(), DocumentRefusal> {
    let mut name = None;
    walk(bytes, |event| {
        match event {
            Event::Start(element) => {
                name = match element.name().as_ref() {
                    b"dc:creator" | b"cp:lastModifiedBy" | b"meta:initial-creator" | b"Manager" | b"Company" => {
                        Some(FactName::Creator)
                    }
                    b"dc:title" => Some(FactName::Title),
                    b"dc:subject" | b"dc:description" => Some(FactName::Caption),
                    b"dcterms:created" | b"meta:creation-date" => Some(FactName::Created),
                    b"dcterms:modified" | b"dc:date" => Some(FactName::Modified),
                    b"Application" | b"meta:generator" => Some(FactName::Software),
                    _ => None,
                };
            }
            Event::End(_) => name = None,
            Event::Text(text) => {
                if let (Some(name), Ok(text)) = (name, text.decode()) {
                    facts.add(name, &text);
                }
            }
            _ => {}
        }
        Ok(())
    })
}
