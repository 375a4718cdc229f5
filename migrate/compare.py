#!/usr/bin/env python3
"""Runs a folder of texts against two endpoints of the Natural Language API, and tabulates the differences.

Usage: migrate/compare.py FOLDER ENDPOINT ENDPOINT [--version v1|v2] [--html] [--key KEY] [--entities]

Each file of the folder is a text in UTF-8 (or a page, with --html, or where its name ends in .html). An endpoint is

    HOST:PORT          copydesk over plain text
    https://HOST:PORT  over TLS; GRPC_DEFAULT_SSL_ROOTS_FILE_PATH names an authority of your own
    google             Google's own, with your default credentials. It costs money, and your texts leave the house

A line for each text says: the score and the magnitude of the document at both; of the sentences that both have, the mean
difference of their scores and how many have scores of opposite signs; of the entities, how many mentions only one
of them has and how many have another type. The last line sums up. With --entities, each such mention is listed.

It needs the package google-cloud-language.
"""

import argparse
import sys
from collections import Counter
from pathlib import Path

import grpc
from google.api_core import exceptions
from google.auth.credentials import AnonymousCredentials
from google.cloud import language_v1, language_v2

MODULES = {"v1": language_v1, "v2": language_v2}
# Scores nearer to 0 have no sign.
NEUTRAL = 0.1
COLUMNS = [
    "text", "score a", "score b", "magnitude a", "magnitude b", "sentences", "apart", "opposite", "mentions",
    "only a", "only b", "type",
]  # fmt: skip


def client(endpoint, version, key):
    """A client for an endpoint, and the headers of its calls."""
    module = MODULES[version]
    if endpoint == "google":
        return module.LanguageServiceClient(), []
    headers = [("x-goog-api-key", key)] if key else []
    if endpoint.startswith("https://"):
        options = {"api_endpoint": endpoint.removeprefix("https://")}
        return module.LanguageServiceClient(credentials=AnonymousCredentials(), client_options=options), headers
    limits = [("grpc.max_receive_message_length", -1), ("grpc.max_send_message_length", -1)]
    channel = grpc.insecure_channel(endpoint.removeprefix("http://"), options=limits)
    transport = module.LanguageServiceClient.get_transport_class("grpc")(channel=channel)
    return module.LanguageServiceClient(transport=transport), headers


def annotate(endpoint, module, text, form):
    """What an endpoint says of a text, or why it says nothing."""
    caller, headers = endpoint
    document = module.Document(content=text, type_=module.Document.Type[form])
    features = {"extract_entities": True, "extract_document_sentiment": True}
    try:
        return caller.annotate_text(document=document, features=features, encoding_type="UTF32", metadata=headers)
    except exceptions.GoogleAPICallError as error:
        return f"{error.grpc_status_code.name if error.grpc_status_code else error.code}: {error.message}"


def sign(score):
    return 0 if abs(score) < NEUTRAL else 1 if score > 0 else -1


def mentions(answer):
    """Types by the place and the words of mentions."""
    return {
        (mention.text.begin_offset, mention.text.content): entity.type_.name
        for entity in answer.entities
        for mention in entity.mentions
    }


def compare(first, second):
    """The numbers of a line, and the mentions that differ."""
    scores = [{one.text.begin_offset: one.sentiment.score for one in answer.sentences} for answer in (first, second)]
    both = scores[0].keys() & scores[1].keys()
    apart = sum(abs(scores[0][at] - scores[1][at]) for at in both) / max(len(both), 1)
    opposite = sum(sign(scores[0][at]) * sign(scores[1][at]) < 0 for at in both)
    found = [mentions(first), mentions(second)]
    only = [sorted(found[0].keys() - found[1].keys()), sorted(found[1].keys() - found[0].keys())]
    shared = sorted(found[0].keys() & found[1].keys())
    other = [place for place in shared if found[0][place] != found[1][place]]
    tones = [answer.document_sentiment for answer in (first, second)]
    numbers = {
        "score a": tones[0].score,
        "score b": tones[1].score,
        "magnitude a": tones[0].magnitude,
        "magnitude b": tones[1].magnitude,
        "sentences": len(both),
        "apart": apart,
        "opposite": opposite,
        "mentions": len(shared),
        "only a": len(only[0]),
        "only b": len(only[1]),
        "type": len(other),
    }
    listed = [f"only a: {words!r} at {at} ({found[0][at, words]})" for at, words in only[0]]
    listed += [f"only b: {words!r} at {at} ({found[1][at, words]})" for at, words in only[1]]
    listed += [f"type: {words!r} at {at} ({found[0][at, words]}, {found[1][at, words]})" for at, words in other]
    return numbers, listed


def line(name, numbers, width):
    cells = [f"{value:.3f}" if isinstance(value, float) else str(value) for value in numbers]
    heads = COLUMNS[1:]
    return "  ".join([name.ljust(width)] + [cell.rjust(len(head)) for cell, head in zip(cells, heads)])


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("endpoints", nargs=2, metavar="ENDPOINT")
    parser.add_argument("--version", choices=MODULES, default="v2")
    parser.add_argument("--html", action="store_true", help="all files are pages")
    parser.add_argument("--key", help="an API key of copydesk")
    parser.add_argument("--entities", action="store_true", help="list the mentions that differ")
    arguments = parser.parse_args()
    module = MODULES[arguments.version]
    endpoints = [client(endpoint, arguments.version, arguments.key) for endpoint in arguments.endpoints]
    files = sorted(file for file in arguments.folder.iterdir() if file.is_file())
    if not files:
        parser.error(f"no files in {arguments.folder}")
    width = max(len(file.name) for file in files)
    print(line("text", COLUMNS[1:], width))
    sums, compared, failed = Counter(), 0, 0
    for file in files:
        text = file.read_text(encoding="utf-8", errors="replace")
        form = "HTML" if arguments.html or file.suffix in (".html", ".htm") else "PLAIN_TEXT"
        answers = [annotate(endpoint, module, text, form) for endpoint in endpoints]
        refused = [f"{name}: {answer}" for name, answer in zip("ab", answers) if isinstance(answer, str)]
        if refused:
            failed += 1
            print(f"{file.name.ljust(width)}  {'; '.join(refused)}")
            continue
        numbers, listed = compare(*answers)
        compared += 1
        sums.update(numbers)
        # Of a sum of absolute differences the sign of none is lost.
        sums["distance"] += abs(numbers["score a"] - numbers["score b"])
        print(line(file.name, numbers.values(), width))
        if arguments.entities:
            print("".join(f"    {one}\n" for one in listed), end="")
    if compared:
        means = {"score a", "score b", "magnitude a", "magnitude b", "apart"}
        total = [sums[head] / compared if head in means else sums[head] for head in COLUMNS[1:]]
        print(line("all", total, width))
        print(f"{compared} texts compared; document scores are {sums['distance'] / compared:.3f} apart in the mean")
    if failed:
        print(f"{failed} texts not compared")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
