"""migrate/compare.py, between two servers that answer the same."""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import samples

ROOT = Path(__file__).resolve().parents[2]


def run(address, tls_port):
    """Compares a server over plain text with one over TLS, in both versions; and tells what is refused."""
    with tempfile.TemporaryDirectory() as folder:
        shutil.copy(ROOT / "examples/baltic-tunnel.txt", folder)
        Path(folder, "ferry.txt").write_text(samples.ARTICLE, encoding="utf-8")
        paragraphs = "</p><p>".join(samples.ARTICLE.split("\n\n"))
        Path(folder, "page.html").write_text(f"<article><p>{paragraphs}</p></article>", encoding="utf-8")
        for version in ("v1", "v2"):
            code, printed = compare(folder, address, tls_port, version)
            assert code == 0 and "3 texts compared; document scores are 0.000 apart" in printed, printed
            assert "only a:" not in printed and "type:" not in printed, printed
        Path(folder, "blank.txt").write_text(" ", encoding="utf-8")
        code, printed = compare(folder, address, tls_port, "v2")
        assert code == 1 and "INVALID_ARGUMENT" in printed and "1 texts not compared" in printed, printed
    print("ok migrate/compare.py")


def compare(folder, address, tls_port, version):
    command = [sys.executable, ROOT / "migrate/compare.py", folder, address]
    command += [f"https://localhost:{tls_port}", "--version", version, "--entities"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120)
    return done.returncode, done.stdout + done.stderr
