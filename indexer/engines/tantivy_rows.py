"""A tantivy index's documents by row, read once and kept from commit to commit; see `parts`.

A row stands for one document as it was written, and rows only grow (`ROW`): what was read of one
stays true until it is gone, whatever segments tantivy puts together meanwhile.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Any

import numpy as np
from tantivy import FieldType, Order, Query

from indexer.engines.parts import COLLECTION, ID, LISTED, MEANING, NUMBERED, Part, Parts, in_a_row
from indexer.engines.tantivy_clauses import both, term
from indexer.engines.tantivy_storage import ROW, schema
from indexer.fields import COLLECTIONS
from indexer.ranking.columns import ABSENT, Docs, Mask, Numbers, ValueLists, joined, value_lists
from indexer.ranking.scoring import Scores

_FIRST, _SECOND = itemgetter(0), itemgetter(1)
_LAST_ROW = 1 << 62
# All is read anew when more parts are kept, or more than twice as many documents as are there.
MOST_PARTS, MOST_GONE = 50, 1_000
Hits = Sequence[tuple[Any, Any]]


def hits(searcher: Any, query: Query, by: str | None) -> Hits:
    """Give all that a query finds, in order of a field or in none, with the address of each."""
    count = int(searcher.search(query, 1).count)
    if not count:
        return ()
    order = {"order_by_field": by, "order": Order.Asc} if by else {}
    found: Hits = searcher.search(query, count, count=False, **order).hits
    return found


def rows_of(searcher: Any, query: Query) -> Docs:
    """Give the rows of all that a query finds, ascending."""
    found = hits(searcher, query, ROW)
    return np.fromiter(map(_FIRST, found), dtype=np.int64, count=len(found))


def row_of_each(searcher: Any, found: Hits) -> Docs:
    """Give the row of each hit."""
    return np.array(searcher.fast_field_values(ROW, list(map(_SECOND, found))), dtype=np.int64)


def scores_of(found: Hits) -> Scores:
    """Give the score of each hit."""
    return np.fromiter(map(_FIRST, found), dtype=np.float64, count=len(found))


@dataclass(frozen=True, slots=True)
class Numbered:
    """All that is known of an index: `by_row` gives a row's document, -1 where there is none."""

    parts: Parts
    by_row: Docs
    live: Mask


@dataclass(frozen=True, slots=True)
class _Rows:
    """A part, and the row of each of its documents, ascending."""

    part: Part
    rows: Docs


@dataclass(slots=True)
class Reading:
    """What was read of a generation so far."""

    generation: str
    _read: tuple[_Rows, ...] = ()

    def follow(self, searcher: Any) -> Numbered:
        """Read what was written since, and tell what is there still."""
        there = rows_of(searcher, Query.all_query())
        read = self._read if _of_use(self._read, there) else ()
        last = read[-1].rows[-1] if read else -1
        if there.size and there[-1] > last:
            read = (*read, _read_after(searcher, int(last)))
        self._read = read
        by_row = _by_row(read)
        parts = in_a_row([one.part for one in read])
        live = np.zeros(parts.size, dtype=np.bool_)
        live[by_row[there]] = True
        return Numbered(parts, by_row, live)


def _of_use(read: Sequence[_Rows], there: Docs) -> bool:
    """Say whether little of what was read is gone and nothing is missing.

    What was written before the last row that was read is missing where the commit is an older one.
    """
    known = joined([one.rows for one in read])
    if not known.size or len(read) > MOST_PARTS or known.size > 2 * there.size + MOST_GONE:
        return False
    return bool((_by_row(read)[there[there <= known[-1]]] >= 0).all())


def _by_row(read: Sequence[_Rows]) -> Docs:
    rows = joined([one.rows for one in read])
    by_row = np.full(int(rows[-1]) + 1 if rows.size else 0, -1, dtype=np.int64)
    by_row[rows] = np.arange(rows.size)
    return by_row


def _read_after(searcher: Any, last: int) -> _Rows:
    """Read all documents of later rows."""
    later = Query.range_query(schema(), ROW, FieldType.Integer, last + 1, _LAST_ROW)
    found = hits(searcher, later, ROW)
    addresses = list(map(_SECOND, found))
    rows = row_of_each(searcher, found)
    reader = _Reader(searcher, later, rows)
    lists = {name: reader.lists(name) for name in LISTED}
    numbers = {name: _numbers(searcher, name, addresses) for name in NUMBERED}
    return _Rows(Part(len(rows), lists, numbers), rows)


def _numbers(searcher: Any, name: str, addresses: list[Any]) -> Numbers:
    """Give each document's number; as floats, what has none comes as one that is none."""
    told = np.array(searcher.fast_field_values(name, addresses), dtype=float)
    return np.where(np.isnan(told), ABSENT, told).astype(np.int64)


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads the values of those documents that a query finds, whose rows these are."""

    searcher: Any
    query: Query
    rows: Docs

    def lists(self, name: str) -> ValueLists:
        """Read a field at one go where no document has two values, else value by value."""
        if name == COLLECTION:
            return value_lists(self._each(name, COLLECTIONS))
        found = hits(self.searcher, self.query, name)
        single = [hit for hit in found if hit[0] is not None]
        if name not in (ID, MEANING):
            held = self.searcher.terms_with_prefix(name, "", filter_query=self.query)
            if sum(count for _, count in held) != len(single):
                return value_lists(self._each(name, sorted(v for v, count in held if count)))
        return self._in_order(single)

    def _each(self, name: str, values: Sequence[str]) -> Iterator[tuple[str, Docs]]:
        for value in values:
            rows = rows_of(self.searcher, both([self.query, term(name, value)]))
            yield value, np.searchsorted(self.rows, rows)

    def _in_order(self, found: Hits) -> ValueLists:
        """Lay out documents found in order of their values."""
        values = Counter(map(_FIRST, found))
        counts = np.fromiter(values.values(), np.int32, len(values))
        docs = np.searchsorted(self.rows, row_of_each(self.searcher, found))
        docs = docs[np.lexsort((docs, np.repeat(np.arange(len(values)), counts)))]
        return ValueLists(tuple(values), docs.astype(np.int32), counts)
