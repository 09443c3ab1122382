//! How a rating looks: a shape that tells it without colour, and a tone. The shapes are those of the site.
//!
//! Circles stand, filled as far as it is true; diamonds are real but bent; squares and triangles do not stand; dashed
//! rings have no value.

use thuchu_say::{self as say, Message};

use crate::RatingPrinted;

/// A shape with its tone.
pub(crate) struct Shape {
    /// The colour, dark enough for white text and for black and white print (5.4 to 1 or more on white).
    pub(crate) tone: &'static str,
    drawing: &'static str,
    /// What the shape says, for who cannot see it.
    pub(crate) words: fn() -> Message,
}

const YES: &str = "#0a684c";
const PART: &str = "#765000";
const OFF: &str = "#963b00";
const NO: &str = "#a4122f";
const OPEN: &str = "#4a4e70";

impl Shape {
    /// The shape of a rating: by its key, else by its value, else the one for no value.
    pub(crate) fn of(rating: &RatingPrinted) -> Self {
        let key = rating.key.as_ref().map(|key| key.as_str());
        Self::by_key(key.unwrap_or_default()).unwrap_or_else(|| {
            let key = match rating.value.map(thuchu_model::RatingValue::get) {
                Some(5) => "true",
                Some(4) => "mostly_true",
                Some(3) => "mixed",
                Some(2) => "misleading",
                Some(_) => "false",
                None => "none",
            };
            Self::by_key(key).unwrap_or(Self { tone: OPEN, drawing: "", words: say::print_shape_none })
        })
    }

    fn by_key(key: &str) -> Option<Self> {
        let (tone, drawing, words): (_, _, fn() -> Message) = match key {
            "true" => (
                YES,
                r#"<circle cx="12" cy="12" r="11"/><path class="k" d="m6.5 12.4 3.9 3.9 7.2-8"/>"#,
                say::print_shape_true,
            ),
            "mostly_true" => (
                YES,
                r#"<circle class="o" cx="12" cy="12" r="9.8"/><path d="M12 4.6a7.4 7.4 0 1 1-7.4 7.4H12z"/>"#,
                say::print_shape_mostly_true,
            ),
            "mixed" => (
                PART,
                r#"<circle class="o" cx="12" cy="12" r="9.8"/><path d="M12 4.6a7.4 7.4 0 0 0 0 14.8z"/>"#,
                say::print_shape_mixed,
            ),
            "missing_context" => (
                PART,
                r#"<path class="o" d="M12 2.2A9.8 9.8 0 1 0 21.8 12"/><circle cx="16.6" cy="3.9" r="1.3"/><circle cx="20.1" cy="7.4" r="1.3"/><path class="o" d="M12 7.2V12h4.8"/>"#,
                say::print_shape_missing_context,
            ),
            "misleading" => (
                OFF,
                r#"<path d="M12 .4 23.6 12 12 23.6.4 12z"/><path class="k" d="M8.2 16.4v-3.6c0-1 .8-1.8 1.8-1.8h6m-3-3.2 3.2 3.2-3.2 3.2"/>"#,
                say::print_shape_misleading,
            ),
            "altered" => {
                (OFF, r#"<path d="M10.4.6 20.6 11H.2z"/><path d="M3.4 13h20.4L13.6 23.4z"/>"#, say::print_shape_altered)
            }
            "outdated" => (
                OFF,
                r#"<path d="M12 .4 23.6 12 12 23.6.4 12z"/><circle class="k f" cx="12" cy="12" r="5.7"/><path class="k f" d="M12 8.8V12l2.3 1.5"/>"#,
                say::print_shape_outdated,
            ),
            "false" => (
                NO,
                r#"<path d="M1.5 1.5h21v21h-21z"/><path class="k" d="m7 7 10 10M17 7 7 17"/>"#,
                say::print_shape_false,
            ),
            "fabricated" => (
                NO,
                r#"<path class="o" d="M2.7 2.7h18.6v18.6H2.7z"/><path class="o" d="m7.6 7.6 8.8 8.8m0-8.8-8.8 8.8"/>"#,
                say::print_shape_fabricated,
            ),
            "scam" => (
                NO,
                r#"<path d="M12 1 23.8 22.5H.2z"/><path class="k" d="M12 8.6v6.2m0 2.6v1.6"/>"#,
                say::print_shape_scam,
            ),
            "unproven" => (
                OPEN,
                r#"<circle class="o d" cx="12" cy="12" r="9.8"/><path class="o f" d="M9.2 9.6a2.8 2.8 0 1 1 4.4 2.3c-1 .7-1.6 1.2-1.6 2.3m0 2.2v.6"/>"#,
                say::print_shape_unproven,
            ),
            "satire" => (
                OPEN,
                r#"<path class="o" d="M2.6 3.4h18.8v13.2h-9.2l-4.7 4.2v-4.2H2.6z"/><path class="o f" d="M7.2 8.4h2.6m5.6 0v.8M7.8 11.8c2 2.2 6.4 2.2 8.4 0"/>"#,
                say::print_shape_satire,
            ),
            "none" => (
                OPEN,
                r#"<circle class="o d" cx="12" cy="12" r="9.8"/><path class="o f" d="M7.5 12h9"/>"#,
                say::print_shape_none,
            ),
            _ => return None,
        };
        Some(Self { tone, drawing, words })
    }

    /// The shape in `ink`, what is cut out of it in `paper`.
    pub(crate) fn svg(&self, ink: &str, paper: &str) -> String {
        let line = "fill:none;stroke-width:2.4;stroke-linecap:butt;stroke-linejoin:miter";
        let mut drawing = self.drawing.to_owned();
        for (class, style) in [
            ("k f", format!("{line};stroke:{paper};stroke-width:1.9")),
            ("k", format!("{line};stroke:{paper}")),
            ("o d", format!("{line};stroke:{ink};stroke-dasharray:3.9 2.26")),
            ("o f", format!("{line};stroke:{ink};stroke-width:1.9")),
            ("o", format!("{line};stroke:{ink}")),
        ] {
            drawing = drawing.replace(&format!(r#"class="{class}""#), &format!(r#"style="{style}""#));
        }
        format!(r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><g fill="{ink}">{drawing}</g></svg>"#)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use thuchu_model::{RatingKey, RatingScale, RatingValue};

    use super::*;

    fn rating(key: Option<&str>, value: Option<u8>) -> RatingPrinted {
        let key = key.map(|key| RatingKey::parse(key).unwrap());
        RatingPrinted { label: "x".into(), key, value: value.and_then(RatingValue::new) }
    }

    #[test]
    fn every_rating_of_the_scale_has_a_shape_of_its_own() {
        let scale = RatingScale::built_in();
        let shapes: BTreeSet<_> =
            scale.ratings().iter().filter_map(|rating| Shape::by_key(rating.key.as_str())).map(|s| s.drawing).collect();
        assert_eq!(shapes.len(), scale.ratings().len());
    }

    #[test]
    fn another_desks_rating_gets_its_shape_by_its_value() {
        assert_eq!(Shape::of(&rating(Some("pants_on_fire"), Some(1))).drawing, Shape::by_key("false").unwrap().drawing);
        assert_eq!(Shape::of(&rating(None, Some(5))).tone, YES);
        assert_eq!(Shape::of(&rating(None, None)).drawing, Shape::by_key("none").unwrap().drawing);
    }

    #[test]
    fn no_class_is_left_without_its_look() {
        for rating in RatingScale::built_in().ratings() {
            let svg = Shape::by_key(rating.key.as_str()).unwrap().svg("#000", "#fff");
            assert!(!svg.contains("class"), "{svg}");
        }
    }
}
