#!/usr/bin/env bash
# Calls Analyze over and over with grpcurl, from several workers at a time.
#
# Usage: deploy/load/loop.sh [WORKERS [CALLS [SECONDS]]]
#
#   WORKERS   that call at the same time; default: 4
#   CALLS     that they make together, at most; default: 200
#   SECONDS   after which none begins any more; default: 20
#
# Prints how many calls there were, how many failed with which status, and how long they took; exits
# with 1 if any failed. Needs grpcurl and Python 3. Reads from the environment:
#
#   ADDRESS          host:port of the server; default: 127.0.0.1:50051
#   TLS_CA           file of the authority that vouches for it, `system` for those that this machine
#                    trusts; default: none, plaintext
#   TLS_CERTIFICATE  file of our own certificate, and
#   TLS_KEY          of its key, where the server asks for one; default: none
#   API_KEY_FILE     file with an API key; default: none
#   DOCUMENTS        folder of articles, *.txt and *.html; default: examples/ of the repository
set -euo pipefail

# shellcheck source=deploy/load/common.sh
source "$(dirname "$0")/common.sh"
usage "$@"
(($# <= 3)) || wrong "takes at most three arguments"
workers=${1:-4} calls=${2:-200} seconds=${3:-20}
number WORKERS "$workers"
number CALLS "$calls"
number SECONDS "$seconds"
needs grpcurl python3

# Calls METHOD with each FILE in turn, COUNT times at most. Prints for each call grpcurl's exit code and
# how long it took [µs], and keeps what grpcurl last complained of.
worker() {
    local method=$1 count=$2 call file begin code complaint
    shift 2
    for ((call = 0; call < count; call++)); do
        file=$((call % $# + 1))
        clock
        ((now < deadline)) || break
        begin=$now code=0
        complaint=$("${grpcurl[@]}" -max-time "$max_time" -d @ "$address" "$service/$method" \
            <"${!file}" 2>&1 >/dev/null) || code=$?
        clock
        echo "$code $((now - begin))"
        if ((code)); then echo "$complaint" >"$work/complaint"; fi
    done
}

# Lets the workers call METHOD, COUNT times together at most, and prints the table's row for it. Then
# `failed` tells how many of which kind failed.
row() {
    local method=$1 count=$2 number begin pids=()
    shift 2
    clock
    begin=$now
    for ((number = 0; number < workers; number++)); do
        # The first ones take what does not divide.
        worker "$method" $((count / workers + (number < count % workers))) "$@" >"$work/calls.$number" &
        pids+=($!)
    done
    wait "${pids[@]}"
    clock
    cat "$work"/calls.* >"$work/all"
    sort -k 2n "$work/all" | awk -v method="$method" -v wall=$((now - begin)) '
        { calls++ }
        $1 == 0 { answered[++ok] = $2 / 1000 }
        # The smallest that this share of the answers does not exceed.
        function at(share,   rank) {
            rank = int(share * ok)
            if (rank < share * ok) rank++
            return ok ? sprintf("%.1f", answered[rank ? rank : 1]) : "-"
        }
        END {
            printf "%-16s %6d %7d %8.1f %8s %8s %8s %8s %8s\n", method, calls, calls - ok,
                wall ? calls / wall * 1e6 : 0, at(0), at(0.5), at(0.9), at(0.99), at(1)
        }'
    failed=$(awk '$1 { print $1 }' "$work/all" | sort -n | uniq -c)
}

# shellcheck disable=SC2119 # once each
requests >"$work/requests"
# A file for each, since grpcurl is to read it in one go.
(cd "$work" && split -a 4 -l 1 requests request.)
echo "$address: $workers workers, at most $calls calls and $seconds s; documents: $(wc -l <"$work/requests" | tr -d ' ')"
echo
printf '%-16s %6s %7s %8s %8s %8s %8s %8s %8s  [ms]\n' '' calls failed calls/s min p50 p90 p99 max

echo '{}' >"$work/nothing"
clock
deadline=$((now + seconds * 1000000))
row GetCapabilities $((calls < 10 * workers ? calls : 10 * workers)) "$work/nothing"
clock
deadline=$((now + seconds * 1000000))
row Analyze "$calls" "$work"/request.*

cat <<END

grpcurl starts a process for each call, so these times are mostly its own: GetCapabilities, which
costs the server next to nothing, shows how much. What the server takes is measured by \`make load\`.
END
if [[ $failed ]]; then
    echo
    echo "Failed calls of Analyze:"
    while read -r count code; do
        if ((code > 64)); then name=${statuses[code - 64]}; else name="no answer"; fi
        printf '%6d %s\n' "$count" "$name"
    done <<<"$failed"
    echo "The last one:"
    cat "$work/complaint"
    exit 1
fi
[[ -s $work/all ]] || { echo "no call was made" >&2 && exit 1; }
