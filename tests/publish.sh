#!/usr/bin/env bash
# Tests deploy/publish: what it would do, and what it does, with stand-ins for buildah and cosign.
# No registry, no other architecture and no key is needed.
set -euo pipefail
cd "$(dirname "$0")/.."

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
revision=$(git rev-parse HEAD)
image=registry.example.com/news/copydesk:1.0
digest=sha256:$(printf '5%.0s' {1..64})
unset COSIGN_KEY PLATFORMS FOLDER BILL BUILDER

ok() { echo "ok $*"; }
fail() {
    echo "not ok $*" >&2
    exit 1
}
# Whether a text has these lines, in this order.
in_order() {
    local text=$1 line
    shift
    for line in "$@"; do
        [[ $text == *"$line"* ]] || fail "no \"$line\" (in that place) in: $text"
        text=${text#*"$line"}
    done
}

# Stand-ins write down how they are called.
mkdir "$folder/bin"
cat > "$folder/bin/buildah" << 'BUILDAH'
#!/usr/bin/env bash
if [[ "$1 $2" == "manifest exists" ]]; then exit 1; fi
echo "buildah $*" >> "$CALLS"
while (($#)); do
    if [[ $1 == --digestfile ]]; then printf %s "$DIGEST" > "$2"; fi
    shift
done
BUILDAH
# shellcheck disable=SC2016 # expanded when it runs
printf '#!/usr/bin/env bash\necho "cosign $*" >> "$CALLS"\n' > "$folder/bin/cosign"
chmod +x "$folder/bin/"*
export PATH=$folder/bin:$PATH CALLS=$folder/calls DIGEST=$digest

# ---- what it would do

said=$(COSIGN_KEY=cosign.key deploy/publish --dry-run "$image" 2> /dev/null)
[[ ! -e $CALLS ]] || fail "a dry run does something: $(< "$CALLS")"
zeros=$(printf '0%.0s' {1..64})
in_order "$said" "+ buildah manifest create localhost/copydesk-publish:$revision" \
    "+ buildah build --platform linux/amd64 " "--build-arg VERSION=1.0 --build-arg REVISION=$revision" \
    "+ buildah build --platform linux/arm64 " \
    "+ buildah manifest push --all --format oci --digestfile target/publish/digest" "docker://$image" \
    "+ write target/publish/provenance.json" "\"gitCommit\": \"$revision\"" \
    "+ write target/publish/bill.intoto.json" '"predicateType": "https://cyclonedx.org/bom"' \
    "+ write target/publish/provenance.intoto.json" '"predicateType": "https://slsa.dev/provenance/v1"' \
    "+ cosign attest --yes --key cosign.key --type cyclonedx --predicate target/copydesk.cdx.json" \
    "+ cosign attest --yes --key cosign.key --type slsaprovenance1 --predicate target/publish/provenance.json" \
    "+ cosign sign --yes --key cosign.key --recursive ${image%:*}@sha256:$zeros"
ok "a dry run says all that would be done, and does nothing"

said=$(deploy/publish --dry-run "$image" 2>&1)
[[ $said == *"not signed: there is no COSIGN_KEY"* && $said != *"+ cosign"* ]] || fail "it signs without a key"
ok "without a key nothing is signed, and it says so"

for wrong in "" --help "$image $image" registry.example.com/copydesk "localhost:5000/copydesk" "$image@$digest"; do
    code=0
    # shellcheck disable=SC2086 # as many arguments as words
    deploy/publish $wrong > /dev/null 2>&1 || code=$?
    ((code == 64)) || fail "\"$wrong\" is taken for a name with a tag"
done
ok "it refuses what is no name with a tag"

# ---- what it does, in a clone without changes

git clone --quiet . "$folder/clone"
cp deploy/publish "$folder/clone/deploy/publish"
git -C "$folder/clone" remote set-url origin https://robot:secret@git.example.com/copydesk.git
git -C "$folder/clone" add --all
git -C "$folder/clone" -c user.name=test -c user.email=test@example.com commit --quiet --all --allow-empty -m test
publish() { FOLDER=$folder/out BILL=$folder/bill.json BUILDER=test "$folder/clone/deploy/publish" "$image"; }

code=0
said=$(publish 2>&1) || code=$?
((code == 1)) && [[ $said == *"bill.json is missing"* ]] || fail "it publishes without a bill of materials: $said"
echo '{"bomFormat": "CycloneDX", "components": []}' > "$folder/bill.json"
touch "$folder/clone/new"
if publish > /dev/null 2>&1; then fail "it publishes what is not committed"; fi
rm "$folder/clone/new"
[[ ! -e $CALLS ]] || fail "it builds what it does not publish: $(< "$CALLS")"
ok "it publishes nothing without a bill of materials, and nothing that is not committed"

said=$(COSIGN_KEY=cosign.key publish)
[[ $said == "${image%:*}@$digest" ]] || fail "it does not say what it published: $said"
in_order "$(< "$CALLS")" "buildah manifest create" "buildah build --platform linux/amd64" \
    "buildah build --platform linux/arm64" "buildah manifest push --all" \
    "cosign attest" "cyclonedx --predicate $folder/bill.json ${image%:*}@$digest" \
    "cosign attest" "slsaprovenance1 --predicate $folder/out/provenance.json ${image%:*}@$digest" \
    "cosign sign" "${image%:*}@$digest"
python3 - "$folder/out" "${digest#*:}" << 'CHECK' || fail "the statements are not about the image"
import json, pathlib, sys

folder, digest = pathlib.Path(sys.argv[1]), sys.argv[2]
bill = json.loads((folder / "bill.intoto.json").read_text())
made = json.loads((folder / "provenance.intoto.json").read_text())
subject = [{"name": "registry.example.com/news/copydesk", "digest": {"sha256": digest}}]
assert bill["subject"] == made["subject"] == subject, subject
assert bill["predicate"]["bomFormat"] == "CycloneDX", bill
assert made["predicate"] == json.loads((folder / "provenance.json").read_text()), made
source = made["predicate"]["buildDefinition"]["resolvedDependencies"][0]
assert source["uri"] == "git+https://git.example.com/copydesk.git", source
assert made["predicate"]["runDetails"]["builder"]["id"] == "test", made
CHECK
ok "the index is pushed first, then signed by its digest, with statements about that digest"

export DIGEST=
if publish > /dev/null 2>&1; then fail "it goes on without a digest"; fi
ok "without a digest it fails"
