"""One address for all servers, as a Service of Kubernetes has: each connection stays with one of them."""

import itertools
import socket
import threading

from servers import free_port


class VirtualAddress:
    """Forwards each connection to one of the endpoints, for as long as it lasts."""

    def __init__(self, servers):
        self.endpoints, self.turn = list(servers), itertools.count()
        self.port = free_port()
        self.listener = socket.create_server(("127.0.0.1", self.port))
        threading.Thread(target=self.accept, daemon=True).start()

    def remove(self, server):
        """New connections go elsewhere; those that there are stay."""
        self.endpoints = [endpoint for endpoint in self.endpoints if endpoint is not server]

    def add(self, server):
        self.endpoints = [*self.endpoints, server]

    def accept(self):
        while True:
            try:
                caller, _ = self.listener.accept()
            except OSError:
                return
            endpoints = self.endpoints
            server = endpoints[next(self.turn) % len(endpoints)]
            try:
                callee = socket.create_connection(("127.0.0.1", server.port))
            except OSError:
                caller.close()
                continue
            for one, other in ((caller, callee), (callee, caller)):
                one.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                threading.Thread(target=forward, args=(one, other), daemon=True).start()

    def close(self):
        self.listener.close()


def forward(source, target):
    """Forwards bytes until the source ends, and then its end."""
    try:
        while data := source.recv(1 << 16):
            target.sendall(data)
        target.shutdown(socket.SHUT_WR)
    except OSError:
        for end in (source, target):
            end.close()
