#!/bin/sh
# Makes thuchu-VERSION-MACHINE.tar.gz in a folder (default: target/packages). The same bytes for the same commit and
# program. Unpacked over / it lies where the Debian package puts it; usr/bin/thuchu runs from anywhere.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
to=${1:-$here/../target/packages}
. "$here/common.sh"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
version=$("$here/tree.sh" "$work/tree")
name=thuchu-$version-$(uname -m)
mv "$work/tree" "$work/$name"
mkdir -p "$to"
tar -C "$work" --sort=name --mtime="@$SOURCE_DATE_EPOCH" --owner=0 --group=0 --numeric-owner -cf - "$name" |
    gzip -9n >"$to/$name.tar.gz"
echo "$to/$name.tar.gz"
