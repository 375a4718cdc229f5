#!/usr/bin/env python3
"""Reads the tone of news, for the scorer of the service to learn from: a slow reader teaches a fast one.

  pip install -r training/sentiment/requirements.txt
  teacher.py ENCODER TOKENS OUT

A transformer of twelve layers, all-mpnet-base-v2 (Apache-2.0; Song et al. 2020), learns from our labels
(training/data/tone), NewsMTSC and SEntFiN (both MIT), and the lexicon of VADER (MIT) what tone a sentence has, and what tone it
has towards each of its targets: all targets are read at once, each at its own place. Targets that are names are masked, so that
no fame is learned. It then reads news that nobody has labelled, TOKENS/news.jsonl of tokenize.rs, variants of what is ours
(variants.py), and the words of vocabulary.py one by one. Products are in bfloat16; an hour and a half on two cores that have it.

ENCODER is the folder that training/encoder.py makes, TOKENS the output of tokenize.rs. OUT/news.jsonl: the lines that it read,
with the probabilities [negative, neutral, positive] of each target as its "polarity", and of the whole as "sentence".
OUT/words.jsonl: {"word", "sentence"}; OUT/words.npy: the mean of the last layer for each. OUT/teacher.pt: its weights, which are
used where they are there already.
"""
import json
import re
import sys
from pathlib import Path
from typing import NamedTuple

import numpy as np
import torch
from answers import POLARITIES, Rightness, is_attributed, is_held_out, likely, read
from scores import calibration_error, macro_f1
from torch import nn
from transformers import AutoModel, AutoTokenizer
from variants import Variants
from vocabulary import VADER, vocabulary

OURS, POLITICS, MARKETS, WORDS = range(4)
LENGTHS, BUDGET = [8, 12, 16, 20, 24, 32, 40, 48, 64, 96], 1024
EPOCHS, RATE, HEADS_RATE, FROZEN = 2, 4e-5, 5e-4, 3
# What a target of a source weighs, and a whole sentence; and how many of its examples an epoch has.
WEIGHT = {OURS: 1.0, POLITICS: 1.0, MARKETS: 0.4, WORDS: 0.3}
PART = {OURS: 1.0, POLITICS: 1.0, MARKETS: 0.4, WORDS: 0.3}
SENTENCES = {"gmb", "wikinews", "sentfin"}  # the kinds of what is no minimal pair
TARGETS, NEWS = 4, 16_000  # so many targets are read in a sentence of news, and so many sentences
# So many variants of our minimal pairs and of our sentences are read.
OF_PAIRS, OF_SENTENCES = 6, 1


class Example:
    """A sentence as pieces, and what is known of it: (place, answer) of targets, and the answer of the whole, or None."""

    def __init__(self, tokenizer, line, source, targets, whole):
        encoded = tokenizer(line["text"], add_special_tokens=False, return_offsets_mapping=True)
        named = lambda target: any(target["start"] < end and start < target["end"] for start, end, _ in line["names"])
        masked = [named(target) for target in targets]
        self.pieces, places = [], [[] for _ in targets]
        for piece, (start, end) in zip(encoded["input_ids"], encoded["offset_mapping"]):
            inside = [at for at, target in enumerate(targets) if start < target["end"] and target["start"] < end]
            if any(masked[at] for at in inside):
                if any(places[at] for at in inside):
                    continue
                piece = tokenizer.mask_token_id
            for at in inside:
                places[at].append(len(self.pieces))
            self.pieces.append(piece)
        longest = LENGTHS[-1] - 2
        self.pieces = self.pieces[:longest]
        self.source, self.whole = source, whole
        self.targets = [
            (at, place[0], min(place[-1], longest - 1), target.get("answer"))
            for at, (place, target) in enumerate(zip(places, targets)) if place and place[0] < longest
        ]
        self.length = next(length for length in LENGTHS if len(self.pieces) + 2 <= length)


class Batch:
    def __init__(self, tokenizer, examples):
        length = examples[0].length
        self.pieces = torch.full((len(examples), length), tokenizer.pad_token_id)
        for row, example in enumerate(examples):
            self.pieces[row, : len(example.pieces) + 2] = torch.tensor([tokenizer.cls_token_id, *example.pieces, tokenizer.sep_token_id])
        self.mask = self.pieces != tokenizer.pad_token_id
        self.sources = torch.tensor([example.source for example in examples])
        targets = [(row, at, first, last, answer) for row, example in enumerate(examples) for at, first, last, answer in example.targets]
        self.which = [(row, at) for row, at, *_ in targets]
        self.rows = torch.tensor([row for row, *_ in targets], dtype=torch.long)
        self.within = torch.zeros(len(targets), length)
        for target, (_, _, first, last, _) in enumerate(targets):
            self.within[target, first + 1 : last + 2] = 1 / (last - first + 1)
        self.answers = [answer for *_, answer in targets]
        self.wholes = [example.whole for example in examples]


def batches(tokenizer, examples, random=None):
    """Batches of examples of like length, of about BUDGET pieces, with the examples' numbers."""
    order = list(range(len(examples)))
    if random is not None:
        random.shuffle(order)
    groups, done = {}, []
    for at in order:
        length = examples[at].length
        group = groups.setdefault(length, [])
        group.append(at)
        if len(group) == BUDGET // length:
            done.append(groups.pop(length))
    done += groups.values()
    if random is not None:
        random.shuffle(done)
    for group in done:
        yield group, Batch(tokenizer, [examples[at] for at in group])


class Teacher(nn.Module):
    """Log-odds of the polarities towards targets and of sentences, and of a view being somebody's."""

    def __init__(self, folder):
        super().__init__()
        self.encoder = AutoModel.from_pretrained(folder, add_pooling_layer=False)
        width = self.encoder.config.hidden_size
        self.towards, self.whole = (nn.Sequential(nn.Dropout(0.1), nn.Linear(wide, 256), nn.GELU(), nn.Linear(256, out)) for wide, out in [(2 * width, 4), (width, 3)])
        # Sources answer by guides of their own.
        self.habit = nn.Embedding(4, 6)
        nn.init.zeros_(self.habit.weight)
        for part in [self.encoder.embeddings, *self.encoder.encoder.layer[:FROZEN]]:
            part.requires_grad_(False)

    def forward(self, batch):
        with torch.autocast("cpu", torch.bfloat16):
            hidden = self.encoder(input_ids=batch.pieces, attention_mask=batch.mask.long()).last_hidden_state
        hidden = hidden.float()
        mean = (hidden * batch.mask[..., None]).sum(1) / batch.mask.sum(1, keepdim=True)
        targets = (batch.within[:, None] @ hidden[batch.rows])[:, 0]
        towards = self.towards(torch.cat([targets, mean[batch.rows]], -1))
        habits = self.habit(batch.sources)
        return towards[:, :3] + habits[batch.rows, :3], towards[:, 3], self.whole(mean) + habits[:, 3:], mean


def loss(teacher, batch):
    towards, attributed, whole, _ = teacher(batch)
    weight = torch.tensor([WEIGHT[source] for source in batch.sources.tolist()])
    total = count = 0.0
    for log_odds, answers, weights in [(towards, batch.answers, weight[batch.rows]), (whole, batch.wholes, weight)]:
        known = [at for at, answer in enumerate(answers) if answer is not None]
        if known:
            rows = torch.tensor([likely(answers[at]) if isinstance(answers[at], str) else answers[at] for at in known])
            total -= ((rows * log_odds[known].log_softmax(-1)).sum(-1) * weights[known]).sum()
            count += weights[known].sum()
    views = [(at, is_attributed(answer)) for at, answer in enumerate(batch.answers) if answer and batch.sources[batch.rows[at]] == OURS]
    views = [(at, float(view)) for at, view in views if view is not None]
    if views:
        ats, wants = zip(*views)
        total += 0.3 * nn.functional.binary_cross_entropy_with_logits(attributed[list(ats)], torch.tensor(wants), reduction="sum")
    return total / max(count, 1)


def learn(teacher, tokenizer, examples, report):
    torch.manual_seed(0)
    random = np.random.RandomState(0)
    encoder = [weight for weight in teacher.encoder.parameters() if weight.requires_grad]
    heads = [weight for name, weight in teacher.named_parameters() if not name.startswith("encoder.")]
    optimizer = torch.optim.AdamW([{"params": encoder, "lr": RATE}, {"params": heads, "lr": HEADS_RATE}], weight_decay=0.01, fused=True)
    every = []
    for _ in range(EPOCHS):
        chosen = [example for example in examples if random.rand() < PART[example.source]]
        every += [batch for _, batch in batches(tokenizer, chosen, random)]
    rise = max(1, len(every) // 15)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: min((step + 1) / rise, max(0.02, (len(every) - step) / (len(every) - rise))))
    said = 0.0
    for step, batch in enumerate(every, 1):
        teacher.train()
        value = loss(teacher, batch)
        value.backward()
        nn.utils.clip_grad_norm_(encoder + heads, 1.0)
        optimizer.step()
        schedule.step()
        optimizer.zero_grad()
        said += float(value.detach())
        if step % 50 == 0:
            print(f"step {step} of {len(every)}: loss {said / 50:.4f}", flush=True)
            said = 0.0
        if step % (len(every) // EPOCHS) == 0:
            report(teacher)


class Reading(NamedTuple):
    """What is read of an example: by target the probabilities and that of a view being somebody's, the probabilities of the
    whole, and the mean of the last layer."""

    towards: dict
    attributed: dict
    whole: np.ndarray
    seen: np.ndarray


@torch.inference_mode()
def predict(teacher, tokenizer, examples, source=None):
    """The reading of each example."""
    teacher.eval()
    found = [None] * len(examples)
    for group, batch in batches(tokenizer, examples):
        if source is not None:
            batch.sources[:] = source
        towards, attributed, whole, seen = teacher(batch)
        towards, attributed, whole = towards.softmax(-1).numpy(), attributed.sigmoid().numpy(), whole.softmax(-1).numpy()
        for row, at in enumerate(group):
            found[at] = Reading({}, {}, whole[row], seen[row].numpy())
        for (row, target), likely_, view in zip(batch.which, towards, attributed):
            reading = found[group[row]]
            reading.towards[target], reading.attributed[target] = likely_, float(view)
    return found


def main():
    folder, tokens, out = map(Path, sys.argv[1:4])
    out.mkdir(parents=True, exist_ok=True)
    tokenizer = AutoTokenizer.from_pretrained(folder)
    example = lambda line, source: Example(tokenizer, line, source, line["targets"], line.get("answer"))
    labels = read(tokens / "labels.jsonl")
    aside = [line for line in labels if line["kind"].startswith("aside-")]
    trained = [line for line in labels if not line["kind"].startswith("aside-")]
    examples = [example(line, OURS) for line in trained if not is_held_out(line)]
    ours = {line["text"] for line in labels}
    for name, source in [("newsmtsc-train", POLITICS), ("sentfin", MARKETS)]:
        examples += [example(line, source) for line in read(tokens / f"{name}.jsonl") if line["text"] not in ours]
    for word, valence in VADER.lexicon.items():
        if re.fullmatch(r"[a-z' -]+", word):
            strength = min(0.97, abs(valence) / 3)
            whole = [strength, 1 - strength, 0.0] if valence < 0 else [0.0, 1 - strength, strength]
            examples.append(Example(tokenizer, {"text": word, "names": []}, WORDS, [], whole))
    own = {"held out": [line for line in trained if is_held_out(line)], "set aside": aside}
    own = [(name, lines, [example(line, OURS) for line in lines]) for name, lines in own.items()]
    rated = {name: read(tokens / f"newsmtsc-dev-{name}.jsonl") for name in ["mt", "rw"]}
    rated = {name: (lines, [example(line, OURS) for line in lines]) for name, lines in rated.items()}
    editorials = read(tokens / "nyt-editorials-dev.jsonl")[::4]
    read_editorials = [Example(tokenizer, line, OURS, [], None) for line in editorials]

    def report(teacher):
        for name, (lines, examples) in rated.items():
            for source in [OURS, POLITICS]:
                pairs = [
                    (POLARITIES.index(target["answer"]), towards[at])
                    for line, (towards, *_) in zip(lines, predict(teacher, tokenizer, examples, source))
                    for at, target in enumerate(line["targets"]) if at in towards
                ]
                right, found = np.array([right for right, _ in pairs]), np.array([found for _, found in pairs])
                print(f"{name} by the habit of {source}: macro-F1 {macro_f1(found.argmax(-1), right):.1f}, calibration error {calibration_error(found, right):.3f}")
        wholes = np.array([reading.whole for reading in predict(teacher, tokenizer, read_editorials)])
        print("editorials r %.3f" % np.corrcoef(wholes[:, 2] - wholes[:, 0], [line["valence"] for line in editorials])[0, 1])
        for name, lines, examples in own:
            sentences, targets = Rightness(), Rightness()
            for line, (towards, _, whole, _) in zip(lines, predict(teacher, tokenizer, examples)):
                kind = line["kind"].removeprefix("aside-")
                sentences.add(kind, line["answer"], whole.argmax() - 1)
                for at, target in enumerate(line["targets"]):
                    if at in towards:
                        targets.add(kind, target["answer"], towards[at].argmax() - 1)
            print(f"{name}, sentences: {sentences}\n{name}, targets: {targets}", flush=True)

    teacher, saved = Teacher(folder), out / "teacher.pt"
    if saved.exists():
        teacher.load_state_dict(torch.load(saved))
    else:
        print(f"{len(examples)} sentences", flush=True)
        learn(teacher, tokenizer, examples, report)
        torch.save(teacher.state_dict(), saved)
    trained = [line for line in trained if not is_held_out(line)]
    label(teacher, tokenizer, read(tokens / "news.jsonl"), trained, ours, out)


def label(teacher, tokenizer, news, trained, ours, out):
    """Reads the words, news but for what is ours, and variants of what was trained on."""
    teacher.encoder.bfloat16()
    random = np.random.RandomState(0)
    words = [{"word": word, "text": word, "names": [], "targets": []} for word in vocabulary(news)]
    news = [news[at] for at in random.permutation(len(news))]
    news = [line for line in news if line["text"] not in ours][:NEWS]
    variants = Variants(trained)
    for line in trained:
        count = OF_SENTENCES if line["kind"] in SENTENCES else OF_PAIRS
        news += [variant for variant in (variants.of(line, random) for _ in range(count)) if variant and variant["text"] not in ours]
    rounded = lambda numbers: [round(float(number), 4) for number in numbers]
    for name, lines, source in [("words", words, WORDS), ("news", news, OURS)]:
        print(f"{len(lines)} {name} to read", flush=True)
        for line in lines:
            chosen = sorted(random.permutation(len(line["targets"]))[:TARGETS])
            line["targets"] = [line["targets"][at] for at in chosen]
        examples = [Example(tokenizer, line, source, line["targets"], None) for line in lines]
        found = predict(teacher, tokenizer, examples)
        if name == "words":
            np.save(out / "words.npy", np.array([reading.seen for reading in found]))
        with (out / f"{name}.jsonl").open("w", encoding="utf8") as file:
            for line, (towards, attributed, whole, _) in zip(lines, found):
                line["targets"] = [
                    target | {"polarity": rounded(towards[at]), "attributed": round(attributed[at], 3)}
                    for at, target in enumerate(line["targets"]) if at in towards
                ]
                line["sentence"] = rounded(whole)
                print(json.dumps(line, ensure_ascii=False), file=file)


if __name__ == "__main__":
    main()
