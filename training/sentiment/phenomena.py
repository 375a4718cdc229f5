#!/usr/bin/env python3
"""How right the service is, by phenomenon, on the minimal pairs that are only scored, beside VADER.

  phenomena.py COPYDESK [FILE.tsv]

COPYDESK is the program. A judgement is right if the polarity is the readers', opposite if it is on the other side of neutral;
sentences that are both good and bad are left out. VADER (Hutto and Gilbert 2014) has no targets: it says of each what it says of
the sentence.
"""
import json
import re
import subprocess
import sys
from pathlib import Path

from answers import Rightness
from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

LABELS = Path(__file__).parents[1] / "data/tone/pairs/set-aside.tsv"
POLARITIES = {"POLARITY_NEGATIVE": -1, "POLARITY_NEUTRAL": 0, "POLARITY_MIXED": 0, "POLARITY_POSITIVE": 1}
MARK = re.compile(r"\{([^{}|]+)\|([^{}]*)\}")


def main():
    program, path = sys.argv[1], Path(sys.argv[2]) if len(sys.argv) > 2 else LABELS
    lines = [line.split("\t") for line in path.read_text(encoding="utf8").splitlines()]
    texts = [MARK.sub(r"\1", marked) for *_, marked in lines]
    targets = [MARK.findall(marked) for *_, marked in lines]
    requests = [
        {
            "document": {"content": text, "format": "CONTENT_FORMAT_PLAIN_TEXT", "languageCode": "en"},
            "options": {"stages": ["STAGE_ENTITIES", "STAGE_SENTIMENT"], "sentiment": {"targets": sorted({name for name, _ in named})}},
        }
        for text, named in zip(texts, targets)
    ]
    read = "".join(json.dumps(request) + "\n" for request in requests)
    answers = subprocess.run([program, "analyze", "--jsonl"], input=read, capture_output=True, text=True, check=True).stdout
    vader = SentimentIntensityAnalyzer()
    found = {(who, what): Rightness() for who in ["copydesk", "VADER"] for what in ["sentences", "targets"]}
    for line, text, named, answer in zip(lines, texts, targets, answers.rstrip("\n").split("\n")):
        kind = line[0].removeprefix("aside-")
        sentiment = json.loads(answer)["analysis"]["sentiment"]
        compound = vader.polarity_scores(text)["compound"]
        theirs = (compound >= 0.05) - (compound <= -0.05)
        found["copydesk", "sentences"].add(kind, line[2], POLARITIES[sentiment["document"]["polarity"]])
        found["VADER", "sentences"].add(kind, line[2], theirs)
        # What the caller names stands behind the entities.
        towards = {one["target"]: POLARITIES[one["overall"]["polarity"]] for one in sentiment.get("targets", [])}
        for name, wanted in named:
            found["copydesk", "targets"].add(kind, wanted, towards.get(name, 0))
            found["VADER", "targets"].add(kind, wanted, theirs)
    for (who, what), rightness in found.items():
        print(f"{who}, {what}: {rightness}")


if __name__ == "__main__":
    main()
