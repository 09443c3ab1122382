//! What a desk decides about itself: how it is called and looks, how sure an answer must be, what it says of its own work.
//!
//! A value per name; what was never set, or cannot be read, is as at first.

use crate::{Accent, OwnPage, RatingScale, Retention, ScaleRef};

/// A text in both languages; either may be empty.
#[derive(Debug, Clone, PartialEq, Eq, Default, serde::Serialize, serde::Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct InBoth {
    /// In Vietnamese.
    pub vi: String,
    /// In English.
    pub en: String,
}

impl InBoth {
    /// The text in this language (`vi`, `en`), else in the other; `None` when there is none.
    pub fn in_lang(&self, lang: &str) -> Option<&str> {
        let (own, other) = if lang == "en" { (&self.en, &self.vi) } else { (&self.vi, &self.en) };
        [own, other].into_iter().map(|text| text.trim()).find(|text| !text.is_empty())
    }

    /// Whether there is no text at all.
    pub fn is_empty(&self) -> bool {
        self.in_lang("vi").is_none()
    }
}

/// In which languages readers get the site.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Languages {
    /// Vietnamese and English.
    #[default]
    Both,
    /// Vietnamese alone.
    Vi,
    /// English alone.
    En,
}

impl Languages {
    /// All choices.
    pub const ALL: [Self; 3] = [Self::Both, Self::Vi, Self::En];

    /// The word used in forms and the store.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Both => "both",
            Self::Vi => "vi",
            Self::En => "en",
        }
    }

    /// Reads that word.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|choice| choice.as_str() == text)
    }

    /// The one language, where only one is offered.
    pub const fn only(self) -> Option<&'static str> {
        match self {
            Self::Both => None,
            Self::Vi => Some("vi"),
            Self::En => Some("en"),
        }
    }
}

/// What is counted of the site's readers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Counting {
    /// Nothing.
    Nothing,
    /// Views alone: nobody's address is looked at.
    Views,
    /// Views, visitors of a day, who is there now.
    #[default]
    Visitors,
}

impl Counting {
    /// All choices.
    pub const ALL: [Self; 3] = [Self::Visitors, Self::Views, Self::Nothing];

    /// The word used in forms and the store.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Nothing => "nothing",
            Self::Views => "views",
            Self::Visitors => "visitors",
        }
    }

    /// Reads that word.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|choice| choice.as_str() == text)
    }
}

/// How probable a match must be, 0.0 to 1.0. Made only by [`Thresholds::new`].
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Thresholds {
    /// To be given as the answer.
    pub answer: f32,
    /// To be shown as "may be related".
    pub suggest: f32,
}

/// Why thresholds cannot be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ThresholdsRefused {
    /// Outside [`Thresholds::LEAST`] to [`Thresholds::MOST`].
    #[error("a threshold is 0.05 to 0.99")]
    Bounds,
    /// What is not sure enough to be shown cannot be sure enough to be the answer.
    #[error("the threshold of an answer is not below that of a suggestion")]
    Order,
}

impl Thresholds {
    /// The least that may be asked for.
    pub const LEAST: f32 = 0.05;
    /// The most.
    pub const MOST: f32 = 0.99;

    /// Two thresholds within bounds, `answer` not below `suggest`.
    ///
    /// # Errors
    /// Names the rule.
    pub fn new(answer: f32, suggest: f32) -> Result<Self, ThresholdsRefused> {
        if ![answer, suggest].iter().all(|value| (Self::LEAST..=Self::MOST).contains(value)) {
            return Err(ThresholdsRefused::Bounds);
        }
        if answer < suggest { Err(ThresholdsRefused::Order) } else { Ok(Self { answer, suggest }) }
    }
}

/// The site's picture: a PNG without anything beside the picture itself.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Logo {
    /// Pixels.
    pub width: u32,
    /// Pixels.
    pub height: u32,
    /// The file, as hexadecimal digits.
    pub png: String,
}

/// Everything that is set.
#[derive(Debug, Clone, PartialEq)]
pub struct DeskSettings {
    /// How the desk is called; the program's own name while empty.
    pub name: InBoth,
    /// What it is, in a sentence.
    pub description: InBoth,
    /// How it is reached.
    pub contact: InBoth,
    /// Where holes in the site are told of: an address of mail, a page or a telephone as an URI; none while empty.
    pub security_contact: String,
    /// Which sites may show the card of a check in a frame, as `frame-ancestors` of a policy header names them.
    pub frames: String,
    /// Its colour; the program's own while `None`.
    pub accent: Option<Accent>,
    /// Its picture; the program's own while `None`.
    pub logo: Option<Logo>,
    /// The languages of readers' pages.
    pub languages: Languages,
    /// Which scale new checks are rated on; the built-in one while `None`.
    pub scale: Option<ScaleRef>,
    /// How sure matches must be; as calibrated while `None`.
    pub thresholds: Option<Thresholds>,
    /// How long things are kept.
    pub retention: Retention,
    /// The licence of the desk's texts; none while empty.
    pub licence: String,
    /// How the desk works, Markdown.
    pub method: InBoth,
    /// Who pays for it, Markdown.
    pub funding: InBoth,
    /// Pages and links of its own, in their order.
    pub pages: Vec<OwnPage>,
    /// What is counted of readers.
    pub counting: Counting,
    /// The boxes beside the pages, as the operator wrote them down; none while empty.
    pub boxes: String,
    /// The scales that were brought, oldest first; none is ever taken away.
    pub scales: Vec<RatingScale>,
}

/// The licence of texts when nobody chose another: Creative Commons, attribution.
pub const CC_BY: &str = "https://creativecommons.org/licenses/by/4.0/";

/// Every site may show cards in frames: they are made for that.
pub const EVERY_SITE: &str = "*";

/// The sites that may show cards in frames, read as an admin types them: `*` or nothing for every site, `none` for none, else
/// sites as `https://bao.example`, with blanks between them. `None` for anything else.
pub fn frames_of(text: &str) -> Option<String> {
    let sites: Vec<&str> = text.split_whitespace().collect();
    match sites.as_slice() {
        [] | ["*"] => Some(EVERY_SITE.to_owned()),
        ["none" | "'none'"] => Some("'none'".to_owned()),
        sites => {
            // Nothing that would end the list or begin another rule (CSP3 §2.3.1, `host-source`).
            let host = |host: &str| {
                let host = host.strip_prefix("*.").unwrap_or(host);
                !host.is_empty() && host.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b':'))
            };
            let fits = |site: &&str| site.strip_prefix("https://").is_some_and(host);
            sites.iter().all(fits).then(|| sites.join(" "))
        }
    }
}

impl Default for DeskSettings {
    fn default() -> Self {
        Self {
            name: InBoth::default(),
            description: InBoth::default(),
            contact: InBoth::default(),
            security_contact: String::new(),
            frames: EVERY_SITE.to_owned(),
            accent: None,
            logo: None,
            languages: Languages::default(),
            scale: None,
            thresholds: None,
            retention: Retention::LONGEST,
            licence: CC_BY.to_owned(),
            method: InBoth::default(),
            funding: InBoth::default(),
            pages: Vec::new(),
            counting: Counting::default(),
            boxes: String::new(),
            scales: Vec::new(),
        }
    }
}

impl DeskSettings {
    /// Takes a stored value in. Whether it could be read; if not, everything stays as it is. A name that is no setting
    /// of the desk is left alone.
    pub fn take(&mut self, name: &str, value: &str) -> bool {
        fn json<T: serde::de::DeserializeOwned>(value: &str, into: &mut T) -> bool {
            serde_json::from_str(value).map(|read| *into = read).is_ok()
        }
        match name {
            "desk.name" => json(value, &mut self.name),
            "desk.description" => json(value, &mut self.description),
            "desk.contact" => json(value, &mut self.contact),
            "desk.security_contact" => json(value, &mut self.security_contact),
            "embed.frames" => json(value, &mut self.frames),
            "desk.accent" => json(value, &mut self.accent),
            "desk.logo" => json(value, &mut self.logo),
            "desk.languages" => json(value, &mut self.languages),
            "scale.current" => json(value, &mut self.scale),
            "match.thresholds" => {
                let mut read: Option<Thresholds> = None;
                let fits = |read: &Option<Thresholds>| {
                    read.is_none_or(|read| Thresholds::new(read.answer, read.suggest).is_ok())
                };
                let taken = json(value, &mut read) && fits(&read);
                self.thresholds = if taken { read } else { self.thresholds };
                taken
            }
            "retention" => {
                let taken = json(value, &mut self.retention);
                self.retention = self.retention.bounded();
                taken
            }
            "licence" => json(value, &mut self.licence),
            "counting" => json(value, &mut self.counting),
            "boxes" => set(&mut self.boxes, value),
            "page.method.vi" => set(&mut self.method.vi, value),
            "page.method.en" => set(&mut self.method.en, value),
            "page.funding.vi" => set(&mut self.funding.vi, value),
            "page.funding.en" => set(&mut self.funding.en, value),
            _ if name.starts_with("own.page.") => self.take_page(name, value),
            _ if name.starts_with("scale.text.") => match RatingScale::parse(value) {
                Ok(scale) => {
                    self.scales.push(scale);
                    true
                }
                Err(_) => false,
            },
            _ => true,
        }
    }

    /// A page, in the place of the one of its name; an empty value takes it away.
    fn take_page(&mut self, setting: &str, value: &str) -> bool {
        let read = if value.is_empty() { None } else { serde_json::from_str::<OwnPage>(value).ok() };
        let fits = |page: &OwnPage| OwnPage::is_name(&page.name) && OwnPage::setting_of(&page.name) == setting;
        if read.as_ref().map_or(!value.is_empty(), |page| !fits(page)) {
            return false;
        }
        self.pages.retain(|page| OwnPage::setting_of(&page.name) != setting);
        self.pages.extend(read);
        self.pages.sort_by(|a, b| (a.order, &a.name).cmp(&(b.order, &b.name)));
        true
    }

    /// The name under which a scale's file is stored: one for each version, so none is ever overwritten.
    pub fn name_of(scale: &ScaleRef) -> String {
        format!("scale.text.{}.{}", scale.id, scale.version)
    }

    /// The scale that new checks are rated on.
    pub fn scale_in_force(&self) -> RatingScale {
        let chosen = self.scales.iter().find(|scale| self.scale.as_ref() == Some(&scale.name));
        chosen.cloned().unwrap_or_else(RatingScale::built_in)
    }
}

fn set(text: &mut String, value: &str) -> bool {
    value.clone_into(text);
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_read_leaves_everything_as_at_first() {
        let mut settings = DeskSettings::default();
        for name in [
            "desk.name",
            "desk.accent",
            "desk.logo",
            "desk.languages",
            "counting",
            "scale.current",
            "match.thresholds",
            "retention",
        ] {
            assert!(!settings.take(name, "{\"answer\":\"x\",\"light\":7}"), "{name}");
        }
        assert!(!settings.take("scale.text.own.1", "id = 1"));
        assert!(!settings.take("match.thresholds", "{\"answer\":0.2,\"suggest\":0.5}"));
        assert!(settings.take("import.labels", "toml\n"), "not ours");
        assert_eq!(settings, DeskSettings::default());
    }

    #[test]
    fn frames_are_sites_and_nothing_that_is_another_rule() {
        for (typed, kept) in [
            ("", "*"),
            (" * ", "*"),
            ("none", "'none'"),
            ("https://a.vn  https://*.b.vn:8443", "https://a.vn https://*.b.vn:8443"),
        ] {
            assert_eq!(frames_of(typed).as_deref(), Some(kept), "{typed}");
        }
        for typed in [
            "a.vn",
            "http://a.vn",
            "https://",
            "https://a.vn; script-src *",
            "https://a.vn,https://b.vn",
            "* none",
            "https://a.vn/x",
        ] {
            assert_eq!(frames_of(typed), None, "{typed}");
        }
    }

    #[test]
    fn retention_is_never_longer_than_the_longest() {
        let mut settings = DeskSettings::default();
        assert!(settings.take("retention", "{\"message_answered\":3000,\"address_answered\":3}"));
        assert_eq!(settings.retention, Retention { address_answered: 3, ..Retention::LONGEST });
    }

    #[test]
    fn an_answer_is_at_least_as_sure_as_a_suggestion() {
        assert_eq!(Thresholds::new(0.2, 0.3), Err(ThresholdsRefused::Order));
        assert_eq!(Thresholds::new(1.0, 0.3), Err(ThresholdsRefused::Bounds));
        assert_eq!(Thresholds::new(f32::NAN, 0.3), Err(ThresholdsRefused::Bounds));
        assert!(Thresholds::new(0.58, 0.25).is_ok() && Thresholds::new(0.3, 0.3).is_ok());
    }

    #[test]
    fn a_scale_that_is_not_there_is_the_built_in_one() {
        let mut settings = DeskSettings::default();
        settings.take("scale.current", "{\"id\":\"own\",\"version\":2}");
        assert_eq!(settings.scale_in_force(), RatingScale::built_in());
        let own = "id = \"own\"\nversion = 2\n[[rating]]\nkey = \"sai\"\nvalue = 1\nlabel = { vi = \"Sai\", en = \"Wrong\" }\n";
        assert!(settings.take("scale.text.own.2", own));
        assert_eq!(settings.scale_in_force().name.version, 2);
    }

    #[test]
    fn own_pages_stand_in_their_order_and_an_empty_value_takes_one_away() {
        let mut settings = DeskSettings::default();
        let page =
            |name: &str, order: u16| format!("{{\"name\":\"{name}\",\"title\":{{\"vi\":\"Tên\"}},\"order\":{order}}}");
        for (name, order) in [("b", 2), ("a", 2), ("c", 1)] {
            assert!(settings.take(&OwnPage::setting_of(name), &page(name, order)));
        }
        let names = |settings: &DeskSettings| settings.pages.iter().map(|page| page.name.clone()).collect::<String>();
        assert_eq!(names(&settings), "cab");
        assert!(!settings.take("own.page.d", &page("e", 1)), "a page has the name of its setting");
        assert!(!settings.take("own.page.a", "{}"));
        assert!(settings.take("own.page.a", "") && settings.take("own.page.c", &page("c", 9)));
        assert_eq!(names(&settings), "bc");
    }

    #[test]
    fn a_text_is_read_in_the_other_language_where_there_is_none() {
        let name = InBoth { vi: "Bàn Tin Thật".to_owned(), en: " ".to_owned() };
        assert_eq!(name.in_lang("en"), Some("Bàn Tin Thật"));
        assert_eq!(InBoth::default().in_lang("en"), None);
    }
}
