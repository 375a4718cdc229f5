"""What runs, whom it finds, and whom it lets in."""

from mutations.found import (PROD, STAGING, breaks, container, drop, metadata, pod, probe, put,
                             resources, security, spec)

# Probes and shutdown
put(PROD, "liveness asks for a name that is not served", probe("livenessProbe"), "service", "liveness")
put(PROD, "readiness asks for the whole", probe("readinessProbe"), "service", "")
put(PROD, "liveness is readiness", probe("livenessProbe"), "service", "copydesk.v1.TextAnalysisService")
put(PROD, "a probe's port by name", probe("readinessProbe"), "port", "grpc")
put(PROD, "a probe asks another port", probe("startupProbe"), "port", 50052)
put(PROD, "a probe needs one of the callers' connections", probe("livenessProbe"), "port", 50051)
put(PROD, "liveness must succeed twice", lambda f: f.container["livenessProbe"], "successThreshold", 2)
drop(PROD, "no readiness probe", container, "readinessProbe")
drop(PROD, "no sleep before the end", container, "lifecycle")
put(PROD, "killed while it drains", pod, "terminationGracePeriodSeconds", 30)
put(PROD, "grace shorter than a call", lambda f: f.settings, "COPYDESK_GRACE_PERIOD", "20s")
put(PROD, "sleeps longer than it may", lambda f: f.container["lifecycle"]["preStop"]["sleep"],
    "seconds", 120)

# Selectors and ports
put(PROD, "the service selects nothing", lambda f: f.spec("Service", "copydesk")["selector"],
    "app.kubernetes.io/name", "copydsk")
put(PROD, "the deployment selects others", lambda f: f.spec("Deployment")["selector"]["matchLabels"],
    "app.kubernetes.io/component", "web")
put(PROD, "the budget selects nothing", lambda f: f.spec("PodDisruptionBudget")["selector"]["matchLabels"],
    "app.kubernetes.io/name", "copy-desk")
put(PROD, "the policy is for nobody", lambda f: f.spec("NetworkPolicy", "copydesk")["podSelector"]["matchLabels"],
    "app.kubernetes.io/component", "api")
put(PROD, "spread over nobody",
    lambda f: f.pod["topologySpreadConstraints"][0]["labelSelector"]["matchLabels"],
    "app.kubernetes.io/name", "x")
put(PROD, "the service's target has no name", lambda f: f.spec("Service", "copydesk")["ports"][0],
    "targetPort", "http")
put(PROD, "appProtocol of the web", lambda f: f.spec("Service", "copydesk")["ports"][0], "appProtocol", "http")
put(PROD, "the policy opens no port", lambda f: f.spec("NetworkPolicy", "copydesk")["ingress"][0]["ports"][0],
    "port", "http2")
put(PROD, "it listens elsewhere", lambda f: f.settings, "COPYDESK_LISTEN", "0.0.0.0:8080")
put(PROD, "operators are answered elsewhere", lambda f: f.settings, "COPYDESK_ADMIN_LISTEN", "0.0.0.0:9000")
put(PROD, "the headless service has an address", spec("Service", "copydesk-headless"), "clusterIP", "10.0.0.9")
put(PROD, "callers are sent to pods that are not ready", spec("Service", "copydesk-headless"),
    "publishNotReadyAddresses", True)
put(PROD, "a traffic distribution that is none", spec("Service", "copydesk"), "trafficDistribution", "PreferZone")

# Replicas
put(PROD, "minimum above maximum", spec("HorizontalPodAutoscaler"), "minReplicas", 40)
put(PROD, "each apply undoes what the autoscaler did", spec("Deployment"), "replicas", 3)
put(PROD, "an old autoscaler", lambda f: f("HorizontalPodAutoscaler"), "apiVersion", "autoscaling/v2beta2")
put(PROD, "the autoscaler's target is not there", lambda f: f.spec("HorizontalPodAutoscaler")["scaleTargetRef"],
    "name", "copydesk-server")
put(PROD, "the autoscaler's container is not there",
    lambda f: f.spec("HorizontalPodAutoscaler")["metrics"][0]["containerResource"], "container", "app")
put(PROD, "both budgets", spec("PodDisruptionBudget"), "minAvailable", 1)
put(PROD, "no node is ever drained", spec("PodDisruptionBudget"), "maxUnavailable", 0)
put(PROD, "a rollout takes away first", lambda f: f.spec("Deployment")["strategy"]["rollingUpdate"],
    "maxUnavailable", "70%")

# References
put(PROD, "no such settings", lambda f: f.container["envFrom"][0]["configMapRef"], "name", "settings")
put(STAGING, "no such secret", lambda f: next(v for v in f.pod["volumes"] if v["name"] == "tls")["secret"],
    "secretName", "tls")
put(PROD, "no such account", pod, "serviceAccountName", "default-account")
put(PROD, "a setting refers to what is limited nowhere", lambda f: f.variable("COPYDESK_THREADS")
    ["valueFrom"]["resourceFieldRef"], "resource", "limits.cpu")
put(STAGING, "the certificate is for others", spec("Certificate"), "dnsNames", ["copydesk"])


@breaks(PROD, "a mount without a volume")
def _(found):
    found.container["volumeMounts"] = [{"name": "cache", "mountPath": "/cache"}]


@breaks(PROD, "a volume that nobody mounts")
def _(found):
    found.pod["volumes"].append({"name": "tmp", "emptyDir": {}})


@breaks(PROD, "a variable before the one that it refers to")
def _(found):
    found.container["env"].insert(0, found.variable("OTEL_RESOURCE_ATTRIBUTES"))
    found.container["env"].pop()


@breaks(PROD, "a number where a text must be")
def _(found):
    found.container["env"].append({"name": "COPYDESK_MAX_CALLS", "value": 100})


# Resources
put(PROD, "millibytes of memory", resources("limits"), "memory", "1024m")
put(PROD, "a unit that is none", resources("limits"), "memory", "1GB")
put(PROD, "asks for more than it may take", resources("requests"), "memory", "2Gi")
put(PROD, "throttled", resources("limits"), "cpu", "2")
drop(PROD, "no limit of memory", resources("limits"), "memory")

# Security
put(PROD, "root can be written to", security, "readOnlyRootFilesystem", False)
put(PROD, "may gain privileges", security, "allowPrivilegeEscalation", True)
put(PROD, "keeps a capability", lambda f: f.container["securityContext"]["capabilities"], "add", ["NET_ADMIN"])
put(PROD, "runs as root", lambda f: f.pod["securityContext"], "runAsUser", 0)
drop(PROD, "no seccomp", lambda f: f.pod["securityContext"], "seccompProfile")
put(PROD, "the node's network", pod, "hostNetwork", True)
put(PROD, "a token of the cluster", pod, "automountServiceAccountToken", True)
put(PROD, "the namespace takes any pod", lambda f: f("Namespace")["metadata"]["labels"],
    "pod-security.kubernetes.io/enforce", "privileged")
put(PROD, "an image by tag", container, "image", "registry.example.com/copydesk:latest")
put(PROD, "everybody is let in", lambda f: f.spec("NetworkPolicy", "copydesk")["ingress"][0], "from", [])
put(PROD, "only copydesk is let in", lambda f: f.spec("NetworkPolicy", "copydesk")["ingress"][0]["from"][0]
    ["podSelector"]["matchLabels"], "app.kubernetes.io/name", "copydesk")
put(PROD, "no names over TCP", lambda f: f.spec("NetworkPolicy", "copydesk")["egress"][0]["ports"][1],
    "protocol", "UDP")

put(PROD, "every pod of the cluster is let in", lambda f: f.spec("NetworkPolicy", "copydesk")["ingress"][0],
    "from", [{"namespaceSelector": {}}])
put(PROD, "the world is let in", lambda f: f.spec("NetworkPolicy", "copydesk")["ingress"][0],
    "from", [{"ipBlock": {"cidr": "0.0.0.0/0"}}])
drop(PROD, "callers reach every port", lambda f: f.spec("NetworkPolicy", "copydesk")["ingress"][0], "ports")
put(PROD, "callers reach what is for operators",
    lambda f: f.spec("NetworkPolicy", "copydesk")["ingress"][0]["ports"][0], "port", "metrics")
put(PROD, "nobody is let in", spec("NetworkPolicy", "copydesk"), "ingress", [])
put(PROD, "default-deny denies half", spec("NetworkPolicy", "default-deny"), "policyTypes", ["Ingress"])


@breaks(PROD, "a way out to the world")
def _(found):
    found.spec("NetworkPolicy", "copydesk")["egress"].append({"ports": [{"port": 443, "protocol": "TCP"}]})


@breaks(PROD, "no default-deny")
def _(found):
    found.remove("NetworkPolicy", "default-deny")


@breaks(PROD, "the gateway is kept out")
def _(found):
    found.remove("NetworkPolicy", "copydesk-from-gateway")


@breaks(STAGING, "any client is let in")
def _(found):
    found.container["env"].remove(found.variable("COPYDESK_TLS_CLIENT_CA"))


# What would not start, or would not be heeded
put(PROD, "too little memory for the documents", resources("limits"), "memory", "512Mi")
drop(PROD, "documents too large for the memory", lambda f: f.settings, "COPYDESK_MAX_CONTENT_BYTES")
put(PROD, "a setting with a wrong value", lambda f: f.settings, "COPYDESK_LOG_FORMAT", "yaml")
put(PROD, "a setting that there is not", lambda f: f.settings, "COPYDESK_MAX_BATCHES", "7")
put(PROD, "a command that there is not", container, "args", ["server"])
put(PROD, "a metric that there is not", lambda f: f.spec("HorizontalPodAutoscaler")["metrics"][1]["pods"]
    ["metric"], "name", "queue_wait")
put(PROD, "scraped at a wrong path", lambda f: f.spec("PodMonitor")["podMetricsEndpoints"][0], "path", "/metric")
put(PROD, "a route for a service that there is not",
    lambda f: f.spec("GRPCRoute")["rules"][0]["matches"][0]["method"], "service", "copydesk.v2.TextAnalysisService")
drop(PROD, "the collector ends before copydesk begins", lambda f: f.pod["initContainers"][0], "restartPolicy")
put(PROD, "the collector's probe asks nobody",
    lambda f: f.pod["initContainers"][0]["startupProbe"]["httpGet"], "port", 13134)
put(PROD, "the collector's settings lie elsewhere", lambda f: f.pod["initContainers"][0], "args",
    ["--config=/etc/otelcol/collector.yaml"])
put(STAGING, "the certificate lies elsewhere", lambda f: f.container["volumeMounts"][0], "mountPath", "/tls")
put(PROD, "gives up before it is ready", spec("Deployment"), "progressDeadlineSeconds", 5)


@breaks(PROD, "memory is not reckoned with")
def _(found):
    found.container["env"].remove(found.variable("COPYDESK_MEMORY_LIMIT"))


# What the API server alone would refuse, and typing errors
put(PROD, "a route to no service", lambda f: f.spec("GRPCRoute")["rules"][0]["backendRefs"][0], "name", "copydsk")
put(PROD, "a route to no port", lambda f: f.spec("GRPCRoute")["rules"][0]["backendRefs"][0], "port", 80)
put(PROD, "a route that matches nothing", lambda f: f.spec("GRPCRoute")["rules"][0]["matches"][0], "method", {})
put(PROD, "scraped every quarter", lambda f: f.spec("PodMonitor")["podMetricsEndpoints"][0], "interval", "15 s")
put(PROD, "scraped at no port", lambda f: f.spec("PodMonitor")["podMetricsEndpoints"][0], "port", "http")
put(PROD, "alerts of last year", spec("PrometheusRule"), "groups", [])
put(PROD, "a field that is none", container, "imagePullPolicies", "Always")
put(PROD, "a number of replicas in words", spec("Deployment"), "replicas", "three")
drop(PROD, "in no namespace", metadata("Service", "copydesk"), "namespace")


@breaks(PROD, "the same object twice")
def _(found):
    found.objects.append(found("Service", "copydesk"))


@breaks(PROD, "the collector exports to nothing")
def _(found):
    config = next(item for item in found.objects if item["kind"] == "ConfigMap"
                  and item["metadata"]["name"].startswith("otel-collector"))
    config["data"]["collector.yaml"] = config["data"]["collector.yaml"].replace(
        "exporters: [otlp_grpc]", "exporters: [otlphttp]")


@breaks(PROD, "telemetry goes where nobody listens")
def _(found):
    found.variable("OTEL_EXPORTER_OTLP_ENDPOINT")["value"] = "http://127.0.0.1:4318"
