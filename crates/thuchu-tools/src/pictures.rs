//! The desk's side: starts workers, few at a time, and ends them.

use std::os::unix::process::ExitStatusExt as _;
use std::path::PathBuf;
use std::process::{ExitStatus, Stdio};
use std::time::Duration;

use bytes::Bytes;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::process::{Child, Command};
use tokio::sync::Semaphore;
use tokio::time::timeout;

use crate::{Picture, PictureError, Refusal, clean, frame, worker};

/// The exit code of a program of ours that panicked.
const PANICKED: i32 = 101;

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
        let mut child = self.start()?;
        let answer = timeout(self.limits.time, talk(&mut child, file)).await;
        match answer {
            Ok(Ok((status, answer))) => judge(status, &answer),
            // Ended here and waited for, so that the next in turn finds it gone.
            Ok(Err(error)) => end(&mut child).await.and(Err(error)),
            Err(_) => end(&mut child).await.and(Err(PictureError::TookTooLong)),
        }
    }

    fn start(&self) -> Result<Child, PictureError> {
        Command::new(&self.program)
            .args(worker::CALL)
            .env_clear()
            .current_dir("/")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .kill_on_drop(true)
            .spawn()
            .map_err(|error| no_worker(&error))
    }
}

/// Hands the file over while it listens, so that neither side waits for the other. Gives how the worker ended, and
/// what it said.
async fn talk(child: &mut Child, file: Bytes) -> Result<(ExitStatus, Bytes), PictureError> {
    let (Some(mut to), Some(from)) = (child.stdin.take(), child.stdout.take()) else {
        return Err(no_worker(&"it has no pipes"));
    };
    let hand_over = async move {
        // A worker that has read enough closes the pipe: how it ends tells why.
        let _ = to.write_all(&file).await;
    };
    let listen = async move {
        let mut answer = Vec::new();
        from.take(frame::MAX_ANSWER + 1).read_to_end(&mut answer).await.map(|_| answer)
    };
    let ((), answer) = tokio::join!(hand_over, listen);
    let answer = answer.map_err(|error| no_worker(&error))?;
    if answer.len() as u64 > frame::MAX_ANSWER {
        return Err(no_worker(&"it says too much"));
    }
    let status = child.wait().await.map_err(|error| no_worker(&error))?;
    Ok((status, answer.into()))
}

async fn end(child: &mut Child) -> Result<(), PictureError> {
    child.kill().await.map_err(|error| no_worker(&error))
}

fn judge(status: ExitStatus, answer: &Bytes) -> Result<Picture, PictureError> {
    match (status.code(), status.signal()) {
        (Some(0), _) => {
            frame::read(answer).ok_or_else(|| no_worker(&"its answer is not one of ours"))?.map_err(Into::into)
        }
        // The decoder fell over the picture: a fault of both, and no reason to try again.
        (Some(PANICKED), _) => Err(Refusal::Broken.into()),
        // A program of ours that gets no more memory aborts.
        (_, Some(libc::SIGABRT)) => Err(Refusal::TooManyPixels.into()),
        (_, Some(libc::SIGXCPU)) => Err(PictureError::TookTooLong),
        _ => Err(no_worker(&status)),
    }
}

fn no_worker(why: &dyn std::fmt::Display) -> PictureError {
    PictureError::NoWorker(why.to_string())
}
