//! A list with one thing chosen by its address: a topic, a rating, a language, a month.

use thuchu_app::library::{Library, Month};
use thuchu_app::matching::Matcher;
use thuchu_model::{Lang, RatingKey, Topic};
use thuchu_say::{self as say, Message};

use crate::api::query::Wanted;
use crate::error::Fault;
use crate::look::{in_lang, reads};
use crate::site::Site;

/// Which list.
pub(crate) enum Shelf {
    Everything,
    Topic(Topic),
    Rating(RatingKey),
    Language(Lang),
    Month(Month),
}

impl Shelf {
    /// The list of a subject; there are ten.
    pub(super) fn topic(word: &str) -> Result<Self, Fault> {
        Topic::parse(word).map(Self::Topic).ok_or(Fault::NotFound)
    }

    /// The list of a rating that a scale of the desk has, or that a check has.
    pub(super) fn rating(site: &Site, word: &str) -> Result<Self, Fault> {
        let key = RatingKey::parse(word).map_err(|_| Fault::NotFound)?;
        let used = |matcher: &Matcher| matcher.library().ratings().any(|(used, _)| *used == key);
        let known = site.own().rating(&key).is_some() || site.reading.live().with(used).ok_or(Fault::Starting)?;
        if known { Ok(Self::Rating(key)) } else { Err(Fault::NotFound) }
    }

    /// The list of a language that the site has, or that a claim is worded in. Only its primary tag has a list.
    pub(super) fn language(site: &Site, word: &str) -> Result<Self, Fault> {
        let lang = Lang::parse(word).ok().filter(|lang| lang.primary() == word).ok_or(Fault::NotFound)?;
        let used = |matcher: &Matcher| matcher.library().langs().any(|(used, _)| used == word);
        let known = say::Lang::ALL.iter().any(|lang| lang.code() == word)
            || site.reading.live().with(used).ok_or(Fault::Starting)?;
        if known { Ok(Self::Language(lang)) } else { Err(Fault::NotFound) }
    }

    /// The list of a month.
    pub(super) fn month(word: &str) -> Result<Self, Fault> {
        word.parse().map(Self::Month).map_err(|_| Fault::NotFound)
    }

    /// The name of the field that the address decides.
    pub(super) const fn decides(&self) -> Option<&'static str> {
        match self {
            Self::Everything => None,
            Self::Topic(_) => Some("topic"),
            Self::Rating(_) => Some("rating"),
            Self::Language(_) => Some("lang"),
            Self::Month(_) => Some("month"),
        }
    }

    /// Puts it in the place of whatever was typed behind the address.
    pub(super) fn decide(&self, wanted: &mut Wanted) {
        match self {
            Self::Everything => {}
            Self::Topic(topic) => wanted.topic = Some(topic.to_string()),
            Self::Rating(key) => wanted.rating = Some(key.to_string()),
            Self::Language(lang) => wanted.lang = Some(lang.to_string()),
            Self::Month(month) => {
                wanted.month = Some(month.to_string());
                wanted.year = None;
            }
        }
    }

    /// Whether there is anything in it, whatever else is chosen.
    pub(super) fn holds(&self, library: &Library) -> bool {
        match self {
            Self::Everything => true,
            Self::Topic(topic) => library.topics().any(|(used, _)| used == *topic),
            Self::Rating(key) => library.ratings().any(|(used, _)| used == key),
            Self::Language(lang) => library.langs().any(|(used, _)| used == lang.primary()),
            Self::Month(month) => library.months().any(|(used, _)| used == *month),
        }
    }

    /// Its path, without language.
    pub(super) fn path(&self) -> String {
        match self {
            Self::Everything => "/checks".to_owned(),
            Self::Topic(topic) => format!("/t/{topic}"),
            Self::Rating(key) => format!("/ratings/{key}"),
            Self::Language(lang) => format!("/languages/{lang}"),
            Self::Month(month) => format!("/archive/{month}"),
        }
    }

    /// Its headline.
    pub(super) fn title(&self, site: &Site, lang: say::Lang) -> String {
        match self {
            Self::Everything => say::web_checks_title().in_lang(lang),
            Self::Topic(topic) => say::pages_of_topic(topic_name(*topic)).in_lang(lang),
            Self::Rating(key) => {
                let own = site.own();
                let label = own.rating(key).map(|rating| rating.label(&reads(lang)).to_owned());
                say::pages_of_rating(label.unwrap_or_else(|| key.to_string())).in_lang(lang)
            }
            Self::Language(tag) => say::pages_in_language(lang_name(tag.primary(), lang)).in_lang(lang),
            Self::Month(month) => say::pages_of_month(month_name(*month)).in_lang(lang),
        }
    }

    /// Where all lists of its kind are.
    pub(super) fn shelves(&self) -> Option<(&'static str, Message)> {
        Some(match self {
            Self::Everything => return None,
            Self::Topic(_) => ("/t", say::pages_topics()),
            Self::Rating(_) => ("/ratings", say::pages_ratings()),
            Self::Language(_) => ("/languages", say::pages_languages()),
            Self::Month(_) => ("/archive", say::pages_archive()),
        })
    }

    /// The months with checks that stand next to this one, the newer one first.
    pub(super) fn beside(&self, library: &Library, lang: say::Lang) -> [Option<(String, String)>; 2] {
        let Self::Month(month) = self else { return [None, None] };
        let link = |found: Month| (in_lang(lang, &format!("/archive/{found}")), month_name(found).in_lang(lang));
        let newer = library.months().map(|(found, _)| found).take_while(|found| found > month).last();
        let older = library.months().map(|(found, _)| found).find(|found| found < month);
        [newer.map(link), older.map(link)]
    }
}

/// The name of a subject.
pub(crate) fn topic_name(topic: Topic) -> Message {
    match topic {
        Topic::Health => say::check_topic_health(),
        Topic::Food => say::check_topic_food(),
        Topic::Scam => say::check_topic_scam(),
        Topic::Disaster => say::check_topic_disaster(),
        Topic::Policy => say::check_topic_policy(),
        Topic::Economy => say::check_topic_economy(),
        Topic::Education => say::check_topic_education(),
        Topic::Safety => say::check_topic_safety(),
        Topic::Science => say::check_topic_science(),
        Topic::Other => say::check_topic_other(),
    }
}

/// The name of a language, where the catalogue has it; else its tag.
pub(crate) fn lang_name(tag: &str, lang: say::Lang) -> String {
    match tag {
        "vi" => say::lang_vi().in_lang(lang),
        "en" => say::lang_en().in_lang(lang),
        other => other.to_owned(),
    }
}

/// The name of a month.
pub(crate) fn month_name(month: Month) -> Message {
    const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let place = usize::from(month.month().unsigned_abs()).saturating_sub(1);
    say::pages_month(MONTHS.get(place).copied().unwrap_or("jan"), month.year().to_string())
}
