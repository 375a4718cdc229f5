"""Whether deploy/check finds what it is for, and nothing in manifests that are well."""

import re
import subprocess
from pathlib import Path

CHECK = Path(__file__).parents[2] / "deploy/check"
DIGEST = "0" * 64


def told(binary, manifests, folder="-"):
    """Its exit code, and what it says."""
    done = subprocess.run([CHECK, folder, binary], input=manifests, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


def filled_in(manifests):
    """With all that is left to whoever deploys."""
    manifests = manifests.replace(DIGEST, "1" * 64)
    return re.sub(r"\bexample\.com\b", "news.internal", manifests)


def broken(manifests):
    """What is wrong, in which manifests, and what must be said about it."""
    if "kind: Job" in manifests:
        yield manifests.replace("name: COPYDESK_MEMORY_LIMIT", "name: COPYDESK_MAX_BATCH_BYTES"), \
            "Job: there is no setting COPYDESK_MAX_BATCH_BYTES"
        return
    yield manifests.replace("  COPYDESK_LISTEN:", "  COPYDESK_LISTENS:"), \
        "ConfigMap: there is no setting COPYDESK_LISTENS"
    yield manifests.replace("- name: COPYDESK_THREADS", "- name: COPYDESK_THREAD"), \
        "Deployment: there is no setting COPYDESK_THREAD"
    yield manifests.replace("1" * 64, DIGEST), f"@sha256:{DIGEST} is a placeholder"
    yield manifests.replace("news.internal", "example.com"), ".example.com"
    if "kind: HorizontalPodAutoscaler" in manifests or "kind: ScaledObject" in manifests:
        yield manifests.replace("  minReadySeconds:", "  replicas: 3\n  minReadySeconds:"), \
            "each apply undoes what the autoscaler did"


def faults(binary, rendered):
    """`rendered`: the text of overlays and jobs, by name."""
    for name, manifests in rendered.items():
        code, said = told(binary, manifests)
        if (code != 0) != (DIGEST in manifests):
            yield f"{name}, as it is shipped: {said}"
        manifests = filled_in(manifests)
        code, said = told(binary, manifests)
        if code or said.strip() != "ok -":
            yield f"{name}, filled in: {said}"
        for wrong, words in broken(manifests):
            code, said = told(binary, wrong)
            # Where the manifests have no such part, nothing was broken.
            if wrong != manifests and (code != 1 or words not in said):
                yield f"{name}: it does not say {words!r}, but {said!r}"
    for folder, wanted in (("overlays/dev", 0), ("overlays/prod", 1)):
        code, said = told(binary, "", CHECK.parent / folder)
        if code != wanted:
            yield f"the folder {folder}: {said}"
    code, said = told("false", "")
    if code != 64:
        yield f"it takes a copydesk that does not run for one without settings: {said}"
