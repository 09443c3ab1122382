//! The data folder, its disk, the keys.

use std::{ffi::CString, fs, path::Path};

use thuchu_say as say;

use super::{Finding, bad, ok, volume, warn};
use crate::config::Settings;

/// Below this, nothing more can safely be written.
const FULL: u64 = 64 * 1024 * 1024;
/// Below this, a large import will not fit.
const LOW: u64 = 1024 * 1024 * 1024;

/// Examines all of it.
pub(super) fn examine(settings: &Settings, findings: &mut Vec<Finding>) {
    let data = settings.data.value.as_path();
    findings.push(data_folder(data));
    if is_temporary(data) {
        findings.push(warn(say::doctor_data_temporary(data.display())));
    }
    findings.extend(volume::examine(settings));
    findings.extend(open_data(data));
    findings.push(room(data));
    findings.push(keys(&settings.keys.value));
    if inside_backup(&settings.keys.value) {
        findings.push(bad(say::doctor_keys_in_backup(settings.keys.value.display())));
    }
}

fn data_folder(data: &Path) -> Finding {
    let name = data.display();
    match fs::metadata(data) {
        Ok(found) if !found.is_dir() => bad(say::doctor_data_not_folder(name)),
        Ok(_) if writable(data) => ok(say::doctor_data_ok(name)),
        Ok(_) => bad(say::doctor_data_not_writable(name)),
        Err(_) => match nearest(data) {
            Some(parent) if parent.is_dir() && writable(parent) => ok(say::doctor_data_absent(name)),
            Some(parent) if parent.is_dir() => bad(say::doctor_data_not_writable(name)),
            _ => bad(say::doctor_data_not_folder(name)),
        },
    }
}

/// The nearest folder above that is there.
fn nearest(path: &Path) -> Option<&Path> {
    path.ancestors().skip(1).map(|p| if p.as_os_str().is_empty() { Path::new(".") } else { p }).find(|p| p.exists())
}

/// Tries it: permission bits do not know about read-only mounts.
fn writable(folder: &Path) -> bool {
    let probe = folder.join(format!(".thuchu-doctor-{}", std::process::id()));
    let made = fs::OpenOptions::new().write(true).create_new(true).open(&probe).is_ok();
    made && fs::remove_file(&probe).is_ok()
}

fn is_temporary(data: &Path) -> bool {
    let data = fs::canonicalize(data).unwrap_or_else(|_| data.to_owned());
    ["/tmp", "/var/tmp", "/dev/shm", "/run"].iter().any(|folder| data.starts_with(folder))
}

fn room(data: &Path) -> Finding {
    let place = if data.exists() { Some(data) } else { nearest(data) };
    match place.and_then(free_bytes) {
        None => warn(say::doctor_disk_unknown()),
        Some(free) if free < FULL => bad(say::doctor_disk_full(free)),
        Some(free) if free < LOW => warn(say::doctor_disk_low(free)),
        Some(free) => ok(say::doctor_disk_ok(free)),
    }
}

/// Bytes that this user may still write there.
#[cfg(unix)]
fn free_bytes(folder: &Path) -> Option<u64> {
    use std::os::unix::ffi::OsStrExt as _;
    let path = CString::new(folder.as_os_str().as_bytes()).ok()?;
    let mut found = std::mem::MaybeUninit::<libc::statvfs>::uninit();
    // SAFETY: `path` ends with NUL and lives through the call; `found` is read only after the call said it filled it.
    #[expect(unsafe_code, reason = "the standard library does not tell how much room is left")]
    let found = unsafe { (libc::statvfs(path.as_ptr(), found.as_mut_ptr()) == 0).then(|| found.assume_init()) }?;
    #[allow(clippy::useless_conversion, clippy::unnecessary_cast, reason = "the widths differ between systems")]
    Some((found.f_bavail as u64).saturating_mul(found.f_frsize as u64))
}

#[cfg(not(unix))]
fn free_bytes(_: &Path) -> Option<u64> {
    None
}

/// What is published is for everybody, but who worked on it is not.
fn open_data(data: &Path) -> Option<Finding> {
    let mode = open_mode(&fs::metadata(data).ok()?)?;
    (mode & 0o007 != 0).then(|| warn(say::doctor_data_open(data.display(), format!("{mode:o}"))))
}

fn keys(keys: &Path) -> Finding {
    let name = keys.display();
    match fs::metadata(keys) {
        Err(_) => ok(say::doctor_keys_absent(name)),
        Ok(found) if !found.is_dir() => bad(say::doctor_keys_not_folder(name)),
        Ok(found) => match open_mode(&found) {
            Some(mode) => bad(say::doctor_keys_open(name, format!("{mode:o}"))),
            None => ok(say::doctor_keys_ok(name)),
        },
    }
}

/// The mode, if anybody but the owner may do anything.
#[cfg(unix)]
fn open_mode(found: &fs::Metadata) -> Option<u32> {
    use std::os::unix::fs::PermissionsExt as _;
    let mode = found.permissions().mode() & 0o777;
    (mode & 0o077 != 0).then_some(mode)
}

#[cfg(not(unix))]
const fn open_mode(_: &fs::Metadata) -> Option<u32> {
    None
}

/// A folder called backup, sao-luu or the like, anywhere above the keys.
fn inside_backup(keys: &Path) -> bool {
    let keys = fs::canonicalize(keys).unwrap_or_else(|_| keys.to_owned());
    keys.components().any(|part| {
        let part = part.as_os_str().to_string_lossy().to_lowercase();
        ["backup", "sao-luu", "saoluu", "sao_luu"].iter().any(|word| part.contains(word))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_inside_a_backup_folder_are_noticed() {
        assert!(inside_backup(Path::new("/srv/backups/thuchu/keys")));
        assert!(inside_backup(Path::new("/srv/sao-luu/keys")));
        assert!(!inside_backup(Path::new("/srv/thuchu/keys")));
    }

    #[test]
    fn the_room_left_is_measured() {
        assert!(free_bytes(Path::new("/")).is_none_or(|free| free > 0));
        assert_eq!(free_bytes(Path::new("/no/such/folder")), None);
    }
}
