"""Vectors on disk beside an index: files of rows, only ever added to, read by memory map.

Each commit adds one file of new vectors and one of their keys; a vector belongs to a text, not to a
document, so that a text said twice, or written anew, is embedded once.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from indexer.columns import Docs
from indexer.documents import Document
from indexer.engines.generations import put
from indexer.meaning import Encoder, Vector, Vectors, key
from indexer.scoring import DECIMALS, UNLIKE, Scores
from kb.errors import EngineUnavailable

PREFIX = "meaning_"
KEY_BYTES = 16
WIDTH = 384
# More files than this are written together as one.
MOST_FILES = 12


@dataclass(frozen=True, slots=True)
class Store:
    """The vectors of one generation: blocks of rows, and each key's block and row."""

    blocks: tuple[Vectors, ...]
    places: Mapping[str, tuple[int, int]]

    def get(self, key: str) -> Vector | None:
        """Give the vector of a key."""
        place = self.places.get(key)
        return None if place is None else self.blocks[place[0]][place[1]]

    def select(self, keys: Iterable[str]) -> dict[str, Vector]:
        """Give those of the keys that are there."""
        return {k: row for k in keys if (row := self.get(k)) is not None}


@dataclass(frozen=True, slots=True)
class Nearness:
    """A store's rows with the documents that stand for each: what cosines are read from."""

    size: int
    blocks: tuple[tuple[Vectors, Docs, Docs], ...]

    def cosines(self, vector: tuple[float, ...]) -> Scores:
        """Give each document's cosine with a unit vector, UNLIKE where it has no vector."""
        found = np.full(self.size, UNLIKE)
        asked = np.array(vector, dtype=np.float32)
        for rows, docs, at in self.blocks:
            found[docs] = np.round((rows @ asked).astype(np.float64)[at], DECIMALS)
        return found


def nearness(store: Store, size: int, lists: Iterable[tuple[str, Docs]]) -> Nearness:
    """Join a store with the documents that hold each key."""
    docs: list[list[Docs]] = [[] for _ in store.blocks]
    rows: list[list[Docs]] = [[] for _ in store.blocks]
    for text, holding in lists:
        if text in store.places:
            block, row = store.places[text]
            docs[block].append(holding)
            rows[block].append(np.full(len(holding), row, dtype=np.int64))
    return Nearness(
        size,
        tuple(
            (block, np.concatenate(d), np.concatenate(r))
            for block, d, r in zip(store.blocks, docs, rows, strict=True)
            if d
        ),
    )


def read(folder: Path, files: Iterable[str]) -> Store:
    """Open the vector files among a commit's files; raises EngineUnavailable where one is odd."""
    blocks: list[Vectors] = []
    places: dict[str, tuple[int, int]] = {}
    for name in sorted(f for f in files if f.startswith(PREFIX) and f.endswith(".keys")):
        keys = (folder / name).read_bytes()
        count, odd = divmod(len(keys), KEY_BYTES)
        path = (folder / name).with_suffix(".f32")
        if odd or path.stat().st_size != count * WIDTH * 4:
            raise EngineUnavailable(f"{path.name} and its keys differ", hint="Run `kb reindex`.")
        for row in range(count):
            text = keys[row * KEY_BYTES : (row + 1) * KEY_BYTES].hex()
            places[text] = (len(blocks), row)
        blocks.append(np.memmap(path, dtype="<f4", mode="r", shape=(count, WIDTH)))
    return Store(tuple(blocks), places)


def add(folder: Path, commit: int, files: Sequence[str], new: Mapping[str, Vector]) -> list[str]:
    """Write new vectors as files of this commit, and name all files that hold vectors then."""
    kept = [name for name in files if name.startswith(PREFIX)]
    if len(kept) >= 2 * MOST_FILES:
        store = read(folder, kept)
        new = {k: store.blocks[b][r] for k, (b, r) in store.places.items()} | dict(new)
        kept = []
    if not new:
        return kept
    base = f"{PREFIX}{commit:08d}"
    rows = np.array(list(new.values()), dtype="<f4").reshape(len(new), WIDTH)
    put(folder / f"{base}.f32", rows.tobytes())
    put(folder / f"{base}.keys", b"".join(map(bytes.fromhex, new)))
    return [*kept, f"{base}.f32", f"{base}.keys"]


def sweep(folder: Path, files: Collection[str]) -> None:
    """Delete the vector files that a commit no longer names."""
    for path in folder.glob(f"{PREFIX}*"):
        if path.name not in files:
            path.unlink(missing_ok=True)


def whose(
    encoder: Encoder | None,
    before: str,
    batch: Iterable[Document],
    vectors: Mapping[str, Vector] | None,
    *,
    first: bool,
) -> str:
    """Name whose vectors all documents have after a batch, "" where one has none.

    `before` was so until then; with the `first` batch nothing was there.
    """
    name = encoder.name if encoder else ""
    whole = vectors is not None and all(
        key(document.meaning) in vectors for document in batch if document.meaning
    )
    return name if whole and (first or before == name) else ""
