"""What is shipped for callers, and what is sent with it."""

import os
import random
import sys
from pathlib import Path

# gRPC tells of every connection through Envoy that health cannot be watched there.
os.environ.setdefault("GRPC_VERBOSITY", "NONE")

ROOT = Path(__file__).resolve().parents[2]
DEPLOY = ROOT / "deploy"
sys.path.insert(0, str(DEPLOY / "clients" / "python"))
# What is deployed is a folder of sources.
sys.dont_write_bytecode = True
import client

MESSAGES, STUBS = client.contract()
SERVICE = "copydesk.v1.TextAnalysisService"
RATE = 150  # calls a second
ARTICLE = (ROOT / "examples" / "baltic-tunnel.txt").read_text()
SMALL = ARTICLE[:1000]
# Above what Envoy and grpcio repeat by default.
LARGE = ARTICLE * 450
# Systems take the ports of connections from above.
PORTS = iter(random.sample(range(20_000, 32_000), 1000))
