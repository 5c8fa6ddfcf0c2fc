"""One segment of a Whoosh index as a part, with its texts' lengths beside; see `parts`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from indexer.engines.parts import LISTED, NUMBERED, Part
from indexer.engines.whoosh_codec import lists_of
from indexer.engines.whoosh_storage import length_column, numbers_of
from indexer.fields import TEXT_FIELDS
from indexer.ranking.columns import Short, number_column, value_lists


@dataclass(frozen=True, slots=True)
class Kept:
    """What of a segment every search may need."""

    part: Part
    lengths: Mapping[str, Short]


@dataclass(frozen=True, slots=True)
class Leaf:
    """A segment opened, where its documents begin among all, and what is kept of it."""

    reader: Any
    offset: int
    kept: Kept

    def deleted(self) -> list[int]:
        """Give the numbers, among all, of documents that are there no more."""
        return [self.offset + doc for doc in self.reader._perdoc.deleted_docs()]  # noqa: SLF001


def parts_of(reader: Any, known: Mapping[str, Kept]) -> tuple[tuple[Leaf, ...], dict[str, Kept]]:
    """Open a commit's segments; those known are not read again, those gone are forgotten."""
    kept: dict[str, Kept] = {}
    leaves: list[Leaf] = []
    for segment, offset in reader.leaf_readers():
        if segment.doc_count_all():
            name = segment.segment().segment_id()
            kept[name] = known.get(name) or _read(segment)
            leaves.append(Leaf(segment, offset, kept[name]))
    return tuple(leaves), kept


def _read(segment: Any) -> Kept:
    size = segment.doc_count_all()
    lists = {name: value_lists(_lists(segment, name)) for name in LISTED}
    numbers = {name: number_column(size, _lists(segment, name)) for name in NUMBERED}
    lengths = {row.name: numbers_of(segment, length_column(row.name)) for row in TEXT_FIELDS}
    return Kept(Part(size, lists, numbers), {n: of.astype(np.int32) for n, of in lengths.items()})


def _lists(segment: Any, name: str) -> Iterator[tuple[str, Any]]:
    return ((term.decode(), held.docs) for term, held in lists_of(segment, name))
