//! What lay in a file beside its content: shown to the editor who brought it, kept nowhere. Facts, never a verdict: anybody can
//! write them. Runs in the worker only.

use std::io::Cursor;

use exif::{Exif, In, Reader, Tag, Value};
use serde::{Deserialize, Serialize};

/// Most facts of a file.
pub(crate) const MOST: usize = 40;
/// Most characters of a fact.
pub(crate) const MOST_CHARS: usize = 200;

/// What a fact is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FactName {
    /// Who made the device.
    Make,
    /// Which device.
    Model,
    /// When the picture was taken, as written there.
    Taken,
    /// Which program wrote the file.
    Software,
    /// Where: degrees north, negative for south; degrees east, negative for west.
    Place,
    /// Metres above the sea.
    Altitude,
    /// How many times a quarter the picture is turned when shown.
    Orientation,
    /// Width and height in pixels.
    Size,
    /// Who is named as having made it.
    Creator,
    /// Who holds the rights.
    Rights,
    /// A caption.
    Caption,
    /// A title.
    Title,
    /// When the file was made.
    Created,
    /// When it was changed last.
    Modified,
    /// Further data (`thumbnail`, `XMP`, `IPTC`, `embedded files`, `scripts`, `form`, `macros`).
    Beside,
}

/// One fact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fact {
    /// What it is about.
    pub name: FactName,
    /// As written in the file: a stranger's text, 1 to 200 characters without control characters.
    pub value: String,
}

/// A list of facts that stays bounded.
#[derive(Debug, Default)]
pub(crate) struct Facts(Vec<Fact>);

impl Facts {
    pub(crate) fn add(&mut self, name: FactName, value: &str) {
        let value: String = value.chars().filter(|letter| !letter.is_control()).take(MOST_CHARS).collect();
        let value = value.trim();
        let known = self.0.iter().any(|fact| fact.name == name && fact.value == value);
        if !value.is_empty() && !known && self.0.len() < MOST {
            self.0.push(Fact { name, value: value.to_owned() });
        }
    }

    pub(crate) fn done(self) -> Vec<Fact> {
        self.0
    }
}

/// What a picture carries. Damaged data is no data.
pub(crate) fn of_picture(file: &[u8], size: (u32, u32)) -> Vec<Fact> {
    let mut facts = Facts::default();
    facts.add(FactName::Size, &format!("{} × {}", size.0, size.1));
    if let Ok(exif) = Reader::new().read_from_container(&mut Cursor::new(file)) {
        of_exif(&exif, &mut facts);
    }
    let holds = |mark: &[u8]| file.windows(mark.len()).any(|part| part == mark);
    for (mark, word) in [(&b"http://ns.adobe.com/xap/1.0/"[..], "XMP"), (b"Photoshop 3.0", "IPTC")] {
        if holds(mark) {
            facts.add(FactName::Beside, word);
        }
    }
    facts.done()
}

fn of_exif(exif: &Exif, facts: &mut Facts) {
    let text = |tag| {
        let field = exif.get_field(tag, In::PRIMARY)?;
        match &field.value {
            Value::Ascii(parts) => {
                Some(parts.iter().map(|part| String::from_utf8_lossy(part)).collect::<Vec<_>>().join(" "))
            }
            _ => Some(field.display_value().to_string()),
        }
    };
    for (tag, name) in [
        (Tag::Make, FactName::Make),
        (Tag::Model, FactName::Model),
        (Tag::DateTimeOriginal, FactName::Taken),
        (Tag::DateTime, FactName::Modified),
        (Tag::Software, FactName::Software),
        (Tag::Artist, FactName::Creator),
        (Tag::Copyright, FactName::Rights),
        (Tag::ImageDescription, FactName::Caption),
        (Tag::Orientation, FactName::Orientation),
        (Tag::GPSAltitude, FactName::Altitude),
    ] {
        if let Some(value) = text(tag) {
            facts.add(name, &value);
        }
    }
    let degrees = |tag, reference, negative: u8| {
        let field = exif.get_field(tag, In::PRIMARY)?;
        let Value::Rational(parts) = &field.value else { return None };
        let part = |at: usize| parts.get(at).map_or(0.0, exif::Rational::to_f64);
        let degrees = part(0) + part(1) / 60.0 + part(2) / 3_600.0;
        let sign = match exif.get_field(reference, In::PRIMARY).map(|field| &field.value) {
            Some(Value::Ascii(side)) if side.first().and_then(|side| side.first()) == Some(&negative) => -1.0,
            _ => 1.0,
        };
        degrees.is_finite().then_some(sign * degrees)
    };
    let north = degrees(Tag::GPSLatitude, Tag::GPSLatitudeRef, b'S');
    let east = degrees(Tag::GPSLongitude, Tag::GPSLongitudeRef, b'W');
    if let (Some(north), Some(east)) = (north, east) {
        facts.add(FactName::Place, &format!("{north:.5}, {east:.5}"));
    }
    if exif.fields().any(|field| field.ifd_num == In::THUMBNAIL) {
        facts.add(FactName::Beside, "thumbnail");
    }
}
