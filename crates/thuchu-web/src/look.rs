//! What pages have in common: the frame around them, ratings with their shape, checks in lists.

use std::borrow::Borrow;
use std::sync::Arc;

use thuchu_app::demo;
use thuchu_app::library::{Library, Shown};
use thuchu_model::{
    Day, Lang, OwnPage, PublicId, Publisher, Rating, RatingKey, RatingScale, ShownIn, Timestamp, Wording,
};
use thuchu_say::{self as say, Message};

use crate::language::Reader;
use crate::own::Own;
use crate::site::Site;
use crate::syndication::Link;

/// The days as the catalogue names them.
const WEEKDAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/// The parts of the site that the menu names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    Ask,
    Checks,
    About,
    Privacy,
    Api,
    None,
}

/// The frame of a page.
pub(crate) struct Frame {
    pub(crate) lang: say::Lang,
    pub(crate) part: Part,
    /// How the desk is called.
    pub(crate) name: String,
    /// How it is called and looks.
    pub(crate) own: Arc<Own>,
    pub(crate) title: String,
    pub(crate) description: String,
    /// The path without the language.
    pub(crate) path: String,
    /// The query that the page in the other language needs too. Only what the page is made of: what else somebody typed
    /// behind the address would be kept for everybody with it.
    pub(crate) query: Option<String>,
    pub(crate) today: String,
    pub(crate) today_iso: String,
    /// The desk holds demonstration checks, and every page says so.
    pub(crate) demonstration: bool,
    public_url: Option<String>,
    /// Whether search engines may list the page.
    pub(crate) indexed: bool,
    /// The question, where the page answers one: the other language is then asked again.
    pub(crate) question: Option<String>,
    pub(crate) style: String,
    pub(crate) icon: String,
    pub(crate) fonts: Vec<String>,
    /// The same page for programs: feeds, oEmbed.
    pub(crate) links: Vec<Link>,
    /// The script of readers' pages.
    pub(crate) reader_script: String,
    /// What pages of the desk load beside that.
    pub(crate) desk: Option<DeskFiles>,
}

/// What pages of the desk load.
pub(crate) struct DeskFiles {
    pub(crate) style: String,
    pub(crate) scripts: Vec<String>,
    /// Stands on every element that tells scripts what to do.
    pub(crate) nonce: String,
}

impl Frame {
    /// The frame for this reader. `demonstration`: see the field.
    pub(crate) fn new(site: &Site, reader: &Reader, part: Part, title: String, demonstration: bool) -> Self {
        let today = site.today();
        let weekday =
            say::web_weekday(WEEKDAYS[usize::from(today.weekday().to_monday_zero_offset().unsigned_abs()) % 7]);
        let own = site.own();
        Self {
            lang: reader.lang,
            part,
            title,
            name: own.name(reader.lang),
            description: own.description(reader.lang),
            own,
            path: reader.path.clone(),
            query: None,
            today: say::web_today(weekday, today).in_lang(reader.lang),
            today_iso: today.to_string(),
            demonstration,
            public_url: site.settings.public_url.clone(),
            indexed: true,
            question: None,
            style: site.assets.style.clone(),
            icon: site.assets.icon.clone(),
            fonts: site.assets.fonts.clone(),
            links: Vec::new(),
            reader_script: site.assets.reader_script.clone(),
            desk: None,
        }
    }

    /// How the desk is reached.
    pub(crate) fn contact(&self) -> Option<&str> {
        self.own.contact(self.lang)
    }

    /// The desk's own pages and links that menus name: address, name, and whether it leads to another site. `foot`: those of
    /// the foot too.
    pub(crate) fn added(&self, foot: bool) -> Vec<(String, String, bool)> {
        let shown = |page: &&OwnPage| match page.shown {
            ShownIn::Menu => true,
            ShownIn::Foot => foot,
            ShownIn::Nowhere => false,
        };
        let entry = |page: &OwnPage| {
            let name = page.title.in_lang(self.lang.code()).unwrap_or_default().to_owned();
            match page.link.as_str() {
                "" => (self.to(&format!("/p/{}", page.name)), name, false),
                link if link.starts_with('/') => (link.to_owned(), name, false),
                link => (link.to_owned(), name, true),
            }
        };
        self.own.added().iter().filter(shown).map(entry).collect()
    }

    /// A text in the page's language.
    pub(crate) fn t(&self, message: impl Borrow<Message>) -> String {
        message.borrow().in_lang(self.lang)
    }

    /// An address of this site in the page's language.
    pub(crate) fn to(&self, path: &str) -> String {
        in_lang(self.lang, path)
    }

    pub(crate) fn is(&self, part: Part) -> bool {
        self.part == part
    }

    pub(crate) fn other(&self) -> say::Lang {
        match self.lang {
            say::Lang::Vi => say::Lang::En,
            say::Lang::En => say::Lang::Vi,
        }
    }

    /// The same page in the other language.
    pub(crate) fn other_address(&self) -> String {
        let query = self.query.as_ref().map_or_else(String::new, |query| format!("?{query}"));
        in_lang(self.other(), &self.path) + &query
    }

    /// The full addresses of this page, in its own language and in the other, where the operator said under which one
    /// the site is reached.
    pub(crate) fn full(&self) -> Option<(String, String)> {
        let base = self.public_url.as_ref().filter(|_| self.indexed)?;
        let full = |lang| base.clone() + &in_lang(lang, &self.path);
        Some((full(self.lang), full(self.other())))
    }
}

/// An address of this site in a language.
pub(crate) fn in_lang(lang: say::Lang, path: &str) -> String {
    if path == "/" { format!("/{lang}") } else { format!("/{lang}{path}") }
}

/// The language of pages as checks name languages.
pub(crate) fn reads(lang: say::Lang) -> Lang {
    match lang {
        say::Lang::Vi => Lang::vi(),
        say::Lang::En => Lang::en(),
    }
}

/// A day as it is written on pages.
pub(crate) struct OnDay {
    pub(crate) iso: String,
    pub(crate) text: String,
}

impl OnDay {
    pub(crate) fn of(day: Day, lang: say::Lang) -> Self {
        let (year, month, of_month) = day.parts();
        let date = jiff::civil::Date::new(year, month, of_month);
        Self { iso: day.to_string(), text: date.map_or_else(|_| day.to_string(), |date| say::people::day(date, lang)) }
    }
}

/// A rating as it is shown: shape, word, tone.
pub(crate) struct Verdict {
    /// A key of the built-in scale, which has a shape; `none` where the label has no place on it.
    pub(crate) shape: &'static str,
    /// The word.
    pub(crate) label: String,
    /// The language of the word.
    pub(crate) lang: String,
    /// The publisher's own word, where the one above is our translation of it.
    pub(crate) original: Option<String>,
    /// 1 to 5.
    pub(crate) value: Option<u8>,
}

/// A text of others as a page shows it: without what turns its direction, hides in it or reads as nothing (TRUST R28).
/// Joiners stay, some scripts need them.
pub(crate) fn plain(text: &str) -> String {
    let hidden = |c: char| {
        matches!(
            c,
            '\0' | '\u{ad}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}'
        )
    };
    text.chars().filter(|c| !hidden(*c)).collect()
}

/// Keys that have a shape of their own.
const SHAPES: [&str; 12] = [
    "true",
    "mostly_true",
    "mixed",
    "missing_context",
    "misleading",
    "altered",
    "outdated",
    "false",
    "fabricated",
    "scam",
    "unproven",
    "satire",
];

/// The shape of a rating: its own, else the one of its value, else none.
pub(crate) fn shape(key: Option<&RatingKey>, value: Option<u8>) -> &'static str {
    let own = key.and_then(|key| SHAPES.into_iter().find(|shape| *shape == key.as_str()));
    own.unwrap_or(match value {
        Some(5) => "true",
        Some(4) => "mostly_true",
        Some(3) => "mixed",
        Some(2) => "misleading",
        Some(1) => "false",
        _ => "none",
    })
}

impl Verdict {
    /// The verdict of a check for a reader. A publisher's own word is shown as it is to those who read the check's
    /// language; others get the word of our scale that it is mapped to, and the original beside it.
    pub(crate) fn of(shown: &Shown, scales: &[RatingScale], lang: say::Lang) -> Self {
        let (key, value) = match &shown.rating {
            Some((key, value)) => (Some(key), value.map(|value| value.get())),
            None => (None, None),
        };
        let reader = reads(lang);
        let translated = key.filter(|_| shown.lang.primary() != reader.primary()).and_then(|key| {
            // Labels of others are mapped to the built-in scale. Ours keep the words of the scale they were rated on, so
            // that a newer one of the same keys changes no older check.
            let same = |rating: &&Rating| shown.publisher.is_some() || rating.label(&shown.lang) == shown.label;
            scales.iter().filter_map(|scale| scale.get(key)).find(same)
        });
        let shape = shape(key, value);
        match translated {
            Some(rating) => Self {
                shape,
                label: rating.label(&reader).to_owned(),
                lang: reader.as_str().to_owned(),
                original: Some(plain(&shown.label)).filter(|label| label != rating.label(&reader)),
                value,
            },
            None => {
                Self { shape, label: plain(&shown.label), lang: shown.lang.as_str().to_owned(), original: None, value }
            }
        }
    }
}

/// A check in a list: verdict before claim, never the other way round.
pub(crate) struct Card {
    pub(crate) address: String,
    pub(crate) verdict: Verdict,
    pub(crate) claim: String,
    pub(crate) claim_lang: String,
    /// Who made it; `None` is the desk itself.
    pub(crate) by: Option<String>,
    pub(crate) day: Option<OnDay>,
    pub(crate) stale: bool,
}

impl Card {
    /// The card of a check for a reader.
    pub(crate) fn of(site: &Site, library: &Library, shown: &Shown, lang: say::Lang) -> Self {
        let wording = shown.claim_in(Some(&reads(lang)));
        let (claim, claim_lang) = wording
            .map_or_else(Default::default, |wording| (plain(wording.text.as_str()), wording.lang.as_str().to_owned()));
        Self {
            address: in_lang(lang, &path_of(shown)),
            verdict: Verdict::of(shown, site.own().scales(), lang),
            claim,
            claim_lang,
            by: library.publisher_of(shown).map(|publisher| name_of(publisher, lang)),
            day: shown.review_date.map(|day| OnDay::of(day, lang)),
            stale: shown.is_stale(site.clock.now()),
        }
    }
}

/// A publisher's name, and its site, for anybody can call themselves anything; the demonstration's name alone, in the
/// reader's language.
pub(crate) fn name_of(publisher: &Publisher, lang: say::Lang) -> String {
    if demo::is_demonstration(publisher) {
        return demo::name_in(&reads(lang)).to_owned();
    }
    let (name, site) = (plain(&publisher.name), publisher.site.as_str());
    // Isolated, so that a name written from the right leaves the words around it where they are.
    if name == site { name } else { format!("\u{2068}{name}\u{2069} ({site})") }
}

/// The path of a check's page, without language: the same one in every language.
pub(crate) fn path_of(shown: &Shown) -> String {
    path_of_words(shown.public_id, &shown.wordings)
}

/// [`path_of`] for a check of which only this is known.
pub(crate) fn path_of_words(id: PublicId, wordings: &[Wording]) -> String {
    let slug = wordings.first().map(|wording| thuchu_text::slug(wording.text.as_str())).unwrap_or_default();
    // A form has the address that ends so.
    if slug.is_empty() || slug == "reply" { format!("/c/{id}") } else { format!("/c/{id}/{slug}") }
}

/// Whether the desk holds demonstration checks.
pub(crate) fn holds_demonstration(library: &Library) -> bool {
    library.publishers().filter_map(|(id, _)| library.publisher(id)).any(|p| demo::is_demonstration(p))
}

impl Site {
    /// A moment as the day it fell on where the desk is.
    pub(crate) fn on_day(&self, at: Timestamp, lang: say::Lang) -> OnDay {
        let date = self.day_of(at);
        OnDay { iso: date.to_string(), text: say::people::day(date, lang) }
    }

    /// The day and the minute of an instant, where the desk is.
    pub(crate) fn to_the_minute(&self, at: Timestamp, lang: say::Lang) -> String {
        let local = self.local(at);
        format!("{} {:02}:{:02}", self.on_day(at, lang).text, local.hour(), local.minute())
    }
}

/// A moment as the day it fell on in UTC.
pub(crate) fn day_of(at: Timestamp, lang: say::Lang) -> Option<OnDay> {
    at.day().map(|day| OnDay::of(day, lang))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_turns_or_hides_in_a_text_of_others_is_not_shown() {
        assert_eq!(plain("Chữ \u{202e}đảo\u{202c} \u{200b}ngược\u{feff}\0"), "Chữ đảo ngược");
        assert_eq!(plain("می\u{200c}خواهم 👨\u{200d}👩"), "می\u{200c}خواهم 👨\u{200d}👩", "joiners carry meaning");
    }

    #[test]
    fn a_publisher_is_named_with_its_site() {
        let publisher = Publisher { name: "VAFC".into(), ..thuchu_testkit::publisher("gia-danh.example") };
        assert!(name_of(&publisher, say::Lang::Vi).contains("(gia-danh.example)"));
    }
}
