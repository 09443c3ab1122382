//! Turns clap's errors into our own sentences and codes.

use clap::{
    Command, Error,
    error::{ContextKind, ContextValue, ErrorKind},
};
use thuchu_say::{self as say, Lang};

use crate::problem::Problem;

/// What was typed wrongly, in our words. `tree` gives the usage lines.
pub(super) fn explain(error: &Error, tree: &Command, lang: Lang) -> Problem {
    let typed = |kind| text(error, kind);
    let argument = || typed(ContextKind::InvalidArg).unwrap_or_default();
    Problem::unusable(match error.kind() {
        ErrorKind::UnknownArgument => match best(error, ContextKind::SuggestedArg) {
            Some(near) => say::error_usage_unknown_argument_similar(argument(), near),
            None => say::error_usage_unknown_argument(argument()),
        },
        ErrorKind::InvalidSubcommand => {
            let wrong = typed(ContextKind::InvalidSubcommand).unwrap_or_default();
            match best(error, ContextKind::SuggestedSubcommand) {
                Some(near) => say::error_usage_unknown_command_similar(wrong, near),
                None => say::error_usage_unknown_command(wrong),
            }
        }
        ErrorKind::MissingRequiredArgument => say::error_usage_missing(argument(), usage(error, tree, lang)),
        ErrorKind::MissingSubcommand | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            say::error_usage_missing_command(usage(error, tree, lang))
        }
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => bad_value(error, argument()),
        ErrorKind::TooFewValues | ErrorKind::NoEquals | ErrorKind::WrongNumberOfValues => {
            say::error_usage_no_value(argument())
        }
        ErrorKind::ArgumentConflict => {
            let (one, other) = (argument(), typed(ContextKind::PriorArg).unwrap_or_default());
            if one == other { say::error_usage_twice(one) } else { say::error_usage_conflict(one, other) }
        }
        ErrorKind::InvalidUtf8 => say::error_usage_not_unicode(),
        _ => say::error_usage(),
    })
}

fn bad_value(error: &Error, argument: String) -> say::Message {
    let value = text(error, ContextKind::InvalidValue).unwrap_or_default();
    if value.is_empty() {
        return say::error_usage_no_value(argument);
    }
    // Numbers say their range themselves ("0 is not in 1..=100"); only the range is taken over.
    let range = || {
        error
            .source_text()
            .and_then(|why| why.rsplit_once(" in ").map(|(_, range)| range.to_owned()))
            .filter(|range| range.contains(".."))
    };
    match text(error, ContextKind::ValidValue).filter(|allowed| !allowed.is_empty()).or_else(range) {
        Some(allowed) => say::error_usage_bad_value(argument, value, allowed),
        None => say::error_usage_wrong_value(argument, value),
    }
}

trait SourceText {
    fn source_text(&self) -> Option<String>;
}

impl SourceText for Error {
    fn source_text(&self) -> Option<String> {
        std::error::Error::source(self).map(ToString::to_string)
    }
}

/// The words of clap's context, several joined by commas.
fn text(error: &Error, kind: ContextKind) -> Option<String> {
    match error.get(kind)? {
        ContextValue::String(word) => Some(word.clone()),
        ContextValue::Strings(words) => Some(words.join(", ")),
        ContextValue::StyledStr(words) => Some(words.to_string()),
        ContextValue::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// The likeliest suggestion: clap puts it last.
fn best(error: &Error, kind: ContextKind) -> Option<String> {
    match error.get(kind)? {
        ContextValue::Strings(words) => words.last().cloned(),
        _ => text(error, kind),
    }
}

/// The usage line of the command at hand; clap puts its own heading before it.
fn usage(error: &Error, tree: &Command, lang: Lang) -> String {
    let line = text(error, ContextKind::Usage).unwrap_or_else(|| tree.clone().render_usage().to_string());
    let line = line.trim().trim_start_matches("Usage:").trim();
    line.replace("[OPTIONS]", &say::help_options_slot().in_lang(lang))
}
