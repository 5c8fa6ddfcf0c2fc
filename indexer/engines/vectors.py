"""Vectors on disk beside an index: files of rows, only ever added to, read by memory map.

Each commit adds one file of new vectors and one of their keys; a vector belongs to a text, not to a
document, so that a text said twice, or written anew, is embedded once.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from indexer.documents import Document
from indexer.embedding.meaning import WIDTH, Encoder, Vector, Vectors, key
from indexer.engines.generations import put
from indexer.ranking.columns import Docs
from indexer.ranking.scoring import DECIMALS, UNLIKE, Scores
from kb.errors import EngineUnavailable

PREFIX = "meaning_"
KEY_BYTES = 16
# More files than this are written together as one.
MOST_FILES = 12
MOST_KEPT = 4


@dataclass(frozen=True, slots=True)
class Store:
    """The vectors of one generation: blocks of rows, numbered through, and each key's row.

    `files` are those of the keys, in the order of the blocks.
    """

    blocks: tuple[Vectors, ...] = ()
    rows: Mapping[str, int] = field(default_factory=dict)
    files: tuple[Path, ...] = ()

    def get(self, key: str) -> Vector | None:
        """Give the vector of a key."""
        row = self.rows.get(key)
        if row is None:
            return None
        for block in self.blocks:
            if row < len(block):
                found: Vector = block[row]
                return found
            row -= len(block)
        raise AssertionError

    def select(self, keys: Iterable[str]) -> dict[str, Vector]:
        """Give those of the keys that are there."""
        return {k: row for k in keys if (row := self.get(k)) is not None}


@dataclass(frozen=True, slots=True)
class Nearness:
    """A store's rows with the documents that stand for each: what cosines are read from."""

    size: int
    blocks: tuple[tuple[Vectors, Docs, Docs], ...]
    _kept: dict[tuple[float, ...], Scores] = field(default_factory=dict)

    def cosines(self, vector: tuple[float, ...]) -> Scores:
        """Give each document's cosine with a unit vector, UNLIKE where it has no vector.

        The last ones are kept: why a document is a result is asked after all have been found.
        """
        known = self._kept.get(vector)
        if known is None:
            if len(self._kept) >= MOST_KEPT:
                self._kept.clear()
            known = self._kept[vector] = self._cosines(vector)
        return known

    def _cosines(self, vector: tuple[float, ...]) -> Scores:
        found = np.full(self.size, UNLIKE)
        asked = np.array(vector, dtype=np.float32)
        for rows, docs, at in self.blocks:
            found[docs] = np.round((rows @ asked).astype(np.float64)[at], DECIMALS)
        return found


def nearness(store: Store, size: int, keys: Iterable[str], docs: Docs) -> Nearness:
    """Join a store with `size` documents; `keys` are those of the texts of `docs`, one each."""
    at = np.fromiter((store.rows.get(key, -1) for key in keys), dtype=np.int64, count=len(docs))
    blocks = []
    begin = 0
    for block in store.blocks:
        inside = (at >= begin) & (at < begin + len(block))
        if inside.any():
            blocks.append((block, docs[inside], at[inside] - begin))
        begin += len(block)
    return Nearness(size, tuple(blocks))


def read(folder: Path, files: Iterable[str], before: Store | None = None) -> Store:
    """Open the vector files among a commit's files; those of the store `before` are not read again.

    Raises EngineUnavailable where one is odd.
    """
    names = sorted(f for f in files if f.startswith(PREFIX) and f.endswith(".keys"))
    paths = tuple(folder / name for name in names)
    known = before if before and paths[: len(before.files)] == before.files else Store()
    if paths == known.files:
        return known
    blocks, rows = list(known.blocks), dict(known.rows)
    for path in paths[len(known.files) :]:
        keys, vectors = path.read_bytes(), path.with_suffix(".f32")
        count, odd = divmod(len(keys), KEY_BYTES)
        if odd or vectors.stat().st_size != count * WIDTH * 4:
            raise EngineUnavailable(f"{vectors.name} and its keys differ", hint="Run `kb reindex`.")
        written, width = keys.hex(), 2 * KEY_BYTES
        told = [written[at : at + width] for at in range(0, len(written), width)]
        begin = sum(map(len, blocks))
        rows.update(zip(told, range(begin, begin + count), strict=True))
        blocks.append(np.memmap(vectors, dtype="<f4", mode="r", shape=(count, WIDTH)))
    return Store(tuple(blocks), rows, paths)


def add(folder: Path, commit: int, files: Sequence[str], new: Mapping[str, Vector]) -> list[str]:
    """Write new vectors as files of this commit, and name all files that hold vectors then."""
    kept = [name for name in files if name.startswith(PREFIX)]
    if len(kept) >= 2 * MOST_FILES:
        store = read(folder, kept)
        new = store.select(store.rows) | dict(new)
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
