"""Sentences as vectors: all-MiniLM-L6-v2's forward pass in numpy, its weights read by memory map.

The model is Reimers and Gurevych's sentence-transformers/all-MiniLM-L6-v2: six BERT layers, 384
wide, 12 heads (Devlin et al. 2019), the mean of the last layer's tokens brought to length 1.
"""

from __future__ import annotations

import hashlib
import json
import mmap
import struct
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
from threadpoolctl import threadpool_limits
from tokenizers import Tokenizer

from indexer.embedding.meaning import INSTALL, LAYERS, MATRICES, WIDTH
from kb.errors import EngineUnavailable

Vectors = npt.NDArray[np.float32]

HEADS = 12
# A layer's products, each with what is worked out at one go.
_PRODUCTS = {
    "attention.self": ("attention.self.query", "attention.self.key", "attention.self.value"),
    "attention.output.dense": ("attention.output.dense",),
    "intermediate.dense": ("intermediate.dense",),
    "output.dense": ("output.dense",),
}
TOKENS = 256
# Tokens worked on together: what goes through a layer then stays in the processor's cache (measured
# 1,440 tokens a second on one core, 880 with batches of 32 texts of full length).
BATCH_TOKENS = 512
# Numbers worked on together one by one: as many as fit the nearest cache several times.
CACHED = 8192
# Factors of Abramowitz and Stegun 7.1.26, the highest power first.
_ERF = (1.061405429, -1.453152027, 1.421413741, -0.284496736, 0.254829592)
WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"


@dataclass(frozen=True, slots=True)
class SentenceModel:
    """A loaded model: `embed` turns texts into unit vectors of 384 numbers."""

    weights: dict[str, Vectors]
    tokenizer: Tokenizer

    def embed(self, texts: Sequence[str], progress: Callable[[int], None] | None = None) -> Vectors:
        """Give one unit vector a text, in order; only the first 256 tokens of a text count."""
        out = np.zeros((len(texts), WIDTH), dtype=np.float32)
        tokens = [encoding.ids for encoding in self.tokenizer.encode_batch(list(texts))]
        for batch in _equal_lengths(tokens):
            out[batch] = _forward(self.weights, np.array([tokens[i] for i in batch]))
            if progress:
                progress(len(batch))
        return out


def load_model(folder: Path, room: Vectors | None = None) -> SentenceModel:
    """Load weights and tokenizer; raises EngineUnavailable for weights that are not the known.

    `room` of MATRICES numbers, zeros at first, takes the matrices, or holds them already.
    """
    path = folder / "model.safetensors"
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    if digest != WEIGHTS_SHA256:
        raise EngineUnavailable(f"{path.name} is not the expected file ({digest})", hint=INSTALL)
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.enable_truncation(TOKENS)
    tokenizer.no_padding()
    # Two threads on small matrices wait for each other: 20 times slower on a busy machine.
    threadpool_limits(1, user_api="blas")
    room = np.zeros(MATRICES, dtype=np.float32) if room is None else room
    return SentenceModel(_packed(dict(_tensors(path)), room), tokenizer)


def _packed(weights: dict[str, Vectors], room: Vectors) -> dict[str, Vectors]:
    """Lay out matrices as they are multiplied: a third less time for the few words of a question.

    The library otherwise turns each one round for every question. Processes that fill shared room
    at the same time write the same.
    """
    begin, filled = 0, bool(room[-1])
    for name, parts in _products():
        given = [weights.pop(part + ".weight") for part in parts]
        across, down = given[0].shape[1], sum(map(len, given))
        held = room[begin : begin + across * down].reshape(across, down)
        begin += across * down
        if not filled:
            held[...] = np.concatenate(given).T
        weights[name + ".weight"] = held
        weights[name + ".bias"] = np.concatenate([weights.pop(part + ".bias") for part in parts])
    room[-1] = 1
    return weights


def _products() -> Iterator[tuple[str, list[str]]]:
    for layer in range(LAYERS):
        begin = f"encoder.layer.{layer}."
        for name, parts in _PRODUCTS.items():
            yield begin + name, [begin + part for part in parts]


def _tensors(path: Path) -> Iterator[tuple[str, Vectors]]:
    """Read a safetensors file: 8 bytes of header length, a JSON header, the numbers."""
    with path.open("rb") as file:
        data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    (length,) = struct.unpack("<Q", data[:8])
    header = json.loads(data[8 : 8 + length])
    for name, entry in header.items():
        if name == "__metadata__" or entry["dtype"] != "F32":
            continue
        start, end = entry["data_offsets"]
        numbers = np.frombuffer(data, "<f4", (end - start) // 4, 8 + length + start)
        yield name, numbers.reshape(entry["shape"])


def _equal_lengths(tokens: Sequence[Sequence[int]]) -> Iterator[list[int]]:
    """Batch the texts of one length together, so that none needs padding."""
    by_length: dict[int, list[int]] = {}
    for index, ids in enumerate(tokens):
        by_length.setdefault(len(ids), []).append(index)
    for length, same in by_length.items():
        step = max(1, BATCH_TOKENS // max(1, length))
        for start in range(0, len(same), step):
            yield same[start : start + step]


def _forward(weights: dict[str, Vectors], ids: npt.NDArray[np.int64]) -> Vectors:
    x = (
        weights["embeddings.word_embeddings.weight"][ids]
        + weights["embeddings.position_embeddings.weight"][: ids.shape[1]]
        + weights["embeddings.token_type_embeddings.weight"][0]
    )
    x = _normalised(weights, "embeddings.LayerNorm", x)
    for layer in range(LAYERS):
        x = _layer(weights, f"encoder.layer.{layer}.", x)
    mean: Vectors = x.mean(axis=1)
    unit: Vectors = mean / np.linalg.norm(mean, axis=-1, keepdims=True)
    return unit


def _layer(weights: dict[str, Vectors], name: str, x: Vectors) -> Vectors:
    attended = _linear(weights, name + "attention.output.dense", _attention(weights, name, x))
    x = _normalised(weights, name + "attention.output.LayerNorm", attended + x)
    inner = _gelu(_linear(weights, name + "intermediate.dense", x))
    out = _linear(weights, name + "output.dense", inner)
    return _normalised(weights, name + "output.LayerNorm", out + x)


def _attention(weights: dict[str, Vectors], name: str, x: Vectors) -> Vectors:
    batch, length, _ = x.shape
    query, key, value = (
        _linear(weights, name + "attention.self", x)
        .reshape(batch, length, 3, HEADS, WIDTH // HEADS)
        .transpose(2, 0, 3, 1, 4)
    )
    shares = query @ key.transpose(0, 1, 3, 2)
    shares *= np.float32(1 / np.sqrt(WIDTH / HEADS))
    shares -= shares.max(axis=-1, keepdims=True)
    np.exp(shares, out=shares)
    mixed = shares @ value / shares.sum(axis=-1, keepdims=True)
    joined: Vectors = mixed.transpose(0, 2, 1, 3).reshape(batch, length, WIDTH)
    return joined


def _linear(weights: dict[str, Vectors], name: str, x: Vectors) -> Vectors:
    # One product of two matrices, not one for each text of the batch.
    product: Vectors = x.reshape(-1, x.shape[-1]) @ weights[name + ".weight"]
    product += weights[name + ".bias"]
    return product.reshape(*x.shape[:-1], -1)


def _normalised(weights: dict[str, Vectors], name: str, x: Vectors) -> Vectors:
    mean = x.mean(axis=-1, keepdims=True)
    variance = ((x - mean) ** 2).mean(axis=-1, keepdims=True)
    scaled: Vectors = (x - mean) / np.sqrt(variance + np.float32(1e-12))
    scaled *= weights[name + ".weight"]
    scaled += weights[name + ".bias"]
    return scaled


def _gelu(x: Vectors) -> Vectors:
    """Gaussian error linear unit; erf by Abramowitz and Stegun 7.1.26 (error below 1.5e-7).

    Worked out in place and piece by piece: ten times as fast as over the whole matrix.
    """
    flat = np.ascontiguousarray(x).reshape(-1)
    for start in range(0, len(flat), CACHED):
        _gelu_in_place(flat[start : start + CACHED])
    return flat.reshape(x.shape)


def _gelu_in_place(piece: Vectors) -> None:
    z = np.abs(piece) * np.float32(0.5**0.5)
    t = 1 / (1 + np.float32(0.3275911) * z)
    poly = np.full_like(t, _ERF[0])
    for factor in _ERF[1:]:
        poly *= t
        poly += factor
    poly *= t
    np.square(z, out=z)
    np.negative(z, out=z)
    poly *= np.exp(z, out=z)
    # x (1 + erf x) / 2, where erf is odd: |x| (1 - poly) / 2 + x / 2.
    np.subtract(1, poly, out=poly)
    poly *= np.abs(piece)
    piece += poly
    piece *= np.float32(0.5)
