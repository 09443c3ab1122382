//! Work for the processor that anything else goes before.

use rustix::process::nice;
use tokio::sync::oneshot;

/// How much less than others such a thread gets (nice(2)); a tenth of a processor while all others are wanted.
const NICE: i32 = 10;

/// Does the work in a thread of its own, of low priority: what is lent to other work would stay slow. `None` when there is
/// no thread to be had, or the work panicked.
pub(super) async fn at_low_priority<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Option<T> {
    let (done, result) = oneshot::channel();
    let thread = std::thread::Builder::new().name("vectors".to_owned());
    let begun = thread.spawn(move || {
        // On Linux this is the thread's alone. Where it is refused, the work is done all the same.
        let _ = nice(NICE);
        // Nobody waits any more when the desk stops.
        let _ = done.send(work());
    });
    begun.ok()?;
    result.await.ok()
}
