#!/bin/sh
# Re-checks what a published fact-check rests on, with curl, sha256sum and jq, and nothing of the program that published it:
#   sh recheck.sh https://DESK/proof/CHECK/VERSION
# The files stay in the folder that it names.
set -eu
at=${1%/}; folder=$(mktemp -d); cd "$folder"; echo "$folder"
curl -fsS -o manifest.json "$at/manifest.json"; curl -fsS -o SHA256SUMS "$at/SHA256SUMS"
jq -r '.content, .sources[].files[] | "\(.sha256)  \(.name)"' manifest.json | LC_ALL=C sort -u > named
cmp named SHA256SUMS || { echo "the manifest names other files than the list"; exit 1; }
grep -qvE '^[0-9a-f]{64}  [0-9a-z][0-9a-z.-]*$' named && { echo "a name leads elsewhere"; exit 1; }
while read -r _ name; do curl -fsS -o "$name" "$at/$name"; done < named
sha256sum --check --strict named
