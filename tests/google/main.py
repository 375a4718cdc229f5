#!/usr/bin/env python3
"""Calls a server by Google's own client libraries, as whoever changes nothing but the endpoint.

Usage: tests/google/main.py BINARY [NODE_MODULES]

Over plain text and over TLS, both versions, all RPCs and all encodings; the errors that callers see; the
official samples' behaviour; and the snippets of docs/google.md as they stand there. With NODE_MODULES, a
folder that has @google-cloud/language, the Node client too.

It needs the packages google-cloud-language, grpcio-status, grpcio-tools and cryptography.
"""

import os
import sys
from pathlib import Path

sys.dont_write_bytecode = True
HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE)]

import calls
import comparison
import descriptors
import node
import samples
import served
import snippets


def main(binary, node_modules=None):
    if descriptors.main():
        return 1
    authority = served.Authority()
    # What the client's own channels trust; it is read once, before the first of them.
    os.environ["GRPC_DEFAULT_SSL_ROOTS_FILE_PATH"] = authority.path
    with served.Server(binary) as plain, served.Server(binary, *authority.arguments) as secure:
        for server, clients in [(plain, calls.plain(plain.address)), (secure, calls.secure(secure.port))]:
            calls.check(*clients)
            samples.run(*clients)
            print("ok", "TLS" if server is secure else "plain text")
        over_rest = calls.rest(plain.address)
        calls.check(*over_rest)
        samples.run(*over_rest)
        calls.large(*over_rest)
        print("ok REST")
        calls.large(*calls.plain(plain.address))
        calls.compressed(plain.address)
        snippets.run(plain.address, secure.port)
        comparison.run(plain.address, secure.port)
        if node_modules:
            node.run(node_modules, plain.address)
    with served.Server(binary, "--api-keys", authority.key_file(binary), *authority.arguments) as closed:
        calls.keys(closed.port, authority.key)
    return 0


if __name__ == "__main__":
    if not 2 <= len(sys.argv) <= 3:
        print(__doc__.strip(), file=sys.stderr)
        sys.exit(64)
    sys.exit(main(*sys.argv[1:]))
