//! Children that are waited for, and stopped however a test ends.

use std::process::Child;
use std::time::{Duration, Instant};

/// How often is looked.
const TICK: Duration = Duration::from_millis(20);

/// Waits until there is something, at most this long.
pub(crate) fn until<T>(most: Duration, mut look: impl FnMut() -> Option<T>) -> Option<T> {
    let end = Instant::now() + most;
    loop {
        if let Some(found) = look() {
            return Some(found);
        }
        if Instant::now() >= end {
            return None;
        }
        std::thread::sleep(TICK);
    }
}

/// Asks a child to end, waits at most this long, then kills it. Whether it ended when asked.
pub(crate) fn stop(child: &mut Child, most: Duration) -> bool {
    signal(child.id(), libc::SIGTERM);
    if until(most, || child.try_wait().ok().flatten()).is_some() {
        return true;
    }
    child.kill().unwrap_or_default();
    child.wait().map(drop).unwrap_or_default();
    false
}

fn signal(pid: u32, signal: i32) {
    let pid = i32::try_from(pid).expect("a process id");
    // SAFETY: kill touches no memory of ours; the child has not been waited for, so the number is still its own.
    #[expect(unsafe_code, reason = "the standard library knows SIGKILL only")]
    unsafe {
        libc::kill(pid, signal);
    }
}
