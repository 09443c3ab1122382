//! `thuchu editor`: the people of the desk.

use thuchu_app::editor::{self, EditorError};
use thuchu_app::people::PeopleError;
use thuchu_model::{Editor, Role};
use thuchu_say::{self as say, Message};
use thuchu_store::Db;
use thuchu_web::link_path;

use super::{Context, serve};
use crate::{
    cli::t,
    desk,
    out::Out,
    problem::{Exit, Halt, Problem},
    system::{SystemChance, SystemClock},
};

#[derive(Debug, clap::Subcommand)]
pub(crate) enum Act {
    #[command(about = t(say::cmd_editor_add()))]
    Add(AddArgs),
    #[command(about = t(say::cmd_editor_list()))]
    List,
    #[command(about = t(say::people_cli_link_about()))]
    Link(LinkArgs),
}

#[derive(Debug, clap::Args)]
pub(crate) struct LinkArgs {
    #[arg(value_name = t(say::value_name()), help = t(say::people_cli_link_name()))]
    name: String,
}

#[derive(Debug, clap::Args)]
pub(crate) struct AddArgs {
    #[arg(value_name = t(say::value_name()), help = t(say::cmd_editor_add_name()))]
    name: String,
    #[arg(long, value_name = t(say::value_role()), default_value = "editor", hide_default_value = true,
        value_parser = Role::ALL.map(Role::as_str), hide_possible_values = true,
        help = t(say::cmd_editor_add_role()))]
    role: String,
}

/// Adds or lists.
pub(crate) async fn run(act: &Act, context: &mut Context<'_>) -> Result<Exit, Halt> {
    let db = desk::open(&context.settings).await?;
    let outcome = match act {
        Act::Add(args) => add(&db, args, context.out).await,
        Act::List => list(&db, context.out).await,
        Act::Link(args) => link(&db, args, context).await,
    };
    db.close().await;
    outcome
}

async fn add(db: &Db, args: &AddArgs, out: &mut Out) -> Result<Exit, Halt> {
    let role = Role::parse(&args.role).unwrap_or(Role::Editor);
    let added = editor::add(db, &args.name, role, &SystemClock, &SystemChance).await;
    let added = added.map_err(|error| match &error {
        EditorError::Name(_) => Problem::unusable(say::error_editor_name()),
        EditorError::Exists(name) => Problem::unusable(say::error_editor_exists(name)),
        EditorError::Unknown(name) => Problem::unusable(say::error_editor_unknown(name)),
        EditorError::Store(error) => desk::problem(error),
    })?;
    if out.is_json() {
        out.json(&as_json(&added))?;
    } else {
        out.say(&say::editor_added(added.name, role_word(added.role)))?;
    }
    Ok(Exit::Done)
}

/// Makes a link and says it, once.
async fn link(db: &Db, args: &LinkArgs, context: &mut Context<'_>) -> Result<Exit, Halt> {
    let serving = context.settings.serve.read()?;
    let made = serve::people(context, db)?.link_for(&args.name).await;
    let (editor, token) = made.map_err(|error| match &error {
        PeopleError::Name(_) => Problem::unusable(say::error_editor_name()),
        PeopleError::Missing(_) => Problem::unusable(say::error_editor_unknown(&args.name)),
        PeopleError::Store(error) => desk::problem(error),
        _ => Problem::failed(say::error_runtime()).because(&error),
    })?;
    let scheme = if serving.tls.is_some() { "https" } else { "http" };
    let base = serving.public_url.unwrap_or_else(|| format!("{scheme}://{}", serving.listen));
    let url = format!("{base}{}", link_path(&token));
    if context.out.is_json() {
        context.out.json(&serde_json::json!({"editor": as_json(&editor), "link": url}))?;
    } else {
        context.out.say(&say::people_cli_link(editor.name, url))?;
    }
    Ok(Exit::Done)
}

async fn list(db: &Db, out: &mut Out) -> Result<Exit, Halt> {
    let editors = editor::list(db).await.map_err(|error| desk::problem(&error))?;
    if out.is_json() {
        out.json(&editors.iter().map(as_json).collect::<Vec<_>>())?;
        return Ok(Exit::Done);
    }
    if editors.is_empty() {
        out.say(&say::editor_none())?;
    }
    for editor in editors {
        let (name, role) = (editor.name, role_word(editor.role));
        out.say(&if editor.active { say::editor_line(name, role) } else { say::editor_line_inactive(name, role) })?;
    }
    Ok(Exit::Done)
}

fn as_json(editor: &Editor) -> serde_json::Value {
    serde_json::json!({
        "id": editor.id.to_string(), "name": editor.name, "role": editor.role.as_str(), "active": editor.active,
    })
}

fn role_word(role: Role) -> Message {
    match role {
        Role::Contributor => say::role_contributor(),
        Role::Trainer => say::role_trainer(),
        Role::Editor => say::role_editor(),
        Role::Admin => say::role_admin(),
        Role::Auditor => say::role_auditor(),
    }
}
