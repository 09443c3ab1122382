//! The first sheet of a workbook as rows. A workbook is an archive: it is measured before anything is unpacked for
//! good, and refused when it is a bomb or declares a document type.

use std::io::{Cursor, Read};

use calamine::{Data, Reader as _, Xlsx};

use super::Limits;
use crate::problem::ReadError;

/// Most entries in the archive; a workbook has a few dozen.
const MOST_ENTRIES: usize = 2_000;
/// How much an entry above one MiB may grow when unpacked.
const RATIO: u64 = 250;

/// The rows of the first sheet, numbered from 1 as people see them.
pub(super) fn rows(archive: Vec<u8>, limits: &Limits) -> Result<Vec<(u64, Vec<String>)>, ReadError> {
    measure(&archive, limits)?;
    let unreadable = |error: String| ReadError::Workbook(error);
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(archive)).map_err(|error| unreadable(error.to_string()))?;
    let name = book.sheet_names().first().cloned().ok_or_else(|| unreadable("it has no sheet".into()))?;
    let mut cells = book.worksheet_cells_reader(&name).map_err(|error| unreadable(error.to_string()))?;
    let mut rows: Vec<(u64, Vec<String>)> = Vec::new();
    loop {
        let cell = match cells.next_cell() {
            Ok(Some(cell)) => cell,
            Ok(None) => return Ok(rows),
            Err(error) => return Err(unreadable(error.to_string())),
        };
        let (row, column) = cell.get_position();
        let text = show(&Data::from(cell.get_value().clone()));
        // A sheet may name a cell far to the right or back above; only the first 1,000 columns are looked at.
        if text.is_empty() || column >= 1_000 {
            continue;
        }
        let number = u64::from(row) + 1;
        if rows.last().is_none_or(|(last, _)| *last < number) {
            rows.push((number, Vec::new()));
        }
        if let Some((last, cells)) = rows.last_mut()
            && *last == number
        {
            let column = column as usize;
            if cells.len() <= column {
                cells.resize(column + 1, String::new());
            }
            cells[column] = text;
        }
    }
}

fn show(cell: &Data) -> String {
    match cell {
        Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => text.clone(),
        Data::Float(number) => number.to_string(),
        Data::Int(number) => number.to_string(),
        Data::Bool(yes) => yes.to_string(),
        Data::DateTime(date) => {
            // Days since 1899-12-30 (the sheet's own epoch).
            #[expect(clippy::cast_possible_truncation, reason = "a day number is far below 2^63; saturating is fine")]
            let days = date.as_f64().floor() as i64;
            let epoch = jiff::civil::date(1899, 12, 30);
            epoch
                .checked_add(jiff::Span::new().try_days(days).unwrap_or_default())
                .map_or_else(|_| String::new(), |day| day.to_string())
        }
        _ => String::new(),
    }
}

/// Unpacks every entry into nothing, counting; headers may lie about sizes.
fn measure(archive: &[u8], limits: &Limits) -> Result<(), ReadError> {
    let unreadable = |error: zip::result::ZipError| ReadError::Workbook(error.to_string());
    let mut zip = zip::ZipArchive::new(Cursor::new(archive)).map_err(unreadable)?;
    if zip.len() > MOST_ENTRIES {
        return Err(ReadError::Bomb(format!("{} entries", zip.len())));
    }
    if zip.index_for_name("xl/workbook.xml").is_none() {
        return Err(ReadError::Compressed("zip"));
    }
    let mut total = 0_u64;
    for index in 0..zip.len() {
        let entry = zip.by_index(index).map_err(unreadable)?;
        let (name, packed) = (entry.name().to_owned(), entry.compressed_size());
        let allowed = packed.saturating_mul(RATIO).max(1 << 20).min(limits.unpacked_bytes.saturating_sub(total));
        let is_xml = name.ends_with(".xml") || name.ends_with(".rels");
        let mut counted = entry.take(allowed.saturating_add(1));
        let (mut chunk, mut size, mut head) = (vec![0; 64 * 1024], 0_u64, Vec::new());
        loop {
            let read = counted.read(&mut chunk).map_err(|error| ReadError::Workbook(error.to_string()))?;
            if read == 0 {
                break;
            }
            size += read as u64;
            if head.len() < 4_096 {
                head.extend_from_slice(&chunk[..read.min(4_096)]);
            }
        }
        if size > allowed {
            return Err(ReadError::Bomb(format!("{name}: {packed} bytes become more than {allowed}")));
        }
        if is_xml && head.windows(9).any(|bytes| bytes.eq_ignore_ascii_case(b"<!doctype")) {
            return Err(ReadError::Doctype);
        }
        total += size;
    }
    Ok(())
}
