//! Which column of a table holds which field: known from its header, or given by the operator.

use serde::{Deserialize, Serialize};

/// A field of a check that a table can hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Field {
    /// The claim in the publisher's words. Needed.
    Claim,
    /// Address of the published check. Needed.
    Url,
    /// Headline.
    Title,
    /// Language tag.
    Lang,
    /// Verdict, verbatim.
    Rating,
    /// Name of the publisher.
    Publisher,
    /// Site of the publisher.
    Site,
    /// Why the verdict.
    Explanation,
    /// Text of the check.
    Body,
    /// Date of the check.
    ReviewDate,
    /// Date of the claim.
    ClaimDate,
    /// Who made the claim.
    Claimant,
    /// Where the claim was seen; several parted by spaces.
    Appearances,
    /// Licence of the record.
    Licence,
}

/// Every field with its name in a mapping, and the headers it is known by (folded: lower case, no marks, spaces).
const KNOWN: [(Field, &str, &[&str]); 14] = [
    (
        Field::Claim,
        "claim",
        &[
            "claim",
            "claimreviewed",
            "claim reviewed",
            "claim text",
            "tuyen bo",
            "noi dung tin",
            "noi dung",
            "tin duoc kiem chung",
        ],
    ),
    (Field::Url, "url", &["url", "link", "address", "review url", "article url", "duong dan", "lien ket", "dia chi"]),
    (Field::Title, "title", &["title", "headline", "review title", "tieu de"]),
    (Field::Lang, "lang", &["lang", "language", "inlanguage", "language code", "ngon ngu"]),
    (
        Field::Rating,
        "rating",
        &[
            "rating",
            "label",
            "verdict",
            "alternatename",
            "textualrating",
            "textual rating",
            "report status",
            "nhan",
            "ket luan",
            "xep loai",
            "danh gia",
        ],
    ),
    (
        Field::Publisher,
        "publisher",
        &[
            "publisher",
            "author",
            "organization",
            "organisation",
            "publisher name",
            "don vi",
            "nha xuat ban",
            "co quan",
            "to chuc",
        ],
    ),
    (Field::Site, "site", &["site", "publisher site", "domain", "trang", "ten mien"]),
    (
        Field::Explanation,
        "explanation",
        &["explanation", "ratingexplanation", "rating explanation", "giai thich", "ly do"],
    ),
    (Field::Body, "body", &["body", "reviewbody", "text", "summary", "tom tat", "bai viet", "noi dung bai"]),
    (
        Field::ReviewDate,
        "review_date",
        &[
            "review date",
            "date",
            "datepublished",
            "date published",
            "published",
            "reviewdate",
            "ngay",
            "ngay dang",
            "ngay cong bo",
        ],
    ),
    (Field::ClaimDate, "claim_date", &["claim date", "claimdate", "ngay tin", "ngay xuat hien"]),
    (Field::Claimant, "claimant", &["claimant", "claim author", "nguoi noi", "nguon tin"]),
    (Field::Appearances, "appearances", &["appearances", "appearance", "claim url", "noi xuat hien"]),
    (Field::Licence, "licence", &["licence", "license", "sdlicense", "giay phep"]),
];

/// Field → column, by header or by the operator's word.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct ColumnMap {
    given: Vec<(Field, String)>,
}

/// Why a column mapping cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ColumnMapError {
    /// A part without `=`.
    #[error("`{0}` is not of the form field=column")]
    NotAPair(String),
    /// A field nobody knows.
    #[error(
        "`{0}` is no field; the fields are claim, url, title, lang, rating, publisher, site, explanation, body, review_date, claim_date, claimant, appearances, licence"
    )]
    UnknownField(String),
    /// A field given twice.
    #[error("the field `{0}` is given twice")]
    Twice(String),
    /// The TOML cannot be read.
    #[error("the mapping is no TOML table of field = \"column\": {0}")]
    Toml(String),
}

impl ColumnMap {
    /// Reads `claim=Nội dung,url=Link`. A column is named by its header, or by its number from 1.
    ///
    /// # Errors
    /// When a part is no pair, or a field is unknown or given twice.
    pub fn from_list(list: &str) -> Result<Self, ColumnMapError> {
        let mut map = Self::default();
        for part in list.split(',').map(str::trim).filter(|part| !part.is_empty()) {
            let (field, column) = part.split_once('=').ok_or_else(|| ColumnMapError::NotAPair(part.to_owned()))?;
            map.put(field.trim(), column.trim())?;
        }
        Ok(map)
    }

    /// Reads a TOML table `claim = "Nội dung"`, at the top or under `[columns]`.
    ///
    /// # Errors
    /// When it is no such table, or a field is unknown.
    pub fn from_toml(text: &str) -> Result<Self, ColumnMapError> {
        #[derive(Deserialize)]
        #[serde(untagged)]
        enum Column {
            Name(String),
            Number(u32),
        }
        type Table = std::collections::BTreeMap<String, Column>;
        #[derive(Deserialize)]
        #[serde(untagged)]
        enum File {
            Under { columns: Table },
            Top(Table),
        }
        let file: File = toml::from_str(text).map_err(|error| ColumnMapError::Toml(error.to_string()))?;
        let (File::Under { columns: table } | File::Top(table)) = file;
        let mut map = Self::default();
        for (field, column) in table {
            match column {
                Column::Name(name) => map.put(&field, &name)?,
                Column::Number(number) => map.put(&field, &number.to_string())?,
            }
        }
        Ok(map)
    }

    fn put(&mut self, field: &str, column: &str) -> Result<(), ColumnMapError> {
        let known = KNOWN.iter().find(|(_, name, _)| *name == field);
        let (field, name, _) = known.ok_or_else(|| ColumnMapError::UnknownField(field.to_owned()))?;
        if self.given.iter().any(|(given, _)| given == field) {
            return Err(ColumnMapError::Twice((*name).to_owned()));
        }
        self.given.push((*field, column.to_owned()));
        Ok(())
    }

    /// The place of each field in a table with this header. A given column wins over a known header; the export of
    /// Check (`ID, Title, Summary, URL, …`) has no claim column, there the title is the claim.
    pub(super) fn resolve(&self, header: &[String]) -> Vec<(Field, usize)> {
        let folded: Vec<String> = header.iter().map(|name| fold(name)).collect();
        let mut places = Vec::new();
        for (field, _, aliases) in KNOWN {
            let given = self.given.iter().find(|(given, _)| *given == field).map(|(_, column)| column.as_str());
            let place = match given {
                Some(column) => folded.iter().position(|name| *name == fold(column)).or_else(|| {
                    column.parse::<usize>().ok().and_then(|n| n.checked_sub(1)).filter(|n| *n < header.len())
                }),
                None => aliases.iter().find_map(|alias| folded.iter().position(|name| name == alias)),
            };
            if let Some(place) = place {
                places.push((field, place));
            }
        }
        let is_check_export =
            folded.iter().any(|name| name == "report status") && folded.iter().any(|name| name == "id");
        if is_check_export
            && !places.iter().any(|(field, _)| *field == Field::Claim)
            && let Some((_, title)) = places.iter().find(|(field, _)| *field == Field::Title).copied()
        {
            places.push((Field::Claim, title));
        }
        if is_check_export && !self.given.iter().any(|(field, _)| *field == Field::Rating) {
            // `Report Status` is about the workflow ("Published"), not about the claim.
            places.retain(|(field, _)| *field != Field::Rating);
        }
        places
    }

    /// Whether a header holds what every check needs, so that a text can be taken for a table.
    pub(super) fn fits(&self, header: &[String]) -> bool {
        self.resolve(header).iter().any(|(field, _)| *field == Field::Url)
    }
}

/// Lower case, marks off, `_-` as spaces: enough to compare headers.
fn fold(name: &str) -> String {
    let mut folded = String::new();
    for c in name.trim().chars().flat_map(char::to_lowercase) {
        folded.push(match c {
            'à' | 'á' | 'ả' | 'ã' | 'ạ' | 'ă' | 'ằ' | 'ắ' | 'ẳ' | 'ẵ' | 'ặ' | 'â' | 'ầ' | 'ấ' | 'ẩ' | 'ẫ' | 'ậ' => {
                'a'
            }
            'è' | 'é' | 'ẻ' | 'ẽ' | 'ẹ' | 'ê' | 'ề' | 'ế' | 'ể' | 'ễ' | 'ệ' => 'e',
            'ì' | 'í' | 'ỉ' | 'ĩ' | 'ị' => 'i',
            'ò' | 'ó' | 'ỏ' | 'õ' | 'ọ' | 'ô' | 'ồ' | 'ố' | 'ổ' | 'ỗ' | 'ộ' | 'ơ' | 'ờ' | 'ớ' | 'ở' | 'ỡ' | 'ợ' => {
                'o'
            }
            'ù' | 'ú' | 'ủ' | 'ũ' | 'ụ' | 'ư' | 'ừ' | 'ứ' | 'ử' | 'ữ' | 'ự' => 'u',
            'ỳ' | 'ý' | 'ỷ' | 'ỹ' | 'ỵ' => 'y',
            'đ' => 'd',
            '_' | '-' | '\u{a0}' => ' ',
            '\u{300}'..='\u{36f}' | '\u{feff}' => continue,
            other => other,
        });
    }
    folded
}

#[cfg(test)]
mod tests {
    use super::*;

    fn header(names: &[&str]) -> Vec<String> {
        names.iter().map(|name| (*name).to_owned()).collect()
    }

    #[test]
    fn vietnamese_and_english_headers_are_known() {
        let places = ColumnMap::default().resolve(&header(&["Nội dung", "Liên kết", "Kết luận", "Ngày đăng"]));
        assert_eq!(places, [(Field::Claim, 0), (Field::Url, 1), (Field::Rating, 2), (Field::ReviewDate, 3)]);
    }

    #[test]
    fn checks_export_has_its_title_as_claim_and_no_rating() {
        let names = header(&["ID", "Title", "Summary", "URL", "Language", "Report Status", "Imported?"]);
        let places = ColumnMap::default().resolve(&names);
        assert!(
            places.contains(&(Field::Claim, 1))
                && places.contains(&(Field::Body, 2))
                && places.contains(&(Field::Url, 3))
        );
        assert!(!places.iter().any(|(field, _)| *field == Field::Rating));
    }

    #[test]
    fn the_operators_word_wins_over_the_header() {
        let map = ColumnMap::from_list("claim = Câu, url=3").unwrap();
        assert_eq!(map.resolve(&header(&["claim", "câu", "x"])), [(Field::Claim, 1), (Field::Url, 2)]);
        assert_eq!(ColumnMap::from_toml("[columns]\nclaim = \"Câu\"\nurl = 3"), Ok(map));
        assert_eq!(ColumnMap::from_list("who=1"), Err(ColumnMapError::UnknownField("who".into())));
        assert_eq!(ColumnMap::from_list("url=1,url=2"), Err(ColumnMapError::Twice("url".into())));
    }
}
