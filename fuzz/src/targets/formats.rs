//! `thuchu-formats`: every reader, taking up where it stopped, and the writers on whatever was read.

use std::io::Cursor;

use thuchu_formats::{
    CLAIMS_MAX_CHECKS, ColumnMap, CsvWriter, DataFeedWriter, Entry, Format, ImportRecord, Item, Limits, NdjsonWriter,
    Options, OwnWriter, Position, Reader, read_claims_found, read_timestamp,
};
use thuchu_model::Sha256Hash;

use super::text_of;
use crate::Target;

pub(crate) fn targets() -> Vec<Target> {
    vec![
        Target { name: "formats_any", run: |bytes| read(bytes, None) },
        Target { name: "formats_claims_found", run: claims_found },
        Target { name: "formats_columns", run: columns },
        Target { name: "formats_csv", run: |bytes| read(bytes, Some(Format::Csv)) },
        Target { name: "formats_html", run: |bytes| read(bytes, Some(Format::Html)) },
        Target { name: "formats_json", run: |bytes| read(bytes, Some(Format::Json)) },
        Target { name: "formats_ndjson", run: |bytes| read(bytes, Some(Format::Ndjson)) },
        Target { name: "formats_timestamp", run: timestamp },
        Target { name: "formats_xlsx", run: |bytes| read(bytes, Some(Format::Xlsx)) },
    ]
}

/// What is taken from an answer is bounded, and every address can be opened.
fn claims_found(bytes: &[u8]) {
    let Ok(found) = read_claims_found(bytes) else { return };
    assert!(found.checks.len() <= CLAIMS_MAX_CHECKS);
    for check in found.checks {
        assert!(!check.claim.is_empty() && check.claim.chars().count() <= 4_000);
        assert!(check.url.starts_with("http") && check.url.len() <= 2_000 && check.url.contains(&check.site));
    }
}

/// An answer is about the hash and the nonce of the corpus, or refused.
fn timestamp(bytes: &[u8]) {
    let hash = Sha256Hash::of(b"evidence");
    if let Ok(read) = read_timestamp(bytes, &hash, 0x1234_5678_9abc_def0) {
        assert!(bytes.windows(32).any(|part| part == hash.as_bytes()), "our hash is in it");
        assert!(read.serial.len() + read.policy.len() < 4 * bytes.len());
        assert!(read_timestamp(bytes, &hash, 1).is_err(), "for one nonce only");
    }
}

/// Small bounds, so that the inputs of the fuzzer reach them.
fn limits() -> Limits {
    Limits {
        record_bytes: 8 << 10,
        row_bytes: 4 << 10,
        unpacked_bytes: 1 << 20,
        excerpt_chars: 200,
        ..Limits::default()
    }
}

fn items(bytes: &[u8], format: Option<Format>, resume: Option<Position>) -> Vec<Item> {
    let options = Options { format, limits: limits(), resume, ..Options::default() };
    // An input that cannot be read at all, or no further, is an answer too; what came before it counts.
    let Ok(reader) = Reader::new(Cursor::new(bytes.to_vec()), &options) else { return Vec::new() };
    reader.map_while(Result::ok).collect()
}

/// Reading ends; going on from any place gives what would have come; what was read can be written, and what our own
/// export holds reads back as it was.
fn read(bytes: &[u8], format: Option<Format>) {
    let all = items(bytes, format, None);
    if let Some(middle) = all.get(all.len() / 2) {
        let rest = items(bytes, format, Some(middle.next.clone()));
        let expected = &all[all.len() / 2 + 1..];
        let entries = |items: &[Item]| items.iter().map(|item| item.entry.clone()).collect::<Vec<_>>();
        assert_eq!(entries(&rest), entries(expected), "going on gives what would have come");
        assert!(rest.iter().map(|item| &item.next).eq(expected.iter().map(|item| &item.next)), "and the same places");
    }
    write(&all);
}

fn write(items: &[Item]) {
    let records: Vec<_> = items
        .iter()
        .filter_map(|item| match &item.entry {
            Ok(Entry::Record(record)) => Some(record.as_ref()),
            _ => None,
        })
        .collect();
    let (mut own, mut lines) = (OwnWriter::new(Vec::new()), NdjsonWriter::new(Vec::new()));
    let (Ok(mut feed), Ok(mut table)) = (DataFeedWriter::new(Vec::new()), CsvWriter::new(Vec::new())) else { return };
    for record in &records {
        let written = [own.check(record), lines.check(record), feed.check(record), table.check(record)];
        assert!(written.iter().all(Result::is_ok), "writing to memory cannot fail");
    }
    let _ = (lines.finish(), feed.finish(), table.finish());
    let Ok(own) = own.finish() else { return };
    let options = Options { format: Some(Format::Ndjson), ..Options::default() };
    let Ok(again) = Reader::new(Cursor::new(own), &options) else { return };
    let again: Vec<_> = again.map_while(Result::ok).map(|item| item.entry).collect();
    assert_eq!(again.len(), records.len(), "the export reads back whole");
    for (read, record) in again.iter().zip(&records) {
        match read {
            Ok(Entry::Record(read)) => {
                // A plain ClaimReview states no site above the page's own host; only our extension carries one.
                let mut expected = ImportRecord::clone(record);
                if expected.own.is_none() && expected.publisher.site != read.publisher.site {
                    assert!(read.publisher.site.ends_with(&format!(".{}", expected.publisher.site)), "another site");
                    expected.publisher.site.clone_from(&read.publisher.site);
                }
                assert_eq!(read.as_ref(), &expected, "the export reads back as it was");
            }
            other => assert_eq!(other.as_ref().err(), None, "the export reads back without a problem"),
        }
    }
}

fn columns(bytes: &[u8]) {
    let text = text_of(bytes);
    let _ = (ColumnMap::from_list(&text), ColumnMap::from_toml(&text));
}
