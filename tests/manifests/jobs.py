"""What must hold of jobs: they go on where they were stopped, within their memory."""

from objects import containers, variables_taken


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
        for container in containers(job["spec"]["template"]):
            if variables_taken(container).get("COPYDESK_MEMORY_LIMIT") != "limits.memory":
                yield f"Job {job['metadata']['name']}: does not reckon with its limit of memory"
