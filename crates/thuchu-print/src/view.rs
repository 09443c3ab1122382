//! The data of a document: every text cleaned for the fonts, every word of ours in the sheet's language.
//!
//! It goes to the template as JSON, whose strings the typesetter prints as they are.

use serde::Serialize;
use thuchu_model::{Bearing, ChangeKind, Topic};
use thuchu_say::{self as say, Message, people};

use crate::body::{Block, public};
use crate::shape::Shape;
use crate::sheet::{
    ChangePrinted, MOST_CHARS, MOST_CLAIM, MOST_ENTRIES, Options, PrintError, Sheet, SourcePrinted, Standing,
};
use crate::words::{ONE_LINE, Words, longest};
use crate::{Engine, qr};

/// Most characters of the answer on posters and cards; more would be read by nobody.
const MOST_ANSWER: usize = 280;
/// Most of the summary there.
const MOST_SUMMARY: usize = 600;

/// What the templates read.
#[derive(Serialize)]
pub(crate) struct View {
    lang: &'static str,
    title: String,
    desk: Fitted,
    claim: Fitted,
    rating: Fitted,
    tone: &'static str,
    /// The shape in its tone on paper, and in white on its tone.
    shape: String,
    shape_white: String,
    shape_words: String,
    level: Option<String>,
    answer: Fitted,
    /// What the summary says beyond the answer: cut for faces, and whole.
    more: Option<String>,
    summary: Option<String>,
    topic: Option<String>,
    dates: String,
    by_line: Option<String>,
    body: Vec<Block>,
    sources: Vec<Source>,
    reply: Option<String>,
    changes: Vec<Change>,
    banner: Option<String>,
    address: String,
    address_shown: String,
    short: String,
    short_shown: Fitted,
    qr: String,
    /// The share of its side that is white, on each side.
    qr_white: f64,
    version: String,
    printed: String,
    /// Nothing where none is stated.
    licence: Option<String>,
    unshown: Option<String>,
    say: Said,
    /// How the page of a face is built; the check's own document has none.
    #[serde(skip_serializing_if = "Option::is_none")]
    face: Option<&'static str>,
}

/// A text that is set as large as its place allows: its longest unbreakable stretch must fit a line.
#[derive(Serialize)]
struct Fitted {
    text: String,
    longest: String,
}

#[derive(Serialize)]
struct Source {
    title: String,
    facts: String,
    url: String,
    link: Option<String>,
    quote: Option<String>,
    bearing: Option<String>,
}

#[derive(Serialize)]
struct Change {
    head: String,
    text: String,
}

/// Our own words.
#[derive(Serialize)]
struct Said {
    checked: String,
    verdict: String,
    by: String,
    sources: String,
    changes: String,
    reply: String,
    table: String,
    scan: String,
    scan_why: String,
    or: String,
    corrections: String,
    corrections_at: String,
    qr: String,
    page: String,
}

impl View {
    /// The data of a sheet, for the face of this name or for the check's own document.
    pub(crate) fn of(
        engine: &Engine,
        sheet: &Sheet,
        options: &Options,
        face: Option<&'static str>,
    ) -> Result<Self, PrintError> {
        check_size(sheet)?;
        let lang = sheet.lang;
        let say = |message: Message| message.in_lang(lang);
        let has = |character: char| engine.has(character);
        let mut words = Words::new(&has);
        let shape = Shape::of(&sheet.rating);
        let rating = words.short(&sheet.rating.label, 80);
        let claim = words.line(&sheet.claim);
        let answer = words.short(&sheet.answer, MOST_ANSWER);
        let optional = |text: &Option<String>| text.clone().filter(|text| !text.trim().is_empty());
        let summary = optional(&sheet.summary).map(|text| words.piece(text.trim()));
        let desk = words.short(&sheet.desk, 80);
        let code = qr(&sheet.address)?;
        let answer_text = answer.clone();
        let version = say(say::print_version(f64::from(sheet.version)));
        let mut dates = vec![say(say::print_published(sheet.published))];
        dates.extend(sheet.changed.map(|date| say(say::print_changed(date))));
        let short = sheet.short.typed().to_owned();
        let mut body = sheet.body.map(&mut |text| words.piece(text));
        // A heading of characters that no font has may be empty now, and an empty one is none.
        body.retain(|block| !block.is_empty_heading());
        let sources = sheet.sources.iter().map(|source| self::source(source, lang, &mut words)).collect();
        let changes = sheet.changes.iter().map(|change| self::change(change, lang, &mut words)).collect();
        let reply = optional(&sheet.reply).map(|text| words.piece(text.trim()));
        let by_line = optional(&sheet.by_line).map(|text| words.line(&text));
        let licence = Some(words.short(&sheet.licence, 60)).filter(|licence| !licence.is_empty());
        let more =
            summary.as_deref().and_then(|summary| rest(summary, &answer)).map(|text| words.short(text, MOST_SUMMARY));
        let banner = match sheet.standing {
            Standing::Current => None,
            Standing::Superseded { by } => Some(say::print_superseded(f64::from(sheet.version), f64::from(by))),
            Standing::UnderReview => Some(say::web_check_under_review()),
            Standing::Outdated => Some(say::web_check_stale()),
            Standing::Withdrawn => Some(say::print_withdrawn()),
        };
        let shown_title = |text: &str| text.replace('\u{200B}', "");
        Ok(Self {
            lang: lang.code(),
            title: shown_title(&say(say::print_title(rating.as_str(), claim.as_str()))),
            desk: named(desk),
            tone: shape.tone,
            shape: shape.svg(shape.tone, "#fff"),
            shape_white: shape.svg("#fff", shape.tone),
            shape_words: say((shape.words)()),
            level: sheet.rating.value.map(|value| say(say::print_level(u64::from(value.get())))),
            claim: fitted(claim),
            rating: fitted(rating),
            answer: fitted(answer),
            more,
            summary: summary.as_deref().and_then(|summary| rest(summary, &answer_text)).map(str::to_owned),
            topic: sheet.topic.map(|topic| say(self::topic(topic))),
            dates: dates.join(" · "),
            by_line,
            body,
            sources,
            reply,
            changes,
            banner: banner.map(say),
            address: sheet.address.as_str().to_owned(),
            address_shown: words.line(sheet.address.as_str()),
            qr: code.bare_svg(),
            qr_white: code.white(),
            version,
            printed: say(say::print_printed(options.printed)),
            licence: licence.map(|licence| say(say::print_licence(licence))),
            unshown: words.unshown.then(|| say(say::print_unshown())),
            say: Said {
                checked: say(say::print_checked()),
                verdict: say(say::print_verdict()),
                by: say(say::print_by()),
                sources: say(say::print_sources()),
                changes: say(say::print_changes()),
                reply: say(say::print_reply()),
                table: say(say::print_table()),
                scan: say(say::print_scan()),
                scan_why: say(say::print_scan_why()),
                or: say(say::print_or()),
                corrections: say(say::print_corrections()),
                corrections_at: say(say::print_corrections_at(short.as_str())),
                qr: say(say::print_qr(sheet.address.as_str())),
                page: say(say::print_page("{page}", "{pages}")),
            },
            short: sheet.short.as_str().to_owned(),
            short_shown: fitted(words.line(&short)),
            face,
        })
    }

    /// The data as the template reads it.
    pub(crate) fn json(&self) -> Result<Vec<u8>, PrintError> {
        serde_json::to_vec(self).map_err(|error| PrintError::Typeset(error.to_string()))
    }
}

/// Nothing is set that nobody could read, or that would keep a processor busy for long.
fn check_size(sheet: &Sheet) -> Result<(), PrintError> {
    let chars = |text: &str| text.chars().count();
    if chars(&sheet.claim) > MOST_CLAIM {
        return Err(PrintError::LongClaim);
    }
    let mut all = 0;
    let optional = [&sheet.summary, &sheet.reply, &sheet.by_line];
    all += optional.into_iter().flatten().map(|text| chars(text)).sum::<usize>();
    all += sheet.changes.iter().map(|change| chars(&change.text)).sum::<usize>();
    for source in &sheet.sources {
        let texts = [source.title.as_ref(), source.publisher.as_ref(), source.quote.as_ref(), Some(&source.url)];
        all += texts.into_iter().flatten().map(|text| chars(text)).sum::<usize>();
    }
    sheet.body.map(&mut |text| {
        all += chars(text);
        String::new()
    });
    let entries = sheet.sources.len().max(sheet.changes.len());
    if all > MOST_CHARS || entries > MOST_ENTRIES { Err(PrintError::TooMuch) } else { Ok(()) }
}

/// The name of a desk; a short one is set so large that all of it fits a line.
fn named(text: String) -> Fitted {
    if text.chars().count() <= ONE_LINE { Fitted { longest: text.clone(), text } } else { fitted(text) }
}

fn fitted(text: String) -> Fitted {
    Fitted { longest: longest(&text).to_owned(), text }
}

/// What a summary says beyond the answer it begins with; nothing where it says the same.
fn rest<'a>(summary: &'a str, answer: &str) -> Option<&'a str> {
    let rest = summary.strip_prefix(answer.trim_end_matches('…')).unwrap_or(summary).trim_start();
    Some(rest).filter(|rest| rest.chars().any(char::is_alphanumeric))
}

fn source(source: &SourcePrinted, lang: say::Lang, words: &mut Words<'_>) -> Source {
    let mut facts: Vec<String> = Vec::new();
    facts.extend(source.publisher.as_deref().map(|text| words.line(text)).filter(|text| !text.is_empty()));
    facts.extend(source.date.map(|date| people::day(date, lang)));
    facts.extend(source.copied.map(|date| say::print_copied(date).in_lang(lang)));
    let url = words.line(&source.url);
    let title = source.title.as_deref().map(|text| words.line(text)).filter(|text| !text.is_empty());
    Source {
        title: title.unwrap_or_else(|| url.clone()),
        facts: facts.join(" · "),
        link: public(&source.url),
        quote: source.quote.as_deref().map(|text| words.piece(text.trim())).filter(|text| !text.is_empty()),
        bearing: source.bearing.map(|bearing| self::bearing(bearing).in_lang(lang)),
        url,
    }
}

fn change(change: &ChangePrinted, lang: say::Lang, words: &mut Words<'_>) -> Change {
    let kind = change.kind.map(|kind| match kind {
        ChangeKind::Correction => say::check_corrected(),
        ChangeKind::Update => say::check_updated(),
    });
    let mut head: Vec<String> = kind.into_iter().map(|kind| kind.in_lang(lang)).collect();
    head.push(people::day(change.date, lang));
    head.push(say::print_to_version(f64::from(change.version)).in_lang(lang));
    Change { head: head.join(", "), text: words.piece(change.text.trim()) }
}

fn bearing(bearing: Bearing) -> Message {
    match bearing {
        Bearing::Supports => say::web_bears_supports(),
        Bearing::Refutes => say::web_bears_refutes(),
        Bearing::Context => say::web_bears_context(),
    }
}

fn topic(topic: Topic) -> Message {
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
