//! The reasons of a match in one plain sentence: why it was chosen, and what keeps it from being the answer.

use thuchu_match::{Explanation, SlotPair, Veto};
use thuchu_say::{self as say, Message};

/// Why this check.
#[must_use]
pub fn why(explanation: &Explanation) -> Message {
    if explanation.link {
        return say::match_why_link();
    }
    if explanation.picture {
        return say::match_why_picture();
    }
    let matched = explanation.matched.len() as u64;
    say::match_why_words(matched, matched + explanation.missing.len() as u64)
}

/// Why it is not the answer by itself.
#[must_use]
pub fn differs(explanation: &Explanation) -> Message {
    match explanation.veto {
        Some(Veto::Number) => {
            pair(&explanation.numbers, |a, b| say::match_veto_number(a, b), say::match_veto_number_plain)
        }
        Some(Veto::Name) => pair(&explanation.names, |a, b| say::match_veto_name(a, b), say::match_veto_name_plain),
        Some(Veto::Date) => pair(&explanation.dates, |a, b| say::match_veto_date(a, b), say::match_veto_date_plain),
        Some(Veto::Negation) => say::match_veto_negation(),
        Some(Veto::Stale) => say::match_veto_stale(),
        Some(Veto::Disagree) => say::match_veto_disagree(),
        Some(Veto::Trust) => say::match_veto_trust(),
        None => say::match_veto_unsure(),
    }
}

/// The first pair that differs and has words on both sides; else the plain sentence.
fn pair(pairs: &[SlotPair], both: impl Fn(&str, &str) -> Message, plain: fn() -> Message) -> Message {
    let differing = pairs.iter().find(|pair| !pair.same && !pair.claim.is_empty() && !pair.message.is_empty());
    differing.map_or_else(plain, |pair| both(&pair.claim, &pair.message))
}
