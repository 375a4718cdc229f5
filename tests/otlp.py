#!/usr/bin/env python3
"""Sends calls through a server and an OpenTelemetry collector, and checks what comes out behind.

Usage: tests/otlp.py BINARY

Caller (grpcurl) -> copydesk -> Rotel -> a receiver in this process. It needs the packages rotel,
grpcio, opentelemetry-proto and grpcurl on the PATH. Everything that the server exports must arrive
by the flush at its end: its own intervals are set to a minute.
"""

import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from concurrent import futures
from pathlib import Path

import grpc
import rotel
from opentelemetry.proto.collector.logs.v1 import logs_service_pb2, logs_service_pb2_grpc
from opentelemetry.proto.collector.metrics.v1 import metrics_service_pb2, metrics_service_pb2_grpc
from opentelemetry.proto.collector.trace.v1 import trace_service_pb2, trace_service_pb2_grpc
from opentelemetry.proto.trace.v1.trace_pb2 import Span, Status

SERVICE = "copydesk.v1.TextAnalysisService"
SINGLE, UNSAMPLED, BATCH, STREAM, WRONG = (number * 32 for number in "12345")
CALLER = "c" * 16
# Neither may leave the server but in its answers.
CONTENT = "Quorzal Bexley, the mayor of Vienna, praised the World Bank on Monday."
SECRET = "hush-hush-value"
JOBS = ["cleaning", "entities", "sentiment", "answer"]


class Receiver(
    trace_service_pb2_grpc.TraceServiceServicer,
    metrics_service_pb2_grpc.MetricsServiceServicer,
    logs_service_pb2_grpc.LogsServiceServicer,
):
    """Keeps what arrives."""

    def __init__(self):
        self.spans, self.metrics, self.logs, self.resources, self.raw = [], {}, [], [], []
        self.server = grpc.server(futures.ThreadPoolExecutor(4))
        trace_service_pb2_grpc.add_TraceServiceServicer_to_server(self, self.server)
        metrics_service_pb2_grpc.add_MetricsServiceServicer_to_server(self, self.server)
        logs_service_pb2_grpc.add_LogsServiceServicer_to_server(self, self.server)
        self.port = self.server.add_insecure_port("127.0.0.1:0")
        self.server.start()

    def Export(self, request, context):
        self.raw.append(str(request))
        if hasattr(request, "resource_spans"):
            for group in request.resource_spans:
                self.resources.append(attributes(group.resource))
                self.spans += [span for scope in group.scope_spans for span in scope.spans]
            return trace_service_pb2.ExportTraceServiceResponse()
        if hasattr(request, "resource_metrics"):
            for group in request.resource_metrics:
                self.resources.append(attributes(group.resource))
                for scope in group.scope_metrics:
                    self.metrics.update({metric.name: metric for metric in scope.metrics})
            return metrics_service_pb2.ExportMetricsServiceResponse()
        for group in request.resource_logs:
            self.logs += [record for scope in group.scope_logs for record in scope.log_records]
        return logs_service_pb2.ExportLogsServiceResponse()


def attributes(owner):
    def value(any_value):
        return getattr(any_value, any_value.WhichOneof("value") or "string_value")

    return {pair.key: value(pair.value) for pair in owner.attributes}


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_until(what, condition, seconds=20):
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, f"waited {seconds} s in vain: {what}"
        time.sleep(0.05)


def listens(port):
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def call(port, method, messages, trace, sampled=True):
    """Calls as a client would that is traced itself; gives grpcurl's exit code."""
    parent = f"traceparent: 00-{trace}-{CALLER}-{'01' if sampled else '00'}"
    command = ["grpcurl", "-plaintext", "-H", parent, "-H", f"x-secret: {SECRET}"]
    command += ["-d", "@", f"127.0.0.1:{port}", f"{SERVICE}/{method}"]
    text = "".join(json.dumps(message) for message in messages)
    return subprocess.run(command, input=text.encode(), capture_output=True).returncode


def run(binary, collector_port):
    """Serves a few calls and ends."""
    port = free_port()
    environment = {
        **os.environ,
        "OTEL_EXPORTER_OTLP_ENDPOINT": f"http://127.0.0.1:{collector_port}",
        "OTEL_RESOURCE_ATTRIBUTES": "deployment.environment.name=test",
        "OTEL_BSP_SCHEDULE_DELAY": "60000",
        "OTEL_BLRP_SCHEDULE_DELAY": "60000",
        "OTEL_METRIC_EXPORT_INTERVAL": "60000",
    }
    command = [binary, "serve", "--listen", f"127.0.0.1:{port}", "--log-format", "json"]
    with tempfile.TemporaryFile() as lines:
        server = subprocess.Popen(command, env=environment, stderr=lines)
        try:
            wait_until("the server listens", lambda: listens(port))
            document = {"id": "a", "content": CONTENT}
            documents = [{"id": str(number), "content": CONTENT} for number in range(3)]
            assert call(port, "Analyze", [{"document": document}], SINGLE) == 0
            assert call(port, "Analyze", [{"document": document}], UNSAMPLED, sampled=False) == 0
            assert call(port, "BatchAnalyze", [{"documents": documents}], BATCH) == 0
            stream = [{"document": document} for document in documents]
            assert call(port, "StreamAnalyze", stream, STREAM) == 0
            assert call(port, "Analyze", [{"document": {}}], WRONG) == 64 + 3
            server.send_signal(signal.SIGTERM)
            assert server.wait(20) == 0
        finally:
            server.kill()
        lines.seek(0)
        return [json.loads(line) for line in lines]


def one(spans, **wanted):
    found = [span for span in spans if all(getattr(span, k) == v for k, v in wanted.items())]
    assert len(found) == 1, f"{len(found)} spans with {wanted}"
    return found[0]


def called(spans, trace, method):
    """The span of a call; grpcurl asks for the contract in the same trace."""
    parent, name = bytes.fromhex(CALLER), f"{SERVICE}/{method}"
    return one(spans, trace_id=bytes.fromhex(trace), parent_span_id=parent, name=name)


def check_jobs(spans, parent):
    """The jobs of a document stand side by side below it, in order, each with what it waited."""
    jobs = [one(spans, parent_span_id=parent.span_id, name=name) for name in JOBS]
    for earlier, later in zip(jobs, jobs[1:]):
        assert earlier.end_time_unix_nano <= later.start_time_unix_nano
    for job in jobs:
        assert job.trace_id == parent.trace_id
        assert attributes(job)["copydesk.queue.wait"] >= 0


def check_spans(spans):
    server = called(spans, SINGLE, "Analyze")
    assert server.kind == Span.SPAN_KIND_SERVER
    assert server.status.code == Status.STATUS_CODE_UNSET
    found = attributes(server)
    assert found["rpc.system.name"] == "grpc"
    assert found["rpc.method"] == f"{SERVICE}/Analyze"
    assert found["rpc.response.status_code"] == "OK"
    check_jobs(spans, server)

    assert not [span for span in spans if span.trace_id == bytes.fromhex(UNSAMPLED)]

    wrong = called(spans, WRONG, "Analyze")
    assert attributes(wrong)["error.type"] == "INVALID_ARGUMENT"
    # The caller's fault, not the server's.
    assert wrong.status.code == Status.STATUS_CODE_UNSET

    documents = [span for span in spans if span.name == "document"]
    assert len({span.trace_id for span in documents}) == 6
    for trace, method in [(BATCH, "BatchAnalyze"), (STREAM, "StreamAnalyze")]:
        several = called(spans, trace, method)
        linked = [
            span
            for span in documents
            if [(link.trace_id, link.span_id) for link in span.links]
            == [(several.trace_id, several.span_id)]
        ]
        assert len(linked) == 3, f"{len(linked)} documents link to their call"
        for span in linked:
            assert not span.parent_span_id
            check_jobs(spans, span)


def check_logs(records, lines):
    answered = [record for record in records if record.body.string_value == "answered"]
    traces = [record.trace_id.hex() for record in answered if record.trace_id]
    assert {SINGLE, BATCH, STREAM, WRONG} <= set(traces), f"traces of log records: {traces}"
    # On standard error those that are not sampled too: their caller may ask all the same.
    shown = {span.get("trace_id") for line in lines for span in line.get("spans", [])}
    assert {SINGLE, UNSAMPLED, BATCH, STREAM, WRONG} <= shown, f"traces of log lines: {shown}"


def main(binary):
    receiver = Receiver()
    port = free_port()
    agent = Path(rotel.__file__).parent / "rotel-agent"
    command = [agent, "start", "--exporter", "otlp", "--otlp-grpc-endpoint", f"127.0.0.1:{port}"]
    # Its other receiver must not fight over the standard port.
    command += ["--otlp-http-endpoint", f"127.0.0.1:{free_port()}"]
    command += ["--otlp-exporter-endpoint", f"http://127.0.0.1:{receiver.port}"]
    collector = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        wait_until("the collector listens", lambda: listens(port))
        lines = run(binary, port)
        # Four calls, six documents, and four jobs for each of seven.
        wait_until("the spans arrive", lambda: len(receiver.spans) >= 4 + 6 + 7 * 4)
        wait_until("the metrics arrive", lambda: "rpc.server.call.duration" in receiver.metrics)
        wait_until("the logs arrive", lambda: len(receiver.logs) >= 5)
    finally:
        collector.terminate()
        collector.wait()
    check_spans(receiver.spans)
    check_logs(receiver.logs, lines)
    for name in ["copydesk.stage.duration", "copydesk.queue.wait", "copydesk.entities"]:
        assert name in receiver.metrics, f"{name} is missing"
    for resource in receiver.resources:
        assert resource["service.name"] == "copydesk"
        assert resource["deployment.environment.name"] == "test"
    everything = "".join(receiver.raw) + json.dumps(lines)
    for word in [SECRET, "Quorzal", "Bexley", "Vienna"]:
        assert word not in everything, f"{word} left the server"
    arrived = len(receiver.spans), len(receiver.logs), len(receiver.metrics)
    print("%d spans, %d log records and %d metrics arrived" % arrived)


if __name__ == "__main__":
    main(sys.argv[1])
