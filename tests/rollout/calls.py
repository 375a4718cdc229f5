"""Calls at a steady rate, and how they end."""

import collections
import subprocess
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from servers import wait_until
from shipped import LARGE, MESSAGES, RATE, SMALL, STUBS, client

import grpc


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
