//! What the data folder lies on: SQLite's log is shared memory, which file systems over a network do not keep in step.

use std::{fs, path::Path};

use thuchu_say as say;
use thuchu_store::StoreUrl;

use super::{Finding, bad};
use crate::config::Settings;

/// Examines where the SQLite file lies, or will lie.
pub(super) fn examine(settings: &Settings) -> Option<Finding> {
    let url = StoreUrl::parse(&settings.store.value, Some(&settings.data.value)).ok()?;
    let StoreUrl::Sqlite(file) = &url else { return None };
    let place = file.ancestors().skip(1).find_map(|folder| fs::canonicalize(folder).ok())?;
    let mounts = fs::read_to_string("/proc/self/mountinfo").ok()?;
    let kind = kind_of(&mounts, &place)?;
    is_remote(&kind).then(|| bad(say::doctor_data_network(place.display(), kind)))
}

/// The kind of the file system that a folder lies on: of the mounts above it, the deepest, and of those the last
/// (proc(5): field 5 is the folder, the kind stands behind a lone `-`).
fn kind_of(mounts: &str, folder: &Path) -> Option<String> {
    let mount = |line: &str| {
        let (before, after) = line.split_once(" - ")?;
        let point = before.split(' ').nth(4)?.replace("\\040", " ");
        let above = folder.starts_with(&point);
        above.then(|| Some((point.len(), after.split(' ').next()?.to_owned())))?
    };
    mounts.lines().filter_map(mount).max_by_key(|(depth, _)| *depth).map(|(_, kind)| kind)
}

/// Over a network, or by a program that may be: `fuse.sshfs` and its kind. `fuse.fuse-overlayfs` is a container's own
/// disk, `fuseblk` a local one.
fn is_remote(kind: &str) -> bool {
    const REMOTE: [&str; 12] =
        ["nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "afs", "ceph", "glusterfs", "lustre", "ncpfs", "fuse"];
    REMOTE.contains(&kind) || kind.starts_with("fuse.") && kind != "fuse.fuse-overlayfs"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_deepest_mount_above_a_folder_tells_its_kind() {
        let mounts = "22 1 8:1 / / rw - ext4 /dev/sda1 rw\n\
            30 22 0:40 / /srv rw,relatime shared:5 - nfs4 10.0.0.2:/srv rw\n\
            31 30 0:41 / /srv/my\\040data rw - fuse.sshfs desk@host rw\n\
            32 22 8:2 / /srv-local rw - xfs /dev/sdb rw\n";
        let kind = |folder: &str| kind_of(mounts, Path::new(folder)).unwrap();
        assert_eq!(kind("/var/lib/thuchu"), "ext4");
        assert_eq!(kind("/srv/thuchu"), "nfs4");
        assert_eq!(kind("/srv/my data/thuchu"), "fuse.sshfs");
        assert_eq!(kind("/srv-local/thuchu"), "xfs");
        assert_eq!(kind_of("", Path::new("/")), None);
    }

    #[test]
    fn sqlite_belongs_on_a_disk_of_this_machine() {
        assert!(["nfs", "nfs4", "cifs", "smb3", "9p", "fuse.sshfs", "fuse"].into_iter().all(is_remote));
        assert!(!["ext4", "xfs", "btrfs", "zfs", "overlay", "tmpfs", "fuseblk"].into_iter().any(is_remote));
    }
}
