#!/bin/sh
# Instructions for each byte of a file, by valgrind's callgrind: the same on a busy machine as on an idle one.
# usage: benches/instructions.sh PROGRAM FILE...   (two megabytes of each file are scanned on one thread)
set -eu
program=$1
shift
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# The instructions of one scan.
count() {
    valgrind --tool=callgrind --callgrind-out-file="$work/out" \
        "$program" scan --jobs 1 --reproducible "$1" -o "$work/report.json" > /dev/null 2>&1 || true
    sed -n 's/^summary: //p; s/^totals: //p' "$work/out" | head -n 1
}

echo hello > "$work/empty"
start=$(count "$work/empty")
echo "start: $start instructions"
for file in "$@"; do
    head -c 2000000 "$file" > "$work/head"
    total=$(count "$work/head")
    bytes=$(wc -c < "$work/head")
    echo "$file: $(awk "BEGIN { printf \"%.1f\", ($total - $start) / $bytes }") instructions a byte"
done
