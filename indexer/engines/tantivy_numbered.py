"""One commit of the tantivy engine as numpy arrays, for searches that rank by meaning too.

Each document has a row of its own in the index (`ROW`), by which lists of what tantivy finds come
out as numbers; here documents are numbered by their ids. Columns are read once for a commit, a
word's list once for all searches.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from operator import itemgetter
from typing import Any

import numpy as np
from tantivy import Order, Query

from indexer.columns import (
    ABSENT,
    Columns,
    Docs,
    KeywordColumn,
    Numbers,
    keyword_column,
    value_lists,
)
from indexer.engines.tantivy_query import Translator, both, every, finding, in_order, term
from indexer.engines.tantivy_storage import COLLECTION, ID, MEANING, ROW
from indexer.fields import COLLECTIONS, FIELDS, Kind
from indexer.matching import Matcher, Weighed
from indexer.query import Near, Phrase
from indexer.scoring import Scores
from indexer.vectors import Nearness, Store, nearness

_FIRST, _SECOND = itemgetter(0), itemgetter(1)


@dataclass(frozen=True, slots=True)
class Numbering:
    """All live documents of a commit, numbered by the order of their ids."""

    searcher: Any
    live: Any
    ids: tuple[str, ...]
    addresses: Sequence[Any]
    by_row: Docs

    def found(self, query: Query) -> Docs:
        """Give what a query finds, in no order."""
        hits = self.hits(query, ROW)
        return self.by_row[np.fromiter(map(_FIRST, hits), dtype=np.int64, count=len(hits))]

    def scored(self, query: Query) -> tuple[Docs, Scores]:
        """Give what a query finds, in no order, with the scores."""
        hits = self.hits(query, None)
        rows = self.searcher.fast_field_values(ROW, list(map(_SECOND, hits)))
        scores = np.fromiter(map(_FIRST, hits), dtype=np.float64, count=len(hits))
        return self.by_row[np.array(rows, dtype=np.int64)], scores

    def valued(self, name: str) -> tuple[list[Any], Docs]:
        """Give a field's values in order, None last, with the document of each."""
        hits = self.hits(Query.all_query(), name)
        rows = self.searcher.fast_field_values(ROW, list(map(_SECOND, hits)))
        return list(map(_FIRST, hits)), self.by_row[np.array(rows, dtype=np.int64)]

    def hits(self, query: Query, by: str | None) -> Sequence[tuple[Any, Any]]:
        """Give all that a query finds."""
        return _hits(self.searcher, query, by)


def _hits(searcher: Any, query: Query, by: str | None) -> Sequence[tuple[Any, Any]]:
    count = int(searcher.search(query, 1).count)
    if not count:
        return ()
    order = {"order_by_field": by, "order": Order.Asc} if by else {}
    found: Sequence[tuple[Any, Any]] = searcher.search(query, count, count=False, **order).hits
    return found


@dataclass(frozen=True, slots=True)
class Numbered:
    """One commit by number; see `indexer.engines.numbered.Numbered`."""

    numbering: Numbering
    columns: Columns
    near: Nearness
    ranks: Docs
    _matchers: dict[str, Matcher] = field(default_factory=dict)

    @property
    def ids(self) -> tuple[str, ...]:
        """Give the ids of all live documents, ascending."""
        return self.numbering.ids

    def matcher(self, collection: str) -> Matcher:
        """Give what evaluates trees over one collection."""
        made = self._matchers.get(collection)
        if made is None:
            base = self.columns.holding(COLLECTION, collection)
            leaves = _Leaves(self.numbering, collection)
            made = Matcher(leaves, base, self.columns, self.near.cosines)
            self._matchers[collection] = made
        return made


@dataclass(frozen=True, slots=True)
class _Leaves:
    """What tantivy finds for the leaves of trees; see `indexer.matching.Leaves`."""

    numbering: Numbering
    collection: str

    def word(self, stem: str) -> Weighed:
        """Give what a stem finds and what it adds to each score."""
        finding_it = finding(stem)
        ranked, added = self.numbering.scored(self._within(every(stem)))
        everywhere = int(self.numbering.searcher.search(finding_it, 1).count)
        return Weighed(self.numbering.found(self._within(finding_it)), ranked, added, everywhere)

    def beginning(self, prefix: str) -> Docs:
        """Give what holds any of the most frequent words that begin so."""
        return self.numbering.found(self._within(self._translator.beginning(prefix)))

    def placed(self, node: Phrase | Near, name: str) -> Docs:
        """Give what holds words in order, or near each other, in a field."""
        if isinstance(node, Phrase):
            return self.numbering.found(self._within(in_order(node, (name,))))
        return self.numbering.found(self._within(self._translator.near(node, (name,))))

    @property
    def _translator(self) -> Translator:
        return Translator(self.numbering.searcher, self.collection, self.numbering.live)

    def _within(self, query: Query) -> Query:
        return both([self._translator.base, query])


def numbered(searcher: Any, live: Any, store: Store) -> Numbered:
    """Read the columns of a commit, and join its documents with their vectors."""
    numbering = _numbering(searcher, live)
    size = len(numbering.ids)
    keywords = {
        row.name: _keywords(numbering, row.name) for row in FIELDS if row.kind is Kind.KEYWORD
    }
    keywords[COLLECTION] = _listed(numbering, COLLECTION, COLLECTIONS)
    numbers = {row.name: _numbers(numbering, row.name) for row in FIELDS if row.kind.numeric}
    near = nearness(store, size, *numbering.valued(MEANING)) if store.blocks else Nearness(size, ())
    return Numbered(numbering, Columns(size, keywords, numbers), near, np.arange(size))


def _numbering(searcher: Any, live: Any) -> Numbering:
    hits = _hits(searcher, Query.all_query(), ID)
    addresses = list(map(_SECOND, hits))
    rows = np.array(searcher.fast_field_values(ROW, addresses), dtype=np.int64)
    by_row = np.zeros(int(rows.max(initial=-1)) + 1, dtype=np.int64)
    by_row[rows] = np.arange(len(rows))
    return Numbering(searcher, live, tuple(map(_FIRST, hits)), addresses, by_row)


def _numbers(numbering: Numbering, name: str) -> Numbers:
    """Give each document's number; as floats, what has none comes as one that is none."""
    told = np.array(numbering.searcher.fast_field_values(name, numbering.addresses), dtype=float)
    return np.where(np.isnan(told), ABSENT, told).astype(np.int64)


def _keywords(numbering: Numbering, name: str) -> KeywordColumn:
    """Read a field at one go where no document has two values, else value by value."""
    held = numbering.searcher.terms_with_prefix(name, "", filter_query=numbering.live)
    told = sorted((value, count) for value, count in held if count)
    values, docs = numbering.valued(name)
    if sum(count for _, count in told) != len(values) - values.count(None):
        return _listed(numbering, name, [value for value, _ in told])
    ends = np.cumsum([count for _, count in told], dtype=np.int64)
    lists = np.split(docs[: len(docs) - values.count(None)], ends[:-1])
    sorted_lists = ((value, np.sort(d)) for (value, _), d in zip(told, lists, strict=False))
    return keyword_column(len(docs), [(value_lists(sorted_lists), 0)])


def _listed(numbering: Numbering, name: str, values: Sequence[str]) -> KeywordColumn:
    lists = ((value, np.sort(numbering.found(term(name, value)))) for value in values)
    return keyword_column(len(numbering.ids), [(value_lists(lists), 0)])
