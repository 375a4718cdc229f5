#!/usr/bin/env python3
"""Streams tiny documents as fast as grpcio can, on one connection, and counts the answers.

Usage: tests/streams.py BINARY [STREAMS [DOCUMENTS]]

Each of STREAMS (default: 16) sends DOCUMENTS (default: 2,000) of three bytes, far faster than they are
answered; calls of their own on the same connection are answered meanwhile. Nothing may fail.

It needs the packages grpcio, grpcio-status and grpcio-tools.
"""

import subprocess
import sys
import threading
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "deploy/clients/python")]
sys.dont_write_bytecode = True
import client
import grpc

MESSAGES, STUBS = client.contract()


def serve(binary):
    """A server on a free port, and its address."""
    command = [binary, "serve", "--listen", "127.0.0.1:0", "--log-format", "json"]
    server = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    for line in server.stderr:
        if '"listening"' in line:
            address = line.split('"address":"')[1].split('"')[0]
            break
    threading.Thread(target=server.stderr.read, daemon=True).start()
    return server, address


def stream(stub, documents, answers, number):
    def requests():
        for index in range(documents):
            document = MESSAGES.Document(id=str(index), content="abc")
            yield MESSAGES.StreamAnalyzeRequest(document=document)

    for answer in stub.StreamAnalyze(requests()):
        assert answer.result.WhichOneof("result") == "analysis", answer
        answers[number] += 1


def main(binary, streams="16", documents="2000"):
    streams, documents = int(streams), int(documents)
    server, address = serve(binary)
    try:
        began = time.monotonic()
        with grpc.insecure_channel(address) as channel:
            stub = STUBS.TextAnalysisServiceStub(channel)
            answers = [0] * streams
            arguments = [(stub, documents, answers, number) for number in range(streams)]
            threads = [threading.Thread(target=stream, args=one) for one in arguments]
            for thread in threads:
                thread.start()
            beside = 0
            while any(thread.is_alive() for thread in threads):
                request = MESSAGES.AnalyzeRequest(document=MESSAGES.Document(content="It rained."))
                stub.Analyze(request, timeout=20)
                beside += 1
                time.sleep(0.05)
        took = time.monotonic() - began
        print(f"{sum(answers)} of {streams * documents} answers in {took:.1f} s, {beside} calls beside them")
        return answers != [documents] * streams
    finally:
        server.kill()


if __name__ == "__main__":
    if not 2 <= len(sys.argv) <= 4:
        print(__doc__.strip(), file=sys.stderr)
        sys.exit(64)
    sys.exit(main(*sys.argv[1:]))
