//! A document of Word or LibreOffice in, one of ours out: text, layout and pictures, without names, programs, linked or embedded
//! files. Both formats are archives of XML. Runs in the worker only.

mod parts;
mod xml;

use std::io::{Cursor, Read as _, Write as _};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

use crate::document::{Made, bounded};
use crate::facts::{self, FactName, Facts};
use crate::{DocumentRefusal, FileKind, clean};

use parts::{Part, part};

/// Most parts of a document.
const MOST_PARTS: usize = 2_000;
/// Most bytes of a part, unpacked.
const MOST_PART: u64 = 32 * 1024 * 1024;
/// Most bytes of all parts together, unpacked.
const MOST_TOGETHER: u64 = 64 * 1024 * 1024;
/// How many times larger than packed a part may be, once it is large.
const MOST_TIMES: u64 = 200;
/// From here on a part is large.
const LARGE: u64 = 1024 * 1024;

/// Reads a document and writes it anew.
pub(crate) fn read(file: Vec<u8>, kind: FileKind) -> Result<Made, DocumentRefusal> {
    let mut archive = ZipArchive::new(Cursor::new(file)).map_err(|_| DocumentRefusal::Broken)?;
    if archive.len() > MOST_PARTS {
        return Err(DocumentRefusal::TooMuchInside);
    }
    let mut out = ZipWriter::new(Cursor::new(Vec::new()));
    let (mut facts, mut text, mut together) = (Facts::default(), None, 0_u64);
    for index in 0..archive.len() {
        let (name, bytes) = unpack(&mut archive, index, &mut together)?;
        let Some(bytes) = bytes else { continue };
        let kept = match part(kind, &name) {
            Part::Dropped(what) => {
                if let Some(what) = what {
                    facts.add(FactName::Beside, what);
                }
                None
            }
            Part::About => {
                xml::about(&bytes, &mut facts)?;
                None
            }
            Part::Text => {
                text = Some(bounded(xml::words(&bytes)?));
                Some(xml::rewritten(&bytes, kind)?)
            }
            Part::Xml => Some(xml::rewritten(&bytes, kind)?),
            Part::Links => Some(xml::links(&bytes)?),
            Part::List => Some(xml::list(&bytes, kind)?),
            Part::Picture => picture(bytes, &mut facts),
            Part::AsItIs => Some(bytes),
        };
        if let Some(kept) = kept {
            write(&mut out, &name, &kept).map_err(|_| DocumentRefusal::Broken)?;
        }
    }
    if text.is_none() {
        return Err(DocumentRefusal::Broken);
    }
    let bytes = out.finish().map_err(|_| DocumentRefusal::Broken)?.into_inner();
    Ok(Made { bytes, png: false, text, pages: None, facts: facts.done() })
}

/// A part of the archive by its number; `None`: a folder. The sizes that an archive claims are believed for refusing, never for
/// reading on.
fn unpack(
    archive: &mut ZipArchive<Cursor<Vec<u8>>>,
    index: usize,
    together: &mut u64,
) -> Result<(String, Option<Vec<u8>>), DocumentRefusal> {
    let entry = archive.by_index(index).map_err(|error| match error {
        zip::result::ZipError::UnsupportedArchive(why) if why.contains("assword") => DocumentRefusal::Locked,
        _ => DocumentRefusal::Broken,
    })?;
    let name = entry.name().to_owned();
    let inside = entry.enclosed_name().is_some_and(|path| path.is_relative()) && !name.contains(['\\', '\0']);
    if !inside || name.starts_with('/') || name.split('/').any(|step| step == "..") || entry.is_symlink() {
        return Err(DocumentRefusal::LeadsOut);
    }
    if entry.is_dir() {
        return Ok((name, None));
    }
    let packed = entry.compressed_size();
    if entry.size() > MOST_PART {
        return Err(DocumentRefusal::TooMuchInside);
    }
    let mut bytes = Vec::new();
    entry.take(MOST_PART + 1).read_to_end(&mut bytes).map_err(|_| DocumentRefusal::Broken)?;
    let size = bytes.len() as u64;
    *together += size;
    let blown_up = size > LARGE && size > packed.saturating_mul(MOST_TIMES);
    if size > MOST_PART || *together > MOST_TOGETHER || blown_up {
        return Err(DocumentRefusal::TooMuchInside);
    }
    Ok((name, Some(bytes)))
}

/// A picture, decoded and written anew; one that cannot be is left out.
fn picture(bytes: Vec<u8>, facts: &mut Facts) -> Option<Vec<u8>> {
    for fact in facts::of_picture(&bytes, (0, 0)) {
        if fact.name != FactName::Size {
            facts.add(fact.name, &fact.value);
        }
    }
    clean::clean(bytes).ok().map(|picture| picture.bytes.into())
}

fn write(out: &mut ZipWriter<Cursor<Vec<u8>>>, name: &str, bytes: &[u8]) -> zip::result::ZipResult<()> {
    // The first part of an OpenDocument file says what it is, unpacked (ODF 1.3, part 2, §3.3).
    let method = if name == "mimetype" { CompressionMethod::Stored } else { CompressionMethod::Deflated };
    out.start_file(name, SimpleFileOptions::default().compression_method(method))?;
    out.write_all(bytes)?;
    Ok(())
}
