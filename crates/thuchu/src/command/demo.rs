//! `thuchu demo`: an empty desk filled with demonstration fact-checks, and a first question.

use thuchu_app::demo;
use thuchu_say as say;

use super::{Context, ask, import};
use crate::{
    cli::t,
    desk,
    problem::{Exit, Halt},
    system::{SystemChance, SystemClock},
};

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[arg(long, value_name = t(say::value_text()), help = t(say::cmd_demo_ask()))]
    ask: Option<String>,
    #[command(flatten)]
    shown: ask::Shown,
}

/// Fills, then asks.
pub(crate) async fn run(args: &Args, context: &mut Context<'_>) -> Result<Exit, Halt> {
    let question = args.ask.clone().map(|text| ask::checked(text, context.out.lang())).transpose()?;
    let db = desk::open(&context.settings).await?;
    let filled = demo::fill(&db, &SystemClock, &SystemChance).await;
    let filled = filled.map_err(|error| import::problem(&error, "demo"))?;
    let count = filled.checks as u64;
    let data = context.settings.data.value.display().to_string();
    let message = if filled.changed > 0 { say::demo_filled(count, data) } else { say::demo_there(count, data) };
    let outcome = match question {
        Some(question) => {
            context.out.note(&message);
            context.out.note(&say::demo_marked());
            ask::answer(&db, &question, &args.shown, context).await
        }
        None => {
            if context.out.is_json() {
                context.out.json(&serde_json::json!({ "checks": filled.checks, "changed": filled.changed }))?;
            } else {
                context.out.say(&message)?;
                context.out.say(&say::demo_marked())?;
                context.out.say(&say::demo_next())?;
            }
            Ok(Exit::Done)
        }
    };
    db.close().await;
    outcome
}
