#!/bin/sh
# Makes thuchu_VERSION_ARCH.deb in a folder (default: target/packages), with dpkg-deb alone. The same bytes for the same
# commit and program.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
to=${1:-$here/../target/packages}
. "$here/common.sh"
work=$(mktemp -d)
chmod 755 "$work"
trap 'rm -rf "$work"' EXIT
version=$("$here/tree.sh" "$work")
arch=$(dpkg --print-architecture)
# The newest symbols that the program asks of the C library decide which Debian it runs on.
glibc=$(grep -ao 'GLIBC_[0-9][0-9.]*' "$work/usr/bin/thuchu" | sort -uV | tail -1 | cut -d_ -f2)

mkdir "$work/DEBIAN"
cat >"$work/DEBIAN/control" <<END
Package: thuchu
Version: $version
Architecture: $arch
Maintainer: ${DEBFULLNAME:-Thuc Hu} <${DEBEMAIL:-packages@localhost}>
Installed-Size: $(du -k -s --apparent-size --exclude=DEBIAN "$work" | cut -f1)
Depends: libc6 (>= $glibc), libgcc-s1, adduser
Suggests: postgresql, nginx | caddy
Section: web
Priority: optional
Description: self-hosted fact-checking desk, Vietnamese first
 Imports published fact-checks and answers questions with the fact-check of
 exactly what was asked: as a site, an API and a command line. It keeps no
 record of who asked.
END
echo /etc/thuchu/thuchu.toml >"$work/DEBIAN/conffiles"
for script in postinst prerm postrm; do
    install -m 755 "$here/debian/$script" "$work/DEBIAN/$script"
done
(cd "$work" && find etc usr -type f -print0 | sort -z | xargs -0 md5sum >DEBIAN/md5sums)
mkdir -p "$to"
dpkg-deb --root-owner-group -Zxz --build "$work" "$to/thuchu_${version}_$arch.deb" >&2
echo "$to/thuchu_${version}_$arch.deb"
