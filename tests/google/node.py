"""The snippets of docs/google.md for Node, by the official client."""

import os
import subprocess
import tempfile
from pathlib import Path

import snippets


def run(modules, address):
    """Runs each in a process of its own, with the modules of a folder."""
    count = 0
    for line, code in snippets.snippets("js"):
        host, port = address.rsplit(":", 1)
        assert "'localhost'" in code and "50051" in code, f"line {line} names another address"
        code = code.replace("'localhost'", f"'{host}'").replace("50051", port)
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "snippet.cjs"
            file.write_text(code, encoding="utf-8")
            environment = {**os.environ, "NODE_PATH": str(Path(modules).resolve())}
            command = ["node", str(file)]
            done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=120)
        assert done.returncode == 0 and done.stdout.strip(), done.stderr
        count += 1
    assert count >= 2, count
    print(f"ok {count} snippets for Node")
