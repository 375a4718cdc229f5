"""Variants of sentences, for a teacher to read: some words are replaced by others that are used alike (the augmentation of
TinyBERT; Jiao et al. 2020). Words that are used alike often mean the opposite; that the teacher tells."""
import numpy as np
from vocabulary import glove, normal

RATE, NEAREST, OF_GLOVE, LEAST_LETTERS = 0.2, 15, 30_000, 4


class Variants:
    def __init__(self, lines):
        words, vectors = glove()
        words, vectors = words[:OF_GLOVE], vectors[:OF_GLOVE] / np.linalg.norm(vectors[:OF_GLOVE], axis=1, keepdims=True)
        fits = np.array([word.isalpha() and len(word) >= LEAST_LETTERS for word in words])
        places = {word: at for at, word in enumerate(words)}
        used = {normal(line["text"][start:end]) for line in lines for start, end in line["tokens"]}
        used = sorted(places[word] for word in used if word in places and fits[places[word]])
        self.alike = {}
        for start in range(0, len(used), 1000):
            rows = used[start : start + 1000]
            near = vectors[rows] @ vectors.T
            near[:, ~fits] = -1
            for row, order in zip(rows, np.argsort(-near, axis=1)[:, 1 : NEAREST + 1]):
                self.alike[words[row]] = [words[at] for at in order]

    def of(self, line, random):
        """A variant of a line, with the places of its tokens, names and targets, and no answers."""
        text, moved, end_before, tokens = "", {}, 0, []
        fixed = [(start, end) for start, end, _ in line["names"]] + [(target["start"], target["end"]) for target in line["targets"]]
        for start, end in line["tokens"]:
            word = line["text"][start:end]
            text += line["text"][end_before:start]
            others = self.alike.get(normal(word), []) if word.islower() or not tokens else []
            if others and random.rand() < RATE and not any(first < end and start < last for first, last in fixed):
                other = others[random.randint(len(others))]
                word = other.capitalize() if word[0].isupper() else other
            moved[start], moved[end] = len(text), len(text) + len(word)
            tokens.append([len(text), len(text) + len(word)])
            text += word
            end_before = end
        place = lambda offset: moved.get(offset)
        names = [[place(start), place(end), sort] for start, end, sort in line["names"]]
        targets = [{"start": place(target["start"]), "end": place(target["end"])} for target in line["targets"]]
        whole = all(None not in (name[0], name[1]) for name in names) and all(None not in target.values() for target in targets)
        return {"text": text, "tokens": tokens, "names": names, "targets": targets} if whole else None
