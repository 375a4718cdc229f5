#!/usr/bin/env python3
"""Trains the scorer of the service on what its teacher read: writes models/sentiment.bin.

  pip install -r training/sentiment/requirements.txt
  student.py TOKENS READ OUT.bin

TOKENS is the output of tokenize.rs, READ that of teacher.py. A quasi-recurrent network (Bradbury et al. 2016) over word
vectors, which start as GloVe's (Pennington et al. 2014; public domain dedication and licence), learns the polarities towards
targets of NewsMTSC and SEntFiN (MIT), of the entities of our own articles (Apache-2.0), which every mention is given softened,
and of the teacher; and that of whole sentences and words, which is the teacher's, moved by the valence that it and VADER (MIT)
read. src/tone/qrnn/ says how the weights are used. One NewsMTSC sentence in ten, and one article in three, is held
out first, to fit a temperature and to print scores; the weights written are then trained on all.
"""
import json
import re
import struct
import sys
from pathlib import Path

import jax
import jax.numpy as jnp
import numpy as np
import optax
from scores import calibration_error, fit_temperature, macro_f1, softmax
from vocabulary import VADER, glove, normal

POLARITIES = ["negative", "neutral", "positive"]
# The network, as in model.rs.
CELLS, DIMENSIONS, WINDOW = 32, 52, 3
NOTHING, NAME, NUMBER, UNKNOWN = range(4)
# The training.
LENGTHS, TARGETS, BATCH, EPOCHS, RATE = [8, 16, 24, 32, 48, 64, 96], 4, 64, 4, 3e-3
LOST_WORDS, DROPOUT, DECAY, SMOOTHING = 0.1, 0.4, 0.1, 0.1
# What an example weighs, one of the teacher's weighing 1.
POLITICS, MARKETS, ARTICLES, WHOLE = 3.0, 0.2, 2.0, 1.5
# What a mention of an entity of this tone is likely to have.
MENTIONS = {"NEG": [0.6, 0.35, 0.05], "NEU": [0.1, 0.8, 0.1], "POS": [0.05, 0.35, 0.6], "MIXED": [0.35, 0.3, 0.35]}
# How the valences move the polarity of a sentence, which is softened first; units are their standard deviations.
SOFTNESS, TILT, VALENCE, COMPOUND = 0.4, 0.3, 0.28, 0.5


def read(path):
    return [json.loads(line) for line in path.open(encoding="utf8")]


def vectors(words, valences):
    """GloVe's vectors, and the valences that VADER and the teacher give each word."""
    index, known = glove()
    places = {word: at for at, word in enumerate(index)}
    found = np.random.RandomState(0).randn(UNKNOWN + 1 + len(words), DIMENSIONS) * 0.05
    for row, word in enumerate(words, UNKNOWN + 1):
        if word in places:
            found[row, :-2] = known[places[word]] / 6
        found[row, -2:] = VADER.lexicon.get(word, 0) / 4, valences[word] * 1.5
    return found.astype(np.float32)


class Reader:
    """Turns lines into numbers as the service does."""

    def __init__(self, words):
        self.ids = {word: at for at, word in enumerate(words, UNKNOWN + 1)}

    def word(self, word):
        found = self.ids.get(normal(word))
        if found is not None:
            return found
        return NUMBER if re.search("[0-9]", word) else NAME if word[0].isupper() else UNKNOWN

    def sentence(self, line, gold=1.0):
        """Ids, (first token, last token, probabilities, weight) of each target, and the probabilities of the whole or None."""
        ids = [self.word(line["text"][start:end]) for start, end in line["tokens"]]
        targets = []
        for target in line["targets"]:
            inside = [at for at, (start, end) in enumerate(line["tokens"]) if start < target["end"] and target["start"] < end]
            polarity = target.get("polarity")
            if polarity is None or not inside:
                continue
            if polarity in POLARITIES:
                polarity = (1 - SMOOTHING) * np.eye(3)[POLARITIES.index(polarity)] + SMOOTHING / 3
            elif isinstance(polarity, str):
                polarity = MENTIONS[polarity]
            targets.append((inside[0], inside[-1], polarity, gold))
        return ids, targets, whole(line)


def whole(line):
    """The probabilities of a sentence, if the teacher read it."""
    if "sentence" not in line:
        return None
    tilt = TILT * (line["valence"] / VALENCE + VADER.polarity_scores(line["text"])["compound"] / COMPOUND)
    log = SOFTNESS * np.log(np.array(line["sentence"]) + 1e-6) + [-tilt, 0, tilt]
    odds = np.exp(log - log.max())
    return odds / odds.sum()


def batches(sentences, random=None):
    """Arrays of sentences of like length; those with many targets come in parts."""
    groups, done = {}, []
    parts = [(at, start) for at, (_, targets, _) in enumerate(sentences) for start in range(0, max(1, len(targets)), TARGETS)]
    if random is not None:
        random.shuffle(parts)
    for at, start in parts:
        length = next((length for length in LENGTHS if len(sentences[at][0]) <= length), None)
        if length is None:
            continue
        group = groups.setdefault(length, [])
        group.append((at, start))
        if len(group) == BATCH:
            done.append((length, groups.pop(length)))
    done += groups.items()
    if random is not None:
        random.shuffle(done)
    for length, group in done:
        ids, counts = np.zeros((BATCH, length + 2), np.int32), np.zeros(BATCH, np.int32)
        spans, weights = np.zeros((BATCH, TARGETS, 2), np.int32), np.zeros((BATCH, TARGETS + 1), np.float32)
        right = np.zeros((BATCH, TARGETS + 1, 3), np.float32)
        for row, (at, start) in enumerate(group):
            words, targets, sentence = sentences[at]
            ids[row, 1 : len(words) + 1], counts[row] = words, len(words)
            for place, (first, last, polarity, weight) in enumerate(targets[start : start + TARGETS]):
                spans[row, place], right[row, place], weights[row, place] = (first, last), polarity, weight
            if sentence is not None and start == 0:
                right[row, TARGETS], weights[row, TARGETS] = sentence, WHOLE
        yield group, (ids, counts, spans, right, weights)


def fresh(start):
    """Weights to start from; the vectors are what training adds to those of the start."""
    random = np.random.RandomState(0)
    small = lambda *shape: jnp.asarray(random.randn(*shape) * 0.1, jnp.float32)
    gates = lambda: random.uniform(0, 1, CELLS)
    return {
        "vectors": jnp.zeros(start.shape),
        "convolution": 1.5 * small(WINDOW, DIMENSIONS, 4 * CELLS),
        "bias": jnp.asarray(np.concatenate([np.zeros(CELLS), gates(), np.zeros(CELLS), gates()]), jnp.float32),
        "towards": small(4 * CELLS, 3),
        "towards.bias": jnp.zeros(3),
        "whole": small(2 * CELLS, 3),
        "whole.bias": jnp.zeros(3),
    }


def bounded(x):
    x = jnp.clip(x, -1.5, 1.5)
    return x - x**3 * (4 / 27)


def forward(weights, ids, counts, spans, key=None):
    """Log-odds towards each target, and of the whole as the last."""
    keys = [] if key is None else list(jax.random.split(key, 3))
    drop = lambda x, rate: jnp.where(jax.random.bernoulli(keys.pop(), 1 - rate, x.shape), x / (1 - rate), 0) if keys else x
    if keys:
        lost = jax.random.bernoulli(keys.pop(), LOST_WORDS, ids.shape) & (ids > UNKNOWN)
        ids = jnp.where(lost, UNKNOWN, ids)
    vectors = drop(weights["vectors"][ids], DROPOUT)
    length = ids.shape[1] - 2
    sums = weights["bias"] + sum(vectors[:, place : place + length] @ weights["convolution"][place] for place in range(WINDOW))
    inside = (jnp.arange(length)[None] < counts[:, None])[..., None]

    def states(sums, reverse):
        value, gate = jnp.split(sums, 2, -1)
        kept = jnp.where(inside, 0.5 + 0.5 * bounded(gate), 1)
        added = (1 - kept) * bounded(value)
        step = lambda state, now: (now[0] * state + now[1],) * 2
        by_token = (kept.swapaxes(0, 1), added.swapaxes(0, 1))
        return jax.lax.scan(step, jnp.zeros_like(kept[:, 0]), by_token, reverse=reverse)[1].swapaxes(0, 1)

    forwards, backwards = states(sums[..., : 2 * CELLS], False), states(sums[..., 2 * CELLS :], True)
    empty = jnp.zeros_like(forwards[:, :1])
    rows = jnp.arange(ids.shape[0])[:, None]
    before = jnp.concatenate([empty, forwards], 1)[rows, spans[..., 0]]
    behind = jnp.concatenate([backwards, empty], 1)[rows, spans[..., 1] + 1]
    ends = jnp.concatenate([forwards[:, -1], backwards[:, 0]], -1)
    around = jnp.concatenate([before, behind, jnp.repeat(ends[:, None], spans.shape[1], 1)], -1)
    if keys:
        mask = jax.random.bernoulli(keys[0], 1 - DROPOUT, around.shape) / (1 - DROPOUT)
        around, ends = around * mask, ends * mask[:, 0, 2 * CELLS :]
    towards = around @ weights["towards"] + weights["towards.bias"]
    whole = ends @ weights["whole"] + weights["whole.bias"]
    return jnp.concatenate([towards, whole[:, None]], 1)


def train(start, sentences, report):
    weights, random, key = fresh(start), np.random.RandomState(0), jax.random.PRNGKey(0)
    steps = EPOCHS * sum(1 for _ in batches(sentences))
    schedule = optax.warmup_cosine_decay_schedule(0, RATE, steps // 20, steps, RATE / 100)
    # Words that are seldom seen stay near the vectors that they have of GloVe.
    optimizer = optax.adamw(schedule, weight_decay=DECAY, mask={name: name == "vectors" for name in weights})
    state = optimizer.init(weights)

    @jax.jit
    def step(weights, state, key, ids, counts, spans, right, weight):
        def loss(weights):
            likely = jax.nn.log_softmax(forward(whole(weights), ids, counts, spans, key))
            return -((right * likely).sum(-1) * weight).sum() / weight.sum()

        value, gradient = jax.value_and_grad(loss)(weights)
        update, state = optimizer.update(gradient, state, weights)
        return optax.apply_updates(weights, update), state, value

    whole = lambda weights: weights | {"vectors": weights["vectors"] + start}
    for epoch in range(EPOCHS):
        losses = []
        for _, arrays in batches(sentences, random):
            key, this = jax.random.split(key)
            weights, state, value = step(weights, state, this, *arrays)
            losses.append(float(value))
        print(f"epoch {epoch + 1} of {EPOCHS}: loss {np.mean(losses):.4f} {report(whole(weights))}", flush=True)
    return whole(weights)


look = jax.jit(forward)


def predict(weights, sentences):
    """The log-odds towards every target, those that are right, and the log-odds of every whole sentence."""
    towards, right, wholes = [], [], {}
    for group, (ids, counts, spans, wanted, weight) in batches(sentences):
        found = np.asarray(look(weights, ids, counts, spans))
        towards.append(found[:, :TARGETS][weight[:, :TARGETS] > 0])
        right.append(wanted[:, :TARGETS][weight[:, :TARGETS] > 0])
        wholes.update((at, found[row, TARGETS]) for row, (at, _) in enumerate(group))
    wholes = [wholes.get(at, np.zeros(3)) for at in range(len(sentences))]
    return np.concatenate(towards or [np.zeros((0, 3))]), np.concatenate(right).argmax(-1), np.array(wholes)


def write(path, weights, words):
    """Writes weights in the order in which model.rs reads them; word vectors in steps of a scale of their own."""
    scales = np.abs(weights["vectors"]).max(0) / 127
    steps = np.round(weights["vectors"] / scales).astype(np.int8)
    rows = np.einsum("vd,wdc->vwc", steps * scales, weights["convolution"])
    text = "\n".join(words).encode()
    numbers = lambda array: np.ascontiguousarray(array, dtype="<f4").tobytes()
    readout = lambda name, groups: numbers(weights[f"{name}.bias"]) + numbers(np.reshape(weights[name], (groups, CELLS, 3)).transpose(0, 2, 1))
    path.write_bytes(
        struct.pack("<III", len(words), DIMENSIONS, len(text)) + text + numbers(np.abs(rows).max() / 127) + numbers(scales)
        + numbers(weights["convolution"]) + numbers(weights["bias"]) + readout("towards", 4) + readout("whole", 2) + steps.tobytes()
    )


def main():
    tokens, teacher, out = map(Path, sys.argv[1:4])
    read_words = read(teacher / "words.jsonl")
    words = [line["word"] for line in read_words]
    reader, start = Reader(words), vectors(words, {line["word"]: line["valence"] for line in read_words})
    sentences = lambda lines, gold=1.0: [reader.sentence(line, gold) for line in lines]
    politics, news = read(tokens / "newsmtsc-train.jsonl"), read(teacher / "news.jsonl")
    gold, markets = sentences(politics, POLITICS), sentences(read(tokens / "sentfin.jsonl"), MARKETS)
    articles = read(tokens / "articles.jsonl")
    held_out = set(sorted({line["article"] for line in articles})[::3])
    unseen, articles = sentences([line for line in articles if line["article"] in held_out]), sentences(articles, ARTICLES)
    seen = sentences([line for line in read(tokens / "articles.jsonl") if line["article"] not in held_out], ARTICLES)
    words_alone = sentences([line | {"tokens": [[0, len(line["word"])]]} for line in read_words])
    unread = {line["text"] for line in politics[::10]}
    development = {name: sentences(read(tokens / f"newsmtsc-dev-{name}.jsonl")) for name in ["mt", "rw"]}
    editorials = read(tokens / "nyt-editorials-dev.jsonl")
    valences, editorials = [line["valence"] for line in editorials], sentences(editorials)

    def report(weights):
        said = []
        for name, lines in development.items():
            found, right, _ = predict(weights, lines)
            said.append("%s F1 %.1f ECE %.3f" % (name, macro_f1(found.argmax(-1), right), calibration_error(softmax(found), right)))
        *_, wholes = predict(weights, [(ids, [(0, 0, np.ones(3), 1)], None) for ids, *_ in editorials])
        likely = softmax(wholes)
        said.append("editorials r %.3f" % np.corrcoef(valences, likely[:, 2] - likely[:, 0])[0, 1])
        found, right, _ = predict(weights, unseen)
        signed = right != 1
        said.append("mentions in articles, sign right %.1f" % (100 * ((found[:, 2] > found[:, 0]) == (right == 2))[signed].mean()))
        return ", ".join(said)

    rest = sentences([line for line in news if line["text"] not in unread])
    weights = train(start, [line for at, line in enumerate(gold) if at % 10] + seen + markets + rest + words_alone, report)
    temperature = fit_temperature(*predict(weights, gold[::10])[:2])
    print(f"temperature {temperature:.2f}; now on all")
    weights = train(start, gold + articles + markets + sentences(news) + words_alone, report)
    weights = {name: np.asarray(array) for name, array in weights.items()}
    for name in ["towards", "towards.bias"]:
        weights[name] = weights[name] / temperature
    print(report(weights))
    write(out, weights, words)


if __name__ == "__main__":
    main()
