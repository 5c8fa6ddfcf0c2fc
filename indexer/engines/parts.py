"""Parts of an index as arrays: what every search may need, read once, kept from commit to commit.

What is in an index never changes but for what is deleted, and a commit leaves most as it was: so a
web worker that opens the next commit reads only what was written since.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from indexer.fields import FIELDS, Kind
from indexer.ranking.columns import Columns, Docs, Mask, Numbers, ValueLists, joined, keyword_column

COLLECTION, ID, MEANING = "collection", "id", "meaning"
KEYWORDS = (COLLECTION, *(row.name for row in FIELDS if row.kind is Kind.KEYWORD))
LISTED = (ID, MEANING, *KEYWORDS)
NUMBERED = tuple(row.name for row in FIELDS if row.kind.numeric)


@dataclass(frozen=True, slots=True)
class Part:
    """The ids, keys of vectors, facets and numbers of `size` documents, numbered from 0."""

    size: int
    lists: Mapping[str, ValueLists]
    numbers: Mapping[str, Numbers]


@dataclass(frozen=True, slots=True)
class Parts:
    """Parts one after another, each with where its documents begin among all `size`."""

    size: int
    placed: tuple[tuple[Part, int], ...]

    def each(self, name: str) -> tuple[list[str], Docs]:
        """Give each document that has a value of a field, its value before it."""
        lists = self._lists(name)
        values = [value for held, _ in lists for value in held.each()]
        return values, joined([held.docs + np.int64(offset) for held, offset in lists])

    def identified(self, live: Mask) -> tuple[tuple[str, ...], Docs]:
        """Give the ids of what is there, in order, and each document's place among them."""
        names, docs = self.each(ID)
        there = np.flatnonzero(live[docs]).tolist()
        # Runs that are in order already, which sorting makes use of.
        there.sort(key=names.__getitem__)
        ranks = np.zeros(self.size, dtype=np.int64)
        ranks[docs[there]] = np.arange(len(there))
        return tuple(map(names.__getitem__, there)), ranks

    def columns(self) -> Columns:
        """Lay out facets and sort keys over all parts."""
        return Columns(
            self.size,
            {name: keyword_column(self.size, self._lists(name)) for name in KEYWORDS},
            {name: joined([part.numbers[name] for part, _ in self.placed]) for name in NUMBERED},
        )

    def _lists(self, name: str) -> list[tuple[ValueLists, int]]:
        return [(part.lists[name], offset) for part, offset in self.placed]


def in_a_row(parts: Sequence[Part]) -> Parts:
    """Place parts one after another."""
    begin, placed = 0, []
    for part in parts:
        placed.append((part, begin))
        begin += part.size
    return Parts(begin, tuple(placed))
