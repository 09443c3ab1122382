//! Checks that may answer a cluster already, with the reasons. Asked of the engine, in its turn; nothing of it is kept.

use thuchu_app::desk::queue::{Opened, Words};
use thuchu_app::matching::{Question, ReplyMatch, differs, why};
use thuchu_model::{CheckId, ClusterState, Timestamp};
use thuchu_say::{self as say, Message};

use crate::error::Fault;
use crate::look::{Card, reads};
use crate::pages::ask::{Row, rows};
use crate::site::Site;

/// Suggestions on a cluster's page.
const MOST: usize = 3;
/// The least probability that is worth an editor's look.
const LEAST: f32 = 0.1;

/// A suggestion.
pub(crate) struct Suggestion {
    pub(crate) card: Card,
    /// How the check is named in a form.
    pub(crate) check: String,
    pub(crate) probability: Message,
    pub(crate) why: Message,
    pub(crate) differs: Option<Message>,
    pub(crate) rows: Vec<Row>,
    /// What an editor said.
    pub(crate) said: Option<bool>,
}

/// What the engine finds for this text, best first.
pub(crate) async fn found(site: &Site, text: String, lang: say::Lang) -> Result<Vec<(ReplyMatch, Card)>, Fault> {
    let worker = site.clone();
    let now: Timestamp = site.clock.now();
    let found = site
        .in_turn(move || {
            let sense = worker.reading.sense(&text);
            worker.reading.live().asking(|matcher, scratch| {
                let (reads, sense) = (reads(lang), sense.as_ref());
                let question = Question { text: &text, links: &[], lang: Some(&reads), limit: MOST, now, sense };
                let reply = matcher.ask(question, scratch);
                let library = matcher.library();
                let with_card = |found: ReplyMatch| {
                    let card = Card::of(&worker, library, library.get(found.id)?, lang);
                    Some((found, card))
                };
                let likely = reply.matches.into_iter().filter(|found| found.probability >= LEAST);
                likely.filter_map(with_card).collect::<Vec<_>>()
            })
        })
        .await?;
    // While the checks are being loaded there are no suggestions yet; the queue works without.
    Ok(found.unwrap_or_default())
}

/// The words of a cluster that the engine is asked with.
pub(crate) fn question(opened: &Opened) -> Option<String> {
    let text = match &opened.row.words {
        Words::Own(own) => own.clone(),
        Words::Asked(text) => format!("{}\n{}", text.words, text.links.join("\n")),
        Words::Lost | Words::Gone => return None,
    };
    (opened.cluster().state == ClusterState::Open).then_some(text)
}

/// The suggestions for an open cluster.
pub(crate) async fn suggestions(site: &Site, opened: &Opened, lang: say::Lang) -> Result<Vec<Suggestion>, Fault> {
    let Some(text) = question(opened) else { return Ok(Vec::new()) };
    let shown = found(site, text, lang).await?.into_iter().map(|(found, card)| Suggestion {
        check: found.public_id.to_string(),
        probability: say::queue_suggested(f64::from(found.probability)),
        why: why(&found.explanation),
        differs: found.explanation.veto.is_some().then(|| differs(&found.explanation)),
        rows: rows(&found),
        said: opened.said(found.id),
        card,
    });
    Ok(shown.collect())
}

/// The suggestion of this check, if the engine still makes it.
pub(crate) async fn of_check(
    site: &Site,
    opened: &Opened,
    wanted: impl Fn(&ReplyMatch) -> bool,
    lang: say::Lang,
) -> Result<Option<(CheckId, ReplyMatch)>, Fault> {
    let Some(text) = question(opened) else { return Ok(None) };
    let mut all = found(site, text, lang).await?.into_iter();
    Ok(all.find(|(found, _)| wanted(found)).map(|(found, _)| (found.id, found)))
}
