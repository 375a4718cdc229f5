#!/usr/bin/env python3
"""Compares the answers of two binaries over whole corpora: for changes that must change none.

Usage: tests/compare.py OLD NEW [--data FOLDER] [--answers FOLDER] [--ignore FIELD]... [--only CORPUS]...

OLD and NEW are copydesk binaries. FOLDER of --data holds the development sets; without it only the
articles of this repository are compared. --answers keeps OLD's answers for the next time. Times that
stages took are left out of every comparison, and so is each FIELD: a name as JSON has it, wherever it
is, or a path from the answer down, such as .analysis.sentences. --only names a corpus, as it is
printed. Exits with 1 when an answer differs, and shows where.
"""

import argparse
import gzip
import json
import subprocess
import sys
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parent.parent
ALWAYS_IGNORED = {"duration", "queued"}
FULL = {
    "cleaning": {"includeAlignment": True, "includeRemoved": True},
    "sentiment": {"includeEvidence": True},
}
SHOWN = 5


def request(name, content, options=FULL, **document):
    return {"document": {"id": name, "content": content, **document}, "options": options}


def records(path):
    opened = gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open()
    with opened as lines:
        return [json.loads(line) for line in lines]


def repository():
    files = [*(REPOSITORY / "examples").glob("*.txt"), *(REPOSITORY / "tests/golden").glob("*.*")]
    for file in sorted(file for file in files if file.suffix in (".txt", ".html")):
        yield request(file.name, file.read_text(encoding="utf-8"))


def variants(articles):
    """The same articles with options of every kind, and with one stage at a time."""
    for article in articles:
        words = article["text"].split()
        targets = list(dict.fromkeys(word for word in words if word.isalpha() and word.istitle()))[:20]
        targets += [target.upper() for target in targets[:5] if target.upper() not in targets]
        known = [
            {"id": name, "type": "ENTITY_TYPE_OTHER", "names": [name, " ".join(words[at : at + 2])]}
            for at, name in enumerate(targets[:10])
        ]
        if targets:
            options = {
                "offsetEncoding": "OFFSET_ENCODING_UTF16",
                "cleaning": {"keepCaptions": True},
                "entities": {
                    "knownEntities": known,
                    "minConfidence": 0.5,
                },
                "sentiment": {"targets": targets, "includeEvidence": True},
            }
            yield request(article["id"], article["text"], options)
        for stage in ("CLEANING", "ENTITIES", "SENTIMENT"):
            yield request(article["id"], article["text"], {"stages": [f"STAGE_{stage}"]})


def corpora(data):
    yield "repository", repository()
    if not data:
        return
    articles = [row for row in records(data / "ner/gold-news.jsonl") if row["id"].startswith("wiki")]
    yield "gold articles", [request(row["id"], row["text"]) for row in articles]
    yield "gold articles, other options", variants(articles)
    world = records(data / "ner/worldwide-dev.jsonl")
    time = "2024-04-26T22:30:00Z"
    yield "world news", [request(row["id"], row["text"], publishTime=time) for row in world]
    yield "value cases", values(data)
    plain = records(data / "cleaning/plain-dev.jsonl.gz")
    yield "plain pages", [request(row["id"], row["raw_text"]) for row in plain]
    yield "HTML pages", [
        request(row["id"], gzip.open(data / f"cleaning/html-dev/{row['id']}.html.gz").read().decode("utf-8", "replace"))
        for row in records(data / "cleaning/html-dev.jsonl.gz")
    ]


def values(data):
    for file in sorted((data / "values").glob("*.json")):
        for at, case in enumerate(json.loads(file.read_text(encoding="utf-8-sig"))):
            anchor = case.get("Context", {}).get("ReferenceDateTime")
            document = {"publishTime": anchor[:19] + "Z"} if anchor else {}
            options = {"stages": ["STAGE_ENTITIES"]}
            yield request(f"{file.stem}-{at}", case["Input"], options, languageCode="en", **document)


def answers(binary, requests):
    lines = "".join(json.dumps(request) + "\n" for request in requests)
    command = [binary, "analyze", "--jsonl", "--max-content-bytes", str(64 << 20)]
    done = subprocess.run(command, input=lines, capture_output=True, text=True, check=True)
    return done.stdout.splitlines()


def kept(folder, name, binary, requests):
    """The answers of a binary, from a folder where they were kept."""
    if not folder:
        return answers(binary, requests)
    file = folder / f"{name.replace(' ', '-').replace(',', '')}.jsonl"
    if not file.exists():
        folder.mkdir(parents=True, exist_ok=True)
        file.write_text("\n".join(answers(binary, requests)) + "\n", encoding="utf-8")
    return file.read_text(encoding="utf-8").splitlines()


def differences(old, new, ignored, path=""):
    """The paths at which two answers differ."""
    if isinstance(old, dict) and isinstance(new, dict):
        for key in sorted(old.keys() | new.keys()):
            if key not in ignored and f"{path}.{key}" not in ignored:
                yield from differences(old.get(key), new.get(key), ignored, f"{path}.{key}")
    elif isinstance(old, list) and isinstance(new, list) and len(old) == len(new):
        for at, (left, right) in enumerate(zip(old, new)):
            yield from differences(left, right, ignored, f"{path}[{at}]")
    elif old != new:
        yield f"{path}: {str(old)[:100]} | {str(new)[:100]}"


def main():
    arguments = argparse.ArgumentParser(usage=__doc__)
    arguments.add_argument("old")
    arguments.add_argument("new")
    arguments.add_argument("--data", type=Path)
    arguments.add_argument("--answers", type=Path)
    arguments.add_argument("--ignore", action="append", default=[])
    arguments.add_argument("--only", action="append")
    given = arguments.parse_args()
    ignored = ALWAYS_IGNORED | set(given.ignore)
    different = 0
    for name, requests in corpora(given.data):
        if given.only and name not in given.only:
            continue
        requests = list(requests)
        old = kept(given.answers, name, given.old, requests)
        new = answers(given.new, requests)
        assert len(old) == len(new) == len(requests), f"{name}: answers are missing"
        wrong = 0
        for request, left, right in zip(requests, old, new):
            found = [] if left == right else list(differences(json.loads(left), json.loads(right), ignored))
            if found and wrong < SHOWN:
                print(f"  {request['document']['id']}: {len(found)} differences, first {found[0]}")
            wrong += bool(found)
        print(f"{name}: {len(requests)} answers, {wrong} differ")
        different += wrong
    return min(different, 1)


if __name__ == "__main__":
    sys.exit(main())
