"""The statements' vectors in the cluster, and in the memory of whoever searches.

Cosines are exact, so each worker holds all of them: 1.5 KB a statement.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from indexer.embedding import meaning
from indexer.embedding.meaning import Vector
from indexer.engines import opensearch_index as layout
from indexer.engines.opensearch_client import Client
from indexer.engines.opensearch_query import Likeness
from indexer.ranking.scoring import DECIMALS

AT_ONCE = 2_000


@dataclass(frozen=True, slots=True)
class Held:
    """The vectors of a generation up to one of its batches."""

    generation: str = ""
    batch: int = -1
    keys: tuple[str, ...] = ()
    rows: meaning.Vectors = field(default_factory=lambda: np.empty((0, 0), dtype=np.float32))

    def select(self, keys: Sequence[str]) -> dict[str, Vector]:
        """Give those of the keys that are there."""
        wanted = set(keys)
        return {k: row for k, row in zip(self.keys, self.rows, strict=True) if k in wanted}

    def likeness(self, vector: tuple[float, ...]) -> Likeness:
        """Give how alike each is to a unit vector."""
        if not self.keys:
            return Likeness((), np.empty(0))
        cosines = self.rows @ np.array(vector, dtype=np.float32)
        exact = np.round(cosines.astype(np.float64), DECIMALS)
        return Likeness(self.keys, np.asarray(exact, dtype=np.float64))

    def joined(self, batch: int, new: Mapping[str, Vector]) -> Held:
        """Give these and newer ones, up to a batch."""
        kept = [at for at, key in enumerate(self.keys) if key not in new]
        keys = (*(self.keys[at] for at in kept), *new)
        if not keys:
            return Held(self.generation, batch)
        rows = np.array([*(self.rows[at] for at in kept), *new.values()], dtype=np.float32)
        return Held(self.generation, batch, keys, rows)


class ClusterVectors:
    """The index of vectors beside each generation."""

    def __init__(self, client: Client, prefix: str) -> None:
        """Name the indexes; nothing is asked yet."""
        self._client = client
        self._prefix = prefix
        self._held = Held()
        self._loading = threading.Lock()

    def index(self, generation: str) -> str:
        """Name the index of a generation's vectors."""
        return f"{self._prefix}-vectors-{generation}"

    def of(self, generation: str, batch: int) -> Held:
        """Give a generation's vectors, with those that came since they were last fetched."""
        with self._loading:
            if (self._held.generation, self._held.batch) != (generation, batch):
                same = self._held.generation == generation
                held = self._held if same else Held(generation)
                self._held = held.joined(batch, dict(self._after(held)))
            return self._held

    def add(self, generation: str, batch: int, vectors: Mapping[str, Vector]) -> None:
        """Write vectors as those of a batch."""
        if vectors:
            self._client.bulk(self.index(generation), layout.kept(vectors, batch))
            self._client.refresh(self.index(generation))

    def _after(self, held: Held) -> Iterator[tuple[str, Vector]]:
        query = {"range": {"batch": {"gt": held.batch}}}
        index = self.index(held.generation)
        for hit in self._client.every(index, query, ["batch", "key"], AT_ONCE, source=True):
            yield layout.vector_of(hit["_source"])
