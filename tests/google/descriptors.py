#!/usr/bin/env python3
"""Compares our files of Google's contracts with the descriptors in Google's own package.

Usage: tests/google/descriptors.py

Every message, field, enum, value and method must have the name, the number and the type that it has there, and
none may be missing. It needs the packages google-cloud-language and grpcio-tools.
"""

import sys
import tempfile
from pathlib import Path

from google.cloud import language_v1, language_v2
from google.protobuf import descriptor_pb2
from grpc_tools import protoc

ROOT = Path(__file__).resolve().parents[2] / "proto-google"
VERSIONS = {"v1": language_v1, "v2": language_v2}


def ours(version):
    """The descriptor of our file."""
    file = f"google/cloud/language/{version}/language_service.proto"
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "set"
        if protoc.main(["protoc", f"-I{ROOT}", f"--descriptor_set_out={out}", file]):
            raise SystemExit(f"{file} does not compile")
        found = descriptor_pb2.FileDescriptorSet.FromString(out.read_bytes()).file
    return found[0]


def theirs(version):
    """The descriptor of the package."""
    found = descriptor_pb2.FileDescriptorProto()
    VERSIONS[version].AnalyzeEntitiesRequest.pb().DESCRIPTOR.file.CopyToProto(found)
    return found


def facts(file):
    """All that matters on the wire, line by line. In Python a name may have an underscore behind it."""
    yield f"package {file.package} {file.syntax}"
    yield from enums(file.enum_type, "")
    yield from messages(file.message_type, "")


def enums(found, path):
    for enum in found:
        for value in enum.value:
            yield f"{path}{enum.name} {value.name} = {value.number}"


def messages(found, path):
    for message in found:
        here = f"{path}{message.name}."
        yield f"{here} map={message.options.map_entry}"
        for field in message.field:
            oneof = message.oneof_decl[field.oneof_index].name if field.HasField("oneof_index") else ""
            name = field.name.rstrip("_")
            yield f"{here}{name} = {field.number} {field.label} {field.type} {field.type_name} {oneof}"
        yield from enums(message.enum_type, here)
        yield from messages(message.nested_type, here)


def methods(version):
    """The methods of their client, which has no descriptor of its service."""
    transport = VERSIONS[version].services.language_service.transports.LanguageServiceTransport
    known = {name for name, value in vars(transport).items() if isinstance(value, property)}
    return known - {"host", "kind", "operations_client"}


def snake(name):
    return "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in name)[1:]


def main():
    wrong = 0
    for version in VERSIONS:
        own = ours(version)
        mine, other = set(facts(own)), set(facts(theirs(version)))
        for line in sorted(mine ^ other):
            print(f"{version}: only {'ours' if line in mine else 'theirs'}: {line}")
        served = {snake(method.name) for method in own.service[0].method}
        if served != methods(version) or own.service[0].name != "LanguageService":
            print(f"{version}: methods {sorted(served ^ methods(version))}")
        wrong += mine != other or served != methods(version)
        print(f"{version}: {len(mine)} facts and {len(served)} methods compared")
    return wrong


if __name__ == "__main__":
    sys.exit(main())
