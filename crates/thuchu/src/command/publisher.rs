//! `thuchu publisher`: who publishes, and how far the desk trusts them.

use thuchu_app::publisher::{self, Listed, PublisherError};
use thuchu_model::{Trust, TrustRefused};
use thuchu_say::{self as say, Message};
use thuchu_store::Db;

use super::Context;
use crate::{
    cli::t,
    desk,
    out::Out,
    problem::{Exit, Halt, Problem},
    system::SystemClock,
};

#[derive(Debug, clap::Subcommand)]
pub(crate) enum Act {
    #[command(about = t(say::cmd_publisher_list()))]
    List,
    #[command(about = t(say::cmd_publisher_trust()))]
    Trust(TrustArgs),
}

#[derive(Debug, clap::Args)]
pub(crate) struct TrustArgs {
    #[arg(value_name = t(say::value_name()), help = t(say::cmd_publisher_trust_name()))]
    name: String,
    #[arg(value_name = t(say::value_level()), value_parser = ["none", "show", "answer"], hide_possible_values = true,
        help = t(say::cmd_publisher_trust_level()))]
    level: String,
    #[arg(long, value_name = t(say::value_name()), help = t(say::cmd_publisher_trust_by()))]
    by: String,
    #[arg(long = "and", value_name = t(say::value_name()), help = t(say::cmd_publisher_trust_and()))]
    and: Option<String>,
}

/// Lists, or changes the trust of one.
pub(crate) async fn run(act: &Act, context: &mut Context<'_>) -> Result<Exit, Halt> {
    let db = desk::open(&context.settings).await?;
    let outcome = match act {
        Act::List => list(&db, context.out).await,
        Act::Trust(args) => trust(&db, args, context.out).await,
    };
    db.close().await;
    outcome
}

async fn list(db: &Db, out: &mut Out) -> Result<Exit, Halt> {
    let listed = publisher::list(db).await.map_err(|error| desk::problem(&error))?;
    if out.is_json() {
        let listed: Vec<_> = listed
            .iter()
            .map(|Listed { publisher: p, checks }| {
                serde_json::json!({ "name": p.name, "site": p.site, "trust": p.trust, "checks": checks })
            })
            .collect();
        out.json(&listed)?;
        return Ok(Exit::Done);
    }
    if listed.is_empty() {
        out.say(&say::publisher_none())?;
    }
    for Listed { publisher, checks } in listed {
        out.say(&say::publisher_line(publisher.name, publisher.site, trust_word(publisher.trust), checks))?;
    }
    Ok(Exit::Done)
}

async fn trust(db: &Db, args: &TrustArgs, out: &mut Out) -> Result<Exit, Halt> {
    let to = Trust::parse(&args.level).unwrap_or(Trust::Show);
    let by: Vec<&str> = std::iter::once(args.by.as_str()).chain(args.and.as_deref()).collect();
    let set = publisher::set_trust(db, &args.name, to, &by, &SystemClock).await;
    let publisher = set.map_err(|error| problem(&error))?;
    if out.is_json() {
        out.json(&serde_json::json!({ "name": publisher.name, "site": publisher.site, "trust": publisher.trust }))?;
    } else {
        out.say(&say::publisher_trusted(publisher.name, trust_word(publisher.trust)))?;
    }
    Ok(Exit::Done)
}

fn trust_word(trust: Trust) -> Message {
    match trust {
        Trust::None => say::trust_none(),
        Trust::Show => say::trust_show(),
        Trust::Answer => say::trust_answer(),
    }
}

fn problem(error: &PublisherError) -> Problem {
    let message = match error {
        PublisherError::Unknown(name) => say::error_publisher_unknown(name),
        PublisherError::Ambiguous { name, sites } => say::error_publisher_ambiguous(name, sites.join(", ")),
        PublisherError::UnknownEditor(name) => say::error_editor_unknown(name),
        PublisherError::Refused(TrustRefused::NoEditor | TrustRefused::NeedsTwo) => say::error_trust_needs_two(),
        PublisherError::Refused(TrustRefused::Inactive(_)) => say::error_trust_inactive_editor(),
        PublisherError::Refused(TrustRefused::Role(_)) => say::error_trust_role(),
        PublisherError::Store(error) => return desk::problem(error),
    };
    Problem::unusable(message).with_code(error.code())
}
