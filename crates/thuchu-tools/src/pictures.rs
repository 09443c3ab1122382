//! The desk's side: starts workers, few at a time, and ends them.

use std::path::PathBuf;
use std::time::Duration;

use bytes::Bytes;
use tokio::sync::Semaphore;
use tokio::time::timeout;

use crate::run::{Broken, Ended, run};
use crate::{Picture, PictureError, Refusal, clean, frame, worker};

/// How much work is done at a time, and for how long.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// The most workers at a time.
    pub at_once: usize,
    /// How long a picture waits for its turn.
    pub wait: Duration,
    /// How long a worker lives.
    pub time: Duration,
}

impl Default for Limits {
    /// Two at a time; five seconds to wait, five to work.
    fn default() -> Self {
        Self { at_once: 2, wait: Duration::from_secs(5), time: Duration::from_secs(5) }
    }
}

/// Cleans pictures, each in a worker of its own.
#[derive(Debug)]
pub struct Pictures {
    program: PathBuf,
    limits: Limits,
    turns: Semaphore,
}

impl Pictures {
    /// Workers are this program, called `PROGRAM --worker picture`, which must hand over to [`worker::run`]. A desk
    /// names itself by `/proc/self/exe`: a newer program that was put in its place is then not mistaken for it.
    #[must_use]
    pub fn new(program: impl Into<PathBuf>, limits: Limits) -> Self {
        Self { program: program.into(), limits, turns: Semaphore::new(limits.at_once) }
    }

    /// The picture anew, without anything that came along with its pixels. Who drops the future ends the worker.
    ///
    /// # Errors
    /// The picture is refused, took too long, had to wait too long, or no worker answered.
    pub async fn clean(&self, file: Bytes) -> Result<Picture, PictureError> {
        // No worker is started for what can be refused at a glance.
        clean::format(&file)?;
        let turn = timeout(self.limits.wait, self.turns.acquire()).await;
        let Ok(Ok(_turn)) = turn else { return Err(PictureError::Busy) };
        match run(&self.program, worker::PICTURE, file, frame::MAX_ANSWER, self.limits.time).await {
            Ok(answer) => {
                frame::read(&answer).ok_or_else(|| no_worker("its answer is not one of ours"))?.map_err(Into::into)
            }
            Err(Broken::Ended(Ended::Panicked)) => Err(Refusal::Broken.into()),
            Err(Broken::Ended(Ended::NoMemory)) => Err(Refusal::TooManyPixels.into()),
            Err(Broken::Ended(Ended::NoTime) | Broken::TookTooLong) => Err(PictureError::TookTooLong),
            Err(Broken::Ended(Ended::Otherwise(why)) | Broken::NoWorker(why)) => Err(no_worker(&why)),
        }
    }
}

fn no_worker(why: &str) -> PictureError {
    PictureError::NoWorker(why.to_owned())
}
