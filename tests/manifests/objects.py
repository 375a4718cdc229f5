"""The objects of an overlay, and what can be asked of them."""

import re

QUANTITY = re.compile(r"^(\d+(?:\.\d+)?)(m|k|Ki|M|Mi|G|Gi|T|Ti)?$")
UNITS = {None: 1, "m": 1e-3, "k": 1e3, "Ki": 2**10, "M": 1e6, "Mi": 2**20, "G": 1e9, "Gi": 2**30,
         "T": 1e12, "Ti": 2**40}


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


def variables_taken(container):
    """The variables of a container that are one of its resources, and which."""
    return {entry["name"]: entry.get("valueFrom", {}).get("resourceFieldRef", {}).get("resource")
            for entry in container.get("env", [])}


def servers(objects):
    for name, template, item in objects.workloads():
        if item["kind"] == "Deployment":
            for container in containers(template, sidecars=False):
                if container["name"] == "copydesk":
                    yield name, template, container


def sidecars(objects):
    return [container for _, template, _ in objects.workloads()
            for container in template["spec"].get("initContainers", [])]


def is_development(objects):
    return any(item["metadata"]["name"].endswith("-dev") for item in objects.kind("Namespace"))
