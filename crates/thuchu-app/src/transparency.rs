//! What the desk did, year by year, for everybody to read.
//!
//! Nothing here is derived from messages: these are acts of the desk itself, each of which is public already. How many people
//! asked is told elsewhere, by TRUST R65.

use thuchu_model::Day;
use thuchu_store::audit::daily::{self, DailyHead};
use thuchu_store::{StoreError, yearly};

pub use thuchu_store::yearly::Yearly;

use crate::Desk;
use crate::reading::Later;

/// Years that are told of, at most.
const MOST: usize = 30;

/// What everybody may read of the desk's work.
#[derive(Debug, Clone)]
pub struct Told {
    /// The numbers of the years since the desk began, newest first.
    pub years: Vec<(i16, Yearly)>,
    /// The newest published head of the audit chain.
    pub head: Option<DailyHead>,
}

/// Reads it.
///
/// # Errors
/// When the store does not answer.
#[must_use]
pub fn transparency(desk: &Desk) -> Later<Told> {
    let desk = desk.clone();
    Box::pin(async move { Ok(read(&desk).await?) })
}

async fn read(desk: &Desk) -> Result<Told, StoreError> {
    let mut read = desk.db.read();
    let head = daily::page(&mut read, None, 1).await?.into_iter().next();
    let Some(began) = yearly::began(&mut read).await? else { return Ok(Told { years: Vec::new(), head }) };
    let (first, last) = (desk.day_of(began).parts().0, desk.today().parts().0);
    let mut years = Vec::new();
    for year in (first..=last).rev().take(MOST) {
        let bounds = Day::new(year, 1, 1).zip(year.checked_add(1).and_then(|next| Day::new(next, 1, 1)));
        let Some((begin, end)) = bounds else { continue };
        years.push((year, yearly::between(&mut read, desk.midnight(begin), desk.midnight(end)).await?));
    }
    Ok(Told { years, head })
}
