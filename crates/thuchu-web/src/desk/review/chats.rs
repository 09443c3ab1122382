//! The answer that people will get in chats, and whether it fits: the words that are sent, made of the draft.

use thuchu_app::answer::{Said, words};
use thuchu_app::publish::PublishError;
use thuchu_model::{Check, Lang, ReviewId};

use crate::error::Fault;
use crate::site::Site;

/// Characters that a message may have (see each messenger's API).
const CHATS: [(&str, usize); 4] = [("Telegram", 4_096), ("WhatsApp", 4_096), ("Zalo", 2_000), ("Messenger", 2_000)];

/// Stands where the summary will: nobody can type it.
const MARK: &str = "\u{f8ff}";

/// An answer, cut at its summary so that a script can show the one that is being typed.
pub(super) struct Sent {
    /// The id of the field with the summary.
    pub(super) field: &'static str,
    pub(super) lang: String,
    pub(super) before: String,
    pub(super) summary: String,
    pub(super) after: String,
    /// Characters beside the summary.
    pub(super) around: usize,
    pub(super) limits: Vec<Limit>,
}

/// What one messenger takes.
pub(super) struct Limit {
    pub(super) name: &'static str,
    pub(super) has: usize,
    pub(super) most: usize,
    pub(super) over: bool,
}

/// The answers in the language of the draft and, where it has words in it, in the other; none while there is no claim or
/// no rating.
pub(super) async fn sent(site: &Site, id: ReviewId, other: &Lang) -> Result<Vec<Sent>, Fault> {
    let check = match site.steps.publish.preview(id).await {
        Ok(found) => found.stored.check,
        Err(PublishError::Content(_)) => return Ok(Vec::new()),
        Err(error) => return Err(error.into()),
    };
    let base = site.settings.public_url.as_deref();
    let own = check.content.lang.clone();
    let mut all = vec![one(check.clone(), &own, "summary", base)];
    if check.content.translations.iter().any(|translation| translation.lang == *other) {
        all.push(one(check, other, "other_summary", base));
    }
    Ok(all)
}

fn one(mut check: Check, lang: &Lang, field: &'static str, base: Option<&str>) -> Sent {
    let content = &mut check.content;
    let place = match content.translations.iter_mut().find(|translation| translation.lang == *lang) {
        Some(translation) => &mut translation.summary,
        None => &mut content.summary,
    };
    let summary = place.replace(MARK.to_owned()).unwrap_or_default();
    let text = words(&Said::Answer(&check), lang, base).text;
    let (before, after) = text.split_once(MARK).unwrap_or((&text, ""));
    let length = |text: &str| text.chars().count();
    let around = length(before) + length(after);
    let has = around + length(&summary);
    let limits = CHATS.map(|(name, most)| Limit { name, has, most, over: has > most }).into();
    let (before, after) = (before.to_owned(), after.to_owned());
    Sent { field, lang: lang.to_string(), before, summary, after, around, limits }
}
