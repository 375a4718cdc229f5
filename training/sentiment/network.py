"""The network of the service, for training: two quasi-recurrent layers (Bradbury et al. 2016) over word vectors, and readouts of
one hidden layer. src/tone/qrnn/ says how the weights are used."""
import struct

import jax
import jax.numpy as jnp
import numpy as np

# The sizes, as in src/tone/qrnn/weights.rs.
FIRST, SECOND, HIDDEN, WINDOW = 64, 64, 64, 3
# What the vector of a word is made of.
OF_GLOVE, OF_TEACHER, SPREAD = 50, 64, 0.1
DIMENSIONS = OF_GLOVE + 2 + OF_TEACHER
NOTHING, NAME, NUMBER, UNKNOWN, PERSON = range(5)
RESERVED = PERSON + 4
LOST_WORDS, DROPOUT = 0.06, 0.2
# So many sentences are read with any part of their words lost: scores are explained by what they would be without words.
GAPPED = 0.1


def fresh(start):
    """Weights to start from; the vectors are what training adds to those of the start."""
    random = np.random.RandomState(0)
    small = lambda *shape: jnp.asarray(random.randn(*shape) / np.sqrt(shape[-2]), jnp.float32)
    gates = lambda cells: random.uniform(0, 1, cells)
    bias = lambda cells: jnp.asarray(np.concatenate([np.zeros(cells), gates(cells), np.zeros(cells), gates(cells)]), jnp.float32)
    return {
        "vectors": jnp.zeros(start.shape),
        "convolution": small(WINDOW, DIMENSIONS, 4 * FIRST),
        "first.bias": bias(FIRST),
        "second": small(2 * FIRST, 4 * SECOND),
        "second.bias": bias(SECOND),
        "towards.hidden": small(8 * SECOND, HIDDEN),
        "towards.hidden.bias": jnp.zeros(HIDDEN),
        "towards": small(HIDDEN, 4),
        "towards.bias": jnp.zeros(4),
        "whole.hidden": small(4 * SECOND, HIDDEN),
        "whole.hidden.bias": jnp.zeros(HIDDEN),
        "whole": small(HIDDEN, 3),
        "whole.bias": jnp.zeros(3),
    }


def bounded(x):
    x = jnp.clip(x, -1.5, 1.5)
    return x - x**3 * (4 / 27)


def pooled(sums, inside):
    """The states of the cells at each token, in both directions side by side."""

    def direction(sums, reverse):
        value, gate = jnp.split(sums, 2, -1)
        kept = jnp.where(inside, 0.5 + 0.5 * bounded(gate), 1)
        added = (1 - kept) * bounded(value)
        step = lambda state, now: (now[0] * state + now[1],) * 2
        by_token = (kept.swapaxes(0, 1), added.swapaxes(0, 1))
        return jax.lax.scan(step, jnp.zeros_like(kept[:, 0]), by_token, reverse=reverse)[1].swapaxes(0, 1)

    forwards, backwards = jnp.split(sums, 2, -1)
    return jnp.concatenate([direction(forwards, False), direction(backwards, True)], -1)


def forward(weights, ids, counts, spans, key=None):
    """Log-odds towards each target with that of its view being somebody's, and of the whole."""
    keys = [] if key is None else list(jax.random.split(key, 9))
    drop = lambda x, rate: jnp.where(jax.random.bernoulli(keys.pop(), 1 - rate, x.shape), x / (1 - rate), 0) if keys else x
    if keys:
        rows = (ids.shape[0], 1)
        rate = jnp.where(jax.random.bernoulli(keys.pop(), GAPPED, rows), jax.random.uniform(keys.pop(), rows), LOST_WORDS)
        lost = jax.random.bernoulli(keys.pop(), rate, ids.shape) & (ids >= RESERVED)
        ids = jnp.where(lost, UNKNOWN, ids)
    vectors = drop(weights["vectors"][ids], DROPOUT)
    length = ids.shape[1] - 2
    inside = (jnp.arange(length)[None] < counts[:, None])[..., None]
    sums = weights["first.bias"] + sum(vectors[:, place : place + length] @ weights["convolution"][place] for place in range(WINDOW))
    first = drop(pooled(sums, inside), 0.1)
    second = pooled(first @ weights["second"] + weights["second.bias"], inside)
    forwards, backwards = second[..., :SECOND], second[..., SECOND:]
    ends = jnp.concatenate([forwards[:, -1], backwards[:, 0]], -1)
    most = jnp.where(inside, second, -2).max(1)
    around = jnp.concatenate([ends, most], -1)
    rows = jnp.arange(ids.shape[0])[:, None]
    # The target's own last and first token: what the sentence makes of it from the left and from the right.
    at = jnp.concatenate([forwards[rows, spans[..., 1]], backwards[rows, spans[..., 0]]], -1)
    empty = jnp.zeros_like(forwards[:, :1])
    before = jnp.concatenate([empty, forwards], 1)[rows, spans[..., 0]]
    behind = jnp.concatenate([backwards, empty], 1)[rows, spans[..., 1] + 1]
    target = jnp.concatenate([at, before, behind, jnp.repeat(around[:, None], spans.shape[1], 1)], -1)

    def readout(x, name):
        hidden = bounded(drop(x, DROPOUT) @ weights[f"{name}.hidden"] + weights[f"{name}.hidden.bias"])
        return drop(hidden, 0.1) @ weights[name] + weights[f"{name}.bias"]

    towards, whole = readout(target, "towards"), readout(around, "whole")
    return jnp.concatenate([towards[..., :3], whole[:, None]], 1), towards[..., 3]


def write(path, weights, words):
    """Writes weights in the order in which src/tone/qrnn/weights.rs reads them; word vectors in steps of a scale of their own."""
    scales = np.abs(weights["vectors"]).max(0) / 127
    steps = np.round(weights["vectors"] / scales).astype(np.int8)
    rows = np.einsum("vd,wdc->vwc", steps * scales, weights["convolution"])
    text = "\n".join(words).encode()
    numbers = lambda array: np.ascontiguousarray(array, dtype="<f4").tobytes()
    readout = lambda name: b"".join(numbers(array) for array in [weights[f"{name}.hidden"], weights[f"{name}.hidden.bias"], weights[name].T, weights[f"{name}.bias"]])
    path.write_bytes(
        struct.pack("<III", len(words), DIMENSIONS, len(text)) + text + numbers(np.abs(rows).max() / 127) + numbers(scales)
        + numbers(weights["convolution"]) + numbers(weights["first.bias"]) + numbers(weights["second"]) + numbers(weights["second.bias"])
        + readout("towards") + readout("whole") + steps.tobytes()
    )
