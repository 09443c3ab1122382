//! CSV and workbooks.

use super::*;
use std::io::Write as _;

#[test]
fn a_table_is_read_by_its_header_whatever_its_separator() {
    for separator in [",", ";", "\t"] {
        let text =
            [["Nội dung", "Link", "Nhãn", "Ngày"], ["\"a \"\"b\"\"\nc\"", "https://k.vn/1", "Sai", "25/12/2024"]]
                .map(|row| row.join(separator))
                .join("\r\n");
        let found = &records(&text)[0];
        assert_eq!(found.claim_reviewed, "a \"b\"\nc");
        assert_eq!(found.rating.label.as_deref(), Some("Sai"));
        assert_eq!(found.review_date.map(|day| day.to_string()).as_deref(), Some("2024-12-25"));
    }
}

#[test]
fn a_broken_row_costs_itself_only() {
    let text = "claim,url\na,https://k.vn/1\nb,\"https://k.vn/2\nc,https://k.vn/3\nd,\"https://k.vn/4\"\n,https://k.vn/5\ne,/6\n\"f\"g,https://k.vn/7\nh\0,https://k.vn/8\ni,https://k.vn/9";
    let want = [
        "2 a",
        "3 !bad_row",
        "4 c",
        "5 d",
        "6 !no_claim",
        "7 !relative_url",
        "8 !bad_row",
        "9 !control_character",
        "10 i",
    ];
    assert_eq!(outline(&read(text)), want);
    resumes_anywhere(text.as_bytes(), &Options::default());
}

#[test]
fn a_table_without_the_needed_columns_is_refused_by_name() {
    let options = |columns: &str| Options {
        format: Some(Format::Csv),
        columns: ColumnMap::from_list(columns).unwrap(),
        ..Options::default()
    };
    let input = b"x,y\na,https://k.vn/1\n".to_vec();
    let error = Reader::new(Cursor::new(input.clone()), &options("")).map(|_| ()).unwrap_err();
    assert_eq!((error.code(), error.to_string().contains("claim")), ("column_missing", true));
    assert_eq!(outline(&items(&input, &options("claim=x,url=2"))), ["2 a"]);
}

#[test]
fn checks_migration_table_is_read() {
    let text =
        "ID,Title,Summary,URL,Language,Report Status,Imported?\n1,Nước chanh,Tóm tắt,https://k.vn/1,vi,Published,false";
    let found = &records(text)[0];
    assert_eq!(
        (found.claim_reviewed.as_str(), found.body.as_deref(), found.rating.label.as_deref()),
        ("Nước chanh", Some("Tóm tắt"), None)
    );
}

/// A workbook with these files.
fn book(files: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in files {
        zip.start_file(
            *name,
            zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Deflated),
        )
        .unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn sheet(rows: &str) -> Vec<u8> {
    book(&[
        ("[Content_Types].xml", r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>"#),
        (
            "_rels/.rels",
            r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#,
        ),
        (
            "xl/workbook.xml",
            r#"<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>"#,
        ),
        (
            "xl/_rels/workbook.xml.rels",
            r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#,
        ),
        (
            "xl/worksheets/sheet1.xml",
            &format!(
                r#"<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{rows}</sheetData></worksheet>"#
            ),
        ),
    ])
}

fn row(number: usize, cells: &[&str]) -> String {
    let cells = cells
        .iter()
        .zip('A'..)
        .map(|(text, column)| format!(r#"<c r="{column}{number}" t="inlineStr"><is><t>{text}</t></is></c>"#));
    format!(r#"<row r="{number}">{}</row>"#, cells.collect::<String>())
}

#[test]
fn a_workbook_is_read_and_resumed() {
    let rows = [
        row(1, &["Claim", "URL", "Rating"]),
        row(2, &["a", "https://k.vn/1", "Sai"]),
        row(4, &["b", "k.vn", ""]),
        row(5, &["c", "https://k.vn/3"]),
    ];
    let bytes = sheet(&rows.concat());
    assert_eq!(outline(&items(&bytes, &Options::default())), ["2 a", "4 !relative_url", "5 c"]);
    resumes_anywhere(&bytes, &Options::default());
}

#[test]
fn bombs_and_other_archives_are_refused() {
    let code = |bytes: Vec<u8>| Reader::new(Cursor::new(bytes), &Options::default()).map(|_| ()).unwrap_err().code();
    assert_eq!(code(book(&[("readme.txt", "hello")])), "input_compressed");
    let zeros = " ".repeat(30 << 20);
    assert_eq!(code(sheet(&format!("{}{zeros}", row(1, &["claim", "url"])))), "workbook_bomb");
    let doctype = book(&[("xl/workbook.xml", "<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b 'c'>]><workbook/>")]);
    assert_eq!(code(doctype), "doctype_refused");
    assert_eq!(code(sheet("<row r=\"1\"><c r=\"XFD1\" t=\"inlineStr\"><is><t>x</t></is></c></row>")), "input_empty");
}
