"""The snippets of docs/google.md, as they stand there."""

import contextlib
import io
import re
import subprocess
from pathlib import Path

PAGE = Path(__file__).resolve().parents[2] / "docs/google.md"
# The address that the page names.
NAMED = "localhost:50051"


def snippets(language):
    """The snippets in a language, each with its place in the page."""
    text = PAGE.read_text(encoding="utf-8")
    for found in re.finditer(rf"^```{language}\n(.*?)^```$", text, re.MULTILINE | re.DOTALL):
        yield text.count("\n", 0, found.start()) + 1, found[1]


def run(address, tls_port):
    """Runs those in Python one after the other, and those for a shell that call the server."""
    count = in_python("python", address) + in_python("python tls", f"localhost:{tls_port}")
    for line, code in snippets("sh"):
        if NAMED in code:
            command = ["bash", "-euo", "pipefail", "-c", code.replace(NAMED, address)]
            printed = subprocess.run(command, capture_output=True, text=True, timeout=60)
            assert printed.returncode == 0 and printed.stdout.strip(), f"{PAGE}:{line} {printed.stderr}"
            count += 1
    assert count >= 6, count
    print(f"ok {count} snippets")


def in_python(language, address):
    """Runs those in Python, the later ones with the names of the earlier; their number."""
    scope, count = {}, 0
    for line, code in snippets(language):
        with contextlib.redirect_stdout(io.StringIO()) as printed:
            exec(compile("\n" * line + code.replace(NAMED, address), str(PAGE), "exec"), scope)
        count += 1
        if "print(" in code:
            assert printed.getvalue().strip(), f"{PAGE}:{line} prints nothing"
    return count
