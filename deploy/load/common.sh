# shellcheck shell=bash disable=SC2034
# What the scripts share: they source it. It sets up what follows from these variables of the
# environment:
#
#   ADDRESS          host:port of the server; default: 127.0.0.1:50051
#   TLS_CA           file of the authority that vouches for it, `system` for those that this machine
#                    trusts; default: none, plaintext
#   TLS_CERTIFICATE  file of our own certificate, and
#   TLS_KEY          of its key, where the server asks for one; default: none
#   API_KEY_FILE     file with an API key; default: none
#   DOCUMENTS        folder of articles, *.txt and *.html; default: examples/ of the repository

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../.." && pwd)
service=copydesk.v1.TextAnalysisService
address=${ADDRESS:-127.0.0.1:50051}
documents=${DOCUMENTS:-$root/examples}
# A call that takes longer has failed [s].
max_time=10

# The names of gRPC's statuses, by their code.
statuses=(OK CANCELLED UNKNOWN INVALID_ARGUMENT DEADLINE_EXCEEDED NOT_FOUND ALREADY_EXISTS
    PERMISSION_DENIED RESOURCE_EXHAUSTED FAILED_PRECONDITION ABORTED OUT_OF_RANGE UNIMPLEMENTED
    INTERNAL UNAVAILABLE DATA_LOSS UNAUTHENTICATED)

# Ends a script that was called wrongly.
wrong() {
    printf '%s: %s\n' "${0##*/}" "$1" >&2
    exit 64
}

# Shows the comment at the top of the script, and ends it, if that is what is asked for.
usage() {
    case ${1:-} in -h | --help)
        sed -n '2,/^[^#]/s/^# \{0,1\}//p' "$0"
        exit 0
        ;;
    esac
}

# Says that NAME has to be a whole number of at least one, and VALUE is none.
number() {
    [[ $2 =~ ^[1-9][0-9]{0,8}$ ]] || wrong "$1 must be a whole number from 1 on, is '$2'"
}

# Says that a program has to be there.
needs() {
    local program
    for program; do
        command -v "$program" >/dev/null || wrong "$program is not installed"
    done
}

[[ $address == *:* && $address != *://* ]] || wrong "ADDRESS must be host:port, is '$address'"
for file in "${TLS_CA:-}" "${TLS_CERTIFICATE:-}" "${TLS_KEY:-}" "${API_KEY_FILE:-}"; do
    [[ -z $file || $file == system || -r $file ]] || wrong "$file cannot be read"
done

# grpcurl, up to what differs between calls. The contract comes from files, so that a call is one
# call, and works where reflection is off. The key comes from the environment: the list of processes
# is for everybody to read.
transport=()
case ${TLS_CA:-} in
'') transport+=(-plaintext) ;;
system) ;;
*) transport+=(-cacert "$TLS_CA") ;;
esac
if [[ ${TLS_CERTIFICATE:-} ]]; then
    [[ ${TLS_CA:-} && ${TLS_KEY:-} ]] || wrong "TLS_CERTIFICATE needs TLS_KEY and TLS_CA"
    transport+=(-cert "$TLS_CERTIFICATE" -key "$TLS_KEY")
fi
limits=(-connect-timeout 5 -max-msg-sz 268435456)
contract=(-import-path "$root/proto" -proto copydesk/v1/analysis.proto
    -import-path "$here/proto" -proto health.proto -proto errors.proto)
authorization=()
if [[ ${API_KEY_FILE:-} ]]; then
    COPYDESK_API_KEY=$(<"$API_KEY_FILE")
    export COPYDESK_API_KEY
    # shellcheck disable=SC2016 # grpcurl expands it
    authorization=(-expand-headers -H 'authorization: Bearer ${COPYDESK_API_KEY}')
fi
grpcurl=(grpcurl "${transport[@]}" "${limits[@]}" "${contract[@]}" ${authorization[@]+"${authorization[@]}"})

# Where the scripts keep what they need for a while.
work=$(mktemp -d)
finish() {
    local left
    left=$(jobs -p)
    # shellcheck disable=SC2086 # one word for each process
    if [[ $left ]]; then kill $left 2>/dev/null || true; fi
    rm -rf "$work"
}
trap finish EXIT
trap 'exit 130' INT
trap 'exit 141' PIPE
trap 'exit 143' TERM

# Sets `now` to the time [µs].
if [[ ${EPOCHREALTIME:-} ]]; then
    clock() { now=${EPOCHREALTIME/[^0-9]/}; }
else
    # The bash of macOS has no clock this fine.
    clock() { now=$(perl -MTime::HiRes=time -e 'printf "%d", time * 1e6'); }
fi

# Prints the documents as requests in JSON, one a line; with COUNT that many times over, each with an
# id of its own.
requests() {
    python3 - "$documents" "$@" <<'END'
import json, pathlib, sys

folder, *count = sys.argv[1:]
files = [file for file in sorted(pathlib.Path(folder).glob("*")) if file.suffix in (".txt", ".html")]
if not files:
    print(f"{folder} has no *.txt or *.html", file=sys.stderr)
    sys.exit(64)
contents = {file.name: file.read_text(encoding="utf-8", errors="replace") for file in files}
for time in range(int(count[0]) if count else 1):
    for name, content in contents.items():
        document = {"content": content}
        if count:
            document["id"] = f"{name}#{time}"
        print(json.dumps({"document": document}))
END
}
