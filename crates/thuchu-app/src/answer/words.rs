//! The words of an answer: short, plain text, the same for every way that it may go.

use thuchu_model::{Check, ClosingReason, Lang, RatingScale};
use thuchu_say::{self as say, Message};

/// What is said.
#[derive(Debug, Clone, Copy)]
pub enum Said<'a> {
    /// The answer.
    Answer(&'a Check),
    /// It was wrong; what changed.
    Corrected(&'a Check, Option<&'a str>),
    /// Something was added; what.
    Updated(&'a Check, Option<&'a str>),
    /// It no longer stands; why.
    Withdrawn(&'a Check, Option<&'a str>),
    /// There is nothing to check; why.
    NotCheckable(Option<ClosingReason>),
}

/// An answer in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text {
    /// One line. It does not tell what was asked: it stands on locked screens.
    pub subject: String,
    /// Lines with a blank one between parts, no markup.
    pub text: String,
}

/// Words an answer in this language, where the check has it. Without the address of the site there are no links.
#[must_use]
pub fn words(said: &Said<'_>, lang: &Lang, public_url: Option<&str>) -> Text {
    let speaks = if lang.primary() == Lang::en().primary() { say::Lang::En } else { say::Lang::Vi };
    let t = |message: Message| message.in_lang(speaks);
    let (subject, lead, check, note) = match *said {
        Said::Answer(check) => (say::answer_subject(), say::answer_lead(), Some(check), None),
        Said::Corrected(check, what) => {
            (say::answer_subject_corrected(), say::answer_lead_corrected(), Some(check), what.map(say::answer_changed))
        }
        Said::Updated(check, what) => {
            (say::answer_subject_updated(), say::answer_lead_updated(), Some(check), what.map(say::answer_changed))
        }
        Said::Withdrawn(check, why) => {
            (say::answer_subject_withdrawn(), say::answer_lead_withdrawn(), Some(check), why.map(say::answer_why))
        }
        Said::NotCheckable(reason) => {
            (say::answer_subject_not_checkable(), say::answer_lead_not_checkable(), None, reason.map(closed))
        }
    };
    let mut parts = vec![t(lead)];
    parts.extend(note.map(t));
    if let Some(check) = check {
        let standing = !matches!(said, Said::Withdrawn(..));
        parts.extend(about(check, lang, standing).into_iter().map(t));
        let text = check.content.text_in(Some(lang));
        parts.extend(text.summary.filter(|_| standing).map(str::to_owned));
        parts.extend(public_url.map(|base| t(say::answer_link(link(base, check, speaks)))));
    }
    let stop = public_url.map(|base| t(say::answer_stop(format!("{base}/{speaks}/receipt"))));
    let why = t(say::answer_why_you());
    parts.push(format!("—\n{why}{}", stop.map_or_else(String::new, |stop| format!(" {stop}"))));
    Text { subject: t(subject), text: parts.join("\n\n") + "\n" }
}

/// Verdict and claim.
fn about(check: &Check, lang: &Lang, standing: bool) -> Vec<Message> {
    let content = &check.content;
    let claim = content.claim_in(Some(lang)).map(|claim| say::answer_claim(&claim.text));
    // The word of the reader's language, where the scale still has it.
    let scale = RatingScale::built_in();
    let key = content.rating.key.as_ref().filter(|_| content.lang.primary() != lang.primary());
    let label = key.and_then(|key| scale.get(key)).map_or(content.rating.label.as_str(), |rating| rating.label(lang));
    let verdict = standing.then(|| say::answer_verdict(label));
    verdict.into_iter().chain(claim).collect()
}

fn link(base: &str, check: &Check, lang: say::Lang) -> String {
    format!("{base}/{lang}/c/{}", check.public_id)
}

fn closed(reason: ClosingReason) -> Message {
    match reason {
        ClosingReason::Opinion => say::answer_closed_opinion(),
        ClosingReason::PrivatePerson => say::answer_closed_private_person(),
        ClosingReason::NoClaim => say::answer_closed_no_claim(),
        ClosingReason::Unverifiable => say::answer_closed_unverifiable(),
        ClosingReason::Illegal => say::answer_closed_illegal(),
        ClosingReason::Other => say::answer_closed_other(),
    }
}
