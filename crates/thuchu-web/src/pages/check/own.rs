//! What the page of a check of ours shows beside its text: pictures, who was asked, who signed, what changed, what was
//! said against it. And the same for programs, as JSON-LD.

use thuchu_app::publish::{PageShown, StoredAppeal, json_ld};
use thuchu_app::reading::Published;
use thuchu_model::{AppealKind, AppealState, ChangeKind, Day, MediaRating, PictureReviewed, ReplyStated, Topic};
use thuchu_say::{self as say, Message};

use crate::look::{Card, OnDay, plain, reads};
use crate::markdown::leads_out;
use crate::pages::checks::topic_name;
use crate::site::Site;

/// A picture that the claim is about.
pub(super) struct Picture {
    pub(super) description: String,
    /// Only where it leads to a public page.
    pub(super) url: Option<String>,
    pub(super) rating: Message,
    pub(super) context: Option<String>,
}

/// One line of what changed.
pub(super) struct Step {
    pub(super) number: u32,
    /// `None` of the first version, and of versions of others.
    pub(super) kind: Option<ChangeKind>,
    pub(super) text: Option<String>,
    pub(super) day: OnDay,
    /// Where that version can be read; `None` for the one that is shown.
    pub(super) address: Option<String>,
}

/// A reply, or what became of a request to look again.
pub(super) struct Said {
    pub(super) what: Message,
    /// A reply in the words of who sent it.
    pub(super) statement: Option<(String, String)>,
    pub(super) outcome: String,
    pub(super) day: Option<OnDay>,
}

/// The pictures.
pub(super) fn pictures(found: &[PictureReviewed]) -> Vec<Picture> {
    let one = |picture: &PictureReviewed| Picture {
        description: plain(&picture.description),
        url: picture.url.clone().filter(|url| leads_out(url)),
        rating: media(picture.rating),
        context: picture.context.as_deref().map(plain),
    };
    found.iter().map(one).collect()
}

fn media(rating: MediaRating) -> Message {
    match rating {
        MediaRating::Original => say::check_media_original(),
        MediaRating::Decontextualized => say::check_media_decontextualized(),
        MediaRating::EditedOrCropped => say::check_media_edited(),
        MediaRating::Staged => say::check_media_staged(),
        MediaRating::Transformed => say::check_media_transformed(),
        MediaRating::SatireOrParody => say::check_media_satire(),
    }
}

/// Whether those concerned were asked.
pub(super) fn reply(stated: &ReplyStated) -> Message {
    match stated {
        ReplyStated::Asked { day } => say::check_reply_asked(date(*day)),
        ReplyStated::Received { day } => say::check_reply_received(date(*day)),
        ReplyStated::NotAsked { why } => say::check_reply_not_asked(plain(why)),
    }
}

fn date(day: Day) -> jiff::civil::Date {
    let (year, month, of_month) = day.parts();
    jiff::civil::Date::new(year, month, of_month).unwrap_or_default()
}

/// A social host and the month, as they stand in a content (`facebook, 2026-11`).
pub(super) fn social(seen: &str) -> Option<Message> {
    let (platform, month) = seen.split_once(", ")?;
    let (year, month) = month.split_once('-')?;
    let platform = Some(platform).filter(|name| !name.is_empty() && !name.contains([':', '/']))?;
    let month = month.parse::<u8>().ok().filter(|month| (1..=12).contains(month))?;
    Some(say::check_seen_social(plain(platform), format!("{month}/{}", year.parse::<u16>().ok()?)))
}

/// The subject, where it is one of the desk's list.
pub(super) fn topic(word: &str) -> Option<Message> {
    Topic::parse(word).map(topic_name)
}

/// What changed, newest first. `base` is the address of the check's page.
pub(super) fn steps(site: &Site, found: &Published, lang: say::Lang, base: &str) -> Vec<Step> {
    let check = &found.stored.check;
    let own = matches!(check.origin, thuchu_model::CheckOrigin::Own { .. });
    let newest = found.superseded_by.unwrap_or(check.version);
    let one = |(number, at): &(u32, thuchu_model::Timestamp)| {
        let change = found.changes.iter().find(|change| change.number == *number);
        let address = match *number {
            shown if shown == check.version || !own => None,
            number if number == newest => Some(base.to_owned()),
            number => Some(version_address(base, number)),
        };
        Step {
            number: *number,
            kind: change.map(|change| change.kind),
            text: change.map(|change| plain(&change.text)),
            day: site.on_day(*at, lang),
            address,
        }
    };
    found.versions.iter().rev().map(one).collect()
}

/// Where a version can be read. The slug may be anything.
fn version_address(base: &str, number: u32) -> String {
    if without_slug(base) { format!("{base}/-/v/{number}") } else { format!("{base}/v/{number}") }
}

fn without_slug(base: &str) -> bool {
    base.rsplit_once("/c/").is_some_and(|(_, rest)| !rest.contains('/'))
}

/// Where the evidence at this place (from 1) of the version that is shown can be seen. `base`: as for [`steps`].
pub(crate) fn evidence_address(base: &str, found: &Published, place: usize) -> String {
    let of = match found.superseded_by {
        Some(_) => version_address(base, found.stored.check.version),
        None if without_slug(base) => format!("{base}/-"),
        None => base.to_owned(),
    };
    format!("{of}/evidence/{place}")
}

/// What was said against the check, or beside it, and decided.
pub(super) fn said(found: &Published, lang: say::Lang) -> Vec<Said> {
    let one = |stored: &StoredAppeal| {
        let what = match (stored.appeal.kind, stored.appeal.state) {
            (AppealKind::Reply, AppealState::Accepted) => say::check_said_reply(),
            (AppealKind::Reply, _) => say::check_said_reply_refused(),
            (AppealKind::Appeal, AppealState::Accepted) => say::check_said_appeal(),
            (AppealKind::Appeal, _) => say::check_said_appeal_refused(),
        };
        let statement = stored.statement.as_deref().map(plain).zip(stored.signed.as_deref().map(plain));
        let outcome = stored.appeal.outcome.as_deref().map(plain).unwrap_or_default();
        Said { what, statement, outcome, day: stored.decided.map(|day| OnDay::of(day, lang)) }
    };
    found.said.iter().map(one).collect()
}

/// The page as JSON-LD: the words of the page, in its language.
pub(super) fn ld(site: &Site, found: &Published, card: &Card, lang: say::Lang, path: &str) -> Option<String> {
    let check = &found.stored.check;
    let base = site.settings.public_url.clone().unwrap_or_default();
    let day = |at| Day::parse(&site.day_of(at).to_string());
    let changes: Vec<(Day, &str)> =
        found.changes.iter().filter_map(|change| Some((day(change.at)?, change.text.as_str()))).collect();
    let at = found.versions.iter().find(|(number, _)| *number == check.version).map(|(_, at)| *at);
    let name = site.own().name(lang);
    let copies = (1..).zip(&check.content.evidence);
    let archived: Vec<Option<String>> = copies
        .map(|(place, source)| source.capture.map(|_| format!("{base}{}", evidence_address(path, found, place))))
        .collect();
    let page = PageShown {
        archived: &archived,
        lang: &reads(lang),
        rating: &card.verdict.label,
        url: &format!("{base}{path}"),
        desk: (&name, &base),
        version_day: at.and_then(day),
        changes: &changes,
    };
    json_ld(check, &page)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_social_host_is_named_with_its_month_and_no_address_is_taken_for_one() {
        let vi = |seen: &str| social(seen).map(|message| message.in_lang(say::Lang::Vi));
        assert_eq!(vi("facebook, 2026-11").as_deref(), Some("Trên facebook, tháng 11/2026"));
        for other in ["https://a.vn/, 2026-11", "facebook", "facebook, 2026-13", ", 2026-11", "https://bao.vn/1"] {
            assert_eq!(vi(other), None, "{other}");
        }
    }

    #[test]
    fn an_older_version_is_below_the_address_of_the_check() {
        assert_eq!(version_address("/vi/c/0123abcd/chanh", 2), "/vi/c/0123abcd/chanh/v/2");
        assert_eq!(version_address("/vi/c/0123abcd", 2), "/vi/c/0123abcd/-/v/2");
    }
}
