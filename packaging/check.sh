#!/bin/sh
# Checks what is in this folder against the real nginx, Caddy and systemd, as far as they are installed, on loopback
# ports. THUCHU_BINARY names the program (default: target/debug/thuchu). Needs curl and openssl. Ends with 1 when
# something is not as docs/install.md says.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
program=${THUCHU_BINARY:-$here/../target/debug/thuchu}
work=$(mktemp -d)
running=
# Only what was started here is stopped, by its id.
stop() { for pid in $running; do kill "$pid" 2>/dev/null || true; done; rm -rf "$work"; }
trap stop EXIT
failed=0
say() { printf '%s: %s\n' "$1" "$2"; }
expect() { if [ "$2" = "$3" ]; then say ok "$1"; else say FAILED "$1: expected $2, got $3"; failed=1; fi; }

site=8731 plain=8732 secure=8733
until_up() { for _ in $(seq 200); do curl -ksf -o /dev/null "$1" && return; sleep 0.1; done; say FAILED "$1 never answers"; exit 1; }

desk() {
    env -i HOME="$work" PATH="$PATH" THUCHU_DATA="$work/data" THUCHU_LOG=debug "$program" serve --demo --quiet \
        --listen "127.0.0.1:$site" --trusted-proxies 127.0.0.1 --rate-limit 6 --public-url https://facts.example.org \
        >"$work/desk.out" 2>"$work/desk.log" &
    desk=$!
    running="$running $desk"
    until_up "http://127.0.0.1:$site/ready"
}
openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=facts.example.org \
    -addext subjectAltName=DNS:facts.example.org -keyout "$work/key.pem" -out "$work/cert.pem" 2>/dev/null

front() { curl -s --cacert "$work/ca.pem" --resolve "facts.example.org:$secure:127.0.0.1" "$@"; }
at=https://facts.example.org:$secure
ask() {
    front -o /dev/null -w '%{http_code}' "$@" "$at/api/v1/match" -H 'Content-Type: application/json' \
        --data '{"text":"canarytext"}'
}

# What must hold in front of the desk, whoever stands there.
examine() {
    expect "$1: a page comes through" 200 "$(front -o "$work/page" -w '%{http_code}' "$at/vi")"
    expect "$1: the desk knows that readers come over https" 1 \
        "$(front -D - -o /dev/null "$at/vi" | grep -ci '^strict-transport-security')"
    expect "$1: plain http leads to https" "301 https://facts.example.org/vi" "$(curl -s -o /dev/null \
        -w '%{http_code} %{redirect_url}' -H 'Host: facts.example.org' "http://127.0.0.1:$plain/vi" | sed 's/308/301/')"
    # Two at once are allowed (a third of six a minute), then 429, whatever address a reader claims.
    expect "$1: questions are counted by where they come from" "200 200 429 429" "$(ask --interface 127.0.0.41) $(ask \
        --interface 127.0.0.41) $(ask --interface 127.0.0.41) $(ask --interface 127.0.0.41 -H 'X-Forwarded-For: 198.51.100.7')"
    expect "$1: another source is not held up" 200 "$(ask --interface 127.0.0.42)"
    head -c 1500000 /dev/zero | tr '\0' x >"$work/big"
    expect "$1: what is too large is refused by the desk, in its own words" "413 text/plain; charset=utf-8" "$(front \
        -o /dev/null -w '%{http_code} %{content_type}' --data-binary "@$work/big" "$at/api/v1/match" \
        -H 'Content-Type: application/json')"
    expect "$1: answers are not kept" no-store "$(front -D - -o /dev/null "$at/vi/ask" -d text=canarytext \
        --interface 127.0.0.43 | tr -d '\r' | sed -n 's/^[Cc]ache-[Cc]ontrol: //p' | grep -o no-store)"
    front -o /dev/null "$at/vi/checks?q=canarysearch" -A canaryagent -e https://canaryreferer.example/ || true
    front -o /dev/null "$at/canarypath" || true
    # What goes wrong is what servers like to write down.
    kill "$desk"
    wait "$desk" || true
    expect "$1: without the desk it says so" 502 \
        "$(front -o /dev/null -w '%{http_code}' "$at/vi/checks?q=canarysearch" -A canaryagent)"
    kept=$(grep -rlaE 'canary|127\.0\.0\.4[123]|198\.51\.100\.7' "$work" --include='*' \
        --exclude-dir=config | grep -vE '/(page|big)$' || true)
    expect "$1: nothing of readers is written down anywhere" "" "$kept"
}

local_ports() {
    sed -e "s/127\.0\.0\.1:8080/127.0.0.1:$site/" -e "s#/etc/letsencrypt/live/facts.example.org/fullchain.pem#$work/cert.pem#" \
        -e "s#/etc/letsencrypt/live/facts.example.org/privkey.pem#$work/key.pem#" "$@"
}

mkdir "$work/config"
if command -v nginx >/dev/null; then
    local_ports -e '/listen \[::\]/d' -e "s/listen 80;/listen 127.0.0.1:$plain;/" \
        -e "s/listen 443 /listen 127.0.0.1:$secure /" "$here/nginx.conf" >"$work/config/thuchu.conf"
    mkdir "$work/nginx"
    # Everything that nginx could write lands below $work, where canaries are looked for.
    cat >"$work/config/nginx.conf" <<END
daemon off;
pid $work/nginx/pid;
error_log $work/nginx/error.log info;
events {}
http {
    access_log $work/nginx/access.log;
    client_body_temp_path $work/nginx/body; proxy_temp_path $work/nginx/proxy; fastcgi_temp_path $work/nginx/f;
    uwsgi_temp_path $work/nginx/u; scgi_temp_path $work/nginx/s;
    include $work/config/thuchu.conf;
}
END
    cp "$work/cert.pem" "$work/ca.pem"
    chmod 755 "$work"
    if nginx -t -q -c "$work/config/nginx.conf" -e "$work/nginx/start.log"; then say ok "nginx: the configuration is taken"; else failed=1; fi
    desk
    nginx -c "$work/config/nginx.conf" -e "$work/nginx/start.log" &
    front=$!
    running="$running $front"
    until_up "https://127.0.0.1:$secure/health"
    examine nginx
    kill "$front"
    wait "$front" || true
else
    say "left out" "nginx is not installed"
fi

if command -v caddy >/dev/null; then
    mkdir "$work/caddy"
    # Its own certificate authority stands for Let's Encrypt.
    local_ports -e "s/^{\$/{\n\thttp_port $plain\n\thttps_port $secure\n\tadmin off\n\tlocal_certs\n\tskip_install_trust\n\tdefault_bind 127.0.0.1/" \
        "$here/Caddyfile" >"$work/config/Caddyfile"
    desk
    env HOME="$work/caddy" XDG_DATA_HOME="$work/caddy" XDG_CONFIG_HOME="$work/caddy" \
        caddy run --adapter caddyfile --config "$work/config/Caddyfile" >"$work/caddy/out" 2>"$work/caddy/log" &
    front=$!
    running="$running $front"
    for _ in $(seq 200); do [ -f "$work/caddy/caddy/pki/authorities/local/root.crt" ] && break; sleep 0.1; done
    cp "$work/caddy/caddy/pki/authorities/local/root.crt" "$work/ca.pem"
    for _ in $(seq 200); do front -f -o /dev/null "$at/health" && break; sleep 0.1; done
    examine Caddy
    kill "$front"
    wait "$front" || true
else
    say "left out" "caddy is not installed"
fi

if command -v systemd-analyze >/dev/null; then
    units=$work/units
    mkdir "$units"
    for unit in "$here"/systemd/*; do
        # The program and its manual need not be installed here.
        sed -e "s#/usr/bin/thuchu#/bin/true#" -e 's#man:thuchu(1) ##' "$unit" >"$units/$(basename "$unit")"
    done
    expect "systemd: the units are understood" "" "$(systemd-analyze verify "$units"/* 2>&1)"
    for unit in thuchu thuchu-backup; do
        level=$(systemd-analyze security --no-pager --offline=yes "$here/systemd/$unit.service" | sed -n 's/.*level for .*: \([0-9.]*\) .*/\1/p')
        expect "systemd: $unit.service is exposed $level of 10, at most 1.5" 1 "$(echo "$level" | awk '{print ($1 <= 1.5)}')"
    done
else
    say "left out" "systemd is not installed"
fi

expect "tree: it names its version" "$("$program" --version | cut -d' ' -f2)" "$(THUCHU_BINARY=$program "$here/tree.sh" "$work/tree")"
expect "tree: the completions are bash" "" "$(bash -n "$work/tree/usr/share/bash-completion/completions/thuchu" 2>&1)"
for lang in '' vi/; do
    manual=$work/tree/usr/share/man/${lang}man1/thuchu.1.gz
    expect "tree: the manual ${lang}names every command" 5 "$(gzip -dc "$manual" | grep -cE '^  (serve|import|backup|restore|doctor) ')"
done
exit $failed
