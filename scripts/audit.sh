#!/bin/sh
# Ask for known weaknesses of locked packages: audit.sh PIP-AUDIT LOCK ...
# 0: all were asked for, none is known. 1: some are known. 2: not all could be asked for: no pass.
audit=$1
shift
found=$(mktemp)
trap 'rm -f "$found"' EXIT
code=0
for lock in "$@"; do
    "$audit" --disable-pip --require-hashes --progress-spinner off -r "$lock" >"$found" 2>&1
    ended=$?
    skipped=$(grep -c 'could not be audited' "$found")
    if grep -qi '^Found [0-9]* known vulnerabilit' "$found"; then
        cat "$found"
        code=1
    elif [ "$ended" -ne 0 ] || [ "$skipped" -ne 0 ]; then
        echo "$lock: NOT AUDITED: for $skipped packages, or all, no service could be asked." >&2
        grep 'could not be audited' "$found" | head -n 1 >&2
        [ "$skipped" -ne 0 ] || tail -n 1 "$found" | cut -c1-200 >&2
        [ "$code" -eq 1 ] || code=2
    else
        echo "$lock: every package asked for, none has a known weakness"
    fi
done
exit $code
