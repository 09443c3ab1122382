//! Runs one worker: hands it a file, listens, and says how it ended.

use std::os::unix::process::ExitStatusExt as _;
use std::path::Path;
use std::process::{ExitStatus, Stdio};
use std::time::Duration;

use bytes::Bytes;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::process::{Child, Command};
use tokio::time::timeout;

/// The exit code of a program of ours that panicked.
const PANICKED: i32 = 101;

/// How a worker ended that gave no answer.
#[derive(Debug)]
pub(crate) enum Ended {
    /// What it read made it fall over: a fault of both, and no reason to try again.
    Panicked,
    /// It got no more memory.
    NoMemory,
    /// Its processor time was over.
    NoTime,
    /// Something else.
    Otherwise(String),
}

/// Why there is no answer.
#[derive(Debug)]
pub(crate) enum Broken {
    /// The worker ended.
    Ended(Ended),
    /// It was ended, for its time by the clock was over.
    TookTooLong,
    /// There was none.
    NoWorker(String),
}

/// Starts `PROGRAM --worker WORK`, hands it the file, and gives what it said, `most` bytes at most. Whoever drops the future
/// ends the worker.
pub(crate) async fn run(program: &Path, work: &str, file: Bytes, most: u64, time: Duration) -> Result<Bytes, Broken> {
    let mut child = start(program, work).map_err(no_worker)?;
    let answer = timeout(time, talk(&mut child, file, most)).await;
    match answer {
        Ok(Ok((status, answer))) => match ended(status) {
            None => Ok(answer),
            Some(how) => Err(Broken::Ended(how)),
        },
        // Ended here and waited for, so that the next in turn finds it gone.
        Ok(Err(error)) => Err(end(&mut child).await.err().unwrap_or(error)),
        Err(_) => Err(end(&mut child).await.err().unwrap_or(Broken::TookTooLong)),
    }
}

fn start(program: &Path, work: &str) -> std::io::Result<Child> {
    Command::new(program)
        .args([crate::worker::FLAG, work])
        .env_clear()
        .current_dir("/")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .kill_on_drop(true)
        .spawn()
}

/// Hands the file over while it listens, so that neither side waits for the other.
async fn talk(child: &mut Child, file: Bytes, most: u64) -> Result<(ExitStatus, Bytes), Broken> {
    let (Some(mut to), Some(from)) = (child.stdin.take(), child.stdout.take()) else {
        return Err(no_worker("it has no pipes"));
    };
    let hand_over = async move {
        // A worker that has read enough closes the pipe: how it ends tells why.
        let _ = to.write_all(&file).await;
    };
    let listen = async move {
        let mut answer = Vec::new();
        from.take(most + 1).read_to_end(&mut answer).await.map(|_| answer)
    };
    let ((), answer) = tokio::join!(hand_over, listen);
    let answer = answer.map_err(no_worker)?;
    if answer.len() as u64 > most {
        return Err(no_worker("it says too much"));
    }
    let status = child.wait().await.map_err(no_worker)?;
    Ok((status, answer.into()))
}

async fn end(child: &mut Child) -> Result<(), Broken> {
    child.kill().await.map_err(no_worker)
}

fn ended(status: ExitStatus) -> Option<Ended> {
    match (status.code(), status.signal()) {
        (Some(0), _) => None,
        // A library that calls itself without end runs out of its stack.
        (Some(PANICKED), _) | (_, Some(libc::SIGSEGV | libc::SIGBUS)) => Some(Ended::Panicked),
        // A program of ours that gets no more memory aborts.
        (_, Some(libc::SIGABRT)) => Some(Ended::NoMemory),
        (_, Some(libc::SIGXCPU)) => Some(Ended::NoTime),
        _ => Some(Ended::Otherwise(status.to_string())),
    }
}

fn no_worker(why: impl std::fmt::Display) -> Broken {
    Broken::NoWorker(why.to_string())
}
