//! `thuchu match`: one question, the decision, and why. The question is neither stored nor logged.

mod show;

use std::path::PathBuf;

use thuchu_app::calibration::WeightsFile;
use thuchu_app::live::Live;
use thuchu_app::matching::{Matcher, Question, summary};
use thuchu_app::meaning::{Meant, State, why};
use thuchu_match::Decision;
use thuchu_model::{Clock as _, Lang};
use thuchu_say as say;
use thuchu_store::Db;

use super::{Context, calibrate::in_use, model};
use crate::{
    cli::t,
    desk, input,
    problem::{Exit, Halt, Problem},
    system::SystemClock,
};

/// Most texts whose vectors are computed for one question: some seconds of work, a small desk whole.
const COMPUTED: u64 = 500;

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[arg(value_name = t(say::value_text()), help = t(say::cmd_match_text()))]
    text: Option<String>,
    #[arg(long, value_name = t(say::value_file()), conflicts_with = "text", help = t(say::cmd_match_file()))]
    file: Option<PathBuf>,
    #[command(flatten)]
    shown: Shown,
}

/// What is shown of an answer.
#[derive(Debug, Clone, clap::Args)]
pub(crate) struct Shown {
    #[arg(long, value_name = t(say::value_number()), default_value_t = 5, hide_default_value = true,
        value_parser = clap::value_parser!(u16).range(1..=100), help = t(say::cmd_match_limit()))]
    pub(crate) limit: u16,
    #[arg(long, value_name = "vi|en", value_parser = ["vi", "en"], hide_possible_values = true, help = t(say::cmd_match_lang()))]
    pub(crate) lang: Option<String>,
    #[arg(long, help = t(say::cmd_match_no_model()))]
    pub(crate) no_model: bool,
}

/// Asks.
pub(crate) async fn run(args: &Args, context: &mut Context<'_>) -> Result<Exit, Halt> {
    let question = question(args, context.out.lang())?;
    let db = desk::open(&context.settings).await?;
    let outcome = answer(&db, &question, &args.shown, context).await;
    db.close().await;
    outcome
}

/// Loads the index, asks, shows the answer.
pub(crate) async fn answer(db: &Db, text: &str, shown: &Shown, context: &mut Context<'_>) -> Result<Exit, Halt> {
    let mut matcher = Matcher::load(db).await.map_err(|error| desk::problem(&error))?;
    matcher.weigh_by(in_use(&WeightsFile::in_data(&context.settings.data.value), context.out));
    let worth_showing = matcher.worth_showing();
    let lang = match shown.lang.as_deref() {
        Some("vi") => Some(Lang::vi()),
        Some(_) => Some(Lang::en()),
        // Programs get every check in its own language, people in theirs.
        None if context.out.is_json() => None,
        None => Some(show::reads(context.out.lang())),
    };
    let is_empty = matcher.is_empty();
    let live = Live::holding(matcher);
    let sense = sense(db, &live, text, shown.no_model, context).await?;
    let (limit, sense) = (usize::from(shown.limit), sense.as_ref());
    let question = Question { text, links: &[], lang: lang.as_ref(), limit, now: SystemClock.now(), sense };
    let reply = live.asking(|matcher, scratch| matcher.ask(question, scratch));
    let reply = reply.ok_or_else(|| Problem::failed(say::error_runtime()))?;
    if context.out.is_json() {
        context.out.json(&reply)?;
    } else if is_empty {
        context.out.say(&say::match_decision_none())?;
        context.out.say(&say::match_empty_desk())?;
    } else {
        let summary = match reply.matches.first() {
            Some(first) if reply.decision == Decision::Answer => summary(db, first.id, lang.as_ref()).await,
            _ => Ok(None),
        };
        let summary = summary.map_err(|error| desk::problem(&error))?;
        show::reply(&reply, summary.as_deref(), worth_showing, context.out)?;
    }
    Ok(Exit::Done)
}

/// What the question means, where a model is installed. Vectors of checks come from the store; some that are missing are
/// computed, the others are `serve`'s work.
async fn sense(
    db: &Db,
    live: &Live,
    text: &str,
    without: bool,
    context: &mut Context<'_>,
) -> Result<Option<Meant>, Problem> {
    let meaning = model::meaning(&context.settings, without);
    if let State::Refused(error) = meaning.open() {
        context.out.note(&say::meaning_refused(why(&error)));
    }
    meaning.fill(live, db, COMPUTED).await.map_err(|error| desk::problem(&error))?;
    Ok(meaning.sense(text))
}

fn question(args: &Args, lang: say::Lang) -> Result<String, Problem> {
    let text = match (args.text.as_deref(), &args.file) {
        (_, Some(path)) if path.as_os_str() == "-" => input::standard_input(input::QUESTION_LIMIT, lang)?,
        (_, Some(path)) => input::text_file(path, input::QUESTION_LIMIT)?,
        (Some("-"), None) => input::standard_input(input::QUESTION_LIMIT, lang)?,
        (Some(text), None) => text.to_owned(),
        (None, None) => return Err(Problem::unusable(say::error_question_missing())),
    };
    checked(text, lang)
}

/// The limits hold for a question however it came. Without a letter or digit there is nothing to ask.
pub(crate) fn checked(text: String, lang: say::Lang) -> Result<String, Problem> {
    if text.len() as u64 > input::QUESTION_LIMIT {
        return Err(Problem::unusable(say::error_input_too_big(
            say::input_argument().in_lang(lang),
            input::QUESTION_LIMIT,
        )));
    }
    if !text.chars().any(char::is_alphanumeric) {
        return Err(Problem::unusable(say::error_question_empty()));
    }
    Ok(text)
}
