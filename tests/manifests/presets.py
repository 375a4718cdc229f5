"""Whether each preset for callers asks a silent server for a sign of life, every 10 s and for 5 s."""

import re
import subprocess
import tempfile
from pathlib import Path

import yaml

DEPLOY = Path(__file__).parents[2] / "deploy"
# What the interval and the timeout look like, in each.
PRESETS = {
    "clients/python/client.py": (r'"grpc\.keepalive_time_ms", 10_000\)', r'"grpc\.keepalive_timeout_ms", 5_000\)',
                                 r'"grpc\.http2\.ping_timeout_ms", 5_000\)',
                                 r'"grpc\.http2\.max_pings_without_data", 0\)'),
    "clients/go/client.go.txt": (r"ClientParameters\{Time: 10 \* time\.Second, Timeout: 5 \* time\.Second\}",),
    "clients/rust/main.rs": (r"http2_keep_alive_interval\(Duration::from_secs\(10\)\)",
                             r"keep_alive_timeout\(Duration::from_secs\(5\)\)"),
    "envoy/envoy.yaml": (r"(?s)upstreams\.http\.v3.*connection_keepalive: \{ interval: 10s, timeout: 5s \}",),
}


def faults(read=lambda name: (DEPLOY / name).read_text()):
    for name, patterns in PRESETS.items():
        text = read(name)
        yield from (f"{name}: no {pattern}" for pattern in patterns if not re.search(pattern, text))


def unnoticed():
    """Presets that may lose a part without a fault: each number is changed in turn."""
    for name, patterns in PRESETS.items():
        text = (DEPLOY / name).read_text()
        for pattern in patterns:
            found = re.search(pattern, text)
            broken = text.replace(found[0], re.sub(r"\d+(?=\D*$)", "77", found[0]))
            if not list(faults(lambda other: broken if other == name else (DEPLOY / other).read_text())):
                yield f"{name}: {pattern} is not looked for"


def envoy_faults():
    """Whether Envoy takes its settings, also with what deploy/README.md adds for servers with TLS."""
    settings = yaml.safe_load((DEPLOY / "envoy/envoy.yaml").read_text())
    added = re.search(r"```yaml\n(transport_socket:.*?)```", (DEPLOY / "README.md").read_text(), re.DOTALL)
    settings["static_resources"]["clusters"][0] |= yaml.safe_load(added[1])
    with tempfile.TemporaryDirectory() as folder:
        # Only a certificate of a real authority is one to Envoy, and that of the system is at hand.
        text = yaml.safe_dump(settings).replace("/etc/envoy/ca.crt", "/etc/ssl/certs/ca-certificates.crt")
        file = Path(folder) / "envoy.yaml"
        file.write_text(text)
        done = subprocess.run(["envoy", "--mode", "validate", "-c", file], capture_output=True, text=True, check=False)
    if done.returncode:
        yield f"Envoy: {done.stderr.strip().splitlines()[-1:]}"
