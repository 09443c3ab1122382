//! `GET /corrections`: every published change of the desk's checks, newest first.

use askama::Template;
use axum::body::Body;
use axum::extract::{Query, State};
use axum::http::{HeaderMap, Response};
use serde::Deserialize;
use thuchu_app::settings::{ChangePlace, ChangeShown, PublicChange, public_changes};
use thuchu_model::{CheckId, Timestamp, Wording};
use thuchu_say::{self as say, Message};

use super::{fresh, html};
use crate::error::Fault;
use crate::language::Reader;
use crate::look::{Frame, OnDay, Part, holds_demonstration, in_lang, plain, reads};
use crate::site::Site;
use crate::syndication::corrections_links;

/// Changes on a page.
const PAGE: usize = 50;

#[derive(Template)]
#[template(path = "corrections.html")]
struct Corrections {
    c: Frame,
    changes: Vec<Line>,
    /// The address of the older ones.
    more: Option<String>,
}

/// A change as it is shown.
pub(super) struct Line {
    pub(super) kind: Message,
    pub(super) is_correction: bool,
    pub(super) day: Option<OnDay>,
    pub(super) claim: String,
    pub(super) claim_lang: String,
    pub(super) address: String,
    pub(super) text: String,
}

/// From where on.
#[derive(Deserialize, Default)]
pub(crate) struct From {
    #[serde(default)]
    pub(crate) after: String,
}

/// `GET /corrections`
pub(crate) async fn corrections(
    State(site): State<Site>,
    reader: Reader,
    head: HeaderMap,
    Query(from): Query<From>,
) -> Result<Response<Body>, Fault> {
    let place = place(&from.after);
    let most = u32::try_from(PAGE + 1).unwrap_or(u32::MAX);
    let mut found = public_changes(&site.steps.desk, place, most).await?;
    let more = found.len() > PAGE;
    found.truncate(PAGE);
    let last = found.last().filter(|_| more).map(|last| format!("{}-{}", last.at.micros(), last.check));
    let demonstration = site.reading.live().with(|m| holds_demonstration(m.library())).unwrap_or(false);
    let title = say::settings_corrections_title().in_lang(reader.lang);
    let mut c = Frame::new(&site, &reader, Part::About, title, demonstration);
    c.links = corrections_links(reader.lang, &c.title);
    if let Some((at, check)) = place {
        c.query = Some(format!("after={}-{check}", at.micros()));
        c.indexed = false;
    }
    let more = last.map(|last| in_lang(reader.lang, &format!("/corrections?after={last}")));
    let changes = found.iter().map(|change| line(&site, change, reader.lang)).collect();
    Ok(fresh(&reader, &head, html(&Corrections { c, changes, more })?))
}

/// `1764080000000000-018f…`; anything else is the beginning.
pub(crate) fn place(text: &str) -> Option<ChangePlace> {
    let (at, check) = text.split_once('-')?;
    Some((Timestamp::from_micros(at.parse().ok()?), CheckId::parse(check)?))
}

/// A change as a reader of this language sees it.
pub(super) fn line(site: &Site, change: &PublicChange, lang: say::Lang) -> Line {
    let word = match change.kind {
        ChangeShown::Correction => "correction",
        ChangeShown::Update => "update",
        ChangeShown::Withdrawal => "withdrawal",
    };
    let wording = Wording::choose(&change.wordings, Some(&reads(lang)));
    let (claim, claim_lang) = wording
        .map_or_else(Default::default, |wording| (plain(wording.text.as_str()), wording.lang.as_str().to_owned()));
    let date = site.day_of(change.at);
    Line {
        kind: say::settings_corrections_kind(word),
        is_correction: change.kind != ChangeShown::Update,
        day: Some(OnDay { iso: date.to_string(), text: say::people::day(date, lang) }),
        claim,
        claim_lang,
        address: in_lang(lang, &format!("/c/{}", change.public_id)),
        text: plain(&change.text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_place_is_the_beginning() {
        let id = "018f0000-0000-7000-8000-000000000001";
        assert_eq!(place(&format!("17-{id}")).map(|(at, _)| at.micros()), Some(17));
        for wrong in ["", "-", "x-y", id, "99999999999999999999-018f0000-0000-7000-8000-000000000001"] {
            assert_eq!(place(wrong), None, "{wrong}");
        }
    }
}
