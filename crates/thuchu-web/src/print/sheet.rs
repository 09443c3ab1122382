//! What is printed of a check: the same row that its page is made of, in the reader's language.

use jiff::civil::Date;
use thuchu_app::library::Shown;
use thuchu_app::publish::StoredAppeal;
use thuchu_app::reading::{Published, TakenBack};
use thuchu_model::{
    AppealKind, AppealState, Check, CheckContent, CheckState, Day, PublicId, ReplyStated, SourceShown, Topic,
};
use thuchu_print::{Base, Body, CanonicalUrl, ChangePrinted, RatingPrinted, Sheet, SourcePrinted, Standing};
use thuchu_say as say;

use super::answer::in_one_line;
use crate::licence::named;
use crate::look::{Verdict, reads};
use crate::site::Site;

/// One version of a check of ours.
pub(super) fn sheet(site: &Site, lang: say::Lang, base: &Base, found: &Published) -> Sheet {
    let check = &found.stored.check;
    let content = &check.content;
    let text = content.text_in(Some(&reads(lang)));
    let shown = Shown::of(&found.stored);
    let at = |wanted: u32| found.versions.iter().find(|(number, _)| *number == wanted).map(|(_, at)| site.day_of(*at));
    let this = at(check.version);
    let published = at(1).or_else(|| content.review_date.map(date)).or(this).unwrap_or_default();
    Sheet {
        rating: RatingPrinted {
            label: Verdict::of(&shown, site.own().scales(), lang).label,
            key: content.rating.key.clone(),
            value: content.rating.value,
        },
        answer: in_one_line(&text),
        summary: text.summary.map(str::to_owned),
        topic: content.topic.as_deref().and_then(Topic::parse),
        body: Body::from_markdown(text.body.unwrap_or_default()).led_by(text.explanation.unwrap_or_default()),
        sources: content.evidence.iter().map(|shown| source(site, shown)).collect(),
        reply: replies(content, &found.said, lang),
        changes: found
            .changes
            .iter()
            .map(|change| ChangePrinted {
                version: change.number,
                date: site.day_of(change.at),
                kind: Some(change.kind),
                text: change.text.clone(),
            })
            .collect(),
        by_line: Some(content.byline.join(", ")).filter(|names| !names.is_empty()),
        published,
        changed: this.filter(|_| check.version > 1),
        standing: match (found.superseded_by, check.state) {
            (Some(by), _) => Standing::Superseded { by },
            (None, CheckState::UnderReview) => Standing::UnderReview,
            (None, _) if shown.is_stale(site.clock.now()) => Standing::Outdated,
            (None, _) => Standing::Current,
        },
        ..bare(site, lang, base, check)
    }
}

/// A check that was taken back: what it was about, and that it does not stand. Its verdict and its text are not printed
/// again.
pub(super) fn taken_back(site: &Site, lang: say::Lang, base: &Base, taken: &TakenBack) -> Sheet {
    let day = taken.at.map(|at| site.day_of(at));
    Sheet {
        answer: taken.why.clone().unwrap_or_else(|| say::share_withdrawn_answer().in_lang(lang)),
        changed: day,
        ..bare(site, lang, base, &taken.check)
    }
}

/// What stands on every sheet of a check; its rating is that it was withdrawn.
fn bare(site: &Site, lang: say::Lang, base: &Base, check: &Check) -> Sheet {
    let content = &check.content;
    let claim = content.claim_in(Some(&reads(lang))).map(|claim| claim.text.as_str().to_owned());
    let id: PublicId = check.public_id;
    Sheet {
        lang,
        claim: claim.unwrap_or_default(),
        rating: RatingPrinted { label: say::share_withdrawn().in_lang(lang), key: None, value: None },
        answer: String::new(),
        summary: None,
        topic: None,
        body: Body::default(),
        sources: Vec::new(),
        reply: None,
        changes: Vec::new(),
        by_line: None,
        published: content.review_date.map(date).unwrap_or_default(),
        changed: None,
        version: check.version,
        standing: Standing::Withdrawn,
        desk: site.own().name(lang),
        address: CanonicalUrl::check(base, id),
        short: CanonicalUrl::short(base, id),
        licence: content.licence.as_deref().map(|licence| named(licence, lang)).unwrap_or_default(),
    }
}

fn source(site: &Site, shown: &SourceShown) -> SourcePrinted {
    SourcePrinted {
        title: shown.title.clone(),
        publisher: shown.publisher.clone(),
        date: shown.date.map(date),
        url: shown.url.clone(),
        quote: shown.quote.clone(),
        bearing: shown.bearing,
        copied: shown.copied.map(|at| site.day_of(at)),
    }
}

/// Whether those concerned were asked, then what they said and what became of it, a line each.
fn replies(content: &CheckContent, said: &[StoredAppeal], lang: say::Lang) -> Option<String> {
    let asked = content.reply.as_ref().map(|reply| match reply {
        ReplyStated::Asked { day } => say::check_reply_asked(date(*day)),
        ReplyStated::Received { day } => say::check_reply_received(date(*day)),
        ReplyStated::NotAsked { why } => say::check_reply_not_asked(why.as_str()),
    });
    let mut lines: Vec<String> = asked.into_iter().map(|asked| asked.in_lang(lang)).collect();
    for stored in said {
        let what = match (stored.appeal.kind, stored.appeal.state) {
            (AppealKind::Reply, AppealState::Accepted) => say::check_said_reply(),
            (AppealKind::Reply, _) => say::check_said_reply_refused(),
            (AppealKind::Appeal, AppealState::Accepted) => say::check_said_appeal(),
            (AppealKind::Appeal, _) => say::check_said_appeal_refused(),
        };
        let mut line = what.in_lang(lang);
        if let Some(day) = stored.decided {
            line.extend([", ", &say::people::day(date(day), lang)]);
        }
        if let Some((words, signed)) = stored.statement.as_ref().zip(stored.signed.as_ref()) {
            line.extend([": “", words.trim(), "” (", signed.trim(), ")"]);
        }
        if let Some(outcome) = &stored.appeal.outcome {
            line.extend([". ", outcome.trim()]);
        }
        lines.push(line);
    }
    (!lines.is_empty()).then(|| lines.join("\n"))
}

fn date(day: Day) -> Date {
    let (year, month, of_month) = day.parts();
    Date::new(year, month, of_month).unwrap_or_default()
}
