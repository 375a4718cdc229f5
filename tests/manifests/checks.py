"""What must hold of the rendered manifests beyond their schema.

Each check takes the objects of one overlay and yields what is wrong, in words. They look for what
Kubernetes accepts and then does not work (a selector that selects nothing, a probe that asks for a
name the server does not know), and for what only an API server would refuse.
"""

import datetime
import re
from collections import Counter

# The names under which the server answers for its health: see src/grpc/health.rs.
PROBES = {
    "startupProbe": "",
    "readinessProbe": "copydesk.v1.TextAnalysisService",
    "livenessProbe": "copydesk.liveness",
}
# The longest that a call may last without a setting that says otherwise [s].
TIME_LIMIT = 30
QUANTITY = re.compile(r"^(\d+(?:\.\d+)?)(m|k|Ki|M|Mi|G|Gi|T|Ti)?$")
UNITS = {None: 1, "m": 1e-3, "k": 1e3, "Ki": 2**10, "M": 1e6, "Mi": 2**20, "G": 1e9, "Gi": 2**30,
         "T": 1e12, "Ti": 2**40}
# What the adapter of deploy/README.md calls the series that is recorded for the autoscaler.
METRIC = "copydesk_queue_wait_seconds"
DURATION = re.compile(r"^(?:\d+(?:ms|[smhdwy]))+$")


class Objects:
    """The objects of an overlay, by kind."""

    def __init__(self, objects):
        self.all = [item for item in objects if item]

    def kind(self, kind):
        return [item for item in self.all if item["kind"] == kind]

    def named(self, kind, name):
        return next((item for item in self.kind(kind) if item["metadata"]["name"] == name), None)

    def workloads(self):
        """Name, pod template, and the object, of whatever runs pods."""
        for kind in ("Deployment", "Job"):
            for item in self.kind(kind):
                yield item["metadata"]["name"], item["spec"]["template"], item


def containers(template, sidecars=True):
    spec = template["spec"]
    return (spec.get("initContainers", []) if sidecars else []) + spec.get("containers", [])


def ports(template):
    return {port["name"]: port["containerPort"]
            for container in containers(template) for port in container.get("ports", [])}


def labels(template):
    return template["metadata"].get("labels", {})


def matches(selector, template):
    """Whether a selector (of labels, or of matchLabels) picks a pod."""
    wanted = selector.get("matchLabels", selector)
    return bool(wanted) and wanted.items() <= labels(template).items()


def quantity(text):
    found = QUANTITY.match(str(text))
    return float(found[1]) * UNITS[found[2]] if found else None


def seconds(text):
    """Of a duration as copydesk reads it."""
    found = re.match(r"^(\d+)(ms|s|m|h)?$", text)
    return int(found[1]) * {"ms": 0.001, "s": 1, "m": 60, "h": 3600, None: 1}[found[2]]


def settings(objects, template, container):
    """The variables of a container whose value is known."""
    values = {}
    for source in container.get("envFrom", []):
        config = objects.named("ConfigMap", source.get("configMapRef", {}).get("name"))
        values.update(config.get("data", {}) if config else {})
    values.update({entry["name"]: entry.get("value") for entry in container.get("env", [])})
    return values


def names_are_unique(objects):
    names = Counter((item["kind"], item["metadata"].get("namespace"), item["metadata"]["name"])
                    for item in objects.all)
    yield from (f"{name} is there {count} times" for name, count in names.items() if count > 1)


def all_live_in_the_namespace(objects):
    namespaces = {item["metadata"]["name"] for item in objects.kind("Namespace")}
    for item in objects.all:
        if item["kind"] != "Namespace" and item["metadata"].get("namespace") not in namespaces:
            yield f"{item['kind']} {item['metadata']['name']}: in no namespace of these"


def selectors_select(objects):
    for name, template, item in objects.workloads():
        if item["kind"] == "Deployment" and not matches(item["spec"]["selector"], template):
            yield f"Deployment {name}: does not select its own pods"
        for spread in template["spec"].get("topologySpreadConstraints", []):
            if not matches(spread.get("labelSelector", {}), template):
                yield f"{name}: spreads pods that are not its own"
    templates = [template for _, template, _ in objects.workloads()]
    for kind, path in (("Service", ["selector"]), ("PodDisruptionBudget", ["selector"]),
                       ("NetworkPolicy", ["podSelector"]), ("PodMonitor", ["selector"])):
        for item in objects.kind(kind):
            selector = item["spec"]
            for part in path:
                selector = selector.get(part, {})
            if kind == "NetworkPolicy" and not selector:
                continue  # On purpose: every pod.
            picked = [template for template in templates if matches(selector, template)]
            if not picked:
                yield f"{kind} {item['metadata']['name']}: selects no pod"


def ports_are_there(objects):
    deployments = [template for _, template, item in objects.workloads()
                   if item["kind"] == "Deployment"]
    for service in objects.kind("Service"):
        for template in deployments:
            if not matches(service["spec"]["selector"], template):
                continue
            open_ports = ports(template)
            for port in service["spec"]["ports"]:
                target = port.get("targetPort", port["port"])
                if target not in open_ports and target not in open_ports.values():
                    yield f"Service {service['metadata']['name']}: no port {target} in the pod"
                if port.get("appProtocol") not in ("kubernetes.io/h2c", "https"):
                    yield f"Service {service['metadata']['name']}: appProtocol is not gRPC's"
    for policy in objects.kind("NetworkPolicy"):
        for template in deployments:
            if not matches(policy["spec"]["podSelector"], template):
                continue
            for rule in policy["spec"].get("ingress", []):
                for port in rule.get("ports", []):
                    if port["port"] not in ports(template) | {v: v for v in ports(template).values()}:
                        yield f"NetworkPolicy {policy['metadata']['name']}: no port {port['port']}"
    for monitor in objects.kind("PodMonitor"):
        for template in deployments:
            for endpoint in monitor["spec"].get("podMetricsEndpoints", []):
                if endpoint.get("port") not in ports(template):
                    yield f"PodMonitor: no port {endpoint.get('port')}"


def server_listens_where_it_is_asked(objects):
    for name, template, container in servers(objects):
        values = settings(objects, template, container)
        listens = {key: int((values.get(key) or ":0").rsplit(":", 1)[1])
                   for key in ("COPYDESK_LISTEN", "COPYDESK_ADMIN_LISTEN")}
        declared = {port["name"]: port["containerPort"] for port in container["ports"]}
        if declared.get("grpc") != listens["COPYDESK_LISTEN"]:
            yield f"{name}: COPYDESK_LISTEN is not the port grpc"
        if declared.get("metrics") != listens["COPYDESK_ADMIN_LISTEN"]:
            yield f"{name}: COPYDESK_ADMIN_LISTEN is not the port metrics"
        secure = any(key.startswith("COPYDESK_TLS_") for key in values)
        # Callers may take every connection of the other one, and it may speak TLS.
        right = listens["COPYDESK_ADMIN_LISTEN"]
        for probe, service in PROBES.items():
            asked = container.get(probe, {}).get("grpc")
            if asked is None:
                yield f"{name}: {probe} is not gRPC's own"
                continue
            if asked.get("service", "") != service:
                yield f"{name}: {probe} asks for {asked.get('service')!r}, not {service!r}"
            if asked["port"] != right:
                yield f"{name}: {probe} asks port {asked['port']}, not {right}"
        for what in ("CERTIFICATE", "KEY", "CLIENT_CA") if secure else ():
            path = values.get(f"COPYDESK_TLS_{what}") or ""
            mounts = [mount["mountPath"] for mount in container.get("volumeMounts", [])]
            if path.rsplit("/", 1)[0] not in mounts:
                yield f"{name}: COPYDESK_TLS_{what} is not mounted"
        taken = {entry["name"]: entry.get("valueFrom", {}).get("resourceFieldRef", {}).get("resource")
                 for entry in container.get("env", [])}
        if taken.get("COPYDESK_MEMORY_LIMIT") != "limits.memory":
            yield f"{name}: does not reckon with its limit of memory"
        if taken.get("COPYDESK_THREADS") != "requests.cpu":
            yield f"{name}: does not reckon with the processors it asks for"
        if container.get("livenessProbe", {}).get("successThreshold", 1) != 1:
            yield f"{name}: the successThreshold of a livenessProbe must be 1"
        for service in objects.kind("Service"):
            wanted = "https" if secure else "kubernetes.io/h2c"
            if any(port.get("appProtocol") != wanted for port in service["spec"]["ports"]):
                yield f"Service {service['metadata']['name']}: appProtocol is not {wanted}"


def servers(objects):
    for name, template, item in objects.workloads():
        if item["kind"] == "Deployment":
            for container in containers(template, sidecars=False):
                if container["name"] == "copydesk":
                    yield name, template, container


def grace_adds_up(objects):
    for name, template, container in servers(objects):
        values = settings(objects, template, container)
        sleep = container.get("lifecycle", {}).get("preStop", {}).get("sleep", {}).get("seconds", 0)
        if sleep < 5:
            yield f"{name}: preStop sleeps {sleep} s: nodes may still send calls"
        delay = seconds(values.get("COPYDESK_DRAIN_DELAY") or "0s")
        grace = seconds(values.get("COPYDESK_GRACE_PERIOD") or "25s")
        longest = seconds(values.get("COPYDESK_TIME_LIMIT") or f"{TIME_LIMIT}s")
        if grace < longest + 2:
            yield f"{name}: a grace period of {grace} s is too short for a call of {longest} s"
        given = template["spec"].get("terminationGracePeriodSeconds", 30)
        if given < sleep + delay + grace:
            yield f"{name}: ends after {given} s, needs {sleep + delay + grace}"


def replicas_agree(objects):
    for name, _, item in objects.workloads():
        if item["kind"] != "Deployment":
            continue
        least = item["spec"].get("replicas", 1)
        if item["spec"].get("progressDeadlineSeconds", 600) <= item["spec"].get("minReadySeconds", 0):
            yield f"{name}: is given up before it can be ready"
        scalers = [scaler for scaler in objects.kind("HorizontalPodAutoscaler")
                   if scaler["spec"]["scaleTargetRef"]["name"] == name]
        for scaler in scalers:
            low, high = scaler["spec"].get("minReplicas", 1), scaler["spec"]["maxReplicas"]
            if low > high:
                yield f"autoscaler: at least {low}, but at most {high}"
            if "replicas" in item["spec"]:
                yield f"{name}: each apply undoes what the autoscaler did"
            least = low
        for budget in objects.kind("PodDisruptionBudget"):
            spec = budget["spec"]
            if "minAvailable" in spec and "maxUnavailable" in spec:
                yield "PodDisruptionBudget: both minAvailable and maxUnavailable"
            if spec.get("minAvailable") == least or spec.get("maxUnavailable") == 0:
                yield "PodDisruptionBudget: no node can ever be drained"
            if spec.get("unhealthyPodEvictionPolicy") != "AlwaysAllow":
                yield "PodDisruptionBudget: pods that are not ready keep nodes from being drained"
        rolling = item["spec"].get("strategy", {}).get("rollingUpdate", {})
        if rolling.get("maxUnavailable") != 0 or not rolling.get("maxSurge"):
            yield f"{name}: a rollout takes pods away before there are new ones"
    for scaler in objects.kind("HorizontalPodAutoscaler"):
        target = scaler["spec"]["scaleTargetRef"]
        if not objects.named(target["kind"], target["name"]):
            yield f"autoscaler: there is no {target['kind']} {target['name']}"
        for metric in scaler["spec"].get("metrics", []):
            named = metric.get("pods", {}).get("metric", {}).get("name", METRIC)
            if named != METRIC:
                yield f"autoscaler: there is no metric {named}"
            wanted = metric.get("containerResource", {}).get("container")
            pods = [template for _, template, _ in objects.workloads()]
            if wanted and not any(c["name"] == wanted for pod in pods for c in containers(pod)):
                yield f"autoscaler: there is no container {wanted}"


def references_resolve(objects):
    secrets = {item["spec"]["secretName"] for item in objects.kind("Certificate")}
    secrets |= {item["metadata"]["name"] for item in objects.kind("Secret")}
    accounts = {item["metadata"]["name"] for item in objects.kind("ServiceAccount")}
    for name, template, _ in objects.workloads():
        spec = template["spec"]
        if spec.get("serviceAccountName") not in accounts:
            yield f"{name}: there is no service account {spec.get('serviceAccountName')}"
        volumes = {volume["name"]: volume for volume in spec.get("volumes", [])}
        for volume in volumes.values():
            config = volume.get("configMap", {}).get("name")
            if config and not objects.named("ConfigMap", config):
                yield f"{name}: there is no ConfigMap {config}"
            secret = volume.get("secret", {}).get("secretName")
            if secret and secret not in secrets:
                yield f"{name}: there is no Secret {secret}"
        used = set()
        for container in containers(template):
            for mount in container.get("volumeMounts", []):
                used.add(mount["name"])
                if mount["name"] not in volumes:
                    yield f"{name}: there is no volume {mount['name']}"
            for source in container.get("envFrom", []):
                config = source.get("configMapRef", {}).get("name")
                if config and not objects.named("ConfigMap", config):
                    yield f"{name}: there is no ConfigMap {config}"
            yield from variables_are_known(name, container)
        yield from (f"{name}: nobody mounts the volume {volume}" for volume in volumes.keys() - used)


def variables_are_known(name, container):
    """A variable can refer to those before it; to others it does not, and says nothing."""
    known = set()
    for entry in container.get("env", []):
        for wanted in re.findall(r"\$\((\w+)\)", str(entry.get("value") or "")):
            if wanted not in known:
                yield f"{name}: {entry['name']} refers to {wanted}, which comes later or never"
        known.add(entry["name"])
        resource = entry.get("valueFrom", {}).get("resourceFieldRef")
        if resource:
            group, what = resource["resource"].split(".")
            if what not in container.get("resources", {}).get(group, {}):
                yield f"{name}: {entry['name']} refers to {resource['resource']}, which is not set"


def quantities_make_sense(objects):
    for name, template, item in objects.workloads():
        for container in containers(template):
            resources = container.get("resources", {})
            where = f"{name}/{container['name']}"
            requests, limits = resources.get("requests", {}), resources.get("limits", {})
            for group in (requests, limits):
                for what, text in group.items():
                    value = quantity(text)
                    if value is None:
                        yield f"{where}: {what}: {text} is no quantity"
                    elif what == "memory" and value < 16 * 2**20:
                        yield f"{where}: {text} of memory is next to nothing"
                    elif what == "cpu" and value > 64:
                        yield f"{where}: {text} processors are too many"
            if "memory" not in limits:
                yield f"{where}: has no limit of memory"
            if "cpu" in limits:
                yield f"{where}: a limit of processor time throttles it"
            if "cpu" not in requests or "memory" not in requests:
                yield f"{where}: does not say what it needs"
            elif (quantity(requests["memory"]) or 0) > (quantity(limits.get("memory", 0)) or 0):
                yield f"{where}: asks for more memory than it may take"


def pods_are_restricted(objects):
    """Pod Security Standards, "restricted", and a root that cannot be written to."""
    for namespace in objects.kind("Namespace"):
        if namespace["metadata"].get("labels", {}).get(
                "pod-security.kubernetes.io/enforce") != "restricted":
            yield "the namespace does not enforce restricted pods"
    for name, template, _ in objects.workloads():
        spec = template["spec"]
        context = spec.get("securityContext", {})
        if not context.get("runAsNonRoot") or not context.get("runAsUser"):
            yield f"{name}: may run as root"
        if context.get("seccompProfile", {}).get("type") != "RuntimeDefault":
            yield f"{name}: no seccomp profile"
        if spec.get("automountServiceAccountToken") is not False:
            yield f"{name}: is given a token of the cluster"
        if spec.get("enableServiceLinks") is not False:
            yield f"{name}: is given variables of all services"
        if any(spec.get(key) for key in ("hostNetwork", "hostPID", "hostIPC")):
            yield f"{name}: shares the node's own"
        if any("hostPath" in volume for volume in spec.get("volumes", [])):
            yield f"{name}: mounts a path of the node"
        for container in containers(template):
            own = container.get("securityContext", {})
            where = f"{name}/{container['name']}"
            if own.get("allowPrivilegeEscalation") is not False or own.get("privileged"):
                yield f"{where}: may gain privileges"
            if own.get("readOnlyRootFilesystem") is not True:
                yield f"{where}: its root can be written to"
            if own.get("capabilities", {}).get("drop") != ["ALL"] or own["capabilities"].get("add"):
                yield f"{where}: keeps capabilities"
            if own.get("runAsUser") == 0 or own.get("runAsNonRoot") is False:
                yield f"{where}: runs as root"


def is_development(objects):
    return any(item["metadata"]["name"].endswith("-dev") for item in objects.kind("Namespace"))


def images_are_pinned(objects):
    for name, template, _ in objects.workloads():
        for container in containers(template):
            image = container["image"]
            if is_development(objects) and container["name"] == "copydesk":
                continue
            if not re.search(r"@sha256:[0-9a-f]{64}$", image):
                yield f"{name}: {image} is not named by digest"


def peer(namespace=None, pod=None):
    found = {}
    if namespace is not None:
        found["namespaceSelector"] = {"matchLabels": namespace} if namespace else {}
    if pod is not None:
        found["podSelector"] = {"matchLabels": pod}
    return found


def lives_in(namespace):
    return {"kubernetes.io/metadata.name": namespace}


NAMES = peer(lives_in("kube-system"), {"k8s-app": "kube-dns"})
# Who may reach which port, of each policy; no more, and no less.
ALLOWED = {
    "copydesk": [
        ("from", peer({}, {"copydesk.io/client": "true"}), "grpc", "TCP"),
        ("from", peer(lives_in("monitoring")), "metrics", "TCP"),
        ("to", NAMES, 53, "UDP"),
        ("to", NAMES, 53, "TCP"),
        ("to", peer(lives_in("monitoring")), 4317, "TCP"),
    ],
    "copydesk-from-gateway": [("from", peer(lives_in("gateway")), "grpc", "TCP")],
    "default-deny": [],
}


def policies_let_the_right_ones_in(objects):
    for policy in objects.kind("NetworkPolicy"):
        name, spec = policy["metadata"]["name"], policy["spec"]
        found = [(peers, one, port.get("port"), port.get("protocol"))
                 for way, peers in (("ingress", "from"), ("egress", "to"))
                 for rule in spec.get(way) or []
                 for one in rule.get(peers) or ["everybody"]
                 for port in rule.get("ports") or [{}]]
        wanted = ALLOWED.get(name)
        if wanted is None:
            yield f"NetworkPolicy {name}: nobody knows whom it is to let in"
            continue
        yield from (f"NetworkPolicy {name}: lets through {one}" for one in found if one not in wanted)
        yield from (f"NetworkPolicy {name}: keeps out {one}" for one in wanted if one not in found)
        types = ["Ingress"] if name == "copydesk-from-gateway" else ["Ingress", "Egress"]
        if spec.get("policyTypes") != types:
            yield f"NetworkPolicy {name}: is for {spec.get('policyTypes')}"
    if objects.kind("Deployment") and not is_development(objects):
        if not objects.named("NetworkPolicy", "default-deny"):
            yield "nothing is denied by default"
    if objects.kind("GRPCRoute") and not objects.named("NetworkPolicy", "copydesk-from-gateway"):
        yield "the gateway is not let in"


def services_are_for_grpc(objects):
    if not objects.kind("Deployment"):
        return
    headless = objects.named("Service", "copydesk-headless")
    if not headless or headless["spec"].get("clusterIP") != "None":
        yield "copydesk-headless has an address of its own: clients cannot balance"
    for service in objects.kind("Service"):
        if service["spec"].get("publishNotReadyAddresses"):
            yield f"Service {service['metadata']['name']}: sends callers to pods that are not ready"
        spread = service["spec"].get("trafficDistribution")
        if spread not in (None, "PreferClose", "PreferSameZone", "PreferSameNode"):
            yield f"Service {service['metadata']['name']}: no traffic distribution {spread}"


def extensions_are_well_formed(objects):
    """Kinds whose schema no release of Kubernetes brings."""
    for route in objects.kind("GRPCRoute"):
        for parent in route["spec"].get("parentRefs") or [{}]:
            if not parent.get("name"):
                yield "GRPCRoute: a parent without a name"
        for rule in route["spec"].get("rules", []):
            for match in rule.get("matches", []):
                method = match.get("method", {})
                if method.get("service") not in (PROBES["readinessProbe"], "grpc.health.v1.Health"):
                    yield f"GRPCRoute: there is no service {method.get('service')}"
                if method.get("type", "Exact") not in ("Exact", "RegularExpression"):
                    yield f"GRPCRoute: no match of type {method['type']}"
            for backend in rule.get("backendRefs", []):
                service = objects.named("Service", backend.get("name"))
                if not service:
                    yield f"GRPCRoute: there is no Service {backend.get('name')}"
                elif backend.get("port") not in [p["port"] for p in service["spec"]["ports"]]:
                    yield f"GRPCRoute: {backend['name']} has no port {backend.get('port')}"
    for monitor in objects.kind("PodMonitor"):
        for endpoint in monitor["spec"].get("podMetricsEndpoints", []):
            if not DURATION.match(str(endpoint.get("interval", "30s"))):
                yield f"PodMonitor: an interval of {endpoint['interval']}"
            if endpoint.get("path") != "/metrics":
                yield f"PodMonitor: there is nothing at {endpoint.get('path')}"
        if monitor["spec"].get("jobLabel") != "app.kubernetes.io/name":
            yield "PodMonitor: the alerts ask for job=\"copydesk\""
    for certificate in objects.kind("Certificate"):
        # Callers live in other namespaces.
        missing = {f"{item['metadata']['name']}.{item['metadata'].get('namespace')}{end}"
                   for item in objects.kind("Service") for end in ("", ".svc", ".svc.cluster.local")}
        missing -= set(certificate["spec"].get("dnsNames", []))
        yield from (f"Certificate: not for {name}" for name in missing)


def sidecars(objects):
    return [container for _, template, _ in objects.workloads()
            for container in template["spec"].get("initContainers", [])]


def collectors_are_whole(objects):
    """Pipelines of the collector use what is defined."""
    import yaml

    for config in objects.kind("ConfigMap"):
        for text in (text for name, text in config.get("data", {}).items() if name.endswith(".yaml")):
            collector = yaml.safe_load(text)
            service = collector.get("service", {})
            for name, pipeline in service.get("pipelines", {}).items():
                for group, used in pipeline.items():
                    for part in set(used) - set(collector.get(group) or {}):
                        yield f"collector: {name} uses {part} of no {group}"
            for part in set(service.get("extensions", [])) - set(collector.get("extensions") or {}):
                yield f"collector: there is no extension {part}"
            health = (collector.get("extensions") or {}).get("health_check", {}).get("endpoint", "")
            for sidecar in sidecars(objects):
                asked = sidecar["startupProbe"]["httpGet"]["port"]
                if not health.endswith(f":{asked}"):
                    yield f"collector: answers at {health}, is asked at port {asked}"
    for sidecar in sidecars(objects):
        if sidecar.get("restartPolicy") != "Always":
            yield f"{sidecar['name']}: copydesk waits for its end"
        mounts = [mount["mountPath"] for mount in sidecar.get("volumeMounts", [])]
        for argument in sidecar.get("args", []):
            if argument.split("=", 1)[-1].rsplit("/", 1)[0] not in mounts:
                yield f"{sidecar['name']}: {argument} is not mounted"
    for name, template, container in servers(objects):
        values = settings(objects, template, container)
        target = values.get("OTEL_EXPORTER_OTLP_ENDPOINT")
        if target and int(target.rsplit(":", 1)[1]) not in ports(template).values():
            yield f"{name}: nothing in the pod listens on {target}"


def jobs_can_go_on(objects):
    for job in objects.kind("Job"):
        name, spec = job["metadata"]["name"], job["spec"]
        if spec.get("completionMode") != "Indexed":
            yield f"Job {name}: its pods would all do the same"
        if spec.get("parallelism", 1) > spec.get("completions", 1):
            yield f"Job {name}: more pods at a time than there are parts"
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


def rules_are_those_of_alerts(objects):
    import yaml
    from pathlib import Path

    rules = Path(__file__).parents[2] / "deploy/alerts/copydesk.rules.yaml"
    for item in objects.kind("PrometheusRule"):
        if item["spec"] != yaml.safe_load(rules.read_text()):
            yield "PrometheusRule: not what deploy/alerts says; run tests/manifests/run.py --write"


def dates(value):
    """YAML reads what looks like a date as one: in a manifest that is always a mistake."""
    if isinstance(value, (datetime.date, datetime.datetime)):
        yield value
    for part in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from dates(part)


def texts_are_texts(objects):
    for item in objects.all:
        yield from (f"{item['kind']}: {date} is a date" for date in dates(item))
        for _, template, _ in objects.workloads():
            for container in containers(template):
                for entry in container.get("env", []):
                    if not isinstance(entry.get("value", ""), str):
                        yield f"{entry['name']}: {entry['value']} is no text"


CHECKS = [
    names_are_unique, all_live_in_the_namespace, selectors_select, ports_are_there,
    server_listens_where_it_is_asked, grace_adds_up, replicas_agree, references_resolve,
    quantities_make_sense, pods_are_restricted, images_are_pinned, policies_let_the_right_ones_in,
    services_are_for_grpc, extensions_are_well_formed, collectors_are_whole, jobs_can_go_on,
    rules_are_those_of_alerts, texts_are_texts,
]


def faults(objects):
    """All that is wrong with the objects of an overlay."""
    objects = Objects(objects)
    found = []
    for check in CHECKS:
        try:
            found += [f"{check.__name__}: {fault}" for fault in check(objects)]
        except (AttributeError, IndexError, KeyError, TypeError, ValueError) as error:
            found.append(f"{check.__name__}: cannot be checked: {error!r}")
    return found
