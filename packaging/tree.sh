#!/bin/sh
# Lays out what an installed desk has, below a folder: tree.sh FOLDER. Prints the version.
#
# THUCHU_BINARY names the program to take along; without it, the release is built.
set -eu
root=$(cd "$(dirname "$0")/.." && pwd)
tree=$1
if [ -z "${THUCHU_BINARY:-}" ]; then
    cargo build --manifest-path "$root/Cargo.toml" --release --locked --package thuchu >&2
    THUCHU_BINARY=${CARGO_TARGET_DIR:-$root/target}/release/thuchu
fi
put() { install -D -m "$1" "$2" "$tree/$3"; }

put 755 "$THUCHU_BINARY" usr/bin/thuchu
for unit in thuchu.service thuchu-backup.service thuchu-backup.timer; do
    put 644 "$root/packaging/systemd/$unit" "usr/lib/systemd/system/$unit"
done
put 644 "$root/packaging/thuchu.toml" etc/thuchu/thuchu.toml
for file in packaging/nginx.conf packaging/Caddyfile; do
    put 644 "$root/$file" "usr/share/doc/thuchu/examples/${file#packaging/}"
done
for file in README.md CHANGELOG.md docs/install.md docs/operators.md docs/privacy.md; do
    put 644 "$root/$file" "usr/share/doc/thuchu/${file#docs/}"
done
{
    printf 'Thực Hư, MIT or Apache-2.0 at your choice.\n\n'
    cat "$root/LICENSE-MIT"
    printf '\n----\n\n'
    cat "$root/LICENSE-APACHE"
} | install -D -m 644 /dev/stdin "$tree/usr/share/doc/thuchu/copyright"

thuchu() { env -i HOME="$tree" "$tree/usr/bin/thuchu" "$@"; }
completions() { thuchu completions "$1" --ui en | install -D -m 644 /dev/stdin "$tree/usr/share/$2"; }
completions bash bash-completion/completions/thuchu
completions zsh zsh/vendor-completions/_thuchu
completions fish fish/vendor_completions.d/thuchu.fish

# The manual is what --help says, in both languages.
manual() {
    {
        printf '.TH THUCHU 1 "" "thuchu"\n.SH NAME\nthuchu \\- %s\n.SH SYNOPSIS\n.B thuchu\nCOMMAND\n' "$3"
        printf '.SH DESCRIPTION\n.nf\n'
        thuchu --help --ui "$1" | sed 's/\\/\\e/g; s/-/\\-/g; s/^\([.'"'"']\)/\\\&\1/'
        printf '.fi\n.SH FILES\n/etc/thuchu/thuchu.toml, /var/lib/thuchu, /usr/share/doc/thuchu\n'
    } | gzip -9n | install -D -m 644 /dev/stdin "$tree/usr/share/man/$2man1/thuchu.1.gz"
}
manual en '' 'a self-hosted fact-checking desk'
manual vi vi/ 'bàn kiểm chứng tự vận hành'

thuchu --version | cut -d' ' -f2
