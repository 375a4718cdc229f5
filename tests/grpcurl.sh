#!/usr/bin/env bash
# The server as a stranger sees it: grpcurl knows the contract from reflection alone.
#
# Usage: tests/grpcurl.sh [path of copydesk]
set -euo pipefail

copydesk=${1:-target/debug/copydesk}
service=copydesk.v1.TextAnalysisService

if ! command -v grpcurl >/dev/null; then
    echo "grpcurl is not installed: nothing is checked" >&2
    if [[ ${CI:-} == true ]]; then exit 1; else exit 0; fi
fi

work=$(mktemp -d)
touch "$work/answer" "$work/log"
server=
finish() {
    local code=$?
    if [[ $server ]]; then kill -KILL "$server" 2>/dev/null || true; fi
    if ((code)); then
        printf '\nnot ok; the last answer:\n' >&2
        cat "$work/answer" >&2
        printf '\nthe log of the server:\n' >&2
        cat "$work/log" >&2
    fi
    rm -rf "$work"
    exit "$code"
}
trap finish EXIT

# Calls the server, under a limit of time, and keeps what grpcurl prints.
call() {
    grpcurl -plaintext -max-time 30 "$@" >"$work/answer" 2>&1
}

# Says that what NAME tells holds, if the Python on standard input does not object. There,
# `answers` are the messages of the last call, and `answer` is the first of them.
holds() {
    python3 -c '
import json, sys

rest, answers = open(sys.argv[1], encoding="utf-8").read().strip(), []
while rest:
    message, end = json.JSONDecoder().raw_decode(rest)
    answers.append(message)
    rest = rest[end:].lstrip()
answer = answers[0]
exec(sys.stdin.read())
' "$work/answer"
    echo "ok $1"
}

# Port 0 lets the system choose: no two runs can want the same one. The log tells which it is.
"$copydesk" serve --listen 127.0.0.1:0 >"$work/log" 2>&1 &
server=$!
for ((tries = 100; ; tries--)); do
    address=$(grep -om1 '127\.0\.0\.1:[0-9]\+' "$work/log" || true)
    if [[ $address ]] && call "$address" grpc.health.v1.Health/Check; then break; fi
    if ! kill -0 "$server" 2>/dev/null; then echo "the server does not start" >&2; exit 1; fi
    if ((tries == 0)); then echo "the server does not get healthy" >&2; exit 1; fi
    sleep 0.1
done
call -d "{\"service\": \"$service\"}" "$address" grpc.health.v1.Health/Check
holds "health answers SERVING" <<'END'
assert answer["status"] == "SERVING"
END

call "$address" list
grep -qx "$service" "$work/answer"
grep -qx grpc.health.v1.Health "$work/answer"
for version in v1 v2; do grep -qx "google.cloud.language.$version.LanguageService" "$work/answer"; done
echo "ok reflection lists the services"

call "$address" describe copydesk.v1.AnalyzeRequest
grep -q '\.copydesk\.v1\.Document document = 1;' "$work/answer"
echo "ok reflection describes a request"

call "$address" "$service/GetCapabilities"
holds "GetCapabilities tells stages and limits" <<'END'
stages = [stage["stage"] for stage in answer["stages"]]
assert stages == ["STAGE_CLEANING", "STAGE_ENTITIES", "STAGE_SENTIMENT"], stages
assert all(stage["languageCodes"] and stage["modelVersion"] for stage in answer["stages"])
assert answer["limits"]["maxContentBytes"] > 0
END

# The emoji is one code point, two units of UTF-16 and four bytes of UTF-8.
call -d '{"document": {"content": "Kari Lund, the mayor of Bergen, called the new tram line “a joy” 🎉 on Tuesday. Her rival Per Dahl said the terrible delays had already cost Norway millions."}}' \
    "$address" "$service/Analyze"
holds "Analyze answers clean text, entities and sentiment" <<'END'
analysis = answer["analysis"]
assert "Kari Lund" in analysis["cleaned"]["text"]
assert analysis["offsetEncoding"] == "OFFSET_ENCODING_UTF32"
assert analysis["entities"]["entities"]
assert analysis["sentiment"]["document"]["polarity"]
END
holds "every span of the answer is its slice of the clean text" <<'END'
text = answer["analysis"]["cleaned"]["text"]

def spans(node):
    if isinstance(node, list):
        node = dict(enumerate(node))
    if isinstance(node, dict):
        if "clean" in node and "text" in node:
            yield node
        for below in node.values():
            yield from spans(below)

found = list(spans(answer))
mentions = [m for e in answer["analysis"]["entities"]["entities"] for m in e["mentions"]]
assert all(mention["span"] in found for mention in mentions)
# Some of them behind the emoji, where the encodings differ.
assert any(mention["span"]["clean"]["end"] > text.index("🎉") for mention in mentions)
for span in found:
    start, end = span["clean"].get("start", 0), span["clean"]["end"]
    assert span["text"] == text[start:end], span
END

# grpcurl exits with 64 and the code of the status: INVALID_ARGUMENT is 3.
code=0
call -format-error -d '{"document": {"content": ""}}' "$address" "$service/Analyze" || code=$?
((code == 67))
holds "a bad request is told what is wrong, in words and not in base64" <<'END'
details = {detail["@type"].split("/")[-1]: detail for detail in answer["details"]}
fields = [violation["field"] for violation in details["google.rpc.BadRequest"]["fieldViolations"]]
assert fields == ["document.content"], fields
info = details["google.rpc.ErrorInfo"]
assert (info["domain"], info["reason"]) == ("copydesk", "INVALID_REQUEST"), info
END

call -d '{"documents": [{"id": "a", "content": "Bergen rejoices."}, {"id": "b", "content": " "}]}' \
    "$address" "$service/BatchAnalyze"
holds "BatchAnalyze answers in order, and a bad document alone fails" <<'END'
good, bad = answer["results"]
assert (good["id"], bad["id"], bad["index"]) == ("a", "b", 1)
assert good["analysis"]["cleaned"]["text"] == "Bergen rejoices."
assert bad["error"]["code"] == 3
assert any(detail.get("reason") == "INVALID_REQUEST" for detail in bad["error"]["details"])
END

call -d '{"document": {"id": "a", "content": "Bergen rejoices."}}
         {"document": {"id": "b", "content": "Oslo mourns."}}' "$address" "$service/StreamAnalyze"
holds "StreamAnalyze answers every document" <<'END'
texts = {r["id"]: r["analysis"]["cleaned"]["text"] for r in (a["result"] for a in answers)}
assert texts == {"a": "Bergen rejoices.", "b": "Oslo mourns."}, texts
END

for version in v1 v2; do
    call -d '{"document": {"type": "PLAIN_TEXT", "content": "Kari Lund, the mayor of Bergen, rejoiced 🎉."}, "encodingType": "UTF16"}' \
        "$address" "google.cloud.language.$version.LanguageService/AnalyzeEntities"
    holds "Google's contract $version finds the same" <<'END'
people = [entity for entity in answer["entities"] if entity["type"] == "PERSON"]
assert [entity["name"] for entity in people] == ["Kari Lund"], answer
END
done

kill -TERM "$server"
# The server has 25 seconds of its own to go; after 30 it is stuck.
for ((tries = 300; tries > 0; tries--)); do
    if ! kill -0 "$server" 2>/dev/null; then break; fi
    sleep 0.1
done
if ((tries == 0)); then echo "the server does not stop" >&2; exit 1; fi
code=0
wait "$server" || code=$?
server=
if ((code)); then echo "the server exits with $code" >&2; exit 1; fi
echo "ok SIGTERM ends the server with exit code 0"
