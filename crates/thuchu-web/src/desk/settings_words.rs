//! What settings and their rules say, in words.

use thuchu_app::settings::{Refused, Section, SettingsError, Why, calibrated};
use thuchu_model::Retention;
use thuchu_say::{self as say, Message};

use crate::error::Fault;

/// The name of a part.
pub(crate) fn part(section: Section) -> Message {
    say::settings_section(section.as_str())
}

/// Why a field cannot be used.
pub(crate) fn why(refused: &Refused) -> Message {
    match &refused.why {
        Why::Long(most) => say::settings_no_long(*most),
        Why::NoColour => say::settings_no_colour(),
        Why::Faint(faint) => {
            // Rounded down, so that 4.49 is never called 4.5.
            let ratio = (faint.ratio * 100.0).floor() / 100.0;
            say::settings_no_faint(ratio, faint.paper.to_string())
        }
        Why::NoNumber => say::settings_no_number(),
        Why::Bounds(least, most) if matches!(refused.field, "answer" | "suggest") => {
            say::settings_no_bounds(*least as f64 / 100.0, *most as f64 / 100.0)
        }
        Why::Bounds(least, most) => say::settings_no_bounds(*least as f64, *most as f64),
        Why::Order => say::settings_no_order(),
        Why::NoChoice => say::settings_no_choice(),
        Why::Scale(why) => say::settings_no_scale(why),
        Why::ScaleTaken => say::settings_no_scale_taken(),
        Why::NoAddress => say::settings_no_address(),
        Why::NoSites => say::settings_no_sites(),
        Why::NoContact => say::settings_no_contact(),
        Why::NoPicture => say::settings_no_picture(),
        Why::NoName => say::pages_no_name(),
        Why::NameTaken => say::pages_name_taken(),
        Why::Missing => say::pages_no_text(),
        Why::Full(most) => say::pages_full(*most),
        Why::Boxes(why) => say::settings_no_boxes(why),
    }
}

/// What stands below a field, where it needs a word.
pub(crate) fn hint(field: &str) -> Option<Message> {
    let most = Retention::LONGEST;
    let days = |most: u16| Some(say::settings_hint_days(most.into()));
    let threshold = |value: f32| Some(say::settings_hint_threshold(value.into()));
    match field {
        "light" | "dark" => Some(say::settings_hint_colour()),
        "licence" => Some(say::settings_hint_licence()),
        "security" => Some(say::settings_hint_security()),
        "frames" => Some(say::settings_hint_frames()),
        "scale_text" => Some(say::settings_hint_scale()),
        "counting" => Some(say::settings_hint_counting()),
        "boxes" => Some(say::settings_hint_boxes()),
        "answer" => threshold(calibrated().answer),
        "suggest" => threshold(calibrated().suggest),
        "message_answered" => days(most.message_answered),
        "message_unanswered" => days(most.message_unanswered),
        "address_answered" => days(most.address_answered),
        "address_tell_changes" => days(most.address_tell_changes),
        "address_unanswered" => days(most.address_unanswered),
        "receipt_answered" => days(most.receipt_answered),
        "receipt_unanswered" => days(most.receipt_unanswered),
        "appeal_decided" => days(most.appeal_decided),
        "draft_history" => days(most.draft_history),
        _ => None,
    }
}

impl From<SettingsError> for Fault {
    fn from(error: SettingsError) -> Self {
        match error {
            SettingsError::NotAllowed => Self::Forbidden,
            SettingsError::Store(store) => thuchu_app::reading::ReadError::from(store).into(),
            other => {
                tracing::error!(code = other.code(), error = %other, "settings cannot be changed");
                Self::Broken
            }
        }
    }
}
