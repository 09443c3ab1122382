//! A check as an entry of a feed: its words in the reader's language, its dates, whose it is, what became of it.

use thuchu_app::library::{Library, Shown};
use thuchu_app::reading::Told;
use thuchu_formats::{ChangeKind, FeedChange, FeedEntry, FeedSource, entry_title};
use thuchu_model::{CheckState, Licence, Timestamp};
use thuchu_say as say;

use super::is_own;
use crate::look::{Verdict, path_of, plain, reads};
use crate::site::Site;

/// The entry; `None` of what may not be told: a check of others that was taken back or replaced, or whose publisher is
/// not shown.
pub(super) fn entry(site: &Site, library: &Library, told: &Told, lang: say::Lang) -> Option<FeedEntry> {
    let check = &told.stored.check;
    let shown = Shown::of(&told.stored);
    let own = is_own(told);
    let change = match &check.state {
        CheckState::Replaced { .. } => return None,
        CheckState::Withdrawn { .. } => {
            let note = told.withdrawn.as_ref().map(|(why, _)| plain(why));
            Some(FeedChange { kind: ChangeKind::Withdrawn, note })
        }
        CheckState::Published | CheckState::UnderReview => {
            told.corrected.as_ref().map(|(text, _)| FeedChange { kind: ChangeKind::Corrected, note: Some(plain(text)) })
        }
    };
    let withdrawn = change.as_ref().is_some_and(|change| change.kind == ChangeKind::Withdrawn);
    // What others said is told only while the library shows it.
    if !own && (withdrawn || library.get(shown.id).is_none()) {
        return None;
    }
    let reader = reads(lang);
    let text = check.content.text_in(Some(&reader));
    let claim = shown.claim_in(Some(&reader)).map(|claim| plain(claim.text.as_str())).unwrap_or_default();
    // A verdict that was taken back is not said again.
    let rating = Verdict::of(&shown, site.own().scales(), lang).label;
    let rating = Some(rating).filter(|rating| !withdrawn && !rating.is_empty());
    let mark = change.as_ref().map(|change| mark(change.kind).in_lang(lang));
    let (published, updated) = dates(told);
    // The words of others are theirs: they go on only where they allow that.
    let repeats = || own || check.content.licence.as_deref().is_some_and(Licence::lets_repeat);
    let summary = text.summary.filter(|_| !withdrawn && repeats());
    let source = library.publisher_of(&shown).map(|publisher| FeedSource {
        name: plain(&publisher.name),
        site: Some(format!("https://{}/", publisher.site)),
    });
    let title = entry_title(&claim, rating.as_deref().unwrap_or_default(), mark.as_deref());
    Some(FeedEntry {
        id: format!("urn:uuid:{}", check.id.as_uuid().hyphenated()),
        title,
        claim: Some(claim),
        rating,
        summary: summary.map(plain),
        link: site.settings.public_url.as_ref().map(|base| format!("{base}/{lang}{}", path_of(&shown))),
        published: Some(published),
        updated: Some(updated),
        lang: Some(text.lang.clone()),
        topics: check.content.topic.iter().filter(|_| own).cloned().collect(),
        licence: check.content.licence.as_deref().map(plain),
        source,
        change,
    })
}

/// When it was first published, and when it last changed. Of a check of others the day its publisher gives counts, not when
/// it was fetched.
pub(super) fn dates(told: &Told) -> (Timestamp, Timestamp) {
    let first = match told.stored.check.content.review_date {
        Some(day) if !is_own(told) => day.midnight(),
        _ => told.first,
    };
    let changed = if told.stored.check.version > 1 || is_own(told) { told.newest } else { first };
    let taken = told.withdrawn.as_ref().map(|(_, at)| *at);
    (first, taken.unwrap_or(changed).max(first))
}

/// The word that stands before the title of what changed.
pub(super) fn mark(kind: ChangeKind) -> say::Message {
    match kind {
        ChangeKind::Corrected => say::syndicate_mark_corrected(),
        ChangeKind::Withdrawn => say::syndicate_mark_withdrawn(),
    }
}
