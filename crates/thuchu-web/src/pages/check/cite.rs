//! How a check is cited by programs that keep references: BibTeX, and RIS as Zotero and EndNote read it. Each names the version
//! and the day, so that what was cited can be found when the check has changed since.

use jiff::civil::Date;

/// What is cited.
pub(super) struct Cited<'a> {
    /// The name of an entry: letters, digits, hyphens.
    pub(super) key: &'a str,
    pub(super) author: &'a str,
    pub(super) title: &'a str,
    pub(super) lang: &'a str,
    /// The day of the version.
    pub(super) day: Option<Date>,
    pub(super) version: u32,
    /// Under what it may be used, where that is stated.
    pub(super) licence: Option<&'a str>,
    pub(super) url: &'a str,
}

/// As BibTeX. Every text is in two pairs of braces, so that no program changes its capitals or takes a name apart.
pub(super) fn bibtex(cited: &Cited<'_>) -> String {
    let mut fields =
        vec![("author", format!("{{{}}}", escaped(cited.author))), ("title", format!("{{{}}}", escaped(cited.title)))];
    if let Some(day) = cited.day {
        fields.push(("year", day.year().to_string()));
        fields.push(("date", day.to_string()));
    }
    fields.push(("version", cited.version.to_string()));
    fields.push(("language", cited.lang.to_owned()));
    // The field that Zotero and JabRef read and write for it.
    fields.extend(cited.licence.map(|licence| ("copyright", format!("{{{}}}", escaped(licence)))));
    if !cited.url.is_empty() {
        fields.push(("url", cited.url.to_owned()));
    }
    let lines: Vec<String> = fields.into_iter().map(|(name, value)| format!("  {name} = {{{value}}}")).collect();
    format!("@online{{{}-v{},\n{}\n}}\n", cited.key, cited.version, lines.join(",\n"))
}

/// What has a meaning in TeX, as its letters.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in one_line(text).chars() {
        match c {
            '{' | '}' | '%' | '&' | '#' | '$' | '_' => out.extend(['\\', c]),
            '\\' => out.push_str("\\textbackslash "),
            '~' => out.push_str("\\textasciitilde "),
            '^' => out.push_str("\\textasciicircum "),
            c => out.push(c),
        }
    }
    out
}

/// As RIS: a line each, two letters, two blanks, a hyphen, a blank.
pub(super) fn ris(cited: &Cited<'_>) -> String {
    let mut lines = vec![
        ("TY", "ELEC".to_owned()),
        ("ID", format!("{}-v{}", cited.key, cited.version)),
        ("AU", one_line(cited.author)),
        ("TI", one_line(cited.title)),
    ];
    if let Some(day) = cited.day {
        lines.push(("PY", day.year().to_string()));
        lines.push(("DA", day.strftime("%Y/%m/%d").to_string()));
    }
    lines.extend([("ET", cited.version.to_string()), ("LA", cited.lang.to_owned())]);
    // RIS has no place for a licence, so it is a note.
    lines.extend(cited.licence.map(|licence| ("N1", one_line(licence))));
    if !cited.url.is_empty() {
        lines.push(("UR", cited.url.to_owned()));
    }
    lines.push(("ER", String::new()));
    lines.into_iter().map(|(tag, value)| format!("{tag}  - {value}\r\n")).collect()
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cited<'a>(title: &'a str) -> Cited<'a> {
        let (key, author, url) = ("0123abcd", "Bàn Tin & Bạn", "https://tin.example/s/0123abcd");
        Cited {
            key,
            author,
            title,
            lang: "vi",
            day: Some(jiff::civil::date(2026, 11, 22)),
            version: 2,
            licence: Some("CC BY-SA 4.0"),
            url,
        }
    }

    #[test]
    fn a_reference_names_version_day_and_address() {
        let cited = cited("Sai sự thật: “Uống nước chanh chữa cúm”");
        assert_eq!(
            bibtex(&cited),
            "@online{0123abcd-v2,\n  author = {{Bàn Tin \\& Bạn}},\n  title = {{Sai sự thật: “Uống nước chanh chữa cúm”}},\n  \
             year = {2026},\n  date = {2026-11-22},\n  version = {2},\n  language = {vi},\n  copyright = {{CC BY-SA 4.0}},\n  \
             url = {https://tin.example/s/0123abcd}\n}\n"
        );
        assert_eq!(
            ris(&cited),
            "TY  - ELEC\r\nID  - 0123abcd-v2\r\nAU  - Bàn Tin & Bạn\r\nTI  - Sai sự thật: “Uống nước chanh chữa cúm”\r\n\
             PY  - 2026\r\nDA  - 2026/11/22\r\nET  - 2\r\nLA  - vi\r\nN1  - CC BY-SA 4.0\r\nUR  - https://tin.example/s/0123abcd\r\nER  - \r\n"
        );
    }

    #[test]
    fn no_title_breaks_out_of_its_field() {
        let hostile = "a}}, note = {x\r\nER  - \r\nTY  - BOOK \\input{/etc/passwd} 100% $x_1^2$ ~#&";
        let (bibtex, ris) = (bibtex(&cited(hostile)), ris(&cited(hostile)));
        let unescaped = bibtex.replace("\\{", "").replace("\\}", "");
        assert_eq!(unescaped.matches('{').count(), unescaped.matches('}').count());
        assert!(bibtex.contains("\\textbackslash input\\{") && !bibtex.contains("}}, note"));
        assert_eq!(ris.matches("\r\n").count(), 11, "{ris}");
        assert_eq!(ris.lines().filter(|line| line.starts_with("TY")).count(), 1);
    }
}
