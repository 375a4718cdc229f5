"""The answers of readers (training/data/tone/GUIDE.md) as probabilities, and how right others are by them."""
import json
from collections import Counter

POLARITIES = ["negative", "neutral", "positive"]
# By strength; what both readers are sure of is not quite certain, either.
LIKELY = {
    "-3": [0.96, 0.03, 0.01],
    "-2": [0.86, 0.12, 0.02],
    "-1": [0.58, 0.38, 0.04],
    "0": [0.05, 0.90, 0.05],
    "1": [0.04, 0.38, 0.58],
    "2": [0.02, 0.12, 0.86],
    "3": [0.01, 0.03, 0.96],
    "x": [0.40, 0.20, 0.40],
    "negative": [0.94, 0.04, 0.02],
    "neutral": [0.03, 0.94, 0.03],
    "positive": [0.02, 0.04, 0.94],
    # What a mention of an entity of this tone in its article is likely to have.
    "NEG": [0.60, 0.35, 0.05],
    "NEU": [0.10, 0.80, 0.10],
    "POS": [0.05, 0.35, 0.60],
    "MIXED": [0.35, 0.30, 0.35],
}


def read(path):
    return [json.loads(line) for line in path.open(encoding="utf8")]


def likely(answer):
    return LIKELY[answer.split("@")[0]]


def is_held_out(line):
    """One of our labels in twelve is only scored, with all variants of its minimal pair."""
    return int(line["group"]) % 12 == 0


def is_attributed(answer):
    """Whether the view is somebody's in the sentence rather than its own; None where there is no view."""
    return None if answer.split("@")[0] == "0" else "@" in answer


def polarity(answer):
    """-1, 0 or 1; None if it is both."""
    probabilities = likely(answer)
    return None if probabilities[0] == probabilities[2] and probabilities[1] < 0.5 else max(range(3), key=probabilities.__getitem__) - 1


class Rightness:
    """Counts judgements that are right, and those on the opposite side, by kind."""

    def __init__(self):
        self.all, self.right, self.opposite = Counter(), Counter(), Counter()

    def add(self, kind, answer, found):
        """`found` is -1, 0 or 1."""
        wanted = polarity(answer)
        if wanted is not None:
            for key in [kind, "all"]:
                self.all[key] += 1
                self.right[key] += found == wanted
                self.opposite[key] += found * wanted < 0

    def summary(self):
        return f"{100 * self.right['all'] / self.all['all']:.1f} % right {100 * self.opposite['all'] / self.all['all']:.1f} % opposite"

    def __str__(self):
        share = lambda count, kind: round(100 * count[kind] / self.all[kind])
        return ", ".join(f"{kind} {share(self.right, kind)} % right, {share(self.opposite, kind)} % opposite of {self.all[kind]}" for kind in sorted(self.all))
