#!/usr/bin/env bash
# Calls everything that copydesk has, and provokes every error that a stranger can provoke.
#
# Usage: deploy/load/smoke.sh
#
# Prints a line for each check, `ok NAME` or `not ok NAME`; exits with 1 if any is not ok. Needs
# grpcurl and Python 3. Reads from the environment:
#
#   ADDRESS          host:port of the server; default: 127.0.0.1:50051
#   TLS_CA           file of the authority that vouches for it, `system` for those that this machine
#                    trusts; default: none, plaintext
#   TLS_CERTIFICATE  file of our own certificate, and
#   TLS_KEY          of its key, where the server asks for one; default: none
#   API_KEY_FILE     file with an API key; default: none
#   REFLECTION       `off` where the server runs with --no-reflection; default: on
#
# Not provoked: OVERLOADED and RATE_LIMITED, which need load; STREAM_IDLE, CONNECTION_AGED and
# SHUTTING_DOWN, which need patience; ENCODING_NOT_SUPPORTED, which grpcurl cannot ask for; INTERNAL,
# which there should be no way to. Malformed JSON never leaves grpcurl.
set -euo pipefail

# shellcheck source=deploy/load/common.sh
source "$(dirname "$0")/common.sh"
usage "$@"
(($# == 0)) || wrong "takes no arguments"
needs grpcurl python3
case ${REFLECTION:=on} in on | off) ;; *) wrong "REFLECTION must be on or off, is '$REFLECTION'" ;; esac

# Calls METHOD with the messages on standard input, and keeps the exit code and what is printed.
call() {
    local method=$1
    shift
    keep "${grpcurl[@]}" -max-time "$max_time" -format-error -d @ "$@" "$address" "$method"
}
keep() {
    code=0
    "$@" >"$work/answer" 2>&1 || code=$?
}

failed=0
# Judges the last call by Python's EXPRESSION. In it `code` is the status, or None if there was no
# answer; `text` what grpcurl printed, `answers` the messages in it, and `answer` the first of them:
# where the call failed, the status. `info` is its ErrorInfo, `fields` are those that its BadRequest
# names.
check() {
    local name=$1 expression=$2
    if python3 - "$work/answer" "$code" "$expression" <<'END'
import json, sys

path, code, expression = sys.argv[1:]
# grpcurl exits with 64 and the code of the status, below that where it never got one.
code = int(code) if code == "0" else int(code) - 64 if int(code) > 64 else None
text = open(path, encoding="utf-8").read()
answers, rest = [], text.strip()
try:
    while rest:
        message, end = json.JSONDecoder().raw_decode(rest)
        answers.append(message)
        rest = rest[end:].lstrip()
except ValueError:
    pass  # not JSON: then the text is all there is
answer = answers[0] if answers else {}

def detail(status, name):
    found = [d for d in status.get("details", []) if d["@type"].endswith(f"/google.rpc.{name}")]
    return found[0] if found else {}

def reason(status):
    info = detail(status, "ErrorInfo")
    return info.get("reason") if info.get("domain") == "copydesk" else None

info = detail(answer, "ErrorInfo") if code else {}
fields = [v["field"] for v in detail(answer, "BadRequest").get("fieldViolations", [])] if code else []
try:
    holds = eval(f"({expression})")
except (LookupError, TypeError, AttributeError) as error:
    holds = False
    print(f"# {type(error).__name__}: {error}", file=sys.stderr)
sys.exit(not holds)
END
    then
        printf 'ok %s\n' "$name"
    else
        printf 'not ok %s\n' "$name"
        printf '# expected: %s\n' "$expression"
        printf '# grpcurl exited with %s and printed:\n' "$code"
        head -c 1000 "$work/answer" | sed 's/^/# /'
        echo
        failed=$((failed + 1))
    fi
}

# Judges that the last call was answered with STATUS, and with REASON in its ErrorInfo.
refused() {
    local name=$1 status=$2 reason=$3 more=${4:-True} number
    for number in "${!statuses[@]}"; do
        if [[ ${statuses[number]} == "$status" ]]; then break; fi
    done
    check "$name: $status, $reason" "code == $number and reason(answer) == '$reason' and $more"
}

# ---- what works ----

# Of whom anybody may ask, without a key too.
for name in '' "$service" copydesk.liveness; do
    keep grpcurl "${transport[@]}" "${limits[@]}" "${contract[@]}" -max-time "$max_time" -format-error \
        -d "{\"service\": \"$name\"}" "$address" grpc.health.v1.Health/Check
    check "health of '$name' is SERVING" 'code == 0 and answer["status"] == "SERVING"'
    # Nothing below can work where nobody listens, and each would wait for it.
    if ((code == 1)); then
        echo "# nobody answers at $address: nothing else is tried"
        exit 1
    fi
done
call grpc.health.v1.Health/Check <<<'{"service": "nobody"}'
check "health of what is not there: NOT_FOUND" 'code == 5'

keep grpcurl "${transport[@]}" "${limits[@]}" ${authorization[@]+"${authorization[@]}"} \
    -max-time "$max_time" "$address" list
if [[ $REFLECTION == on ]]; then
    check "reflection lists the services" \
        "code == 0 and {'$service', 'grpc.health.v1.Health'} <= set(text.split())"
else
    check "reflection is off" "code != 0 and 'does not support the reflection API' in text"
fi

call "$service/GetCapabilities" <<<'{}'
check "GetCapabilities tells stages and limits" 'code == 0
    and [stage["stage"] for stage in answer["stages"]]
        == ["STAGE_CLEANING", "STAGE_ENTITIES", "STAGE_SENTIMENT"]
    and all(answer["limits"][limit] > 0
        for limit in ("maxContentBytes", "maxBatchDocuments", "maxBatchBytes", "maxStreamInFlight"))'
limit() {
    python3 -c 'import json, sys; print(json.load(open(sys.argv[1]))["limits"][sys.argv[2]])' \
        "$work/answer" "$1" 2>/dev/null || echo 1
}
max_content=$(limit maxContentBytes)
max_batch_documents=$(limit maxBatchDocuments)
max_batch=$(limit maxBatchBytes)

call "$service/Analyze" <<<'{"document": {"id": "tram", "content": "Kari Lund, the mayor of Bergen, praised the new tram line."}}'
check "Analyze answers clean text, entities and tone" 'code == 0
    and answer["analysis"]["id"] == "tram"
    and "mayor of Bergen" in answer["analysis"]["cleaned"]["text"]
    and any(entity["name"] == "Kari Lund" for entity in answer["analysis"]["entities"]["entities"])
    and answer["analysis"]["sentiment"]["document"]["polarity"] == "POLARITY_POSITIVE"
    and len(answer["analysis"]["stages"]) == 3'

call "$service/Analyze" <<<'{"document": {"content": "Oslo mourns."}, "options": {"stages": ["STAGE_CLEANING"]}}'
check "Analyze leaves out what is not asked for" 'code == 0
    and not {"entities", "sentiment"} & answer["analysis"].keys()'

call "$service/BatchAnalyze" <<<'{"documents": [{"id": "a", "content": "Bergen rejoices."}, {"id": "b", "content": " "}, {"id": "c", "content": "Oslo mourns."}]}'
check "BatchAnalyze answers in order, and a bad document alone fails" 'code == 0
    and [result["id"] for result in answer["results"]] == ["a", "b", "c"]
    and ["analysis" in result for result in answer["results"]] == [True, False, True]
    and reason(answer["results"][1]["error"]) == "INVALID_REQUEST"'

call "$service/StreamAnalyze" <<<'{"document": {"id": "a", "content": "Bergen rejoices."}} {"document": {"id": "b", "content": "Oslo mourns."}}'
check "StreamAnalyze answers every document" 'code == 0
    and {a["result"]["id"]: a["result"]["analysis"]["cleaned"]["text"] for a in answers}
        == {"a": "Bergen rejoices.", "b": "Oslo mourns."}'

# ---- what the contract forbids ----

call "$service/Analyze" <<<'{"document": {"content": " \n\t "}}'
refused "blank content" INVALID_ARGUMENT INVALID_REQUEST 'fields == ["document.content"]'

call "$service/Analyze" <<<'{}'
refused "no document" INVALID_ARGUMENT INVALID_REQUEST

call "$service/Analyze" <<<'{"document": {"content": "Oslo mourns.", "format": 99}}'
refused "unknown enum" INVALID_ARGUMENT INVALID_REQUEST 'fields == ["document.format"]'

call "$service/Analyze" <<<'{"document": {"content": " ", "format": 99}, "options": {"stages": ["STAGE_UNSPECIFIED"], "entities": {"minConfidence": 2}}}'
refused "all mistakes are named at once" INVALID_ARGUMENT INVALID_REQUEST 'set(fields) == {
    "document.content", "document.format", "options.stages[0]", "options.entities.min_confidence"}'

call "$service/StreamAnalyze" <<<'{"document": {"content": "Nobody knows who I am."}} {"document": {"id": "b", "content": "Oslo mourns."}}'
check "missing id in a stream: INVALID_REQUEST, and the stream goes on" 'code == 0
    and {a["result"].get("index", 0): reason(a["result"].get("error", {})) for a in answers}
        == {0: "INVALID_REQUEST", 1: None}'

# ---- what is too large ----

# Prints COUNT letters, and nothing that a stage could work on for long.
letters() { head -c "$1" /dev/zero | tr '\0' a; }

{ printf '{"document": {"content": "' && letters $((max_content + 1)) && printf '"}}'; } >"$work/request"
call "$service/Analyze" <"$work/request"
refused "content too large" INVALID_ARGUMENT CONTENT_TOO_LARGE "info['metadata']
    == {'content_bytes': '$((max_content + 1))', 'max_content_bytes': '$max_content'}"

python3 -c 'import json, sys; print(json.dumps({"documents": [{"content": "a"}] * int(sys.argv[1])}))' \
    $((max_batch_documents + 1)) >"$work/request"
call "$service/BatchAnalyze" <"$work/request"
refused "too many documents in a batch" INVALID_ARGUMENT INVALID_REQUEST 'fields == ["documents"]'

call "$service/BatchAnalyze" <<<'{}'
refused "no documents in a batch" INVALID_ARGUMENT INVALID_REQUEST 'fields == ["documents"]'

half=$((max_batch / 2 + 1))
{
    printf '{"documents": [{"content": "' && letters $half
    printf '"}, {"content": "' && letters $half && printf '"}]}'
} >"$work/request"
call "$service/BatchAnalyze" <"$work/request"
if ((half <= max_content)); then
    refused "batch too large" INVALID_ARGUMENT INVALID_REQUEST 'fields == ["documents"]'
else
    check "batch too large: each of its documents is" 'code == 3
        or [reason(result["error"]) for result in answer["results"]] == ["CONTENT_TOO_LARGE"] * 2'
fi

# The transport reads twice what a document or a batch may hold.
larger=$((max_content > max_batch ? max_content : max_batch))
{ printf '{"document": {"content": "' && letters $((2 * larger + 65536)) && printf '"}}'; } >"$work/request"
call "$service/Analyze" <"$work/request"
refused "message too large" INVALID_ARGUMENT MESSAGE_TOO_LARGE

# ---- what is no call of ours ----

# Calls METHOD by a contract that is not the server's.
misremembered() {
    keep grpcurl "${transport[@]}" "${limits[@]}" ${authorization[@]+"${authorization[@]}"} \
        -import-path "$here/proto" -proto stranger.proto -proto errors.proto \
        -max-time "$max_time" -format-error -d "$2" "$address" "$1"
}
misremembered "$service/Analyze" '{"document": "//8="}'
refused "malformed message" INVALID_ARGUMENT MALFORMED_MESSAGE
misremembered "$service/Forget" '{}'
refused "unknown method" UNIMPLEMENTED METHOD_NOT_FOUND
misremembered copydesk.v1.Oracle/Ask '{}'
refused "unknown service" UNIMPLEMENTED METHOD_NOT_FOUND

# The stream stays open for longer than the call may take, however fast the server is. Whether its
# own word for it or grpcurl's comes first is a matter of luck.
max_time=1 call "$service/StreamAnalyze" < <(echo '{"document": {"id": "a", "content": "Oslo mourns."}}' && sleep 2)
check "deadline exceeded: DEADLINE_EXCEEDED" 'code == 4
    and reason(answers[-1]) in (None, "DEADLINE_EXCEEDED")'

# ---- who is not let in ----

if [[ ${API_KEY_FILE:-} ]]; then
    call "$service/GetCapabilities" <<<'{}'
    check "the key is accepted" 'code == 0'
    COPYDESK_API_KEY=cd_0000000000000000000000000000000000000000000000000000000000000000 \
        call "$service/Analyze" <<<'{"document": {"content": "Oslo mourns."}}'
    refused "wrong key" UNAUTHENTICATED UNAUTHENTICATED
    authorized=("${grpcurl[@]}")
    grpcurl=(grpcurl "${transport[@]}" "${limits[@]}" "${contract[@]}")
    call "$service/GetCapabilities" <<<'{}'
    refused "no key" UNAUTHENTICATED UNAUTHENTICATED
    grpcurl=("${authorized[@]}")
    keep grpcurl "${transport[@]}" "${limits[@]}" -max-time "$max_time" "$address" list
    check "reflection without a key is refused" 'code != 0'
fi
if [[ ${TLS_CA:-} ]]; then
    keep grpcurl -plaintext -connect-timeout 2 "${contract[@]}" -max-time 2 "$address" grpc.health.v1.Health/Check
    check "plaintext is not answered" 'code != 0'
fi

if ((failed)); then
    echo "# $failed not ok"
    exit 1
fi
