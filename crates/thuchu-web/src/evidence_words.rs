//! What pages of the desk and of readers say alike of sources and their copies: words for codes, looks, files, and what
//! became of a text.

use std::borrow::Cow;

use thuchu_app::evidence::{Change, Difference, Fact, FactName, Words};
use thuchu_model::{Capture, CaptureFile, FileRole, Look};
use thuchu_say::{self as say, Message};

use crate::look::{OnDay, plain};
use crate::site::Site;

/// Why there is no copy, and what to do. `kept`: a stable code and, behind a blank, what it is about.
pub(crate) fn problem(kept: &str) -> Message {
    let (code, about) = kept.split_once(' ').unwrap_or((kept, ""));
    let about: Cow<'_, str> = if about.is_empty() { "–".into() } else { plain(about).into() };
    // The arms of the catalogue know no dots.
    say::evidence_problem(code.replace('.', "-"), about)
}

/// What lay in a file beside its content: its name and what it says.
pub(crate) fn fact(fact: &Fact, lang: say::Lang) -> (Message, String) {
    let name = match fact.name {
        FactName::Make => "make",
        FactName::Model => "model",
        FactName::Taken => "taken",
        FactName::Software => "software",
        FactName::Place => "place",
        FactName::Altitude => "altitude",
        FactName::Orientation => "orientation",
        FactName::Size => "size",
        FactName::Creator => "creator",
        FactName::Rights => "rights",
        FactName::Caption => "caption",
        FactName::Title => "title",
        FactName::Created => "created",
        FactName::Modified => "modified",
        FactName::Beside => {
            let kind = plain(&fact.value);
            let word = say::evidence_fact_beside(kind.replace(' ', "_"), kind).in_lang(lang);
            return (say::evidence_fact("beside"), word);
        }
    };
    (say::evidence_fact(name), plain(&fact.value))
}

/// What a file is, in words.
pub(crate) fn role(role: FileRole) -> Message {
    say::evidence_file(role.as_str())
}

/// A look as a line of a list.
pub(crate) struct LookLine {
    pub(crate) word: &'static str,
    pub(crate) found: Message,
    pub(crate) day: OnDay,
    pub(crate) status: Option<Message>,
    /// Where it moved to.
    pub(crate) url: Option<String>,
}

impl LookLine {
    pub(crate) fn of(site: &Site, look: &Look, lang: say::Lang) -> Self {
        Self {
            word: look.found.as_str(),
            found: say::evidence_finding(look.found.as_str()),
            day: site.on_day(look.at, lang),
            status: look.status.filter(|status| *status != 200).map(say::evidence_look_status),
            url: look.url.as_deref().map(plain),
        }
    }
}

/// Quoted words with what stands around them, where they were found.
pub(crate) struct Around {
    pub(crate) before: String,
    pub(crate) words: String,
    pub(crate) after: String,
}

/// The words around a quote, or why there are none to show.
pub(crate) fn around(words: &Words) -> (Option<Around>, Option<Message>) {
    match words {
        Words::None => (None, None),
        Words::TooShort => (None, Some(say::evidence_words_short())),
        Words::NotFound => (None, Some(say::evidence_words_not_found())),
        Words::ReadByMachine => (None, Some(say::evidence_words_machine())),
        Words::Found(before, words, after) => {
            (Some(Around { before: plain(before), words: plain(words), after: plain(after) }), None)
        }
    }
}

/// What became of a source between two copies.
pub(crate) struct Differs {
    /// 0 kept, 1 taken out, 2 put in; and the paragraph.
    pub(crate) lines: Vec<(u8, String)>,
    pub(crate) cut: bool,
}

impl Differs {
    /// At most so many lines; a page is no place for a whole book.
    pub(crate) fn of(found: &Difference, most: usize) -> Self {
        let line = |change: Change| match change {
            Change::Kept => 0,
            Change::Removed => 1,
            Change::Added => 2,
        };
        Self {
            lines: found.lines.iter().take(most).map(|one| (line(one.change), plain(&one.text))).collect(),
            cut: found.cut || found.lines.len() > most,
        }
    }
}

/// What a source says about itself, and how its copy came.
pub(crate) fn facts(site: &Site, capture: &Capture, lang: say::Lang) -> Vec<(Message, String)> {
    let known = |text: &Option<String>| text.as_deref().map(plain);
    let facts = &capture.facts;
    let led = Some(&capture.final_url).filter(|led| **led != capture.url).map(|led| plain(led));
    let all = [
        (say::evidence_about_title(), known(&facts.title)),
        (say::evidence_about_publisher(), known(&facts.publisher)),
        (say::evidence_about_byline(), known(&facts.byline)),
        (say::evidence_about_published(), facts.published.map(|day| OnDay::of(day, lang).text)),
        (say::evidence_about_address(), Some(plain(&capture.url)).filter(|url| !url.is_empty())),
        (say::evidence_about_led(), led),
        (say::evidence_about_status(), capture.status.map(|status| status.to_string())),
        (say::evidence_about_copied(), Some(site.on_day(capture.at, lang).text)),
        (say::evidence_about_way(), Some(say::evidence_way(capture.way.as_str()).in_lang(lang))),
        (say::evidence_about_pages(), facts.pages.map(|pages| say::people::count(u64::from(pages), lang))),
    ];
    all.into_iter().filter_map(|(name, value)| Some((name, value?))).collect()
}

/// A file of a copy as a row of a table.
pub(crate) struct FileLine {
    pub(crate) name: Message,
    pub(crate) size: String,
    pub(crate) sha256: String,
    pub(crate) address: String,
}

impl FileLine {
    pub(crate) fn of(file: &CaptureFile, address: String, lang: say::Lang) -> Self {
        let (sha256, size) = (file.sha256.to_string(), say::people::bytes(file.bytes, lang));
        Self { name: role(file.role), size, sha256, address }
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use thuchu_app::evidence::Step;
    use thuchu_model::{CaptureWay, Finding};

    use super::*;

    /// The words of a code are its own, in both languages.
    #[track_caller]
    fn has_words(of: impl Fn(&str) -> Message, code: &str) {
        for lang in say::Lang::ALL {
            assert_ne!(
                of(code).in_lang(lang),
                of("no-such-word").in_lang(lang).replace("no-such-word", code),
                "{code}"
            );
        }
    }

    #[test]
    fn every_step_finding_file_and_way_has_its_words() {
        for step in Step::ALL {
            has_words(|word| say::evidence_step(word), step.as_str());
        }
        for found in Finding::ALL {
            has_words(|word| say::evidence_finding(word), found.as_str());
            has_words(|word| say::evidence_found_on(word, "22/11/2026"), found.as_str());
        }
        for role in FileRole::ALL {
            has_words(|word| say::evidence_file(word), role.as_str());
        }
        for way in CaptureWay::ALL {
            has_words(|word| say::evidence_way(word), way.as_str());
        }
    }

    #[test]
    fn every_reason_why_there_is_no_copy_has_its_words() {
        let tools = ["thuchu-tools/src/document.rs", "thuchu-tools/src/error.rs"];
        let sources = ["thuchu-app/src/evidence/problem.rs", "thuchu-fetch/src/error.rs"].into_iter().chain(tools);
        let mut codes = 0;
        for source in sources {
            let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(source);
            let source = std::fs::read_to_string(path).unwrap();
            for named in source.split("=> \"").skip(1) {
                let code = named.split('"').next().unwrap();
                if ["copy.", "fetch.", "document.", "picture."].iter().any(|part| code.starts_with(part)) {
                    has_words(problem, code);
                    codes += 1;
                }
            }
        }
        assert!(codes >= 45, "{codes}");
        let told = problem("copy.status 403").in_lang(say::Lang::En);
        assert!(told.contains("status 403") && told.contains("bring the file"), "{told}");
    }
}
