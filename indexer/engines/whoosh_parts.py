"""One segment of a Whoosh index as arrays, read once and kept from commit to commit.

A segment never changes but for what is deleted in it, and a commit leaves most as they were: so a
web worker that opens the next commit reads only what was written since.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from indexer.columns import Numbers, Short, ValueLists, number_column, value_lists
from indexer.engines.whoosh_codec import lists_of
from indexer.engines.whoosh_storage import length_column, numbers_of
from indexer.fields import FIELDS, TEXT_FIELDS, Kind

_LISTED = ("id", "meaning", "collection", *(f.name for f in FIELDS if f.kind is Kind.KEYWORD))
_NUMBERED = tuple(f.name for f in FIELDS if f.kind.numeric)


@dataclass(frozen=True, slots=True)
class Part:
    """What of a segment every search may need: ids, keys of vectors, facets, numbers, lengths."""

    size: int
    lists: Mapping[str, ValueLists]
    numbers: Mapping[str, Numbers]
    lengths: Mapping[str, Short]


@dataclass(frozen=True, slots=True)
class Leaf:
    """A segment opened, where its documents begin among all, and what is kept of it."""

    reader: Any
    offset: int
    part: Part

    def deleted(self) -> list[int]:
        """Give the numbers, among all, of documents that are there no more."""
        return [self.offset + doc for doc in self.reader._perdoc.deleted_docs()]  # noqa: SLF001


def parts_of(reader: Any, known: Mapping[str, Part]) -> tuple[tuple[Leaf, ...], dict[str, Part]]:
    """Open a commit's segments; those known are not read again, those gone are forgotten."""
    kept: dict[str, Part] = {}
    leaves: list[Leaf] = []
    for segment, offset in reader.leaf_readers():
        if segment.doc_count_all():
            name = segment.segment().segment_id()
            kept[name] = known.get(name) or _read(segment)
            leaves.append(Leaf(segment, offset, kept[name]))
    return tuple(leaves), kept


def _read(segment: Any) -> Part:
    size = segment.doc_count_all()
    return Part(
        size,
        {name: value_lists(_lists(segment, name)) for name in _LISTED},
        {name: number_column(size, _lists(segment, name)) for name in _NUMBERED},
        {
            row.name: numbers_of(segment, length_column(row.name)).astype(np.int32)
            for row in TEXT_FIELDS
        },
    )


def _lists(segment: Any, name: str) -> Iterator[tuple[str, Any]]:
    return ((term.decode(), held.docs) for term, held in lists_of(segment, name))
