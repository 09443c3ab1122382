//! The parts that settings are changed in: the fields of each form, and what may stand in them.

use std::collections::BTreeMap;

use thuchu_match::Weights;
use thuchu_model::desk_settings::{CC_BY, EVERY_SITE, frames_of};
use thuchu_model::{
    Accent, Colour, Counting, DeskSettings, Languages, Logo, RatingScale, Retention, ScaleError, Thresholds,
    ThresholdsRefused,
};

use super::Current;
use super::why::Why;

/// A part of the settings, with a form of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Section {
    /// Name, description, contact.
    Name,
    /// Colour and picture.
    Look,
    /// Languages and licence.
    Texts,
    /// The rating scale.
    Scale,
    /// How sure matches must be.
    Matching,
    /// How long things are kept.
    Retention,
    /// The page about the method.
    Method,
    /// The page about the money.
    Funding,
    /// What is counted of readers.
    Counting,
    /// Boxes beside the pages.
    Boxes,
}

/// What a form holds, by field.
pub type Typed = BTreeMap<String, String>;

/// A field that cannot be used.
#[derive(Debug, Clone, PartialEq)]
pub struct Refused {
    /// Which one.
    pub field: &'static str,
    /// Why.
    pub why: Why,
}

const RETENTION: [&str; 9] = [
    "message_answered",
    "message_unanswered",
    "address_answered",
    "address_tell_changes",
    "address_unanswered",
    "receipt_answered",
    "receipt_unanswered",
    "appeal_decided",
    "draft_history",
];

/// Most letters of a short text, and of a page.
pub(super) const SHORT: usize = 300;
const PAGE: usize = 30_000;

impl Section {
    /// All parts, in the order of the page.
    pub const ALL: [Self; 10] = [
        Self::Name,
        Self::Look,
        Self::Texts,
        Self::Scale,
        Self::Matching,
        Self::Retention,
        Self::Method,
        Self::Funding,
        Self::Counting,
        Self::Boxes,
    ];

    /// The word in addresses, forms and the trail.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Look => "look",
            Self::Texts => "texts",
            Self::Scale => "scale",
            Self::Matching => "matching",
            Self::Retention => "retention",
            Self::Method => "method",
            Self::Funding => "funding",
            Self::Counting => "counting",
            Self::Boxes => "boxes",
        }
    }

    /// Reads that word.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|section| section.as_str() == text)
    }

    /// The fields of the form.
    #[must_use]
    pub const fn fields(self) -> &'static [&'static str] {
        match self {
            Self::Name => {
                &["name_vi", "name_en", "description_vi", "description_en", "contact_vi", "contact_en", "security"]
            }
            Self::Look => &["light", "dark"],
            Self::Texts => &["languages", "licence", "frames"],
            Self::Scale => &["scale", "scale_text"],
            Self::Matching => &["answer", "suggest"],
            Self::Retention => &RETENTION,
            Self::Method | Self::Funding => &["text_vi", "text_en"],
            Self::Counting => &["counting"],
            Self::Boxes => &["boxes"],
        }
    }

    /// The names of the values that the form changes.
    pub(super) const fn names(self) -> &'static [&'static str] {
        match self {
            Self::Name => &["desk.name", "desk.description", "desk.contact", "desk.security_contact"],
            Self::Look => &["desk.accent", "desk.logo"],
            Self::Texts => &["desk.languages", "licence", "embed.frames"],
            Self::Scale => &["scale.current"],
            Self::Matching => &["match.thresholds"],
            Self::Retention => &["retention"],
            Self::Method => &["page.method.vi", "page.method.en"],
            Self::Funding => &["page.funding.vi", "page.funding.en"],
            Self::Counting => &["counting"],
            Self::Boxes => &["boxes"],
        }
    }

    /// Where what was before the last change is kept.
    pub(super) fn before(self) -> String {
        format!("before.{}", self.as_str())
    }

    /// The value of what was never set.
    pub(super) fn at_first(name: &str) -> String {
        match name {
            "desk.name" | "desk.description" | "desk.contact" => json(&thuchu_model::InBoth::default()),
            "desk.languages" => json(&Languages::Both),
            "licence" => json(&CC_BY),
            "desk.security_contact" => json(""),
            "embed.frames" => json(EVERY_SITE),
            "counting" => json(&Counting::default()),
            "boxes" => String::new(),
            "retention" => json(&Retention::LONGEST),
            _ if name.starts_with("page.") || name.starts_with("own.page.") || name.starts_with("scale.text.") => {
                String::new()
            }
            // Nothing chosen: the program's own.
            _ => "null".to_owned(),
        }
    }

    /// What the form shows of what is in force.
    #[must_use]
    pub fn shown(self, now: &Current) -> Typed {
        let settings = &now.settings;
        let number = |value: f32| format!("{value:.2}");
        let both = |text: &thuchu_model::InBoth| [text.vi.clone(), text.en.clone()];
        let values: Vec<String> = match self {
            Self::Name => {
                let texts = [&settings.name, &settings.description, &settings.contact];
                texts.into_iter().flat_map(both).chain([settings.security_contact.clone()]).collect()
            }
            Self::Look => settings.accent.map_or_else(
                || vec![String::new(); 2],
                |accent| vec![accent.light.to_string(), accent.dark.to_string()],
            ),
            Self::Texts => {
                vec![settings.languages.as_str().to_owned(), settings.licence.clone(), settings.frames.clone()]
            }
            Self::Scale => vec![scale_word(&now.scale), String::new()],
            Self::Matching => {
                let used = settings.thresholds.unwrap_or_else(calibrated);
                vec![number(used.answer), number(used.suggest)]
            }
            Self::Retention => days(&settings.retention).map(|days| days.to_string()).to_vec(),
            Self::Method => both(&settings.method).to_vec(),
            Self::Funding => both(&settings.funding).to_vec(),
            Self::Counting => vec![settings.counting.as_str().to_owned()],
            Self::Boxes => vec![settings.boxes.clone()],
        };
        self.fields().iter().map(|field| (*field).to_owned()).zip(values).collect()
    }

    /// The values that were typed, or every field that cannot be used.
    pub(super) fn read(self, typed: &Typed, now: &Current) -> Result<Vec<(String, String)>, Vec<Refused>> {
        let mut form = Form { typed, refused: Vec::new() };
        let mut wanted: Vec<(String, String)> = Vec::new();
        let mut want = |name: &str, value: String| wanted.push((name.to_owned(), value));
        match self {
            Self::Name => {
                want("desk.name", json(&form.in_both("name_vi", "name_en", 60)));
                want("desk.description", json(&form.in_both("description_vi", "description_en", SHORT)));
                want("desk.contact", json(&form.in_both("contact_vi", "contact_en", SHORT)));
                want("desk.security_contact", json(&form.security()));
            }
            Self::Look => {
                let (light, dark) = (form.colour("light"), form.colour("dark"));
                // Without a light colour, the program's own are used in both looks.
                let accent = light.map(|light| Accent::new(light, dark)).transpose();
                let accent = accent.map_err(|faint| {
                    let field = if faint.dark { "dark" } else { "light" };
                    form.refuse(field, Why::Faint(faint));
                });
                want("desk.accent", json(&accent.ok().flatten()));
                if let Some(logo) = form.logo() {
                    want("desk.logo", logo);
                }
            }
            Self::Texts => {
                let languages = Languages::parse(&form.text("languages", 10));
                if languages.is_none() {
                    form.refuse("languages", Why::NoChoice);
                }
                want("desk.languages", json(&languages.unwrap_or_default()));
                let licence = form.text("licence", SHORT);
                let leads = licence.starts_with("https://") && !licence.contains(char::is_whitespace);
                if !licence.is_empty() && !leads {
                    form.refuse("licence", Why::NoAddress);
                }
                want("licence", json(&licence));
                let frames = frames_of(&form.text("frames", PAGE));
                if frames.is_none() {
                    form.refuse("frames", Why::NoSites);
                }
                want("embed.frames", json(frames.as_deref().unwrap_or(EVERY_SITE)));
            }
            Self::Scale => match form.scale(now) {
                Some((chosen, None)) => want("scale.current", json(&chosen.name)),
                Some((brought, Some(text))) => {
                    want(&DeskSettings::name_of(&brought.name), text);
                    want("scale.current", json(&brought.name));
                }
                None => {}
            },
            Self::Matching => {
                let (answer, suggest) = (form.share("answer"), form.share("suggest"));
                if let (Some(answer), Some(suggest)) = (answer, suggest) {
                    match Thresholds::new(answer, suggest) {
                        Ok(thresholds) => {
                            let chosen = Some(thresholds).filter(|chosen| *chosen != calibrated());
                            want("match.thresholds", json(&chosen));
                        }
                        Err(ThresholdsRefused::Order) => form.refuse("answer", Why::Order),
                        Err(ThresholdsRefused::Bounds) => form.refuse("answer", Why::Bounds(5, 99)),
                    }
                }
            }
            Self::Retention => {
                let most = days(&Retention::LONGEST);
                let mut kept = [0; 9];
                for ((kept, field), most) in kept.iter_mut().zip(RETENTION).zip(most) {
                    *kept = form.days(field, most);
                }
                want("retention", json(&of_days(kept)));
            }
            Self::Counting => {
                let counting = Counting::parse(&form.text("counting", 20));
                if counting.is_none() {
                    form.refuse("counting", Why::NoChoice);
                }
                want("counting", json(&counting.unwrap_or_default()));
            }
            Self::Boxes => {
                let text = form.text("boxes", PAGE);
                if let Err(error) = crate::boxes::parse(&text) {
                    form.refuse("boxes", Why::Boxes(error.to_string()));
                }
                want("boxes", text);
            }
            Self::Method | Self::Funding => {
                for (lang, field) in [("vi", "text_vi"), ("en", "text_en")] {
                    want(&format!("page.{}.{lang}", self.as_str()), form.text(field, PAGE));
                }
            }
        }
        if form.refused.is_empty() { Ok(wanted) } else { Err(form.refused) }
    }
}

/// What was typed, and what was found wrong with it so far.
pub(super) struct Form<'a> {
    pub(super) typed: &'a Typed,
    pub(super) refused: Vec<Refused>,
}

impl Form<'_> {
    pub(super) fn refuse(&mut self, field: &'static str, why: Why) {
        self.refused.push(Refused { field, why });
    }

    /// A text, composed, without what hides in it or turns it (TRUST R28), of `most` letters.
    pub(super) fn text(&mut self, field: &'static str, most: usize) -> String {
        let typed = self.typed.get(field).map_or("", String::as_str);
        let text = visible(typed);
        if text.chars().count() > most {
            self.refuse(field, Why::Long(most as u64));
        }
        text
    }

    pub(super) fn in_both(&mut self, vi: &'static str, en: &'static str, most: usize) -> thuchu_model::InBoth {
        let line = |text: String| text.split_whitespace().collect::<Vec<_>>().join(" ");
        thuchu_model::InBoth { vi: line(self.text(vi, most)), en: line(self.text(en, most)) }
    }

    fn colour(&mut self, field: &'static str) -> Option<Colour> {
        let text = self.text(field, 20);
        let colour = Colour::parse(&text);
        if colour.is_none() && !text.is_empty() {
            self.refuse(field, Why::NoColour);
        }
        colour
    }

    /// Where holes are told of, as an URI (RFC 9116 §2.5.3): an address of mail gets its scheme.
    fn security(&mut self) -> String {
        let text = self.text("security", SHORT);
        let plain =
            text.is_ascii() && !text.contains(|c: char| c.is_whitespace() || c.is_control() || "<>\"".contains(c));
        let mail = text.split_once('@').is_some_and(|(name, host)| !name.is_empty() && host.contains('.'));
        let has_scheme = ["https://", "mailto:", "tel:"].iter().any(|scheme| text.starts_with(scheme));
        match () {
            () if text.is_empty() || (plain && has_scheme) => text,
            () if plain && mail && !text.contains(':') => format!("mailto:{text}"),
            () => {
                self.refuse("security", Why::NoContact);
                text
            }
        }
    }

    /// A probability, `0.58` or `0,58`.
    fn share(&mut self, field: &'static str) -> Option<f32> {
        let share = self.text(field, 20).replace(',', ".").parse::<f32>().ok().filter(|share| share.is_finite());
        if share.is_none() {
            self.refuse(field, Why::NoNumber);
        }
        share
    }

    fn days(&mut self, field: &'static str, most: u16) -> u16 {
        let typed = self.text(field, 20);
        match typed.parse::<u64>() {
            Ok(days) if (1..=u64::from(most)).contains(&days) => u16::try_from(days).unwrap_or(most),
            Ok(_) => {
                self.refuse(field, Why::Bounds(1, most.into()));
                most
            }
            Err(_) => {
                self.refuse(field, Why::NoNumber);
                most
            }
        }
    }

    /// The scale chosen, or one that was brought, with its text.
    fn scale(&mut self, now: &Current) -> Option<(RatingScale, Option<String>)> {
        let text = self.text("scale_text", PAGE);
        if text.is_empty() {
            let chosen = self.text("scale", 60);
            let found = now.scales.iter().find(|scale| scale_word(scale) == chosen).cloned();
            if found.is_none() {
                self.refuse("scale", Why::NoChoice);
            }
            return Some((found?, None));
        }
        match RatingScale::parse(&text) {
            Ok(scale) => match now.scales.iter().find(|known| known.name == scale.name) {
                Some(known) if *known == scale => Some((scale, None)),
                // Checks were rated on it: its words never change.
                Some(_) => {
                    self.refuse("scale_text", Why::ScaleTaken);
                    None
                }
                None => Some((scale, Some(text))),
            },
            Err(error) => {
                self.refuse("scale_text", Why::Scale(worded(&error)));
                None
            }
        }
    }

    /// The picture: a PNG as hexadecimal digits in the field `logo`, `none` to go back to the program's own. `None`
    /// where it stays.
    fn logo(&mut self) -> Option<String> {
        match self.typed.get("logo").map_or("", String::as_str) {
            "" => None,
            "none" => Some("null".to_owned()),
            digits => {
                let logo = crate::settings::logo::read(digits);
                if logo.is_none() {
                    self.refuse("logo", Why::NoPicture);
                }
                logo.map(|logo: Logo| json(&Some(logo)))
            }
        }
    }
}

/// A text as it is kept.
fn visible(text: &str) -> String {
    let hidden = |c: char| {
        (c.is_control() && c != '\n')
            || matches!(c, '\u{ad}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
    };
    let text = text.replace("\r\n", "\n");
    let text: String = text.chars().filter(|c| !hidden(*c)).collect();
    thuchu_text::normalise(&text).trim().to_owned()
}

/// The thresholds of the program.
#[must_use]
pub fn calibrated() -> Thresholds {
    let weights = Weights::built_in();
    Thresholds { answer: weights.answer, suggest: weights.suggest }
}

fn worded(error: &ScaleError) -> String {
    error.to_string().lines().next().unwrap_or_default().to_owned()
}

/// A scale as a form names it: `thuchu 1`.
fn scale_word(scale: &RatingScale) -> String {
    format!("{} {}", scale.name.id, scale.name.version)
}

pub(super) fn json<T: serde::Serialize + ?Sized>(value: &T) -> String {
    // Texts, numbers and lists of them: nothing that JSON could not hold.
    serde_json::to_string(value).unwrap_or_else(|_| "null".to_owned())
}

/// In the order of `RETENTION`.
const fn days(kept: &Retention) -> [u16; 9] {
    [
        kept.message_answered,
        kept.message_unanswered,
        kept.address_answered,
        kept.address_tell_changes,
        kept.address_unanswered,
        kept.receipt_answered,
        kept.receipt_unanswered,
        kept.appeal_decided,
        kept.draft_history,
    ]
}

const fn of_days(days: [u16; 9]) -> Retention {
    Retention {
        message_answered: days[0],
        message_unanswered: days[1],
        address_answered: days[2],
        address_tell_changes: days[3],
        address_unanswered: days[4],
        receipt_answered: days[5],
        receipt_unanswered: days[6],
        appeal_decided: days[7],
        draft_history: days[8],
    }
}
