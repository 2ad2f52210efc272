#!/bin/sh
# Install the program with reading and writing compiled by mypyc into a folder of its own: install_compiled.sh VENV FAST
# The same source as Python and as machine code gives the same bytes; what it needs comes from VENV.
set -eu
venv=$1 fast=$2
if ! command -v cc >/dev/null 2>&1; then
  echo "no C compiler here: the compiled reading is left out (Debian: apt-get install gcc python3-dev)"
  exit 0
fi
made=$(mktemp -d)
trap 'rm -rf "$made"' EXIT
rm -rf "$fast"
"$venv/bin/python" -m venv "$fast"
packages=$("$venv/bin/python" -c 'import sysconfig; print(sysconfig.get_path("purelib"))')
own=$("$fast/bin/python" -c 'import sysconfig; print(sysconfig.get_path("purelib"))')
echo "$packages" > "$own/needs.pth"
"$venv/bin/python" -m hatchling build -t sdist -d "$made" >/dev/null
echo "compiling reading and writing with mypyc, two to five minutes ..."
HATCH_BUILD_HOOKS_ENABLE=1 "$fast/bin/python" -m pip install --quiet --disable-pip-version-check \
  --no-deps "$made"/*.tar.gz
echo "$fast/bin/kg reads more than twice as fast"
