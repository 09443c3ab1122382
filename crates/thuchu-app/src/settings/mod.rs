//! What the desk decided about itself: kept in memory on every node, read again when anything was changed, changed by
//! admins only, each change audited by its names, and each part can be taken back once.

pub mod logo;
mod own_pages;
mod sections;
#[cfg(test)]
mod tests;
mod why;

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use std::time::Duration;

use thuchu_model::{AuditObject, DeskSettings, RatingScale};
use thuchu_store::desk_settings::{self, StoredSetting};
use thuchu_store::{Source, StoreError, Tx, audit, public_changes, settings};

use crate::Desk;
use crate::people::{Barred, Person, barred_from_settings};
use crate::reading::Later;

pub use thuchu_store::public_changes::{ChangePlace, ChangeShown, PublicChange};

pub use sections::{Refused, Section, Typed, calibrated};
pub use why::Why;

/// What is in force at one moment.
#[derive(Debug, Clone)]
pub struct Current {
    /// Another number for other settings.
    pub version: i64,
    /// The settings.
    pub settings: DeskSettings,
    /// The scale that new checks are rated on.
    pub scale: RatingScale,
    /// Every scale there is: the built-in one, then those that were brought.
    pub scales: Vec<RatingScale>,
    /// When each value was set.
    at: BTreeMap<String, i64>,
    /// Which parts can be taken back.
    undoable: Vec<Section>,
}

/// Who is told when something changed.
type Listener = Box<dyn Fn(&Arc<Current>) + Send + Sync>;

/// The settings of a desk. One for a process.
pub struct Settings {
    desk: Desk,
    current: RwLock<Arc<Current>>,
    listeners: Mutex<Vec<Listener>>,
}

/// Why settings stay as they are.
#[derive(Debug, thiserror::Error)]
pub enum SettingsError {
    /// What was typed cannot be used, field by field.
    #[error("{} values cannot be used", .0.len())]
    Refused(Vec<Refused>),
    /// The role does not allow it, or not any more.
    #[error("the role does not allow this")]
    NotAllowed,
    /// The second factor must be shown again first.
    #[error("the second factor must be shown again")]
    NotFresh,
    /// Somebody else changed the same part since the form was opened.
    #[error("somebody else was first")]
    Meanwhile,
    /// Nothing would change.
    #[error("nothing would change")]
    Same,
    /// The store refused.
    #[error(transparent)]
    Store(StoreError),
}

impl From<StoreError> for SettingsError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Conflict { .. } => Self::Meanwhile,
            other => Self::Store(other),
        }
    }
}

impl SettingsError {
    /// The stable code, for programs and the log.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Refused(_) => "settings.refused",
            Self::NotAllowed => "settings.not_allowed",
            Self::NotFresh => "access.not_fresh",
            Self::Meanwhile => "settings.meanwhile",
            Self::Same => "settings.same",
            Self::Store(error) => error.code(),
        }
    }
}

impl Current {
    fn of(version: i64, stored: &[StoredSetting]) -> Self {
        let (settings, unreadable) = desk_settings::taken(stored);
        if !unreadable.is_empty() {
            tracing::warn!(names = ?unreadable, "settings cannot be read and are as at first");
        }
        let scale = settings.scale_in_force();
        let scales = std::iter::once(RatingScale::built_in()).chain(settings.scales.iter().cloned()).collect();
        let at: BTreeMap<_, _> = stored.iter().map(|one| (one.name.clone(), one.at.micros())).collect();
        let undoable = Section::ALL.into_iter().filter(|section| at.contains_key(&section.before())).collect();
        Self { version, settings, scale, scales, at, undoable }
    }

    /// When a part was last changed, 0 for never: whoever saves it names what they saw.
    #[must_use]
    pub fn seen(&self, section: Section) -> i64 {
        section.names().iter().filter_map(|name| self.at.get(*name)).copied().max().unwrap_or(0)
    }

    /// Whether the last change of this part can be taken back.
    #[must_use]
    pub fn is_undoable(&self, section: Section) -> bool {
        self.undoable.contains(&section)
    }
}

impl Settings {
    /// Those of a desk, as at first until [`Settings::refresh`].
    #[must_use]
    pub fn new(desk: Desk) -> Self {
        Self { desk, current: RwLock::new(Arc::new(Current::of(-1, &[]))), listeners: Mutex::default() }
    }

    /// What is in force.
    #[must_use]
    pub fn current(&self) -> Arc<Current> {
        self.current.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Tells somebody now, and whenever anything was changed.
    pub fn listen(&self, listener: impl Fn(&Arc<Current>) + Send + Sync + 'static) {
        listener(&self.current());
        self.listeners.lock().unwrap_or_else(PoisonError::into_inner).push(Box::new(listener));
    }

    /// Reads everything again if anything was changed, by whichever node. Whether it was.
    ///
    /// # Errors
    /// When the store does not answer; what was in force stays in force.
    pub async fn refresh(&self) -> Result<bool, StoreError> {
        let mut read = self.desk.db.read();
        // The number first: what is read after it is at least as new, and read again at the next number.
        let version = desk_settings::version(&mut read).await?;
        if version == self.current().version {
            return Ok(false);
        }
        let next = Arc::new(Current::of(version, &desk_settings::all(&mut read).await?));
        *self.current.write().unwrap_or_else(PoisonError::into_inner) = next.clone();
        for listener in &*self.listeners.lock().unwrap_or_else(PoisonError::into_inner) {
            listener(&next);
        }
        Ok(true)
    }

    /// Looks for changes for ever, `every` so often. A store that does not answer is told of by who follows the checks.
    pub async fn follow(&self, every: Duration) {
        loop {
            // What was read stays in force until the store answers again.
            let _ = self.refresh().await;
            tokio::time::sleep(every).await;
        }
    }

    /// Changes a part to what was typed. `seen` is [`Current::seen`] of when the form was opened.
    ///
    /// # Errors
    /// [`SettingsError::Refused`] names the fields; nothing is changed then.
    pub async fn change(
        &self,
        person: &Person,
        section: Section,
        typed: &Typed,
        seen: i64,
    ) -> Result<(), SettingsError> {
        let mut tx = self.desk.db.begin().await?;
        let before = self.begin(&mut tx, person).await?;
        if before.seen(section) != seen {
            return Err(SettingsError::Meanwhile);
        }
        let wanted = section.read(typed, &before).map_err(SettingsError::Refused)?;
        self.write(tx, person, section, wanted).await
    }

    /// Takes the last change of a part back; once more, and it is there again.
    ///
    /// # Errors
    /// [`SettingsError::Same`] when nothing was changed.
    pub async fn undo(&self, person: &Person, section: Section) -> Result<(), SettingsError> {
        let mut tx = self.desk.db.begin().await?;
        self.begin(&mut tx, person).await?;
        let kept = settings::get(&mut tx, &section.before()).await?.ok_or(SettingsError::Same)?;
        let wanted: Vec<(String, String)> = serde_json::from_str(&kept).map_err(|_| SettingsError::Same)?;
        self.write(tx, person, section, wanted).await
    }

    /// The settings as the store has them in this unit of work, for somebody who may change them.
    async fn begin(&self, tx: &mut Tx, person: &Person) -> Result<Current, SettingsError> {
        match barred_from_settings(tx, person, self.desk.now()).await? {
            Some(Barred::NotAllowed) => return Err(SettingsError::NotAllowed),
            Some(Barred::NotFresh) => return Err(SettingsError::NotFresh),
            None => {}
        }
        // Two who save at once are one after the other from here on.
        desk_settings::hold(tx).await?;
        Ok(Current::of(0, &desk_settings::all(tx).await?))
    }

    /// Writes what differs, keeps what was before, and puts the names into the trail.
    async fn write(
        &self,
        mut tx: Tx,
        person: &Person,
        section: Section,
        wanted: Vec<(String, String)>,
    ) -> Result<(), SettingsError> {
        let (now, mut before) = (self.desk.now(), Vec::new());
        for (name, value) in &wanted {
            let old = settings::get(&mut tx, name).await?.unwrap_or_else(|| Section::at_first(name));
            if old != *value {
                settings::set(&mut tx, name, value, now).await?;
                before.push((name.clone(), old));
            }
        }
        if before.is_empty() {
            return Err(SettingsError::Same);
        }
        let names: Vec<&String> = before.iter().map(|(name, _)| name).collect();
        let detail = serde_json::json!({ "part": section.as_str(), "names": names });
        // A scale that was brought stays; only which one is used is taken back.
        let kept: Vec<_> = before.iter().filter(|(name, _)| !name.starts_with("scale.text.")).collect();
        let kept = serde_json::to_string(&kept).map_err(|error| StoreError::Database(error.to_string()))?;
        settings::set(&mut tx, &section.before(), &kept, now).await?;
        audit::append(&mut tx, &[person.editor.id], crate::act("settings.changed")?, AuditObject::Desk, &detail, now)
            .await?;
        tx.commit().await?;
        self.refresh().await?;
        Ok(())
    }
}

/// A page of what readers are told about published checks, after a place, newest first.
///
/// # Errors
/// When the store does not answer.
#[must_use]
pub fn public_changes(desk: &Desk, after: Option<ChangePlace>, limit: u32) -> Later<Vec<PublicChange>> {
    let mut read = desk.db.read();
    Box::pin(async move { Ok(public_changes::newest(&mut read, after, limit).await?) })
}

/// The scale that new checks are rated on, within a unit of work.
///
/// # Errors
/// When the store does not answer.
pub async fn scale_in_force(from: &mut impl Source) -> Result<RatingScale, StoreError> {
    Ok(desk_settings::load(from).await?.0.scale_in_force())
}
