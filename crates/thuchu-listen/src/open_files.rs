//! How many files, and so how many connections, the process may hold.

use std::io;

/// Lifts the soft limit of open files to the hard one. Gives the limit that now holds.
///
/// # Errors
/// What the kernel says; the old limit then stays.
#[expect(unsafe_code, reason = "the limits of a process are reached through the C library only")]
pub fn raise_open_files() -> io::Result<u64> {
    let mut limit = libc::rlimit { rlim_cur: 0, rlim_max: 0 };
    // SAFETY: the pointer is to a whole `rlimit` that outlives the call, which only writes to it.
    if unsafe { libc::getrlimit(libc::RLIMIT_NOFILE, &raw mut limit) } != 0 {
        return Err(io::Error::last_os_error());
    }
    if limit.rlim_cur < limit.rlim_max {
        limit.rlim_cur = limit.rlim_max;
        // SAFETY: the pointer is to a whole `rlimit` that outlives the call, which only reads it.
        if unsafe { libc::setrlimit(libc::RLIMIT_NOFILE, &raw const limit) } != 0 {
            return Err(io::Error::last_os_error());
        }
    }
    Ok(limit.rlim_cur)
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_limit_is_lifted_once_and_for_all() {
        let lifted = super::raise_open_files().unwrap();
        assert!(lifted >= 256);
        assert_eq!(super::raise_open_files().unwrap(), lifted);
    }
}
