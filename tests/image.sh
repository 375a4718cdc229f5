#!/usr/bin/env bash
# Builds the image as it is shipped, and runs it as Kubernetes would.
#
# Usage: tests/image.sh FOLDER
#
# It needs buildah, podman, runc, debootstrap and root. No registry of images is asked: Debian's own
# packages make the base, and the Rust of this machine stands in for the one in the official image.
# Between runs FOLDER keeps the base and what was compiled. Beside it, `$FOLDER/copydesk` is the binary.
set -euo pipefail
cd "$(dirname "$0")/.."

folder=$(mkdir -p "${1:?Usage: tests/image.sh FOLDER}" && realpath "$1")
rust=${RUST_VERSION:-1.95}
revision=$(git rev-parse HEAD)
rust_image=docker.io/library/rust:$rust-bookworm
export REGISTRIES_CONFIG_PATH=/dev/null
export CONTAINERS_CONF=$folder/containers.conf
# runc, and limits that need no privilege beyond root's: not every machine for tests has systemd.
cat > "$CONTAINERS_CONF" << 'CONFIG'
[containers]
default_ulimits = ["nofile=20000:20000", "nproc=4096:4096"]
[engine]
runtime = "runc"
cgroup_manager = "cgroupfs"
events_logger = "file"
CONFIG

ok() { echo "ok $*"; }
fail() {
    echo "not ok $*" >&2
    podman logs copydesk-test >&2 2> /dev/null || true
    exit 1
}
clean() {
    podman rm --force --time 0 copydesk-test > /dev/null 2>&1 || true
    if [[ ${resolver:-} ]]; then kill "$resolver" 2> /dev/null || true; fi
}
trap clean EXIT

if [[ ! -f $folder/base/etc/debian_version ]]; then
    debootstrap --variant=minbase --include=ca-certificates,libc6-dev,gcc bookworm "$folder/base" \
        > "$folder/debootstrap.log"
fi
if ! buildah inspect --type image "$rust_image" > /dev/null 2>&1; then
    base=$(buildah from scratch)
    buildah add --quiet "$base" "$folder/base" / > /dev/null
    buildah config --env PATH=/usr/local/cargo/bin:/usr/local/rust/bin:/usr/bin:/bin \
        --env CARGO_HOME=/usr/local/cargo "$base"
    buildah commit --quiet "$base" "$rust_image" > /dev/null
    buildah rm "$base" > /dev/null
fi

# The Rust that is here, its registry, and what lists the parts, are lent to the build.
tools=$(dirname "$(command -v cargo-cyclonedx)")
cargo_home=${CARGO_HOME:-$HOME/.cargo}
mkdir -p "$folder/cargo/bin"
cp -u "$tools/cargo-cyclonedx" "$folder/cargo/bin/"
for file in config.toml credentials.toml; do
    if [[ -f $cargo_home/$file ]]; then cp "$cargo_home/$file" "$folder/cargo/"; fi
done
build() {
    buildah build --quiet --isolation chroot --network host --pull-never --timestamp 0 \
        --ulimit nofile=20000:20000 --ulimit nproc=4096:4096 \
        --volume /etc/ssl/certs:/etc/ssl/certs:ro \
        --volume "$(rustc --print sysroot):/usr/local/rust:ro" \
        --volume "$folder/cargo:/usr/local/cargo" \
        --build-arg RUST_VERSION="$rust" --build-arg REVISION="$revision" \
        --format oci --file deploy/Dockerfile "$@" .
}
began=$SECONDS
build --tag copydesk-test > "$folder/build.log" 2>&1 || { tail -40 "$folder/build.log"; fail "it builds"; }
ok "it builds in $((SECONDS - began)) s"

mounted=$(buildah from --pull-never copydesk-test)
root=$(buildah mount "$mounted")
cp "$root/copydesk" "$folder/copydesk"
size=$(du -sb "$root" | cut -f1)
((size < 40 << 20)) || fail "$size bytes are too many"
[[ $(find "$root" -type f | wc -l) == 4 ]] || fail "it holds more than is meant: $(find "$root" -type f)"
grep -q '"bomFormat": *"CycloneDX"' "$root/usr/share/doc/copydesk/sbom.cdx.json" || fail "it lists its parts"
file=$(readelf --program-headers "$root/copydesk" 2> /dev/null || true)
[[ $file != *INTERP* ]] || fail "the binary is not static"
buildah umount "$mounted" > /dev/null && buildah rm "$mounted" > /dev/null
ok "$((size >> 10)) KiB, static, with its certificates, licence and list of parts"
configuration=$(podman image inspect copydesk-test)
[[ $configuration == *'"User": "65532:65532"'* ]] || fail "it does not run as 65532"
[[ $configuration == *"$revision"* ]] || fail "it does not say what it was made of"
ok "it is labelled, and runs as nobody"

# Takes as long as the first build did on a fresh machine.
if [[ ${REPRODUCE:-} ]]; then
    digest=$(buildah inspect --type image --format '{{.FromImageDigest}}' copydesk-test)
    rm -rf /var/tmp/buildah-cache*
    build --no-cache --tag copydesk-again > "$folder/again.log" 2>&1
    again=$(buildah inspect --type image --format '{{.FromImageDigest}}' copydesk-again)
    [[ $digest == "$again" ]] || fail "built again, it has another digest: $digest, $again"
    ok "built again from nothing, it has the same digest"
fi

run() {
    podman run --name copydesk-test --network host --read-only --cap-drop=ALL \
        --security-opt no-new-privileges --memory 1g --log-driver k8s-file "$@"
}
call() { grpcurl -plaintext -max-time 10 "$@"; }
wait_for() {
    for ((tries = 100; tries; tries--)); do
        if call "$1" grpc.health.v1.Health/Check > /dev/null 2>&1; then return; fi
        sleep 0.1
    done
    fail "it does not serve"
}

# What collects the telemetry has a name that only this resolver knows: static glibc asks it.
python=${PYTHON:-python3}
: > "$folder/collector" # There before the loop looks, however late the background opens it.
"$python" tests/collector_by_name.py > "$folder/collector" &
resolver=$!
for ((tries = 100; tries && $(wc -l < "$folder/collector") < 1; tries--)); do sleep 0.1; done
read -r name server port < "$folder/collector" || fail "the collector does not start"

run --detach --dns "$server" --env COPYDESK_MEMORY_LIMIT=$((1 << 30)) \
    --env COPYDESK_MAX_CONTENT_BYTES=1048576 --env COPYDESK_MAX_BATCH_BYTES=1048576 \
    --env OTEL_EXPORTER_OTLP_ENDPOINT="http://$name:$port" --env OTEL_METRICS_EXPORTER=none \
    copydesk-test serve --listen 127.0.0.1:50151 > /dev/null
wait_for 127.0.0.1:50151
call -d '{"document": {"content": "Ada Brook, the mayor of Vienna, praised the World Bank."}}' \
    127.0.0.1:50151 copydesk.v1.TextAnalysisService/Analyze | grep -q GEOPOLITICAL ||
    fail "it does not analyze"
ok "read-only, without capabilities and new privileges, within 1 GiB, it answers"
podman stop --time 20 copydesk-test > /dev/null
[[ $(podman inspect --format '{{.State.ExitCode}}' copydesk-test) == 0 ]] || fail "SIGTERM does not end it well"
ok "SIGTERM ends it with 0"
podman rm copydesk-test > /dev/null
for ((tries = 50; tries && $(wc -l < "$folder/collector") < 2; tries--)); do sleep 0.1; done
[[ $(tail -1 "$folder/collector") == "spans from copydesk" ]] || fail "no spans came to $name"
ok "its spans found the collector by name"

if run --memory 64m --rm copydesk-test serve --listen 127.0.0.1:50151 --memory-limit 67108864 \
    2> "$folder/refused"; then
    fail "it starts with less memory than it needs"
fi
grep -q 'memory limit must be at least' "$folder/refused" || fail "it does not say what it needs"
ok "with too little memory it says so and does not start"
