"""What must hold of jobs: they go on where they were stopped, within their memory."""

from objects import containers, quantity, settings

# What README.md, "Limits", says that a process takes, and each thread; and for each byte of a document, the
# most that was measured, in the worst text with all output asked for: more than in a server, which makes
# no JSON [bytes].
FIXED, THREAD, FACTOR = 192 << 20, 9 << 20, 620


def jobs_can_go_on(objects):
    for job in objects.kind("Job"):
        name, spec = job["metadata"]["name"], job["spec"]
        if spec.get("completionMode") != "Indexed":
            yield f"Job {name}: its pods would all do the same"
        if "backoffLimitPerIndex" not in spec:
            yield f"Job {name}: one bad part ends all"
        if spec.get("maxFailedIndexes", 0) > spec.get("completions", 1):
            yield f"Job {name}: more failures than parts"
        known = {container["name"] for container in containers(spec["template"])}
        for rule in spec.get("podFailurePolicy", {}).get("rules", []):
            named = rule.get("onExitCodes", {}).get("containerName")
            if named and named not in known:
                yield f"Job {name}: there is no container {named}"
        if spec["template"]["spec"].get("restartPolicy") != "Never":
            yield f"Job {name}: backoffLimitPerIndex needs restartPolicy Never"


def jobs_keep_within_their_memory(objects):
    for job in objects.kind("Job"):
        template = job["spec"]["template"]
        for container in containers(template):
            threads = quantity(container["resources"]["requests"]["cpu"])
            longest = int(settings(objects, template, container).get("COPYDESK_MAX_CONTENT_BYTES", 4 << 20))
            # Twice as many documents are at hand as there are threads.
            most = FIXED + threads * THREAD + 2 * threads * FACTOR * longest
            limit = quantity(container["resources"]["limits"]["memory"])
            if most > limit:
                yield f"Job: may take {most / 2**20:.0f} MiB, and is killed at {limit / 2**20:.0f}"
