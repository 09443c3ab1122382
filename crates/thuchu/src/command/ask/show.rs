//! An answer in words: the rating, the exact claim, who says so and where, and one plain reason.

use thuchu_app::{
    demo,
    matching::{MatchReply, ReplyMatch, differs, why},
};
use thuchu_match::Decision;
use thuchu_model::Lang;
use thuchu_say as say;

use crate::{out::Out, problem::Halt};

/// The whole answer; `summary` is that of the first match. What is only related is listed after it, from the probability
/// `worth_showing` on: less would only distract a person; programs get all.
pub(super) fn reply(reply: &MatchReply, summary: Option<&str>, worth_showing: f32, out: &mut Out) -> Result<(), Halt> {
    match reply.decision {
        Decision::Answer => out.say(&say::match_decision_answer())?,
        Decision::Suggest => out.say(&say::match_decision_suggest())?,
        Decision::None => {
            out.say(&say::match_decision_none())?;
            return out.say(&say::match_none_hint());
        }
    }
    let Some((first, related)) = reply.matches.split_first() else { return Ok(()) };
    out.text("\n")?;
    one(first, out)?;
    if let Some(summary) = summary {
        out.text(summary)?;
    }
    out.say(&say::match_why(why(&first.explanation)))?;
    if reply.decision == Decision::Suggest {
        out.say(&say::match_differs(differs(&first.explanation)))?;
    }
    let related: Vec<_> = related.iter().filter(|item| item.probability >= worth_showing).collect();
    if related.is_empty() {
        return Ok(());
    }
    out.text("\n")?;
    out.say(&say::match_related())?;
    for item in related {
        out.text("\n")?;
        one(item, out)?;
    }
    Ok(())
}

/// The language of the screen as checks name languages.
pub(super) fn reads(screen: say::Lang) -> Lang {
    match screen {
        say::Lang::Vi => Lang::vi(),
        say::Lang::En => Lang::en(),
    }
}

/// Verdict before claim: a rumour is never a headline of its own.
fn one(item: &ReplyMatch, out: &mut Out) -> Result<(), Halt> {
    let rating = &item.rating;
    let publisher = if rating.demonstration { demo::name_in(&reads(out.lang())) } else { &rating.publisher };
    let verdict = if publisher.is_empty() {
        say::match_rating(&rating.label)
    } else {
        say::match_rating_by(&rating.label, publisher)
    };
    out.say(&verdict)?;
    out.say(&say::match_claim(&item.claim))?;
    out.say(&say::match_url(&item.url))
}
