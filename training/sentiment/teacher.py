#!/usr/bin/env python3
"""Reads the tone of news, for the scorer of the service to learn from: a slow reader teaches a fast one.

  pip install -r training/sentiment/requirements.txt
  teacher.py DATA TOKENS OUT

A transformer (training/transformer.py) learns three things at once: the polarity towards a marked target in a sentence
(NewsMTSC, SEntFiN; both MIT), the polarities that a sentence holds whatever the target (NewsMTSC), and the valence of words
(the lexicon of VADER, MIT). A target's name is masked, so that no fame is learned; pronouns stay. It then reads news that
nobody has labelled, TOKENS/news.jsonl of tokenize.rs, and the words of vocabulary.py one by one. An hour and a half on two
cores.

OUT/news.jsonl: the lines that it read, with a "polarity" [negative, neutral, positive] for up to two targets in most, and for
the whole "sentence", the same, and "valence" in -1..1. OUT/words.jsonl: {"word", "sentence", "valence"}.
"""
import json
import re
import sys
from pathlib import Path

import jax

jax.config.update("jax_default_prng_impl", "unsafe_rbg")
import jax.numpy as jnp
import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1]))
from transformer import FIRST, LAST, MASKED, TOKENIZER, WIDTH, descend, dropout, encode, load
from vocabulary import VADER, vocabulary

POLARITIES = ["negative", "neutral", "positive"]
PRONOUNS = set("i me my mine myself we us our ours ourselves he him his himself she her hers herself they them their theirs themselves it its itself".split())
POLITICS, MARKETS = 0, 1
LENGTHS = [8, 16, 24, 32, 48, 64, 96]
BUDGET, EPOCHS, RATE, SMOOTHING = 1024, 4, 1e-4, 0.05
TARGETED, PER_SENTENCE = 0.7, 2  # in how many sentences targets are read, and how many


def read(path):
    return [json.loads(line) for line in path.open(encoding="utf8")]


def pieces(text, start=None, end=None):
    """The pieces of a text and whether each is the target, which is one piece unless it is a pronoun."""
    encoded, found = TOKENIZER.encode(text, add_special_tokens=False), []
    pronoun = start is not None and text[start:end].lower() in PRONOUNS
    for piece, (first, last) in zip(encoded.ids, encoded.offsets):
        inside = start is not None and first < end and start < last
        if not inside or pronoun:
            found.append((piece, inside))
        elif not (found and found[-1][1]):
            found.append((MASKED, True))
    middle = next((at for at, (_, inside) in enumerate(found) if inside), 0)
    first = max(0, min(middle - 47, len(found) - 94))
    return found[first : first + 94]


class Example:
    """A text to read. `want` holds probabilities of target and sentence, and a valence, each None if unknown."""

    def __init__(self, text, target=None, source=POLITICS, polarity=None, sentence=None, valence=None):
        self.pieces = pieces(text, *(target or ()))
        self.source, self.polarity, self.sentence, self.valence = source, polarity, sentence, valence
        self.length = next(length for length in LENGTHS if len(self.pieces) + 2 <= length)


def batches(examples, random=None):
    """Arrays of examples of like length; each batch has about BUDGET pieces."""
    order = list(range(len(examples)))
    if random is not None:
        random.shuffle(order)
    groups = {}
    done = []
    for at in order:
        length = examples[at].length
        group = groups.setdefault(length, [])
        group.append(at)
        if len(group) == BUDGET // length:
            done.append(group)
            groups[length] = []
    done += [group for group in groups.values() if group]
    if random is not None:
        random.shuffle(done)
    for group in done:
        yield group, arrays([examples[at] for at in group])


def arrays(group):
    length = group[0].length
    rows = BUDGET // length
    ids, marks = np.zeros((2, rows, length), np.int32)
    mask, source = np.zeros((rows, length), bool), np.zeros(rows, np.int32)
    mask[:, 0] = True
    want, weight = np.zeros((rows, 7), np.float32), np.zeros((rows, 3), np.float32)
    for row, example in enumerate(group):
        count = len(example.pieces)
        ids[row, 0], ids[row, count + 1], mask[row, : count + 2] = FIRST, LAST, True
        ids[row, 1 : count + 1] = [piece for piece, _ in example.pieces]
        marks[row, 1 : count + 1] = [inside for _, inside in example.pieces]
        source[row] = example.source
        if example.polarity is not None:
            want[row, :3], weight[row, 0] = example.polarity, 1
        if example.sentence is not None:
            want[row, 3:6], weight[row, 1] = example.sentence, 1
        if example.valence is not None:
            want[row, 6], weight[row, 2] = example.valence, 1
    return ids, marks, mask, source, want, weight


def forward(weights, ids, marks, mask, source, key=None):
    """Log-probabilities towards the target and of the sentence, and the valence."""
    hidden = encode(weights, ids, weights["mark"][marks] + weights["source"][source][:, None], mask, dropout(key))
    mean = lambda which: (hidden * which[..., None]).sum(1) / jnp.maximum(which.sum(1, keepdims=True), 1)
    target, whole = mean(marks * mask), mean(mask.astype(jnp.float32))
    both = jnp.concatenate([target, whole], -1)
    polarity = jax.nn.log_softmax(both @ weights["target"] + weights["target.bias"])
    sentence = jax.nn.log_softmax(whole @ weights["sentence"] + weights["sentence.bias"])
    return polarity, sentence, jnp.tanh(whole @ weights["valence"])[:, 0]


def loss(weights, key, ids, marks, mask, source, want, weight):
    polarity, sentence, valence = forward(weights, ids, marks, mask, source, key)
    smooth = lambda right: (1 - SMOOTHING) * right + SMOOTHING / 3
    losses = jnp.stack(
        [-(smooth(want[:, :3]) * polarity).sum(-1), -(smooth(want[:, 3:6]) * sentence).sum(-1), 4 * (valence - want[:, 6]) ** 2], -1
    )
    return (losses * weight).sum() / jnp.maximum(weight.sum(), 1)


def learn(data, random):
    hot = lambda polarity: np.eye(3)[POLARITIES.index(polarity)]
    politics, markets, sentences, words = [], [], [], []
    for document in read(data / "sentiment/newsmtsc-train.jsonl"):
        wants = [hot(target["polarity"]) for target in document["targets"]]
        sentences.append(Example(document["text"], sentence=np.mean(wants, 0)))
        for target, want in zip(document["targets"], wants):
            politics.append(Example(document["text"], (target["start"], target["end"]), polarity=want))
    for document in read(data / "sentiment/sentfin.jsonl"):
        for target in document["targets"]:
            markets.append(Example(document["text"], (target["start"], target["end"]), MARKETS, hot(target["polarity"])))
    for word, valence in VADER.lexicon.items():
        if re.fullmatch(r"[a-z' -]+", word):
            words.append(Example(word, valence=valence / 4))
    third = lambda examples: [examples[at] for at in random.permutation(len(examples))[: len(examples) // 3]]
    every = []
    for _ in range(EPOCHS):
        every += list(batches(politics + third(markets) + third(sentences) + third(words), random))
    return descend(loss, load(**{"mark": (2, WIDTH), "source": (2, WIDTH), "target": (2 * WIDTH, 3), "target.bias": (3,),
        "sentence": (WIDTH, 3), "sentence.bias": (3,), "valence": (WIDTH, 1)}), (batch for _, batch in every), len(every), RATE)


def predict(weights, examples):
    look, found = jax.jit(forward), [None] * len(examples)
    for group, (ids, marks, mask, source, *_) in batches(examples):
        polarity, sentence, valence = map(np.asarray, look(weights, ids, marks, mask, source))
        for row, at in enumerate(group):
            found[at] = np.exp(polarity[row]), np.exp(sentence[row]), float(valence[row])
    return found


def macro_f1(truth, found):
    scores = []
    for polarity in range(3):
        right = sum(a == b == polarity for a, b in zip(truth, found))
        scores.append(2 * right / max(1, truth.count(polarity) + found.count(polarity)))
    return 100 * sum(scores) / 3


def label(weights, lines, random):
    """Adds what the teacher reads to lines of news, which it cuts to the targets that it read."""
    examples, places = [], []
    for line in lines:
        chosen = random.permutation(len(line["targets"]))[: PER_SENTENCE if random.rand() < TARGETED else 0]
        line["targets"] = [line["targets"][which] for which in sorted(chosen)]
        for target in line["targets"]:
            examples.append(Example(line["text"], (target["start"], target["end"])))
            places.append((target, "polarity"))
        examples.append(Example(line["text"]))
        places.append((line, "sentence"))
    rounded = lambda numbers: [round(float(number), 4) for number in numbers]
    for (place, field), (polarity, sentence, valence) in zip(places, predict(weights, examples)):
        place[field] = rounded(polarity if field == "polarity" else sentence)
        if field == "sentence":
            place["valence"] = round(valence, 4)


def main():
    data, tokens, out = map(Path, sys.argv[1:4])
    out.mkdir(parents=True, exist_ok=True)
    random = np.random.RandomState(0)
    weights = learn(data, random)
    for name in ["mt", "rw"]:
        documents = read(data / f"sentiment/newsmtsc-dev-{name}.jsonl")
        targets = [(document["text"], target) for document in documents for target in document["targets"]]
        found = predict(weights, [Example(text, (target["start"], target["end"])) for text, target in targets])
        truth = [POLARITIES.index(target["polarity"]) for _, target in targets]
        print(name, "macro-F1 %.1f" % macro_f1(truth, [int(polarity.argmax()) for polarity, *_ in found]), flush=True)
    news = read(tokens / "news.jsonl")
    words = [{"word": word, "text": word, "targets": []} for word in vocabulary(news)]
    for name, lines in [("words", words), ("news", news)]:
        label(weights, lines, random)
        with (out / f"{name}.jsonl").open("w", encoding="utf8") as file:
            for line in lines:
                print(json.dumps(line, ensure_ascii=False), file=file)


if __name__ == "__main__":
    main()
