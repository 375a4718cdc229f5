"""Whether the binary starts with what a pod gives it: its arguments, its variables, its limits."""

import functools
import math
import os
import re
import signal
import subprocess
import tempfile
from pathlib import Path

from objects import Objects, containers, quantity, settings

REQUEST = '{"document": {"content": "Ada Brook, the mayor of Vienna, praised the World Bank."}}\n'


@functools.cache
def known(binary, command):
    """The settings that a command has."""
    shown = subprocess.run([binary, command, "--help"], capture_output=True, text=True, check=True)
    return set(re.findall(r"\[env: (\w+)", shown.stdout))


def variables(objects, template, container):
    """As kubelet would set them, but for what only a cluster has."""
    values = settings(objects, template, container)
    for entry in container.get("env", []):
        resource = entry.get("valueFrom", {}).get("resourceFieldRef")
        if resource:
            group, what = resource["resource"].split(".")
            values[entry["name"]] = str(math.ceil(quantity(container["resources"][group][what])))
        elif "valueFrom" in entry:
            values[entry["name"]] = "0"
    return values


def serves(binary, arguments, values):
    # The ports may be taken here, nobody collects, and cert-manager has made no certificate.
    values = {name: value for name, value in values.items()
              if not name.startswith(("OTEL_", "COPYDESK_TLS_"))}
    values |= {"COPYDESK_LISTEN": "127.0.0.1:0", "COPYDESK_ADMIN_LISTEN": "127.0.0.1:0",
               "COPYDESK_DRAIN_DELAY": "0s"}
    with tempfile.NamedTemporaryFile() as keys:
        if "COPYDESK_API_KEYS" in values:
            keys.write(subprocess.run([binary, "new-key", "risk"], capture_output=True, check=True).stderr)
            keys.flush()
            values["COPYDESK_API_KEYS"] = keys.name
        server = subprocess.Popen([binary, *arguments], env=values, stderr=subprocess.PIPE, text=True)
        line = ""
        for line in server.stderr:
            if "serving" in line:
                server.send_signal(signal.SIGTERM)
                server.communicate(timeout=60)
                if server.returncode:
                    yield f"ends with {server.returncode}"
                return
        yield f"does not start: {line.strip()}"


def works(binary, arguments, values):
    """A job, on its first part, below a folder of our own."""
    with tempfile.TemporaryDirectory() as folder:
        archive = Path(folder) / values.get("ARCHIVE", "")
        for part in ("requests", "responses"):
            (archive / part).mkdir(parents=True)
        (archive / "requests/0.jsonl").write_text(REQUEST)
        for name, value in values.items():
            arguments = [text.replace(f"$({name})", value) for text in arguments]
        arguments = [text.replace("=/archive/", f"={folder}/") for text in arguments]
        done = subprocess.run([binary, *arguments], env=values, capture_output=True, text=True, check=False)
        answers = archive / "responses/0.jsonl"
        if done.returncode or not answers.exists() or '"analysis"' not in answers.read_text():
            yield f"does not work: {done.stderr.strip()}"


def faults(objects, binary):
    """What is wrong with the pods of an overlay, or of a job."""
    objects, binary, found = Objects(objects), os.path.abspath(binary), []
    for name, template, item in objects.workloads():
        for container in containers(template, sidecars=False):
            values = variables(objects, template, container)
            run, command = (serves, "serve") if item["kind"] == "Deployment" else (works, "analyze")
            unknown = {key for key in values if key.startswith("COPYDESK_")} - known(binary, command)
            found += [f"{name}: there is no setting {key}" for key in sorted(unknown)]
            found += [f"{name}: {fault}" for fault in run(binary, container.get("args", []), values)]
    return found
