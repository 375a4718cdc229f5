#!/usr/bin/env bash
# Puts the server under load with k6, and reports how it took it.
#
# Usage: deploy/load/load.sh
#
# First it measures how fast the server answers one caller, and how many calls a second it answers when
# several callers never pause. Then it calls at rates of its own: a ramp, a plateau at 0.6 of what was
# measured, a spike at 3 times it, a recovery of two seconds at the rate of the plateau, and calm at the
# same. It exits with other than 0 unless
#
#   - all calls end with OK or RESOURCE_EXHAUSTED,
#   - in the ramp, the plateau and the calm less than 1 % end with the latter,
#   - and in the plateau and in the calm 99 % of those that are answered take at most SLOWDOWN times as
#     long as 99 % of those of the one caller.
#
# With nothing set it takes a minute. Run it on another machine than the server's, or keep the two on
# processors of their own: else it measures itself. Needs k6 and Python 3. Reads from the environment:
#
#   ADDRESS          host:port of the server; default: 127.0.0.1:50051
#   TLS_CA           file of the authority that vouches for it, `system` for those that this machine
#                    trusts; default: none, plaintext
#   TLS_CERTIFICATE  file of our own certificate, and
#   TLS_KEY          of its key, where the server asks for one; default: none
#   API_KEY_FILE     file with an API key; default: none
#   REPORT           folder for summary.md, latency.svg and what k6 wrote; default: deploy/load/report
#   SIZES            of the articles, which take turns [kB]; default: 1,6,30
#   CALLERS          that never pause, of the measurement; default: 16
#   ALONE_SECONDS    that it lasts with one caller; default: 4
#   TOGETHER_SECONDS that it lasts with all of them; default: 6
#   PLATEAU_RATE     of the plateau and after the spike [calls/s]; default: 0.6 of what was measured
#   SPIKE_RATE       of the spike [calls/s]; default: 3 times what was measured
#   RAMP_SECONDS, PLATEAU_SECONDS, SPIKE_SECONDS, RECOVERY_SECONDS, CALM_SECONDS
#                    that the phases last; default: 8, 14, 8, 2 and 14
#   MOST_CALLERS     that there may be, each on a connection of its own: more than the server's
#                    --max-documents, else nothing is refused, and less than its --max-connections;
#                    default: 100
#   SLOWDOWN         see above; default: 5
set -euo pipefail

# shellcheck source=deploy/load/common.sh
source "$(dirname "$0")/common.sh"
usage "$@"
(($# == 0)) || wrong "takes no arguments"
needs k6 python3

# k6 looks for files beside its script.
absolute() {
    case $1 in '' | system | /*) echo "$1" ;; *) echo "$PWD/$1" ;; esac
}
mkdir -p "${REPORT:=$here/report}"
REPORT=$(absolute "$REPORT")
TLS_CA=$(absolute "${TLS_CA:-}")
TLS_CERTIFICATE=$(absolute "${TLS_CERTIFICATE:-}")
TLS_KEY=$(absolute "${TLS_KEY:-}")
API_KEY_FILE=$(absolute "${API_KEY_FILE:-}")
export REPORT TLS_CA TLS_CERTIFICATE TLS_KEY API_KEY_FILE K6_CSV_TIME_FORMAT=unix_milli
# A report of an earlier run would be taken for one of this.
rm -f "$REPORT"/{calibration.json,calls.csv.gz,summary.json,summary.md,latency.svg}

# Nothing is told to k6's makers, and no port opened to steer it.
k6=(k6 run --no-usage-report --address '')
# Its bars are for terminals.
[[ -t 1 ]] || k6+=(--quiet)

"${k6[@]}" "$here/calibrate.js"
code=0
"${k6[@]}" --out "csv=$REPORT/calls.csv.gz" --summary-export "$REPORT/summary.json" \
    "$here/scenario.js" || code=$?
# 99 means that a limit was not kept; after anything else there is nothing to report.
if ((code == 0 || code == 99)); then
    python3 "$here/report.py" "$REPORT"
    cat "$REPORT/summary.md"
fi
exit "$code"
