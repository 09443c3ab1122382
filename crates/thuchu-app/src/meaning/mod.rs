//! Meaning: the model of a desk, what a message means to it, and the vectors of the checks.
//!
//! ```text
//! let meaning = Arc::new(Meaning::of(Folder::new(path), clock));  // nothing is opened yet; whoever else needs it shares it
//! let reading = Reading::new(db).with_meaning(meaning);
//! reading.keep_meaning().await;                // in a task: opens the model, then computes what is missing, for ever
//! let sense = reading.sense(text);             // of a message: before the matcher is locked, then forgotten
//! ```
//!
//! Without a model, while one is opened, and when one cannot be used, messages are found by their words: nothing here
//! ever stands in the way of an answer. Vectors of checks are kept in the store; a message's vector is its words in
//! another form and lives as long as the question. Which texts have vectors and how they are compared is left to
//! `thuchu-match`.

mod clear;
#[cfg(test)]
pub(crate) mod fake;
mod fill;
pub(crate) mod low;
mod source;
#[cfg(test)]
mod tests;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use std::time::Duration;

use thuchu_match::Sense;
use thuchu_model::{Clock, Sha256Hash};
use thuchu_say::{self as say, Message};
use thuchu_store::{Db, StoreError};

use crate::live::Live;

pub use source::{Embeds, Folder, Source, Stamp};
pub use thuchu_embed::{EmbedError, Quantised};

use fill::Fill;

/// How often it is looked whether checks have come that have no vectors.
const LOOK_EVERY: Duration = Duration::from_secs(1);
/// How often it is looked whether another model lies in the folder, in looks.
const LOOKS_BETWEEN: u32 = 30;
/// How long a store that does not answer is left alone.
const TRY_AGAIN: Duration = Duration::from_secs(5);

/// What a message means to one model. Never stored.
#[derive(Debug, Clone)]
pub struct Meant {
    pub(crate) model: Sha256Hash,
    pub(crate) sense: Sense,
    /// The hash of what was said.
    of: Sha256Hash,
}

impl Meant {
    /// Whether this is what these very words mean.
    pub(crate) fn is_of(&self, text: &str) -> bool {
        self.of == Sha256Hash::of(text.trim().as_bytes())
    }
}

/// How the model stands.
#[derive(Debug, Clone, Default)]
pub enum State {
    /// The operator wants none.
    #[default]
    Off,
    /// It is being opened.
    Opening,
    /// None is installed.
    Absent,
    /// It is used.
    Ready,
    /// What lies there cannot be used.
    Refused(Arc<EmbedError>),
}

/// How the model and the vectors stand.
#[derive(Debug, Clone, Default)]
pub struct Status {
    /// The model.
    pub state: State,
    /// Checks with vectors.
    pub done: usize,
    /// Checks in all.
    pub all: usize,
    /// Texts that were computed since the start.
    pub computed: u64,
    /// How many of them in a second of computing; 0 before the first.
    pub per_second: u64,
}

/// The model of a desk. One for a process.
#[derive(Default)]
pub struct Meaning {
    /// `None`: the operator wants none.
    source: Option<Box<dyn Source>>,
    clock: Option<Arc<dyn Clock>>,
    now: RwLock<Now>,
    figures: Mutex<Figures>,
}

/// The model that is used now.
#[derive(Default)]
struct Now {
    state: State,
    model: Option<Arc<dyn Embeds>>,
}

/// What was computed since the start.
#[derive(Debug, Clone, Copy, Default)]
struct Figures {
    texts: u64,
    micros: u64,
}

impl State {
    /// For programs: `off`, `opening`, `absent`, `ready`, `refused`.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Off => "off",
            Self::Opening => "opening",
            Self::Absent => "absent",
            Self::Ready => "ready",
            Self::Refused(_) => "refused",
        }
    }
}

impl Meaning {
    /// Of a desk without a model.
    #[must_use]
    pub fn off() -> Self {
        Self::default()
    }

    /// Of the model that lies there. Opens nothing before [`Meaning::keep`] or [`Meaning::open`].
    #[must_use]
    pub fn of(source: impl Source + 'static, clock: Arc<dyn Clock>) -> Self {
        let now = RwLock::new(Now { state: State::Opening, model: None });
        Self { source: Some(Box::new(source)), clock: Some(clock), now, figures: Mutex::default() }
    }

    /// What a message means; `None` without a model. Work for the processor: some ten milliseconds for a short message.
    /// Call it where that may be done, and before the matcher is locked.
    #[must_use]
    pub fn sense(&self, text: &str) -> Option<Meant> {
        let model = self.model()?;
        let of = Sha256Hash::of(text.trim().as_bytes());
        Some(Meant { model: model.id(), sense: sense_by(&*model, text)?, of })
    }

    /// A vector for each text; `None` without a model.
    #[must_use]
    pub fn embed(&self, texts: &[&str]) -> Option<Vec<Quantised>> {
        Some(self.model()?.embed(texts))
    }

    /// How the model stands.
    #[must_use]
    pub fn state(&self) -> State {
        self.now.read().unwrap_or_else(PoisonError::into_inner).state.clone()
    }

    /// How the model and the vectors of these checks stand.
    #[must_use]
    pub fn status(&self, live: &Live) -> Status {
        let (done, all) = live.vectors();
        let Figures { texts, micros } = *self.figures.lock().unwrap_or_else(PoisonError::into_inner);
        let per_second = texts.saturating_mul(1_000_000).checked_div(micros).unwrap_or(0);
        Status { state: self.state(), done, all, computed: texts, per_second }
    }

    /// Opens what lies there. Reads some hundred megabytes.
    pub fn open(&self) -> State {
        let Some(source) = &self.source else { return State::Off };
        let (state, model) = match source.open() {
            Ok(Some(model)) => (State::Ready, Some(model)),
            Ok(None) => (State::Absent, None),
            Err(error) => (State::Refused(Arc::new(error)), None),
        };
        *self.now.write().unwrap_or_else(PoisonError::into_inner) = Now { state: state.clone(), model };
        state
    }

    /// Gives the checks their vectors: opens the model, reads what was computed before, computes what is missing, and goes
    /// on doing so as checks come; takes another model when one is installed. For ever, unless there is to be none.
    pub async fn keep(self: Arc<Self>, live: &Live, db: &Db) {
        if self.source.is_none() {
            return;
        }
        let (mut fill, mut stamp, mut looks) = (Fill::default(), None, 0_u32);
        loop {
            if looks == 0 {
                self.look(&mut stamp, &mut fill).await;
                looks = LOOKS_BETWEEN;
            }
            let rest = match self.step(&mut fill, live, db).await {
                Ok(true) => continue,
                Ok(false) => LOOK_EVERY,
                Err(error) => {
                    tracing::debug!(code = error.code(), "vectors wait for the store");
                    TRY_AGAIN
                }
            };
            tokio::time::sleep(rest).await;
            looks -= 1;
        }
    }

    /// Opens the model if it is not the one that was there at the last look.
    async fn look(self: &Arc<Self>, seen: &mut Option<Stamp>, fill: &mut Fill) {
        let own = self.clone();
        let found = tokio::task::spawn_blocking(move || own.source.as_ref().map(|source| source.stamp())).await;
        let Ok(Some(found)) = found else { return };
        if seen.as_ref() == Some(&found) {
            return;
        }
        let own = self.clone();
        let Ok(state) = tokio::task::spawn_blocking(move || own.open()).await else { return };
        *seen = Some(found);
        *fill = Fill::default();
        match &state {
            State::Refused(error) => {
                let code = error.code();
                tracing::error!(code, %error, "the model cannot be used; messages are found by their words");
            }
            State::Ready => tracing::info!("the model is opened"),
            State::Absent => tracing::info!("no model is installed; messages are found by their words"),
            State::Off | State::Opening => {}
        }
    }

    /// Does a small part of what is missing. `false` when nothing is.
    async fn step(&self, fill: &mut Fill, live: &Live, db: &Db) -> Result<bool, StoreError> {
        let (Some(model), Some(clock)) = (self.model(), &self.clock) else { return Ok(false) };
        let count = |texts, micros| {
            let mut figures = self.figures.lock().unwrap_or_else(PoisonError::into_inner);
            figures.texts += texts;
            figures.micros += micros;
        };
        fill.step(&model, live, db, &**clock, &count).await
    }

    /// Gives the checks their vectors as far as they were computed before, and computes `most` texts at the most; for a
    /// program that asks once. What the store refuses to keep is used all the same.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn fill(&self, live: &Live, db: &Db, most: u64) -> Result<(), StoreError> {
        let mut fill = Fill::at_most(most);
        while self.step(&mut fill, live, db).await? {}
        Ok(())
    }

    /// The model that is used now.
    pub(crate) fn model(&self) -> Option<Arc<dyn Embeds>> {
        self.now.read().unwrap_or_else(PoisonError::into_inner).model.clone()
    }
}

/// What a text means to a model; `None` where the model fails at it, for words alone do then.
pub(crate) fn sense_by(model: &dyn Embeds, text: &str) -> Option<Sense> {
    let sense = catch_unwind(AssertUnwindSafe(|| Sense::of(text, &mut |texts| model.embed(texts))));
    sense.ok().filter(|sense| !sense.is_empty())
}

/// Why a model cannot be used and what to do about it, in words for people.
#[must_use]
pub fn why(error: &EmbedError) -> Message {
    match error {
        EmbedError::Missing { path } => say::error_model_missing(path.parent().unwrap_or(path).display()),
        EmbedError::Io { path, .. } => say::error_model_io(path.display()),
        EmbedError::WrongModel { file, .. } => say::error_model_wrong(*file),
        EmbedError::TooLarge { file, .. } => say::error_model_too_large(*file),
        EmbedError::Damaged { file, .. } => say::error_model_damaged(*file),
        _ => say::error_model_checksum(),
    }
}
