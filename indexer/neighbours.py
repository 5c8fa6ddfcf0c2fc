"""Which statements are worth comparing: a few for each, found without comparing all with all."""

from __future__ import annotations

import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations

import numpy as np
import numpy.typing as npt

from indexer.meaning import Vectors
from indexer.same_words import Bag

Pair = tuple[int, int]
# Rows of the matrix of cosines that are in memory at once: 50,000 columns of them take 50 MB.
ROWS_AT_ONCE = 256
NEAREST = 40
# MinHash (Broder 1997): texts that share a third of their words meet in one of 24 bands of two
# hashes with probability 0.94, those that share a tenth with 0.21.
BANDS, ROWS_A_BAND = 24, 2
_PRIME = np.uint64(2**31 - 1)
# A band in which more statements meet tells nothing of any two of them.
CROWDED = 60


def nearest(vectors: Vectors, least: float) -> Iterator[tuple[int, int, float]]:
    """Give for each row those nearest by cosine, at least `least` alike; a pair may come twice."""
    size = len(vectors)
    for start in range(0, size, ROWS_AT_ONCE):
        block = vectors[start : start + ROWS_AT_ONCE] @ vectors.T
        rows = np.arange(len(block))
        block[rows, start + rows] = -1.0
        most = min(NEAREST, size - 1)
        kept = np.argpartition(block, -most, axis=1)[:, -most:] if most else rows[:, None]
        for row, column in zip(
            *np.nonzero(np.take_along_axis(block, kept, 1) >= least), strict=True
        ):
            other = int(kept[row, column])
            one = start + int(row)
            yield min(one, other), max(one, other), float(block[row, other])


def meeting(bags: Sequence[Bag]) -> set[Pair]:
    """Give pairs of texts that share many of their words, by MinHash in bands."""
    found: set[Pair] = set()
    hashes = np.stack([_least_hashes(bag) for bag in bags]) if bags else np.empty((0, 0))
    for band in range(BANDS):
        columns = hashes[:, band * ROWS_A_BAND : (band + 1) * ROWS_A_BAND]
        met: dict[bytes, list[int]] = defaultdict(list)
        for row, key in enumerate(columns):
            met[key.tobytes()].append(row)
        for rows in met.values():
            if 1 < len(rows) <= CROWDED:
                found.update(combinations(rows, 2))
    return found


def _least_hashes(bag: Iterable[str]) -> npt.NDArray[np.uint64]:
    terms = np.array([zlib.crc32(term.encode()) for term in bag] or [0], dtype=np.uint64)
    multiply, add = _functions()
    mixed = (terms[:, None] % _PRIME * multiply + add) % _PRIME
    least: npt.NDArray[np.uint64] = mixed.min(axis=0)
    return least


def _functions() -> tuple[npt.NDArray[np.uint64], npt.NDArray[np.uint64]]:
    draw = np.random.default_rng(1)
    count = BANDS * ROWS_A_BAND
    return (
        draw.integers(1, 2**31 - 1, count, dtype=np.uint64),
        draw.integers(0, 2**31 - 1, count, dtype=np.uint64),
    )
