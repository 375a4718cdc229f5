#!/usr/bin/env python3
"""Trains the scorer of the service on our labels and on what its teacher read: writes models/sentiment.bin.

  pip install -r training/sentiment/requirements.txt
  student.py TOKENS READ OUT.bin

TOKENS is the output of tokenize.rs, READ that of teacher.py. Two quasi-recurrent layers (Bradbury et al. 2016) over word
vectors, which start as GloVe's (Pennington et al. 2014; public domain dedication and licence), and readouts of one hidden layer
learn the polarities of sentences and towards targets: those of our labels (training/data/tone), of NewsMTSC and SEntFiN (MIT), of
the entities of our own articles, which every mention is given softened, and the teacher's of news and of words.
src/tone/qrnn/ says how the weights are used. One in twelve of our labels, one NewsMTSC sentence in ten, one article in three and
the labels set aside are not trained on: the first two fit a temperature each, and all but NewsMTSC's print scores.
"""
import re
import sys
from pathlib import Path

import jax
import numpy as np
import optax
from answers import Rightness, is_attributed, is_held_out, likely, read
from network import DIMENSIONS, NAME, NUMBER, OF_GLOVE, OF_TEACHER, PERSON, RESERVED, SPREAD, UNKNOWN, forward, fresh, write
from scores import calibration_error, fit_temperature, macro_f1, softmax
from vocabulary import VADER, glove, normal

# The training.
LENGTHS, TARGETS, BATCH, EPOCHS, RATE = [8, 12, 16, 24, 32, 48, 64, 96], 4, 64, 11, 3e-3
LOST_NAMES, DECAY = 0.1, 0.1
# What an example weighs, one of the teacher's weighing 1.
OURS, POLITICS, MARKETS, ARTICLES, WORDS = 3.0, 3.0, 0.3, 1.0, 0.5


def vectors(words, valences, seen):
    """GloVe's vectors, the valences that VADER and the teacher give each word, and the main components of what the teacher makes
    of it."""
    index, known = glove()
    places = {word: at for at, word in enumerate(index)}
    found = np.random.RandomState(0).randn(RESERVED + len(words), DIMENSIONS) * SPREAD / 2
    for row, word in enumerate(words, RESERVED):
        if word in places:
            found[row, :OF_GLOVE] = known[places[word]] / 6
        found[row, OF_GLOVE : OF_GLOVE + 2] = VADER.lexicon.get(word, 0) / 4, valences[word]
    centred = seen - seen.mean(0)
    components = centred @ np.linalg.svd(centred, full_matrices=False)[2][:OF_TEACHER].T
    found[RESERVED:, OF_GLOVE + 2 :] = components / components.std(0) * SPREAD
    return found.astype(np.float32)


class Reader:
    """Turns lines into numbers as the service does."""

    def __init__(self, words):
        self.ids = {word: at for at, word in enumerate(words, RESERVED)}

    def word(self, word):
        found = self.ids.get(normal(word))
        if found is not None:
            return found
        return NUMBER if re.search("[0-9]", word) else NAME if word[0].isupper() else UNKNOWN

    def sentence(self, line, weight=1.0):
        """Ids with and without what is known of names, (first token, last token, probabilities, weight, view) of each target,
        and (probabilities, weight) of the whole or None."""
        plain = [self.word(line["text"][start:end]) for start, end in line["tokens"]]
        ids = list(plain)
        for start, end, sort in line["names"]:
            for at, (first, last) in enumerate(line["tokens"]):
                if first < end and start < last:
                    ids[at] = PERSON + sort
        targets = []
        for target in line["targets"]:
            inside = [at for at, (start, end) in enumerate(line["tokens"]) if start < target["end"] and target["start"] < end]
            answer = target.get("answer")
            probabilities = target.get("polarity") or (answer and likely(answer))
            if inside and probabilities:
                view = target.get("attributed", is_attributed(answer) if answer and "kind" in line else None)
                targets.append((inside[0], inside[-1], probabilities, weight, view))
        whole = line.get("sentence") or ("answer" in line and likely(line["answer"]))
        return ids, plain, targets, (whole, weight) if whole else None


def batches(sentences, random=None):
    """Arrays of sentences of like length; those with many targets come in parts."""
    groups, done = {}, []
    parts = [(at, start) for at, (_, _, targets, _) in enumerate(sentences) for start in range(0, max(1, len(targets)), TARGETS)]
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
        ids, counts = np.zeros((BATCH, length + 2), np.int32), np.ones(BATCH, np.int32)
        spans, weights = np.zeros((BATCH, TARGETS, 2), np.int32), np.zeros((BATCH, TARGETS + 1), np.float32)
        right = np.zeros((BATCH, TARGETS + 1, 3), np.float32)
        views = np.full((BATCH, TARGETS), -1, np.float32)
        for row, (at, start) in enumerate(group):
            words, plain, targets, whole = sentences[at]
            if random is not None and random.rand() < LOST_NAMES:
                words = plain
            ids[row, 1 : len(words) + 1], counts[row] = words, len(words)
            for place, (first, last, polarity, weight, view) in enumerate(targets[start : start + TARGETS]):
                spans[row, place], right[row, place], weights[row, place] = (first, last), polarity, weight
                if view is not None:
                    views[row, place] = view
            if whole is not None and start == 0:
                right[row, TARGETS], weights[row, TARGETS] = whole
        yield group, (ids, counts, spans, right, weights, views)


def train(start, sentences, report):
    weights, random, key = fresh(start), np.random.RandomState(0), jax.random.PRNGKey(0)
    steps = EPOCHS * sum(1 for _ in batches(sentences))
    schedule = optax.warmup_cosine_decay_schedule(0, RATE, steps // 20, steps, RATE / 100)
    # Words that are seldom seen stay near the vectors that they have of GloVe.
    decayed = {name: name == "vectors" for name in weights}
    optimizer = optax.chain(optax.clip_by_global_norm(1.0), optax.adamw(schedule, weight_decay=DECAY, mask=decayed))
    state = optimizer.init(weights)

    @jax.jit
    def step(weights, state, key, ids, counts, spans, right, weight, views):
        def loss(weights):
            log_odds, attributed = forward(whole(weights), ids, counts, spans, key)
            polarities = -((right * jax.nn.log_softmax(log_odds)).sum(-1) * weight).sum()
            known = (views >= 0) * weight[:, :TARGETS]
            holders = (optax.sigmoid_binary_cross_entropy(attributed, views) * known).sum()
            return (polarities + 0.3 * holders) / weight.sum()

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
    """By sentence: the log-odds of its targets in their order, of their views, and of the whole."""
    found = [([], [], None) for _ in sentences]
    for group, (ids, counts, spans, _, weight, _) in batches(sentences):
        log_odds, attributed = map(np.asarray, look(weights, ids, counts, spans))
        for row, (at, start) in sorted(enumerate(group), key=lambda one: one[1]):
            count = len(sentences[at][2][start : start + TARGETS])
            found[at][0].extend((start + place, log_odds[row, place]) for place in range(count))
            found[at][1].extend((start + place, attributed[row, place]) for place in range(count))
            found[at] = (*found[at][:2], log_odds[row, TARGETS])
    order = lambda pairs: [value for _, value in sorted(pairs, key=lambda pair: pair[0])]
    return [(order(towards), order(views), whole) for towards, views, whole in found]


def towards(weights, sentences):
    """The log-odds towards every target, and the polarities that are right."""
    found = [(log_odds, np.argmax(target[2])) for (all, _, _), sentence in zip(predict(weights, sentences), sentences) for log_odds, target in zip(all, sentence[2])]
    return np.array([log_odds for log_odds, _ in found]), np.array([right for _, right in found])


def main():
    tokens, teacher, out = map(Path, sys.argv[1:4])
    read_words = read(teacher / "words.jsonl")
    words = [line["word"] for line in read_words]
    reader = Reader(words)
    start = vectors(words, {line["word"]: line["sentence"][2] - line["sentence"][0] for line in read_words}, np.load(teacher / "words.npy"))
    sentences = lambda lines, weight=1.0: [reader.sentence(line, weight) for line in lines]
    labels, politics = read(tokens / "labels.jsonl"), read(tokens / "newsmtsc-train.jsonl")
    aside = [line for line in labels if line["kind"].startswith("aside-")]
    labels = [line for line in labels if not line["kind"].startswith("aside-")]
    ours = {line["text"] for line in labels + aside}
    markets = sentences([line for line in read(tokens / "sentfin.jsonl") if line["text"] not in ours], MARKETS)
    articles = read(tokens / "articles.jsonl")
    held_articles = set(sorted({line["article"] for line in articles})[::3])
    alone = sentences([line | {"tokens": [[0, len(line["word"])]]} for line in read_words], WORDS)
    news = read(teacher / "news.jsonl")
    development = {name: sentences(read(tokens / f"newsmtsc-dev-{name}.jsonl")) for name in ["mt", "rw"]}
    editorials = read(tokens / "nyt-editorials-dev.jsonl")
    valences, editorials = [line["valence"] for line in editorials], sentences(editorials)
    own = {"held out": [line for line in labels if is_held_out(line)], "set aside": aside}
    own = {name: (lines, sentences(lines)) for name, lines in own.items() if lines}
    unseen = sentences([line for line in articles if line["article"] in held_articles])

    def report(weights, by_kind=False):
        said = []
        for name, lines in development.items():
            found, right = towards(weights, lines)
            said.append("%s F1 %.1f ECE %.3f" % (name, macro_f1(found.argmax(-1), right), calibration_error(softmax(found), right)))
        whole = softmax(np.array([whole for *_, whole in predict(weights, editorials)]))
        said.append("editorials r %.3f" % np.corrcoef(valences, whole[:, 2] - whole[:, 0])[0, 1])
        found, right = towards(weights, unseen)
        signed = right != 1
        said.append("mentions in articles, sign right %.1f" % (100 * ((found[:, 2] > found[:, 0]) == (right == 2))[signed].mean()))
        for name, (lines, examples) in own.items():
            whole, targets = Rightness(), Rightness()
            for line, example, (to, _, of_all) in zip(lines, examples, predict(weights, examples)):
                kind = line["kind"].removeprefix("aside-")
                whole.add(kind, line["answer"], int(np.argmax(of_all)) - 1)
                for target, log_odds in zip(line["targets"], to):
                    targets.add(kind, target["answer"], int(np.argmax(log_odds)) - 1)
            brief = lambda rightness: str(rightness) if by_kind else rightness.summary()
            said.append(f"{name}: sentences {brief(whole)}, targets {brief(targets)}")
        return (";\n" if by_kind else ", ").join(said)

    unread = {line["text"] for line in politics[::10]} | {line["text"] for line in labels if is_held_out(line)}
    seen = sentences([line for line in labels if not is_held_out(line)], OURS) + sentences([line for line in politics if line["text"] not in unread], POLITICS)
    seen += sentences([line for line in articles if line["article"] not in held_articles], ARTICLES)
    weights = train(start, seen + markets + sentences([line for line in news if line["text"] not in unread]) + alone, report)
    of_targets = fit_temperature(*towards(weights, sentences(politics[::10])))
    lines, examples = own["held out"]
    wholes = [(whole, np.argmax(likely(line["answer"]))) for line, (*_, whole) in zip(lines, predict(weights, examples)) if whole is not None]
    of_wholes = fit_temperature(np.array([whole for whole, _ in wholes]), np.array([right for _, right in wholes]))
    print(f"temperatures {of_targets:.2f} towards targets, {of_wholes:.2f} of sentences")
    weights = {name: np.array(array) for name, array in weights.items()}
    for name, temperature in [("towards", of_targets), ("whole", of_wholes)]:
        weights[name][:, :3] /= temperature
        weights[f"{name}.bias"][:3] /= temperature
    print(report(weights, True))
    write(out, weights, words)


if __name__ == "__main__":
    main()
