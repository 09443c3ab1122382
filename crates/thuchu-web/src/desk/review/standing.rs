//! What stands at a place of a draft, in words: for whoever wrote there at the same time, and for the history.

use thuchu_model::{Appearance, Bearing, ChangeKind, DraftContent, Evidence, Place, Reply, Seen};
use thuchu_say::{self as say, Lang, Message};

use super::words::{media, step, topic};
use crate::licence::own_or_desk;
use crate::look::OnDay;
use crate::site::Site;

/// Lines of text, none where nothing stands there.
pub(super) fn standing(site: &Site, lang: Lang, draft: &DraftContent, place: &Place) -> String {
    let t = |message: Message| message.in_lang(lang);
    let lines: Vec<String> = match place {
        Place::Lang => vec![draft.lang.to_string()],
        Place::Text(of, field) => return draft.words(of, *field).to_owned(),
        Place::Rating => draft.rating.iter().map(|key| rating(site, lang, key)).collect(),
        Place::Topic => draft.topic.map(topic).map(t).into_iter().collect(),
        Place::ClaimDate => draft.claim_date.iter().map(ToString::to_string).collect(),
        Place::Licence => vec![own_or_desk(draft.licence.as_deref(), lang)],
        Place::HoldsUntil => draft.holds_until.iter().map(ToString::to_string).collect(),
        Place::Source(id) => draft.source(*id).map(|found| source(found, lang)).unwrap_or_default(),
        Place::Sources => draft.evidence.iter().map(|source| source.title.clone()).collect(),
        Place::Unquoted => draft.unquoted.iter().cloned().collect(),
        Place::Seen => seen(&draft.seen, lang),
        Place::Reply => match &draft.reply {
            Reply::NotStated => Vec::new(),
            Reply::Asked { .. } => vec![t(say::review_reply_asked())],
            Reply::Received { .. } => vec![t(say::review_reply_received())],
            Reply::NotAsked { why } => vec![t(say::review_reply_not_asked()), why.clone()],
        },
        Place::Pictures => draft
            .pictures
            .iter()
            .flat_map(|picture| {
                let more = [picture.url.clone(), picture.context.clone()].into_iter().flatten();
                [picture.description.clone(), t(media(picture.rating))].into_iter().chain(more)
            })
            .collect(),
        Place::Method => draft.method.iter().map(|done| t(step(*done))).collect(),
        Place::Change => draft
            .change
            .iter()
            .flat_map(|change| {
                let kind = match change.kind {
                    ChangeKind::Correction => say::review_change_correction(),
                    ChangeKind::Update => say::review_change_update(),
                };
                [t(kind), change.text.clone()]
            })
            .collect(),
    };
    lines.join("\n")
}

fn rating(site: &Site, lang: Lang, key: &thuchu_model::RatingKey) -> String {
    let named = site.own().rating(key).map(|rating| rating.label(&crate::look::reads(lang)).to_owned());
    named.unwrap_or_else(|| key.to_string())
}

fn source(source: &Evidence, lang: Lang) -> Vec<String> {
    let bearing = match source.bearing {
        Bearing::Supports => say::web_bears_supports(),
        Bearing::Refutes => say::web_bears_refutes(),
        Bearing::Context => say::web_bears_context(),
    };
    let kind = if source.primary { say::review_source_primary() } else { say::review_source_retold() };
    let date = source.date.map(|day| day.to_string());
    let copy = source.snapshot.map(|copy| {
        let day = copy.at.day().map_or_else(String::new, |day| OnDay::of(day, lang).text);
        say::evidence_copy_of(day, copy.bytes).in_lang(lang)
    });
    let more = [source.publisher.clone(), date, source.quote.clone(), source.note.clone(), copy];
    let said = [bearing, kind].map(|message| message.in_lang(lang));
    [source.title.clone(), source.url.clone()].into_iter().chain(more.into_iter().flatten()).chain(said).collect()
}

fn seen(seen: &Seen, lang: Lang) -> Vec<String> {
    match seen {
        Seen::NotStated => Vec::new(),
        Seen::ForwardedOriginUnknown => vec![say::review_seen_forwarded().in_lang(lang)],
        Seen::Publicly(places) => places
            .iter()
            .map(|place| match place {
                Appearance::Page(url) => url.clone(),
                Appearance::Social { platform, month } => {
                    format!("{platform}, {}", month.to_string().chars().take(7).collect::<String>())
                }
            })
            .collect(),
    }
}
