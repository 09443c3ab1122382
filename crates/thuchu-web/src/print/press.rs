//! The press: the typesetter, which is made when somebody first needs it, and what it made, kept in memory.
//!
//! Typesetting keeps a processor busy, so it has turns of its own, fewer than there are processors: questions are
//! answered meanwhile. Who asks for too much that is not made yet waits, as with searches.

use std::sync::{Arc, OnceLock};
use std::time::Duration;

use axum::http::HeaderMap;
use thuchu_listen::Client;
use thuchu_print::{Base, Engine, PrintError};
use thuchu_say as say;
use tokio::sync::Semaphore;

use crate::cache::{Cache, Rendered};
use crate::error::Fault;
use crate::site::Site;

/// Bytes of prints and pictures that are kept: about a hundred of them.
const KEPT_BYTES: usize = 6 << 20;
/// How long a print waits for its turn.
const PATIENCE: Duration = Duration::from_secs(8);

/// The typesetter of a site.
pub(crate) struct Press {
    /// Under which address readers reach the site; none where the operator did not say, and then nothing is printed.
    base: Option<Base>,
    engine: OnceLock<Option<Engine>>,
    turns: Arc<Semaphore>,
    kept: Cache,
}

impl Press {
    /// For a site under this address with so many workers, of which printing keeps a quarter busy at most.
    pub(crate) fn new(public_url: Option<&str>, workers: usize) -> Self {
        Self {
            base: public_url.and_then(|url| Base::parse(url).ok()),
            engine: OnceLock::new(),
            turns: Arc::new(Semaphore::new((workers / 4).max(1))),
            kept: Cache::new(KEPT_BYTES),
        }
    }

    /// The site's address.
    ///
    /// # Errors
    /// A page that tells the operator what is missing.
    pub(crate) fn base(&self) -> Result<&Base, Fault> {
        self.base.as_ref().ok_or_else(|| Fault::NotPrinted("print.no_address", say::share_fault_no_address()))
    }

    fn engine(&self) -> Option<&Engine> {
        let made = self.engine.get_or_init(|| {
            Engine::new().inspect_err(|error| tracing::error!(%error, "the typesetter cannot be made")).ok()
        });
        made.as_ref()
    }
}

/// What a print is kept under.
pub(super) struct Key {
    /// The version of the desk's settings, read before anything that is printed.
    pub(super) settings: i64,
    /// Everything else that it is made of.
    pub(super) rest: String,
}

/// What `work` prints, made now or before. `headers`: those of the file, type and name among them.
pub(super) async fn printed(
    site: &Site,
    client: Option<Client>,
    key: &Key,
    headers: HeaderMap,
    work: impl FnOnce(&Engine) -> Result<Vec<u8>, PrintError> + Send + 'static,
) -> Result<Arc<Rendered>, Fault> {
    let press = &site.press;
    let at_hand = || press.kept.get(key.settings, &key.rest);
    if let Some(file) = at_hand() {
        return Ok(file);
    }
    site.limiter.take(client).map_err(Fault::TooMany)?;
    let turn = press.turns.clone().acquire_owned();
    let Ok(Ok(turn)) = tokio::time::timeout(PATIENCE, turn).await else { return Err(Fault::Busy) };
    // Somebody before us may have waited for the same.
    if let Some(file) = at_hand() {
        return Ok(file);
    }
    let theirs = site.clone();
    let done = tokio::task::spawn_blocking(move || {
        let _turn = turn;
        theirs.press.engine().map(work)
    });
    let bytes = done.await.map_err(|_| Fault::Broken)?.ok_or(Fault::Broken)?.map_err(|error| fault(&error))?;
    Ok(press.kept.put_rendered(key.settings, &key.rest, Rendered::file(bytes.into(), headers)))
}

fn fault(error: &PrintError) -> Fault {
    match error {
        PrintError::LongClaim | PrintError::TooMuch | PrintError::Qr => {
            Fault::NotPrinted("print.too_long", say::share_fault_too_long())
        }
        error => {
            tracing::error!(%error, "a print failed");
            Fault::Broken
        }
    }
}
