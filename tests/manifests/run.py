#!/usr/bin/env python3
"""Renders every overlay and job, checks them, and checks the checks.

    tests/manifests/run.py BINARY     needs kubectl, and kubernetes-validate and PyYAML from pip
    tests/manifests/run.py --write    writes the alerts as an object for the operator of Prometheus

The schema is that of the three newest versions of Kubernetes; what is no part of Kubernetes has no
schema here and must be on a list. The binary must start with what each pod gives it. Then each manifest is broken on purpose in one way after the
other (see mutations.py), and some check must notice every time.
"""

import copy
import subprocess
import sys
from pathlib import Path

import kubernetes_validate
import yaml

import checks
import mutations
import starts

ROOT = Path(__file__).parents[2]
RENDERED = ["overlays/dev", "overlays/staging", "overlays/prod", "jobs"]
VERSIONS = ["1.35", "1.36", "1.37"]
# Kinds that come with something else: checks.py looks at them.
EXTENSIONS = {"Certificate", "GRPCRoute", "PodMonitor", "PrometheusRule"}


def render(path):
    command = ["kubectl", "kustomize", str(ROOT / "deploy" / path)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return [item for item in yaml.safe_load_all(done.stdout) if item]


def schema_faults(objects, versions):
    for item in objects:
        if item["kind"] in EXTENSIONS:
            continue
        for version in versions:
            try:
                kubernetes_validate.validate(item, version, strict=True)
            except (kubernetes_validate.ValidationError, kubernetes_validate.SchemaNotFoundError,
                    kubernetes_validate.InvalidSchemaError) as error:
                first = (str(error) or type(error).__name__).splitlines()[0]
                yield f"schema {version}: {item['kind']}: {first}"


def write_rules():
    rules = yaml.safe_load((ROOT / "deploy/alerts/copydesk.rules.yaml").read_text())
    name = ROOT / "deploy/components/monitoring/prometheusrule.yaml"
    item = {"apiVersion": "monitoring.coreos.com/v1", "kind": "PrometheusRule",
            "metadata": {"name": "copydesk"}, "spec": rules}
    head = "# Written by tests/manifests/run.py --write from ../../alerts/copydesk.rules.yaml.\n"
    name.write_text(head + yaml.safe_dump(item, sort_keys=False, width=100, allow_unicode=True))


def main():
    if len(sys.argv) != 2:
        print(__doc__, file=sys.stderr)
        return 64
    if sys.argv[1] == "--write":
        write_rules()
        return 0
    binary = sys.argv[1]
    wrong = 0
    rendered = {path: render(path) for path in RENDERED}
    for path, objects in rendered.items():
        faults = [*schema_faults(objects, VERSIONS), *checks.faults(objects),
                  *starts.faults(objects, binary)]
        for fault in faults:
            print(f"not ok {path}: {fault}")
        wrong += len(faults)
        print(f"{'not ok' if faults else 'ok'} {path}: {len(objects)} objects")
    caught = {"schema": 0, "checks": 0, "binary": 0}
    for path, name, mutate in mutations.ALL:
        objects = copy.deepcopy(rendered[path])
        mutate(mutations.Found(objects))
        if objects == rendered[path]:
            print(f"not ok {name}: nothing was broken")
            wrong += 1
            continue
        by_schema = list(schema_faults(objects, VERSIONS[-1:]))
        by_checks = checks.faults(objects)
        caught["schema"] += bool(by_schema)
        caught["checks"] += bool(by_checks)
        if by_schema or by_checks:
            continue
        if starts.faults(objects, binary):
            caught["binary"] += 1
        else:
            print(f"not ok {name}: nobody noticed")
            wrong += 1
    print(f"{len(mutations.ALL)} broken manifests: the schema caught {caught['schema']}, "
          f"the checks {caught['checks']}, the binary {caught['binary']} of the others")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
