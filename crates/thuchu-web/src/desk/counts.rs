//! `/desk/counts`: the dashboard, and its tables as CSV.

use askama::Template;
use axum::body::Body;
use axum::extract::{Query, State};
use axum::http::{HeaderValue, Response, header};
use axum::response::IntoResponse;
use jiff::civil::Date;
use serde::Deserialize;
use thuchu_app::measure::{Counts, Range};
use thuchu_formats::csv_table;
use thuchu_model::{Day, Told};
use thuchu_say::{self as say, Message};

use super::SignedIn;
use super::frame::{Bar, Visit, frame, page as answer};
use super::plot::{Bars, Columns};
use crate::error::Fault;
use crate::look::{Frame, OnDay};
use crate::site::Site;

#[derive(Template)]
#[template(path = "desk/counts.html")]
struct CountsPage {
    c: Frame,
    bar: Option<Bar>,
    ranges: Vec<Offer>,
    csv: String,
    backlog: String,
    oldest: Option<Message>,
    answered: String,
    days: Option<(Message, Message)>,
    taken_up: Message,
    hours: Option<(Message, Message)>,
    monthly: bool,
    parts: Vec<Part>,
    columns: Columns,
    all: Message,
    any_matches: bool,
    topics: Vec<(String, String)>,
    topic_bars: Bars,
    langs: Vec<(String, String)>,
    lang_bars: Bars,
    reviews: Vec<(String, String)>,
    appeals: Vec<(String, String)>,
    closings: Vec<(String, String)>,
    closings_since: Message,
}

/// A range to choose.
struct Offer {
    address: String,
    label: Message,
    chosen: bool,
}

/// A week or a month of questions.
struct Part {
    from: OnDay,
    ends: [String; 3],
    rate: String,
}

/// How far back is wanted.
#[derive(Deserialize, Default)]
pub(crate) struct Asked {
    #[serde(default)]
    days: String,
}

impl Asked {
    /// Ninety days when nobody says, or says what cannot be meant.
    fn range(&self) -> Range {
        Range::parse(&self.days).unwrap_or(Range::Quarter)
    }
}

/// `GET /desk/counts`
pub(crate) async fn page(
    Visit { site, reader, head, person }: Visit,
    Query(asked): Query<Asked>,
) -> Result<Response<Body>, Fault> {
    let range = asked.range();
    let counts = site.steps.measure.counts(range).await?;
    let mut c = frame(&site, &reader, say::counts_title());
    c.query = Some(format!("days={}", range.days()));
    let bar = Bar::of(&c, &person);
    answer(&reader, &head, &CountsPage::of(c, bar, &counts), false)
}

impl CountsPage {
    fn of(c: Frame, bar: Option<Bar>, counts: &Counts) -> Self {
        let lang = c.lang;
        let exact = |number: u64| say::people::count(number, lang);
        let told = |count: Told| match count.number() {
            Some(number) => exact(number),
            None => say::counts_few().in_lang(lang),
        };
        let parts = counts.matches.iter().map(|part| Part {
            from: OnDay::of(part.from, lang),
            ends: [part.answered, part.suggested, part.none].map(told),
            rate: part.rate().map_or_else(|| "–".to_owned(), |rate| say::people::percent(whole(rate), lang)),
        });
        let numbers: Vec<_> =
            counts.matches.iter().map(|part| [part.answered, part.suggested, part.none].map(Told::number)).collect();
        let asked: Vec<_> = counts.topics.iter().map(|(topic, count)| (topic_name(*topic, lang), *count)).collect();
        let spoken: Vec<_> = counts.langs.iter().map(|(tongue, count)| (tongue_name(tongue, lang), *count)).collect();
        let bars = |lines: &[(String, Told)]| {
            Bars::of(lines.iter().map(|(name, count)| (name.clone(), told(*count), count.number())))
        };
        let table = |lines: &[(String, Told)]| lines.iter().map(|(name, count)| (name.clone(), told(*count))).collect();
        let appeals = counts.appeals;
        let matched = counts.matched;
        Self {
            ranges: Range::ALL
                .into_iter()
                .map(|range| Offer {
                    address: format!("{}?days={}", c.to("/desk/counts"), range.days()),
                    label: say::counts_days(range.days().unsigned_abs()),
                    chosen: range == counts.range,
                })
                .collect(),
            csv: format!("{}?days={}", c.to("/desk/counts.csv"), counts.range.days()),
            backlog: told(counts.backlog),
            oldest: counts.oldest.and_then(date).map(say::counts_oldest),
            answered: exact(counts.answered),
            days: counts.days_to_answer.map(|took| (say::counts_in_days(took.median), say::counts_in_days(took.p90))),
            taken_up: say::counts_of_groups(counts.taken_up),
            hours: counts
                .hours_from_take_up
                .map(|took| took.rounded())
                .map(|took| (say::counts_in_hours(took.median), say::counts_in_hours(took.p90))),
            monthly: counts.range == Range::Year,
            any_matches: counts.matches.iter().any(|part| part.all() > 0),
            parts: parts.collect(),
            columns: Columns::of(&numbers),
            all: say::counts_matches_about(told(matched.answered), told(matched.suggested), told(matched.none)),
            topic_bars: bars(&asked),
            topics: table(&asked),
            lang_bars: bars(&spoken),
            langs: table(&spoken),
            reviews: counts
                .reviews
                .iter()
                .map(|(state, count)| (say::trail_value(state.as_str()).in_lang(lang), exact(*count)))
                .collect(),
            appeals: [
                (say::counts_appeals_in_time(), appeals.in_time),
                (say::counts_appeals_late(), appeals.late),
                (say::counts_appeals_open(), appeals.open),
                (say::counts_appeals_overdue(), appeals.overdue),
            ]
            .map(|(name, count)| (name.in_lang(lang), exact(count)))
            .into(),
            closings: counts
                .closings
                .iter()
                .map(|(reason, count)| (say::counts_reason_name(reason.as_str()).in_lang(lang), exact(*count)))
                .collect(),
            closings_since: say::counts_closings_since(month(counts.since)),
            bar,
            c,
        }
    }
}

/// `GET /desk/counts.csv`: every table of the page, a number a line, in words that never change. Since when the oldest
/// group waits is left out: it is of one group only, and this leaves the desk.
pub(crate) async fn csv(
    State(site): State<Site>,
    SignedIn(_): SignedIn,
    Query(asked): Query<Asked>,
) -> Result<Response<Body>, Fault> {
    let counts = site.steps.measure.counts(asked.range()).await?;
    let text = csv_table(&["table", "row", "column", "value"], rows(&counts)).map_err(|error| {
        tracing::error!(%error, "a table cannot be written");
        Fault::Broken
    })?;
    let name = format!("attachment; filename=\"counts-{}-{}.csv\"", site.today(), counts.range.days());
    let name = HeaderValue::try_from(name).unwrap_or(HeaderValue::from_static("attachment"));
    let kind = HeaderValue::from_static("text/csv; charset=utf-8");
    Ok(([(header::CONTENT_TYPE, kind), (header::CONTENT_DISPOSITION, name)], text).into_response())
}

fn rows(counts: &Counts) -> Vec<Vec<String>> {
    let told = |count: Told| count.number().map_or_else(|| "few".to_owned(), |number| number.to_string());
    let mut rows = Vec::new();
    let mut row = |table: &str, row: &str, column: &str, value: String| {
        rows.push([table, row, column].map(str::to_owned).into_iter().chain([value]).collect());
    };
    row("backlog", "open", "groups", told(counts.backlog));
    row("time_to_answer", "answered", "groups", counts.answered.to_string());
    row("time_to_answer", "taken_up", "groups", counts.taken_up.to_string());
    for (name, unit, took) in [
        ("from_first_question", "days", counts.days_to_answer),
        ("from_take_up", "hours", counts.hours_from_take_up.map(|took| took.rounded())),
    ] {
        for (kind, value) in [("median", took.map(|took| took.median)), ("p90", took.map(|took| took.p90))] {
            let value = value.map_or_else(|| "few".to_owned(), |value| value.to_string());
            row("time_to_answer", name, &format!("{kind}_{unit}"), value);
        }
    }
    for part in &counts.matches {
        let day = part.from.to_string();
        for (end, count) in [("answered", part.answered), ("suggested", part.suggested), ("none", part.none)] {
            row("questions", &day, end, told(count));
        }
    }
    for (topic, count) in &counts.topics {
        row("demand_by_topic", topic.map_or("none", |topic| topic.as_str()), "askers", told(*count));
    }
    for (lang, count) in &counts.langs {
        row("demand_by_language", lang.as_str(), "askers", told(*count));
    }
    for (state, count) in &counts.reviews {
        row("reviews", state.as_str(), "reviews", count.to_string());
    }
    let appeals = counts.appeals;
    for (state, count) in
        [("in_time", appeals.in_time), ("late", appeals.late), ("open", appeals.open), ("overdue", appeals.overdue)]
    {
        row("appeals", state, "appeals", count.to_string());
    }
    for (reason, count) in &counts.closings {
        row("closings", reason.as_str(), "groups", count.to_string());
    }
    rows
}

/// To whole per cents: the counts are rounded, so nothing finer is known.
fn whole(rate: f64) -> f64 {
    (rate * 100.0).round() / 100.0
}

fn date(day: Day) -> Option<Date> {
    let (year, month, of_month) = day.parts();
    Date::new(year, month, of_month).ok()
}

/// `11/2026`
fn month(day: Day) -> String {
    let (year, month, _) = day.parts();
    format!("{month}/{year}")
}

fn topic_name(topic: Option<thuchu_model::Topic>, lang: say::Lang) -> String {
    say::counts_topic_name(topic.map_or("none", |topic| topic.as_str())).in_lang(lang)
}

/// A language by its name where we have one, else by its tag.
fn tongue_name(tongue: &thuchu_model::Lang, lang: say::Lang) -> String {
    match tongue.primary() {
        "vi" => say::lang_vi().in_lang(lang),
        "en" => say::lang_en().in_lang(lang),
        _ => tongue.to_string(),
    }
}
