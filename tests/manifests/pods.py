"""What must hold of each pod: it starts, is asked rightly, has what it needs, and ends well."""

import datetime
import re

import yaml

from objects import (containers, is_development, ports, quantity, seconds, servers, settings, sidecars,
                     variables_taken)

# The names under which the server answers for its health: see src/server/transport/health.rs.
PROBES = {
    "startupProbe": "",
    "readinessProbe": "copydesk.v1.TextAnalysisService",
    "livenessProbe": "copydesk.liveness",
}
# Settings that name a file.
FILES = {"COPYDESK_TLS_CERTIFICATE", "COPYDESK_TLS_KEY", "COPYDESK_TLS_CLIENT_CA", "COPYDESK_API_KEYS",
         "COPYDESK_SITE_RULES"}
# Secrets that deploy/README.md says how to make.
SECRETS = {"copydesk-api-keys"}
# The longest that a call may last without a setting that says otherwise [s].
TIME_LIMIT = 30


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
        mounts = [mount["mountPath"] for mount in container.get("volumeMounts", [])]
        for file in FILES & values.keys():
            if (values[file] or "").rsplit("/", 1)[0] not in mounts:
                yield f"{name}: {file} is not mounted"
        taken = variables_taken(container)
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


def callers_are_known(objects):
    """By a certificate or a key, over TLS; nobody needs to be on a developer's own machine."""
    for name, template, container in () if is_development(objects) else servers(objects):
        values = settings(objects, template, container)
        if not {"COPYDESK_TLS_CERTIFICATE", "COPYDESK_TLS_KEY"} <= values.keys():
            yield f"{name}: whoever is on the way can read along"
        if not {"COPYDESK_TLS_CLIENT_CA", "COPYDESK_API_KEYS"} & values.keys():
            yield f"{name}: anybody may call"
        for mount in container.get("volumeMounts", []):
            if "subPath" in mount:
                yield f"{name}: {mount['mountPath']} never changes"


def hung_processes_are_replaced(objects):
    for name, template, container in servers(objects):
        probe = container.get("livenessProbe", {})
        period, times = probe.get("periodSeconds", 10), probe.get("failureThreshold", 3)
        # The first answer that is missed is asked for up to one period late, and the last one waited for;
        # kubelet gives 2 s more at least.
        noticed = period * (times - 1) + period + probe.get("timeoutSeconds", 1)
        given = template["spec"].get("terminationGracePeriodSeconds", 30)
        replaced = noticed + probe.get("terminationGracePeriodSeconds", given) + 2
        if replaced > 30:
            yield f"{name}: a hung process is replaced after {replaced} s"
        if noticed < 15:
            yield f"{name}: is killed after {noticed} s without an answer: a busy node is enough"


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
        if delay:
            yield f"{name}: waits {delay} s more after preStop, when no new calls come any more"
        given = template["spec"].get("terminationGracePeriodSeconds", 30)
        if given < sleep + delay + grace:
            yield f"{name}: ends after {given} s, needs {sleep + delay + grace}"


def references_resolve(objects):
    secrets = {item["spec"]["secretName"] for item in objects.kind("Certificate")}
    secrets |= {item["metadata"]["name"] for item in objects.kind("Secret")} | SECRETS
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


def images_are_pinned(objects):
    for name, template, _ in objects.workloads():
        for container in containers(template):
            image = container["image"]
            if is_development(objects) and container["name"] == "copydesk":
                continue
            if not re.search(r"@sha256:[0-9a-f]{64}$", image):
                yield f"{name}: {image} is not named by digest"


def collectors_are_whole(objects):
    """Pipelines of the collector use what is defined."""
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
