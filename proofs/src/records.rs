//! ClaimReview records as NDJSON, made from templates and a seed: the same seed makes the same bytes.
//!
//! 5 % are broken, each in one of some dozen ways (`BROKEN`); some more are odd but usable (dates nobody can read). Several
//! publishers, some addresses with several claims, some records twice: the same again, or with another label.

use std::io::{self, Write};

use crate::dice::Dice;

/// Broken records among all: 1 of this many.
pub const ONE_BROKEN_IN: usize = 20;

/// A line that no import can use, and the codes that say so truly.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// From 1.
    pub line: u64,
    /// What is wrong with it.
    pub codes: &'static [&'static str],
}

/// What was written.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Written {
    /// Lines, one record each.
    pub lines: u64,
    /// Different checks among them.
    pub checks: u64,
    /// Lines that must be reported, in their order: the broken ones, and those that repeat a check with other content.
    pub problems: Vec<Problem>,
    /// Of these, the broken ones.
    pub broken: u64,
}

type Breaking = (&'static [&'static str], fn(&Record, &mut Dice) -> Vec<u8>);

/// The ways in which a record is broken, with the codes that name them.
const BROKEN: &[Breaking] = &[
    (&["json", "truncated", "invalid_utf8"], |r, dice| {
        // Cut at a byte, possibly inside a letter.
        let whole = r.json().into_bytes();
        let keep = 1 + dice.below(whole.len() - 2);
        whole[..keep].to_vec()
    }),
    (&["json"], |r, _| r.json().replacen("\",\"", "\" \"", 1).into_bytes()),
    (&["json"], |r, _| r.json().replace('"', "'").into_bytes()),
    (&["json"], |r, _| format!("{}}}", r.json()).into_bytes()),
    (&["no_claim"], |r, _| Record { claim: None, ..r.clone() }.json().into_bytes()),
    (&["no_claim"], |r, _| Record { claim: Some(" \\n\\t ".into()), ..r.clone() }.json().into_bytes()),
    (&["no_url"], |r, _| Record { url: None, ..r.clone() }.json().into_bytes()),
    (&["relative_url"], |r, _| Record { url: Some("/kiem-chung/bai".into()), ..r.clone() }.json().into_bytes()),
    (&["url_scheme"], |r, _| Record { url: Some("javascript:alert(1)".into()), ..r.clone() }.json().into_bytes()),
    (&["bad_url"], |r, _| Record { url: Some("https://".into()), ..r.clone() }.json().into_bytes()),
    (&["number_out_of_range"], |r, _| r.json().replacen("\"ratingValue\":", "\"ratingValue\":1e400,\"x\":", 1).into()),
    (&["lone_surrogate"], |r, _| Record { claim: Some("tin \\ud83d giả".into()), ..r.clone() }.json().into_bytes()),
    (&["control_character"], |r, _| Record { claim: Some("tin \0 giả".into()), ..r.clone() }.json().into_bytes()),
    (&["invalid_utf8"], |r, _| {
        let mut bytes = r.json().into_bytes();
        let letter = bytes.iter().position(|byte| *byte >= 0xc3).unwrap_or(bytes.len() / 2);
        bytes[letter] = 0xff;
        bytes
    }),
    (&["claim_too_long"], |r, _| Record { claim: Some("nước chanh ".repeat(500)), ..r.clone() }.json().into_bytes()),
    (&["not_a_claim_review"], |r, _| r.json().replacen("ClaimReview", "Recipe", 1).into_bytes()),
    (&["too_deep", "json"], |r, _| {
        r.json()
            .replacen(
                "\"itemReviewed\":",
                &format!("\"deep\":{}1{},\"itemReviewed\":", "[".repeat(200), "]".repeat(200)),
                1,
            )
            .into()
    }),
];

/// Bytes of an overlong line: beyond the 4 MiB that a record may have.
const OVERLONG: usize = (4 << 20) + 1_000;
/// Broken records from one overlong line to the next.
const OVERLONG_EVERY: u64 = 500;

#[derive(Debug, Clone)]
struct Record {
    site: &'static str,
    publisher: &'static str,
    url: Option<String>,
    claim: Option<String>,
    label: &'static str,
    value: usize,
    date: String,
    body: String,
}

const PUBLISHERS: [(&str, &str); 7] = [
    ("kiemtin.example", "Kiểm Tin"),
    ("sothat.example", "Bàn Sự Thật"),
    ("tingia.example", "Trung tâm Tin giả"),
    ("doisoat.example", "Đối Soát"),
    ("facts.example", "The Fact Page"),
    ("minhbach.example", "Minh Bạch"),
    ("soikynews.example", "Soi Kỹ"),
];
const WHO: [&str; 8] = [
    "Bộ Y tế",
    "Ngân hàng Nhà nước",
    "Công an tỉnh",
    "Đài khí tượng",
    "Trường học ở quận",
    "Một bác sĩ",
    "Hội phụ huynh",
    "Sở Giao thông",
];
const DOES: [&str; 8] = [
    "bắt buộc mọi người khai báo lại",
    "phát tiền mặt cho từng hộ",
    "khuyên uống nước lá thay thuốc",
    "báo bão cấp",
    "thu hồi giấy phép lái xe mẫu cũ của",
    "cấm bán thực phẩm trong",
    "đóng cửa chợ trong",
    "tặng điện thoại cho",
];
const WHAT: [&str; 6] = ["ngày tới", "người dân", "hộ gia đình", "học sinh lớp", "phường", "kilômét"];
const LABELS: [&str; 5] = ["Sai sự thật", "Sai một phần", "Thiếu ngữ cảnh", "Đúng", "Chưa đủ căn cứ"];
const ODD_DATES: [&str; 4] = ["hôm qua", "2026-13-45", "03/04/2025", "9999-12-31"];

impl Record {
    fn new(number: u64, dice: &mut Dice) -> Self {
        let (site, publisher) = *dice.of(&PUBLISHERS);
        let claim = format!(
            "{} {} {} {} theo công văn số {number}",
            dice.of(&WHO),
            dice.of(&DOES),
            2 + dice.below(98),
            dice.of(&WHAT)
        );
        let label = dice.below(LABELS.len());
        let date = if dice.one_in(50) {
            (*dice.of(&ODD_DATES)).to_owned()
        } else {
            format!("{}-{:02}-{:02}", 2019 + dice.below(7), 1 + dice.below(12), 1 + dice.below(28))
        };
        let body = "Cơ quan được nêu tên cho biết không ban hành văn bản này. ".repeat(1 + dice.below(8));
        Self {
            site,
            publisher,
            url: Some(format!("https://{site}/kiem-chung/{number}")),
            claim: Some(claim),
            label: LABELS[label],
            value: label + 1,
            date,
            body,
        }
    }

    /// Words hold no quotation marks; escapes in them are meant as such.
    fn json(&self) -> String {
        let field = |name: &str, value: &Option<String>| {
            value.as_ref().map_or(String::new(), |value| format!("\"{name}\":\"{value}\","))
        };
        format!(
            "{{\"@context\":\"https://schema.org\",\"@type\":\"ClaimReview\",{}{}\"datePublished\":\"{}\",\
             \"inLanguage\":\"vi\",\"author\":{{\"@type\":\"Organization\",\"name\":\"{}\",\"url\":\"https://{}/\"}},\
             \"reviewRating\":{{\"@type\":\"Rating\",\"ratingValue\":{},\"bestRating\":5,\"worstRating\":1,\
             \"alternateName\":\"{}\"}},\"itemReviewed\":{{\"@type\":\"Claim\",\"datePublished\":\"{}\"}},\
             \"reviewBody\":\"{}\"}}",
            field("url", &self.url),
            field("claimReviewed", &self.claim),
            self.date,
            self.publisher,
            self.site,
            self.value,
            self.label,
            self.date,
            self.body.trim_end()
        )
    }
}

/// Writes `count` lines.
///
/// # Errors
/// When `out` refuses.
pub fn write(count: u64, seed: u64, out: &mut (impl Write + ?Sized)) -> io::Result<Written> {
    let mut dice = Dice::new(seed);
    let mut written = Written::default();
    let mut last: Option<Record> = None;
    for number in 1..=count {
        let mut record = Record::new(number, &mut dice);
        let mut codes: Option<&'static [&'static str]> = None;
        let line = if dice.one_in(ONE_BROKEN_IN) {
            written.broken += 1;
            let (why, line) = broken(&record, written.broken, &mut dice);
            codes = Some(why);
            line
        } else {
            match (dice.below(100), &last) {
                // Several claims at one address.
                (0..8, Some(before)) => {
                    record =
                        Record { site: before.site, publisher: before.publisher, url: before.url.clone(), ..record };
                    written.checks += 1;
                }
                // The same record again.
                (8, Some(before)) => record = before.clone(),
                // The same claim at the same address, judged otherwise.
                (9, Some(before)) if dice.one_in(2) => {
                    let label = before.value % LABELS.len();
                    record = Record { label: LABELS[label], value: label + 1, ..before.clone() };
                    codes = Some(&["repeated"]);
                }
                _ => written.checks += 1,
            }
            let line = record.json().into_bytes();
            if codes.is_none() {
                last = Some(record);
            }
            line
        };
        written.problems.extend(codes.map(|codes| Problem { line: number, codes }));
        out.write_all(&line)?;
        out.write_all(b"\n")?;
    }
    written.lines = count;
    Ok(written)
}

fn broken(record: &Record, number: u64, dice: &mut Dice) -> (&'static [&'static str], Vec<u8>) {
    if number % OVERLONG_EVERY == 7 {
        let claim = format!("{}{}", "a".repeat(OVERLONG), record.claim.as_deref().unwrap_or_default());
        return (&["too_long"], Record { claim: Some(claim), ..record.clone() }.json().into_bytes());
    }
    let (codes, breaking) = dice.of(BROKEN);
    (*codes, breaking(record, dice))
}

/// The same checks, reworded: each record whose number is a multiple of `every` stands at its address with another
/// claim; the rest is as [`plain`] writes it. No broken ones.
///
/// # Errors
/// When `out` refuses.
pub fn reworded(count: u64, seed: u64, every: u64, out: &mut (impl Write + ?Sized)) -> io::Result<()> {
    plain_with(count, seed, out, |number, record| {
        if number % every == 0 {
            let claim = record.claim.as_deref().unwrap_or_default();
            record.claim = Some(format!("Lan truyền tin rằng {claim}"));
        }
        true
    })
}

/// The same checks without those whose number is a multiple of `every`: a complete list that lost some.
///
/// # Errors
/// When `out` refuses.
pub fn shortened(count: u64, seed: u64, every: u64, out: &mut (impl Write + ?Sized)) -> io::Result<()> {
    plain_with(count, seed, out, |number, _| number % every != 0)
}

/// Whole records only, one an address.
///
/// # Errors
/// When `out` refuses.
pub fn plain(count: u64, seed: u64, out: &mut (impl Write + ?Sized)) -> io::Result<()> {
    plain_with(count, seed, out, |_, _| true)
}

fn plain_with(
    count: u64,
    seed: u64,
    out: &mut (impl Write + ?Sized),
    mut change: impl FnMut(u64, &mut Record) -> bool,
) -> io::Result<()> {
    let mut dice = Dice::new(seed);
    for number in 1..=count {
        let mut record = Record::new(number, &mut dice);
        if change(number, &mut record) {
            writeln!(out, "{}", record.json())?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_makes_the_same_bytes() {
        let (mut one, mut two, mut other) = (Vec::new(), Vec::new(), Vec::new());
        write(300, 7, &mut one).unwrap();
        write(300, 7, &mut two).unwrap();
        write(300, 8, &mut other).unwrap();
        assert!(one == two && one != other);
    }

    #[test]
    fn one_in_twenty_is_broken_in_every_way_there_is() {
        let mut out = Vec::new();
        let written = write(4_000, 1, &mut out).unwrap();
        assert!((150..250).contains(&written.broken), "{}", written.broken);
        assert_eq!(out.iter().filter(|byte| **byte == b'\n').count(), 4_000);
        for (codes, _) in BROKEN.iter().chain(&[(&["too_long"][..], BROKEN[0].1), (&["repeated"][..], BROKEN[0].1)]) {
            assert!(written.problems.iter().any(|problem| problem.codes == *codes), "{codes:?}");
        }
    }

    #[test]
    fn a_whole_record_is_json() {
        let mut out = Vec::new();
        plain(50, 1, &mut out).unwrap();
        for line in String::from_utf8(out).unwrap().lines() {
            let record: serde_json::Value = serde_json::from_str(line).unwrap();
            assert_eq!(record["@type"], "ClaimReview");
        }
    }
}
