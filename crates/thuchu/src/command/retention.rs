//! `thuchu retention`: what the next night deletes. Reads only; `serve` does the work.

use std::sync::Arc;

use thuchu_app::Desk;
use thuchu_app::retention::Nights;
use thuchu_say as say;
use thuchu_store::sealing::Keys;

use super::Context;
use crate::{
    desk,
    problem::{Exit, Halt},
    system::{SystemChance, SystemClock},
};

/// Looks and tells.
pub(crate) async fn run(context: &mut Context<'_>) -> Result<Exit, Halt> {
    let utc_offset_minutes = context.settings.serve.read()?.utc_offset_minutes;
    let db = desk::open_to_read(&context.settings).await?;
    let keys = Keys::in_folder(&context.settings.keys.value).map_err(|error| desk::problem(&error))?;
    let (clock, chance) = (Arc::new(SystemClock), Arc::new(SystemChance));
    let blobs = desk::blobs(&context.settings)?;
    let nights = Nights::new(Desk { db: db.clone(), blobs, keys, clock, chance, utc_offset_minutes });
    let night = nights.look().await.map_err(|error| desk::problem(&error))?;
    db.close().await;
    if context.out.is_json() {
        context.out.json(&night)?;
        return Ok(Exit::Done);
    }
    context.out.say(&say::retention_day(night.day.to_string()))?;
    let rows = night.rows;
    for (kind, count) in [
        ("message", rows.message),
        ("media", rows.media),
        ("answer_owed", rows.answer_owed),
        ("receipt", rows.receipt),
        ("appeal", rows.appeal),
        ("cluster_act", rows.cluster_act),
        ("seen_by_reader", rows.seen_by_reader),
        ("draft_history", rows.draft_history),
        ("webhook_try", rows.webhook_try),
        ("keys", night.keys.len() as u64),
    ] {
        context.out.say(&say::retention_line(say::retention_kind(kind), count))?;
    }
    context.out.say(&if night.done { say::retention_done() } else { say::retention_waits() })?;
    Ok(Exit::Done)
}
