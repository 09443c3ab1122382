## Saved copies of sources: checked on the command line, servers outside.

verify-help-evidence = Also check the saved copies of sources: files, hashes, manifests, time-stamps
verify-help-manifest = Compare the files beside a downloaded manifest (manifest.json); needs no data of the desk
# $copies (count): copies
# $files (count): files
# $bytes (bytes): their size
verify-copies = { $copies ->
    [one] { $copies } saved copy
   *[other] { $copies } saved copies
} checked, { $files ->
    [one] { $files } file
   *[other] { $files } files
} ({ $bytes }).
# $versions (count): versions
# $manifests (count): manifests
# $stamped (count): time-stamps
verify-proofs = { $versions ->
    [one] { $versions } published version
   *[other] { $versions } published versions
}, { $manifests ->
    [one] { $manifests } manifest
   *[other] { $manifests } manifests
}, { $stamped ->
    [one] { $stamped } time-stamp
   *[other] { $stamped } time-stamps
}.
# $versions (count): versions
verify-before-copies = { $versions ->
    [one] { $versions } version was published before the desk kept copies, and rests on none.
   *[other] { $versions } versions were published before the desk kept copies, and rest on none.
}
verify-evidence-clean = Copies, files and what is published agree.
# $file (text): file
verify-file-differs = Differs: { $file } does not have the hash that the manifest names.
# $file (text): file
verify-file-missing = Missing: { $file }
# $check (text): public id
# $version (count): version
# $files (count): files
verify-manifest-of = Manifest of check { $check }, version { $version }: { $files ->
    [one] { $files } file
   *[other] { $files } files
}.
# $hash (text): SHA-256
verify-manifest-hash = SHA-256 of the manifest itself: { $hash }
verify-manifest-clean = Every file is the one that the manifest names.
# $path (text): file
error-verify-manifest = { $path } is not the manifest of a check. Download manifest.json again from the evidence page.
# $address (text): address
# $origin (message): where it was set
error-outside-address = "{ $address }" ({ $origin }) is not an http or https address.
# $most (count): servers
error-outside-too-many = At most { $most } claims:search servers can be asked.
setting-time-stamps = time-stamp server
setting-claims-search = claims:search servers
