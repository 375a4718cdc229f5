"""How a manifest is broken: which objects, and where."""


class Found:
    """The objects of an overlay, and the parts of them that are broken most."""

    def __init__(self, objects):
        self.objects = objects

    def __call__(self, kind, name=None):
        return next(item for item in self.objects
                    if item["kind"] == kind and name in (None, item["metadata"]["name"]))

    def spec(self, kind, name=None):
        return self(kind, name)["spec"]

    @property
    def pod(self):
        return self.spec("Deployment")["template"]["spec"]

    @property
    def container(self):
        return next(item for item in self.pod["containers"] if item["name"] == "copydesk")

    @property
    def settings(self):
        return next(item for item in self.objects if item["kind"] == "ConfigMap"
                    and item["metadata"]["name"].startswith("copydesk-"))["data"]

    def remove(self, kind, name=None):
        self.objects.remove(self(kind, name))

    def variable(self, name):
        return next(entry for entry in self.container["env"] if entry["name"] == name)

    def job_variable(self, name):
        container = self.spec("Job")["template"]["spec"]["containers"][0]
        return next(entry for entry in container["env"] if entry["name"] == name)


PROD, STAGING, JOBS = "overlays/prod", "overlays/staging", "jobs"
KEDA = "../tests/manifests/variants/keda"
ALL = []


def breaks(path, name):
    def add(mutate):
        ALL.append((path, name, mutate))
        return mutate
    return add


def put(path, name, where, key, value):
    """One value, put at one place."""
    def mutate(found):
        where(found)[key] = value
    ALL.append((path, name, mutate))


def drop(path, name, where, key):
    """One value, taken away."""
    def mutate(found):
        del where(found)[key]
    ALL.append((path, name, mutate))


def probe(which):
    return lambda found: found.container[which]["grpc"]


def metadata(kind, name=None):
    return lambda found: found(kind, name)["metadata"]


def spec(kind, name=None):
    return lambda found: found.spec(kind, name)


def container(found):
    return found.container


def pod(found):
    return found.pod


def security(found):
    return found.container["securityContext"]


def resources(group):
    return lambda found: found.container["resources"][group]
