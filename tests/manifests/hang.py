"""Whether a caller with the Python preset leaves a server that hangs, before its call is out of time."""

import contextlib
import signal
import subprocess
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2] / "deploy/clients/python"))
# What is deployed is a folder of sources.
sys.dont_write_bytecode = True
import client  # noqa: E402 (found there)

# Silence, the wait for an answer, and what a busy machine takes [s].
LONGEST = 10 + 5 + 5


@contextlib.contextmanager
def server(binary):
    """A server and its address."""
    command = [binary, "serve", "--listen", "127.0.0.1:0", "--threads", "1", "--log-format", "json"]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    try:
        line = next(line for line in process.stderr if "127.0.0.1:" in line)
        yield process, "127.0.0.1:" + line.split("127.0.0.1:")[1].split('"')[0]
    finally:
        process.kill()
        process.communicate()


def faults(binary):
    messages, stubs = client.contract()
    request = messages.AnalyzeRequest(document=messages.Document(content="Ada Brook praised the World Bank."))
    with server(binary) as (stopped, one), server(binary) as (_, other):
        with client.channel(f"ipv4:{one},{other}") as channel:
            call = stubs.TextAnalysisServiceStub(channel).Analyze
            for _ in range(4):
                client.analyze(call, request, 30)
            stopped.send_signal(signal.SIGSTOP)
            began = time.monotonic()
            with contextlib.suppress(client.grpc.RpcError):  # Out of time: then it took too long.
                for _ in range(4):
                    client.analyze(call, request, 40)
            took = time.monotonic() - began
    if took > LONGEST:
        yield f"a server that hangs is left after {took:.0f} s, not {LONGEST}"
