//! How a page looks: a picture of our own stored copy, drawn by chromium where the machine has it.
//!
//! The browser gets one document and nothing else. It runs with its own sandbox, an empty profile in a folder that is gone
//! afterwards, every name mapped away, and a proxy on loopback as its only way out, which serves that one document under a policy
//! that takes scripts and every right away, and refuses everything else. (Chromium's own switch for scripts cannot be used: then
//! it draws nothing.) The copy asks for nothing; this holds should it ever do.

mod proxy;

use std::io::Cursor;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;

use bytes::Bytes;
use tempfile::TempDir;
use tokio::process::{Child, Command};
use tokio::sync::Semaphore;
use tokio::time::timeout;

use crate::ocr::on_path;

/// How long a picture may take.
const TIME: Duration = Duration::from_secs(25);
/// How long somebody waits for their turn.
const WAIT: Duration = Duration::from_secs(60);
/// Width and height of the window, in pixels: the beginning of a page as most people see it.
const WINDOW: (u32, u32) = (1_280, 1_800);
/// The most bytes of a picture.
const MOST_BYTES: u64 = 8 * 1024 * 1024;
/// Who chromium runs as where the desk runs as root: nobody. Its sandbox refuses root, and is never switched off.
const NOBODY: u32 = 65_534;
/// The name under which the copy is served; no such name can exist (RFC 2606).
const HOST: &str = "copy.invalid";

/// Why there is no picture.
#[derive(Debug, thiserror::Error)]
pub enum ScreenshotError {
    /// It took too long, or others were before it for too long.
    #[error("drawing the page took too long")]
    TookTooLong,
    /// The browser ended without a picture. For the operator: how.
    #[error("chromium gave no picture: {0}")]
    Failed(String),
    /// What it gave is no picture as ours are.
    #[error("what chromium gave is no picture, or too large")]
    NotAPicture,
    /// A folder, a port or a process could not be had.
    #[error(transparent)]
    Machine(#[from] std::io::Error),
}

/// A picture of a page.
#[derive(Debug, Clone)]
pub struct Taken {
    /// PNG.
    pub picture: Bytes,
    /// How often the browser asked for something that is not the page, and was refused.
    pub refused: u64,
}

/// Draws pages, one at a time.
#[derive(Debug)]
pub struct Screenshots {
    program: PathBuf,
    turn: Semaphore,
}

impl Screenshots {
    /// Looks for chromium. `None`: the machine does not have it.
    #[must_use]
    pub fn find() -> Option<Self> {
        let program = ["chromium", "chromium-browser", "google-chrome"].into_iter().find_map(on_path)?;
        Some(Self { program, turn: Semaphore::new(1) })
    }

    /// Draws the beginning of this page, which must be one of our inert copies.
    ///
    /// # Errors
    /// [`ScreenshotError`]; a page without a picture is a page all the same.
    pub async fn take(&self, html: Bytes) -> Result<Taken, ScreenshotError> {
        let Ok(Ok(_turn)) = timeout(WAIT, self.turn.acquire()).await else { return Err(ScreenshotError::TookTooLong) };
        let folder = own_folder()?;
        let proxy = proxy::Proxy::start(HOST, html).await?;
        let picture = folder.path().join("page.png");
        let mut child = self.start(folder.path(), &picture, proxy.port())?;
        let ended = timeout(TIME, child.wait()).await;
        // Its helpers are of the same group: none outlives this.
        end_group(&child).await;
        let _ = child.kill().await;
        let status = ended.map_err(|_| ScreenshotError::TookTooLong)??;
        if !status.success() {
            return Err(ScreenshotError::Failed(status.to_string()));
        }
        let size = std::fs::symlink_metadata(&picture).map_err(|_| ScreenshotError::Failed("no file".to_owned()))?;
        if !size.is_file() || size.len() > MOST_BYTES {
            return Err(ScreenshotError::NotAPicture);
        }
        let bytes = tokio::fs::read(&picture).await?;
        let picture = whole_png(&bytes).ok_or(ScreenshotError::NotAPicture)?;
        Ok(Taken { picture, refused: proxy.refused() })
    }

    fn start(&self, folder: &Path, picture: &Path, port: u16) -> std::io::Result<Child> {
        let mut command = Command::new(&self.program);
        command
            .args([
                "--headless",
                "--disable-gpu",
                "--disable-extensions",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-default-apps",
                "--disable-domain-reliability",
                "--disable-features=WebRtcHideLocalIpsWithMdns,OptimizationHints,MediaRouter,Translate",
                "--disable-quic",
                "--disable-sync",
                "--disable-client-side-phishing-detection",
                "--dns-prefetch-disable",
                "--force-color-profile=srgb",
                "--hide-scrollbars",
                "--mute-audio",
                "--no-first-run",
                "--no-pings",
                "--webrtc-ip-handling-policy=disable_non_proxied_udp",
                // Every name leads nowhere, and what is an address already goes to the proxy as well.
                "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
                "--proxy-bypass-list=<-loopback>",
            ])
            .arg(format!("--proxy-server=http://127.0.0.1:{port}"))
            .arg(format!("--window-size={},{}", WINDOW.0, WINDOW.1))
            .arg(format!("--user-data-dir={}", folder.join("profile").display()))
            .arg(format!("--screenshot={}", picture.display()))
            .arg(format!("http://{HOST}/"))
            .env_clear()
            .env("HOME", folder)
            .env("TMPDIR", folder)
            .env("PATH", "/usr/bin:/bin")
            .env("LANG", "vi_VN.UTF-8")
            .current_dir(folder)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .process_group(0)
            .kill_on_drop(true);
        if rustix::process::geteuid().is_root() {
            command.uid(NOBODY).gid(NOBODY);
        }
        command.spawn()
    }
}

/// A folder of the child's own, gone with the value.
fn own_folder() -> std::io::Result<TempDir> {
    let folder = tempfile::Builder::new().prefix("thuchu-page-").tempdir()?;
    if rustix::process::geteuid().is_root() {
        std::os::unix::fs::chown(folder.path(), Some(NOBODY), Some(NOBODY))?;
    }
    Ok(folder)
}

/// Ends the browser and everything that it started.
async fn end_group(child: &Child) {
    let group = child.id().and_then(|id| i32::try_from(id).ok()).and_then(rustix::process::Pid::from_raw);
    if let Some(group) = group {
        let _ = rustix::process::kill_process_group(group, rustix::process::Signal::KILL);
    }
}

/// The picture, if it begins and ends as a PNG and is as wide as it was asked for. Its maker is our own child in a sandbox, so its
/// pixels are not decoded here.
fn whole_png(bytes: &[u8]) -> Option<Bytes> {
    let size = image::ImageReader::with_format(Cursor::new(bytes), image::ImageFormat::Png).into_dimensions().ok()?;
    let ends = bytes.ends_with(b"IEND\xaeB`\x82");
    (ends && size.0 <= WINDOW.0 && size.1 <= WINDOW.1).then(|| Bytes::copy_from_slice(bytes))
}
