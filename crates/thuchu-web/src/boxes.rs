//! Boxes beside the pages as they are shown: weather, exchange rates, notices. What they hold came from elsewhere and is text
//! alone; an address in it must lead to the web.

use thuchu_app::boxes::{Line, Shown};
use thuchu_model::Timestamp;
use thuchu_say::{self as say, Lang, Message};

use crate::look::{OnDay, plain};
use crate::markdown::leads_out;
use crate::site::Site;

/// A box.
pub(crate) struct Beside {
    pub(crate) title: String,
    /// Labels with values; else titles, perhaps with an address.
    pub(crate) pairs: bool,
    pub(crate) lines: Vec<Told>,
    /// Who made the data, and of which hour it is.
    pub(crate) from: Message,
    /// Their page.
    pub(crate) page: Option<String>,
}

/// A line of it.
pub(crate) struct Told {
    pub(crate) label: String,
    pub(crate) value: String,
    pub(crate) link: Option<String>,
    pub(crate) day: Option<OnDay>,
}

/// The boxes there are now; from memory.
pub(crate) fn shown(site: &Site, lang: Lang) -> Vec<Beside> {
    site.steps.boxes.shown().iter().map(|one| beside(site, one, lang)).collect()
}

/// Another text for other boxes: part of the key of a page that shows them.
pub(crate) fn key(site: &Site) -> String {
    let shown = site.steps.boxes.shown();
    shown.iter().map(|one| format!(" {}@{}", one.name, one.at.micros())).collect()
}

/// An hour as boxes name it: day and time.
pub(crate) fn hour(site: &Site, at: Timestamp) -> String {
    let local = site.local(at);
    format!("{:02}:{:02}, {}/{}", local.hour(), local.minute(), local.day(), local.month())
}

fn beside(site: &Site, one: &Shown, lang: Lang) -> Beside {
    let title = if lang == Lang::En { &one.title.1 } else { &one.title.0 };
    Beside {
        title: plain(title),
        pairs: one.lines.iter().all(|line| line.value.is_some()),
        lines: one.lines.iter().map(|line| told(line, lang)).collect(),
        from: say::boxes_from(plain(&one.source), hour(site, one.at)),
        page: one.source_page.clone().filter(|page| leads_out(page)),
    }
}

fn told(line: &Line, lang: Lang) -> Told {
    let value = line.value.as_ref().map_or_else(String::new, |(value, unit)| {
        let value = value_in(value, lang);
        if unit.is_empty() { value } else { format!("{value}\u{a0}{}", plain(unit)) }
    });
    Told {
        label: plain(&line.label),
        value,
        link: line.link.clone().filter(|link| leads_out(link)),
        day: line.day.map(|day| OnDay::of(day, lang)),
    }
}

/// A number as readers of the language write it, with the digits it came with; anything else as it is.
fn value_in(value: &str, lang: Lang) -> String {
    let (sign, digits) = value.strip_prefix('-').map_or(("", value), |rest| ("-", rest));
    let (whole, behind) = digits.split_once('.').unwrap_or((digits, ""));
    let number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    match whole.parse::<u64>() {
        Ok(count) if number(whole) && (behind.is_empty() || number(behind)) => {
            let point = if behind.is_empty() {
                ""
            } else if lang == Lang::Vi {
                ","
            } else {
                "."
            };
            format!("{sign}{}{point}{behind}", say::people::count(count, lang))
        }
        _ => plain(value),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_readers_write_them_and_texts_as_they_came() {
        for (value, vi, en) in [
            ("25400", "25.400", "25,400"),
            ("-3.50", "-3,50", "-3.50"),
            ("31.2", "31,2", "31.2"),
            ("ít mây", "ít mây", "ít mây"),
            ("1.2.3", "1.2.3", "1.2.3"),
            ("", "", ""),
        ] {
            assert_eq!((value_in(value, Lang::Vi), value_in(value, Lang::En)), (vi.to_owned(), en.to_owned()));
        }
    }
}
