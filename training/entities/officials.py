#!/usr/bin/env python3
"""Writes models/officials.tsv, the officials that names of persons are looked up in.

  officials.py DATA models

From congress-legislators (CC0: DATA/links/us-officials.jsonl): members of the Congress of the United States, its presidents and vice
presidents. Each line: number in Wikidata, first day of the first term, last day of the last, "president" of those, and names parted by
"|"; the first is the usual one.
"""
import json
import sys
from pathlib import Path


def main():
    data, models = map(Path, sys.argv[1:])
    rows = []
    for line in (data / "links/us-officials.jsonl").read_text(encoding="utf-8").splitlines():
        official = json.loads(line)
        name, terms = official["name"], official["terms"]
        called = [
            (official.get("wikipedia") or "").split(" (")[0],
            name.get("official_full", ""),
            f"{name['first']} {name['last']}",
            f"{name['nickname']} {name['last']}" if name.get("nickname") else "",
            f"{name['first']} {name['middle']} {name['last']}" if name.get("middle") else "",
        ]
        called = [one for one in dict.fromkeys(called) if " " in one]
        president = any(term["type"] in ("prez", "viceprez") for term in terms)
        start, end = min(term["start"] for term in terms), max(term["end"] for term in terms)
        # Those without a number are there to tell that a name is not theirs alone.
        rows.append((official.get("wikidata") or "", start, end, "president" if president else "", "|".join(called)))
    with open(models / "officials.tsv", "w", encoding="utf-8") as out:
        for row in sorted(rows, key=lambda row: (row[1], row[0])):
            print(*row, sep="\t", file=out)


main()
