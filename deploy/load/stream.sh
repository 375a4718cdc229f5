#!/usr/bin/env bash
# Sends all documents down one StreamAnalyze call, several times over.
#
# Usage: deploy/load/stream.sh [COUNT [SECONDS]]
#
#   COUNT     how often each document is sent; default: 100
#   SECONDS   that the stream may take; default: 20
#
# Checks that each document is answered exactly once, and none with an error; exits with 1 otherwise.
# Prints how many documents were answered in a second. Needs grpcurl and Python 3. Reads from the
# environment:
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
(($# <= 2)) || wrong "takes at most two arguments"
count=${1:-100} seconds=${2:-20}
number COUNT "$count"
number SECONDS "$seconds"
needs grpcurl python3

requests "$count" >"$work/requests"
# The answers are read as they come: together they would be large.
# shellcheck disable=SC2016,SC2094 # quotes of Python, and nothing is written
"${grpcurl[@]}" -max-time "$seconds" -d @ "$address" "$service/StreamAnalyze" \
    <"$work/requests" 2>"$work/complaint" | python3 -c '
import collections, json, sys, time

begin = time.monotonic()
with open(sys.argv[1], encoding="utf-8") as requests:
    sent = [json.loads(line)["document"]["id"] for line in requests]
answered, errors, computed, message = collections.Counter(), collections.Counter(), 0.0, []
for line in sys.stdin:
    message.append(line)
    # grpcurl indents everything but the braces around a message.
    if line.rstrip() != "}":
        continue
    result = json.loads("".join(message))["result"]
    message = []
    answered[result.get("id", "")] += 1
    for stage in result.get("analysis", {}).get("stages", []):
        computed += float(stage["duration"].rstrip("s"))
    if "error" in result:
        errors[result["error"]["message"]] += 1
seconds = time.monotonic() - begin

missing = [name for name in sent if name not in answered]
twice = [name for name, times in answered.items() if times > 1]
strange = answered.keys() - set(sent)
ok = True
for name, wrong in (
    ("every document is answered", missing),
    ("none is answered twice", twice),
    ("nothing is answered that was not sent", sorted(strange)),
    ("none is answered with an error", [f"{times} times: {error}" for error, times in errors.items()]),
):
    print("not ok" if wrong else "ok", name)
    if wrong:
        ok = False
        print(f"# {len(wrong)}, such as {wrong[0]}")
total = sum(answered.values())
print(f"{total} documents in {seconds:.1f} s: {total / seconds:.1f} documents/s")
print(f"The stages took {computed:.1f} s of processor time for them; much of the rest is grpcurl,")
print("which makes JSON of every answer. What the server takes is measured by `make load`.")
sys.exit(not ok)
' "$work/requests" || {
    cat "$work/complaint"
    exit 1
}
