"""What must hold of kinds whose schema no release of Kubernetes brings."""

import json
import re
from pathlib import Path

import yaml

from objects import containers
from pods import PROBES

DEPLOY = Path(__file__).parents[2] / "deploy"
DURATION = re.compile(r"^(?:\d+(?:ms|[smhdwy]))+$")
# The recorded series that autoscalers go by, and what is too long a wait [s].
SERIES, WAIT = "pod:copydesk_queue_wait_seconds:mean1m", 0.02
# `kubectl apply` keeps a copy of each object in an annotation, which may not be longer [bytes].
LONGEST_ANNOTATION = 262_144
# What may be called through a gateway.
GOOGLE = {f"google.cloud.language.{version}.LanguageService" for version in ("v1", "v2")}
SERVICES = {PROBES["readinessProbe"], "grpc.health.v1.Health", *GOOGLE}
# Each PrometheusRule, and the file that it is made of.
RULES = {"copydesk": "copydesk.rules.yaml", "copydesk-cluster": "cluster.rules.yaml"}


def routes_lead_somewhere(objects):
    for route in objects.kind("GRPCRoute"):
        for parent in route["spec"].get("parentRefs") or [{}]:
            if not parent.get("name"):
                yield "GRPCRoute: a parent without a name"
        for rule in route["spec"].get("rules", []):
            for match in rule.get("matches", []):
                method = match.get("method", {})
                if method.get("service") not in SERVICES:
                    yield f"GRPCRoute: there is no service {method.get('service')}"
                if method.get("service") == "grpc.health.v1.Health" and method.get("method") != "Check":
                    yield "GRPCRoute: who watches health there takes one pod for all"
                if method.get("type", "Exact") not in ("Exact", "RegularExpression"):
                    yield f"GRPCRoute: no match of type {method['type']}"
            for backend in rule.get("backendRefs", []):
                service = objects.named("Service", backend.get("name"))
                if not service:
                    yield f"GRPCRoute: there is no Service {backend.get('name')}"
                elif backend.get("port") not in [p["port"] for p in service["spec"]["ports"]]:
                    yield f"GRPCRoute: {backend['name']} has no port {backend.get('port')}"


def monitors_scrape(objects):
    for monitor in objects.kind("PodMonitor"):
        for endpoint in monitor["spec"].get("podMetricsEndpoints", []):
            if not DURATION.match(str(endpoint.get("interval", "30s"))):
                yield f"PodMonitor: an interval of {endpoint['interval']}"
            if endpoint.get("path") != "/metrics":
                yield f"PodMonitor: there is nothing at {endpoint.get('path')}"
        if monitor["spec"].get("jobLabel") != "app.kubernetes.io/name":
            yield "PodMonitor: the alerts ask for job=\"copydesk\""


def certificates_are_for_callers(objects):
    for certificate in objects.kind("Certificate"):
        # Callers live in other namespaces.
        missing = {f"{item['metadata']['name']}.{item['metadata'].get('namespace')}{end}"
                   for item in objects.kind("Service") for end in ("", ".svc", ".svc.cluster.local")}
        missing -= set(certificate["spec"].get("dnsNames", []))
        yield from (f"Certificate: not for {name}" for name in missing)


def gateways_speak_tls(objects):
    """Where the server does, and to the name that its certificate is for."""
    names = {name for item in objects.kind("Certificate") for name in item["spec"].get("dnsNames", [])}
    policies = objects.kind("BackendTLSPolicy")
    for route in objects.kind("GRPCRoute"):
        backends = {backend.get("name") for rule in route["spec"].get("rules", [])
                    for backend in rule.get("backendRefs", [])}
        targets = {target.get("name") for item in policies for target in item["spec"].get("targetRefs", [])
                   if target.get("kind") == "Service" and target.get("group") == ""}
        if names and backends - targets:
            yield f"GRPCRoute: plain HTTP/2 to {backends - targets}, which speak TLS"
    for item in policies:
        if not names:
            yield "BackendTLSPolicy: the servers speak no TLS"
        validation = item["spec"]["validation"]
        if validation.get("hostname") not in names:
            yield f"BackendTLSPolicy: no certificate is for {validation.get('hostname')}"
        if not any(ref.get("kind") == "ConfigMap" and ref.get("name") and ref.get("group") == ""
                   for ref in validation.get("caCertificateRefs", [])):
            yield "BackendTLSPolicy: no ConfigMap says whom to trust"
        for target in item["spec"]["targetRefs"]:
            if not objects.named("Service", target["name"]):
                yield f"BackendTLSPolicy: there is no Service {target['name']}"


def scaled_objects_ask_for_what_there_is(objects):
    for scaler in objects.kind("ScaledObject"):
        known = {container["name"] for _, template, _ in objects.workloads()
                 for container in containers(template)}
        config = scaler["spec"].get("advanced", {}).get("horizontalPodAutoscalerConfig", {})
        if config.get("name") != "copydesk":
            yield "ScaledObject: its autoscaler has another name than the alerts ask for"
        if scaler["metadata"].get("annotations", {}).get("scaledobject.keda.sh/transfer-hpa-ownership") != "true":
            yield "ScaledObject: refused where there is an autoscaler already"
        triggers = {trigger["type"]: trigger for trigger in scaler["spec"]["triggers"]}
        if triggers.keys() != {"cpu", "prometheus"}:
            yield f"ScaledObject: goes by {sorted(triggers)}"
        if triggers["cpu"]["metadata"].get("containerName") not in known:
            yield "ScaledObject: there is no such container"
        asked = triggers["prometheus"]["metadata"]
        namespace = scaler["metadata"]["namespace"]
        if asked["query"] != f'sum({SERIES}{{namespace="{namespace}"}})':
            yield f"ScaledObject: {asked['query']} is not the wait in {namespace}, of all pods together"
        if triggers["prometheus"].get("metricType") != "AverageValue" or float(asked["threshold"]) != WAIT:
            yield f"ScaledObject: not {WAIT} s for each pod"
        if triggers["cpu"].get("metricType") != "Utilization" or triggers["cpu"]["metadata"]["value"] != "70":
            yield "ScaledObject: another share of the processor than the autoscaler of hpa"


def rules_are_those_of_alerts(objects):
    items = objects.kind("PrometheusRule")
    if items and {item["metadata"]["name"] for item in items} != RULES.keys():
        yield f"PrometheusRule: not {', '.join(RULES)}"
    for item in items:
        file = RULES.get(item["metadata"]["name"])
        if file and item["spec"] != yaml.safe_load((DEPLOY / "alerts" / file).read_text()):
            yield f"PrometheusRule: not what {file} says; run tests/manifests/run.py --write"
    recorded = {rule.get("record") for item in items for group in item["spec"]["groups"]
                for rule in group["rules"]}
    if items and SERIES not in recorded:
        yield f"PrometheusRule: does not record {SERIES}"


def dashboards_are_found(objects):
    shown = [item for item in objects.kind("ConfigMap") if "copydesk.json" in item.get("data", {})]
    if objects.kind("PodMonitor") and not shown:
        yield "Grafana is shown no dashboard"
    for item in shown:
        if item["metadata"].get("labels", {}).get("grafana_dashboard") != "1":
            yield "the dashboard has no label that Grafana's sidecar looks for"
        if item["data"]["copydesk.json"] != (DEPLOY / "dashboards/copydesk.json").read_text():
            yield "the dashboard is not that of deploy/dashboards"
        if len(json.dumps(item)) > LONGEST_ANNOTATION - 1024:
            yield "the dashboard is too long for kubectl apply"
