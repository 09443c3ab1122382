//! Work for the processor that anything else goes before.

use rustix::process::nice;
use tokio::sync::oneshot;

/// How much less than others such a thread gets (nice(2)); a tenth of a processor while all others are wanted.
const NICE: i32 = 10;

/// Does the work in a thread of its own, of low priority: what is lent to other work would stay slow. `None` when there is
/// no thread to be had, or the work panicked.
pub(crate) async fn at_low_priority<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Option<T> {
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

#[cfg(test)]
mod tests {
    use rustix::process::getpriority_process;

    use super::*;

    #[tokio::test]
    async fn only_the_thread_of_the_work_is_slowed_and_a_panic_in_it_ends_nothing_else() {
        let here = getpriority_process(None).unwrap();
        let there = at_low_priority(|| getpriority_process(None).unwrap()).await.unwrap();
        assert_eq!(there, (here + NICE).min(19));
        assert_eq!(getpriority_process(None).unwrap(), here);
        assert!(at_low_priority(|| panic!("of a test")).await.is_none());
        assert_eq!(at_low_priority(|| 7).await, Some(7));
    }
}
