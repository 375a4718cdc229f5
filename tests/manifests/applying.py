"""Whether `kubectl apply` leaves the number of pods alone.

kubectl itself reckons what to send: from what was applied last, what is there, and what is to be. Here
it talks to a stand-in for the API server, which has one Deployment that was scaled to six pods, and
merges what it is sent.
"""

import contextlib
import copy
import http.server
import json
import os
import re
import subprocess
import tempfile
import threading
from pathlib import Path

LAST = "kubectl.kubernetes.io/last-applied-configuration"
DOCUMENT = Path(__file__).parents[2] / "deploy/UPGRADING.md"
PODS = 6


def merge(old, patch):
    """As the API server does, but for lists, which are replaced: nothing here asks for them."""
    if not isinstance(patch, dict):
        return patch
    old = dict(old) if isinstance(old, dict) else {}
    for key, value in patch.items():
        if value is None:
            old.pop(key, None)
        elif not key.startswith("$"):
            old[key] = merge(old.get(key), value)
    return old


class Handler(http.server.BaseHTTPRequestHandler):
    """One Deployment, and as much of discovery as kubectl asks for."""

    def log_message(self, *_):
        pass

    def answer(self, value, code=200):
        body = json.dumps(value).encode()
        self.send_response(code)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self):  # noqa: N802 (the name is given)
        versions = [{"groupVersion": "apps/v1", "version": "v1"}]
        group = {"name": "apps", "versions": versions, "preferredVersion": versions[0]}
        resource = {"name": "deployments", "singularName": "deployment", "namespaced": True,
                    "kind": "Deployment", "verbs": ["get", "patch", "create", "list"]}
        known = {
            "/api": {"kind": "APIVersions", "versions": ["v1"]},
            "/apis": {"kind": "APIGroupList", "apiVersion": "v1", "groups": [group]},
            "/api/v1": {"kind": "APIResourceList", "groupVersion": "v1", "resources": []},
            "/apis/apps/v1": {"kind": "APIResourceList", "groupVersion": "apps/v1", "resources": [resource]},
        }
        path = self.path.split("?")[0]
        if path in known:
            self.answer(known[path])
        elif path.endswith("/deployments/copydesk"):
            self.answer(self.server.live)
        else:
            self.answer({"kind": "Status", "status": "Failure", "reason": "NotFound", "code": 404}, 404)

    def do_PATCH(self):  # noqa: N802 (the name is given)
        patch = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.live = merge(self.server.live, patch)
        # What a manifest does not say any more, the API server sets to its default.
        self.server.live["spec"].setdefault("replicas", 1)
        self.answer(self.server.live)


@contextlib.contextmanager
def cluster(applied):
    """A stand-in in which this Deployment was applied, and then scaled."""
    live = copy.deepcopy(applied)
    live["metadata"].setdefault("annotations", {})[LAST] = json.dumps(applied)
    live["metadata"] |= {"uid": "0", "resourceVersion": "1"}
    live["spec"]["replicas"] = PODS
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.live = live
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()


def environment(server, folder):
    """Of a kubectl that knows this cluster alone."""
    name = f"http://127.0.0.1:{server.server_port}"
    config = {"apiVersion": "v1", "kind": "Config", "current-context": "here",
              "clusters": [{"name": "here", "cluster": {"server": name}}],
              "contexts": [{"name": "here", "context": {"cluster": "here", "user": ""}}]}
    (Path(folder) / "config").write_text(json.dumps(config))
    return os.environ | {"KUBECONFIG": f"{folder}/config", "HOME": folder, "NO_PROXY": "127.0.0.1"}


def pods_after(applied, manifest, before=None):
    """How many there are when the manifest was applied, and, before it, what a document says was done."""
    with cluster(applied) as server, tempfile.TemporaryDirectory() as folder:
        variables = environment(server, folder)
        (Path(folder) / "manifest.json").write_text(json.dumps(manifest))
        apply = ["kubectl", "apply", "--validate=false", "--filename", "manifest.json"]
        for command in ([["bash", "-c", before]] if before else []) + [apply]:
            done = subprocess.run(command, cwd=folder, env=variables, capture_output=True, text=True, check=False)
            if done.returncode:
                raise RuntimeError(f"{command}: {done.stderr}")
        return server.live["spec"]["replicas"]


def deployment(objects):
    return next(item for item in objects if item["kind"] == "Deployment")


def faults(rendered):
    """What is wrong with applying prod where it runs already; `rendered`: without and with an autoscaler."""
    alone, scaled = map(deployment, rendered)
    for what, first, then in (("adds an autoscaler", alone, scaled), ("takes it away", scaled, alone),
                              ("applies again", scaled, scaled)):
        found = pods_after(first, then)
        if found != PODS:
            yield f"who {what} is left with {found} of {PODS} pods"
    # Manifests once had a number. That this is seen here is the test of the test.
    earlier = copy.deepcopy(alone)
    earlier["spec"]["replicas"] = 2
    found = pods_after(earlier, scaled)
    if found != 1:
        yield f"the stand-in keeps {found} pods of a number that is gone"
    command = re.search(r"^KUBE_EDITOR=.*$", DOCUMENT.read_text(), re.MULTILINE)
    found = pods_after(earlier, scaled, before=command[0])
    if found != PODS:
        yield f"who does what UPGRADING.md says is left with {found} of {PODS} pods"
