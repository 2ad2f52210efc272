#!/bin/sh
# Install Debian's Chromium and a font with Chinese characters for the page tests, where they are
# missing and apt-get may be used. Elsewhere it says so and the tests are skipped (not under CI).
set -eu

has() { command -v "$1" >/dev/null 2>&1; }

missing=""
has chromium || has chromium-browser || has google-chrome || has google-chrome-stable || missing="chromium"
if ! has fc-list || [ -z "$(fc-list :lang=zh family)" ]; then
    missing="$missing fontconfig fonts-wqy-zenhei"
fi
[ -n "$missing" ] || exit 0

if [ "$(id -u)" = 0 ]; then
    run=""
elif has sudo && sudo -n true 2>/dev/null; then
    run="sudo -n"
else
    run="none"
fi
if [ "$run" = none ] || ! has apt-get; then
    echo "page tests: cannot install $missing here; install it yourself to run them" >&2
    exit 0
fi

echo "page tests: installing $missing"
log=$(mktemp)
# shellcheck disable=SC2086 # words on purpose
if ! { $run apt-get update && DEBIAN_FRONTEND=noninteractive $run apt-get install -y --no-install-recommends $missing; } >"$log" 2>&1; then
    tail -n 3 "$log" >&2
    echo "page tests: could not install $missing" >&2
fi
rm -f "$log"
