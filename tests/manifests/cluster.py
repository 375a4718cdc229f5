"""What must hold among the objects: they find each other, and whoever should finds them."""

from collections import Counter

from objects import containers, is_development, matches, ports, servers, settings
from rollout import is_spread, number

# What the adapter of deploy/README.md calls the series that is recorded for the autoscaler.
METRIC = "copydesk_queue_wait_seconds"


def names_are_unique(objects):
    names = Counter((item["kind"], item["metadata"].get("namespace"), item["metadata"]["name"])
                    for item in objects.all)
    yield from (f"{name} is there {count} times" for name, count in names.items() if count > 1)


def all_live_in_the_namespace(objects):
    namespaces = {item["metadata"]["name"] for item in objects.kind("Namespace")}
    for item in objects.all:
        if item["kind"] in ("Namespace", "PriorityClass"):
            continue
        if item["metadata"].get("namespace") not in namespaces:
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


def autoscalers(objects):
    """Name of the target, least and most pods, of each autoscaler."""
    for scaler in objects.kind("HorizontalPodAutoscaler"):
        spec = scaler["spec"]
        yield spec["scaleTargetRef"], spec.get("minReplicas", 1), spec["maxReplicas"]
    for scaler in objects.kind("ScaledObject"):
        spec = scaler["spec"]
        yield spec["scaleTargetRef"], spec.get("minReplicaCount", 0), spec["maxReplicaCount"]


def replicas_agree(objects):
    for name, _, item in objects.workloads():
        if item["kind"] != "Deployment":
            continue
        if item["spec"].get("progressDeadlineSeconds", 600) <= item["spec"].get("minReadySeconds", 0):
            yield f"{name}: is given up before it can be ready"
        if "replicas" in item["spec"]:
            yield f"{name}: each apply undoes what the autoscaler did, and without this line takes all but one away"
        scalers = [found for found in autoscalers(objects) if found[0]["name"] == name]
        if len(scalers) > 1:
            yield f"{name}: two autoscalers undo what the other did"
        least = scalers[0][1] if scalers else 1
        for budget in objects.kind("PodDisruptionBudget"):
            spec = budget["spec"]
            if "minAvailable" in spec and "maxUnavailable" in spec:
                yield "PodDisruptionBudget: both minAvailable and maxUnavailable"
            if spec.get("minAvailable") == least or spec.get("maxUnavailable") == 0:
                yield "PodDisruptionBudget: no node can ever be drained"
            if spec.get("unhealthyPodEvictionPolicy") != "AlwaysAllow":
                yield "PodDisruptionBudget: pods that are not ready keep nodes from being drained"
        rolling = item["spec"].get("strategy", {}).get("rollingUpdate", {})
        # One where it may be the only way; see rollout.py.
        missing = number(rolling.get("maxUnavailable", "25%"), least, up=False)
        if missing > is_spread(item) or not rolling.get("maxSurge"):
            yield f"{name}: a rollout takes pods away before there are new ones"
    for target, low, high in autoscalers(objects):
        if low > high:
            yield f"autoscaler: at least {low}, but at most {high}"
        if not objects.named(target["kind"], target["name"]):
            yield f"autoscaler: there is no {target['kind']} {target['name']}"
    for scaler in objects.kind("HorizontalPodAutoscaler"):
        for metric in scaler["spec"].get("metrics", []):
            named = metric.get("pods", {}).get("metric", {}).get("name", METRIC)
            if named != METRIC:
                yield f"autoscaler: there is no metric {named}"
            wanted = metric.get("containerResource", {}).get("container")
            pods = [template for _, template, _ in objects.workloads()]
            if wanted and not any(c["name"] == wanted for pod in pods for c in containers(pod)):
                yield f"autoscaler: there is no container {wanted}"


def classes_are_there(objects):
    """Who gives way to whom, where nodes are full."""
    values = {item["metadata"]["name"]: item["value"] for item in objects.kind("PriorityClass")}
    for name, template, item in objects.workloads():
        wanted = template["spec"].get("priorityClassName")
        if wanted and wanted not in values:
            yield f"{name}: there is no PriorityClass {wanted}"
        if item["kind"] == "Job" and not -10 <= values.get(wanted, 0) < 0:
            yield f"Job {name}: does not make room for servers, or is never given a node"
        if item["kind"] == "Deployment" and wanted and values.get(wanted, 0) <= 0:
            yield f"{name}: its class puts nobody behind it"
    if any(item.get("globalDefault") for item in objects.kind("PriorityClass")):
        yield "PriorityClass: for every pod of the cluster"


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
CALLERS = peer({}, {"copydesk.io/client": "true"})
# Who may reach which port, of each policy; no more, and no less.
ALLOWED = {
    "copydesk": [
        ("from", CALLERS, "grpc", "TCP"),
        ("from", peer(lives_in("monitoring")), "metrics", "TCP"),
        ("to", NAMES, 53, "UDP"),
        ("to", NAMES, 53, "TCP"),
        ("to", peer(lives_in("monitoring")), 4317, "TCP"),
    ],
    "copydesk-from-gateway": [("from", peer(lives_in("gateway")), "grpc", "TCP")],
    "default-deny": [],
}


def is_of_named_callers(one):
    """Callers in namespaces that are named: a label anybody can set who may create pods."""
    if not isinstance(one, dict) or one.get("podSelector") != CALLERS["podSelector"]:
        return False
    selector = one.get("namespaceSelector", {})
    expressions = selector.get("matchExpressions", [])
    return not selector.get("matchLabels") and len(expressions) == 1 and all((
        expressions[0].get("key") == "kubernetes.io/metadata.name",
        expressions[0].get("operator") == "In", expressions[0].get("values")))


def policies_let_the_right_ones_in(objects):
    # Where a certificate says who calls, any namespace may.
    open_to_all = is_development(objects) or any(
        "COPYDESK_TLS_CLIENT_CA" in settings(objects, template, container)
        for _, template, container in servers(objects))
    for policy in objects.kind("NetworkPolicy"):
        name, spec = policy["metadata"]["name"], policy["spec"]
        found = [(peers, one, port.get("port"), port.get("protocol"))
                 for way, peers in (("ingress", "from"), ("egress", "to"))
                 for rule in spec.get(way) or []
                 for one in rule.get(peers) or ["everybody"]
                 for port in rule.get("ports") or [{}]]
        if not open_to_all:
            if ("from", CALLERS, "grpc", "TCP") in found:
                yield f"NetworkPolicy {name}: lets every namespace in"
            found = [(way, CALLERS if is_of_named_callers(one) else one, *rest)
                     for way, one, *rest in found]
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
