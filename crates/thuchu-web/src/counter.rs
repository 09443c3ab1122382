//! Views of readers' pages: which answer is one, and how the counts are shown, in the foot of every page and beside a check.
//!
//! A view is a page of ours that a reader asked for by GET and got, or has already (304). Files, the API, feeds, cards in
//! other sites and the desk are none; nor is asking or sending, whose counts wait for the batch.

use std::sync::{Mutex, PoisonError};

use axum::http::{HeaderMap, Method, StatusCode, header};
use bytes::Bytes;
use thuchu_app::visits::{Counting, Few, Seen, Shown, Span};
use thuchu_listen::Client;
use thuchu_model::{CheckId, PublicId, Topic};
use thuchu_say::{self as say, Lang, Message};

use crate::gaps::Filling;
use crate::site::Site;

/// Pages that are counted by a name, whatever their language: what the router calls them, and the name.
const PAGES: &[(&str, &str)] = &[
    ("/", "home"),
    ("/checks", "checks"),
    ("/t", "topics"),
    ("/ratings", "ratings"),
    ("/ratings/{key}", "ratings"),
    ("/languages", "languages"),
    ("/languages/{code}", "languages"),
    ("/archive", "archive"),
    ("/archive/{month}", "archive"),
    ("/appeals", "appeals"),
    ("/about", "about"),
    ("/about/method", "method"),
    ("/about/funding", "funding"),
    ("/contact", "contact"),
    ("/transparency", "transparency"),
    ("/corrections", "corrections"),
    ("/privacy", "privacy"),
    ("/audit", "audit"),
    ("/api", "api"),
];

/// The counter as it was last written, in each language.
#[derive(Debug, Default)]
pub(crate) struct Counter(Mutex<Option<(Shown, [Bytes; 2])>>);

/// A request, as far as it decides whether its answer is a view.
pub(crate) struct Look<'a> {
    pub(crate) method: &'a Method,
    /// As the router names it.
    pub(crate) route: &'a str,
    pub(crate) path: &'a str,
    pub(crate) client: Option<Client>,
    pub(crate) head: &'a HeaderMap,
}

impl Site {
    /// Counts an answer, where it is a view.
    pub(crate) fn count_view(&self, look: &Look<'_>, status: StatusCode) {
        let visits = &self.steps.visits;
        let (Some(client), StatusCode::OK | StatusCode::NOT_MODIFIED) = (look.client, status) else { return };
        if look.method != Method::GET || visits.counting() == Counting::Nothing || is_ahead(look.head) {
            return;
        }
        if let Some(seen) = self.seen(look.route, look.path) {
            let agent = look.head.get(header::USER_AGENT).and_then(|agent| agent.to_str().ok());
            visits.seen(&seen, client.address, agent);
        }
    }

    /// What this address shows; `None` for what is not counted.
    fn seen(&self, route: &str, path: &str) -> Option<Seen> {
        let (route, path) = (plain(route), plain(path));
        match route {
            "/c/{id}" | "/c/{id}/{slug}" | "/c/{id}/{slug}/v/{number}" => {
                let id = PublicId::parse(path.split('/').nth(2)?).ok()?;
                self.reading.live().with(|matcher| Some(Seen::Check(matcher.library().by_public_id(id)?.id))).flatten()
            }
            // It was answered, so there is a page of this name.
            "/p/{name}" => Some(Seen::Own(path.split('/').nth(2)?.into())),
            "/t/{topic}" => Some(Seen::Topic(Topic::parse(path.split('/').nth(2)?)?)),
            _ => PAGES.iter().find(|(of, _)| *of == route).map(|(_, name)| Seen::Page(name)),
        }
    }

    /// What goes into the gaps of a page in this language. `None` where a check's views are not at hand: see
    /// [`Self::learn_views`].
    pub(crate) fn at_hand(&self, lang: Lang, check: Option<CheckId>) -> Option<Filling> {
        let visits = &self.steps.visits;
        if visits.counting() == Counting::Nothing {
            return Some(Filling::default());
        }
        let page = match check {
            Some(check) => views(visits.views_told(check)?, lang),
            None => Bytes::new(),
        };
        Some(Filling { site: self.counter.of(self, visits.shown(), lang), page })
    }

    /// The same after the store was asked. A store that does not answer leaves the number out.
    pub(crate) async fn filling(&self, lang: Lang, check: Option<CheckId>) -> Filling {
        if let Some(filling) = self.at_hand(lang, check) {
            return filling;
        }
        self.learn_views(check).await;
        self.at_hand(lang, check).or_else(|| self.at_hand(lang, None)).unwrap_or_default()
    }

    /// Asks the store how often a check was looked at.
    async fn learn_views(&self, check: Option<CheckId>) {
        if let Some(check) = check
            && let Err(error) = self.steps.visits.learn(check).await
        {
            tracing::debug!(code = error.code(), "the views of a check are left out");
        }
    }
}

impl Counter {
    /// The words of these counts, made once for each writing.
    fn of(&self, site: &Site, shown: Shown, lang: Lang) -> Bytes {
        let place = usize::from(lang == Lang::En);
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.as_ref().is_none_or(|(of, _)| *of != shown) {
            *kept = Some((shown, [Lang::Vi, Lang::En].map(|lang| counter(site, &shown, lang))));
        }
        kept.as_ref().map(|(_, made)| made[place].clone()).unwrap_or_default()
    }
}

/// A browser that fetches ahead of its reader shows nothing yet.
fn is_ahead(head: &HeaderMap) -> bool {
    let says = |name: &str| head.get(name).is_some_and(|value| value.to_str().is_ok_and(|said| said.contains("fetch")));
    says("sec-purpose") || says("purpose")
}

/// Without the language.
fn plain(path: &str) -> &str {
    let rest = path.strip_prefix("/vi").or_else(|| path.strip_prefix("/en"));
    match rest {
        Some("") => "/",
        Some(rest) if rest.starts_with('/') => rest,
        _ => path,
    }
}

/// A number as it is told: none below ten.
pub(crate) fn few(few: Few, lang: Lang) -> String {
    match few {
        Few::None => say::people::count(0, lang),
        Few::BelowTen => say::visits_below(Few::LEAST).in_lang(lang),
        Few::Number(number) => say::people::count(number, lang),
    }
}

fn views(views: Few, lang: Lang) -> Bytes {
    let label = say::visits_of_page().in_lang(lang);
    format!("<dl class=\"facts small\"><dt>{label}</dt><dd>{}</dd></dl>", few(views, lang)).into()
}

/// The counter as HTML: words of the catalogue and numbers, nothing of anybody.
fn counter(site: &Site, shown: &Shown, lang: Lang) -> Bytes {
    if shown.at.micros() == 0 {
        // Nothing was read yet.
        return Bytes::new();
    }
    let told = |span: Span| few(span.visitors.unwrap_or(span.views), lang);
    let spans: [(Message, Span); 4] = [
        (say::visits_today(), shown.today),
        (say::visits_week(), shown.week),
        (say::visits_month(), shown.month),
        (say::visits_all(), shown.all),
    ];
    let online = shown.online.map(|online| (say::visits_online(), few(online, lang)));
    let parts = online.into_iter().chain(spans.map(|(label, span)| (label, told(span))));
    let parts: Vec<String> =
        parts.map(|(label, number)| format!("{}\u{a0}<b>{number}</b>", label.in_lang(lang))).collect();
    let title = if shown.online.is_some() { say::visits_visitors() } else { say::visits_views() };
    let at = site.local(shown.at);
    let at = say::visits_at(format!("{:02}:{:02}", at.hour(), at.minute()));
    format!(
        "<p class=\"small counter\"><b>{}:</b> {}. {}</p>",
        title.in_lang(lang),
        parts.join(" · "),
        at.in_lang(lang)
    )
    .into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_the_same_in_every_language() {
        for (path, bare) in
            [("/vi", "/"), ("/en/checks", "/checks"), ("/", "/"), ("/vienna", "/vienna"), ("/c/x", "/c/x")]
        {
            assert_eq!(plain(path), bare, "{path}");
        }
    }

    #[test]
    fn no_number_below_ten_is_told() {
        assert_eq!(few(Few::of(9), Lang::Vi), "dưới 10");
        assert_eq!(few(Few::of(9), Lang::En), "under 10");
        assert_eq!(few(Few::of(0), Lang::Vi), "0");
        assert_eq!(few(Few::of(1_234), Lang::Vi), "1.234");
    }
}
