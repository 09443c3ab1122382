## Settings, and the examination by `doctor`.

origin-flag = flag { $name }
origin-env = variable { $name }
origin-file = { $file }, line { $line }
origin-default = default
origin-locale = language of the machine, { $name }

setting-data = data folder
setting-store = store
setting-keys = keys folder
setting-config = settings file
setting-ui = language of the screen
setting-log = log level

config-no-file = none, not required

doctor-settings = Settings
doctor-checks = Checks
doctor-ok = fine
doctor-warn = look
doctor-bad = mend
doctor-all-well = Nothing must be mended.
doctor-to-mend = { $count ->
    [one] One thing must be mended.
   *[other] { $count } things must be mended.
}
doctor-setting = { $name }: { $value } ({ $origin })

doctor-data-ok = The data folder { $path } can be written.
doctor-data-absent = The data folder { $path } is not there yet; the first command that writes creates it.
doctor-data-not-folder = { $path } is not a folder. Choose another with --data.
doctor-data-not-writable = The data folder { $path } cannot be written. Give this user permission to write.
doctor-data-temporary = The data folder { $path } is in a temporary place and may vanish at a restart. Choose another with --data.
doctor-disk-ok = The disk has { $free } left.
doctor-disk-low = The disk has only { $free } left. Make room before a large import.
doctor-disk-full = The disk has only { $free } left; writing will fail. Make room now.
doctor-disk-unknown = The room left on the disk cannot be measured.
doctor-keys-ok = The keys folder { $path } can be read by its owner only.
doctor-keys-absent = The keys folder { $path } is not there yet; it is created when needed, readable by its owner only.
doctor-keys-open = The keys folder { $path } has mode { $mode }, so others can look in. Run: chmod 700 { $path }
doctor-keys-not-folder = { $path } is not a folder. Correct THUCHU_KEYS.
doctor-keys-in-backup = The keys folder { $path } lies inside a backup folder. Keys must stay outside backups, or erasure has no effect.
doctor-store-ok = The store ({ $kind }) opens, schema version { $version }.
doctor-store-absent = The store { $path } is not there yet; the first command that writes creates it.
doctor-store-unreachable = The store does not open: { $why }. Check --store or THUCHU_STORE.
doctor-store-newer = The store has schema version { $version }, this program knows up to { $known }. Use the newer thuchu.
doctor-store-older = The store has schema version { $version }; the first command that writes raises it to { $known }. Make a backup first.
doctor-clock-ok = The clock says { $date } (universal time).
doctor-clock-wrong = The clock says { $date }, which cannot be right. Set the time, best by time synchronisation.
doctor-clock-behind = The clock says { $date }, but the data folder holds files newer than that. Set the time.
doctor-locale-ok = The screen uses UTF-8.
doctor-locale-not-utf8 = The machine's locale is "{ $locale }", which may not show Vietnamese letters. Set LANG=vi_VN.UTF-8 or C.UTF-8.

expected-text = a string of text
expected-store = sqlite:FILE or postgres://…
doctor-finding = [{ $state }] { $finding }
