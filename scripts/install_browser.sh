#!/bin/sh
# Install Debian's Chromium and a font with Chinese characters for the page tests, and tesseract for
# those of scans, where they are missing and apt-get may be used. It never fails: without them the
# tests are skipped, but where CI=true they fail and say so.
set -u

has() { command -v "$1" >/dev/null 2>&1; }

missing=""
has chromium || has chromium-browser || has google-chrome || has google-chrome-stable || missing="chromium"
if ! has fc-list || [ -z "$(fc-list :lang=zh family)" ]; then
    missing="$missing fontconfig fonts-wqy-zenhei"
fi
if ! has tesseract || ! tesseract --list-langs 2>/dev/null | grep -qx chi_sim; then
    missing="$missing tesseract-ocr tesseract-ocr-chi-sim"
fi
[ -n "$missing" ] || exit 0

if [ "$(id -u)" = 0 ]; then
    as_root=""
elif has sudo && sudo -n true 2>/dev/null; then
    as_root="sudo -n"
else
    as_root="none"
fi
if [ "$as_root" = none ] || ! has apt-get; then
    echo "tests of pages and scans: cannot install $missing here; install it yourself to run them" >&2
    exit 0
fi

# sudo drops variables, so env sets it behind sudo; a source that does not answer is given up soon.
apt() {
    # shellcheck disable=SC2086 # words on purpose
    $as_root env DEBIAN_FRONTEND=noninteractive apt-get -q \
        -o Acquire::Retries=2 -o Acquire::http::Timeout=30 -o Acquire::https::Timeout=30 "$@"
}

echo "tests of pages and scans: installing $missing"
log=$(mktemp) || exit 0
apt update >"$log" 2>&1 || echo "tests of pages and scans: the package lists could not be renewed" >&2
for package in $missing; do # one by one: a font is of use without the browser's package
    if ! apt install -y --no-install-recommends "$package" >"$log" 2>&1; then
        tail -n 3 "$log" >&2
        echo "tests of pages and scans: could not install $package" >&2
    fi
done
rm -f "$log"
exit 0
