//! What a worker takes away from itself before it reads a byte of a stranger.

use std::{fs, io};

use rustix::process::{Resource, Rlimit, setrlimit};

/// Leaves this process so many bytes of memory beyond what is mapped at the start, so many seconds of processor time, and the pipes it was started with. It opens nothing more: neither a
/// file, nor a socket, nor another process, whoever tells it to.
///
/// # Errors
/// What the kernel says: then there is no confinement, and nothing may be read.
pub(crate) fn confine(memory: u64, seconds: u64) -> io::Result<()> {
    let mapped = mapped()?;
    close_all_but_pipes()?;
    rustix::thread::set_no_new_privs(true)?;
    limit(Resource::As, mapped + memory)?;
    // At the soft limit comes a signal that tells why; the hard one is for who would catch it.
    setrlimit(Resource::Cpu, Rlimit { current: Some(seconds), maximum: Some(seconds + 1) })?;
    limit(Resource::Core, 0)?;
    limit(Resource::Fsize, 0)?;
    limit(Resource::Nproc, 0)?;
    limit(Resource::Nofile, 0)?;
    Ok(())
}

/// Closes what the desk itself was started with and did not know to keep to itself.
#[expect(unsafe_code, reason = "no library closes a range of files that it has not opened")]
fn close_all_but_pipes() -> io::Result<()> {
    let (first, last, flags): (libc::c_uint, libc::c_uint, libc::c_uint) = (3, libc::c_uint::MAX, 0);
    // SAFETY: the call touches no memory; a worker has opened nothing yet, so nobody uses what is closed.
    match unsafe { libc::syscall(libc::SYS_close_range, first, last, flags) } {
        0 => Ok(()),
        _ => Err(io::Error::last_os_error()),
    }
}

fn limit(resource: Resource, most: u64) -> rustix::io::Result<()> {
    setrlimit(resource, Rlimit { current: Some(most), maximum: Some(most) })
}

/// Bytes of address space in use, of which the program itself is the most.
fn mapped() -> io::Result<u64> {
    let status = fs::read_to_string("/proc/self/status")?;
    let size = status.lines().find_map(|line| line.strip_prefix("VmSize:")?.trim().strip_suffix(" kB")?.parse().ok());
    size.map(|kib: u64| kib * 1024).ok_or_else(|| io::Error::other("the kernel does not tell how much is mapped"))
}
