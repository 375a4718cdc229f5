#!/usr/bin/env bash
# Runs the load tests of deploy/load against a server, in short; then against one that has to refuse
# too much, which they must notice.
#
# Usage: tests/load.sh BINARY FOLDER
#
# FOLDER gets the log and the report. It needs grpcurl, k6, make and taskset.
set -euo pipefail
cd "$(dirname "$0")/.."

binary=${1:?Usage: tests/load.sh BINARY FOLDER} folder=${2:?Usage: tests/load.sh BINARY FOLDER}
mkdir -p "$folder"
export REPORT=$folder/report
server=
trap 'if [[ $server ]]; then kill "$server" 2> /dev/null || true; fi' EXIT

serve() {
    # Server and load have a processor each.
    taskset -c 0 "$binary" serve --listen 127.0.0.1:0 "$@" 2> "$folder/log" &
    server=$!
    until grep -q serving "$folder/log"; do kill -0 "$server" && sleep 0.1; done
    ADDRESS=$(grep -om1 '127\.0\.0\.1:[0-9]\+' "$folder/log")
    export ADDRESS
}

serve
taskset -c 1 make --no-print-directory -f deploy/load/Makefile smoke stream loop WORKERS=2 CALLS=20
load() {
    RAMP_SECONDS=3 PLATEAU_SECONDS=8 SPIKE_SECONDS=4 CALM_SECONDS=6 ALONE_SECONDS=3 TOGETHER_SECONDS=4 \
        taskset -c 1 deploy/load/load.sh
}
# The machine may be busy with something else: then once more.
load || load
kill "$server"
wait "$server" || true

serve --max-documents 1
code=0
RAMP_SECONDS=1 PLATEAU_SECONDS=4 SPIKE_SECONDS=1 CALM_SECONDS=1 ALONE_SECONDS=2 TOGETHER_SECONDS=2 \
    taskset -c 1 deploy/load/load.sh > "$folder/refused" 2>&1 || code=$?
if ((code != 99)) || ! grep -q 'calls_refused{phase:plateau}.*\*\*no' "$folder/refused"; then
    cat "$folder/refused"
    echo "not ok: a server that refuses too much passes (exit code $code)" >&2
    exit 1
fi
echo "ok a server that refuses too much does not pass"
