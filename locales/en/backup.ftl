## Backups: making, checking, restoring.

cmd-backup = Copy the whole desk into one file, even while it is in use
    .long =
        Copy the whole desk into one file, even while it is in use.

        The file holds every row of the store and every file of the data folder as they were at one moment,
        each with its hash. It goes back into SQLite or PostgreSQL with `thuchu restore`. The keys folder is
        never in it. While it is made, the disk needs room for the rows twice. The file appears under its
        name only when it is complete.
    .examples =
        Examples:
          thuchu backup desk.tar
          thuchu backup backups/desk.tar --force --json
    .file = Write the backup to this file
    .force = Write over a file that is there already

cmd-restore = Bring back a desk from a backup, into an empty place
    .long =
        Bring back a desk from a backup, into an empty place.

        First reads the whole backup and compares every hash; only then is anything made. A place that
        holds a desk already is left alone: give another data folder. Stopped midway, no desk is there yet,
        and the same command begins anew. At the end everything is checked as `thuchu verify` does.
    .examples =
        Examples:
          thuchu restore desk.tar --data /srv/thuchu-new
          thuchu restore desk.tar --check
          thuchu restore desk.tar --data /srv/thuchu-new --store postgres://thuchu@db/thuchu
    .file = The backup
    .check = Only read the backup and compare every hash; make nothing

backup-done = Backed up { $checks ->
    [one] one fact-check
   *[other] { $checks } fact-checks
} and { $files ->
    [one] one file
   *[other] { $files } files
} to { $path } ({ $bytes }).
backup-keys = The keys in { $path } are not in the backup. Keep them separately.
restore-checked = { $path } is complete and undamaged; it was made on { $when }.
restore-holds = It holds { $checks ->
    [one] one fact-check
   *[other] { $checks } fact-checks
} and { $files ->
    [one] one file
   *[other] { $files } files
}.
restore-done = Restored { $checks ->
    [one] one fact-check
   *[other] { $checks } fact-checks
} and { $files ->
    [one] one file
   *[other] { $files } files
} to { $path }
restore-keys = A backup holds no keys. If you kept them, put them in { $path }

error-backup-no-file = A backup needs a file: it is not written to standard output or read from standard input. Give a file name.
error-backup-exists = { $path } is there already. Choose another name, or add --force to write over it.
error-backup-underway = Another backup or restore is at work on { $path } right now. Wait until it is done, or choose another name.
error-backup-file = A file of the desk is missing or damaged, so no whole backup can be made. Run `thuchu verify` to see which.
error-backup-not-a-backup = { $path } is not a backup made by `thuchu backup`. Check the name.
error-backup-newer-format = { $path } was made by a newer version, in a format this one does not read. Use the newer thuchu.
error-backup-newer-schema = { $path } was made by a newer version. Use the newer thuchu to restore it.
error-backup-truncated = { $path } is cut off: its end is missing. Copy it again, or use another backup.
error-backup-damaged = { $path } is damaged: some of it is not what was written. Copy it again, or use another backup.
error-backup-foreign = { $path } holds what no backup of ours holds, so nothing of it is used. Check where it came from.
error-backup-not-empty = { $place } is in use already; nothing was changed. Restore into another data folder with --data FOLDER (and an empty database with --store).
