#!/usr/bin/env python3
"""A collector that can be found by its name only: prints `NAME DNS_SERVER PORT`, and `spans from
SERVICE` when spans have come.

It answers questions for the name on port 53 of an address of this machine's own, and takes OTLP
over gRPC on a free port. It needs root, and the packages grpcio and opentelemetry-proto.
"""

import socket
import struct
import sys
from concurrent import futures

import grpc
from opentelemetry.proto.collector.logs.v1 import logs_service_pb2, logs_service_pb2_grpc
from opentelemetry.proto.collector.trace.v1 import trace_service_pb2, trace_service_pb2_grpc

NAME, SERVER = "collector.copydesk.test", "127.0.0.53"


class Traces(trace_service_pb2_grpc.TraceServiceServicer):
    told = False

    def Export(self, request, context):
        for group in request.resource_spans:
            names = [pair.value.string_value for pair in group.resource.attributes
                     if pair.key == "service.name"]
            if names and not self.told:
                print("spans from", names[0], flush=True)
                self.told = True
        return trace_service_pb2.ExportTraceServiceResponse()


class Logs(logs_service_pb2_grpc.LogsServiceServicer):
    def Export(self, request, context):
        return logs_service_pb2.ExportLogsServiceResponse()


def answer(question):
    """RFC 1035: 127.0.0.1 for the name and type A, no records for its other types, else no such name."""
    labels, at = [], 12
    while question[at]:
        labels.append(question[at + 1:at + 1 + question[at]].decode().lower())
        at += 1 + question[at]
    kind, = struct.unpack(">H", question[at + 1:at + 3])
    known = ".".join(labels) == NAME
    found = known and kind == 1
    head = question[:2] + struct.pack(">HHHHH", 0x8580 | (0 if known else 3), 1, int(found), 0, 0)
    record = b"\xc0\x0c" + struct.pack(">HHIH", 1, 1, 60, 4) + socket.inet_aton("127.0.0.1")
    return head + question[12:at + 5] + (record if found else b"")


def main():
    server = grpc.server(futures.ThreadPoolExecutor(2))
    trace_service_pb2_grpc.add_TraceServiceServicer_to_server(Traces(), server)
    logs_service_pb2_grpc.add_LogsServiceServicer_to_server(Logs(), server)
    port = server.add_insecure_port("127.0.0.1:0")
    server.start()
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as names:
        names.bind((SERVER, 53))
        print(NAME, SERVER, port, flush=True)
        while True:
            question, sender = names.recvfrom(512)
            names.sendto(answer(question), sender)


if __name__ == "__main__":
    sys.exit(main())
