//! Words in pictures, read by `tesseract` where the machine has it: for search, never for quoting.

use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;

use bytes::Bytes;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::process::Command;
use tokio::sync::Semaphore;
use tokio::time::timeout;

/// Bytes of address space of one reading: 1 GiB.
const MEMORY: u64 = 1 << 30;
/// Seconds of processor time of one reading.
const SECONDS: u64 = 30;
/// The most bytes of words.
const MOST_TEXT: u64 = 200 * 1024;
/// How long somebody waits for their turn.
const WAIT: Duration = Duration::from_secs(60);

/// Why there are no words.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum OcrError {
    /// It took too long, or others were before it for too long.
    #[error("reading the picture took too long")]
    TookTooLong,
    /// It ended without words. For the operator: how.
    #[error("tesseract gave no words: {0}")]
    Failed(String),
}

/// Reads words in pictures, one picture at a time.
#[derive(Debug)]
pub struct Ocr {
    program: PathBuf,
    langs: &'static str,
    turn: Semaphore,
}

impl Ocr {
    /// Looks for `tesseract` and its data for Vietnamese. `None`: the machine does not have it.
    #[must_use]
    pub fn find() -> Option<Self> {
        let program = on_path("tesseract")?;
        let asked = std::process::Command::new(&program).arg("--list-langs").stdin(Stdio::null()).output().ok()?;
        let said = [asked.stdout, asked.stderr].concat();
        let has = |lang: &[u8]| said.split(|byte| *byte == b'\n').any(|line| line.trim_ascii() == lang);
        let langs = match (has(b"vie"), has(b"eng")) {
            (true, true) => "vie+eng",
            (true, false) => "vie",
            (false, true) => "eng",
            (false, false) => return None,
        };
        Some(Self { program, langs, turn: Semaphore::new(1) })
    }

    /// The words of a picture that was written anew by us.
    ///
    /// # Errors
    /// It took too long, or gave none.
    pub async fn read(&self, picture: Bytes) -> Result<String, OcrError> {
        let Ok(Ok(_turn)) = timeout(WAIT, self.turn.acquire()).await else { return Err(OcrError::TookTooLong) };
        let mut command = Command::new(&self.program);
        command
            .args(["stdin", "stdout", "-l", self.langs])
            .env_clear()
            .env("OMP_THREAD_LIMIT", "1")
            .envs(std::env::var_os("TESSDATA_PREFIX").map(|folder| ("TESSDATA_PREFIX", folder)))
            .current_dir("/")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .kill_on_drop(true);
        limited(&mut command);
        let failed = |why: &dyn std::fmt::Display| OcrError::Failed(why.to_string());
        let mut child = command.spawn().map_err(|error| failed(&error))?;
        let (Some(mut to), Some(from)) = (child.stdin.take(), child.stdout.take()) else {
            return Err(failed(&"no pipes"));
        };
        let work = async {
            let hand_over = async move {
                let _ = to.write_all(&picture).await;
            };
            let listen = async {
                let mut words = Vec::new();
                from.take(MOST_TEXT).read_to_end(&mut words).await.map(|_| words)
            };
            let ((), words) = tokio::join!(hand_over, listen);
            let words = words.map_err(|error| failed(&error))?;
            let status = child.wait().await.map_err(|error| failed(&error))?;
            if status.success() { Ok(words) } else { Err(failed(&status)) }
        };
        let words = timeout(Duration::from_secs(SECONDS * 2), work).await.map_err(|_| OcrError::TookTooLong)??;
        Ok(String::from_utf8_lossy(&words).chars().filter(|letter| !letter.is_control() || *letter == '\n').collect())
    }
}

/// A program of the machine, by its name.
pub(crate) fn on_path(name: &str) -> Option<PathBuf> {
    let folders = std::env::var_os("PATH")?;
    std::env::split_paths(&folders).map(|folder| folder.join(name)).find(|path| is_program(path))
}

fn is_program(path: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt as _;
    path.metadata().is_ok_and(|about| about.is_file() && about.permissions().mode() & 0o111 != 0)
}

/// Takes memory and time away from the child before it becomes the program.
#[expect(unsafe_code, reason = "there is no other way to limit a program that is not ours")]
fn limited(command: &mut Command) {
    use rustix::process::{Resource, Rlimit, setrlimit};
    let limit = |most| Rlimit { current: Some(most), maximum: Some(most) };
    // SAFETY: between fork and exec only system calls are made; nothing is allocated and no lock is taken.
    unsafe {
        command.pre_exec(move || {
            setrlimit(Resource::As, limit(MEMORY))?;
            setrlimit(Resource::Cpu, limit(SECONDS))?;
            setrlimit(Resource::Core, limit(0))?;
            setrlimit(Resource::Fsize, limit(0))?;
            Ok(())
        });
    }
}
