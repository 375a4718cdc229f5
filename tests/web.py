#!/usr/bin/env python3
"""Calls the server as web clients do: Connect's JSON and protobuf over HTTP/1.1 and HTTP/2, gRPC-Web, a page
of another origin, and what is none of them.

Usage: tests/web.py BINARY [FOLDER]

FOLDER (default: a new one) gets a key file and the log. It needs curl, and the packages grpcio, grpcio-status,
grpcio-tools and buf-bin.
"""

import base64
import gzip
import http.client
import json
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "deploy/clients/python")]
sys.dont_write_bytecode = True
import client

MESSAGES, _ = client.contract()
SERVICE = "/copydesk.v1.TextAnalysisService"
TEXT = "Rania Haddad met Paul Okafor of the World Bank in Lagos on Friday. “It went well 😀,” she said.\r\n"
JSON = {"content-type": "application/json"}
CHECKS = []


def check(function):
    CHECKS.append(function)
    return function


class Server:
    """A server on a free port."""

    def __init__(self, binary, *settings):
        command = [binary, "serve", "--listen", "127.0.0.1:0", "--log-format", "json", *settings]
        self.process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
        self.log = []
        for line in self.process.stderr:
            self.log.append(line)
            if '"listening"' in line:
                self.address = line.split('"address":"')[1].split('"')[0]
            if '"serving"' in line:
                break
        threading.Thread(target=self.follow, daemon=True).start()
        host, port = self.address.split(":")
        self.host, self.port = host, int(port)

    def follow(self):
        for line in self.process.stderr:
            self.log.append(line)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.kill()
        self.process.wait()

    def connect(self):
        return http.client.HTTPConnection(self.host, self.port, timeout=40)

    def post(self, body, headers=JSON, path=f"{SERVICE}/Analyze", method="POST"):
        """Status, headers and body of the answer to one request."""
        connection = self.connect()
        connection.request(method, path, body=body, headers=headers)
        return read(connection)

    def curl(self, *arguments, path=f"{SERVICE}/Analyze"):
        command = ["curl", "--silent", "--show-error", "--max-time", "30", *arguments]
        called = subprocess.run(
            [*command, f"http://{self.address}{path}"], capture_output=True, check=False
        )
        assert called.returncode == 0, called.stderr
        return called.stdout


def read(connection):
    response = connection.getresponse()
    headers = {name.lower(): value for name, value in response.getheaders()}
    return response.status, headers, response.read()


def request(content=TEXT, **options):
    return json.dumps({"document": {"content": content}, **options}).encode()


def names(answer):
    return [entity["name"] for entity in answer["analysis"]["entities"]["entities"]]


@check
def json_over_http_1(server):
    status, headers, body = server.post(request())
    assert (status, headers["content-type"]) == (200, "application/json"), (status, headers)
    assert int(headers["content-length"]) == len(body)
    assert not [name for name in headers if name.startswith("grpc-")], headers
    answer = json.loads(body)
    assert "Rania Haddad" in names(answer), names(answer)
    mention = answer["analysis"]["entities"]["entities"][0]["mentions"][0]
    [raw], name = mention["span"]["raw"], answer["analysis"]["entities"]["entities"][0]["name"]
    assert TEXT[raw.get("start", 0) : raw["end"]] == name, mention


@check
def the_same_answer_by_every_way(server):
    by_json = json.loads(server.post(request())[2])
    by_http_2 = json.loads(server.curl("--http2-prior-knowledge", "--data", request().decode(), "-H", "content-type: application/json"))
    message = MESSAGES.AnalyzeRequest(document=MESSAGES.Document(content=TEXT))
    proto = {"content-type": "application/proto"}
    status, headers, body = server.post(message.SerializeToString(), proto)
    assert (status, headers["content-type"]) == (200, "application/proto")
    by_proto = MESSAGES.AnalyzeResponse.FromString(body)

    def known(answer):
        return names(answer), answer["analysis"]["cleaned"], answer["analysis"]["sentiment"]

    assert known(by_json) == known(by_http_2)
    assert [entity.name for entity in by_proto.analysis.entities.entities] == names(by_json)


@check
def two_calls_on_one_connection_and_in_pieces(server):
    connection = server.connect()
    for _ in range(2):
        connection.request("POST", f"{SERVICE}/Analyze", body=request(), headers=JSON)
        status, headers, _ = read(connection)
        assert status == 200 and headers.get("connection") != "close"
    pieces = iter([request()[:20], request()[20:]])
    connection.request("POST", f"{SERVICE}/Analyze", body=pieces, headers=JSON, encode_chunked=True)
    assert read(connection)[0] == 200


@check
def compressed_both_ways(server):
    content = TEXT * 100
    headers = {**JSON, "content-encoding": "gzip", "accept-encoding": "gzip"}
    status, headers, body = server.post(gzip.compress(request(content)), headers)
    assert (status, headers.get("content-encoding")) == (200, "gzip"), (status, headers)
    assert "Rania Haddad" in names(json.loads(gzip.decompress(body)))
    status, _, body = server.post(request(), {**JSON, "content-encoding": "br"})
    assert status == 501 and json.loads(body)["code"] == "unimplemented", body


@check
def all_that_was_compressed_is_read(server):
    body = request()
    parts = gzip.compress(body[:30]) + gzip.compress(body[30:])
    headers = {**JSON, "content-encoding": "x-gzip", "accept-encoding": "br, GZIP;q=0.5"}
    status, headers, answer = server.post(parts, headers)
    assert status == 200 and "Rania Haddad" in names(json.loads(gzip.decompress(answer) if headers.get("content-encoding") else answer))
    status, _, _ = server.post(gzip.compress(body) + b"junk", {**JSON, "content-encoding": "gzip"})
    assert status == 400, status


@check
def errors_in_json(server):
    def error(body, headers=JSON, path=f"{SERVICE}/Analyze"):
        status, headers, body = server.post(body, headers, path)
        assert headers["content-type"] == "application/json", headers
        found = json.loads(body)
        info = [one for one in found["details"] if one["type"] == "google.rpc.ErrorInfo"]
        base64.b64decode(info[0]["value"] + "==")
        return status, found["code"], info[0]["debug"]["reason"], found

    *found, told = error(b'{"document":{"contents":"secret"}}')
    assert found == [400, "invalid_argument", "MALFORMED_MESSAGE"], found
    assert "secret" not in json.dumps(told)
    assert error(b'{"document":{"content":""}}')[:3] == (400, "invalid_argument", "INVALID_REQUEST")
    assert error(b"")[:3] == (400, "invalid_argument", "MALFORMED_MESSAGE")
    assert error(b"{}", path=f"{SERVICE}/Nothing")[:3] == (501, "unimplemented", "METHOD_NOT_FOUND")
    late = {**JSON, "connect-timeout-ms": "1"}
    assert error(request(TEXT * 3000), late)[:3] == (504, "deadline_exceeded", "DEADLINE_EXCEEDED")
    wrong = {**JSON, "connect-timeout-ms": "soon"}
    assert error(request(), wrong)[:3] == (400, "invalid_argument", "INVALID_REQUEST")
    limits = json.loads(server.post(b"{}", path=f"{SERVICE}/GetCapabilities")[2])["limits"]
    large = request("x" * (int(limits["maxContentBytes"]) + 1))
    assert error(large)[:3] == (400, "invalid_argument", "CONTENT_TOO_LARGE")


@check
def too_long_is_refused_unread(server):
    """Whether the length is told or not."""
    with socket.create_connection((server.host, server.port), timeout=10) as wire:
        head = f"POST {SERVICE}/Analyze HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n"
        wire.sendall(f"{head}content-length: 2000000000\r\n\r\n".encode())
        answer = wire.recv(65536)
        assert answer.startswith(b"HTTP/1.1 400") and b"MESSAGE_TOO_LARGE" in answer, answer
    endless = (b" " * 65536 for _ in range(1000))
    connection = server.connect()
    try:
        connection.request("POST", f"{SERVICE}/Analyze", endless, JSON, encode_chunked=True)
    except (BrokenPipeError, ConnectionResetError):
        return
    status, _, body = read(connection)
    assert status == 400 and b"MESSAGE_TOO_LARGE" in body, body


@check
def what_http_forbids(server):
    def answer(head, body=b""):
        with socket.create_connection((server.host, server.port), timeout=10) as wire:
            wire.sendall(head.replace("\n", "\r\n").encode() + body)
            return wire.recv(65536)

    call = f"POST {SERVICE}/GetCapabilities HTTP/1.1\ncontent-type: application/json\n"
    told = "content-length: 2\n\n"
    assert answer(f"{call}host: x\n{told}", b"{}").startswith(b"HTTP/1.1 200")
    assert answer(f"{call}{told}", b"{}").startswith(b"HTTP/1.1 400")
    assert answer(f"{call}host: x\nhost: y\n{told}", b"{}").startswith(b"HTTP/1.1 400")
    packed = "transfer-encoding: gzip, chunked\n\n"
    assert answer(f"{call}host: x\n{packed}", b"2\r\n{}\r\n0\r\n\r\n").startswith(b"HTTP/1.1 501")
    long = f"{call}host: x\nx-long: {'x' * 8200}\n{told}"
    assert answer(long, b"{}").startswith(b"HTTP/1.1 431")
    broken = answer(f"{call}host: x\ntransfer-encoding: chunked\n\n", b"zz\r\n")
    assert broken.startswith(b"HTTP/1.1 400") and b"MALFORMED_MESSAGE" in broken, broken


@check
def who_is_idle_makes_room(server):
    """Connections that keep calling give a place to another address as those of HTTP/2 do."""
    with Server(BINARY, "--max-connections", "20") as small:
        kept = [small.connect() for _ in range(20)]
        for connection in kept:
            connection.request("POST", f"{SERVICE}/GetCapabilities", body=b"{}", headers=JSON)
            assert read(connection)[0] == 200
        for _ in range(3):
            other = http.client.HTTPConnection(small.host, small.port, 10, source_address=("127.0.0.2", 0))
            other.request("POST", f"{SERVICE}/Analyze", body=request(), headers=JSON)
            assert read(other)[0] == 200


@check
def what_is_none_of_them(server):
    status, headers, body = server.post(None, {}, "/", "GET")
    assert status == 200 and b"copydesk" in body and headers["content-type"].startswith("text/plain")
    for method, path, headers, wanted in [
        ("GET", "/favicon.ico", {}, 404),
        ("GET", f"{SERVICE}/Analyze", JSON, 405),
        ("GET", f"{SERVICE}/Analyze", {}, 405),
        ("PUT", "/v2/documents:analyzeEntities", JSON, 405),
        ("POST", f"{SERVICE}/Analyze", {"content-type": "text/plain"}, 415),
        ("POST", f"{SERVICE}/StreamAnalyze", {"content-type": "application/connect+json"}, 415),
    ]:
        status, _, body = server.post(b"{}", headers, path, method)
        assert status == wanted, (method, path, status)
        assert b"gRPC" in body or status == 405, body


@check
def a_stream_needs_grpc(server):
    status, _, body = server.post(b"{}", JSON, f"{SERVICE}/StreamAnalyze")
    assert status == 501 and b"NEEDS_GRPC" in body, (status, body)
    for method in ("grpc.health.v1.Health/Check", "grpc.reflection.v1.ServerReflection/ServerReflectionInfo"):
        status, _, body = server.post(b"{}", JSON, f"/{method}")
        assert status == 501 and b"NEEDS_GRPC" in body, (status, body)


@check
def rest_as_google_has_it(server):
    document = {"type": "PLAIN_TEXT", "content": "Ada Brook praised the World Bank."}
    body = json.dumps({"document": document, "encodingType": "UTF16"}).encode()
    status, _, answer = server.post(body, JSON, "/v2/documents:analyzeEntities?prettyPrint=false")
    spans = [mention["text"] for entity in json.loads(answer)["entities"] for mention in entity["mentions"]]
    assert status == 200 and {"content": "Ada Brook", "beginOffset": 0} in spans, spans
    status, _, answer = server.post(body, JSON, "/v2/documents:nothing")
    assert status == 501 and json.loads(answer)["error"]["status"] == "UNIMPLEMENTED", answer


@check
def grpc_web(server):
    message = MESSAGES.AnalyzeRequest(document=MESSAGES.Document(content=TEXT)).SerializeToString()
    framed = b"\0" + len(message).to_bytes(4, "big") + message
    status, headers, body = server.post(framed, {"content-type": "application/grpc-web+proto"})
    assert (status, headers["content-type"]) == (200, "application/grpc-web+proto"), headers
    length = int.from_bytes(body[1:5], "big")
    answer = MESSAGES.AnalyzeResponse.FromString(body[5 : 5 + length])
    assert answer.analysis.entities.entities[0].name
    trailers = body[5 + length :]
    assert trailers[0] == 0x80 and b"grpc-status:0" in trailers.replace(b" ", b""), trailers
    as_text = {"content-type": "application/gRPC-web-text; charset=utf-8"}
    status, _, body = server.post(base64.b64encode(framed), as_text)
    assert status == 200 and base64.b64decode(body[:8])[0] == 0, body[:20]
    status, headers, body = server.post(b"!!!!", as_text)
    assert headers.get("grpc-status") == "3" or b"grpc-status:3" in base64.b64decode(body), (headers, body)


@check
def by_buf(server):
    for protocol in ("connect", "grpc", "grpcweb"):
        command = ["buf", "curl", "--protocol", protocol, "--schema", str(ROOT / "proto"), "--data", request().decode()]
        if protocol == "grpc":
            command += ["--http2-prior-knowledge"]
        called = subprocess.run(
            [*command, f"http://{server.address}{SERVICE}/Analyze"], capture_output=True, check=False
        )
        assert called.returncode == 0, (protocol, called.stderr)
        assert "Rania Haddad" in names(json.loads(called.stdout)), protocol


@check
def expect_100_continue(server):
    answer = server.curl("--expect100-timeout", "5", "-H", "expect: 100-continue", "-H", "content-type: application/json", "--data", request().decode())
    assert "Rania Haddad" in names(json.loads(answer))


@check
def pages_of_other_origins(server):
    asked = {"origin": "https://desk.example", "access-control-request-method": "POST", "access-control-request-headers": "content-type, authorization"}
    _, headers, _ = server.post(None, asked, method="OPTIONS")
    assert "access-control-allow-origin" not in headers, headers
    with Server(BINARY, "--cors-origins", "https://desk.example,https://other.example") as open_server:
        _, headers, _ = open_server.post(None, asked, method="OPTIONS")
        assert headers["access-control-allow-origin"] == "https://desk.example", headers
        assert "authorization" in headers["access-control-allow-headers"], headers
        _, headers, _ = open_server.post(request(), {**JSON, "origin": "https://other.example"})
        assert headers["access-control-allow-origin"] == "https://other.example", headers
        _, headers, _ = open_server.post(request(), {**JSON, "origin": "https://evil.example"})
        assert "access-control-allow-origin" not in headers, headers


@check
def keys_are_asked_for(server):
    made = subprocess.run([BINARY, "new-key", "desk"], capture_output=True, text=True, check=True)
    keys = FOLDER / "keys.toml"
    keys.write_text(made.stderr)
    keys.chmod(0o600)
    with Server(BINARY, "--api-keys", str(keys)) as locked:
        status, _, body = locked.post(request())
        assert status == 401 and json.loads(body)["code"] == "unauthenticated", body
        for header in ({"authorization": f"Bearer {made.stdout.strip()}"}, {"x-api-key": made.stdout.strip()}):
            assert locked.post(request(), {**JSON, **header})[0] == 200
        document = {"type": "PLAIN_TEXT", "content": "Ada Brook praised the World Bank."}
        body, path = json.dumps({"document": document}).encode(), "/v1/documents:analyzeSentiment"
        status, _, answer = locked.post(body, JSON, path)
        assert status == 401 and json.loads(answer)["error"]["status"] == "UNAUTHENTICATED", answer
        assert locked.post(body, JSON, f"{path}?key={made.stdout.strip()}")[0] == 200


@check
def more_than_there_is_room_for(server):
    with Server(BINARY, "--max-documents", "1", "--threads", "1") as small:
        statuses = []
        one = lambda: statuses.append(small.post(request(TEXT * 200))[0])
        threads = [threading.Thread(target=one) for _ in range(12)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert set(statuses) == {200, 429}, statuses


@check
def a_body_that_never_comes(server):
    with Server(BINARY, "--time-limit", "1s") as hasty:
        with socket.create_connection((hasty.host, hasty.port), timeout=10) as wire:
            head = f"POST {SERVICE}/Analyze HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n"
            wire.sendall(f"{head}content-length: 100\r\n\r\n{{".encode())
            began = time.monotonic()
            answer = wire.recv(65536)
            assert answer.startswith(b"HTTP/1.1 504"), answer
            assert time.monotonic() - began < 5
        assert hasty.post(request())[0] == 200


@check
def a_call_in_flight_is_answered_at_the_end(server):
    with Server(BINARY) as leaving:
        idle = leaving.connect()
        idle.request("POST", f"{SERVICE}/Analyze", body=request(), headers=JSON)
        assert read(idle)[0] == 200
        statuses = []
        call = threading.Thread(target=lambda: statuses.append(leaving.post(request(TEXT * 1500))[0]))
        call.start()
        time.sleep(0.1)
        leaving.process.terminate()
        call.join()
        assert statuses == [200], statuses
        assert leaving.process.wait(20) == 0


@check
def the_log_tells_calls_and_no_text(server):
    log = "".join(server.log)
    assert "copydesk.v1.TextAnalysisService/Analyze" in log
    assert "Haddad" not in log and "secret" not in log and "panic" not in log, log


BINARY, FOLDER = sys.argv[1], Path(sys.argv[2] if len(sys.argv) > 2 else tempfile.mkdtemp())


def main():
    with Server(BINARY) as server:
        for function in CHECKS:
            function(server)
            print("ok", function.__name__.replace("_", " "))
    if len(sys.argv) <= 2:
        shutil.rmtree(FOLDER)


if __name__ == "__main__":
    main()
