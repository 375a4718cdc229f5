"""A server of its own process, and an authority for its certificate."""

import datetime
import json
import subprocess
import tempfile
import threading
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec


class Server:
    """Serves on a free port for as long as the block lasts."""

    def __init__(self, binary, *arguments):
        command = [binary, "serve", "--listen", "127.0.0.1:0", "--log-format", "json", *arguments]
        self.process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
        for line in self.process.stderr:
            line = json.loads(line)
            if line["message"] == "listening":
                self.address = line["address"]
            if line["message"] == "serving":
                break
        # Read on, so that the pipe is never full.
        threading.Thread(target=self.process.stderr.read, daemon=True).start()
        self.port = self.address.rsplit(":", 1)[1]

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.kill()
        self.process.wait()


def signed(subject, key, issuer, issuer_key, extensions):
    now = datetime.datetime.now(datetime.timezone.utc)
    day = datetime.timedelta(days=1)
    builder = x509.CertificateBuilder().subject_name(subject).issuer_name(issuer)
    builder = builder.public_key(key.public_key()).serial_number(x509.random_serial_number())
    builder = builder.not_valid_before(now - day).not_valid_after(now + day)
    for extension in extensions:
        builder = builder.add_extension(extension, critical=isinstance(extension, x509.BasicConstraints))
    return builder.sign(issuer_key, hashes.SHA256())


class Authority:
    """An authority, and a certificate of it for localhost."""

    def __init__(self):
        self.folder = tempfile.TemporaryDirectory()
        names = [x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)]) for name in ("authority", "localhost")]
        keys = [ec.generate_private_key(ec.SECP256R1()) for _ in names]
        root = signed(names[0], keys[0], names[0], keys[0], [x509.BasicConstraints(ca=True, path_length=None)])
        local = x509.SubjectAlternativeName([x509.DNSName("localhost")])
        leaf = signed(names[1], keys[1], names[0], keys[0], [local])
        pem = serialization.Encoding.PEM
        private = keys[1].private_bytes(
            pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        self.path = self.write("authority.pem", root.public_bytes(pem))
        certificate = self.write("tls.pem", leaf.public_bytes(pem))
        self.arguments = ["--tls-certificate", certificate, "--tls-key", self.write("tls.key", private)]

    def write(self, name, content):
        path = Path(self.folder.name) / name
        path.write_bytes(content)
        return str(path)

    def key_file(self, binary):
        """A file with an API key, which is then in `key`."""
        made = subprocess.run([binary, "new-key", "desk"], capture_output=True, check=True)
        self.key = made.stdout.decode().strip()
        return self.write("keys.toml", made.stderr)
