"""What components add: TLS and keys, autoscalers, classes, monitoring; and jobs."""

from mutations.found import JOBS, KEDA, PROD, STAGING, breaks, drop, metadata, pod, put, spec

# Hangs
drop(PROD, "a hung process is waited for", lambda f: f.container["livenessProbe"], "terminationGracePeriodSeconds")
put(PROD, "a hung process is noticed late", lambda f: f.container["livenessProbe"], "periodSeconds", 10)
put(PROD, "a busy node is enough to be killed", lambda f: f.container["livenessProbe"], "failureThreshold", 1)
put(PROD, "waits after preStop once more", lambda f: f.settings, "COPYDESK_DRAIN_DELAY", "5s")

# Placement, and rollouts where there is little room
put(PROD, "a rollout has no room for its first pod", lambda f: f.spec("Deployment")["strategy"]["rollingUpdate"],
    "maxUnavailable", 0)
put(PROD, "a rollout takes two away", lambda f: f.spec("Deployment")["strategy"]["rollingUpdate"],
    "maxUnavailable", 2)
put(STAGING, "a rollout takes one away without need",
    lambda f: f.spec("Deployment")["strategy"]["rollingUpdate"], "maxUnavailable", 1)
put(PROD, "no pod beyond the wanted", lambda f: f.spec("Deployment")["strategy"]["rollingUpdate"], "maxSurge", 0)
drop(PROD, "nodes that take no pods count", lambda f: f.pod["topologySpreadConstraints"][0], "nodeTaintsPolicy")
put(PROD, "a class that there is not", pod, "priorityClassName", "high")
put(PROD, "a class behind all others", lambda f: f("PriorityClass"), "value", -5)
put(PROD, "a class for all", lambda f: f("PriorityClass"), "globalDefault", True)


@breaks(PROD, "two constraints for hosts")
def _(found):
    found.pod["topologySpreadConstraints"].append(
        found.pod["topologySpreadConstraints"][0] | {"whenUnsatisfiable": "ScheduleAnyway"})


# TLS and keys
put(PROD, "the keys lie elsewhere", lambda f: mount(f, "api-keys"), "mountPath", "/keys")
put(PROD, "keys that never change", lambda f: mount(f, "api-keys"), "subPath", "keys.toml")
put(PROD, "no such keys", lambda f: volume(f, "api-keys")["secret"], "secretName", "keys")
put(PROD, "every namespace is let in", lambda f: f.spec("NetworkPolicy", "copydesk")["ingress"][0]["from"][0],
    "namespaceSelector", {})
put(PROD, "no namespace is named", lambda f: f.spec("NetworkPolicy", "copydesk")["ingress"][0]["from"][0]
    ["namespaceSelector"]["matchExpressions"][0], "values", [])
put(PROD, "all namespaces but one", lambda f: f.spec("NetworkPolicy", "copydesk")["ingress"][0]["from"][0]
    ["namespaceSelector"]["matchExpressions"][0], "operator", "NotIn")
drop(PROD, "every pod of the namespace is let in",
     lambda f: f.spec("NetworkPolicy", "copydesk")["ingress"][0]["from"][0], "podSelector")
put(PROD, "the gateway asks for another name", lambda f: f.spec("BackendTLSPolicy")["validation"], "hostname",
    "copydesk.internal.example.com")
drop(PROD, "the gateway trusts nobody", lambda f: f.spec("BackendTLSPolicy")["validation"], "caCertificateRefs")
put(PROD, "the gateway's TLS is for another service", lambda f: f.spec("BackendTLSPolicy")["targetRefs"][0],
    "name", "copydesk-grpc")
put(PROD, "the gateway's TLS is for another kind", lambda f: f.spec("BackendTLSPolicy")["targetRefs"][0],
    "kind", "Deployment")


def mount(found, name):
    return next(item for item in found.container["volumeMounts"] if item["name"] == name)


def volume(found, name):
    return next(item for item in found.pod["volumes"] if item["name"] == name)


@breaks(PROD, "anybody may call")
def _(found):
    found.container["env"].remove(found.variable("COPYDESK_API_KEYS"))


@breaks(PROD, "the gateway speaks no TLS")
def _(found):
    found.remove("BackendTLSPolicy")


@breaks(PROD, "nobody speaks TLS")
def _(found):
    for name in ("COPYDESK_TLS_CERTIFICATE", "COPYDESK_TLS_KEY"):
        found.container["env"].remove(found.variable(name))


drop(PROD, "one pod's health is taken for that of all",
     lambda f: f.spec("GRPCRoute")["rules"][0]["matches"][1]["method"], "method")


# KEDA
def trigger(number):
    return lambda found: found.spec("ScaledObject")["triggers"][number]


put(KEDA, "another namespace's wait", lambda f: trigger(1)(f)["metadata"], "query",
    'sum(pod:copydesk_queue_wait_seconds:mean1m{namespace="staging"})')
put(KEDA, "a wait that nobody records", lambda f: trigger(1)(f)["metadata"], "query",
    'sum(copydesk_queue_wait{namespace="copydesk"})')
put(KEDA, "the wait of all pods for one", trigger(1), "metricType", "Value")
put(KEDA, "20 s are not too long", lambda f: trigger(1)(f)["metadata"], "threshold", "20")
put(KEDA, "no such container", lambda f: trigger(0)(f)["metadata"], "containerName", "app")
put(KEDA, "no such Deployment", lambda f: f.spec("ScaledObject")["scaleTargetRef"], "name", "server")
put(KEDA, "least above most", spec("ScaledObject"), "minReplicaCount", 20)
drop(KEDA, "an autoscaler that is there is in the way", metadata("ScaledObject"), "annotations")
drop(KEDA, "a name that the alerts do not know",
     lambda f: f.spec("ScaledObject")["advanced"]["horizontalPodAutoscalerConfig"], "name")


@breaks(KEDA, "two autoscalers")
def _(found):
    found.objects.append({
        "apiVersion": "autoscaling/v2", "kind": "HorizontalPodAutoscaler",
        "metadata": {"name": "copydesk", "namespace": "copydesk"},
        "spec": {"scaleTargetRef": found.spec("ScaledObject")["scaleTargetRef"], "maxReplicas": 3}})


# Monitoring
put(PROD, "alerts on the cluster of last year", spec("PrometheusRule", "copydesk-cluster"), "groups", [])
drop(PROD, "a dashboard that Grafana does not look for",
     lambda f: f("ConfigMap", "grafana-dashboard-copydesk")["metadata"]["labels"], "grafana_dashboard")
put(PROD, "another dashboard", lambda f: f("ConfigMap", "grafana-dashboard-copydesk")["data"], "copydesk.json", "{}")


@breaks(PROD, "no dashboard")
def _(found):
    found.remove("ConfigMap", "grafana-dashboard-copydesk")


@breaks(PROD, "alerts on the server alone")
def _(found):
    found.remove("PrometheusRule", "copydesk-cluster")


# Jobs
put(JOBS, "every pod does the same", spec("Job"), "completionMode", "NonIndexed")
put(JOBS, "restarts within the pod", lambda f: f.spec("Job")["template"]["spec"], "restartPolicy", "OnFailure")
put(JOBS, "more failures than parts", spec("Job"), "maxFailedIndexes", 17)
put(JOBS, "failures of no container", lambda f: f.spec("Job")["podFailurePolicy"]["rules"][1]["onExitCodes"],
    "containerName", "app")
put(JOBS, "an option that there is not", lambda f: f.spec("Job")["template"]["spec"]["containers"][0], "args",
    ["analyze", "--json-lines"])
drop(JOBS, "one bad part ends all", spec("Job"), "backoffLimitPerIndex")
put(JOBS, "another limit of memory", lambda f: f.job_variable("COPYDESK_MEMORY_LIMIT")["valueFrom"]
    ["resourceFieldRef"], "resource", "requests.memory")
put(JOBS, "too little memory for any document", lambda f: f.spec("Job")["template"]["spec"]["containers"][0]
    ["resources"], "limits", {"memory": "300Mi"})
put(JOBS, "a limit that analyze does not know", lambda f: f.job_variable("COPYDESK_MEMORY_LIMIT"), "name",
    "COPYDESK_MAX_BATCH_BYTES")
put(JOBS, "an archive for which no node is added", lambda f: f("PriorityClass"), "value", -1000)
put(JOBS, "an archive before the servers", lambda f: f("PriorityClass"), "value", 200000)
drop(JOBS, "an archive like any other", lambda f: f.spec("Job")["template"]["spec"], "priorityClassName")
