"""Facets and sort keys as numpy columns over document numbers: counted, never walked through."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, repeat

import numpy as np
import numpy.typing as npt

from indexer.fields import BY_NAME
from indexer.query import Filter, Search
from indexer.question.ranges import bounds_in
from indexer.ranking import deadline
from indexer.ranking.listing import Counts, most_listed, selected
from indexer.results import FacetCount

Docs = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]
Numbers = npt.NDArray[np.int64]

# What is kept beside the columns that are made of it, so in half the bytes.
Short = npt.NDArray[np.int32]

ABSENT = np.iinfo(np.int64).min


@dataclass(frozen=True, slots=True)
class KeywordColumn:
    """Which documents hold which value: `docs[i]` holds `values[ordinals[i]]`.

    The same by document, which is quicker to count: document `d` holds first the value of ordinal
    `first[d]` (`len(values)` where it has none); `others` marks the pairs of those that hold more.
    """

    values: tuple[str, ...]
    docs: Docs
    ordinals: Docs
    index: Mapping[str, int]
    first: Docs
    others: Docs

    def holding(self, value: str) -> Docs:
        """Give the documents that hold a value."""
        ordinal = self.index.get(value)
        if ordinal is None:
            return np.empty(0, dtype=np.int64)
        start, end = np.searchsorted(self.ordinals, [ordinal, ordinal + 1])
        return self.docs[start:end]

    def tally(self, mask: Mask) -> Docs:
        """Give for each value how many of the masked documents hold it."""
        size = len(self.values)
        counts = np.bincount(self.first[np.flatnonzero(mask)], minlength=size + 1)[:size]
        others = self.others[mask[self.docs[self.others]]]
        return counts + np.bincount(self.ordinals[others], minlength=size)

    def count(self, mask: Mask, search: Search, name: str) -> tuple[Counts, bool]:
        """Count the masked documents by value, most frequent first, and say whether some are cut.

        Objects are made for what is wanted only: there are thousands of reports.
        """
        counts = self.tally(mask)
        found = np.flatnonzero(counts)
        order = found[np.argsort(-counts[found], kind="stable")]
        most = most_listed(search, name)
        if most and len(order) > most:
            chosen = [self.index[v] for v in selected(search, name) if v in self.index]
            order = np.concatenate([order[:most], order[most:][np.isin(order[most:], chosen)]])
        at, times = order.tolist(), counts[order].tolist()
        return tuple(map(FacetCount, [self.values[i] for i in at], times)), len(at) < len(found)


@dataclass(frozen=True, slots=True)
class ValueLists:
    """A field's values in one part of an index, in order, and which of its documents hold each.

    `docs` has those of each value one after another, `counts` how many each has.
    """

    values: tuple[str, ...]
    docs: Short
    counts: Short

    def each(self) -> Iterator[str]:
        """Give the value of each of `docs`."""
        return chain.from_iterable(map(repeat, self.values, self.counts.tolist()))


def value_lists(lists: Iterable[tuple[str, Docs]]) -> ValueLists:
    """Lay out the documents of each value one after another."""
    values, each = tuple(zip(*lists, strict=True)) or ((), ())
    counts = np.array([len(docs) for docs in each], dtype=np.int32)
    return ValueLists(tuple(values), joined(each).astype(np.int32), counts)


def joined(arrays: Sequence[Docs | Short]) -> Docs:
    """Put arrays one after another, also where there is none."""
    return np.concatenate([np.empty(0, dtype=np.int64), *arrays])


def keyword_column(size: int, parts: Sequence[tuple[ValueLists, int]]) -> KeywordColumn:
    """Lay out the documents of each value one after another, and each one's first value.

    Each part comes with where its documents begin among the `size` of all.
    """
    values = tuple(sorted(set().union(*(lists.values for lists, _ in parts))))
    index = {value: i for i, value in enumerate(values)}
    docs = joined([lists.docs + np.int64(offset) for lists, offset in parts])
    ordinals = joined([_among(lists, index) for lists, _ in parts])
    order = np.argsort(ordinals, kind="stable")
    docs, ordinals = docs[order], ordinals[order]
    first = np.full(size, len(values))
    # Written from the last pair to the first, so that the first of a document stays.
    first[docs[::-1]] = ordinals[::-1]
    others = np.flatnonzero(first[docs] != ordinals)
    return KeywordColumn(values, docs, ordinals, index, first, others)


def _among(lists: ValueLists, index: Mapping[str, int]) -> Docs:
    """Give, for each of a part's documents, its value's place among all values."""
    places = np.fromiter(map(index.__getitem__, lists.values), np.int64, len(lists.values))
    return np.repeat(places, lists.counts)


def number_column(size: int, lists: Iterable[tuple[str, Docs]]) -> Numbers:
    """Give each document's number, ABSENT where it has none."""
    numbers = np.full(size, ABSENT, dtype=np.int64)
    for value, docs in lists:
        numbers[docs] = int(value)
    return numbers


@dataclass(frozen=True, slots=True)
class Columns:
    """All columns of a snapshot of `size` documents."""

    size: int
    keywords: Mapping[str, KeywordColumn]
    numbers: Mapping[str, Numbers]

    def holding(self, name: str, value: str) -> Mask:
        """Mask the documents that hold a keyword."""
        mask = np.zeros(self.size, dtype=np.bool_)
        if name in self.keywords:
            mask[self.keywords[name].holding(value)] = True
        return mask

    def between(self, name: str, low: int | None, high: int | None) -> Mask:
        """Mask the documents whose number lies between two bounds, both inclusive."""
        numbers = self.numbers.get(name, np.full(self.size, ABSENT))
        mask: Mask = numbers != ABSENT
        if low is not None:
            mask &= numbers >= low
        if high is not None:
            mask &= numbers <= high
        return mask

    def passing(self, one: Filter) -> Mask:
        """Mask what has any of a filter's values."""
        mask = np.zeros(self.size, dtype=np.bool_)
        for value in one.values:
            if not BY_NAME[one.field].kind.numeric:
                mask |= self.holding(one.field, value)
            elif (bounds := bounds_in(one.field, value)) is not None:
                mask |= self.between(one.field, *bounds)
        return mask

    def count(self, search: Search, name: str, mask: Mask) -> tuple[Counts, bool]:
        """Count a facet over the masked documents, and say whether some values are cut."""
        if name in self.keywords:
            return self.keywords[name].count(mask, search, name)
        numbers = self.numbers.get(name, np.full(self.size, ABSENT))[mask]
        values, counts = np.unique(numbers[numbers != ABSENT], return_counts=True)
        found = [
            FacetCount(str(v), c) for v, c in zip(values.tolist(), counts.tolist(), strict=True)
        ]
        return tuple(sorted(found, key=lambda c: (-c.count, c.value))), False


@dataclass(frozen=True, slots=True)
class Narrowed:
    """What a search shows of what matches, the counts of its facets, and which of them are cut."""

    shown: Mask
    facets: tuple[tuple[str, Counts], ...]
    cut: frozenset[str]


def narrowed(columns: Columns, matching: Mask, search: Search) -> Narrowed:
    """Apply a search's filters, and count each facet without its own.

    Raises EngineUnavailable past the deadline.
    """
    passing = {one.field: columns.passing(one) for one in search.filters}
    shown = matching.copy()
    for mask in passing.values():
        shown &= mask
    counted = []
    cut = set()
    for name in search.facets:
        deadline.check()
        seen = shown
        if name in passing:
            seen = matching.copy()
            for other, mask in passing.items():
                if other != name:
                    seen &= mask
        counts, more = columns.count(search, name, seen)
        counted.append((name, counts))
        cut |= {name} if more else set()
    return Narrowed(shown, tuple(counted), frozenset(cut))
