"""What must hold among the objects: they find each other, and whoever should finds them."""

import re
from collections import Counter
from pathlib import Path

import yaml

from objects import containers, is_development, matches, ports
from pods import PROBES

# What the adapter of deploy/README.md calls the series that is recorded for the autoscaler.
METRIC = "copydesk_queue_wait_seconds"
DURATION = re.compile(r"^(?:\d+(?:ms|[smhdwy]))+$")


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
    for kind, key in (("Service", "selector"), ("PodDisruptionBudget", "selector"),
                      ("NetworkPolicy", "podSelector"), ("PodMonitor", "selector")):
        for item in objects.kind(kind):
            selector = item["spec"].get(key, {})
            if kind == "NetworkPolicy" and not selector:
                continue  # On purpose: every pod.
            if not any(matches(selector, template) for template in templates):
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
    for policy in objects.kind("NetworkPolicy"):
        for template in deployments:
            if not matches(policy["spec"]["podSelector"], template):
                continue
            for rule in policy["spec"].get("ingress", []):
                for port in rule.get("ports", []):
                    if port["port"] not in {*ports(template), *ports(template).values()}:
                        yield f"NetworkPolicy {policy['metadata']['name']}: no port {port['port']}"
    for monitor in objects.kind("PodMonitor"):
        for template in deployments:
            for endpoint in monitor["spec"].get("podMetricsEndpoints", []):
                if endpoint.get("port") not in ports(template):
                    yield f"PodMonitor: no port {endpoint.get('port')}"


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
    rules = Path(__file__).parents[2] / "deploy/alerts/copydesk.rules.yaml"
    for item in objects.kind("PrometheusRule"):
        if item["spec"] != yaml.safe_load(rules.read_text()):
            yield "PrometheusRule: not what deploy/alerts says; run tests/manifests/run.py --write"
