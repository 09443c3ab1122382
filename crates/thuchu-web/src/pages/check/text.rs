//! What only the store knows of a check: its text, its sources with what became of them, where the claim was seen.

use thuchu_app::demo;
use thuchu_app::library::{Library, Shown};
use thuchu_app::reading::Published;
use thuchu_model::{Bearing, CheckOrigin, Finding, Look, SourceShown};
use thuchu_say::{self as say, Message};

use super::own;
use crate::licence::LicenceShown;
use crate::look::{OnDay, day_of, plain, reads};
use crate::markdown::{Section, leads_out, paragraphs, sections};
use crate::site::Site;

/// What only the store knows of a check.
pub(super) struct Text {
    /// The headline, of a check of ours.
    pub(super) title: Option<String>,
    pub(super) summary: Option<String>,
    pub(super) lang: String,
    pub(super) sections: Vec<Section>,
    pub(super) evidence: Vec<Source>,
    /// Why nothing is quoted.
    pub(super) unquoted: Option<String>,
    pub(super) seen: Vec<Seen>,
    pub(super) claimant: Option<String>,
    pub(super) explanation: Option<String>,
    pub(super) licence: Option<LicenceShown>,
    pub(super) versions: Vec<own::Step>,
    pub(super) fetched: Option<OnDay>,
    pub(super) pictures: Vec<own::Picture>,
    pub(super) forwarded: bool,
    pub(super) reply: Option<Message>,
    pub(super) byline: Option<String>,
    pub(super) topic: Option<Message>,
    pub(super) said: Vec<own::Said>,
}

/// A source as the page shows it.
pub(super) struct Source {
    pub(super) title: String,
    /// Only where it leads to a public page.
    pub(super) url: Option<String>,
    pub(super) publisher: Option<String>,
    pub(super) day: Option<OnDay>,
    pub(super) quote: Option<String>,
    pub(super) bearing: Option<Bearing>,
    /// When our copy was taken.
    pub(super) kept: Option<Message>,
    /// Where it can be seen.
    pub(super) kept_at: Option<String>,
    /// What the last look found.
    pub(super) look: Option<LastLook>,
}

/// What the last look at a source found.
pub(super) struct LastLook {
    /// Readers must know it: the source is not what it was.
    pub(super) differs: bool,
    pub(super) text: Message,
}

/// Where a claim was seen: a page, or of a social host only which one.
pub(super) struct Seen {
    pub(super) what: String,
    pub(super) url: Option<String>,
}

/// The text, in the language that fits the reader. `looks`: the last look at each preserved source; `address`: the check's.
pub(super) fn text(
    site: &Site,
    lang: say::Lang,
    library: &Library,
    shown: &Shown,
    (found, looks): (&Published, &[Look]),
    address: &str,
) -> Text {
    let check = &found.stored.check;
    let content = &check.content;
    let chosen = content.text_in(Some(&reads(lang)));
    let own = shown.publisher.is_none();
    let is_markdown = own || library.publisher_of(shown).is_some_and(|p| demo::is_demonstration(p));
    let body = &plain(chosen.body.unwrap_or_default());
    let fetched = match &check.origin {
        CheckOrigin::Imported { fetched_at, .. } => day_of(*fetched_at, lang),
        CheckOrigin::Own { .. } => None,
    };
    Text {
        title: chosen.title.filter(|_| own).map(plain),
        summary: chosen.summary.map(plain),
        lang: chosen.lang.as_str().to_owned(),
        sections: if is_markdown { sections(body) } else { paragraphs(body) },
        evidence: (1..)
            .zip(&content.evidence)
            .map(|(n, source)| Source {
                kept_at: source.capture.map(|_| own::evidence_address(address, found, n)),
                look: looks.iter().find(|look| source.capture == Some(look.capture)).map(|look| last(site, look, lang)),
                kept: source.copied.map(|at| say::evidence_kept(site.on_day(at, lang).text)),
                ..evidence(source, lang)
            })
            .collect(),
        unquoted: content.unquoted.as_deref().filter(|_| own).map(plain),
        seen: content.appearances.iter().filter_map(|url| seen(url, own, lang)).collect(),
        claimant: content.claimant.as_deref().map(plain),
        explanation: chosen.explanation.or(content.rating.explanation.as_deref().filter(|_| !own)).map(plain),
        licence: content.licence.as_deref().map(|licence| LicenceShown::of(licence, lang)),
        versions: own::steps(site, found, lang, address),
        fetched,
        pictures: if own { own::pictures(&content.pictures) } else { Vec::new() },
        forwarded: own && content.forwarded,
        reply: content.reply.as_ref().filter(|_| own).map(own::reply),
        byline: Some(content.byline.join(", ")).filter(|names| own && !names.is_empty()).map(|names| plain(&names)),
        topic: content.topic.as_deref().filter(|_| own).and_then(own::topic),
        said: own::said(found, lang),
    }
}

fn evidence(source: &SourceShown, lang: say::Lang) -> Source {
    Source {
        title: plain(source.title.as_ref().unwrap_or(&source.url)),
        url: Some(source.url.clone()).filter(|url| leads_out(url)),
        publisher: source.publisher.as_deref().map(plain),
        day: source.date.map(|day| OnDay::of(day, lang)),
        quote: source.quote.as_deref().map(plain),
        bearing: source.bearing,
        kept: None,
        kept_at: None,
        look: None,
    }
}

fn last(site: &Site, look: &Look, lang: say::Lang) -> LastLook {
    let differs = matches!(look.found, Finding::Changed | Finding::Moved | Finding::Gone);
    LastLook { differs, text: say::evidence_found_on(look.found.as_str(), site.on_day(look.at, lang).text) }
}

/// A public page by its address; of a social host, where pages are people's, only the host. A check of ours names the
/// pages that two editors stand for, and of social hosts the month.
fn seen(url: &str, own: bool, lang: say::Lang) -> Option<Seen> {
    if let Some(social) = own::social(url).filter(|_| own) {
        return Some(Seen { what: social.in_lang(lang), url: None });
    }
    let link = thuchu_text::canonical(url).ok()?;
    let host = link.host().to_owned();
    let public = leads_out(url) && (own || !link.is_social());
    let what = if public { host } else { say::web_check_seen_social(host).in_lang(lang) };
    Some(Seen { what, url: public.then(|| url.to_owned()) })
}
