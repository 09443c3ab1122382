//! `/appeals`: how many replies and requests came in each year, and what became of them. `/appeal`: what became of one's
//! own, by the code of its receipt, which is typed in and never stands in an address.

use askama::Template;
use axum::Extension;
use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, Response};
use jiff::civil::Date;
use thuchu_app::publish::{AppealShown, YearLine};
use thuchu_listen::Client;
use thuchu_model::{APPEAL_WORKING_DAYS, AppealKind, AppealState, Day};
use thuchu_say::{self as say, Message};

use super::form::Text;
use super::{fresh, html};
use crate::error::Fault;
use crate::language::Reader;
use crate::look::{Frame, OnDay, Part, plain};
use crate::site::Site;

/// A day, for texts that write it out.
pub(super) fn date(day: Day) -> Date {
    let (year, month, of_month) = day.parts();
    Date::new(year, month, of_month).unwrap_or_default()
}

/// A code in groups that can be read aloud and typed: the blanks do not count.
pub(super) fn grouped(code: &str) -> String {
    let letters: Vec<char> = code.chars().collect();
    letters.chunks(5).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join(" ")
}

/// The numbers of one year and kind.
pub(super) struct Row {
    pub(super) year: String,
    pub(super) kind: Message,
    pub(super) received: String,
    pub(super) accepted: String,
    pub(super) refused: String,
    pub(super) open: String,
    pub(super) in_time: String,
}

#[derive(Template)]
#[template(path = "appeals.html")]
struct AppealsPage {
    c: Frame,
    days: u64,
    rows: Vec<Row>,
}

/// `GET /appeals`
pub(crate) async fn numbers(
    State(site): State<Site>,
    reader: Reader,
    head: HeaderMap,
) -> Result<Response<Body>, Fault> {
    let lines = site.steps.publish.appeal_numbers().await?;
    let c = Frame::new(&site, &reader, Part::None, say::appeals_title().in_lang(reader.lang), false);
    let page = AppealsPage { rows: rows(&lines, reader.lang), days: u64::from(APPEAL_WORKING_DAYS), c };
    Ok(fresh(&reader, &head, html(&page)?))
}

/// The numbers as rows, newest year first.
pub(super) fn rows(lines: &[YearLine], lang: say::Lang) -> Vec<Row> {
    let mut keys: Vec<(&str, AppealKind)> = lines.iter().map(|line| (line.year.as_str(), line.kind)).collect();
    keys.dedup();
    let count = |number: u64| say::people::count(number, lang);
    let row = |(year, kind): (&str, AppealKind)| {
        let of = |state: Option<AppealState>| {
            let all = lines.iter().filter(|line| line.year == year && line.kind == kind);
            all.filter(move |line| state.is_none_or(|state| line.state == state))
        };
        let sum = |state| of(state).map(|line| line.count).sum::<u64>();
        Row {
            year: year.to_owned(),
            kind: crate::desk::appeal_kind(kind),
            received: count(sum(None)),
            accepted: count(sum(Some(AppealState::Accepted))),
            refused: count(sum(Some(AppealState::Refused))),
            open: count(sum(Some(AppealState::Open))),
            in_time: count(of(None).map(|line| line.in_time).sum()),
        }
    };
    keys.into_iter().map(row).collect()
}

#[derive(Template)]
#[template(path = "appeal.html")]
struct AppealPage {
    c: Frame,
    /// The code opens nothing.
    unknown: bool,
    found: Option<Found>,
}

/// What became of an appeal. Never its words: who holds the code wrote them.
struct Found {
    state: Message,
    kind: Message,
    due: Option<OnDay>,
    outcome: Option<String>,
    decided: Option<OnDay>,
    claim: String,
    address: String,
}

fn appeal_page(site: &Site, reader: &Reader, unknown: bool, found: Option<&AppealShown>) -> AppealPage {
    let mut c = Frame::new(site, reader, Part::None, say::appeals_receipt_title().in_lang(reader.lang), false);
    c.indexed = false;
    let found = found.map(|shown| {
        let appeal = &shown.stored.appeal;
        let claim = shown.check.content.claim_in(Some(&crate::look::reads(reader.lang)));
        Found {
            state: crate::desk::appeal_state(appeal.state),
            kind: crate::desk::appeal_kind(appeal.kind),
            due: (appeal.state == AppealState::Open).then(|| OnDay::of(shown.stored.due, reader.lang)),
            outcome: appeal.outcome.as_deref().map(plain),
            decided: shown.stored.decided.map(|day| OnDay::of(day, reader.lang)),
            claim: claim.map(|claim| plain(claim.text.as_str())).unwrap_or_default(),
            address: c.to(&format!("/c/{}", shown.check.public_id)),
        }
    });
    AppealPage { c, unknown, found }
}

/// `GET /appeal`
pub(crate) async fn page(State(site): State<Site>, reader: Reader, head: HeaderMap) -> Result<Response<Body>, Fault> {
    Ok(fresh(&reader, &head, html(&appeal_page(&site, &reader, false, None))?))
}

/// `POST /appeal`: wrong codes and those whose appeal is gone get the same page.
pub(crate) async fn look(
    State(site): State<Site>,
    client: Option<Extension<Client>>,
    reader: Reader,
    head: HeaderMap,
    Text(code): Text,
) -> Result<Response<Body>, Fault> {
    site.limiter.take(client.map(|found| found.0)).map_err(Fault::TooMany)?;
    let found = site.steps.publish.appeal_by_code(&code).await?;
    Ok(fresh(&reader, &head, html(&appeal_page(&site, &reader, found.is_none(), found.as_ref()))?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_numbers_of_a_year_add_up() {
        let line =
            |year: &str, kind, state, count, in_time| YearLine { year: year.into(), kind, state, count, in_time };
        let lines = [
            line("2027", AppealKind::Appeal, AppealState::Accepted, 2, 1),
            line("2027", AppealKind::Appeal, AppealState::Open, 3, 0),
            line("2027", AppealKind::Reply, AppealState::Refused, 1, 1),
            line("2026", AppealKind::Appeal, AppealState::Refused, 1_234, 1_000),
        ];
        let rows = rows(&lines, say::Lang::Vi);
        let text = |row: &Row| {
            [&row.year, &row.received, &row.accepted, &row.refused, &row.open, &row.in_time]
                .map(String::as_str)
                .join(" ")
        };
        assert_eq!(
            rows.iter().map(text).collect::<Vec<_>>(),
            ["2027 5 2 0 3 1", "2027 1 0 1 0 1", "2026 1.234 0 1.234 0 1.000"]
        );
    }

    #[test]
    fn a_code_is_shown_in_groups_of_five() {
        assert_eq!(grouped("abcdefghijk"), "abcde fghij k");
    }
}
