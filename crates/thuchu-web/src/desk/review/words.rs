//! What the editor of reviews says.

use thuchu_app::desk::review::{ReviewError, Unfit};
use thuchu_model::{MediaRating, MethodStep, Place, ReviewId, TextField, Topic};
use thuchu_say::{self as say, Message};

use super::super::frame::Wrong;
use super::super::publish_words::{open_rule, state};
use crate::error::Fault;

/// Why a step is not taken, each line at its field; or the fault, when it is not the sender's doing.
pub(super) fn refused(error: ReviewError) -> Result<Vec<Wrong>, Fault> {
    let one = |field, text| Ok(vec![Wrong { field, text }]);
    match error {
        ReviewError::NotReady(open) => {
            Ok(open.iter().map(|rule| Wrong { field: "main", text: open_rule(rule) }).collect())
        }
        ReviewError::Unfit(unfit) => Ok(unfit.iter().map(unfit_line).collect()),
        ReviewError::Claim(_) => one("claim", say::review_no_claim()),
        ReviewError::NotAllowed => one("main", say::people_no_role()),
        ReviewError::Note => one("note", say::review_no_note()),
        ReviewError::Taken => one("main", say::review_no_taken()),
        ReviewError::Step(step) => one("main", say::publish_no_not_waiting(state(step.from))),
        ReviewError::Meanwhile | ReviewError::Clash(_) => one("main", say::people_no_meanwhile()),
        ReviewError::Missing(_) | ReviewError::Store(_) => Err(error.into()),
    }
}

impl From<ReviewError> for Fault {
    fn from(error: ReviewError) -> Self {
        match error {
            ReviewError::Missing(_) => Self::NotFound,
            error if error.is_transient() => Self::Unavailable,
            error => {
                tracing::error!(code = error.code(), %error, "a review cannot be worked on");
                Self::Broken
            }
        }
    }
}

fn unfit_line(unfit: &Unfit) -> Wrong {
    let text = match unfit {
        Unfit::TooMuch(much) => say::review_too_much(place(&much.place), much.most as u64),
        Unfit::Account(_) => say::review_no_account(),
        Unfit::Social(_) => say::review_no_social(),
        Unfit::NoAddress(_) => say::review_no_address(),
        Unfit::Licence => say::licence_none(),
    };
    Wrong { field: field_of(unfit.place()), text }
}

/// The id of the field that holds a place.
pub(super) const fn field_of(place: &Place) -> &'static str {
    match place {
        Place::Text(_, field) => field.as_str(),
        Place::Rating => "rating",
        Place::Topic => "topic",
        Place::ClaimDate => "claim_date",
        Place::Licence => "licence",
        Place::Seen => "seen",
        Place::Source(_) | Place::Sources => "sources",
        Place::Unquoted => "unquoted",
        Place::Pictures => "pictures",
        Place::Reply => "reply",
        Place::HoldsUntil => "holds_until",
        Place::Method => "method",
        Place::Change => "change",
        Place::Lang => "main",
    }
}

/// A place of a draft.
pub(super) fn place(place: &Place) -> Message {
    match place {
        Place::Text(_, TextField::Claim) => say::review_claim(),
        Place::Text(_, TextField::Title) => say::review_head(),
        Place::Text(_, TextField::Summary) => say::review_summary(),
        Place::Text(_, TextField::Explanation) => say::review_explanation(),
        Place::Text(_, TextField::Body) => say::review_body(),
        Place::Rating => say::review_rating(),
        Place::Topic => say::review_topic(),
        Place::ClaimDate => say::review_claim_date(),
        Place::Licence => say::web_check_licence(),
        Place::Seen => say::review_seen(),
        Place::Source(_) | Place::Sources => say::review_sources(),
        Place::Unquoted => say::evidence_unquoted(),
        Place::Pictures => say::review_pictures(),
        Place::Reply => say::review_reply(),
        Place::HoldsUntil => say::review_holds_until(),
        Place::Method => say::review_method(),
        Place::Change => say::review_change(),
        Place::Lang => say::review_lang(),
    }
}

/// A subject.
pub(super) fn topic(topic: Topic) -> Message {
    match topic {
        Topic::Health => say::review_topic_health(),
        Topic::Food => say::review_topic_food(),
        Topic::Scam => say::review_topic_scam(),
        Topic::Disaster => say::review_topic_disaster(),
        Topic::Policy => say::review_topic_policy(),
        Topic::Economy => say::review_topic_economy(),
        Topic::Education => say::review_topic_education(),
        Topic::Safety => say::review_topic_safety(),
        Topic::Science => say::review_topic_science(),
        Topic::Other => say::review_topic_other(),
    }
}

/// What was done to a picture.
pub(super) fn media(rating: MediaRating) -> Message {
    match rating {
        MediaRating::Original => say::review_media_original(),
        MediaRating::Decontextualized => say::review_media_decontextualized(),
        MediaRating::EditedOrCropped => say::review_media_edited(),
        MediaRating::Staged => say::review_media_staged(),
        MediaRating::Transformed => say::review_media_transformed(),
        MediaRating::SatireOrParody => say::review_media_satire(),
    }
}

/// A step of the method.
pub(super) fn step(step: MethodStep) -> Message {
    match step {
        MethodStep::Factual => say::review_step_factual(),
        MethodStep::OriginTraced => say::review_step_origin(),
        MethodStep::PrimaryRead => say::review_step_primary(),
        MethodStep::OtherSide => say::review_step_other_side(),
        MethodStep::FiguresChecked => say::review_step_figures(),
        MethodStep::NoPrivatePerson => say::review_step_private(),
    }
}

/// The address of a review.
pub(super) fn at(id: ReviewId) -> String {
    format!("/desk/reviews/{id}")
}
