#!/usr/bin/env python3
"""Analyzes files on copydesk servers, and prints a line for each.

Usage: client.py [OPTION...] TARGET FILE...

TARGET is HOST:PORT or dns:///HOST:PORT, of which every address is called, or a list of addresses:
ipv4:10.0.0.7:50051,10.0.0.8:50051. The exit code is 1 where a file was not analyzed. --help tells
the options.

It needs the packages grpcio, grpcio-status and grpcio-tools. The stubs are generated when it starts,
into a folder that is deleted again; a program that is built generates them once, by
python3 -m grpc_tools.protoc -I proto --python_out=. --grpc_python_out=. copydesk/v1/analysis.proto
"""

import argparse
import importlib
import random
import sys
import tempfile
import time
from pathlib import Path

import grpc
import grpc_tools
from google.rpc import error_details_pb2
from grpc_status import rpc_status
from grpc_tools import protoc

DEPLOY = Path(__file__).resolve().parents[2]
SERVICE_CONFIG = DEPLOY / "service-config.json"
PROTO = DEPLOY.parent / "proto"
CONTRACT = "copydesk/v1/analysis.proto"

OPTIONS = [
    # A server that hangs, or went away without a word, is noticed within 15 seconds. grpcio goes by the
    # third option, which is a minute by default, and not by the second; the last lets a call that waits
    # for its answer ask more than twice.
    ("grpc.keepalive_time_ms", 10_000),
    ("grpc.keepalive_timeout_ms", 5_000),
    ("grpc.http2.ping_timeout_ms", 5_000),
    ("grpc.http2.max_pings_without_data", 0),
    # A server that restarts, and one that is new, are found while a rollout waits for the next: by
    # default it could take two minutes, and half a minute.
    ("grpc.max_reconnect_backoff_ms", 2_000),
    ("grpc.dns_min_time_between_resolutions_ms", 5_000),
    # A call is repeated only if its message fits in here: by default 256 KiB, and documents may have
    # 4 MiB.
    ("grpc.per_rpc_retry_buffer_size", 8 << 20),
    # An answer is longer than its document: by default 4 MiB.
    ("grpc.max_receive_message_length", -1),
]

# Where the server has no room, or is gone; what the service config repeats is not counted.
TRIES = 5

# After a server was lost [seconds].
PAUSE = 0.2


def channel(target, credentials=None, name=None, options=()):
    """A channel that balances and repeats calls by the service config."""
    options = [("grpc.service_config", SERVICE_CONFIG.read_text()), *OPTIONS, *options]
    if "," in target:
        # By default the whole list is what servers are called, and they refuse such a name.
        name = name or "copydesk"
    if name:
        options.append(("grpc.default_authority", name))
    if credentials:
        return grpc.secure_channel(target, credentials, options)
    return grpc.insecure_channel(target, options)


def contract():
    """The messages and the stubs of the contract."""
    with tempfile.TemporaryDirectory() as folder:
        well_known = Path(grpc_tools.__file__).with_name("_proto")
        arguments = [f"-I{PROTO}", f"-I{well_known}", f"--python_out={folder}"]
        arguments += [f"--grpc_python_out={folder}", CONTRACT]
        if protoc.main(["protoc", *arguments]):
            sys.exit(f"cannot generate stubs of {PROTO / CONTRACT}")
        sys.path.insert(0, folder)
        modules = ["copydesk.v1.analysis_pb2", "copydesk.v1.analysis_pb2_grpc"]
        messages, stubs = map(importlib.import_module, modules)
        sys.path.remove(folder)
    return messages, stubs


def time_to_wait(error):
    """The seconds after which a call may be tried again, else none."""
    if error.code() is grpc.StatusCode.UNAVAILABLE:
        # The service config repeats no call of whose answer the headers have come.
        return PAUSE
    if error.code() is grpc.StatusCode.INTERNAL and "deserializing" in (error.details() or ""):
        # The client's own, rarely, of answers that are whole.
        return PAUSE
    if error.code() is not grpc.StatusCode.RESOURCE_EXHAUSTED:
        return None
    status = rpc_status.from_call(error)
    for detail in status.details if status else []:
        told = error_details_pb2.RetryInfo()
        if detail.Unpack(told):
            return told.retry_delay.ToTimedelta().total_seconds()
    return None


def analyze(call, request, deadline, metadata=()):
    """Calls, and again where the server is lost or has no room, after as long as it says then, all
    within the deadline."""
    end = time.monotonic() + deadline
    for tries in range(1, TRIES + 1):
        try:
            return call(request, timeout=end - time.monotonic(), metadata=metadata)
        except grpc.RpcError as error:
            wait = time_to_wait(error)
            if wait is None or tries == TRIES:
                raise
            # A little later by chance: else all who were refused together come back together.
            wait *= random.uniform(1, 2)
            if time.monotonic() + wait >= end:
                raise
            time.sleep(wait)


def summary(analysis):
    """The language, the tone, and who it is about, in a line."""
    tone = analysis.sentiment.document.score
    names = ", ".join(entity.name for entity in analysis.entities.entities[:3])
    return f"{analysis.language_code}\t{tone:+.2f}\t{names}"


def main():
    parser = argparse.ArgumentParser(description="Analyzes files on copydesk servers.")
    parser.add_argument("target", metavar="TARGET")
    parser.add_argument("files", metavar="FILE", nargs="+", type=Path)
    parser.add_argument("--tls", action="store_true", help="speak TLS")
    parser.add_argument("--ca", metavar="FILE", type=Path, help="speak TLS, and trust these only")
    parser.add_argument("--name", help="what the servers' certificates are for; default: the host")
    parser.add_argument("--api-key-file", metavar="FILE", type=Path, help="a file with the API key")
    each = "for each file, all tries together; default: 30"
    parser.add_argument("--deadline", metavar="SECONDS", type=float, default=30, help=each)
    arguments = parser.parse_args()

    credentials = None
    if arguments.tls or arguments.ca:
        trusted = arguments.ca.read_bytes() if arguments.ca else None
        credentials = grpc.ssl_channel_credentials(trusted)
    metadata = []
    if arguments.api_key_file:
        key = arguments.api_key_file.read_text().strip()
        metadata.append(("authorization", f"Bearer {key}"))

    messages, stubs = contract()
    failed = False
    with channel(arguments.target, credentials, arguments.name) as connected:
        call = stubs.TextAnalysisServiceStub(connected).Analyze
        for file in arguments.files:
            try:
                document = messages.Document(content=file.read_text(encoding="utf-8"))
                request = messages.AnalyzeRequest(document=document)
                answer = analyze(call, request, arguments.deadline, metadata)
                print(file, summary(answer.analysis), sep="\t")
            except (OSError, UnicodeError) as error:
                print(f"{file}: {error}", file=sys.stderr)
                failed = True
            except grpc.RpcError as error:
                print(f"{file}: {error.code().name}: {error.details()}", file=sys.stderr)
                failed = True
    return failed


if __name__ == "__main__":
    sys.exit(main())
